"""What a reader of a model is to be told first: the table ``[answer]`` of a document.

It says nothing about the game and changes no equilibrium; what shows answers to readers, reports above all, goes by it.
Every key is optional::

    [answer]
    drivers = ["distraction", "escalation_cost"]   # the parameters to vary first, in this order
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from gametheory.errors import Issue, nearest
from gametheory.spec.fields import address, described, read_table, unknown_keys

__all__ = ["DRIVERS", "Answer", "read_answer"]

DRIVERS = 4
"""How many parameters can be drivers."""


@dataclass(frozen=True)
class Answer:
    """What a document says about how its answers are told.

    Attributes
    ----------
    drivers : tuple of str
        The parameters to vary first, in order; where there are none a report chooses by rule.
    """

    drivers: tuple[str, ...] = ()

    @property
    def given(self) -> dict[str, Any]:
        """The keys that say something, with their values: what is written and hashed."""
        return {one.name: value for one in fields(self) if (value := getattr(self, one.name)) != one.default}


def read_answer(raw: Any, parameters: Iterable[str], issues: list[Issue]) -> Answer:
    """Read ``[answer]`` (in Python also an :class:`Answer`) of a model with these parameters; none for None."""
    table = raw.given if isinstance(raw, Answer) else read_table(raw, ("answer",), issues)
    unknown_keys(table, (one.name for one in fields(Answer)), ("answer",), issues)
    return Answer(_drivers(table, tuple(parameters), issues))


def _drivers(table: Mapping[str, Any], parameters: tuple[str, ...], issues: list[Issue]) -> tuple[str, ...]:
    raw = table.get("drivers")
    if raw is None:
        return ()
    if not isinstance(raw, list | tuple) or not 0 < len(raw) <= DRIVERS:
        got = f"{len(raw)} of them" if isinstance(raw, list | tuple) else described(raw)
        issues.append(Issue("answer.drivers", f"expected a list of 1 to {DRIVERS} names of parameters, got {got}"))
        return ()
    found: list[str] = []
    for i, name in enumerate(raw, start=1):
        if not isinstance(name, str):
            what = f"expected the name of a parameter, got {described(name)}"
        elif name not in parameters:
            what = f"unknown parameter {name!r}{nearest(name, parameters)}"
        elif name in found:
            what = f"{name!r} is given twice"
        else:
            found.append(name)
            continue
        issues.append(Issue(address(("answer", "drivers", str(i))), what))
    return tuple(found)
