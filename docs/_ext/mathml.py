"""Mathematics as MathML, made when the site is built: readers need no network and no scripts, browsers show it.

`latex2mathml` translates. What it returns is taken as a tree and written out again, so that text stays text.
"""

from __future__ import annotations

import html
from typing import Any
from xml.etree import ElementTree

from docutils import nodes
from latex2mathml.converter import convert_to_element
from sphinx.util import logging

LOG = logging.getLogger(__name__)


def setup(app: Any) -> dict[str, Any]:
    """Offer the renderer ``mathml``."""
    app.add_html_math_renderer("mathml", (_inline, None), (_display, None))
    return {"parallel_read_safe": True}


def mathml(latex: str, display: str) -> str:
    """Return LaTeX as a ``<math>`` element; ``display`` is ``inline`` or ``block``."""
    tree = convert_to_element(latex, display=display)
    for one in tree.iter():
        # entities come as text ("&#x02265;"), to be read once; few fonts have their sign for a difference of sets
        one.text = html.unescape(one.text).replace("\u29f5", "\u2216") if one.text else one.text
        one.tail = html.unescape(one.tail) if one.tail else one.tail
        one.attrib.pop("href", None)
        if one.tag == "mtd" and (side := one.attrib.pop("columnalign", "")):  # not in MathML Core
            one.set("style", f"text-align: {side}")
    return ElementTree.tostring(tree, encoding="unicode")


def _translated(node: Any, display: str) -> str:
    latex = node.astext().strip()
    try:
        return mathml(latex, display)
    except Exception as error:  # the library documents no exceptions; as a warning it fails a build with -W
        LOG.warning("cannot be read as LaTeX: %s (%s)", latex, error, location=node)
        return f"<code>{html.escape(latex)}</code>"


def _inline(translator: Any, node: Any) -> None:
    translator.body.append(_translated(node, "inline"))
    raise nodes.SkipNode


def _display(translator: Any, node: Any) -> None:
    translator.body.append(f'<div class="math-block">{_translated(node, "block")}</div>')
    raise nodes.SkipNode
