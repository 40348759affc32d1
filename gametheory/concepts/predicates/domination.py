"""Weak domination, and trembling-hand perfection of two-player equilibria.

A mixed strategy is weakly dominated if some other mixture is never worse and somewhere better. An equilibrium of a
two-player game is trembling-hand perfect (Selten 1975) exactly if neither player's strategy is weakly dominated (van
Damme 1991, Stability and Perfection of Nash Equilibria, theorem 3.2.2). With more players perfection asks for more.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from gametheory.concepts.equilibrium import Equilibrium
from gametheory.concepts.exact.simplex import feasible_point
from gametheory.concepts.placing import needs_numbers, placed, plain_game
from gametheory.errors import ConceptError
from gametheory.game import StrategicGame
from gametheory.game.forms import strategic_of
from gametheory.lang import Expression, exact

__all__ = ["dominating", "is_perfect", "weakly_dominated"]

_WHAT = "strategic game (game.strategic() is the strategic form of another one)"


def _rows(game: StrategicGame, player: str) -> tuple[list[str], list[list[Fraction]]]:
    """Return the player's strategies, and the payoff of each against every profile of the others."""
    if game.parameters:
        names = ", ".join(game.parameters)
        raise ConceptError(
            f"domination is decided at a point: give values to {names} ({needs_numbers(game.parameters)})"
        )
    axis = game.players.index(player)
    own = list(game.strategies[player])
    by_others: dict[tuple[str, ...], dict[str, Fraction]] = {}
    for profile, payoffs in game.payoffs.items():
        rest = profile[:axis] + profile[axis + 1 :]
        number: Any = payoffs[axis]
        by_others.setdefault(rest, {})[profile[axis]] = Fraction(number)
    return own, [[cells[s] for cells in by_others.values()] for s in own]


def _number(value: Any) -> Fraction:
    return exact(value).fraction()


def dominating(game: StrategicGame, player: str, mixture: Mapping[str, Any]) -> dict[str, Fraction] | None:
    """Return a mixture that weakly dominates the given one, or None if there is none.

    Parameters
    ----------
    game : StrategicGame
        With any number of players, without parameters.
    player : str
    mixture : mapping of strategy to probability

    Raises
    ------
    ConceptError
        If the game or the mixture has parameters, or it is no strategic game.
    """
    game = plain_game(game, strategic_of, _WHAT, "dominating")
    own, table = _rows(game, player)
    letters = sorted({name for x in mixture.values() if isinstance(x, Expression) for name in x.names})
    if letters:
        raise ConceptError(
            f"domination is decided at a point, and the mixture has {', '.join(letters)} in it: put numbers in, "
            f"with solution.at({', '.join(f'{name}=...' for name in letters)})"
        )
    n, m = len(own), len(table[0])
    weights = [_number(mixture.get(s, 0)) for s in own]
    value = [sum(w * row[j] for w, row in zip(weights, table, strict=True)) for j in range(m)]
    # z >= 0, not scaled: a direction in which it is better adds up to at least 1
    better = [[row[j] - value[j] for row in table] for j in range(m)]
    total = [sum(column) for column in zip(*better, strict=True)]
    inequalities: list[list[int | Fraction]] = [[0, *(int(i == k) for k in range(n))] for i in range(n)]
    inequalities += [[0, *row] for row in better]
    inequalities.append([-1, *total])
    z = feasible_point(inequalities, (), dimension=n)
    if z is None:
        return None
    scale = sum(z)
    return {s: x / scale for s, x in zip(own, z, strict=True) if x}


def weakly_dominated(game: StrategicGame) -> dict[str, dict[str, dict[str, Fraction]]]:
    """Return, for every player, the weakly dominated pure strategies, each with a mixture that dominates it.

    Raises
    ------
    ConceptError
        If the game or the mixture has parameters, or it is no strategic game.
    """
    game = plain_game(game, strategic_of, _WHAT, "weakly_dominated")
    found: dict[str, dict[str, dict[str, Fraction]]] = {}
    for player, strategies in game.strategies.items():
        pairs = ((s, dominating(game, player, {s: 1})) for s in strategies)
        found[player] = {s: by for s, by in pairs if by is not None}
    return found


def is_perfect(game: StrategicGame, equilibrium: Equilibrium) -> bool:
    """Whether an equilibrium of a two-player strategic game is trembling-hand perfect.

    The numbers of an equilibrium that ``solution.at`` returned are put into a game with parameters.

    Raises
    ------
    ConceptError
        For other numbers of players and other kinds of games, and for games with parameters and equilibria in them.
    """
    game = plain_game(game, strategic_of, _WHAT, "is_perfect")
    if len(game.players) != 2:
        raise ConceptError(f"perfection is decided for two players, this game has {len(game.players)}")
    game = placed(game, equilibrium)
    return all(dominating(game, player, equilibrium.strategy[player][player]) is None for player in game.players)
