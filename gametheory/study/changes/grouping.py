"""What happens where some regimes exist together: a quantity's lowest and highest value, or the outcomes.

A cell of a parameter plane may be told from its neighbours by which regimes exist, or by what happens there. Two sets
of regimes are one kind if a quantity has the same lowest and the same highest value over both, or if the same outcomes
occur in both. Values are closed forms in the plane's parameters. Which of several forms is the lowest is decided by a
proof; where there is none, because it changes inside the cell or is not decided, all of them are kept, and the lowest
value is the least of them at every point.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gametheory.concepts import Equilibrium
from gametheory.lang import Condition, Expression, exact, relation
from gametheory.lang.deciding.ground import BUDGET
from gametheory.lang.deciding.logic import prover_for
from gametheory.study.changes.slice import Slice
from gametheory.study.quantities.quantity import Probability, Quantity, at_corners

__all__ = ["Kind", "by_equilibria", "by_outcome", "by_value"]

Value = Expression | Fraction
Grouping = Callable[[frozenset[int], Condition, Mapping[str, Fraction]], "Kind"]

_BUDGET = BUDGET // 4
NONE = "no equilibrium"


@dataclass(frozen=True)
class Kind:
    """What cells are told apart by.

    Attributes
    ----------
    key : object
        Equal where the same happens.
    what : str
        In words.
    lowest, highest : tuple of Expression or Fraction
        Of a quantity: the least of ``lowest`` is its lowest value over the equilibria, the greatest of ``highest`` its
        highest. Empty where it is undefined.
    rank : tuple
        The order in which cells are listed.
    """

    key: Any
    what: str = ""
    lowest: tuple[Value, ...] = ()
    highest: tuple[Value, ...] = ()
    rank: tuple[Any, ...] = ()


def by_equilibria(present: frozenset[int], exists: Condition, witness: Mapping[str, Fraction]) -> Kind:
    """Return the kind of a set of regimes: the set itself."""
    return Kind(present, rank=tuple(sorted(present)))


def by_value(plane: Slice, asked: Quantity) -> Grouping:
    """Return what groups by the lowest and the highest value of a quantity."""
    every = (asked, *at_corners(plane.solution, (asked,)))
    forms = [_forms(plane, eq, every) for eq in plane.solution]
    chance = isinstance(asked.node, Probability)
    domain = plane.domain

    def never(exists: Condition, above: Value, below: Value) -> bool:
        """Whether it is proved that one form never exceeds another where some regimes exist."""
        if isinstance(above, Fraction) and isinstance(below, Fraction):
            return above <= below
        if chance and (above == 0 or below == 1):
            return True
        exceeds = relation(exact(above) - exact(below), ">")
        return prover_for(domain).possible(exists & exceeds, budget=_BUDGET).answer is False

    def kind(present: frozenset[int], exists: Condition, witness: Mapping[str, Fraction]) -> Kind:
        found = list(dict.fromkeys(form for i in sorted(present) for form in forms[i]))
        if not found:
            what = f"{asked} is undefined in every equilibrium" if present else NONE
            return Kind((asked.text, bool(present)), what, rank=(1, bool(present)))
        low = min(found, key=lambda form: _at(form, witness))
        high = max(found, key=lambda form: _at(form, witness))
        lowest = (low, *(f for f in found if f != low and not never(exists, low, f)))
        highest = (high, *(f for f in found if f != high and not never(exists, f, high)))
        ends = float(_at(low, witness)), float(_at(high, witness))
        key = frozenset(lowest), frozenset(highest)
        return Kind(key, _range(asked, lowest, highest), lowest, highest, (0, *ends))

    return kind


def _forms(plane: Slice, eq: Equilibrium, every: Iterable[Quantity]) -> list[Value]:
    """Return the values of a quantity in a regime, at all extreme points, as they read on the plane."""
    found = (one.of(eq) for one in every)
    return list(dict.fromkeys(_plain(form, plane.fixed) for form in found if form is not None))


def _plain(form: Any, fixed: Mapping[str, Fraction]) -> Value:
    here = form.subs(fixed) if isinstance(form, Expression) else Fraction(form)
    return here.fraction() if isinstance(here, Expression) and here.is_constant else here


def _at(form: Value, point: Mapping[str, Fraction]) -> Fraction:
    return form.at(point) if isinstance(form, Expression) else form


def _range(asked: Quantity, lowest: tuple[Value, ...], highest: tuple[Value, ...]) -> str:
    if lowest == highest and len(lowest) == 1:
        return f"{asked} is {lowest[0]}"
    return f"{asked} is {_end('least', lowest)} in one equilibrium and {_end('greatest', highest)} in another"


def _end(word: str, forms: tuple[Value, ...]) -> str:
    return str(forms[0]) if len(forms) == 1 else f"the {word} of {', '.join(map(str, forms))}"


def by_outcome(plane: Slice) -> Grouping:
    """Return what groups by the outcomes that occur: distributions over the ways in which the game can end."""
    outcomes = [_outcomes(plane, eq) for eq in plane.solution]

    def kind(present: frozenset[int], exists: Condition, witness: Mapping[str, Fraction]) -> Kind:
        found = dict(pair for i in sorted(present) for pair in outcomes[i].items())
        what = "; or ".join(dict.fromkeys(found.values())) or NONE
        return Kind(frozenset(found), what, rank=tuple(sorted(present)))

    return kind


def _outcomes(plane: Slice, eq: Equilibrium) -> dict[frozenset[tuple[Any, Value]], str]:
    """Return the outcomes of a regime on the plane, one for each extreme point, with their words."""
    found = {}
    for one in eq.vertices if len(eq.vertices) > 1 else (eq,):
        outcome = {history: _plain(p, plane.fixed) for history, p in one.outcome.items()}
        outcome = {history: p for history, p in outcome.items() if p != 0}
        found[frozenset(outcome.items())] = _told(plane, outcome)
    return found


def _told(plane: Slice, outcome: Mapping[Any, Value]) -> str:
    """Return an outcome in words: what is done, in order, and with which probability, whatever nature chose."""
    paths: dict[str, Any] = {}
    for history, p in outcome.items():
        path = ", then ".join(str(step.action).replace("_", " ") for step in plane.solution.game.steps(history))
        paths[path] = paths.get(path, exact(0)) + p
    if len(paths) == 1:
        return next(iter(paths)) or "nothing is done"
    return " and ".join(f"{path or 'nothing is done'} (probability {p})" for path, p in paths.items())
