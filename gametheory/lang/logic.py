"""Is a condition possible, impossible, or implied? Three answers: yes, no, undecided.

``decide(statement, domain)`` asks whether some admissible point satisfies the statement. "Yes" always comes with a
rational witness that was checked in exact arithmetic; "no" is a proof, by z3's decision procedure for polynomial real
arithmetic (Jovanović and de Moura 2012, "Solving non-linear arithmetic"); "undecided" means that the time budget ran out,
or that z3 knows a solution which is not rational and no rational one was found nearby. Undecided never counts as yes.

A :class:`Prover` keeps what is known about one domain: sample points that find most witnesses without a search, and the
signs that polynomials were proved to have everywhere.
"""

from __future__ import annotations

import functools
import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gametheory.lang.condition import FALSE, TRUE, And, Atom, Condition, Or, all_of, any_of, relation
from gametheory.lang.domain import Domain, Interval
from gametheory.lang.expression import Expression, terms

__all__ = ["Decision", "Prover", "decide", "implies", "prover_for"]

BUDGET_MS = 2000
SAMPLES = 512
_DRAWS = 40_000
_GRID = 1000


@dataclass(frozen=True)
class Decision:
    """The answer to "does some admissible point satisfy this?".

    ``answer`` is True, False or None (undecided); ``witness`` is an exact point when it is True; ``reason`` says by what.
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
    """Return the prover of a domain, made once."""
    return _prover((tuple(domain.ranges.items()), domain.assume), _Holder(domain))


class Prover:
    """What is known about one domain; see the module's description."""

    def __init__(self, domain: Domain) -> None:
        self.domain = domain
        self.names = domain.names
        self._index = {name: i for i, name in enumerate(self.names)}
        self._signs: dict[Any, str | None] = {}
        self._arrays: dict[Any, NDArray[np.int8]] = {}
        self._possible: dict[Condition, Decision] = {}
        self.queries = 0

    # -- sample points ----------------------------------------------------------------------------------------------

    @functools.cached_property
    def points(self) -> list[dict[str, Fraction]]:
        """Admissible points, exact, the same at every run (a fixed seed): up to ``SAMPLES`` of them."""
        rng = random.Random(0)
        found: list[dict[str, Fraction]] = []
        draw = {name: _sampler(interval) for name, interval in self.domain.ranges.items()}
        assume = self.domain.assume
        for attempt in range(_DRAWS):
            if len(found) >= SAMPLES or (attempt >= 4000 and len(found) >= 32):
                break
            point = {name: sample(rng) for name, sample in draw.items()}
            if assume == TRUE or assume.at(point):
                found.append(point)
        if not found:
            decision = self._ask(TRUE, BUDGET_MS)
            if decision.witness is not None:
                found.append(dict(decision.witness))
        return found

    @functools.cached_property
    def _columns(self) -> NDArray[np.float64]:
        return np.array([[float(p[name]) for name in self.names] for p in self.points], dtype=float).reshape(
            len(self.points), len(self.names)
        )

    def signs_at_points(self, poly: Any) -> NDArray[np.int8]:
        """Return, for every sample point, 1 or -1 where the sign of ``poly`` is clear in floating point, else 0."""
        key = terms(poly)
        found = self._arrays.get(key)
        if found is None:
            names = poly.context().names()
            columns = self._columns
            total = np.zeros(len(self.points))
            size = np.zeros(len(self.points))
            for powers, coefficient in poly.to_dict().items():
                term = np.full(len(self.points), float(int(coefficient)))
                for name, power in zip(names, powers, strict=True):
                    if power:
                        term = term * columns[:, self._index[name]] ** int(power)
                total += term
                size += np.abs(term)
            slack = 1e-9 * size
            found = (total > slack).astype(np.int8) - (total < -slack).astype(np.int8)
            self._arrays[key] = found
        return found

    def mask(self, condition: Condition) -> NDArray[np.bool_]:
        """Return for every sample point whether the condition clearly holds there (floating point: a hint, no proof)."""
        if isinstance(condition, Atom):
            signs = self.signs_at_points(condition.poly)
            if condition.sign in (">", ">="):
                return np.asarray(signs > 0)
            return np.asarray(signs != 0) if condition.sign == "!=" else np.zeros(len(self.points), dtype=bool)
        assert isinstance(condition, And | Or)
        out = np.full(len(self.points), isinstance(condition, And))
        for part in condition.parts:
            out = out & self.mask(part) if isinstance(condition, And) else out | self.mask(part)
        return out

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
        return None

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
        signs = self.signs_at_points(poly)
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
            poly = self._polynomial(condition.poly)
            return {">": poly > 0, ">=": poly >= 0, "=": poly == 0, "!=": poly != 0}[condition.sign]
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
        z3 = self._z3
        self.queries += 1
        solver = z3.SolverFor("QF_NRA")
        solver.set("timeout", budget_ms)
        used = statement.names
        whole = all_of([self._relevant(used), statement])
        solver.add(self._formula(whole))
        outcome = solver.check()
        if outcome == z3.unsat:
            return Decision(False, None, "proved by z3")
        if outcome != z3.sat:
            return Decision(None, None, f"z3 found no answer within {budget_ms} ms")
        witness = self._witness(solver.model(), statement)
        if witness is None:
            return Decision(None, None, "z3 knows a solution, but no rational one was found")
        return Decision(True, witness, "found by z3, checked exactly")

    def _relevant(self, used: Iterable[str]) -> Condition:
        """Return the part of the domain that can bear on a statement about ``used``.

        Relations are chained through shared names; what is left out concerns other parameters alone, and is satisfiable
        on its own because the domain is not empty (a sample point exists).
        """
        parts = list(getattr(self.domain.condition, "parts", (self.domain.condition,)))
        if "points" in self.__dict__ and not self.points:
            return self.domain.condition
        if "points" not in self.__dict__:
            return self.domain.condition
        reached = set(used)
        grown = True
        while grown:
            grown = False
            for part in parts:
                names = part.names
                if names & reached and not names <= reached:
                    reached |= names
                    grown = True
        return all_of(part for part in parts if part.names <= reached)

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


