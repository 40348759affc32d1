"""Regions: the cells of a plane of two parameters, by which equilibria exist together, with exact borders.

The other parameters fixed, the conditions of all regimes are signs of finitely many irreducible polynomials in two
variables. An exact point in *every* open cell of the plane cut by these curves
(:mod:`gametheory.study.changes.cylinders`) gives every set of regimes that exist together on an open part of the plane:
nothing is sampled, so no sliver is missed. A curve is a border where the sets on its two sides differ. Lines and points
on which more, or fewer, equilibria exist than on either side have no area and are no cells; ``solution.at`` answers
there.

Cells can also be told apart by what happens in them (:mod:`gametheory.study.changes.grouping`): neighbours in which the
same happens are then one cell, whichever regimes bring it about.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from gametheory.concepts import Equilibrium, Solution
from gametheory.concepts.words.signs import parameter_tex
from gametheory.concepts.words.statement import called, subject
from gametheory.errors import ParameterError
from gametheory.lang import Condition, Domain, Expression, Interval, all_of, any_of, deadline, readable, relation
from gametheory.lang.algebraic import Real, between, real_roots
from gametheory.lang.deciding.ground import BUDGET
from gametheory.lang.deciding.logic import prover_for
from gametheory.lang.memory import task
from gametheory.lang.writing.csv import decimal, exactly
from gametheory.lang.writing.layout import count
from gametheory.lang.writing.short import Short
from gametheory.lang.writing.statement import Display, Entry, Heading, Line, Note, Part, Stated, Unbroken
from gametheory.study.changes.cylinders import columns
from gametheory.study.changes.grouping import Grouping, Kind, by_equilibria, by_outcome, by_value
from gametheory.study.changes.prime_implicants import cover
from gametheory.study.changes.slice import Slice, check_question, cut
from gametheory.study.quantities.quantity import Quantity
from gametheory.study.quantities.subject import reread, told_apart

if TYPE_CHECKING:
    from gametheory.study.changes.raster import Raster

__all__ = ["Border", "Cell", "Regions", "regions"]

EQUILIBRIA, OUTCOME = "equilibria", "outcome"
BY = (EQUILIBRIA, OUTCOME)

Present = frozenset[int]
Signs = tuple[int, ...]

_BUDGET = BUDGET // 4  # for a nicety of writing: whether a curve inside a cell may be included in its condition


@dataclass(frozen=True)
class Cell(Short):
    """One set of regimes that exist together, or one thing that happens, and where.

    Attributes
    ----------
    index : int
        Its place in the list, from 0; what the raster holds.
    regimes : tuple of Equilibrium
        Empty where the list of regimes holds none: off the knife edges that does not happen to a complete solution.
        Of a cell by what happens: all that exist in some part of it.
    condition : Condition
        Where, in the two parameters, given their ranges and the assumptions: short, and equal to ``exact`` off the
        borders.
    exact : Condition
        The regimes' own conditions (and the negations of the others'): exact on the borders too.
    witness : mapping of parameter to value
        An exact point inside.
    sets : tuple of frozenset of int
        The sets of regimes, by their numbers in the plane's solution, that exist together in some part of it.
    kind : Kind
        What it is told from others by.
    """

    index: int
    regimes: tuple[Equilibrium, ...]
    condition: Condition
    exact: Condition
    witness: Mapping[str, Fraction]
    sets: tuple[Present, ...] = field(repr=False)
    kind: Kind = field(repr=False)

    def in_short(self) -> str:
        return f"{'; '.join(self.names) or 'no regime'}, where {self.condition}"

    @property
    def names(self) -> tuple[str, ...]:
        """The regimes' names."""
        return tuple(eq.name for eq in self.regimes)

    @property
    def what(self) -> str:
        """What happens, in words; empty for a cell of regimes."""
        return self.kind.what

    @property
    def lowest(self) -> tuple[Expression | Fraction, ...]:
        """The closed forms of which the least is the quantity's lowest value; one, if one is proved to be the least."""
        return self.kind.lowest

    @property
    def highest(self) -> tuple[Expression | Fraction, ...]:
        """The closed forms of which the greatest is the quantity's highest value."""
        return self.kind.highest

    @property
    def several(self) -> bool:
        """Whether several equilibria that differ exist in some part: in a quantity, an outcome, or at all."""
        if self.kind.lowest:
            return self.kind.lowest != self.kind.highest
        return any(len(one) > 1 for one in self.sets) if not self.kind.what else len(self.kind.key) > 1


