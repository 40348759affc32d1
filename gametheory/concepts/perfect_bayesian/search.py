"""All extreme perfect Bayesian equilibria of a signaling game, by search over supports.

Let ``w(t, m) = prior(t) sigma(m | t)``. A strategy of the sender, together with the responses that are optimal at the
beliefs it induces, is an extreme point of the receiver's side exactly when its supports determine it: give every sent
message ``m`` the face ``(T_m, B_m)`` of its belief complex (the types that send it, the responses that are optimal
after it); then ``w`` is extreme if and only if the linear system

    sum_t w(t, m) (u_R(t, m, r) - u_R(t, m, r')) = 0    for r, r' in B_m,        sum_m w(t, m) = prior(t)

has exactly one solution, and it belongs to the label if that solution is positive on the ``T_m`` and strictly worse for
every response outside ``B_m``. A necessary condition is that the dimensions of the faces add up to at most the number
of types; this, and what no type could ever be willing to do, prunes the search over tuples of faces.

The sender's conditions share no variable with these: after a sent message the receiver mixes over ``B_m``, so that the
types in ``T_m`` are indifferent between their messages and prefer none that they do not send; unsent messages must be
deterred (:mod:`gametheory.concepts.perfect_bayesian.deterrence`). The set of equilibria with a given sender's strategy
is a polytope of responses, a point in generic games.

One search serves numbers and parameters (:mod:`gametheory.concepts.exact.field`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from gametheory.concepts.exact.linear import Solved, eliminate
from gametheory.concepts.perfect_bayesian.beliefs import Beliefs, Face, bits
from gametheory.concepts.perfect_bayesian.deterrence import alternatives, deterrence
from gametheory.concepts.perfect_bayesian.response_polytopes import Mixture
from gametheory.concepts.perfect_bayesian.tables import Tables
from gametheory.lang import deadline

__all__ = ["Candidate", "Search"]


@dataclass
class Candidate:
    """One extreme strategy of the sender, with the responses that make it an equilibrium.

    ``weights[t][m] / weights_below`` is ``w(t, m)`` in the units of ``Tables.prior``. If ``point`` is True the
    responses are unique: ``mixture[m][r] / below`` after a sent message and ``payoff[t] / below`` for the types; else
    they form a polytope, which is worked out elsewhere.
    """

    faces: tuple[Face | None, ...]
    messages_of: tuple[tuple[int, ...], ...]
    weights: dict[tuple[int, int], Any]
    weights_below: Any
    case: Any
    point: bool
    mixture: dict[int, dict[int, Any]] = field(default_factory=dict)
    below: Any = 1
    payoff: list[Any] = field(default_factory=list)
    unsent: dict[int, list[Mixture]] = field(default_factory=dict)
    solved: Solved | None = None

    @property
    def sent(self) -> tuple[int, ...]:
        """The messages that some type sends."""
        return tuple(m for m, face in enumerate(self.faces) if face is not None)


class Search:
    """The search for one game."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.field = tables.field
        self.n_types = len(tables.types)
        self.n_messages = len(tables.messages)
        self.beliefs = [Beliefs(tables.field, payoff) for payoff in tables.receiver]
        self.states: list[list[Face | None]] = [[*b.faces, None] for b in self.beliefs]

    # -- which faces go together ------------------------------------------------------------------------------------

    def _compatible(self) -> list[list[list[int]]]:
        """Return ``masks[m][i][n]``: the states of message ``n > m`` that state ``i`` of ``m`` allows.

        Two messages' states exclude each other when a type that sends one would, whatever the responses, rather send
        the other.
        """
        usable = [[bits(f.best) if f else self._usable(m) for f in states] for m, states in enumerate(self.states)]
        masks: list[list[list[int]]] = []
        reach: dict[tuple[int, int, tuple[int, ...], int, tuple[int, ...]], bool] = {}
        sender = self.tables.sender

        def reaches(t: int, m: int, mine: tuple[int, ...], n: int, other: tuple[int, ...]) -> bool:
            key = (t, m, mine, n, other)
            known = reach.get(key)
            if known is None:
                a = [sender[t][m][r] for r in mine]
                b = [sender[t][n][r] for r in other]
                known = reach[key] = self.field.reaches(a, b)
            return known

        for m, states in enumerate(self.states):
            rows = []
            for i, f in enumerate(states):
                mine = usable[m][i]
                row = [0] * self.n_messages
                deadline.check()
                for n in range(m + 1, self.n_messages):
                    allowed = 0
                    for j, g in enumerate(self.states[n]):
                        other = usable[n][j]
                        fine = (f is None or all(reaches(t, m, mine, n, other) for t in bits(f.types))) and (
                            g is None or all(reaches(t, n, other, m, mine) for t in bits(g.types))
                        )
                        if fine:
                            allowed |= 1 << j
                    row[n] = allowed
                rows.append(row)
            masks.append(rows)
        return masks

    def _usable(self, message: int) -> tuple[int, ...]:
        best = 0
        for vertex in self.beliefs[message].vertices:
            best |= vertex.best
        return bits(best)

    # -- the search -------------------------------------------------------------------------------------------------

    def run(self) -> Iterator[Candidate]:
        """Yield every candidate, each once."""
        compatible = self._compatible()
        everyone = (1 << self.n_types) - 1
        coverable = [0] * (self.n_messages + 1)
        for m in reversed(range(self.n_messages)):
            cover = 0
            for state in self.states[m]:
                cover |= state.types if state else 0
            coverable[m] = coverable[m + 1] | cover
        chosen: list[Face | None] = []
        start = [(1 << len(states)) - 1 for states in self.states]
        yield from self._extend(compatible, everyone, coverable, chosen, 0, 0, start)

    def _extend(
        self,
        compatible: list[list[list[int]]],
        everyone: int,
        coverable: list[int],
        chosen: list[Face | None],
        dimension: int,
        covered: int,
        allowed: list[int],
    ) -> Iterator[Candidate]:
        deadline.check()
        m = len(chosen)
        if m == self.n_messages:
            found = self.leaf(tuple(chosen))
            if found is not None:
                yield found
            return
        states = self.states[m]
        left = allowed[m]
        while left:
            low = left & -left
            left ^= low
            i = low.bit_length() - 1
            face = states[i]
            if face is None:
                now, cover = dimension, covered
            else:
                now, cover = dimension + face.dimension, covered | face.types
            if now > self.n_types or cover | coverable[m + 1] != everyone:
                continue
            row = compatible[m][i]
            later = [*allowed[: m + 1], *(allowed[n] & row[n] for n in range(m + 1, self.n_messages))]
            if 0 in later[m + 1 :]:
                continue
            chosen.append(face)
            yield from self._extend(compatible, everyone, coverable, chosen, now, cover, later)
            chosen.pop()

    # -- one tuple of faces -----------------------------------------------------------------------------------------

    def leaf(self, faces: tuple[Face | None, ...]) -> Candidate | None:
        """Solve one tuple of faces; None if it holds no equilibrium (or, with parameters, only on a knife edge)."""
        messages_of = tuple(
            tuple(m for m, face in enumerate(faces) if face and face.types >> t & 1) for t in range(self.n_types)
        )
        responses = self._sender_system(faces, messages_of)
        if responses is None:
            return None
        found = self._receiver_side(faces, messages_of)
        if found is None:
            return None
        found.solved = responses
        if responses.free:
            found.point = False
            return found
        return self._sender_side(found, responses)

    def _sender_system(self, faces: tuple[Face | None, ...], messages_of: tuple[tuple[int, ...], ...]) -> Solved | None:
        """Eliminate the sender's indifferences; None if they contradict each other."""
        sender, fld = self.tables.sender, self.field
        column: dict[tuple[int, int], int] = {}
        for m, face in enumerate(faces):
            if face:
                for r in bits(face.best)[1:]:
                    column[m, r] = len(column)
        n = len(column)
        system = []
        for t, mine in enumerate(messages_of):
            if len(mine) < 2:
                continue
            m0 = mine[0]
            for m in mine[1:]:
                row = [fld.one * 0] * (n + 1)
                base = {}
                for k, scale in ((m, 1), (m0, -1)):
                    best = bits(faces[k].best)  # type: ignore[union-attr]
                    base[k] = sender[t][k][best[0]]
                    for r in best[1:]:
                        row[column[k, r]] = (sender[t][k][r] - base[k]) * scale
                row[n] = base[m0] - base[m]
                system.append(row)
        solved = eliminate(system, n, fld)
        for residual in solved.residuals:
            if fld.vanishes(fld.start, residual) is None:
                return None
        return solved

    def _receiver_side(
        self, faces: tuple[Face | None, ...], messages_of: tuple[tuple[int, ...], ...]
    ) -> Candidate | None:
        """Solve for the sender's strategy and check that it belongs to the label."""
        fld, prior = self.field, self.tables.prior
        column: dict[tuple[int, int], int] = {}
        for t, mine in enumerate(messages_of):
            for m in mine[:-1]:
                column[t, m] = len(column)
        n = len(column)
        system = []
        for m, face in enumerate(faces):
            if face is None:
                continue
            responses = bits(face.best)
            payoff = self.tables.receiver[m]
            for r in responses[1:]:
                row = [fld.one * 0] * (n + 1)
                for t in bits(face.types):
                    gain = payoff[t][r] - payoff[t][responses[0]]
                    if m == messages_of[t][-1]:
                        row[n] = row[n] - prior[t] * gain
                        for other in messages_of[t][:-1]:
                            row[column[t, other]] = row[column[t, other]] - gain
                    else:
                        row[column[t, m]] = row[column[t, m]] + gain
                system.append(row)
        solved = eliminate(system, n, fld)
        if solved.free:
            return None
        case = fld.start
        for residual in solved.residuals:
            case = fld.vanishes(case, residual)
            if case is None:
                return None
        sign = fld.orient(solved.below)
        below = solved.below * sign
        weights: dict[tuple[int, int], Any] = {}
        for t, mine in enumerate(messages_of):
            last = prior[t] * below
            for m in mine[:-1]:
                w = weights[t, m] = solved.above[column[t, m]] * sign
                last = last - w
                case = fld.positive(case, w)
                if case is None:
                    return None
            weights[t, mine[-1]] = last
            if len(mine) > 1:
                case = fld.positive(case, last)
                if case is None:
                    return None
        for m, face in enumerate(faces):
            if face is None:
                continue
            case = self._strictly_best(case, m, face, weights)
            if case is None:
                return None
        return Candidate(faces, messages_of, weights, below, case, True)

    def _strictly_best(self, case: Any, m: int, face: Face, weights: dict[tuple[int, int], Any]) -> Any:
        payoff = self.tables.receiver[m]
        first = bits(face.best)[0]
        members = bits(face.types)
        for r in range(len(self.tables.responses[m])):
            if face.best >> r & 1:
                continue
            t = members[0]
            slack = weights[t, m] * (payoff[t][first] - payoff[t][r])
            for t in members[1:]:
                slack = slack + weights[t, m] * (payoff[t][first] - payoff[t][r])
            case = self.field.positive(case, slack)
            if case is None:
                return None
        return case

    def _sender_side(self, found: Candidate, solved: Solved) -> Candidate | None:
        """Put in the unique responses and check every inequality of the sender."""
        fld, sender, case = self.field, self.tables.sender, found.case
        fld.edge(solved.below * fld.one)
        sign = fld.orient(solved.below)
        below = solved.below * sign
        position = 0
        for m, face in enumerate(found.faces):
            if face is None:
                continue
            best = bits(face.best)
            rest = [solved.above[position + k] * sign for k in range(len(best) - 1)]
            position += len(best) - 1
            first = below
            for x in rest:
                first = first - x
            found.mixture[m] = dict(zip(best, [first, *rest], strict=True))
            if rest:
                for x in (first, *rest):
                    case = fld.nonnegative(case, x)
                    if case is None:
                        return None
        value = {
            m: [self._value(sender[t][m], mixture) for t in range(self.n_types)] for m, mixture in found.mixture.items()
        }
        found.below = below
        found.payoff = [value[mine[0]][t] for t, mine in enumerate(found.messages_of)]
        for m, values in value.items():
            for t in range(self.n_types):
                if m not in found.messages_of[t]:
                    case = fld.nonnegative(case, found.payoff[t] - values[t])
                    if case is None:
                        return None
        for m, face in enumerate(found.faces):
            if face is not None:
                continue
            ways = alternatives(self.tables, self.beliefs[m], m, found.payoff, below, case)
            if not ways:
                return None
            found.unsent[m] = ways
            case = fld.assume(case, deterrence(ways))
            if case is None:
                return None
        found.case = case
        return found

    @staticmethod
    def _value(payoffs: tuple[Any, ...], mixture: dict[int, Any]) -> Any:
        total = None
        for r, x in mixture.items():
            total = payoffs[r] * x if total is None else total + payoffs[r] * x
        return total
