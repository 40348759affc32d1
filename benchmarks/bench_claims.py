"""All claims of the core models, proved or refuted over all their parameters, beside solving the model once.

Nobody else decides such sentences. The seconds of a claim hold its share of the draws from the priors that look for a
failure by another road.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from frame import Comparison, Timing, processor_seconds, seconds_text

DRAWS = 1_000_000


def _verify(model: Any, solution: Any) -> Timing:
    import gametheory as gt

    start = processor_seconds()
    found = gt.verify(model, solution=solution, draws=DRAWS)
    seconds = processor_seconds() - start
    counts = Counter(verdict.status for verdict in found)
    slowest = max(found, key=lambda verdict: verdict.seconds)
    note = ", ".join(f"{counts[status]} {status}" for status in ("proved", "refuted", "undecided") if counts[status])
    note += f"; {seconds_text(seconds / len(found))} a claim"
    return Timing(f"{len(found)} claims, {DRAWS:,} draws", seconds, f"{note}; slowest: {slowest.name}")


def comparisons() -> Iterator[Comparison]:
    import gametheory as gt

    quiche = gt.load("beer_quiche")
    gt.verify(quiche, draws=1000)  # imports, and FLINT's and z3's first use
    for name in ("support_signal", "support_sequence"):
        model = gt.load(name)
        start = processor_seconds()
        solution = gt.solve(model)
        solving = Timing("solving the model", processor_seconds() - start, f"{len(solution)} regimes")
        checked = _verify(model, solution)
        yield Comparison(f"claims of {name}, {len(model.parameters)} parameters", [checked, solving], 120.0)
