"""Questions asked of an answer: a solved game evaluated, bordered, swept and drawn from.

Floats appear on this floor only: a solution is exact, and evaluating it at a million points need not be.
"""

from gametheory.study.draws import draw
from gametheory.study.margins import Margin, Margins, margins
from gametheory.study.program import Evaluation, Program, compile_solution
from gametheory.study.quantity import Quantity, quantity
from gametheory.study.regions import Border, Cell, Regions, regions
from gametheory.study.sweep import sweep
from gametheory.study.thresholds import Threshold, Thresholds, thresholds

__all__ = [
    "Border",
    "Cell",
    "Evaluation",
    "Margin",
    "Margins",
    "Program",
    "Quantity",
    "Regions",
    "Threshold",
    "Thresholds",
    "compile_solution",
    "draw",
    "margins",
    "quantity",
    "regions",
    "sweep",
    "thresholds",
]
