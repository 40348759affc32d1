"""How play ends along the parameters that are drawn: the quantities in every equilibrium."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from gametheory.errors import GameTheoryError
from gametheory.lang.writing.markup import Child, element
from gametheory.show.report.figures import Figure, Plan
from gametheory.show.report.names import file_name
from gametheory.show.report.part import Part, Show, Table, register
from gametheory.show.report.parts.sensitivity import SensitivityPart
from gametheory.show.report.parts.thresholds import ThresholdsPart
from gametheory.show.report.study import Study
from gametheory.show.sweep_tables import sweep_csv
from gametheory.study import sweep

if TYPE_CHECKING:
    import xarray

__all__ = ["LinesPart"]

SWEEP = 101
"""Points of a sweep along a key parameter."""


@register
class LinesPart(Part["Mapping[str, xarray.Dataset]"]):
    """Finds, for each parameter that is drawn, a sweep of the quantities along it."""

    name = "lines"
    stage = SensitivityPart.stage
    place = 60
    nothing: ClassVar[Mapping[str, xarray.Dataset]] = {}

    def find(self, study: Study) -> Mapping[str, xarray.Dataset]:
        if not study[SensitivityPart].asked:
            return {}
        keys = study[ThresholdsPart].keys
        swept = {key: study.attempt(f"the sweep along {key}", _line, study, key) for key in keys}
        return {key: line for key, line in swept.items() if line is not None}

    def section(self, study: Study, show: Show) -> Child:
        lines = study[LinesPart]
        if not lines:
            return None
        every = "every equilibrium" if study.solved.exhaustive else "every equilibrium that was found"
        still = [f"{one.text} is {one.value:.4g} in {every} along {one.parameter}." for one in _constants(lines)]
        listed = element("ul", (element("li", line) for line in still), class_="plain soft") if still else None
        return [element("h3", "How play ends, along the key parameters"), show("line"), listed]

    def tables(self, study: Study) -> Iterator[Table]:
        for key, dataset in study[LinesPart].items():
            yield f"{file_name('sweep', key)}.csv", "".join(sweep_csv(dataset))

    def figures(self, study: Study, plot: Any) -> Iterator[Plan]:
        lines = study[LinesPart]
        still = {(one.text, one.parameter) for one in _constants(lines)}
        for key, dataset in lines.items():
            for text in study[SensitivityPart].found:
                if (text, key) not in still:
                    caption = f"{text} along {key}, in every equilibrium; the rest at the baseline."
                    figure = Figure("line", file_name("line", text, key), caption, _extent(dataset, key, text))
                    yield figure, partial(plot.line, study.solved, of=text, x=key)


def _line(study: Study, key: str) -> xarray.Dataset:
    interval = study.solved.domain.ranges[key]
    if interval.low is None or interval.high is None:
        raise GameTheoryError(f"the range {interval} has no end")
    step = (interval.high - interval.low) / (SWEEP - 1)
    inside = range(int(interval.open_low), SWEEP - int(interval.open_high))
    values = [float(interval.low + step * i) for i in inside]
    return sweep(study.solved, {key: values}, of=[one.text for one in study[SensitivityPart].asked])


class Constant(NamedTuple):
    """A quantity that has one value in every equilibrium along a key parameter: there is nothing to draw about it."""

    text: str
    parameter: str
    value: float


def _constants(lines: Mapping[str, xarray.Dataset]) -> list[Constant]:
    out = []
    for key, dataset in lines.items():
        for i, text in enumerate(dataset["quantity"].values):
            low, high = (dataset[end].values[i] for end in ("min", "max"))
            known = low[low == low]
            if known.size and float(known.min()) == float(high[high == high].max()):
                out.append(Constant(str(text), key, float(known[0])))
    return out


def _extent(dataset: xarray.Dataset, key: str, text: str) -> str:
    i = list(dataset["quantity"].values).index(text)
    low, high = dataset["min"].values[i], dataset["max"].values[i]
    known = low == low
    if not known.any():
        return f"{text} has no value along {key}"
    return f"{text} lies between {float(low[known].min()):.3g} and {float(high[known].max()):.3g} along {key}"
