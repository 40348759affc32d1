"""Where parameters may lie: ranges and relations between them."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from gametheory.errors import ParameterError, nearest
from gametheory.lang.condition import FALSE, TRUE, And, Condition, all_of, any_of, relation
from gametheory.lang.expression import Expression, parameter
from gametheory.lang.keeping.sorts import kept

__all__ = ["Domain", "Interval"]


@kept("interval")
@dataclass(frozen=True)
class Interval:
    """A range of real numbers; ``None`` for an end at infinity, which is always open.

    Ends that are floats or texts are read as :func:`gametheory.lang.exact` reads them.
    """

    low: Fraction | None = None
    high: Fraction | None = None
    open_low: bool = False
    open_high: bool = False

    def __post_init__(self) -> None:
        for end in ("low", "high"):
            given: Any = getattr(self, end)
            if given is not None and not isinstance(given, int | Fraction):
                from gametheory.lang.expression import exact

                object.__setattr__(self, end, exact(given).fraction())

    def __contains__(self, value: Fraction) -> bool:
        if self.low is not None and (value < self.low or (self.open_low and value == self.low)):
            return False
        return self.high is None or value < self.high or (value == self.high and not self.open_high)

    def __str__(self) -> str:
        left = "(-inf" if self.low is None else f"{'(' if self.open_low else '['}{self.low}"
        right = "inf)" if self.high is None else f"{self.high}{')' if self.open_high else ']'}"
        return f"{left}, {right}"

    def condition(self, name: str) -> Condition:
        """Return the range as a condition on the parameter ``name``."""
        x = parameter(name)
        parts = []
        if self.low is not None:
            parts.append(relation(x, ">" if self.open_low else ">=", self.low))
        if self.high is not None:
            parts.append(relation(x, "<" if self.open_high else "<=", self.high))
        return all_of(parts)


@kept("domain")
@dataclass(frozen=True)
class Domain:
    """The set of admissible parameter points: a range for every name, and a condition that holds throughout.

    Attributes
    ----------
    ranges : mapping of name to Interval
    assume : Condition
    odds : tuple of Expression
        Probabilities whose being positive is a part of ``assume`` that nobody stated. Where ranges and the rest of the
        assumptions admit that some of them are zero, the domain has *ends*: points outside it at which there is a game
        all the same, the one without what is impossible there.
    """

    ranges: Mapping[str, Interval] = field(default_factory=dict)
    assume: Condition = TRUE
    odds: tuple[Expression, ...] = ()

    def __hash__(self) -> int:
        return hash((frozenset(self.ranges.items()), self.assume))  # domains are equal in whichever order they are told

    @property
    def names(self) -> tuple[str, ...]:
        """The parameters, in order."""
        return tuple(self.ranges)

    @functools.cached_property
    def condition(self) -> Condition:
        """Ranges and assumptions together."""
        return all_of([*(interval.condition(name) for name, interval in self.ranges.items()), self.assume])

    @functools.cached_property
    def ends(self) -> Condition:
        """Where a probability in ``odds`` is zero; within ``closed`` these are the domain's ends."""
        return any_of(relation(p, "=") for p in self.odds) if self.odds else FALSE

    @functools.cached_property
    def closed(self) -> Condition:
        """What holds throughout the domain and at its ends: the assumptions, with these probabilities not negative."""
        if not self.odds:
            return self.assume
        defined = [relation(_denominator(p), "!=") for p in self.odds if not p.denominator.is_constant()]
        return all_of([*self._stated(self.odds), *(relation(p, ">=") for p in self.odds), *defined])

    def reached(self, values: Mapping[str, Any]) -> Domain:
        """Return the domain at the end that these values lie on: without the probabilities that they make zero.

        The same domain, where they make none of ``odds`` zero.
        """
        gone = tuple(p for p in self.odds if _vanishes(p, values))
        if not gone:
            return self
        return Domain(self.ranges, all_of(self._stated(gone)), tuple(p for p in self.odds if p not in gone))

    def _stated(self, odds: Iterable[Expression]) -> list[Condition]:
        """Return the parts of the assumptions but that these probabilities are positive."""
        left_out = {relation(p, ">") for p in odds}
        return [part for part in _parts(self.assume) if part not in left_out]

    def point(self, values: Mapping[str, Any]) -> dict[str, Fraction]:
        """Return ``values`` as exact numbers, after checking that each name is a parameter.

        Raises
        ------
        ParameterError
            For an unknown name or a value that is not a finite number.
        """
        from gametheory.lang.expression import exact

        out = {}
        for name, given in values.items():
            if name not in self.ranges:
                raise ParameterError(f"unknown parameter {name!r}{nearest(name, self.ranges)}")
            try:
                out[name] = exact(given).fraction()
            except (ValueError, TypeError) as error:
                shown = repr(given) if len(repr(given)) <= 60 else f"{repr(given)[:57]}..."
                raise ParameterError(f"{name} = {shown} is not a number: {str(error).splitlines()[0]}") from None
        return out

    def outside(self, point: Mapping[str, Fraction]) -> Iterable[str]:
        """Yield a sentence for every range and assumption that the point violates."""
        for name, interval in self.ranges.items():
            if name in point and point[name] not in interval:
                yield f"{name} = {point[name]} is outside its range {interval}"
        if self.assume != TRUE and self.assume.names <= set(point) and not self.assume.at(point):
            parts = getattr(self.assume, "parts", (self.assume,))
            for part in parts:
                if not part.at(point):
                    yield f"the assumption {part} is false there"


def _parts(condition: Condition) -> tuple[Condition, ...]:
    return condition.parts if isinstance(condition, And) else (condition,)


def _denominator(value: Expression) -> Expression:
    return Expression(value.denominator, value.denominator.context().constant(1))


def _vanishes(probability: Expression, values: Mapping[str, Any]) -> bool:
    try:
        return bool(probability.subs(values) == 0)
    except ZeroDivisionError:  # undefined there
        return False
