"""Audit of perfect Bayesian equilibria: of signaling games in their own words, and of trees.

See :mod:`gametheory.concepts.certify.signaling`, :mod:`gametheory.concepts.certify.assessments` and
:mod:`gametheory.concepts.certify.middles`.
"""

from __future__ import annotations

from gametheory.concepts.certify.assessments import audit_assessment
from gametheory.concepts.certify.certificate import Findings, Ledger
from gametheory.concepts.certify.middles import audit_middle_of_tree
from gametheory.concepts.certify.signaling import audit_middle, audit_signaling
from gametheory.concepts.equilibrium import Equilibrium
from gametheory.game import Game
from gametheory.game.forms import signaling_of, tree_of

__all__ = ["check", "check_middle"]


def check(game: Game, eq: Equilibrium, ledger: Ledger) -> Findings:
    """Check one assessment: nobody gains by a deviation under beliefs that follow Bayes' rule."""
    tree, signaling = tree_of(game), signaling_of(game)
    if tree is not None:
        return audit_assessment(tree, eq, ledger)
    assert signaling is not None
    return audit_signaling(signaling, eq, ledger)


def check_middle(game: Game, eq: Equilibrium, ledger: Ledger) -> None:
    """Check the middle of a piece of a continuum."""
    tree, signaling = tree_of(game), signaling_of(game)
    if tree is not None and not tree.parameters:
        audit_middle_of_tree(tree, eq, ledger)
    elif signaling is not None:
        audit_middle(signaling, eq, ledger)
