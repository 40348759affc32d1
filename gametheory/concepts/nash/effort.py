"""How much work the regimes of a two-player game with parameters will be, told before it is done.

A *base* of one player is a guess at what an equilibrium looks like from that player's side: which of the own strategies
(in a tree: sequences of moves) are in use, and which of the opponent's are best answers. It makes a system of linear
equations, one for every best answer; solving it is quick. What takes time are the proofs about the polynomials in the
solutions: where each is positive, and which hold together. They grow with the polynomials' number, terms, degrees, and
with the parameters, so that is what is counted. It depends on the game alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from gametheory.errors import ConceptError

if TYPE_CHECKING:
    from gametheory.concepts.nash.basic_solutions import Basic

__all__ = ["BASES", "check_bases", "check_effort"]

BASES = 2_000
"""So many bases of a player are solved to see what comes out: some seconds at most."""

_EFFORT = 20_000
"""Random games with 1 to 3 parameters take up to about 5 s below this, and half a minute and more from there on."""

_BASE = (
    "a base is a guess at which strategies of the player are in use and which of the opponent's are best answers; "
    "each makes a system of equations to be solved"
)
_ADVICE = "give its parameters values (game.subs), or raise"


def check_bases(game: Any, count: int, limit: int) -> None:
    """Check that the bases can be tried.

    Raises
    ------
    ConceptError
        If there are more than ``limit`` and more than ``BASES``.
    """
    most = max(limit, BASES)
    if count > most:
        raise ConceptError(
            f"{game} has parameters and more than {most} bases a player ({_BASE}): "
            f"{_ADVICE} Nash(parametric_limit=...) above that"
        )


def check_effort(game: Any, count: int, limit: int, solutions: Iterable[Basic], parameters: int) -> None:
    """Check that the proofs about the solutions of the bases will be done in reasonable time.

    Raises
    ------
    ConceptError
        If there are more than ``limit`` bases, and too much to prove about them.
    """
    if count <= limit:
        return
    work = 0
    for one in solutions:
        for poly in (*one.weights, *one.slacks):
            work += len(poly) * max(int(poly.total_degree()), 0) * parameters**2
    if work > _EFFORT:
        raise ConceptError(
            f"{game} has parameters and {count} bases a player ({_BASE}), whose solutions are long: terms times degree "
            f"times the square of the number of parameters make {work}, and up to {_EFFORT} are taken; "
            f"{_ADVICE} Nash(parametric_limit={count}), which may take very long"
        )
