"""Is there a probability vector that meets some linear conditions? Two roads, neither shared with the solvers.

For numbers: ``{x >= 0, sum x = 1, row . x >= 0 for every row}`` is bounded, so it is empty exactly when none of its
basic solutions, each the solution of ``n - 1`` conditions taken as equations, satisfies the others (Bertsimas and
Tsitsiklis 1997, section 2.2). For expressions: by Farkas' lemma it is empty exactly when some weights ``y >= 0`` of the
rows add up to a vector with negative entries only (the alternative of von Neumann's minimax theorem), so "for every
parameter there is a belief" becomes "no parameter and no weights ``y`` exist", which is a question for ``decide``.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from fractions import Fraction

from gametheory.concepts.certify.certificate import Number
from gametheory.lang import FALSE, Condition, Domain, Interval, all_of, parameter, relation

__all__ = ["farkas", "mixture"]


def mixture(rows: Sequence[Sequence[Fraction | int]], n: int) -> tuple[Fraction, ...] | None:
    """Return a probability vector ``x`` of length ``n`` with ``row . x >= 0`` for every row, or None."""
    conditions = [[Fraction(int(i == j)) for j in range(n)] for i in range(n)]
    conditions += [[Fraction(value) for value in row] for row in rows]
    for tight in itertools.combinations(conditions, n - 1):
        x = _solve([[Fraction(1)] * n, *tight], [Fraction(1)] + [Fraction(0)] * (n - 1))
        if x is not None and all(sum(a * b for a, b in zip(row, x, strict=True)) >= 0 for row in conditions):
            return tuple(x)
    return None


def _solve(matrix: list[list[Fraction]], right: list[Fraction]) -> list[Fraction] | None:
    """Return the solution of a square system, or None if it is singular (Gauss and Jordan)."""
    n = len(matrix)
    table = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for column in range(n):
        pivot = next((i for i in range(column, n) if table[i][column] != 0), None)
        if pivot is None:
            return None
        table[column], table[pivot] = table[pivot], table[column]
        table[column] = [value / table[column][column] for value in table[column]]
        for i in range(n):
            if i != column and table[i][column] != 0:
                factor = table[i][column]
                table[i] = [a - factor * b for a, b in zip(table[i], table[column], strict=True)]
    return [row[n] for row in table]


def farkas(rows: Sequence[Sequence[Number]], domain: Domain) -> tuple[Condition, Domain]:
    """Return a condition, and its domain, that is possible exactly where no probability vector meets the rows.

    The domain has one more variable, in [0, 1], for every row.
    """
    if not rows:
        return FALSE, domain
    names: list[str] = []
    for i in range(len(rows)):
        name = f"y{i}"
        while name in domain.ranges:
            name = f"{name}_"
        names.append(name)
    weights = [parameter(name) for name in names]
    columns = zip(*rows, strict=True)
    statement = all_of(
        relation(sum((y * value for y, value in zip(weights, column, strict=True)), start=Fraction(0)), "<")
        for column in columns
    )
    wide = Domain({**domain.ranges, **{name: Interval(Fraction(0), Fraction(1)) for name in names}}, domain.assume)
    return statement, wide
