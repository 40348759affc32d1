r"""Claims and what became of them: what is proved is a proposition, what is not is none.

A refuted claim is a remark that names an exact point at which it fails, an undecided one an open question. The
environments are those of ``\newtheorem``, which the file defines where the paper does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from gametheory.lang import latex as as_latex
from gametheory.lang.writing.ascii_tex import ascii_tex
from gametheory.lang.writing.tex import words
from gametheory.show.latex.answers import note
from gametheory.show.latex.prose import prose
from gametheory.show.latex.symbols import Signs, with_symbols
from gametheory.study.claims.status import Status

if TYPE_CHECKING:
    from gametheory.spec import Model
    from gametheory.study.claims.verdict import Verdict, Verification

__all__ = ["proposition", "propositions"]

ENVIRONMENTS = {Status.PROVED: "proposition", Status.REFUTED: "remark", Status.UNDECIDED: "question"}
TITLES = {"proposition": "Proposition", "remark": "Remark", "question": "Open question"}


def proposition(verdict: Verdict, model: Model | None = None) -> str:
    r"""Return a claim as what it is: a ``proposition``, a ``remark`` that refutes it, or a ``question`` that is open.

    The preamble needs ``\newtheorem`` for the three (:func:`propositions` brings them). With a model, formulas are in
    its symbols; they are defined by :func:`propositions` only.
    """
    return _environment(verdict, Signs(model, tuple(verdict.witness or ())))


def propositions(found: Verification) -> str:
    """Return the claims of a model: first what is proved, then what is refuted and what is open, then the symbols.

    The checks that every solution gets are no claims of the document, and left out.
    """
    signs = Signs(found.model)
    own = [one for one in found if not one.automatic]
    ordered = [one for status in ENVIRONMENTS for one in own if one.status == status]
    counts = ", ".join(f"{sum(one.status == status for one in own)} {status}" for status in ENVIRONMENTS)
    head = note(f"{found.model.title or found.model.name}: claims: {counts}")
    used = {ENVIRONMENTS[one.status] for one in own}
    # once for all files of a paper, and not where its preamble has its own
    defined = "".join(
        rf"\ifx\{name}\undefined\newtheorem{{{name}}}{{{title}}}\fi" + "\n"
        for name, title in TITLES.items()
        if name in used
    )
    body = "\n\n".join(_environment(one, signs) for one in ordered)
    return with_symbols(body, signs, head + defined)


def _environment(one: Verdict, signs: Signs) -> str:
    name = ENVIRONMENTS[one.status]
    title = rf"[{{{prose(one.name, signs)}}}]"  # in braces: a bracket in it would end it
    return "\n".join([rf"\begin{{{name}}}{title}", *_sentences(one, signs), rf"\end{{{name}}}"])


def _sentences(one: Verdict, signs: Signs) -> Iterator[str]:
    statement = prose(one.statement, signs) or (rf"\texttt{{{ascii_tex(one.formal)}}}" if one.formal else "")
    statement = statement or "The document states it in no more words."
    if one.status == Status.PROVED:
        yield statement
        yield rf"\emph{{Proved{f' {prose(one.scope, signs)}' if one.scope else ''}.}}"
    elif one.status == Status.REFUTED:
        yield rf"\emph{{This does not hold:}} {statement}"
        there = "; ".join(dict.fromkeys(words(eq.name) for eq in one.equilibria)) or "no equilibrium"
        yield rf"\emph{{Counterexample:}} {_place(one, signs)}; there: {there}."
    else:
        yield rf"\emph{{Neither proved nor refuted:}} {statement}"
        if one.reason:
            yield f"{prose(one.reason, signs)}."
    if one.share is not None and one.status != Status.PROVED:
        share = str(one.share).replace("+- ", "\u00b1")
        yield f"{ascii_tex(share[0].upper() + share[1:])}."
    if one.source:
        yield rf"(Source: {ascii_tex(one.source)})"


def _place(one: Verdict, signs: Signs) -> str:
    """Return where a claim fails: what is not at the baseline there, in signs."""
    if not one.witness:
        return "the game itself, which has no parameters"
    base: Mapping[str, Any] = {} if one.question is None else one.question.asked.baseline
    moved = {name: value for name, value in one.witness.items() if base.get(name) != value}
    if not moved:
        return "the baseline"
    values = ", ".join(f"${signs[name]} = {as_latex(value)}$" for name, value in moved.items())
    return f"{values}{', the rest at the baseline' if len(moved) < len(one.witness) else ''}"
