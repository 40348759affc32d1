"""A solution, compiled: all conditions and closed forms at once, at millions of points.

Solving gives every regime's condition and closed forms; asking for them at a million points is arithmetic. It is
compiled once into a :class:`~gametheory.study.compiled.plan.Plan` that shares what the regimes have in common, and
carried out block by block by an engine: plain NumPy, or machine code by Numba (``engine="numba"``, extra ``[fast]``).
Both carry out the same instructions in the same order, so they return the same bits, whatever the number of threads.

Existence is exact: where rounding could decide a sign, exact arithmetic does
(:mod:`gametheory.study.compiled.exact_signs`).
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from gametheory.errors import ParameterError, nearest
from gametheory.lang import TRUE, Condition, Expression, Interval, any_of, exact, relation
from gametheory.lang.doubles import double, short_number, unheld
from gametheory.lang.notices import unnoticed
from gametheory.study.compiled.column import Column, ExactColumn, decimal
from gametheory.study.compiled.plan import Plan, make_plan
from gametheory.study.quantities.doubles import check_doubles, unheld_part
from gametheory.study.quantities.quantity import Quantity, quantity

if TYPE_CHECKING:
    from gametheory.concepts import Equilibrium, Solution

__all__ = ["ENGINES", "Evaluation", "Program", "compile_solution", "default_threads", "edges_of"]

ENGINES = ("numpy", "numba")

THREADED = ("numba",)
"""Engines that gain from threads: a task of theirs is one long call without the interpreter."""

TASK = 65536
"""Points in one task of a thread."""

ADMISSIBLE, KNIFE_EDGE, REGIMES = 0, 1, 2
"""Rows of the plan's conditions: within the assumptions; on a knife edge; and from here on the regimes."""


@dataclass(frozen=True)
class Evaluation:
    """What a program gives at N points, for R regimes and Q quantities.

    Attributes
    ----------
    exists : array of bool, (R, N)
    values : array of float, (Q, R, N)
        NaN where the regime does not exist, or the quantity is undefined.
    admissible : array of bool, (N,)
        Within the ranges and assumptions; no regime exists elsewhere.
    knife_edge : array of bool, (N,)
        On an equality between parameters where further equilibria may exist (``solution.at`` lists them): a knife edge
        of the solution, or a border of a regime where the concept does not follow ties.
    """

    exists: NDArray[np.bool_]
    values: NDArray[np.float64]
    admissible: NDArray[np.bool_]
    knife_edge: NDArray[np.bool_]


