"""Questions asked of an answer: a solved game evaluated, bordered, swept and drawn from.

Floats appear on this floor only: a solution is exact, and evaluating it at a million points need not be.
"""

from gametheory.study.answers.answer import Answered, answer
from gametheory.study.answers.issues import answer_issues
from gametheory.study.changes.margins import Margin, Margins, margins
from gametheory.study.changes.regions import Border, Cell, Regions, regions
from gametheory.study.changes.thresholds import Threshold, Thresholds, thresholds
from gametheory.study.claims.find import Found, find
from gametheory.study.claims.nearest import Change
from gametheory.study.claims.prove import prove
from gametheory.study.claims.require import require
from gametheory.study.claims.required import Required
from gametheory.study.claims.requirement import Requirement
from gametheory.study.claims.verdict import Gap, Share, Verdict, Verification
from gametheory.study.claims.verify import claim_issues, verify
from gametheory.study.claims.weaken import weaken
from gametheory.study.claims.weakening import JointWeakening, Weakening, Weakenings
from gametheory.study.compiled.program import Evaluation, Program, compile_solution
from gametheory.study.quantities.quantity import Quantity, quantity
from gametheory.study.response.derivatives import Derivative, Derivatives, RegimeDerivatives, derivatives
from gametheory.study.response.sensitivity import Sensitivity, sensitivity
from gametheory.study.response.sobol import Sobol, sobol
from gametheory.study.response.tornado import Swing, Tornado, tornado
from gametheory.study.sweeps.draws import draw
from gametheory.study.sweeps.forecast import Forecast, forecast
from gametheory.study.sweeps.sweep import sweep

__all__ = [
    "Answered",
    "Border",
    "Cell",
    "Change",
    "Derivative",
    "Derivatives",
    "Evaluation",
    "Forecast",
    "Found",
    "Gap",
    "JointWeakening",
    "Margin",
    "Margins",
    "Program",
    "Quantity",
    "RegimeDerivatives",
    "Regions",
    "Required",
    "Requirement",
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
    "answer",
    "answer_issues",
    "claim_issues",
    "compile_solution",
    "derivatives",
    "draw",
    "find",
    "forecast",
    "margins",
    "prove",
    "quantity",
    "regions",
    "require",
    "sensitivity",
    "sobol",
    "sweep",
    "thresholds",
    "tornado",
    "verify",
    "weaken",
]
