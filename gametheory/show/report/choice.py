"""Which parameters a report varies and which quantities it asks about, by one rule for every model."""

from __future__ import annotations

from collections.abc import Iterable

from gametheory.concepts import Solution
from gametheory.errors import ParameterError, QuantityError
from gametheory.study import Margins, Quantity
from gametheory.study.answers.wording import last_actions
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
    found = list(_varying(solution, last_actions(solution, here)))
    if not found:
        found = list(_varying(solution, (f"payoff.{player}" for player in solution.game.players)))
    return tuple(found[:MOST])


def _varying(solution: Solution, texts: Iterable[str]) -> Iterable[Quantity]:
    for text in texts:
        try:
            yield varying(solution, text)[1]
        except (ParameterError, QuantityError):
            continue  # the same number in every regime: nothing to report about it
