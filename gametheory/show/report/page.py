"""The page ``index.html``: contents, the opening paragraphs, a section a model; complete in itself."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence

from gametheory.lang.writing.layout import count
from gametheory.lang.writing.markup import Markup
from gametheory.show.report.markup import Child, el, join
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
    contents: list[Child] = [el("li", el("a", chapter.title, href=f"#{chapter.folder}")) for chapter in chapters]
    body = el(
        "body",
        el(
            "header",
            el("h1", title),
            el("p", "Solved, refined, verified and drawn by gametheory-toolkit.", class_="soft"),
        ),
        el(
            "main",
            el("nav", el("ol", contents), aria_label="Contents") if len(chapters) > 1 else None,
            el(
                "section",
                lead(len(chapters), refused, cut),
                (Markup(chapter.opening) for chapter in chapters),
                class_="opening",
            ),
            (Markup(chapter.section) for chapter in chapters),
        ),
        _colophon(chapters, seed, draws, versions, seconds),
    )
    return join(Markup("<!DOCTYPE html>\n"), el("html", _head(title), "\n", body, lang="en"), "\n")


def _head(title: str) -> Markup:
    digest = base64.b64encode(hashlib.sha256(SHEET.encode()).digest()).decode("ascii")
    policy = f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=policy),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="referrer", content="no-referrer"),
        el("title", title),
        el("style", Markup(SHEET)),
    )


def _colophon(
    chapters: Sequence[Chapter], seed: int, draws: int, versions: Mapping[str, str], seconds: float | None
) -> Markup:
    from gametheory.show.report.build import command

    used = ", ".join(f"{name} {version}" for name, version in versions.items())
    cut = any(chapter.cut for chapter in chapters)
    again = " computes all of it again" if not cut else " computes again what was not cut"
    return el(
        "footer",
        el("h2", "How this was made"),
        el("pre", command([chapter.name for chapter in chapters], seed, draws, seconds)),
        el("p", f"Seed {seed}, {draws} draws. {used}."),
        el(
            "p",
            el("a", "manifest.json", href="manifest.json"),
            " lists the digest of every file: ",
            el("code", "gametheory report --check DIR"),
            f"{again} and says what differs. The sources that were used: ",
            el("a", "references.bib", href="references.bib"),
            ".",
        ),
    )
