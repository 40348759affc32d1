"""Sweeps as data files: CSV has a point a row, netCDF the whole dataset with its labels and attributes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from gametheory.lang.writing.csv import csv_line

if TYPE_CHECKING:
    import xarray

__all__ = ["exact_values", "points", "save_netcdf", "sweep_csv"]

STEP = 1 << 14
"""Points turned into CSV at a time."""

LEADING = ("admissible", "knife_edge", "count")
LABELS = ("regime", "quantity", "history", "player", "information", "member")


def points(dataset: xarray.Dataset) -> tuple[str, ...]:
    """Return the dimensions of the points: the axes, or ``draw``."""
    return tuple(str(dim) for dim in dataset["count"].dims)


def sweep_csv(dataset: xarray.Dataset) -> Iterator[str]:
    """Yield a sweep as lines of CSV: a header, and a row for every point, the last axis moving fastest.

    The columns: the parameters that move, and in ``NAME, exact`` their exact values, where these are no decimals;
    ``admissible``, ``knife_edge`` (1 or 0), ``count``; for every quantity its ``min`` and ``max`` over the equilibria;
    and for every regime, by its number and name, whether it exists and what is known there. A field is empty where
    there is no number, or where the numbers are not known: on a knife edge that was not solved by itself.
    """
    dims = points(dataset)
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
    dims = points(dataset)
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
