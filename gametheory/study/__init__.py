"""Questions asked of an answer: a solved game evaluated, bordered, swept and drawn from.

Floats appear on this floor only: a solution is exact, and evaluating it at a million points need not be.
"""

from gametheory.study.claims import (
    Found,
    Gap,
    Share,
    Verdict,
    Verification,
    Weakening,
    Weakenings,
    claim_issues,
    find,
    prove,
    verify,
    weaken,
)
from gametheory.study.derivatives import Derivative, Derivatives, RegimeDerivatives, derivatives
from gametheory.study.draws import draw
from gametheory.study.margins import Margin, Margins, margins
from gametheory.study.program import Evaluation, Program, compile_solution
from gametheory.study.quantity import Quantity, quantity
from gametheory.study.regions import Border, Cell, Regions, regions
from gametheory.study.sensitivity import Sensitivity, sensitivity
from gametheory.study.sobol import Sobol, sobol
from gametheory.study.sweep import sweep
from gametheory.study.thresholds import Threshold, Thresholds, thresholds
from gametheory.study.tornado import Swing, Tornado, tornado

__all__ = [
    "Border",
    "Cell",
    "Derivative",
    "Derivatives",
    "Evaluation",
    "Found",
    "Gap",
    "Margin",
    "Margins",
    "Program",
    "Quantity",
    "RegimeDerivatives",
    "Regions",
    "Sensitivity",
    "Share",
    "Sobol",
    "Swing",
    "Threshold",
    "Thresholds",
    "Tornado",
    "Verdict",
    "Verification",
    "Weakening",
    "Weakenings",
    "claim_issues",
    "compile_solution",
    "derivatives",
    "draw",
    "find",
    "margins",
    "prove",
    "quantity",
    "regions",
    "sensitivity",
    "sobol",
    "sweep",
    "thresholds",
    "tornado",
    "verify",
    "weaken",
]
