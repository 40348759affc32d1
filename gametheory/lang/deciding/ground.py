"""What a domain says by itself: its sample points, the signs that polynomials have there, and z3's answers.

Everything here is a function of the domain and the question. Nothing is learned, so a :class:`Ground` is kept from one
task to the next; what a task learns is kept by its :class:`~gametheory.lang.deciding.logic.Prover`.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gametheory.lang.condition import TRUE, Atom, Condition, all_of, relation
from gametheory.lang.deciding.query import DIGITS, Writer, answered
from gametheory.lang.deciding.sampling import Cloud, admissible_points, hints
from gametheory.lang.domain import Domain, Interval
from gametheory.lang.expression import Expression, terms
from gametheory.lang.memory import Same

__all__ = ["BUDGET", "Decision", "Ground", "ground_for"]

BUDGET = 1_600_000
"""Work for one query of z3, see :func:`gametheory.lang.decide`: those of the shipped models take a tenth of it."""

_PLAIN = 4
_FIRST = 50_000
SAMPLES = 512
HINTS = 8_192


def steps(budget: int, degree: int) -> int:
    """Return how many of z3's steps a budget of work buys for polynomials of a degree."""
    return budget if degree <= _PLAIN else budget * _PLAIN // degree


def _shares(half: int) -> tuple[int, ...]:
    """Return how many steps each order of a question is given, one share after the other.

    A way that is lost takes far longer for each of its steps than one that leads somewhere: the other order is tried
    before much is spent on it.
    """
    return (_FIRST, half - _FIRST) if half > 2 * _FIRST else (half,)


@dataclass(frozen=True)
class Decision:
    """The answer to "does some admissible point satisfy this?".

    ``answer`` is True, False or None (undecided); ``witness`` is an exact point when it is True; ``reason`` says by
    what.
    """

    answer: bool | None
    witness: Mapping[str, Fraction] | None = None
    reason: str = ""

    def __bool__(self) -> bool:
        raise TypeError("a decision has three answers: compare .answer with True, False or None")


