"""Points of a domain, and the signs of polynomials there in floating point: hints that spare most proofs.

A :class:`Cloud` evaluates polynomials at many points at once and remembers what it found. Its answers are used to guess
which way a question will go and where to look for a witness; every witness is then checked in exact arithmetic.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gametheory.lang.condition import And, Atom, Condition, Or
from gametheory.lang.domain import Domain, Interval
from gametheory.lang.doubles import clipped
from gametheory.lang.expression import terms

__all__ = ["Cloud", "admissible_points", "hints"]

_GRID = 1000
_BATCHES = 40

Point = dict[str, Fraction]
_SLACK = 1e-9
_BURST = 64


class Cloud:
    """Points, by column of parameters; may grow."""

    def __init__(self, names: Sequence[str], columns: NDArray[np.float64]) -> None:
        self._index = {name: i for i, name in enumerate(names)}
        self._columns = columns
        self._signs: dict[Any, NDArray[np.int8]] = {}
        self._masks: dict[Atom, NDArray[np.bool_]] = {}

    @classmethod
    def of(cls, names: Sequence[str], points: Sequence[Mapping[str, Fraction]]) -> Cloud:
        """Return the cloud of exact points."""
        rows = [[clipped(point[name]) for name in names] for point in points]
        return cls(names, np.array(rows, dtype=float).reshape(len(points), len(names)))

    def __len__(self) -> int:
        return len(self._columns)

    def point(self, row: int) -> Point:
        """Return a row as nearby simple fractions: to be checked before it is used."""
        values = self._columns[row]
        return {name: Fraction(float(values[i])).limit_denominator(1_000_000) for name, i in self._index.items()}

    def add(self, point: Mapping[str, Fraction], others: Cloud, domain: Condition) -> None:
        """Put in one more point, and points between it and others: where one was hard to find, more are wanted."""
        row = np.array([[clipped(point[name]) for name in self._index]])
        if not len(others):  # an equation between parameters, or too thin a domain: no float clearly lies in it
            self._columns = np.vstack([self._columns, row])
            return
        rng = np.random.default_rng(len(self))
        toward = others._columns[rng.integers(0, len(others), _BURST)]
        near = row + (toward - row) * 10.0 ** -rng.uniform(0, 3, (_BURST, 1))
        near = near[Cloud(tuple(self._index), near).mask(domain)]
        self._columns = np.vstack([self._columns, row, near])

    def signs(self, poly: Any, key: Any = None) -> NDArray[np.int8]:
        """Return, for every point, 1 or -1 where the sign of ``poly`` is clear in floating point, else 0.

        ``key`` is the polynomial's :func:`terms`, where they are known.
        """
        key = terms(poly) if key is None else key
        known = self._signs.get(key)
        start = 0 if known is None else len(known)
        if known is None or start < len(self):
            fresh = self._evaluate(poly, self._columns[start:])
            known = fresh if known is None else np.concatenate([known, fresh])
            self._signs[key] = known
        return known

    def _evaluate(self, poly: Any, columns: NDArray[np.float64]) -> NDArray[np.int8]:
        with np.errstate(over="ignore", under="ignore", invalid="ignore"):  # what is no number is not clear: 0
            return self._rounded_signs(poly, columns)

    def _rounded_signs(self, poly: Any, columns: NDArray[np.float64]) -> NDArray[np.int8]:
        names = poly.context().names()
        total, size = np.zeros(len(columns)), np.zeros(len(columns))
        terms_of = poly.to_dict()
        largest = max((abs(int(c)) for c in terms_of.values()), default=1)
        for powers, coefficient in terms_of.items():
            # in units of the largest coefficient: the sign is the same, and no float overflows
            term = np.full(len(columns), float(Fraction(int(coefficient), largest)))
            for name, power in zip(names, powers, strict=True):
                if power:
                    term = term * columns[:, self._index[name]] ** int(power)
            total += term
            size += np.abs(term)
        slack = _SLACK * size
        return (total > slack).astype(np.int8) - (total < -slack).astype(np.int8)

    def mask(self, condition: Condition) -> NDArray[np.bool_]:
        """Return for every point whether the condition clearly holds there (floating point: a hint, no proof)."""
        if isinstance(condition, Atom):
            known = self._masks.get(condition)
            if known is None or len(known) < len(self):
                known = self._masks[condition] = self._atom_mask(condition)
            return known
        assert isinstance(condition, And | Or)
        conjunction = isinstance(condition, And)
        out = np.full(len(self), conjunction)
        for part in condition.parts:
            if conjunction:
                out &= self.mask(part)
                if not out.any():
                    break
            else:
                out |= self.mask(part)
        return out

    def _atom_mask(self, atom: Atom) -> NDArray[np.bool_]:
        signs = self.signs(atom.poly, atom.terms)
        if atom.sign in (">", ">="):
            return np.asarray(signs > 0)
        return np.asarray(signs != 0) if atom.sign == "!=" else np.zeros(len(self), dtype=bool)


def admissible_points(domain: Domain, size: int) -> list[Point]:
    """Return up to ``size`` points of the domain, exact, the same at every run: drawn on a grid in its ranges."""
    rng = np.random.default_rng(0)
    found: list[Point] = []

    def even(interval: Interval) -> NDArray[np.float64]:
        steps = rng.integers(1, _GRID, size)
        low, high = interval.low, interval.high
        if low is not None and high is not None:
            return np.asarray(clipped(low) + clipped(high - low) * steps / _GRID)
        ray = steps / 200 * 2.0 ** rng.integers(-3, 4, size)
        if low is not None:
            return np.asarray(clipped(low) + ray)
        return np.asarray(clipped(high) - ray if high is not None else ray * rng.choice((-1, 1), size))

    ranges = list(domain.ranges.items())
    for columns in _draws(domain, size, even):
        for row in columns:
            point = {name: _on_grid(x, interval) for x, (name, interval) in zip(row, ranges, strict=True)}
            if all(point[name] in interval for name, interval in domain.ranges.items()) and domain.assume.at(point):
                found.append(point)
            if len(found) >= size:
                return found
    return found


def _on_grid(x: float, interval: Interval) -> Fraction:
    """Return the exact number that was drawn for a float; a value that changed places may lie off its new grid."""
    low, high = interval.low, interval.high
    if low is not None and high is not None and clipped(high - low) > 0:
        exact = low + (high - low) * Fraction(round((x - clipped(low)) / clipped(high - low) * _GRID), _GRID)
        if abs(clipped(exact) - x) < 1e-12:
            return exact
    return Fraction(float(x)).limit_denominator(1_000_000)


def hints(domain: Domain, size: int) -> Cloud:
    """Return a cloud of up to ``size`` points that lie in the domain as far as floating point can tell.

    Half of the values are drawn close to an end of their range, since regimes often sit in corners, and values that
    violate an assumption of the form ``a > b`` change places.
    """
    rng = np.random.default_rng(1)

    def skewed(interval: Interval) -> NDArray[np.float64]:
        draws, corner = rng.random(size), rng.random(size)
        draws = np.where(corner < 0.3, draws**4, np.where(corner > 0.8, 1 - draws**4, draws))
        low, high = interval.low, interval.high
        if low is not None and high is not None:
            return np.asarray(clipped(low) + clipped(high - low) * draws)
        ray = draws / (1.001 - draws)
        if low is not None:
            return np.asarray(clipped(low) + ray)
        return np.asarray(clipped(high) - ray if high is not None else ray * rng.choice((-1, 1), size))

    kept: list[NDArray[np.float64]] = [np.empty((0, len(domain.names)))]
    for columns in _draws(domain, size, skewed):
        kept.append(columns)
        if sum(map(len, kept)) >= size:
            break
    return Cloud(domain.names, np.vstack(kept)[:size])


def _draws(domain: Domain, size: int, draw: Callable[[Interval], NDArray[np.float64]]) -> Iterator[NDArray[np.float64]]:
    """Yield batches of points that lie in the domain as far as floating point can tell."""
    names = domain.names
    index = {name: i for i, name in enumerate(names)}
    orders = [order for atom in domain.assume.atoms() for order in _order(atom, index)]
    for _ in range(_BATCHES):
        columns = np.empty((size, len(names)))
        for name, i in index.items():
            columns[:, i] = draw(domain.ranges[name])
        for _ in range(3):
            for high, low in orders:
                _change_places(columns, high, low, domain.ranges[names[high]], domain.ranges[names[low]])
        yield columns[Cloud(names, columns).mask(domain.condition)]


def _order(atom: Atom, index: Mapping[str, int]) -> list[tuple[int, int]]:
    """Return ``[(high, low)]`` if the atom says that one parameter exceeds another, else nothing."""
    names = atom.poly.context().names()
    signs = {}
    for powers, coefficient in atom.poly.to_dict().items():
        factors = [name for name, power in zip(names, powers, strict=True) for _ in range(int(power))]
        if len(factors) != 1:
            return []
        signs[factors[0]] = int(coefficient)
    if atom.sign not in (">", ">=") or sorted(signs.values()) != [-1, 1]:
        return []
    high, low = sorted(signs, key=lambda name: -signs[name])
    return [(index[high], index[low])]


def _change_places(columns: NDArray[np.float64], high: int, low: int, above: Interval, below: Interval) -> None:
    a, b = columns[:, high].copy(), columns[:, low].copy()
    wrong = (a < b) & _within(b, above) & _within(a, below)
    columns[wrong, high], columns[wrong, low] = b[wrong], a[wrong]


def _within(values: NDArray[np.float64], interval: Interval) -> NDArray[np.bool_]:
    inside = np.ones(len(values), dtype=bool)
    if interval.low is not None:
        inside &= values >= clipped(interval.low)
    if interval.high is not None:
        inside &= values <= clipped(interval.high)
    return inside
