"""``{statements} THEME``: what became of a text, statement by statement, in the models of a theme.

Made from the theme's ``statements.toml``, its models and the verdicts on their claims; ``-D model_verdicts=0`` leaves
the verdicts out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from model_pages import verified
from sphinx.addnodes import pending_xref
from sphinx.util.docutils import SphinxDirective

import gametheory as gt
from gametheory.spec import Statement, load_statements
from gametheory.spec.claim import Claim
from gametheory.spec.library import statement_files
from gametheory.spec.statements import Named

WORDS = ("proved", "refuted", "undecided")


def setup(app: Any) -> dict[str, Any]:
    """Add the directive."""
    app.add_directive("statements", StatementList)
    return {"parallel_read_safe": True}


class StatementList(SphinxDirective):
    """A list: each statement, what it was put in as, the claims that state it, or why none does."""

    required_arguments: ClassVar[int] = 1

    def run(self) -> list[nodes.Node]:
        """Return the text's title and the list."""
        (file,) = (file for file in statement_files() if file.parent.name == self.arguments[0])
        for path in sorted(Path(file).parent.glob("*.toml")):
            self.env.note_dependency(str(path))
        found = load_statements(file)
        claims = {
            Named(name, claim.name): claim
            for name in dict.fromkeys(named.model for one in found.statements for named in one.claims)
            for claim in gt.load(name).claims
        }
        items = [self._item(one, claims) for one in found.statements]
        about = [nodes.paragraph(text=text) for text in (found.source, found.about) if text]
        return [*about, nodes.definition_list("", *items)]

    def _item(self, one: Statement, claims: Mapping[Named, Claim]) -> nodes.Node:
        said = f"“{one.quote}”" if one.quote else one.paraphrase
        term = nodes.term("", "", nodes.strong("", one.id), nodes.Text(f" {said}"), ids=[nodes.make_id(one.id)])
        definition = nodes.definition()
        if one.quote and one.paraphrase:
            definition += nodes.paragraph(text=one.paraphrase)
        if one.put_in:
            names = [part for name in one.put_in for part in (nodes.Text(", "), nodes.literal("", name))]
            definition += nodes.paragraph("", "", nodes.Text("Put in: "), *names[1:], nodes.Text("."))
        if one.why_not:
            definition += nodes.paragraph(text=f"Stated by no model. {one.why_not}")
        if one.claims:
            words = {named: self._word(named) for named in one.claims}
            definition += nodes.raw("", f"<details><summary>{_counted(words)}</summary>", format="html")
            lines = [self._line(named, words[named], claims[named]) for named in one.claims]
            definition += nodes.bullet_list("", *lines)
            definition += nodes.raw("", "</details>", format="html")
        return nodes.definition_list_item("", term, definition)

    def _word(self, named: Named) -> str:
        return str(verified(named.model)[named.claim].status) if self.config.model_verdicts else ""

    def _line(self, named: Named, word: str, claim: Claim) -> nodes.Node:
        kind = [text for given, text in ((claim.put_in, "put in"), (claim.form, "by the form assumed")) if given]
        marks = ", ".join([*([word] if word else []), *kind])
        page = pending_xref(
            "",
            nodes.inline("", named.model),
            refdoc=self.env.docname,
            refdomain="std",
            reftype="doc",
            reftarget=f"/models/{named.model}",
            refexplicit=True,
            refwarn=True,
        )
        text = nodes.Text(f", {named.claim}: {' '.join(claim.statement.split())}")
        head = [nodes.strong("", marks), nodes.Text(": ")] if marks else []
        return nodes.list_item("", nodes.paragraph("", "", *head, page, text))


def _counted(words: Mapping[Named, str]) -> str:
    counts = Counter(words.values())
    total = f"{len(words)} claim{'s' if len(words) > 1 else ''}"
    said = [f"{counts[word]} {word}" for word in WORDS if counts[word]]
    return f"{total}: {', '.join(said)}" if said else total
