"""The game solved: its equilibria at the baseline, and the audit of them."""

from __future__ import annotations

from collections.abc import Iterator

from gametheory.concepts import REFINEMENTS, Certificate, Solution, solve
from gametheory.concepts.words.statement import completeness
from gametheory.errors import ConceptError
from gametheory.lang import deadline
from gametheory.lang.writing.layout import count
from gametheory.lang.writing.markup import Child, element
from gametheory.show import latex
from gametheory.show.report.equilibria import stated, title
from gametheory.show.report.part import Part, Rows, Show, Table, register
from gametheory.show.report.study import Study
from gametheory.show.tables import endings, summary

__all__ = ["BaselinePart"]


@register
class BaselinePart(Part[tuple[Certificate, ...]]):
    """Solves the game for the parts after it; finds the certificates of the equilibria at the baseline."""

    name = "baseline"
    stage = "solving"
    share = 0.35
    place = 10
    nothing = ()

    def find(self, study: Study) -> tuple[Certificate, ...]:
        try:
            with deadline.share(0.8):
                study.solution = solve(study.model)
        except ConceptError as error:
            study.refusal = str(error)
            return ()
        study.here = study.attempt("equilibria at the baseline", study.solution.at)
        return () if study.here is None else study.here.certificates()

    def section(self, study: Study, show: Show) -> Child:
        here = study.here
        if here is None:
            return None
        name = "Equilibria at the baseline" if study.model.parameters else "Equilibria"
        parts: list[Child] = [element("h3", name), element("p", f"{completeness(here)}. {_audit(study[BaselinePart])}")]
        for i, eq in enumerate(here, start=1):
            parts += [element("h4", f"{i}. {title(eq)}"), stated(eq)]
        return [parts, show("game")]

    def tables(self, study: Study) -> Iterator[Table]:
        here = study.here
        if here is not None:
            yield "equilibria.csv", _rows(here)
            yield "equilibria.tex", latex.solution(here)
            if study.solved.parameters:
                yield "equilibria.json", here.document()

    def facts(self, study: Study) -> Iterator[str]:
        here = study.here
        if here is None:
            return
        where = "At the baseline there" if study.model.parameters else "There"
        if not len(here):
            yield f"{where} is no equilibrium in the list."
            return
        verb = "is one equilibrium outcome" if len(here) == 1 else f"are {len(here)} equilibrium outcomes"
        more = "" if here.exhaustive else f" in a list that is not proved complete ({here.why})"
        yield f"{where} {verb}{more}: {'; '.join(summary(eq) for eq in here)}."
        if any(eq.survives for eq in here):
            leading = here.concept.leading
            kept = [eq.name for eq in here if eq.survives.get(leading) is True]
            undecided = any(eq.survives.get(leading) is None for eq in here)
            if leading in REFINEMENTS and len(kept) < len(here) and not undecided:
                yield f"{REFINEMENTS[leading].label} keeps {' and '.join(kept) or 'none of them'}."
        passed = sum(certificate.valid is True for certificate in study[BaselinePart])
        if passed == len(here):
            yield "The independent audit passes." if passed == 1 else "The independent audit passes for all of them."
        else:
            yield f"The independent audit passes for {passed} of {len(here)}."


def _audit(certificates: tuple[Certificate, ...]) -> str:
    passed = sum(certificate.valid is True for certificate in certificates)
    words = "deviations and beliefs only, by code that shares nothing with the solvers"
    return f"Audit ({words}): {passed} of {count(len(certificates), 'equilibrium', 'equilibria')} certified."


def _rows(here: Solution) -> Rows:
    players = list(here.game.players)
    return [
        {
            "number": i,
            "equilibrium": one.name,
            "isolated": int(one.isolated),
            "ends": endings(one),
            **{f"payoff of {player}": str(one.payoffs.get(player, "")) for player in players},
            **{
                f"survives {name}": "" if verdict is None else int(verdict is True)
                for name, verdict in one.survives.items()
            },
        }
        for i, one in enumerate(here, start=1)
    ]
