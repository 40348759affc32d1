"""Audit of Nash equilibria: of games in strategic form, trees, and signaling games in their own words."""

from __future__ import annotations

from fractions import Fraction

from gametheory.concepts.certify.certificate import Findings, Ledger
from gametheory.concepts.certify.extensive import audit_extensive
from gametheory.concepts.certify.signaling import audit_signaling
from gametheory.concepts.certify.strategic import audit_strategic, mixed_strategies
from gametheory.concepts.equilibrium import Distribution, Equilibrium
from gametheory.game import Game
from gametheory.game.forms import signaling_of, strategic_of, tree_of

__all__ = ["check", "check_middle"]


def check(game: Game, eq: Equilibrium, ledger: Ledger) -> Findings:
    """Check that no player gains by deviating from a profile."""
    signaling, tree, strategic = signaling_of(game), tree_of(game), strategic_of(game)
    if signaling is not None:
        return audit_signaling(signaling, eq, ledger, nash=True)
    if tree is not None:
        return audit_extensive(tree, eq, ledger, subgames=False)
    assert strategic is not None
    return Findings(audit_strategic(strategic, eq, ledger))


def check_middle(game: Game, eq: Equilibrium, ledger: Ledger) -> None:
    """Check the middle of a piece of a continuum of mixed strategies.

    Behaviour strategies of a tree do not mix linearly: there the vertices are all that is checked.
    """
    strategic = strategic_of(game)
    if strategic is None:
        return
    corners = [mixed_strategies(v, ledger) for v in eq.vertices]
    if any(set(corner) != set(game.players) for corner in corners):
        return
    middle: dict[str, Distribution] = {}
    for player in game.players:
        labels = dict.fromkeys(s for corner in corners for s in corner[player])
        share = Fraction(1, len(corners))
        middle[player] = {s: share * sum((c[player].get(s, 0) for c in corners), start=Fraction(0)) for s in labels}
    ledger.pages.counts["middles"] += 1
    audit_strategic(strategic, eq, ledger, given=middle)
