"""Every regime of the shipped crisis models, proved complete, and every refinement. No peer answers this question."""

from __future__ import annotations

from collections.abc import Iterator

from frame import Comparison, Timing, fresh, processor_seconds


def _solve(name: str, refined: bool) -> list[Timing]:
    """Return the timing of a model's regimes, and of every refinement of them after that in the same process."""
    import gametheory as gt

    gt.survival(gt.solve(gt.load("beer_quiche")))  # imports, and FLINT's and z3's first use
    model = gt.load(name)
    start = processor_seconds()
    solution = gt.solve(model)
    seconds = processor_seconds() - start
    complete = "proved complete" if solution.exhaustive else f"NOT proved complete: {solution.why}"
    n = len(model.parameters)
    timings = [Timing(f"{name}, {n} parameters", seconds, f"{len(solution)} regimes, {complete}")]
    if refined:
        start = processor_seconds()
        judged = gt.survival(solution)
        seconds = processor_seconds() - start
        note = f"{len(judged[0].survives)} refinements of {len(judged)} regimes; after solving the model"
        timings.append(Timing("every refinement", seconds, note))
    return timings


def comparisons() -> Iterator[Comparison]:
    solving, refining = fresh(_solve, "support_signal", True)
    yield Comparison("regimes of support_signal", [solving], 10.0)
    yield Comparison("refining support_signal", [refining, solving], 2 * (solving.seconds or 0.0))
    yield Comparison("regimes of support_sequence", fresh(_solve, "support_sequence", False), 10.0)
