"""All claims of the core models, proved or refuted over all their parameters, beside solving the model once.

Nobody else decides such sentences. The seconds of a claim hold its share of the draws from the priors that look for a
failure by another road. A model is solved and its claims are verified in one new process, as ``gametheory verify`` does
it: the prover then knows what solving this model taught it, and nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from frame import Comparison, Timing, fresh, processor_seconds, seconds_text

DRAWS = 1_000_000


def _verify(name: str) -> tuple[list[Timing], int]:
    """Return the timings of a model's claims and of solving it, and how many parameters it has."""
    import gametheory as gt

    gt.verify(gt.load("beer_quiche"), draws=1000)  # imports, and FLINT's and z3's first use
    model = gt.load(name)
    start = processor_seconds()
    solution = gt.solve(model)
    solving = Timing("solving the model", processor_seconds() - start, f"{len(solution)} regimes")
    start = processor_seconds()
    found = gt.verify(model, solution=solution, draws=DRAWS)
    seconds = processor_seconds() - start
    counts = Counter(verdict.status for verdict in found)
    slowest = max(found, key=lambda verdict: verdict.seconds)
    note = ", ".join(f"{counts[status]} {status}" for status in ("proved", "refuted", "undecided") if counts[status])
    note += f"; {seconds_text(seconds / len(found))} a claim; after solving the model; slowest: {slowest.name}"
    return [Timing(f"{len(found)} claims, {DRAWS:,} draws", seconds, note), solving], len(model.parameters)


def comparisons() -> Iterator[Comparison]:
    for name in ("support_signal", "support_sequence"):
        timings, parameters = fresh(_verify, name)
        yield Comparison(f"claims of {name}, {parameters} parameters", timings, 120.0)
