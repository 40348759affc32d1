"""Run the benchmarks and print one table: ``python benchmarks/run.py [NAME ...]``, e.g. ``signaling import``.

Each is a process of its own: what one of them leaves in memory is no other's.
"""

from __future__ import annotations

import importlib
import platform
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main(wanted: Sequence[str]) -> int:
    sys.path.insert(0, str(HERE))
    from frame import fresh

    names = sorted(path.stem.removeprefix("bench_") for path in HERE.glob("bench_*.py"))
    unknown = [name for name in wanted if name not in names]
    if unknown:
        print(f"no benchmark {', '.join(unknown)}; there are {', '.join(names)}", file=sys.stderr)
        return 2
    print(f"Python {platform.python_version()}, {platform.machine()}; " + ", ".join(_versions()))
    print("processor time; 'x 3' means: takes 3 times as long as ours\n", flush=True)
    for name in wanted or names:
        fresh(show, name)
    return 0


def show(name: str) -> None:
    """Run one benchmark in this process and print its comparisons as they come."""
    sys.path.insert(0, str(HERE))
    from frame import lines

    for comparison in importlib.import_module(f"bench_{name}").comparisons():
        print("\n".join(lines(comparison)), end="\n\n", flush=True)


def _versions() -> list[str]:
    found = []
    for package in ("gametheory-toolkit", "pygambit", "nashpy", "python-flint", "z3-solver", "sympy"):
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            found.append(f"{package} not installed")
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
