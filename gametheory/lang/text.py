"""Polynomials, expressions and relations as text that a reader, and the grammar, can read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gametheory.lang.expression import Expression

__all__ = ["expression_text", "monomials", "polynomial_text", "ratio_text", "sides"]

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
    """Return an expression, factored, as text of the grammar: reading it back gives the same expression."""
    return ratio_text(expression.numerator, expression.denominator)


def ratio_text(above: Any, below: Any) -> str:
    """Return ``above / below`` as text, each written as a product of irreducible factors."""
    if above == 0:
        return "0"
    top, top_factors = _factors(above)
    bottom, bottom_factors = _factors(below)
    scale = Fraction(top, bottom)
    if len(top_factors) == 1 and not bottom_factors and scale.denominator == 1 and top_factors[0][1] == 1:
        return polynomial_text(monomials(above))  # a plain sum reads better multiplied out
    if scale < 0:
        scale, top_factors, bottom_factors = _absorb_sign(scale, top_factors, bottom_factors)
    left = [str(abs(scale.numerator))] if abs(scale.numerator) != 1 or not top_factors else []
    right = [str(scale.denominator)] if scale.denominator != 1 else []
    left += [_factor_text(f, n, alone=not left and len(top_factors) == 1 and not (right or bottom_factors)) for f, n in top_factors]
    right += [_factor_text(f, n, alone=False) for f, n in bottom_factors]
    text = ("-" if scale < 0 else "") + "*".join(left)
    if not right:
        return text
    return f"{text}/{right[0]}" if len(right) == 1 else f"{text}/({'*'.join(right)})"


def _factors(poly: Any) -> tuple[int, list[tuple[list[Term], int]]]:
    """Return ``(constant, [(terms, power), ...])``, every factor turned so that it shows the fewest minus signs.

    At a tie a constant term is positive, else the first term.
    """
    constant, factors = poly.factor()
    scale, out = int(constant), []
    for factor, power in factors:
        parts = monomials(factor)
        minus = sum(c < 0 for _, c in parts)
        leading = parts[-1] if not parts[-1][0] else parts[0]
        if 2 * minus > len(parts) or (2 * minus == len(parts) and leading[1] < 0):
            parts = [(key, -c) for key, c in parts]
            scale *= (-1) ** int(power)
        out.append((parts, int(power)))
    return scale, sorted(out, key=lambda item: (len(item[0]), item[0][0][0]))


def _absorb_sign(
    scale: Fraction, above: list[tuple[list[Term], int]], below: list[tuple[list[Term], int]]
) -> tuple[Fraction, list[tuple[list[Term], int]], list[tuple[list[Term], int]]]:
    """Turn a minus sign into the orientation of a difference, where there is one to turn: ``-(y - f)`` is ``f - y``."""
    for factors in (above, below):
        for i, (parts, power) in enumerate(factors):
            differs = any(c < 0 for _, c in parts) and power % 2 == 1
            if differs and not any(not key for key, _ in parts):
                turned = [(key, -c) for key, c in parts]
                changed = [*factors[:i], (turned, power), *factors[i + 1 :]]
                return (-scale, changed, below) if factors is above else (-scale, above, changed)
    return scale, above, below


def _factor_text(parts: list[Term], power: int, *, alone: bool) -> str:
    text = polynomial_text(parts)
    if len(parts) > 1 and not (alone and power == 1):
        text = f"({text})"
    elif power > 1 and not text.isidentifier():
        text = f"({text})"
    return text if power == 1 else f"{text}**{power}"


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
