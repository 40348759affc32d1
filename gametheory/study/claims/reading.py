"""A claim read word for word at many points at once.

A relation between values that rounding could turn is neither sure to hold nor sure to fail; AND, OR and NOT carry both
along, and a claim fails at a point only where it surely does.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gametheory.concepts import Equilibrium
from gametheory.lang import FALSE, TRUE, Condition, Expression, relation
from gametheory.study.claims.failures import cut_off
from gametheory.study.claims.language import Cutoff, Equivalent, Every, Named, Number, Pattern, Range, Relation, Trend
from gametheory.study.claims.question import NOBODY, Question
from gametheory.study.response.derivatives import derivative

__all__ = ["TOLERANCE", "Block", "Reading", "Rows"]

TOLERANCE = 1e-9
"""Relative to the magnitudes compared: what rounding could turn."""

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Value = Expression | Fraction | None


class Rows:
    """The rows of a program: conditions to decide and closed forms to compute, each once for all claims that need it.

    Attributes
    ----------
    conditions : list of tuples of Condition
        First the regimes' existence, then (``admissible``) the domain, then what claims ask for.
    forms : mapping of (regime's number, closed form) to row
    """

    def __init__(self, question: Question) -> None:
        self.regimes = question.regimes
        self.conditions: list[tuple[Condition, ...]] = [(eq.when,) for eq in self.regimes]
        self.admissible = len(self.conditions)
        self.conditions.append((question.domain.condition,))
        self.forms: dict[tuple[int, Expression], int] = {}
        self._known: dict[Condition, int] = {}

    def condition(self, condition: Condition) -> int:
        """Return the row of a condition."""
        if condition not in self._known:
            self._known[condition] = len(self.conditions)
            self.conditions.append((condition,))
        return self._known[condition]

    def form(self, regime: int, value: Any) -> int | float:
        """Return the row of a closed form in a regime, or its value where it is a number."""
        if not isinstance(value, Expression):
            return math.nan if value is None else float(value)
        return self.forms.setdefault((regime, value), len(self.forms))


@dataclass(frozen=True)
class Truth:
    """What is sure: where it holds, and where it does not; one value where it is the same everywhere."""

    yes: Bools | np.bool_
    no: Bools | np.bool_

    def __and__(self, other: Truth) -> Truth:
        return Truth(self.yes & other.yes, self.no | other.no)

    def __or__(self, other: Truth) -> Truth:
        return Truth(self.yes | other.yes, self.no & other.no)

    def __invert__(self) -> Truth:
        return Truth(self.no, self.yes)


@dataclass(frozen=True)
class Block:
    """The program's results at some draws."""

    truth: Bools
    values: Floats
    count: int

    def value(self, row: int | float) -> Any:
        return self.values[row] if isinstance(row, int) else row


class Reading:
    """One claim, read word for word at many points."""

    def __init__(self, rows: Rows, question: Question) -> None:
        self.rows, self.question = rows, question
        self.where = rows.condition(question.where)
        self.patterns: dict[tuple[int, int], list[list[Any]]] = {}
        self.sides: tuple[int, int] | None = None
        a = question.sentence.assertion
        for pattern in question.sentence.patterns:
            for r, eq in enumerate(rows.regimes):
                self.patterns[id(pattern), r] = self._rows(pattern, r, eq)
        if isinstance(a, Equivalent):
            inside = question.put(a.condition.of(NOBODY))
            self.sides = (rows.condition(inside), rows.condition(~inside))
        elif isinstance(a, Cutoff):
            inside, outside = cut_off(question, a)
            self.sides = (rows.condition(inside), rows.condition(outside))
        self.values: list[int | float] = []
        if isinstance(a, Trend | Range):
            for r, eq in enumerate(rows.regimes):
                value = question.value(a.quantity, eq)
                if isinstance(a, Trend) and value is not None:
                    slope = derivative(value, a.course.parameter)
                    value = slope.fraction() if slope.is_constant else slope
                self.values.append(rows.form(r, value))

    def _rows(self, pattern: Pattern, r: int, eq: Equilibrium) -> list[list[Any]]:
        question, registry = self.question, self.rows
        found: list[list[Any]] = []
        for every in pattern.alternatives:
            rows: list[Any] = []
            for part in every:
                if isinstance(part, Named):
                    rows.append(part.fits(eq.name))
                else:
                    sides = (question.value(part.left, eq), question.value(part.right, eq))
                    known = _identity(part.sign, *sides)
                    rows.append((part, *(registry.form(r, side) for side in sides)) if known is None else known)
            found.append(rows)
        return found

    def has(self, pattern: Pattern, r: int, block: Block) -> Truth:
        whole = _fixed(False)
        for rows in self.patterns[id(pattern), r]:
            every = _fixed(True)
            for row in rows:
                every = every & (_fixed(row) if isinstance(row, bool) else _holds(row, block))
            whole = whole | every
        return whole

    def exists(self, r: int, block: Block) -> Truth:
        there = block.truth[r]
        # an equilibrium whose survival is undecided may be there or not
        sure = self.question.surely(self.rows.regimes[r])
        return Truth(there if sure else np.bool_(False), ~there)

    def of_kind(self, pattern: Pattern, block: Block) -> Iterator[Truth]:
        for r in range(len(self.rows.regimes)):
            yield self.exists(r, block) & self.has(pattern, r, block)

    def fails(self, block: Block) -> Bools:
        """Return where the claim surely fails, whatever its conditions say."""
        a = self.question.sentence.assertion
        if isinstance(a, Every):
            return self._every_fails(a, block)
        if isinstance(a, Trend):
            return self._trend_fails(a, block)
        assert isinstance(a, Number | Equivalent | Cutoff)
        found = list(self.of_kind(a.pattern, block))
        none, some = np.ones(block.count, bool), np.zeros(block.count, bool)
        for one in found:
            none &= one.no
            some |= one.yes
        if self.sides is not None:
            inside, outside = (block.truth[row] for row in self.sides)
            return np.asarray((inside & none) | (outside & some))
        assert isinstance(a, Number)
        if a.count == "no":
            return some
        if a.count == "some":
            return none
        counted = found if a.count == "one" else [self.exists(r, block) for r in range(len(self.rows.regimes))]
        total = np.zeros(block.count, np.int16)
        for one in counted:
            total += one.yes
        several = total > 1
        if a.count == "one":
            return np.asarray(none | several)
        other = np.zeros(block.count, bool)
        for r in range(len(self.rows.regimes)):
            other |= self.exists(r, block).yes & self.has(a.pattern, r, block).no
        return np.asarray(none | several | other)

    def _every_fails(self, a: Every, block: Block) -> Bools:
        failed = np.zeros(block.count, bool)
        for r in range(len(self.rows.regimes)):
            there = self.exists(r, block) & self.has(a.given, r, block)
            failed |= there.yes & self.has(a.pattern, r, block).no
        return failed

    def _trend_fails(self, a: Trend, block: Block) -> Bools:
        failed = np.zeros(block.count, bool)
        for r, row in enumerate(self.values):
            there = (self.exists(r, block) & self.has(a.given, r, block)).yes
            slope = block.value(row)
            wrong = (
                {
                    "rising": ~(slope >= -TOLERANCE),
                    "never falling": ~(slope >= -TOLERANCE),
                    "falling": ~(slope <= TOLERANCE),
                    "never rising": ~(slope <= TOLERANCE),
                    "constant": ~(np.abs(slope) <= TOLERANCE),
                }[a.course.kind]
                if not isinstance(slope, float)
                else self._number_wrong(slope, a.course.kind)
            )
            failed |= there & wrong
        return failed

    @staticmethod
    def _number_wrong(slope: float, kind: str) -> bool:
        right = {
            "rising": slope > 0,
            "falling": slope < 0,
            "never rising": slope <= 0,
            "never falling": slope >= 0,
            "constant": slope == 0,
        }
        return not right[kind]

    def ends(self, block: Block) -> tuple[Floats, Floats]:
        """Return the least and the largest value over all equilibria, NaN where there is none."""
        least, largest = np.full(block.count, np.inf), np.full(block.count, -np.inf)
        for r, row in enumerate(self.values):
            value = np.broadcast_to(block.value(row), (block.count,))
            there = np.broadcast_to(self.exists(r, block).yes & ~np.isnan(value), (block.count,))
            np.minimum(least, value, where=there, out=least)
            np.maximum(largest, value, where=there, out=largest)
        empty = largest < least
        least[empty] = largest[empty] = np.nan
        return least, largest


def _fixed(truth: bool) -> Truth:
    return Truth(np.bool_(truth), np.bool_(not truth))


def _identity(sign: str, left: Value, right: Value) -> bool | None:
    """Return whether a relation holds, where that is the same throughout the regime: no rounding can turn it."""
    if left is None or right is None:
        return False
    found = relation(left, sign, right)
    return found == TRUE if found in (TRUE, FALSE) else None


def _holds(row: tuple[Relation, int | float, int | float], block: Block) -> Truth:
    part, first, second = row
    left, right = np.asarray(block.value(first)), np.asarray(block.value(second))
    difference = left - right
    slack = TOLERANCE * (np.abs(left) + np.abs(right))
    near = np.abs(difference) <= slack
    undefined = np.isnan(difference)
    if part.sign in ("=", "!="):
        equal = Truth(near, ~near)
        found = equal if part.sign == "=" else ~equal
    else:
        above = difference > slack if ">" in part.sign else difference < -slack
        below = ~near & ~above
        found = Truth(np.asarray(above), np.asarray(below))
    return Truth(found.yes & ~undefined, found.no | undefined)
