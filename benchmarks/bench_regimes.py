"""Every regime of the shipped crisis models, proved complete, and every refinement. No peer answers this question."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from frame import Comparison, Timing, processor_seconds


def _solve(name: str) -> tuple[Timing, Any]:
    import gametheory as gt

    model = gt.load(name)
    start = processor_seconds()
    solution = gt.solve(model)
    seconds = processor_seconds() - start
    complete = "proved complete" if solution.exhaustive else f"NOT proved complete: {solution.why}"
    n = len(model.parameters)
    return Timing(f"{name}, {n} parameters", seconds, f"{len(solution)} regimes, {complete}"), solution


def _refine(solution: Any, solving: Timing) -> Comparison:
    """Return every refinement beside solving the game in the same run: bound to twice that."""
    import gametheory as gt

    start = processor_seconds()
    judged = gt.survival(solution)
    seconds = processor_seconds() - start
    row = Timing("every refinement", seconds, f"{len(judged[0].survives)} refinements of {len(judged)} regimes")
    return Comparison("refining support_signal", [row, solving], 2 * (solving.seconds or 0.0))


def comparisons() -> Iterator[Comparison]:
    import gametheory as gt

    gt.solve(gt.load("beer_quiche"))  # imports, and FLINT's and z3's first use
    for name in ("support_signal", "support_sequence"):
        timing, solution = _solve(name)
        yield Comparison(f"regimes of {name}", [timing], 10.0)
        if name == "support_signal":
            yield _refine(solution, timing)
