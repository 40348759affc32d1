"""Thresholds, and the ladder of pieces between them that they are the rungs of: what they hold and what they say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias

from gametheory.concepts import Equilibrium, Solution
from gametheory.concepts.words.signs import parameter_tex
from gametheory.concepts.words.statement import called, subject
from gametheory.lang import parameter
from gametheory.lang.algebraic import Real, between, real_document, real_text
from gametheory.lang.writing.csv import decimal, exactly
from gametheory.lang.writing.layout import count
from gametheory.lang.writing.numbers import with_decimal
from gametheory.lang.writing.short import Short
from gametheory.lang.writing.statement import (
    Display,
    Entry,
    Heading,
    Inline,
    Inset,
    Line,
    Note,
    Part,
    Stated,
    Tex,
    Unbroken,
)

__all__ = ["Piece", "Threshold", "Thresholds"]


Event: TypeAlias = "tuple[str, Real | None, Real | None, str, str]"
"""A kind of row, its two ends, what happens, and the regime."""


@dataclass(frozen=True)
class Threshold(Stated):
    """One value of a parameter at which the set of equilibria changes.

    Attributes
    ----------
    parameter : str
    value : Fraction or Algebraic
        Exact; ``float(value)`` for a decimal.
    before, after : tuple of Equilibrium, or None
        The regimes just below and just above; None where that side is not admissible (an end of the range).
    at : tuple of Equilibrium, or None
        The equilibria exactly at the value: in numbers, from solving the game there, where the value is rational; the
        regimes whose conditions hold, where it is not. None where the value itself is not admissible.
    ends, appears, changes : tuple of Equilibrium
        Regimes that end here, that appear here, and that go on under the same name with another outcome (their new
        form).
    """

    parameter: str
    value: Real
    before: tuple[Equilibrium, ...] | None
    at: tuple[Equilibrium, ...] | None
    after: tuple[Equilibrium, ...] | None
    ends: tuple[Equilibrium, ...] = ()
    appears: tuple[Equilibrium, ...] = ()
    changes: tuple[Equilibrium, ...] = ()

    @property
    def only_here(self) -> bool:
        """Whether both sides agree, or one is not admissible, and the set of equilibria differs at this value alone."""
        return not (self.ends or self.appears or self.changes)

    @property
    def what(self) -> tuple[str, ...]:
        """What happens, one sentence a regime."""
        if self.only_here:
            names = "; ".join(eq.name for eq in self.at or ()) or "no equilibrium"
            return (f"at this value alone: {names}",)
        return (
            *(f"ends: {eq.name}" for eq in self.ends),
            *(f"appears: {eq.name}" for eq in self.appears),
            *(f"changes its outcome: {eq.name}" for eq in self.changes),
        )

    def in_short(self) -> str:
        return f"{self.parameter} = {with_decimal(self.value)}; {'; '.join(self.what)}"

    def statement(self) -> tuple[Part, ...]:
        """Return what happens at the threshold, and what exists exactly there."""
        there = "the value itself is not admissible"
        if self.at is not None:
            there = f"exactly there: {'; '.join(present(self.at))}"
        lines = (*(() if self.only_here else self.what), there)
        title = Line(Unbroken(f"{self.parameter} = {with_decimal(self.value)}"))
        return (Entry(title, tuple(Line(text, "    ") for text in lines)),)

    def events(self) -> Iterator[Event]:
        """Yield what happens to each regime, and which exist exactly there."""
        events = {"ends": self.ends, "appears": self.appears, "changes": self.changes, "there": self.at or ()}
        for event, equilibria in events.items():
            for equilibrium in equilibria:
                yield "threshold", self.value, self.value, event, equilibrium.name

    def document(self) -> dict[str, Any]:
        """Return the threshold as a mapping of JSON's types."""
        return {
            "value": real_document(self.value),
            "before": _names(self.before),
            "at": _names(self.at),
            "after": _names(self.after),
            "what": list(self.what),
        }


@dataclass(frozen=True)
class Piece(Short):
    """A stretch of the line between two thresholds (or ends of what is admissible): the same regimes throughout.

    ``low`` and ``high`` are None at infinity; whether an end belongs to the piece is for the threshold there to say.
    """

    low: Real | None
    high: Real | None
    regimes: tuple[Equilibrium, ...]

    def in_short(self) -> str:
        return f"{count(len(self.regimes), 'regime')}, {self.low} to {self.high}"

    @property
    def inside(self) -> Fraction:
        """A rational point of the piece, with a small denominator."""
        if self.low is not None and self.low == self.high:
            assert isinstance(self.low, Fraction)
            return self.low
        return between(self.low, self.high)

    def where(self, name: str) -> str:
        """Return where the piece lies: ``x from 0 to 5/9 (0.555556)``."""
        if self.low is None and self.high is None:
            return f"{name} anywhere"
        if self.low is not None and self.low == self.high:
            return f"{name} = {with_decimal(self.low)}, the only value admitted"
        low = "-infinity" if self.low is None else with_decimal(self.low)
        return f"{name} from {low} to {'infinity' if self.high is None else with_decimal(self.high)}"

    def entry(self, name: str) -> Entry:
        """Return where the piece lies and what exists on it."""
        lines = tuple(Line(text, "      ") for text in present(self.regimes))
        return Entry(Line(Unbroken(self.where(name)), "  "), lines)

    def events(self) -> Iterator[Event]:
        """Yield the regimes that exist on it."""
        for name in [eq.name for eq in self.regimes] or [""]:
            yield "piece", self.low, self.high, "exists", name


