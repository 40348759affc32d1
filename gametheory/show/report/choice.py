"""Which parameters a report varies and which quantities it asks about, by one rule for every model."""

from __future__ import annotations

from collections.abc import Iterable

from gametheory.errors import ParameterError, QuantityError
from gametheory.game import ExtensiveGame, Move, SignalingGame
from gametheory.solve import Solution
from gametheory.study import Margins, Quantity
from gametheory.study.asked import varying

__all__ = ["FIRST", "key_parameters", "quantities"]

FIRST = ("distraction", "escalation_cost")
"""The parameters that the toolkit was built to vary: they come first where a model has them."""

KEYS = 2
MOST = 3


def key_parameters(solution: Solution, margins: Margins | None) -> tuple[str, ...]:
    """Return the two parameters that get ladders, lines and the regime map.

    First ``distraction`` and ``escalation_cost`` where the model has them; then the parameters whose nearest change of
    the set of equilibria is closest to the baseline, in units of their ranges (the order of the margins); then, where
    nothing changes, the document's order. Parameters with an unbounded range come last: they cannot be drawn whole.
    """
    ranked = [one.parameter for one in margins] if margins is not None else list(solution.parameters)
    ordered = dict.fromkeys([*(name for name in FIRST if name in solution.parameters), *ranked, *solution.parameters])
    bounded = [name for name in ordered if _bounded(solution, name)]
    return tuple([*bounded, *(name for name in ordered if name not in bounded)][:KEYS])


def _bounded(solution: Solution, name: str) -> bool:
    interval = solution.domain.ranges[name]
    return interval.low is not None and interval.high is not None


def quantities(solution: Solution, here: Solution | None) -> tuple[Quantity, ...]:
    """Return the quantities whose sensitivity is reported: at most three.

    They are the probabilities of what the last mover does: of the receiver's responses in a signaling game; in a tree,
    of the actions of the player who moves last on the paths of the baseline; in a strategic game, of the last player's
    strategies. Those that are the same number in every regime are left out. Where none is left the players' expected
    payoffs are asked about instead.
    """
    found = list(_varying(solution, (_probability(label) for label in _last_actions(solution, here))))
    if not found:
        found = list(_varying(solution, (f"payoff.{player}" for player in solution.game.players)))
    return tuple(found[:MOST])


def _varying(solution: Solution, texts: Iterable[str]) -> Iterable[Quantity]:
    for text in texts:
        if text:
            try:
                yield varying(solution, text)
            except (ParameterError, QuantityError):
                continue  # the same number in every regime: nothing to report about it


def _probability(label: str) -> str:
    """Return the probability of a label in the language of quantities; empty where the label cannot be quoted."""
    quote = "'" if '"' in label else '"'
    if quote in label:
        return ""
    return f"P({label})" if label.isidentifier() else f"P({quote}{label}{quote})"


def _last_actions(solution: Solution, here: Solution | None) -> tuple[str, ...]:
    game = solution.game
    if isinstance(game, SignalingGame):
        return tuple(dict.fromkeys(label for responses in game.messages.values() for label in responses))
    if isinstance(game, ExtensiveGame):
        last = {_last_player(game, history) for eq in here or solution for history in eq.outcome}
        moves = [node for node in game.nodes.values() if isinstance(node, Move) and node.player in last]
        return tuple(dict.fromkeys(label for node in moves for label in node.actions))
    return tuple(list(game.strategies.values())[-1])


def _last_player(game: ExtensiveGame, history: str) -> str | None:
    """Return who moves last on a path."""
    at, player = game.root, None
    for label in history.split("/"):
        node = game.nodes[at] if isinstance(at, str) else at
        if isinstance(node, Move):
            player, target = node.player, node.actions[label]
        else:
            target = node.branches[label][1]  # type: ignore[union-attr]
        at = target  # type: ignore[assignment]
    return player
