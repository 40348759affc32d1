"""Audit of Nash equilibria of strategic games: every player's best pure deviation (Nash 1951).

A mixed profile is an equilibrium exactly when no player gains by a pure strategy; payoffs are expectations over the
product of the stated distributions. Any number of players.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from fractions import Fraction

from gametheory.concepts.certify.certificate import Ledger, Number, worst
from gametheory.concepts.equilibrium import Distribution, Equilibrium
from gametheory.game import History, StrategicGame

__all__ = ["audit_strategic", "mixed_strategies"]


def mixed_strategies(eq: Equilibrium, ledger: Ledger) -> dict[str, Distribution]:
    """Return each player's one distribution, whatever the one information set is called."""
    out: dict[str, Distribution] = {}
    for player, sets in eq.strategy.items():
        if len(sets) == 1:
            (out[player],) = sets.values()
        else:
            ledger.refute(f"{player} has {len(sets)} information sets; in a strategic game there is one")
    return out


def audit_strategic(
    game: StrategicGame, eq: Equilibrium, ledger: Ledger, given: Mapping[str, Distribution] | None = None
) -> dict[str, Fraction | None]:
    """Check a mixed profile and what is stated about it; return every player's regret.

    ``given`` replaces the stated profile, and then nothing else that is stated is checked.
    """
    profile = mixed_strategies(eq, ledger) if given is None else given
    good = True
    for player in [*game.players, *(p for p in profile if p not in game.players)]:
        if player not in game.players or player not in profile:
            ledger.refute(
                f"there is no player {player!r}" if player in profile else f"no strategy is stated for {player}"
            )
            good = False
            continue
        good &= ledger.distribution(profile[player], game.strategies[player], f"the strategy of {player}")
    if not good:
        return {}
    payoffs, deviation = _expected(game, profile)
    if given is None:
        ledger.equal(eq.payoffs, payoffs, "payoff")
        outcome: dict[str, Number] = {}
        for cell, chance in _cells(game, profile):
            outcome[History(cell)] = chance
        ledger.equal(eq.outcome, outcome, "probability")
    regret = {}
    for player in game.players:
        gains = [
            ledger.not_positive(deviation[player, s] - payoffs[player], f"{player} gains by {s}")
            for s in game.strategies[player]
        ]
        regret[player] = worst(gains)
    return regret


def _cells(game: StrategicGame, profile: Mapping[str, Distribution]) -> list[tuple[tuple[str, ...], Number]]:
    """List the pure profiles that are played, with their probabilities."""
    cells: list[tuple[tuple[str, ...], Number]] = [((), Fraction(1))]
    for player in game.players:
        used = [(s, p) for s, p in profile[player].items() if p != 0]
        cells = [((*cell, s), chance * p) for (cell, chance), (s, p) in itertools.product(cells, used)]
    return cells


def _expected(
    game: StrategicGame, profile: Mapping[str, Distribution]
) -> tuple[dict[str, Number], dict[tuple[str, str], Number]]:
    """Return every player's expected payoff, and what each own pure strategy would give against the others."""
    deviation: dict[tuple[str, str], Number] = {}
    payoffs: dict[str, Number] = {}
    for i, player in enumerate(game.players):
        for s in game.strategies[player]:
            changed = {**profile, player: {s: Fraction(1)}}
            deviation[player, s] = sum(
                (chance * game.payoffs[cell][i] for cell, chance in _cells(game, changed)), start=Fraction(0)
            )
        payoffs[player] = sum((p * deviation[player, s] for s, p in profile[player].items()), start=Fraction(0))
    return payoffs, deviation
