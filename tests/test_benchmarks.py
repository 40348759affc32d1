"""The benchmarks' frame: no measurement sees what another one left in memory. Nothing here depends on a time."""

import importlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"

BENCH = """
import functools
from frame import Comparison, Timing, fresh, median
import frame

@functools.cache
def remembered(case):
    with open("looked.txt", "a") as file:
        file.write(f"NAME {case}\\n")

def touch():
    known = hasattr(frame, "left")
    frame.left = True
    return known

def comparisons():
    assert not touch(), "what another benchmark left is here"
    assert not fresh(touch)
    assert not fresh(touch)
    yield Comparison("t", [median("w", remembered, ["a", "b"], first="z", repeat=2), Timing("x", None, "not here")])
"""


@pytest.fixture
def folder(tmp_path):
    for name in ("run.py", "frame.py"):
        shutil.copy(BENCHMARKS / name, tmp_path / name)
    for name in ("one", "two"):
        (tmp_path / f"bench_{name}.py").write_text(BENCH.replace("NAME", name))
    return tmp_path


def test_every_benchmark_and_every_repetition_is_a_process_of_its_own(folder):
    done = subprocess.run([sys.executable, "run.py"], cwd=folder, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("median of 4, largest") == 2
    # a case that was remembered from another process would not be here a second time
    expected = [f"{name} {case}" for name in ("one", "two") for _ in range(2) for case in "zab"]
    assert (folder / "looked.txt").read_text().splitlines() == expected


def test_an_unknown_benchmark_is_a_message(folder):
    done = subprocess.run([sys.executable, "run.py", "three"], cwd=folder, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "no benchmark three; there are one, two\n"


@pytest.mark.parametrize(("first", "cases"), [("a", ["a", "b"]), ("z", ["a", "b", "a"])])
def test_no_case_is_timed_twice_in_one_process(first, cases, monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    frame = importlib.import_module("frame")
    with pytest.raises(ValueError, match="a case would be looked at twice in one process"):
        frame.median("w", print, cases, first=first)


@pytest.mark.parametrize("name", sorted(path.stem for path in BENCHMARKS.glob("bench_*.py")))
def test_the_benchmarks_are_such_modules(name, monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    assert callable(importlib.import_module(name).comparisons)
