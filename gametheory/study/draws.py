"""Draws from the priors of a model's parameters.

The priors are independent, each truncated to its parameter's range (by its distribution function, so no draw is lost to
that); a parameter without a prior is uniform on its range. The model's assumptions then condition the joint
distribution: a draw that violates them is rejected and drawn again. Assumptions that speak about different parameters
are independent of each other, so each *group* of parameters that assumptions tie together is rejected by itself, which
has the same distribution and rejects far less.

Draw number ``k`` for a seed is always the same: draws come in blocks of 65,536, block ``b`` of group ``g`` has its own
stream ``SeedSequence(seed, spawn_key=(b, g))`` of PCG64 and holds the first 65,536 draws of that stream that are
accepted. So nothing depends on how the draws are cut into chunks, or who works on them. Uniform and triangular draws
use correctly rounded arithmetic only and are the same on every machine; normal, lognormal and beta go through SciPy's
special functions, whose last digit may depend on its version.

References: Devroye (1986), "Non-Uniform Random Variate Generation", chapters II.2 (inversion, truncation) and II.3
(rejection).
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from gametheory.errors import ParameterError
from gametheory.lang import And, Condition, Domain, Interval, deadline
from gametheory.lang.doubles import double
from gametheory.study.plan import Plan, make_plan
from gametheory.study.program_numpy import run

if TYPE_CHECKING:
    from gametheory.solve import Solution
    from gametheory.spec import Model, Prior

__all__ = ["BLOCK", "Sampler", "check_seed", "draw", "quantile", "sampler", "uniform"]

Floats = NDArray[np.float64]

BLOCK = 65536
"""Draws in one block; a part of what a seed means."""

_MOST = 200 * BLOCK
"""Candidates tried for one block before the assumptions are called too tight."""


def draw(
    subject: Model | Solution, n: int, seed: int, *, start: int = 0, at: Mapping[str, Any] | None = None
) -> dict[str, Floats]:
    """Draw parameter points from the priors, conditional on the model's assumptions.

    Parameters
    ----------
    subject : Model or Solution
    n : int
        How many draws.
    seed : int
        Any integer from 0 on.
    start : int
        The number of the first draw: draws ``start`` to ``start + n - 1`` of the sequence that the seed stands for.
    at : mapping of parameter to number, optional
        Parameters that are not drawn but fixed.

    Returns
    -------
    dict of parameter to array of float, (n,)

    Raises
    ------
    ParameterError
        For a parameter with neither a prior nor a bounded range, a seed that is not an integer from 0 on, a negative
        number of draws, assumptions that (nearly) no draw satisfies.
    """
    return sampler(subject, at)(n, check_seed(seed), start=start)[0]


def check_seed(seed: Any) -> int:
    """Return the seed, an integer from 0 on.

    Raises
    ------
    ParameterError
        If it is anything else.
    """
    if isinstance(seed, bool) or not isinstance(seed, int | np.integer) or seed < 0:
        raise ParameterError(f"seed: expected an integer from 0 on (0 is a seed like any other), got {seed!r}")
    return int(seed)


@dataclass(frozen=True)
class Group:
    """Parameters that assumptions tie together; the plan has their conjunction as its one condition, None for none."""

    names: tuple[str, ...]
    priors: tuple[tuple[Prior | None, Interval], ...]
    plan: Plan | None
    what: str


@dataclass(frozen=True)
class Sampler:
    """Draws points; made by :func:`sampler`, plain data that can be sent to another process."""

    groups: tuple[Group, ...]
    fixed: tuple[tuple[str, Fraction], ...]
    order: tuple[str, ...]

    def __call__(self, n: int, seed: int, *, start: int = 0) -> tuple[dict[str, Floats], int]:
        """Return draws ``start`` to ``start + n - 1``, and how many candidates were rejected.

        The rejected ones are those of all blocks that begin there. Parameters that are fixed are not drawn.
        """
        if n < 0 or start < 0:
            raise ParameterError(f"a number of draws and the first one's number are not negative, got {n} from {start}")
        out = {name: np.empty(n) for name in self.order}
        rejected = 0
        for block in range(start // BLOCK, -(-(start + n) // BLOCK) if n else 0):
            deadline.check()
            first = block * BLOCK
            low, high = max(start, first), min(start + n, first + BLOCK)
            for g, group in enumerate(self.groups):
                columns, lost = _block(group, g, seed, block)
                if low == first:
                    rejected += lost
                for name, column in zip(group.names, columns, strict=True):
                    out[name][low - start : high - start] = column[low - first : high - first]
        return out, rejected


def sampler(subject: Model | Solution, at: Mapping[str, Any] | None = None) -> Sampler:
    """Return what draws from the priors of a model, with some parameters fixed; see :func:`draw`."""
    domain: Domain = subject.domain
    model: Any = getattr(subject, "model", subject)
    fixed = domain.point(at or {})
    wrong = [text for text in domain.outside(fixed) if " = " in text]
    if wrong:
        raise ParameterError("; ".join(wrong))
    free = [name for name in domain.names if name not in fixed]
    priors = {}
    for name in free:
        prior = model.parameters[name].prior if model is not None else None
        interval = domain.ranges[name]
        if prior is None and (interval.low is None or interval.high is None):
            raise ParameterError(
                f"{name} has neither a prior nor a bounded range {interval}: give one in the model, or its value by at="
            )
        for end in (interval.low, interval.high):
            if end is not None:
                double(end, f"an end of the range of {name}")
        if interval.low is not None and interval.high is not None:
            double(interval.high - interval.low, f"the width of the range of {name}")
        priors[name] = (prior, interval)
    assume = domain.assume.subs(fixed) if fixed else domain.assume
    parts = assume.parts if isinstance(assume, And) else (assume,)
    groups = []
    for names, conditions in _tied(free, parts):
        plan = make_plan(tuple(names), [conditions]) if conditions else None
        what = " and ".join(map(str, conditions))
        groups.append(Group(tuple(names), tuple(priors[n] for n in names), plan, what))
    return Sampler(tuple(groups), tuple(fixed.items()), tuple(free))


def _tied(names: list[str], parts: tuple[Condition, ...]) -> Iterator[tuple[list[str], list[Condition]]]:
    """Yield the groups of parameters that conditions tie together, in the parameters' order, with their conditions."""
    for part in parts:
        if not part.names and not part.at({}):
            raise ParameterError("the assumptions are false at the values that at= gives")
    left = list(names)
    while left:
        group, conditions = {left[0]}, []
        grown = True
        while grown:
            conditions = [part for part in parts if part.names & group]
            wider = group.union(*(part.names for part in conditions))
            grown, group = wider != group, wider
        yield [name for name in names if name in group], conditions
        left = [name for name in left if name not in group]


