"""Polynomials, expressions and relations as text that a reader, and the grammar, can read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gametheory.lang.expression import Expression

__all__ = ["expression_text", "monomials", "polynomial_text", "sides"]

Term = tuple[tuple[tuple[str, int], ...], Fraction]


def monomials(poly: Any) -> list[Term]:
    """Return the terms as ``(((name, power), ...), coefficient)``, highest degree first, in a fixed order."""
    names = poly.context().names()
    found = []
    for powers, coefficient in poly.to_dict().items():
        key = tuple((n, int(e)) for n, e in zip(names, powers, strict=True) if e)
        found.append((tuple(sorted(key)), Fraction(int(coefficient))))
    return sorted(found, key=lambda term: (-sum(e for _, e in term[0]), [n for n, _ in term[0]], term[0]))


def _product(key: Iterable[tuple[str, int]], coefficient: Fraction, name: Callable[[str], str]) -> str:
    factors = [name(n) if e == 1 else f"{name(n)}**{e}" for n, e in key]
    if not factors:
        return str(coefficient)
    if coefficient != 1:
        factors.insert(0, str(coefficient) if coefficient.denominator == 1 else f"({coefficient})")
    return "*".join(factors)


def polynomial_text(parts: list[Term], name: Callable[[str], str] = str) -> str:
    """Return a sum of terms as text, e.g. ``2*x**2 - y + 1``; ``0`` for none."""
    out = ""
    for key, coefficient in sorted(parts, key=lambda term: term[1] < 0):
        piece = _product(key, abs(coefficient), name)
        if not out:
            out = f"-{piece}" if coefficient < 0 else piece
        else:
            out += f" - {piece}" if coefficient < 0 else f" + {piece}"
    return out or "0"


def expression_text(expression: Expression) -> str:
    """Return an expression as text of the grammar: reading it back gives the same expression."""
    above, below = monomials(expression.numerator), monomials(expression.denominator)
    if len(below) == 1 and not below[0][0]:
        if below[0][1] == 1:
            return polynomial_text(above)
        if len(above) == 1 and not above[0][0]:
            return str(above[0][1] / below[0][1])
        if len(above) == 1:
            return f"{polynomial_text(above)}/{below[0][1]}"
    top, bottom = polynomial_text(above), polynomial_text(below)
    if len(above) > 1:
        top = f"({top})"
    if len(below) > 1 or "*" in bottom or "/" in bottom:
        bottom = f"({bottom})"
    return f"{top}/{bottom}"


def sides(poly: Any) -> tuple[list[Term], list[Term]]:
    """Split ``poly`` so that ``poly > 0`` reads ``left > right`` with no minus sign on either side.

    Where a single parameter occurs, and only to the first power, it stands alone: ``2*d - 1`` gives ``d`` and ``1/2``
    (both sides divided by a positive number).
    """
    parts = monomials(poly)
    variable = [(key, c) for key, c in parts if key]
    if len(variable) == 1 and len(variable[0][0]) == 1:
        scale = abs(variable[0][1])
        parts = [(key, c / scale) for key, c in parts]
    left = [(key, c) for key, c in parts if c > 0]
    right = [(key, -c) for key, c in parts if c < 0]
    return left, right
