"""The pages of a report: ``index.html`` with the answer, and a page a model with the evidence. None loads anything."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gametheory.lang.writing.layout import count
from gametheory.lang.writing.markup import Child, Markup, element, escaped
from gametheory.show.answer import page as answer_page
from gametheory.show.answer.sheet import SHEET as ANSWER_SHEET
from gametheory.show.report.markup import soft
from gametheory.show.report.opening import lead
from gametheory.show.report.sheet import SHEET
from gametheory.show.report.work import Chapter
from gametheory.study.answers.answer import Answered

__all__ = ["Making", "front", "model_page"]


@dataclass(frozen=True)
class Making:
    """How a report is made: what its colophon says.

    ``command`` makes it again; ``seconds`` are those that the work was cut after, ``cut`` whether it was.
    """

    command: str
    seed: int
    draws: int
    versions: Mapping[str, str]
    cut: bool = False


def front(chapters: Sequence[Chapter], answer: Answered | None, making: Making) -> Markup:
    """Return the first page: the answer, if any model has one, and what each model's page has."""
    models = _models(chapters)
    if answer is None:
        title = chapters[0].title if len(chapters) == 1 else f"Report on {count(len(chapters), 'model')}"
        head = element("header", element("h1", title), soft(_MADE))
        return _whole(
            title, SHEET, element("body", head, element("main", models), element("footer", _colophon(making)))
        )
    folders = {chapter.name: chapter.folder for chapter in chapters}
    links = (
        element("a", "As a table", href="outcomes.csv"), ", ", element("a", "as data", href="answer.json"), ".",
    )  # fmt: skip
    body = answer_page.body(answer, folders, models, _colophon(making), links)
    return _whole(answer.question, ANSWER_SHEET, body)


_MADE = "Solved, refined, verified and drawn by gametheory-toolkit."


def model_page(chapter: Chapter, making: Making) -> Markup:
    """Return the page of a model, for ``index.html`` in its folder."""
    back = element("nav", element("a", "The answer", href="../index.html"), aria_label="This report")
    body = element(
        "body",
        element("header", back, element("h1", chapter.title), soft(_MADE)),
        element("main", Markup(chapter.section)),
        element("footer", _colophon(making, "../")),
    )
    return _whole(chapter.title, SHEET, body)


def _models(chapters: Sequence[Chapter]) -> Child:
    refused = sum(chapter.status != "solved" for chapter in chapters)
    cut = sum(bool(chapter.cut) for chapter in chapters)
    return [lead(len(chapters), refused, cut), (Markup(chapter.opening) for chapter in chapters)]


def _whole(title: str, sheet: str, body: Markup) -> Markup:
    return escaped((Markup("<!DOCTYPE html>\n"), element("html", _head(title, sheet), "\n", body, lang="en"), "\n"))


def _head(title: str, sheet: str) -> Markup:
    digest = base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode("ascii")
    policy = f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", title),
        element("style", Markup(sheet)),
    )


def _colophon(making: Making, up: str = "") -> Child:
    used = ", ".join(f"{name} {version}" for name, version in making.versions.items())
    again = " computes all of it again" if not making.cut else " computes again what was not cut"
    return [
        element("h2", "How this was made"),
        element("pre", making.command),
        element("p", f"Seed {making.seed}, {making.draws} draws. {used}."),
        element(
            "p",
            element("a", "manifest.json", href=f"{up}manifest.json"),
            " lists the digest of every file: ",
            element("code", "gametheory report --check DIR"),
            f"{again} and says what differs. The sources that were used: ",
            element("a", "references.bib", href=f"{up}references.bib"),
            ".",
        ),
    ]
