"""Closed forms in the document's own words: its definitions put back in where that is shorter.

A document may define ``share = theta*(1 - d)``. The engine computes in ``theta`` and ``d``; a reader wants
``share < 2/9``. A definition ``D = v(p, ...)`` that is a ratio of linear functions of the parameter ``p`` can be solved
for ``p``, and putting that in is exact wherever the definition is defined. In a condition, factors whose sign is proved
over the domain are divided out afterwards. Nothing here changes what an answer says: the
:class:`~gametheory.concepts.solution.Solution` that a user computes with stays in the parameters.
"""

from __future__ import annotations

import contextlib
import functools
import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from gametheory.errors import ParameterError
from gametheory.lang import Condition, Domain, Expression, relation
from gametheory.lang.condition import Atom
from gametheory.lang.deciding.ground import ground_for
from gametheory.lang.expression import constant, factored, parameter, terms
from gametheory.lang.memory import Same

if TYPE_CHECKING:
    from gametheory.concepts.equilibrium import Equilibrium
    from gametheory.concepts.solution import Solution

__all__ = ["Abbreviations", "abbreviated"]

POINTS = 16
"""How many admissible points are looked at before a sign is proved: two that differ settle that there is none."""

_FLIP = {">": "<", ">=": "<=", "=": "=", "!=": "!="}


def abbreviated(solution: Solution) -> tuple[Solution, dict[str, Expression]]:
    """Return a parametric solution in its document's definitions, and the definitions that it then uses.

    At a point, and for a game without definitions, nothing changes.
    """
    if solution.model is None or solution.point is not None or not solution.model.definitions:
        return solution, {}
    short, used = _abbreviated(Same(solution))
    return short, dict(used)


@functools.lru_cache(maxsize=4)  # a page, its tables and its figures are written of one solution
def _abbreviated(of: Same[Solution]) -> tuple[Solution, dict[str, Expression]]:
    from gametheory.concepts.keeping.recall import recalled

    solution = of.subject
    assert solution.model is not None
    asked = replace(solution, model=None, baseline={})  # which have no part in it
    definitions = dict(solution.model.definitions)
    found = recalled("abbreviate", (asked, definitions), lambda: _shortened(solution, definitions))
    equilibria, edges, used = found
    return replace(solution, equilibria=equilibria, knife_edges=edges), used


def _shortened(
    solution: Solution, definitions: dict[str, Expression]
) -> tuple[tuple[Equilibrium, ...], tuple[Condition, ...], dict[str, Expression]]:
    """Return the equilibria and the knife edges in the definitions, and those that are used."""
    short = Abbreviations(definitions, solution.domain)
    equilibria = tuple(short.equilibrium(eq) for eq in solution)
    edges = tuple(short.condition(edge) for edge in solution.knife_edges)
    used, earlier = {}, Abbreviations({}, solution.domain)
    for name, value in definitions.items():
        used[name] = earlier.number(value)  # a definition may use those before it
        earlier = Abbreviations({**earlier.values, name: value}, solution.domain)
    used = {name: value for name, value in used.items() if name in _reached(short.used, used)}
    return equilibria, edges, used


def _reached(names: set[str], definitions: Mapping[str, Any]) -> set[str]:
    """Return the names and those that their definitions use, and so on."""
    found: set[str] = set()
    while names - found:
        found |= names
        values = (definitions[name] for name in found)
        names = {n for v in values if isinstance(v, Expression) for n in v.names if n in definitions}
    return found