def _sampler(interval: Interval) -> Any:
    low, high = interval.low, interval.high
    if low is not None and high is not None:
        width = high - low
        if width == 0:
            return lambda rng: low
        return lambda rng: low + width * Fraction(rng.randrange(1, _GRID), _GRID)

    def ray(rng: random.Random) -> Fraction:
        return Fraction(rng.randrange(1, _GRID), 200) * Fraction(2) ** rng.randrange(-3, 4)

    if low is not None:
        return lambda rng: low + ray(rng)
    if high is not None:
        return lambda rng: high - ray(rng)
    return lambda rng: ray(rng) * rng.choice((-1, 1))


def simplify(condition: Condition, domain: Domain) -> Condition:
    """Return an equivalent condition, over the domain, without the atoms and branches that say nothing there."""
    prover = prover_for(domain)
    return _simplify(condition, TRUE, prover)


def _simplify(condition: Condition, given: Condition, prover: Prover) -> Condition:
    if isinstance(condition, Or):
        kept: list[Condition] = []
        for part in condition.parts:
            slim = _simplify(part, given, prover)
            if prover.possible(given & slim).answer is not False:
                kept.append(slim)
        for part in list(kept):
            rest = [p for p in kept if p is not part]
            if len(kept) > 1 and prover.possible(all_of([given, part, ~any_of(rest)])).answer is False:
                kept = rest
        whole = any_of(kept)
        return TRUE if prover.possible(given & ~whole).answer is False else whole
    if isinstance(condition, Atom):
        return TRUE if prover.possible(given & ~condition).answer is False else condition
    assert isinstance(condition, And)
    parts = sorted(condition.parts, key=lambda p: isinstance(p, Or))
    for part in list(parts):
        rest = [p for p in parts if p is not part]
        if isinstance(part, Or):
            slim = _simplify(part, all_of([given, *rest]), prover)
            parts = rest if slim == TRUE else [slim if p is part else p for p in parts]
        elif prover.possible(all_of([given, *rest, ~part])).answer is False:
            parts = rest
    return all_of(parts)
