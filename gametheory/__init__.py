"""A toolkit for parametric games of crisis: solve once, for every parameter value, exactly.

>>> import gametheory as gt
>>> solution = gt.solve(gt.load("beer_quiche"))
>>> [eq.name for eq in solution.at(wimp="1/10")]
['pooling on beer', 'pooling on quiche']

The names listed here are those to start with. What else a floor makes public is reached by its floor
(``gametheory.lang.Interval``), and a plain name finds it from here as well. Everything is imported when it is first
used, so that ``import gametheory`` costs next to nothing.
"""

from __future__ import annotations

from gametheory.version import __version__

# as type checkers read it: to import `typing` takes longer than all the rest of this, and the command begins with this
TYPE_CHECKING = False

_NAMES = {
    "gametheory.game": ("Chance", "ExtensiveGame", "Move", "Payoff", "SignalingGame", "StrategicGame"),
    "gametheory.spec": ("Claim", "Model", "Parameter", "catalogue", "check", "load"),
    "gametheory.concepts": (
        "Equilibrium",
        "Nash",
        "PerfectBayesian",
        "Solution",
        "SubgamePerfect",
        "audit",
        "read",
        "refine",
        "solve",
    ),
    "gametheory.study": (
        "answer",
        "find",
        "forecast",
        "margins",
        "prove",
        "regions",
        "require",
        "sensitivity",
        "sweep",
        "thresholds",
        "verify",
        "weaken",
    ),
    "gametheory.show.citing": ("cite",),
    "gametheory.lang": ("Domain", "nice", "symbols"),
    "gametheory.errors": ("GameTheoryError", "ParameterError"),
}
_ADDRESS = {name: module for module, names in _NAMES.items() for name in names}

__all__ = sorted([*_ADDRESS, "__version__"])

if TYPE_CHECKING:  # the same names, for type checkers; a test holds the two lists together
    from typing import Any

    from gametheory.concepts import (
        Equilibrium,
        Nash,
        PerfectBayesian,
        Solution,
        SubgamePerfect,
        audit,
        read,
        refine,
        solve,
    )
    from gametheory.errors import GameTheoryError, ParameterError
    from gametheory.game import Chance, ExtensiveGame, Move, Payoff, SignalingGame, StrategicGame
    from gametheory.lang import Domain, nice, symbols
    from gametheory.show.citing import cite
    from gametheory.spec import Claim, Model, Parameter, catalogue, check, load
    from gametheory.study import (
        answer,
        find,
        forecast,
        margins,
        prove,
        regions,
        require,
        sensitivity,
        sweep,
        thresholds,
        verify,
        weaken,
    )


def __getattr__(name: str) -> Any:
    module = _ADDRESS.get(name) or _floor_of(name)
    if module is None:
        raise AttributeError(f"module 'gametheory' has no attribute {name!r}")
    import importlib

    return globals().setdefault(name, getattr(importlib.import_module(module), name))


def _floor_of(name: str) -> str | None:
    """Return the floor on which a name that is not listed here is public."""
    import importlib

    floors = [] if name.startswith("_") else [floor for floor in _NAMES if floor.count(".") == 1]
    return next((floor for floor in floors if name in importlib.import_module(floor).__all__), None)


def __dir__() -> list[str]:
    return list(__all__)
