"""A report put together: the models worked on side by side, then the answer, the bibliography and the manifest.

Every model is a process of its own, as many at a time as there are processors; what is written does not depend on how
many. The page lists the models in the order in which they were asked for.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import queue
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from gametheory.cache import folder_in_use
from gametheory.errors import GameTheoryError, ParameterError
from gametheory.lang import deadline
from gametheory.show.report.aside import aside
from gametheory.show.report.folder import FORMAT, MANIFEST, check_place, digests, put
from gametheory.show.report.names import folder_name
from gametheory.show.report.part import addresses
from gametheory.show.report.texts import KEPT, behind, kept
from gametheory.show.report.work import STOP, Chapter, Job, unreached, work
from gametheory.spec import Model, catalogue, load
from gametheory.spec.library import document_bytes
from gametheory.spec.statements import Statements
from gametheory.study.answers.answer import ordered
from gametheory.study.answers.facts import ModelFacts, read
from gametheory.study.response.sobol import LEAST_DRAWS
from gametheory.study.sweeps.draws import check_seed
from gametheory.version import __version__

__all__ = ["DRAWS", "Progress", "stop", "write"]

DRAWS = 4096
"""Draws from the priors, for shares and Sobol' indices."""

Progress = Callable[[str, str], None]
"""Called with a model's name and the stage that begins, or with its headline after ``done: ``."""

PROGRAM = """
import signal, sys
# an interrupt ends it without a word: its parent says it, or first asks for what there is
signal.signal(signal.SIGINT, signal.SIG_IGN if sys.argv[1:] else signal.SIG_DFL)
from gametheory.show.report.work import main
sys.exit(main())
"""

CUT = "cut to keep within {}"
"""What is said of work that was cut."""

_MODELS = 0.9  # of the time that is left is for the models, the rest for the page and the digests

_running: dict[subprocess.Popen[str], threading.Thread] = {}


def write(
    models: Iterable[Model | str | os.PathLike[str]] | None = None,
    out: str | os.PathLike[str] = "report",
    *,
    seed: int = 0,
    draws: int = DRAWS,
    jobs: int | None = None,
    progress: Progress | None = None,
    seconds: float | None = None,
    partial: bool = False,
    text: Statements | None = None,
) -> dict[str, Any]:
    """Write a report into a new folder and return its manifest.

    Parameters
    ----------
    models : iterable of Model, name or path, optional
        By default every model of the catalogue.
    out : path
        A folder that does not exist yet, is empty, or holds an earlier report, which is then replaced.
    seed : int
        Of all draws, from 0 on.
    draws : int
        From the priors, for shares and Sobol' indices.
    jobs : int, optional
        Models worked on at a time, by default as many as there are processors.
    progress : function, optional
        Called with a model's name and the stage that begins.
    seconds : number, optional
        How long all of it may take. The report is whole all the same: the page and the manifest say which parts were
        cut. This alone can make a report depend on the machine.
    partial : bool
        Whether Ctrl-C ends the work in the same way instead of raising ``KeyboardInterrupt``; a second one raises it.
    text : Statements, optional
        The text behind the models; by default the one beside the document of the first that has one.

    Raises
    ------
    ParameterError
        For a seed that is no integer from 0 on, too few draws, and ``seconds`` that is no positive number.
    GameTheoryError
        If the folder holds something else, when the work begins or when it is done; if another run is writing into
        it; if a model cannot be read; without matplotlib.
    OSError
        If a file cannot be written. What was in the folder before is then still there, as after every other error.

    Warns
    -----
    LeftoverWarning
        If a run into the same place that was killed left something beside it.
    """
    check_seed(seed)
    if isinstance(draws, bool) or not isinstance(draws, int) or draws < LEAST_DRAWS:
        raise ParameterError(f"draws: expected an integer of at least {LEAST_DRAWS}, got {draws!r}")
    check_place(out)
    check_drawing()
    wanted = list(catalogue() if models is None else models)
    if not wanted:
        raise GameTheoryError("no model to report on")
    tell = progress or (lambda name, stage: None)
    with deadline.limited(seconds, partial, why=CUT), aside(out) as new:
        with deadline.suspended():
            todo = _laid_out(new, wanted, seed, draws)
            text = text or behind(wanted)
        todo = [(name, replace(job, partial=deadline.interruptible())) for name, job in todo]
        chapters = _worked(todo, _jobs(jobs, len(todo)), tell)
        return _closed(new, chapters, seed, draws, deadline.seconds_given(), text, given=models is not None)


