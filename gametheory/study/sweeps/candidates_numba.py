"""Candidates for draws in machine code by Numba (extra ``[fast]``): the words, the arithmetic and so the bits of NumPy.

The random words come from NumPy's stream in the same order, and every number is made of them by the same operations
(:mod:`gametheory.study.sweeps.candidates`), in fewer passes through memory. Compiling takes about a second, once for
all models: Numba keeps the machine code beside this file, or in the user's cache. What is compiled depends on its
arguments alone.
"""

from __future__ import annotations

import functools
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gametheory.errors import GameTheoryError
from gametheory.study.sweeps.candidate_test import CandidateTest
from gametheory.study.sweeps.candidates import Group, Source
from gametheory.study.sweeps.cells import BITS, CELL, NUMBER
from gametheory.study.sweeps.quantiles import SLICE

__all__ = ["FastSource"]

Floats = NDArray[np.float64]

CHUNK = 512
"""Points at a time whose intermediate values stay in the fastest cache."""

_ALL = np.arange(SLICE)

_CODES = {"x": 0, "c": 1, "+": 2, "-": 3, "*": 4}


class FastSource(Source):
    """Draws candidates for one group from a stream; as :class:`gametheory.study.sweeps.candidates.Source`.

    Raises
    ------
    GameTheoryError
        If Numba is not installed.
    """

    def __init__(self, group: Group, stream: np.random.PCG64) -> None:
        super().__init__(group, stream)
        self.code = _compiled()
        size = len(group.names)
        self.values, self.cells = np.empty((size, SLICE)), np.empty((size, SLICE), np.uint64)
        self.number = np.empty(SLICE, np.intp)
        self.sure, self.maybe = np.empty((2, SLICE), bool)
        self.place = np.empty(SLICE + 1, np.intp)
        self.tapes = [None if test is None else _tape(test, stage.tested) for test, stage in self.staged()]

    def __call__(self, n: int) -> tuple[list[Floats], NDArray[np.intp]]:
        there: list[int] = []
        selected: set[int] = set()
        self.number[:n] = _ALL[:n]
        left = n
        for (test, stage), tape in zip(self.staged(), self.tapes, strict=True):
            for i in stage.drawn:
                self._draw(i, left, selected)
                there.append(i)
            if test is None:
                continue
            columns = [self.values[i, :left] for i in stage.tested]
            sure, maybe = self.sure[:left], self.maybe[:left]
            if tape is None:
                sure[:] = test.holds(columns)
            elif self.code.decide(*tape, self.values, sure, maybe):
                doubt = np.nonzero(sure != maybe)[0]
                sure[doubt] = test.holds([column[doubt] for column in columns])
            rows, later = np.array(there), np.array([i for i in stage.later if i in selected], np.intp)
            left = self.code.compress(sure, self.values, rows, self.cells, later, self.number, self.place)
        return [column[:left] for column in self.values], self.number[:left]

    def _draw(self, i: int, n: int, selected: set[int]) -> None:
        selector = self.tables.selectors.get(i)
        out = self.values[i, :n]
        if selector is not None and i not in selected:
            first, last = selector.members[0], selector.members[-1]
            given = self.cells[first if selector.given is None else selector.given, :n]
            tables = selector.stay, selector.cells[0], selector.cells[-1]
            mask = NUMBER if selector.given is not None else np.uint64(0)
            shifts = np.uint64(CELL - selector.bits), np.uint64(selector.bits)
            outs = self.cells[first, :n], self.cells[last, :n]
            self.code.select(self.stream.random_raw(n), given, mask, *shifts, *tables, *outs)
            selected.update(selector.members)
        low, width = self.tables.lines[i] or (0.0, 1.0)
        within = BITS if selector is not None else 0
        self.code.value(self.stream.random_raw(n), self.cells[i, :n], within, low, width, out)
        if self.tables.lines[i] is None:
            out[:] = self.tables.inverses[i](out)


