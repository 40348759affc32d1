"""Sobol' indices as bars: what share of the quantity's variance each parameter explains, alone and in all interactions.

With several equilibria the quantity is an interval and its two ends are two quantities; one end is drawn at a time.
Whiskers are the confidence intervals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.axes import Axes

from gametheory.errors import GameTheoryError
from gametheory.show.plot.bars import LOWER, UPPER, bar, finish, rows_of
from gametheory.show.plot.style import INK, plain

if TYPE_CHECKING:
    from gametheory.study.response.sobol import Sobol

__all__ = ["sobol"]

ENDS = {"min": "in the lowest equilibrium", "max": "in the highest equilibrium", "value": ""}


def sobol(found: Sobol, ax: Axes | None = None, *, end: str = "max", most: int = 12) -> Axes:
    """Draw first-order and total indices, the largest total on top.

    Parameters
    ----------
    found : Sobol
        Of :mod:`gametheory.study.response.sobol`.
    ax : matplotlib.axes.Axes, optional
    end : {"max", "min"}
        The end of the envelope over equilibria; said in the axis' name. Does not matter where equilibria never differ.
    most : int
        The number of parameters drawn.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ParameterError
        For another end.
    GameTheoryError
        If ``most`` is no positive integer.
    """
    if isinstance(most, bool) or not isinstance(most, int) or most < 1:
        raise GameTheoryError(f"sobol(): most is a positive number of parameters, got {most!r}")
    chosen = found[end]
    ranked = sorted(chosen.parameters, key=lambda one: -one.total.value)
    shown = ranked[:most]
    own = ax is None
    name = " ".join(["share of the variance of", plain(found.quantity.text), ENDS[chosen.end]]).strip()
    ax = rows_of(ax, [", ".join(one.names) + ("*" if one.tied else "") for one in shown], name)
    edges = [0.0, 0.05]
    for row, one in enumerate(shown):
        for look, y, share in ((UPPER, row - 0.18, one.first), (LOWER, row + 0.18, one.total)):
            bar(ax, row, min(share.value, 0.0), max(share.value, 0.0), look)
            ax.plot([share.low, share.high], [y, y], color=INK, lw=1.0, marker="|", ms=4, zorder=4)
            edges += [share.low, share.high, share.value]
    ax.axvline(0.0, color=INK, lw=0.6, zorder=1)
    margin = 0.05 * (max(edges) - min(edges))
    ax.set_xlim(min(edges) - (margin if min(edges) < 0 else 0.0), max(edges) + margin)
    notes = [f"whiskers: {found.level:.0%} confidence; {found.draws} draws, seed {found.seed}"]
    if len(ranked) > len(shown):
        notes.append(f"not drawn: {len(ranked) - len(shown)} with smaller totals")
    if any(one.tied for one in shown):
        notes.append("* tied to others by assumptions: alone may exceed total")
    if not ranked:
        notes = ["no variance: the quantity is the same at every draw"]
    return finish(ax, "first order: alone", "total: with all interactions", own, [(None, note) for note in notes])
