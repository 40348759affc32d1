"""Is a condition possible, impossible, or implied? Three answers: yes, no, undecided.

``decide(statement, domain)`` asks whether some admissible point satisfies the statement. "Yes" always comes with a
rational witness that was checked in exact arithmetic; "no" is a proof, by z3's decision procedure for polynomial real
arithmetic (Jovanović and de Moura 2012, "Solving non-linear arithmetic"); "undecided" means that the time budget ran
out, or that z3 knows a solution which is not rational and no rational one was found nearby. Undecided never counts as
yes.

A :class:`Prover` keeps what is known about one domain: sample points that find most witnesses without a search, and the
signs that polynomials were proved to have everywhere.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gametheory.lang import deadline
from gametheory.lang.condition import FALSE, TRUE, And, Atom, Condition, Or, all_of, relation
from gametheory.lang.domain import Domain, Interval
from gametheory.lang.expression import Expression, terms
from gametheory.lang.lemmas import Lemmas
from gametheory.lang.sampling import Cloud, admissible_points, hints

__all__ = ["Decision", "Prover", "decide", "implies", "prover_for"]

BUDGET_MS = 2000
SAMPLES = 512
HINTS = 8_192


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


def decide(statement: Condition, domain: Domain, *, budget_ms: int = BUDGET_MS) -> Decision:
    """Decide whether some point of ``domain`` satisfies ``statement``.

    Parameters
    ----------
    statement : Condition
    domain : Domain
    budget_ms : int
        Time for z3, in milliseconds of one query.

    Examples
    --------
    >>> from gametheory.lang import Domain, Interval, parse_condition
    >>> unit = Domain({"p": Interval(0, 1)})
    >>> decide(parse_condition("p*(1-p) > 1/4"), unit).answer
    False
    >>> decide(parse_condition("p*p > 1/2"), unit).answer
    True
    """
    return prover_for(domain).possible(statement, budget_ms=budget_ms)


def implies(premise: Condition, conclusion: Condition, domain: Domain, *, budget_ms: int = BUDGET_MS) -> bool | None:
    """Decide whether ``conclusion`` holds wherever ``premise`` does: True, False, or None for undecided."""
    answer = decide(premise & ~conclusion, domain, budget_ms=budget_ms).answer
    return None if answer is None else not answer


@functools.lru_cache(maxsize=16)
def _prover(key: tuple[Any, ...], holder: _Holder) -> Prover:
    return Prover(holder.domain)


class _Holder:
    """Carries a domain past the cache, which compares by the key alone."""

    def __init__(self, domain: Domain) -> None:
        self.domain = domain

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Holder)

    def __hash__(self) -> int:
        return 0


def prover_for(domain: Domain) -> Prover:
    """Return the prover of a domain, made once; under a limit on time one that lasts as long as the limit."""
    key = (tuple(domain.ranges.items()), domain.assume)
    kept = deadline.kept()
    if kept is None:
        return _prover(key, _Holder(domain))
    if key not in kept:
        kept[key] = Prover(domain)
    found: Prover = kept[key]
    return found


class Prover:
    """What is known about one domain; see the module's description."""

    def __init__(self, domain: Domain) -> None:
        self.domain = domain
        self.names = domain.names
        self._signs: dict[Any, str | None] = {}
        # around the witnesses that z3 found for earlier statements: they often serve for later ones
        self._near = Cloud.of(self.names, [])
        # rows of the two clouds as exact points of the domain, or None where rounding left it
        self._exact_hints: dict[int, Mapping[str, Fraction] | None] = {}
        self._exact_near: dict[int, Mapping[str, Fraction] | None] = {}
        self._formulas: dict[Atom, Any] = {}
        self._bounds: dict[frozenset[str], Any] = {}
        self._possible: dict[Condition, Decision] = {}
        self._refuted: dict[Condition, bool] = {}
        self.queries = 0

    # -- sample points ----------------------------------------------------------------------------------------------

    @functools.cached_property
    def points(self) -> list[dict[str, Fraction]]:
        """Admissible points, exact, the same at every run: up to ``SAMPLES`` of them."""
        found = admissible_points(self.domain, SAMPLES)
        if not found:
            decision = self._ask(TRUE, BUDGET_MS)
            if decision.witness is not None:
                found.append(dict(decision.witness))
        return found

    @functools.cached_property
    def _cloud(self) -> Cloud:
        return Cloud.of(self.names, self.points)

    def mask(self, condition: Condition) -> NDArray[np.bool_]:
        """Return for every sample point whether the condition clearly holds there: a hint in floats, no proof."""
        return self._cloud.mask(condition)

    # -- decisions --------------------------------------------------------------------------------------------------

    def possible(self, statement: Condition, *, budget_ms: int = BUDGET_MS) -> Decision:
        """Decide whether some admissible point satisfies ``statement``; see :func:`decide`."""
        if statement == FALSE:
            return Decision(False, None, "contradicts itself")
        known = self._possible.get(statement)
        if known is not None:
            return known
        decision = self._sampled(statement)
        if decision is None:
            decision = self._ask(statement, budget_ms)
        if decision.answer is not None:
            self._possible[statement] = decision
        return decision

    def _sampled(self, statement: Condition) -> Decision | None:
        if not self.points:
            return None
        for index in np.flatnonzero(self.mask(statement))[:3]:
            point = self.points[int(index)]
            if statement.at(point):
                return Decision(True, point, "a sample point")
        for cloud, exact in ((self._hints, self._exact_hints), (self._near, self._exact_near)):
            for index in np.flatnonzero(cloud.mask(statement))[:3]:
                row = int(index)
                if row not in exact:
                    hint = cloud.point(row)
                    exact[row] = hint if self.domain.condition.at(hint) else None
                found = exact[row]
                if found is not None and statement.at(found):
                    return Decision(True, found, "a sample point")
        return None

    @functools.cached_property
    def _hints(self) -> Cloud:
        return hints(self.domain, HINTS)

    def seen(self, statement: Condition) -> Mapping[str, Fraction] | None:
        """Return an admissible point among those that are known at which a statement holds, if one is: no search."""
        decision = self._sampled(statement)
        return None if decision is None else decision.witness

    def refuted(self, statement: Condition, *, budget_ms: int = BUDGET_MS) -> bool:
        """Return whether it is proved that no admissible point satisfies ``statement``.

        The answer is that of :meth:`possible`, found by way of small conflicts that are remembered: the quick way for
        many large statements about the same few atoms.
        """
        if statement == FALSE:
            return True
        known = self._refuted.get(statement)
        if known is None:
            known = self._refuted[statement] = self._refute(statement, budget_ms)
        return known

    def _refute(self, statement: Condition, budget_ms: int) -> bool:
        if self._met_before(statement):
            return False
        if not isinstance(statement, Atom) and len(self._hints):
            answer = self._lemmas.decide(statement)
            if answer is not None:
                return not answer
        return self.possible(statement, budget_ms=budget_ms).answer is False

    @functools.cached_property
    def _lemmas(self) -> Lemmas:
        return Lemmas(self._together, lambda atoms: self._met_before(all_of(atoms)))

    def always(self, statement: Condition) -> bool | None:
        """Decide whether every admissible point satisfies ``statement``."""
        answer = self.possible(~statement).answer
        return None if answer is None else not answer

    def sign(self, poly: Any) -> str | None:
        """Return the sign that ``poly`` is proved to have at every admissible point, or None if it has none.

        One of ``"+"``, ``"-"``, ``"0"``, ``">="`` (never negative) and ``"<="`` (never positive).
        """
        key = terms(poly)
        if key in self._signs:
            return self._signs[key]
        found = self._sign(poly)
        self._signs[key] = found
        return found

    def _sign(self, poly: Any) -> str | None:
        if poly == 0:
            return "0"
        if poly.is_constant():
            return "+" if int(poly.leading_coefficient()) > 0 else "-"
        signs = self._hints.signs(poly)
        up, down = bool((signs > 0).any()), bool((signs < 0).any())
        if up and down:
            return None
        expression = Expression(poly, poly.context().constant(1))
        if not down:
            if self.possible(relation(expression, "<=")).answer is False:
                return "+"
            if self.possible(relation(expression, "<")).answer is False:
                return ">="
        if not up:
            if self.possible(relation(expression, ">=")).answer is False:
                return "-"
            if self.possible(relation(expression, ">")).answer is False:
                return "<="
        return None

    # -- z3 ---------------------------------------------------------------------------------------------------------

    @functools.cached_property
    def _z3(self) -> Any:
        import z3

        return z3

    @functools.cached_property
    def _variables(self) -> dict[str, Any]:
        return {name: self._z3.Real(f"v{i}") for i, name in enumerate(self.names)}

    def _formula(self, condition: Condition) -> Any:
        z3 = self._z3
        if isinstance(condition, Atom):
            known = self._formulas.get(condition)
            if known is None:
                poly = self._polynomial(condition.poly)
                known = {">": poly > 0, ">=": poly >= 0, "=": poly == 0, "!=": poly != 0}[condition.sign]
                self._formulas[condition] = known
            return known
        assert isinstance(condition, And | Or)
        join = z3.And if isinstance(condition, And) else z3.Or
        return join([self._formula(part) for part in condition.parts])

    def _polynomial(self, poly: Any) -> Any:
        z3 = self._z3
        names = poly.context().names()
        summands = []
        for powers, coefficient in poly.to_dict().items():
            factors = [z3.RealVal(int(coefficient))] if int(coefficient) != 1 or not any(powers) else []
            for name, power in zip(names, powers, strict=True):
                if power:  # the ring may hold names that do not occur, and that the domain does not know
                    factors += [self._variables[name]] * int(power)
            summands.append(z3.Product(factors) if len(factors) > 1 else factors[0])
        return z3.Sum(summands) if len(summands) > 1 else summands[0]

    def _ask(self, statement: Condition, budget_ms: int) -> Decision:
        deadline.check()
        z3 = self._z3
        solver = self._solver(statement.names, budget_ms)
        solver.add(self._formula(statement))
        outcome = solver.check()
        if outcome == z3.unsat:
            return Decision(False, None, "proved by z3")
        if outcome != z3.sat:
            deadline.check()  # that the time of a search was up is no answer
            return Decision(None, None, f"z3 found no answer within {budget_ms} ms")
        return self._satisfied(solver, statement)

    def _satisfied(self, solver: Any, statement: Condition) -> Decision:
        witness = self._witness(solver.model(), statement)
        if witness is None:
            return Decision(None, None, "z3 knows a solution, but no rational one was found")
        if self.__dict__.get("points"):
            self._exact_near[len(self._near)] = witness
            self._near.add(witness, self._hints, self.domain.condition)
        return Decision(True, witness, "found by z3, checked exactly")

    def _solver(self, used: Iterable[str], budget_ms: int) -> Any:
        """Return a solver that knows the part of the domain that can bear on statements about ``used``."""
        self.queries += 1
        solver = self._z3.SolverFor("QF_NRA")
        left = deadline.milliseconds()
        solver.set("timeout", budget_ms if left is None else min(budget_ms, left))
        solver.set("ctrl_c", False)  # else z3 takes an interrupt for "undecided", and the program goes on
        key = frozenset(used)
        known = self._bounds.get(key)
        if known is None:
            known = self._bounds[key] = self._formula(self._relevant(key))
        solver.add(known)
        return solver

    def _together(self, atoms: Sequence[Atom]) -> bool | None:
        """Decide whether atoms can hold together."""
        statement = all_of(atoms)
        return statement != FALSE and (self._met_before(statement) or self._ask(statement, BUDGET_MS).answer)

    def _met_before(self, statement: Condition) -> bool:
        # A sign that is clear in floating point is clear: the slack is far above what rounding can do to so few terms.
        return any(bool(cloud.mask(statement).any()) for cloud in (self._hints, self._near))

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
            for _, names in self._domain_parts:
                if names & reached and not names <= reached:
                    reached |= names
                    grown = True
        return all_of(part for part, names in self._domain_parts if names <= reached)

    @functools.cached_property
    def _domain_parts(self) -> list[tuple[Condition, frozenset[str]]]:
        whole = self.domain.condition
        return [(part, part.names) for part in getattr(whole, "parts", (whole,))]

    def _witness(self, model: Any, statement: Condition) -> dict[str, Fraction] | None:
        """Turn z3's model into an exact rational point of the domain that satisfies the statement, if one is near."""
        z3 = self._z3
        values: dict[str, Any] = {name: model.eval(v, model_completion=False) for name, v in self._variables.items()}
        base = self.points[0] if self.__dict__.get("points") else {}
        for digits in (2, 6, 12, 30):
            point = {}
            for name, number in values.items():
                if z3.is_rational_value(number):
                    point[name] = Fraction(number.numerator_as_long(), number.denominator_as_long())
                elif z3.is_algebraic_value(number):
                    near = number.approx(digits)
                    point[name] = Fraction(near.numerator_as_long(), near.denominator_as_long())
                else:
                    point[name] = base.get(name, _inside(self.domain.ranges[name]))
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
