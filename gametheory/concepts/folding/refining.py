"""Refinements of trees that fold: each signaling subgame is judged by itself.

An equilibrium of the whole tree survives a refinement where some equilibrium with its outcome survives in every
signaling game that its subgames leave: on the path, where the outcome says what is played, and off it, where what
supports the outcome must survive too. So the tree is solved once more with what survives alone. Where it is undecided
whether something survives in a subgame, the tree is solved twice: with it, which gives everything that may survive, and
without it, which gives what surely does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from gametheory.concepts.equilibrium import Equilibrium
from gametheory.concepts.folding.concept import SHORTENING
from gametheory.concepts.folding.induction import Judge
from gametheory.concepts.solution import Solution
from gametheory.lang import FALSE, TRUE, Domain, Simplifier, all_of, readable

__all__ = ["judged", "refined", "survivors"]

UNDECIDED = "it rests on an equilibrium of some signaling game of the tree of which it is undecided"
FAILS = "what it rests on does not survive in some signaling game of the tree"
BY_ITSELF = "Each signaling game in the tree is judged by itself, whether or not it is reached."


def judged(solve: Callable[[Judge], Solution], may: Judge, surely: Judge) -> Solution:
    """Return what survives when every signaling game of a tree is judged; what may survive or not has None beside it.

    Parameters
    ----------
    solve : function of a judge
        Solves the tree with what the judge leaves of each signaling game.
    may, surely : function of a Solution
        Leave what fails out; ``surely`` also what is undecided.
    """
    undecided: dict[str, None] = {}

    def watched(scene: Solution) -> Solution:
        kept = may(scene)
        undecided.update(dict.fromkeys(name for eq in kept for name, said in eq.survives.items() if said is None))
        return kept

    found = solve(watched)
    if not undecided:
        return found
    sure = {_key(eq): eq for eq in solve(surely)}
    short = Simplifier(found.domain, **SHORTENING)

    def marked(eq: Equilibrium) -> Equilibrium:
        also = sure.get(_key(eq))
        if also and (also.when == eq.when or short.negligible(all_of((eq.when, ~also.when)))):
            return eq
        return replace(
            eq,
            survives={**eq.survives, **dict.fromkeys(undecided)},
            vertices=tuple(replace(v, survives={**v.survives, **dict.fromkeys(undecided)}) for v in eq.vertices),
        )

    return replace(found, equilibria=tuple(marked(eq) for eq in found))


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
    kept = {name: refined(solution, (name,)) for name in wanted}
    left = {name: {_key(eq): eq for eq in found} for name, found in kept.items()}
    short = Simplifier(solution.domain, **SHORTENING)
    equilibria = []
    for eq in solution:
        survives: dict[str, Any] = {}
        reasons: dict[str, str] = {}
        for name in wanted:
            same = left[name].get(_key(eq))
            where = FALSE if same is None else TRUE if same.when == eq.when else short(same.when, eq.when)
            undecided = ""
            if same is not None and same.survives.get(name, True) is None:
                undecided = UNDECIDED
            elif where != TRUE and not kept[name].exhaustive:  # it may be one of those that are not listed
                undecided = kept[name].why
            if undecided:
                survives[name] = None
                reasons[name] = f"not decided: {undecided}"
                continue
            survives[name] = where == TRUE if where in (TRUE, FALSE) else readable(where, solution.domain)
            if survives[name] is False:
                reasons[name] = f"{name} fails: {FAILS}"
        equilibria.append(replace(eq, survives=survives, reasons=reasons if eq.when == TRUE else {}))
    return replace(solution, equilibria=tuple(equilibria), notes=(*solution.notes, BY_ITSELF))


def _key(eq: Equilibrium) -> Any:
    """Return what makes an outcome, or a piece of a continuum, the same as another."""
    return frozenset(frozenset(one.outcome.items()) for one in eq.vertices or (eq,))
