"""The answer in numbers: how likely each outcome is, and what each driver does to what is asked about.

The first page of the report says it in words; this is its evidence.
"""

from __future__ import annotations

from collections.abc import Iterator

from gametheory.lang.writing.markup import Child, element
from gametheory.show.report.markup import soft, table
from gametheory.show.report.part import Part, Rows, Show, Table, register
from gametheory.show.report.parts.claims import ClaimsPart
from gametheory.show.report.study import Study
from gametheory.study.answers.answer import ordered, outcome_rows
from gametheory.study.answers.facts import Driver, ModelFacts, document
from gametheory.study.answers.gather import gathered
from gametheory.study.answers.numbers import percent

__all__ = ["AnswerPart"]

CASES = 16
"""Shares are of this many times as many cases as a report draws: evaluating a case is cheap."""

CURVE = 2
"""What a number does when it moves alone is tried in this many times as many."""


@register
class AnswerPart(Part[ModelFacts | None]):
    """Finds the facts that the answer is made of."""

    name = "outcomes"
    stage = "answer"
    share = 0.5
    place = 5

    def find(self, study: Study) -> ModelFacts | None:
        found: ModelFacts | None = study.attempt(
            "the answer in numbers",
            gathered,
            study.solved,
            verification=study[ClaimsPart],
            cases=CASES * study.draws,
            curve=CURVE * study.draws,
            seed=study.seed,
        )
        return found

    def section(self, study: Study, show: Show) -> Child:
        found = study[AnswerPart]
        if found is None:
            return None
        head, rows = outcome_rows(found)
        if not rows:
            return None
        cases = found.cases
        what = (
            f"In % of {cases:,} cases drawn from the priors, seed {found.seed}; chances are averaged." if cases else ""
        )
        where = "" if cases or not found.parameters else f"At the base numbers, in %: {found.refused}."
        parts: list[Child] = [element("h3", "Outcomes"), soft(what or where or "In %.")]
        parts.append(table(head, rows, "-" + "n" * (len(head) - 1)))
        parts += [part for driver in found.drivers for part in _driver(found, driver)]
        return parts

    def tables(self, study: Study) -> Iterator[Table]:
        found = study[AnswerPart]
        if found is None:
            return
        answer = ordered([found])
        yield "answer.json", document(found)
        yield "outcomes.csv", answer.rows()
        if found.drivers:
            yield "drivers.csv", _rows(found)


def _driver(model: ModelFacts, driver: Driver) -> Iterator[Child]:
    """Yield the numbers behind the figure of a driver."""
    yield element("h4", driver.noun[:1].upper() + driver.noun[1:], id=f"driver-{driver.parameter}")
    moves = driver.moves[0]
    if moves is not None:
        yield soft(
            f"Moving alone it leaves the chance of {model.headline.noun} in {percent(moves.flat)} of 100 cases, only "
            f"raises it in {percent(moves.up)}, only lowers it in {percent(moves.down)} and does both in "
            f"{percent(moves.both)} ({model.curve_cases:,} cases)."
        )
    strict, every = driver.courses[0], driver.courses[-1]
    head = ["value", "admissible, %", "lowest average, %", "highest average, %"]
    several = strict is not every
    head += ["lowest over all outcomes", "highest over all outcomes"] if several else []
    rows = []
    for i, value in enumerate(driver.values):
        row = [f"{value:.3g}", percent(driver.admissible[i]), percent(strict.low[i]), percent(strict.high[i])]
        rows.append([*row, percent(every.low[i]), percent(every.high[i])] if several else row)
    summary = element("summary", "The numbers behind the figure")
    yield element("details", summary, table(head, rows, "n" * len(head)))


def _rows(model: ModelFacts) -> Rows:
    return [
        {
            "parameter": driver.parameter,
            "value": value,
            "rule": course.rule,
            "admissible": driver.admissible[i],
            "average_low": "" if course.low[i] is None else course.low[i],
            "average_high": "" if course.high[i] is None else course.high[i],
        }
        for driver in model.drivers
        for course in driver.courses
        for i, value in enumerate(driver.values)
    ]
