"""Basic solutions in sequence form, for trees with parameters.

What :mod:`~gametheory.concepts.nash.basic_solutions` is for games in strategic form: a basic solution of one player's
system (:func:`gametheory.concepts.nash.sequence_form.system`) is given by the player's sequences in use and by tight
sequences of the other, as many as it takes to determine the realization plan and the values of the other's information
sets. Working with sequences keeps out mixtures of plans that are one realization plan.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from typing import Any

from gametheory.concepts.exact.field import Polynomials
from gametheory.concepts.nash.basic_solutions import Basic
from gametheory.concepts.nash.sequence_form import Sequences, system
from gametheory.lang import Expression, deadline

__all__ = ["basis_count", "sequence_bases"]


def _supports(form: Sequences, side: int) -> Iterator[tuple[frozenset[int], int]]:
    """Yield the sets of sequences that a realization plan may use, with the dimension of such plans."""
    order = list(form.sets[side].values())

    def grow(k: int, used: frozenset[int], free: int) -> Iterator[tuple[frozenset[int], int]]:
        if k == len(order):
            yield used, free
            return
        before, actions = order[k]
        if before not in used:
            yield from grow(k + 1, used, free)
            return
        options = list(actions.values())
        for size in range(1, len(options) + 1):
            for chosen in itertools.combinations(options, size):
                yield from grow(k + 1, used | set(chosen), free + size - 1)

    return grow(0, frozenset({0}), 0)


def basis_count(form: Sequences, side: int, stop: int) -> int:
    """Return how many bases there are to try, or some number above ``stop``."""
    theirs, sets, total = form.length(1 - side), len(form.sets[1 - side]), 0
    for _, free in _supports(form, side):
        total += math.comb(theirs - 1, sets + free)
        if total > stop:
            break
    return total


def sequence_bases(form: Sequences, side: int, field: Polynomials) -> list[Basic]:
    """Return all basic solutions of one player with the root of the tree among the tight sequences, each once."""
    equations, slacks = system(form, side)
    zero = field.lift(0)
    # a payoff may have been written with more parameters than are left in it
    equations = [[field.lift(x) for x in row] for row in equations]
    slacks = [[field.lift(x) for x in row] for row in slacks]
    mine, sets = form.length(side), len(form.sets[1 - side])
    found: dict[tuple[Any, ...], Basic] = {}
    for used, free in _supports(form, side):
        unknowns = [1 + i for i in sorted(used)] + list(range(1 + mine, len(slacks[0])))
        plan = [row for row in equations if any(row[1 + i] != 0 for i in used)]
        for tight in itertools.combinations(range(1, len(slacks)), sets + free):
            deadline.check()
            values = _solve([*plan, slacks[0], *(slacks[k] for k in tight)], unknowns)
            if values is None or any(values[1 + i] == 0 for i in used):
                continue
            rest = [row[0] + sum((row[u] * values[u] for u in unknowns), start=zero) for row in slacks]
            plan_values = tuple(values.get(1 + i, zero) for i in range(mine))
            key = (plan_values, tuple(values[u] for u in unknowns[len(used) :]))
            if key not in found:
                found[key] = _basic(used, plan_values, rest, field)
    return list(found.values())


def _solve(rows: list[list[Expression]], unknowns: list[int]) -> dict[int, Expression] | None:
    """Return the only solution of ``row[0] + sum row[u] * z[u] = 0``, or None if the rows do not determine one."""
    left = [[*(row[u] for u in unknowns), -row[0]] for row in rows]
    if len(left) != len(unknowns):
        return None
    for column in range(len(unknowns)):
        pivots = [k for k in range(column, len(left)) if left[k][column] != 0]
        if not pivots:
            return None
        best = min(pivots, key=lambda k: not left[k][column].is_constant)
        left[column], left[best] = left[best], left[column]
        head = [x / left[column][column] for x in left[column]]
        left[column] = head
        for k, row in enumerate(left):
            if k != column and row[column] != 0:
                left[k] = [x - row[column] * h if h != 0 else x for x, h in zip(row, head, strict=True)]
    return {u: left[k][-1] for k, u in enumerate(unknowns)}


def _basic(used: frozenset[int], plan: tuple[Expression, ...], slacks: list[Expression], field: Polynomials) -> Basic:
    total = field.one
    for x in (*plan, *slacks):
        total = total / total.gcd(x.denominator) * x.denominator
    tight = frozenset(k for k, x in enumerate(slacks) if x == 0)
    weights = tuple(x.numerator * (total / x.denominator) for x in plan)
    margins = tuple(x.numerator * (total / x.denominator) for x in slacks if x != 0)
    return Basic(used, tight, weights, total, margins)
