"""One pass over the open cells of a plane: which regimes exist together where, a point in each, and the borders."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from gametheory.lang import Condition, Expression, Interval, all_of, any_of, deadline, readable, relation
from gametheory.lang.algebraic import Real, between, real_roots
from gametheory.lang.deciding.ground import BUDGET
from gametheory.lang.deciding.logic import prover_for
from gametheory.study.changes.cylinders import columns
from gametheory.study.changes.grouping import Grouping
from gametheory.study.changes.prime_implicants import cover
from gametheory.study.changes.regions_result import Border, Cell, Present
from gametheory.study.changes.slice import Slice

__all__ = ["NICETY", "Survey"]

Signs = tuple[int, ...]

NICETY = BUDGET // 4
"""Of work, for a nicety of writing: whether a curve inside a cell may be included in its condition."""


class Survey:
    """One pass over all open cells: the sign patterns of every set of regimes, a point in each, and the borders."""

    def __init__(self, plane: Slice, grouping: Grouping) -> None:
        self.plane = plane
        self.sets: dict[Present, dict[Signs, None]] = {}
        self._crossings: dict[int, set[tuple[Present, Present]]] = {}
        self._known: dict[Signs, Present | None] = {}
        self._rooms: dict[Present, tuple[float, Fraction, Real | None, Real | None]] = {}
        self._walk(0)
        # vertical lines are walls only between columns: look along the other axis too, where there may be one inside
        if any(poly.degrees()[1] == 0 and self._crosses(poly) for poly in plane.factors):
            self._walk(1)
        ordered = sorted(self.sets, key=sorted)
        self.kinds = {one: grouping(one, self._exact(one), self._witness(one)) for one in ordered}
        self.bounds: dict[int, set[int]] = {}
        for wall, pairs in self._crossings.items():
            changed = {i for a, b in pairs if self.kinds[a].key != self.kinds[b].key for i in a ^ b}
            if changed:
                self.bounds[wall] = changed

    def _crosses(self, vertical: Any) -> bool:
        """Whether a polynomial in the first variable alone has a root inside its range."""
        inside = self._ranges[0]
        roots = real_roots([_coefficient(vertical, i) for i in range(vertical.degrees()[0] + 1)])
        return any(
            (inside.low is None or root > inside.low) and (inside.high is None or root < inside.high) for root in roots
        )

    @functools.cached_property
    def _ranges(self) -> tuple[Interval, ...]:
        return tuple(self.plane.domain.ranges[name] for name in self.plane.names)

    def _walk(self, axis: int) -> None:
        for column in columns(self.plane.factors, axis, self._ranges):
            deadline.check()
            last: Present | None = None
            for k, signs in enumerate(column.signs):
                here = self._present(signs)
                if here is not None:
                    self.sets.setdefault(here, {})[signs] = None
                    if axis == 0 and (here not in self._rooms or column.width > self._rooms[here][0]):
                        self._rooms[here] = (column.width, column.first, column.ends[k], column.ends[k + 1])
                if k and here is not None and last is not None and here != last:
                    self._crossings.setdefault(column.walls[k - 1], set()).add((here, last))
                last = here

    def _present(self, signs: Signs) -> Present | None:
        if signs not in self._known:
            self._known[signs] = self.plane.present(signs)
        return self._known[signs]

    def _witness(self, present: Present) -> dict[str, Fraction]:
        """Return a point of the set, from the widest column that it reaches into."""
        _, x, low, high = self._rooms[present]
        return {self.plane.names[0]: x, self.plane.names[1]: between(low, high)}

    def _expression(self, i: int) -> Expression:
        poly = self.plane.factors[i]
        return Expression(poly, poly.context().constant(1))

    def borders(self) -> Iterator[Border]:
        """Yield the curves that bound something, those in few terms first."""
        for i in sorted(self.bounds, key=lambda i: (len(self.plane.factors[i]), i)):
            expression = self._expression(i)
            shown = readable(relation(expression, "="), self.plane.domain)
            yield Border(expression, self.plane.equilibria(frozenset(self.bounds[i])), shown)

    def _groups(self) -> list[list[Present]]:
        """Return the sets of regimes, those of one kind together, in the order in which cells are listed."""
        groups: dict[Any, list[Present]] = {}
        for one, kind in self.kinds.items():
            groups.setdefault(kind.key, []).append(one)
        return sorted(groups.values(), key=lambda group: (self.kinds[group[0]].rank, sorted(group[0])))

    def cells(self) -> Iterator[Cell]:
        """Yield the cells, those of the first regimes first, or those of the lowest values."""
        places = sorted(self.bounds)
        if self._clash(places):
            places = list(range(len(self.plane.factors)))
        order = sorted(range(len(places)), key=lambda k: -len(self.plane.factors[places[k]]))
        groups = self._groups()
        patterns = [sorted({tuple(p[i] for i in places) for s in group for p in self.sets[s]}) for group in groups]
        for index, group in enumerate(groups):
            deadline.check()
            others = [p for k, found in enumerate(patterns) if k != index for p in found]
            cubes = cover(patterns[index], others, order)
            exact = any_of(map(self._exact, group))
            widest = max(group, key=lambda one: self._rooms[one][0])
            yield Cell(
                index,
                self.plane.equilibria(frozenset().union(*group)),
                readable(self._condition(cubes, places, exact), self.plane.domain),
                exact,
                self._witness(widest),
                tuple(group),
                self.kinds[group[0]],
            )

    def _condition(self, cubes: list[dict[int, int]], places: list[int], exact: Condition) -> Condition:
        """Return the cubes as a condition, closed along curves inside the cell where that is proved."""
        shared = {k for cube in cubes for k, sign in cube.items() if any(other.get(k) == -sign for other in cubes)}
        closed: set[int] = set()
        for k in sorted(shared):
            trial = self._written(cubes, places, closed | {k})
            if prover_for(self.plane.domain).possible(trial & ~exact, budget=NICETY).answer is False:
                closed.add(k)
        return self._written(cubes, places, closed)

    def _written(self, cubes: list[dict[int, int]], places: list[int], closed: set[int]) -> Condition:
        def literal(k: int, sign: int) -> Condition:
            return relation(self._expression(places[k]), (">" if sign > 0 else "<") + ("=" if k in closed else ""))

        return any_of(all_of(literal(k, sign) for k, sign in cube.items()) for cube in cubes)

    def _clash(self, places: list[int]) -> bool:
        """Whether two different kinds look the same to the borders alone (parts of the plane that do not touch)."""
        seen: dict[Signs, Any] = {}
        for present, found in self.sets.items():
            key = self.kinds[present].key
            for pattern in found:
                if seen.setdefault(tuple(pattern[i] for i in places), key) != key:
                    return True
        return False

    def _exact(self, present: Present) -> Condition:
        return all_of(c if i in present else ~c for i, c in enumerate(self.plane.conditions))


def _coefficient(vertical: Any, power: int) -> int:
    return sum(int(c) for powers, c in vertical.to_dict().items() if int(powers[0]) == power)
