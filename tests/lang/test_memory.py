"""What a task remembers, and that nothing is left of it."""

import pytest

from gametheory.lang import Domain, Interval
from gametheory.lang.deciding.logic import prover_for
from gametheory.lang.memory import remembered, task

BOX = Domain({"a": Interval(0, 1)})


def counted():
    calls = []

    @remembered
    def square(x):
        calls.append(x)
        return x * x

    return square, calls


def test_once_a_task():
    square, calls = counted()

    @task
    def twice(x):
        return square(x) + square(x)

    assert twice(3) == 18
    assert calls == [3]
    assert twice(3) == 18
    assert calls == [3, 3]


def test_outside_of_a_task_nothing_is_remembered():
    square, calls = counted()
    assert (square(2), square(2)) == (4, 4)
    assert calls == [2, 2]


def test_a_task_within_a_task_starts_empty_and_leaves_the_other_as_it_was():
    square, calls = counted()

    @task
    def inner():
        return square(5)

    @task
    def outer():
        return square(5), inner(), square(5)

    assert outer() == (25, 25, 25)
    assert calls == [5, 5]


def test_a_task_that_fails_leaves_nothing_behind():
    square, calls = counted()

    @task
    def fails():
        square(7)
        raise ValueError("7")

    with pytest.raises(ValueError, match="7"):
        fails()
    square(7)
    assert calls == [7, 7]


def test_provers_live_as_long_as_a_task():
    @task
    def two():
        return prover_for(BOX), prover_for(Domain(BOX.ranges))

    first, second = two()
    assert first is second
    assert two()[0] is not first
    assert prover_for(BOX) is not prover_for(BOX)
