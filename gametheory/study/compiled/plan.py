"""What is evaluated: a tape, the signs that conditions are made of, and the values that they guard. Plain data.

A condition is an AND/OR of signs of polynomials, and a polynomial's sign is the product of the signs of its irreducible
factors. In floating point the sign of a factor is certain where its value is larger than a bound on its rounding error;
elsewhere the point is *in doubt* and is decided in exact arithmetic (:mod:`gametheory.study.compiled.exact_signs`), so
that a point on the border between two regimes lies where it lies. Off the doubtful points no factor is zero: ``>=`` is
``>``, and ``=`` is false.

The bound is the running error analysis of the tape with every subtraction read as an addition of magnitudes (Higham
2002, "Accuracy and Stability of Numerical Algorithms", section 3.3), taken at the largest magnitudes of the inputs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gametheory.lang import Condition, Expression
from gametheory.lang.lowered import Lowered, Lowering
from gametheory.study.compiled.tape import Instruction, TapeWriter

__all__ = ["Factor", "Output", "Plan", "error_bounds", "make_plan"]

UNIT = 2.0**-53


@dataclass(frozen=True)
class Factor:
    """An irreducible polynomial whose sign is wanted: up to a number in front, the value of ``node``."""

    node: int
    positive: bool  # the sign of that number
    terms: tuple[tuple[tuple[tuple[int, int], ...], int], ...]  # ((input, power), ...), coefficient
    inputs: tuple[int, ...]


@dataclass(frozen=True)
class Output:
    """A value where the condition ``guard`` holds; ``node`` None: nowhere. ``divides``: it may be infinite or 0/0."""

    guard: int
    node: int | None
    divides: bool = False


@dataclass(frozen=True)
class Plan(Lowered):
    """Everything that an engine needs. ``conditions`` are lines of ``logic``."""

    names: tuple[str, ...]
    instructions: tuple[Instruction, ...]
    factors: tuple[Factor, ...]
    conditions: tuple[int, ...]
    outputs: tuple[Output, ...]

    @property
    def arithmetic(self) -> int:
        """How many additions, multiplications and divisions there are."""
        return sum(i.sign in "+-*/" for i in self.instructions)


def make_plan(
    names: tuple[str, ...],
    conditions: Sequence[Sequence[Condition]],
    outputs: Iterable[tuple[int, Expression | Fraction | None]] = (),
) -> Plan:
    """Return the plan that decides the conditions and computes the outputs.

    Parameters
    ----------
    names : tuple of str
        The inputs, in order.
    conditions : sequence of sequences of Condition
        All of a sequence must hold; a part that several share is decided once.
    outputs : iterable of (number of the guarding condition, closed form or None)
    """
    wanted = list(outputs)
    tape = TapeWriter(names)
    tape.expect(x for _, x in wanted if x is not None)
    lowering = Lowering(names)
    rows = tuple(lowering.together(parts) for parts in conditions)
    factors = tuple(_factor(tape, poly) for poly in lowering.factors)
    lowered = lowering.lowered()
    nodes: dict[int, int | None] = {}
    known: dict[int, dict[Expression, int]] = {}
    # regime by regime, so that what a regime alone needs stands together
    for k in sorted(range(len(wanted)), key=lambda k: wanted[k][0]):
        guard, form = wanted[k]
        nodes[k] = None if form is None else tape.value(form, known.setdefault(guard, {}))
        node = nodes[k]
        if isinstance(form, Expression) and node is not None:
            known[guard][form] = node
    divides = _dividing(tape.instructions)
    return Plan(
        lowered.atoms,
        lowered.logic,
        names,
        tuple(tape.instructions),
        factors,
        rows,
        tuple(Output(guard, nodes[k], nodes[k] in divides) for k, (guard, _) in enumerate(wanted)),
    )


def _factor(tape: TapeWriter, poly: Any) -> Factor:
    """Write an irreducible polynomial."""
    scale, node = tape.irreducible(poly)
    terms = tuple(
        (tuple((i, int(e)) for i, e in enumerate(powers) if e), int(c)) for powers, c in poly.to_dict().items()
    )
    return Factor(node, scale > 0, terms, tuple(sorted({i for key, _ in terms for i, _ in key})))


def _dividing(instructions: Sequence[Instruction]) -> set[int]:
    """Return the instructions that divide, or use one that does."""
    found: set[int] = set()
    for i, (sign, left, right) in enumerate(instructions):
        if sign == "/" or (sign in "+-*" and (left in found or right in found)):
            found.add(i)
    return found


def error_bounds(plan: Plan, magnitudes: Sequence[float]) -> list[float]:
    """Return, for every factor, a bound on the error of its computed value.

    Parameters
    ----------
    plan : Plan
    magnitudes : sequence of float
        For every input, its largest absolute value. The inputs themselves count as rounded: a float stands for its
        decimal.
    """
    wanted = {factor.node for factor in plan.factors}
    size: list[float] = []
    roundings: list[int] = []
    for sign, left, right in plan.instructions[: max(wanted, default=-1) + 1]:
        if sign == "x":
            size.append(magnitudes[left])
            roundings.append(1)
        elif sign == "c":
            size.append(abs(left))
            roundings.append(1)
        else:
            a, b = size[left], size[right]
            size.append(a * b if sign == "*" else a + b)
            more = roundings[left] + roundings[right] if sign == "*" else max(roundings[left], roundings[right])
            roundings.append(more + 1)
    # the smallest normal number covers what underflow may lose
    return [1.01 * roundings[f.node] * UNIT * size[f.node] + 2.0**-1000 for f in plan.factors]


def exact_sign(factor: Factor, point: Mapping[int, Fraction]) -> int:
    """Return the sign of a factor at an exact point (input number to value)."""
    total = Fraction(0)
    for key, coefficient in factor.terms:
        term = Fraction(coefficient)
        for index, power in key:
            term *= point[index] ** power
        total += term
    return (total > 0) - (total < 0)
