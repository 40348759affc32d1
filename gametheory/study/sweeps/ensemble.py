"""Points drawn once, at which several solutions and quantities are evaluated, as they are or with a parameter moved.

Where several equilibria exist at a point a quantity has a lowest and a highest value. Points on a knife edge, where no
regime may tell what exists, have neither, and no point has where nothing exists.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from gametheory.errors import ParameterError
from gametheory.study.quantities.quantity import Quantity
from gametheory.study.sweeps.draws import BLOCK, check_seed, sampler
from gametheory.study.sweeps.priors import Asked, Priors, priors_of
from gametheory.study.sweeps.table import Table, make_table

if TYPE_CHECKING:
    from gametheory.concepts import Solution

__all__ = ["Ensemble", "Envelopes", "check_draws", "mean"]

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Envelopes:
    """What an ensemble gives for Q quantities at N points.

    Attributes
    ----------
    low, high : array of float, (Q, N)
        NaN where no equilibrium has a value.
    count : array of float, (N,)
        How many equilibria exist.
    admissible : array of bool, (N,)
        Whether the assumptions hold.
    """

    low: Floats
    high: Floats
    count: Floats
    admissible: NDArray[np.bool_]


class Ensemble:
    """Draws from the priors of a solution's model.

    Parameters
    ----------
    solution : Solution
        Whose parameters are drawn; other solutions of the same game are evaluated at the same points.
    draws, seed : int
    priors : str or mapping, optional
        See :func:`~gametheory.study.sweeps.priors.priors_of`.
    at : mapping of parameter to number, optional
        Parameters that are not drawn.

    Attributes
    ----------
    columns : mapping of parameter to array of float, (N,)
    accepted : float
        The share of the declared priors that the assumptions accept.
    """

    def __init__(
        self, solution: Solution, draws: int, seed: int, priors: Asked = None, at: Mapping[str, Any] | None = None
    ) -> None:
        self.draws, self.seed = check_draws(draws), check_seed(seed)
        self.priors: Priors = priors_of(solution, priors)
        self.fixed: dict[str, Fraction] = solution.domain.point(at or {})
        draw = sampler(solution, self.fixed, self.priors)
        self.columns: dict[str, Floats] = draw(self.draws, self.seed)[0]
        self.accepted = draw.accepted(self.seed)

    def __len__(self) -> int:
        return self.draws

    def table(self, solution: Solution, of: Iterable[str | Quantity]) -> Table:
        """Return what evaluates quantities of a solution, for :meth:`evaluate`."""
        return make_table(solution, tuple(of), (), {})

    def evaluate(self, table: Table, moved: Mapping[str, float | Fraction] | None = None) -> Envelopes:
        """Evaluate quantities at all points, with some parameters moved to a number of their own.

        Parameters
        ----------
        table : Table
            Made by :meth:`table`.
        moved : mapping of parameter to number, optional
            Points that the assumptions do not admit then have no values.
        """
        low, high = (np.full((len(table.asked), self.draws), np.nan) for _ in range(2))
        count, admissible = np.zeros(self.draws), np.zeros(self.draws, bool)
        for first in range(0, self.draws, BLOCK):
            last = min(first + BLOCK, self.draws)
            here: dict[str, Any] = {name: column[first:last] for name, column in self.columns.items()}
            here |= self.fixed | dict(moved or {})
            if not any(isinstance(column, np.ndarray) for column in here.values()):
                here = {name: np.full(last - first, float(value)) for name, value in here.items()}
            found = table.block(here, last - first)
            sure = ~found["knife_edge"]
            low[:, first:last] = np.where(sure, found["min"], np.nan)
            high[:, first:last] = np.where(sure, found["max"], np.nan)
            count[first:last] = found["count"]
            admissible[first:last] = found["admissible"]
        return Envelopes(low, high, count, admissible)


def check_draws(draws: Any) -> int:
    """Return a number of draws.

    Raises
    ------
    ParameterError
        If it is no positive integer.
    """
    if isinstance(draws, bool) or not isinstance(draws, int | np.integer) or draws < 1:
        raise ParameterError(f"draws: expected a positive integer, got {draws!r}")
    return int(draws)


def mean(values: NDArray[Any]) -> tuple[float, float]:
    """Return the mean of values and the half width of its 95 % interval (normal approximation); NaN for no value.

    What is no number is left out.
    """
    sure = np.asarray(values, np.float64)
    sure = sure[~np.isnan(sure)]
    if not sure.size:
        return float("nan"), float("nan")
    spread = float(sure.std(ddof=1)) if sure.size > 1 else 0.0
    return float(sure.mean()), 1.96 * spread / float(np.sqrt(sure.size))
