"""The page ``index.html``: contents, the opening paragraphs, a section a model; complete in itself."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence

from gametheory.lang.writing.layout import count
from gametheory.show.report.markup import Child, Markup, el, join
from gametheory.show.report.opening import lead
from gametheory.show.report.sheet import SHEET
from gametheory.show.report.work import Part

__all__ = ["page"]


def page(
    parts: Sequence[Part], *, seed: int, draws: int, versions: Mapping[str, str], seconds: float | None = None
) -> Markup:
    """Return the whole page. It loads nothing and runs nothing: the policy in its head forbids both.

    ``seconds`` are those that the work was cut after.
    """
    refused = sum(part.status != "solved" for part in parts)
    cut = sum(bool(part.cut) for part in parts)
    title = parts[0].title if len(parts) == 1 else f"Report on {count(len(parts), 'model')}"
    contents: list[Child] = [el("li", el("a", part.title, href=f"#{part.folder}")) for part in parts]
    body = el(
        "body",
        el(
            "header",
            el("h1", title),
            el("p", "Solved, refined, verified and drawn by gametheory-toolkit.", class_="soft"),
        ),
        el(
            "main",
            el("nav", el("ol", contents), aria_label="Contents") if len(parts) > 1 else None,
            el("section", lead(len(parts), refused, cut), (Markup(part.opening) for part in parts), class_="opening"),
            (Markup(part.section) for part in parts),
        ),
        _colophon(parts, seed, draws, versions, seconds),
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
    parts: Sequence[Part], seed: int, draws: int, versions: Mapping[str, str], seconds: float | None
) -> Markup:
    from gametheory.show.report.build import command

    used = ", ".join(f"{name} {version}" for name, version in versions.items())
    cut = any(part.cut for part in parts)
    again = " computes all of it again" if not cut else " computes again what was not cut"
    return el(
        "footer",
        el("h2", "How this was made"),
        el("pre", command([part.name for part in parts], seed, draws, seconds)),
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
