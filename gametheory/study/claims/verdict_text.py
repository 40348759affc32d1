"""Verdicts as text: the status first, then what was claimed, by what it was decided, and where it fails."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from gametheory.solve.words.layout import WIDTH, count, hang, wrap

if TYPE_CHECKING:
    from gametheory.study.claims.verdict import Share, Verdict, Verification

__all__ = ["share_text", "verdict_text", "verification_text", "witness_text"]

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
        open_ = f"nothing is said on {count(len(verdict.gaps), 'knife edge')} that {meet} the region"
        yield "edges", open_ + (f"; it fails on {' and on '.join(broken)}" if broken else "")


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
