"""Draws from the priors of a model's parameters.

The priors are independent, each truncated to its parameter's range (by its distribution function, so no draw is lost to
that); a parameter without a prior is uniform on its range. The model's assumptions then condition the joint
distribution, which is that of drawing from the priors until the assumptions hold. Assumptions that speak about
different parameters are independent of each other, so each *group* of parameters that assumptions tie together is drawn
by itself, which has the same distribution. Within a group most of what the assumptions rule out is never drawn
(:mod:`gametheory.study.sweeps.cells`), and the rest is rejected early (:mod:`gametheory.study.sweeps.candidates`).

Draw number ``k`` for a seed is always the same: draws come in blocks of 65,536, block ``b`` of group ``g`` has its own
stream ``SeedSequence(seed, spawn_key=(b, g))`` of PCG64 and holds the first 65,536 candidates of that stream that are
accepted. So nothing depends on how the draws are cut into chunks, who works on them, or which engine does. Uniform and
triangular draws use correctly rounded arithmetic only and are the same on every machine; normal, lognormal and beta go
through SciPy's special functions, whose last digit may depend on its version.

Reference: Devroye (1986), "Non-Uniform Random Variate Generation", chapter II.3 (rejection).
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from gametheory.errors import ParameterError
from gametheory.lang import And, Condition, Domain, deadline
from gametheory.lang.doubles import double
from gametheory.study.sweeps.candidates import Group, Source, kept, make_group
from gametheory.study.sweeps.priors import Asked, Priors, priors_of
from gametheory.study.sweeps.quantiles import SLICE, quantile

if TYPE_CHECKING:
    from gametheory.concepts import Solution
    from gametheory.spec import Model

__all__ = ["BLOCK", "Sampler", "check_seed", "draw", "quantile", "sampler"]

Floats = NDArray[np.float64]

BLOCK = 65536
"""Draws in one block; a part of what a seed means."""

_MOST = 200 * BLOCK
"""Candidates drawn for one block before the assumptions are called too tight."""


def draw(
    subject: Model | Solution,
    n: int,
    seed: int,
    *,
    start: int = 0,
    at: Mapping[str, Any] | None = None,
    priors: Asked = None,
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
    priors : str or mapping, optional
        The name of a scenario of the document, whose priors are drawn from in place of the document's
        (:mod:`gametheory.study.sweeps.priors`).

    Returns
    -------
    dict of parameter to array of float, (n,)

    Raises
    ------
    ParameterError
        For a parameter with neither a prior nor a bounded range, a seed that is not an integer from 0 on, a negative
        number of draws, assumptions that (nearly) no draw satisfies, priors that are no scenario's.
    """
    return sampler(subject, at, priors_of(subject, priors))(n, check_seed(seed), start=start)[0]


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
class Sampler:
    """Draws points; made by :func:`sampler`, plain data that can be sent to another process."""

    groups: tuple[Group, ...]
    fixed: tuple[tuple[str, Fraction], ...]
    order: tuple[str, ...]
    engine: str = "numpy"

    def __call__(self, n: int, seed: int, *, start: int = 0) -> tuple[dict[str, Floats], int]:
        """Return draws ``start`` to ``start + n - 1``, and how many candidates are rejected for them.

        Parameters that are fixed are not drawn. For what is rejected see :meth:`rejected`.
        """
        if n < 0 or start < 0:
            raise ParameterError(f"a number of draws and the first one's number are not negative, got {n} from {start}")
        out = {name: np.empty(n) for name in self.order}
        self.fill(out, n, seed, start=start)
        return out, self.rejected(n, seed, start=start)

    def fill(self, out: Mapping[str, Floats], n: int, seed: int, *, start: int = 0) -> None:
        """Write draws ``start`` to ``start + n - 1`` into arrays of ``n`` floats."""
        for block in range(start // BLOCK, -(-(start + n) // BLOCK) if n else 0):
            deadline.check()
            first = block * BLOCK
            low, high = max(start, first), min(start + n, first + BLOCK)
            for g, group in enumerate(self.groups):
                columns = [out[name][low - start : high - start] for name in group.names]
                if block and high - low == BLOCK:
                    _make(group, g, seed, block, self.engine, columns)
                    continue
                # parts of a block are asked for again; and the first block says how many candidates are rejected
                made, _ = _block(group, g, seed, block, self.engine)
                for column, whole in zip(columns, made, strict=True):
                    column[:] = whole[low - first : high - first]

    def accepted(self, seed: int) -> float:
        """Return the share of the priors that the assumptions accept, estimated from the first block of draws.

        The part of the priors that no candidate comes from is known; of the candidates, 65,536 are accepted in every
        group of parameters. So the standard error is below 0.4 % of the share for each group.
        """
        share = 1.0
        for g, group in enumerate(self.groups):
            if group.plan is not None:
                share *= kept(group) * BLOCK / _tried(group, g, seed, self.engine)
        return share

    def rejected(self, n: int, seed: int, *, start: int = 0) -> int:
        """Return how many candidates from the priors the assumptions reject for draws ``start`` to ``start + n - 1``.

        Candidates of all parameters together, as the priors declare them: for ``n`` draws about ``n*(1 - p)/p``, ``p``
        the share that the assumptions accept (:meth:`accepted`), so that ``n/(n + rejected)`` is that share. Only some
        of them are in fact drawn: it is the number that plain rejection is expected to take. What belongs to the first
        ``k`` draws is rounded down, so that numbers for stretches of draws add up to the number for the whole; they
        end at 2**63 - 1.
        """
        if not n or all(group.plan is None for group in self.groups):
            return 0
        share = self.accepted(seed)
        first, last = (min(math.floor(k * ((1.0 - share) / share)), 2**63 - 1) for k in (start, start + n))
        return last - first


def sampler(
    subject: Model | Solution,
    at: Mapping[str, Any] | None = None,
    priors: Priors | None = None,
    *,
    engine: str | None = None,
) -> Sampler:
    """Return what draws from the priors of a model, with some parameters fixed; see :func:`draw`.

    The priors are the document's where none are given. The ``engine``, "numpy" (the default) or "numba", changes the
    time and not a bit of the draws.
    """
    domain: Domain = subject.domain
    declared = (priors or priors_of(subject)).given
    fixed = domain.point(at or {})
    wrong = [text for text in domain.outside(fixed) if " = " in text]
    if wrong:
        raise ParameterError("; ".join(wrong))
    free = [name for name in domain.names if name not in fixed]
    drawn = {}
    for name in free:
        prior = declared.get(name)
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
        drawn[name] = (prior, interval)
    assume = domain.reached(fixed).assume.subs(fixed) if fixed else domain.assume
    parts = assume.parts if isinstance(assume, And) else (assume,)
    groups = []
    for names, conditions in _tied(free, parts):
        groups.append(make_group(names, [drawn[n] for n in names], conditions))
    return Sampler(tuple(groups), tuple(fixed.items()), tuple(free), engine or "numpy")


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
def _block(group: Group, number: int, seed: int, block: int, engine: str) -> tuple[tuple[Floats, ...], int]:
    """Return one block of accepted draws of a group, and how many candidates were tried on the way."""
    columns = tuple(np.empty(BLOCK) for _ in group.names)
    return columns, _make(group, number, seed, block, engine, columns)


def _make(group: Group, number: int, seed: int, block: int, engine: str, columns: Sequence[Floats]) -> int:
    """Write one block of accepted draws of a group, and return how many candidates were tried on the way."""
    source = _source(engine)(group, np.random.PCG64(np.random.SeedSequence(seed, spawn_key=(block, number))))
    have = tried = 0
    while have < BLOCK:
        if not source.tables.kept or (tried >= _MOST and have * 1000 < tried):
            many = f"{tried / source.tables.kept:.3g}" if tried else "all"
            satisfy = f"{have} satisfy" if tried else "none can satisfy"
            raise ParameterError(
                f"of {many} draws from the priors {satisfy} the assumptions {group.what}: "
                "narrow the priors, or fix parameters by at="
            )
        # near the end only as many as are needed at the rate up to here, and some more
        n = min(SLICE, (BLOCK - have) * tried // have + 256) if have else SLICE
        found, which = source(n)
        last = min(have + which.size, BLOCK)
        for column, part in zip(columns, found, strict=True):
            column[have:last] = part[: last - have]
        # the last draw accepted ends the block
        tried += int(which[BLOCK - have - 1]) + 1 if last == BLOCK else n
        have = last
    return tried


def _source(engine: str) -> type[Source]:
    if engine == "numba":
        from gametheory.study.sweeps.candidates_numba import FastSource

        return FastSource
    return Source


@functools.lru_cache(maxsize=256)
def _tried(group: Group, number: int, seed: int, engine: str) -> int:
    """Return how many candidates the first block of a group took."""
    return _block(group, number, seed, 0, engine)[1]
