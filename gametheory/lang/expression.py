"""Exact numbers and rational functions of named parameters.

An :class:`Expression` is a fraction ``numerator / denominator`` of integer polynomials in named parameters, in lowest
terms, the denominator's constant (where it has none: its first term in the order of names) positive. Two expressions
are equal exactly when they are the same rational function, so ``==`` is identity of functions, not of texts. A constant
compares and hashes equal to the
:class:`fractions.Fraction` of the same value.

The arithmetic is FLINT's (``fmpz_mpoly``, through python-flint); nothing here is floating point.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from numbers import Rational
from typing import Any, TypeAlias

from flint import Ordering, fmpz_mpoly_ctx

from gametheory.errors import ExpressionError, ParameterError, nearest
from gametheory.lang.floats import is_float, printed
from gametheory.lang.keeping.sorts import keep
from gametheory.lang.names import check_name
from gametheory.lang.notices import notice_float

__all__ = ["Expression", "Number", "Polynomial", "constant", "context", "exact", "number", "number_text", "parameter"]

Polynomial: TypeAlias = Any  # flint.fmpz_mpoly, or a plain int where a game has no parameters
Number: TypeAlias = "int | Fraction | Expression"


@functools.cache
def context(names: tuple[str, ...]) -> Any:
    """Return FLINT's polynomial ring over the integers in these variables (one object a tuple of names)."""
    return fmpz_mpoly_ctx.get(names, Ordering.degrevlex)


def _union(left: Any, right: Any) -> Any:
    """Return the smallest ring that holds both polynomials' variables, in a fixed order."""
    first, second = left.context(), right.context()
    if first is second:
        return first
    a, b = first.names(), second.names()
    if set(b) <= set(a):
        return first
    if set(a) <= set(b):
        return second
    return context(tuple(sorted(set(a) | set(b))))


def _lift(poly: Any, ring: Any) -> Any:
    return poly if poly.context() is ring else poly.project_to_context(ring)


