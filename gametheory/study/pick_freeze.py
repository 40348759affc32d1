r"""Variance-based sensitivity by pick-freeze, for inputs that need not be independent.

For a set ``u`` of inputs the *closed* index is the share of the variance of ``Y = f(X)`` that knowing them would
remove on average,

.. math:: S_u = \operatorname{Var}(\operatorname{E}[Y \mid X_u]) / \operatorname{Var}(Y).

Two points that agree in ``X_u`` and are conditionally independent given it (the one *picks* what the other *freezes*)
have outputs ``Y`` and ``Y'`` with ``Cov(Y, Y') = Var(E[Y | X_u])``. The pair is exchangeable, so both serve for mean
and variance, which makes the estimator asymptotically efficient (Janon, Klein, Lagnoux, Nodet and Prieur 2014,
"Asymptotic normality and efficiency of two Sobol index estimators", ESAIM: Probability and Statistics 18, estimator
T_N):

.. math:: S_u \approx \frac{\overline{Y Y'} - m^2}{\overline{(Y^2 + Y'^2)/2} - m^2},
          \qquad m = \overline{(Y + Y')/2}.

The first-order index of input ``i`` is ``S_{i}``. The total index is ``1 - S_{not i} = E[Var(Y | X_{not i})]/Var(Y)``,
for which the same formula is the estimator of Jansen (1999). Both definitions hold word for word where inputs depend on
each other (Kucherenko, Tarantola and Annoni 2012, "Estimation of global sensitivity indices for models with dependent
variables", Computer Physics Communications 183): a conditional draw takes the place of a swapped column. The second-order
index of ``i`` and ``j`` is ``S_{ij} - S_i - S_j`` (Sobol' 1993); it is the variance of their interaction if the two are
independent of each other.

Confidence intervals are percentiles of the bootstrap over points (Efron 1979), the same resampled points for all
indices, so that those of differences are right.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gametheory.errors import ParameterError
from gametheory.study.conditional import redraw
from gametheory.study.draws import BLOCK, Sampler

__all__ = ["Estimate", "PickFreeze", "pick_freeze"]

Floats = NDArray[np.float64]
Function = Callable[[Mapping[str, Floats]], Floats]

_RESAMPLED = 32
"""Bootstrap samples worked on at a time."""

_UNDEFINED = 1000
"""Rounds of draws without a value before the function is called undefined (nearly) everywhere."""


@dataclass(frozen=True)
class Estimate:
    """A number with its confidence interval."""

    value: float
    low: float
    high: float

    def __contains__(self, number: float) -> bool:
        return self.low <= number <= self.high

    def document(self) -> dict[str, float]:
        """Return the three numbers as a mapping."""
        return {"value": self.value, "low": self.low, "high": self.high}


@dataclass(frozen=True)
class PickFreeze:
    """Outputs at ``n`` points, and at the points that freeze one set of inputs each.

    Attributes
    ----------
    base : array of float, (outputs, n)
    again : mapping of set of inputs to array of float, (outputs, n)
    tried : int
        How many points were drawn for the base; the function is undefined at the rest.
    """

    base: Floats
    again: Mapping[frozenset[str], Floats]
    tried: int
    seed: int

    def closed(self, output: int, sets: Sequence[frozenset[str]]) -> Floats:
        """Return the closed indices of sets of inputs, (sets,)."""
        n = self.base.shape[1]
        return _indices(np.full((1, n), 1 / n) @ self._columns(output, sets))[0]

    def _columns(self, output: int, sets: Sequence[frozenset[str]]) -> Floats:
        """Return ``y, y*y`` and ``z, z*z, y*z`` for every set, a column each: the indices are functions of their means."""
        center = self.base[output].mean()
        y = self.base[output] - center
        columns = [y, y * y]
        for one in sets:
            z = self.again[one][output] - center
            columns += [z, z * z, y * z]
        return np.stack(columns, axis=1)

    def estimates(
        self,
        output: int,
        combinations: Sequence[Mapping[frozenset[str] | None, float]],
        *,
        level: float,
        resamples: int,
    ) -> list[Estimate]:
        """Return linear combinations of closed indices with bootstrap confidence intervals.

        Parameters
        ----------
        output : int
        combinations : sequence of mapping of set of inputs to factor
            ``{u: 1}`` is the closed index of ``u``; ``None`` stands for the number 1.
        level : float
            Of the confidence intervals.
        resamples : int
        """
        sets = list(dict.fromkeys(one for c in combinations for one in c if one is not None))
        matrix = np.array([[c.get(one, 0.0) for one in sets] for c in combinations]).reshape(-1, len(sets))
        constant = np.array([c.get(None, 0.0) for c in combinations])
        n = self.base.shape[1]
        columns = self._columns(output, sets)
        point = constant + _indices(columns.mean(axis=0)[None])[0] @ matrix.T
        stream = np.random.Generator(np.random.PCG64(np.random.SeedSequence(self.seed, spawn_key=(0, 0, 2))))
        rows = []
        for start in range(0, resamples, _RESAMPLED):
            size = min(_RESAMPLED, resamples - start)
            weights = np.stack([np.bincount(stream.integers(0, n, n), minlength=n) / n for _ in range(size)])
            rows.append(constant + _indices(weights @ columns) @ matrix.T)
        tails = [(1 - level) / 2, (1 + level) / 2]
        low, high = np.quantile(np.concatenate(rows), tails, axis=0)
        return [Estimate(float(x), float(a), float(b)) for x, a, b in zip(point, low, high, strict=True)]


def _indices(means: Floats) -> Floats:
    """Return the closed indices from the means of the columns, (rows, 2 + 3 sets) to (rows, sets)."""
    y, yy = means[:, :1], means[:, 1:2]
    z, zz, yz = (means[:, 2 + k :: 3] for k in range(3))
    square = ((y + z) / 2) ** 2
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Floats = (yz - square) / ((yy + zz) / 2 - square)
    return found


def pick_freeze(
    function: Function, source: Sampler, sets: Sequence[frozenset[str]], draws: int, seed: int, *, progress: bool = False
) -> PickFreeze:
    """Evaluate a function at draws, and for each set of inputs at draws that keep these and redraw the others.

    The draws that a function is undefined at are drawn again: everything is then conditional on its having a value.

    Parameters
    ----------
    function : callable
        Takes a mapping of parameter to array (n,) and returns an array (outputs, n), NaN where it is undefined.
    source : Sampler
        What draws the inputs; see :func:`gametheory.study.draws.sampler`.
    sets : sequence of frozenset of str
    draws : int
    seed : int
    progress : bool
        Show a progress bar, if standard error is a terminal.

    Raises
    ------
    ParameterError
        If the function is undefined at (nearly) every draw, or the assumptions leave no room.
    """
    from tqdm import tqdm

    sets = list(dict.fromkeys(sets))
    base: list[Floats] = []
    again: dict[frozenset[str], list[Floats]] = {one: [] for one in sets}
    have = tried = start = 0
    with tqdm(
        total=draws * (len(sets) + 1), unit="point", unit_scale=True, disable=None if progress else True, leave=False
    ) as bar:
        while have < draws:
            size = min(BLOCK, draws - have)
            columns, _ = source(size, seed, start=start)
            values = function(columns)
            good = np.nonzero(np.isfinite(values).all(axis=0))[0]
            tried += size
            if start >= _UNDEFINED * BLOCK or (start >= BLOCK and have * 1000 < tried):
                raise ParameterError(f"of {tried} draws {have} have a value: too few to say anything")
            columns, values = {x: c[good] for x, c in columns.items()}, values[:, good]
            base.append(values)
            bar.update(good.size)
            for k, one in enumerate(sets):
                key = (start // BLOCK, start % BLOCK, 3, k)
                stream = np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=key)))
                again[one].append(_frozen(function, source, columns, one, stream, values.shape[0]))
                bar.update(good.size)
            have += good.size
            start += size
    return PickFreeze(np.concatenate(base, axis=1), {u: np.concatenate(a, axis=1) for u, a in again.items()}, tried, seed)


def _frozen(
    function: Function,
    source: Sampler,
    columns: Mapping[str, Floats],
    frozen: frozenset[str],
    stream: Any,
    outputs: int,
) -> Floats:
    """Return the outputs at points that keep ``frozen``, the others redrawn until there is a value."""
    n = next(iter(columns.values())).size
    out = np.empty((outputs, n))
    pending = np.arange(n)
    for _ in range(_UNDEFINED):
        if not pending.size:
            return out
        here = redraw(source, {x: c[pending] for x, c in columns.items()}, frozen, stream)
        values = function(here)
        good = np.isfinite(values).all(axis=0)
        out[:, pending[good]] = values[:, good]
        pending = pending[~good]
    held = ", ".join(f"{x} = {columns[x][pending[0]]}" for x in sorted(frozen))
    raise ParameterError(f"no draw beside {held} has a value")
