"""Starting up: ``import gametheory`` beside ``import sympy``, and ``gametheory --help``."""

from __future__ import annotations

import statistics
import subprocess
import sys
from collections.abc import Iterator

from frame import Comparison, Timing, processor_seconds, seconds_text

RUNS = 9


def _run(arguments: list[str]) -> float:
    """Return the processor seconds of a new interpreter."""
    start = processor_seconds()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    return processor_seconds() - start


def _start(who: str, arguments: list[str], note: str = "") -> Timing:
    _run(arguments)  # bytecode is compiled, and read from the disk, once
    times = [_run(arguments) for _ in range(RUNS)]
    spread = f"median of {RUNS} processes, largest {seconds_text(max(times))}"
    return Timing(who, statistics.median(times), f"{spread}{'; ' if note else ''}{note}")


def comparisons() -> Iterator[Comparison]:
    use = "import gametheory as gt; gt.SignalingGame, gt.solve, gt.load"
    yield Comparison(
        "importing",
        [
            _start("import gametheory", ["-c", "import gametheory"], "what is used is imported when it is used"),
            _start("import gametheory, everything used", ["-c", use]),
            _start("import sympy", ["-c", "import sympy"]),
            _start("import nashpy", ["-c", "import nashpy"]),
            _start("import pygambit", ["-c", "import pygambit"]),
            _start("nothing", ["-c", "pass"]),
        ],
    )
    yield Comparison("gametheory --help", [_start("python -m gametheory --help", ["-m", "gametheory", "--help"])])
