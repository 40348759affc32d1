r"""A game tree as TikZ: text that a person can read and change, and that needs no TeX to be looked at.

The tree grows to the right, its ends evenly below each other; a node stands in the middle of what it
leads to. An information set of several nodes is a dashed line through them, nature's moves have their probabilities,
and the payoffs at an end are in the order of the players that is stated below the tree. A signaling game is drawn as
its tree: nature draws the type, the sender sees it, the receiver sees the message.

The picture needs ``\usepackage{tikz}`` and none of its libraries.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from gametheory.errors import GameTheoryError
from gametheory.game import Chance, ExtensiveGame, Game, Move, Payoff
from gametheory.game.forms import signaling_of, signaling_to_extensive, tree_of
from gametheory.lang.writing.tex import cell, words
from gametheory.show.latex.answers import note
from gametheory.show.latex.symbols import Signs, with_symbols
from gametheory.spec import Model

__all__ = ["MOST", "tree"]

MOST = 36
"""Ends of a tree that a page has room for."""

LEVEL, WIDTH = 3.2, 9.0  # centimetres: a level at most, and all of them
GAP, HEIGHT = 0.75, 18.0  # between two ends at most, and the whole tree
NUMBER = r"\scriptsize"
LINES = ("dashed", "densely dotted", "dashdotted")
"""Of information sets, so that neighbours can be told apart."""


def tree(game: Game | Model) -> str:
    r"""Return a game in extensive form, or a signaling game, as a ``tikzpicture`` with its symbols defined below.

    Parameters
    ----------
    game : ExtensiveGame, SignalingGame or Model
        Of a model, parameters are printed in its signs and players by their names.

    Raises
    ------
    GameTheoryError
        For a game that has no tree, and for a tree of more than thirty-six ends, which no page holds.

    Examples
    --------
    >>> import gametheory as gt
    >>> print(tree(gt.load("entry_deterrence")).splitlines()[3])
    \node[right, font=\scriptsize] (n1) at (3.20, 0.00) {($0$, $2$)};
    """
    model = game if isinstance(game, Model) else None
    played = game.game if isinstance(game, Model) else game
    signaling = signaling_of(played)
    drawn = tree_of(played) if signaling is None else signaling_to_extensive(signaling)
    if drawn is None:
        raise GameTheoryError(
            f"a {played.kind} game has no tree to draw: latex.tree draws extensive and signaling games"
        )
    vertices = _grow(drawn)
    ends = [v for v in vertices if not v.children]
    if len(ends) > MOST:
        raise GameTheoryError(
            f"the tree has {len(ends)} ends and {len(vertices)} nodes, and a page has room for {MOST} ends: draw a "
            "part of the game, or gametheory.show.plot.tree, which folds what is not played"
        )
    signs = Signs(model, tuple(drawn.parameters))
    _place(vertices, ends)
    title = str(played) if model is None else (model.title or model.name)
    lines = [
        r"\begin{tikzpicture}[font=\small]",
        *_nodes(drawn, vertices, signs),
        *_information(drawn, vertices),
        *_edges(vertices, signs),
        r"\end{tikzpicture}",
        "",
        rf"\par\smallskip\noindent Payoffs: {', '.join(words(p) for p in drawn.players)}.",
    ]
    return with_symbols("\n".join(lines), signs, note(f"{title}: its tree; needs the package tikz"))


@dataclass(eq=False)
class Vertex:
    """A node of the drawing: how it is reached, and once placed its point in centimetres."""

    number: int
    node: Move | Chance | Payoff
    name: str | None = None
    parent: Vertex | None = None
    label: str = ""
    p: Any = None
    depth: int = 0
    children: list[Vertex] = field(default_factory=list)
    x: float = 0.0
    y: float = 0.0


def _grow(game: ExtensiveGame) -> list[Vertex]:
    """Return the vertices of a game, parents first; a label leads to each, of nature's moves with the probability."""
    out = [Vertex(0, game.nodes[game.root], game.root)]
    for here in out:  # which grows meanwhile
        for label, target in game.children(here.name) if here.name is not None else ():
            end = isinstance(target, Payoff)
            node = target if isinstance(target, Payoff) else game.nodes[target]
            p = here.node.branches[label][0] if isinstance(here.node, Chance) else None
            child = Vertex(len(out), node, None if end else str(target), here, label, p, here.depth + 1)
            here.children.append(child)
            out.append(child)
    return out


def _place(vertices: list[Vertex], ends: list[Vertex]) -> None:
    """Give every vertex its point: ends evenly below each other, in the order of the tree."""
    gap = min(GAP, HEIGHT / len(ends))
    below = {v.number: i for i, v in enumerate(_in_order(vertices[0]))}
    for i, v in enumerate(sorted(ends, key=lambda v: below[v.number])):
        v.y = 0.0 - gap * i
    level = min(LEVEL, WIDTH / max(v.depth for v in vertices))
    for v in reversed(vertices):
        v.x = level * v.depth
        if v.children:
            v.y = (v.children[0].y + v.children[-1].y) / 2


def _in_order(root: Vertex) -> Iterator[Vertex]:
    waiting = [root]
    while waiting:
        here = waiting.pop()
        yield here
        waiting += reversed(here.children)


def _nodes(game: ExtensiveGame, vertices: list[Vertex], signs: Signs) -> Iterator[str]:
    shared = {name for name, members in game.information_sets.items() if len(members) > 1}
    for v in vertices:
        at = f"(n{v.number}) at ({v.x:.2f}, {v.y:.2f})"
        if isinstance(v.node, Payoff):
            values = ", ".join(cell(v.node.values[p], signs) for p in game.players)
            yield rf"\node[right, font={NUMBER}] {at} {{({values})}};"
        elif isinstance(v.node, Chance):
            yield rf"\node[circle, draw, inner sep=1.5pt, label={{above left:nature}}] {at} {{}};"
        else:
            assert isinstance(v.node, Move)
            assert v.name is not None
            # at a node of a shared information set the name stands once, beside the line through its nodes
            where = (
                "below left" if v.parent is not None and v.parent.y >= v.y else "above left"
            )  # clear of what leads here
            named = "" if game.information_set(v.name) in shared else f", label={{{where}:{{{words(v.node.player)}}}}}"
            yield rf"\node[circle, fill, inner sep=1.2pt{named}] {at} {{}};"


def _information(game: ExtensiveGame, vertices: list[Vertex]) -> Iterator[str]:
    by_name = {v.name: v for v in vertices if v.name is not None}
    shared = [(name, members) for name, members in game.information_sets.items() if len(members) > 1]
    for i, (name, members) in enumerate(shared):
        line = f"{LINES[i % len(LINES)]}, bend left={10 + 8 * (i % 4)}"
        there = sorted((by_name[m] for m in members), key=lambda v: -v.y)
        for a, b in itertools.pairwise(there):
            yield rf"\draw[{line}] (n{a.number}) to (n{b.number});"
        yield rf"\node[above left] at (n{there[0].number}.north) {{{words(game.owner(name))}}};"


def _edges(vertices: list[Vertex], signs: Signs) -> Iterator[str]:
    for v in vertices:
        if v.parent is None:
            continue
        label = words(v.label)
        if v.p is not None:
            label = f"{label} {cell(v.p, signs)}"
        end = "" if v.children else ".west"
        above = f"node[above, sloped, pos=0.6, font={NUMBER}] {{{label}}}"
        yield rf"\draw (n{v.parent.number}) -- {above} (n{v.number}{end});"
