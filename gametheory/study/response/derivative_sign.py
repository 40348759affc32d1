"""The sign of a rational function over a whole set of parameters: proved, or refuted by exact points.

``f = n/d`` in lowest terms has the sign of ``n*d``. Both are factored; factors that occur an even number of times
cannot change the sign, and a factor whose sign is proved over the set by itself drops out. What is left, usually of
much lower degree than the whole, is decided by :mod:`gametheory.lang.deciding.logic`: "no" is a proof by z3, "yes" an
exact point that was checked. A question that z3 does not answer within its budget leaves the sign undecided, and says
so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gametheory.lang import TRUE, Condition, Domain, Expression, all_of, constant, decide, relation
from gametheory.lang.expression import factored

__all__ = ["Sign", "sign_over"]

Point = Mapping[str, Fraction]


@dataclass(frozen=True)
class Sign:
    """What is proved about the sign of a function over a set.

    Attributes
    ----------
    text : {"+", "-", "0", ">=0", "<=0", "+-", "?"}
        Positive throughout, negative throughout, zero throughout; nowhere negative, nowhere positive (zero somewhere,
        or not excluded); of both signs, with a point for each; undecided.
    positive, negative, zero : mapping of parameter to value, or None
        Exact points of the set with these signs, where they are known.
    """

    text: str
    positive: Point | None = None
    negative: Point | None = None
    zero: Point | None = None

    def __str__(self) -> str:
        return self.text

    @property
    def words(self) -> str:
        """The sign in words."""
        return {
            "+": "always positive",
            "-": "always negative",
            "0": "zero throughout",
            ">=0": "never negative",
            "<=0": "never positive",
            "+-": "changes sign",
            "?": "undecided",
        }[self.text]

    def document(self) -> dict[str, Any]:
        """Return the sign as a mapping of JSON's types."""
        points = {"positive": self.positive, "negative": self.negative, "zero": self.zero}
        found = {kind: {n: str(x) for n, x in p.items()} for kind, p in points.items() if p is not None}
        return {"sign": self.text, "witnesses": found}


def sign_over(function: Expression | Fraction, domain: Domain, where: Condition = TRUE) -> Sign:
    """Return the sign of a function over the points of ``domain`` at which ``where`` holds.

    Points where the denominator is zero do not count: the function has no value there.

    Parameters
    ----------
    function : Expression or Fraction
    domain : Domain
    where : Condition

    Examples
    --------
    >>> from gametheory.lang import Interval, parse, parse_condition
    >>> unit = Domain({"x": Interval(Fraction(0), Fraction(1))})
    >>> sign_over(parse("x*(1 - x)"), unit).text, sign_over(parse("2*x - 1"), unit).text
    ('>=0', '+-')
    >>> sign_over(parse("2*x - 1"), unit, parse_condition("x > 1/2")).text
    '+'
    """
    whole = function if isinstance(function, Expression) else constant(function)
    if whole.is_constant:
        value = whole.fraction()
        return Sign("0" if value == 0 else "+" if value > 0 else "-")
    scale, odd, zeros = _parts(whole)
    rest: list[Expression] = []
    for factor in odd:
        known = _definite(factor, domain, where)
        if known:
            scale *= known
        else:
            rest.append(factor)
    defined = relation(_polynomial(whole.denominator), "!=")
    nonzero = all_of(relation(factor, "!=") for factor in zeros)
    product = constant(scale)
    for factor in rest:
        product = product * factor

    def point(sign: str) -> tuple[bool | None, Point | None]:
        if rest:
            there = relation(product, sign)
        elif (scale > 0) == (sign == ">"):
            there = TRUE
        else:
            return False, None
        found = decide(all_of((where, defined, there, nonzero)), domain)
        return found.answer, found.witness

    up, positive = point(">")
    down, negative = point("<")
    if up and down:
        return Sign("+-", positive, negative)
    if up is None or down is None:
        return Sign("?", positive, negative)
    vanishes = decide(all_of((where, defined, relation(_polynomial(whole.numerator), "="))), domain)
    if not up and not down:
        return Sign("0", zero=vanishes.witness)
    strict = vanishes.answer is False
    if up:
        return Sign("+" if strict else ">=0", positive, zero=vanishes.witness)
    return Sign("-" if strict else "<=0", None, negative, vanishes.witness)


def _polynomial(poly: Any) -> Expression:
    return Expression(poly, poly.context().constant(1))


def _parts(function: Expression) -> tuple[int, list[Expression], list[Expression]]:
    """Return a sign, the factors that occur an odd number of times, and those of the numerator that may vanish."""
    scale = 1
    odd: list[Expression] = []
    zeros: list[Expression] = []
    for poly, above in ((function.numerator, True), (function.denominator, False)):
        number, factors = factored(poly)
        scale *= 1 if int(number) > 0 else -1
        for factor, power in factors:
            if int(power) % 2:
                odd.append(_polynomial(factor))
            elif above:
                zeros.append(_polynomial(factor))
    return scale, odd, zeros


def _definite(factor: Expression, domain: Domain, where: Condition) -> int:
    """Return 1 or -1 if the factor is proved to have that sign throughout, else 0."""
    for sign, opposite in ((1, "<="), (-1, ">=")):
        if decide(all_of((where, relation(factor, opposite))), domain).answer is False:
            return sign
    return 0
