"""Parametric equilibria whose answers are not unique: the extreme outcomes, in closed form.

With an extreme strategy of the sender go the answers in a union of polytopes, one for each *cell*: each choice, for
every message that is not sent, of a largest set of responses that are optimal together at some belief. Its corners are
found by :mod:`gametheory.concepts.perfect_bayesian.answers`. At a point, the pieces of the set of equilibria are the
products of several strategies of the sender and the answers that go with all of them within one cell, as far as no
other such product covers them (:mod:`gametheory.concepts.perfect_bayesian.components`). So an outcome is extreme
exactly where, for some set of the sender's strategies and some cell,

- its answers are a corner of the polytope that goes with all of these together, and
- no other cell's polytope covers this one, unless the answers are a corner of that one too.

Proof. Where this holds, take the cell with the largest polytope that covers the first, and all strategies of the sender
that go with all of it: that product is not covered by any other, and the answers are a corner of it, perhaps with more
messages sent. Conversely, the corners of a product that no other covers have both properties.
"""

from __future__ import annotations

import itertools
import math
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from gametheory.concepts.exact.field import Case, Polynomials
from gametheory.concepts.perfect_bayesian.answers import Answers, Corner
from gametheory.concepts.perfect_bayesian.beliefs import bits
from gametheory.concepts.perfect_bayesian.deterrence import alternatives
from gametheory.concepts.perfect_bayesian.facets import Facet, facets
from gametheory.concepts.perfect_bayesian.search import Candidate, Search
from gametheory.lang import deadline
from gametheory.lang.condition import FALSE, And, Condition, all_of, any_of

__all__ = ["LIMIT", "Continua", "Extreme"]

LIMIT = 20_000  # systems solved for one strategy of the sender

Cell = tuple[int, ...]  # responses that are optimal together, for every message that is not sent


@dataclass(frozen=True)
class Extreme:
    """One extreme outcome of a strategy of the sender; ``alone`` if no other answers to it are connected with these."""

    candidate: Candidate
    alone: bool


@dataclass(frozen=True)
class _Together:
    """Several strategies of the sender: what all need, and the messages and responses of them all."""

    members: frozenset[int]
    case: Case
    messages_of: tuple[tuple[int, ...], ...]
    best: tuple[int, ...]  # 0 for a message that nobody sends

    @property
    def pattern(self) -> tuple[Any, ...]:
        return self.messages_of, self.best


