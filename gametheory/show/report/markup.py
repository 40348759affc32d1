"""HTML that only the report's page has: its tables, its paragraphs, long conditions as lists, and where words break."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from gametheory.lang import And, Atom, Condition, Interval, Or
from gametheory.lang.algebraic import Real, real_text
from gametheory.lang.writing.abridged import listed_ways
from gametheory.lang.writing.markup import Child, Markup, element, escaped, joined, shown
from gametheory.lang.writing.mathml import condition_markup
from gametheory.lang.writing.statement import Inline

__all__ = [
    "LONGEST_WORD",
    "bullets",
    "condition",
    "interval",
    "listed",
    "longest_word",
    "number",
    "prose",
    "soft",
    "table",
    "unbroken",
    "variable",
]

_PARTED = re.compile(r"<(?!/?(?:span|var|code|a|b|i|em|strong|math|mrow|mi|mn|mo|mfrac|msup|msqrt)\b)[^>]*>")


def longest_word(value: Markup) -> int:
    """Return the number of signs of the longest stretch in which a line may not break."""
    return max(map(len, shown(Markup(_PARTED.sub(" ", value))).split()), default=0)


def prose(value: str) -> list[Markup]:
    """Return a text of a document as paragraphs: blank lines part them, text between backquotes is code."""
    paragraphs = [part for part in re.split(r"\n\s*\n", value.strip()) if part.strip()]
    return [element("p", _spans(" ".join(part.split()))) for part in paragraphs]


def _spans(line: str) -> list[Child]:
    parts = line.split("`")
    if len(parts) % 2 == 0:  # a backquote without a partner means itself
        return [line]
    return [element("code", part) if i % 2 else part for i, part in enumerate(parts)]


def soft(*children: Child) -> Markup:
    """Return a paragraph that stands back."""
    return element("p", children, class_="soft")


def bullets(items: Iterable[Child]) -> Markup:
    """Return a list with an item a line."""
    return element("ul", (element("li", item) for item in items), class_="plain")


def variable(name: str) -> Markup:
    """Return a parameter's name as formulas have it: letters slanted, words upright; lines break after underscores."""
    if len(name) == 1:
        return element("math", element("mi", name))
    return element("var", joined(name.split("_"), Markup(f"_{element('wbr')}")))


def interval(value: Interval) -> Inline:
    """Return a range between its brackets."""
    left = "(−∞" if value.low is None else ("(" if value.open_low else "[", value.low)
    right = "∞)" if value.high is None else (value.high, ")" if value.open_high else "]")
    return (left, ", ", right)


def unbroken(value: Child) -> Markup:
    """Return words that stay on one line on every screen, such as an interval; not where no narrow line takes them."""
    inside = escaped(value)
    return element("span", inside, class_="one") if len(shown(inside)) <= LONGEST_WORD else inside


def condition(value: Condition) -> Markup:
    """Return a condition; what does not fit on a line becomes a list, one relation an item."""
    if isinstance(value, Atom) or len(str(value)) <= 60 or not isinstance(value, And | Or):
        return condition_markup(value)
    parts, others = listed_ways(value)
    head = "all of" if isinstance(value, And) else "one of"
    items = element("ul", (element("li", condition(part)) for part in parts), element("li", others) if others else None)
    return element("div", element("span", head, class_="all"), items, class_="when")


def number(value: Real) -> Inline:
    """Return an exact number, with its decimal where it is long or no fraction."""
    size = len(real_text(value))
    short = f"{float(value):.4g}"
    return value if size <= 7 else (value, f" ({short})") if size <= 24 else short


def listed(names: Sequence[str]) -> list[Child]:
    """Return names of parameters as a list in a sentence."""
    last = len(names) - 1
    return [[", " if 0 < i < last else " and " if i else "", variable(name)] for i, name in enumerate(names)]


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
            inside = escaped(cell)
            # not every cell: a column that may break anywhere is squeezed to a letter a line where there are many
            classes = [*([] if kind == "-" else [kind]), *(["l"] if longest_word(inside) > LONGEST_WORD else [])]
            yield element(tag, inside, class_=" ".join(classes) or None, scope="col" if tag == "th" else None)

    return element(
        "div",
        element(
            "table",
            element("caption", caption) if caption else None,
            element("thead", element("tr", cells("th", head))) if any(head) else None,
            element("tbody", (element("tr", cells("td", row)) for row in rows)),
        ),
        class_="wide",
        tabindex="0",
        role="region",
        aria_label=caption or "table",
    )
