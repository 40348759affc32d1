"""Claims looked at in many points drawn from the priors: no proof, but another road, and the share where they hold.

Nothing of the proof is used here. At every draw the solution's program says which regimes exist (exactly, as
everywhere: :mod:`gametheory.study.doubt`), the quantities are computed in floating point, and the claim is read word
for word. A relation between values that rounding could turn is taken as holding, so a failure that is reported is one.
Whatever comes out against a proof is decided again in exact arithmetic by the caller.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gametheory.errors import ParameterError
from gametheory.lang import FALSE, TRUE, Condition, Expression, relation
from gametheory.solve import Equilibrium
from gametheory.study.claims.failures import cut_off
from gametheory.study.claims.language import Cutoff, Equivalent, Every, Named, Number, Pattern, Range, Relation, Trend
from gametheory.study.claims.question import NOBODY, Question
from gametheory.study.claims.verdict import Share
from gametheory.study.derivatives import derivative
from gametheory.study.doubt import decimal
from gametheory.study.draws import check_seed, sampler
from gametheory.study.plan import make_plan
from gametheory.study.program_numpy import run

__all__ = ["Tally", "spot_check"]

BLOCK = 16384
KEEP = 4
_TOLERANCE = 1e-9

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Point = Mapping[str, Fraction]
Value = Expression | Fraction | None


@dataclass
class Tally:
    """What the draws said about one claim.

    Attributes
    ----------
    draws, applied, failed : int
        Draws made; those at which the claim's conditions hold; those among them at which it fails.
    points : list of (point, point or None)
        Some of those, exact; for a range the two points that were compared.
    spans : mapping of parameter to (least, largest)
        Of its values at the draws at which the claim fails.
    why : str
        Why there are no draws, if there are none.
    """

    seed: int
    draws: int = 0
    applied: int = 0
    failed: int = 0
    points: list[tuple[Point, Point | None]] = field(default_factory=list)
    spans: dict[str, tuple[float, float]] = field(default_factory=dict)
    why: str = ""

    def share(self, of: str) -> Share | None:
        """Return the share where the claim fails or holds, with Wilson's interval; None without draws."""
        if not self.applied:
            return None
        part = self.failed / self.applied
        z, n = 1.959963984540054, self.applied
        half = z * math.sqrt(part * (1 - part) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        value = part if of == "fails" else 1 - part
        return Share(of, value, half, self.draws, self.applied, self.seed)


def spot_check(questions: Sequence[Question], draws: int, seed: int) -> list[Tally]:
    """Look at claims in draws from the priors.

    Parameters
    ----------
    questions : sequence of Question
        Those that share a solution share the draws and the regimes' existence.
    draws, seed : int

    Returns
    -------
    list of Tally
        One for every question.
    """
    tallies = [Tally(check_seed(seed)) for _ in questions]
    groups: dict[int, list[int]] = {}
    for i, question in enumerate(questions):
        if question.domain.names:
            groups.setdefault(id(question.solution), []).append(i)
        else:
            tallies[i].why = "there is one point only"
    for members in groups.values():
        group = [questions[i] for i in members]
        first = group[0]
        try:
            draw = sampler(first.asked, first.fixed)
            program = _Looks(group)
            for start in range(0, draws, BLOCK):
                columns, _ = draw(min(BLOCK, draws - start), seed, start=start)
                program.look(columns, [tallies[i] for i in members])
        except ParameterError as error:
            for i in members:
                tallies[i].why = str(error)
    return tallies


@dataclass(frozen=True)
class _Truth:
    """What is sure: where it holds, and where it does not; one value where it is the same everywhere."""

    yes: Bools | np.bool_
    no: Bools | np.bool_

    def __and__(self, other: _Truth) -> _Truth:
        return _Truth(self.yes & other.yes, self.no | other.no)

    def __or__(self, other: _Truth) -> _Truth:
        return _Truth(self.yes | other.yes, self.no & other.no)

    def __invert__(self) -> _Truth:
        return _Truth(self.no, self.yes)


class _Looks:
    """The program of several claims about one solution."""

    def __init__(self, questions: Sequence[Question]) -> None:
        self.questions = questions
        self.names = questions[0].domain.names
        self.regimes = questions[0].regimes
        self.conditions: list[tuple[Condition, ...]] = [(eq.when,) for eq in self.regimes]
        self.conditions.append((questions[0].domain.condition,))
        self.always = len(self.conditions)
        self.conditions.append((TRUE,))
        self.rows: dict[Condition, int] = {}
        self.forms: dict[tuple[int, Expression], int] = {}
        self.readers = [_Reading(self, question) for question in questions]
        self.plan = make_plan(self.names, self.conditions, [(guard, form) for guard, form in self.forms])
        self.moved = any(isinstance(q.sentence.assertion, Range) for q in questions)

    def condition(self, condition: Condition) -> int:
        """Return the row of a condition."""
        if condition not in self.rows:
            self.rows[condition] = len(self.conditions)
            self.conditions.append((condition,))
        return self.rows[condition]

    def form(self, regime: int, value: Any) -> int | float:
        """Return the row of a closed form in a regime, or its value where it is a number."""
        if not isinstance(value, Expression):
            return math.nan if value is None else float(value)
        return self.forms.setdefault((regime, value), len(self.forms))

    def evaluate(self, columns: Sequence[Floats]) -> _Block:
        count = columns[0].size
        truth = np.empty((len(self.conditions), count), bool)
        values = np.empty((len(self.forms), count))
        sizes = [max(float(c.max()), -float(c.min())) for c in columns]
        run(self.plan, columns, sizes, truth, values)
        return _Block(truth, values, count)

    def look(self, columns: Mapping[str, Floats], tallies: Sequence[Tally]) -> None:
        given = [np.ascontiguousarray(columns[name]) for name in self.names]
        block = self.evaluate(given)
        seconds: dict[str, tuple[list[Floats], _Block]] = {}
        for reading, tally in zip(self.readers, tallies, strict=True):
            question = reading.question
            a = question.sentence.assertion
            if isinstance(a, Range):
                name = a.course.parameter
                if name not in seconds:
                    seconds[name] = self._elsewhere(given, name)
                self._look_twice(reading, (given, block), seconds[name], tally)
                continue
            applied = block.truth[reading.where]
            failed = applied & reading.fails(block)
            self._count(tally, given, applied, failed)
            for k in np.nonzero(failed)[0][: KEEP - len(tally.points)]:
                tally.points.append((self._point(given, int(k)), None))

    def _elsewhere(self, given: list[Floats], name: str) -> tuple[list[Floats], _Block]:
        """Return the same draws with another draw's value of one parameter."""
        place = self.names.index(name)
        other = list(given)
        other[place] = np.roll(given[place], 1)
        return other, self.evaluate(other)

    def _look_twice(
        self,
        reading: _Reading,
        first: tuple[list[Floats], _Block],
        other: tuple[list[Floats], _Block],
        tally: Tally,
    ) -> None:
        """Compare the range at each draw with that at the same draw but for one parameter."""
        a = reading.question.sentence.assertion
        assert isinstance(a, Range)
        (given, block), (moved, second) = first, other
        place = self.names.index(a.course.parameter)
        inside = second.truth[len(self.regimes)] & block.truth[reading.where] & second.truth[reading.where]
        up = moved[place] > given[place]
        ends = list(zip(reading.ends(block), reading.ends(second), strict=True))
        low = [np.where(up, x, y) for x, y in ends]
        high = [np.where(up, y, x) for x, y in ends]
        failed = np.zeros(block.count, bool)
        for before, after in zip(low, high, strict=True):
            slack = _TOLERANCE * (np.abs(before) + np.abs(after))
            if a.course.kind in ("never falling", "constant"):
                failed |= after < before - slack
            if a.course.kind in ("never rising", "constant"):
                failed |= after > before + slack
        failed &= inside & (moved[place] != given[place])
        self._count(tally, [np.minimum(x, y) for x, y in zip(given, moved, strict=True)], inside, failed)
        for k in np.nonzero(failed)[0][: KEEP - len(tally.points)]:
            pair = [self._point(given, int(k)), self._point(moved, int(k))]
            pair.sort(key=lambda point: point[a.course.parameter])
            tally.points.append((pair[0], pair[1]))

    def _point(self, columns: Sequence[Floats], k: int) -> dict[str, Fraction]:
        return {name: decimal(column[k]) for name, column in zip(self.names, columns, strict=True)}

    def _count(self, tally: Tally, columns: Sequence[Floats], applied: Bools, failed: Bools) -> None:
        tally.draws += applied.size
        tally.applied += int(applied.sum())
        tally.failed += int(failed.sum())
        if failed.any():
            for name, column in zip(self.names, columns, strict=True):
                there = column[failed]
                low, high = tally.spans.get(name, (math.inf, -math.inf))
                tally.spans[name] = (min(low, float(there.min())), max(high, float(there.max())))


@dataclass(frozen=True)
class _Block:
    """The program's results at some draws."""

    truth: Bools
    values: Floats
    count: int

    def value(self, row: int | float) -> Any:
        return self.values[row] if isinstance(row, int) else row


class _Reading:
    """One claim, read word for word at many points."""

    def __init__(self, looks: _Looks, question: Question) -> None:
        self.looks, self.question = looks, question
        self.where = looks.condition(question.where)
        self.patterns: dict[tuple[int, int], list[list[Any]]] = {}
        self.sides: tuple[int, int] | None = None
        a = question.sentence.assertion
        for pattern in question.sentence.patterns:
            for r, eq in enumerate(looks.regimes):
                self.patterns[id(pattern), r] = self._rows(pattern, r, eq)
        if isinstance(a, Equivalent):
            inside = question.put(a.condition.of(NOBODY))
            self.sides = (looks.condition(inside), looks.condition(~inside))
        elif isinstance(a, Cutoff):
            self.sides = tuple(map(looks.condition, cut_off(question, a)))  # type: ignore[assignment]
        self.values: list[int | float] = []
        if isinstance(a, Trend | Range):
            for r, eq in enumerate(looks.regimes):
                value = question.value(a.quantity, eq)
                if isinstance(a, Trend) and value is not None:
                    slope = derivative(value, a.course.parameter)
                    value = slope.fraction() if slope.is_constant else slope
                self.values.append(looks.form(r, value))

    def _rows(self, pattern: Pattern, r: int, eq: Equilibrium) -> list[list[Any]]:
        question, looks = self.question, self.looks
        found: list[list[Any]] = []
        for every in pattern.alternatives:
            rows: list[Any] = []
            for part in every:
                if isinstance(part, Named):
                    rows.append(part.fits(eq.name))
                else:
                    sides = (question.value(part.left, eq), question.value(part.right, eq))
                    known = _identity(part.sign, *sides)
                    rows.append((part, *(looks.form(r, side) for side in sides)) if known is None else known)
            found.append(rows)
        return found

    def has(self, pattern: Pattern, r: int, block: _Block) -> _Truth:
        whole = _fixed(False)
        for rows in self.patterns[id(pattern), r]:
            every = _fixed(True)
            for row in rows:
                every = every & (_fixed(row) if isinstance(row, bool) else _holds(row, block))
            whole = whole | every
        return whole

    def exists(self, r: int, block: _Block) -> _Truth:
        there = block.truth[r]
        # an equilibrium whose survival is undecided may be there or not
        sure = self.question.surely(self.looks.regimes[r])
        return _Truth(there if sure else np.bool_(False), ~there)

    def of_kind(self, pattern: Pattern, block: _Block) -> Iterator[_Truth]:
        for r in range(len(self.looks.regimes)):
            yield self.exists(r, block) & self.has(pattern, r, block)

    def fails(self, block: _Block) -> Bools:
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
        counted = found if a.count == "one" else [self.exists(r, block) for r in range(len(self.looks.regimes))]
        total = np.zeros(block.count, np.int16)
        for one in counted:
            total += one.yes
        several = total > 1
        if a.count == "one":
            return np.asarray(none | several)
        other = np.zeros(block.count, bool)
        for r in range(len(self.looks.regimes)):
            other |= self.exists(r, block).yes & self.has(a.pattern, r, block).no
        return np.asarray(none | several | other)

    def _every_fails(self, a: Every, block: _Block) -> Bools:
        failed = np.zeros(block.count, bool)
        for r in range(len(self.looks.regimes)):
            there = self.exists(r, block) & self.has(a.given, r, block)
            failed |= there.yes & self.has(a.pattern, r, block).no
        return failed

    def _trend_fails(self, a: Trend, block: _Block) -> Bools:
        failed = np.zeros(block.count, bool)
        for r, row in enumerate(self.values):
            there = (self.exists(r, block) & self.has(a.given, r, block)).yes
            slope = block.value(row)
            wrong = (
                {
                    "rising": ~(slope >= -_TOLERANCE),
                    "never falling": ~(slope >= -_TOLERANCE),
                    "falling": ~(slope <= _TOLERANCE),
                    "never rising": ~(slope <= _TOLERANCE),
                    "constant": ~(np.abs(slope) <= _TOLERANCE),
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

    def ends(self, block: _Block) -> tuple[Floats, Floats]:
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


def _fixed(truth: bool) -> _Truth:
    return _Truth(np.bool_(truth), np.bool_(not truth))


def _identity(sign: str, left: Value, right: Value) -> bool | None:
    """Return whether a relation holds, where that is the same throughout the regime: no rounding can turn it."""
    if left is None or right is None:
        return False
    found = relation(left, sign, right)
    return found == TRUE if found in (TRUE, FALSE) else None


def _holds(row: tuple[Relation, int | float, int | float], block: _Block) -> _Truth:
    part, first, second = row
    left, right = np.asarray(block.value(first)), np.asarray(block.value(second))
    difference = left - right
    slack = _TOLERANCE * (np.abs(left) + np.abs(right))
    near = np.abs(difference) <= slack
    undefined = np.isnan(difference)
    if part.sign in ("=", "!="):
        equal = _Truth(near, ~near)
        found = equal if part.sign == "=" else ~equal
    else:
        above = difference > slack if ">" in part.sign else difference < -slack
        below = ~near & ~above
        found = _Truth(np.asarray(above), np.asarray(below))
    return _Truth(found.yes & ~undefined, found.no | undefined)
