"""The maps of the two parameters that are drawn: by what the answer is about, then by which equilibria exist."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from gametheory.lang.writing.layout import count
from gametheory.show.report.figures import Figure, Plan
from gametheory.show.report.names import file_name
from gametheory.show.report.part import Part, Table, register
from gametheory.show.report.parts.thresholds import ThresholdsPart
from gametheory.show.report.study import Study
from gametheory.study import Regions, regions
from gametheory.study.answers.wording import Wording

__all__ = ["Maps", "RegionsPart"]


@dataclass(frozen=True)
class Maps:
    """The cells of one plane, twice.

    Attributes
    ----------
    headline : Regions or None
        By the quantity that the document's answer is about.
    noun : str
        What that is called, as in "a strike".
    equilibria : Regions or None
        By which equilibria exist together.
    """

    headline: Regions | None = None
    noun: str = ""
    equilibria: Regions | None = None


@register
class RegionsPart(Part[Maps]):
    """Finds the maps. Their figures stand with the thresholds."""

    name = "regions"
    stage = ThresholdsPart.name
    place = 40
    nothing = Maps()

    def find(self, study: Study) -> Maps:
        keys, solution = study[ThresholdsPart].keys, study.solved
        if len(keys) != 2:
            return Maps()
        plane: Regions | None = study.attempt("the regime map", regions, solution, x=keys[0], y=keys[1])
        if not len(solution):
            return Maps(equilibria=plane)
        asked = Wording(solution).headline
        happens: Regions | None = study.attempt(
            f"the map of {asked.noun}", regions, solution, x=keys[0], y=keys[1], of=asked.quantity.text
        )
        return Maps(happens, asked.noun, plane)

    def tables(self, study: Study) -> Iterator[Table]:
        found = study[RegionsPart]
        if found.headline is not None:
            yield "regions-headline.csv", found.headline.rows()
        if found.equilibria is not None:
            yield "regions.csv", found.equilibria.rows()

    def figures(self, study: Study, plot: Any) -> Iterator[Plan]:
        found = study[RegionsPart]
        if (happens := found.headline) is not None:
            asked = f"How likely {found.noun} is" if _chance(happens) else happens.by
            caption = f"{asked}, by {_where(happens, study)}; the rest at the baseline."
            if any(cell.several for cell in happens):
                caption += (
                    " Several equilibria, and nothing says which comes about: the lowest left, the highest right."
                )
            words = "; ".join(f"{cell.what} where {cell.condition}" for cell in happens)
            yield _plan(happens, caption, words, plot, happens.by)
        if (plane := found.equilibria) is not None:
            caption = f"Which equilibria exist together, by {_where(plane, study)}; the rest at the baseline."
            words = "; ".join(f"{' and '.join(cell.names) or 'no regime'} where {cell.condition}" for cell in plane)
            yield _plan(plane, caption, words, plot)


def _plan(found: Regions, caption: str, words: str, plot: Any, *by: str) -> Plan:
    name = file_name("map", *by, found.x, found.y)
    figure = Figure("map", name, caption, f"{count(len(found), 'cell')}: {words}", beside=False)
    return figure, partial(plot.regions, found)


def _chance(found: Regions) -> bool:
    from gametheory.study.quantities.quantity import Probability

    return found.of is not None and isinstance(found.of.node, Probability)


def _where(found: Regions, study: Study) -> str:
    """Return what the document calls the two parameters of a plane, where it has words for them."""
    words = study.model.answer.words.parameters
    called = [words[name].noun if name in words and words[name].noun else name for name in (found.x, found.y)]
    return " and ".join(called)
