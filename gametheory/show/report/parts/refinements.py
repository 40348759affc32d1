"""Which equilibria survive the refinements: at the baseline, and where in each regime.

To say where a regime survives a refinement takes about as much work as to solve the game, and as many times as there
are refinements; where the regimes' conditions are long, to shorten what is left of them takes more. Equilibria are then
judged at the baseline alone, and the report says so.
"""

from __future__ import annotations

from gametheory.concepts import REFINEMENTS, Solution, survival
from gametheory.lang import Condition
from gametheory.lang.writing.markup import Child, element
from gametheory.show.report.equilibria import title
from gametheory.show.report.markup import condition, soft, table
from gametheory.show.report.part import Part, Show, register
from gametheory.show.report.study import Study

__all__ = ["RefinementsPart", "long"]

LONG = 2000
"""With more terms than this in the relations of the regimes nothing is judged over all parameter values."""

NOT_JUDGED = (
    "In which regimes equilibria survive, for all parameter values, is not worked out here: the conditions of the "
    "regimes are so long that this would take more work for each criterion than solving the game did."
)


@register
class RefinementsPart(Part[None]):
    """Puts the refinements' verdicts into the study's equilibria, where the concept has refinements."""

    name = "refinements"
    share = 0.2
    place = 20

    def find(self, study: Study) -> None:
        if study.solved.concept.refinements:
            if not long(study.solved):
                study.solution = survival(study.solved)
            study.here = None if study.here is None else survival(study.here)

    def section(self, study: Study, show: Show) -> Child:
        here, solution = study.here, study.solution
        if solution is None:
            return None
        judged = any(eq.survives for eq in solution)
        if not judged and not (solution.concept.refinements and long(solution)):
            return None
        marks = {
            True: element("span", "yes", class_="yes"),
            False: element("span", "no", class_="no"),
            None: element("span", "open", class_="open"),
        }
        parts: list[Child] = [element("h3", "Refinements")]
        head = ["Equilibrium", *(REFINEMENTS[name].short for name in REFINEMENTS)]
        kinds = "s" + "c" * len(REFINEMENTS)
        if here is not None and (judged or any(eq.survives for eq in here)):
            rows = [[title(eq), *(marks[_decided(eq.survives.get(name))] for name in REFINEMENTS)] for eq in here]
            parts.append(table(head, rows, kinds, "Which equilibria at the baseline survive"))
            reasons = [
                [title(eq), REFINEMENTS[name].short, why] for eq in here for name, why in eq.reasons.items() if why
            ]
            if reasons:
                why_not = table(["Equilibrium", "criterion", "why it does not survive, or is open"], reasons, "s-s")
                parts.append(element("details", element("summary", "Why the others do not survive"), why_not))
        if not judged:
            parts.append(soft(NOT_JUDGED))
            return parts
        verdicts: list[list[Child]] = []
        lines: list[list[Child]] = []
        for i, regime in enumerate(solution, start=1):
            verdicts.append([f"{i}. {title(regime)}"])
            for name in REFINEMENTS:
                verdict = regime.survives.get(name)
                if isinstance(verdict, Condition):
                    verdicts[-1].append("partly")
                    lines.append([i, REFINEMENTS[name].short, condition(verdict)])
                else:
                    verdicts[-1].append(marks[verdict])
        parts.append(table(head, verdicts, kinds, "In which regimes they survive, for all parameter values"))
        if lines:
            parts.append(table(["Regime", "criterion", "survives, inside the regime, where"], lines, "n-s"))
        return parts


def long(solution: Solution) -> bool:
    """Return whether the conditions of the regimes are so long that proofs about them take most of the time."""
    relations = {atom for eq in solution for atom in eq.when.atoms()}
    return sum(len(atom.poly) for atom in relations) > LONG


def _decided(verdict: bool | Condition | None) -> bool | None:
    return verdict if isinstance(verdict, bool) else None