@dataclass(frozen=True)
class Border(Short):
    """An irreducible curve ``polynomial = 0`` across which the set of regimes changes; ``regimes``: those it bounds."""

    polynomial: Expression
    regimes: tuple[Equilibrium, ...]
    shown: Condition

    def __str__(self) -> str:
        return str(self.shown)


@dataclass(frozen=True)
class Regions(Stated):
    """The cells of the plane of ``x`` and ``y``, the others held at ``fixed``.

    Iterating gives the :class:`Cell` objects. ``domain`` holds the two ranges and what the assumptions say about the
    two; ``by`` is ``"equilibria"``, ``"outcome"``, or the text of the quantity ``of``: what tells the cells apart.
    """

    x: str
    y: str
    cells: tuple[Cell, ...]
    borders: tuple[Border, ...]
    fixed: Mapping[str, Fraction]
    domain: Domain
    exhaustive: bool
    solution: Solution
    plane: Slice
    notes: tuple[str, ...] = ()
    by: str = EQUILIBRIA
    of: Quantity | None = None

    def __iter__(self) -> Iterator[Cell]:
        return iter(self.cells)

    def __len__(self) -> int:
        return len(self.cells)

    def __getitem__(self, index: int) -> Cell:
        return self.cells[index]

    def at(self, **point: Any) -> Cell | None:
        """Return the cell that an exact point lies in; None on a border whose regimes exist together nowhere else.

        Raises
        ------
        ParameterError
            Unless the point gives both parameters, as numbers within the ranges and assumptions.
        """
        values = self.domain.point(point)
        for name in (self.x, self.y):
            if name not in values:
                raise ParameterError(f"no value for {name!r}: a point of this plane has {self.x} and {self.y}")
        wrong = list(self.domain.outside(values))
        if wrong:
            raise ParameterError("; ".join([*wrong, *self._elsewhere(values)]))
        return next((cell for cell in self.cells if cell.exact.at(values)), None)

    def _elsewhere(self, values: Mapping[str, Fraction]) -> tuple[str, ...]:
        """Return where else to ask about a point at which a probability of nature's is zero."""
        point = {**self.fixed, **values}
        reached = self.solution.domain.reached(point)
        if reached is self.solution.domain or any(reached.outside(point)):
            return ()
        return ("the game there is one without what has probability zero: solution.at solves it",)

    def raster(self, nx: int = 200, ny: int = 200, *, x: Any = None, y: Any = None) -> Raster:
        """Return the cell at every point of a grid, for drawing; see :func:`gametheory.study.changes.raster.raster`."""
        from gametheory.study.changes.raster import raster

        return raster(self, nx, ny, x=x, y=y)

    def in_short(self) -> str:
        return f"{called(self.solution)}, {self.x} and {self.y}: {count(len(self), 'cell')}"

    def statement(self) -> tuple[Part, ...]:
        """Return the cells with their regimes and conditions, then the borders."""
        rest = f", {self.plane.where()}" if self.plane.where() else ""
        proved = "every set of regimes that exist together on an open part of the plane"
        by = ""
        if self.by != EQUILIBRIA:
            by, proved = f" by {self.by}", "everything that happens on an open part of the plane"
        if not self.exhaustive:
            proved += "; the list of regimes is not proved complete"
        cells = [_cell_entry(number, cell) for number, cell in enumerate(self, start=1)]
        borders = [Line(f"{count(len(self.borders), 'border')}:", gap=True)] if self.borders else []
        for border in self.borders:
            borders += [Line(str(border), "   "), *(Line(eq.name, "      bounds ") for eq in border.regimes)]
        rows = [
            (name, cell.condition if i == 0 else "")
            for cell in self
            for i, name in enumerate([cell.what] if cell.what else cell.names or ("no regime",))
        ]
        return (
            Heading(
                f"{subject(self.solution)}: regions of {self.x} and {self.y}{by}{rest}",
                f"{count(len(self), 'cell')}: {proved}",
            ),
            *cells,
            *borders,
            *map(Note, self.notes),
            Display(tuple(rows), signs=parameter_tex(self.solution)),
        )

    def rows(self) -> list[dict[str, Any]]:
        """Return cells and borders of the plane, a regime a row, for CSV.

        Of a ``cell``: a regime that exists there, the condition, and a point inside. Of a ``border``: a regime that it
        bounds, and its equation. By what happens, ``what`` says it, and by a quantity ``lowest`` and ``highest`` too.
        """
        names = (self.x, self.y)
        told = [*(["what"] if self.by != EQUILIBRIA else []), *(["lowest", "highest"] if self.of else [])]
        rows: list[dict[str, Any]] = []
        for number, cell in enumerate(self, start=1):
            inside = {
                **{f"{name} inside": decimal(cell.witness[name]) for name in names},
                **{f"{name} inside, exact": exactly(cell.witness[name]) for name in names},
            }
            for name in cell.names or ("",):
                rows.append(
                    {
                        "kind": "cell",
                        "number": number,
                        "regime": name,
                        "where": str(cell.condition),
                        **inside,
                        **_happens(cell, told),
                    }
                )
        nowhere = dict.fromkeys([*(f"{name} inside{of}" for of in ("", ", exact") for name in names), *told], "")
        for number, border in enumerate(self.borders, start=1):
            for eq in border.regimes:
                rows.append(
                    {
                        "kind": "border",
                        "number": number,
                        "regime": eq.name,
                        "where": str(border),
                        **nowhere,
                        **dict.fromkeys(told, ""),
                    }
                )
        return rows

    def document(self) -> dict[str, Any]:
        """Return all of it as a mapping of JSON's types; polynomials and conditions as text of the grammar."""
        return {
            "format": "gametheory-regions/1",
            "x": self.x,
            "y": self.y,
            "by": self.by,
            "fixed": {name: str(value) for name, value in self.fixed.items()},
            "exhaustive": self.exhaustive,
            "cells": [
                {
                    "regimes": list(cell.names),
                    "when": str(cell.condition),
                    "witness": {name: str(value) for name, value in cell.witness.items()},
                    **({"what": cell.what} if self.by != EQUILIBRIA else {}),
                    **({"lowest": _texts(cell.lowest), "highest": _texts(cell.highest)} if self.of else {}),
                }
                for cell in self.cells
            ],
            "borders": [
                {"polynomial": str(border.polynomial), "regimes": [eq.name for eq in border.regimes]}
                for border in self.borders
            ],
            "notes": list(self.notes),
        }


