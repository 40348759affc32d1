"""How an outcome responds to the parameters: tables of signs, of swings, and of shares of the variance."""

from __future__ import annotations

import math
import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from gametheory.concepts.words.statement import subject
from gametheory.lang import latex as as_latex
from gametheory.lang.writing.tex import booktabs, words
from gametheory.show.latex.answers import note
from gametheory.show.latex.symbols import Signs, signs_of, with_symbols

if TYPE_CHECKING:
    from gametheory.study.response.derivatives import Derivatives
    from gametheory.study.response.sobol_result import Sobol
    from gametheory.study.response.swing import End, Envelope
    from gametheory.study.response.tornado import Tornado

__all__ = ["signs", "sobol", "tornado"]

_SIGNS = {"+": "$+$", "-": "$-$", "0": "$0$", ">=0": r"$\ge 0$", "<=0": r"$\le 0$", "+-": r"$\pm$", "?": "?"}
_KEYS = {
    "+": "rises", "-": "falls", "0": "no effect", ">=0": "never falls", "<=0": "never rises",
    "+-": "rises at some points and falls at others", "?": "not decided",
}  # fmt: skip


def signs(found: Derivatives) -> str:
    """Return the signs of the derivatives of a quantity as a table: a row a parameter, a column a regime.

    Parameters without effect in any regime are named below; regimes in which the quantity is undefined are left out.
    """
    printed = signs_of(found.solution)
    regimes = [(i, one) for i, one in enumerate(found, start=1) if one.items]
    table = {
        name: [one[name].sign.text for _, one in regimes] for name in found.solution.parameters if name in found.point
    }
    moving = {name: row for name, row in table.items() if set(row) - {"0"}}
    rows = [[f"${printed[name]}$", *(_SIGNS[sign] for sign in row)] for name, row in moving.items()]
    head = ["", *(f"{i}" for i, _ in regimes)]
    still = [name for name in table if name not in moving]
    named = "; ".join(f"{i}: {words(one.name)}" for i, one in regimes)
    used = [f"{_SIGNS[key]} {_KEYS[key]}" for key in _SIGNS if any(key in row for row in moving.values())]
    below = [
        f"What {_asked(found, printed)} does within each regime as a parameter grows: {', '.join(used) or 'nothing'}.",
        f"Regimes: {named}.",
        *([f"Without effect in every regime: {_listed(still, printed)}."] if still else []),
    ]
    body = booktabs(["l", *["c"] * len(regimes)], [head], rows) if rows else ""
    text = note(f"{subject(found.solution)}: signs of the derivatives of {found.quantity}, proved over each regime")
    return with_symbols(_noted(body, below), printed, text)


def tornado(found: Tornado) -> str:
    """Return the swings of a quantity as a table, the widest first: what it is at both ends of each range."""
    printed = signs_of(found.solution)
    moving = [swing for swing in found if swing.width or swing.gaps]
    rows = [
        [
            f"${printed[one.parameter]}$",
            *_end(one.low),
            *_end(one.high),
            "none" if one.lower is None or one.upper is None else f"{_envelope(one.lower)} / {_envelope(one.upper)}",
        ]
        for one in moving
    ]
    head = [
        ["", r"\multicolumn{2}{l}{lower end}", r"\multicolumn{2}{l}{upper end}", "smallest / largest"],
        ["", "at", "then", "at", "then", "value in between"],
    ]
    ends = [end for one in moving for end in (one.low, one.high)]
    still = [one.parameter for one in found if one not in moving]
    base = "none" if found.base is None else _envelope(found.base)
    below = [
        f"Base value of {_asked(found, printed)}: {base}. An interval holds the values of all equilibria.",
        *(
            ["$^{*}$ An assumption keeps the parameter from the end of its range."]
            if any(e.clipped for e in ends)
            else []
        ),
        *(["$^{\\circ}$ Approached, not reached: the limit from inside."] if any(e.approached for e in ends) else []),
        *([f"Without effect: {_listed(still, printed)}."] if still else []),
    ]
    text = note(f"{subject(found.solution)}: {found.quantity}, one parameter at a time")
    body = booktabs(["l", "l", "l", "l", "l", "l"], head, rows) if rows else ""
    return with_symbols(_noted(body, below), printed, text)


