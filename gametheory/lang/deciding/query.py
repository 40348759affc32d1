"""One question to z3, answered as a function of its text and nothing else.

The question is written in SMT-LIB (Barrett, Fontaine and Tinelli 2017) and read by a context of z3 that is made for it
alone: what was asked before, in whatever order, can then not bear on the answer. How long z3 may try is a number of its
own steps (``rlimit``), never a time: a slow or busy machine gives the answers of a fast one, later.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gametheory.lang import deadline
from gametheory.lang.condition import And, Atom, Condition, Or
from gametheory.lang.writing.written import monomials

__all__ = ["Reply", "Writer", "answered"]

DIGITS = (2, 6, 12, 30)
"""To how many digits a coordinate that is not rational is approximated, one after the other."""

_KEPT = 24 << 20


@dataclass(frozen=True)
class Reply:
    """What z3 says.

    Attributes
    ----------
    answer : bool or None
        Whether the statement can be satisfied; None if the budget ran out.
    model : mapping of variable to Fractions
        Where it can: the coordinates that matter, each to ever more digits if it is not rational.
    """

    answer: bool | None
    model: Mapping[str, tuple[Fraction, ...]]


def answered(variables: tuple[str, ...], statements: tuple[str, ...], budget: int) -> Reply:
    """Return z3's answer to the question whether real numbers satisfy all statements.

    Parameters
    ----------
    variables : tuple of str
    statements : tuple of str
        In SMT-LIB, over the variables.
    budget : int
        Steps of z3 (its ``rlimit``).

    Raises
    ------
    CutError
        Under a limit on time, if it is up before there is an answer.
    """
    left = deadline.milliseconds()
    return _known(variables, statements, budget) if left is None else _asked(variables, statements, budget, left)


@functools.lru_cache(maxsize=4096)
def _known(variables: tuple[str, ...], statements: tuple[str, ...], budget: int) -> Reply:
    return _asked(variables, statements, budget)


def _asked(variables: tuple[str, ...], statements: tuple[str, ...], budget: int, left: int | None = None) -> Reply:
    """Return z3's answer; ``left`` are the milliseconds that a limit on time leaves."""
    import z3

    deadline.check()
    _keep_memory()
    context = z3.Context()
    solver = z3.SolverFor("QF_NRA", ctx=context)
    solver.set("rlimit", budget)
    if left is not None:
        solver.set("timeout", left)
    solver.set("ctrl_c", False)  # else z3 takes an interrupt for "undecided", and the program goes on
    text = [f"(declare-const {name} Real)" for name in variables]
    solver.from_string("".join([*text, *(f"(assert {statement})" for statement in statements)]))
    outcome = solver.check()
    if outcome == z3.unsat:
        return Reply(False, {})
    if outcome != z3.sat:
        if left is not None and "resource" not in solver.reason_unknown():
            deadline.end()  # that the time was up is no answer
        return Reply(None, {})
    model = solver.model()
    values = {name: _digits(model.eval(z3.Real(name, context))) for name in variables}
    return Reply(True, {name: digits for name, digits in values.items() if digits})


@functools.cache
def _keep_memory() -> None:
    """Let the process keep some megabytes that it is done with.

    Each context takes and frees the same megabytes. The C library gives what is free at the end of its heap back to the
    system, and gets it again page by page, which takes longer than most questions; once a large block was freed, glibc
    keeps up to twice its size. Elsewhere this does nothing.
    """
    bytearray(_KEPT)


def _digits(number: Any) -> tuple[Fraction, ...]:
    """Return a number to ever more digits; nothing where the model leaves it open."""
    import z3

    if z3.is_rational_value(number):
        return (_fraction(number),) * len(DIGITS)
    if z3.is_algebraic_value(number):
        return tuple(_fraction(number.approx(digits)) for digits in DIGITS)
    return ()


def _fraction(number: Any) -> Fraction:
    return Fraction(number.numerator_as_long(), number.denominator_as_long())


class Writer:
    """Writes conditions on named parameters in SMT-LIB; ``variables`` are their names there."""

    def __init__(self, names: Sequence[str]) -> None:
        self.variables = {name: f"v{i}" for i, name in enumerate(names)}
        self._atoms: dict[Atom, str] = {}

    def used(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return the variables of some of the parameters, in order."""
        among = set(names)
        return tuple(variable for name, variable in self.variables.items() if name in among)

    def text(self, condition: Condition) -> str:
        """Return a condition as a statement."""
        if isinstance(condition, Atom):
            known = self._atoms.get(condition)
            if known is None:
                known = self._atoms[condition] = self._atom(condition)
            return known
        assert isinstance(condition, And | Or)
        if not condition.parts:
            return "true" if isinstance(condition, And) else "false"
        word = "and" if isinstance(condition, And) else "or"
        return f"({word} {' '.join(map(self.text, condition.parts))})"

    def _atom(self, atom: Atom) -> str:
        summands = []
        for powers, coefficient in monomials(atom.poly):  # in an order that does not depend on the ring
            number = int(coefficient)
            factors = [self.variables[name] for name, power in powers for _ in range(power)]
            if number != 1 or not factors:
                factors.insert(0, f"{number}.0" if number >= 0 else f"(- {-number}.0)")
            summands.append(f"(* {' '.join(factors)})" if len(factors) > 1 else factors[0])
        poly = f"(+ {' '.join(summands)})" if len(summands) > 1 else summands[0]
        return f"(not (= {poly} 0.0))" if atom.sign == "!=" else f"({atom.sign} {poly} 0.0)"
