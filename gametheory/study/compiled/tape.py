"""Straight-line programs: polynomials and rational functions as one list of additions, multiplications and divisions.

The closed forms of a solution are many rational functions in few parameters with a common structure: the same
irreducible factors occur over and over. A *tape* computes each of them once. Every polynomial is factored (FLINT); an
irreducible factor ``f`` with several terms is split as ``f = q*x + r`` at the parameter ``x`` that leaves the cheapest
parts, and ``q`` and ``r`` are factored and split in turn, so that ``f - d*f - y + d*y - c`` becomes ``(1 - d)*(f - y) -
c``: a Horner scheme in several variables that meets known factors again (Ceberio and Kreinovich 2004, "Greedy
algorithms for optimizing multivariate Horner schemes"). Every instruction stands once; equal ones are shared.

A tape is plain data: tuples of text and numbers, which can be sent to another process or turned into source code of
another language. Every engine carries out the same instructions in the same order in IEEE double precision, so all of
them give the same bits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from gametheory.lang import Expression
from gametheory.lang.doubles import double, held
from gametheory.lang.expression import context
from gametheory.lang.lowered import oriented

__all__ = ["Instruction", "TapeWriter"]


class Instruction(NamedTuple):
    """``x`` (input number ``left``), ``c`` (the constant ``left``), or one of ``+ - * /`` on earlier instructions."""

    sign: str
    left: Any
    right: int = -1


Key = tuple[tuple[tuple[int, ...], int], ...]
Scaled = tuple[Fraction, int]  # a number times an instruction's value


class TapeWriter:
    """Writes instructions; ``names`` are the inputs, in order."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names
        self.ring = context(names)
        self.instructions: list[Instruction] = []
        self._known: dict[Instruction, int] = {}
        self._built: dict[Key, Scaled] = {}
        self._factored: dict[Key, tuple[Fraction, tuple[tuple[Any, int], ...]]] = {}
        self._uses: Counter[Key] = Counter()
        self._divisors: Counter[Key] = Counter()

    # -- polynomials ------------------------------------------------------------------------------------------------

    def lift(self, polynomial: Any) -> Any:
        """Return the polynomial in the ring of all inputs."""
        same = polynomial.context() is self.ring
        return polynomial if same else polynomial.project_to_context(self.ring)

    def factors(self, polynomial: Any) -> tuple[Fraction, tuple[tuple[Any, int], ...]]:
        """Return ``(number, ((irreducible factor, power), ...))``, each factor in its one canonical sign."""
        key = _key(polynomial)
        if key not in self._factored:
            number, parts = oriented(polynomial)
            self._factored[key] = Fraction(number), parts
        return self._factored[key]

    def expect(self, expressions: Iterable[Expression | Fraction]) -> None:
        """Count the factors of what is to come: products begin with what most of them share."""
        for expression in expressions:
            if isinstance(expression, Expression) and not expression.is_constant:
                below = self.lift(expression.denominator)
                self._divisors[_key(below)] += 1
                for poly in (self.lift(expression.numerator), below):
                    self._uses.update(_key(factor) for factor, _ in self.factors(poly)[1])

    def _emit(self, sign: str, left: Any, right: int = -1) -> int:
        if sign in "+*" and right < left:
            left, right = right, left
        instruction = Instruction(sign, left, right)
        if instruction not in self._known:
            self._known[instruction] = len(self.instructions)
            self.instructions.append(instruction)
        return self._known[instruction]

    def constant(self, number: Fraction) -> int:
        """Return the instruction of a number (the nearest double).

        Raises
        ------
        ParameterError
            If no double holds it.
        """
        return self._emit("c", double(number, "a number in the closed forms or conditions"))

    def polynomial(self, poly: Any) -> Scaled:
        """Write a polynomial that is not zero; return a number and an instruction whose product it is."""
        scale, parts = self.factors(poly)
        nodes = []
        for factor, power in sorted(parts, key=lambda part: (-self._uses[_key(part[0])], _key(part[0]))):
            number, node = self.irreducible(factor)
            scale *= number**power
            nodes += [node] * power
        if not nodes:
            return (Fraction(1), self.constant(scale)) if held(scale) else (scale, self.constant(Fraction(1)))
        product = nodes[0]
        for node in nodes[1:]:
            product = self._emit("*", product, node)
        return scale, product

    def irreducible(self, factor: Any) -> Scaled:
        """Write an irreducible polynomial; the number in front is 1 or -1, or the content of its parts."""
        key = _key(factor)
        if key not in self._built:
            self._built[key] = self._split(factor)
        return self._built[key]

    def _split(self, factor: Any) -> Scaled:
        if len(factor) == 1:  # a single parameter
            return Fraction(1), self._emit("x", list(factor.degrees()).index(1))
        best: tuple[int, int, Any, Any] | None = None
        for index, degree in enumerate(factor.degrees()):
            if degree == 0:
                continue
            inside, rest = _divide(factor, index, self.ring)
            if rest == 0:
                continue
            cost = self._cost(inside) + self._cost(rest)
            if best is None or cost < best[0]:
                best = cost, index, inside, rest
        assert best is not None, "an irreducible polynomial of several terms has a parameter that is not in all of them"
        _, index, inside, rest = best
        number, node = self.polynomial(inside)
        variable = self._emit("x", index)
        if inside.is_constant():
            number, node = Fraction(int(inside.leading_coefficient())), variable
        else:
            node = self._emit("*", node, variable)
        if rest.is_constant():
            return self._sum(number, node, Fraction(int(rest.leading_coefficient())), None)
        return self._sum(number, node, *self.polynomial(rest))

    def _sum(self, a: Fraction, left: int, b: Fraction, right: int | None) -> Scaled:
        """Write ``a*left + b*right``; ``right`` None stands for 1."""
        # long decimals make large integers: what counts is their ratio
        unit = max(abs(a), abs(b))
        if not (held(a) and held(b)) and unit != 1:
            number, node = self._sum(a / unit, left, b / unit, right)
            return unit * number, node
        if right is None or abs(a) != abs(b):
            scale = abs(a) if right is not None and abs(a) == abs(b) else Fraction(1)
            if right is None:
                left, a = (left, a) if abs(a) == 1 else (self._emit("*", self.constant(abs(a)), left), a / abs(a))
                other = self.constant(abs(b))
            else:
                left = left if abs(a) == 1 else self._emit("*", self.constant(abs(a)), left)
                other = right if abs(b) == 1 else self._emit("*", self.constant(abs(b)), right)
        else:
            scale, other = abs(a), right
        if a > 0 and b > 0:
            return scale, self._emit("+", left, other)
        if a > 0:
            return scale, self._emit("-", left, other)
        if b > 0:
            return scale, self._emit("-", other, left)
        return -scale, self._emit("+", left, other)

    def _cost(self, poly: Any) -> int:
        """Return about how many instructions a polynomial takes, given what is written already."""
        _, parts = self.factors(poly)
        return sum(power + (0 if _key(f) in self._built else 3 * len(f)) for f, power in parts)

    # -- rational functions -----------------------------------------------------------------------------------------

    def value(self, expression: Expression | Fraction, known: Mapping[Expression, int] | None = None) -> int:
        """Write a rational function and return its instruction.

        ``known`` holds rational functions that are written already: one that differs from a known one by something
        simple, as ``p*(1 - s)`` from ``p*s``, is written as that difference.
        """
        if not isinstance(expression, Expression):
            return self.constant(expression)
        if expression.is_constant:
            return self.constant(expression.fraction())
        for other, node in (known or {}).items():
            if other == expression:
                return node
        best = self._fraction_cost(expression), None
        for other, node in (known or {}).items():
            if other.denominator.is_constant() or other.denominator != expression.denominator:
                continue
            for sign, rest in (("-", expression + other), ("+", expression - other)):
                cost = 2 + (0 if rest.is_constant else self._fraction_cost(rest))
                if cost < best[0]:
                    best = cost, (sign, rest, node)  # type: ignore[assignment]
        if best[1] is not None:
            sign, rest, node = best[1]
            return self._emit(sign, self.value(rest), node)
        return self._quotient(expression)

    def _fraction_cost(self, expression: Expression) -> int:
        return 2 + self._cost(self.lift(expression.numerator)) + self._cost(self.lift(expression.denominator))

    def _quotient(self, expression: Expression) -> int:
        above, below = self.lift(expression.numerator), self.lift(expression.denominator)
        scale, node = self.polynomial(above)
        if below.is_constant():
            return self._scaled(scale / int(below.leading_coefficient()), node)
        divisor, under = self.polynomial(below)
        if self._divisors[_key(below)] > 1:
            # several values are divided by this: one division, and a multiplication each
            inverse = self._emit("/", self.constant(Fraction(1)), under)
            if above.is_constant():
                return self._scaled(Fraction(int(above.leading_coefficient())) / divisor, inverse)
            return self._scaled(scale / divisor, self._emit("*", node, inverse))
        if above.is_constant():
            return self._emit("/", self.constant(Fraction(int(above.leading_coefficient())) / divisor), under)
        return self._emit("/", self._scaled(scale / divisor, node), under)

    def _scaled(self, scale: Fraction, node: int) -> int:
        if scale == 1:
            return node
        if scale == -1:
            return self._emit("-", self.constant(Fraction(0)), node)
        return self._emit("*", self.constant(scale), node)


def _key(poly: Any) -> Key:
    """Return the terms of a polynomial as plain data, highest first."""
    return tuple((tuple(map(int, row)), int(c)) for row, c in zip(poly.monoms(), poly.coeffs(), strict=True))


def _divide(poly: Any, index: int, ring: Any) -> tuple[Any, Any]:
    """Return ``q`` and ``r`` with ``poly = q*x + r``, where ``r`` does not hold the parameter ``x`` of this index."""
    inside, rest = {}, {}
    for powers, c in poly.to_dict().items():
        row = [int(e) for e in powers]
        if row[index]:
            row[index] -= 1
            inside[tuple(row)] = int(c)
        else:
            rest[tuple(row)] = int(c)
    return ring.from_dict(inside), ring.from_dict(rest)
