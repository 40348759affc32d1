"""Answers of studies in HTML, for notebooks: what their texts say, as tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from gametheory.concepts.words.statement import subject
from gametheory.lang.writing.layout import count
from gametheory.lang.writing.markup import Markup, condition_markup, element, joined, number_markup, table
from gametheory.study.claims.verdict_text import share_text, tried_text, witness_text
from gametheory.study.response.sensitivity_text import (
    end_text,
    envelope_text,
    estimate_text,
    jump_text,
    place_text,
    short_number,
)

if TYPE_CHECKING:
    from gametheory.concepts import Equilibrium
    from gametheory.study.claims.verdict import Verdict, Verification
    from gametheory.study.response.derivatives import Derivatives, RegimeDerivatives
    from gametheory.study.response.sensitivity import Sensitivity
    from gametheory.study.response.sobol import Sobol
    from gametheory.study.response.tornado import Tornado

__all__ = [
    "derivatives_markup",
    "sensitivity_markup",
    "sobol_markup",
    "tornado_markup",
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


# -- how an outcome responds -------------------------------------------------------------------------------------------


def derivatives_markup(found: Derivatives) -> Markup:
    """Return the closed form of a quantity in every regime, with its derivatives and their proved signs."""
    title = f"{subject(found.solution)}: derivatives of {found.quantity} within each regime"
    return element("div", _head(title, f", {place_text(found.solution, found.point)}"), *map(_regime, found))


def _regime(regime: RegimeDerivatives) -> Markup:
    if regime.form is None:
        return element("p", f"{regime.name}: undefined")
    moving = [one for one in regime if one.form != 0]
    head = joined((element("strong", f"{regime.name}: "), number_markup(regime.form)))
    if not moving:
        return element("p", head, " throughout")
    rows = [
        (
            one.parameter,
            number_markup(one.form),
            one.sign.words,
            *("" if x is None else short_number(x) for x in (one.value, one.elasticity_value)),
        )
        for one in moving
    ]
    return joined((element("p", head), table(rows, ("parameter", "derivative", "sign", "slope", "elasticity"))))


def tornado_markup(found: Tornado) -> Markup:
    """Return the swing of every parameter that moves the quantity, the widest first, with its jumps."""
    rows = [
        (
            swing.parameter,
            end_text(swing.low),
            end_text(swing.high),
            f"{envelope_text(swing.lower)} / {envelope_text(swing.upper)}",
            _lines([jump_text(jump) for jump in swing.jumps]),
        )
        for swing in found
        if swing.width or swing.gaps
    ]
    place = place_text(found.solution, found.point)
    title = f"{subject(found.solution)}: {found.quantity}, one parameter at a time; "
    head = ("parameter", "low end: value", "high end: value", "extremes of min / of max", "jumps at")
    return element("div", _head(title, f"base {envelope_text(found.base)} {place}"), table(rows, head))


def sobol_markup(found: Sobol) -> Markup:
    """Return Sobol' indices, with confidence intervals, for each end of the envelope."""
    which = {"min": "smallest over all equilibria", "max": "largest over all equilibria", "value": "the same in all"}
    title = f"{subject(found.solution)}: where the variance of {found.quantity} comes from. "
    out = [_head(title, f"{found.draws} draws, seed {found.seed}, {float(found.level):.4g} confidence intervals")]
    for end in found.ends:
        ranked = sorted((*end.parameters, *end.groups), key=lambda one: -one.total.value)
        rows = [
            (f"{', '.join(one.names)}{'*' if one.tied else ''}", estimate_text(one.first), estimate_text(one.total))
            for one in ranked
        ]
        rows += [
            (f"interaction of {' and '.join(one.pair)}", estimate_text(one.second), estimate_text(one.joint))
            for one in end.pairs
        ]
        caption = f"{which[end.end]}: mean {end.mean:.4g}, variance {end.variance:.4g}"
        out.append(table(rows, ("parameter", "first-order (pair: second)", "total (pair: joint)"), caption))
    if found.groups:
        out.append(element("p", "* tied by assumptions, so not independent"))
    return element("div", *out, *_notes(tuple(found.notes)))


def sensitivity_markup(found: Sensitivity) -> Markup:
    """Return the three parts under each other, then those of the equilibria that survive a refinement."""
    parts = [derivatives_markup(found.derivatives), tornado_markup(found.tornado), sobol_markup(found.sobol)]
    if found.refined is not None:
        parts += [_head(f"The equilibria that survive {', '.join(found.refinement)}")]
        parts += [sensitivity_markup(found.refined)]
    return element("div", *parts)


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
