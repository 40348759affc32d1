"""What a sensitivity study is asked about: a quantity that can vary, in a solution that has parameters."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from gametheory.concepts import Solution
from gametheory.errors import ParameterError, QuantityError
from gametheory.game import History
from gametheory.lang import Expression
from gametheory.study.quantities.quantity import Arithmetic, Exists, Quantity, at_corners, quantity

__all__ = ["names_one_of", "names_regimes", "reread", "told_apart", "varying"]


def varying(solution: Solution, of: str | Quantity) -> tuple[Solution, Quantity]:
    """Return the quantity and the solution that it is asked of, after checking that there is something it depends on.

    If the quantity names a label that the solution makes one with others, it is the one that lists them one by one.

    Raises
    ------
    ParameterError
        If the solution has no parameters, or no regimes.
    QuantityError
        If the quantity cannot be read, is undefined in every regime, or is the same number in all of them.
    """
    if not solution.parameters:
        what = "is solved at a point" if solution.point is not None else "comes from a game without parameters"
        raise ParameterError(f"this solution {what}; ask the solution of the parametric game")
    if not len(solution):
        raise ParameterError("this solution has no regimes: there is nothing that could vary")
    solution, (asked,) = told_apart(solution, [of])
    every = (asked, *at_corners(solution, (asked,)))
    forms = [form for regime in solution for one in every if (form := one.of(regime)) is not None]
    if not forms:
        raise QuantityError("undefined in every regime", asked.text, 0)
    if not any(isinstance(form, Expression) for form in forms) and len(set(forms)) == 1:
        raise QuantityError(f"{forms[0]} in every regime: it depends on nothing", asked.text, 0)
    return solution, asked


def told_apart(solution: Solution, texts: Iterable[str | Quantity]) -> tuple[Solution, list[Quantity]]:
    """Return the solution that quantities are asked of, and the quantities; see :func:`varying`.

    Raises
    ------
    QuantityError
        If a quantity cannot be read.
    """
    asked = [quantity(one, solution) for one in texts]
    if not names_one_of(solution, asked):
        return solution, asked
    apart = solution.one_by_one()
    # names of regimes are others there
    return apart, [quantity(one.text, apart) for one in asked]


def names_one_of(solution: Solution, asked: Iterable[Quantity]) -> bool:
    """Return whether a quantity names a label that the solution makes one with others."""
    alike = {History.read(label).labels[-1] for labels in solution.alike for label in labels}
    return any(label in alike for one in asked for label in one.labels())


def names_regimes(asked: Quantity) -> bool:
    """Whether a quantity speaks about regimes (``exists(2)``), so that equilibria at a point do not have it."""

    def within(node: Any) -> bool:
        if isinstance(node, Arithmetic):
            return within(node.left) or within(node.right)
        return isinstance(node, Exists)

    return within(asked.node)


def reread(asked: Quantity, solution: Solution) -> Quantity:
    """Return the quantity for the solution of the same game with some values put in.

    Raises
    ------
    ParameterError
        If the quantity speaks about regimes, which are others there.
    """
    if names_regimes(asked):
        raise ParameterError(
            f"{asked.text}: the fixed values lie on a knife edge, where the regimes are others; "
            "fix other values, or ask for a quantity that names no regime"
        )
    return quantity(asked.text, solution)
