"""The claims of a model: each with what became of it, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from gametheory.lang.writing.layout import count
from gametheory.lang.writing.markup import Child, Markup, element
from gametheory.lang.writing.mathml import condition_markup
from gametheory.show import latex
from gametheory.show.report.markup import bullets, soft
from gametheory.show.report.part import Part, Rows, Show, Table, register
from gametheory.show.report.study import Study
from gametheory.study import verify
from gametheory.study.claims.status import Status
from gametheory.study.claims.verdict import Verdict, Verification

__all__ = ["ClaimsPart", "tally"]

DRAWS = 256
"""Claims are tried at this many times as many draws: evaluating a claim is cheap."""


@register
class ClaimsPart(Part[Verification | None]):
    """Finds the verdicts. On the page the document's claims stand first, the checks that every model gets below."""

    name = "claims"
    place = 80

    def find(self, study: Study) -> Verification:
        return verify(study.model, solution=study.solved, draws=DRAWS * study.draws, seed=study.seed)

    def section(self, study: Study, show: Show) -> Child:
        found = study[ClaimsPart]
        if found is None or not len(found):
            return None
        own = [one for one in found if not one.automatic]
        checks = [one for one in found if one.automatic]
        parts: list[Child] = []
        if own:
            parts += [element("h3", "Propositions"), (_claim(one) for one in own)]
        if checks:
            parts.append(element("h4", "Checks that every solution gets"))
            parts.append(bullets([one.statement or one.name, " ", _tag(one), _reason(one)] for one in checks))
        return parts

    def tables(self, study: Study) -> Iterator[Table]:
        found = study[ClaimsPart]
        if found is None:
            return
        document = found.document()
        for claim in document["claims"]:
            del claim["seconds"]  # how long it took is no result
        yield "claims.json", document
        yield "claims.csv", _rows(found)
        yield "propositions.tex", latex.propositions(found)

    def facts(self, study: Study) -> Iterator[str]:
        found = study[ClaimsPart]
        if found is not None and len(found):
            yield f"Claims: {tally(found)}."
            for one in found.surprises:
                yield f"Against what the document expects, \u201c{one.name}\u201d is {one.status}."

    def references(self, study: Study) -> tuple[str, ...]:
        return ("wilson1927",) if any(verdict.share is not None for verdict in study[ClaimsPart] or ()) else ()


def tally(found: Verification) -> str:
    """Return how many claims are proved, refuted and undecided."""
    counts = Counter(verdict.status for verdict in found)
    return ", ".join(f"{counts[status]} {status}" for status in Status if counts[status])


def _tag(one: Verdict) -> Markup:
    return element("span", one.status, class_=f"tag {one.status}")


def _reason(one: Verdict) -> Child:
    return element("span", f" {one.reason}", class_="soft") if one.reason else None


def _claim(one: Verdict) -> Markup:
    parts: list[Child] = [element("h4", one.name, _tag(one))]
    if one.statement:
        parts.append(element("p", one.statement))
    if one.surprise:
        parts.append(element("p", f"The document expects that it {one.expected}.", class_="no"))
    if one.status == Status.PROVED and one.scope:
        given = ", given the assumptions" if one.assumptions else ""
        parts.append(element("p", f"Proved {one.scope}{given}."))
    if one.status == Status.REFUTED:
        there = "; ".join(dict.fromkeys(eq.name for eq in one.equilibria)) or "no equilibrium"
        parts.append(element("p", f"Fails {one.witness_place}; there: {there}."))
    if one.share is not None and one.status != Status.PROVED:
        share = str(one.share)
        parts.append(element("p", f"{share[0].upper()}{share[1:]}."))
    if one.source:
        parts.append(soft(f"Source: {one.source}"))
    if one.formal or one.reason or one.gaps:
        parts.append(element("details", element("summary", "The formal claim, and what decided it"), _reasons(one)))
    return element("div", parts, class_="claim")


def _reasons(one: Verdict) -> list[Child]:
    parts: list[Child] = []
    if one.formal:
        parts.append(element("p", element("code", one.formal)))
    if one.reason:
        parts.append(soft(one.reason))
    if one.status == Status.PROVED and one.witness is not None:
        parts.append(element("p", f"It speaks of something, for instance {one.witness_place}."))
    if one.gaps:
        failing = " (it fails at a point there)"
        edges = ([condition_markup(gap.edge), failing if gap.fails else None] for gap in one.gaps)
        parts.append(element("p", f"Nothing is proved on {count(len(one.gaps), 'knife edge')}, {one.edges_tried}:"))
        parts.append(bullets(edges))
    return parts


def _rows(found: Verification) -> Rows:
    return [
        {
            "claim": one.name,
            "status": one.status,
            "expected": one.expected or "",
            "automatic": int(one.automatic),
            "statement": one.statement,
            "formal": one.formal,
            "scope": one.scope,
            "witness": "" if one.witness is None else ", ".join(f"{n} = {x}" for n, x in one.witness.items()),
            "share": "" if one.share is None else one.share.value,
            "share_of": "" if one.share is None else one.share.of,
            "half_width": "" if one.share is None else one.share.half_width,
            "reason": one.reason,
            "source": one.source,
        }
        for one in found
    ]
