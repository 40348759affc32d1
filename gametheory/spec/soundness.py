"""What must hold between a model's parts: names, ranges, baseline, assumptions, probabilities, denominators.

Every check answers over the *domain*: the ranges together with the assumptions. It first tries interval arithmetic
(:mod:`gametheory.spec.bounds`) and the baseline point, which settle most models at once, and only then the decision
procedure (:func:`gametheory.lang.decide`). What stays undecided is not an issue.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gametheory.errors import Issue
from gametheory.lang import (
    TRUE,
    And,
    Atom,
    Condition,
    Domain,
    Expression,
    Interval,
    all_of,
    decide,
    number_text,
    relation,
)
from gametheory.lang.writing.text import polynomial_text
from gametheory.lang.writing.written import monomials
from gametheory.spec.bounds import factors, more_than, sign_over
from gametheory.spec.fields import Path, address
from gametheory.spec.parameter import Parameter

__all__ = ["Assumption", "domain_of", "implied_positive", "point_text", "soundness"]


@dataclass(frozen=True)
class Assumption:
    """One relation that holds throughout, with its place and text in the document."""

    path: Path
    text: str
    condition: Condition


def implied_positive(numbers: Iterable[tuple[Path, Any, bool]], ranges: Mapping[str, Interval]) -> list[Condition]:
    """Return ``p > 0`` for every parametric probability that interval arithmetic does not prove to be positive."""
    return list(_implied(numbers, ranges))


def _implied(numbers: Iterable[tuple[Path, Any, bool]], ranges: Mapping[str, Interval]) -> dict[Condition, Expression]:
    found: dict[Condition, Expression] = {}
    for _, value, is_probability in numbers:
        if not is_probability or not isinstance(value, Expression) or not value.names <= set(ranges):
            continue
        above, below = sign_over(value.numerator, ranges), sign_over(value.denominator, ranges)
        if not (above in ("+", "-") and above == below):
            found.setdefault(relation(value, ">"), value)
    return found


def domain_of(
    parameters: Mapping[str, Parameter],
    assumptions: Iterable[Assumption],
    numbers: Iterable[tuple[Path, Any, bool]],
) -> Domain:
    """Return the admissible points: ranges in the document's order, assumptions, every probability positive.

    Where only the last of these rules a point out, it is an end of the domain (``Domain.odds``).
    """
    ranges = {name: p.range for name, p in parameters.items()}
    stated = all_of(a.condition for a in assumptions)
    parts = stated.parts if isinstance(stated, And) else (stated,)
    implied = _implied(numbers, ranges)
    odds = tuple(value for condition, value in implied.items() if condition not in parts)
    return Domain(ranges, all_of([stated, *implied]), odds)


def soundness(
    parameters: Mapping[str, Parameter],
    assumptions: list[Assumption],
    expressions: list[tuple[Path, Expression]],
    numbers: list[tuple[Path, Any, bool]],
    texts: Mapping[Path, str],
    *,
    implied: Iterable[tuple[Path, Any, bool]] = (),
    complete: bool = True,
) -> list[Issue]:
    """Return everything that is wrong between the parts of a model that are well formed.

    What an earlier check found broken is left out: a definition that could not be read stands for itself, and what uses
    it, however far away, holds a name that is no parameter.

    Parameters
    ----------
    parameters : mapping of name to Parameter
    assumptions : list of Assumption
    expressions : list of (path, Expression)
        Definitions and the sides of assumptions.
    numbers : list of (path, number, whether it is a probability)
        The game's numbers, see :meth:`gametheory.game.form.Game.numbers`.
    texts : mapping of path to text
        How expressions were written, for the messages.
    implied : iterable of (path, number, whether it is a probability)
        Probabilities that are positive besides those in ``numbers``.
    complete : bool
        Whether ``assumptions`` are all that the document has. If not, nothing is said about what they may rule out.
    """
    known = set(parameters)
    kept = [a for a in assumptions if a.condition.names <= known]
    complete = complete and len(kept) == len(assumptions)
    assumptions = kept
    expressions = [(path, value) for path, value in expressions if value.names <= known]
    broken = [path for path, x, odds in numbers if isinstance(x, Expression) and odds and not x.names <= known]
    numbers = [n for n in numbers if not isinstance(n[1], Expression) or n[1].names <= known]
    ranges = {name: p.range for name, p in parameters.items()}
    baseline = {name: p.value for name, p in parameters.items() if p.value is not None}
    box = Domain(ranges)
    issues = [
        Issue(address(a.path), f"false at the baseline ({point_text(baseline, a.condition.names)}): {a.text}")
        for a in assumptions
        if a.condition.names <= set(baseline) and not a.condition.at(baseline)
    ]
    held = len(baseline) == len(ranges) and not issues
    if not held:
        empty = _empty(assumptions, box)
        if empty:
            return [*issues, *empty]
    assumed = all_of(a.condition for a in assumptions)
    issues += _probabilities(numbers, baseline, assumed, box, texts)
    if not complete or broken:
        return issues  # the domain is smaller than what is known of it: a zero may lie outside
    given = [*numbers, *implied]
    every = [*expressions, *((path, x) for path, x, _ in numbers if isinstance(x, Expression))]
    issues += _denominators(every, all_of([assumed, *implied_positive(given, ranges)]), box, texts)
    return issues


def point_text(point: Mapping[str, Fraction], names: Iterable[str]) -> str:
    """Return the coordinates of a point that have these names, as messages have them."""
    return ", ".join(f"{name} = {number_text(point[name])}" for name in sorted(names)) or "no parameters"


def _empty(assumptions: list[Assumption], box: Domain) -> list[Issue]:
    """Say which assumption leaves nothing: one against the ranges, or the first that contradicts those before it."""
    together = all_of(a.condition for a in assumptions)
    if together == TRUE or decide(together, box).answer is not False:
        return []
    alone = [a for a in assumptions if decide(a.condition, box).answer is False]
    if alone:
        return [Issue(address(a.path), f"true nowhere inside the ranges: {a.text}") for a in alone]
    so_far = TRUE
    for a in assumptions:
        so_far = so_far & a.condition
        if decide(so_far, box).answer is False:
            what = f"no parameter values are left: {a.text} contradicts the ranges and the assumptions before it"
            return [Issue(address(a.path), what)]
    return [Issue("assume", "no parameter values are left: the assumptions contradict each other or the ranges")]


def _probabilities(
    numbers: list[tuple[Path, Any, bool]],
    baseline: Mapping[str, Fraction],
    assumed: Condition,
    box: Domain,
    texts: Mapping[Path, str],
) -> list[Issue]:
    issues = []
    for path, value, is_probability in numbers:
        if not is_probability or not isinstance(value, Expression):
            continue
        shown = texts.get(path, value)
        if value.names <= set(baseline):
            if relation(_whole(value.denominator), "=").at(baseline):
                continue  # said of the denominator
            here = value.at(baseline)
            if here <= 0:
                word = "negative" if here < 0 else "zero"
                what = (
                    f"the probability {shown} is {word} at the baseline ({point_text(baseline, value.names)}): {here}"
                )
                issues.append(Issue(address(path), what))
        elif decide(all_of([assumed, relation(value, ">")]), box).answer is False:
            issues.append(Issue(address(path), f"the probability {shown} is positive nowhere inside the ranges"))
    return issues


def _whole(poly: Any) -> Expression:
    return Expression(poly, poly.context().constant(1))


def _denominators(
    expressions: list[tuple[Path, Expression]], assumed: Condition, box: Domain, texts: Mapping[Path, str]
) -> list[Issue]:
    issues = []
    seen: set[Expression] = set()
    parts = assumed.parts if isinstance(assumed, And) else (assumed,)
    positive = [part.expression for part in parts if isinstance(part, Atom) and part.sign == ">"]
    for path, value in expressions:
        if value.denominator.is_constant():
            continue
        for factor in factors(value.denominator):
            factor = -factor if factor.coeffs()[-1] < 0 else factor
            one = _whole(factor)
            if one in seen:
                continue
            seen.add(one)
            if sign_over(factor, box.ranges) in ("+", "-"):
                continue
            if more_than(one, positive, box.ranges) or more_than(-one, positive, box.ranges):
                continue
            what = _vanishes(one, assumed, box)
            if what:
                below, shown = polynomial_text(monomials(factor)), texts.get(path, value)
                fix = "narrow a range (an open end) or add an assumption"
                issues.append(Issue(address(path), f"the denominator {below} of {shown} is zero {what}: {fix}"))
    return issues


def _vanishes(value: Expression, assumed: Condition, box: Domain) -> str:
    """Return where a denominator is zero in the domain, in words; empty if it is not, or not known to be."""
    decision = decide(all_of([assumed, relation(value, "=")]), box)
    if decision.answer:
        return f"at {point_text(decision.witness or {}, value.names)}, which the ranges and assumptions allow"
    if decision.answer is None and "rational" in decision.reason:
        return "at a point that is not rational, which the ranges and assumptions allow"
    return ""
