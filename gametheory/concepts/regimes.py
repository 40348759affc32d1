"""Regimes put together to a solution: what an engine found, why it may not be everything, and where more may exist.

An engine works out pairs of an equilibrium and what had to be assumed for it. The solution states each assumption in
short form, and with it what the list does not say: reasons why it may lack something (a search that was cut, a
continuum that is too large), and the knife edges, equalities between parameters on which further equilibria may exist.
An edge comes from the engine, which met it, or from the short forms, which leave out what holds on equalities only.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from gametheory.concepts.equilibrium import Equilibrium
from gametheory.concepts.solution import Solution
from gametheory.game import Game
from gametheory.lang import Condition, Domain, Simplifier, deadline, readable

if TYPE_CHECKING:
    from gametheory.concepts.concept import Concept

__all__ = ["Assembly", "knife_edges"]


class Assembly:
    """A solution in the making; ``shortening`` are options of :class:`~gametheory.lang.Simplifier`.

    Attributes
    ----------
    cut : str
        Why the first piece of work that was cut ended early; empty if none was.
    gaps : list of str
        What else the list may lack.
    notes : dict of str
        Its keys, in order, are the notes of the solution.
    """

    def __init__(self, concept: Concept, game: Game, domain: Domain, **shortening: Any) -> None:
        self.concept, self.game, self.domain, self.shortening = concept, game, domain, shortening
        self.cut = ""
        self.gaps: list[str] = []
        self.notes: dict[str, None] = {}

    @functools.cached_property
    def short(self) -> Simplifier:
        """What shortens the conditions, and knows what it left out."""
        return Simplifier(self.domain, **self.shortening)

    @contextlib.contextmanager
    def part(self, share: float = 1, *, finishing: bool = False) -> Iterator[deadline.Part]:
        """Do work that may be cut (:class:`~gametheory.lang.deadline.Part`); the solution then says so."""
        with deadline.Part(share, finishing=finishing) as work:
            yield work
        self.cut = self.cut or work.why

    def said(self, condition: Condition) -> Condition:
        """Return what was assumed in short form, off knife edges; FALSE if it holds on such an edge at most."""
        return readable(self.short(condition), self.domain)

    def solution(self, equilibria: Iterable[Equilibrium], edges: Iterable[Condition] = ()) -> Solution:
        """Return the solution with these equilibria and knife edges."""
        gaps = [f"the search was {self.cut}", *self.gaps] if self.cut else self.gaps
        return Solution(
            self.game,
            self.concept,
            tuple(equilibria),
            exhaustive=not gaps,
            why="; ".join(gaps),
            domain=self.domain,
            knife_edges=tuple(readable(edge, self.domain) for edge in edges),
            notes=tuple(self.notes),
        )


def knife_edges(
    short: Simplifier, met: Iterable[Condition], borders: Iterable[Condition] = ()
) -> tuple[Condition, ...]:
    """Return the equalities that an engine met, and those on which short forms say less, each once.

    Parameters
    ----------
    short : Simplifier
    met : iterable of Condition
        Equalities that are knife edges already.
    borders : iterable of Condition
        Conditions on whose borders more equilibria are expected anyway; these are not returned.
    """
    known = dict.fromkeys(met)
    return tuple(dict.fromkeys([*known, *short.knife_edges([*known, *borders])]))
