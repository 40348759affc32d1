"""The reader of claims (:mod:`gametheory.study.claims.language`), with a caret under every error."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import TYPE_CHECKING

from gametheory.errors import QuantityError, nearest
from gametheory.study.claims.language import (
    ANY,
    Assertion,
    Course,
    Cutoff,
    Equivalent,
    Every,
    Named,
    Number,
    Part,
    Pattern,
    Range,
    Relation,
    Sentence,
    Trend,
    fixed,
)
from gametheory.study.claims.slips import claim_advice, condition_advice
from gametheory.study.quantities.quantity import Exists, Quantity
from gametheory.study.quantities.reader import QuantityReader

if TYPE_CHECKING:
    from gametheory.concepts import Solution

__all__ = ["read_condition", "read_sentence"]

_SIGNS = ("<=", ">=", "!=", "==", "<", ">", "=")
_COURSES = ("rising", "falling", "constant", "never")
_STARTS = ("some", "no", "one", "the", "every")


def read_sentence(text: str, solution: Solution) -> Sentence:
    """Read a claim.

    Parameters
    ----------
    text : str
    solution : Solution
        Says which labels, players, types, parameters and regimes there are. Without equilibria (a game that is not
        solved yet), names of regimes are not checked.

    Raises
    ------
    QuantityError
        With the sentence, the text and a caret under the place; for plain English with the nearest claims.
    """
    line = _text(text)

    def read(one: str) -> Sentence:
        return _ClaimReader(one, solution).sentence()

    try:
        return read(line)
    except QuantityError as error:
        raise claim_advice(line, solution, error, read) from None


def read_condition(text: str, solution: Solution) -> Pattern:
    """Read a condition on the parameters, as after ``where``; raises as :func:`read_sentence`."""
    line = _text(text)

    def read(one: str) -> Pattern:
        return _ClaimReader(one, solution).whole_condition()

    try:
        return read(line)
    except QuantityError as error:
        raise condition_advice(line, solution, error, read) from None


def _text(text: str) -> str:
    if not isinstance(text, str):
        raise QuantityError(
            f"a claim is text such as 'no equilibrium has P(strike) > 0', got {type(text).__name__}", repr(text), 0
        )
    return " ".join(text.split())


class _ClaimReader(QuantityReader):
    """Reads one claim."""

    # -- words ------------------------------------------------------------------------------------------------------

    def word_is(self, *words: str) -> bool:
        """Whether the next words are these; takes them if so."""
        ahead = self.tokens[self.next : self.next + len(words)]
        if len(ahead) == len(words) and all(
            t.kind == "name" and t.text == w for t, w in zip(ahead, words, strict=True)
        ):
            self.next += len(words)
            return True
        return False

    def need(self, word: str, where: str) -> None:
        if not self.word_is(word):
            raise self.wrong(f"expected '{word}' {where}, got {self.shown()}{self.typo((word,))}", self.here.at)

    def shown(self) -> str:
        return "the end" if self.here.kind == "end" else repr(self.here.text)

    def typo(self, known: Iterable[str]) -> str:
        words = tuple(known)
        return nearest(self.here.text, words) if self.here.kind == "name" and self.here.text not in words else ""

    def end(self) -> None:
        if self.here.kind != "end":
            hint = self.typo(("where", "and", "or", "iff", "has", "with", "in", "below", "above"))
            raise self.wrong(f"expected the end of the claim before {self.here.text!r}{hint}", self.here.at)

    # -- the grammar ------------------------------------------------------------------------------------------------

    def sentence(self) -> Sentence:
        if self.here.kind == "end":
            raise self.wrong("empty claim", 0)
        assertion = self.assertion()
        where = self.condition("where") if self.word_is("where") else ANY
        self.end()
        return Sentence(self.text, assertion, where)

    def whole_condition(self) -> Pattern:
        found = self.condition("a condition")
        self.end()
        return found

    def assertion(self) -> Assertion:
        if self.word_is("the", "range"):
            return self.range()
        if self.word_is("the"):
            self.need("only", "or 'range' after 'the'")
            self.need("equilibrium", "after 'the only'")
            self.need("has", "and a pattern: 'the only equilibrium has ...'")
            return Number("only", self.pattern())
        if self.word_is("every"):
            return self.every()
        for count in ("some", "no", "one"):
            if self.word_is(count):
                return self.number(count)
        close = difflib.get_close_matches(self.here.text.lower(), _STARTS, n=1, cutoff=0.76)
        hint = f", did you mean {close[0]!r}?" if close else f": a claim starts with {', '.join(_STARTS)}"
        raise self.wrong(f"unknown beginning {self.shown()}{hint}", self.here.at)

    def range(self) -> Range:
        self.need("of", "and a quantity after 'the range'")
        found = self.quantity()
        self.need("is", "after the quantity, and 'never rising', 'never falling' or 'constant'")
        at = self.here.at
        course = self.course()
        if course.kind in ("rising", "falling"):
            other = {"rising": "falling", "falling": "rising"}[course.kind]
            raise self.wrong(f"of a range say 'never {other}': whether its ends move at all is not asked", at)
        return Range(found, course)

    def every(self) -> Every | Trend:
        self.need("equilibrium", "after 'every'")
        given = self.pattern() if self.word_is("with") else ANY
        self.need("has", "and what every equilibrium has")
        start = self.next
        if not self.named():
            found = self.quantity()
            if self.here.kind == "name" and self.here.text in _COURSES:
                return Trend(given, found, self.course())
            self.next = start
        return Every(given, self.pattern())

    def number(self, count: str) -> Assertion:
        self.need("equilibrium", f"after '{count}'")
        pattern = self.pattern() if self.word_is("has") else ANY
        if count != "some":
            return Number(count, pattern)
        if self.word_is("iff"):
            return Equivalent(pattern, self.condition("iff"))
        for side in ("below", "above"):
            if self.word_is(side):
                return self.cutoff(pattern, side)
        return Number(count, pattern)

    def cutoff(self, pattern: Pattern, side: str) -> Cutoff:
        name = self.among(self.label(f"a parameter after '{side}'"), self.known.parameters, "parameter")
        self.expect("=", "and the cut-off after the parameter")
        at = self.here.at
        value = self.quantity()
        if not fixed(value.node):
            raise self.wrong("a cut-off is an expression in the parameters", at)
        return Cutoff(pattern, side, name, value)

    def course(self) -> Course:
        never = self.word_is("never")
        kinds = ("rising", "falling") if never else _COURSES[:3]
        kind = next((kind for kind in kinds if self.word_is(kind)), None)
        if kind is None:
            raise self.wrong(f"expected one of {', '.join(kinds)}, got {self.shown()}{self.typo(kinds)}", self.here.at)
        self.need("in", "and a parameter")
        name = self.among(self.label("a parameter"), self.known.parameters, "parameter")
        return Course(f"never {kind}" if never else kind, name)

    def condition(self, what: str) -> Pattern:
        at = self.here.at
        found = self.pattern()
        for part in found.parts():
            if isinstance(part, Named) or not (fixed(part.left.node) and fixed(part.right.node)):
                raise self.wrong(f"{what} speaks of the parameters alone, not of an equilibrium", at)
            if what == "where" and part.sign == "=":
                raise self.wrong("an equality in 'where' is a knife edge: fix the parameter with at instead", at)
        return found

    def pattern(self) -> Pattern:
        alternatives = [self.all()]
        while self.word_is("or"):
            alternatives.append(self.all())
        return Pattern(tuple(alternatives))

    def all(self) -> tuple[Part, ...]:
        parts = [*self.part()]
        while self.word_is("and"):
            parts += self.part()
        return tuple(parts)

    def named(self) -> bool:
        return self.here.kind == "quoted"

    def part(self) -> list[Part]:
        if self.named():
            token = self.take()
            name = Named(token.text[1:-1])
            regimes = [eq.name for eq in self.solution]
            if regimes and not any(name.fits(regime) for regime in regimes):
                hint = nearest(name.name, regimes) or f": there are {'; '.join(regimes[:6])}"
                raise self.wrong(f"no regime is called {name.name!r}{hint}", token.at)
            return [name]
        sides, signs = [self.quantity()], []
        while self.here.kind == "op" and self.here.text in _SIGNS:
            sign = self.take().text
            signs.append("=" if sign == "==" else sign)
            sides.append(self.quantity())
        if not signs:
            raise self.wrong(f"expected a relation ({' '.join(_SIGNS)}), got {self.shown()}", self.here.at)
        return [Relation(sides[i], sign, sides[i + 1]) for i, sign in enumerate(signs)]

    def exists(self) -> Exists:
        # at a witness the equilibria are the solved game's own: only a name says which regime they belong to
        at = self.tokens[self.next - 1].at
        raise self.wrong("in a claim the name of a regime in quotes stands for exists(...): 'pooling on *'", at)

    def quantity(self) -> Quantity:
        start = self.here.at
        node = self.sum()
        return Quantity(self.text[start : self.here.at].strip(), node)
