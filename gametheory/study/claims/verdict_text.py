"""Verdicts as text: the status first, then what was claimed, by what it was decided, and where it fails."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from gametheory.lang.writing.layout import WIDTH, count, hang, wrap

if TYPE_CHECKING:
    from gametheory.study.claims.verdict import Share, Verdict, Verification

__all__ = ["share_text", "tried_text", "verdict_text", "verification_text", "witness_text"]

_INDENT = 2


def share_text(share: Share) -> str:
    """Return a share in words, e.g. ``fails in 5.0% (+- 0.1) of 100,000 draws from the priors``."""
    if share.value in (0.0, 1.0):
        part = {0.0: "none", 1.0: "all"}[share.value]
        return f"{share.of} in {part} of {share.applied:,} draws from the priors"
    return f"{share.of} in {100 * share.value:.3g}% (+- {100 * share.half_width:.2g}) of {share.applied:,} draws"


def witness_text(verdict: Verdict) -> str:
    """Return the witness: the parameters that are not at the baseline, or all."""
    witness = verdict.witness or {}
    base: dict[str, Fraction] = {}
    if verdict.question is not None:
        base = dict(verdict.question.asked.baseline)
    moved = [f"{name} = {x}" for name, x in witness.items() if base.get(name) != x]
    if not witness:
        return "in the game, which has no parameters"
    if not moved:
        return "at the baseline"
    rest = "" if len(moved) == len(witness) else ", the rest at the baseline"
    return f"at {', '.join(moved)}{rest}"


def tried_text(verdict: Verdict) -> str:
    """Return how far a claim was tried on the knife edges that a proof says nothing about."""
    points = sum(gap.tried for gap in verdict.gaps)
    untried = sum(not gap.tried for gap in verdict.gaps)
    if not points:
        return "no point on it was tried" if len(verdict.gaps) == 1 else "no point on them was tried"
    where = "there" if points == 1 else "at any of them"
    on = "it" if len(verdict.gaps) == 1 else "them"
    # not that it holds there: between the extreme points of a continuum it may not have been decided
    held = "" if any(gap.fails for gap in verdict.gaps) else f", and it was not seen to fail {where}"
    left = f", none on {untried} of these" if untried else ""
    return f"only {count(points, 'point')} on {on} {'was' if points == 1 else 'were'} tried{left}{held}"


def _parts(verdict: Verdict) -> Iterator[tuple[str, str]]:
    if verdict.statement:
        yield "", " ".join(verdict.statement.split())
    if verdict.formal and verdict.formal != verdict.name:
        yield "claim", verdict.formal
    if verdict.scope:
        yield "proved", verdict.scope + (f", given {'; '.join(verdict.assumptions)}" if verdict.assumptions else "")
    if verdict.status == "refuted":
        yield "fails", witness_text(verdict)
        yield "there", "; ".join(dict.fromkeys(eq.name for eq in verdict.equilibria)) or "no equilibrium"
    if verdict.reason:
        yield "by", verdict.reason
    if verdict.share is not None and verdict.status != "proved":
        yield "share", share_text(verdict.share)
    if verdict.gaps:
        broken = [str(gap) for gap in verdict.gaps if gap.fails]
        meet = "meet" if len(verdict.gaps) > 1 else "meets"
        open_ = f"nothing is proved on {count(len(verdict.gaps), 'knife edge')} that {meet} the region"
        fails = f"; it fails on {' and on '.join(broken)}" if broken else ""
        yield "edges", f"{open_}: {tried_text(verdict)}{fails}"


def verdict_text(verdict: Verdict, width: int = WIDTH) -> str:
    """Return one verdict."""
    surprise = {"holds": ", though it was expected to hold", "fails": ", though it was expected to fail"}
    more = surprise[verdict.expected] if verdict.surprise and verdict.expected else ""
    lines = [f"{verdict.status.upper()}{more}: {verdict.name}"]
    for label, text in _parts(verdict):
        lead = " " * _INDENT + (f"{label:<8}" if label else "")
        lines += hang(lead, wrap(text, width - len(lead)))
    return "\n".join(lines)


def verification_text(found: Verification, width: int = WIDTH) -> str:
    """Return all verdicts on a model, and how many there are of each kind."""
    counts = [f"{sum(v.status == status for v in found)} {status}" for status in ("proved", "refuted", "undecided")]
    title = " ".join((found.model.title or found.model.name).split())
    head = f"{title}: {count(len(found), 'claim')}: {', '.join(counts)}"
    return "\n\n".join([head, *(verdict_text(verdict, width) for verdict in found)])
