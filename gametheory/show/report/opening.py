"""The opening page: one paragraph of facts a model, each read off the answer."""

from __future__ import annotations

from collections.abc import Iterator

from gametheory.lang import TRUE
from gametheory.lang.writing.layout import count
from gametheory.lang.writing.markup import Markup, element
from gametheory.show.report.part import on_page
from gametheory.show.report.parts.claims import ClaimsPart, tally
from gametheory.show.report.study import Study

__all__ = ["facts", "headline", "lead", "opening"]


def headline(study: Study) -> str:
    """Return one line about a model, for the command line."""
    if study.solution is None:
        return f"not solved: {study.refusal or study.why}"
    parts = [count(len(study.solution), "regime" if study.solution.parameters else "equilibrium outcome")]
    parts.append("proved complete" if study.solution.exhaustive else "not proved complete")
    claims = study[ClaimsPart]
    if claims is not None:
        parts.append(tally(claims) or "no claims")
    return ", ".join(parts)


def opening(study: Study, folder: str) -> Markup:
    """Return the paragraph about a model on the opening page."""
    title = element("h3", element("a", study.model.title or study.model.name, href=f"{folder}/index.html"))
    return element("section", title, element("p", " ".join(facts(study))), class_="summary")


def facts(study: Study) -> Iterator[str]:
    """Yield sentences: what was solved, what the parts say of it, what was cut."""
    solution = study.solution
    if solution is None:
        yield f"Not solved: {study.refusal or f'the work was {study.why}'}."
        return
    noun = solution.concept.noun.replace("equilibrium", "equilibria")
    players, parameters = len(study.model.game.players), len(solution.parameters)
    what = f"{noun[0].upper()}{noun[1:]} of a game of {count(players, 'player')}"
    if not parameters:
        yield f"{what} in numbers: {count(len(solution), 'equilibrium outcome')}, {_complete(study)}."
    else:
        always = sum(eq.when == TRUE for eq in solution)
        everywhere = f", {always} of them at every admissible point" if always else ""
        yield (
            f"{what} with {count(parameters, 'parameter')}: {count(len(solution), 'regime')}{everywhere}, "
            f"{_complete(study)}."
        )
    for part in on_page():
        yield from part.facts(study)
    if study.cut:
        yield f"{study.shortened}."


def _complete(study: Study) -> str:
    assert study.solution is not None
    return (
        "proved complete" if study.solution.exhaustive else f"not proved complete ({study.solution.why or 'no reason'})"
    )


def lead(models: int, refused: int, cut: int = 0) -> Markup:
    """Return the first sentences of the report; ``cut`` models are not all done."""
    solved = models - refused
    rest = "" if not refused else f" {count(refused, 'model')} could not be solved; the reason stands with each."
    if cut:
        rest += f" The work on {count(cut, 'model')} was cut; what is missing stands with each."
    return element(
        "p",
        f"This report covers {count(solved, 'solved model')}.{rest} Each game was solved once, for all values of "
        "its parameters: a regime is a family of equilibria in closed form with the exact condition under which it "
        "exists. Where several equilibria exist at a point all are listed and none is picked. The numbers in the "
        "models are what their documents say they are, most of them assumed; what follows from them is computed, "
        "and what is proved is marked so.",
    )
