"""Numbers and expressions in one way only: what hashes are made of."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from gametheory.lang import Expression

__all__ = ["exact_text", "listed", "sorted_terms"]


def exact_text(value: Any) -> str:
    """Return a number as ``a/b`` and an expression as ``[terms]/[terms]``, in one way only."""
    if not isinstance(value, Expression) or value.is_constant:
        return str(value.fraction() if isinstance(value, Expression) else Fraction(value))
    above, below = sorted_terms(value.numerator), sorted_terms(value.denominator)
    sign = -1 if below[0][1] < 0 else 1
    return f"{listed(above, sign)}/{listed(below, sign)}"


def sorted_terms(poly: Any) -> list[tuple[str, int]]:
    """Return the terms of a polynomial, each as its powers and its coefficient, sorted."""
    names = poly.context().names()
    found = []
    for powers, coefficient in poly.to_dict().items():
        key = sorted((name, int(power)) for name, power in zip(names, powers, strict=True) if power)
        found.append((" ".join(f"{name}^{power}" for name, power in key), int(coefficient)))
    return sorted(found)


def listed(terms: list[tuple[str, int]], sign: int) -> str:
    """Return terms as text, all multiplied by a sign."""
    return f"[{', '.join(f'{sign * coefficient} {key}'.strip() for key, coefficient in terms)}]"
