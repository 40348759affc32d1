"""The two kinds of coefficients that solvers compute with, behind one face.

A game without parameters is scaled to plain integers: every sign is decided on the spot. A game with parameters is
scaled to integer polynomials: a sign is decided if it is the same on the whole domain, and else becomes a condition of
the *case* that the search is in. Solvers are written once, against :class:`Field`:

* a *case* is what has been assumed so far; ``positive(case, x)`` returns the case in which also ``x > 0``, or None if
  that is impossible (proved, never guessed);
* ``vanishes(case, x)`` returns the case if ``x`` is zero identically, else None: an equality between parameters holds
  on a *knife edge*, which is recorded in ``edges`` and not followed;
* ``orient(d)`` returns a factor ``s`` with ``s*d > 0``, so that signs of fractions over ``d`` become signs of
  polynomials.

Off the recorded edges every rank, and so the structure of every linear system met, is what it is generically.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any, Generic, TypeVar

import numpy as np

from gametheory.lang import deadline
from gametheory.lang.condition import FALSE, TRUE, And, Condition, all_of, relation
from gametheory.lang.deciding.logic import prover_for
from gametheory.lang.domain import Domain
from gametheory.lang.expression import Expression, context, factored, terms

__all__ = ["Case", "Field", "Numbers", "Polynomials", "field_for"]

Element = TypeVar("Element")
Assumed = TypeVar("Assumed")
Poly = Any  # a FLINT polynomial


class Field(Generic[Element, Assumed]):
    """What a solver may ask of its coefficients; see the module's description."""

    numeric: bool
    one: Element

    @property
    def start(self) -> Assumed:
        """The case in which nothing is assumed."""
        raise NotImplementedError

    def positive(self, case: Assumed, x: Element) -> Assumed | None:
        raise NotImplementedError

    def nonnegative(self, case: Assumed, x: Element) -> Assumed | None:
        raise NotImplementedError

    def vanishes(self, case: Assumed, x: Element) -> Assumed | None:
        raise NotImplementedError

    def assume(self, case: Assumed, condition: Condition) -> Assumed | None:
        """Return the case in which ``condition`` holds too, or None if that is proved impossible."""
        raise NotImplementedError

    def within(self, condition: Condition) -> Assumed:
        """Return the case in which a possible condition holds, each part of it a fact of its own."""
        case: Assumed | None = self.start
        for part in condition.parts if isinstance(condition, And) else (condition,):
            assert case is not None
            case = self.assume(case, part)
        assert case is not None
        return case

    def beyond(self, case: Assumed, further: Assumed) -> Condition:
        """Return what a further case assumes that ``case`` does not."""
        return TRUE

    def settled(self, condition: Condition) -> Condition:
        """Return TRUE or FALSE for a condition that is proved to hold everywhere or nowhere, others as they are."""
        return condition

    def edge(self, x: Element, case: Assumed | None = None) -> None:
        """Record that ``x = 0`` is a knife edge, unless it is proved impossible (in the case, if one is given)."""

    def knife_edges(self) -> list[Condition]:
        """Return the recorded edges, in the order in which they were met."""
        return []

    def orient(self, x: Element) -> Element:
        raise NotImplementedError

    def divide(self, x: Element, y: Element) -> Element:
        raise NotImplementedError

    def reaches(self, above: Sequence[Element], below: Sequence[Element]) -> bool:
        """Whether some number in ``above`` may be at least some number in ``below``."""
        raise NotImplementedError

    def ratio(self, x: Element, y: Element) -> Any:
        """Return the exact quotient as a result: a Fraction, or an Expression."""
        raise NotImplementedError

    def clear_denominators(self, values: Sequence[Any]) -> list[Element]:
        """Return the values times one common *positive* factor, as elements of the field."""
        raise NotImplementedError

    def simple(self, x: Element) -> int:
        """Return how costly ``x`` is as a pivot; the least is taken."""
        return 0


