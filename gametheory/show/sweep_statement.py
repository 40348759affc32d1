"""What a sweep says: where each regime exists, how many equilibria there are, what the quantities are.

The points themselves are listed where they are few.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from gametheory.concepts.words.statement import subject
from gametheory.lang.writing.layout import count
from gametheory.lang.writing.statement import Line, Part, Row, Table, Unbroken
from gametheory.show.sweep_tables import exact_values, points
from gametheory.study.sweeps.priors import Priors, accepted_text

if TYPE_CHECKING:
    import xarray

    from gametheory.concepts import Solution

__all__ = ["sweep_statement"]

FEW = 40
"""The largest number of points that are listed."""


def sweep_statement(dataset: xarray.Dataset, solution: Solution, at: dict[str, Any]) -> tuple[Part, ...]:
    """Return a summary of a sweep as a statement.

    Parameters
    ----------
    dataset : xarray.Dataset
    solution : Solution
        That was swept.
    at : mapping of parameter to value
        What was fixed away from the baseline, for the heading.
    """
    return tuple(_parts(dataset, solution, at))


def _parts(dataset: xarray.Dataset, solution: Solution, at: dict[str, Any]) -> Iterator[Part]:
    dims = points(dataset)
    admissible = dataset["admissible"].values
    known = ~np.isnan(dataset["count"].values)
    yield Line(f"{subject(solution)}: {_head(dataset, dims, at)}")
    yield from map(Line, _remarks(dataset, known))
    inside = max(int(admissible.sum()), 1)
    yield Line(Unbroken("regimes, and the share of the points where each exists"), gap=True)
    for number, (name, there) in enumerate(zip(dataset["regime"].values, dataset["exists"].values, strict=True), 1):
        share = f"{int(there.sum()) / inside:.1%}"
        yield Line(str(name), f"  {number:>2}  {share:>6}  ")
    counts, times = np.unique(dataset["count"].values[admissible & known], return_counts=True)
    many = ", ".join(f"{int(n)} at {t / inside:.1%}" for n, t in zip(counts.tolist(), times.tolist(), strict=True))
    yield Line(f"equilibria at a point (of a continuum its extreme ones): {many or 'no points'}")
    if dataset.attrs.get("ends") and (dataset["knife_edge"].values & admissible).any():
        yield Line(dataset.attrs["ends"])
    if "value" in dataset:
        yield Line(Unbroken("quantities over all equilibria"), gap=True)
        yield _quantities(dataset, admissible)
    if dims != ("draw",) and 0 < admissible.size <= FEW and dims:
        yield _listed(dataset, dims)


def _remarks(dataset: xarray.Dataset, known: Any) -> Iterator[str]:
    """Yield which points are not like the others."""
    admissible = dataset["admissible"].values
    outside = int(admissible.size - admissible.sum())
    if outside:
        yield f"{count(outside, 'point')} against the assumptions, left out below"
    if "rejected" in dataset:
        lost = int(dataset["rejected"])
        yield f"{accepted_text(dataset.attrs['accepted'])}: {count(lost, 'candidate')} rejected on the way"
    edges = dataset["knife_edge"].values & admissible
    if solved := int((edges & known).sum()):
        text = "what exists there need not be a regime, and is in the numbers of equilibria and in the quantities"
        yield f"{count(solved, 'point')} on a knife edge, solved by itself: {text}"
    if unsolved := int((edges & ~known).sum()):
        text = "there may be equilibria that are no regime, and only the first such points of a sweep are solved by"
        yield f"{count(unsolved, 'point')} on a knife edge, without numbers: {text} themselves"


def _head(dataset: xarray.Dataset, dims: tuple[str, ...], at: dict[str, Any]) -> str:
    fixed = [f"{name} = {value}" for name, value in at.items()]
    if dims == ("draw",):
        where = f"; {', '.join(fixed)} fixed" if fixed else ""
        priors = Priors(dataset.attrs.get("priors")).text
        return f"{count(dataset.sizes['draw'], 'draw')} from {priors}, seed {dataset.attrs['seed']}{where}"
    axes = " and ".join(
        f"{dim} ({count(dataset.sizes[dim], 'value')} from {_short(dataset[dim].values[0])} "
        f"to {_short(dataset[dim].values[-1])})"
        for dim in dims
    )
    rest = ", ".join([*fixed, "the rest at the baseline"])
    return f"sweep over {axes}; {rest}"


def _quantities(dataset: xarray.Dataset, admissible: Any) -> Table:
    rows = []
    for i, name in enumerate(dataset["quantity"].values):
        low, high = (dataset[end].values[i][admissible] for end in ("min", "max"))
        known = ~np.isnan(low)
        low, high = low[known], high[known]
        numbers = [low.min(), low.mean(), high.mean(), high.max()] if low.size else []
        missing = f"{1 - known.mean():.1%}" if known.size else "-"
        rows.append(Row((str(name), *([_short(x) for x in numbers] or ["-"] * 4), missing)))
    return Table(("", "lowest", "mean of min", "mean of max", "highest", "no value"), tuple(rows))


def _listed(dataset: xarray.Dataset, dims: tuple[str, ...]) -> Table:
    """Return the points as a table: parameters, the regimes' numbers, and the quantities' values or ranges."""
    quantities = [str(name) for name in dataset["quantity"].values] if "value" in dataset else []
    rows = []
    names = {dim: exact_values(dataset, dim) or list(map(_short, dataset[dim].values)) for dim in dims}
    for index in np.ndindex(*(dataset.sizes[dim] for dim in dims)):
        there = dataset["exists"].values[(slice(None), *index)]
        regimes = " ".join(str(i + 1) for i in np.nonzero(there)[0]) or "-"
        many = float(dataset["count"].values[index])
        if not dataset["admissible"].values[index]:
            regimes = "(not admissible)"
        elif dataset["knife_edge"].values[index]:
            regimes = f"(knife edge: {'not solved' if many != many else f'{int(many)} extreme equilibria'})"
        cells = [names[dim][i] for dim, i in zip(dims, index, strict=True)]
        for q in range(len(quantities)):
            low, high = (float(dataset[end].values[(q, *index)]) for end in ("min", "max"))
            ends = list(dict.fromkeys([_short(low), _short(high)]))
            cells.append(("?" if many != many else "-") if low != low else " to ".join(ends))
            if q == 0:
                cells.insert(len(dims), regimes)
        rows.append(Row(tuple(cells if quantities else [*cells, regimes])))
    return Table((*dims, "regimes", *quantities), tuple(rows), gap=True)


def _short(x: Any) -> str:
    """Return six digits, without the noise of sums that are zero: 0 and not -1.4e-16."""
    return f"{round(float(x), 12) + 0.0:.6g}"
