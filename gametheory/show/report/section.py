"""A model's page: what is assumed, what is found, what it rests on."""

from __future__ import annotations

import base64
import functools
from collections.abc import Sequence
from pathlib import Path

from gametheory.concepts.words.statement import heading
from gametheory.lang.writing.markup import Child, Markup, element, joined
from gametheory.show.report.figures import FORMATS, Figure
from gametheory.show.report.markup import bullets, prose
from gametheory.show.report.part import on_page
from gametheory.show.report.study import Study

__all__ = ["section"]


def section(
    study: Study, figures: Sequence[Figure], *, place: str, document: str, explorer: bool, root: Path
) -> Markup:
    """Return what stands on a model's page.

    Parameters
    ----------
    study : Study
    figures : sequence of Figure
        Written to ``root / place / "figures"``.
    place : str
        The model's folder in the report, in which the page is too.
    document : str
        The document's name in that folder.
    explorer : bool
        Whether ``explorer.html`` is there.
    root : Path
        The report's folder.
    """
    show = functools.partial(_figures, figures, root / place / "figures")
    model = study.model
    head: list[Child] = [_kind(study, document, explorer)]
    if study.cut:
        head.append(element("p", f"{study.shortened}. With more time the rest can be computed.", class_="undecided"))
    head += prose(model.about)
    parts = [_anchored(part.name, part.section(study, show)) for part in on_page()]
    if study.solution is None:
        why = f"No solution concept of the toolkit takes this game: {study.refusal}."
        head += [element("h3", "Not solved"), element("p", why if study.refusal else f"The work was {study.why}.")]
        return element("section", head, parts)
    return element("section", head, parts, _missing(study.missing), _files(place, root))


def _anchored(name: str, what: Child) -> Child:
    """Return a part's section under its name, which links lead to."""
    return None if what is None else element("div", what, id=name)


def _kind(study: Study, document: str, explorer: bool) -> Markup:
    solved = "" if study.solution is None else f"; {heading(study.solution).rpartition(': ')[2]}"
    explore = element("a", "Explore it interactively", href="explorer.html")
    link = element("span", " ", explore, ".", class_="screen")
    return element(
        "p",
        f"{study.model.name}: {study.model.kind} game{solved}. ",
        element("a", "Document", href=document),
        f" {study.model.sha256[:12]}.",
        link if explorer else None,
        class_="kind",
    )


def _missing(reasons: Sequence[str]) -> Child:
    if not reasons:
        return None
    return [element("h3", "Not computed"), bullets(reasons)]


def _figures(figures: Sequence[Figure], folder: Path, kind: str) -> Child:
    """Return the figures of a kind; each is in the page itself as an image, in which nothing can run."""
    shown = [one for one in figures if one.kind == kind]
    if not shown:
        return None
    out = []
    for one in shown:
        data = base64.b64encode((folder / f"{one.stem}.svg").read_bytes()).decode("ascii")
        links = ((" ", element("a", end.upper(), href=f"figures/{one.stem}.{end}")) for end in FORMATS)
        image = element("img", src=f"data:image/svg+xml;base64,{data}", alt=f"{one.caption} {one.alternative}")
        caption = element("figcaption", one.caption, element("span", links, class_="screen"))
        out.append(element("figure", image, caption))
    wide = shown[0].beside and len(out) > 1
    return element("div", out, class_="figures" if wide else None)


def _files(place: str, root: Path) -> Markup:
    names = sorted(file.name for file in (root / place / "tables").glob("*"))
    links = joined((element("a", name, href=f"tables/{name}") for name in names), ", ")
    return element("p", "Tables: ", links, ".", class_="soft screen")
