"""Conditions lowered to signs: AND and OR over atoms, and an atom the sign of a product of irreducible polynomials.

Conditions of one question share most of their polynomials, and these most of their factors. Every factor is listed
once, every atom is a row over the list, and every AND and OR a line over earlier lines: where the signs of the factors
are known, at a point, on a cell, or of many points at once, every condition is decided without another look at a
polynomial.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from gametheory.lang.condition import And, Atom, Condition
from gametheory.lang.expression import Terms, context, factored, terms

__all__ = ["AtomRow", "Logic", "Lowered", "Lowering", "atom_truth", "oriented"]


@dataclass(frozen=True)
class AtomRow:
    """``(number's sign) * product of factors  sign  0``; each factor with whether its power is odd."""

    sign: str
    number: int
    factors: tuple[tuple[int, bool], ...]

    def holds(self, signs: Sequence[Any]) -> Any:
        """Return whether the atom holds where the factors have these signs (-1, 0, 1, or arrays of these)."""
        total: Any = self.number
        for index, odd in self.factors:
            total = total * signs[index]
            if not odd:
                total = total * signs[index]
        return atom_truth(self.sign, total)


@dataclass(frozen=True)
class Logic:
    """``atom`` (of row ``parts[0]``), ``and`` or ``or`` of earlier lines; an empty ``and`` is true."""

    kind: str
    parts: tuple[int, ...]


@dataclass(frozen=True)
class Lowered:
    """Conditions as ``logic``: lines over ``atoms``, which are rows over listed factors. Plain data."""

    atoms: tuple[AtomRow, ...]
    logic: tuple[Logic, ...]

    def lines(self, atom: Callable[[AtomRow], Any]) -> list[Any]:
        """Return the truth of every line where ``atom`` gives that of a row: a bool, or an array of them."""
        found: list[Any] = []
        for line in self.logic:
            if line.kind == "atom":
                found.append(atom(self.atoms[line.parts[0]]))
                continue
            truth: Any = line.kind == "and"
            for part in line.parts:
                truth = truth & found[part] if line.kind == "and" else truth | found[part]
            found.append(truth)
        return found

    def truths(self, signs: Sequence[Any]) -> list[Any]:
        """Return the truth of every line where the factors have these signs (-1, 0, 1, or arrays of these)."""
        return self.lines(lambda row: row.holds(signs))


class Lowering:
    """Lowers conditions in some parameters, every factor, atom and part once.

    Attributes
    ----------
    factors : list of flint.fmpz_mpoly
        The irreducible polynomials, in the ring of ``names``, in the order in which they were met.
    """

    def __init__(self, names: tuple[str, ...]) -> None:
        self.ring = context(names)
        self.factors: list[Any] = []
        self._numbers: dict[Terms, int] = {}
        self._atoms: dict[AtomRow, int] = {}
        self._logic: dict[Logic, int] = {}
        self._known: dict[Condition, int] = {}
        self._true = self._once("and", ())

    def line(self, condition: Condition) -> int:
        """Return the number of the line that says a condition."""
        if condition not in self._known:
            if isinstance(condition, Atom):
                line = self._once("atom", (self._row(condition),))
            else:
                kind = "and" if isinstance(condition, And) else "or"
                line = self._once(kind, tuple(sorted({self.line(part) for part in getattr(condition, "parts", ())})))
            self._known[condition] = line
        return self._known[condition]

    def together(self, conditions: Sequence[Condition]) -> int:
        """Return the number of the line that says that all conditions hold."""
        return self._once("and", tuple(sorted({self.line(condition) for condition in conditions} - {self._true})))

    def lowered(self) -> Lowered:
        """Return what was lowered so far."""
        return Lowered(tuple(self._atoms), tuple(self._logic))

    def _once(self, kind: str, parts: tuple[int, ...]) -> int:
        if kind != "atom" and len(parts) == 1:
            return parts[0]
        return self._logic.setdefault(Logic(kind, parts), len(self._logic))

    def _row(self, atom: Atom) -> int:
        poly = atom.poly
        number, parts = oriented(poly if poly.context() is self.ring else poly.project_to_context(self.ring))
        row = AtomRow(
            atom.sign, 1 if number > 0 else -1, tuple((self._number(f), power % 2 == 1) for f, power in parts)
        )
        return self._atoms.setdefault(row, len(self._atoms))

    def _number(self, factor: Any) -> int:
        number = self._numbers.setdefault(terms(factor), len(self.factors))
        if number == len(self.factors):
            self.factors.append(factor)
        return number


def oriented(poly: Any) -> tuple[int, tuple[tuple[Any, int], ...]]:
    """Return ``(number, ((irreducible factor, power), ...))``, each factor in its one canonical sign."""
    number, found = factored(poly)
    parts = []
    for factor, power in found:
        if factor.leading_coefficient() < 0:
            factor, number = -factor, number * (-1) ** power
        parts.append((factor, power))
    return number, tuple(parts)


def atom_truth(sign: str, total: Any) -> Any:
    """Return whether ``total sign 0`` holds, elementwise."""
    if sign == ">":
        return total > 0
    if sign == ">=":
        return total >= 0
    return total == 0 if sign == "=" else total != 0
