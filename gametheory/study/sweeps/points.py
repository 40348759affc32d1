"""The points of a sweep, a grid's or draws from the priors, and how they become a dataset: in blocks, or lazily."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from gametheory.concepts.keeping.recall import recalled
from gametheory.errors import ParameterError
from gametheory.lang import FALSE, And, Domain, Expression, Interval, all_of, relation
from gametheory.stages import room
from gametheory.study.compiled.column import ExactColumn
from gametheory.study.sweeps.alone import MOST, Alone, edge_points, put_in
from gametheory.study.sweeps.axis import Axis, grid_columns, make_axis
from gametheory.study.sweeps.draws import Sampler, check_seed, sampler
from gametheory.study.sweeps.priors import Asked, Priors, priors_of
from gametheory.study.sweeps.table import PARTS, Table, make_table, read_quantities

if TYPE_CHECKING:
    import xarray

    from gametheory.concepts import Solution

__all__ = ["Draws", "Grid"]

STEP = 1 << 18
"""Points evaluated at a time; progress is shown between."""

PATIENCE = 1.0
"""Seconds before progress is shown."""

MAX_BYTES = 4 << 30
"""The largest dataset that is made without ``chunks=``."""

RESERVED = (
    "admissible", "belief", "count", "draw", "exists", "history", "information", "knife_edge", "max", "member", "min",
    "outcome", "payoff", "player", "quantity", "regime", "rejected", "value",
)  # fmt: skip

Floats = NDArray[np.float64]
Columns = Mapping[str, Floats | ExactColumn]


class _Sweep:
    """What a grid and draws have in common: dimensions, sizes, and how a chunk of points is made."""

    solution: Solution
    dims: tuple[str, ...]
    shape: tuple[int, ...]
    fixed: dict[str, Fraction]
    assumptions = True
    default: tuple[str, ...] = ()

    def columns(self, low: int, high: int, into: Mapping[str, Floats]) -> tuple[Columns, int]:
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
        names = [n for n in self.solution.parameters if n not in self.fixed] if self.dims == ("draw",) else []
        drawn = {n: np.empty(total) for n in names}
        rejected = used = 0
        bar = tqdm(total=total, unit="point", unit_scale=True, disable=None, delay=PATIENCE, leave=False)
        with room(), bar:
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


class Grid(_Sweep):
    """All combinations of the axes' values."""

    default = ("outcome", "payoff")

    def __init__(self, solution: Solution, axes: Mapping[str, Any], fixed: dict[str, Fraction], extend: bool) -> None:
        twice = [name for name in axes if name in fixed]
        if twice:
            raise ParameterError(f"{twice[0]} is an axis and fixed by at=: give one of them")
        solution.domain.point(dict.fromkeys(axes, 0))  # the names are parameters
        self.axes = {name: _axis(name, given) for name, given in axes.items()}
        rest = {n: x for n, x in {**solution.baseline, **fixed}.items() if n not in axes}
        missing = [n for n in solution.parameters if n not in rest and n not in axes]
        if missing:
            raise ParameterError(f"no value for {', '.join(missing)}: there is no baseline, give one by at=")
        self.solution = _checked(solution, self.axes, rest, extend)
        self.fixed = rest
        self.dims = tuple(self.axes)
        self.shape = tuple(axis.size for axis in self.axes.values())

    def columns(self, low: int, high: int, into: Mapping[str, Floats]) -> tuple[Columns, int]:
        return grid_columns(self.axes, low, high), 0

    def solved(self, number: int, used: int) -> bool:
        return used < MOST

    def coordinates(self, columns: Mapping[str, Any]) -> dict[str, Any]:
        out = {}
        for name, axis in self.axes.items():
            about = _described(self.solution, name)
            if axis.exact is not None:
                about["exact"] = ", ".join(axis.texts())
            out[name] = (name, axis.values, about)
        return out

    def lazy(self, table: Table, alone: Alone, sizes: Mapping[str, int]) -> tuple[dict[str, Any], dict[str, Any], Any]:
        from gametheory.study.sweeps.dask import lazy_grid

        return lazy_grid(table, alone, self.axes, sizes), {}, None


