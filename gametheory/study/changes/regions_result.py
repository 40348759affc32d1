"""Cells of a plane of two parameters, the borders between them, and what they say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from gametheory.concepts import Equilibrium, Solution
from gametheory.concepts.words.signs import parameter_tex
from gametheory.concepts.words.statement import called, subject
from gametheory.errors import ParameterError
from gametheory.lang import Condition, Domain, Expression
from gametheory.lang.writing.csv import decimal, exactly
from gametheory.lang.writing.layout import count
from gametheory.lang.writing.short import Short
from gametheory.lang.writing.statement import Display, Entry, Heading, Line, Note, Part, Stated, Unbroken
from gametheory.study.changes.grouping import Kind
from gametheory.study.changes.slice import Slice
from gametheory.study.quantities.quantity import Quantity

if TYPE_CHECKING:
    from gametheory.study.changes.raster import Raster

__all__ = ["EQUILIBRIA", "OUTCOME", "Border", "Cell", "Present", "Regions"]

EQUILIBRIA, OUTCOME = "equilibria", "outcome"

Present = frozenset[int]
"""The regimes that exist together, by their numbers."""


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