class Expression:
    """A rational function of named parameters, exact.

    Built by :func:`parameter`, :func:`constant`, :func:`gametheory.lang.parse`, or arithmetic on other expressions
    (``+ - * / **`` with integer powers, mixed with ``int`` and ``Fraction``).

    Raises
    ------
    ZeroDivisionError
        On division by an expression that is identically zero.
    """

    __slots__ = ("_hash", "denominator", "near", "numerator")

    numerator: Any
    denominator: Any
    near: Mapping[str, Fraction] | None  # a typical point; only for writing: see gametheory.lang.writing.written

    def __init__(self, numerator: Any, denominator: Any) -> None:
        if denominator == 0:
            raise ZeroDivisionError("division by an expression that is identically zero")
        if not denominator.is_one():
            common = numerator.gcd(denominator)
            if not common.is_one():
                numerator, denominator = numerator / common, denominator / common
            if _deciding_coefficient(denominator) < 0:
                numerator, denominator = -numerator, -denominator
        self.numerator = numerator
        self.denominator = denominator
        self.near = None
        self._hash: int | None = None

    # -- what it is -------------------------------------------------------------------------------------------------

    @property
    def is_constant(self) -> bool:
        """Whether no parameter occurs."""
        return bool(self.numerator.is_constant() and self.denominator.is_constant())

    @property
    def names(self) -> frozenset[str]:
        """The parameters that occur."""
        ring = self.numerator.context().names()
        degrees = zip(ring, self.numerator.degrees(), self.denominator.degrees(), strict=True)
        return frozenset(name for name, a, b in degrees if a > 0 or b > 0)

    def fraction(self) -> Fraction:
        """Return the value of a constant.

        Raises
        ------
        ValueError
            If a parameter occurs.
        """
        if not self.is_constant:
            raise ValueError(f"{self} is not a number: it depends on {', '.join(sorted(self.names))}")
        return Fraction(int(_leading(self.numerator)), int(_leading(self.denominator)))

    # -- evaluation -------------------------------------------------------------------------------------------------

    def at(self, point: Mapping[str, Fraction | int]) -> Fraction:
        """Return the exact value where every parameter that occurs has the value that ``point`` gives it.

        Raises
        ------
        ParameterError
            If a parameter that occurs has no value, or the denominator is zero there.
        """
        missing = sorted(name for name in self.names if name not in point)
        if missing:
            raise ParameterError(f"no value for parameter {missing[0]!r}{nearest(missing[0], point)}")
        below = value(self.denominator, point)
        if below == 0:
            where = ", ".join(f"{name} = {point[name]}" for name in sorted(self.names))
            raise ParameterError(f"division by zero in {self} at {where}")
        return value(self.numerator, point) / below

    def subs(self, values: Mapping[str, Number]) -> Expression:
        """Return the expression with some parameters replaced by numbers or expressions."""
        used = self.names & values.keys()
        if not used:
            return self
        if used == self.names and all(isinstance(values[name], Fraction | int) for name in used):
            point: Any = values
            below = value(self.denominator, point)
            if below != 0:
                return constant(value(self.numerator, point) / below)
        given = {name: exact(values[name]) for name in used}
        return _compose(self.numerator, given) / _compose(self.denominator, given)

    def written_near(self, point: Mapping[str, Fraction]) -> Expression:
        """Return the same expression, to be written so that every factor is positive at ``point`` where that can be."""
        same = Expression(self.numerator, self.denominator)
        same.near = point
        return same

    # -- arithmetic -------------------------------------------------------------------------------------------------

    def _pair(self, other: Any) -> tuple[Any, Any, Any, Any] | None:
        if not isinstance(other, Expression):
            if not isinstance(other, Rational):
                return None
            ring = self.numerator.context()
            return self.numerator, self.denominator, ring.constant(other.numerator), ring.constant(other.denominator)
        if self.numerator.context() is other.numerator.context():
            return self.numerator, self.denominator, other.numerator, other.denominator
        ring = _union(self.numerator, other.numerator)
        return (
            _lift(self.numerator, ring),
            _lift(self.denominator, ring),
            _lift(other.numerator, ring),
            _lift(other.denominator, ring),
        )

    def __add__(self, other: Any) -> Expression:
        pair = self._pair(other)
        if pair is None:
            return NotImplemented
        a, b, c, d = pair
        return Expression(a + c, b) if b == d else Expression(a * d + c * b, b * d)

    __radd__ = __add__

    def __neg__(self) -> Expression:
        return Expression(-self.numerator, self.denominator)

    def __pos__(self) -> Expression:
        return self

    def __sub__(self, other: Any) -> Expression:
        pair = self._pair(other)
        if pair is None:
            return NotImplemented
        a, b, c, d = pair
        return Expression(a - c, b) if b == d else Expression(a * d - c * b, b * d)

    def __rsub__(self, other: Any) -> Expression:
        return Expression.__add__(-self, other)

    def __mul__(self, other: Any) -> Expression:
        pair = self._pair(other)
        if pair is None:
            return NotImplemented
        a, b, c, d = pair
        return Expression(a * c, b * d)

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Expression:
        pair = self._pair(other)
        if pair is None:
            return NotImplemented
        a, b, c, d = pair
        return Expression(a * d, b * c)

    def __rtruediv__(self, other: Any) -> Expression:
        pair = self._pair(other)
        if pair is None:
            return NotImplemented
        a, b, c, d = pair
        return Expression(c * b, d * a)

    def __pow__(self, power: Any) -> Expression:
        if not isinstance(power, int):
            return NotImplemented
        if power < 0:
            return Expression(self.denominator**-power, self.numerator**-power)
        return Expression(self.numerator**power, self.denominator**power)

    # -- identity ---------------------------------------------------------------------------------------------------

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Expression):
            a, b, c, d = self._pair(other)  # type: ignore[misc]
            return bool(a == c and b == d)
        if isinstance(other, Rational):
            return self.is_constant and self.fraction() == other
        return NotImplemented

    def __hash__(self) -> int:
        if self._hash is None:
            if self.is_constant:
                self._hash = hash(self.fraction())
            else:
                self._hash = hash((terms(self.numerator), terms(self.denominator)))
        return self._hash

    def __repr__(self) -> str:
        return f"Expression({str(self)!r})"

    def __str__(self) -> str:
        from gametheory.lang.writing.text import expression_text

        return expression_text(self)

    def _repr_latex_(self) -> str:
        from gametheory.lang.writing.symbolic import latex

        return f"${latex(self)}$"

    def _sympy_(self) -> Any:
        from gametheory.lang.writing.symbolic import to_sympy

        return to_sympy(self)

    def __reduce__(self) -> tuple[Any, ...]:
        names = tuple(self.numerator.context().names())
        return (_rebuild, (names, _plain(self.numerator), _plain(self.denominator), self.near))


