"""Limits on time and noted interrupts, by themselves: no test here waits for a clock."""

import os
import signal
import threading
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from helpers.clocks import put

from gametheory.errors import ParameterError
from gametheory.lang import Domain, Interval, deadline, parse_condition
from gametheory.lang.deciding.logic import prover_for
from gametheory.lang.interrupts import Interrupt


def test_without_a_limit_no_clock_is_read(monkeypatch):
    def forbidden():
        raise AssertionError("the clock was read")

    monkeypatch.setattr(deadline, "clock", forbidden)
    deadline.check()
    with deadline.Part(0.5) as work, deadline.share(0.5), deadline.limited(None, False):
        deadline.check()
    assert work.why == ""
    assert (deadline.seconds_left(), deadline.milliseconds()) == (None, None)
    with deadline.limited(partial=True), deadline.Part(0.5), deadline.share(0.5):  # nor for an interrupt
        deadline.check()
        assert deadline.milliseconds() is None


def test_work_ends_quietly_when_the_time_is_up_and_says_why(monkeypatch):
    put(monkeypatch, 3)
    done = []
    with deadline.limited(3), deadline.Part() as work:
        for i in range(10):
            deadline.check()
            done.append(i)
    assert done == [0, 1]  # one look was at the beginning
    assert work.why == "cut after 3 seconds"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(1, "1 second"), (2.5, "2.5 seconds"), (Fraction(1, 2), "0.5 seconds"), (np.float32(2), "2 seconds")],
)
def test_the_reason_names_the_seconds(monkeypatch, seconds, said):
    put(monkeypatch, 1)
    with deadline.limited(seconds), deadline.Part() as work:
        deadline.check()
    assert work.why == f"cut after {said}"


@pytest.mark.parametrize(
    "seconds",
    [0, -1, float("nan"), float("inf"), "3", "", True, False, np.True_, 10**400, Decimal(3), [3], -Fraction(1, 3)],
)
def test_a_limit_that_is_no_positive_number_is_an_error_that_says_what_is(seconds):
    with pytest.raises(ParameterError, match=r"^seconds: expected a positive number of seconds such as 10, got "):
        deadline.limited(seconds).__enter__()


@pytest.mark.parametrize("partial", [1, "yes", None])
def test_partial_is_true_or_false(partial):
    with pytest.raises(ParameterError, match=r"^partial: expected True or False, got"):
        deadline.limited(partial=partial).__enter__()


def test_a_part_gets_its_share_of_what_is_left(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(deadline, "clock", lambda: now[0])
    with deadline.limited(8):
        with deadline.Part(0.5):
            assert deadline.seconds_left() == 4
            with deadline.share(0.25):
                assert deadline.milliseconds() == 1000
            now[0] = 3.5
        with deadline.Part(0.5) as rest:
            assert deadline.seconds_left() == 2.25
            now[0] = 6
            deadline.check()
        assert rest.why == "cut after 8 seconds"
        assert deadline.seconds_left() == 2
        assert deadline.cuts() == ("cut after 8 seconds",)


def test_a_limit_inside_another_is_not_longer(monkeypatch):
    monkeypatch.setattr(deadline, "clock", lambda: 0.0)
    with deadline.limited(2):
        with deadline.limited(5):
            assert deadline.seconds_left() == 2
        with deadline.limited(1, why="cut to keep within {}"):
            assert (deadline.seconds_left(), deadline.reason()) == (1, "cut to keep within 1 second")
        with deadline.suspended():
            assert not deadline.active()
    assert not deadline.active()


def test_what_must_be_whole_is_not_ended_quietly(monkeypatch):
    put(monkeypatch, 1)
    with deadline.limited(1), deadline.Part() as outer, deadline.whole():
        with deadline.Part() as inner:
            deadline.check()
        raise AssertionError("went on after a cut")
    assert (inner.why, outer.why) == ("", "cut after 1 second")


def test_other_errors_are_not_held_back(monkeypatch):
    put(monkeypatch)
    with pytest.raises(ZeroDivisionError), deadline.limited(1, partial=True), deadline.Part():
        raise ZeroDivisionError


def test_a_query_that_the_time_ended_is_no_answer_and_is_not_remembered(monkeypatch):
    unit = Domain({"p": Interval(0, 1)})
    statement = parse_condition("p*(1-p) > 1/4")
    with deadline.limited(1000):
        prover = prover_for(unit)
        put(monkeypatch, 0)
        with deadline.Part() as work:
            prover.possible(statement)
        assert work.why == "cut after 1000 seconds"
        put(monkeypatch)
        assert prover.possible(statement).answer is False


def test_the_first_interrupt_is_noted_and_the_second_raises():
    before = signal.getsignal(signal.SIGINT)
    with deadline.limited(partial=True):
        with deadline.Part() as work:
            signal.raise_signal(signal.SIGINT)
            deadline.check()
        assert work.why == "interrupted"
        with deadline.Part(finishing=True) as rest:
            deadline.check()  # what puts in order goes on
        assert rest.why == ""
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


def test_two_interrupts_that_arrive_together_are_two():
    with deadline.limited(partial=True):
        # as while other people's code runs: the system has told of two before Python looks, and calls once
        told = signal.set_wakeup_fd(-1)
        os.write(told, bytes([signal.SIGINT]))
        signal.set_wakeup_fd(told, warn_on_full_buffer=False)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)


def test_an_interrupt_that_is_raised_ends_the_work_too_but_only_once():
    done = []
    with deadline.limited(partial=True):
        with deadline.Part() as work:
            done.append(1)
            raise KeyboardInterrupt
        with pytest.raises(KeyboardInterrupt), deadline.Part():
            raise KeyboardInterrupt
    assert (done, work.why) == ([1], "interrupted")


def test_by_default_an_interrupt_is_raised():
    with pytest.raises(KeyboardInterrupt), deadline.limited(1000), deadline.Part():
        signal.raise_signal(signal.SIGINT)


def test_where_interrupts_are_ignored_they_stay_ignored():
    was = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with deadline.limited(partial=True):
            signal.raise_signal(signal.SIGINT)
            deadline.check()
            assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, was)


def test_another_thread_can_ask_for_what_there_is():
    interrupt, told = Interrupt(), []
    with deadline.limited(interrupt=interrupt):
        deadline.at_interrupt(lambda: told.append(True))
        with deadline.Part() as work:
            threading.Thread(target=interrupt.meet).run()
            deadline.check()
    assert (work.why, told) == ("interrupted", [True])
