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
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from gametheory.errors import GameTheoryError
from gametheory.show.report.findings import Findings

__all__ = ["Job", "Part", "main", "work"]


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
    """

    folder: str
    name: str
    document: str
    seed: int
    draws: int


@dataclass(frozen=True)
class Part:
    """What one model adds to the report's page and manifest.

    Attributes
    ----------
    name, folder, sha256, title, concept : str
    status : {"solved", "refused"}
    section, opening : str
        HTML.
    headline : str
        One line for the command line.
    references : tuple of str
        Keys of the bibliography.
    seconds : mapping of stage to seconds
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


def work(job: Job, step: Callable[[str], None]) -> Part:
    """Do a job and write its files.

    Parameters
    ----------
    job : Job
    step : function
        Called with each of :data:`~gametheory.show.report.findings.STAGES` when it begins.

    Raises
    ------
    GameTheoryError
        If the document cannot be read.
    OSError
        If a file cannot be written.
    """
    from gametheory.show.report.figures import draw
    from gametheory.show.report.findings import find
    from gametheory.show.report.folder import put
    from gametheory.show.report.opening import headline, opening
    from gametheory.show.report.section import section
    from gametheory.show.report.tables import tables
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
    model = load(place / job.document)
    found = find(model, seed=job.seed, draws=job.draws, step=tick)
    tick("figures")
    (place / "figures").mkdir(parents=True, exist_ok=True)
    figures, missing = draw(found, place / "figures")
    tick("explorer")
    explorer = _explorer(found)
    if explorer:
        put(place / "explorer.html", explorer)
    tick("tables")
    for name, text in tables(found):
        put(place / "tables" / name, text)
    page = section(found, figures, missing, place=job.name, document=job.document, explorer=bool(explorer), root=root)
    tick("")
    return Part(
        name=model.name,
        folder=job.name,
        document=f"{job.name}/{job.document}",
        sha256=model.sha256,
        title=model.title or model.name,
        concept="" if found.solution is None else found.solution.concept.name,
        status="refused" if found.solution is None else "solved",
        section=str(page),
        opening=str(opening(found, job.name)),
        headline=headline(found),
        references=tuple(sorted(_sources(found))),
        seconds=seconds,
    )


def _sources(found: Findings) -> set[str]:
    """Return the keys of what was used: by the solution, and by the studies of it."""
    from gametheory.show.citing import sources

    keys = set(sources(found.model if found.solution is None else found.solution))
    if found.sensitivities:
        keys |= {"howard1988", "janon2014", "sobol2001"}
    if found.verification is not None and any(verdict.share is not None for verdict in found.verification):
        keys.add("wilson1927")
    return keys


def _explorer(found: Findings) -> str:
    """Return the interactive page of a model, empty for a game that is not solved."""
    if found.solution is None:
        return ""
    from gametheory.show import explorer

    return explorer.page(found.solution, found.verification)


def main() -> int:
    """Do the job on standard input."""
    job = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with_parent, daemon=True).start()
    out, lock = os.fdopen(os.dup(1), "w", encoding="utf-8"), threading.Lock()

    def say(kind: str, value: Any) -> None:
        with lock:
            out.write(json.dumps({kind: value}) + "\n")
            out.flush()

    sys.stdout = io.StringIO()  # standard output is for these lines alone
    try:
        part = work(Job(**job), lambda stage: say("step", stage))
    except GameTheoryError as error:
        say("error", str(error))
        return 1
    except OSError as error:
        say("fault", [error.errno, error.strerror or str(error), error.filename and os.fspath(error.filename)])
        return 1
    except MemoryError:
        say("error", "not enough memory")
        return 1
    say("part", asdict(part))
    return 0


def _end_with_parent() -> None:
    """End this process when the one that reads from it has gone: standard input is open until then."""
    with contextlib.suppress(OSError):
        while os.read(0, 1024):  # not through sys.stdin: its lock would be in the way of an orderly end
            pass
    os._exit(1)
