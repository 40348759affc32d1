"""Sweeps as text, as CSV and as netCDF.

The text is a summary: where each regime exists, how many equilibria there are, what the quantities are; and the points
themselves where they are few. CSV has a point a row, netCDF the whole dataset with its labels and attributes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from gametheory.concepts.words.statement import subject
from gametheory.lang.writing.csv import csv_line
from gametheory.lang.writing.layout import WIDTH, count, hang, wrap

if TYPE_CHECKING:
    import xarray

    from gametheory.concepts import Solution

__all__ = ["save_netcdf", "sweep_csv", "sweep_text"]

FEW = 40
"""The largest number of points that the text lists."""

STEP = 1 << 14
"""Points turned into CSV at a time."""

LEADING = ("admissible", "knife_edge", "count")
LABELS = ("regime", "quantity", "history", "player", "information", "member")


def _points(dataset: xarray.Dataset) -> tuple[str, ...]:
    """Return the dimensions of the points: the axes, or ``draw``."""
    return tuple(str(dim) for dim in dataset["count"].dims)


# -- CSV ---------------------------------------------------------------------------------------------------------------


def sweep_csv(dataset: xarray.Dataset) -> Iterator[str]:
    """Yield a sweep as lines of CSV: a header, and a row for every point, the last axis moving fastest.

    The columns: the parameters that move, and in ``NAME, exact`` their exact values, where these are no decimals;
    ``admissible``, ``knife_edge`` (1 or 0), ``count``; for every quantity its ``min`` and ``max`` over the equilibria;
    and for every regime, by its number and name, whether it exists and what is known there. A field is empty where
    there is no number, or where the numbers are not known: on a knife edge that was not solved by itself.
    """
    dims = _points(dataset)
    shape = tuple(dataset.sizes[dim] for dim in dims)
    total = int(np.prod(shape, dtype=np.int64))
    columns = list(_columns(dataset, dims, total))
    axes, heads = [], []
    for name in _axes(dataset):
        dim = dims.index(str(dataset[name].dims[0]))
        axes.append((np.asarray(dataset[name].values), dim))
        heads.append(name)
        if (exact := exact_values(dataset, name)) is not None:
            axes.append((np.array(exact, dtype=object), dim))
            heads.append(f"{name}, exact")
    yield csv_line([*heads, *(head for head, _ in columns)])
    for low in range(0, total, STEP):
        high = min(low + STEP, total)
        index = np.unravel_index(np.arange(low, high), shape) if shape else ()
        block = [_cells(axis[index[dim]]) for axis, dim in axes]
        block += [_cells(values[low:high]) for _, values in columns]
        for row in zip(*block, strict=True):
            yield csv_line(row)


def _axes(dataset: xarray.Dataset) -> list[str]:
    """Return the coordinates that are parameters."""
    dims = _points(dataset)
    return [
        str(name)
        for name, coordinate in dataset.coords.items()
        if len(coordinate.dims) == 1 and coordinate.dims[0] in dims and name not in LABELS
    ]


def exact_values(dataset: xarray.Dataset, name: str) -> list[str] | None:
    """Return the exact values along an axis as texts; None where each is the decimal that its float prints."""
    text = dataset[name].attrs.get("exact")
    return None if text is None else str(text).split(", ")


def _columns(dataset: xarray.Dataset, dims: tuple[str, ...], total: int) -> Iterator[tuple[str, Any]]:
    for name in LEADING:
        values = dataset[name].values.reshape(total)
        yield name, _whole(values) if name == "count" else values
    if "value" in dataset:
        for i, quantity in enumerate(dataset["quantity"].values):
            for end in ("min", "max"):
                yield f"{end} {quantity}", dataset[end].values[i].reshape(total)
    for r, regime in enumerate(dataset["regime"].values):
        yield f"{r + 1}. {regime}: exists", dataset["exists"].values[r].reshape(total)
        for name, dim, kind in (("value", "quantity", ""), ("outcome", "history", ""), ("payoff", "player", "payoff.")):
            if name in dataset:
                part = dataset[name].transpose("regime", dim, *dims).values[r]
                for label, values in zip(dataset[dim].values, part, strict=True):
                    yield f"{r + 1}. {regime}: {kind}{label}", values.reshape(total)
        if "belief" in dataset:
            part = dataset["belief"].transpose("regime", "information", "member", *dims).values[r]
            for information, rows in zip(dataset["information"].values, part, strict=True):
                for member, values in zip(dataset["member"].values, rows, strict=True):
                    yield f"{r + 1}. {regime}: belief.{information}.{member}", values.reshape(total)


def _whole(counts: Any) -> Any:
    """Return counts as whole numbers, NaN where one is not known."""
    out = counts.astype(object)
    known = ~np.isnan(counts)
    out[known] = [int(n) for n in counts[known]]
    return out


def _cells(values: Any) -> list[Any]:
    """Return numbers as CSV has them: decimals that read back the same, 1 and 0 for yes and no, nothing for NaN."""
    if values.dtype.kind == "b":
        return values.astype(int).tolist()  # type: ignore[no-any-return]
    return ["" if x != x else x for x in values.tolist()]


# -- netCDF ------------------------------------------------------------------------------------------------------------


def save_netcdf(dataset: xarray.Dataset, file: str) -> None:
    """Write a sweep as netCDF (version 3, 64-bit offsets: it needs SciPy only), for xarray, R, Julia and others.

    netCDF 3 has neither 64-bit integers nor truth values: truth values are bytes with an attribute from which xarray
    restores them, the number of rejected draws is 32-bit, and a whole number in the attributes of more than 32 bits
    (a seed) is a text.

    Parameters
    ----------
    dataset : xarray.Dataset
        Of :func:`gametheory.study.sweeps.sweep`.
    file : str
    """
    most = 2**31 - 1
    attributes = {name: str(x) if isinstance(x, int) and abs(x) > most else x for name, x in dataset.attrs.items()}
    dataset.assign_attrs(attributes).to_netcdf(file, engine="scipy", format="NETCDF3_64BIT")


# -- text --------------------------------------------------------------------------------------------------------------


def sweep_text(dataset: xarray.Dataset, solution: Solution, at: dict[str, Any], width: int = WIDTH) -> str:
    """Return a summary of a sweep: regimes, numbers of equilibria, quantities; and the points, if they are few.

    Parameters
    ----------
    dataset : xarray.Dataset
    solution : Solution
        That was swept.
    at : mapping of parameter to value
        What was fixed away from the baseline, for the heading.
    """
    dims = _points(dataset)
    admissible = dataset["admissible"].values
    out = wrap(f"{subject(solution)}: {_head(dataset, dims, at)}", width)
    outside = int(admissible.size - admissible.sum())
    if outside:
        out += wrap(f"{count(outside, 'point')} against the assumptions, left out below", width)
    if "rejected" in dataset:
        lost = int(dataset["rejected"])
        share = f"; they accept about {admissible.size / (admissible.size + lost):.2g} of the declared priors"
        out += wrap(f"{lost} candidates rejected by the assumptions on the way{share if lost else ''}", width)
    known = ~np.isnan(dataset["count"].values)
    edges = dataset["knife_edge"].values & admissible
    if solved := int((edges & known).sum()):
        text = (
            "solved by itself: what exists there need not be a regime, and is in the numbers of equilibria and in the"
        )
        out += wrap(f"{count(solved, 'point')} on a knife edge, {text} quantities", width)
    if unsolved := int((edges & ~known).sum()):
        text = (
            "without numbers: there may be equilibria that are no regime, and only the first such points of a sweep are"
        )
        out += wrap(f"{count(unsolved, 'point')} on a knife edge, {text} solved by themselves", width)
    inside = max(int(admissible.sum()), 1)
    out += ["", "regimes, and the share of the points where each exists"]
    for number, (name, there) in enumerate(zip(dataset["regime"].values, dataset["exists"].values, strict=True), 1):
        share = f"{int(there.sum()) / inside:.1%}"
        out += hang(f"  {number:>2}  {share:>6}  ", wrap(str(name), width - 14))
    counts, times = np.unique(dataset["count"].values[admissible & known], return_counts=True)
    many = ", ".join(f"{int(n)} at {t / inside:.1%}" for n, t in zip(counts.tolist(), times.tolist(), strict=True))
    out += wrap(f"equilibria at a point (of a continuum its extreme ones): {many or 'no points'}", width)
    if dataset.attrs.get("ends") and edges.any():
        out += wrap(dataset.attrs["ends"], width)
    if "value" in dataset:
        out += ["", "quantities over all equilibria", *_quantities(dataset, admissible)]
    if dims != ("draw",) and 0 < admissible.size <= FEW and dims:
        out += ["", *_listed(dataset, dims)]
    return "\n".join(out)


def _head(dataset: xarray.Dataset, dims: tuple[str, ...], at: dict[str, Any]) -> str:
    fixed = [f"{name} = {value}" for name, value in at.items()]
    if dims == ("draw",):
        where = f"; {', '.join(fixed)} fixed" if fixed else ""
        return f"{count(dataset.sizes['draw'], 'draw')} from the priors, seed {dataset.attrs['seed']}{where}"
    axes = " and ".join(
        f"{dim} ({count(dataset.sizes[dim], 'value')} from {_short(dataset[dim].values[0])} "
        f"to {_short(dataset[dim].values[-1])})"
        for dim in dims
    )
    rest = ", ".join([*fixed, "the rest at the baseline"])
    return f"sweep over {axes}; {rest}"


def _quantities(dataset: xarray.Dataset, admissible: Any) -> list[str]:
    head = ["", "lowest", "mean of min", "mean of max", "highest", "no value"]
    rows = [head]
    for i, name in enumerate(dataset["quantity"].values):
        low, high = (dataset[end].values[i][admissible] for end in ("min", "max"))
        known = ~np.isnan(low)
        low, high = low[known], high[known]
        numbers = [low.min(), low.mean(), high.mean(), high.max()] if low.size else []
        missing = f"{1 - known.mean():.1%}" if known.size else "-"
        rows.append([str(name), *([_short(x) for x in numbers] or ["-"] * 4), missing])
    return _aligned(rows)


def _listed(dataset: xarray.Dataset, dims: tuple[str, ...]) -> list[str]:
    """Return the points as a table: parameters, the regimes' numbers, and the quantities' values or ranges."""
    quantities = [str(name) for name in dataset["quantity"].values] if "value" in dataset else []
    rows = [[*dims, "regimes", *quantities]]
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
        rows.append(cells if quantities else [*cells, regimes])
    return _aligned(rows)


def _aligned(rows: list[list[str]]) -> list[str]:
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return [("  " + "  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True))).rstrip() for row in rows]


def _short(x: Any) -> str:
    """Return six digits, without the noise of sums that are zero: 0 and not -1.4e-16."""
    return f"{round(float(x), 12) + 0.0:.6g}"
