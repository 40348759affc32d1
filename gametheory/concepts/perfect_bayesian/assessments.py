"""Turning what the search found into equilibria: strategies, beliefs, outcomes and payoffs, by name.

One place for both: exact numbers of a game without parameters, and closed forms of a parametric one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from gametheory.concepts.equilibrium import SignalingEquilibrium
from gametheory.concepts.perfect_bayesian.beliefs import Beliefs, bits
from gametheory.concepts.perfect_bayesian.deterrence import deters
from gametheory.concepts.perfect_bayesian.patterns import pattern, pattern_name
from gametheory.concepts.perfect_bayesian.response_polytopes import Mixture
from gametheory.concepts.perfect_bayesian.search import Candidate, Search
from gametheory.concepts.perfect_bayesian.tables import Tables
from gametheory.game import History, Outcome

__all__ = ["assessment", "sender_strategy", "sends", "supporting_beliefs"]

Answers = Mapping[int, Mapping[int, Any]]


def sender_strategy(tables: Tables, candidate: Candidate) -> dict[int, dict[int, Any]]:
    """Return ``sigma[t][m]``, the probability that type ``t`` sends message ``m``, as exact numbers or closed forms."""
    ratio = tables.field.ratio
    return {
        t: {
            m: ratio(candidate.weights[t, m], candidate.weights_below * tables.prior[t])
            if len(mine) > 1
            else Fraction(1)
            for m in mine
        }
        for t, mine in enumerate(candidate.messages_of)
    }


def sends(tables: Tables, messages_of: Sequence[Sequence[int]]) -> dict[str, list[str]]:
    """Return what each type sends, by label."""
    return {label: [tables.messages[m] for m in mine] for label, mine in zip(tables.types, messages_of, strict=True)}


def assessment(
    tables: Tables,
    sigma: Mapping[int, Mapping[int, Any]],
    answers: Answers,
    off_path: Mapping[int, Mapping[int, Any]],
    **more: Any,
) -> SignalingEquilibrium:
    """Return the equilibrium with this sender's strategy and these answers.

    Parameters
    ----------
    sigma : ``sigma[t][m]``, positive probabilities only
    answers : ``answers[m][r]``, for the messages sent and, where known, for others
    off_path : ``off_path[m][t]``, beliefs after messages that nobody sends
    **more : further fields of :class:`~gametheory.concepts.equilibrium.SignalingEquilibrium`
    """
    game = tables.game
    prior = list(game.types.values())
    types, messages = tables.types, tables.messages
    sent = sorted({m for mixture in sigma.values() for m in mixture})
    outcome: dict[str, Any] = {}
    by_type: dict[str, Any] = {}
    received: Any = Fraction(0)
    for t, mixture in sigma.items():
        mine: Any = Fraction(0)
        for m, x in mixture.items():
            for r, y in answers[m].items():
                if y == 0:
                    continue
                label = tables.responses[m][r]
                weight = x * y
                outcome[History((types[t], messages[m], label))] = weight * prior[t]
                u, v = game.payoffs[types[t], messages[m], label]
                mine = mine + weight * u
                received = received + weight * prior[t] * v
        by_type[types[t]] = mine
    beliefs: dict[str, dict[str, Any]] = {}
    for m in range(len(messages)):
        if m in sent:
            weights = {t: prior[t] * sigma[t][m] for t in sigma if m in sigma[t]}
            total = sum(weights.values(), start=Fraction(0))
            beliefs[messages[m]] = {types[t]: w / total for t, w in weights.items()}
        elif m in off_path:
            beliefs[messages[m]] = {types[t]: x for t, x in off_path[m].items() if x != 0}
    total_sent = sum((by_type[t] * p for t, p in game.types.items()), start=Fraction(0))
    strategy = {
        game.sender: {types[t]: {messages[m]: x for m, x in mixture.items()} for t, mixture in sigma.items()},
        game.receiver: {
            messages[m]: {tables.responses[m][r]: y for r, y in answers[m].items() if y != 0}
            for m in range(len(messages))
            if m in answers
        },
    }
    said = sends(tables, [list(sigma[t]) for t in range(len(types))])
    return SignalingEquilibrium(
        name=pattern_name(said),
        strategy=strategy,
        beliefs=beliefs,
        payoffs={game.sender: total_sent, game.receiver: received},
        outcome=Outcome(outcome),
        sender=game.sender,
        receiver=game.receiver,
        pattern=pattern(said),
        type_payoffs=by_type,
        **more,
    )


def mixture_of(tables: Tables, way: Mixture) -> dict[int, Any]:
    """Return the probabilities of a mixture's responses."""
    responses = bits(way.best)
    if len(responses) == 1:
        return {responses[0]: Fraction(1)}
    return {r: tables.field.ratio(x, way.below) for r, x in zip(responses, way.above, strict=True)}


def belief_for(beliefs: Beliefs, best: int) -> dict[int, Fraction] | None:
    """Return a belief at which all responses in ``best`` are optimal (numeric): an extreme one."""
    for vertex in beliefs.vertices:
        if best & ~vertex.best == 0:
            return {t: Fraction(vertex.weights[t], vertex.total) for t in bits(vertex.support)}
    return None


def supporting_beliefs(
    search: Search, payoff: list[Any], below: Any, unsent: Sequence[int]
) -> dict[str, tuple[tuple[dict[str, Fraction], ...], ...]]:
    """Return, for every unsent message, the beliefs under which some optimal response deters every type (numeric).

    A union of polytopes, each a tuple of its vertices; with two types the overlapping ones are merged into intervals.
    """
    tables = search.tables
    out = {}
    for m in unsent:
        beliefs = search.beliefs[m]
        minimal: list[int] = []
        for best in beliefs.usable:
            if any(known & ~best == 0 for known in minimal):
                continue
            if deters(tables, m, best, payoff, below):
                minimal.append(best)
        polytopes = []
        for best in minimal:
            corners = [v for v in beliefs.vertices if best & ~v.best == 0]
            points = []
            for v in corners:
                point = tuple(Fraction(w, v.total) for w in v.weights)
                if point not in points:
                    points.append(point)
            polytopes.append(points)
        if len(tables.types) == 2:
            polytopes = _intervals(polytopes)
        polytopes = [p for p in polytopes if not any(p is not q and set(p) < set(q) for q in polytopes)]
        out[tables.messages[m]] = tuple(
            tuple(dict(zip(tables.types, point, strict=True)) for point in points) for points in polytopes
        )
    return out


def _intervals(polytopes: list[list[tuple[Fraction, ...]]]) -> list[list[tuple[Fraction, ...]]]:
    ends = sorted((min(p[0] for p in points), max(p[0] for p in points)) for points in polytopes)
    merged: list[list[Fraction]] = []
    for low, high in ends:
        if merged and low <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], high)
        else:
            merged.append([low, high])
    return [[(x, 1 - x) for x in dict.fromkeys((low, high))] for low, high in merged]