@dataclass(frozen=True)
class Program:
    """A compiled solution; made by :func:`compile_solution`, plain data that can be sent to another process.

    Attributes
    ----------
    names : tuple of str
        The parameters.
    regimes, quantities : tuple of str
    engine : str
    """

    names: tuple[str, ...]
    regimes: tuple[str, ...]
    quantities: tuple[str, ...]
    ranges: tuple[Interval, ...]
    engine: str = "numpy"
    plan: Plan = field(repr=False, kw_only=True)

    def evaluate(
        self,
        columns: Mapping[str, Any],
        *,
        threads: int | None = None,
        out: Evaluation | None = None,
    ) -> Evaluation:
        """Evaluate at N points.

        Parameters
        ----------
        columns : mapping of parameter to N floats, or to one number
            One number (int, Fraction, text, float) holds at every point. Floats stand for the decimals that Python
            prints, unless they come with the exact numbers that they are rounded from
            (:class:`~gametheory.study.compiled.column.ExactColumn`).
        threads : int, optional
            At most so many; by default one for every processor that this process may use. The engine "numpy" uses one:
            its array operations are so short that threads wait for the interpreter more than they work. The result
            does not depend on it.
        out : Evaluation, optional
            Of an earlier call with as many points: its arrays are overwritten and returned.

        Raises
        ------
        ParameterError
            For a parameter that is missing or unknown, columns of different lengths, numbers that are not finite, and
            values that no double holds.
        """
        ready, count = self._read(columns)
        regimes, outputs = len(self.regimes), len(self.quantities) * len(self.regimes)
        truth = np.empty((REGIMES + regimes, count), bool)
        if out is None:
            values = np.empty((outputs, count))
        else:
            values = out.values.reshape(outputs, count)
        spans = [(low, min(low + TASK, count)) for low in range(0, count, TASK)]
        engine = _engine(self.engine, self.plan)
        workers = min(threads or default_threads(), len(spans)) if self.engine in THREADED else 1

        def work(span: tuple[int, int]) -> None:
            low, high = span
            columns = [c if isinstance(c, Fraction) else c[low:high] for c in ready]
            inside, sizes = _inside(self.names, columns, self.ranges)
            engine(self.plan, columns, sizes, truth, values, low)
            if inside is not None:
                truth[:, low:high] &= inside
                np.copyto(values[:, low:high], np.nan, where=np.logical_not(inside))

        if workers > 1:
            with ThreadPoolExecutor(workers) as pool:
                list(pool.map(work, spans))
        else:
            for span in spans:
                work(span)
        if outputs and not np.isfinite(values).all():
            self._check_overflow(values)
        shape = (len(self.quantities), regimes, count)
        return Evaluation(truth[REGIMES:], values.reshape(shape), truth[ADMISSIBLE], truth[KNIFE_EDGE])

    def _check_overflow(self, values: NDArray[np.float64]) -> None:
        """Raise the error that names a quantity with a value that no double holds."""
        for row in np.flatnonzero(np.isinf(values).any(axis=1)):
            if not self.plan.outputs[row].divides:
                asked, regime = divmod(int(row), len(self.regimes))
                what = f"the quantity {self.quantities[asked]} in {self.regimes[regime]!r}"
                raise ParameterError(f"{what} is too large for a double at some points: choose other units")

    def _read(self, columns: Mapping[str, Any]) -> tuple[list[Column], int]:
        for name in columns:
            if name not in self.names:
                raise ParameterError(f"unknown parameter {name!r}{nearest(name, self.names)}")
        missing = [name for name in self.names if name not in columns]
        if missing:
            raise ParameterError(f"no values for {', '.join(missing)}")
        ready: list[Column] = []
        count: int | None = None
        for name in self.names:
            given = columns[name]
            if isinstance(given, ExactColumn) or (isinstance(given, np.ndarray | list | tuple) and np.ndim(given) > 0):
                column = given if isinstance(given, ExactColumn) else np.ascontiguousarray(given, np.float64)
                if isinstance(column, np.ndarray) and column.ndim != 1:
                    raise ParameterError(f"{name}: expected one dimension, got {column.ndim}")
                if count is not None and column.size != count:
                    raise ParameterError(f"{name} has {column.size} values, another parameter has {count}")
                count = column.size
                ready.append(column)
            else:
                ready.append(_number(name, given))
        return ready, 1 if count is None else count


def compile_solution(
    solution: Solution,
    quantities: Iterable[str | Quantity] = (),
    *,
    engine: str | None = None,
    assumptions: bool = True,
) -> Program:
    """Compile a solution's conditions, and quantities in every regime.

    Parameters
    ----------
    solution : Solution
    quantities : iterable of str or Quantity
        See :mod:`gametheory.study.quantities.quantity`.
    engine : {"numpy", "numba"}, optional
        Plain NumPy by default; Numba is faster from some million points on, and is an extra.
    assumptions : bool
        False leaves the model's assumptions out, for points that are known to satisfy them.

    Raises
    ------
    QuantityError
        See :func:`~gametheory.study.quantities.quantity.quantity`.
    ValueError
        For an unknown engine.
    """
    chosen = engine or "numpy"
    if chosen not in ENGINES:
        raise ValueError(f"engine: expected one of {', '.join(ENGINES)}, got {engine!r}")
    check_doubles(solution)
    asked = [quantity(one, solution) for one in quantities]
    names = solution.parameters
    assume, closed = (solution.domain.assume, solution.domain.closed) if assumptions else (TRUE, TRUE)
    conditions = [(closed,), (edges_of(solution),), *((assume, e.when) for e in solution)]
    outputs = [(REGIMES + r, _form(q, e)) for q in asked for r, e in enumerate(solution)]
    return Program(
        names,
        regime_names(solution),
        tuple(q.text for q in asked),
        tuple(solution.domain.ranges.values()),
        chosen,
        plan=make_plan(names, conditions, outputs),
    )


