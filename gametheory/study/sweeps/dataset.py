"""How points become a dataset: a block at a time, at once or lazily."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from gametheory.errors import ParameterError
from gametheory.study.compiled.column import ExactColumn
from gametheory.study.sweeps.alone import Alone, edge_points, put_in
from gametheory.study.sweeps.table import PARTS, Table, make_table, read_quantities

if TYPE_CHECKING:
    import xarray

    from gametheory.concepts import Solution

__all__ = ["Floats", "Sweep"]

STEP = 1 << 18
"""Points evaluated at a time; progress is shown between."""

PATIENCE = 1.0
"""Seconds before progress is shown."""

MAX_BYTES = 4 << 30
"""The largest dataset that is made without ``chunks=``."""

Floats = NDArray[np.float64]


class Sweep:
    """What a grid and draws have in common: dimensions, sizes, and how a chunk of points is made."""

    solution: Solution
    dims: tuple[str, ...]
    shape: tuple[int, ...]
    fixed: dict[str, Fraction]
    assumptions = True
    default: tuple[str, ...] = ()

    def columns(
        self, low: int, high: int, into: Mapping[str, Floats]
    ) -> tuple[Mapping[str, Floats | ExactColumn], int]:
        """Return the points ``low`` to ``high - 1``, and how many candidates are rejected for them.

        What is drawn is written into the arrays ``into``, and is these.
        """
        raise NotImplementedError

    def solved(self, number: int, used: int) -> bool:
        """Whether point ``number``, on a knife edge, is solved by itself after ``used`` others before it."""
        raise NotImplementedError

    def coordinates(self, columns: Mapping[str, Any]) -> dict[str, Any]:
        """Return the coordinates that belong to points; ``columns`` holds all of them where they are drawn."""
        raise NotImplementedError

    def lazy(self, table: Table, alone: Alone, sizes: Mapping[str, int]) -> tuple[dict[str, Any], dict[str, Any], Any]:
        """Return the variables and the points' columns as Dask arrays, and the number rejected."""
        raise NotImplementedError

    def attributes(self) -> dict[str, Any]:
        return {}

    def dataset(self, of: Any, include: Any, chunks: Any, engine: str | None, threads: int | None) -> xarray.Dataset:
        import xarray

        asked = read_quantities(self.solution, of)
        table = make_table(
            self.solution, asked, self.parts(of, include), self.fixed, engine=engine, assumptions=self.assumptions
        )
        alone = Alone(self.solution, asked, tuple(self.fixed.items()))
        if chunks is None:
            data, columns, rejected = self.eager(table, alone, threads)
        else:
            data, columns, rejected = self.lazy(table, alone, self.sizes(chunks))
        variables: dict[str, Any] = {
            name: ((*dims, *self.dims), data[name].reshape((*data[name].shape[: len(dims)], *self.shape)))
            for name, dims in table.dims.items()
        }
        if rejected is not None:
            variables["rejected"] = ((), rejected)
        found = xarray.Dataset(variables, {**table.coordinates(), **self.coordinates(columns)})
        return found.assign_attrs({**_about(self.solution, self.fixed), **self.attributes()})

    def parts(self, of: Any, include: Iterable[str] | None) -> tuple[str, ...]:
        if include is None:
            return () if of else self.default
        asked = (include,) if isinstance(include, str) else tuple(include)
        for part in asked:
            if part not in PARTS:
                raise ParameterError(f"include: there is no {part!r}, only {', '.join(PARTS)}")
        return tuple(part for part in PARTS if part in asked)

    def eager(
        self, table: Table, alone: Alone, threads: int | None
    ) -> tuple[dict[str, Any], dict[str, Any], int | None]:
        from tqdm import tqdm

        total = int(np.prod(self.shape, dtype=object))
        size = total * (table.point_bytes + (8 * len(self.solution.parameters) if self.dims == ("draw",) else 0))
        if size > MAX_BYTES:
            raise ParameterError(
                f"the dataset would take {size / 2**30:.0f} GiB: give chunks= (and compute what you need of it), "
                "or ask for less by of= and include="
            )
        data = table.empty(total)
        drawn = (
            {}
            if self.dims != ("draw",)
            else {n: np.empty(total) for n in self.solution.parameters if n not in self.fixed}
        )
        rejected = used = 0
        with tqdm(total=total, unit="point", unit_scale=True, disable=None, delay=PATIENCE, leave=False) as bar:
            for low in range(0, total, STEP):
                high = min(low + STEP, total)
                columns, lost = self.columns(low, high, {n: column[low:high] for n, column in drawn.items()})
                rejected += lost
                block = table.block(columns, high - low, threads)
                edges = edge_points(block)
                ask = [self.solved(low + int(k), used + n) for n, k in enumerate(edges)]
                numbers = (
                    alone.at(columns, int(k)) if here else alone.unknown for k, here in zip(edges, ask, strict=True)
                )
                put_in(alone, block, edges, numbers)
                used += sum(ask)
                for name, part in block.items():
                    data[name][..., low:high] = part
                bar.update(high - low)
        return data, drawn, rejected if self.dims == ("draw",) else None

    def sizes(self, chunks: Any) -> dict[str, int]:
        """Return the size of a chunk in every dimension."""
        given = dict(chunks) if isinstance(chunks, Mapping) else dict.fromkeys(self.dims, chunks)
        for name, size in given.items():
            if name not in self.dims:
                raise ParameterError(f"chunks: no dimension {name!r}, only {', '.join(self.dims) or 'none'}")
            if isinstance(size, bool) or not isinstance(size, int | np.integer) or size < 1:
                raise ParameterError(f"chunks: expected a positive integer, got {size!r}")
        return {n: min(int(given.get(n, size)), size) for n, size in zip(self.dims, self.shape, strict=True)}


def _about(solution: Solution, fixed: Mapping[str, Fraction]) -> dict[str, Any]:
    from gametheory.version import __version__

    about: dict[str, Any] = {"concept": solution.concept.name, "exhaustive": int(solution.exhaustive)}
    if solution.model is not None:
        about = {"model": solution.model.name, "sha256": solution.model.sha256, **about}
    if not solution.exhaustive:
        about["why"] = solution.why
    about["fixed"] = ", ".join(f"{name} = {x}" for name, x in fixed.items())
    return {**about, "package": f"gametheory-toolkit {__version__}"}
