"""Mixtures of responses that satisfy linear inequalities: vertices of small polytopes.

Over a set of responses, the mixtures with ``sum_r x(r) row(r) >= 0`` for several rows form a polytope. It is not empty
exactly if it has a vertex, and a vertex that uses ``k`` responses makes ``k - 1`` rows tight. So the vertices are found
by solving small square systems; over polynomials each comes with the condition under which it is one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from gametheory.concepts.exact.field import Field
from gametheory.concepts.exact.linear import eliminate
from gametheory.concepts.perfect_bayesian.beliefs import Beliefs, bits
from gametheory.lang import deadline
from gametheory.lang.condition import TRUE, Condition

__all__ = ["Mixture", "mixtures", "optimal_mixtures"]

Rows = Sequence[Sequence[Any]]


@dataclass(frozen=True)
class Mixture:
    """Probabilities ``above[i] / below`` on the responses in ``best`` (in order), and the condition it ``needs``."""

    best: int
    above: tuple[Any, ...]
    below: Any
    needs: Condition = TRUE


def mixtures(field: Field[Any, Any], rows: Rows, best: int, case: Any) -> Iterator[tuple[Mixture, Any]]:
    """Yield the vertices that use exactly the responses in ``best``, each with the case in which it is one.

    Parameters
    ----------
    rows : ``rows[i][r]``, the inequalities ``sum_r x(r) rows[i][r] >= 0``
    best : int
        The responses used, a bit mask.
    case
        What is assumed already.
    """
    responses = bits(best)
    first = responses[0]
    for tight in combinations(range(len(rows)), len(responses) - 1):
        deadline.check()
        if len(responses) == 1:
            above, total = [field.one], field.one
        else:
            system = [[*(rows[i][r] - rows[i][first] for r in responses[1:]), -rows[i][first]] for i in tight]
            solved = eliminate(system, len(responses) - 1, field)
            if solved.free:
                continue
            sign = field.orient(solved.below)
            total = solved.below * sign
            rest = [x * sign for x in solved.above]
            above = [total - sum(rest[1:], start=rest[0]), *rest]
        here = case
        if len(responses) > 1:
            for x in above:
                here = field.positive(here, x)
                if here is None:
                    break
        if here is None:
            continue
        for i, row in enumerate(rows):
            if i in tight:
                continue
            value = above[0] * row[first]
            for x, r in zip(above[1:], responses[1:], strict=True):
                value = value + x * row[r]
            here = field.nonnegative(here, value)
            if here is None:
                break
        if here is not None:
            yield Mixture(best, tuple(above), total), here


def optimal_mixtures(
    field: Field[Any, Any], beliefs: Beliefs, rows: Rows, case: Any, *, types: int | None = None
) -> list[Mixture]:
    """Return mixtures that satisfy the rows and are optimal under some belief on ``types``; empty if there is none.

    Without parameters the first one found is enough, and is all that is returned. With parameters the mixtures are
    alternatives, and one exists exactly where one of their conditions holds; one that serves throughout the case ends
    the search.

    Parameters
    ----------
    rows : see :func:`mixtures`
    types : int, optional
        A bit mask: the types that the belief may weight; all by default.
    """
    found: list[Mixture] = []
    for best in beliefs.usable:
        joint = beliefs.joint(best, types)
        for mixture, here in mixtures(field, rows, best, case):
            where = field.assume(here, joint)
            if where is None:
                continue
            needs = field.beyond(case, where)
            if needs == TRUE:
                return [mixture]
            found.append(Mixture(best, mixture.above, mixture.below, needs))
    return found
