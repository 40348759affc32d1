"""Polynomials in one variable, in integers: where the real roots are, and the signs between them.

Real roots are isolated by Descartes' rule of signs on halved intervals: the number of sign changes in the coefficients
of ``(1 + x)**n * f(1/(1 + x))`` bounds the number of roots of ``f`` in (0, 1), is exact where it is 0 or 1, and becomes
so after finitely many halvings (Collins and Akritas 1976, "Polynomial real root isolation using Descartes' rule of
signs"). Coefficients are tuples of ``int``, the constant first.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from flint import fmpz_poly

__all__ = ["enclosed", "isolated", "sign_rational"]


@functools.lru_cache(maxsize=4096)
def isolated(coefficients: tuple[int, ...]) -> tuple[tuple[Fraction, Fraction], ...]:
    """Return disjoint rational intervals, ascending, one around each real root of an irreducible polynomial.

    Its degree is at least 2, so that no rational number is a root and bisection never meets one.
    """
    mirrored = tuple(-c if i % 2 else c for i, c in enumerate(coefficients))
    below = [(-high, -low) for low, high in _positive(mirrored)]
    return tuple(sorted([*below, *_positive(coefficients)]))


def _positive(coefficients: tuple[int, ...]) -> list[tuple[Fraction, Fraction]]:
    """Isolate the positive roots: Descartes' rule of signs on halved intervals (Collins and Akritas 1976)."""
    degree = len(coefficients) - 1
    # every root is below 1 + max |c_i| / |c_n| (Cauchy): take the power of two above that
    bits = (2 + max(map(abs, coefficients)) // abs(coefficients[-1])).bit_length()
    todo = [(fmpz_poly([c << (bits * i) for i, c in enumerate(coefficients)]), Fraction(0), Fraction(1 << bits))]
    shift = fmpz_poly([1, 1])
    found = []
    while todo:
        poly, low, width = todo.pop()  # the roots in (low, low + width) are those of poly in (0, 1)
        changes = _sign_changes(fmpz_poly(list(reversed(_padded(poly, degree))))(shift))
        if changes == 1:
            found.append((low, low + width))
        elif changes > 1:
            half = fmpz_poly([c << (degree - i) for i, c in enumerate(_padded(poly, degree))])
            todo += [(half, low, width / 2), (half(shift), low + width / 2, width / 2)]
    return found


def _padded(poly: Any, degree: int) -> list[int]:
    coefficients = [int(c) for c in poly.coeffs()]
    return coefficients + [0] * (degree + 1 - len(coefficients))


def _sign_changes(poly: Any) -> int:
    signs = [c > 0 for c in poly.coeffs() if c]
    return sum(a != b for a, b in itertools.pairwise(signs))


def sign_rational(coefficients: Sequence[int], q: Fraction) -> int:
    """Return the sign of a polynomial at a rational number, by Horner's rule in integers."""
    n, d = q.numerator, q.denominator
    total, scale = 0, 1
    for c in reversed(coefficients):
        total = total * n + c * scale
        scale *= d
    return (total > 0) - (total < 0)


def enclosed(coefficients: Sequence[int], low: Fraction, high: Fraction) -> tuple[Fraction, Fraction]:
    """Return bounds of a polynomial over an interval (Horner's rule in interval arithmetic)."""
    least = most = Fraction(0)
    for c in reversed(coefficients):
        products = (least * low, least * high, most * low, most * high)
        least, most = min(products) + c, max(products) + c
    return least, most
