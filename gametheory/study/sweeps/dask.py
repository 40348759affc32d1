"""Sweeps in chunks on Dask: larger than memory, or than one machine.

A chunk of points is one task that computes every variable there, and is a function of plain data alone: the table, the
axes' values (or the seed and the number of the first draw). So it gives the same bits on whichever worker it runs, and
again where a worker was lost.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gametheory.errors import GameTheoryError
from gametheory.study.compiled.column import ExactColumn
from gametheory.study.sweeps.alone import MOST, Alone, Numbers, edge_points, put_in
from gametheory.study.sweeps.axis import Axis, grid_columns
from gametheory.study.sweeps.draws import Sampler
from gametheory.study.sweeps.table import Table

__all__ = ["lazy_draws", "lazy_grid"]

Floats = NDArray[np.float64]

STEP = 1 << 18
"""Points looked through at a time for knife edges."""


def lazy_grid(table: Table, alone: Alone, axes: Mapping[str, Axis], sizes: Mapping[str, int]) -> dict[str, Any]:
    """Return the variables of a grid as Dask arrays, the points' dimensions as one shape of chunks of these sizes."""
    dask, array = _dask()
    shared, grid = dask.delayed(table, traverse=False), dask.delayed(dict(axes), traverse=False)
    solver = dask.delayed(alone, traverse=False)
    # which points on knife edges are solved depends on the whole grid, not on how it is cut
    edges = dask.delayed(_solved_edges)(shared, solver, grid) if alone.edged else None
    spans = [[(low, min(low + sizes[n], a.size)) for low in range(0, a.size, sizes[n])] for n, a in axes.items()]
    out: dict[str, Any] = {}
    blocks = {}
    for index in itertools.product(*(range(len(cuts)) for cuts in spans)):
        pieces = {n: spans[k][index[k]] for k, n in enumerate(axes)}
        block = dask.delayed(_grid_block)(shared, solver, grid, pieces, edges)
        blocks[index] = block, tuple(high - low for low, high in pieces.values())
    for name, shape in table.shapes.items():
        nested = _nested(
            {i: _part(array, block, name, (*shape, *size), table.types[name]) for i, (block, size) in blocks.items()},
            [len(cuts) for cuts in spans],
        )
        out[name] = array.block(nested) if spans else nested
    return out


def lazy_draws(
    table: Table, alone: Alone, sampler: Sampler, draws: int, seed: int, size: int
) -> tuple[dict[str, Any], dict[str, Any], Any]:
    """Return the variables of draws, the drawn columns, and the number rejected, all lazy, in chunks of this size."""
    dask, array = _dask()
    shared, source = dask.delayed(table, traverse=False), dask.delayed(sampler, traverse=False)
    solver = dask.delayed(alone, traverse=False)
    points, blocks, counts = [], [], []
    for low in range(0, draws, size):
        n = min(size, draws - low)
        points.append(dask.delayed(_draw)(source, n, seed, low))
        blocks.append(dask.delayed(_draw_block)(shared, solver, points[-1], n, low))
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


def _solved_edges(table: Table, alone: Alone, axes: Mapping[str, Axis]) -> dict[int, Numbers]:
    """Return what is found at the points of a grid that lie on knife edges and are solved, by their numbers."""
    total = math.prod(axis.size for axis in axes.values())
    conditions = replace(table.program, quantities=(), plan=replace(table.program.plan, outputs=()))
    found: dict[int, Numbers] = {}
    for low in range(0, total, STEP):
        high = min(low + STEP, total)
        columns = grid_columns(axes, low, high)
        here = conditions.evaluate({**columns, **dict(table.fixed)}, threads=1)
        for k in np.flatnonzero(here.knife_edge & here.admissible):
            found[low + int(k)] = alone.at(columns, int(k))
            if len(found) == MOST:
                return found
    return found


def _grid_block(
    table: Table,
    alone: Alone,
    axes: Mapping[str, Axis],
    pieces: Mapping[str, tuple[int, int]],
    edges: Mapping[int, Numbers] | None,
) -> dict[str, NDArray[Any]]:
    shape = tuple(high - low for low, high in pieces.values())
    mesh = [index.reshape(-1) for index in np.meshgrid(*(np.arange(*span) for span in pieces.values()), indexing="ij")]
    columns = {n: axis.column(index) for (n, axis), index in zip(axes.items(), mesh, strict=True)}
    found = table.block(columns, math.prod(shape), threads=1)
    if edges is not None:
        where = edge_points(found)
        sizes = tuple(axis.size for axis in axes.values())
        numbers = np.ravel_multi_index([index[where] for index in mesh], sizes) if mesh else np.zeros(where.size, int)
        put_in(alone, found, where, (edges.get(int(k), alone.unknown) for k in numbers))
    return {name: part.reshape(*part.shape[:-1], *shape) for name, part in found.items()}


def _draw(sampler: Sampler, n: int, seed: int, start: int) -> dict[str, NDArray[Any]]:
    columns, rejected = sampler(n, seed, start=start)
    return {**columns, "": np.array([rejected])}


def _draw_block(
    table: Table, alone: Alone, points: Mapping[str, Floats], n: int, start: int
) -> dict[str, NDArray[Any]]:
    columns: dict[str, Floats | ExactColumn] = {name: column for name, column in points.items() if name}
    found = table.block(columns, n, threads=1)
    where = edge_points(found)
    put_in(alone, found, where, (alone.at(columns, int(k)) if start + k < MOST else alone.unknown for k in where))
    return found
