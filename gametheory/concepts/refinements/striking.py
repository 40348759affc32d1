"""Why a refinement strikes an equilibrium, as a sentence: which types are struck, and who then deviates to what."""

from __future__ import annotations

from collections.abc import Callable

from gametheory.concepts.perfect_bayesian.beliefs import bits
from gametheory.concepts.refinements.criteria import Unsent
from gametheory.lang.condition import TRUE, Condition

__all__ = ["BECAUSE", "reason", "struck_types"]

BECAUSE = {
    "intuitive": "is better off in equilibrium than after any best response",
    "equilibrium_dominance": "is better off in equilibrium than after any best response",
    "d1": "gains from fewer responses than another type",
    "d2": "gains only where another type gains",
    "universal_divinity": "gains only where another type gains",
    "nwbr": "is never indifferent while nobody else gains",
}


def reason(unsent: Unsent, name: str) -> str:
    """Return why the equilibrium fails criterion ``name`` at this message (games without parameters).

    Parameters
    ----------
    unsent : Unsent
        A message at which the equilibrium fails.
    name : str
        One of the names in :data:`~gametheory.concepts.refinements.criteria.CRITERIA`.
    """
    types = unsent.tables.types
    message = unsent.tables.messages[unsent.message]
    head = f"{name} fails at {message}"
    if name == "divinity":
        return f"{head}: no belief that deviations could bring about makes a response optimal that deters every type"
    struck = _struck(unsent, name)
    left = unsent.everyone & ~struck or unsent.everyone
    labels = [types[t] for t in bits(struck)]
    who = f"{' and '.join(labels)} {BECAUSE[name]}" if labels else "no type is struck"
    answer = _tempting(unsent, left)
    believed = " or ".join(types[t] for t in bits(left))
    return f"{head}: {who}; if the message is taken to come from {believed}, {answer}"


def struck_types(unsent: Unsent, name: str) -> dict[str, Condition]:
    """Return where a criterion strikes each type at this message; of universal divinity, what its first round strikes.

    Divinity strikes no types but restricts beliefs: for it nothing is returned.
    """
    if name not in BECAUSE:
        return {}
    test = _tests(unsent)["d2" if name == "universal_divinity" else name]
    return {label: test(t) for t, label in enumerate(unsent.tables.types)}


def _tests(unsent: Unsent) -> dict[str, Callable[[int], Condition]]:
    return {
        "intuitive": unsent.dominated,
        "equilibrium_dominance": unsent.dominated,
        "d1": unsent.struck_d1,
        "d2": lambda t: unsent.struck_d2(t, unsent.everyone),
        "nwbr": unsent.struck_nwbr,
    }


def _struck(unsent: Unsent, name: str) -> int:
    if name == "universal_divinity":
        left = unsent.everyone
        while True:
            now = sum(1 << t for t in bits(left) if unsent.struck_d2(t, left) == TRUE)
            if now in (0, left):
                return unsent.everyone & ~left
            left &= ~now
    return sum(1 << t for t in range(unsent.n_types) if _tests(unsent)[name](t) == TRUE)


def _tempting(unsent: Unsent, left: int) -> str:
    responses = unsent.tables.responses[unsent.message]
    receiver = unsent.tables.game.receiver
    for r, response in enumerate(responses):
        if unsent.beliefs.joint(1 << r, left) == TRUE:
            gains = [unsent.tables.types[t] for t in range(unsent.n_types) if unsent.gain[t][r] > 0]
            if gains:
                who = " and ".join(gains)
                return f"{receiver} may answer {response}, and {who} would send it; no best answer deters all"
    return f"no mixture of best answers of {receiver} deters every type"
