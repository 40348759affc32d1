"""Sweeps: a solution at all points of a grid, or at draws from the priors, as one labelled dataset.

Every regime is evaluated at every point: nothing is selected. What is asked of equilibria is a set at each point, so a
quantity comes with its value in every regime that exists there and with the two ends of its envelope.

Existence is decided exactly (:mod:`gametheory.study.compiled.program`): at the exact number where one is given, at the
decimal that Python prints where a float is. So a sweep says at each point what ``solution.at`` says there. On a knife
edge (``knife_edge`` True), where there may be equilibria that no regime lists, the point is solved by itself
(:mod:`gametheory.study.sweeps.alone`), or gives no numbers. So is a point at which a probability of nature's is zero,
as far as ranges and stated assumptions admit it: it counts as one on a knife edge, and no regime exists there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from gametheory.errors import ParameterError
from gametheory.lang import FALSE, And, Domain, Expression, Interval, all_of, relation
from gametheory.lang.memory import task
from gametheory.study.compiled.column import ExactColumn
from gametheory.study.quantities.quantity import Quantity
from gametheory.study.sweeps.alone import MOST, Alone, edge_points, put_in
from gametheory.study.sweeps.axis import Axis, grid_columns, make_axis
from gametheory.study.sweeps.draws import Sampler, check_seed, sampler
from gametheory.study.sweeps.table import PARTS, Table, make_table, read_quantities

if TYPE_CHECKING:
    import xarray

    from gametheory.concepts import Solution

__all__ = ["sweep"]

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


@task
def sweep(
    solution: Solution,
    values: Mapping[str, Any] | None = None,
    /,
    *,
    of: str | Quantity | Iterable[str | Quantity] = (),
    include: Iterable[str] | None = None,
    draws: int | None = None,
    seed: int | None = None,
    at: Mapping[str, Any] | None = None,
    chunks: int | Mapping[str, int] | None = None,
    extend: bool = False,
    engine: str | None = None,
    threads: int | None = None,
    **axes: Any,
) -> xarray.Dataset:
    """Evaluate all regimes at every point of a grid, or at draws from the priors.

    Parameters
    ----------
    solution : Solution
    values, **axes : mapping of parameter to its values
        The axes of a grid, in order; the other parameters are at the baseline, or at ``at``. Exact values (``"1/3"``,
        ``Fraction``, SymPy's ``Rational``, ``int``) stay exact: the coordinate is the closest float, what exists is
        decided at the number itself, which is kept in the coordinate's attribute ``exact``. A float stands for the
        decimal that Python prints for it.
    of : str, Quantity or iterable of these
        Quantities, see :mod:`gametheory.study.quantities.quantity`.
    include : iterable of {"outcome", "payoff", "belief"}, optional
        What else to compute. By default outcome and payoff for a grid without ``of``, and nothing else.
    draws, seed : int
        Draw this many points from the priors instead of a grid (:mod:`gametheory.study.sweeps.draws`), for a seed from
        0 on.
    at : mapping of parameter to number, optional
        Fixes parameters.
    chunks : int or mapping of dimension to int, optional
        The dataset is lazy, on Dask (extra ``[distributed]``), in chunks of this size in every dimension (or the ones
        named). The numbers are the same to the last bit.
    extend : bool
        Allow points outside the parameters' ranges: the game is solved again, for wider ranges.
    engine : {"numpy", "numba"}, optional
        See :func:`~gametheory.study.compiled.program.compile_solution`.
    threads : int, optional
        At most so many; by default one for every processor (without ``chunks``). The engine "numpy" uses one, as
        more only get in each other's way. The result does not depend on it.

    Returns
    -------
    xarray.Dataset
        Dimensions: the axes in their order, or ``draw``; before them ``regime`` and where it applies ``quantity``,
        ``history``, ``player``, ``information`` and ``member``.

        ==============  ================================  ==============================================================
        variable        dimensions (and the points')      meaning
        ==============  ================================  ==============================================================
        ``exists``      regime                            whether the regime exists
        ``count``                                         how many equilibria exist (of a continuum: the extreme ones,
                                                          each outcome once); NaN where that is not known
        ``admissible``                                    within the assumptions; no regime exists elsewhere
        ``knife_edge``                                    on a knife edge: there may be equilibria that are no
                                                          regime
        ``value``       quantity, regime                  of a quantity (of a continuum at its first extreme point); NaN
                                                          where the regime does not exist, or the quantity is undefined
        ``min, max``    quantity                          envelope over all equilibria; NaN if there is none, or where
                                                          that is not known
        ``outcome``     regime, history                   probability of a terminal history
        ``payoff``      regime, player                    expected payoff
        ``belief``      regime, information, member       belief; NaN where the regime does not fix it
        ``rejected``    (one number)                      with draws: how many candidates from the declared priors
                                                          violate the assumptions for these draws; the assumptions
                                                          accept the share ``draws/(draws + rejected)`` of the priors
        ==============  ================================  ==============================================================

        On a knife edge ``count``, ``min`` and ``max`` come from solving the game at the point; where a grid has more
        than :data:`~gametheory.study.sweeps.alone.MOST` such points, for the first of them, the last axis moving
        fastest, and with draws among the first ``MOST`` draws. The others are not known.

        Axes and drawn parameters are coordinates with their meaning, unit, range, prior and source as attributes; an
        axis of exact values that are no decimals has them in ``exact``, joined by ", ". The dataset's attributes name
        model, hash, package version, concept, seed, draws, the fixed parameters, and whether the list of regimes is
        proved complete (``exhaustive``, 1 or 0).

    Raises
    ------
    ParameterError
        Unknown parameters, values outside the range or not finite, an axis that is empty or not one-dimensional, a seed
        that is no integer from 0 on, axes together with draws, a dataset too large for memory.
    QuantityError
        A quantity that cannot be read.
    """
    axes = {**(values or {}), **axes}
    if solution.point is not None and not solution.domain.ranges:
        raise ParameterError("sweep(): this solution is solved at a point; ask the solution of the parametric game")
    fixed = solution.domain.point(at or {})
    if draws is not None:
        return _Draws(solution, axes, fixed, draws, seed, extend).dataset(of, include, chunks, engine, threads)
    if seed is not None:
        raise ParameterError(f"seed = {seed!r} without draws: a grid has no randomness")
    return _Grid(solution, axes, fixed, extend).dataset(of, include, chunks, engine, threads)


class _Sweep:
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


class _Grid(_Sweep):
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


class _Draws(_Sweep):
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
    domain = _with_ends(solution, {**solution.domain.ranges, **wider})
    found = solution.concept.solve(solution.game, domain)
    return replace(found, domain=domain, baseline=solution.baseline, model=solution.model)


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
