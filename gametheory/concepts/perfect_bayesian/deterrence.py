"""Messages that nobody sends: what keeps every type from sending them.

Let every type ``t`` get ``u(t)`` in equilibrium. An unsent message ``m`` is deterred by a mixture ``rho`` of responses
if
``sum_r rho(r) u_S(t, m, r) <= u(t)`` for every type, and the mixture must be optimal for the receiver under *some*
belief: all responses that it uses must be optimal together at one belief. Beliefs after different unsent messages are
free of each other, so each message is a problem by itself once ``u`` is known.
"""

from __future__ import annotations

from typing import Any

from gametheory.concepts.perfect_bayesian.beliefs import Beliefs
from gametheory.concepts.perfect_bayesian.response_polytopes import Mixture, mixtures, optimal_mixtures
from gametheory.concepts.perfect_bayesian.tables import Tables
from gametheory.lang.condition import Condition, any_of

__all__ = ["alternatives", "deterrence", "deters", "losses"]


def losses(tables: Tables, message: int, payoff: list[Any], below: Any) -> list[list[Any]]:
    """Return ``rows[t][r]``: what type ``t`` loses by sending ``message`` and being answered ``r``, times ``below``.

    ``payoff[t] / below`` is what the type gets in equilibrium; ``below`` is positive.
    """
    return [[payoff[t] - gain * below for gain in of_type[message]] for t, of_type in enumerate(tables.sender)]


def alternatives(
    tables: Tables, beliefs: Beliefs, message: int, payoff: list[Any], below: Any, case: Any
) -> list[Mixture]:
    """Return the ways to deter every type from ``message``, as ``optimal_mixtures`` does."""
    return optimal_mixtures(tables.field, beliefs, losses(tables, message, payoff, below), case)


def deters(tables: Tables, message: int, best: int, payoff: list[Any], below: Any) -> bool:
    """Whether some mixture within the responses in ``best`` deters every type (games without parameters)."""
    rows = losses(tables, message, payoff, below)
    part = best
    while part:
        if next(mixtures(tables.field, rows, part, True), None) is not None:
            return True
        part = (part - 1) & best
    return False


def deterrence(ways: list[Mixture]) -> Condition:
    """Return the condition that one of the ways works."""
    return any_of(way.needs for way in ways)
