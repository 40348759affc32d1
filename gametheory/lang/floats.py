r"""Floats that were computed: which ones look so, and the small fraction that was meant.

A float is read as the decimal that it prints: ``0.1`` is 1/10 and ``numpy.float32(0.1)`` is 1/10 as well. After
arithmetic it prints its rounding too: ``.1 + .2`` is 0.30000000000000004, and an exact answer then describes that noise
(ties are lost, pieces of continua fall apart). The rule that tells them apart knows nothing but the float:

Let :math:`x` be the decimal, :math:`\epsilon` the spacing of floats at 1 (:math:`2^{-52}` for Python's), and
:math:`M = \max(1, |x|)`. A fraction *lies at* :math:`x` if it is at most :math:`4 \epsilon M` away, and is *small* if
its denominator :math:`q` has :math:`q^2 M \le \epsilon^{-1/2}`, or if it is a decimal with :math:`d` places and
:math:`10^d M \le \epsilon^{-1/2}`. Near 1 that allows denominators to 8192 and seven places; a number that was
not computed from small fractions meets that by chance about once in ten million times.

A float *looks computed* if it prints with 15 or more significant digits (7 for ``float32``) and a small fraction lies
there that it does not equal; :func:`nice` is that fraction.
"""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from numbers import Rational, Real
from typing import Any

from gametheory.errors import ExpressionError

__all__ = ["is_float", "looks_computed", "nice", "printed", "simplest_between"]

_ROUNDINGS = 4
_DOUBLE = (2.0**-52, 15)
_SINGLE = (2.0**-23, 7)


def is_float(value: Any) -> bool:
    """Return whether a value is a float: Python's, one of numpy's, or one of SymPy's."""
    if isinstance(value, float):
        return True
    if isinstance(value, Real):
        return not isinstance(value, Rational) and not _of_sympy(value)
    return _of_sympy(value)


def _of_sympy(value: Any) -> bool:
    return str(type(value).__module__).startswith("sympy.") and bool(getattr(value, "is_Float", False))


def printed(value: Any) -> str:
    """Return the decimal that a float prints, which is how it is read."""
    # a float of numpy prints its type besides
    return repr(float(value)) if isinstance(value, float) else str(value)


def nice(number: Any, within: Any = None) -> Fraction:
    r"""Return the small fraction that a computed float stands for.

    Parameters
    ----------
    number : float, int, Fraction or Decimal
        Of numpy and SymPy as well.
    within : number, optional
        How far away the fraction may be: the simplest fraction in that reach is returned, however large its
        denominator is. By default four roundings of the float (:math:`4 \cdot 2^{-52}`, times the number where that is
        above 1).

    Returns
    -------
    Fraction
        The fraction with the smallest denominator within reach. By default only of a float that looks computed (see
        :mod:`gametheory.lang.floats` for the rule): one so small that it is not there by chance, or else the nearest
        decimal of few places. Any other number is returned as it prints.

    Raises
    ------
    TypeError
        For what is no number.
    ExpressionError
        For numbers that are not finite, and a reach that is negative.

    Examples
    --------
    >>> nice(0.1 + 0.2), nice(1 / 3), nice(1 - 0.9), nice(0.3 - 0.1 - 0.2)
    (Fraction(3, 10), Fraction(1, 3), Fraction(1, 10), Fraction(0, 1))
    >>> nice(2.5), nice(0.3334), nice(0.3334, within="1/1000")
    (Fraction(5, 2), Fraction(1667, 5000), Fraction(1, 3))
    """
    if isinstance(number, bool) or not (isinstance(number, Real | Decimal) or _of_sympy(number)):
        raise TypeError(f"nice() takes a number, got {number!r}")
    x = _finite(number)
    if within is not None:
        reach = within if isinstance(within, Fraction) else Fraction(str(within))
        if reach < 0:
            raise ExpressionError("a reach is not negative", str(within), 0)
        return simplest_between(x - reach, x + reach)
    if not is_float(number):
        return x
    small = looks_computed(number)
    return x if small is None else small


def looks_computed(value: Any) -> Fraction | None:
    """Return the small fraction that a float seems to stand for, or None for a float that does not look computed."""
    epsilon, digits = _kind(value)
    text = printed(value)
    mantissa = text.lower().partition("e")[0].replace(".", "").lstrip("+-0").rstrip("0")
    if len(mantissa) < digits or not math.isfinite(float(value)):
        return None
    x = Fraction(text)
    small = _small_fraction(x, epsilon)
    return None if small == x else small


def _kind(value: Any) -> tuple[float, int]:
    """Return the spacing at 1 of the float's kind, and how many digits look computed."""
    name = type(value).__name__
    return _SINGLE if name in ("float32", "float16") else _DOUBLE


def _finite(number: Any) -> Fraction:
    if isinstance(number, Rational):
        return Fraction(int(number.numerator), int(number.denominator))
    text = printed(number)
    try:
        return Fraction(text)
    except ValueError:
        raise ExpressionError(f"{text!r} is not a finite number", text, 0) from None


def _small_fraction(x: Fraction, epsilon: float) -> Fraction | None:
    """Return the small fraction that lies at a number, if there is one: the simplest, or else a decimal."""
    size = max(Fraction(1), abs(x))
    reach = _ROUNDINGS * Fraction(epsilon) * size
    most = Fraction(math.isqrt(int(1 / epsilon))) / size
    simple = simplest_between(x - reach, x + reach)
    if simple.denominator**2 <= most:
        return simple
    places = 0
    while 10 ** (places + 1) <= most:
        places += 1
    decimal = round(x, places)
    return decimal if abs(decimal - x) <= reach and most >= 1 else None


def simplest_between(low: Fraction, high: Fraction) -> Fraction:
    """Return the fraction of the smallest denominator in a closed interval, by continued fractions.

    Of whole numbers the one nearest to zero.
    """
    if low <= 0 <= high:
        return Fraction(0)
    if high < 0:
        return -simplest_between(-high, -low)
    whole = low.numerator // low.denominator
    if low == whole:
        return Fraction(whole)
    if high >= whole + 1:
        return Fraction(whole + 1)
    return whole + 1 / simplest_between(1 / (high - whole), 1 / (low - whole))
