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
variables", Computer Physics Communications 183): a conditional draw takes the place of a swapped column.

Confidence intervals are percentiles of the bootstrap (Efron 1979, "Bootstrap methods: another look at the jackknife").
Every index is a function of means over points, so it is enough to resample means over bins of points; all indices use
the same resamples, so that intervals of differences are right.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gametheory.errors import ParameterError
from gametheory.lang import deadline
from gametheory.stages import room
from gametheory.study.sweeps.conditional import redraw
from gametheory.study.sweeps.draws import BLOCK, Sampler

__all__ = ["BINS", "Estimate", "PickFreeze", "bootstrap", "pick_freeze"]

Floats = NDArray[np.float64]
Function = Callable[[Mapping[str, Floats]], Floats]

BINS = 1024
"""Points are summed up in so many bins, which are what the bootstrap resamples."""

_TRIED = 4 * BLOCK
_ROUNDS = 100_000
"""Points tried, and rounds of redrawing, before the function is called undefined (nearly) everywhere."""


@dataclass(frozen=True)
class Estimate:
    """A number with its confidence interval; the interval is infinite where the draws hold too little variance."""

    value: float
    low: float
    high: float

    def __contains__(self, number: float) -> bool:
        return self.low <= number <= self.high

    def __str__(self) -> str:
        return f"{self.value:6.3f} [{self.low:6.3f}, {self.high:6.3f}]"

    def document(self) -> dict[str, float | None]:
        """Return the three numbers as a mapping; None for what is not finite."""
        numbers = {"value": self.value, "low": self.low, "high": self.high}
        return {name: number if math.isfinite(number) else None for name, number in numbers.items()}


@dataclass(frozen=True)
class PickFreeze:
    """Sums over points, and over the points that freeze one set of inputs each, in bins; made by :func:`pick_freeze`.

    Attributes
    ----------
    sets : tuple of frozenset of str
    sums : array of float, (outputs, bins, 2 + 3 sets)
        Sums of ``y, y*y`` and, for every set, ``z, z*z, y*z``: outputs ``y`` at the points and ``z`` at those that
        freeze the set, less ``center``.
    counts : array of float, (bins,)
        Points in each bin.
    center : array of float, (outputs,)
    constant, equal : tuple of bool, bool
        Whether each output is one number at all points; and whether all outputs are the same at all points.
    differ : float
        The share of points at which the outputs differ.
    draws, tried : int
        Points with a value, and how many were drawn to get them.
    seed : int
    """

    sets: tuple[frozenset[str], ...]
    sums: Floats
    counts: Floats
    center: Floats
    constant: tuple[bool, ...]
    equal: bool
    differ: float
    draws: int
    tried: int
    seed: int

    def moments(self, output: int) -> tuple[float, float]:
        """Return mean and variance of an output."""
        y, yy = self.sums[output].sum(axis=0)[:2] / self.draws
        return float(self.center[output] + y), float(yy - y * y)

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
        factors = np.array([[one.get(u, 0.0) for u in self.sets] for one in combinations])
        constant = np.array([one.get(None, 0.0) for one in combinations])
        bins = np.concatenate([self.counts[:, None], self.sums[output]], axis=1)

        def statistics(sums: Floats) -> Floats:
            found: Floats = constant + _indices(sums) @ factors.T
            return found

        return bootstrap(bins, statistics, self.seed, level=level, resamples=resamples)


def bootstrap(
    bins: Floats, statistics: Callable[[Floats], Floats], seed: int, *, level: float, resamples: int
) -> list[Estimate]:
    """Return functions of column sums with percentile confidence intervals, from resampling the rows.

    Parameters
    ----------
    bins : array of float, (bins, columns)
        Sums over each bin.
    statistics : callable
        Takes sums (rows, columns) and returns an array (rows, results).
    seed : int
        The same resamples for the same seed and number of bins.
    level : float
    resamples : int
    """
    n = len(bins)
    stream = np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=(0, 0, 0))))
    weights = np.stack([np.bincount(stream.integers(0, n, n), minlength=n) for _ in range(resamples)])
    with np.errstate(divide="ignore", invalid="ignore"):
        point = statistics(bins.sum(axis=0)[None])[0]
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = statistics(weights @ bins)
    # resamples without any variance say nothing: so do the points, then, about the interval
    sound = np.isfinite(spread).all(axis=0)
    low, high = np.quantile(np.where(sound, spread, 0.0), [(1 - level) / 2, (1 + level) / 2], axis=0)
    low, high = np.where(sound, low, -np.inf), np.where(sound, high, np.inf)
    return [Estimate(float(x), float(a), float(b)) for x, a, b in zip(point, low, high, strict=True)]


def _indices(sums: Floats) -> Floats:
    """Return the closed indices from counts and sums, (rows, 3 + 3 sets) to (rows, sets)."""
    means = sums[:, 1:] / sums[:, :1]
    y, yy = means[:, :1], means[:, 1:2]
    z, zz, yz = (means[:, 2 + k :: 3] for k in range(3))
    square = ((y + z) / 2) ** 2
    found: Floats = (yz - square) / ((yy + zz) / 2 - square)
    return found