class Continua:
    """The extreme outcomes of one game's candidates without unique answers."""

    def __init__(self, search: Search, candidates: Sequence[Candidate]) -> None:
        assert isinstance(search.field, Polynomials)
        self.search, self.field, self.candidates = search, search.field, candidates
        self._facets: dict[tuple[int, int], list[Facet]] = {}
        self._largest: dict[int, list[tuple[int, Condition]]] = {}

    def extremes(self, position: int) -> list[Extreme] | None:
        """Return the extreme outcomes of one candidate; None if there are too many to try."""
        candidate = self.candidates[position]
        found: dict[Any, tuple[Corner, Condition]] = {}
        alone: set[Any] = set()
        tried = 0
        for together, answers in self._shared(position):
            cells = list(self._cells(together))
            systems = [self._rows(together, answers, cell) for cell, _ in cells]
            tried += sum(math.comb(len(rows), len(answers.free)) for rows in systems)
            if tried > LIMIT:
                return None
            corners = [answers.corners(rows, case) for rows, (_, case) in zip(systems, cells, strict=True)]
            for key, corner, when in self._listed(together, answers, [cell for cell, _ in cells], corners):
                on_path = _on_path(candidate, corner, key)
                first, known = found.get(on_path, (corner, FALSE))
                if self._with(self.field.start, all_of([when, ~known])) is not None:
                    found[on_path] = first, any_of([known, when])
            if together.members == {position}:
                places = [
                    (_on_path(candidate, corner, key), self._meets(inside, key))
                    for inside in corners
                    for key, corner in inside.items()
                ]
                alone = {place for place, _ in places} - {place for place, meets in places if meets}
        out = []
        for on_path, (corner, when) in found.items():
            one = self._extreme(candidate, corner, when)
            if one is not None:
                out.append(Extreme(one, on_path in alone))
        return out

    # -- strategies of the sender that go together ------------------------------------------------------------------

    def _shared(self, position: int) -> Iterator[tuple[_Together, Answers]]:
        """Yield the candidate by itself, and together with others that may have answers in common with it.

        Further strategies say nothing new once the answers to what the candidate sends are unique.
        """
        sent = self.candidates[position].sent
        first = self._joined(None, position)
        assert first is not None
        queue = deque([first])
        needed: dict[Any, list[frozenset[Condition]]] = {}
        while queue:
            deadline.check()
            together = queue.popleft()
            facts = frozenset(together.case.facts)
            known = needed.setdefault(together.pattern, [])
            if any(other <= facts for other in known):
                continue
            known.append(facts)
            answers = Answers(
                self.search.tables,
                self.field,
                together.messages_of,
                {m: mask for m, mask in enumerate(together.best) if mask},
            )
            if answers.residuals:
                # the types' indifferences agree on a knife edge only
                for residual in answers.residuals:
                    self.field.edge(residual, together.case)
                continue
            self.field.edge(answers.below, together.case)
            yield together, answers
            if not answers.unique(sent):
                others = (self._joined(together, other) for other in range(len(self.candidates)))
                queue.extend(more for more in others if more is not None)

    def _joined(self, together: _Together | None, position: int) -> _Together | None:
        """Return a set of strategies with one more, or None if they have no answers in common."""
        one = self.candidates[position]
        mine = tuple(face.best if face else 0 for face in one.faces)
        if together is None:
            return _Together(frozenset({position}), one.case, one.messages_of, mine)
        best = tuple(a & b if a and b else a | b for a, b in zip(together.best, mine, strict=True))
        if any(not c and (a or b) for a, b, c in zip(together.best, mine, best, strict=True)):
            return None
        messages_of = tuple(tuple(sorted({*a, *b})) for a, b in zip(together.messages_of, one.messages_of, strict=True))
        if (messages_of, best) == together.pattern:
            return None
        case = self._with(together.case, one.case.condition)
        return None if case is None else _Together(together.members | {position}, case, messages_of, best)

    def _with(self, case: Case | None, condition: Condition) -> Case | None:
        """Return the case in which a condition holds too, each part of it a fact of its own."""
        for part in condition.parts if isinstance(condition, And) else (condition,):
            case = None if case is None else self.field.assume(case, part)
        return case

    # -- what may answer the messages that are not sent -------------------------------------------------------------

    def _cells(self, together: _Together) -> Iterator[tuple[Cell, Case]]:
        """Yield the cells with the case in which they are cells."""
        unsent = [m for m, mask in enumerate(together.best) if not mask]
        for chosen in itertools.product(*(self._maximal(m) for m in unsent)):
            case: Case | None = together.case
            for _, where in chosen:
                case = self._with(case, where)
            if case is not None:
                full = dict(zip(unsent, (mask for mask, _ in chosen), strict=True))
                yield tuple(full.get(m, 0) for m in range(len(together.best))), case

    def _maximal(self, m: int) -> list[tuple[int, Condition]]:
        """Return the largest sets of responses that are optimal together at some belief, and where they are."""
        if m not in self._largest:
            beliefs = self.search.beliefs[m]
            sets = sorted({v.best for v in beliefs.vertices})
            found = []
            for best in sets:
                larger = [other for other in sets if other != best and best & ~other == 0]
                where = all_of([beliefs.joint(best), *(~beliefs.joint(other) for other in larger)])
                if self._with(self.field.start, where) is not None:
                    found.append((best, where))
            self._largest[m] = found
        return self._largest[m]

    def _needed(self, m: int, best: int) -> list[Facet]:
        if (m, best) not in self._facets:
            gains = [of_type[m] for of_type in self.search.tables.sender]
            self._facets[m, best] = facets(self.field, gains, best)
        return self._facets[m, best]

    def _rows(self, together: _Together, answers: Answers, cell: Cell) -> Any:
        return answers.rows([facet for m, best in enumerate(cell) if best for facet in self._needed(m, best)])

    # -- which corners are extreme outcomes -------------------------------------------------------------------------

    def _listed(
        self, together: _Together, answers: Answers, cells: Sequence[Cell], corners: Sequence[dict[Any, Corner]]
    ) -> Iterator[tuple[Any, Corner, Condition]]:
        """Yield every corner with the condition under which no other cell's polytope makes it an inner point."""
        covered: dict[tuple[int, int], Condition] = {}
        for i, mine in enumerate(corners):
            for key, corner in mine.items():
                when = corner.when
                for j, theirs in enumerate(corners):
                    if j == i or when == FALSE:
                        continue
                    if (i, j) not in covered:
                        covered[i, j] = self._covered(together, answers, cells[i], cells[j], mine)
                    twin = theirs.get(key)
                    clear = any_of([~covered[i, j], FALSE if twin is None else twin.when])
                    if self._with(self.field.start, all_of([when, ~clear])) is not None:
                        when = all_of([when, clear])
                yield key, corner, when

    def _covered(
        self, together: _Together, answers: Answers, cell: Cell, other: Cell, corners: dict[Any, Corner]
    ) -> Condition:
        """Return where the other cell is one and its polytope covers this cell's."""
        parts = [together.case.condition]
        for m, best in enumerate(other):
            if best:
                parts.append(next(where for mask, where in self._maximal(m) if mask == best))
        needed = [
            facet for m, (a, b) in enumerate(zip(cell, other, strict=True)) if a != b for facet in self._needed(m, b)
        ]
        for corner in corners.values():
            parts.append(~all_of([corner.when, answers.beyond(corner, needed)]))
        where = all_of(parts)
        return where if self._with(self.field.start, where) is not None else FALSE

    def _meets(self, corners: dict[Any, Corner], key: Any) -> bool:
        """Return whether a corner exists beside another one of the same polytope, so that what is between exists."""
        return any(
            other != key and self._with(self.field.start, all_of([corners[key].when, corner.when])) is not None
            for other, corner in corners.items()
        )

    def _extreme(self, candidate: Candidate, corner: Corner, when: Condition) -> Candidate | None:
        """Return the candidate with the answers of a corner."""
        case = self._with(candidate.case, when) if when != FALSE else None
        if case is None:
            return None
        # over a positive denominator, whichever sign the corner's has
        scale = self._sign(case, corner.below)
        below = corner.below * scale
        mixture = {
            m: {
                r: corner.above[m, r] * scale if (m, r) in corner.above else self.field.one * 0 for r in bits(face.best)
            }
            for m, face in enumerate(candidate.faces)
            if face
        }
        payoff = [x * scale for x in corner.payoff]
        unsent = {}
        for m, face in enumerate(candidate.faces):
            if face is None:
                ways = alternatives(self.search.tables, self.search.beliefs[m], m, payoff, below, case)
                if not ways:
                    return None
                unsent[m] = ways
        return replace(candidate, point=True, mixture=mixture, below=below, payoff=payoff, unsent=unsent, case=case)

    def _sign(self, case: Case, x: Any) -> Any:
        """Return a factor that makes ``x`` positive."""
        if self.field.positive(case, -x) is None:
            return self.field.one
        return -self.field.one if self.field.positive(case, x) is None else x


def _on_path(candidate: Candidate, corner: Corner, key: Sequence[Any]) -> tuple[Any, ...]:
    """Return the answers to the messages that a candidate sends, which say what its outcome is."""
    return tuple(
        (place, x) for place, x in zip(corner.above, key, strict=True) if place[0] in candidate.sent and x != 0
    )
