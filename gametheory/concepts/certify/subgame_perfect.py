"""Audit of subgame-perfect equilibria of trees; see :mod:`gametheory.concepts.certify.extensive`."""

from __future__ import annotations

from gametheory.concepts.certify.certificate import Findings, Ledger
from gametheory.concepts.certify.extensive import audit_extensive
from gametheory.concepts.equilibrium import Equilibrium
from gametheory.game import ExtensiveGame

__all__ = ["check"]


def check(game: ExtensiveGame, eq: Equilibrium, ledger: Ledger) -> Findings:
    """Check a profile in every subgame."""
    return audit_extensive(game, eq, ledger, subgames=True)
