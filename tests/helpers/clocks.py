"""Clocks for tests: time passes when the test says so."""

import pytest

from gametheory.lang import deadline

__all__ = ["StoppedClock", "put"]

NEVER = 10**9


class StoppedClock:
    """Stands still for so many looks at it, and from then on at another time: by default long after every end."""

    def __init__(self, looks=NEVER, then=1e9):
        self.looks, self.then, self.seen = looks, then, 0

    def __call__(self):
        self.seen += 1
        return 0.0 if self.seen <= self.looks else self.then


def put(monkeypatch: pytest.MonkeyPatch, looks=NEVER, then=1e9):
    """Put such a clock in the place of the real one and return it."""
    clock = StoppedClock(looks, then)
    monkeypatch.setattr(deadline, "clock", clock)
    return clock
