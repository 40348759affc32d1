"""The closed expression grammar: text to exact expressions, with a caret under whatever is wrong.

::

    expression = term  { ("+" | "-") term }
    term       = factor { ("*" | "/") factor }
    factor     = ("+" | "-") factor | power
    power      = atom [ "**" ["-"] integer ]          a parameter-free exponent, an integer
    atom       = number | name | "(" expression ")" | ("min" | "max") "(" expression { "," expression } ")"
    number     = digits [ "." digits ] [ ("e" | "E") ["+" | "-"] digits ]       exact: 0.3 is 3/10
    name       = letter or "_" , then letters, digits, "_"

``min`` and ``max`` take numbers only: with parameters inside, the value would change its form from place to place.
Nothing is ever evaluated as Python, so ``I``, ``E``, ``pi``, ``S`` and ``N`` are ordinary names, and unknown ones are
errors. Text is data: what is too long, too deep or too large to write out is refused before work is done on it.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import NoReturn

from gametheory.errors import ExpressionError, nearest
from gametheory.lang.expression import Expression, constant, parameter
from gametheory.lang.names import NOT_FINITE, check_name
from gametheory.lang.sizes import MAX_DEPTH, number_problem, power_size, size_of, too_large

__all__ = ["FUNCTIONS", "MAX_LENGTH", "parse"]

FUNCTIONS: Mapping[str, Callable[[Iterable[Fraction]], Fraction]] = {"min": min, "max": max}

MAX_POWER = 64
MAX_LENGTH = 20_000
MAX_NAMES = 200

_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)|(?P<name>[^\W\d]\w*)|(?P<op>\*\*|[-+*/(),^]))"
)


def parse(
    text: str,
    known: Mapping[str, Expression] | None = None,
    *,
    among: tuple[str, ...] | None = None,
) -> Expression:
    """Read an expression, exactly.

    Parameters
    ----------
    text : str
        The expression, e.g. ``"stake - c_haul*(1 + distraction)"``.
    known : mapping of name to Expression, optional
        What each name stands for; any other name is an error. Without it every name is a parameter.
    among : tuple of str, optional
        Put the result into the polynomial ring of these names, so that later arithmetic need not convert.

    Raises
    ------
    ExpressionError
        With the sentence, the text and a caret under the place: unknown names, a power that is not an integer, division
        by zero, anything outside the grammar.
    """
    return _Reader(text, known, among).read()


class _Reader:
    """Recursive descent over the tokens; one instance reads one text."""

    def __init__(self, text: str, known: Mapping[str, Expression] | None, among: tuple[str, ...] | None) -> None:
        self.text = text
        self.known = known
        self.ring = among if among is not None else ()
        self.depth = 0
        if len(text) > MAX_LENGTH:
            self.fail(f"an expression of more than {MAX_LENGTH} characters", 0)
        self.tokens = list(self._tokens())
        if known is None and among is None:
            # one ring from the start: growing it name by name would convert every intermediate result
            names = {token for kind, token, _ in self.tokens if kind == "name" and check_name(token) is None}
            if len(names) > MAX_NAMES:
                self.fail(f"an expression in more than {MAX_NAMES} names", 0)
            self.ring = tuple(sorted(names))
        self.next = 0

    def fail(self, reason: str, position: int) -> NoReturn:
        raise ExpressionError(reason, self.text, position)

    def _tokens(self) -> Iterable[tuple[str, str, int]]:
        position = 0
        while position < len(self.text):
            if self.text[position:].strip() == "":
                break
            match = _TOKEN.match(self.text, position)
            if match is None:
                at = position + len(self.text[position:]) - len(self.text[position:].lstrip())
                hint = " (write decimals with a point)" if self.text[at] == "," else ""
                self.fail(f"unexpected character {self.text[at]!r}{hint}", at)
            kind = str(match.lastgroup)
            yield kind, match.group(kind), match.start(kind)
            position = match.end()
        yield "end", "", len(self.text)

    def read(self) -> Expression:
        if self.tokens[0][0] == "end":
            self.fail("empty expression", 0)
        result = self.expression()
        kind, token, at = self.tokens[self.next]
        if kind != "end":
            if token == ")":
                self.fail("unmatched ')'", at)
            if token == "^":
                self.fail("unexpected '^': powers are written **", at)
            self.fail(f"expected an operator before {token!r}", at)
        return result

    def peek(self) -> str:
        kind, token, _ = self.tokens[self.next]
        return token if kind == "op" else ""

    def take(self) -> tuple[str, str, int]:
        token = self.tokens[self.next]
        self.next += 1
        return token

    def expression(self) -> Expression:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.fail(f"nested deeper than {MAX_DEPTH} levels", self.tokens[self.next][2])
        result = self.term()
        while self.peek() in ("+", "-") and self.peek():
            _, op, at = self.take()
            right = self.term()
            self.room(at, op, result, right)
            result = result + right if op == "+" else result - right
        self.depth -= 1
        return result

    def term(self) -> Expression:
        result = self.factor()
        while self.peek() in ("*", "/") and self.peek():
            _, op, at = self.take()
            right = self.factor()
            self.room(at, op, result, right)
            if op == "*":
                result = result * right
            elif right == 0:
                self.fail("division by zero", at)
            else:
                result = result / right
        return result

    def factor(self) -> Expression:
        sign = 1
        while self.peek() in ("+", "-") and self.peek():
            if self.take()[1] == "-":
                sign = -sign
        result = self.power()
        return result if sign > 0 else -result

    def power(self) -> Expression:
        base = self.atom()
        if self.peek() != "**":
            return base
        _, _, at = self.take()
        negative = False
        while self.peek() in ("+", "-") and self.peek():
            negative ^= self.take()[1] == "-"
        exponent_at = self.tokens[self.next][2]
        exponent = self.atom()
        if not exponent.is_constant or exponent.fraction().denominator != 1:
            self.fail("a power must be an integer", exponent_at)
        n = int(exponent.fraction())
        if abs(n) > MAX_POWER:
            self.fail(f"a power must lie between -{MAX_POWER} and {MAX_POWER}", exponent_at)
        if self.peek() == "**":
            self.fail("a power of a power needs parentheses", self.tokens[self.next][2])
        n = -n if negative else n
        if n < 0 and base == 0:
            self.fail("division by zero", at)
        if power_size(size_of(base), abs(n)) is None:
            self.fail("this power is too large to write out", at)
        return base**n

    def room(self, at: int, sign: str, left: Expression, right: Expression) -> None:
        """Refuse arithmetic that would not fit: an expression is data, and must not take its reader down."""
        if too_large(sign, left, right):
            self.fail("this expression is too large to write out", at)

    def atom(self) -> Expression:
        kind, token, at = self.take()
        if kind == "number":
            return self.number(token, at)
        if kind == "name":
            if self.peek() == "(":
                return self.call(token, at)
            return self.name(token, at)
        if token == "(":
            result = self.expression()
            self.close(at)
            return result
        if kind == "end":
            self.fail("the expression stops where a value should follow", at)
        return self.fail(f"expected a value before {token!r}", at)

    def number(self, token: str, at: int) -> Expression:
        problem = number_problem(token)
        if problem:
            self.fail(problem, at)
        following = self.tokens[self.next]
        if following[0] == "name" and following[2] == at + len(token):
            self.fail(f"expected an operator before {following[1]!r}: write {token}*{following[1]}", following[2])
        return constant(Fraction(token), self.ring)

    def name(self, token: str, at: int) -> Expression:
        if self.known is not None and token in self.known:
            return self.known[token]
        if keyword.iskeyword(token) or token in FUNCTIONS:
            self.fail(str(check_name(token)), at)
        if token.lower() in NOT_FINITE and self.known is None:
            self.fail(f"{token!r} is not a finite number", at)
        if self.known is not None:
            if token.lower() in NOT_FINITE:
                self.fail(f"{token!r} is not a finite number", at)
            self.fail(f"unknown name {token!r}{nearest(token, self.known)}", at)
        problem = check_name(token)
        if problem:
            self.fail(problem, at)
        return parameter(token, self.ring if token in self.ring else None)

    def call(self, token: str, at: int) -> Expression:
        if token not in FUNCTIONS:
            hint = nearest(token, FUNCTIONS)
            self.fail(f"unknown function {token!r}{hint}: the grammar has {' and '.join(FUNCTIONS)}", at)
        open_at = self.take()[2]
        values = [self.expression()]
        while self.peek() == ",":
            self.take()
            values.append(self.expression())
        self.close(open_at)
        if not all(v.is_constant for v in values):
            self.fail(f"{token} of parameters is not supported: only of numbers", at)
        return constant(FUNCTIONS[token](v.fraction() for v in values), self.ring)

    def close(self, open_at: int) -> None:
        if self.peek() == ")":
            self.take()
            return
        kind, token, at = self.tokens[self.next]
        if kind == "end":
            self.fail("'(' is never closed", open_at)
        self.fail(f"expected ')' or an operator before {token!r}", at)
