"""What happens in a regime, in a line: what every player does, in the words for the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gametheory.study.answers.wording import Wording

if TYPE_CHECKING:
    from gametheory.concepts import Equilibrium

__all__ = ["happening"]


def happening(wording: Wording, regime: Equilibrium) -> str:
    """Return what may be done in a regime: of the outcomes asked about, those whose probability is not zero throughout.

    What one player does is told with ``or`` where there are several; probabilities, which move with the parameters, are
    left out.

    Returns
    -------
    str
        ``Moscow sends air defense or threatens missiles; Washington coerces``; empty where nothing of that is done.
    """
    done: dict[str, list[str]] = {}
    for outcome in wording.outcomes:
        if outcome.player and outcome.action and outcome.quantity.of(regime) not in (None, 0):
            done.setdefault(outcome.name, []).append(outcome.does)
    return "; ".join(f"{name} {' or '.join(dict.fromkeys(does))}" for name, does in done.items())
