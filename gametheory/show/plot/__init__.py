"""Figures for a paper: regime maps, jumps, thresholds, tornado and Sobol bars, game trees and signaling games.

Every function takes results and returns a :class:`matplotlib.axes.Axes`, on a figure of its own where none is given.
None calls ``show`` and none touches pyplot's state. Text is 7 to 8 points at the size of the figure, the colours are
those of Okabe and Ito (2008, "Color Universal Design"), and whatever a colour says is also said by a line style, a
hatch, a number or a width, so that the figures can be printed in grey. :func:`save` writes vector graphics and PNG,
the same bytes for the same figure.

matplotlib is the extra ``[plot]`` of this package; nothing outside this folder imports it.
"""

try:
    import matplotlib as _matplotlib  # noqa: F401
except ModuleNotFoundError as missing:
    if missing.name != "matplotlib":
        raise
    raise ModuleNotFoundError(
        "figures need matplotlib, the extra 'plot': pip install 'gametheory-toolkit[plot]'", name="matplotlib"
    ) from None

from gametheory.show.plot._forecast import forecast
from gametheory.show.plot._regions import regions
from gametheory.show.plot._signaling import signaling
from gametheory.show.plot._sobol import sobol
from gametheory.show.plot._thresholds import thresholds
from gametheory.show.plot._tornado import tornado
from gametheory.show.plot._tree import tree
from gametheory.show.plot.lines import line
from gametheory.show.plot.style import save

__all__ = ["forecast", "line", "regions", "save", "signaling", "sobol", "thresholds", "tornado", "tree"]
