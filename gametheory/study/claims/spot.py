"""Claims looked at in many points drawn from the priors: no proof, but another road, and the share where they hold.

Nothing of the proof is used here. At every draw the solution's program says which regimes exist (exactly, as
everywhere: :mod:`gametheory.study.compiled.exact_signs`), the quantities are computed in floating point, and the claim
is read word for word. A relation between values that rounding could turn is taken as holding, so a failure that is
reported is one. Whatever comes out against a proof is decided again in exact arithmetic by the caller.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from gametheory.errors import ParameterError
from gametheory.lang import deadline
from gametheory.study.claims.language import Range
from gametheory.study.claims.question import Question
from gametheory.study.claims.reading import TOLERANCE, Block, Reading, Rows
from gametheory.study.claims.verdict import Share
from gametheory.study.compiled.engine_numpy import run
from gametheory.study.compiled.exact_signs import decimal
from gametheory.study.compiled.plan import make_plan
from gametheory.study.sweeps.draws import check_seed, sampler
from gametheory.study.sweeps.priors import Priors

__all__ = ["Tally", "spot_check"]

BLOCK = 16384
KEEP = 4

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Point = Mapping[str, Fraction]


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
    accepted : float or None
        The share of the declared priors that the assumptions accept.
    priors : Priors
        What is drawn from.
    """

    seed: int
    draws: int = 0
    applied: int = 0
    failed: int = 0
    points: list[tuple[Point, Point | None]] = field(default_factory=list)
    spans: dict[str, tuple[float, float]] = field(default_factory=dict)
    why: str = ""
    accepted: float | None = None
    priors: Priors = field(default_factory=Priors)

    def share(self, of: str) -> Share | None:
        """Return the share where the claim fails or holds, with Wilson's interval; None without draws."""
        if not self.applied:
            return None
        part = self.failed / self.applied
        z, n = 1.959963984540054, self.applied
        half = z * math.sqrt(part * (1 - part) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        value = part if of == "fails" else 1 - part
        return Share(of, value, half, self.draws, self.applied, self.seed, self.accepted, self.priors.scenario)


def spot_check(questions: Sequence[Question], draws: int, seed: int, priors: Priors | None = None) -> list[Tally]:
    """Look at claims in draws from the priors.

    Parameters
    ----------
    questions : sequence of Question
        Those that share a solution share the draws and the regimes' existence.
    draws, seed : int
    priors : Priors, optional
        What to draw from; by default the document's.

    Returns
    -------
    list of Tally
        One for every question.
    """
    tallies = [Tally(check_seed(seed), priors=priors or Priors()) for _ in questions]
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
            with deadline.Part() as work:
                deadline.check()
                draw = sampler(first.asked, first.fixed, priors)
                program = _Looks(group)
                for i in members:
                    tallies[i].accepted = draw.accepted(seed)
                for start in range(0, draws, BLOCK):
                    deadline.check()
                    columns, _ = draw(min(BLOCK, draws - start), seed, start=start)
                    program.look(columns, [tallies[i] for i in members])
        except ParameterError as error:
            for i in members:
                tallies[i].why = str(error)
        if work.why:  # what has been drawn by then counts, and is said
            for i in members:
                tallies[i].why = f"they were {work.why}"
    return tallies


class _Looks:
    """The program of several claims about one solution."""

    def __init__(self, questions: Sequence[Question]) -> None:
        self.names = questions[0].domain.names
        self.rows = Rows(questions[0])
        self.readings = [Reading(self.rows, question) for question in questions]
        self.plan = make_plan(self.names, self.rows.conditions, list(self.rows.forms))

    def evaluate(self, columns: Sequence[Floats]) -> Block:
        count = columns[0].size
        truth = np.empty((len(self.rows.conditions), count), bool)
        values = np.empty((len(self.rows.forms), count))
        sizes = [max(float(c.max()), -float(c.min())) for c in columns]
        run(self.plan, columns, sizes, truth, values)
        return Block(truth, values, count)

    def look(self, columns: Mapping[str, Floats], tallies: Sequence[Tally]) -> None:
        given = [np.ascontiguousarray(columns[name]) for name in self.names]
        block = self.evaluate(given)
        seconds: dict[str, tuple[list[Floats], Block]] = {}
        for reading, tally in zip(self.readings, tallies, strict=True):
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

    def _elsewhere(self, given: list[Floats], name: str) -> tuple[list[Floats], Block]:
        """Return the same draws with another draw's value of one parameter."""
        place = self.names.index(name)
        other = list(given)
        other[place] = np.roll(given[place], 1)
        return other, self.evaluate(other)

    def _look_twice(
        self,
        reading: Reading,
        first: tuple[list[Floats], Block],
        other: tuple[list[Floats], Block],
        tally: Tally,
    ) -> None:
        """Compare the range at each draw with that at the same draw but for one parameter."""
        a = reading.question.sentence.assertion
        assert isinstance(a, Range)
        (given, block), (moved, second) = first, other
        place = self.names.index(a.course.parameter)
        inside = second.truth[self.rows.admissible] & block.truth[reading.where] & second.truth[reading.where]
        up = moved[place] > given[place]
        ends = list(zip(reading.ends(block), reading.ends(second), strict=True))
        low = [np.where(up, x, y) for x, y in ends]
        high = [np.where(up, y, x) for x, y in ends]
        failed = np.zeros(block.count, bool)
        for before, after in zip(low, high, strict=True):
            slack = TOLERANCE * (np.abs(before) + np.abs(after))
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
