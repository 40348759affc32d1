"""From extreme equilibria to the entries of an answer: isolated equilibria, and the pieces of continua.

In strategic form an entry is a maximal Nash subset: a maximal biclique of the graph of extreme equilibria (see
:mod:`gametheory.concepts.exact.bicliques`). In a tree an entry is an outcome, and equilibria that differ only in what
is never played are one: a component of equilibria with one outcome is isolated, and of a component with several the
pieces with more than one outcome are listed, each with its extreme outcomes.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from gametheory.concepts.equilibrium import Equilibrium, SignalingEquilibrium
from gametheory.concepts.exact.bicliques import connected, maximal_bicliques
from gametheory.concepts.exact.simplex import in_hull
from gametheory.concepts.nash.frames import Frame
from gametheory.concepts.perfect_bayesian.patterns import distinct
from gametheory.concepts.words.continua import between
from gametheory.lang import deadline

__all__ = ["continuum", "entries", "numbered", "outcome_pieces", "singly", "vectors"]

Pair = tuple[Any, Any]
Outcome = frozenset[tuple[str, Any]]


def entries(frame: Frame, pairs: Sequence[Pair]) -> list[Equilibrium]:
    """Return the equilibria of a numeric game, given its extreme ones as pairs of strategies."""
    return numbered(_outcomes(frame, pairs) if frame.by_outcome else _subsets(frame, pairs))


def singly(frame: Frame, pairs: Sequence[Pair]) -> list[Equilibrium]:
    """Return extreme equilibria as entries of their own, for as long as there is time: each outcome once."""
    found: dict[Any, Equilibrium] = {}
    with deadline.Part(finishing=True):
        for number, pair in enumerate(pairs):
            deadline.check()
            eq = replace(frame.equilibrium(*pair), component=number)
            found.setdefault(frozenset(eq.outcome.items()) if frame.by_outcome else pair, eq)
    return numbered(found.values())


def continuum(vertices: Sequence[Equilibrium]) -> Equilibrium:
    """Return one entry for a continuum; its strategies, payoffs and outcome are those of the first vertex."""
    name = between([eq.name for eq in vertices])
    return replace(vertices[0], name=name, isolated=False, vertices=tuple(vertices))


def numbered(found: Iterable[Equilibrium]) -> list[Equilibrium]:
    """Sort (isolated and pure first), number the components from 0 in that order, and make the names distinct."""

    def rank(eq: Equilibrium) -> tuple[bool, bool]:
        pure = all(len(mixed) == 1 for sets in eq.strategy.values() for mixed in sets.values())
        return (not eq.isolated, not pure)

    ordered = sorted(found, key=rank)
    order = {old: new for new, old in enumerate(dict.fromkeys(eq.component for eq in ordered))}
    names = [eq.name for eq in ordered]
    if all(isinstance(eq, SignalingEquilibrium) for eq in ordered):
        names = distinct(names, [_answers(eq) for eq in ordered])
    counts: dict[str, int] = {}
    out = []
    for eq, name in zip(ordered, names, strict=True):
        counts[name] = counts.get(name, 0) + 1
        unique = f"{name} ({counts[name]})" if names.count(name) > 1 else name
        out.append(replace(eq, name=unique, component=order[eq.component]))
    return out


def _answers(eq: Equilibrium) -> dict[str, list[str]]:
    """Return what the receiver answers to the messages sent, in an equilibrium of a signaling game."""
    sender, receiver = eq.strategy.values()
    return {m: list(receiver[m]) for m in dict.fromkeys(m for sent in sender.values() for m in sent)}


def _subsets(frame: Frame, pairs: Sequence[Pair]) -> list[Equilibrium]:
    """Return the maximal Nash subsets."""
    found = []
    place = {pair: k for k, pair in enumerate(pairs)}
    for number, group in enumerate(connected(pairs)):
        for left, right in maximal_bicliques(group):
            corners = sorted(itertools.product(left, right), key=place.__getitem__)
            vertices = []
            for pair in corners:
                deadline.check()
                vertices.append(replace(frame.equilibrium(*pair), component=number))
            found.append(vertices[0] if len(vertices) == 1 else continuum(vertices))
    return found


def _outcomes(frame: Frame, pairs: Sequence[Pair]) -> list[Equilibrium]:
    """Return the outcomes: isolated ones, and the pieces of continua."""
    shown: dict[Outcome, Equilibrium] = {}
    outcome: dict[Pair, Outcome] = {}
    for pair in pairs:
        deadline.check()
        eq = frame.equilibrium(*pair)
        outcome[pair] = frozenset(eq.outcome.items())
        shown.setdefault(outcome[pair], eq)
    found = []
    for corners, number in outcome_pieces(pairs, outcome, _in_hull):
        vertices = [replace(shown[corner], component=number) for corner in corners]
        found.append(vertices[0] if len(vertices) == 1 else continuum(vertices))
    return found


def _in_hull(point: Outcome, corners: Sequence[Outcome]) -> bool:
    """Return whether an outcome is a mixture of others (numbers only)."""
    if point in corners:
        return True
    first, *others = vectors([point, *corners])
    return in_hull(first, others)


def vectors(outcomes: Sequence[Outcome]) -> list[tuple[Any, ...]]:
    """Return outcomes as vectors over the histories that any of them has."""
    histories = sorted({history for one in outcomes for history, _ in one})
    tables = [dict(one) for one in outcomes]
    return [tuple([table.get(history, Fraction(0)) for history in histories]) for table in tables]


@dataclass
class _Piece:
    """The outcomes of one maximal Nash subset: ``corners`` are the extreme ones."""

    component: int
    corners: list[Outcome]
    convex: bool


def outcome_pieces(
    pairs: Sequence[Pair], outcome: Mapping[Pair, Outcome], inside: Callable[[Outcome, Sequence[Outcome]], bool]
) -> list[tuple[list[Outcome], int]]:
    """Return isolated outcomes and the corners of pieces of continua, each with the number of its component.

    Parameters
    ----------
    pairs : sequence of (left, right)
        The extreme equilibria.
    outcome : mapping of pair to outcome
    inside : callable
        Whether an outcome is a mixture of others.
    """
    links: list[tuple[int, Outcome]] = []
    spots: dict[Outcome, int] = {}
    pieces: list[_Piece] = []
    for number, group in enumerate(connected(pairs)):
        links += [(number, outcome[pair]) for pair in group]
        if len({outcome[pair] for pair in group}) == 1:
            spots.setdefault(outcome[group[0]], number)
            continue
        for left, right in maximal_bicliques(group):
            piece = _piece(number, group, left, right, outcome, inside)
            if len(piece.corners) > 1:
                pieces.append(piece)
    pieces = _maximal(pieces, inside)
    for spot in list(spots):
        for piece in pieces:
            if spot in piece.corners or (piece.convex and inside(spot, piece.corners)):
                links.append((piece.component, spot))
                del spots[spot]
                break
    # components are connected sets of outcomes: those of strategies that share an outcome are one
    component = {}
    for new, linked in enumerate(connected(links)):
        for old, _ in linked:
            component[old] = new
    found = [([spot], component[number]) for spot, number in spots.items()]
    return found + [(piece.corners, component[piece.component]) for piece in pieces]


def _piece(
    number: int,
    group: Sequence[Pair],
    left: Collection[Any],
    right: Collection[Any],
    outcome: Mapping[Pair, Outcome],
    inside: Callable[[Outcome, Sequence[Outcome]], bool],
) -> _Piece:
    # outcomes are affine in either player's strategy: where only one player's matters, they form a convex set
    rows = all(len({outcome[x, y] for x in left}) == 1 for y in right)
    columns = all(len({outcome[x, y] for y in right}) == 1 for x in left)
    known = list(dict.fromkeys(outcome[x, y] for x, y in group if x in left and y in right))
    for one in list(known):
        deadline.check()
        others = [other for other in known if other != one]
        if others and inside(one, others):
            known = others
    return _Piece(number, known, rows or columns)


def _maximal(pieces: list[_Piece], inside: Callable[[Outcome, Sequence[Outcome]], bool]) -> list[_Piece]:
    """Drop the pieces whose outcomes another piece has too."""

    def covers(piece: _Piece, other: _Piece) -> bool:
        if set(piece.corners) == set(other.corners) and piece.convex >= other.convex:
            return True
        return piece.convex and all(inside(corner, piece.corners) for corner in other.corners)

    kept: list[_Piece] = []
    for piece in pieces:
        deadline.check()
        if not any(covers(other, piece) for other in kept):
            kept = [other for other in kept if not covers(piece, other)] + [piece]
    return kept
