"""The ledger of a page: every number and condition that it shows, each once, with the plan that computes them.

A number of the page is the text of an exact constant, or the index of an output of the plan, which the page computes
at the point. A condition is an index, too. Equal closed forms share an index, and the plan shares what they have in
common.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from gametheory.lang import TRUE, Condition, Expression
from gametheory.study.compiled.plan import Plan, make_plan

__all__ = ["Ledger"]


class Ledger:
    """Collects numbers and conditions; ``names`` are the parameters, in order.

    Attributes
    ----------
    rows : list of Condition
        The conditions, in the order of their indices; the first is ``TRUE``.
    forms : list of Expression
        The closed forms, in the order of theirs.
    """

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names
        self.rows: list[Condition] = []
        self.forms: list[Expression] = []
        self._rows: dict[Condition, int] = {}
        self._forms: dict[Expression, int] = {}
        self.condition(TRUE)

    def condition(self, condition: Condition) -> int:
        """Return the index of a condition."""
        if condition not in self._rows:
            self._rows[condition] = len(self.rows)
            self.rows.append(condition)
        return self._rows[condition]

    def number(self, value: Any) -> int | str:
        """Return the index of a closed form, or the text of a constant: ``"-1/3"``."""
        if isinstance(value, Expression) and not value.is_constant:
            if value not in self._forms:
                self._forms[value] = len(self.forms)
                self.forms.append(value)
            return self._forms[value]
        return str(value.fraction() if isinstance(value, Expression) else Fraction(value))

    def pairs(self, values: Mapping[str, Any]) -> list[list[Any]]:
        """Return a mapping of label to number as a list of pairs: labels are never keys of the page's objects."""
        return [[label, self.number(x)] for label, x in values.items()]

    def plan(self) -> Plan:
        """Return the plan of all conditions and numbers, none of them guarded: the page knows what exists."""
        conditions = [(row,) for row in self.rows]
        return make_plan(self.names, conditions, [(0, form) for form in self.forms])
