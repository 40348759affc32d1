"""Tables of equilibrium outcomes over two parameters.

Every cell lists *every* equilibrium outcome at its point: a game with several equilibria has several lines in a cell,
and none is picked. A probability is exact where that is short, else a decimal marked ``~``.
"""

from __future__ import annotations

import itertools
import string
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from gametheory.concepts import Equilibrium, Solution
from gametheory.concepts.abbreviations import abbreviated
from gametheory.errors import ParameterError, nearest
from gametheory.game import Outcome
from gametheory.lang import TRUE, Interval
from gametheory.lang.writing.layout import WIDTH, condition_lines, hang, wrap

__all__ = ["Grid", "endings", "grid", "last_moves", "levels", "regimes", "short", "summary"]


def short(value: Any) -> str:
    """Return a number for a table: exact if it takes at most 7 characters, else ``~`` and three digits.

    >>> short(Fraction(2, 9)), short(Fraction(12345, 67891))
    ('2/9', '~0.182')
    """
    text = str(value)
    return text if len(text) <= 7 else f"~{float(value):.3g}"


def last_moves(equilibrium: Equilibrium) -> dict[str, tuple[Fraction, Fraction]]:
    """Return the lowest and highest probability of every last move, in an equilibrium at a point.

    The last move is the last label of a terminal history: the receiver's response in a signaling game. Lowest and
    highest differ only along a continuum of outcomes. Moves that have probability zero throughout are left out.
    """
    totals: list[dict[str, Fraction]] = []
    for one in equilibrium.vertices or (equilibrium,):
        total: dict[str, Fraction] = {}
        for history in one.outcome.histories:
            move = history.labels[-1] if history.labels else ""
            total[move] = total.get(move, Fraction(0)) + Fraction(one.outcome[history])  # type: ignore[arg-type]
        totals.append(total)
    moves = list(dict.fromkeys(move for total in totals for move in total))
    span = {m: (min(t.get(m, Fraction(0)) for t in totals), max(t.get(m, Fraction(0)) for t in totals)) for m in moves}
    return {m: (low, high) for m, (low, high) in span.items() if high > 0}


def endings(equilibrium: Equilibrium) -> str:
    """Return how the play ends: ``coerce``, ``strike 3/10, coerce 7/10``, ``strike 1/5 to 1``."""
    ends = []
    for move, (low, high) in last_moves(equilibrium).items():
        if low == high:
            ends.append(move if low == 1 else f"{move} {short(low)}")
        else:
            ends.append(f"{move} {short(low)} to {short(high)}")
    return ", ".join(ends)


def summary(equilibrium: Equilibrium) -> str:
    """Return an equilibrium at a point in a few words: its name, and how the play ends; a path speaks for itself."""
    if _is_path(equilibrium):
        return equilibrium.name.replace("/", " / ")
    return f"{equilibrium.name}: {endings(equilibrium)}"


def _is_path(equilibrium: Equilibrium) -> bool:
    return len(equilibrium.outcome) == 1 and equilibrium.name in equilibrium.outcome


def levels(solution: Solution, name: str) -> tuple[Fraction, Fraction, Fraction]:
    """Return a low, the baseline and a high value of a parameter: halfway to the ends of its range.

    Raises
    ------
    ParameterError
        If the parameter is unknown, has no baseline, or has an unbounded range.
    """
    interval = solution.domain.ranges.get(name)
    if interval is None:
        raise ParameterError(f"unknown parameter {name!r}{nearest(name, solution.domain.names)}")
    if name not in solution.baseline:
        raise ParameterError(f"{name} has no baseline: give the values yourself")
    middle = solution.baseline[name]
    return _halfway(name, interval, interval.low, middle), middle, _halfway(name, interval, interval.high, middle)


def _halfway(name: str, interval: Interval, end: Fraction | None, middle: Fraction) -> Fraction:
    if end is None:
        raise ParameterError(f"the range {interval} of {name} has no end: give the values yourself")
    return (Fraction(end) + middle) / 2


