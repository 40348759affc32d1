"""HTML for notebooks: elements, tables, and closed forms as MathML that browsers show by themselves, without scripts.

Text is escaped when it goes into an element. What is HTML already is a :class:`Markup` and goes in as it is, so that a
name, a meaning or a source out of somebody's document cannot become markup by being forgotten.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from typing import Any

from gametheory.lang.condition import FALSE, TRUE, And, Atom, Condition, Or
from gametheory.lang.expression import exact
from gametheory.lang.writing.text import sides
from gametheory.lang.writing.written import Summand, Term, written

__all__ = ["Markup", "condition_markup", "element", "escaped", "joined", "number_markup", "table"]

_LEFT = "text-align: left; vertical-align: top"


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


def escaped(text: str) -> Markup:
    """Return text as HTML that shows it, and markup as it is."""
    return text if isinstance(text, Markup) else Markup(html.escape(text))


def element(tag: str, *content: str, **attributes: str) -> Markup:
    """Return one element with its content, escaped where that is text."""
    shown = "".join(f' {name}="{html.escape(value)}"' for name, value in attributes.items())
    return Markup(f"<{tag}{shown}>{''.join(escaped(part) for part in content)}</{tag}>")


def joined(parts: Iterable[str], between: str = "") -> Markup:
    """Return the parts one after the other, escaped where they are text."""
    return Markup(escaped(between).join(escaped(part) for part in parts))


def table(rows: Iterable[Sequence[str]], head: Sequence[str] = (), caption: str = "") -> Markup:
    """Return a table whose first column names its rows."""
    out = [element("caption", element("strong", caption), style=f"{_LEFT}; caption-side: top")] if caption else []
    if head:
        cells = joined(element("th", cell, scope="col", style=_LEFT) for cell in head)
        out.append(element("thead", element("tr", cells)))
    lines = [
        element(
            "tr",
            element("th", first, scope="row", style=_LEFT),
            *(element("td", cell, style=_LEFT) for cell in rest),
        )
        for first, *rest in rows
    ]
    return element("table", *out, element("tbody", *lines))


# -- closed forms ------------------------------------------------------------------------------------------------------


def number_markup(value: Any) -> Markup:
    """Return an exact number or closed form as MathML; a root that is no radical as text.

    >>> number_markup("p/2")
    '<math displaystyle="true"><mfrac><mi>p</mi><mn>2</mn></mfrac></math>'
    """
    if hasattr(value, "radical"):
        return escaped(str(value))
    return _math(_expression(value))


def condition_markup(condition: Condition) -> Markup:
    """Return a condition, its relations as MathML, joined by words so that lines can break."""
    if isinstance(condition, Atom):
        return _math(_atom(condition))
    if condition in (TRUE, FALSE):
        return Markup("always" if condition == TRUE else "never")
    assert isinstance(condition, And | Or)
    parts = (
        condition_markup(part) if isinstance(part, Atom) else joined(("(", condition_markup(part), ")"))
        for part in condition.parts
    )
    return joined(parts, " and " if isinstance(condition, And) else " or ")


def _math(content: Markup) -> Markup:
    # names in a fraction are too small to read in the size of the text; a plain number is not
    large = {"displaystyle": "true"} if "<mfrac" in content and "<mi" in content else {}
    return element("math", content, **large)


_SIGNS = {">=": "≥", "<=": "≤", "!=": "≠"}


def _operator(sign: str) -> Markup:
    return element("mo", _SIGNS.get(sign, sign))


def _atom(atom: Atom) -> Markup:
    if atom.shown is not None:
        left, sign, right = atom.shown
        return joined((_expression(left), _operator(sign), _expression(right)))
    above, below = sides(atom.poly)
    sign = atom.sign
    if not above or (sign in (">", ">=") and not any(key for key, _ in above)):
        above, below, sign = below, above, {">": "<", ">=": "<="}.get(sign, sign)
    return joined((_polynomial(above), _operator(sign), _polynomial(below)))


def _row(*parts: Markup) -> Markup:
    return parts[0] if len(parts) == 1 else element("mrow", *parts)


def _expression(value: Any) -> Markup:
    out: list[Markup] = []
    for summand in written(exact(value)):
        if summand.scale < 0 or out:
            out.append(_operator("−" if summand.scale < 0 else "+"))
        out.append(_summand(summand))
    return _row(*out)


def _summand(summand: Summand) -> Markup:
    """Return a summand without its sign."""
    scale, above, below = abs(summand.scale), summand.above, summand.below
    if len(above) == 1 and not below and scale == 1 and above[0][1] == 1 and summand.scale > 0:
        return _polynomial(above[0][0])
    top = [element("mn", str(scale.numerator))] if scale.numerator != 1 or not above else []
    bottom = [element("mn", str(scale.denominator))] if scale.denominator != 1 else []
    alone = len(top) + len(above) == 1 and bool(below or bottom)
    top += [_factor(parts, power, bare=alone) for parts, power in above]
    alone = len(bottom) + len(below) == 1
    bottom += [_factor(parts, power, bare=alone) for parts, power in below]
    return element("mfrac", _times(top), _times(bottom)) if bottom else _times(top)


def _times(factors: Sequence[Markup]) -> Markup:
    out = [part for factor in factors for part in (_operator("⋅"), factor)]
    return _row(*out[1:])


def _factor(parts: list[Term], power: int, *, bare: bool) -> Markup:
    inside = _polynomial(parts)
    if len(parts) > 1 and (power > 1 or not bare):
        inside = _row(_operator("("), inside, _operator(")"))
    return inside if power == 1 else element("msup", inside, element("mn", str(power)))


def _polynomial(parts: list[Term]) -> Markup:
    out: list[Markup] = []
    for key, coefficient in sorted(parts, key=lambda term: term[1] < 0):
        if coefficient < 0 or out:
            out.append(_operator("−" if coefficient < 0 else "+"))
        size = abs(coefficient)
        names = [
            element("mi", name) if power == 1 else element("msup", element("mi", name), element("mn", str(power)))
            for name, power in key
        ]
        out.append(_times(([_size(size)] if size != 1 or not names else []) + names))
    return _row(*out) if out else element("mn", "0")


def _size(size: Any) -> Markup:
    above, below = (element("mn", str(part)) for part in (size.numerator, size.denominator))
    return above if size.denominator == 1 else element("mfrac", above, below)
