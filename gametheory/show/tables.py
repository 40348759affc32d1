"""Tables of equilibrium outcomes over two parameters.

Every cell lists *every* equilibrium outcome at its point: a game with several equilibria has several lines in a cell,
and none is picked. A probability is exact where that is short, else a decimal marked ``~``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gametheory.errors import ParameterError, nearest
from gametheory.lang import Interval
from gametheory.solve import Equilibrium, Solution
from gametheory.solve.layout import WIDTH, wrap

__all__ = ["Grid", "grid", "last_moves", "levels", "short", "summary"]


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
        for history, p in one.outcome.items():
            move = history.rpartition("/")[2]
            total[move] = total.get(move, Fraction(0)) + Fraction(p)  # type: ignore[arg-type]
        totals.append(total)
    moves = list(dict.fromkeys(move for total in totals for move in total))
    span = {m: (min(t.get(m, Fraction(0)) for t in totals), max(t.get(m, Fraction(0)) for t in totals)) for m in moves}
    return {m: (low, high) for m, (low, high) in span.items() if high > 0}


def summary(equilibrium: Equilibrium) -> str:
    """Return an equilibrium at a point in a few words: its name, and how the play ends with which probability."""
    if len(equilibrium.outcome) == 1 and equilibrium.name in equilibrium.outcome:
        return equilibrium.name.replace("/", " / ")
    ends = []
    for move, (low, high) in last_moves(equilibrium).items():
        if low == high:
            ends.append(move if low == 1 else f"{move} {short(low)}")
        else:
            ends.append(f"{move} {short(low)} to {short(high)}")
    return f"{equilibrium.name}: {', '.join(ends)}"


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
        """Return the table as plain text, ``width`` characters wide."""
        left = max(len(self.rows), *(len(self.header(self.rows, v)) for v in self.row_values))
        n = len(self.column_values)
        room = max((width - left - 3 * n) // n, 16)
        head = ["".ljust(left) + "   " + self.columns]
        names = [self.header(self.columns, v) for v in self.column_values]
        head.append("   ".join([self.rows.ljust(left), *(name.ljust(room) for name in names)]).rstrip())
        rule = "   ".join(["-" * left, *("-" * room for _ in names)])
        out = [*head, rule]
        for value, row in zip(self.row_values, self.cells, strict=True):
            columns = [_cell(cell, room) for cell in row]
            for i in range(max(map(len, columns))):
                label = self.header(self.rows, value) if i == 0 else ""
                parts = [label.ljust(left), *((c[i] if i < len(c) else "").ljust(room) for c in columns)]
                out.append("   ".join(parts).rstrip())
            out.append(rule)
        return "\n".join(out)

    def __str__(self) -> str:
        return self.text(WIDTH)


def _cell(solution: Solution, room: int) -> list[str]:
    lines = []
    for equilibrium in solution:
        first, *more = wrap(summary(equilibrium), room)
        lines += [first, *(line for piece in more for line in wrap(piece, room))]
        lines.append("")
    if not solution.equilibria:
        lines += ["(no equilibrium found)", ""]
    if not solution.exhaustive:
        lines += ["(perhaps not all)", ""]
    return lines[:-1]


def grid(
    solution: Solution,
    *,
    rows: tuple[str, Sequence[Any]] | str,
    columns: tuple[str, Sequence[Any]] | str,
    at: Mapping[str, Any] | None = None,
) -> Grid:
    """Solve at every point of a grid over two parameters; the other parameters are at the baseline or at ``at``.

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


def _axis(solution: Solution, given: tuple[str, Sequence[Any]] | str) -> tuple[str, tuple[Fraction, ...]]:
    if isinstance(given, str):
        return given, levels(solution, given)
    name, values = given
    return name, tuple(solution.domain.point({name: value})[name] for value in values)