class Numbers(Field[int, bool]):
    """Integers: every question is answered at once, and the only case is True; conditions are TRUE or FALSE."""

    numeric = True
    start = True
    one = 1

    def positive(self, case: bool, x: int) -> bool | None:
        return case if x > 0 else None

    def nonnegative(self, case: bool, x: int) -> bool | None:
        return case if x >= 0 else None

    def vanishes(self, case: bool, x: int) -> bool | None:
        return case if x == 0 else None

    def assume(self, case: bool, condition: Condition) -> bool | None:
        return None if condition == FALSE else case

    def orient(self, x: int) -> int:
        return 1 if x > 0 else -1

    def divide(self, x: int, y: int) -> int:
        return x // y

    def reaches(self, above: Sequence[int], below: Sequence[int]) -> bool:
        return max(above) >= min(below)

    def ratio(self, x: int, y: int) -> Fraction:
        return Fraction(x, y)

    def clear_denominators(self, values: Sequence[Any]) -> list[int]:
        below = lcm(*(value.denominator for value in values if type(value) is not int))
        return [int(v) for v in values] if below == 1 else [int(v * below) for v in values]


@dataclass(frozen=True)
class Case:
    """What has been assumed: conditions, the sample points where all of them hold, and one exact witness if known."""

    facts: tuple[Condition, ...]
    mask: Any
    witness: Any = None

    @property
    def condition(self) -> Condition:
        """Everything assumed, as one condition."""
        return all_of(self.facts)


