"""The open cells of a plane cut by curves: an exact sample point in each (open cylindrical algebraic decomposition).

Given finitely many irreducible polynomials in two variables, the plane without their zero sets falls into finitely
many open cells on which every sign is constant. To find a rational point in each: project onto the first variable by
discriminants, leading coefficients and pairwise resultants; between two neighbouring real roots of these the curves
over the line neither cross nor turn nor escape to infinity, so one rational value there, and the real roots in the
second variable above it, show everything that happens in the whole cylinder (Collins 1975; for open cells, where
rational points suffice and no algebraic number need be added to the field: McCallum 1993, "Solving polynomial strict
inequalities using cylindrical algebraic decomposition"; Strzebonski 2000, "Solving systems of strict polynomial
inequalities").
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flint import fmpz_poly

from gametheory.lang import Interval
from gametheory.lang.algebraic import Real, ascending, between, real_roots, sign_at

__all__ = ["Column", "columns", "splits"]


@dataclass(frozen=True)
class Column:
    """The open cells above one rational value of the first variable, from low to high in the second.

    ``signs[k]`` holds the signs of all polynomials on the k-th cell, which lies between ``ends[k]`` and ``ends[k + 1]``
    (None at infinity); ``walls[k]`` is the number of the polynomial whose curve lies between it and the next. ``width``
    is that of the cylinder, for choosing roomy cells.
    """

    first: Fraction
    width: float
    ends: tuple[Real | None, ...]
    signs: tuple[tuple[int, ...], ...]
    walls: tuple[int, ...]


def columns(polys: Sequence[Any], axis: int, ranges: Sequence[Interval]) -> Iterator[Column]:
    """Yield a column for every cylinder over the range of the first variable, cut to the range of the second.

    Parameters
    ----------
    polys : irreducible polynomials in a ring of two variables, no two the same up to sign
        The ends of the second variable's range must be among their zero sets.
    axis : 0 or 1
        Which of the two variables is the first one (projected onto).
    ranges : two of Interval
        Of the ring's first and second variable.
    """
    inside, across = ranges[axis], ranges[1 - axis]
    marks = _marks(splits(polys, axis), inside)
    for low, high in itertools.pairwise(marks):
        width = math.inf if low is None or high is None else float(high) - float(low)
        yield _column(polys, axis, between(low, high), width, across)


def splits(polys: Sequence[Any], axis: int) -> list[Real]:
    """Return every value of the first variable at which the curves may cross, turn or escape, in ascending order."""
    other = 1 - axis
    seen: set[tuple[int, ...]] = set()
    moving = [poly for poly in polys if poly.degrees()[other] > 0]
    shadows = [poly for poly in polys if poly.degrees()[other] == 0]
    for poly in moving:
        shadows.append(_leading(poly, other))
        if poly.degrees()[other] > 1:
            shadows.append(poly.discriminant(other))
    shadows += [a.resultant(b, other) for i, a in enumerate(moving) for b in moving[:i]]
    found: list[Real] = []
    for shadow in shadows:
        for factor, _ in _along(shadow, axis).factor()[1]:
            key = tuple(int(c) for c in factor.coeffs())
            if key not in seen:
                seen.add(key)
                found += real_roots(factor)
    return sorted(found, key=ascending)


def _marks(values: Sequence[Real], inside: Interval) -> list[Real | None]:
    low, high = inside.low, inside.high
    kept = [v for v in values if (low is None or v > low) and (high is None or v < high)]
    return [low, *kept, high]


def _along(poly: Any, axis: int) -> Any:
    """Return a polynomial in which only one of the variables occurs as ``fmpz_poly``."""
    terms = {int(powers[axis]): int(c) for powers, c in poly.to_dict().items()}
    return fmpz_poly([terms.get(i, 0) for i in range(max(terms, default=0) + 1)])


def _leading(poly: Any, other: int) -> Any:
    """Return the leading coefficient with respect to one variable, a polynomial in the other."""
    degree = poly.degrees()[other]
    ring = poly.context()
    kept = {}
    for powers, c in poly.to_dict().items():
        if powers[other] == degree:
            kept[tuple(0 if i == other else int(e) for i, e in enumerate(powers))] = int(c)
    return ring.from_dict(kept)


def _over(poly: Any, axis: int, value: Fraction) -> Any:
    """Return a positive multiple of the polynomial with the first variable put in, as ``fmpz_poly`` in the second."""
    degree = poly.degrees()[axis]
    n, d = value.numerator, value.denominator
    total: dict[int, int] = {}
    for powers, c in poly.to_dict().items():
        power, rest = int(powers[axis]), int(powers[1 - axis])
        total[rest] = total.get(rest, 0) + int(c) * n**power * d ** (degree - power)
    return fmpz_poly([total.get(i, 0) for i in range(max(total, default=0) + 1)])


def _column(polys: Sequence[Any], axis: int, value: Fraction, width: float, across: Interval) -> Column:
    above = [_over(poly, axis, value) for poly in polys]
    roots = [
        (root, i)
        for i, poly in enumerate(above)
        for root in (real_roots(poly) if poly.degree() > 0 else ())
        if (across.low is None or root > across.low) and (across.high is None or root < across.high)
    ]
    roots.sort(key=lambda item: ascending(item[0]))
    here = [_just_above(poly, across.low) for poly in above]
    signs = [tuple(here)]
    for _, i in roots:  # over such a value every root is simple: the sign changes
        here[i] = -here[i]
        signs.append(tuple(here))
    return Column(
        value, width, (across.low, *(root for root, _ in roots), across.high), tuple(signs), tuple(i for _, i in roots)
    )


def _just_above(poly: Any, low: Fraction | None) -> int:
    """Return the sign of a polynomial just above ``low`` (a simple root at most), or far below where that is None."""
    if low is None:
        sign = 1 if poly.leading_coefficient() > 0 else -1
        return sign if poly.degree() % 2 == 0 else -sign
    return sign_at(poly, low) or sign_at(poly.derivative(), low)
