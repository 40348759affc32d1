"""``{model-page} NAME``: a model's page, made from its document, from solving it and from deciding its claims.

Deciding claims takes a minute for the largest model; ``-D model_verdicts=0`` leaves it out.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

import gametheory as gt
from gametheory.lang.writing.html import write
from gametheory.lang.writing.markup import Markup, element
from gametheory.lang.writing.statement import Part
from gametheory.spec.model_statement import sections
from gametheory.study import Verification
from gametheory.study.sweeps.draws import sampler
from gametheory.study.sweeps.priors import accepted_text, priors_of


def setup(app: Any) -> dict[str, Any]:
    """Add the directive."""
    app.add_config_value("model_verdicts", True, "env", bool)
    app.add_directive("model-page", ModelPage)
    return {"parallel_read_safe": True}


@functools.cache
def solved(name: str) -> gt.Solution:
    """Return a model's solution, made once a build."""
    return gt.solve(gt.load(name))


@functools.cache
def verified(name: str) -> Verification:
    """Return the verdicts on a model's claims, made once a build."""
    solution = solved(name)
    return gt.verify(solution.model, solution=solution, draws=0)


class ModelPage(SphinxDirective):
    """The whole page, a section with its title."""

    required_arguments: ClassVar[int] = 1

    def run(self) -> list[nodes.Node]:
        """Return the page's one section."""
        name = self.arguments[0]
        entry = gt.catalogue()[name]
        if isinstance(entry.path, Path):
            self.env.note_dependency(str(entry.path))
        model = gt.load(name)
        page = _section(name, model.title or name)
        page += [_paragraph(part) for part in model.about.split("\n\n") if part.strip()]
        page += self._facts(model, entry)
        shown = sections(model)
        claims = shown.pop("claims", ())
        parts = {word.capitalize(): write(part) for word, part in shown.items()}
        parts |= _answers(model, claims, verdicts=self.config.model_verdicts)
        for title, part in parts.items():
            section = _section(f"{name}-{title}", title)
            section += nodes.raw("", element("div", part, class_="model-part"), format="html")
            page += section
        return [page]

    def _facts(self, model: gt.Model, entry: Any) -> nodes.Node:
        place = f"models/{entry.theme}/{model.name}.toml"
        facts = [f"{model.kind} game", f"document {place}", f"sha256 {model.sha256[:16]}…", *_accepted(model)]
        return nodes.paragraph("", "", nodes.emphasis("", "; ".join(facts)))


def _accepted(model: gt.Model) -> Iterator[str]:
    """Yield how much of the declared priors the assumptions accept, and of those of every scenario that has some."""
    if not model.parameters:
        return
    for name in (None, *(name for name, one in model.scenarios.items() if one.priors)):
        with contextlib.suppress(gt.ParameterError):  # a parameter with neither a prior nor a bounded range
            priors = priors_of(model, name)
            text = accepted_text(sampler(model, priors=priors).accepted(seed=0))
            yield text if name is None else f"under {priors.text} {text}"


def _answers(model: gt.Model, claims: tuple[Part, ...], *, verdicts: bool) -> dict[str, Markup]:
    """Return the equilibria, and the claims with their verdicts where they have a formal part."""
    stated = {"Claims": write(claims)} if claims else {}
    try:
        solution = solved(model.name)
    except gt.ConceptError as error:
        return {"Equilibria": element("p", f"Not solved: {error}"), **stated}
    if verdicts and any(claim.sentences for claim in model.claims):
        stated = {"Claims": write(verified(model.name).statement())}
    return {"Equilibria": write(solution.statement()), **stated}


def _paragraph(text: str) -> nodes.paragraph:
    """Return a paragraph in which what stands between backticks is literal."""
    out = nodes.paragraph()
    for i, part in enumerate(text.split("`")):
        out += nodes.literal("", part) if i % 2 else nodes.Text(part)
    return out


def _section(identity: str, title: str) -> nodes.section:
    return nodes.section("", nodes.title("", title), ids=[nodes.make_id(identity)], names=[identity.lower()])