@functools.lru_cache(maxsize=8)
def _block(group: Group, number: int, seed: int, block: int) -> tuple[tuple[Floats, ...], int]:
    """Return one block of accepted draws of a group, and how many candidates were rejected on the way."""
    stream = np.random.PCG64(np.random.SeedSequence(seed, spawn_key=(block, number)))
    kept: list[list[Floats]] = []
    have = tried = 0
    while have < BLOCK:
        if tried >= _MOST and have * 1000 < tried:
            raise ParameterError(
                f"of {tried} draws from the priors {have} satisfy the assumptions {group.what}: "
                "narrow the priors, or fix parameters by at="
            )
        candidates = [quantile(*prior, uniform(stream, BLOCK)) for prior in group.priors]
        if group.plan is None:
            return tuple(candidates), 0
        truth = np.empty((1, BLOCK), bool)
        sizes = [max(float(c.max()), -float(c.min())) for c in candidates]
        run(group.plan, candidates, sizes, truth, np.empty((0, BLOCK)))
        good = np.nonzero(truth[0])[0][: BLOCK - have]
        kept.append([c[good] for c in candidates])
        have += good.size
        # the last draw accepted ends the block
        tried += int(good[-1]) + 1 if have == BLOCK else BLOCK
    return tuple(np.concatenate(parts) for parts in zip(*kept, strict=True)), tried - BLOCK


def uniform(stream: np.random.PCG64, n: int) -> Floats:
    """Return numbers strictly between 0 and 1: odd multiples of 2**-53, from 52 random bits each."""
    u: Floats = (stream.random_raw(n) >> np.uint64(12)).astype(np.float64)
    u += 0.5
    u *= 2.0**-52
    return u


# -- inverse distribution functions ------------------------------------------------------------------------------------


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
    if interval.low is not None and interval.low == interval.high:
        return np.full(u.shape, float(interval.low))
    low = -np.inf if interval.low is None else float(interval.low)
    high = np.inf if interval.high is None else float(interval.high)
    if prior is None:
        x = low + u * (high - low)
    elif prior.kind == "uniform":
        a, b = max(low, float(prior["low"])), min(high, float(prior["high"]))
        x = a + u * (b - a)
    elif prior.kind == "triangular":
        x = _triangular(prior, low, high, u)
    elif prior.kind == "beta":
        from scipy.special import betaincinv

        x = low + (high - low) * betaincinv(*map(float, prior.numbers), u)
    elif prior.kind == "normal":
        mean, sd = map(float, prior.numbers)
        x = mean + sd * _normal((low - mean) / sd, (high - mean) / sd, u)
    else:
        mu, sigma = map(float, prior.numbers)
        first, last = ((math.log(end) - mu) / sigma if end > 0 else -np.inf for end in (low, high))
        x = np.exp(mu + sigma * _normal(first, last, u))
    # rounding must not leave the range, nor reach an end that is open
    if interval.low is not None:
        np.maximum(x, _just_inside(interval.low, interval, np.inf), out=x)
    if interval.high is not None:
        np.minimum(x, _just_inside(interval.high, interval, -np.inf), out=x)
    return x


def _just_inside(end: Fraction, interval: Interval, inward: float) -> float:
    """Return the float closest to an end of a range that stands for a decimal inside."""
    from gametheory.study.doubt import decimal

    x = float(end)
    return x if decimal(x) in interval else float(np.nextafter(x, inward))


def _triangular(prior: Prior, low: float, high: float, u: Floats) -> Floats:
    a, mode, b = map(float, prior.numbers)

    def below(x: float) -> float:
        if x <= a or x >= b:
            return float(x >= b)
        if x <= mode:
            return (x - a) ** 2 / ((b - a) * (mode - a))
        return 1.0 - (b - x) ** 2 / ((b - a) * (b - mode))

    first, last = below(low), below(high)
    v = first + u * (last - first)
    rising = a + np.sqrt(v * ((b - a) * (mode - a)))
    falling = b - np.sqrt((1.0 - v) * ((b - a) * (b - mode)))
    return np.where(v * (b - a) < mode - a, rising, falling)


def _normal(low: float, high: float, u: Floats) -> Floats:
    """Return the quantiles of a standard normal truncated to an interval."""
    from scipy.special import ndtr, ndtri

    if low > 0:  # in the right tail the distribution function has no digits left: mirror it
        return -_normal(-high, -low, 1.0 - u)
    first, last = float(ndtr(low)), float(ndtr(high))
    x: Floats = ndtri(first + u * (last - first))
    return x