def pick_freeze(
    function: Function,
    source: Sampler,
    sets: Sequence[frozenset[str]],
    draws: int,
    seed: int,
    *,
    progress: bool = False,
) -> PickFreeze:
    """Evaluate a function at draws, and for each set of inputs at draws that keep these and redraw the others.

    Points at which the function is undefined are drawn again: everything is then conditional on its having a value.
    Memory does not grow with the number of draws.

    Parameters
    ----------
    function : callable
        Takes a mapping of parameter to array (n,) and returns an array (outputs, n), NaN where it is undefined.
    source : Sampler
        What draws the inputs; see :func:`gametheory.study.sweeps.draws.sampler`.
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

    found: _Sums | None = None
    sets = tuple(dict.fromkeys(sets))
    have = tried = 0
    hidden = None if progress else True
    bar = tqdm(total=draws * (len(sets) + 1), unit="point", unit_scale=True, disable=hidden, delay=1, leave=False)
    with room(), bar:
        while have < draws:
            deadline.check()
            if tried >= _TRIED and have * 1000 < tried:
                raise ParameterError(f"of {tried} draws {have} have a value: too few to say anything")
            size = min(BLOCK - tried % BLOCK, draws - have)
            columns, _ = source(size, seed, start=tried)
            y = function(columns)
            good = np.isfinite(y).all(axis=0)
            y, columns = y[:, good], {name: column[good] for name, column in columns.items()}
            if y.size:
                found = found or _Sums(y, min(draws, BINS), len(sets))
                found.add(y, have)
                for k, frozen in enumerate(sets):
                    stream = np.random.PCG64(np.random.SeedSequence(seed, spawn_key=(tried, k, 1)))
                    found.add_frozen(k, y, _frozen(function, source, columns, frozen, stream, len(y)), have)
                    bar.update(y.shape[1])
            bar.update(y.shape[1])
            have += y.shape[1]
            tried += size
    assert found is not None
    return PickFreeze(
        sets,
        found.sums,
        found.counts,
        found.center,
        tuple(bool(same) for same in found.constant),
        found.equal,
        found.differ / draws,
        draws,
        tried,
        seed,
    )


class _Sums:
    """Sums over points, in bins: point ``i`` belongs to bin ``i`` modulo the number of bins."""

    def __init__(self, y: Floats, bins: int, sets: int) -> None:
        self.bins = bins
        self.first = y[:, 0]
        self.center = y.mean(axis=1)  # any number near the mean keeps the sums of squares precise
        self.sums = np.zeros((len(y), bins, 2 + 3 * sets))
        self.counts = np.zeros(bins)
        self.constant = np.full(len(y), True)
        self.equal = True
        self.differ = 0

    def add(self, y: Floats, start: int) -> None:
        """Add points, the first of which has the number ``start``."""
        self._note(y)
        self.differ += int((y != y[:1]).any(axis=0).sum())
        self.counts += np.bincount(self._where(y, start), minlength=self.bins)
        d = y - self.center[:, None]
        self._put(0, d, start)
        self._put(1, d * d, start)

    def add_frozen(self, k: int, y: Floats, z: Floats, start: int) -> None:
        """Add the outputs ``z`` at points that freeze the set number ``k`` of the points with the outputs ``y``."""
        self._note(z)
        d, e = y - self.center[:, None], z - self.center[:, None]
        for j, product in enumerate((e, e * e, d * e)):
            self._put(2 + 3 * k + j, product, start)

    def _note(self, y: Floats) -> None:
        self.constant &= (y == self.first[:, None]).all(axis=1)
        self.equal &= bool((y == y[:1]).all())

    def _where(self, values: Floats, start: int) -> NDArray[np.intp]:
        return (start + np.arange(values.shape[1])) % self.bins

    def _put(self, column: int, values: Floats, start: int) -> None:
        where = self._where(values, start)
        for output, row in enumerate(values):
            self.sums[output, :, column] += np.bincount(where, row, minlength=self.bins)


def _frozen(
    function: Function,
    source: Sampler,
    columns: Mapping[str, Floats],
    frozen: frozenset[str],
    stream: np.random.PCG64,
    outputs: int,
) -> Floats:
    """Return the outputs at points that keep ``frozen``, the others redrawn until there is a value."""
    n = next(iter(columns.values())).size
    out = np.empty((outputs, n))
    pending = np.arange(n)
    for _ in range(_ROUNDS):
        if not pending.size:
            return out
        values = function(redraw(source, {x: c[pending] for x, c in columns.items()}, frozen, stream))
        good = np.isfinite(values).all(axis=0)
        out[:, pending[good]] = values[:, good]
        pending = pending[~good]
    held = ", ".join(f"{x} = {columns[x][pending[0]]}" for x in sorted(frozen))
    raise ParameterError(f"no draw beside {held} has a value")
