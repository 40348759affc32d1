"""Where the equilibria of the crisis model change: exact roots against what a sweep of solved points can do.

The alternative to an exact threshold is to solve the game on a grid and to bisect where two neighbours differ: it
misses what begins and ends between two points, and gives decimals. It is timed here with our own exact solver at the
points.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from frame import Comparison, Timing, processor_seconds

GRID = 46
DIGITS = 9


def _timed(who: str, work: Any, note: Any) -> Timing:
    start = processor_seconds()
    result = work()
    return Timing(who, processor_seconds() - start, note(result))


def _names(solution: Any, **point: Fraction) -> list[str]:
    return sorted(eq.name for eq in solution.at(point))


def _bisected(solution: Any, name: str) -> list[float]:
    interval = solution.domain.ranges[name]
    width = interval.high - interval.low
    grid = [interval.low + width * Fraction(2 * k + 1, 2 * GRID) for k in range(GRID)]
    found, sets = [], [_names(solution, **{name: x}) for x in grid]
    for k in range(GRID - 1):
        low, high = grid[k], grid[k + 1]
        if sets[k] == sets[k + 1]:
            continue
        while high - low > Fraction(1, 10**DIGITS):
            middle = (low + high) / 2
            if _names(solution, **{name: middle}) == sets[k]:
                low = middle
            else:
                high = middle
        found.append(float((low + high) / 2))
    return found


def _grid(solution: Any, x: str, y: str, n: int) -> set[tuple[str, ...]]:
    ranges = solution.domain.ranges
    sets = set()
    for i in range(n):
        for j in range(n):
            point = {
                name: ranges[name].low + (ranges[name].high - ranges[name].low) * Fraction(2 * k + 1, 2 * n)
                for name, k in ((x, i), (y, j))
            }
            if not list(solution.domain.outside({**solution.baseline, **point})):
                sets.add(tuple(_names(solution, **point)))
    return sets


def comparisons() -> Iterator[Comparison]:
    import gametheory as gt

    solution = gt.solve(gt.load("support_signal"))
    gt.regions(solution, x="distraction", y="foothold")  # imports
    yield Comparison(
        "thresholds of support_signal in distraction",
        [
            _timed(
                "thresholds()",
                lambda: gt.thresholds(solution, "distraction"),
                lambda found: f"exact: {', '.join(str(value) for value in found.values)}",
            ),
            _timed(
                f"{GRID} points solved, then bisection",
                lambda: _bisected(solution, "distraction"),
                lambda found: f"{DIGITS} digits: {', '.join(f'{x:.9f}' for x in found)}",
            ),
        ],
    )
    yield Comparison(
        "margins of all 12 parameters of support_signal",
        [_timed("margins()", lambda: gt.margins(solution), lambda found: f"closest: {found[0].parameter}")],
    )
    x, y = "distraction", "escalation_cost"
    yield Comparison(
        f"regions of support_signal in {x} and {y}",
        [
            _timed(
                "regions()", lambda: gt.regions(solution, x=x, y=y), lambda found: f"{len(found)} cells, all there are"
            ),
            _timed("20 x 20 points solved", lambda: _grid(solution, x, y, 20), lambda sets: f"{len(sets)} cells seen"),
        ],
    )
