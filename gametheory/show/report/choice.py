"""Which parameters a report varies and which quantities it asks about, by one rule for every model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gametheory.concepts import Solution
from gametheory.errors import ParameterError, QuantityError
from gametheory.study import Margins, Quantity
from gametheory.study.quantities.reader import Vocabulary, vocabulary
from gametheory.study.quantities.subject import varying

__all__ = ["key_parameters", "quantities"]

KEYS = 2
MOST = 3


def key_parameters(solution: Solution, margins: Margins | None) -> tuple[str, ...]:
    """Return the two parameters that get ladders, lines and the regime map.

    First the ``drivers`` that the document names; then the parameters whose nearest change of the set of equilibria is
    closest to the baseline, in units of their ranges (the order of the margins); then, where nothing changes, the
    document's order. Parameters with an unbounded range come last: they cannot be drawn whole.
    """
    ranked = [one.parameter for one in margins] if margins is not None else list(solution.parameters)
    drivers = solution.model.answer.drivers if solution.model is not None else ()
    ordered = dict.fromkeys([*(name for name in drivers if name in solution.parameters), *ranked, *solution.parameters])
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
    known = vocabulary(solution)
    texts = (_probability(known, player, label) for player, label in _last_actions(solution, here))
    found = list(_varying(solution, texts))
    if not found:
        found = list(_varying(solution, (f"payoff.{player}" for player in known.players)))
    return tuple(found[:MOST])


def _varying(solution: Solution, texts: Iterable[str]) -> Iterable[Quantity]:
    for text in texts:
        if text:
            try:
                yield varying(solution, text)[1]
            except (ParameterError, QuantityError):
                continue  # the same number in every regime: nothing to report about it


def _probability(known: Vocabulary, player: str, label: str) -> str:
    """Return the probability of an action in the language of quantities; empty where its label cannot be quoted.

    The player is named where the label means something else too: a type, a message, an action of another player.
    """
    quote = "'" if '"' in label else '"'
    if quote in label:
        return ""
    written = label if label.isidentifier() else f"{quote}{label}{quote}"
    elsewhere = {a for other, actions in known.actions.items() if other != player for a in actions}
    elsewhere |= {t for types in known.types.values() for t in types}
    return f"P({player}.{written})" if label in elsewhere else f"P({written})"


def _last_actions(solution: Solution, here: Solution | None) -> Iterator[tuple[str, str]]:
    """Yield the players and actions asked about, each once."""
    game = solution.game
    paths = [game.steps(history) for eq in here or solution for history in eq.outcome.histories]
    last = {path[-1].player for path in paths if path}
    for player, actions in game.vocabulary.actions.items():
        if player in last:
            yield from ((player, label) for label in actions)
