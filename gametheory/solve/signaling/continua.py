"""Parametric equilibria whose responses are not unique: the extreme responses, in closed form.

The sender's strategy is fixed by the search; the responses to the messages sent satisfy the sender's indifferences with
``k`` unknowns left free. Together with mixtures over jointly optimal responses after the unsent messages they form a
polytope (one for each choice of jointly optimal sets), which is bounded and so is not empty exactly if one of its basic
solutions satisfies every inequality. Each basic solution is a closed form with an exact condition.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from gametheory.lang import deadline
from gametheory.solve.exact.field import Polynomials
from gametheory.solve.exact.linear import eliminate
from gametheory.solve.signaling.beliefs import bits
from gametheory.solve.signaling.mixtures import Mixture
from gametheory.solve.signaling.search import Candidate, Search

__all__ = ["LIMIT", "extreme_responses"]

LIMIT = 20_000  # basic solutions tried for one strategy of the sender


def extreme_responses(search: Search, candidate: Candidate) -> list[Candidate] | None:
    """Return one candidate with unique responses for every basic solution; None if there are too many to try."""
    unsent = [m for m, face in enumerate(candidate.faces) if face is None]
    choices = [sorted({v.best for v in search.beliefs[m].vertices}) for m in unsent]
    found: list[Candidate] = []
    tried = 0
    for chosen in itertools.product(*choices):
        deadline.check()
        system = _System(search, candidate, dict(zip(unsent, chosen, strict=True)))
        tried += math.comb(len(system.inequalities), system.freedom)
        if tried > LIMIT:
            return None
        found += system.solutions()
    return found


class _System:
    """The linear system for one choice of jointly optimal responses after the unsent messages."""

    def __init__(self, search: Search, candidate: Candidate, unsent: dict[int, int]) -> None:
        self.search = search
        self.candidate = candidate
        self.unsent = unsent
        self.field = search.field
        assert isinstance(self.field, Polynomials)
        self.best = {m: face.best if face else unsent[m] for m, face in enumerate(candidate.faces)}
        self.column = {key: i for i, key in enumerate((m, r) for m, best in self.best.items() for r in bits(best))}
        self.width = len(self.column)
        self.equations = [self._sum_to_one(m) for m in self.best]
        self.inequalities = [self._single(m, r) for m, r in self.column]
        for t, mine in enumerate(candidate.messages_of):
            for m in self.best:
                if m != mine[0]:
                    (self.equations if m in mine else self.inequalities).append(self._prefers(t, mine[0], m))
        base = eliminate(self.equations, self.width, self.field)
        self.freedom = len(base.free)

    # rows read ``sum(row[j] * x[j]) = row[-1]`` or, as inequalities, ``>= row[-1]``

    def _zeros(self) -> list[Any]:
        return [self.field.one * 0] * (self.width + 1)

    def _sum_to_one(self, m: int) -> list[Any]:
        row = self._zeros()
        for r in bits(self.best[m]):
            row[self.column[m, r]] = self.field.one
        row[-1] = self.field.one
        return row

    def _single(self, m: int, r: int) -> list[Any]:
        row = self._zeros()
        row[self.column[m, r]] = self.field.one
        return row

    def _prefers(self, t: int, m: int, other: int) -> list[Any]:
        row = self._zeros()
        payoff = self.search.tables.sender[t]
        for r in bits(self.best[m]):
            row[self.column[m, r]] = row[self.column[m, r]] + payoff[m][r]
        for r in bits(self.best[other]):
            row[self.column[other, r]] = row[self.column[other, r]] - payoff[other][r]
        return row

    def solutions(self) -> Iterator[Candidate]:
        """Yield the basic solutions that are not proved impossible."""
        field = self.field
        assert isinstance(field, Polynomials)
        start = self.candidate.case
        for m, best in self.unsent.items():
            start = field.assume(start, self.search.beliefs[m].joint(best))
            if start is None:
                return
        for tight in itertools.combinations(range(len(self.inequalities)), self.freedom):
            deadline.check()
            solved = eliminate([*self.equations, *(self.inequalities[i] for i in tight)], self.width, field)
            if solved.free or any(x != 0 for x in solved.residuals):
                continue
            sign = field.orient(solved.below)
            below = solved.below * sign
            above = [x * sign for x in solved.above]
            case = start
            for i, row in enumerate(self.inequalities):
                if i in tight:
                    continue
                slack = above[0] * row[0]
                for x, a in zip(above[1:], row[1:-1], strict=True):
                    slack = slack + x * a
                case = field.nonnegative(case, slack)
                if case is None:
                    break
            if case is not None:
                yield self._candidate(above, below, case)

    def _candidate(self, above: list[Any], below: Any, case: Any) -> Candidate:
        mixture = {
            m: {r: above[self.column[m, r]] for r in bits(best)}
            for m, best in self.best.items()
            if m not in self.unsent
        }
        unsent = {
            m: [Mixture(best, tuple(above[self.column[m, r]] for r in bits(best)), below)]
            for m, best in self.unsent.items()
        }
        payoff = []
        for t, mine in enumerate(self.candidate.messages_of):
            total = self.field.one * 0
            for r, x in mixture[mine[0]].items():
                total = total + self.search.tables.sender[t][mine[0]][r] * x
            payoff.append(total)
        return replace(
            self.candidate, point=True, mixture=mixture, below=below, payoff=payoff, unsent=unsent, case=case
        )