def _texts(forms: tuple[Expression | Fraction, ...]) -> list[str]:
    return [str(form) for form in forms]


def _happens(cell: Cell, told: list[str]) -> dict[str, str]:
    """Return what happens in a cell, for these columns."""
    texts = {"what": cell.what, "lowest": " | ".join(_texts(cell.lowest)), "highest": " | ".join(_texts(cell.highest))}
    return {name: texts[name] for name in told}


def _cell_entry(number: int, cell: Cell) -> Entry:
    lead = f"{number}. "
    if cell.what:
        return Entry(Line(cell.what, lead), (*_place(cell), *(Line(Unbroken(name), "   in ") for name in cell.names)))
    first, *others = cell.names or ("no regime",)
    lines = (*(Line(Unbroken(name), " " * len(lead)) for name in others), *_place(cell))
    return Entry(Line(Unbroken(first), lead), lines)


def _place(cell: Cell) -> tuple[Line, Line]:
    point = ", ".join(f"{name} = {value}" for name, value in cell.witness.items())
    return Line(cell.condition, "   where "), Line(Unbroken(point), "   e.g. at ")


@task
def regions(
    solution: Solution,
    *,
    x: str | None = None,
    y: str | None = None,
    at: Mapping[str, Any] | None = None,
    by: str | None = None,
    of: str | Quantity | None = None,
) -> Regions:
    """Return the cells of the plane of two parameters: which equilibria exist together, or what happens, and where.

    Parameters
    ----------
    solution : Solution
        Of a parametric game.
    x, y : str, optional
        The two parameters, over their ranges as far as the assumptions admit; by default the first two drivers that the
        document names, of those that are free.
    at : mapping of parameter to number or text, optional
        Values of other parameters; the rest is at the baseline.
    by : {"equilibria", "outcome"}, optional
        What tells cells apart: which equilibria exist (the default), or which outcomes occur in them, that is,
        distributions over the ways in which the game can end.
    of : str or Quantity, optional
        In place of ``by``, a quantity (see :mod:`gametheory.study.quantities.quantity`): cells are told apart by its
        lowest and its highest value over the equilibria there.

    Raises
    ------
    QuantityError
        If ``of`` cannot be read.
    ParameterError
        For unknown parameters, another ``by``, ``by`` and ``of`` together, ``x`` and ``y`` the same, an axis given in
        ``at`` too, values outside their range, a parameter without value, a document that names no drivers to take by
        default, and where no open part of the plane satisfies the assumptions.

    Examples
    --------
    >>> import gametheory as gt
    >>> game = gt.StrategicGame({"row": ["a", "b"], "column": ["c", "d"]}, {
    ...     ("a", "c"): ("x", "x"), ("a", "d"): (0, 0), ("b", "c"): (0, 0), ("b", "d"): ("y", "y")})
    >>> for cell in regions(gt.solve(game), x="x", y="y"):
    ...     print(len(cell.regimes), "where", cell.condition)
    1 where x > 0 and y < 0
    3 where x > 0 and y > 0
    3 where x < 0 and y < 0
    1 where x < 0 and y > 0
    >>> for cell in regions(gt.solve(game), x="x", y="y", of="P(a)"):
    ...     print(cell.what, "where", cell.condition)
    P(a) is 0 where x < 0 and y > 0
    P(a) is 0 in one equilibrium and 1 in another where (x < 0 and y < 0) or (x > 0 and y > 0)
    P(a) is 1 where x > 0 and y < 0
    """
    x, y = _axes(solution, x, y, at or {})
    if x == y:
        raise ParameterError(f"x and y are both {x!r}: a plane needs two parameters")
    if by is not None and by not in BY:
        raise ParameterError(f"by={by!r}: cells are told apart by {' or '.join(map(repr, BY))}, or of= a quantity")
    if by is not None and of is not None:
        raise ParameterError(f"by={by!r} and of={str(of)!r}: cells are told apart by one thing, give one of them")
    asked: Quantity | None = None
    if of is not None:
        check_question(solution)
        solution, (asked,) = told_apart(solution, [of])
    plane = cut(solution, (x, y), at)
    if asked is not None and plane.solution is not solution:
        asked = reread(asked, plane.solution)
    grouping = by_equilibria if by != OUTCOME else by_outcome(plane)
    survey = _Survey(plane, grouping if asked is None else by_value(plane, asked))
    if not survey.sets:
        raise ParameterError(f"no open part of the plane of {x} and {y} satisfies the assumptions there")
    return Regions(
        x,
        y,
        tuple(survey.cells()),
        tuple(survey.borders()),
        plane.fixed,
        plane.domain,
        plane.solution.exhaustive,
        plane.solution,
        plane,
        (*plane.notes, *_end_notes(solution, plane)),
        asked.text if asked is not None else by or EQUILIBRIA,
        asked,
    )


