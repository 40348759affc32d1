"""The long size of a random comparison: ten times as many examples, of seeds of its own, where it is asked for."""

import subprocess
import sys
from pathlib import Path

import pytest
from helpers.sizes import LONG, USUAL, Size, enlarged
from hypothesis import given, settings
from hypothesis import strategies as st

seen = []


@settings(max_examples=20, database=None)
@given(st.integers(0, 10**12))
def looks(x):
    seen.append(x)


def looked(size=None):
    seen.clear()
    if size is None:
        looks()
    else:
        with enlarged(looks, size):
            looks()
    return list(seen)


def test_a_test_by_hypothesis_looks_at_more_examples_of_its_own_seed():
    assert len(looked()) == 20
    tonight, again, another = looked(Size(10, 1)), looked(Size(10, 1)), looked(Size(10, 2))
    assert len(tonight) == 200
    assert tonight == again
    assert set(tonight) != set(another)
    assert len(looked()) == 20


def test_what_draws_by_itself_looks_at_more_examples_of_other_seeds():
    assert (USUAL.count(7), USUAL.seeds(3)) == (7, [3])
    size = Size(10, 1)
    assert size.count(7) == 70
    drawn = {seed for usual in range(40) for seed in size.seeds(usual)}
    assert len(drawn) == 400
    assert not drawn & set(range(40))
    assert not drawn & {seed for usual in range(40) for seed in Size(10, 2).seeds(usual)}
    assert USUAL.rng(5).random() not in {size.rng(5).random(), Size(10, 2).rng(5).random()}


@pytest.mark.compares
def test_a_comparison_is_told_its_size(size, request):
    assert (size is LONG) == (request.node.get_closest_marker("long") is not None)
    assert size in (USUAL, LONG)


@pytest.mark.compares
@settings(max_examples=20)
@given(st.integers(0, 10**12))
def test_the_square_of_a_number(x):
    assert x * x >= x


@pytest.mark.parametrize(("asked", "name", "examples"), [([], "usual", 20), (["-m", "long"], "long", 20 * LONG.times)])
def test_the_long_ones_run_when_they_are_asked_for_and_are_long(asked, name, examples):
    root = Path(__file__).parents[1]
    here = f"{Path(__file__).relative_to(root).as_posix()}::test_the_square_of_a_number"
    program = [sys.executable, "-m", "pytest", "-v", "--hypothesis-show-statistics", "-p", "no:cacheprovider"]
    done = subprocess.run([*program, *asked, here], capture_output=True, text=True, cwd=root, timeout=120)
    assert f"{here}[{name}] PASSED" in done.stdout
    assert done.stdout.count("PASSED") == 1
    assert f"Stopped because settings.max_examples={examples}" in done.stdout
