"""A toolkit for parametric games of crisis: solve once, for every parameter value, exactly.

>>> import gametheory as gt
>>> solution = gt.solve(gt.load("beer_quiche"))
>>> [eq.name for eq in solution.at(wimp="1/10")]
['pooling on beer', 'pooling on quiche']

Everything public is imported when it is first used, so that ``import gametheory`` costs next to nothing.
"""

from __future__ import annotations

from gametheory.version import __version__

# as type checkers read it: to import `typing` takes longer than all the rest of this, and the command begins with this
TYPE_CHECKING = False

_WHERE = {
    "gametheory.errors": (
        "CatalogueError",
        "ConceptError",
        "DocumentError",
        "ExpressionError",
        "GameError",
        "GameTheoryError",
        "GameTheoryWarning",
        "Issue",
        "ParameterError",
        "QuantityError",
    ),
    "gametheory.game": ("Chance", "ExtensiveGame", "Move", "Payoff", "SignalingGame", "StrategicGame"),
    "gametheory.lang": ("Condition", "Domain", "Expression", "Interval", "decide", "nice", "symbols"),
    "gametheory.show.citing": ("cite",),
    "gametheory.concepts": (
        "Equilibrium",
        "Nash",
        "PerfectBayesian",
        "Solution",
        "SubgamePerfect",
        "audit",
        "consistent",
        "is_perfect",
        "refine",
        "solve",
        "survival",
        "weakly_dominated",
    ),
    "gametheory.spec": ("Claim", "Model", "Parameter", "catalogue", "check", "load"),
    "gametheory.study": (
        "find",
        "margins",
        "prove",
        "regions",
        "sensitivity",
        "sweep",
        "thresholds",
        "verify",
        "weaken",
    ),
}
_ADDRESS = {name: module for module, names in _WHERE.items() for name in names}

__all__ = sorted([*_ADDRESS, "__version__"])

if TYPE_CHECKING:
    from typing import Any

    from gametheory.concepts import (
        Equilibrium,
        Nash,
        PerfectBayesian,
        Solution,
        SubgamePerfect,
        audit,
        consistent,
        is_perfect,
        refine,
        solve,
        survival,
        weakly_dominated,
    )
    from gametheory.errors import (
        CatalogueError,
        ConceptError,
        DocumentError,
        ExpressionError,
        GameError,
        GameTheoryError,
        GameTheoryWarning,
        Issue,
        ParameterError,
        QuantityError,
    )
    from gametheory.game import Chance, ExtensiveGame, Move, Payoff, SignalingGame, StrategicGame
    from gametheory.lang import Condition, Domain, Expression, Interval, decide, nice, symbols
    from gametheory.show.citing import cite
    from gametheory.spec import Claim, Model, Parameter, catalogue, check, load
    from gametheory.study.changes.margins import margins
    from gametheory.study.changes.regions import regions
    from gametheory.study.changes.thresholds import thresholds
    from gametheory.study.claims.find import find
    from gametheory.study.claims.prove import prove
    from gametheory.study.claims.verify import verify
    from gametheory.study.claims.weaken import weaken
    from gametheory.study.response.sensitivity import sensitivity
    from gametheory.study.sweeps.sweep import sweep


def __getattr__(name: str) -> Any:
    if name not in _ADDRESS:
        raise AttributeError(f"module 'gametheory' has no attribute {name!r}")
    import importlib

    value = getattr(importlib.import_module(_ADDRESS[name]), name)
    # the floor `solve` is callable and stands for the verb of its name: keep what Python bound
    return globals().setdefault(name, value)


def __dir__() -> list[str]:
    return list(__all__)