def _axes(solution: Solution, x: str | None, y: str | None, at: Mapping[str, Any]) -> tuple[str, str]:
    """Return the two parameters, the document's first drivers in place of those that are not given."""
    if x is not None and y is not None:
        return x, y
    named = () if solution.model is None else solution.model.answer.drivers
    held = {x, y, *map(str, at)}
    free = iter([name for name in named if name in solution.parameters and name not in held])
    first = next(free, None) if x is None else x
    second = next(free, None) if y is None else y
    if first is None or second is None:
        said = f"the document names {', '.join(named)} as drivers" if named else "no document names its drivers"
        left = ", ".join(name for name in solution.parameters if name not in map(str, at)) or "none"
        raise ParameterError(f"regions(): {said}, too few for a plane: give x= and y=, two of the parameters ({left})")
    return first, second


def _end_notes(solution: Solution, plane: Slice) -> tuple[str, ...]:
    """Return a sentence about where on the plane a probability of nature's is zero; none where that cannot be."""
    reached = solution.domain.reached(plane.fixed)
    odds = tuple(one for one in (p.subs(plane.fixed) for p in reached.odds) if not one.is_constant)
    sides = Domain(plane.domain.ranges, reached.assume.subs(plane.fixed), odds)
    there = sides.closed & sides.ends
    if not odds or prover_for(Domain(plane.domain.ranges)).possible(there, budget=_BUDGET).answer is False:
        return ()
    where = readable(sides.ends, Domain(plane.domain.ranges))
    return (f"where {where} a probability is zero: the game there is one without what it belongs to, and in no cell",)


class _Survey:
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
            if prover_for(self.plane.domain).possible(trial & ~exact, budget=_BUDGET).answer is False:
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
