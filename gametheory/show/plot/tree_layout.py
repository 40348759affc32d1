"""Where the nodes of a game tree stand: a tidy layout that grows from left to right.

The idea is that of Reingold and Tilford (1981), "Tidier drawings of trees", IEEE Transactions on Software Engineering
7: subtrees are laid out first and then moved together until their contours nearly touch, and a parent stands in the
middle of its children. Here every depth is a column as wide as its widest label, and what has to keep clear are boxes
measured from the texts: a move's label above its line, the next mover's name below it, payoffs to the right of an end.
A box that reaches over several columns counts in each of them.

Trees larger than the page are folded: subtrees that the equilibrium does not reach are drawn as one end, those farthest
from the path first.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from gametheory.game import Chance, ExtensiveGame, Move, Payoff
from gametheory.show.plot.style import SMALL, measure

__all__ = ["Vertex", "fold", "grow", "place"]

SLANT, GAP, END = 20.0, 2.0, 7.0


@dataclass(eq=False)
class Vertex:
    """One node of the drawing: where it comes from, its texts, and (once placed) its point."""

    history: tuple[str, ...]
    name: str | None
    node: Move | Chance | Payoff
    parent: Vertex | None
    p: Any = None
    on_path: bool = False
    away: int = 0
    children: list[Vertex] = field(default_factory=list)
    folded: int = 0
    above: str = ""
    below: str = ""
    right: str = ""
    x: float = 0.0
    y: float = 0.0

    @property
    def depth(self) -> int:
        """How many moves lead here."""
        return len(self.history)


def grow(game: ExtensiveGame, strategy: Any) -> list[Vertex]:
    """Return the vertices of a game, parents first, with the probability of each move under ``strategy`` (or None)."""
    root = Vertex((), game.root, game.nodes[game.root], None, on_path=strategy is not None)
    out, i = [root], 0
    while i < len(out):
        here = out[i]
        i += 1
        if here.name is None or isinstance(here.node, Payoff):
            continue
        for label, target in game.children(here.name):
            end = isinstance(target, Payoff)
            node = target if isinstance(target, Payoff) else game.nodes[target]
            p = _probability(game, here, label, strategy)
            on_path = here.on_path and p is not None and p != 0
            away = 0 if on_path else here.away + 1
            child = Vertex((*here.history, label), None if end else str(target), node, here, p, on_path, away)
            here.children.append(child)
            out.append(child)
    return out


def _probability(game: ExtensiveGame, here: Vertex, label: str, strategy: Any) -> Any:
    if isinstance(here.node, Chance):
        return here.node.branches[label][0]
    if strategy is None or not isinstance(here.node, Move):
        return None
    assert here.name is not None
    mixture = strategy.get(here.node.player, {}).get(game.information_set(here.name))
    return None if mixture is None else mixture.get(label, 0)


def fold(vertices: list[Vertex], most: int) -> list[Vertex]:
    """Fold subtrees off the path, the farthest and then the largest first, until at most ``most`` ends are left."""
    ends = {id(v): 0 if v.children else 1 for v in vertices}
    for v in reversed(vertices):
        if v.parent is not None:
            ends[id(v.parent)] += ends[id(v)]
    total = ends[id(vertices[0])]
    shown = dict(ends)
    inner = [v for v in vertices if v.children and not v.on_path and v.parent is not None]
    for v in sorted(inner, key=lambda v: (-v.away, -ends[id(v)])):
        if total <= most:
            break
        total -= shown[id(v)] - 1
        change = shown[id(v)] - 1
        up: Vertex | None = v
        while up is not None:
            shown[id(up)] -= change
            up = up.parent
        v.folded = ends[id(v)]
        v.children = []
    kept, i = [vertices[0]], 0
    while i < len(kept):
        kept += kept[i].children
        i += 1
    return kept


Contour = dict[int, tuple[float, float]]  # depth: (lowest, highest)


def place(vertices: list[Vertex]) -> None:
    """Give every vertex its point in points of print; ``vertices`` has parents first, and texts are set."""
    deepest = max(v.depth for v in vertices)
    run = [0.0] * (deepest + 1)
    for v in vertices:
        wide = max(measure(v.above)[0], measure(v.below, SMALL)[0] + 4)
        run[v.depth] = max(run[v.depth], wide + 4, 14.0)
    column = [0.0]
    for d in range(1, deepest + 1):
        column.append(column[-1] + SLANT + run[d])
    shift: dict[int, float] = {}
    contours: dict[int, Contour] = {}
    for v in reversed(vertices):
        v.x = column[v.depth]
        contours[id(v)] = _join(v, [contours.pop(id(c)) for c in v.children], shift)
        for d, (low, high) in _boxes(v, column).items():
            old = contours[id(v)].get(d, (low, high))
            contours[id(v)][d] = (min(low, old[0]), max(high, old[1]))
    for v in vertices:
        v.y = 0.0 if v.parent is None else v.parent.y + shift[id(v)]


def _join(v: Vertex, below: list[Contour], shift: dict[int, float]) -> Contour:
    """Stack the children's contours downwards; return the outline of all of them as seen from ``v``."""
    if not below:
        return {}
    whole: Contour = {}
    offsets: list[float] = []
    for contour in below:
        shared = [whole[d][0] - contour[d][1] for d in contour if d in whole]
        offset = min(shared) - GAP if shared else 0.0
        offsets.append(offset)
        for d, (low, high) in contour.items():
            old = whole.get(d, (low + offset, high + offset))
            whole[d] = (min(old[0], low + offset), max(old[1], high + offset))
    middle = (offsets[0] + offsets[-1]) / 2
    for child, offset in zip(v.children, offsets, strict=True):
        shift[id(child)] = offset - middle
    return {d: (low - middle, high - middle) for d, (low, high) in whole.items()}


def _boxes(v: Vertex, column: list[float]) -> Contour:
    up = measure(v.above)[1] + 2 if v.above else 4.0
    down = measure(v.below, SMALL)[1] + 2 if v.below else 4.0
    boxes = {v.depth: (-down, up)}
    if v.right:
        width, height = measure(v.right, SMALL)
        reach = v.x + END + (10 if v.folded else 0) + width
        for d in range(v.depth + 1, len(column)):
            if column[d - 1] < reach:
                boxes[d] = (-height / 2, height / 2)
        low, high = boxes[v.depth]
        boxes[v.depth] = (min(low, -height / 2), max(high, height / 2))
    return boxes
