r"""The table ``symbols``: what the document's own texts and LaTeX write, and what it stands for.

A parameter has its sign in ``tex``. A definition, or whatever else the claims' statements speak of, gets one here::

    [symbols]
    '\theta' = "committed_share"
    'z'      = "entanglement_cost - coercion_gain"

The right side is an expression in parameters and definitions. Where it is the name of one definition, that is how the
definition is printed. Nothing is computed from a symbol: it is for readers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from gametheory.errors import Issue
from gametheory.lang import Expression, constant, parameter
from gametheory.spec.fields import Path, address, read_expression
from gametheory.spec.parameter import Parameter

__all__ = ["name_of", "read_symbols"]


def read_symbols(
    raw: Mapping[str, Any] | None, parameters: Mapping[str, Parameter], definitions: Iterable[str], issues: list[Issue]
) -> tuple[dict[str, Expression], dict[Path, str]]:
    """Read the table; the texts are those of the document, by their paths."""
    ring = (*parameters, *definitions)
    known = {name: parameter(name, ring) for name in ring}
    taken = {_bare(p.tex): name for name, p in parameters.items() if p.tex}
    found: dict[str, Expression] = {}
    texts: dict[Path, str] = {}
    for sign, value in (raw or {}).items():
        path = ("symbols", str(sign))
        if not isinstance(sign, str) or not sign.strip():
            issues.append(Issue("symbols", "a symbol is a text that is not empty, such as '\\theta'"))
            continue
        if _bare(sign) in taken:
            what = f"is the symbol of {taken[_bare(sign)]} already: a sign stands for one thing"
            issues.append(Issue(address(path), what))
            continue
        if isinstance(value, Expression):  # of a model that was read before
            one: Any = value
        else:
            one = read_expression(value, known, path, issues, ring)
        if one is None:
            continue
        taken[_bare(sign)] = f"the definition or expression {value}"
        found[sign] = one if isinstance(one, Expression) else constant(one, ring)
        if isinstance(value, str):
            texts[path] = value
    return found, texts


def name_of(value: Expression) -> str:
    """Return the one name that an expression is; empty where it is more than a name."""
    names = tuple(value.names)
    return names[0] if len(names) == 1 and value == parameter(names[0]) else ""


def _bare(sign: str) -> str:
    return re.sub(r"[{}\s]", "", sign)
