"""The language of claims: sentences about all equilibria, for all parameter values.

A claim is one line of text::

    claim     = assertion [ "where" condition ]
    assertion = "some" "equilibrium" [ "has" pattern ] [ "iff" condition ]
              | "some" "equilibrium" "has" pattern ( "below" | "above" ) parameter "=" expression
              | "no" "equilibrium" [ "has" pattern ]
              | "one" "equilibrium" [ "has" pattern ]
              | "the" "only" "equilibrium" "has" pattern
              | "every" "equilibrium" [ "with" pattern ] "has" ( pattern | quantity course )
              | "the" "range" "of" quantity "is" course
    course    = ( "rising" | "falling" | "never" "rising" | "never" "falling" | "constant" ) "in" parameter
    pattern   = all { "or" all }
    all       = part { "and" part }
    part      = quantity sign quantity { sign quantity } | "regime's name"
    sign      = "<" | "<=" | "=" | "!=" | ">=" | ">"
    condition = a pattern whose quantities are expressions in the parameters

What they say, at every admissible parameter point at which ``where`` holds:

``some equilibrium has P(strike) = 0``
    existence; without a pattern: some equilibrium exists (coverage).
``some equilibrium has P(air_defense) = 1 iff delivery_cost <= foothold``
    equivalence: where the condition fails, no equilibrium has the pattern.
``some equilibrium has P(strike) > 0 above distraction = 31/35``
    a cut-off: on this side of it some equilibrium has the pattern, on the other none; both sides must occur.
``no equilibrium has P(russia.missiles) > 0``
    absence.
``one equilibrium has P(missile_threat) > 0``
    uniqueness: exactly one equilibrium outcome of this kind (others may exist).
``the only equilibrium has P(missile_threat) > 0``
    uniqueness: exactly one equilibrium outcome, and it is of this kind.
``every equilibrium with P(missile_threat) > 0 has belief.missile_threat.committed = mu``
    all equilibria (of a kind) have the pattern.
``every equilibrium with P(missile_threat) > 0 has P(strike | missile_threat) falling in exposure_cost``
    comparative statics within each regime: the derivative. ``rising`` is: never negative and not zero on an open set.
``the range of P(strike) is never falling in distraction``
    comparative statics of the whole correspondence, in the strong set order's weaker form: if the parameter grows and
    nothing else changes, neither the least nor the largest value over all equilibria falls. Equilibria in which the
    quantity is undefined do not count, and points at which it is undefined in all are not compared.

Quantities are those of :mod:`gametheory.study.quantities.quantity` but ``exists(...)``: a regime's name in quotes is a
pattern, in which ``*`` stands for any text. One equilibrium is one outcome. An equilibrium in which a quantity is
undefined does not have the pattern: probabilities conditional on what does not happen, and beliefs after a message that
nobody sends, of which one outcome usually admits many.
"""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gametheory.lang import FALSE, Condition, Expression, all_of, any_of, relation
from gametheory.study.quantities.quantity import (
    Arithmetic,
    Belief,
    Constant,
    Ending,
    Exists,
    ExpectedPayoff,
    Node,
    Probability,
    Quantity,
)

if TYPE_CHECKING:
    from gametheory.concepts import Equilibrium

__all__ = [
    "ANY",
    "Assertion",
    "Course",
    "Cutoff",
    "Equivalent",
    "Every",
    "Named",
    "Number",
    "Pattern",
    "Range",
    "Relation",
    "Sentence",
    "Trend",
    "affine",
]


@dataclass(frozen=True)
class Relation:
    """``left sign right`` in an equilibrium."""

    left: Quantity
    sign: str
    right: Quantity

    def of(self, equilibrium: Equilibrium, _: Iterable[str]) -> Condition:
        left, right = self.left.of(equilibrium), self.right.of(equilibrium)
        if left is None or right is None:
            return FALSE
        guards = (defined(self.left.node, equilibrium), defined(self.right.node, equilibrium))
        return all_of((relation(left, self.sign, right), *guards))


@dataclass(frozen=True)
class Named:
    """The equilibrium is of a regime whose name fits; ``*`` stands for any text."""

    name: str

    def of(self, _: Equilibrium, names: Iterable[str]) -> Condition:
        return all_of(()) if any(self.fits(name) for name in names) else FALSE

    def fits(self, name: str) -> bool:
        """Return whether a regime's name fits."""
        # brackets and question marks mean themselves
        escaped = "".join(f"[{c}]" if c in "[?" else c for c in self.name)
        return fnmatch.fnmatchcase(name, escaped)


Part = Relation | Named


