"""Answers depend on the question and the versions: not on load, on what was asked before, or on the order of hashes."""

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ASKED = Path(__file__).parent / "helpers" / "asked.py"
MANY = [
    "solve",
    "quiche",
    "verify",
    "lobbying",
    "audits",
    "thresholds",
    "regions",
    "text",
    "refined",
    "refuted",
    "proved",
]


def answers(*questions, seed="0"):
    """Return what a new process says to questions, asked in this order."""
    done = subprocess.run(
        [sys.executable, str(ASKED), *questions],
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@contextlib.contextmanager
def every_core_busy():
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(os.cpu_count() or 1)]
    try:
        yield
    finally:
        for process in busy:
            process.kill()
        for process in busy:
            process.wait()


@pytest.fixture(scope="module")
def calm():
    return answers(*MANY)


@pytest.mark.slow
def test_the_same_in_another_order(calm):
    there = answers(*MANY[::-1], seed="1")
    assert {name: there[name] == calm[name] for name in MANY} == dict.fromkeys(MANY, True)


@pytest.mark.slow
def test_the_same_from_the_middle_on(calm):
    there = answers(*MANY[5:], *MANY[:5], seed="2")
    assert {name: there[name] == calm[name] for name in MANY} == dict.fromkeys(MANY, True)


@pytest.mark.parametrize("name", ["verify", "regions", "refuted"])
def test_the_same_in_a_process_that_was_asked_nothing_else(calm, name):
    assert answers(name, seed="3")[name] == calm[name]


@pytest.mark.slow
def test_the_same_when_every_core_is_busy(calm):
    few = ["solve", "verify"]
    with every_core_busy():
        there = answers(*few)
    assert there == {name: calm[name] for name in few}


@pytest.mark.long  # minutes on two cores, and whatever runs beside it waits
def test_the_same_undecided_conditions_when_every_core_is_busy():
    """Some hundred queries about this game, of which two dozen are beyond the budget of work."""
    quiet = answers("crowded")
    with every_core_busy():
        assert answers("crowded") == quiet
    assert len(quiet["crowded"]) == 23
