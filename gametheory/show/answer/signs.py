"""Small pictures in text: what a sentence rests on, how full a verdict is, bars. Each has a word beside it."""

from __future__ import annotations

import math

from gametheory.lang.writing.markup import Child, Markup, element
from gametheory.study.answers.item import BASE, DEPENDS, PROVED, SHARE, Mark

__all__ = ["MARKS", "bar", "chip", "defined", "pie", "swing"]

MARKS = {
    PROVED: ("Proved", "for every value of the numbers"),
    SHARE: ("Share", "of the cases drawn"),
    BASE: ("Base numbers", "one case only"),
    DEPENDS: ("Depends", "the same numbers allow several outcomes"),
}
"""The word of each mark, and what it means."""


def defined() -> Markup:
    """Return the pictures of the marks, once for a page."""
    shapes: dict[str, Child] = {
        PROVED: (
            element("rect", x=1, y=1, width=14, height=14, rx=2, fill="currentColor"),
            element("path", d="M4.2 8.3l2.6 2.7 5-5.6", fill="none", stroke="#fff", stroke_width="1.9"),
        ),
        SHARE: (
            element("circle", cx=8, cy=8, r="6.6", fill="none", stroke="currentColor", stroke_width="1.5"),
            element("path", d="M8 8V1.4A6.6 6.6 0 0 1 13.7 11.3z", fill="currentColor"),
        ),
        BASE: (
            element("path", d="M8 1.2L14.8 8 8 14.8 1.2 8z", fill="none", stroke="currentColor", stroke_width="1.6"),
            element("circle", cx=8, cy=8, r=2, fill="currentColor"),
        ),
        DEPENDS: (
            element("path", d="M8 15V9L3 3M8 9l5-6", fill="none", stroke="currentColor", stroke_width="1.7"),
            element("circle", cx=3, cy="2.6", r="1.9", fill="currentColor"),
            element("circle", cx=13, cy="2.6", r="1.9", fill="currentColor"),
        ),
    }
    symbols = (element("symbol", inside, id=f"mark-{kind}", viewBox="0 0 16 16") for kind, inside in shapes.items())
    return element("svg", symbols, width=0, height=0, class_="hidden", aria_hidden="true")


def _icon(kind: str) -> Markup:
    return element("svg", element("use", href=f"#mark-{kind}"), aria_hidden="true")


def chip(mark: Mark | str, href: str = "") -> Markup:
    """Return a mark: its picture, its word or what is said of it, and the link to its evidence."""
    kind = mark if isinstance(mark, str) else mark.kind
    word = MARKS[kind][0]
    text = "" if isinstance(mark, str) else mark.text
    said = f"{word}: {text}" if text else word
    inside = (_icon(kind), element("span", said))
    if href:
        return element("a", inside, class_=f"chip {kind}", href=href)
    return element("span", inside, class_=f"chip {kind}")


def bar(low: float | None, high: float | None) -> Child:
    """Return a bar from a lowest to a highest share; from zero where there is one number."""
    if low is None or high is None:
        return None
    start, end = (0.0, high) if high - low < 0.02 else (low, high)
    at, width = f"{100 * start:.1f}", f"{100 * (end - start):.1f}"
    inside = element("path", d=f"M{at} 0h{width}v4H{at}z")
    return element("svg", inside, viewBox="0 0 100 4", preserveAspectRatio="none", class_="bar", aria_hidden="true")


def swing(first: float, last: float, least: float, most: float) -> Markup:
    """Return a bar from the least to the most, with a ring where the number is highest."""
    return element(
        "svg",
        element("line", x1=0, x2=200, y1=6, y2=6, stroke="#d5d9de"),
        element(
            "rect",
            x=f"{200 * least:.1f}",
            y=4,
            width=f"{max(200 * (most - least), 1):.1f}",
            height=4,
            fill="currentColor",
        ),
        element(
            "circle",
            cx=f"{min(max(200 * last, 5), 195):.1f}",
            cy=6,
            r=4,
            fill="#fff",
            stroke="currentColor",
            stroke_width="2.5",
        ),
        viewBox="0 0 200 12",
        aria_hidden="true",
    )


def pie(share: float | None, kind: str) -> Markup:
    """Return a disc filled to a share; a square for what was put in; a dashed ring for what is not tested."""
    if kind == "put in":
        inside: Child = (
            element("rect", x=3, y=3, width=14, height=14, fill="none", stroke="#545b64", stroke_width="1.4"),
            element("path", d="M10 6v8M6 10h8", stroke="#545b64", stroke_width="1.6"),
        )
    elif share is None:
        inside = element(
            "circle", cx=10, cy=10, r=8, fill="none", stroke="#98a0a9", stroke_width="1.4", stroke_dasharray="3 2.6"
        )
    else:
        inside = (
            element("circle", cx=10, cy=10, r=8, fill="none", stroke="#1a1d21", stroke_width="1.4"),
            _slice(share),
        )
    return element("svg", inside, viewBox="0 0 20 20", aria_hidden="true")


def _slice(share: float) -> Child:
    if share >= 1 - 1e-9:
        return element("circle", cx=10, cy=10, r=8, fill="#1a1d21")
    if share <= 0:
        return None
    angle = 2 * math.pi * share
    x, y = 10 + 8 * math.sin(angle), 10 - 8 * math.cos(angle)
    large = 1 if share > 0.5 else 0
    return element("path", d=f"M10 10V2A8 8 0 {large} 1 {x:.2f} {y:.2f}z", fill="#1a1d21")
