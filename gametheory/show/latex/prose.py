r"""Sentences of a document as LaTeX: the formulas in them in the document's signs, the rest as text for any font.

A formula is the longest stretch that reads as one: sums, products and powers of numbers and symbols, related by signs::

    relation = sum { ( "<" | "<=" | "=" | ">=" | ">" ) sum }
    sum      = [ "-" ] product { ( "+" | "-" ) product }
    product  = power { ( "*" | "/" ) power }
    power    = atom [ ( "^" | "**" ) atom ]
    atom     = number | symbol | "(" relation ")"

A symbol is what the document calls one, by its name or as its sign is spelled (``theta_0``, ``mu_C``), and within a
formula, or where it has an underscore, any letter with an index: a sentence may say itself what such a letter means.
Numbers without a symbol remain text, and so does the word ``a``, but where a formula goes on from it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gametheory.lang.writing.ascii_tex import ascii_tex
from gametheory.show.latex.symbols import Signs, as_word

__all__ = ["prose"]

_TOKEN = re.compile(r"\s+|[A-Za-z]\w*|\d+(?:\.\d+)?(?![\w.]*\w)|<=|>=|\*\*|.", re.DOTALL)
_LETTER = re.compile(r"[A-Za-z](?:_?[A-Za-z0-9]{1,2})?\Z|(?:theta|lambda|mu|rho|tau|beta|eta|sigma)(?:_\w{1,2})?\Z")
_RELATIONS = {"<": "<", "<=": r"\le", "=": "=", ">=": r"\ge", ">": ">"}
_ARTICLES = ("a", "A", "I")


def prose(text: str, signs: Signs) -> str:
    r"""Return a text of a document with its formulas in signs; ``signs`` remembers which.

    >>> print(prose("Coercion if 2*mu_C <= 1 - t, a bluff <5% of the time.", Signs(None, ("mu_C", "t"))))
    Coercion if $2 \mu_{C} \le 1 - t$, a bluff $<$5\% of the time.
    """
    tokens = [match[0] for match in _TOKEN.finditer(" ".join(text.split()))]
    reader = _Reader(tokens, signs)
    out: list[str] = []
    plain: list[str] = []
    at = 0
    while at < len(tokens):
        # a number or letter that goes on from a word, an apostrophe or a point belongs to that
        joined = bool(plain) and bool(re.search(r"[\w'\u2019.\-]\Z", plain[-1]))
        found = None if joined else reader.formula(at)
        if found is None:
            plain.append(tokens[at])
            at += 1
        else:
            out += [ascii_tex("".join(plain)), f"${found[0]}$"]
            plain, at = [], found[1]
    return "".join([*out, ascii_tex("".join(plain))])


Found = tuple[str, int] | None


class _Reader:
    """Reads formulas; what is printed is only remembered as used once the whole formula is taken."""

    def __init__(self, tokens: Sequence[str], signs: Signs) -> None:
        self.tokens = tokens
        self.signs = signs
        self.known = signs.spellings()

    def formula(self, at: int) -> Found:
        """Return the formula that begins here, and where it ends; None for none."""
        found = self._relation(at)
        if found is None:
            return None
        inside = [one for one in self.tokens[at : found[1]] if one.strip()]
        symbols = [one for one in inside if self._is_symbol(one)]
        if not symbols or (len(inside) == 1 and not self._alone(inside[0], found[1])):
            return None
        for one in symbols:
            if one in self.known:
                self.signs.print(self.known[one])
        return found

    def _is_symbol(self, token: str) -> bool:
        return token in self.known or _LETTER.match(token) is not None

    def _alone(self, token: str, end: int) -> bool:
        """Whether a symbol by itself is meant as one: an article is, at the end of a list."""
        after = self.tokens[end] if end < len(self.tokens) else "."
        if token in _ARTICLES:
            return token in self.known and after in ".,;:)"
        # the letter in "type-A" and in "c.f." is none
        return after not in ("-", "'", "\u2019") and (token in self.known or "_" in token)

    def _skip(self, at: int) -> int:
        return at + 1 if at < len(self.tokens) and self.tokens[at].isspace() else at

    def _chain(self, at: int, part: str, between: dict[str, str]) -> Found:
        """Read parts with operators between them; an operator without a part after it is not taken."""
        read = getattr(self, part)
        first: Found = read(at)
        if first is None:
            return None
        text, end = first
        while True:
            here = self._skip(end)
            sign = self.tokens[here] if here < len(self.tokens) else ""
            following: Found = read(self._skip(here + 1)) if sign in between else None
            if following is None or (sign == "-" and (here == end) != (self._skip(here + 1) == here + 1)):
                return text, end  # "well- known" and "low -high" are no differences
            text, end = f"{text}{between[sign]}{following[0]}", following[1]

    def _relation(self, at: int) -> Found:
        return self._chain(at, "_sum", {sign: f" {tex} " for sign, tex in _RELATIONS.items()})

    def _sum(self, at: int) -> Found:
        if at < len(self.tokens) and self.tokens[at] == "-":
            found = self._chain(at + 1, "_product", {"+": " + ", "-": " - "})
            return None if found is None else (f"-{found[0]}", found[1])
        return self._chain(at, "_product", {"+": " + ", "-": " - "})

    def _product(self, at: int) -> Found:
        return self._chain(at, "_power", {"*": " ", "/": "/"})

    def _power(self, at: int) -> Found:
        base = self._atom(at)
        if base is None or base[1] >= len(self.tokens) or self.tokens[base[1]] not in ("^", "**"):
            return base
        above = self._atom(base[1] + 1)
        return base if above is None else (f"{{{base[0]}}}^{{{above[0]}}}", above[1])

    def _atom(self, at: int) -> Found:
        if at >= len(self.tokens):
            return None
        token = self.tokens[at]
        if token == "(":
            inside = self._relation(self._skip(at + 1))
            if inside is None:
                return None
            end = self._skip(inside[1])
            closed = end < len(self.tokens) and self.tokens[end] == ")"
            return (f"({inside[0]})", end + 1) if closed else None
        if token[0].isdigit():
            return token, at + 1
        if token in self.known:
            text = self.signs.peek(self.known[token])
        elif _LETTER.match(token):
            text = as_word(token)
        else:
            return None
        if self.tokens[at + 1 : at + 2] == ["("]:  # e_A(d): a function of something
            of = self._atom(at + 1)
            return (text, at + 1) if of is None else (f"{text}{of[0]}", of[1])
        return text, at + 1
