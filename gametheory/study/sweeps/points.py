"""The points of a sweep: a grid, or draws from the priors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from gametheory.errors import ParameterError
from gametheory.lang import Domain, Interval
from gametheory.study.compiled.column import ExactColumn
from gametheory.study.sweeps.alone import MOST, Alone
from gametheory.study.sweeps.axis import Axis, grid_columns, make_axis
from gametheory.study.sweeps.dataset import Floats, Sweep
from gametheory.study.sweeps.draws import Sampler, check_seed, sampler
from gametheory.study.sweeps.table import Table

if TYPE_CHECKING:
    import xarray

    from gametheory.concepts import Solution

__all__ = ["Draws", "Grid"]

RESERVED = (
    "admissible", "belief", "count", "draw", "exists", "history", "information", "knife_edge", "max", "member", "min",
    "outcome", "payoff", "player", "quantity", "regime", "rejected", "value",
)  # fmt: skip


class Grid(Sweep):
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

    def columns(
        self, low: int, high: int, into: Mapping[str, Floats]
    ) -> tuple[Mapping[str, Floats | ExactColumn], int]:
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


class Draws(Sweep):
    """Draws from the priors."""

    assumptions = False  # the draws satisfy them
    dims = ("draw",)

    def __init__(
        self,
        solution: Solution,
        axes: Mapping[str, Any],
        fixed: dict[str, Fraction],
        draws: Any,
        seed: Any,
        extend: bool,
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
        self.seed = check_seed(seed)
        self.fixed = fixed
        self.shape = (int(draws),)
        self.sampler: Sampler = sampler(self.solution, fixed)

    def dataset(self, of: Any, include: Any, chunks: Any, engine: str | None, threads: int | None) -> xarray.Dataset:
        self.sampler = replace(self.sampler, engine=engine or "numpy")
        return super().dataset(of, include, chunks, engine, threads)

    def columns(
        self, low: int, high: int, into: Mapping[str, Floats]
    ) -> tuple[Mapping[str, Floats | ExactColumn], int]:
        self.sampler.fill(into, high - low, self.seed, start=low)
        return into, self.sampler.rejected(high - low, self.seed, start=low)

    def solved(self, number: int, used: int) -> bool:
        return number < MOST

    def coordinates(self, columns: Mapping[str, Any]) -> dict[str, Any]:
        return {n: ("draw", column, _described(self.solution, n)) for n, column in columns.items()}

    def lazy(self, table: Table, alone: Alone, sizes: Mapping[str, int]) -> tuple[dict[str, Any], dict[str, Any], Any]:
        from gametheory.study.sweeps.dask import lazy_draws

        return lazy_draws(table, alone, self.sampler, self.shape[0], self.seed, sizes["draw"])

    def attributes(self) -> dict[str, Any]:
        return {"seed": self.seed, "draws": self.shape[0]}


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
    domain = Domain({**solution.domain.ranges, **wider}, solution.domain.assume)
    found = solution.concept.solve(solution.game, domain)
    return replace(found, domain=domain, baseline=solution.baseline, model=solution.model)


def _widened(interval: Interval, x: Fraction) -> Interval:
    if interval.low is not None and x <= interval.low:
        interval = replace(interval, low=x, open_low=False)
    if interval.high is not None and x >= interval.high:
        interval = replace(interval, high=x, open_high=False)
    return interval


def _described(solution: Solution, name: str) -> dict[str, Any]:
    """Return what a parameter means, as attributes of its coordinate."""
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
        if parameter.prior is not None:
            about["prior"] = str(parameter.prior)
    return about
