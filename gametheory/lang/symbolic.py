"""The SymPy edge: what users write in Python, and what is shown as LaTeX."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gametheory.errors import ExpressionError
from gametheory.lang.condition import Condition, condition_text
from gametheory.lang.expression import Expression, constant, exact, parameter
from gametheory.lang.text import monomials, sides

__all__ = ["condition_latex", "from_sympy", "latex", "symbols", "to_sympy"]


def symbols(names: str) -> Any:
    """Return SymPy symbols (real) for parameter names, as ``sympy.symbols`` does.

    >>> p, k = symbols("p escalation_cost")
    """
    import sympy

    return sympy.symbols(names, real=True)


def from_sympy(value: Any) -> Expression:
    """Return a SymPy rational function as an exact expression.

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
    return _read(sympy, value, str(value))


def _read(sympy: Any, node: Any, whole: str) -> Expression:
    if isinstance(node, sympy.Symbol):
        return parameter(node.name)
    if isinstance(node, sympy.Rational):
        return constant(int(node.p)) / constant(int(node.q))
    if isinstance(node, sympy.Float):
        return exact(str(sympy.nsimplify(node, rational=True)))
    if isinstance(node, sympy.Add | sympy.Mul):
        parts = [_read(sympy, part, whole) for part in node.args]
        total = parts[0]
        for part in parts[1:]:
            total = total + part if isinstance(node, sympy.Add) else total * part
        return total
    if isinstance(node, sympy.Pow) and isinstance(node.exp, sympy.Integer):
        return _read(sympy, node.base, whole) ** int(node.exp)
    raise ExpressionError(f"{node} is not a rational function of parameters", whole, max(whole.find(str(node)), 0))


def to_sympy(expression: Expression) -> Any:
    """Return an expression as a SymPy expression in real symbols, exact."""
    import sympy

    def build(poly: Any) -> Any:
        return sympy.Add(
            *(
                sympy.Rational(c.numerator, c.denominator)
                * sympy.Mul(*(sympy.Symbol(n, real=True) ** e for n, e in key))
                for key, c in monomials(poly)
            )
        )

    return build(expression.numerator) / build(expression.denominator)


def _named(tex: Mapping[str, str] | None) -> dict[Any, str]:
    import sympy

    return {sympy.Symbol(name, real=True): text for name, text in (tex or {}).items()}


def latex(value: Any, tex: Mapping[str, str] | None = None) -> str:
    """Return an expression (or number) as LaTeX; ``tex`` says how each parameter is printed."""
    import sympy

    return str(sympy.latex(to_sympy(exact(value)), symbol_names=_named(tex)))


def condition_latex(condition: Condition, tex: Mapping[str, str] | None = None) -> str:
    """Return a condition as LaTeX."""
    import sympy

    signs = {">": ">", ">=": r"\ge", "<": "<", "<=": r"\le", "=": "=", "!=": r"\ne"}

    def side(parts: Any) -> str:
        total = sympy.Add(
            *(
                sympy.Rational(c.numerator, c.denominator)
                * sympy.Mul(*(sympy.Symbol(n, real=True) ** e for n, e in key))
                for key, c in parts
            )
        )
        return str(sympy.latex(total, symbol_names=_named(tex)))

    def atom(a: Any) -> str:
        if a.shown is not None:
            return f"{latex(a.shown[0], tex)} {signs[a.shown[1]]} {latex(a.shown[2], tex)}"
        left, right = sides(a.poly)
        sign = a.sign
        if not left or (sign in (">", ">=") and not any(key for key, _ in left)):
            left, right, sign = right, left, {">": "<", ">=": "<="}.get(sign, sign)
        return f"{side(left)} {signs[sign]} {side(right)}"

    text = condition_text(condition, atom_text=atom)
    for word, symbol in ((" and ", r" \,\land\, "), (" or ", r" \,\lor\, ")):
        text = text.replace(word, symbol)
    return {"always": r"\top", "never": r"\bot"}.get(text, text)
