"""Audit of perfect Bayesian equilibria of signaling games; see :mod:`gametheory.concepts.certify.signaling`."""

from __future__ import annotations

from gametheory.concepts.certify.certificate import Findings, Ledger
from gametheory.concepts.certify.signaling import audit_middle, audit_signaling
from gametheory.concepts.equilibrium import Equilibrium
from gametheory.game import SignalingGame

__all__ = ["check", "check_middle"]


def check(game: SignalingGame, eq: Equilibrium, ledger: Ledger) -> Findings:
    """Check one assessment: nobody gains by a deviation under beliefs that follow Bayes' rule."""
    return audit_signaling(game, eq, ledger)


def check_middle(game: SignalingGame, eq: Equilibrium, ledger: Ledger) -> None:
    """Check the middle of a piece of a continuum."""
    audit_middle(game, eq, ledger)
