"""``{drawn} ALT TEXT``: a figure made when the site is built, by the code in the directive, which sets ``axes``.

The code has ``gt``, ``plot`` and ``solved(name)``, a model's solution.
"""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

import gametheory as gt
from gametheory.show import plot

FOLDER = "drawn"


def setup(app: Any) -> dict[str, Any]:
    """Add the directive."""
    app.add_directive("drawn", Drawn)
    return {"parallel_read_safe": True}


@functools.cache
def solved(name: str) -> gt.Solution:
    """Return a model's solution, made once a build."""
    return gt.solve(gt.load(name))


class Drawn(SphinxDirective):
    """One figure."""

    has_content = True
    required_arguments: ClassVar[int] = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Return the image."""
        code = "\n".join(self.content)
        names: dict[str, Any] = {"gt": gt, "plot": plot, "solved": solved}
        exec(compile(code, f"{self.env.docname}: drawn", "exec"), names)
        name = f"{FOLDER}/{hashlib.sha256(code.encode()).hexdigest()[:16]}.svg"
        file = Path(self.env.srcdir) / name
        file.parent.mkdir(exist_ok=True)
        plot.save(names["axes"], file)
        return [nodes.image("", uri=f"/{name}", alt=self.arguments[0], classes=["drawn"])]
