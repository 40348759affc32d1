"""Every regime of the shipped crisis models, proved complete. No peer answers this question."""

from __future__ import annotations

from collections.abc import Iterator

from frame import Comparison, Timing, processor_seconds


def _solve(name: str) -> Timing:
    import gametheory as gt

    model = gt.load(name)
    start = processor_seconds()
    solution = gt.solve(model)
    seconds = processor_seconds() - start
    complete = "proved complete" if solution.exhaustive else f"NOT proved complete: {solution.why}"
    n = len(model.parameters)
    return Timing(f"{name}, {n} parameters", seconds, f"{len(solution)} regimes, {complete}")


def comparisons() -> Iterator[Comparison]:
    import gametheory as gt

    gt.solve(gt.load("beer_quiche"))  # imports, and FLINT's and z3's first use
    for name in ("support_signal", "support_sequence"):
        yield Comparison(f"regimes of {name}", [_solve(name)], 10.0)
