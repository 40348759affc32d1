r"""The interaction of two independent inputs, by double differences.

For inputs ``x`` and ``y`` that are independent of each other (their groups of tied parameters are different ones), let
``D`` be the double difference of the output when ``x`` moves to ``x'`` and ``y`` to ``y'``, all other inputs drawn
given these,

.. math:: D = f(x, y, \cdot) - f(x', y, \cdot) - f(x, y', \cdot) + f(x', y', \cdot).

Everything but the interaction of the two cancels in its mean given ``x, x', y, y'``. With the other inputs drawn a
second time, independently, giving ``D~``, therefore ``E[D D~]/4`` is the variance of the interaction, the numerator of
the second-order index (Liu and Owen 2006, "Estimating mean dimensionality of analysis of variance decompositions",
Journal of the American Statistical Association 101, use ``E[D**2]/4``, for the interactions of all orders). What is
small is estimated by products of small numbers, so the noise is far below that of a difference of three large indices.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from gametheory.study.sweeps.conditional import redraw
from gametheory.study.sweeps.draws import BLOCK, Sampler

__all__ = ["double_differences"]

Floats = NDArray[np.float64]
Function = Callable[[Mapping[str, Floats]], Floats]


def double_differences(
    function: Function, source: Sampler, pair: tuple[str, str], draws: int, seed: int, *, number: int = 0, bins: int
) -> Floats | None:
    """Return sums over draws, in bins, from which the interaction's share of the variance follows.

    Parameters
    ----------
    function : callable
        Takes a mapping of parameter to array (n,) and returns an array (outputs, n).
    source : Sampler
    pair : (str, str)
        Two inputs that no assumption ties together.
    draws, seed : int
    number : int
        Tells the streams of several pairs apart.
    bins : int

    Returns
    -------
    array of float, (outputs, bins, 4), or None
        Sums of 1, ``y``, ``y*y`` and ``D*D~/4``, the outputs ``y`` less the first one. None where the inputs are tied
        together, or the function is undefined at some point: then there is no such decomposition.
    """
    groups = [next(group.names for group in source.groups if name in group.names) for name in pair]
    if groups[0] == groups[1]:
        return None
    sums: Floats | None = None
    center: Floats | None = None
    for start in range(0, draws, BLOCK):
        size = min(BLOCK, draws - start)
        stream = np.random.PCG64(np.random.SeedSequence(seed, spawn_key=(start, number, 2)))
        here, _ = source(size, seed, start=start)
        there = redraw(source, here, (), stream)
        first = _difference(function, here, there, groups)
        second = _difference(function, redraw(source, here, pair, stream), redraw(source, there, pair, stream), groups)
        y = function(here)
        if not all(np.isfinite(values).all() for values in (first, second, y)):
            return None
        if sums is None or center is None:
            center = y.mean(axis=1)[:, None]
            sums = np.zeros((len(y), bins, 4))
        where = (start + np.arange(size)) % bins
        d = y - center
        for k, column in enumerate((np.ones_like(d), d, d * d, first * second / 4)):
            for output, row in enumerate(column):
                sums[output, :, k] += np.bincount(where, row, minlength=bins)
    return sums


def _difference(
    function: Function, here: Mapping[str, Floats], there: Mapping[str, Floats], groups: Sequence[tuple[str, ...]]
) -> Floats:
    """Return the double difference when the two groups move from ``here`` to ``there``, the rest staying here."""

    def at(*moved: tuple[str, ...]) -> Floats:
        return function({**here, **{name: there[name] for group in moved for name in group}})

    difference: Floats = at() - at(groups[0]) - at(groups[1]) + at(*groups)
    return difference
