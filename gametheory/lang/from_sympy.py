"""SymPy expressions as exact ones: rational functions of symbols; everything else is refused with what to do instead.

A symbol is a parameter of its name. What it assumes about its sign goes to the game that is being read, whose
natural domain has it (:mod:`gametheory.lang.notices`); assumptions that no parameter can have are warned of.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, NoReturn

from gametheory.errors import ExpressionError
from gametheory.lang.expression import Expression, constant, parameter
from gametheory.lang.names import NOT_FINITE, check_name, spelled_out
from gametheory.lang.notices import notice_float, notice_symbol

__all__ = ["from_sympy", "symbol_problem"]

_SIGNS = (
    ("extended_positive", ">"),
    ("extended_negative", "<"),
    ("extended_nonnegative", ">="),
    ("extended_nonpositive", "<="),
    ("extended_nonzero", "!="),
)
_UNUSED = (
    "even", "odd", "prime", "composite", "integer", "noninteger", "rational", "irrational", "algebraic",
    "transcendental",
)  # fmt: skip


def from_sympy(value: Any) -> Expression:
    """Return a SymPy rational function as an exact expression; a Float is read as the decimal that it prints.

    Raises
    ------
    ExpressionError
        For anything that is not built from symbols and rational numbers by ``+ - * /`` and integer powers.
    TypeError
        For objects that are no numbers at all.
    """
    import sympy

    if isinstance(value, bool) or not isinstance(value, sympy.Basic | int):
        try:
            value = sympy.sympify(value, strict=True)
        except (sympy.SympifyError, TypeError):
            raise TypeError(f"expected a number, text or a SymPy expression, got {value!r}") from None
    return _Reader(sympy, value).read(value)


def symbol_problem(symbol: Any) -> str | None:
    """Return why a SymPy symbol cannot be a parameter, with the symbol that can; None if it can."""
    name = str(symbol.name)
    if type(symbol).__name__ == "Dummy":
        return (
            f"the symbol {name} is a dummy, of which there may be several by one name: take gt.symbols({_word(name)!r})"
        )
    problem = check_name(name)
    if problem is None and name.lower() in NOT_FINITE:
        problem = f"{name!r} reads as a number that is not finite"
    if problem is None:
        return None
    reason, _, advice = problem.partition(": ")
    _, _, tex = advice.partition(" and set ")
    printed = f", and give the parameter {tex}, which says how it is printed" if tex else ""
    return f"the symbol {name} cannot be a parameter, since {reason}: write gt.symbols({_word(name)!r}){printed}"


def _word(name: str) -> str:
    return spelled_out(name) or "x"


class _Reader:
    """Reads one expression of SymPy."""

    def __init__(self, sympy: Any, whole: Any) -> None:
        self.sympy, self.whole = sympy, str(whole)

    def fail(self, node: Any, reason: str) -> NoReturn:
        raise ExpressionError(reason, self.whole, max(self.whole.find(str(node)), 0))

    def read(self, node: Any) -> Expression:
        sympy = self.sympy
        if isinstance(node, sympy.Symbol):
            return self.symbol(node)
        if isinstance(node, sympy.Rational):
            return constant(int(node.p)) / constant(int(node.q))
        if isinstance(node, sympy.Float) and node.is_finite:
            notice_float(node)
            return constant(Fraction(str(node)))
        if isinstance(node, sympy.Add | sympy.Mul):
            first, *others = (self.read(part) for part in node.args)
            for other in others:
                first = first + other if isinstance(node, sympy.Add) else first * other
            return first
        if isinstance(node, sympy.Pow) and isinstance(node.exp, sympy.Integer):
            base = self.read(node.base)
            if base == 0 and node.exp < 0:
                self.fail(node, "division by zero")
            return base ** int(node.exp)
        return self.fail(node, self.refusal(node))

    def symbol(self, node: Any) -> Expression:
        name = str(node.name)
        problem = symbol_problem(node)
        if problem is None and node.is_commutative is False:
            problem = f"the symbol {name} does not commute, and numbers do: take gt.symbols({name!r})"
        if problem is None and (node.is_extended_real is False or node.is_infinite):
            what = "infinite" if node.is_infinite else "no real number"
            problem = f"the symbol {name} is assumed to be {what}, and a parameter is a finite real number"
        if problem is None and node.is_zero:
            problem = f"the symbol {name} is assumed to be zero: write 0"
        if problem is not None:
            self.fail(node, problem)
        sign = next((sign for key, sign in _SIGNS if getattr(node, f"is_{key}")), None)
        given = node.assumptions0
        unused = {word for word in _UNUSED if given.get(word) and word in _stated(node)}
        notice_symbol(name, sign, unused)
        return parameter(name)

    def refusal(self, node: Any) -> str:
        """Return why something is no exact rational function, and what can be written instead."""
        sympy, name = self.sympy, str(node)
        short = name if len(name) <= 40 else f"{type(node).__name__}(...)"
        if isinstance(node, sympy.Basic) and node in (sympy.oo, -sympy.oo, sympy.zoo, sympy.nan):
            return f"{short} is not a finite number"
        if isinstance(node, sympy.Basic) and (node.is_Boolean or node.is_Relational):
            return f"{short} is true or false, not a number"
        if node == sympy.I or (getattr(node, "is_number", False) and node.is_extended_real is False):
            return f"{short} is not a real number"
        cases = (sympy.Piecewise, sympy.Min, sympy.Max, sympy.Abs, sympy.sign, sympy.Heaviside, sympy.floor)
        if isinstance(node, (*cases, sympy.ceiling, sympy.Mod)):
            return (
                f"{short} changes its form from place to place, which no rational function does: "
                "make one game for each case, and give each the range in which it applies"
            )
        if getattr(node, "is_number", False):
            return self.irrational(node, short)
        if isinstance(node, sympy.Pow):
            return self.power(node, short)
        if isinstance(node, sympy.Function):
            return (
                f"{short} is a function that no rational function equals: make its value a parameter of its own, "
                f"gt.symbols({_word(name)!r})"
            )
        return f"{short} is not a rational function of parameters: it is built by more than + - * / and whole powers"

    def irrational(self, node: Any, short: str) -> str:
        try:
            near = Fraction(float(node)).limit_denominator(1000)
        except (TypeError, ValueError, OverflowError):
            return f"{short} is not a rational number, and answers are exact in rational numbers"
        return (
            f"{short} is irrational, and answers are exact in rational numbers: write a fraction near it, such as "
            f"'{near}', or make it a parameter, gt.symbols({_word(str(node))!r}), with a narrow range"
        )

    def power(self, node: Any, short: str) -> str:
        if isinstance(node.exp, self.sympy.Rational):
            q, base = int(node.exp.q), str(node.base)
            root = "root" if not node.base.is_Symbol else f"root_{_word(str(node.base.name))}"
            return (
                f"{short} is not a rational function: powers are whole. Let the root be the parameter, "
                f"{root} = gt.symbols({root!r}), and write {root}**{q} for {base}"
            )
        return f"{short} is not a rational function: the exponent of a power is a whole number, not {node.exp}"


def _stated(symbol: Any) -> set[str]:
    """Return the assumptions that the symbol was made with, and not only those that follow from them."""
    made = getattr(symbol, "_assumptions_orig", None)
    return set(_UNUSED) if made is None else {key for key, value in made.items() if value}
