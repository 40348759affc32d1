r"""The symbols of a piece of LaTeX: how each name of a model is printed, and the table that says what it stands for.

A model's document says how a parameter is printed (``tex``), and in its table ``symbols`` how a definition is, and what
a sign of its texts stands for. A name without a sign is printed as a word; so is one whose sign another has already,
since one sign cannot stand for two things. What is used is remembered, and :meth:`Signs.table` defines that, what its
definitions use in turn, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from gametheory.concepts.words.signs import is_sign
from gametheory.lang.writing.symbolic import is_compound
from gametheory.lang.writing.tex import booktabs, cell, words

if TYPE_CHECKING:
    from gametheory.concepts import Solution
    from gametheory.lang import Expression
    from gametheory.spec import Model

__all__ = ["Signs", "as_word", "signs_of", "spelled", "with_symbols"]

_GREEK = (
    "alpha|beta|gamma|delta|epsilon|zeta|eta|theta|iota|kappa|lambda|mu|nu|xi|pi|rho|sigma|tau|upsilon|phi|chi|psi|"
    "omega|Gamma|Delta|Theta|Lambda|Xi|Pi|Sigma|Upsilon|Phi|Psi|Omega"
)
_LETTER = re.compile(
    rf"(?:(?P<greek>{_GREEK}|lam)|(?P<letter>[A-Za-z]))(?:_?(?P<low>[0-9]+|(?<=_)[A-Za-z][A-Za-z0-9]?))?\Z"
)


def as_word(name: str) -> str:
    r"""Return how a name without a sign is printed: a letter by itself, anything longer as one word.

    >>> print(as_word("theta_0"), as_word("k"), as_word("strike_worth"))
    \theta_{0} k \mathit{strike\mbox{-}worth}
    """
    match = _LETTER.match(name)
    if match is None:
        return rf"\mathit{{{_hyphened(name)}}}"
    greek = match["greek"]
    letter = match["letter"] if greek is None else "\\" + ("lambda" if greek == "lam" else greek)
    return letter if match["low"] is None else f"{letter}_{{{match['low']}}}"


def _hyphened(name: str) -> str:
    return name.strip("_").replace("_", r"\mbox{-}")


def spelled(sign: str) -> str:
    r"""Return a sign as a text without LaTeX spells it.

    >>> spelled(r"\theta_0"), spelled(r"\mu_C"), spelled(r"v_{K0}")
    ('theta_0', 'mu_C', 'v_K0')
    """
    return re.sub(r"[\\{}]", "", sign).replace("varepsilon", "eps").strip()


class Signs(Mapping[str, str]):
    """How names are printed; remembers which were asked for.

    Parameters
    ----------
    model : Model or None
        Whose parameters, definitions and symbols have meanings.
    names : sequence of str
        Further names, as of a game without a document.
    """

    def __init__(self, model: Model | None, names: tuple[str, ...] = ()) -> None:
        self.model = model
        given = {} if model is None else model.tex
        own = () if model is None else (*model.parameters, *model.definitions)
        every = tuple(dict.fromkeys((*own, *names)))
        taken: set[str] = set()
        self._signs: dict[str, str] = {}
        for name in sorted(
            every, key=lambda one: one not in given
        ):  # a sign that is given goes before one that is made
            sign = given.get(name, "")
            if not is_sign(sign) or spelled(sign) in taken:
                sign = as_word(name)
            if spelled(sign) in taken:
                sign = rf"\mathit{{{_hyphened(name)}}}"
            taken.add(spelled(sign))
            self._signs[name] = sign
        self._signs = {name: self._signs[name] for name in every}
        self.extra = {} if model is None else dict(_further(model, set(self._signs.values())))
        self.used: set[str] = set()
        self.used_extra: set[str] = set()

    def __getitem__(self, name: str) -> str:
        sign = self._signs[name]
        self.used.add(name)
        return sign

    def __iter__(self) -> Iterator[str]:
        return iter(self._signs)

    def __len__(self) -> int:
        return len(self._signs)

    def spellings(self) -> dict[str, str]:
        """Return every way in which a text may spell a symbol, by name or by sign, each with what it calls.

        A name leads to itself; a further symbol of the document to its sign, led by ``=``.
        """
        out = {spelled(sign): f"={sign}" for sign in self.extra}
        out |= {spelled(sign): name for name, sign in self._signs.items()}
        return out | {name: name for name in self._signs if "_" in name or len(name) == 1}

    def peek(self, call: str) -> str:
        """Return the sign of what :meth:`spellings` calls, without remembering it; in brackets where it is a sum."""
        sign = call[1:] if call.startswith("=") else self._signs[call]
        return f"({sign})" if is_compound(sign) else sign

    def print(self, call: str) -> str:
        """Return the sign of what :meth:`spellings` calls, and remember it."""
        if call.startswith("="):
            self.used_extra.add(call[1:])
            return call[1:]
        return self[call]

    def table(self) -> str:
        """Return the table of the symbols that were used so far; empty where there were none."""
        written: dict[str, list[str]] = {}
        while True:  # what a definition is written in must be defined as well
            missing = [name for name in self._signs if name in self.used and name not in written]
            more = [sign for sign in self.extra if sign in self.used_extra and f"={sign}" not in written]
            if not missing and not more:
                break
            written |= {name: self._row(name) for name in missing}
            written |= {f"={sign}": [f"${sign}$", cell(self.extra[sign], self), ""] for sign in more}
        if not written:
            return ""
        order = [*self._signs, *(f"={sign}" for sign in self.extra)]
        rows = [written[key] for key in order if key in written]
        return booktabs(["l", 0.6, 0.2], [["Symbol", "Meaning", "Unit"]], rows)

    def _row(self, name: str) -> list[str]:
        sign = f"${self._signs[name]}$"
        if self.model is not None and name in self.model.parameters:
            from gametheory.show.latex.prose import prose  # which prints by these signs

            p = self.model.parameters[name]
            return [sign, prose(p.meaning, self) or words(name), prose(p.unit, self)]
        if self.model is not None and name in self.model.definitions:
            return [sign, f"{words(name)}: {cell(self.model.definitions[name], self)}", ""]
        return [sign, words(name), ""]


def _further(model: Model, taken: set[str]) -> Iterator[tuple[str, Expression]]:
    """Yield the symbols of a document that are no sign of one definition."""
    for sign, value in model.symbols.items():
        if is_sign(sign) and sign not in taken:
            yield sign, value


def signs_of(solution: Solution) -> Signs:
    """Return the signs of a solution's model, or of its parameters where it has none."""
    return Signs(solution.model, tuple(solution.domain.names))


def with_symbols(body: str, signs: Signs, head: str = "") -> str:
    """Return a piece of LaTeX with the table of its symbols below."""
    table = signs.table()
    below = f"\n\n\\par\\medskip\\noindent\n{table}" if table else ""
    return f"{head}{body}{below}"
