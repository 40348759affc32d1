"""The opening page: one paragraph of facts a model, each read off the answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from gametheory.concepts import REFINEMENTS
from gametheory.lang import TRUE
from gametheory.lang.algebraic import Real, real_text
from gametheory.lang.writing.layout import count
from gametheory.show.report.findings import Findings
from gametheory.show.report.markup import Markup, el, join
from gametheory.show.tables import summary

__all__ = ["facts", "headline", "opening", "shortened", "value"]

NEAREST = 3


def value(number: Real) -> str:
    """Return an exact number, with its decimal where it is long or no fraction."""
    exact = real_text(number)
    if len(exact) <= 7:
        return exact
    short = f"{float(number):.4g}"
    return f"{exact} ({short})" if len(exact) <= 24 else short


def headline(found: Findings) -> str:
    """Return one line about a model, for the command line."""
    if found.solution is None:
        return f"not solved: {found.refusal or found.why}"
    parts = [count(len(found.solution), "regime" if found.solution.parameters else "equilibrium outcome")]
    parts.append("proved complete" if found.solution.exhaustive else "not proved complete")
    if found.verification is not None:
        parts.append(_claims(found) or "no claims")
    return ", ".join(parts)


def opening(found: Findings, folder: str) -> Markup:
    """Return the paragraph about a model on the opening page."""
    title = el("h3", el("a", found.model.title or found.model.name, href=f"#{folder}"))
    return el("section", title, el("p", " ".join(facts(found))), class_="summary")


def facts(found: Findings) -> Iterator[str]:
    """Yield sentences: what was solved, the equilibria at the baseline, the nearest changes, the claims."""
    solution = found.solution
    if solution is None:
        yield f"Not solved: {found.refusal or f'the work was {found.why}'}."
        return
    noun = solution.concept.noun.replace("equilibrium", "equilibria")
    players, parameters = len(found.model.game.players), len(solution.parameters)
    what = f"{noun[0].upper()}{noun[1:]} of a game of {count(players, 'player')}"
    if not parameters:
        yield f"{what} in numbers: {count(len(solution), 'equilibrium outcome')}, {_complete(found)}."
    else:
        always = sum(eq.when == TRUE for eq in solution)
        everywhere = f", {always} of them at every admissible point" if always else ""
        yield (
            f"{what} with {count(parameters, 'parameter')}: {count(len(solution), 'regime')}{everywhere}, "
            f"{_complete(found)}."
        )
    yield from _baseline(found)
    yield from _changes(found)
    if found.verification is not None and len(found.verification):
        yield f"Claims: {_claims(found)}."
        for one in found.verification.surprises:
            yield f"Against what the document expects, \u201c{one.name}\u201d is {one.status}."
    if found.cut:
        yield f"{shortened(found)}."


def shortened(found: Findings) -> str:
    """Return which parts of the work were cut, and why."""
    return f"The work was {found.why}, and not all of it was done: {', '.join(found.cut)}"


def _complete(found: Findings) -> str:
    assert found.solution is not None
    return (
        "proved complete" if found.solution.exhaustive else f"not proved complete ({found.solution.why or 'no reason'})"
    )


def _baseline(found: Findings) -> Iterator[str]:
    here = found.here
    if here is None:
        return
    where = "At the baseline there" if found.model.parameters else "There"
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
    passed = sum(certificate.valid is True for certificate in found.certificates)
    if passed == len(here):
        yield "The independent audit passes." if passed == 1 else "The independent audit passes for all of them."
    else:
        yield f"The independent audit passes for {passed} of {len(here)}."


def _changes(found: Findings) -> Iterator[str]:
    if found.margins is None:
        return
    near = [one for one in found.margins if one.nearest is not None][:NEAREST]
    if not near:
        what = "the set of equilibria" if found.margins.solution.exhaustive else "the equilibria that were found"
        yield f"No single parameter changes {what} within its range."
        return
    listed = []
    for one in near:
        assert one.nearest is not None
        share = "" if one.relative is None else f", {float(one.relative):.1%} of its range away"
        listed.append(f"{one.parameter} at {value(one.nearest.value)} (baseline {one.value}{share})")
    yield f"The nearest changes of the set of equilibria: {'; '.join(listed)}."


def _claims(found: Findings) -> str:
    assert found.verification is not None
    counts = Counter(verdict.status for verdict in found.verification)
    return ", ".join(f"{counts[status]} {status}" for status in ("proved", "refuted", "undecided") if counts[status])


def lead(models: int, refused: int, cut: int = 0) -> Markup:
    """Return the first sentences of the report; ``cut`` models are not all done."""
    solved = models - refused
    rest = "" if not refused else f" {count(refused, 'model')} could not be solved; the reason stands with each."
    if cut:
        rest += f" The work on {count(cut, 'model')} was cut; what is missing stands with each."
    return join(
        el(
            "p",
            f"This report covers {count(solved, 'solved model')}.{rest} Each game was solved once, for all values of "
            "its parameters: a regime is a family of equilibria in closed form with the exact condition under which it "
            "exists. Where several equilibria exist at a point all are listed and none is picked. The numbers in the "
            "models are what their documents say they are, most of them assumed; what follows from them is computed, "
            "and what is proved is marked so.",
        )
    )
