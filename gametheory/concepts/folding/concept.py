"""A tree solved stage by stage, as a solution."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from gametheory.concepts.equilibrium import Equilibrium
from gametheory.concepts.folding.induction import Folding, Judge, Solver
from gametheory.concepts.folding.profiles import at_point, regime
from gametheory.concepts.folding.stages import Stage, UnfoldableError, stages
from gametheory.concepts.folding.supporting import supports_of
from gametheory.concepts.regimes import Assembly, knife_edges
from gametheory.concepts.solution import Solution
from gametheory.concepts.subgame_perfect.backward_induction import outcomes_of
from gametheory.game import ExtensiveGame
from gametheory.lang import FALSE, Domain, deadline, readable
from gametheory.lang.deciding.ground import BUDGET

if TYPE_CHECKING:
    from gametheory.concepts.concept import Concept

__all__ = ["fold", "unfoldable"]

LIMIT = 10_000
"""The most outcomes that are followed at one node."""


@functools.lru_cache(maxsize=8)
def unfoldable(tree: ExtensiveGame) -> str | None:
    """Return why a tree does not fold; None if it does."""
    try:
        stages(tree)
    except UnfoldableError as reason:
        return str(reason)
    return None


def fold(
    concept: Concept,
    tree: ExtensiveGame,
    domain: Domain,
    solvers: Mapping[type[Stage], Solver],
    judge: Judge | None = None,
) -> Solution:
    """Return all equilibria of a tree that folds, each subgame solved by itself.

    Parameters
    ----------
    concept : Concept
        Whose solution it is.
    tree : ExtensiveGame
    domain : Domain
    solvers : mapping of kind of stage to function
        What solves a scene: a function of its game and domain.
    judge : function of a Solution, optional
        Strikes what fails a refinement, in each signaling game by itself.
    """
    numeric = not tree.parameters
    assembly = Assembly(concept, tree, Domain() if numeric else domain, budget=BUDGET // 16, wide=4, largest=100)
    # a refined solution is asked for beside the plain one, and has the same scenes
    known = {} if numeric or deadline.active() else _scenes(_Same(tree), _Same(domain))
    folding = Folding(tree, assembly, LIMIT, stages(tree), solvers, judge, known)
    outcomes = [h for h in outcomes_of(tree.root, folding.found) if h.when != FALSE]
    if numeric:
        return assembly.solution(_distinct([at_point(folding, h) for h in outcomes]))
    supports = supports_of(folding, outcomes)
    found = [
        replace(regime(folding, h, readable(h.when, domain)), support=support)
        for h, support in zip(outcomes, supports, strict=True)
    ]
    edges = knife_edges(assembly.short, folding.met, [h.when for h in outcomes])
    return assembly.solution(_distinct(found), edges)


class _Same:
    """An object by its identity: equal games may be written in other rings, and be answered in other letters."""

    def __init__(self, subject: object) -> None:
        self.subject = subject

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.subject is other.subject

    def __hash__(self) -> int:
        return id(self.subject)


@functools.lru_cache(maxsize=4)
def _scenes(tree: _Same, domain: _Same) -> dict[Any, Solution]:
    """Return the solutions of the scenes of a tree over a domain, as far as they are known."""
    return {}


def _distinct(found: list[Equilibrium]) -> list[Equilibrium]:
    """Return the equilibria with names of their own."""
    names = [eq.name for eq in found]
    number: dict[str, int] = {}
    out = []
    for eq in found:
        if names.count(eq.name) > 1:
            number[eq.name] = number.get(eq.name, 0) + 1
            eq = replace(eq, name=f"{eq.name} ({number[eq.name]})")
        out.append(eq)
    return out
