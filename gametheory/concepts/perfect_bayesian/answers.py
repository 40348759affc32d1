"""The answers that make strategies of the sender equilibria: the corners of their polytope, in closed form.

Fix a set of extreme strategies of the sender. The answers to the messages that any of them sends must leave every type
indifferent between the messages that it sends in any, and prefer none of the others; they use responses that are
optimal in all; and the payoffs that they give must deter from the messages that none sends. The last condition speaks
about payoffs only (:mod:`gametheory.concepts.perfect_bayesian.facets`), so the answers to unsent messages do not
appear: the corners found here are corners of what is reached with positive probability.

After the equations ``k`` unknowns are left free, and a corner is the solution of ``k`` tight inequalities that
satisfies the others. Nothing is assumed about the determinant but that it is not zero: where it is, the corner has
other tight inequalities, which are tried too.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gametheory.concepts.exact.field import Case, Polynomials
from gametheory.concepts.exact.linear import eliminate
from gametheory.concepts.perfect_bayesian.beliefs import bits
from gametheory.concepts.perfect_bayesian.facets import Facet
from gametheory.concepts.perfect_bayesian.tables import Tables
from gametheory.lang.condition import FALSE, TRUE, Condition, all_of, any_of
from gametheory.lang.expression import terms

__all__ = ["Answers", "Corner"]


@dataclass(frozen=True)
class Corner:
    """Answers in closed form: response ``r`` to message ``m`` has probability ``above[m, r] / below``.

    ``payoff[t] / below`` is what type ``t`` gets, and ``when`` says where this is a corner. The sign of ``below`` may
    change; it is not zero where ``when`` holds.
    """

    above: Mapping[tuple[int, int], Any]
    below: Any
    payoff: tuple[Any, ...]
    when: Condition


@dataclass(frozen=True)
class _Row:
    """The inequality ``start + sum(slope[j] * z[j]) >= 0`` over the free unknowns, right where ``needs`` holds."""

    slope: tuple[Any, ...]
    start: Any
    needs: Condition


class Answers:
    """The polytope of answers for one pattern of messages.

    Parameters
    ----------
    messages_of : ``messages_of[t]``, the messages that type ``t`` sends in one of the sender's strategies
    best : ``best[m]``, the responses that may answer a message that is sent, a bit mask
    """

    def __init__(
        self, tables: Tables, field: Polynomials, messages_of: Sequence[Sequence[int]], best: Mapping[int, int]
    ) -> None:
        self.tables, self.field = tables, field
        self.column = {key: i for i, key in enumerate((m, r) for m, mask in best.items() for r in bits(mask))}
        self.best = best
        width = len(self.column)
        equations: list[list[Any]] = []
        for m in best:
            equations.append([*(field.one * (key[0] == m) for key in self.column), field.one])
        prefers: list[list[Any]] = []
        for t, mine in enumerate(messages_of):
            for m in best:
                if m != mine[0]:
                    row = [a - b for a, b in zip(self._payoff(t, mine[0]), self._payoff(t, m), strict=True)]
                    (equations if m in mine else prefers).append(row)
        solved = eliminate(equations, width, field)
        self.residuals = [x for x in solved.residuals if x != 0]
        self.below = solved.below * field.one
        self.free = solved.free
        self._unknowns = self._reduced(solved)
        self._payoffs = [self._form(self._payoff(t, mine[0])) for t, mine in enumerate(messages_of)]
        rows = [*self._unknowns, *(self._form(row) for row in prefers)]
        self._rows = [_Row(tuple(row[:-1]), row[-1], TRUE) for row in rows]

    def _payoff(self, t: int, m: int) -> list[Any]:
        """Return what type ``t`` gets from message ``m``, over all unknowns; the last entry is a number."""
        row = [self.field.one * 0] * (len(self.column) + 1)
        for r in bits(self.best[m]):
            row[self.column[m, r]] = self.field.one * self.tables.sender[t][m][r]
        return row

    def _reduced(self, solved: Any) -> list[list[Any]]:
        """Return every unknown, times ``below``, over the free ones."""
        zero = self.field.one * 0
        out = []
        for i in range(len(self.column)):
            if not solved.free:
                out.append([self.field.one * solved.above[i]])
            elif i in solved.rows:
                row = solved.rows[i]
                out.append([*(-row[j] for j in solved.free), row[-1]])
            else:
                out.append([*(self.below if i == j else zero for j in solved.free), zero])
        return out

    def _form(self, row: Sequence[Any]) -> list[Any]:
        """Return a linear form of the unknowns, times ``below``, over the free ones."""
        total = [self.field.one * 0] * (len(self.free) + 1)
        for a, unknown in zip(row[:-1], self._unknowns, strict=True):
            if a != 0:
                total = [x + a * y for x, y in zip(total, unknown, strict=True)]
        return total

    def unique(self, messages: Sequence[int]) -> bool:
        """Return whether the equations leave one answer to these messages."""
        return all(x == 0 for (m, _), i in self.column.items() if m in messages for x in self._unknowns[i][:-1])

    # -- corners ----------------------------------------------------------------------------------------------------

    def deterred(self, facet: Facet) -> _Row:
        """Return what a facet of the payoffs that deter asks of the answers."""
        total = [self.field.one * 0] * (len(self.free) + 1)
        for w, payoff in zip(facet.weights, self._payoffs, strict=True):
            if w != 0:
                total = [x + w * y for x, y in zip(total, payoff, strict=True)]
        return _Row(tuple(total[:-1]), total[-1] - self.below * facet.level, facet.needs)

    def rows(self, needed: Sequence[Facet]) -> list[_Row]:
        """Return all inequalities, each once."""
        unlike: dict[Any, _Row] = {}
        for row in [*self._rows, *map(self.deterred, needed)]:
            key = tuple(map(terms, (*row.slope, row.start)))
            known = unlike.get(key)
            unlike[key] = row if known is None else _Row(row.slope, row.start, any_of([known.needs, row.needs]))
        return list(unlike.values())

    def corners(self, rows: Sequence[_Row], case: Case) -> dict[Any, Corner]:
        """Return the corners that the case leaves possible, by their closed forms."""
        field = self.field
        found: dict[Any, Corner] = {}
        steep = [i for i, row in enumerate(rows) if any(x != 0 for x in row.slope)]
        for tight in itertools.combinations(steep, len(self.free)):
            solved = eliminate([[*rows[i].slope, -rows[i].start] for i in tight], len(self.free), field)
            if solved.free:
                continue
            z, scale = solved.above, solved.below * field.one
            here: Case | None = case
            for i in tight:
                here = here if here is None else field.assume(here, rows[i].needs)
            if here is None:
                continue
            below = self.below * scale
            slacks = [_value(row, z, scale) for i, row in enumerate(rows) if i not in tight]
            others = [row.needs for i, row in enumerate(rows) if i not in tight]
            whens = [self._where(here, below, slacks, others, sign) for sign in (1, -1)]
            when = any_of(w for w in whens if w is not None)
            if when == FALSE:
                continue
            above = {key: _value(_row_of(self._unknowns[i]), z, scale) for key, i in self.column.items()}
            key = tuple(field.ratio(x, below) for x in above.values())
            known = found.get(key)
            if known is not None:
                when = any_of([known.when, when])
            payoff = tuple(_value(_row_of(row), z, scale) for row in self._payoffs)
            found[key] = Corner(above, below, payoff, when)
        return found

    def _where(
        self, case: Case | None, below: Any, slacks: Sequence[Any], needs: Sequence[Condition], sign: int
    ) -> Condition | None:
        """Return the case in which ``below`` has this sign and every needed slack over it is not negative."""
        case = None if case is None else self.field.positive(case, below * sign)
        ordered = sorted(zip(slacks, needs, strict=True), key=lambda pair: pair[1] != TRUE)
        for slack, needed in ordered:
            if case is None:
                return None
            if needed == TRUE:
                case = self.field.nonnegative(case, slack * sign)
            else:
                case = self.field.assume(case, any_of([~needed, claimed(self.field, case, slack * sign)]))
        return None if case is None else case.condition

    def beyond(self, corner: Corner, needed: Sequence[Facet]) -> Condition:
        """Return where the payoffs of a corner break one of the inequalities."""
        parts = []
        for facet in needed:
            slack = self.field.one * 0 - corner.below * facet.level
            for w, x in zip(facet.weights, corner.payoff, strict=True):
                slack = slack + w * x
            holds = claimed(self.field, self.field.start, slack * corner.below)
            parts.append(all_of([facet.needs, ~holds]))
        return any_of(parts)


def claimed(field: Polynomials, case: Case, x: Any) -> Condition:
    """Return what ``x >= 0`` says beyond the case; FALSE if it is impossible there."""
    further = field.nonnegative(case, x)
    if further is None:
        return FALSE
    return all_of(fact for fact in further.facts if fact not in case.facts)


def _row_of(form: Sequence[Any]) -> _Row:
    return _Row(tuple(form[:-1]), form[-1], TRUE)


def _value(row: _Row, z: Sequence[Any], scale: Any) -> Any:
    total = row.start * scale
    for slope, x in zip(row.slope, z, strict=True):
        total = total + slope * x
    return total