@dataclass(frozen=True)
class Grid:
    """The equilibria at the points of a grid over two parameters; ``print`` shows the table.

    Attributes
    ----------
    rows, columns : str
        The two parameters.
    row_values, column_values : tuple of Fraction
    cells : tuple (rows) of tuples (columns) of Solution
    baseline : mapping of parameter to value
    """

    rows: str
    row_values: tuple[Fraction, ...]
    columns: str
    column_values: tuple[Fraction, ...]
    cells: tuple[tuple[Solution, ...], ...]
    baseline: Mapping[str, Fraction]

    def header(self, name: str, value: Fraction) -> str:
        """Return the value as the table prints it, marked where it is the baseline."""
        return f"{value} (baseline)" if self.baseline.get(name) == value else str(value)

    def text(self, width: int) -> str:
        """Return the table as plain text, ``width`` characters wide; long names become letters with a legend below."""
        left = max(len(self.rows), *(len(self.header(self.rows, v)) for v in self.row_values))
        n = len(self.column_values)
        room = max((width - left - 3 * n) // n, 16)
        letters = self._letters(room)
        names = [self.header(self.columns, v) for v in self.column_values]
        rule = "   ".join(["-" * left, *("-" * room for _ in names)])
        out = ["".ljust(left) + "   " + self.columns, _line([self.rows, *names], left, room), rule]
        for value, row in zip(self.row_values, self.cells, strict=True):
            columns = [_cell(cell, room, letters) for cell in row]
            for i in range(max(map(len, columns))):
                label = self.header(self.rows, value) if i == 0 else ""
                out.append(_line([label, *(c[i] if i < len(c) else "" for c in columns)], left, room))
            out.append(rule)
        for name, letter in letters.items():
            out += hang(f"{letter}  ", wrap(name, width - 3))
        return "\n".join(out)

    def _letters(self, room: int) -> dict[str, str]:
        """Return a letter for every equilibrium's name, if not every summary fits into a line of its cell."""
        found = [equilibrium for row in self.cells for cell in row for equilibrium in cell]
        if all(len(summary(equilibrium)) <= room for equilibrium in found):
            return {}
        names = dict.fromkeys(equilibrium.name for equilibrium in found if not _is_path(equilibrium))
        return dict(zip(names, _alphabet(), strict=False))

    def __str__(self) -> str:
        return self.text(WIDTH)


def _alphabet() -> Iterator[str]:
    """Yield A, ..., Z, A2, ..., Z2, A3, ..."""
    for i in itertools.count(1):
        for letter in string.ascii_uppercase:
            yield f"{letter}{i if i > 1 else ''}"


def _line(parts: Sequence[str], left: int, room: int) -> str:
    return "   ".join([parts[0].ljust(left), *(part.ljust(room) for part in parts[1:])]).rstrip()


def _cell(solution: Solution, room: int, letters: Mapping[str, str]) -> list[str]:
    lines = []
    for equilibrium in solution:
        if equilibrium.name in letters and not _is_path(equilibrium):
            lines += hang(f"{letters[equilibrium.name]}  ", wrap(endings(equilibrium), room - 3))
        else:
            lines += wrap(summary(equilibrium), room)
    if not solution.equilibria:
        lines.append("(none found)")
    if not solution.exhaustive:
        lines.append("(perhaps not all)")
    return lines


def grid(
    solution: Solution,
    *,
    rows: tuple[str, Sequence[Any]] | str,
    columns: tuple[str, Sequence[Any]] | str,
    at: Mapping[str, Any] | None = None,
) -> Grid:
    """Solve at every point of a grid over two parameters; the others are at the baseline or at ``at``.

    Parameters
    ----------
    solution : Solution
    rows, columns : (parameter, values), or the parameter alone for its :func:`levels`
    at : mapping of parameter to value, optional

    Raises
    ------
    ParameterError
        For unknown parameters, and values outside their ranges.
    """
    row, row_values = _axis(solution, rows)
    column, column_values = _axis(solution, columns)
    if row == column:
        raise ParameterError(f"rows and columns are the same parameter {row!r}")
    cells = tuple(tuple(solution.at({**(at or {}), row: y, column: x}) for x in column_values) for y in row_values)
    return Grid(row, row_values, column, column_values, cells, dict(solution.baseline))


def regimes(solution: Solution, width: int = WIDTH) -> str:
    """Return the regimes of a parametric solution in short: every name, and where it exists.

    Written with the definitions of the solution's document, which stand at the head; ``print(solution)`` says more.
    """
    bare = tuple(Equilibrium(eq.name, {}, {}, {}, Outcome({}), eq.when, eq.isolated) for eq in solution)
    short, definitions = abbreviated(replace(solution, equilibria=bare, knife_edges=()))
    out = [line for name, value in definitions.items() for line in wrap(f"{name} = {value}", width)]
    out += [""] if out else []
    for i, equilibrium in enumerate(short, start=1):
        always = equilibrium.when == TRUE
        conditions = ["always"] if always else condition_lines(equilibrium.when, width - 10)
        out += hang(f"{i}. ", wrap(equilibrium.name.replace("/", " / "), width - 3)) + hang("    where ", conditions)
    return "\n".join(out)


def _axis(solution: Solution, given: tuple[str, Sequence[Any]] | str) -> tuple[str, tuple[Fraction, ...]]:
    if isinstance(given, str):
        return given, levels(solution, given)
    name, values = given
    return name, tuple(solution.domain.point({name: value})[name] for value in values)
