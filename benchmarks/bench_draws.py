"""Draws from the priors under assumptions, end to end: beside plain rejection, and beside the evaluation alone.

A million draws are made and every regime is decided at each, by ``sweep(draws=...)`` on one core, in a process of its
own, for seeds that it has not drawn before; a small sweep before them compiles. The model is a copy of its own, so that
the task stays the same. Plain rejection draws whole candidates from the declared priors with NumPy, 65,536 at a time,
and tests all assumptions; it makes fewer draws, and is scaled up.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from frame import Comparison, Timing, lines

DRAWS = 1_000_000
PLAIN = 100_000
SUPPORTED_RATE = 3e6
"""Draws a second on one core that we promise."""

DOCUMENT = Path(__file__).parent / "data" / "support_signal.toml"


def comparisons() -> Iterator[Comparison]:
    task = f"support_signal, {DRAWS:,} draws from the priors and their regimes, one core"
    timings = [measured(who) for who in ("numba", "numpy", "plain")]
    yield Comparison(task, timings, DRAWS / SUPPORTED_RATE)


def measured(who: str) -> Timing:
    """Return the timing of one way, made by this file in a process of its own."""
    done = subprocess.run([sys.executable, __file__, who], check=True, capture_output=True, text=True)
    seconds, note = json.loads(done.stdout)
    names = {
        "numba": "gametheory, sweep, numba",
        "numpy": "gametheory, sweep, numpy",
        "plain": "plain rejection, draws alone",
    }
    return Timing(names[who], seconds, f"{DRAWS / seconds / 1e6:.3g} million draws a second; {note}")


def swept(engine: str) -> tuple[float, str]:
    import gametheory as gt

    solution = gt.solve(gt.load(DOCUMENT))
    gt.sweep(solution, draws=1000, seed=1, engine=engine, threads=1)
    times = []
    for seed in range(2, 7):
        start = time.process_time()
        found = gt.sweep(solution, draws=DRAWS, seed=seed, engine=engine, threads=1)
        times.append(time.process_time() - start)
    share = DRAWS / (DRAWS + int(found["rejected"]))
    note = f"median of {len(times)} seeds, the first {times[0]:.3g} s; {share:.2%} of the priors accepted"
    return statistics.median(times), note


def plain() -> tuple[float, str]:
    import gametheory as gt
    from gametheory.study.compiled.engine_numpy import run
    from gametheory.study.compiled.plan import make_plan
    from gametheory.study.sweeps.quantiles import quantile

    model = gt.load(DOCUMENT)
    plan = make_plan(tuple(model.parameters), [model.assumptions])
    stream = np.random.default_rng(1)
    have = tried = 0
    start = time.process_time()
    while have < PLAIN:
        columns = [quantile(p.prior, p.range, stream.random(65536)) for p in model.parameters.values()]
        truth = np.empty((1, 65536), bool)
        run(plan, columns, [float(np.abs(c).max()) for c in columns], truth, np.empty((0, 65536)))
        kept = [column[truth[0]] for column in columns]
        have, tried = have + kept[0].size, tried + 65536
    seconds = (time.process_time() - start) * DRAWS / have
    return seconds, f"{have / tried:.2%} of the priors accepted"


def main() -> None:
    if len(sys.argv) > 1:
        print(json.dumps(plain() if sys.argv[1] == "plain" else swept(sys.argv[1])))
        return
    for comparison in comparisons():
        print("\n".join(lines(comparison)))


if __name__ == "__main__":
    main()