class Abbreviations:
    """Puts definitions into expressions and conditions; ``used`` collects the names that were put in."""

    def __init__(self, definitions: Mapping[str, Expression], domain: Domain) -> None:
        self.domain = domain
        self.values = {name: v for name, v in definitions.items() if isinstance(v, Expression) and not v.is_constant}
        self.points = list(_extended(ground_for(domain).points, self.values))
        self.near = self.points[0] if self.points else None
        self.ways = [way for name in self.values for way in self._ways(name)]
        self.used: set[str] = set()
        self._known: dict[Any, Any] = {}
        self._signs: dict[Any, str | None] = {}

    def _ways(self, name: str) -> Iterator[tuple[str, Expression]]:
        """Yield ``(p, p as a function of the definition)`` for the parameters that most belong to this definition."""
        shared = {p: sum(p in v.names for v in self.values.values()) for p in self.values[name].names}
        ways = list(_solved_for_parameters(name, self.values[name]))
        fewest = min((shared[p] for p, _ in ways), default=0)
        yield from (way for way in ways if shared[way[0]] == fewest)

    def number(self, value: Any) -> Any:
        """Return a number as it is, and a closed form in the shortest way found."""
        if not isinstance(value, Expression):
            return value
        if value not in self._known:
            best, found = value, True
            while found:
                others = [best.subs({p: way}) for p, way in self.ways if p in best.names]
                smallest = min(others, key=_size, default=best)
                found = _size(smallest) < _size(best)
                best = smallest if found else best
            self._known[value] = best if self.near is None else best.written_near(self.near)
        shown: Expression = self._known[value]
        self.used |= shown.names & set(self.values)
        return shown

    def condition(self, condition: Condition) -> Condition:
        """Return the same condition over the domain, every relation in the shortest way found."""
        return condition.map(self._atom)

    def equilibrium(self, equilibrium: Equilibrium) -> Equilibrium:
        """Return an equilibrium with all its closed forms and its condition abbreviated."""
        return equilibrium.map(self.number, self.condition)

    # -- relations ----------------------------------------------------------------------------------------------------

    def _atom(self, atom: Atom) -> Condition:
        if atom not in self._known:
            best, found = atom, True
            while found:
                mine = best.expression
                others = [self._divided(mine.subs({p: way}), best.sign) for p, way in self.ways if p in mine.names]
                smallest = min((x for x in others if x is not None), key=lambda x: _size(x.expression), default=best)
                found = _size(smallest.expression) < _size(mine)
                best = smallest if found else best
            self._known[atom] = atom if best is atom else min(self._written(best), key=self._length)
        shown: Atom = self._known[atom]
        self.used |= shown.expression.names & set(self.values)
        return shown

    def _written(self, atom: Atom) -> Iterator[Atom]:
        """Yield the relation as it is, and solved for every name that allows it."""
        yield atom
        for name in sorted(atom.expression.names):
            solved = self._solved(atom, name)
            if solved is not None:
                yield solved

    def _length(self, atom: Atom) -> float:
        """Return the length of a relation's text; a bound on a definition counts as shorter, for it reads better."""
        bounds = atom.shown is not None and bool(atom.shown[0].names & set(self.values))
        return len(str(atom)) * (0.7 if bounds else 1.0)

    def _divided(self, difference: Expression, sign: str) -> Atom | None:
        """Return ``difference sign 0`` without the factors whose sign is proved, or None where nothing is left."""
        one = difference.denominator.context().constant(1)
        left = constant(1)
        for factor, power in (*factored(difference.numerator)[1], *factored(difference.denominator)[1]):
            known = self._sign(factor)
            if known is None:
                left = left * Expression(factor, one) ** (int(power) % 2 or 2)
            elif known == "-" and int(power) % 2:
                left = -left
        scale = int(factored(difference.numerator)[0]) * int(factored(difference.denominator)[0])
        found = relation(left if scale > 0 else -left, sign)
        return found if isinstance(found, Atom) else None

    def _sign(self, poly: Any) -> str | None:
        """Return the strict sign that a polynomial in parameters and definitions has at every admissible point."""
        key = terms(poly)
        if key not in self._signs:
            self._signs[key] = self._proved_sign(poly)
        return self._signs[key]

    def _proved_sign(self, poly: Any) -> str | None:
        value = Expression(poly, poly.context().constant(1))
        above = None
        for point in self.points:  # putting long definitions in, only to be told that there is no sign, takes seconds
            here = value.at(point)
            if here == 0 or above not in (None, here > 0):
                return None
            above = here > 0
        value = value.subs(self.values)
        sign = ground_for(self.domain).sign(value.numerator * value.denominator)
        return sign if sign in ("+", "-") else None

    def _solved(self, atom: Atom, name: str) -> Atom | None:
        """Return the relation solved for ``name``, if it is linear in it with a slope of proved sign."""
        parts = _linear(atom.poly, name)
        if parts is None:
            return None
        slope, rest = parts
        sign = self._sign(slope)
        if sign is None:
            return None
        bound = Expression(-rest, slope)
        bound = bound if self.near is None else bound.written_near(self.near)
        return Atom(atom.poly, atom.sign, (parameter(name), atom.sign if sign == "+" else _FLIP[atom.sign], bound))


def _extended(
    points: Iterable[Mapping[str, Fraction]], values: Mapping[str, Expression]
) -> Iterator[dict[str, Fraction]]:
    """Yield some of the points, each with the values of the definitions there."""
    for point in itertools.islice(points, POINTS):
        with contextlib.suppress(ParameterError):  # a definition may divide by what is zero there
            yield {**point, **{name: value.at(point) for name, value in values.items()}}


def _size(expression: Expression) -> int:
    """Return how long an expression is, multiplied out: its terms and the names in them."""
    parts = (expression.numerator, expression.denominator)
    return sum(1 + sum(int(e) > 0 for e in powers) for poly in parts for powers in poly.to_dict())


def _solved_for_parameters(name: str, value: Expression) -> Iterator[tuple[str, Expression]]:
    """Yield ``(p, p as a function of the definition)`` for every parameter in which ``value`` is a ratio of lines."""
    for p in sorted(value.names):
        above, below = _linear(value.numerator, p), _linear(value.denominator, p)
        if above is None or below is None:
            continue
        (n1, n0), (d1, d0) = above, below
        one = n1.context().constant(1)
        n1, n0, d1, d0 = (Expression(x, one) for x in (n1, n0, d1, d0))
        whole = parameter(name)
        slope = n1 - whole * d1
        if slope != 0:
            yield p, (whole * d0 - n0) / slope


def _linear(poly: Any, name: str) -> tuple[Any, Any] | None:
    """Return ``(slope, rest)`` of a polynomial that has no higher power of ``name`` than the first, else None."""
    ring = poly.context()
    names = ring.names()
    if name not in names:
        return ring.constant(0), poly
    index = names.index(name)
    slope: dict[Any, int] = {}
    rest: dict[Any, int] = {}
    for powers, c in poly.to_dict().items():
        power = int(powers[index])
        if power > 1:
            return None
        key = tuple(0 if i == index else int(e) for i, e in enumerate(powers))
        (slope if power else rest)[key] = int(c)
    return ring.from_dict(slope), ring.from_dict(rest)
