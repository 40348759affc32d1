"""Messages that nobody sends: what keeps every type from sending them.

Let every type ``t`` get ``u(t)`` in equilibrium. An unsent message ``m`` is deterred by a mixture ``rho`` of responses
if
``sum_r rho(r) u_S(t, m, r) <= u(t)`` for every type, and the mixture must be optimal for the receiver under *some*
belief: all responses that it uses must be optimal together at one belief. Beliefs after different unsent messages are
free of each other, so each message is a problem by itself once ``u`` is known.

If some mixture over a set ``B`` deters, then so does one that is a vertex of the polytope of such mixtures: it uses
``k`` responses and makes ``k - 1`` types indifferent. These are enumerated, pure ones first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from gametheory.lang.condition import TRUE, Condition, all_of, any_of
from gametheory.solve.beliefs import Beliefs, bits
from gametheory.solve.field import Polynomials
from gametheory.solve.linear import eliminate
from gametheory.solve.tables import Tables

__all__ = ["Alternative", "alternatives", "deterrence", "deterring_mixture"]


@dataclass(frozen=True)
class Alternative:
    """One way to deter: probabilities ``above[r] / below`` on the responses in ``best``, and what it needs."""

    best: int
    above: tuple[Any, ...]
    below: Any
    case: Any
    needs: Condition = TRUE


def _mixtures(
    tables: Tables, message: int, best: int, payoff: list[Any], below: Any, case: Any
) -> Iterator[Alternative]:
    """Yield the vertex mixtures that use exactly the responses in ``best``, in the order of the tight types.

    ``payoff[t] / below`` is what type ``t`` gets in equilibrium; ``below`` is positive.
    """
    field = tables.field
    responses = bits(best)
    n_types = len(tables.types)
    first = responses[0]
    gain = [tables.sender[t][message] for t in range(n_types)]
    for tight in combinations(range(n_types), len(responses) - 1):
        if len(responses) == 1:
            above, total = [field.one], field.one
        else:
            system = [
                [*((gain[t][r] - gain[t][first]) * below for r in responses[1:]), payoff[t] - gain[t][first] * below]
                for t in tight
            ]
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
        for t in range(n_types):
            if t in tight:
                continue
            value = above[0] * gain[t][first]
            for x, r in zip(above[1:], responses[1:], strict=True):
                value = value + x * gain[t][r]
            here = field.nonnegative(here, payoff[t] * total - value * below)
            if here is None:
                break
        if here is not None:
            yield Alternative(best, tuple(above), total, here)


def deterring_mixture(
    tables: Tables, beliefs: Beliefs, message: int, best: int, payoff: list[Any], below: Any
) -> Alternative | None:
    """Return a mixture within ``best`` that deters every type (numeric games), the one with the fewest responses."""
    members = bits(best)
    for size in range(1, len(members) + 1):
        for chosen in combinations(members, size):
            for found in _mixtures(tables, message, sum(1 << r for r in chosen), payoff, below, True):
                return found
    return None


def alternatives(
    tables: Tables, beliefs: Beliefs, message: int, payoff: list[Any], below: Any, case: Any
) -> list[Alternative]:
    """Return the ways to deter every type from ``message``; an empty list if there is provably none.

    In a game without parameters the first way that works is enough, and is all that is returned. With parameters the
    ways are alternatives, each with the condition under which it ``needs`` to be used; one that works throughout the
    case ends the search.
    """
    found: list[Alternative] = []
    numeric = tables.field.numeric
    for best in beliefs.usable:
        joint = TRUE if numeric else beliefs.joint(best)
        for way in _mixtures(tables, message, best, payoff, below, case):
            if numeric:
                return [way]
            field = tables.field
            assert isinstance(field, Polynomials)
            here = field.assume(way.case, joint)
            if here is None:
                continue
            new = all_of(fact for fact in here.facts if fact not in case.facts)
            if new == TRUE:
                return [Alternative(best, way.above, way.below, here, TRUE)]
            found.append(Alternative(best, way.above, way.below, here, new))
    return found


def deterrence(ways: list[Alternative]) -> Condition:
    """Return the condition that one of the ways works."""
    return any_of(way.needs for way in ways)
