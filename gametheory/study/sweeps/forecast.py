"""How often what happens, over the cases that the priors make likely, and how high a quantity is on average.

A case is one draw of all parameters. Where several equilibria exist in a case a quantity has a lowest and a highest
value there, and its average a lowest and a highest; a rule that selects among equilibria narrows that. So every number
is said for each rule, beside that for every equilibrium. The same can be asked under several sets of priors at once:
what holds under all of them does not rest on one.

A share of cases is a measure over assumptions: it is no probability that something happens in the world.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from gametheory.errors import ParameterError
from gametheory.lang.memory import task
from gametheory.study.quantities.quantity import Quantity
from gametheory.study.quantities.subject import told_apart
from gametheory.study.sweeps.ensemble import Ensemble, Envelopes, mean
from gametheory.study.sweeps.priors import Asked, priors_of
from gametheory.study.sweeps.selections import EVERY, ranked, selections

if TYPE_CHECKING:
    from gametheory.concepts import Solution

from gametheory.study.sweeps.forecast_result import NEAR, QUANTILES, Band, Case, Forecast, Spread

__all__ = ["DRAWS", "Band", "Case", "Forecast", "Spread", "check_quantities", "forecast", "spread"]

DRAWS = 65_536
"""Draws from the priors."""

BANDS = 5
"""Into how many parts of equal size ``by`` sorts the cases."""


@task
def forecast(
    solution: Solution,
    *,
    of: str | Quantity | Iterable[str | Quantity],
    draws: int = DRAWS,
    seed: int = 0,
    priors: Asked | Sequence[Asked] = None,
    select: str | Iterable[str] | None = None,
    by: str | None = None,
    bands: int = BANDS,
) -> Forecast:
    """Return how often what happens over the priors, for each rule that selects among equilibria.

    Parameters
    ----------
    solution : Solution
        Of a parametric game.
    of : str, Quantity or iterable of these
        See :mod:`gametheory.study.quantities.quantity`.
    draws, seed : int
    priors : str or mapping, or a list of these, optional
        See :func:`~gametheory.study.sweeps.priors.priors_of`; a list asks under each, None among them for the
        document's own.
    select : str or iterable of str, optional
        Rules: refinements, and ``"every"`` for no selection. By default the strictest refinement that answers compare,
        where the game has any, and every equilibrium.
    by : str, optional
        Sorts the cases by this parameter into ``bands`` parts of equal size, each with numbers of its own.
    bands : int
        From 2 on.

    Raises
    ------
    ParameterError
        For a game without parameters, priors, draws, seeds and rules that do not fit, and assumptions that (nearly) no
        draw satisfies.
    QuantityError
        For a quantity that cannot be read.

    Examples
    --------
    >>> import gametheory as gt
    >>> found = gt.forecast(gt.solve(gt.load("beer_quiche")), of="P(duel)", draws=2000, select="every")
    >>> low, high = found[0].spreads[0].mean
    >>> low == high, found.draws
    (True, 2000)
    """
    if not solution.domain.names:
        raise ParameterError("forecast(): this solution has no parameters; ask the solution of the parametric game")
    solution, named = told_apart(solution, [of] if isinstance(of, str | Quantity) else of)
    asked = check_quantities(solution, named)
    if by is not None:
        solution.domain.point({by: 0})  # it is a parameter
        if isinstance(bands, bool) or not isinstance(bands, int) or bands < 2:
            raise ParameterError(f"bands: expected an integer from 2 on, got {bands!r}")
    rules = selections(solution, (*ranked(solution)[:1], EVERY) if select is None else select)
    sets: list[Asked] = list(priors) if isinstance(priors, list | tuple) else [priors]  # type: ignore[list-item]
    if not sets:
        raise ParameterError("priors: an empty list; None stands for the document's own")
    for one in sets:
        priors_of(solution, one)
    cases: list[Case] = []
    for one in sets:
        ensemble = Ensemble(solution, draws, seed, one)
        for rule in rules:
            found = ensemble.evaluate(ensemble.table(rule.solution, asked))
            cases.append(
                Case(
                    ensemble.priors,
                    rule,
                    ensemble.accepted,
                    tuple(spread(found.low[q], found.high[q]) for q in range(len(asked))),
                    float((found.count == 1).mean()),
                    float((found.count == 0).mean()),
                    () if by is None else tuple(_sorted(found, ensemble.columns[by], bands)),
                )
            )
    return Forecast(asked, tuple(cases), draws, seed, by, solution)


def check_quantities(solution: Solution, asked: Iterable[str | Quantity]) -> tuple[Quantity, ...]:
    """Return the quantities, each once.

    Raises
    ------
    ParameterError
        If there are none.
    QuantityError
        If one cannot be read.
    """
    from gametheory.study.sweeps.table import read_quantities

    found = read_quantities(solution, tuple(asked))
    if not found:
        raise ParameterError("of: expected a quantity, such as 'P(strike)'")
    return found


def spread(low: NDArray[np.float64], high: NDArray[np.float64]) -> Spread:
    """Return what is said of a quantity, from its lowest and highest value in each case."""
    ends = [end[~np.isnan(end)] for end in (low, high)]
    means = [mean(end) for end in ends]

    def share(holds: Any) -> tuple[float, float]:
        first, last = (float(holds(end).mean()) if end.size else float("nan") for end in ends)
        return first, last

    def quartiles(end: NDArray[np.float64]) -> tuple[float, ...]:
        # an observed value, so that what is 0 or 1 in every case stays so
        found = np.quantile(end, QUANTILES, method="inverted_cdf") if end.size else np.full(len(QUANTILES), np.nan)
        return tuple(float(x) for x in found)

    return Spread(
        (means[0][0], means[1][0]),
        (means[0][1], means[1][1]),
        share(lambda end: np.abs(end) <= NEAR),
        share(lambda end: end >= 0.5 - NEAR),
        share(lambda end: np.abs(end - 1) <= NEAR),
        (quartiles(ends[0]), quartiles(ends[1])),
        float(np.mean(~np.isnan(low))) if low.size else float("nan"),
    )


def _sorted(found: Envelopes, column: NDArray[np.float64], bands: int) -> Iterator[Band]:
    """Yield the cases by the quantiles of a parameter over the draws, from the lowest on."""
    order = np.argsort(column, kind="stable")
    for part in np.array_split(order, bands):
        if part.size:
            spreads = tuple(spread(found.low[q][part], found.high[q][part]) for q in range(len(found.low)))
            yield Band(float(column[part[0]]), float(column[part[-1]]), int(part.size), spreads)