def edges_of(solution: Solution) -> Condition:
    """Return where there may be other equilibria than the regimes.

    On knife edges, on borders that may have ties, and at the ends of the domain.
    """
    found = dict.fromkeys((*solution.knife_edges, solution.domain.ends))
    if not solution.concept.sharp(solution.game):
        found |= dict.fromkeys(relation(atom.expression, "=") for e in solution for atom in e.when.atoms())
    return any_of(found)


def _form(asked: Quantity, regime: Equilibrium) -> Expression | Fraction | None:
    """Return the closed form of a quantity in a regime, all of whose numbers are doubles."""
    form = asked.of(regime)
    part = None if form is None else unheld_part(form)
    if part is not None:
        what = f"the quantity {asked.text} in {regime.name!r} holds the number {short_number(part)}"
        raise ParameterError(f"{what}: {unheld(part)}")
    return form


def regime_names(solution: Solution) -> tuple[str, ...]:
    """Return the regimes' names; where one occurs again, with a number behind it."""
    out: list[str] = []
    for equilibrium in solution:
        name, n = equilibrium.name, 1
        while name in out:
            n += 1
            name = f"{equilibrium.name} ({n})"
        out.append(name)
    return tuple(out)


def default_threads() -> int:
    """Return the number of processors that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _engine(name: str, plan: Plan) -> Any:
    if name == "numba":
        from gametheory.study.compiled import engine_numba as program_numba

        program_numba.compiled(plan)  # once, before threads ask for it at the same time
        return program_numba.run
    from gametheory.study.compiled.engine_numpy import run

    return run


def _number(name: str, given: Any) -> Fraction:
    if isinstance(given, np.ndarray):
        given = given[()]
    try:
        with unnoticed():  # points of a program are decimals, as on the axes of a sweep
            return exact(given).fraction()
    except (ValueError, TypeError) as error:
        raise ParameterError(f"{name} = {given!r} is not a number: {str(error).splitlines()[0]}") from None


def _inside(names: Sequence[str], columns: Sequence[Column], ranges: Sequence[Interval]) -> tuple[Any, list[float]]:
    """Return where the points lie inside the ranges (None for everywhere), and every parameter's largest magnitude.

    Raises
    ------
    ParameterError
        For numbers that are not finite.
    """
    found: Any = None
    sizes = []
    for name, column, interval in zip(names, columns, ranges, strict=True):
        if isinstance(column, Fraction):
            sizes.append(abs(double(column, name)))
            here: Any = column in interval
        elif isinstance(column, ExactColumn):
            sizes.append(float(np.abs(column.values).max(initial=0.0)))
            here = (column.low in interval and column.high in interval) or _exactly_within(column, interval)
        elif column.size:
            least, most = float(column.min()), float(column.max())
            sizes.append(max(most, -least))
            if not math.isfinite(least) or not math.isfinite(most):
                wrong = column[~np.isfinite(column)][0]
                raise ParameterError(f"{name}: {wrong} is not a finite number")
            here = _strictly(least, most, interval) or (
                (decimal(least) in interval and decimal(most) in interval) or _within(column, interval)
            )
        else:
            sizes.append(0.0)
            continue
        if here is not True:
            found = here if found is None else found & here
    return found, sizes


def _exactly_within(column: ExactColumn, interval: Interval) -> NDArray[np.bool_]:
    found, which = np.unique(column.index, return_inverse=True)
    return np.array([column.exact[int(i)] in interval for i in found], bool)[which]


def _strictly(least: float, most: float, interval: Interval) -> bool:
    """Whether all is inside for sure: rounding is monotone, so what is above an end as floats is above it exactly."""
    return (interval.low is None or least > float(interval.low)) and (
        interval.high is None or most < float(interval.high)
    )


def _within(column: NDArray[np.float64], interval: Interval) -> NDArray[np.bool_]:
    """Return which floats lie in the interval, as decimals: only one next to an end can differ from what floats say."""
    inside = np.ones(column.shape, bool)
    if interval.low is not None:
        end = float(interval.low)
        holds = decimal(end) in Interval(interval.low, None, interval.open_low)
        inside &= column >= end if holds else column > end
    if interval.high is not None:
        end = float(interval.high)
        holds = decimal(end) in Interval(None, interval.high, False, interval.open_high)
        inside &= column <= end if holds else column < end
    return inside