class Draws(_Sweep):
    """Draws from the priors."""

    dims = ("draw",)

    def __init__(
        self,
        solution: Solution,
        axes: Mapping[str, Any],
        fixed: dict[str, Fraction],
        draws: Any,
        seed: Any,
        extend: bool,
        priors: Asked = None,
    ) -> None:
        if axes:
            raise ParameterError(
                f"axes ({', '.join(axes)}) together with draws: fix a parameter by at=, or give no draws"
            )
        if isinstance(draws, bool) or not isinstance(draws, int | np.integer) or draws < 1:
            raise ParameterError(f"draws: expected a positive integer, got {draws!r}")
        if seed is None:
            raise ParameterError("draws need a seed: give seed=, an integer from 0 on")
        self.solution = _checked(solution, {}, fixed, extend)
        # no draw violates them, but a fixed value may lie on an end of the domain
        self.assumptions = self.solution.domain.reached(fixed) is not self.solution.domain
        self.seed = check_seed(seed)
        self.fixed = fixed
        self.shape = (int(draws),)
        self.priors = priors_of(solution, priors)
        self.sampler: Sampler = sampler(self.solution, fixed, self.priors)

    def dataset(self, of: Any, include: Any, chunks: Any, engine: str | None, threads: int | None) -> xarray.Dataset:
        self.sampler = replace(self.sampler, engine=engine or "numpy")
        return super().dataset(of, include, chunks, engine, threads)

    def columns(self, low: int, high: int, into: Mapping[str, Floats]) -> tuple[Columns, int]:
        self.sampler.fill(into, high - low, self.seed, start=low)
        return into, self.sampler.rejected(high - low, self.seed, start=low)

    def solved(self, number: int, used: int) -> bool:
        return number < MOST

    def coordinates(self, columns: Mapping[str, Any]) -> dict[str, Any]:
        return {n: ("draw", column, _described(self.solution, n, self.priors)) for n, column in columns.items()}

    def lazy(self, table: Table, alone: Alone, sizes: Mapping[str, int]) -> tuple[dict[str, Any], dict[str, Any], Any]:
        from gametheory.study.sweeps.dask import lazy_draws

        return lazy_draws(table, alone, self.sampler, self.shape[0], self.seed, sizes["draw"])

    def attributes(self) -> dict[str, Any]:
        scenario = self.priors.scenario
        about = {"seed": self.seed, "draws": self.shape[0], "accepted": self.sampler.accepted(self.seed)}
        return about if scenario is None else {**about, "priors": scenario}


def _axis(name: str, given: Any) -> Axis:
    if name in RESERVED:
        raise ParameterError(f"the parameter {name!r} has the name of a part of the dataset, and cannot be an axis")
    return make_axis(name, given)


def _checked(solution: Solution, axes: Mapping[str, Axis], fixed: Mapping[str, Fraction], extend: bool) -> Solution:
    """Return the solution if its ranges hold all the values; with ``extend``, solved for ranges that do."""
    wider: dict[str, Interval] = {}
    for name, interval in solution.domain.ranges.items():
        ends = axes[name].ends if name in axes else (fixed.get(name),)
        outside = [x for x in ends if x is not None and x not in interval]
        if outside and not extend:
            raise ParameterError(f"{name} = {outside[0]} is outside its range {interval} (extend=True allows it)")
        for x in outside:
            interval = _widened(interval, x)
            wider[name] = interval
    if not wider:
        return solution
    domain = _with_ends(solution, {**solution.domain.ranges, **wider})
    concept = solution.concept.telling_apart(solution.alike)
    asked = (concept, solution.game, domain)
    found = recalled("solve for wider ranges", asked, lambda: concept.solve(solution.game, domain))
    return replace(found, concept=solution.concept, domain=domain, baseline=solution.baseline, model=solution.model)


def _with_ends(solution: Solution, ranges: Mapping[str, Interval]) -> Domain:
    """Return the domain with other ranges, in which probabilities may be zero or negative that could not be before."""
    old = solution.domain
    odds = dict.fromkeys(old.odds)
    parts = old.assume.parts if isinstance(old.assume, And) else (old.assume,)
    for p in solution.game.chances():
        if isinstance(p, Expression) and relation(p, ">") not in parts:
            odds[p] = None
    return Domain(ranges, all_of([old.assume, *(relation(p, ">") for p in odds)]), tuple(odds))


def _widened(interval: Interval, x: Fraction) -> Interval:
    if interval.low is not None and x <= interval.low:
        interval = replace(interval, low=x, open_low=False)
    if interval.high is not None and x >= interval.high:
        interval = replace(interval, high=x, open_high=False)
    return interval


def _described(solution: Solution, name: str, priors: Priors | None = None) -> dict[str, Any]:
    """Return what a parameter means, and which prior it is drawn from, as attributes of its coordinate."""
    about = {"range": str(solution.domain.ranges[name])}
    parameter = solution.model.parameters[name] if solution.model is not None else None
    if parameter is not None:
        texts = {
            "long_name": parameter.meaning,
            "units": parameter.unit,
            "tex": parameter.tex,
            "source": parameter.source,
        }
        about |= {key: text for key, text in texts.items() if text}
    prior = (priors or priors_of(solution)).given.get(name)
    return about if prior is None else {**about, "prior": str(prior)}


def _about(solution: Solution, fixed: Mapping[str, Fraction]) -> dict[str, Any]:
    from gametheory.version import __version__

    about: dict[str, Any] = {"concept": solution.concept.name, "exhaustive": int(solution.exhaustive)}
    if solution.model is not None:
        about = {"model": solution.model.name, "sha256": solution.model.sha256, **about}
    if not solution.exhaustive:
        about["why"] = solution.why
    about["fixed"] = ", ".join(f"{name} = {x}" for name, x in fixed.items())
    if solution.domain.ends != FALSE:
        about["ends"] = f"where {solution.domain.ends}, the game is solved without what then has probability zero"
    return {**about, "package": f"gametheory-toolkit {__version__}"}
