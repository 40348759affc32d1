"""Draws of some parameters given the others, from the priors conditioned on the model's assumptions.

The joint distribution is that of :mod:`gametheory.study.sweeps.draws`: independent priors, conditioned on the
assumptions, which tie some parameters together in groups. Freezing some parameters of a point and drawing the others
again *given* the frozen ones is drawing from the priors until the assumptions hold beside the frozen values: rejection,
point by point. A frozen value that leaves little room takes many trials, but is itself as rare: on average over points
that are drawn from the joint distribution, 1/P trials are needed, P the probability of the assumptions under the
priors.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gametheory.errors import ParameterError
from gametheory.study.compiled.engine_numpy import run
from gametheory.study.sweeps.candidates import Group
from gametheory.study.sweeps.draws import Sampler
from gametheory.study.sweeps.quantiles import quantile, uniform

__all__ = ["redraw"]

Floats = NDArray[np.float64]

CANDIDATES = 1 << 16
"""Candidates tried at a time."""

MOST = 1 << 27
"""Trials for one point before the assumptions are called too tight."""


def redraw(
    source: Sampler, columns: Mapping[str, Floats], frozen: Collection[str], stream: np.random.PCG64
) -> dict[str, Floats]:
    """Return points with the ``frozen`` parameters as they are and the others drawn again, given those.

    Parameters
    ----------
    source : Sampler
    columns : mapping of parameter to array of float, (n,)
        Points that satisfy the assumptions.
    frozen : collection of str
    stream : numpy.random.PCG64
        What is drawn depends on this stream and the points alone.

    Raises
    ------
    ParameterError
        If the assumptions leave so little room beside a frozen value that nothing was found.
    """
    out = dict(columns)
    for group in source.groups:
        free = [name for name in group.names if name not in frozen]
        if not free:
            continue
        if group.plan is None:
            out |= _candidates(group, free, len(columns[free[0]]), stream)
        else:
            out |= _conditional(group, free, columns, stream)
    return out


def _candidates(group: Group, free: list[str], n: int, stream: np.random.PCG64) -> dict[str, Floats]:
    priors = dict(zip(group.names, group.priors, strict=True))
    return {x: quantile(*priors[x], uniform(stream, n)) for x in free}


def _conditional(
    group: Group, free: list[str], columns: Mapping[str, Floats], stream: np.random.PCG64
) -> dict[str, Floats]:
    out = {name: np.empty_like(columns[name]) for name in free}
    pending = np.arange(len(columns[free[0]]))
    tried = 0
    while pending.size:
        if tried > MOST:
            held = [name for name in group.names if name not in free]
            where = ", ".join(f"{name} = {columns[name][pending[0]]}" for name in held)
            raise ParameterError(
                f"no draw of {', '.join(free)} was found that satisfies {group.what} beside {where}: "
                "narrow the priors, or fix parameters by at="
            )
        each = max(1, CANDIDATES // pending.size)
        rows = np.repeat(pending, each)
        trial = _candidates(group, free, rows.size, stream)
        good = _holds(group, [trial[x] if x in trial else columns[x][rows] for x in group.names])
        good = good.reshape(pending.size, each)
        found = good.any(axis=1)
        first = (np.arange(pending.size) * each + good.argmax(axis=1))[found]
        for name in free:
            out[name][pending[found]] = trial[name][first]
        pending = pending[~found]
        tried += each
    return out


def _holds(group: Group, columns: list[Any]) -> NDArray[np.bool_]:
    assert group.plan is not None
    truth = np.empty((1, columns[0].size), bool)
    sizes = [max(float(c.max()), -float(c.min())) for c in columns]
    run(group.plan, columns, sizes, truth, np.empty((0, columns[0].size)))
    row: NDArray[np.bool_] = truth[0]
    return row
