r"""What a message that nobody sends asks of the types' payoffs: the facets of the payoffs that deter it.

Let the receiver answer message ``m`` by a mixture over the responses ``B``. Type ``t`` is deterred if it gets at least
``sum_r y(r) U(t, r)``, so the payoffs ``u`` at which *some* mixture deters every type are
``conv {U(., r) : r in B} + R_+^T``. Such a set is cut out by inequalities ``q . u >= min over r in B of q . U(., r)``
with ``q >= 0``, and those that are needed are given by the vertices of ``{(q, z) : q >= 0, sum q = 1, z <= q . U(., r)
for r in B}``: as many types in the support of ``q`` as responses that are tied at ``q`` (linear programming duality;
Ziegler 1995, "Lectures on Polytopes", section 1.2). So the answers to unsent messages are eliminated, and what is left
speaks about what is reached with positive probability only.

With parameters every facet comes with the condition under which it is one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from gametheory.concepts.exact.field import Case, Polynomials
from gametheory.concepts.exact.linear import eliminate
from gametheory.concepts.perfect_bayesian.beliefs import bits
from gametheory.lang.condition import Condition, any_of
from gametheory.lang.expression import terms

__all__ = ["Facet", "facets"]


@dataclass(frozen=True)
class Facet:
    """The inequality ``sum_t weights[t] * u[t] >= level``, which is right and needed where ``needs`` holds."""

    weights: tuple[Any, ...]
    level: Any
    needs: Condition


def facets(field: Polynomials, gains: Sequence[Sequence[Any]], best: int) -> list[Facet]:
    """Return the inequalities for the payoffs at which some mixture over ``best`` deters every type.

    Parameters
    ----------
    gains : ``gains[t][r]``, what type ``t`` gets if it sends the message and is answered ``r``
    best : int
        The responses that may be mixed, a bit mask.
    """
    found: dict[tuple[Any, ...], Facet] = {}
    responses = bits(best)
    for size in range(1, min(len(gains), len(responses)) + 1):
        for types in combinations(range(len(gains)), size):
            for tied in combinations(responses, size):
                for weights, start in _normals(field, gains, types, tied):
                    case: Case | None = start
                    level = _at(weights, gains, tied[0], field)
                    for r in responses:
                        if case is not None and r not in tied:
                            case = field.nonnegative(case, _at(weights, gains, r, field) - level)
                    if case is not None:
                        key = tuple(map(terms, (*weights, level)))
                        known = found.get(key)
                        needs = case.condition if known is None else any_of([known.needs, case.condition])
                        found[key] = Facet(weights, level, needs)
    return list(found.values())


def _at(weights: Sequence[Any], gains: Sequence[Sequence[Any]], r: int, field: Polynomials) -> Any:
    return sum((w * of_type[r] for w, of_type in zip(weights, gains, strict=True)), start=field.one * 0)


def _normals(
    field: Polynomials, gains: Sequence[Sequence[Any]], types: Sequence[int], tied: Sequence[int]
) -> Iterator[tuple[tuple[Any, ...], Case]]:
    """Yield the weights, positive on exactly these types, at which these responses tie, each with its case."""
    first, last = tied[0], types[-1]
    system = [
        [*(gains[t][r] - gains[t][first] for t in types[:-1]), gains[last][first] - gains[last][r]] for r in tied[1:]
    ]
    solved = eliminate([[field.one * x for x in row] for row in system], len(types) - 1, field)
    if solved.free:
        return
    weights = [*solved.above, solved.below * field.one]
    for sign in (1, -1) if len(types) > 1 else (1,):
        case: Case | None = field.start
        for w in weights:
            case = case if case is None else field.positive(case, w * sign)
        if case is not None:
            full = [field.one * 0] * len(gains)
            for t, w in zip(types, weights, strict=True):
                full[t] = w * sign
            yield tuple(full), case
