"""The page ``index.html``: contents, the opening paragraphs, a section a model; complete in itself."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence

from gametheory.lang.writing.layout import count
from gametheory.lang.writing.markup import Markup, element, escaped
from gametheory.show.report.markup import soft
from gametheory.show.report.opening import lead
from gametheory.show.report.sheet import SHEET
from gametheory.show.report.work import Chapter

__all__ = ["page"]


def page(
    chapters: Sequence[Chapter], *, seed: int, draws: int, versions: Mapping[str, str], seconds: float | None = None
) -> Markup:
    """Return the whole page. It loads nothing and runs nothing: the policy in its head forbids both.

    ``seconds`` are those that the work was cut after.
    """
    refused = sum(chapter.status != "solved" for chapter in chapters)
    cut = sum(bool(chapter.cut) for chapter in chapters)
    title = chapters[0].title if len(chapters) == 1 else f"Report on {count(len(chapters), 'model')}"
    links = [element("a", chapter.title, href=f"#{chapter.folder}") for chapter in chapters]
    contents = element("nav", element("ol", (element("li", link) for link in links)), aria_label="Contents")
    body = element(
        "body",
        element(
            "header",
            element("h1", title),
            soft("Solved, refined, verified and drawn by gametheory-toolkit."),
        ),
        element(
            "main",
            contents if len(chapters) > 1 else None,
            element(
                "section",
                lead(len(chapters), refused, cut),
                (Markup(chapter.opening) for chapter in chapters),
                class_="opening",
            ),
            (Markup(chapter.section) for chapter in chapters),
        ),
        _colophon(chapters, seed, draws, versions, seconds),
    )
    return escaped((Markup("<!DOCTYPE html>\n"), element("html", _head(title), "\n", body, lang="en"), "\n"))


def _head(title: str) -> Markup:
    digest = base64.b64encode(hashlib.sha256(SHEET.encode()).digest()).decode("ascii")
    policy = f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", title),
        element("style", Markup(SHEET)),
    )


def _colophon(
    chapters: Sequence[Chapter], seed: int, draws: int, versions: Mapping[str, str], seconds: float | None
) -> Markup:
    from gametheory.show.report.build import command

    used = ", ".join(f"{name} {version}" for name, version in versions.items())
    cut = any(chapter.cut for chapter in chapters)
    again = " computes all of it again" if not cut else " computes again what was not cut"
    return element(
        "footer",
        element("h2", "How this was made"),
        element("pre", command([chapter.name for chapter in chapters], seed, draws, seconds)),
        element("p", f"Seed {seed}, {draws} draws. {used}."),
        element(
            "p",
            element("a", "manifest.json", href="manifest.json"),
            " lists the digest of every file: ",
            element("code", "gametheory report --check DIR"),
            f"{again} and says what differs. The sources that were used: ",
            element("a", "references.bib", href="references.bib"),
            ".",
        ),
    )
