"""Where the set of equilibria changes along one parameter, how near that is, and how far each regime reaches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from gametheory.lang.writing import html, plain
from gametheory.lang.writing.markup import Child, element
from gametheory.show import latex
from gametheory.show.report.choice import key_parameters
from gametheory.show.report.figures import Figure, Plan
from gametheory.show.report.markup import listed, number, soft, table, variable
from gametheory.show.report.names import file_name
from gametheory.show.report.part import Part, Rows, Show, Table, register
from gametheory.show.report.study import Study
from gametheory.study import Margins, Thresholds, margins, thresholds
from gametheory.study.changes.reach import Reach, reaches

__all__ = ["Changes", "ThresholdsPart"]

NEAREST = 3
"""The most changes that the opening page names."""


@dataclass(frozen=True)
class Changes:
    """Where the set of equilibria changes.

    Attributes
    ----------
    margins : Margins or None
    ladders : mapping of parameter to Thresholds
        For every parameter.
    reaches : tuple of Reach
    keys : tuple of str
        The parameters that are drawn.
    """

    margins: Margins | None = None
    ladders: Mapping[str, Thresholds] = field(default_factory=dict)
    reaches: tuple[Reach, ...] = ()
    keys: tuple[str, ...] = ()


@register
class ThresholdsPart(Part[Changes]):
    """Finds the margins, the ladder of every parameter, and the two parameters that are drawn."""

    name = "thresholds"
    place = 50
    nothing = Changes()

    def find(self, study: Study) -> Changes:
        solution, here = study.solved, study.here
        if not solution.parameters or here is None:
            return Changes()
        near = study.attempt("margins", margins, solution)
        tried = {name: study.attempt(f"thresholds in {name}", thresholds, solution, name) for name in here.point or ()}
        ladders = {name: ladder for name, ladder in tried.items() if ladder is not None}
        reached = study.attempt("how far each regime reaches", reaches, solution, ladders, here.point) or ()
        return Changes(near, ladders, reached, key_parameters(solution, near))

    def section(self, study: Study, show: Show) -> Child:
        found = study[ThresholdsPart]
        if not found.ladders:
            return None
        parts: list[Child] = [element("h3", "Thresholds")]
        if found.keys:
            parts.append(element("p", "Drawn along ", listed(found.keys), "; the table has every parameter."))
        rows = []
        for ladder in found.ladders.values():
            for one in ladder:
                lines = [element("div", line) for line in one.what]
                rows.append([variable(ladder.parameter), html.inline(number(one.value)), lines])
        if rows:
            parts.append(table(["Parameter", "value", "what changes there, going up"], rows, "-ns"))
        if study.solution is not None and not study.solution.exhaustive:
            note = (
                "The list of regimes is not proved complete: where other equilibria begin and end is not in this table."
            )
            parts.append(soft(note))
        still = [name for name, ladder in found.ladders.items() if not len(ladder)]
        if still:
            parts.append(soft("No threshold in ", listed(still), "."))
        return [parts, show("ladder"), show("map")]

    def tables(self, study: Study) -> Iterator[Table]:
        found = study[ThresholdsPart]
        if found.margins is not None:
            yield "margins.csv", found.margins.rows()
        if found.ladders:
            drawn = [found.ladders[key] for key in found.keys if key in found.ladders]
            yield "thresholds.csv", [row for one in found.ladders.values() for row in one.rows()]
            yield "thresholds.tex", latex.thresholds(drawn)
        if found.reaches:
            yield "reach.csv", _reach(found.reaches)

    def figures(self, study: Study, plot: Any) -> Iterator[Plan]:
        found = study[ThresholdsPart]
        for key in found.keys:
            ladder = found.ladders.get(key)
            if ladder is not None:
                values = "; ".join(f"{float(one.value):.4g}: {', '.join(one.what)}" for one in ladder) or "no threshold"
                caption = f"Where along {key} each regime exists; the rest at the baseline."
                figure = Figure("ladder", file_name("ladder", key), caption, values, beside=False)
                yield figure, partial(plot.thresholds, ladder)

    def facts(self, study: Study) -> Iterator[str]:
        found = study[ThresholdsPart].margins
        if found is None:
            return
        near = [one for one in found if one.nearest is not None][:NEAREST]
        if not near:
            what = "the set of equilibria" if found.solution.exhaustive else "the equilibria that were found"
            yield f"No single parameter changes {what} within its range."
            return
        listed = []
        for one in near:
            assert one.nearest is not None
            share = "" if one.relative is None else f", {float(one.relative):.1%} of its range away"
            listed.append(f"{one.parameter} at {plain.inline(number(one.nearest.value))} (baseline {one.value}{share})")
        yield f"The nearest changes of the set of equilibria: {'; '.join(listed)}."


def _reach(reaches: tuple[Reach, ...]) -> Rows:
    def decimal(value: Any) -> Any:
        return "" if value is None else float(value)

    return [
        {
            "regime": reach.regime.name,
            "parameter": s.parameter,
            "baseline": str(s.value),
            "low": decimal(s.low),
            "high": decimal(s.high),
            "relative": decimal(s.relative),
        }
        for reach in reaches
        for s in reach
    ]
