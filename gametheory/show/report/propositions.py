"""The claims of a model on the page: each with what became of it, and why."""

from __future__ import annotations

from gametheory.lang.writing.layout import count
from gametheory.show.report.findings import Findings
from gametheory.show.report.markup import Child, Markup, el, formula, join
from gametheory.study.claims.verdict import Verdict

__all__ = ["propositions"]


def propositions(found: Findings) -> Child:
    """Return the claims with their verdicts, the document's first, the checks that every model gets in a list below."""
    if found.verification is None or not len(found.verification):
        return None
    own = [one for one in found.verification if not one.automatic]
    checks = [one for one in found.verification if one.automatic]
    parts: list[Child] = []
    if own:
        parts += [el("h3", "Propositions"), (_claim(one) for one in own)]
    if checks:
        parts.append(el("h4", "Checks that every solution gets"))
        parts.append(
            el(
                "ul",
                (el("li", one.statement or one.name, " ", _tag(one), _reason(one)) for one in checks),
                class_="plain",
            )
        )
    return join(parts)


def _tag(one: Verdict) -> Markup:
    return el("span", one.status, class_=f"tag {one.status}")


def _reason(one: Verdict) -> Child:
    return el("span", f" {one.reason}", class_="soft") if one.reason else None


def _claim(one: Verdict) -> Markup:
    parts: list[Child] = [el("h4", one.name, _tag(one))]
    if one.statement:
        parts.append(el("p", one.statement))
    if one.surprise:
        parts.append(el("p", f"The document expects that it {one.expected}.", class_="no"))
    if one.status == "proved" and one.scope:
        given = ", given the assumptions" if one.assumptions else ""
        parts.append(el("p", f"Proved {one.scope}{given}."))
    if one.status == "refuted":
        there = "; ".join(dict.fromkeys(eq.name for eq in one.equilibria)) or "no equilibrium"
        parts.append(el("p", f"Fails {one.witness_place}; there: {there}."))
    if one.share is not None and one.status != "proved":
        share = str(one.share)
        parts.append(el("p", f"{share[0].upper()}{share[1:]}."))
    if one.source:
        parts.append(el("p", f"Source: {one.source}", class_="soft"))
    if one.formal or one.reason or one.gaps:
        parts.append(el("details", el("summary", "The formal claim, and what decided it"), _reasons(one)))
    return el("div", parts, class_="claim")


def _reasons(one: Verdict) -> list[Child]:
    parts: list[Child] = []
    if one.formal:
        parts.append(el("p", el("code", one.formal)))
    if one.reason:
        parts.append(el("p", one.reason, class_="soft"))
    if one.status == "proved" and one.witness is not None:
        parts.append(el("p", f"It speaks of something, for instance {one.witness_place}."))
    if one.gaps:
        edges = [el("li", formula(gap), " (it fails at a point there)" if gap.fails else None) for gap in one.gaps]
        parts.append(el("p", f"Nothing is proved on {count(len(one.gaps), 'knife edge')}, {one.edges_tried}:"))
        parts.append(el("ul", edges, class_="plain"))
    return parts