def _tape(test: CandidateTest, tested: tuple[int, ...]) -> tuple[Any, ...] | None:
    """Return a test's instructions and signs as arrays; None if it is none of inequalities."""
    if test.inequalities is None:
        return None
    codes, numbers = [], []
    for sign, left, right in test.plan.instructions:
        codes.append((_CODES[sign], tested[left] if sign == "x" else 0 if sign == "c" else left, max(right, 0)))
        numbers.append(float(left) if sign == "c" else 0.0)
    signs = [(test.plan.factors[k].node, 1 if positive else -1) for k, positive in test.inequalities]
    bounds = np.array([test.bounds[k] for k, _ in test.inequalities])
    scratch = np.empty((len(codes), CHUNK))
    return np.array(codes), np.array(numbers), np.array(signs), bounds, scratch


@functools.cache
def _compiled() -> Any:
    """Return the functions as machine code."""
    try:
        import numba
    except ImportError:
        raise GameTheoryError("engine 'numba' needs Numba: pip install 'gametheory-toolkit[fast]'") from None
    functions = (select, value, decide, compress)
    try:
        compiled = [numba.njit(nogil=True, error_model="numpy", cache=True)(f) for f in functions]
    except RuntimeError:  # there is no folder that the machine code could be kept in
        compiled = [numba.njit(nogil=True, error_model="numpy")(f) for f in functions]
    return SimpleNamespace(**{f.__name__: code for f, code in zip(functions, compiled, strict=True)})


# -- what is compiled --------------------------------------------------------------------------------------------------


def select(
    words: Any, given: Any, mask: Any, down: Any, bits: Any, stay: Any, cells: Any, others: Any, out: Any, also: Any
) -> None:
    """Write cells: as :class:`gametheory.study.sweeps.cells.Selector`; a ``mask`` of 0 is for no given cell."""
    top = np.uint64(64) - bits
    for i in range(words.size):
        state = words[i] >> top
        if mask:
            state += (given[i] & mask) >> down
        k = 2 * np.int64(state) + np.int64(stay[np.int64(state)] <= (words[i] << bits))
        out[i] = cells[k]
        also[i] = others[k]


def value(words: Any, cells: Any, within: int, low: float, width: float, out: Any) -> None:
    """Write numbers between 0 and 1 (within cells, unless ``within`` is 0), times the width, from ``low`` on."""
    fraction, down = np.uint64((1 << 52) - 1), np.uint64(12 + within)
    for i in range(words.size):
        k = words[i] >> down
        if within:
            k |= cells[i] & fraction
        # exact: the number is odd and below 2**53
        u = np.float64(np.int64(k + k + np.uint64(1))) * 2.0**-53
        scaled = u * width
        out[i] = scaled + low


def decide(codes: Any, numbers: Any, signs: Any, bounds: Any, scratch: Any, values: Any, sure: Any, maybe: Any) -> bool:
    """Write where all inequalities hold for sure, and where they may; return whether these differ anywhere."""
    differ = False
    for low in range(0, sure.size, scratch.shape[1]):
        n = min(scratch.shape[1], sure.size - low)
        for k in range(codes.shape[0]):
            code, left, right = codes[k]
            row, a, b = scratch[k], scratch[left], scratch[right]
            if code == 0:
                source = values[left]
                for i in range(n):
                    row[i] = source[low + i]
            elif code == 1:
                for i in range(n):
                    row[i] = numbers[k]
            elif code == 2:
                for i in range(n):
                    row[i] = a[i] + b[i]
            elif code == 3:
                for i in range(n):
                    row[i] = a[i] - b[i]
            else:
                for i in range(n):
                    row[i] = a[i] * b[i]
        yes, perhaps = sure[low : low + n], maybe[low : low + n]
        for i in range(n):
            yes[i] = perhaps[i] = True
        for k in range(signs.shape[0]):
            row, sign, bound = scratch[signs[k, 0]], np.float64(signs[k, 1]), bounds[k]
            for i in range(n):
                yes[i] &= row[i] * sign > bound
                perhaps[i] &= row[i] * sign >= -bound
        for i in range(n):
            differ |= yes[i] != perhaps[i]
    return differ


def compress(good: Any, values: Any, rows: Any, cells: Any, later: Any, number: Any, place: Any) -> int:
    """Move what belongs to the good points to the front; return how many there are."""
    count = 0
    for i in range(good.size):
        place[count] = i
        count += good[i]
    for i in range(count):
        number[i] = number[place[i]]
    for j in rows:
        row = values[j]
        for i in range(count):
            row[i] = row[place[i]]
    for j in later:
        words = cells[j]
        for i in range(count):
            words[i] = words[place[i]]
    return count
