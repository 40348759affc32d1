"""The reader of the language of :mod:`~gametheory.study.quantities.quantity`, with a caret under every error.

::

    quantity    = term { ("+" | "-") term }
    term        = factor { ("*" | "/") factor }
    factor      = ("+" | "-") factor | power
    power       = atom [ "**" whole number ]
    atom        = number | "(" quantity ")" | parameter | definition
                | "P" "(" labels [ "|" labels ] ")"
                | "payoff" "." label [ "." label ]
                | "belief" "." label "." label
                | "exists" "(" (label | number) ")"
    labels      = event { "," event }
    event       = label | player "." label
    label       = name | text in single or double quotes
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from gametheory.errors import QuantityError, nearest
from gametheory.game import Step
from gametheory.lang import Expression, parameter
from gametheory.lang.sizes import MAX_DEPTH, number_problem
from gametheory.study.quantities.arithmetic import Arithmetician, TooLargeError
from gametheory.study.quantities.quantity import (
    Belief,
    Constant,
    Exists,
    ExpectedPayoff,
    Node,
    Probability,
    Quantity,
)

if TYPE_CHECKING:
    from gametheory.concepts import Solution

__all__ = ["QuantityReader", "Token", "Vocabulary", "read_quantity", "vocabulary"]

_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)|(?P<name>[^\W\d]\w*)"
    r"|(?P<quoted>\"[^\"]*\"|'[^']*')|(?P<op>\*\*|<=|>=|!=|==|[-+*/(),.|<>=:]))"
)
_WORDS = ("P", "payoff", "belief", "exists")
MAX_LENGTH = 10_000
MAX_POWER = 16


class Vocabulary(NamedTuple):
    """What a quantity of one solution can name."""

    labels: tuple[str, ...]
    players: tuple[str, ...]
    types: Mapping[str, tuple[str, ...]]  # of the one player who has any
    beliefs: Mapping[str, tuple[str, ...]]  # information set: members
    parameters: tuple[str, ...]
    definitions: Mapping[str, Expression]
    actions: Mapping[str, tuple[str, ...]]  # of every player


def vocabulary(solution: Solution) -> Vocabulary:
    """Return the labels, players, types, information sets and parameters of a solution."""
    words = solution.game.vocabulary
    beliefs = {information: dict.fromkeys(members) for information, members in words.beliefs.items()}
    for equilibrium in solution:
        for information, belief in equilibrium.beliefs.items():
            beliefs.setdefault(information, {}).update(dict.fromkeys(belief))
    return Vocabulary(
        words.labels,
        solution.game.players,
        words.types,
        {information: tuple(members) for information, members in beliefs.items()},
        solution.parameters,
        solution.model.definitions if solution.model is not None else {},
        words.actions,
    )


def read_quantity(text: str, solution: Solution) -> Quantity:
    """Read a text; see :func:`gametheory.study.quantities.quantity.quantity`."""
    if not isinstance(text, str):
        raise QuantityError(f"a quantity is text such as 'P(strike)', got {type(text).__name__}", repr(text), 0)
    try:
        return Quantity(text.strip(), QuantityReader(text, solution).read())
    except QuantityError as error:
        from gametheory.study.quantities.plain_words import quantity_advice

        raise quantity_advice(text, solution, error) from None


class Token(NamedTuple):
    """A word, number, quoted text or sign, and where it stands."""

    kind: str
    text: str
    at: int


class QuantityReader:
    """Reads one text, token by token; other languages that hold quantities build on it."""

    def __init__(self, text: str, solution: Solution) -> None:
        self.text, self.solution, self.depth, self.next = text, solution, 0, 0
        if len(text) > MAX_LENGTH:
            raise self.wrong(f"a quantity of more than {MAX_LENGTH} characters", 0)
        self.tokens = list(self.split())
        self.arithmetic = Arithmetician(text)

    @functools.cached_property
    def known(self) -> Vocabulary:
        return vocabulary(self.solution)

    def wrong(self, reason: str, at: int) -> QuantityError:
        return QuantityError(reason, self.text, at)

    def split(self) -> Iterable[Token]:
        at, text = 0, self.text
        while text[at:].strip():
            match = _TOKEN.match(text, at)
            if match is None:
                at += len(text[at:]) - len(text[at:].lstrip())
                what = "a quote that is never closed" if text[at] in "\"'" else f"unexpected character {text[at]!r}"
                raise self.wrong(what, at)
            kind = str(match.lastgroup)
            yield Token(kind, match.group(kind), match.start(kind))
            at = match.end()
        yield Token("end", "", len(text))

    # -- tokens -----------------------------------------------------------------------------------------------------

    @property
    def here(self) -> Token:
        return self.tokens[self.next]

    def take(self) -> Token:
        token = self.here
        self.next += 1
        return token

    def accept(self, sign: str) -> bool:
        if self.here.kind == "op" and self.here.text == sign:
            self.next += 1
            return True
        return False

    def expect(self, sign: str, where: str) -> None:
        if not self.accept(sign):
            got = repr(self.here.text) if self.here.kind != "end" else "the end"
            raise self.wrong(f"expected {sign!r} {where}, got {got}", self.here.at)

    def label(self, what: str) -> Token:
        token = self.take()
        if token.kind == "name":
            return token
        if token.kind == "quoted":
            return token._replace(text=token.text[1:-1])
        got = repr(token.text) if token.kind != "end" else "the end"
        raise self.wrong(f"expected {what}, got {got} (labels that are no names are quoted)", token.at)

    def among(self, token: Token, known: Iterable[str], what: str) -> str:
        options = list(known)
        if token.text not in options:
            hint = nearest(token.text, options) or f": there are {', '.join(options[:12])}" * bool(options)
            raise self.wrong(f"unknown {what} {token.text!r}{hint}", token.at)
        return token.text

    # -- the grammar ------------------------------------------------------------------------------------------------

    def read(self) -> Node:
        if self.here.kind == "end":
            raise self.wrong("empty quantity", 0)
        node = self.sum()
        if self.here.kind != "end":
            raise self.wrong(f"expected an operator before {self.here.text!r}", self.here.at)
        return node

    def sum(self) -> Node:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.wrong(f"nested deeper than {MAX_DEPTH} levels", self.here.at)
        parts = [("+", self.term(), self.here.at)]
        while self.here.kind == "op" and self.here.text in "+-":
            sign = self.take()
            parts.append((sign.text, self.term(), sign.at))
        self.depth -= 1
        return self.combined(parts)

    def term(self) -> Node:
        parts = [("*", self.factor(), self.here.at)]
        while self.here.kind == "op" and self.here.text in "*/":
            sign = self.take()
            right = self.factor()
            if sign.text == "/" and right == Constant(Fraction(0)):
                raise self.wrong("division by zero", sign.at)
            parts.append((sign.text, right, sign.at))
        return self.combined(parts)

    def factor(self) -> Node:
        negative, at = False, self.here.at
        while self.here.kind == "op" and self.here.text in "+-":
            negative ^= self.take().text == "-"
        node = self.power()
        return self.combined([("+", Constant(Fraction(0)), at), ("-", node, at)]) if negative else node

    def power(self) -> Node:
        node, sign = self.atom(), self.here
        if not self.accept("**"):
            return node
        token = self.take()
        if token.kind != "number" or self.count(token, MAX_POWER) is None:
            raise self.wrong(f"a power is a whole number from 1 to {MAX_POWER}", token.at)
        return self.combined([("*", node, sign.at)] * int(token.text))

    def combined(self, parts: list[tuple[str, Node, int]]) -> Node:
        """Return a sum or a product, given as signs, nodes and where the signs stand."""
        try:
            return self.arithmetic.combined(parts)
        except TooLargeError as error:
            raise self.wrong(error.reason, error.at) from None

    @staticmethod
    def count(token: Token, most: int) -> int | None:
        """Return a whole number from 1 to ``most``, None for another; the number may have any length."""
        if not token.text.isdigit() or len(token.text) > len(str(most)):
            return None
        return int(token.text) if 1 <= int(token.text) <= most else None

    def atom(self) -> Node:
        token = self.take()
        if token.kind == "number":
            problem = number_problem(token.text)
            if problem:
                raise self.wrong(problem, token.at)
            return Constant(Fraction(token.text))
        if token.kind == "op" and token.text == "(":
            node = self.sum()
            self.expect(")", "to close the parenthesis")
            return node
        if token.kind == "name":
            if token.text in _WORDS and self.here.text in ("(", "."):
                return self.word(token.text)
            if token.text in self.known.parameters:
                return Constant(parameter(token.text))
            if token.text in self.known.definitions:
                return Constant(self.known.definitions[token.text])
            raise self.wrong(f"unknown quantity {token.text!r}{self.hint(token.text)}", token.at)
        if token.kind == "end":
            raise self.wrong("the quantity stops where a value should follow", token.at)
        raise self.wrong(f"expected a value before {token.text!r}", token.at)

    def word(self, word: str) -> Node:
        if word == "P":
            return self.probability()
        if word == "payoff":
            return self.payoff()
        return self.belief() if word == "belief" else self.exists()

    def hint(self, name: str) -> str:
        if name in self.known.labels:
            return f": the probability of {name} is P({name})"
        if name in self.known.players:
            return f": the payoff of {name} is payoff.{name}"
        words = "P(...), payoff.PLAYER, belief.INFORMATION.MEMBER, exists(REGIME) or a parameter"
        if name in _WORDS:
            return f": expected {words}"
        return nearest(name, [*_WORDS, *self.known.parameters, *self.known.definitions]) or f": expected {words}"

    def probability(self) -> Node:
        self.expect("(", "after P")
        event = self.labels()
        given = self.labels() if self.accept("|") else ()
        self.expect(")", "after the labels")
        return Probability(event, given, self.solution.game)

    def labels(self) -> tuple[str | Step, ...]:
        found = [self.event()]
        while self.accept(","):
            found.append(self.event())
        return tuple(found)

    def event(self) -> str | Step:
        token = self.label("a label")
        if token.text in self.known.players and self.accept("."):
            action = self.label(f"an action of {token.text}")
            return Step(token.text, self.among(action, self.known.actions[token.text], f"action of {token.text}"))
        return self.among(token, self.known.labels, "label")

    def payoff(self) -> Node:
        self.expect(".", "and a player after payoff")
        player = self.label("a player")
        self.among(player, self.known.players, "player")
        if not self.accept("."):
            return ExpectedPayoff(player.text)
        kind = self.label("a type")
        if player.text not in self.known.types:
            who = f": {', '.join(self.known.types)} has" if self.known.types else ": nobody here has"
            raise self.wrong(f"{player.text} has no types{who}", kind.at)
        return ExpectedPayoff(player.text, self.among(kind, self.known.types[player.text], "type"))

    def belief(self) -> Node:
        self.expect(".", "and an information set after belief")
        information = self.label("an information set")
        if not self.known.beliefs:
            raise self.wrong("there are no beliefs in this solution", information.at)
        self.among(information, self.known.beliefs, "information set")
        self.expect(".", "and a member of the information set")
        member = self.label("a member of the information set")
        member_of = self.among(member, self.known.beliefs[information.text], "member")
        return Belief(information.text, member_of, self.solution.game)

    def exists(self) -> Node:
        self.expect("(", "after exists")
        regimes = self.solution.equilibria
        if self.here.kind == "number":
            token = self.take()
            if self.count(token, len(regimes)) is None:
                raise self.wrong(f"no regime {token.text[:20]}: they are numbered from 1 to {len(regimes)}", token.at)
            chosen = regimes[int(token.text) - 1 : int(token.text)]
        else:
            name = self.among(self.label("a regime's name or number"), [e.name for e in regimes], "regime")
            chosen = tuple(e for e in regimes if e.name == name)
        self.expect(")", "after the regime")
        return Exists(chosen)