@dataclass(frozen=True)
class Pattern:
    """What an equilibrium is like: an OR of ANDs of parts."""

    alternatives: tuple[tuple[Part, ...], ...]

    def of(self, equilibrium: Equilibrium, names: Iterable[str] | None = None) -> Condition:
        """Return where in the parameter space the equilibrium (or regime) has the pattern.

        Parameters
        ----------
        equilibrium : Equilibrium
        names : iterable of str, optional
            What regimes it belongs to; by default its own name.
        """
        called = (equilibrium.name,) if names is None else tuple(names)
        return any_of(all_of(part.of(equilibrium, called) for part in every) for every in self.alternatives)

    def parts(self) -> Iterator[Part]:
        """Yield every part."""
        for every in self.alternatives:
            yield from every

    @property
    def affine(self) -> bool:
        """Whether it is a conjunction of relations, none of them ``!=``, between sums of probabilities and payoffs.

        What holds at the extreme points of a continuum of outcomes then holds in all of it: such sums are linear in the
        sender's strategy for a fixed answer, and in the answer for a fixed strategy.
        """
        return len(self.alternatives) == 1 and all(
            isinstance(part, Relation) and part.sign != "!=" and affine(part.left.node) and affine(part.right.node)
            for part in self.alternatives[0]
        )


ANY = Pattern(((),))
"""The pattern that every equilibrium has."""


@dataclass(frozen=True)
class Course:
    """How a quantity moves with a parameter: ``rising``, ``falling``, ``never rising``, ..., ``constant``."""

    kind: str
    parameter: str

    def __str__(self) -> str:
        return f"{self.kind} in {self.parameter}"


@dataclass(frozen=True)
class Number:
    """How many equilibria have the pattern: ``some``, ``no``, ``one``; ``only``: one, and no equilibrium besides."""

    count: str
    pattern: Pattern = ANY


@dataclass(frozen=True)
class Equivalent:
    """Some equilibrium has the pattern exactly where the condition holds."""

    pattern: Pattern
    condition: Pattern


@dataclass(frozen=True)
class Cutoff:
    """Some equilibrium has the pattern on one side of a parameter's value, and none on the other."""

    pattern: Pattern
    side: str
    parameter: str
    value: Quantity


@dataclass(frozen=True)
class Every:
    """Every equilibrium of a kind has a pattern."""

    given: Pattern
    pattern: Pattern


@dataclass(frozen=True)
class Trend:
    """In every regime of a kind a quantity has a course."""

    given: Pattern
    quantity: Quantity
    course: Course


@dataclass(frozen=True)
class Range:
    """Both ends of a quantity's range over all equilibria have a course."""

    quantity: Quantity
    course: Course


Assertion = Number | Equivalent | Cutoff | Every | Trend | Range


@dataclass(frozen=True)
class Sentence:
    """A claim that has been read: an assertion, and where it is made."""

    text: str
    assertion: Assertion
    where: Pattern = ANY

    @property
    def patterns(self) -> tuple[Pattern, ...]:
        """The patterns of equilibria in the assertion."""
        a = self.assertion
        if isinstance(a, Every):
            return a.given, a.pattern
        if isinstance(a, Trend):
            return (a.given,)
        return () if isinstance(a, Range) else (a.pattern,)

    @property
    def quantities(self) -> Iterator[Quantity]:
        """The quantities of equilibria in the assertion."""
        a = self.assertion
        if isinstance(a, Trend | Range):
            yield a.quantity
        for pattern in self.patterns:
            for part in pattern.parts():
                if isinstance(part, Relation):
                    yield from (part.left, part.right)


def affine(node: Node) -> bool:
    """Return whether a quantity is a sum of probabilities, payoffs and parameters, with weights that are numbers."""
    if isinstance(node, Constant | Ending | ExpectedPayoff):
        return not (isinstance(node, ExpectedPayoff) and node.kind is not None)
    if isinstance(node, Probability):
        return not node.given
    if isinstance(node, Arithmetic):
        if node.sign in "+-":
            return affine(node.left) and affine(node.right)
        fixed = isinstance(node.right, Constant) or (node.sign == "*" and isinstance(node.left, Constant))
        return fixed and affine(node.left) and affine(node.right)
    return False


def fixed(node: Node) -> bool:
    """Return whether a quantity is an expression in the parameters alone, the same in every equilibrium."""
    if isinstance(node, Arithmetic):
        return fixed(node.left) and fixed(node.right)
    return isinstance(node, Constant)


def defined(node: Node, equilibrium: Equilibrium) -> Condition:
    """Return where in a regime a quantity has a value: what it divides by is not zero."""
    if isinstance(node, Arithmetic):
        parts = [defined(node.left, equilibrium), defined(node.right, equilibrium)]
        if node.sign == "/":
            parts.append(_nonzero(node.right.of(equilibrium)))
        return all_of(parts)
    if isinstance(node, Probability) and node.given:
        return _nonzero(Probability(node.given, (), node.game).of(equilibrium))
    if isinstance(node, Constant) and isinstance(node.value, Expression):
        below = node.value.denominator
        return relation(Expression(below, below.context().constant(1)), "!=")
    if isinstance(node, Belief):
        game, where = node.game, node.information
        assert game is not None
        return _nonzero(equilibrium.outcome.where(lambda history: game.reaches(history, where)))
    assert isinstance(node, Probability | Ending | ExpectedPayoff | Exists | Constant)
    return all_of(())


def _nonzero(value: Any) -> Condition:
    return FALSE if value is None else relation(value, "!=")
