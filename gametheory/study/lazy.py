"""Sweeps in chunks on Dask: larger than memory, or than one machine.

A chunk of points is one task that computes every variable there, and is a function of plain data alone: the table, the
axes' values (or the seed and the number of the first draw). So it gives the same bits on whichever worker it runs, and
again where a worker was lost.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gametheory.errors import GameTheoryError
from gametheory.study.draws import Sampler
from gametheory.study.table import Table

__all__ = ["lazy_draws", "lazy_grid"]

Floats = NDArray[np.float64]


def lazy_grid(table: Table, axes: Mapping[str, Floats], sizes: Mapping[str, int]) -> dict[str, Any]:
    """Return the variables of a grid as Dask arrays, the points' dimensions as one shape of chunks of these sizes."""
    dask, array = _dask()
    shared = dask.delayed(table, traverse=False)
    spans = [[(low, min(low + sizes[n], a.size)) for low in range(0, a.size, sizes[n])] for n, a in axes.items()]
    out: dict[str, Any] = {}
    blocks = {}
    for index in itertools.product(*(range(len(cuts)) for cuts in spans)):
        pieces = {n: a[slice(*spans[k][index[k]])] for k, (n, a) in enumerate(axes.items())}
        blocks[index] = dask.delayed(_grid_block)(shared, pieces), tuple(a.size for a in pieces.values())
    for name, shape in table.shapes.items():
        nested = _nested(
            {i: _part(array, block, name, (*shape, *size), table.types[name]) for i, (block, size) in blocks.items()},
            [len(cuts) for cuts in spans],
        )
        out[name] = array.block(nested) if spans else nested
    return out


def lazy_draws(
    table: Table, sampler: Sampler, draws: int, seed: int, size: int
) -> tuple[dict[str, Any], dict[str, Any], Any]:
    """Return the variables of draws, the drawn columns, and the number rejected, all lazy, in chunks of this size."""
    dask, array = _dask()
    shared, source = dask.delayed(table, traverse=False), dask.delayed(sampler, traverse=False)
    points, blocks, counts = [], [], []
    for low in range(0, draws, size):
        n = min(size, draws - low)
        points.append(dask.delayed(_draw)(source, n, seed, low))
        blocks.append(dask.delayed(_draw_block)(shared, points[-1], n))
        counts.append(n)
    data = {
        name: array.concatenate(
            [
                _part(array, block, name, (*shape, n), table.types[name])
                for block, n in zip(blocks, counts, strict=True)
            ],
            axis=-1,
        )
        for name, shape in table.shapes.items()
    }
    columns = {
        name: array.concatenate([_part(array, p, name, (n,), np.float64) for p, n in zip(points, counts, strict=True)])
        for name in sampler.order
    }
    lost = [_part(array, p, "", (1,), np.int64) for p in points]
    return data, columns, array.concatenate(lost).sum()


def _dask() -> tuple[Any, Any]:
    try:
        import dask
        import dask.array
    except ImportError:
        raise GameTheoryError("chunks= needs Dask: pip install 'gametheory-toolkit[distributed]'") from None
    return dask, dask.array


def _part(array: Any, block: Any, name: str, shape: tuple[int, ...], kind: Any) -> Any:
    return array.from_delayed(block[name], shape, kind)


def _nested(blocks: Mapping[tuple[int, ...], Any], counts: list[int]) -> Any:
    """Return blocks by index as nested lists, the form that ``dask.array.block`` takes."""
    if not counts:
        return blocks[()]
    parts: list[dict[tuple[int, ...], Any]] = [{} for _ in range(counts[0])]
    for index, block in blocks.items():
        parts[index[0]][index[1:]] = block
    return [_nested(part, counts[1:]) for part in parts]


# -- what runs on a worker ---------------------------------------------------------------------------------------------


def _grid_block(table: Table, axes: Mapping[str, Floats]) -> dict[str, NDArray[Any]]:
    shape = tuple(a.size for a in axes.values())
    mesh = np.meshgrid(*axes.values(), indexing="ij")
    columns = {n: m.reshape(-1) for n, m in zip(axes, mesh, strict=True)}
    found = table.block(columns, int(np.prod(shape)), threads=1)
    return {name: part.reshape(*part.shape[:-1], *shape) for name, part in found.items()}


def _draw(sampler: Sampler, n: int, seed: int, start: int) -> dict[str, NDArray[Any]]:
    columns, rejected = sampler(n, seed, start=start)
    return {**columns, "": np.array([rejected])}


def _draw_block(table: Table, points: Mapping[str, Floats], n: int) -> dict[str, NDArray[Any]]:
    return table.block({name: column for name, column in points.items() if name}, n, threads=1)
