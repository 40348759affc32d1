"""Whether an outcome is a mixture of others wherever a case holds.

At one point of the case linear programming says which of the others take part, extreme ones only and affinely
independent. With these the weights are determined as rational functions of the parameters; the answer is yes if they
give the outcome identically and are proved not to be negative anywhere in the case. Otherwise it is no: an outcome that
is a mixture only in part of the case counts as extreme.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from gametheory.lang import Expression, all_of, exact, relation
from gametheory.solve.exact.field import Case, Polynomials
from gametheory.solve.exact.simplex import extreme_points, feasible_point
from gametheory.solve.strategic.pieces import vectors

__all__ = ["always_inside"]

Outcome = frozenset[tuple[str, Any]]


def always_inside(point: Outcome, corners: Sequence[Outcome], *, case: Case, field: Polynomials) -> bool:
    """Return True if an outcome is proved to be a mixture of ``corners`` wherever ``case`` holds."""
    if point in corners:
        return True
    decision = field.prover.possible(case.condition)
    if decision.witness is None:
        return False
    target, *others = vectors([point, *corners])
    used = _participants(target, others, decision.witness)
    if used is None:
        return False
    weights = _solve(target, [others[k] for k in used])
    if weights is None:
        return False
    return all(
        field.prover.possible(all_of([case.condition, relation(w, "<")])).answer is False for w in weights if w != 0
    )


def _value(x: Any, at: Mapping[str, Fraction]) -> Fraction:
    return x.at(at) if isinstance(x, Expression) else Fraction(x)


def _participants(
    target: Sequence[Any], others: Sequence[Sequence[Any]], at: Mapping[str, Fraction]
) -> list[int] | None:
    """Return which of the others mix to the target at a point, or None."""
    here = [tuple(_value(x, at) for x in other) for other in others]
    extreme = set(extreme_points(here))
    chosen = [k for k, other in enumerate(here) if other in extreme and other not in here[:k]]
    n = len(chosen)
    signs = [[0, *(int(i == j) for j in range(n))] for i in range(n)]
    equations: list[list[Any]] = [[-1, *([1] * n)]]
    equations += [[-_value(x, at), *(here[c][k] for c in chosen)] for k, x in enumerate(target)]
    found = feasible_point(signs, equations, dimension=n)
    return None if found is None else [c for c, w in zip(chosen, found, strict=True) if w != 0]


def _solve(target: Sequence[Any], others: Sequence[Sequence[Any]]) -> list[Expression] | None:
    """Return weights with sum one that mix ``others`` to ``target`` identically, or None."""
    width = len(others)
    rows = [[exact(1)] * (width + 1)]
    rows += [[*(exact(other[k]) for other in others), exact(x)] for k, x in enumerate(target)]
    for column in range(width):
        pivot = next((row for row in rows[column:] if row[column] != 0), None)
        if pivot is None:
            return None
        rows.remove(pivot)
        head = [x / pivot[column] for x in pivot]
        rows = [[x - row[column] * h for x, h in zip(row, head, strict=True)] for row in rows]
        rows.insert(column, head)
    if any(row[width] != 0 for row in rows[width:]):
        return None
    return [row[width] for row in rows[:width]]
