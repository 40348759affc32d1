"""Exact linear systems over integers or integer polynomials, by fraction-free elimination.

Gauss-Jordan elimination with Bareiss' division (E. H. Bareiss 1968, Math. Comp. 22): every entry met is a minor of the
system, so nothing grows beyond determinants and nothing is ever divided inexactly. Over polynomials the structure found
(rank, free unknowns) is the generic one; it is the structure at every point where ``below`` is not zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from gametheory.concepts.exact.field import Field

__all__ = ["Solved", "eliminate"]


class Solved(NamedTuple):
    """An eliminated system.

    ``below`` is the last pivot (a determinant; 1 for a system without unknowns). With no ``free`` unknowns, unknown
    ``i`` equals ``above[i] / below``. ``residuals`` must vanish for the system to be consistent. With free unknowns
    ``rows`` holds the reduced rows ``below * x[pivot] + sum(row[j] * x[j] for j free) = row[-1]``, by pivot column.
    """

    below: Any
    above: list[Any]
    residuals: list[Any]
    free: list[int]
    rows: dict[int, list[Any]]


def eliminate(system: Sequence[Sequence[Any]], unknowns: int, field: Field[Any, Any]) -> Solved:
    """Solve ``sum(row[j] * x[j]) = row[-1]`` for every row.

    Parameters
    ----------
    system : rows of ``unknowns + 1`` elements of the field
    unknowns : int
    field : Field
    """
    rows = [list(row) for row in system]
    numeric = field.numeric
    previous: Any = 1
    used = 0
    free: list[int] = []
    pivot_columns: list[int] = []
    for column in range(unknowns):
        best = -1
        if numeric:
            for i in range(used, len(rows)):
                if rows[i][column]:
                    best = i
                    break
        else:
            least = None
            for i in range(used, len(rows)):
                x = rows[i][column]
                if x != 0:
                    cost = field.simple(x)
                    if least is None or cost < least:
                        best, least = i, cost
        if best < 0:
            free.append(column)
            continue
        rows[used], rows[best] = rows[best], rows[used]
        top = rows[used]
        pivot = top[column]
        for i, row in enumerate(rows):
            if i == used:
                continue
            q = row[column]
            if numeric:
                if q:
                    rows[i] = [(pivot * x - q * y) // previous for x, y in zip(row, top, strict=True)]
                elif pivot != previous:
                    rows[i] = [pivot * x // previous for x in row]
            else:
                rows[i] = [field.divide(pivot * x - q * y, previous) for x, y in zip(row, top, strict=True)]
        previous = pivot
        pivot_columns.append(column)
        used += 1
    residuals = [row[unknowns] for row in rows[used:]]
    above = [rows[i][unknowns] for i in range(used)] if not free else []
    return Solved(
        previous if used else field.one,
        above,
        residuals,
        free,
        {column: rows[i] for i, column in enumerate(pivot_columns)} if free else {},
    )
