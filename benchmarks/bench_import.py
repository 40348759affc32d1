"""Starting up: ``import gametheory`` beside ``import sympy``, and ``gametheory --help``."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

from frame import Comparison, Timing, median


def _run(arguments: list[str]) -> None:
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)


def _start(who: str, arguments: list[str], note: str = "") -> Timing:
    return median(who, lambda _: _run(arguments), range(9), note)


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
