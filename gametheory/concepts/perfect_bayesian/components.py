"""From extreme equilibria to the whole set: isolated outcomes, and continua as maximal convex pieces.

Fix responses ``b_m`` that are optimal together at some belief, one set a message. Among strategies of the receiver that
use only these, the equilibria are a finite union of products {sender's strategies} x {receiver's strategies}, and the
maximal products are the maximal bicliques of the graph that joins an extreme sender's strategy to an extreme receiver's
strategy when the two together are an equilibrium (for bimatrix games: Winkels 1979; Avis, Rosenberg, Savani and von
Stengel 2010). Seen as outcomes, only responses to messages that are sent count: products are projected, and those
inside others dropped.

In a generic game every extreme sender's strategy stands alone, which shows at once: two that share a receiver's
strategy give every type the same payoff.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from gametheory.concepts.exact.bicliques import maximal_bicliques
from gametheory.concepts.exact.polytope import extreme_points, in_hull, vertices
from gametheory.concepts.perfect_bayesian.beliefs import bits
from gametheory.concepts.perfect_bayesian.search import Candidate, Search
from gametheory.lang import deadline

__all__ = ["Piece", "Responses", "pieces_of"]

Responses = tuple[tuple[Fraction, ...], ...]  # probability of each response after each message, sent or not


@dataclass(frozen=True)
class Piece:
    """A product of sender's strategies (the candidates' positions) and receiver's strategies.

    ``responses`` are complete strategies, one for each extreme point of the projection on the messages ``sent``.
    """

    senders: tuple[int, ...]
    responses: tuple[Responses, ...]
    sent: tuple[int, ...]

    def pairs(self, candidates: Sequence[Candidate]) -> list[tuple[int, Responses]]:
        """Return the pairs that give the extreme outcomes, each outcome once."""
        found: dict[tuple[int, Responses], tuple[int, Responses]] = {}
        for i in self.senders:
            for responses in self.responses:
                found.setdefault((i, tuple(responses[m] for m in candidates[i].sent)), (i, responses))
        return list(found.values())


def pieces_of(search: Search, candidates: Sequence[Candidate]) -> Iterator[Piece | int]:
    """Yield the pieces of a game without parameters.

    A candidate that stands alone with unique responses is given as its position; everything else as a piece.
    """
    for group in _groups(search, candidates):
        if len(group) == 1 and candidates[group[0]].point:
            yield group[0]
        else:
            yield from _assemble(search, candidates, group)


# -- which candidates can share a receiver's strategy ---------------------------------------------------------------


def _groups(search: Search, candidates: Sequence[Candidate]) -> list[list[int]]:
    parent = list(range(len(candidates)))

    def find(i: int) -> int:
        while parent[i] != i:
            i = parent[i]
        return i

    for i, j in itertools.combinations(range(len(candidates)), 2):
        deadline.check()
        if find(i) != find(j) and _may_share(search, candidates[i], candidates[j]):
            parent[find(j)] = find(i)
    groups: dict[int, list[int]] = {}
    for i in range(len(candidates)):
        groups.setdefault(find(i), []).append(i)
    return list(groups.values())


def _may_share(search: Search, a: Candidate, b: Candidate) -> bool:
    if a.point and b.point:
        same = all(x * b.below == y * a.below for x, y in zip(a.payoff, b.payoff, strict=True))
        return same and all(
            a.mixture[m].get(r, 0) * b.below == b.mixture[m].get(r, 0) * a.below
            for m in a.mixture
            if m in b.mixture
            for r in {*a.mixture[m], *b.mixture[m]}
        )
    if not a.point and not b.point:
        return all(f is None or g is None or f.best & g.best for f, g in zip(a.faces, b.faces, strict=True))
    if not a.point:
        a, b = b, a
    sender = search.tables.sender
    for m in a.sent:
        face = b.faces[m]
        if face is None:
            continue
        if any(x and not face.best >> r & 1 for r, x in a.mixture[m].items()):
            return False
        for t, mine in enumerate(b.messages_of):
            if m in mine and sum(sender[t][m][r] * x for r, x in a.mixture[m].items()) != a.payoff[t]:
                return False
    return True


# -- one group ------------------------------------------------------------------------------------------------------


def _assemble(search: Search, candidates: Sequence[Candidate], group: list[int]) -> list[Piece | int]:
    found: list[Piece] = []
    families = [beliefs.maximal for beliefs in search.beliefs]
    for cell in itertools.product(*families):
        deadline.check()
        extreme: dict[Responses, None] = {}
        for i in group:
            extreme.update(dict.fromkeys(_responses(search, candidates[i], cell)))
        pairs = []
        for rho in extreme:
            deadline.check()
            pairs += [(i, rho) for i in group if _together(search, candidates[i], rho)]
        for senders, receivers in maximal_bicliques(pairs):
            found.append(_projected(candidates, tuple(sorted(senders)), sorted(receivers)))
    return [*_maximal(found)]


def _responses(search: Search, candidate: Candidate, cell: tuple[int, ...]) -> list[Responses]:
    """Return the extreme receiver's strategies within the cell that make the candidate an equilibrium."""
    tables = search.tables
    allowed = [best & face.best if face else best for best, face in zip(cell, candidate.faces, strict=True)]
    if not all(allowed):
        return []
    column: dict[tuple[int, int], int] = {}
    for m, best in enumerate(allowed):
        for r in bits(best):
            column[m, r] = len(column)
    n = len(column)

    def value(t: int, m: int, scale: int, row: list[int]) -> None:
        for r in bits(allowed[m]):
            row[1 + column[m, r]] += scale * tables.sender[t][m][r]

    inequalities = [[0, *(int(k == j) for k in range(n))] for j in range(n)]
    equations = []
    for m, best in enumerate(allowed):
        row = [-1, *[0] * n]
        for r in bits(best):
            row[1 + column[m, r]] = 1
        equations.append(row)
    for t, mine in enumerate(candidate.messages_of):
        for m in range(len(allowed)):
            if m == mine[0]:
                continue
            row = [0] * (n + 1)
            value(t, mine[0], 1, row)
            value(t, m, -1, row)
            (equations if m in mine else inequalities).append(row)
    out = []
    for point in vertices(inequalities, equations, dimension=n):
        out.append(
            tuple(
                tuple(point[column[m, r]] if (m, r) in column else Fraction(0) for r in range(len(labels)))
                for m, labels in enumerate(tables.responses)
            )
        )
    return out


