"""A tree solved stage by stage, as a solution."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypedDict

from gametheory.concepts.equilibrium import Equilibrium
from gametheory.concepts.folding.induction import Folding, Judge, Solver
from gametheory.concepts.folding.profiles import at_point, regime
from gametheory.concepts.folding.stage import Stage
from gametheory.concepts.folding.stages import UnfoldableError, stages
from gametheory.concepts.folding.supporting import supports_of
from gametheory.concepts.regimes import Assembly, knife_edges
from gametheory.concepts.solution import Solution
from gametheory.concepts.subgame_perfect.backward_induction import outcomes_of
from gametheory.game import ExtensiveGame
from gametheory.lang import FALSE, Domain, deadline, readable
from gametheory.lang.deciding.ground import BUDGET
from gametheory.lang.memory import Same

if TYPE_CHECKING:
    from gametheory.concepts.concept import Concept

__all__ = ["fold", "unfoldable"]

LIMIT = 10_000
"""The most outcomes that are followed at one node."""


class Effort(TypedDict):
    """How hard conditions are shortened: options of :class:`~gametheory.lang.Simplifier`."""

    budget: int
    wide: int
    largest: int


SHORTENING: Effort = {"budget": BUDGET // 16, "wide": 4, "largest": 100}
"""The effort of this room: what is worth the same to a player at several ends is compared by polynomials so
large that a proof about them, tried at full length, would take most of the time and leave a reader no wiser."""


def unfoldable(tree: ExtensiveGame) -> str | None:
    """Return why a tree does not fold; None if it does."""
    found = _stages(Same(tree))
    return found if isinstance(found, str) else None


@functools.lru_cache(maxsize=8)
def _stages(tree: Same[ExtensiveGame]) -> Mapping[str, Stage] | str:
    """Return the stages of a tree, or why it does not fold."""
    try:
        return stages(tree.subject)
    except UnfoldableError as reason:
        return str(reason)


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
    assembly = Assembly(concept, tree, Domain() if numeric else domain, **SHORTENING)
    # a refined solution is asked for beside the plain one, and has the same scenes
    known = {} if numeric or deadline.active() else _scenes(Same(tree), Same(domain))
    parts = _stages(Same(tree))
    assert not isinstance(parts, str)  # the concept refused it
    folding = Folding(tree, assembly, LIMIT, parts, solvers, judge, known)
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


@functools.lru_cache(maxsize=4)
def _scenes(tree: Same[ExtensiveGame], domain: Same[Domain]) -> dict[Any, Solution]:
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
