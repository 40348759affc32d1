"""Which equilibria exist together, on the plane of the two parameters that are drawn."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from gametheory.lang.writing.layout import count
from gametheory.show.report.figures import Figure, Plan
from gametheory.show.report.names import file_name
from gametheory.show.report.part import Part, Table, register
from gametheory.show.report.parts.thresholds import ThresholdsPart
from gametheory.show.report.study import Study
from gametheory.study import Regions, regions

__all__ = ["RegionsPart"]


@register
class RegionsPart(Part[Regions | None]):
    """Finds the regime map. Its figure stands with the thresholds."""

    name = "regions"
    stage = ThresholdsPart.name
    place = 40

    def find(self, study: Study) -> Regions | None:
        keys = study[ThresholdsPart].keys
        if len(keys) != 2:
            return None
        found: Regions | None = study.attempt("the regime map", regions, study.solved, x=keys[0], y=keys[1])
        return found

    def tables(self, study: Study) -> Iterator[Table]:
        plane = study[RegionsPart]
        if plane is not None:
            yield "regions.csv", plane.rows()

    def figures(self, study: Study, plot: Any) -> Iterator[Plan]:
        plane = study[RegionsPart]
        if plane is None:
            return
        words = f"{count(len(plane), 'cell')}: " + "; ".join(
            f"{' and '.join(cell.names) or 'no regime'} where {cell.condition}" for cell in plane
        )
        caption = f"Which equilibria exist together, by {plane.x} and {plane.y}; the rest at the baseline."
        figure = Figure("map", file_name("map", plane.x, plane.y), caption, words, beside=False)
        yield figure, partial(plot.regions, plane)
