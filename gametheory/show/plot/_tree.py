"""A game tree with an equilibrium drawn on it: thick lines are played, information sets are dashed lines.

Read from left to right; a move's label stands above its line, the name of whoever moves next below it, and payoffs to
the right of an end, in the order of the players given below the tree.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from gametheory.errors import GameTheoryError
from gametheory.game import Chance, ExtensiveGame, Game, History, Move, Payoff, SignalingGame
from gametheory.game.forms import signaling_of, tree_of
from gametheory.show.plot.canvas import Canvas, Key
from gametheory.show.plot.notes import Notes, check_letters
from gametheory.show.plot.strokes import LINK, add_key, stroke
from gametheory.show.plot.style import COLOURS, MARKERS, SMALL, TEXT, cycle, measure, plain, tint, wrapped
from gametheory.show.plot.tree_layout import END, SLANT, Vertex, fold, grow, place

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from gametheory.concepts import Equilibrium

__all__ = ["tree"]

LABEL = 110.0
CLEAR = {"fc": "white", "ec": "none", "pad": 0.1}
"""Behind a label: an information set's line that swings by is interrupted."""


def tree(game: Game, eq: Equilibrium | None = None, ax: Axes | None = None, *, ends: int = 24) -> Axes:
    """Draw a game tree and, if given, an equilibrium on it.

    Parameters
    ----------
    game : ExtensiveGame or SignalingGame
        For payoffs in numbers the game at the point of the equilibrium: ``here = solution.at(); here.game``.
    eq : Equilibrium, optional
    ax : matplotlib.axes.Axes, optional
        By default a new figure of the size that the tree needs with text of 7 and 8 points. On axes that are smaller,
        the whole drawing is scaled down with its text.
    ends : int
        Above this number of ends, subtrees off the path are folded into triangles, those farthest from the path first.
        A triangle tells how many ends it stands for and, where the equilibrium says how play goes on, the payoffs it
        leads to.

    Returns
    -------
    matplotlib.axes.Axes
        Axes without frame, in points of print.

    Raises
    ------
    GameTheoryError
        If the equilibrium does not belong to the game, or ``ends`` is no positive integer.
    """
    if isinstance(ends, bool) or not isinstance(ends, int) or ends < 1:
        raise GameTheoryError(f"tree(): ends is a positive number of ends, got {ends!r}")
    signaling = signaling_of(game)
    if signaling is not None:
        eq, game = _as_tree(signaling, eq)
    stated = tree_of(game)
    if stated is None:
        raise GameTheoryError(f"tree(): expected an extensive or signaling game, got {type(game).__name__}")
    _check(stated, eq)
    everything = grow(stated, None if eq is None else eq.strategy)
    values = _values(stated, everything)
    vertices = fold(everything, ends)
    notes = Notes(stated.parameters)
    for v in vertices:
        _write(stated, eq, v, values, notes)
    place(vertices)
    return _draw(stated, eq, vertices, notes, ax)


def _as_tree(game: SignalingGame, eq: Equilibrium | None) -> tuple[Equilibrium | None, ExtensiveGame]:
    """Return the signaling game as a tree, and the equilibrium with the tree's names of information sets."""
    from dataclasses import replace

    shown: ExtensiveGame = game.extensive()
    if eq is None:
        return None, shown

    seen = game.information_after
    strategy = {
        game.sender: eq.strategy.get(game.sender, {}),
        game.receiver: {seen(m): mixture for m, mixture in eq.strategy.get(game.receiver, {}).items()},
    }
    beliefs = {
        seen(m): {f"type {t}, {m}": p for t, p in {**dict.fromkeys(game.types, 0), **belief}.items()}
        for m, belief in eq.beliefs.items()
    }
    return replace(eq, strategy=strategy, beliefs=beliefs), shown


def _check(game: ExtensiveGame, eq: Equilibrium | None) -> None:
    if eq is not None:
        check_letters("tree", game, eq)
    for player, plan in ({} if eq is None else eq.strategy).items():
        for where, mixture in plan.items():
            if where not in game.information_sets or game.owner(where) != player:
                raise GameTheoryError(f"tree(): the game has no information set {where!r} of {player}")
            for action in mixture:
                if action not in game.actions(where):
                    raise GameTheoryError(f"tree(): at {where!r} there is no action {action!r}")


def _values(game: ExtensiveGame, vertices: list[Vertex]) -> dict[int, Mapping[str, Any] | None]:
    """Return the expected payoffs from every vertex on; None where the strategy does not say how play goes on."""
    out: dict[int, Mapping[str, Any] | None] = {}
    for v in reversed(vertices):
        if isinstance(v.node, Payoff):
            out[id(v)] = v.node.values
            continue
        taken = [(c.p, out[id(c)]) for c in v.children if c.p is None or c.p != 0]
        known = [(p, value) for p, value in taken if p is not None and value is not None]
        complete = len(known) == len(taken)
        out[id(v)] = {n: sum(p * value[n] for p, value in known) for n in game.players} if complete else None
    return out