def _together(numerator: Any, denominator: Any, near: Mapping[str, Fraction] | None) -> Expression:
    """Return an expression of what it consists of, which is in lowest terms already."""
    same = object.__new__(Expression)
    same.numerator, same.denominator, same.near, same._hash = numerator, denominator, near, None
    return same


_PARTS = ("numerator", "denominator", "near")
keep(Expression, "expression", _PARTS, lambda x: (x.numerator, x.denominator, x.near), _together)


def _plain(poly: Any) -> dict[tuple[int, ...], int]:
    return {tuple(map(int, powers)): int(c) for powers, c in poly.to_dict().items()}


def _rebuild(
    names: tuple[str, ...], above: dict[Any, int], below: dict[Any, int], near: Mapping[str, Fraction] | None = None
) -> Expression:
    ring = context(names)
    same = Expression(ring.from_dict(above), ring.from_dict(below))
    same.near = near
    return same


def _deciding_coefficient(poly: Any) -> int:
    """Return the coefficient that is to be positive: the constant, or that of the first term in the order of names.

    It must not depend on the ring's order of variables, or equal functions from two rings would differ.
    """
    powers, coefficients = poly.monoms(), poly.coeffs()
    if len(coefficients) == 1 or not any(powers[-1]):
        return int(coefficients[-1])
    names = poly.context().names()
    keys = [sorted((n, int(e)) for n, e in zip(names, row, strict=True) if e) for row in powers]
    return int(coefficients[min(range(len(keys)), key=keys.__getitem__)])


def _leading(poly: Any) -> int:
    return 0 if poly == 0 else int(poly.leading_coefficient())


Terms = frozenset[tuple[frozenset[tuple[str, int]], int]]


def terms(poly: Any) -> Terms:
    """Return a polynomial's terms as ``{(powers by name, coefficient)}``: the same in whichever ring it lies."""
    names = poly.context().names()
    return frozenset(
        [
            (frozenset(itertools.compress(zip(names, powers, strict=True), powers)), int(c))
            for powers, c in ((tuple(map(int, exponents)), c) for exponents, c in poly.to_dict().items())
        ]
    )


def value(poly: Any, point: Mapping[str, Fraction | int]) -> Fraction:
    """Return the exact value of an integer polynomial at a rational point."""
    return Fraction(*_quotient(terms(poly), point))


def sign_at(summands: Terms, point: Mapping[str, Fraction | int]) -> int:
    """Return the sign of a polynomial, given by its :func:`terms`, at a rational point: -1, 0 or 1."""
    total, _ = _quotient(summands, point)
    return (total > 0) - (total < 0)


