"""How an expression is written down: as a short sum of products of irreducible factors.

A closed form of an equilibrium is one rational function, but a reader wants ``1 - theta0*(1 - d)`` and
``f - y - c0/(1 - d)``, not everything over one denominator, multiplied out. So an expression is factored, and then a
plain 1 or parameter is taken out in front as long as that makes the whole shorter. Text and LaTeX are two pens for this
one form.

A factor's sign is a matter of taste too: at an expression's ``near`` point, where it has one, every factor is turned to
be positive; else it is turned to show the fewest minus signs.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from gametheory.lang.expression import Expression

__all__ = ["Factor", "Summand", "Term", "monomials", "rough_length", "written"]

Term = tuple[tuple[tuple[str, int], ...], Fraction]
Factor = tuple[list[Term], int]

_SHORT = 24
_TAKEN = 3


class Summand(NamedTuple):
    """``scale`` times the factors ``above`` over the factors ``below``; a factor is its terms and a power."""

    scale: Fraction
    above: list[Factor]
    below: list[Factor]

    @property
    def plain(self) -> bool:
        """Whether it is one sum, which is written without parentheses."""
        return self.scale == 1 and len(self.above) == 1 and not self.below and self.above[0][1] == 1

    @property
    def fraction(self) -> tuple[list[Factor], list[Factor]]:
        """The factors above and below the line, numbers first and without the sign."""
        top, bottom = ([([((), Fraction(abs(n)))], 1)] for n in (self.scale.numerator, self.scale.denominator))
        return (
            [*(top if abs(self.scale.numerator) != 1 or not self.above else ()), *self.above],
            [*(bottom if self.scale.denominator != 1 else ()), *self.below],
        )


def monomials(poly: Any) -> list[Term]:
    """Return the terms as ``(((name, power), ...), coefficient)``, highest degree first, in a fixed order."""
    names = poly.context().names()
    found = []
    for powers, coefficient in poly.to_dict().items():
        key = tuple((n, int(e)) for n, e in zip(names, powers, strict=True) if e)
        found.append((tuple(sorted(key)), Fraction(int(coefficient))))
    return sorted(found, key=lambda term: (-sum(e for _, e in term[0]), [n for n, _ in term[0]], term[0]))


def written(expression: Expression) -> list[Summand]:
    """Return the summands, in the order in which they are written."""
    near = expression.near
    taken: list[Summand] = []
    rest = expression
    form = _product(rest, near)
    while len(taken) < _TAKEN and _length(form) > _SHORT and rest.names:
        best = None
        for scale in (1, -1):
            for name in (None, *sorted(rest.names)):
                left = _without(rest, scale, name)
                if left is None:
                    continue
                shape = _product(left, near)
                cost = _length(shape) + _length(_single(scale, name)) + 3
                if cost < _length(form) - 4 and (best is None or cost < best[0]):
                    best = (cost, left, shape, _single(scale, name))
        if best is None:
            break
        _, rest, form, summand = best
        taken.append(summand)
    if rest == 0 and taken:
        return _plus_first(taken)
    return _plus_first([*taken, form])


def rough_length(expression: Expression) -> int:
    """Return about how many characters the expression takes as one product, with nothing taken out in front."""
    return _length(_product(expression, expression.near))


def _plus_first(summands: list[Summand]) -> list[Summand]:
    return sorted(summands, key=lambda s: s.scale < 0)


def _without(expression: Expression, scale: int, name: str | None) -> Expression | None:
    """Return the expression minus ``scale`` or ``scale * name``, or None if that leaves as many terms above."""
    from gametheory.lang.expression import Expression

    above, below = expression.numerator, expression.denominator
    ring = above.context()
    piece = below * scale if name is None else below * ring.gen(ring.names().index(name)) * scale
    left = above - piece
    return Expression(left, below) if len(left) < len(above) else None


def _single(scale: int, name: str | None) -> Summand:
    above: list[Factor] = [] if name is None else [([(((name, 1),), Fraction(1))], 1)]
    return Summand(Fraction(scale), above, [])


def _length(summand: Summand) -> int:
    """Return about how many characters a summand takes."""
    size = len(str(abs(summand.scale)))
    for parts, _ in (*summand.above, *summand.below):
        size += 3 + sum(3 + sum(len(n) + 1 for n, _ in key) for key, _ in parts)
    return size


def _product(expression: Expression, near: Mapping[str, Fraction] | None) -> Summand:
    if expression == 0:
        return Summand(Fraction(0), [], [])
    top, above = _factors(expression.numerator, near)
    bottom, below = _factors(expression.denominator, near)
    scale = Fraction(top, bottom)
    if len(above) == 1 and not below and above[0][1] == 1 and scale.denominator == 1 and len(above[0][0]) > 1:
        # a plain sum reads better multiplied out
        return Summand(Fraction(1), [([(key, c * scale) for key, c in above[0][0]], 1)], [])
    if scale < 0 and near is None:
        scale, above, below = _absorb_sign(scale, above, below)
    return Summand(scale, above, below)


def _factors(poly: Any, near: Mapping[str, Fraction] | None) -> tuple[int, list[Factor]]:
    from gametheory.lang.expression import factored

    constant, factors = factored(poly)
    scale, out = int(constant), []
    for factor, power in factors:
        parts = monomials(factor)
        if _turn(parts, near):
            parts = [(key, -c) for key, c in parts]
            scale *= (-1) ** int(power)
        out.append((parts, int(power)))
    # to the last term, so that the order in which the ring has the names does not show
    return scale, sorted(out, key=lambda item: (len(item[0]), item[0][0][0], item[0]))


def _turn(parts: list[Term], near: Mapping[str, Fraction] | None) -> bool:
    if near is not None and all(name in near for key, _ in parts for name, _ in key):
        total = Fraction(0)
        for key, c in parts:
            for name, power in key:
                c *= near[name] ** power
            total += c
        if total != 0:
            return total < 0 and len(parts) > 1
    minus = sum(c < 0 for _, c in parts)
    leading = parts[-1] if not parts[-1][0] else parts[0]
    return 2 * minus > len(parts) or (2 * minus == len(parts) and leading[1] < 0)


def _absorb_sign(
    scale: Fraction, above: list[Factor], below: list[Factor]
) -> tuple[Fraction, list[Factor], list[Factor]]:
    """Turn a minus sign into the direction of a difference, where there is one: ``-(y - f)`` is ``f - y``."""
    for factors in (above, below):
        for i, (parts, power) in enumerate(factors):
            if any(c < 0 for _, c in parts) and power % 2 == 1 and all(key for key, _ in parts):
                turned = [(key, -c) for key, c in parts]
                changed = [*factors[:i], (turned, power), *factors[i + 1 :]]
                return (-scale, changed, below) if factors is above else (-scale, above, changed)
    return scale, above, below
