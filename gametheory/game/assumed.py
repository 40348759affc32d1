"""What the symbols of a game assume about their signs: the natural domain of a game that comes without a document.

``sympy.symbols("c", positive=True)`` says that ``c`` is above zero; SymPy may have used that already, in writing a
payoff shorter. A game keeps it (``assumed``), :func:`natural_domain` has it, and a model takes it for the range of a
parameter that has none.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any, Concatenate, ParamSpec, TypeVar

from gametheory.errors import GameError, Issue
from gametheory.lang import Condition, Domain, Expression, Interval, all_of, parameter, relation
from gametheory.lang.frozen import frozen
from gametheory.lang.notices import noticing

__all__ = ["carry_assumed", "natural_domain", "range_of_sign", "reading_numbers", "strongest_signs"]

P = ParamSpec("P")
G = TypeVar("G")

_WORDS = {">": "positive", ">=": "not negative", "<": "negative", "<=": "not positive", "!=": "not zero"}
_TOGETHER = {
    frozenset({">", ">="}): ">",
    frozenset({">", "!="}): ">",
    frozenset({">=", "!="}): ">",
    frozenset({"<", "<="}): "<",
    frozenset({"<", "!="}): "<",
    frozenset({"<=", "!="}): "<",
}
_RANGES = {
    ">": Interval(low=Fraction(0), open_low=True),
    ">=": Interval(low=Fraction(0)),
    "<": Interval(high=Fraction(0), open_high=True),
    "<=": Interval(high=Fraction(0)),
}


def strongest_signs(found: Mapping[str, Iterable[str]], issues: list[Issue]) -> dict[str, str]:
    """Return one sign a name, where symbols of one name assume several; those that exclude each other are an issue."""
    out = {}
    for name, signs in found.items():
        first, *others = sorted(set(signs))
        for other in others:
            both = frozenset({first, other})
            if first != other and both not in _TOGETHER:
                what = f"one symbol {name} is {_WORDS[first]}, another {_WORDS[other]}: make it one symbol"
                issues.append(Issue(f"parameters.{name}", what))
            first = _TOGETHER.get(both, first)
        out[name] = first
    return out


def reading_numbers(init: Callable[Concatenate[G, P], None]) -> Callable[Concatenate[G, P], None]:
    """Make a game's constructor keep what its symbols assume, and warn once of all computed floats in it."""

    @functools.wraps(init)
    def constructor(self: G, /, *args: P.args, **kwargs: P.kwargs) -> None:
        with noticing() as notices:
            init(self, *args, **kwargs)
            issues: list[Issue] = []
            signs = strongest_signs(notices.signs, issues)
            if issues:
                raise GameError(issues, "the game")
            object.__setattr__(self, "assumed", frozen(signs))

    return constructor


def carry_assumed(target: G, source: Any) -> G:
    """Return a new game that was made from another, with what that one assumes about the parameters that remain."""
    left = set(target.parameters) if source.assumed else set()  # type: ignore[attr-defined]
    object.__setattr__(target, "assumed", frozen({n: sign for n, sign in source.assumed.items() if n in left}))
    return target


def range_of_sign(sign: str | None) -> Interval:
    """Return the range that a sign leaves; all real numbers for ``!=`` and for none."""
    return _RANGES.get(sign or "", Interval())


def natural_domain(game: Any, probabilities: Iterable[Any]) -> Domain:
    """Return the domain of a game without a document.

    Any real numbers that leave every probability positive, and have the signs that the game's symbols assume.
    """
    odds = tuple(dict.fromkeys(p for p in probabilities if isinstance(p, Expression)))
    positive: list[Condition] = [relation(p, ">") for p in odds]
    nonzero = [relation(parameter(name), "!=") for name, sign in game.assumed.items() if sign == "!="]
    ranges = {name: range_of_sign(game.assumed.get(name)) for name in game.parameters}
    return Domain(ranges, all_of([*positive, *nonzero]), odds)