def _quotient(summands: Terms, point: Mapping[str, Fraction | int]) -> tuple[int, int]:
    """Return the value as two integers, the second positive; lowest terms would cost more than they save."""
    total, common = 0, 1
    for powers, coefficient in summands:
        above, below = coefficient, 1
        for name, power in powers:
            x = point[name]
            above *= x.numerator**power
            below *= x.denominator**power
        if below == common:
            total += above
        elif common % below == 0:
            total += above * (common // below)
        else:
            total = total * below + above * common
            common *= below
    return total, common


def renamed(poly: Any, names: Mapping[str, str]) -> Any:
    """Return a polynomial with some of its parameters under other names, which must be new to it."""
    ring = context(tuple(names.get(name, name) for name in poly.context().names()))
    return ring.from_dict(poly.to_dict())


def _compose(poly: Any, values: Mapping[str, Expression]) -> Expression:
    """Return a polynomial with values put in, with one product for all terms that hold the same powers of them."""
    names = poly.context().names()
    away = [i for i, name in enumerate(names) if name in values]
    alike: dict[tuple[int, ...], dict[tuple[int, ...], int]] = {}
    for powers, coefficient in poly.to_dict().items():
        left = tuple(0 if i in away else int(power) for i, power in enumerate(powers))
        alike.setdefault(tuple(int(powers[i]) for i in away), {})[left] = int(coefficient)
    total = constant(0)
    for taken, terms_left in alike.items():
        # in a sorted ring without what does not occur: so that the sum lies in one ring whatever the order of the terms
        kept = sorted((n, i) for i, n in enumerate(names) if any(left[i] for left in terms_left))
        ring = context(tuple(name for name, _ in kept))
        factor = ring.from_dict({tuple(left[i] for _, i in kept): c for left, c in terms_left.items()})
        term = Expression(factor, ring.constant(1))
        for i, power in zip(away, taken, strict=True):
            if power:
                term = term * values[names[i]] ** power
        total = total + term
    return total


@functools.cache
def parameter(name: str, among: tuple[str, ...] | None = None) -> Expression:
    """Return the parameter ``name`` as an expression, in the ring of ``among`` if given.

    Raises
    ------
    ExpressionError
        For a name in which there is more than ASCII, which FLINT does not take.
    """
    if not name.isascii():
        raise ExpressionError(str(check_name(name)), name, 0)
    ring = context(among if among is not None else (name,))
    return Expression(ring.gen(ring.names().index(name)), ring.constant(1))


def constant(number: Rational | int, among: tuple[str, ...] = ()) -> Expression:
    """Return a rational number as an expression."""
    ring = context(among)
    return Expression(ring.constant(int(number.numerator)), ring.constant(int(number.denominator)))


def exact(value: Any) -> Expression:
    """Return ``value`` as an exact expression.

    Takes ``int``, ``Fraction``, ``Decimal``, text of the grammar, SymPy expressions that are rational functions, and
    expressions themselves. A float, of Python, numpy or SymPy, is read as the decimal that it prints: ``0.3`` is 3/10;
    one that looks computed brings a warning with the small fraction near it (see :mod:`gametheory.lang.floats`).

    Raises
    ------
    ExpressionError
        For text or SymPy objects outside the grammar, and for numbers that are not finite.
    """
    if isinstance(value, Expression):
        return value
    if isinstance(value, Rational) and not isinstance(value, bool):
        return constant(value)
    from gametheory.lang.grammar import parse

    if isinstance(value, str):
        return parse(value)
    if type(value).__name__ == "ndarray" and value.shape == ():
        return exact(value[()])  # an array of one number
    if is_float(value) and not hasattr(value, "args"):  # a Float of SymPy is read with its like
        notice_float(value)
        return parse(printed(value))
    if isinstance(value, Decimal):
        return parse(str(value))
    from gametheory.lang.from_sympy import from_sympy

    return from_sympy(value)


def number(value: Any) -> int | Fraction | Expression:
    """Return ``value`` exactly, as an ``int`` or ``Fraction`` where it is a number and else as an expression.

    Takes what :func:`exact` takes, and raises what it raises.
    """
    if type(value) is int or type(value) is Fraction:
        return value
    expression = exact(value)
    if not expression.is_constant:
        return expression
    fraction = expression.fraction()
    return fraction.numerator if fraction.denominator == 1 else fraction


def number_text(value: Fraction | int) -> str:
    """Return ``"3"`` or ``"3/5"``, as the JSON and the documents write numbers."""
    return str(Fraction(value))


def common_names(numbers: Iterable[Number]) -> tuple[str, ...]:
    """Return the sorted names of all parameters that occur in any of the numbers."""
    found: set[str] = set()
    for one in numbers:
        if isinstance(one, Expression):
            found |= one.names
    return tuple(sorted(found))


def factored(poly: Any) -> tuple[int, list[tuple[Any, int]]]:
    """Return ``(content, [(irreducible factor, power), ...])``.

    Where coefficients are too large for python-flint to put factors in order, the primitive part counts as one factor,
    but for the parameters that divide it.
    """
    try:
        content, factors = poly.factor()
    except OverflowError:
        content = poly.content()
        rest = poly / content
        found: list[tuple[Any, int]] = []
        for x, power in zip(poly.context().gens(), map(min, zip(*poly.monoms(), strict=True)), strict=True):
            if power:
                rest = rest / x ** int(power)
                found.append((x, int(power)))
        return int(content), found if rest == 1 else [*found, (rest, 1)]
    return int(content), [(factor, int(power)) for factor, power in factors]
