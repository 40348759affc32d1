"""The answers under the document's scenarios, beside those under its own numbers.

A scenario's values stand in the place of the baseline, its priors in the place of the document's: so each has the
equilibria at its numbers, and draws from its priors with the same seed. What a scenario does not name is as in the
document; one without priors has the document's draws.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from gametheory.concepts import Solution
from gametheory.lang.writing.markup import Child, element
from gametheory.show.report.choice import quantities
from gametheory.show.report.equilibria import title
from gametheory.show.report.markup import soft, table
from gametheory.show.report.part import Part, Rows, Show, Table, register
from gametheory.show.report.parts.regimes import RegimesPart
from gametheory.show.report.study import Study
from gametheory.show.tables import summary
from gametheory.spec.model_statement import scenario_row
from gametheory.study import Quantity, sweep

__all__ = ["Answers", "Drawn", "ScenariosPart"]

Range = tuple[float, float]


@dataclass(frozen=True)
class Drawn:
    """What holds at draws from the priors.

    Attributes
    ----------
    accepted : float
        The share of the declared priors that the assumptions accept.
    shares : tuple of float
        Of the draws at which each regime exists.
    means : mapping of quantity to (float, float)
        Over the draws at which there is a value: of the lowest, and of the highest over the equilibria.
    """

    accepted: float
    shares: tuple[float, ...]
    means: Mapping[str, Range]


@dataclass(frozen=True)
class Answers:
    """What is found under one set of numbers.

    Attributes
    ----------
    name : str
        Of the scenario; empty for the document's own numbers.
    here : Solution or None
        The equilibria at its values, the rest at the baseline; None where they could not be found.
    drawn : Drawn or None
        None where nothing could be drawn.
    """

    name: str
    here: Solution | None
    drawn: Drawn | None


@register
class ScenariosPart(Part[tuple[Answers, ...]]):
    """Finds the answers under the document's numbers, then under each of its scenarios; none without scenarios."""

    name = "scenarios"
    stage = RegimesPart.stage
    place = 35
    nothing = ()

    def find(self, study: Study) -> tuple[Answers, ...]:
        solution, scenarios = study.solved, study.model.scenarios
        if not scenarios or not solution.parameters or not len(solution):
            return ()
        asked = study.attempt("the quantities", quantities, solution, study.here) or ()
        own = Answers("", study.here, _drawn(study, None, asked))
        out = [own]
        for name, one in scenarios.items():
            what = f"equilibria under the scenario {name}"
            here = study.attempt(what, solution.at, one.values) if one.values else study.here
            out.append(Answers(name, here, _drawn(study, name, asked) if one.priors else own.drawn))
        return tuple(out)

    def section(self, study: Study, show: Show) -> Child:
        found = study[ScenariosPart]
        if not found:
            return None
        told = [[*scenario_row(one)] for one in study.model.scenarios.values()]
        head = ["", "The document\N{RIGHT SINGLE QUOTATION MARK}s own", *(f"Scenario {one.name}" for one in found[1:])]
        rows: list[list[Child]] = [["Outcome at the base numbers", *(_outcomes(one.here) for one in found)]]
        first = next((one.drawn for one in found if one.drawn is not None), None)
        if first is not None:
            rows.append(["Declared priors that the assumptions accept", *(_accepted(one.drawn) for one in found)])
            for text in first.means:
                rows.append([f"{text} on average over draws", *(_mean(one.drawn, text) for one in found)])
            for i, eq in enumerate(study.solved):
                rows.append([f"{i + 1}. {title(eq)}", *(_share(one.drawn, i) for one in found)])
        caption = "The answers under the document\N{RIGHT SINGLE QUOTATION MARK}s own numbers, and under its scenarios"
        note = (
            f"Percentages of regimes: of {study.draws} draws from the priors, seed {study.seed}, at which the regime "
            "exists; where several exist at once they sum to more than 100%. Averages: of the lowest and of the "
            "highest value over the equilibria at a draw."
        )
        return [
            element("h3", "Scenarios"),
            table(["Scenario", "sets", "about"], told, "-ss"),
            table(head, rows, "s" * len(head), caption),
            soft(note) if first is not None else None,
        ]

    def tables(self, study: Study) -> Iterator[Table]:
        found = study[ScenariosPart]
        if found:
            yield "scenarios.csv", [row for one in found for row in _rows(study.solved, one)]

    def facts(self, study: Study) -> Iterator[str]:
        own, *others = study[ScenariosPart] or (Answers("", None, None),)
        for one in others:
            if own.drawn is None or one.drawn is None or not study.model.scenarios[one.name].priors:
                continue
            for text in list(own.drawn.means)[:1]:
                yield (
                    f"On average over draws {text} is {_mean(own.drawn, text)}, and under the priors of the scenario "
                    f"\u201c{one.name}\u201d {_mean(one.drawn, text)}; the assumptions accept {_accepted(own.drawn)} "
                    f"and {_accepted(one.drawn)} of what these declare."
                )


def _drawn(study: Study, priors: str | None, asked: tuple[Quantity, ...]) -> Drawn | None:
    what = "draws from the priors" if priors is None else f"draws from the priors of the scenario {priors}"
    given = {"draws": study.draws, "seed": study.seed, "priors": priors, "of": asked}
    found = study.attempt(what, sweep, study.solved, **given)
    if found is None:
        return None
    inside = found["admissible"].values
    means = {}
    for i, one in enumerate(asked):
        low, high = (found[end].values[i][inside] for end in ("min", "max"))
        if not np.isnan(low).all():
            means[one.text] = float(np.nanmean(low)), float(np.nanmean(high))
    shares = tuple(float(exists[inside].mean()) for exists in found["exists"].values)
    return Drawn(found.attrs["accepted"], shares, means)


def _outcomes(here: Solution | None) -> Child:
    if here is None:
        return ""
    return [element("div", summary(eq)) for eq in here] or "no equilibrium"


def _accepted(drawn: Drawn | None) -> str:
    return "" if drawn is None else "all" if drawn.accepted == 1 else f"{drawn.accepted:.1%}"


def _share(drawn: Drawn | None, i: int) -> str:
    return "" if drawn is None else f"{drawn.shares[i]:.1%}"


def _mean(drawn: Drawn | None, text: str) -> str:
    if drawn is None or text not in drawn.means:
        return ""
    return " to ".join(dict.fromkeys(f"{x:.3g}" for x in drawn.means[text]))


def _rows(solution: Solution, one: Answers) -> Rows:
    """Return the answers a number a row; the scenario's name is empty for the document's own."""
    out: Rows = []

    def row(measure: str, subject: str, low: float | str = "", high: float | str = "") -> None:
        out.append({"scenario": one.name, "measure": measure, "subject": subject, "low": low, "high": high})

    for eq in one.here or ():
        row("equilibrium at the base numbers", summary(eq))
    if one.drawn is not None:
        row("priors accepted by the assumptions", "", one.drawn.accepted, one.drawn.accepted)
        for text, (low, high) in one.drawn.means.items():
            row("mean over draws", text, low, high)
        for eq, share in zip(solution, one.drawn.shares, strict=True):
            row("share of draws", eq.name, share, share)
    return out
