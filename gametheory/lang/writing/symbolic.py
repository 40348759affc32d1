"""The SymPy edge: what users write in Python, and what is shown as LaTeX."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from gametheory.errors import ExpressionError
from gametheory.lang.condition import Condition, condition_text
from gametheory.lang.expression import Expression, exact
from gametheory.lang.from_sympy import symbol_problem
from gametheory.lang.writing.abridged import described
from gametheory.lang.writing.text import sides
from gametheory.lang.writing.written import monomials, written

__all__ = ["condition_latex", "is_compound", "latex", "symbols", "to_sympy"]


def symbols(names: str, **assumptions: Any) -> Any:
    """Return SymPy symbols (real) for parameter names, as ``sympy.symbols`` does.

    Parameters
    ----------
    names : str
        As for ``sympy.symbols``, e.g. ``"p k"``.
    **assumptions : bool
        Of SymPy, e.g. ``positive=True``: a game without a document has them in its domain.

    Raises
    ------
    ExpressionError
        For names that no parameter can have, with the nearest that one can.

    Examples
    --------
    >>> p, k = symbols("p escalation_cost")
    >>> c = symbols("c", positive=True)
    """
    import sympy

    found = sympy.symbols(names, **{"real": True, **assumptions})
    for symbol in _flat(found):
        problem = symbol_problem(symbol)
        if problem is not None:
            text = str(names)
            raise ExpressionError(problem, text, max(text.find(str(symbol.name)), 0))
    return found


def _flat(found: Any) -> Iterator[Any]:
    if isinstance(found, list | tuple | set):
        for one in found:
            yield from _flat(one)
    elif hasattr(found, "name"):
        yield found


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


def latex(value: Any, tex: Mapping[str, str] | None = None) -> str:
    """Return an expression (or number) as LaTeX; ``tex`` says how each parameter is printed."""
    out = ""
    for summand in written(exact(value)):
        if summand.plain:
            text = _polynomial(summand.above[0][0], tex)
        else:
            top, bottom = summand.fraction
            text = _product(top, tex, bare=bool(bottom))
            if bottom:
                text = rf"\frac{{{text}}}{{{_product(bottom, tex, bare=True)}}}"
            text = f"-{text}" if summand.scale < 0 else text
        if not out:
            out = text
        else:
            out += f" - {text[1:]}" if text.startswith("-") else f" + {text}"
    return out


def _name(name: str, tex: Mapping[str, str] | None, *, alone: bool) -> str:
    """Return how a name is printed; a sign such as ``h/a`` or ``c_M - c_A`` in brackets, but where it stands alone."""
    given = (tex or {}).get(name)
    if given:
        return given if alone or not is_compound(given) else rf"\left({given}\right)"
    return name if len(name) == 1 else rf"\mathit{{{name.replace('_', chr(92) + '_')}}}"


def is_compound(sign: str) -> bool:
    r"""Whether a sign is a sum, a difference or a quotient, outside of braces.

    >>> is_compound("c_M - c_A"), is_compound(r"\Delta_{x+1}")
    (True, False)
    """
    depth = 0
    for c in sign.strip():
        depth += (c == "{") - (c == "}")
        if depth == 0 and c in "+-/=,|":
            return True
    return False


def _polynomial(parts: Any, tex: Mapping[str, str] | None) -> str:
    out = ""
    for key, c in sorted(parts, key=lambda term: term[1] < 0):
        size = abs(c)
        alone = len(parts) == len(key) == 1 and c == 1 and key[0][1] == 1
        factors = [
            _name(n, tex, alone=alone) if e == 1 else f"{_braced(_name(n, tex, alone=False))}^{{{e}}}" for n, e in key
        ]
        if size != 1 or not factors:
            whole = size.denominator == 1
            factors.insert(0, str(size) if whole else rf"\frac{{{size.numerator}}}{{{size.denominator}}}")
        piece = " ".join(factors)
        if not out:
            out = f"-{piece}" if c < 0 else piece
        else:
            out += f" - {piece}" if c < 0 else f" + {piece}"
    return out or "0"


def _braced(name: str) -> str:
    return f"{{{name}}}" if "_" in name or "^" in name else name


def _product(factors: Any, tex: Mapping[str, str] | None, *, bare: bool) -> str:
    return " ".join(_factor(parts, power, tex, bare=bare and len(factors) == 1) for parts, power in factors)


def _factor(parts: Any, power: int, tex: Mapping[str, str] | None, *, bare: bool) -> str:
    text = _polynomial(parts, tex)
    if power > 1:
        return (
            rf"\left({text}\right)^{{{power}}}"
            if len(parts) > 1 or len(parts[0][0]) > 1 or is_compound(text)
            else f"{_braced(text)}^{{{power}}}"
        )
    (key, c), *more = parts
    whole = not more and not (c == len(key) == 1 and key[0][1] == 1 and is_compound(text))
    return text if bare or whole else rf"\left({text}\right)"


def condition_latex(condition: Condition, tex: Mapping[str, str] | None = None) -> str:
    """Return a condition as LaTeX."""
    signs = {">": ">", ">=": r"\ge", "<": "<", "<=": r"\le", "=": "=", "!=": r"\ne"}

    def atom(a: Any) -> str:
        if words := described(a):
            return rf"\text{{{words.replace('_', chr(92) + '_')}}}"
        if a.shown is not None:
            return f"{latex(a.shown[0], tex)} {signs[a.shown[1]]} {latex(a.shown[2], tex)}"
        left, sign, right = sides(a.poly, a.sign)
        return f"{_polynomial(left, tex)} {signs[sign]} {_polynomial(right, tex)}"

    text = condition_text(condition, atom_text=atom)
    for word, symbol in ((" and ", r" \,\land\, "), (" or ", r" \,\lor\, ")):
        text = text.replace(word, symbol)
    return {"always": r"\top", "never": r"\bot"}.get(text, text)
