"""Answers of studies in HTML, for notebooks: what their texts say, as tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from gametheory.lang.writing.layout import count
from gametheory.lang.writing.markup import Markup, condition_markup, element, joined, table
from gametheory.study.claims.verdict_text import share_text, tried_text, witness_text

if TYPE_CHECKING:
    from gametheory.concepts import Equilibrium
    from gametheory.study.claims.verdict import Verdict, Verification

__all__ = [
    "verification_markup",
]


_LONG = 120
"""Characters above which what a verdict rests on is folded."""


def _head(text: str, *more: str) -> Markup:
    return element("p", element("strong", text), *more)


def _lines(parts: Iterable[str]) -> Markup:
    return joined(element("div", part) for part in parts)


def _notes(notes: tuple[str, ...]) -> list[Markup]:
    return [element("p", f"note: {note}") for note in notes]


# -- what became of claims ---------------------------------------------------------------------------------------------


def verification_markup(found: Verification) -> Markup:
    """Return the verdict on every claim, with its reason, and the witness where it is refuted."""
    rows = [
        (one.name, _statement(one), f"{one.status}{' (unexpected)' if one.surprise else ''}", _grounds(one))
        for one in found
    ]
    counts = [f"{sum(v.status == status for v in found)} {status}" for status in ("proved", "refuted", "undecided")]
    title = f"{found.model.title or found.model.name}: {count(len(found), 'claim')}: {', '.join(counts)}"
    return element("div", _head(title), table(rows, ("claim", "statement", "verdict", "grounds")))


def _statement(one: Verdict) -> Markup:
    formal = [_folded("", "formal part", [one.formal], "code")] if one.formal else []
    source = [element("small", f"source: {one.source}")] if one.source else []
    return _lines([*([one.statement] if one.statement else []), *formal, *source])


def _folded(lead: str, title: str, parts: Sequence[str], tag: str = "span") -> Markup:
    """Return the parts, to be opened by a click where they are long."""
    shown = [element(tag, part) for part in parts]
    if sum(map(len, parts)) <= _LONG:
        return joined((lead, joined(shown, "; ")))
    return element("details", element("summary", lead + title), _lines(shown))


def _grounds(one: Verdict) -> Markup:
    out: list[str] = [text for text in (one.reason, one.scope) if text]
    if one.assumptions:
        given = list(one.assumptions)
        out.append(_folded("given ", count(len(given), "assumption"), given))
    if one.status == "refuted":
        there = dict.fromkeys(_named(equilibrium) for equilibrium in one.equilibria)
        out.append(f"fails {witness_text(one)}: {'; '.join(there) or 'no equilibrium'}")
    if one.share is not None and one.status != "proved":
        out.append(share_text(one.share))
    if one.gaps:
        edges = [condition_markup(gap.edge) for gap in one.gaps]
        out.append(_folded("nothing is proved on ", count(len(edges), "knife edge"), edges))
        out.append(tried_text(one))
        broken = [condition_markup(gap.edge) for gap in one.gaps if gap.fails]
        out += [joined(("it fails on ", joined(broken, " and on ")))] if broken else []
    return _lines(out)


def _named(equilibrium: Equilibrium) -> str:
    return equilibrium.name if equilibrium.isolated else f"{equilibrium.name} (a continuum)"