class Polynomials(Field[Poly, Case]):
    """Integer polynomials over a domain: signs are proved, or assumed and recorded."""

    numeric = False

    def __init__(self, domain: Domain) -> None:
        self.domain = domain
        self.prover = prover_for(domain)
        self.ring = context(domain.names)
        self.one = self.ring.constant(1)
        self.edges: dict[Any, Any] = {}
        self._parts: dict[Any, Any] = {}

    @functools.cached_property
    def start(self) -> Case:
        """The case in which nothing but the domain is assumed."""
        return Case((), np.ones(len(self.prover.points), dtype=bool))

    # -- signs ------------------------------------------------------------------------------------------------------

    def _split(self, x: Poly) -> tuple[int, tuple[Poly, ...]]:
        """Return ``(s, factors)``: the sign of ``x`` is ``s`` times the signs of the irreducible ``factors``.

        Factors of proved sign are folded into ``s``; what is squared away or may be zero is recorded as an edge.
        """
        key = terms(x)
        known: tuple[int, tuple[Poly, ...]] | None = self._parts.get(key)
        if known is not None:
            return known
        content, factors = factored(x)
        sign = 1 if int(content) > 0 else -1
        left = []
        for factor, power in factors:
            proved = self.prover.sign(factor)
            if proved in ("-", "<="):
                sign *= (-1) ** int(power)
            if proved in ("+", "-"):
                continue
            if proved in (">=", "<=") or int(power) % 2 == 0:
                self.edge(factor)
                continue
            left.append(factor)
        found = (sign, tuple(left))
        self._parts[key] = found
        return found

    def edge(self, x: Poly, case: Case | None = None) -> None:
        if x.is_constant():
            return
        for factor, _ in factored(x)[1]:
            key = terms(factor)
            if key in self.edges or self.prover.sign(factor) in ("+", "-"):
                continue
            if case is not None and case.facts:
                met = all_of([*case.facts, relation(_expression(factor), "=")])
                if self.prover.possible(met).answer is False:
                    continue
            self.edges[key] = factor

    def knife_edges(self) -> list[Condition]:
        return [relation(_expression(factor), "=") for factor in self.edges.values()]

    def positive(self, case: Case, x: Poly) -> Case | None:
        return self._signed(case, x, ">")

    def nonnegative(self, case: Case, x: Poly) -> Case | None:
        return self._signed(case, x, ">=")

    def _signed(self, case: Case, x: Poly, sign: str) -> Case | None:
        if x == 0:
            return case if sign == ">=" else None
        scale, factors = self._split(x)
        rest = []
        for factor in factors:
            above = relation(_expression(factor), ">")
            below = relation(_expression(factor), "<")
            if above in case.facts or below in case.facts:
                scale = scale if above in case.facts else -scale
            elif ~below in case.facts or ~above in case.facts:
                self.edge(factor)  # known up to zero: where it is zero the product is too
                scale = scale if ~below in case.facts else -scale
            else:
                rest.append(factor)
        if not rest:
            return case if scale > 0 else None
        product = rest[0]
        for factor in rest[1:]:
            product = product * factor
        return self.assume(case, relation(_expression(product if scale > 0 else -product), sign))

    def settled(self, condition: Condition) -> Condition:
        if condition in (TRUE, FALSE):
            return condition
        if self.prover.possible(condition).answer is False:
            return FALSE
        return TRUE if self.prover.possible(~condition).answer is False else condition

    def beyond(self, case: Case, further: Case) -> Condition:
        return all_of(fact for fact in further.facts if fact not in case.facts)

    def assume(self, case: Case, condition: Condition) -> Case | None:
        if condition == TRUE or condition in case.facts:
            return case
        if condition == FALSE:
            return None
        deadline.check()
        facts = (*case.facts, condition)
        mask = case.mask & self.prover.mask(condition)
        if mask.any():
            return Case(facts, mask)
        if case.witness is not None and condition.at(case.witness):
            return Case(facts, mask, case.witness)
        decision = self.prover.possible(all_of(facts))
        if decision.answer is False:
            return None
        return Case(facts, mask, decision.witness)

    def vanishes(self, case: Case, x: Poly) -> Case | None:
        if x == 0:
            return case
        self.edge(x)
        return None

    def orient(self, x: Poly) -> Poly:
        self.edge(x)
        scale, factors = self._split(x)
        out = self.one * scale
        for factor in factors:
            out = out * factor
        return out

    def divide(self, x: Poly, y: Poly) -> Poly:
        return x if isinstance(y, int) and y == 1 else x / y

    def reaches(self, above: Sequence[Poly], below: Sequence[Poly]) -> bool:
        return any(self.prover.sign(a - b) != "-" for a in above for b in below)

    def lift(self, value: Any) -> Expression:
        """Return a number or expression as an expression in the field's own ring."""
        if not isinstance(value, Expression):
            number = Fraction(value)
            return Expression(self.ring.constant(number.numerator), self.ring.constant(number.denominator))
        if value.numerator.context() is self.ring:
            return value
        return Expression(
            value.numerator.project_to_context(self.ring), value.denominator.project_to_context(self.ring)
        )

    def ratio(self, x: Poly, y: Poly) -> Expression:
        return Expression(
            self.ring.constant(x) if isinstance(x, int) else x, self.ring.constant(y) if isinstance(y, int) else y
        )

    def clear_denominators(self, values: Sequence[Any]) -> list[Poly]:
        # a denominator of unknown sign is multiplied twice, which leaves the factor positive
        lifted = [self.lift(v) for v in values]
        below = self.one
        for v in lifted:
            below = below / below.gcd(v.denominator) * v.denominator
        below = (
            below * self.orient(below)
            if not below.is_constant()
            else below * (1 if int(below.leading_coefficient()) > 0 else -1)
        )
        return [v.numerator * (below / v.denominator) for v in lifted]

    def simple(self, x: Poly) -> int:
        return 0 if x.is_constant() else 1 + len(x)


def _expression(poly: Poly) -> Expression:
    return Expression(poly, poly.context().constant(1))


def field_for(domain: Domain, *, numeric: bool) -> Field[Any, Any]:
    """Return the coefficients for a game: integers, or polynomials over the domain."""
    return Numbers() if numeric else Polynomials(domain)
