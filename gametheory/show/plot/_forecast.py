"""A forecast: how high quantities are on average over the cases, by rule and set of priors.

A row a quantity, rule and set of priors, with two bars: the average of the highest value over the equilibria, and that
of the lowest. They are equally long where one equilibrium is left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.axes import Axes

from gametheory.show.plot.bars import LOWER, UPPER, bar, finish, rows_of
from gametheory.show.plot.style import plain

if TYPE_CHECKING:
    from gametheory.study.sweeps.forecast import Forecast

__all__ = ["forecast"]


def forecast(found: Forecast, ax: Axes | None = None) -> Axes:
    """Draw the averages of a forecast.

    Parameters
    ----------
    found : Forecast
        Of :func:`gametheory.study.sweeps.forecast.forecast`.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    several = len({case.priors.text for case in found}) > 1
    rows = []
    for q, asked in enumerate(found.quantities):
        for case in found:
            about = [case.rule.label, *([case.priors.scenario or "own priors"] if several else [])]
            rows.append((f"{plain(asked.text)}, {', '.join(about)}", case.spreads[q].mean))
    own = ax is None
    ax = rows_of(ax, [name for name, _ in rows], f"average over {found.draws:,} cases")
    ends = [0.0, *(end for _, mean in rows for end in mean if end == end)]
    for row, (_, (low, high)) in enumerate(rows):
        if low == low:
            bar(ax, row, min(high, 0.0), max(high, 0.0), UPPER)
            bar(ax, row, min(low, 0.0), max(low, 0.0), LOWER)
    most = max(*ends, 1.0 if all(0 <= end <= 1 for end in ends) else max(ends))
    ax.set_xlim(min(ends), most if most > min(ends) else min(ends) + 1)
    return finish(ax, "highest equilibrium", "lowest equilibrium", own)
