"""Polynomials over a domain as linear forms, each product of parameters a number of its own.

What no numbers satisfy once ``x*y`` may be any number that the ranges of ``x`` and of ``y`` allow, no parameters
satisfy either; and whether numbers satisfy linear relations is decided at once, where the same relations between
polynomials take a search. Much of what games ask is of this kind: of three payoffs the differences add up to zero,
whatever products they are made of.

What the ranges allow is said by products of bounds (McCormick 1976, Mathematical Programming 10:147-175; Sherali and
Adams 1990, SIAM Journal on Discrete Mathematics 3:411-430). For a product ``x*m`` with ``x`` in ``[a, b]`` and ``m`` in
``[A, B]``, ``m`` a product itself or a parameter,

    (x - a)*(m - A) >= 0,  (b - x)*(B - m) >= 0,  (x - a)*(B - m) >= 0,  (b - x)*(m - A) >= 0

are linear in ``x``, ``m`` and ``x*m``. Each is strict where both of its factors are.

Only impossible is an answer here. What is left open goes to the decision procedure for polynomials, which would say the
same of what is refuted here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from typing import Any

from gametheory.lang import deadline
from gametheory.lang.condition import TRUE, And, Atom, Condition, Or
from gametheory.lang.domain import Domain, Interval
from gametheory.lang.writing.written import monomials

__all__ = ["Relaxation"]

_DEGREE = 4
_TERMS = 60
_STEPS = 500_000

Product = tuple[tuple[str, int], ...]
"""A product of parameters: their powers, by name."""


@dataclass(frozen=True)
class _Bound:
    """That a product is at least ``end`` (``side`` 1), or at most (``side`` -1); more, or less, if ``strict``."""

    side: int
    end: Fraction
    strict: bool


class Relaxation:
    """Linear forms for conditions over one domain, and what is known of the numbers in them."""

    def __init__(self, domain: Domain) -> None:
        import z3

        self._z3 = z3
        self._context = z3.Context()
        self._solver = z3.SimpleSolver(self._context)
        self._solver.set("ctrl_c", False)  # else z3 takes an interrupt for "undecided", and the program goes on
        self._solver.set(
            "rlimit", _STEPS
        )  # of one question; what is not refuted by then is left to the other procedure
        self._ranges = domain.ranges
        self.numbers: dict[Product, Any] = {}
        self._known: dict[Condition, Any] = {}
        self.facts: list[Any] = []
        self._told = 0
        if domain.assume != TRUE:
            self.facts.append(self.linear(domain.assume))

    def refutes(self, statement: Condition) -> bool:
        """Return whether not even numbers satisfy a statement: then no point of the domain does."""
        deadline.check()
        there = self.linear(statement)
        self._solver.add(*self.facts[self._told :])
        self._told = len(self.facts)
        self._solver.push()
        self._solver.add(there)
        found = self._solver.check()
        self._solver.pop()
        return bool(found == self._z3.unsat)

    def linear(self, condition: Condition) -> Any:
        """Return what a condition says of the numbers, or less: true for an atom that is long or of high degree."""
        known = self._known.get(condition)
        if known is None:
            known = self._known[condition] = self._linear(condition)
        return known

    def _linear(self, condition: Condition) -> Any:
        z3 = self._z3
        if isinstance(condition, Atom):
            parts = monomials(condition.poly)
            if len(parts) > _TERMS or sum(power for _, power in parts[0][0]) > _DEGREE:
                return z3.BoolVal(True, self._context)
            form = self._sum((coefficient, powers) for powers, coefficient in parts)
            return {">": form > 0, ">=": form >= 0, "=": form == 0, "!=": form != 0}[condition.sign]
        assert isinstance(condition, And | Or)
        join = z3.And if isinstance(condition, And) else z3.Or
        return join(*map(self.linear, condition.parts), self._context)

    def _sum(self, summands: Iterable[tuple[Fraction, Product]]) -> Any:
        """Return a sum of products, each with its coefficient; the product of nothing is one."""
        z3 = self._z3
        parts = []
        for coefficient, product in summands:
            if not product:
                parts.append(z3.RealVal(coefficient, self._context))
            elif coefficient:
                number = self._number(product)
                parts.append(number if coefficient == 1 else z3.RealVal(coefficient, self._context) * number)
        return z3.Sum(parts) if len(parts) > 1 else parts[0]

    def _number(self, product: Product) -> Any:
        known = self.numbers.get(product)
        if known is None:
            known = self.numbers[product] = self._z3.Real(f"m{len(self.numbers)}", self._context)
            for bound in _bounds(self._ranges, product):
                far = self._sum([(Fraction(bound.side), product), (-bound.side * bound.end, ())])
                self.facts.append(far > 0 if bound.strict else far >= 0)
            if sum(power for _, power in product) > 1:
                self.facts += list(self._products(product))
        return known

    def _products(self, product: Product) -> Iterator[Any]:
        """Yield the products of bounds for each way to take one parameter out of a product."""
        for i, (name, power) in enumerate(product):
            one: Product = ((name, 1),)
            rest = (*product[:i], *([(name, power - 1)] if power > 1 else []), *product[i + 1 :])
            for x in _bounds(self._ranges, one):
                for m in _bounds(self._ranges, rest):
                    sign = Fraction(x.side * m.side)
                    far = self._sum(
                        [(sign, product), (-sign * m.end, one), (-sign * x.end, rest), (sign * x.end * m.end, ())]
                    )
                    yield far > 0 if x.strict and m.strict else far >= 0


def _bounds(ranges: Mapping[str, Interval], product: Product) -> list[_Bound]:
    """Return the bounds that ranges set to a product, as far as they are simple to say."""
    factors = [ranges[name] for name, power in product for _ in range(power)]
    if len(factors) == 1:
        (only,) = factors
        lowest = [] if only.low is None else [_Bound(1, only.low, only.open_low)]
        return lowest + ([] if only.high is None else [_Bound(-1, only.high, only.open_high)])
    lows = [factor.low for factor in factors if factor.low is not None and factor.low >= 0]
    if len(lows) < len(factors):
        return []
    # where the least is more than zero one open end is enough; above zero are products of numbers above zero only
    low = prod(lows, start=Fraction(1))
    open_low = [factor.open_low for factor in factors]
    strict = any(open_low) if low > 0 else all(opened or end > 0 for opened, end in zip(open_low, lows, strict=True))
    found = [_Bound(1, low, strict)]
    highs = [factor.high for factor in factors if factor.high is not None]
    if len(highs) == len(factors):
        high = prod(highs, start=Fraction(1))
        found.append(_Bound(-1, high, high > 0 and any(factor.open_high for factor in factors)))
    return found
