"""The two sizes of a random comparison: the usual one, and ``long``, ten times as many examples of seeds of its own.

A test with the mark ``compares`` is there twice, and ``pytest -m long`` runs the second. A test by Hypothesis needs no
more than the mark; one that draws by itself takes the fixture ``size`` and asks it for its generators and counts.

``GAMETHEORY_LONG_SEED`` (a whole number, 1 if it is not given) chooses the seeds, so that every night can look at other
games and a failure can be looked at again; ``GAMETHEORY_LONG_TIMES`` says how many times the usual number.
"""

import contextlib
import os
import random
import zlib
from dataclasses import dataclass

from hypothesis import seed, settings

__all__ = ["LONG", "USUAL", "Size", "enlarged"]


@dataclass(frozen=True)
class Size:
    """How many examples, in multiples of the usual number, and of which seeds; ``night`` is None for the usual ones."""

    times: int
    night: int | None

    def count(self, usual):
        """Return how many examples to look at where ``usual`` are usual."""
        return usual * self.times

    def seeds(self, usual):
        """Return the seeds to look at where one is usual: that one, or as many others."""
        if self.night is None:
            return [usual]
        return [zlib.crc32(f"{self.night} {usual} {i}".encode()) for i in range(self.times)]

    def rng(self, usual):
        """Return a generator: of the usual seed, or of one of its own."""
        return random.Random(usual if self.night is None else f"{self.night} {usual}")


USUAL = Size(1, None)
LONG = Size(int(os.environ.get("GAMETHEORY_LONG_TIMES", "10")), int(os.environ.get("GAMETHEORY_LONG_SEED", "1")))

_SETTINGS = "_hypothesis_internal_use_settings"
_SEED = "_hypothesis_internal_use_seed"


@contextlib.contextmanager
def enlarged(function, size):
    """Have a test by Hypothesis look at more examples, of a seed of its own, for as long as this lasts."""
    # Hypothesis binds both to the function when it is decorated and has no public way to run it otherwise
    function = getattr(function, "__func__", function)  # a method's, too
    usual, before = getattr(function, _SETTINGS), getattr(function, _SEED, None)
    setattr(function, _SETTINGS, settings(usual, max_examples=size.count(usual.max_examples)))
    seed(zlib.crc32(f"{size.night} {function.__module__}.{function.__name__}".encode()))(function)
    try:
        yield
    finally:
        setattr(function, _SETTINGS, usual)
        setattr(function, _SEED, before)