def _write(game: ExtensiveGame, eq: Equilibrium | None, v: Vertex, values: Mapping[int, Any], notes: Notes) -> None:
    """Set the texts around a vertex."""
    if v.history:
        v.above = wrapped(notes.move(v.history[-1], v.p), LABEL)
    payoffs = values[id(v)]
    listed = "" if payoffs is None else f"({', '.join(notes.text(payoffs[n]) for n in game.players)})"
    if v.folded:
        v.right = f"{v.folded} ends{', leading to ' + listed if listed else ''}"
    elif isinstance(v.node, Payoff):
        v.right = listed
    if isinstance(v.node, Move):
        v.below = wrapped(plain(v.node.player) + _belief(game, eq, v, notes), LABEL, SMALL)
    elif isinstance(v.node, Chance):
        v.below = "chance"


def _belief(game: ExtensiveGame, eq: Equilibrium | None, v: Vertex, notes: Notes) -> str:
    """Return the probability that the mover gives to this node of an information set, in brackets."""
    assert v.name is not None
    where = game.information_set(v.name)
    if eq is None or len(game.information_sets[where]) == 1 or where not in eq.beliefs:
        return ""
    belief = eq.beliefs[where]
    for member in (History(v.history), v.name):
        if member in belief:
            return f" [{notes.text(belief[member])}]"
    return " [0]"


def _draw(game: ExtensiveGame, eq: Equilibrium | None, vertices: list[Vertex], notes: Notes, ax: Axes | None) -> Axes:
    root = vertices[0]
    right = max(v.x + END + (10 if v.folded else 0) + measure(v.right, SMALL)[0] for v in vertices)
    left = -measure(root.below, SMALL)[0] - 8
    top = max(v.y + max(measure(v.above)[1] + 2, 6) for v in vertices)
    bottom = min(v.y - max(measure(v.below, SMALL)[1] + 2, 6) for v in vertices)
    links = _links(game, vertices)
    key = Key()
    key.note(f"payoffs: ({', '.join(plain(p) for p in game.players)})")
    add_key(
        key,
        path=eq is not None,
        off_path=any(v.p is not None and v.p != 0 and not v.on_path and _decided(v) for v in vertices),
        linked=bool(links),
    )
    notes.add_to(key, max(right - left, 250.0))
    wide, high = key.size
    canvas = Canvas(ax, left, max(right, left + wide), bottom - 8 - high, top)
    for v in vertices:
        _draw_vertex(canvas, game, v)
    for above, below, bow in links:
        canvas.bow((above.x, above.y), (below.x, below.y), bow, **LINK)
    key.draw(canvas, left, bottom - 8)
    return canvas.ax


def _decided(v: Vertex) -> bool:
    return v.parent is not None and isinstance(v.parent.node, Move)


def _draw_vertex(canvas: Canvas, game: ExtensiveGame, v: Vertex) -> None:
    if v.parent is not None:
        start, turn = (v.parent.x, v.parent.y), (v.parent.x + SLANT, v.y)
        look = stroke(v.p if _decided(v) or v.on_path else None, v.on_path)
        canvas.line([start, turn, (v.x, v.y)], zorder=3 if v.on_path else 2, **look)
        canvas.text(v.parent.x + SLANT + 2, v.y + 2, v.above, TEXT, va="bottom", ha="left", bbox=CLEAR)
        canvas.text(v.x - 4, v.y - 2, v.below, SMALL, va="top", ha="right", style="italic")
    elif v.below:
        canvas.text(v.x - 6, v.y, v.below, SMALL, va="center", ha="right", style="italic")
    if v.folded:
        canvas.wedge(v.x, v.y)
    elif isinstance(v.node, Payoff):
        canvas.dot(v.x, v.y, size=2.0)
    elif isinstance(v.node, Chance):
        canvas.dot(v.x, v.y, fill="white")
    else:
        i = game.players.index(v.node.player)
        canvas.dot(v.x, v.y, cycle(MARKERS, i), fill=cycle([tint(c, 1.0) for c in COLOURS], i))
    if v.right:
        canvas.text(v.x + END + (10 if v.folded else 0), v.y, v.right, SMALL, va="center", ha="left")


def _links(game: ExtensiveGame, vertices: list[Vertex]) -> list[tuple[Vertex, Vertex, float]]:
    """Return the neighbours in information sets, and how far the line between them swings out to clear other nodes."""
    by_name = {v.name: v for v in vertices if v.name is not None}
    out = []
    for i, members in enumerate(game.information_sets.values()):
        shown = sorted((by_name[n] for n in members if n in by_name), key=lambda v: -v.y)
        for a, b in itertools.pairwise(shown):
            between = any(v.depth == a.depth and b.y < v.y < a.y for v in vertices)
            clear = a.depth == b.depth and not between
            out.append((a, b, 0.0 if clear else SLANT * (0.4 + 0.25 * (i % 3))))
    return out