def check_drawing() -> None:
    """Check that figures can be drawn.

    Raises
    ------
    GameTheoryError
        Without matplotlib, with the name of the extra.
    """
    try:
        import gametheory.show.plot  # noqa: F401
    except ModuleNotFoundError as missing:
        raise GameTheoryError(f"a report needs figures; {missing}") from None


def _jobs(given: int | None, models: int) -> int:
    if given is None:
        with contextlib.suppress(AttributeError):
            return min(len(os.sched_getaffinity(0)), models)
        return min(os.cpu_count() or 1, models)
    if isinstance(given, bool) or not isinstance(given, int) or given < 1:
        raise GameTheoryError(f"jobs is a positive number of models at a time, got {given!r}")
    return min(given, models)


def _laid_out(
    new: Path, wanted: Sequence[Model | str | os.PathLike[str]], seed: int, draws: int
) -> list[tuple[str, Job]]:
    """Put every model's document into its folder, all of them read and checked before the first is solved."""
    todo: list[tuple[str, Job]] = []
    for one in wanted:
        model = one if isinstance(one, Model) else load(one)
        data = model.to_toml().encode() if isinstance(one, Model) else document_bytes(one)
        name = folder_name(model.name, [job.name for _, job in todo])
        job = Job(str(new), name, f"{name}.toml", seed, draws, parts=addresses(), cache=folder_in_use() or "")
        put(new / name / job.document, data)
        todo.append((model.name, job))
    return todo


def _worked(todo: Sequence[tuple[str, Job]], jobs: int, tell: Progress) -> list[Chapter]:
    if jobs == 1:
        chapters = []
        for i, (name, job) in enumerate(todo):
            timed, why = _timed(job, len(todo) - i)
            chapters.append(unreached(job, why) if why else work(timed, functools.partial(tell, name)))
            tell(name, f"done: {chapters[-1].headline}")
        return chapters
    return _side_by_side(todo, jobs, tell)


