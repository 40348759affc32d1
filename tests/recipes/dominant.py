"""A concept from outside the package: dominant-strategy equilibrium of games in strategic form.

A profile is one if every player's strategy is a best answer to whatever the others do (Osborne and Rubinstein 1994,
section 10.3, definition 181.1). All of it is in this file but an audit: its certificates say that there is none.
"""

import itertools
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from gametheory.concepts import Concept, Equilibrium, Solution
from gametheory.concepts.concept import register
from gametheory.game import History
from gametheory.game.forms import strategic_of
from gametheory.lang import all_of, decide, readable, relation


@register
@dataclass(frozen=True)
class Dominant(Concept):
    """Every player's strategy is a best answer to whatever the others do."""

    name: ClassVar[str] = "dominant"
    noun: ClassVar[str] = "dominant-strategy equilibrium"
    games: ClassVar[str] = "games in strategic form"
    weaker: ClassVar[tuple[str, ...]] = ("nash",)
    by_default: ClassVar[bool] = False  # most games have none
    references: ClassVar[tuple[str, ...]] = ("osbornerubinstein1994",)
    exact_on_borders: ClassVar[bool] = True

    def refusal(self, game):
        return "" if strategic_of(game) is None else None

    def solve(self, game, domain):
        self.accept(game)
        found = []
        for profile in itertools.product(*game.strategies.values()):
            when = all_of(
                dominates(game, player, own, other)
                for player, own in zip(game.players, profile, strict=True)
                for other in game.strategies[player]
                if other != own
            )
            if decide(when, domain).answer is not False:
                found.append(stated(game, profile, readable(when, domain)))
        return Solution(game, self, tuple(found), domain=domain)


def dominates(game, player, own, other):
    """Return where one strategy is at least as good as another one whatever the others do."""
    i = game.players.index(player)
    changed = ((p, (*p[:i], other, *p[i + 1 :])) for p in game.payoffs if p[i] == own)
    return all_of(relation(game.payoffs[a][i] - game.payoffs[b][i], ">=") for a, b in changed)


def stated(game, profile, when):
    """Return a profile of pure strategies as an equilibrium."""
    strategy = {player: {player: {own: Fraction(1)}} for player, own in zip(game.players, profile, strict=True)}
    payoffs = dict(zip(game.players, game.payoffs[profile], strict=True))
    return Equilibrium("/".join(profile), strategy, {}, payoffs, {History(profile): Fraction(1)}, when)
