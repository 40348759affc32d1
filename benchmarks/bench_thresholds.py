"""Where the equilibria of the crisis model change: exact roots against what a sweep of solved points can do.

The alternative to an exact threshold is to solve the game on a grid and to bisect where two neighbours differ: it
misses what begins and ends between two points, and gives decimals. It is timed here with our own exact solver at the
points. Every row is measured in a new process, after solving the model there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial
from typing import Any

from frame import Comparison, Timing, fresh, processor_seconds

GRID = 46
DIGITS = 9


def _timed(who: str, work: Callable[[Any], Any], note: Callable[[Any], str]) -> Timing:
    """Return the timing of a question asked of a solution that nothing was asked before."""
    return Timing(who, *fresh(_asked, work, note))


def _asked(work: Callable[[Any], Any], note: Callable[[Any], str]) -> tuple[float, str]:
    import gametheory as gt

    first = gt.solve(gt.load("audience_costs"))  # imports, and FLINT's and z3's first use
    gt.thresholds(first, "resolved")
    gt.margins(first)
    gt.regions(first, x="resolved", y="audience_cost")
    solution = gt.solve(gt.load("support_signal"))
    start = processor_seconds()
    result = work(solution)
    return processor_seconds() - start, note(result)


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


X, Y = "distraction", "escalation_cost"


def _thresholds(solution: Any) -> Any:
    import gametheory as gt

    return gt.thresholds(solution, X)


def _margins(solution: Any) -> Any:
    import gametheory as gt

    return gt.margins(solution)


def _regions(solution: Any) -> Any:
    import gametheory as gt

    return gt.regions(solution, x=X, y=Y)


def _exact(found: Any) -> str:
    return f"exact: {', '.join(str(value) for value in found.values)}"


def _decimals(found: Any) -> str:
    return f"{DIGITS} digits: {', '.join(f'{x:.9f}' for x in found)}"


def _closest(found: Any) -> str:
    return f"closest: {found[0].parameter}"


def _all_there_are(found: Any) -> str:
    return f"{len(found)} cells, all there are"


def _seen(sets: Any) -> str:
    return f"{len(sets)} cells seen"


def comparisons() -> Iterator[Comparison]:
    yield Comparison(
        f"thresholds of support_signal in {X}",
        [
            _timed("thresholds()", _thresholds, _exact),
            _timed(f"{GRID} points solved, then bisection", partial(_bisected, name=X), _decimals),
        ],
    )
    yield Comparison("margins of all 12 parameters of support_signal", [_timed("margins()", _margins, _closest)])
    yield Comparison(
        f"regions of support_signal in {X} and {Y}",
        [
            _timed("regions()", _regions, _all_there_are),
            _timed("20 x 20 points solved", partial(_grid, x=X, y=Y, n=20), _seen),
        ],
    )