@dataclass(frozen=True)
class Thresholds(Stated):
    """All thresholds of one parameter, in ascending order, with the pieces between them.

    Iterating gives the :class:`Threshold` objects.

    Attributes
    ----------
    parameter : str
    items : tuple of Threshold
    pieces : tuple of Piece
        The admissible part of the range, from low to high.
    fixed : mapping of parameter to value
        Where the other parameters were held.
    unresolved : tuple of Algebraic
        Irrational values on a knife edge at which no regime changes: further equilibria may exist at these values
        alone.
    exhaustive : bool
        Whether the solution's list of regimes is proved complete; if not, thresholds of missing regimes are missing
        too.
    """

    parameter: str
    items: tuple[Threshold, ...]
    pieces: tuple[Piece, ...]
    fixed: Mapping[str, Fraction]
    unresolved: tuple[Real, ...]
    exhaustive: bool
    solution: Solution
    place: str = ""
    notes: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Threshold]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, index: int) -> Threshold:
        return self.items[index]

    @property
    def values(self) -> tuple[Real, ...]:
        """The exact values, in ascending order."""
        return tuple(one.value for one in self.items)

    @property
    def switches(self) -> tuple[Threshold, ...]:
        """The thresholds whose two sides differ: without those at which something happens at one value alone."""
        return tuple(one for one in self.items if not one.only_here)

    def ladder(self) -> Iterator[Threshold | Piece]:
        """Yield pieces and the thresholds between them in ascending order."""
        rungs = list(self.items)
        for piece in self.pieces:
            while rungs and piece.low is not None and rungs[0].value <= piece.low:
                yield rungs.pop(0)
            yield piece
        yield from rungs

    def in_short(self) -> str:
        return f"{called(self.solution)}, {self.parameter}: {count(len(self), 'threshold')}"

    def statement(self) -> tuple[Part, ...]:
        """Return the ladder from low to high, and what it leaves open."""
        rest = f", {self.place}" if self.place else ""
        values = count(len(self), "value") + " at which the set of equilibria changes; exact"
        if not self.exhaustive:
            values += ", but the list of equilibria is not proved complete"
        name = self.parameter
        open_ones = [
            f"at {name} = {real_text(value)} no regime changes, but further equilibria may exist there alone"
            for value in self.unresolved
        ]
        steps = [Inset(step.statement()) if isinstance(step, Threshold) else step.entry(name) for step in self.ladder()]
        return (
            Heading(f"{subject(self.solution)}: thresholds in {name}{rest}", Unbroken(values)),
            *steps,
            *map(Note, (*open_ones, *self.notes)),
            self._display(),
        )

    def _display(self) -> Display:
        """Return an interval a row, with the regimes that exist on it."""
        name = parameter(self.parameter)
        rows: list[tuple[Inline, ...]] = []
        for piece in self.pieces:
            low, high = piece.low, piece.high
            inside: Inline = (*(() if low is None else (low, Tex(" < "))), name)
            inside += () if high is None else (Tex(" < "), high)
            if low is not None and low == high:
                inside = (name, Tex(" = "), low)
            rows += [(inside if i == 0 else "", text) for i, text in enumerate(present(piece.regimes))]
        return Display(tuple(rows), signs=parameter_tex(self.solution))

    def rows(self) -> list[dict[str, Any]]:
        """Return the ladder from low to high as a table, for CSV.

        Rows of kind ``piece`` name a regime that exists between ``low`` and ``high`` (empty at infinity). Rows of kind
        ``threshold`` say what happens at one value (``low`` and ``high`` are the same) to a regime: ``ends``,
        ``appears``, ``changes`` (its outcome), or what exists ``there``, exactly at the value.
        """
        return [
            {
                "kind": kind,
                "parameter": self.parameter,
                "low": decimal(low),
                "high": decimal(high),
                "event": event,
                "regime": regime,
                "exact_low": exactly(low),
                "exact_high": exactly(high),
            }
            for step in self.ladder()
            for kind, low, high, event, regime in step.events()
        ]

    def document(self) -> dict[str, Any]:
        """Return all of it as a mapping of JSON's types; numbers are exact texts (algebraic ones as in the format)."""
        return {
            "format": "gametheory-thresholds/1",
            "parameter": self.parameter,
            "fixed": {name: str(value) for name, value in self.fixed.items()},
            "exhaustive": self.exhaustive,
            "thresholds": [one.document() for one in self.items],
            "pieces": [
                {
                    "low": None if piece.low is None else real_document(piece.low),
                    "high": None if piece.high is None else real_document(piece.high),
                    "regimes": _names(piece.regimes),
                }
                for piece in self.pieces
            ],
            "unresolved": [real_document(value) for value in self.unresolved],
            "notes": list(self.notes),
        }


def _names(equilibria: tuple[Equilibrium, ...] | None) -> list[str] | None:
    return None if equilibria is None else [eq.name for eq in equilibria]


def present(equilibria: Iterable[Equilibrium]) -> list[str]:
    """Return the names of equilibria, or that there is none."""
    return [eq.name if eq.isolated else f"{eq.name} (a continuum)" for eq in equilibria] or ["no equilibrium"]
