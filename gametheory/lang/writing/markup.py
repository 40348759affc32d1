"""HTML from elements: whatever text is put into them is escaped.

:func:`element` makes an element of its children. What is HTML already is a :class:`Markup` and goes in as it is; any
other text is escaped, so that a label, a meaning or a source out of somebody's document can never become a tag, an
attribute or an entity by being forgotten. Signs that HTML does not take (control characters, lone surrogates) become
spaces.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence

__all__ = ["Child", "Markup", "element", "escaped", "joined", "shown", "table"]

_VOID = {"meta", "img", "br", "wbr", "hr", "link", "col"}
_UNFIT = re.compile(r"[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010fffd]")
_TURNS = re.compile(r"[\u202a-\u202e\u2066-\u2069]")  # marks that turn the direction of the text around them
_TAG = re.compile(r"<[^>]*>")
_LEFT = "text-align: left; vertical-align: top"


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


Child = Markup | str | int | float | None | Iterable["Child"]  # a text is a child, not its letters


def escaped(child: Child) -> Markup:
    """Return a child as HTML that shows it: markup as it is, any other text escaped, children one after the other."""
    if isinstance(child, Markup):
        return child
    if child is None:
        return Markup()
    if isinstance(child, str | int | float):
        return Markup(html.escape(_TURNS.sub("", _UNFIT.sub(" ", str(child)))))
    return joined(child)


def element(tag: str, *children: Child, **attributes: str | int | None) -> Markup:
    """Return an element; ``class_`` and ``for_`` stand for ``class`` and ``for``, ``a_b`` for ``a-b``.

    Attributes that are None are left out.
    """
    given = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escaped(str(value))}"'
        for name, value in attributes.items()
        if value is not None
    )
    return Markup(f"<{tag}{given}/>" if tag in _VOID else f"<{tag}{given}>{joined(children)}</{tag}>")


def joined(children: Iterable[Child], between: str = "") -> Markup:
    """Return the children one after the other, with a text between them."""
    return Markup(escaped(between).join(map(escaped, children)))


def shown(markup: Markup) -> str:
    """Return the text that HTML shows."""
    return html.unescape(_TAG.sub("", markup))


def table(rows: Iterable[Sequence[Child]], head: Sequence[Child] = ()) -> Markup:
    """Return a table whose first column names its rows."""
    top = element("thead", element("tr", (element("th", cell, scope="col", style=_LEFT) for cell in head)))
    lines = (
        element("tr", element("th", first, scope="row", style=_LEFT), (element("td", x, style=_LEFT) for x in rest))
        for first, *rest in rows
    )
    return element("table", top if head else None, element("tbody", lines))
