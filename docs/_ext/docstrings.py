"""Small repairs to docstrings on their way into pages, after napoleon has read them.

Napoleon takes what stands before a colon in a property's first line for its type; here it is part of the sentence. And
what it writes as two hyphens is a dash: pages have no smart quotes, which would turn an option's hyphens into one too.
"""

from __future__ import annotations

from typing import Any

LATER = 600  # than napoleon, at 500


def setup(app: Any) -> dict[str, Any]:
    """Look at docstrings after napoleon."""
    app.connect("autodoc-process-docstring", _repair, priority=LATER)
    return {"parallel_read_safe": True}


def _repair(app: Any, what: str, name: str, value: Any, options: Any, lines: list[str]) -> None:
    if what == "property":
        types = [line for line in lines if line.startswith(":type: ")]
        for line in types:
            lines.remove(line)
            lines[0] = f"{line.removeprefix(':type: ')}: {lines[0]}"
    lines[:] = [line.replace(" -- ", " – ") for line in lines]
