"""``gametheory report``: models solved, refined, verified and drawn in one folder; and the check of such a folder."""

from __future__ import annotations

import argparse
import os
import sys
import threading
import time
from typing import Any

from gametheory.cache import using
from gametheory.commands.files import at_interrupt, guarded
from gametheory.commands.options import add_cache, add_command, add_limit, integer, limit
from gametheory.commands.talk import DONE, FAILED, progress, said_warnings, say
from gametheory.errors import GameTheoryError

__all__ = ["add"]

MOST = 10_000_000
"""The largest number of draws."""


def add(commands: Any) -> None:
    """Add the command."""
    report = add_command(
        commands,
        "report",
        "solve, refine, verify and draw models into a folder: page, figures, tables",
        "Write a report on models: a page that reads by itself (index.html), figures as SVG, PDF and PNG, tables as "
        "CSV and LaTeX, an interactive page a model, the bibliography, and a manifest with the digest of every file.",
    )
    report.add_argument(
        "models", metavar="MODEL", nargs="*", help="names of the catalogue or TOML files; default: the whole catalogue"
    )
    where = report.add_mutually_exclusive_group(required=True)
    where.add_argument("--out", metavar="DIR", help="a new or empty directory, or an earlier report, which is replaced")
    where.add_argument(
        "--check", metavar="DIR", help="compute an earlier report again and say what differs; exit 1 if anything does"
    )
    report.add_argument("--seed", metavar="K", help="of all draws, an integer from 0 on; default 0")
    report.add_argument("--draws", metavar="N", help="draws from the priors; default 4096")
    report.add_argument("--jobs", metavar="N", help="models worked on at a time; default: as many as processors")
    add_limit(report)
    add_cache(report)
    report.set_defaults(run=_report)


def _report(options: argparse.Namespace) -> int:
    with progress("starting"):
        from gametheory.show.report import aside, build
        from gametheory.show.report.comparison import clean_up

    at_interrupt(build.stop)
    at_interrupt(aside.clean_up)
    at_interrupt(clean_up)
    jobs = None if options.jobs is None else integer("--jobs", options.jobs, 1, 1024)
    seed = None if options.seed is None else integer("--seed", options.seed, 0)
    draws = None if options.draws is None else integer("--draws", options.draws, 1, MOST)
    if options.check is not None:
        if options.models or seed is not None or draws is not None:
            raise GameTheoryError("--check takes models, seed and draws from the report: leave them out")
        if options.seconds is not None or options.partial:
            raise GameTheoryError("--check computes again what was not cut: leave out --seconds and --partial")
        with guarded(), using(False):  # what is checked is computed again, all of it
            return _check(options.check, jobs)
    with limit(options, build.CUT), guarded():
        return _write(options, seed or 0, draws or build.DRAWS, jobs)


def _write(options: argparse.Namespace, seed: int, draws: int, jobs: int | None) -> int:
    from gametheory.lang.writing.layout import count
    from gametheory.show.report import write
    from gametheory.spec import catalogue

    models = options.models or list(catalogue())
    started = time.perf_counter()
    with said_warnings(), _Bar(len(models)) as bar:
        manifest = write(models, options.out, seed=seed, draws=draws, jobs=jobs, progress=bar.tell)
    refused = sum(one["status"] != "solved" for one in manifest["models"])
    rest = f", {refused} of them not solved" if refused else ""
    cut = manifest.get("cut", {}).get("models", {})
    for name, stages in cut.items():
        say(f"{name}: not all of it was done, there was no time for {', '.join(stages)}")
    say(
        f"wrote {options.out}: {count(len(manifest['models']), 'model')}{rest}, {len(manifest['outputs']) + 1} files "
        f"({time.perf_counter() - started:.1f} s)"
    )
    print(os.path.join(options.out, "index.html"))
    return DONE


def _check(place: str, jobs: int | None) -> int:
    from pathlib import Path

    from gametheory.lang.writing.layout import count
    from gametheory.show.report import compare
    from gametheory.show.report.aside import warn_of_leftovers
    from gametheory.show.report.folder import read_manifest

    with said_warnings():
        warn_of_leftovers(place)
    manifest = read_manifest(Path(place))
    started = time.perf_counter()
    with _Bar(len(manifest["models"])) as bar:
        differences, notes = compare(place, jobs=jobs, progress=bar.tell)
    for note in notes:
        say(note)
    for one in differences:
        print(one)
    seconds = f"({time.perf_counter() - started:.1f} s)"
    if differences:
        say(f"{place}: {count(len(differences), 'difference')} {seconds}")
        return FAILED
    cut = manifest.get("cut", {}).get("models", {})
    again = "and come out the same again"
    if cut:
        again = f"and what was not cut comes out the same again (not compared: {', '.join(cut)})"
    print(f"{place}: all {len(manifest['outputs'])} files are as they were, {again}")
    say(f"checked {seconds}")
    return DONE


class _Bar:
    """A progress bar on a terminal; elsewhere a line a model that is done."""

    def __init__(self, models: int) -> None:
        from tqdm import tqdm

        from gametheory.show.report.part import stages

        self.first = stages()[0]
        self.bar = tqdm(
            total=models * len(stages()),
            disable=not sys.stderr.isatty(),
            file=sys.stderr,
            bar_format="{l_bar}{bar}| {elapsed}",
            leave=False,
        )
        self.over = threading.Event()
        self.clock = threading.Thread(target=self._tick, daemon=True)

    def _tick(self) -> None:
        """Let the seconds run on while a stage lasts."""
        while not self.over.wait(0.5):
            self.bar.refresh()

    def tell(self, model: str, stage: str) -> None:
        if stage.startswith("done: "):
            self.bar.update(1)
            self.bar.clear()
            say(f"{model}: {stage.removeprefix('done: ')}")
            self.bar.refresh()
        else:
            self.bar.set_description(f"{model}, {stage}"[:48])
            self.bar.update(0 if stage == self.first else 1)

    def __enter__(self) -> _Bar:
        if not self.bar.disable:
            self.clock.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        if self.clock.ident is not None:
            self.clock.join()
        self.bar.close()
