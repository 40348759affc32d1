"""The work on one model: findings, figures, tables, explorer, and its part of the page.

It runs in this process, or in one of its own: :func:`main` reads a job from standard input and writes lines of JSON to
standard output, a step at a time. A process a model keeps the models apart: memory goes back when one is done, and an
interrupt ends them at once. What is written depends on the job alone.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar

from gametheory.cache import using
from gametheory.errors import GameTheoryError
from gametheory.lang import deadline
from gametheory.lang.writing.markup import Markup
from gametheory.show.report.figures import Figure, draw
from gametheory.show.report.part import PARTS, addresses, on_page, stages, take
from gametheory.show.report.parts.answer import AnswerPart
from gametheory.show.report.parts.claims import ClaimsPart
from gametheory.show.report.study import Study, find
from gametheory.show.report.tables import written
from gametheory.study.answers.facts import document

__all__ = ["Chapter", "Job", "main", "unreached", "work"]

STOP = b"stop\n"
"""A line on standard input that asks for what there is."""

Written = TypeVar("Written")


@dataclass(frozen=True)
class Job:
    """What is to be done for one model.

    Attributes
    ----------
    folder : str
        That is being written.
    name : str
        Of the model's folder in it.
    document : str
        The model's document in that folder.
    seed, draws : int
    seconds : float or None
        How long it may take.
    why : str
        What is said of what is cut.
    partial : bool
        Whether an interrupt ends it with what there is.
    parts : tuple of str
        Where the parts are found, for a process of its own; none: those of the package.
    cache : str
        The folder in which solutions are kept; empty: nowhere.
    """

    folder: str
    name: str
    document: str
    seed: int
    draws: int
    seconds: float | None = None
    why: str = ""
    partial: bool = False
    parts: tuple[str, ...] = ()
    cache: str = ""


@dataclass(frozen=True)
class Chapter:
    """What one model adds to the report's page and manifest.

    Attributes
    ----------
    name, folder, sha256, title, concept : str
    status : {"solved", "refused", "cut"}
    section, opening : str
        HTML.
    headline : str
        One line for the command line.
    references : tuple of str
        Keys of the bibliography.
    seconds : mapping of stage to seconds
    cut : tuple of str
        The stages that there was no time for, or only for a part of them.
    facts : mapping or None
        What the answer is made of, as JSON's types.
    """

    name: str
    folder: str
    document: str
    sha256: str
    title: str
    concept: str
    status: str
    section: str
    opening: str
    headline: str
    references: tuple[str, ...]
    seconds: dict[str, float]
    cut: tuple[str, ...] = ()
    facts: dict[str, Any] | None = None


def work(job: Job, step: Callable[[str], None]) -> Chapter:
    """Do a job and write its files.

    Parameters
    ----------
    job : Job
    step : function
        Called with each of the stages (:func:`~gametheory.show.report.part.stages`) when it begins.

    Raises
    ------
    GameTheoryError
        If the document cannot be read.
    OSError
        If a file cannot be written.
    """
    with deadline.limited(job.seconds, why=job.why), using(job.cache or False):
        return _work(job, step)


def unreached(job: Job, why: str) -> Chapter:
    """Return the chapter of a model for which there is no time at all: what its document says."""
    from gametheory.spec import load

    with deadline.suspended():
        model = load(Path(job.folder) / job.name / job.document)
    return _chapter(job, Study(model, job.seed, job.draws, cut=[*stages()], why=why), (), "", {})


def _work(job: Job, step: Callable[[str], None]) -> Chapter:
    from gametheory.show import plot
    from gametheory.show.report.folder import put
    from gametheory.spec import load

    seconds: dict[str, float] = {}
    begun: list[tuple[str, float]] = []

    def tick(stage: str) -> None:
        now = time.perf_counter()
        if begun:
            last, since = begun.pop()
            seconds[last] = round(now - since, 3)
        if stage:
            begun.append((stage, now))
            step(stage)

    root = Path(job.folder)
    place = root / job.name
    with deadline.suspended():
        model = load(place / job.document)
    study = find(model, seed=job.seed, draws=job.draws, step=tick)
    tick("figures")
    (place / "figures").mkdir(parents=True, exist_ok=True)
    with study.stage("figures", 0.8):
        plans = (plan for part in on_page() for plan in part.figures(study, plot))
        figures, missing = draw(plans, place / "figures")
    study.missing += missing
    tick("explorer")
    explorer = ""
    with study.stage("explorer"):
        with deadline.Part() as page, deadline.whole():
            deadline.check()
            explorer = _explorer(study)
        if page.why:
            study.missing.append(f"the interactive page: {page.why}")
    if explorer:
        put(place / "explorer.html", explorer)
    tick("tables")
    for name, text in _in_any_case(lambda: _tables(study)):
        put(place / "tables" / name, text)
    chapter = _chapter(job, study, figures, explorer, seconds)
    tick("")
    return chapter


def _tables(study: Study) -> list[tuple[str, str]]:
    return [(name, written(name, what)) for part in PARTS.values() for name, what in part.tables(study)]


def _in_any_case(write: Callable[[], Written]) -> Written:
    """Return what a report cannot be without: in its plainest form, if there is no time for a better one."""
    with deadline.Part():
        return write()
    with deadline.suspended():
        return write()


def _chapter(job: Job, study: Study, figures: Sequence[Figure], explorer: str, seconds: dict[str, float]) -> Chapter:
    from gametheory.show.report.opening import headline, opening
    from gametheory.show.report.section import section

    model = study.model

    def page() -> Markup:
        place, root = job.name, Path(job.folder)
        return section(study, figures, place=place, document=job.document, explorer=bool(explorer), root=root)

    return Chapter(
        name=model.name,
        folder=job.name,
        document=f"{job.name}/{job.document}",
        sha256=model.sha256,
        title=model.title or model.name,
        concept="" if study.solution is None else study.solution.concept.name,
        status="solved" if study.solution is not None else "refused" if study.refusal else "cut",
        section=str(_in_any_case(page)),
        opening=str(_in_any_case(lambda: opening(study, job.name))),
        headline=headline(study),
        references=tuple(sorted(_sources(study))),
        seconds=seconds,
        cut=tuple(study.cut),
        facts=None if study[AnswerPart] is None else document(study[AnswerPart]),
    )


def _sources(study: Study) -> set[str]:
    """Return the keys of what was used: by the solution, and by the parts."""
    from gametheory.show.citing import sources

    used = sources(study.model if study.solution is None else study.solution)
    return {*used, *(key for part in PARTS.values() for key in part.references(study))}


def _explorer(study: Study) -> str:
    """Return the interactive page of a model, empty for a game that is not solved."""
    if study.solution is None:
        return ""
    from gametheory.show import explorer

    return explorer.page(study.solution, study[ClaimsPart])


def main() -> int:
    """Do the job on standard input."""
    interrupt = deadline.Interrupt()
    line = _line()
    while line == STOP:
        interrupt.meet()
        line = _line()
    job = Job(**json.loads(line))
    threading.Thread(target=_listen, args=(interrupt,), daemon=True).start()
    out, lock = os.fdopen(os.dup(1), "w", encoding="utf-8"), threading.Lock()

    def say(kind: str, value: Any) -> None:
        with lock:
            out.write(json.dumps({kind: value}) + "\n")
            out.flush()

    sys.stdout = io.StringIO()  # standard output is for these lines alone
    try:
        take(job.parts or addresses())
        with deadline.limited(interrupt=interrupt if job.partial else None):
            chapter = work(job, lambda stage: say("step", stage))
    except GameTheoryError as error:
        say("error", str(error))
        return 1
    except OSError as error:
        say("fault", [error.errno, error.strerror or str(error), error.filename and os.fspath(error.filename)])
        return 1
    except MemoryError:
        say("error", "not enough memory")
        return 1
    say("chapter", asdict(chapter))
    return 0


def _line() -> bytes:
    """Return the next line of standard input, and take nothing of what comes after it."""
    found = b""
    while not found.endswith(b"\n"):
        one = os.read(0, 1)
        if not one:
            break
        found += one
    return found


def _listen(interrupt: deadline.Interrupt) -> None:
    """End this process when the one that reads from it has gone: standard input is open until then.

    Whatever comes through it before asks for what there is.
    """
    with contextlib.suppress(OSError):
        while os.read(0, 1024):  # not through sys.stdin: its lock would be in the way of an orderly end
            interrupt.meet()
    os._exit(1)
