"""Where a claim fails, as conditions on the parameters.

In a regime a pattern is a condition on the parameters, because every quantity has a closed form there. So each claim
that counts or describes equilibria fails exactly where one of a few conditions holds, built from the regimes' existence
conditions and the patterns'. If each is proved impossible the claim is proved; a point that satisfies one is a
counterexample.

The list of regimes is exact off the solution's knife edges and the regimes' own borders, so the conditions are used
*opened*: an existence condition without its border, its negation likewise. Patterns and the claim's own conditions stay
as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gametheory.concepts import Equilibrium
from gametheory.lang import Condition, all_of, generic, parameter, relation
from gametheory.study.claims.language import ANY, Cutoff, Equivalent, Every, Number, Pattern
from gametheory.study.claims.question import NOBODY, Question

__all__ = ["Failure", "cut_off", "failures", "universal"]


@dataclass(frozen=True)
class Failure:
    """One way in which a claim can fail: where, and what is wrong there."""

    condition: Condition
    what: str


def failures(question: Question, *, opened: bool = True) -> Iterator[Failure]:
    """Yield the ways in which a claim about numbers or kinds of equilibria can fail.

    Parameters
    ----------
    question : Question
    opened : bool
        Leave out the borders of the regimes, where the list of regimes may not be complete.
    """
    return _Ways(question, opened).all()


def universal(question: Question) -> bool:
    """Return whether the claim says something of every equilibrium, so that none may be missing from the list."""
    a = question.sentence.assertion
    return not (isinstance(a, Number) and a.count == "some")


def cut_off(question: Question, cutoff: Cutoff) -> tuple[Condition, Condition]:
    """Return the two sides of a cut-off: where some equilibrium has the pattern, and where none has."""
    value = cutoff.value.of(NOBODY)
    distance = parameter(cutoff.parameter) - (0 if value is None else value)
    below, above = (question.put(relation(distance, sign)) for sign in "<>")
    return (below, above) if cutoff.side == "below" else (above, below)


class _Ways:
    """The ways in which one claim can fail."""

    def __init__(self, question: Question, opened: bool) -> None:
        self.question, self.opened = question, opened

    def exists(self, eq: Equilibrium) -> Condition:
        return generic(eq.when) if self.opened else eq.when

    def absent(self, eq: Equilibrium) -> Condition:
        return generic(~eq.when) if self.opened else ~eq.when

    def all(self) -> Iterator[Failure]:
        for failure in self.inside():
            yield Failure(all_of((self.question.where, failure.condition)), failure.what)

    def inside(self) -> Iterator[Failure]:
        a = self.question.sentence.assertion
        if isinstance(a, Every):
            yield from self.every(a)
        elif isinstance(a, Number):
            yield from self.number(a)
        elif isinstance(a, Equivalent):
            where = self.question.put(a.condition.of(NOBODY))
            yield from self.sides(a.pattern, where, ~where, "the condition holds", "the condition fails")
        else:
            assert isinstance(a, Cutoff)
            inside, outside = cut_off(self.question, a)
            other = {"below": "above", "above": "below"}[a.side]
            yield from self.sides(a.pattern, inside, outside, f"{a.side} the cut-off", f"{other} the cut-off")

    def none(self, pattern: Pattern) -> Condition:
        return all_of(
            self.absent(eq) | ~self.question.has(pattern, eq)
            for eq in self.question.regimes
            if self.question.surely(eq)
        )

    def some(self, pattern: Pattern) -> Iterator[tuple[Equilibrium, Condition]]:
        for eq in self.question.regimes:
            yield eq, all_of((self.exists(eq), self.question.has(pattern, eq)))

    def every(self, a: Every) -> Iterator[Failure]:
        for eq, there in self.some(a.given):
            yield Failure(all_of((there, ~self.question.has(a.pattern, eq))), f"{eq.name} does not have it")

    def number(self, a: Number) -> Iterator[Failure]:
        kind = "" if a.pattern == ANY else " of this kind"
        if a.count != "no":
            yield Failure(self.none(a.pattern), f"there is no equilibrium{kind}")
        if a.count == "no":
            for eq, there in self.some(a.pattern):
                yield Failure(there, f"{eq.name} is an equilibrium{kind}")
        if a.count in ("one", "only"):
            counted = a.pattern if a.count == "one" else ANY
            yield from self.several(counted)
        if a.count == "only":
            for eq, there in self.some(ANY):
                yield Failure(all_of((there, ~self.question.has(a.pattern, eq))), f"{eq.name} is of another kind")

    def several(self, pattern: Pattern) -> Iterator[Failure]:
        found = list(self.some(pattern))
        for i, (eq, there) in enumerate(found):
            if not eq.isolated:
                yield Failure(there, f"{eq.name} is a continuum of outcomes")
            for other, there_too in found[:i]:
                yield Failure(all_of((there, there_too)), f"{other.name} and {eq.name} both exist")

    def sides(
        self, pattern: Pattern, inside: Condition, outside: Condition, here: str, there: str
    ) -> Iterator[Failure]:
        yield Failure(all_of((inside, self.none(pattern))), f"{here}, and no equilibrium is of this kind")
        for eq, exists in self.some(pattern):
            yield Failure(all_of((outside, exists)), f"{there}, and {eq.name} is an equilibrium of this kind")
