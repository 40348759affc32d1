"""Refinements of trees that fold: each signaling subgame is judged by itself.

An equilibrium of the whole tree survives a refinement where some equilibrium with its outcome survives in every
signaling game that its subgames leave: on the path, where the outcome says what is played, and off it, where what
supports the outcome must survive too. So the tree is solved once more with what survives alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from gametheory.concepts.equilibrium import Equilibrium
from gametheory.concepts.solution import Solution
from gametheory.lang import FALSE, TRUE, Domain, Simplifier, readable

__all__ = ["refined", "survivors"]

BY_ITSELF = "Each signaling game in the tree is judged by itself, whether or not it is reached."


def refined(solution: Solution, names: Iterable[str]) -> Solution:
    """Return the solution of the same game, with what survives the refinements in every signaling subgame."""
    concept: Any = solution.concept
    concept = replace(concept, refine=tuple({**dict.fromkeys(concept.refine), **dict.fromkeys(names)}))
    at_point = solution.point is not None and bool(solution.game.parameters)
    game = solution.game_at(solution.point or {}) if at_point else solution.game
    found: Solution = concept.solve(game, Domain() if at_point else solution.domain)
    if solution.point is not None:
        return found.located(solution.point, solution.model)
    return replace(found, baseline=solution.baseline, model=solution.model)


def survivors(solution: Solution, names: Iterable[str]) -> Solution:
    """Return the solution with ``survives`` filled in; nothing is dropped."""
    wanted = tuple(names)
    judged = {name: {_key(eq): eq for eq in refined(solution, (name,))} for name in wanted}
    short = Simplifier(solution.domain)
    equilibria = []
    for eq in solution:
        survives: dict[str, Any] = {}
        for name in wanted:
            left = judged[name].get(_key(eq))
            where = FALSE if left is None else TRUE if left.when == eq.when else short(left.when, eq.when)
            survives[name] = where == TRUE if where in (TRUE, FALSE) else readable(where, solution.domain)
        reasons = {}
        if eq.when == TRUE:
            why = "what it rests on does not survive in some signaling game of the tree"
            reasons = {name: f"{name} fails: {why}" for name, verdict in survives.items() if verdict is False}
        equilibria.append(replace(eq, survives=survives, reasons=reasons))
    return replace(solution, equilibria=tuple(equilibria), notes=(*solution.notes, BY_ITSELF))


def _key(eq: Equilibrium) -> Any:
    """Return what makes an outcome, or a piece of a continuum, the same as another."""
    return frozenset(frozenset(one.outcome.items()) for one in eq.vertices or (eq,))
