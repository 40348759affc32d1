"""Polynomials, expressions and relations as text that a reader, and the grammar, can read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from gametheory.lang.writing.written import Summand, Term, monomials, written

if TYPE_CHECKING:
    from gametheory.lang.expression import Expression

__all__ = ["expression_text", "polynomial_text", "radical_text", "sides", "univariate_text"]


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
    out = ""
    for summand in written(expression):
        text = _summand_text(summand)
        if not out:
            out = text
        else:
            out += f" - {text[1:]}" if text.startswith("-") else f" + {text}"
    return out


def _summand_text(summand: Summand) -> str:
    """Return one summand as text, its minus sign in front."""
    if summand.plain:
        return polynomial_text(summand.above[0][0])
    top, bottom = ([_factor_text(parts, power) for parts, power in side] for side in summand.fraction)
    text = ("-" if summand.scale < 0 else "") + "*".join(top)
    if not bottom:
        return text
    return f"{text}/{bottom[0]}" if len(bottom) == 1 else f"{text}/({'*'.join(bottom)})"


def _factor_text(parts: list[Term], power: int) -> str:
    text = polynomial_text(parts)
    if len(parts) > 1 or (power > 1 and not text.isidentifier()):
        text = f"({text})"
    return text if power == 1 else f"{text}**{power}"


def sides(poly: Any, sign: str) -> tuple[list[Term], str, list[Term]]:
    """Split ``poly`` so that ``poly sign 0`` reads ``left sign right``, with no minus sign on either side.

    A number alone is on the right.

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
    if not left or (sign in (">", ">=") and not any(key for key, _ in left)):
        return right, {">": "<", ">=": "<="}.get(sign, sign), left
    return left, sign, right


def radical_text(radical: tuple[int, int, int, int], alone: str, times: str, over: str, sum_over: str) -> str:
    """Return ``(p + q*sqrt(m))/r``; the others say how a root, its multiple, and a fraction of each are written."""
    p, q, m, r = radical
    root = alone.format(q="", m=m) if abs(q) == 1 else times.format(q=abs(q), m=m)
    if p:
        top = f"{p} {'+' if q > 0 else '-'} {root}"
    else:
        top = root if q > 0 else f"-{root}"
    if r == 1:
        return top
    return (sum_over if p else over).format(top=top, r=r)


def univariate_text(coefficients: Sequence[int], name: str, times: str, power: str) -> str:
    """Return a polynomial in one variable; ``times`` stands between factors, ``power`` says how a power is written."""
    out = ""
    for i in range(len(coefficients) - 1, -1, -1):
        c = coefficients[i]
        if not c:
            continue
        variable = "" if i == 0 else name if i == 1 else power.format(name=name, power=i)
        size = str(abs(c)) if abs(c) != 1 or not variable else ""
        piece = times.join(part for part in (size, variable) if part)
        out += f"{'-' if c < 0 else ''}{piece}" if not out else f" {'-' if c < 0 else '+'} {piece}"
    return out
