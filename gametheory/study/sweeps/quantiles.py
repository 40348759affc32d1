"""Uniform numbers, and inverse distribution functions of priors truncated to their ranges.

Uniform and triangular priors use correctly rounded arithmetic only and are the same on every machine; normal, lognormal
and beta go through SciPy's special functions, whose last digit may depend on its version.

References: Devroye (1986), "Non-Uniform Random Variate Generation", chapter II.2 (inversion, truncation).
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from gametheory.lang import Interval
from gametheory.study.compiled.exact_signs import decimal

if TYPE_CHECKING:
    from gametheory.spec import Prior

__all__ = ["LEAST", "MOST", "SLICE", "inverse", "largest", "line", "quantile", "uniform", "unit"]

Floats = NDArray[np.float64]
Words = NDArray[np.uint64]

SLICE = 15360
"""Numbers drawn at a time, which stay in the cache; for draws under assumptions a part of what a seed means."""

ONE = np.uint64(0x3FF << 52)
"""The bits of 1.0."""

_SPARE = np.uint64(12)
LEAST, MOST = 2.0**-53, 1.0 - 2.0**-53
"""The least and the largest number that :func:`uniform` returns."""


def uniform(stream: np.random.PCG64, n: int) -> Floats:
    """Return numbers strictly between 0 and 1: odd multiples of 2**-53, from 52 random bits each."""
    u = np.empty(n)
    for low in range(0, n, SLICE):
        words = stream.random_raw(min(SLICE, n - low))
        words >>= _SPARE
        words |= ONE
        u[low : low + SLICE] = unit(words)
    return u


def unit(words: Words) -> Floats:
    """Return the number strictly between 0 and 1 that 52 bits below those of 1.0 stand for; overwrites them.

    The bits are read as a number from 1 on, below 2, in steps of 2**-52; the difference to 1 - 2**-53 is exact.
    """
    u = words.view(np.float64)
    u -= MOST
    return u


def quantile(prior: Prior | None, interval: Interval, u: Floats) -> Floats:
    """Return the inverse distribution function of a prior truncated to a range.

    Parameters
    ----------
    prior : Prior or None
        None is uniform on the range, which must be bounded.
    interval : Interval
    u : array of float
        Probabilities, strictly between 0 and 1.
    """
    return inverse(prior, interval)(np.array(u, np.float64))


@functools.lru_cache(maxsize=256)
def inverse(prior: Prior | None, interval: Interval) -> Callable[[Floats], Floats]:
    """Return :func:`quantile` of a prior and a range as a function that may overwrite its argument."""
    if interval.low is not None and interval.low == interval.high:
        only = float(interval.low)
        return lambda u: np.full(u.shape, only)
    low = -np.inf if interval.low is None else float(interval.low)
    high = np.inf if interval.high is None else float(interval.high)
    straight = line(prior, interval)
    if straight is not None:
        return functools.partial(_line, *straight)
    # rounding must not leave the range, nor reach an end that is open
    least, most = _ends(interval)
    if prior is None or prior.kind == "uniform":
        function: Callable[[Floats], Floats] = functools.partial(_line, *_uniform(prior, interval))
    else:
        function = functools.partial(_SHAPES[prior.kind], *map(float, prior.numbers), low, high)
    if least is None and most is None:
        return function
    return lambda u: np.clip(function(u), least, most)


@functools.lru_cache(maxsize=256)
def line(prior: Prior | None, interval: Interval) -> tuple[float, float] | None:
    """Return where a uniform variable starts and its width, if ``u*width + start`` is all that there is to a draw.

    It is monotone in ``u``, rounded or not, so that its two extremes tell whether it stays inside the range.
    """
    if prior is not None and prior.kind != "uniform":
        return None
    start, width = _uniform(prior, interval)
    least, most = _ends(interval)
    inside = (least is None or LEAST * width + start >= least) and (most is None or MOST * width + start <= most)
    return (start, width) if inside else None


def _uniform(prior: Prior | None, interval: Interval) -> tuple[float, float]:
    low = -np.inf if interval.low is None else float(interval.low)
    high = np.inf if interval.high is None else float(interval.high)
    if prior is not None:
        low, high = max(low, float(prior["low"])), min(high, float(prior["high"]))
    return low, high - low


def _line(low: float, width: float, u: Floats) -> Floats:
    u *= width
    u += low
    return u


def largest(prior: Prior | None, interval: Interval) -> float:
    """Return a bound on the magnitude of draws."""
    ends = quantile(prior, interval, np.array([LEAST, MOST]))
    # a little more, as special functions are not monotone to the last digit
    return float(np.abs(ends).max()) * (1 + 1e-6)


@functools.lru_cache(maxsize=256)
def _ends(interval: Interval) -> tuple[float | None, float | None]:
    """Return the least and the largest float that stands for a decimal inside a range; None for no end."""

    def just_inside(end: Fraction, inward: float) -> float:
        x = float(end)
        return x if decimal(x) in interval else float(np.nextafter(x, inward))

    return (
        None if interval.low is None else just_inside(interval.low, np.inf),
        None if interval.high is None else just_inside(interval.high, -np.inf),
    )


def _triangular(a: float, mode: float, b: float, low: float, high: float, u: Floats) -> Floats:
    def below(x: float) -> float:
        if x <= a or x >= b:
            return float(x >= b)
        if x <= mode:
            return (x - a) ** 2 / ((b - a) * (mode - a))
        return 1.0 - (b - x) ** 2 / ((b - a) * (b - mode))

    first, last = below(low), below(high)
    v = first + u * (last - first)
    rising = v * (b - a) < mode - a
    root = np.sqrt(np.where(rising, v * ((b - a) * (mode - a)), (1.0 - v) * ((b - a) * (b - mode))))
    return np.where(rising, a + root, b - root)


def _beta(a: float, b: float, low: float, high: float, u: Floats) -> Floats:
    from scipy.special import betaincinv

    x: Floats = low + (high - low) * betaincinv(a, b, u)
    return x


def _normal(mean: float, sd: float, low: float, high: float, u: Floats) -> Floats:
    return mean + sd * _standard((low - mean) / sd, (high - mean) / sd, u)


def _lognormal(mu: float, sigma: float, low: float, high: float, u: Floats) -> Floats:
    first, last = ((math.log(end) - mu) / sigma if end > 0 else -np.inf for end in (low, high))
    x: Floats = np.exp(mu + sigma * _standard(first, last, u))
    return x


def _standard(low: float, high: float, u: Floats) -> Floats:
    """Return the quantiles of a standard normal truncated to an interval."""
    from scipy.special import ndtr, ndtri

    if low > 0:  # in the right tail the distribution function has no digits left: mirror it
        return -_standard(-high, -low, 1.0 - u)
    first, last = float(ndtr(low)), float(ndtr(high))
    x: Floats = ndtri(first + u * (last - first))
    return x


_SHAPES: dict[str, Callable[..., Floats]] = {
    "triangular": _triangular,
    "beta": _beta,
    "normal": _normal,
    "lognormal": _lognormal,
}
