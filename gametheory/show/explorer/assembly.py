"""The page put together: template, style, data and script in one file that asks the network for nothing.

Three walls stand against a hostile document. Its texts are in a block of JSON in which no sign can end the block; the
script puts them into text nodes only; and the content security policy lets nothing run but the page's own script, which
it names by its hash, and lets nothing be fetched at all.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Iterable
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from gametheory.show.explorer.content import content
from gametheory.show.explorer.javascript import machine_source
from gametheory.show.games import drawing_of
from gametheory.study.quantities.doubles import check_doubles
from gametheory.version import __version__

if TYPE_CHECKING:
    from gametheory.concepts import Solution
    from gametheory.study.claims.verdict import Verification

__all__ = ["SCRIPTS", "page"]

SCRIPTS = (
    "fractions.js",
    "elements.js",
    "machine.js",
    "point.js",
    "colours.js",
    "parameters.js",
    "equilibria.js",
    "verdicts.js",
    "diagram.js",
    "histories.js",
    "matrix.js",
    "signaling.js",
    "tree.js",
    "map_raster.js",
    "map.js",
    "happens.js",
    "changes.js",
    "envelope.js",
    "propositions.js",
    "main.js",
)
"""The page's script, in the order in which its parts stand; the last one begins the page."""

_UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")
"""What could end the block, and surrogates without a partner, which no file can hold."""


def page(solution: Solution, verification: Verification | None = None) -> str:
    """Return the explorer of a solution, a whole HTML document.

    The same solution gives the same text: there is no date in it.

    Parameters
    ----------
    solution : Solution
        For all parameters. Refinements are shown where :func:`~gametheory.concepts.refinements.judge.survival` has
        filled them in. A solution at a point, or of a game without parameters, gets a page without sliders and maps.
    verification : Verification, optional
        The verdicts on the model's claims; without it the claims are listed as not checked.

    Raises
    ------
    ParameterError
        For a number of a game with parameters that no double holds.
    """
    if solution.parameters:
        check_doubles(solution)  # the page computes in floating point
    found = content(solution, verification)
    data = {**found.data, "version": __version__}
    script = "\n".join(
        [
            '"use strict";\n(() => {',
            f"const MACHINE = {machine_source(found.plan, found.maps)};",
            *(_file(name) for name in SCRIPTS[:-1]),
            *filter(None, [drawing_of(solution.game).script]),
            _file(SCRIPTS[-1]),
            "})();",
        ]
    )
    style = _file("explorer.css")
    parts = {
        "policy": _policy([script], [style]),
        "title": html.escape(f"{found.data['title']}: explorer"),
        "heading": html.escape(found.data["title"]),
        "style": style,
        "data": _json_block(data),
        "script": script,
    }
    text = _file("explorer.html")
    pieces = text.split("%%")
    # every second piece is a name: what is put in is never searched for further names
    return "".join(piece if i % 2 == 0 else parts[piece] for i, piece in enumerate(pieces))


def _file(name: str) -> str:
    return files(__package__).joinpath("page_files", name).read_text(encoding="utf-8")


def _json_block(data: Any) -> str:
    """Return JSON that can stand inside ``<script type="application/json">``: nothing in it can end the block."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """Return the content security policy: these scripts and styles, by their hashes, and nothing else from anywhere."""
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {' '.join(map(_hash, scripts))}",
            f"style-src {' '.join(map(_hash, styles))}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"