def sobol(found: Sobol) -> str:
    """Return Sobol' indices as a table: first-order and total, with intervals, for both ends of the values."""
    printed = signs_of(found.solution)
    which = {"min": "Lowest equilibrium", "max": "Highest equilibrium", "value": ""}
    blocks: list[list[list[str]]] = [[["", "first-order index", "total index"]]]
    below = []
    tied = False
    for end in found.ends:
        if not end.parameters:
            below.append(f"{which[end.end] or 'The value'}: {end.mean:.6g} at every draw, nothing to divide up.")
            continue
        block = [[rf"\multicolumn{{3}}{{@{{}}l}}{{\textit{{{which[end.end]}}}}}"]] if which[end.end] else []
        for one in sorted(end.parameters, key=lambda one: -one.total.value):
            mark = "^{*}" if one.tied else ""
            tied = tied or bool(one.tied)
            numbers = (f"${x.value:.3f}$ $[{x.low:.3f}, {x.high:.3f}]$" for x in (one.first, one.total))
            block.append([f"${{{printed[one.names[0]]}}}{mark}$", *numbers])
        blocks.append(block)
    below.insert(
        0,
        f"Shares of the variance of {_asked(found, printed)} over {found.draws} draws from the priors, "
        f"seed {found.seed}; in brackets {100 * float(found.level):.4g}\\% confidence intervals.",
    )
    if tied:
        below.append(
            "$^{*}$ Tied to others by assumptions: its first-order index also counts what it says of them, and may "
            "exceed the total index."
        )
    text = note(f"{subject(found.solution)}: where the variance of {found.quantity} comes from")
    body = booktabs(["l", "l", "l"], *blocks) if len(blocks) > 1 else ""
    return with_symbols(_noted(body, below), printed, text)


def _asked(found: Derivatives | Tornado | Sobol, printed: Signs) -> str:
    """Return the quantity as text, ``P(air defense)`` or ``payoff of us``, with its parameters in signs."""
    labels = set(found.quantity.labels())
    text = re.sub(r"\bpayoff\.(?=\w)", "payoff of ", found.quantity.text)
    pieces = re.split(r"([A-Za-z_]\w*)", text)
    return "".join(f"${printed[one]}$" if one in printed and one not in labels else words(one) for one in pieces)


def _noted(body: str, below: list[str]) -> str:
    """Return a table with sentences below it."""
    text = "\n".join(below)
    return f"{body}\n\n\\par\\smallskip\\noindent\n{text}" if body else f"\\noindent\n{text}"


def _listed(names: list[str], printed: Signs) -> str:
    return ", ".join(f"${printed[name]}$" for name in names)


def _end(end: End) -> tuple[str, str]:
    mark = ("*" if end.clipped else "") + (r"\circ" if end.approached else "")
    where = r"\infty" if end.value is None else _short(end.value)
    marked = f"${{{where}}}^{{{mark}}}$" if mark else f"${where}$"
    return marked, "none" if end.envelope is None else _envelope(end.envelope)


def _envelope(one: Envelope) -> str:
    low, high = _short(one.low), _short(one.high)
    return f"${low}$" if low == high else f"$[{low}, {high}]$"


def _short(value: Any) -> str:
    """Return a number exactly where that is short, else rounded and marked so."""
    if isinstance(value, float) and math.isinf(value):
        return r"\infty" if value > 0 else r"-\infty"
    if isinstance(value, int | Fraction) and len(str(value)) <= 8:
        return as_latex(value)
    return rf"\approx {float(value):.4g}"