class Ground:
    """Points of one domain, and questions about it; see the module's description.

    Attributes
    ----------
    points : list of points
        Admissible, exact, the same at every run: up to ``SAMPLES`` of them.
    hints : Cloud
        Many more points, in floating point.
    """

    def __init__(self, domain: Domain) -> None:
        self.domain = domain
        self.names = domain.names
        self._writer = Writer(self.names)
        self._bounds: dict[frozenset[str], tuple[str, tuple[str, ...], int]] = {}
        self._signs: dict[Any, str | None] = {}
        # rows of the hints as exact points of the domain, or None where rounding left it
        self._exact: dict[int, Mapping[str, Fraction] | None] = {}
        self.points: list[Mapping[str, Fraction]] = list(admissible_points(domain, SAMPLES))
        if not self.points:
            witness = self.ask(TRUE, BUDGET).witness
            self.points += [] if witness is None else [dict(witness)]

    # -- sample points ----------------------------------------------------------------------------------------------

    @functools.cached_property
    def _cloud(self) -> Cloud:
        return Cloud.of(self.names, self.points)

    @functools.cached_property
    def hints(self) -> Cloud:
        """Points that lie in the domain as far as floating point can tell."""
        return hints(self.domain, HINTS)

    def mask(self, condition: Condition) -> NDArray[np.bool_]:
        """Return for every sample point whether the condition clearly holds there: a hint in floats, no proof."""
        return self._cloud.mask(condition)

    def sampled(self, statement: Condition) -> Mapping[str, Fraction] | None:
        """Return a point that satisfies the statement, checked, if one is among the samples."""
        for index in np.flatnonzero(self.mask(statement))[:3]:
            point = self.points[int(index)]
            if statement.at(point):
                return point
        return self.among(self.hints, self._exact, statement) if self.points else None

    def among(
        self, cloud: Cloud, exact: dict[int, Mapping[str, Fraction] | None], statement: Condition
    ) -> Mapping[str, Fraction] | None:
        """Return a point of a cloud that satisfies the statement, checked; ``exact`` keeps rows as exact points."""
        for index in np.flatnonzero(cloud.mask(statement))[:3]:
            row = int(index)
            if row not in exact:
                hint = cloud.point(row)
                exact[row] = hint if self.domain.condition.at(hint) else None
            found = exact[row]
            if found is not None and statement.at(found):
                return found
        return None

    # -- signs ------------------------------------------------------------------------------------------------------

    def sign(self, poly: Any) -> str | None:
        """Return the sign that ``poly`` is proved to have at every admissible point, or None if it has none.

        One of ``"+"``, ``"-"``, ``"0"``, ``">="`` (never negative) and ``"<="`` (never positive).
        """
        key = terms(poly)
        if key not in self._signs:
            self._signs[key] = self._sign(poly)
        return self._signs[key]

    def _sign(self, poly: Any) -> str | None:
        if poly == 0:
            return "0"
        if poly.is_constant():
            return "+" if int(poly.leading_coefficient()) > 0 else "-"
        signs = self.hints.signs(poly)
        up, down = bool((signs > 0).any()), bool((signs < 0).any())
        if up and down:
            return None
        expression = Expression(poly, poly.context().constant(1))
        if not down:
            if self._never(relation(expression, "<=")):
                return "+"
            if self._never(relation(expression, "<")):
                return ">="
        if not up:
            if self._never(relation(expression, ">=")):
                return "-"
            if self._never(relation(expression, ">")):
                return "<="
        return None

    def _never(self, statement: Condition) -> bool:
        return self.sampled(statement) is None and self.ask(statement, BUDGET).answer is False

    # -- z3 ---------------------------------------------------------------------------------------------------------

    def ask(self, statement: Condition, budget: int) -> Decision:
        """Decide by z3 whether some admissible point satisfies the statement."""
        names = statement.names
        bounds, variables, degree = self._around(names)
        degree = max([degree, *(atom.degree for atom in statement.atoms())])
        said = self._writer.text(statement)
        # in the other order z3 often takes another way, now and then a much shorter one
        orders = ((bounds, said), (said, bounds))
        shares = _shares(steps(budget, degree) // 2)
        replies = (answered(variables, order, share) for share in shares for order in orders)
        reply = next((reply for reply in replies if reply.answer is not None), None)
        if reply is None:
            return Decision(None, None, f"z3 found no answer within {budget:,} units of work, the budget of one query")
        if reply.answer is False:
            return Decision(False, None, "proved by z3")
        witness = self._witness(reply.model, statement)
        if witness is None:
            return Decision(None, None, "z3 knows a solution, but no rational one was found")
        return Decision(True, witness, "found by z3, checked exactly")

    def _around(self, names: frozenset[str]) -> tuple[str, tuple[str, ...], int]:
        """Return what of the domain bears on statements about some names, the variables of both, and its degree."""
        known = self._bounds.get(names)
        if known is None:
            part = self._relevant(names)
            degree = max((atom.degree for atom in part.atoms()), default=0)
            known = self._bounds[names] = (self._writer.text(part), self._writer.used(names | part.names), degree)
        return known

    def _relevant(self, used: Iterable[str]) -> Condition:
        """Return the part of the domain that can bear on a statement about ``used``.

        Relations are chained through shared names; what is left out concerns other parameters alone, and is satisfiable
        on its own because the domain is not empty (a sample point exists).
        """
        if not self.__dict__.get("points"):
            return self.domain.condition
        reached = set(used)
        grown = True
        while grown:
            grown = False
            for _, names in self._parts:
                if names & reached and not names <= reached:
                    reached |= names
                    grown = True
        return all_of(part for part, names in self._parts if names <= reached)

    @functools.cached_property
    def _parts(self) -> list[tuple[Condition, frozenset[str]]]:
        whole = self.domain.condition
        return [(part, part.names) for part in getattr(whole, "parts", (whole,))]

    def _witness(self, model: Mapping[str, tuple[Fraction, ...]], statement: Condition) -> dict[str, Fraction] | None:
        """Turn z3's model into an exact rational point of the domain that satisfies the statement, if one is near."""
        base = self.points[0] if self.__dict__.get("points") else {}
        point = {name: base.get(name, _inside(interval)) for name, interval in self.domain.ranges.items()}
        for place in range(len(DIGITS)):
            for name, variable in self._writer.variables.items():
                if variable in model:
                    point[name] = model[variable][place]
            if self.domain.condition.at(point) and statement.at(point):
                return point
        return None


def _inside(interval: Interval) -> Fraction:
    low, high = interval.low, interval.high
    if low is not None and high is not None:
        return (low + high) / 2
    if low is not None:
        return low + 1
    return high - 1 if high is not None else Fraction(0)


# -- one for a domain --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Written:
    """A domain as it is written, to the last letter; compares by that alone.

    Equal domains may differ in the order of their parameters and assumptions, and in the rings of their polynomials.
    Sample points and z3's answers depend on these, so what is kept for one of them is not given to the other: the
    answer to a question would depend on which was met first.
    """

    letters: tuple[Any, ...]
    domain: Domain = field(compare=False)


@functools.lru_cache(maxsize=16)
def _kept(written: _Written) -> Ground:
    return Ground(written.domain)


@functools.lru_cache(maxsize=16)
def _known(same: Same[Domain]) -> Ground:
    domain = same.subject
    return _kept(_Written((tuple(domain.ranges.items()), _as_written(domain.assume)), domain))


def ground_for(domain: Domain) -> Ground:
    """Return what a domain says by itself: one object for domains that are the same to the last letter."""
    return _known(Same(domain))


def _as_written(condition: Condition) -> Any:
    """Return a condition's parts in their order, each in its ring: equal conditions may differ in these."""
    if isinstance(condition, Atom):
        return condition, condition.poly.context().names()
    parts = getattr(condition, "parts", ())
    return type(condition).__name__, tuple(map(_as_written, parts))
