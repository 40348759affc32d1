r"""LaTeX of answers for a paper: tables of equilibria, regimes, thresholds and sensitivities, propositions, game trees.

Everything compiles in a bare ``article`` with ``\usepackage{booktabs}`` and no other package, in ASCII, without T1; a
tree needs ``tikz``. Parameters and definitions are printed in the document's symbols, and every table and list of
propositions ends with a table that defines the symbols it uses, and no others. Notebooks show answers by themselves
(MathJax, no tables).
"""

from gametheory.show.latex.answers import equilibrium, grid, parameters, regimes, solution, thresholds
from gametheory.show.latex.claims import proposition, propositions
from gametheory.show.latex.forecasts import forecast
from gametheory.show.latex.game_tree import tree
from gametheory.show.latex.response import signs, sobol, tornado

__all__ = [
    "equilibrium",
    "forecast",
    "grid",
    "parameters",
    "proposition",
    "propositions",
    "regimes",
    "signs",
    "sobol",
    "solution",
    "thresholds",
    "tornado",
    "tree",
]