def _together(search: Search, candidate: Candidate, rho: Responses) -> bool:
    """Whether the candidate's strategy and these responses are an equilibrium (the responses lie in one cell)."""
    sender = search.tables.sender
    for face, mixture in zip(candidate.faces, rho, strict=True):
        if face and any(x and not face.best >> r & 1 for r, x in enumerate(mixture)):
            return False
    for t, mine in enumerate(candidate.messages_of):
        values = [sum(u * x for u, x in zip(sender[t][m], mixture, strict=True)) for m, mixture in enumerate(rho)]
        best = max(values)
        if any(values[m] != best for m in mine):
            return False
    return True


def _projected(candidates: Sequence[Candidate], senders: tuple[int, ...], receivers: list[Responses]) -> Piece:
    sent = tuple(sorted({m for i in senders for m in candidates[i].sent}))
    by_shadow = {_shadow(rho, sent): rho for rho in reversed(receivers)}
    kept = extreme_points(list(by_shadow))
    return Piece(senders, tuple(by_shadow[tuple(p)] for p in kept), sent)


def _shadow(rho: Responses, sent: Sequence[int]) -> tuple[Fraction, ...]:
    return tuple(x for m in sent for x in rho[m])


def _maximal(pieces: list[Piece]) -> list[Piece]:
    kept: list[Piece] = []
    ordered = sorted(pieces, key=lambda p: (-len(p.senders), -len(p.responses)))
    for i, piece in enumerate(ordered):
        deadline.check()
        rivals = [*kept, *ordered[i + 1 :]]
        if not any(_inside(piece, other) for other in rivals):
            kept.append(piece)
    return kept


def _inside(piece: Piece, other: Piece) -> bool:
    # an extreme sender's strategy lies in a hull of others only if it is one of them
    if not set(piece.senders) <= set(other.senders):
        return False
    shadows = [_shadow(rho, piece.sent) for rho in other.responses]
    return all(
        shadow in shadows or in_hull(shadow, shadows)
        for shadow in (_shadow(rho, piece.sent) for rho in piece.responses)
    )
