"""What the receiver may do after a message: the belief simplex cut into cells by best responses.

After message ``m`` a belief weights the types. The set of beliefs at which all responses in ``B`` are optimal, and
which put weight on the types in ``T`` only, is a polytope; these polytopes are the faces of a complex. A *vertex* of
the complex solves a square system: as many types in its support as responses that it ties. A *face* is labelled by the
types ``T`` that its interior beliefs weight and by the exact set ``B`` of their best responses; ``dimension`` is that
of the cone of unnormalised beliefs over it.

Over polynomials all labels are the generic ones, and a face is kept unless it is proved empty over the whole domain.
Types and responses are bit masks here.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from gametheory.concepts.exact.field import Field
from gametheory.concepts.exact.linear import eliminate
from gametheory.lang import deadline
from gametheory.lang.condition import FALSE, TRUE, Condition, any_of

__all__ = ["Beliefs", "Face", "Vertex", "bits"]


@functools.cache
def bits(mask: int) -> tuple[int, ...]:
    """Return the positions of the ones in ``mask``, lowest first."""
    return tuple(i for i in range(mask.bit_length()) if mask >> i & 1)


@dataclass(frozen=True)
class Vertex:
    """An extreme belief: ``weights[t] / total`` on the types in ``support``; ``best`` are the responses it ties."""

    support: int
    best: int
    weights: tuple[Any, ...]
    total: Any
    case: Any

    def condition(self) -> Condition:
        """Where the vertex exists (always, for a game without parameters)."""
        return TRUE if self.case is True else self.case.condition


@dataclass(frozen=True)
class Face:
    """A face of the complex by its label; see the module's description."""

    types: int
    best: int
    dimension: int


class Beliefs:
    """The complex of one message.

    ``payoff[t][r]`` is what the receiver gets from response ``r`` if the sender is type ``t``.
    """

    def __init__(self, field: Field[Any, Any], payoff: tuple[tuple[Any, ...], ...]) -> None:
        self.field = field
        self.payoff = payoff
        self.n_types = len(payoff)
        self.n_responses = len(payoff[0])
        self.vertices = self._vertices()
        self._joint: dict[tuple[int, int], Condition] = {}

    def _vertices(self) -> list[Vertex]:
        found: dict[tuple[int, int], list[Vertex]] = {}
        for size in range(1, min(self.n_types, self.n_responses) + 1):
            for types in combinations(range(self.n_types), size):
                for responses in combinations(range(self.n_responses), size):
                    deadline.check()
                    vertex = self._vertex(types, responses)
                    if vertex is not None:
                        same = found.setdefault((vertex.support, vertex.best), [])
                        if not (self.field.numeric and same):
                            same.append(vertex)
        return [v for group in found.values() for v in group]

    def _vertex(self, types: tuple[int, ...], responses: tuple[int, ...]) -> Vertex | None:
        field, payoff = self.field, self.payoff
        first = responses[0]
        if len(types) == 1:
            weights, total = [field.one], field.one
        else:
            system = [[*(payoff[t][r] - payoff[t][first] for t in types), 0] for r in responses[1:]]
            system.append([*(field.one for _ in types), field.one])
            if not field.numeric:
                system = [[field.one * x for x in row] for row in system]
            solved = eliminate(system, len(types), field)
            if solved.free:
                return None
            sign = field.orient(solved.below)
            weights = [x * sign for x in solved.above]
            total = solved.below * sign
        case = field.start
        if len(types) > 1:
            for w in weights:
                case = field.positive(case, w)
                if case is None:
                    return None
        best = 0
        ties = []
        for r in range(self.n_responses):
            if r in responses:
                best |= 1 << r
                continue
            slack = sum(
                (w * (payoff[t][first] - payoff[t][r]) for w, t in zip(weights[1:], types[1:], strict=True)),
                start=weights[0] * (payoff[types[0]][first] - payoff[types[0]][r]),
            )
            if slack == 0:
                best |= 1 << r
                continue
            case = field.nonnegative(case, slack)
            if case is None:
                return None
            ties.append(slack)
        # where a slack or a weight is zero the vertex has another label
        for x in [*ties, *(weights if len(types) > 1 else ())]:
            field.edge(x, case)
        support = sum(1 << t for t in types)
        full = [0] * self.n_types
        for w, t in zip(weights, types, strict=True):
            full[t] = w
        return Vertex(support, best, tuple(full), total, case)

    @functools.cached_property
    def faces(self) -> list[Face]:
        """All faces, each once."""
        found: dict[tuple[int, int], Face] = {}
        for types in range(1, 1 << self.n_types):
            deadline.check()
            inside = [v for v in self.vertices if v.support & ~types == 0]
            for best in range(1, 1 << self.n_responses):
                corners = [v for v in inside if best & ~v.best == 0]
                if not corners:
                    continue
                if self.field.numeric:
                    label = (0, -1)
                    for v in corners:
                        label = (label[0] | v.support, label[1] & v.best)
                else:
                    covered = 0
                    for v in corners:
                        covered |= v.support
                    label = (types, best)
                    if covered != types or any_of(v.condition() for v in corners) == FALSE:
                        continue
                if label not in found:
                    dimension = self._dimension(*label)
                    if dimension:
                        found[label] = Face(*label, dimension)
        return list(found.values())

    def _dimension(self, types: int, best: int) -> int:
        members, responses = bits(types), bits(best)
        if len(responses) == 1:
            return len(members)
        first = responses[0]
        field = self.field
        system = [[*(self.payoff[t][r] - self.payoff[t][first] for t in members), field.one * 0] for r in responses[1:]]
        solved = eliminate(system, len(members), field)
        if len(solved.free) < len(members):
            field.edge(solved.below)
        return len(solved.free)

    @functools.cached_property
    def maximal(self) -> tuple[int, ...]:
        """The sets of responses that are optimal together at some belief, the largest ones (numeric games)."""
        sets = {v.best for v in self.vertices}
        return tuple(sorted(b for b in sets if not any(b != c and b & ~c == 0 for c in sets)))

    @functools.cached_property
    def usable(self) -> tuple[int, ...]:
        """The sets of responses that may be optimal together at some belief, small ones first."""
        sets: set[int] = set()
        for best in {v.best for v in self.vertices}:
            part = best
            while part:
                sets.add(part)
                part = (part - 1) & best
        return tuple(sorted(sets, key=lambda b: (b.bit_count(), b)))

    def joint(self, best: int, types: int | None = None) -> Condition:
        """Return where all responses in ``best`` are optimal together at some belief that weights ``types`` only."""
        key = (best, (1 << self.n_types) - 1 if types is None else types)
        if key not in self._joint:
            self._joint[key] = self._where_joint(*key)
        return self._joint[key]

    def _where_joint(self, best: int, types: int) -> Condition:
        parts = [v.condition() for v in self.vertices if best & ~v.best == 0 and v.support & ~types == 0]
        return self.field.settled(any_of(parts))
