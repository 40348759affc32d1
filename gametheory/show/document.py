"""Solutions as JSON documents: format ``gametheory-solution/1``.

Every number is a string that the expression grammar reads back exactly: ``"3"``, ``"2/9"``, and in a regime a closed
form in the parameters such as ``"theta0/(1 - distraction)"``. ``point`` is null for regimes; ``when`` then says where
each exists.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from gametheory.concepts import Equilibrium, Solution
from gametheory.concepts.solution import ON_EDGE
from gametheory.lang import FALSE, Condition

if TYPE_CHECKING:
    from gametheory.spec import Model

__all__ = ["FORMAT", "equilibrium_document", "solution_document"]

FORMAT = "gametheory-solution/1"


def _numbers(values: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(x) for name, x in values.items()}


def equilibrium_document(equilibrium: Equilibrium, *, regime: bool = False) -> dict[str, Any]:
    """Return one equilibrium as a mapping of JSON's types; a regime also has ``when`` and ``deterrence``."""
    out: dict[str, Any] = {
        "name": equilibrium.name,
        "isolated": equilibrium.isolated,
        "component": equilibrium.component,
        "strategy": {
            player: {where: _numbers(mixture) for where, mixture in plan.items()}
            for player, plan in equilibrium.strategy.items()
        },
        "beliefs": {where: _numbers(belief) for where, belief in equilibrium.beliefs.items()},
        "outcome": _numbers(equilibrium.outcome),
        "payoffs": _numbers(equilibrium.payoffs),
    }
    if equilibrium.type_payoffs:
        out["type_payoffs"] = _numbers(equilibrium.type_payoffs)
    if equilibrium.supporting_beliefs:
        out["supporting_beliefs"] = {
            message: [[_numbers(vertex) for vertex in polytope] for polytope in sets]
            for message, sets in equilibrium.supporting_beliefs.items()
        }
    if not equilibrium.isolated:
        out["vertices"] = [_numbers(vertex.outcome) for vertex in equilibrium.vertices]
    if equilibrium.count > 1:
        out["count"] = equilibrium.count
    if equilibrium.survives:
        out["survives"] = {
            name: str(where) if isinstance(where, Condition) else where for name, where in equilibrium.survives.items()
        }
    if equilibrium.reasons:
        out["reasons"] = dict(equilibrium.reasons)
    if equilibrium.notes:
        out["notes"] = list(equilibrium.notes)
    if regime:
        out["when"] = str(equilibrium.when)
        if equilibrium.deterrence:
            out["deterrence"] = {
                message: [{"responses": _numbers(mixture), "when": str(where)} for mixture, where in ways]
                for message, ways in equilibrium.deterrence.items()
            }
    return out


def solution_document(solution: Solution) -> dict[str, Any]:
    """Return a whole solution as a mapping of JSON's types.

    Keys: ``format``, ``model`` (name and sha256, null for a game that came from no document), ``concept``, ``point``
    (the full parameter point, null for regimes), ``exhaustive``, ``equilibria``; ``why`` where it is not exhaustive;
    ``knife_edges`` for regimes; ``notes`` where there are any.
    """
    regime = solution.point is None and bool(solution.domain.names)
    out: dict[str, Any] = {
        "format": FORMAT,
        "model": _origin(solution.model),
        "concept": solution.concept.name,
        "point": None if regime else _numbers(solution.point or {}),
        "exhaustive": solution.exhaustive,
    }
    if not solution.exhaustive:
        out["why"] = solution.why
    out["equilibria"] = [equilibrium_document(eq, regime=regime) for eq in solution]
    if regime:
        out["knife_edges"] = [str(edge) for edge in solution.knife_edges if edge != FALSE]
    # a point solved without the regimes does not know their knife edges: its document is the same either way
    notes = [note for note in solution.notes if not note.startswith(ON_EDGE)]
    if notes:
        out["notes"] = notes
    return out


def _origin(model: Model | None) -> dict[str, str] | None:
    return None if model is None else {"name": model.name, "sha256": model.sha256}
