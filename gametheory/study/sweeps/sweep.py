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
from typing import TYPE_CHECKING, Any

from gametheory.errors import ParameterError
from gametheory.lang.memory import task
from gametheory.study.quantities.quantity import Quantity
from gametheory.study.quantities.subject import told_apart
from gametheory.study.sweeps.points import Draws, Grid
from gametheory.study.sweeps.priors import Asked

if TYPE_CHECKING:
    import xarray

    from gametheory.concepts import Solution

__all__ = ["sweep"]


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
    priors: Asked = None,
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
    priors : str or mapping, optional
        Of draws: the name of a scenario of the document, whose priors stand in the place of the document's
        (:mod:`gametheory.study.sweeps.priors`).
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
                                                          accept the share ``draws/(draws + rejected)`` of the priors,
                                                          but for rounding the attribute ``accepted``
        ==============  ================================  ==============================================================

        On a knife edge ``count``, ``min`` and ``max`` come from solving the game at the point; where a grid has more
        than :data:`~gametheory.study.sweeps.alone.MOST` such points, for the first of them, the last axis moving
        fastest, and with draws among the first ``MOST`` draws. The others are not known.

        Axes and drawn parameters are coordinates with their meaning, unit, range, prior and source as attributes; an
        axis of exact values that are no decimals has them in ``exact``, joined by ", ". The dataset's attributes name
        model, hash, package version, concept, seed, draws, the scenario whose ``priors`` were drawn from, the share of
        the declared priors that is ``accepted`` by the assumptions, the fixed parameters, and whether the list of
        regimes is proved complete (``exhaustive``, 1 or 0).

    Raises
    ------
    ParameterError
        Unknown parameters, values outside the range or not finite, an axis that is empty or not one-dimensional, a seed
        that is no integer from 0 on, axes together with draws, priors that are no scenario's or without draws, a
        dataset too large for memory.
    QuantityError
        A quantity that cannot be read.
    """
    axes = {**(values or {}), **axes}
    if solution.point is not None and not solution.domain.ranges:
        raise ParameterError("sweep(): this solution is solved at a point; ask the solution of the parametric game")
    solution, asked = told_apart(solution, [of] if isinstance(of, str | Quantity) else of)
    fixed = solution.domain.point(at or {})
    if draws is not None:
        return Draws(solution, axes, fixed, draws, seed, extend, priors).dataset(
            asked, include, chunks, engine, threads
        )
    if seed is not None:
        raise ParameterError(f"seed = {seed!r} without draws: a grid has no randomness")
    if priors is not None:
        raise ParameterError(f"priors = {priors!r} without draws: a grid draws from no priors")
    return Grid(solution, axes, fixed, extend).dataset(asked, include, chunks, engine, threads)
