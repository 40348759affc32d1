"""Where an outcome is a mixture of others, as a condition on the parameters.

By Carathéodory's theorem a point lies in the hull of others exactly if it lies in a simplex with some of them as its
corners. With affinely independent corners the weights are determined, as rational functions of the parameters; the
point lies in the simplex where none of them is negative.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

from gametheory.concepts.nash.components import vectors
from gametheory.lang import FALSE, TRUE, Condition, Expression, all_of, any_of, exact, relation

__all__ = ["CORNERS", "where_inside"]

CORNERS = 10  # with more others than these, nothing is said about what lies between them

Outcome = frozenset[tuple[str, Any]]


def where_inside(point: Outcome, corners: Sequence[Outcome]) -> Condition:
    """Return the condition under which an outcome is a mixture of ``corners``; FALSE if there are too many to try."""
    if point in corners:
        return TRUE
    if len(corners) > CORNERS:
        return FALSE
    target, *others = vectors([point, *corners])
    found: list[Condition] = []
    for size in range(1, len(others) + 1):
        independent = False
        for chosen in itertools.combinations(others, size):
            weights, regular = _solve(target, chosen)
            independent = independent or regular
            if weights is not None:
                found.append(all_of([*(relation(w, ">=") for w in weights), *map(_defined, weights)]))
                if found[-1] == TRUE:
                    return TRUE
        if not independent:
            break  # nor are larger sets
    return any_of(found)


def _defined(x: Expression) -> Condition:
    return relation(Expression(x.denominator, x.denominator.context().constant(1)), "!=")


def _solve(target: Sequence[Any], others: Sequence[Sequence[Any]]) -> tuple[list[Expression] | None, bool]:
    """Return weights with sum one that mix ``others`` to ``target`` identically, and whether ``others`` determine them.

    The weights are None where there are none, or where none but zero would do for one of the others.
    """
    width = len(others)
    rows = [[exact(1)] * (width + 1)]
    rows += [[*(exact(other[k]) for other in others), exact(x)] for k, x in enumerate(target)]
    for column in range(width):
        pivot = next((row for row in rows[column:] if row[column] != 0), None)
        if pivot is None:
            return None, False
        rows.remove(pivot)
        head = [x / pivot[column] for x in pivot]
        rows = [[x - row[column] * h for x, h in zip(row, head, strict=True)] for row in rows]
        rows.insert(column, head)
    if any(row[width] != 0 for row in rows[width:]):
        return None, True
    weights = [row[width] for row in rows[:width]]
    return (None if any(w == 0 for w in weights) else weights), True
