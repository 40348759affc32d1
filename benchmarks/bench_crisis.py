"""Every model of the crisis: solved over all its parameters, refined by D1, its claims verified. No peer does this.

Solving, and refining after it, is one process; verifying, with the solving that it needs, is another: each model in new
processes, so that nothing is remembered. Below the row of verifying stand the claims that take most of it; their
seconds are shares of it by the clock.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from frame import Comparison, Timing, fresh, processor_seconds

MODELS = Path(__file__).resolve().parents[1] / "models" / "crisis"
SLOWEST = 6  # claims that have a row of their own

SOLVED, REFINED, VERIFIED = 15.0, 15.0, 60.0
SOLVED_WHOLE, VERIFIED_WHOLE = 30.0, 180.0  # of support_crisis


def _ready() -> None:
    """Import, and use FLINT and z3 for the first time, on another model."""
    import gametheory as gt

    other = gt.load("beer_quiche")
    gt.refine(gt.solve(other), "d1")
    gt.verify(other, draws=1000)


def _solve(name: str) -> list[Timing]:
    """Return the timings of solving a model and of refining it after that, if it can be refined."""
    import gametheory as gt

    _ready()
    start = processor_seconds()
    model = gt.load(name)
    solution = gt.solve(model)
    seconds = processor_seconds() - start
    complete = "proved complete" if solution.exhaustive else f"NOT proved complete: {solution.why}"
    note = f"{len(model.parameters)} parameters, {len(solution)} regimes, {complete}"
    timings = [Timing("solving", seconds, note)]
    if solution.concept.refinements:
        start = processor_seconds()
        left = gt.refine(solution, "d1")
        seconds = processor_seconds() - start
        timings.append(Timing("refining by D1", seconds, f"{len(left)} regimes are left; after solving"))
    return timings


def _verify(name: str) -> list[Timing]:
    """Return the timing of a model's claims after solving it, of solving it, and of the slowest claims."""
    import gametheory as gt

    _ready()
    model = gt.load(name)
    start = processor_seconds()
    solution = gt.solve(model)
    solving = Timing("solving the model before", processor_seconds() - start, f"{len(solution)} regimes")
    start, clock = processor_seconds(), time.perf_counter()
    found = gt.verify(model, solution=solution)
    seconds, clock = processor_seconds() - start, time.perf_counter() - clock
    counts = Counter(verdict.status for verdict in found)
    note = ", ".join(f"{counts[status]} {status}" for status in ("proved", "refuted", "undecided") if counts[status])
    note += f"; {len(found.surprises)} not as expected; after solving"
    timings = [Timing(f"verifying {len(found)} claims", seconds, note), solving]
    shares = {verdict.name: (seconds * verdict.seconds / clock, verdict.status) for verdict in found}
    for claim, (share, status) in sorted(shares.items(), key=lambda item: -item[1][0])[:SLOWEST]:
        timings.append(Timing(f"  {_short(claim)}", share, status))
    rest = seconds - sum(share for share, _ in shares.values())
    timings.append(Timing("  no claim's own", rest, "solutions that claims ask about: survivors, slices; each once"))
    return timings


def _short(text: str, width: int = 38) -> str:
    return text if len(text) <= width else text[: width - 3] + "..."


def comparisons() -> Iterator[Comparison]:
    for name in sorted(path.stem for path in MODELS.glob("*.toml") if path.stem != "statements"):
        whole = name == "support_crisis"
        solving, *refining = fresh(_solve, name)
        yield Comparison(f"{name}, every regime", [solving], SOLVED_WHOLE if whole else SOLVED)
        for timing in refining:
            yield Comparison(f"{name}, what survives D1", [timing, solving], REFINED)
        yield Comparison(f"{name}, its claims", fresh(_verify, name), VERIFIED_WHOLE if whole else VERIFIED)
