"""HTML from elements: whatever text is put into them is escaped.

:func:`el` makes an element of its children: a :class:`~gametheory.lang.writing.markup.Markup` stands as it is, any
other text is escaped, so that a label, a meaning or a source of a document can never become a tag, an attribute or an
entity. Signs that HTML does not take (control characters, lone surrogates) become spaces.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from gametheory.lang import And, Atom, Condition, Or
from gametheory.lang.algebraic import Real, real_text
from gametheory.lang.writing.markup import Markup

__all__ = [
    "LONGEST_WORD",
    "Child",
    "condition",
    "el",
    "formula",
    "join",
    "join_all",
    "listed",
    "longest_word",
    "number",
    "prose",
    "table",
    "text",
    "variable",
]

_VOID = {"meta", "img", "br", "hr", "link", "col"}
_UNFIT = re.compile(r"[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010fffd]")
_TURNS = re.compile(r"[\u202a-\u202e\u2066-\u2069]")  # marks that turn the direction of the text around them


Child = Markup | str | int | float | None | Iterable["Child"]  # a text is a child, not its letters


def text(value: object) -> str:
    """Return a text escaped for HTML, between tags and in attributes."""
    return html.escape(_TURNS.sub("", _UNFIT.sub(" ", str(value))), quote=True)


def join(*children: Child) -> Markup:
    """Return the children one after the other."""
    return Markup("".join(_html(child) for child in children))


def join_all(children: Iterable[Child], between: str) -> Markup:
    """Return the children with a text between them."""
    return Markup(text(between).join(_html(child) for child in children))


def el(tag: str, *children: Child, **attributes: str | int | None) -> Markup:
    """Return an element; ``class_`` and ``for_`` stand for ``class`` and ``for``, ``a_b`` for ``a-b``.

    Attributes that are None are left out.
    """
    given = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{text(value)}"'
        for name, value in attributes.items()
        if value is not None
    )
    inside = "".join(_html(child) for child in children)
    return Markup(f"<{tag}{given}>" if tag in _VOID else f"<{tag}{given}>{inside}</{tag}>")


def _html(child: Child) -> str:
    if child is None:
        return ""
    if isinstance(child, Markup):
        return child
    if isinstance(child, str | int | float):
        return text(child)
    return "".join(_html(one) for one in child)


_INLINE = re.compile(r"</?(?:span|var|sup|sub|code|a|b|i|em|strong)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")


def longest_word(value: Markup) -> int:
    """Return the number of signs of the longest stretch in which a line may not break."""
    shown = html.unescape(_TAG.sub(" ", _INLINE.sub("", value)))
    return max(map(len, shown.split()), default=0)


def prose(value: str) -> list[Markup]:
    """Return a text of a document as paragraphs: blank lines part them, text between backquotes is code."""
    paragraphs = [part for part in re.split(r"\n\s*\n", value.strip()) if part.strip()]
    return [el("p", _spans(" ".join(part.split()))) for part in paragraphs]


def _spans(line: str) -> list[Child]:
    parts = line.split("`")
    if len(parts) % 2 == 0:  # a backquote without a partner means itself
        return [line]
    return [el("code", part) if i % 2 else part for i, part in enumerate(parts)]


_TOKEN = re.compile(
    r"\*\*(?P<power>\d+)|(?P<name>[^\W\d]\w*)|(?P<sign><=|>=|!=|[-*<>=])|(?P<slash>/(?!\d))|(?P<other>.)", re.S
)
_SIGNS = {"<=": "\u2264", ">=": "\u2265", "!=": "\u2260", "-": "\u2212", "*": "\u2009\u00b7\u2009"}
_WORDS = {"and", "or", "always", "never", "root", "of"}


def variable(name: str) -> Markup:
    """Return a parameter's name; a line may break after its underscores."""
    return Markup(f"<var>{text(name).replace('_', '_<wbr>')}</var>")


def formula(value: object) -> Markup:
    """Return a number, closed form or relation, as this package prints it, set as mathematics."""
    out = []
    for match in _TOKEN.finditer(str(value)):
        kind = match.lastgroup
        if kind == "power":
            out.append(f"<sup>{match['power']}</sup>")
        elif kind == "name":
            out.append(match["name"] if match["name"] in _WORDS else variable(match["name"]))
        elif kind == "slash":  # a line may break after it, but not in a fraction of numbers
            out.append("/<wbr>")
        elif kind == "sign":
            out.append(text(_SIGNS.get(match["sign"], match["sign"])))
        else:
            out.append(text(match["other"]))
    return Markup(f'<span class="f">{"".join(out)}</span>')


def condition(value: Condition) -> Markup:
    """Return a condition; what does not fit on a line becomes a list, one relation an item."""
    whole = str(value)
    if isinstance(value, Atom) or len(whole) <= 60 or not isinstance(value, And | Or):
        return formula(whole)
    # relations first: after "one of" an "and" could be read as belonging to the last alternative
    parts = sorted(value.parts, key=lambda part: not isinstance(part, Atom))
    head = "all of" if isinstance(value, And) else "one of"
    return el(
        "div", el("span", head, class_="all"), el("ul", (el("li", condition(part)) for part in parts)), class_="when"
    )


def number(value: Real) -> str:
    """Return an exact number, with its decimal where it is long or no fraction."""
    exact = real_text(value)
    if len(exact) <= 7:
        return exact
    short = f"{float(value):.4g}"
    return f"{exact} ({short})" if len(exact) <= 24 else short


def listed(children: Sequence[Child]) -> list[Child]:
    """Return the children as a list in a sentence."""
    out: list[Child] = []
    for i, child in enumerate(children):
        out += [] if i == 0 else [" and " if i == len(children) - 1 else ", "]
        out.append(child)
    return out


LONGEST_WORD = 28
"""Signs without a place to break that a cell of a table holds on one line."""


def table(head: Sequence[Child], rows: Iterable[Sequence[Any]], kinds: str = "", caption: str = "") -> Markup:
    """Return a table; ``kinds`` has a letter a column.

    ``n`` is a number, ``c`` centred, ``s`` sentences, ``w`` words that stay on one line, ``-`` plain. A cell with a
    word that no line of a narrow screen takes may break it anywhere.
    """
    kinds = kinds.ljust(len(head), "-")

    def cells(tag: str, row: Sequence[Child]) -> Iterator[Markup]:
        for kind, cell in zip(kinds, row, strict=True):
            inside = join(cell)
            # not every cell: a column that may break anywhere is squeezed to a letter a line where there are many
            classes = [*([] if kind == "-" else [kind]), *(["l"] if longest_word(inside) > LONGEST_WORD else [])]
            yield el(tag, inside, class_=" ".join(classes) or None, scope="col" if tag == "th" else None)

    return el(
        "div",
        el(
            "table",
            el("caption", caption) if caption else None,
            el("thead", el("tr", cells("th", head))) if any(head) else None,
            el("tbody", (el("tr", cells("td", row)) for row in rows)),
        ),
        class_="wide",
        tabindex="0",
        role="region",
        aria_label=caption or "table",
    )
