"""Closed forms and conditions as MathML, which browsers show by themselves, without scripts.

Browsers do not break the lines of mathematics: a long sum or relation is several elements, each led by its operator,
with places to break between them.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from gametheory.lang.algebraic import Algebraic
from gametheory.lang.condition import FALSE, TRUE, And, Atom, Condition, Or
from gametheory.lang.expression import exact
from gametheory.lang.writing.abridged import described, listed_ways
from gametheory.lang.writing.markup import Markup, element, escaped, joined, shown
from gametheory.lang.writing.text import sides
from gametheory.lang.writing.written import Factor, Term, written

__all__ = ["condition_markup", "number_markup"]

WIDE = 22
"""Signs of a sum or relation that stay on one line, and of what stands above or below a fraction's line."""

Piece = tuple[str, Markup]
"""What may begin a line: an operator, empty at the head of a sum that has no minus there, and what follows it."""


def number_markup(value: Any) -> Markup:
    """Return an exact number or closed form as MathML; a root that is no radical as text.

    >>> number_markup("p/2")
    '<math displaystyle="true"><mfrac><mi>p</mi><mn>2</mn></mfrac></math>'
    """
    if words := described(value):
        return escaped(words)
    if not isinstance(value, Algebraic):
        return _math(_sum(value))
    return escaped(str(value)) if value.radical is None else _math([("", _radical(*value.radical))])


def condition_markup(condition: Condition) -> Markup:
    """Return a condition, its relations as MathML, joined by words so that lines can break."""
    if words := described(condition):
        return escaped(words)
    if isinstance(condition, Atom):
        return _math(_relation(condition))
    if condition in (TRUE, FALSE):
        return Markup("always" if condition == TRUE else "never")
    assert isinstance(condition, And | Or)
    listed, others = listed_ways(condition) if isinstance(condition, Or) else (condition.parts, "")
    parts = (
        condition_markup(part) if isinstance(part, Atom) else ("(", condition_markup(part), ")") for part in listed
    )
    return joined([*parts, *([others] if others else [])], " and " if isinstance(condition, And) else " or ")


def _math(pieces: Sequence[Piece]) -> Markup:
    whole = _row(pieces)
    if len(shown(whole)) <= WIDE or len(pieces) == 1:
        return _element(whole)
    first, *rest = pieces
    broken = (_element(element("mo", sign, form="infix"), piece) for sign, piece in rest)
    return joined([_element(_row([first])), *broken], element("wbr"))


def _element(*content: Markup) -> Markup:
    # names in a fraction are too small to read in the size of the text; a plain number is not
    large = any("<mfrac" in part and "<mi" in part for part in content)
    return element("math", content, displaystyle="true" if large else None)


_SIGNS = {">=": "≥", "<=": "≤", "!=": "≠"}


def _relation(atom: Atom) -> list[Piece]:
    if atom.shown is not None:
        left, sign, right = atom.shown
        return _related(_sum(left), sign, _sum(right))
    above, sign, below = sides(atom.poly, atom.sign)
    return _related(_terms(above), sign, _terms(below))


def _related(left: list[Piece], sign: str, right: list[Piece]) -> list[Piece]:
    first, *rest = right
    return [*left, (_SIGNS.get(sign, sign), _row([first])), *rest]


def _row(pieces: Sequence[Piece]) -> Markup:
    """Return the pieces as one."""
    return _beside([part for sign, piece in pieces for part in ((element("mo", sign), piece) if sign else (piece,))])


def _beside(parts: Sequence[Markup]) -> Markup:
    return parts[0] if len(parts) == 1 else element("mrow", parts)


def _sum(value: Any) -> list[Piece]:
    out: list[Piece] = []
    for summand in written(exact(value)):
        (sign, first), *rest = _terms(summand.above[0][0]) if summand.plain else _product(*summand.fraction)
        out += [(sign or _sign(summand.scale, out), first), *rest]
    return out


def _sign(size: Fraction, before: Sequence[Piece]) -> str:
    return "−" if size < 0 else "+" if before else ""


def _product(top: Sequence[Factor], bottom: Sequence[Factor]) -> list[Piece]:
    """Return a product or a fraction, on a line where its top or bottom is too wide."""
    over, under = _times(top, bare=bool(bottom)), _times(bottom, bare=True)
    if max(len(shown(over)), len(shown(under))) <= WIDE:
        return [("", element("mfrac", over, under) if bottom else over)]
    pieces = _line(top)
    if bottom:
        (_, first), *rest = _line(bottom) if len(bottom) == 1 else _fenced(_line(bottom))
        pieces += [("/", first), *rest]
    return pieces


def _line(factors: Sequence[Factor]) -> list[Piece]:
    out: list[Piece] = []
    for parts, power in factors:
        (_, first), *rest = _fenced(_terms(parts), power) if len(parts) > 1 else [("", _factor(parts, power))]
        out += [("⋅" if out else "", first), *rest]
    return out


def _fenced(pieces: Sequence[Piece], power: int = 1) -> list[Piece]:
    first, *rest = pieces
    opened = [("", _beside([element("mo", "("), _row([first])])), *rest]
    sign, last = opened.pop()
    return [*opened, (sign, _beside([last, _power(element("mo", ")"), power)]))]


def _times(factors: Sequence[Factor], *, bare: bool) -> Markup:
    return _dotted([_factor(parts, power, bare=bare and len(factors) == 1) for parts, power in factors])


def _dotted(factors: Sequence[Markup]) -> Markup:
    return _beside([part for factor in factors for part in (element("mo", "⋅"), factor)][1:])


def _factor(parts: list[Term], power: int, *, bare: bool = False) -> Markup:
    inside = _row(_terms(parts))
    if len(parts) > 1 and (power > 1 or not bare):
        inside = element("mrow", element("mo", "("), inside, element("mo", ")"))
    return _power(inside, power)


def _power(base: Markup, power: int) -> Markup:
    return base if power == 1 else element("msup", base, element("mn", power))


def _terms(parts: list[Term]) -> list[Piece]:
    out: list[Piece] = []
    for key, coefficient in sorted(parts, key=lambda term: term[1] < 0):
        size = abs(coefficient)
        names = [_power(element("mi", name), power) for name, power in key]
        factors = [_fraction(size), *names] if size != 1 or not names else names
        out.append((_sign(coefficient, out), _dotted(factors)))
    return out or [("", element("mn", 0))]


def _fraction(size: Fraction) -> Markup:
    above, below = (element("mn", part) for part in (size.numerator, size.denominator))
    return above if size.denominator == 1 else element("mfrac", above, below)


def _radical(p: int, q: int, m: int, r: int) -> Markup:
    """Return ``(p + q*sqrt(m))/r``."""
    root = element("msqrt", element("mn", m))
    pieces: list[Piece] = [("−" if p < 0 else "", element("mn", abs(p)))] if p else []
    pieces.append((_sign(Fraction(q), pieces), root if abs(q) == 1 else _dotted([element("mn", abs(q)), root])))
    return _row(pieces) if r == 1 else element("mfrac", _row(pieces), element("mn", r))
