"""Which way the headline goes with a number, over all values: proved, or seen in the cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gametheory.study.answers.facts import Direction, Moves
from gametheory.study.answers.wording import Outcome
from gametheory.study.claims.prove import prove
from gametheory.study.claims.status import Status
from gametheory.study.claims.verdict import Verification

if TYPE_CHECKING:
    from gametheory.concepts import Solution

__all__ = ["direction"]

DRAWS = 4096
"""Draws that look for a failure by another road."""


def direction(
    solution: Solution, headline: Outcome, name: str, moves: Moves | None, known: Verification | None = None
) -> Direction:
    """Return the direction of the range over the equilibria of a solution.

    Parameters
    ----------
    solution : Solution
    headline : Outcome
    name : str
        The parameter.
    moves : Moves or None
        What the cases show: what they go against is not tried.
    known : Verification, optional
        Verdicts on claims about this solution, taken where they say the same.
    """
    up = moves is None or bool(moves.up or moves.both)
    down = moves is None or bool(moves.down or moves.both)
    if up and down and moves is not None:
        return Direction("mixed", proved=False)
    rises = None if moves is not None and down else _verdict(solution, headline, "never falling", name, known)
    falls = None if moves is not None and up else _verdict(solution, headline, "never rising", name, known)
    proved = [found for found in (rises, falls) if found is not None and found[0] == Status.PROVED]
    form = any(found[1] for found in proved)
    if len(proved) == 2:
        return Direction("constant", proved=True, form=form)
    if rises in proved:
        return Direction("rises", proved=True, form=form)
    if falls in proved:
        return Direction("falls", proved=True, form=form)
    if moves is None:
        return Direction("open", proved=False)
    return Direction("rises" if up else "falls" if down else "constant", proved=False)


def _verdict(
    solution: Solution, headline: Outcome, course: str, name: str, known: Verification | None
) -> tuple[Status, bool]:
    """Return whether the range is never falling or never rising, and whether that rests on the functional form."""
    text = f"the range of {headline.quantity.text} is {course} in {name}"
    for one in known or ():
        if one.formal == text:
            return one.status, one.form
    return prove(solution, text, draws=DRAWS).status, False