def _side_by_side(todo: Sequence[tuple[str, Job]], jobs: int, tell: Progress) -> list[Chapter]:
    waiting, lines = deque(range(len(todo))), queue.SimpleQueue[tuple[int, dict[str, Any] | None]]()
    chapters: dict[int, Chapter] = {}

    def begin() -> None:
        """Start the next model for which there is time; the others get the chapter that takes none."""
        while waiting:
            i = waiting.popleft()
            name, job = todo[i]
            timed, why = _timed(job, -(-(len(waiting) + 1) // jobs))
            if not why:
                _start(i, timed, lines)
                return
            chapters[i] = unreached(job, why)
            tell(name, f"done: {chapters[i].headline}")

    try:
        deadline.at_interrupt(_ask_for_what_there_is)
        for _ in range(jobs):
            begin()
        while len(chapters) < len(todo):
            i, line = lines.get()
            name = todo[i][0]
            if line is None:
                if i in chapters:
                    continue
                raise GameTheoryError(f"{name}: its process ended without an answer (killed, or out of memory)")
            if "step" in line:
                tell(name, line["step"])
            elif "chapter" in line:
                found = line["chapter"]
                chapters[i] = Chapter(**{**found, "references": tuple(found["references"]), "cut": tuple(found["cut"])})
                tell(name, f"done: {chapters[i].headline}")
                begin()
            elif "fault" in line:
                number, what, file = line["fault"]
                raise OSError(number, f"{what} (while working on {name})", file)
            else:
                raise GameTheoryError(f"{name}: {line['error']}")
    finally:
        stop()
    return [chapters[i] for i in range(len(todo))]


def _timed(job: Job, turns: int) -> tuple[Job, str]:
    """Return a job with its part of the time that is left for so many turns, and, if none is left, why."""
    try:
        deadline.check()
    except deadline.CutError as cut:
        return job, str(cut)
    left = deadline.seconds_left()
    if left is None:
        return job, ""
    return replace(job, seconds=max(left * _MODELS / turns, 0.001), why=deadline.reason()), ""


def _start(i: int, job: Job, lines: Any) -> None:
    """Start the process of a model; a thread hands on what it says, None at its end."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *(["partial"] if job.partial else [])],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=environment,
    )

    def listen() -> None:
        assert process.stdout is not None
        with process.stdout:
            for line in process.stdout:
                with contextlib.suppress(ValueError):
                    lines.put((i, json.loads(line)))
        lines.put((i, None))

    _running[process] = threading.Thread(target=listen, daemon=True)
    _running[process].start()
    assert process.stdin is not None
    with contextlib.suppress(BrokenPipeError):  # it has ended already: the thread says so
        process.stdin.write(json.dumps(asdict(job)) + "\n")
        process.stdin.flush()  # and stays open: its end tells the process to end


def _ask_for_what_there_is() -> None:
    """Have the processes of all models end with what they have."""
    for process in list(_running):
        if process.stdin is not None:
            with contextlib.suppress(OSError, ValueError):  # it has ended
                os.write(process.stdin.fileno(), STOP)


def stop() -> None:
    """End the processes of all models."""
    for process, listener in list(_running.items()):
        process.kill()
        process.wait()
        listener.join()
        if process.stdin is not None:
            with contextlib.suppress(OSError):
                process.stdin.close()
        _running.pop(process, None)


def _closed(
    new: Path,
    chapters: Sequence[Chapter],
    seed: int,
    draws: int,
    seconds: float | None,
    text: Statements | None,
    *,
    given: bool,
) -> dict[str, Any]:
    """Write the pages, the answer's files, the bibliography and the manifest."""
    from gametheory.show.citing import bibliography
    from gametheory.show.report.page import Making, front, model_page
    from gametheory.show.report.tables import written

    keys = sorted({key for chapter in chapters for key in chapter.references})
    put(new / "references.bib", bibliography(keys))
    versions = _versions()
    cut = {chapter.name: list(chapter.cut) for chapter in chapters if chapter.cut}
    limit = seconds if cut else None
    again = command([chapter.name for chapter in chapters], seed, draws, limit)
    making = Making(again, seed, draws, versions, bool(cut))
    facts = [read(ModelFacts, chapter.facts) for chapter in chapters if chapter.facts is not None]
    answer = ordered(facts, text, given=given) if facts else None
    put(new / "index.html", str(front(chapters, answer, making)))
    for chapter in chapters:
        alone = command([chapter.name], seed, draws, seconds if chapter.cut else None)
        page = model_page(chapter, Making(alone, seed, draws, versions, bool(chapter.cut)))
        put(new / chapter.folder / "index.html", str(page))
    if answer is not None:
        put(new / "answer.json", json.dumps(answer.document(), indent=1, ensure_ascii=False) + "\n")
        put(new / "outcomes.csv", written("outcomes.csv", answer.rows()))
    if text is not None:
        put(new / KEPT, kept(text) + "\n")
    keep = ("name", "title", "folder", "document", "sha256", "concept", "status")
    manifest = {
        "format": FORMAT,
        "command": again,
        "seed": seed,
        "draws": draws,
        "versions": versions,
        **({"cut": {"seconds": seconds, "models": cut}} if cut else {}),
        "models": [
            {**{key: getattr(chapter, key) for key in keep}, "references": [*chapter.references]}
            for chapter in chapters
        ],
        "outputs": digests(new),
        "run": {"seconds": {chapter.name: chapter.seconds for chapter in chapters}},
    }
    put(new / MANIFEST, json.dumps(manifest, indent=1, ensure_ascii=False) + "\n")
    return manifest


def command(names: Sequence[str], seed: int, draws: int, seconds: float | None = None) -> str:
    """Return the command that makes a report of these models."""
    import shlex

    limit = [] if seconds is None else ["--seconds", f"{seconds:g}"]
    given = ["--out", "DIR", "--seed", str(seed), "--draws", str(draws), *limit]
    return shlex.join(["gametheory", "report", *names, *given])


def _versions() -> dict[str, str]:
    """Return the versions of everything that the digests may depend on."""
    import platform
    from importlib.metadata import version

    packages = ("python-flint", "z3-solver", "sympy", "numpy", "scipy", "xarray", "nashpy", "matplotlib")
    return {
        "gametheory-toolkit": __version__,
        "python": platform.python_version(),
        **{name: version(name) for name in packages},
    }
