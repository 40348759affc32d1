"""Side by side: the toolkit and its peers, timed in one run, printed as ratios.

A benchmark is a module ``bench_NAME.py`` in this folder with a function ``comparisons()`` that yields
:class:`Comparison`. Times are processor seconds of the process that does the work (and its children where it starts
any): wall time on a shared machine is not steady. What is timed includes building the game from plain numbers, for
everyone.

Every measurement is cold: it is made in a process of its own, by :func:`fresh` or :func:`median`, so that nothing is
remembered from another benchmark, another row or another repetition (the prover, the polynomials and the solvers all
remember). What is done first there, untimed, are imports and the first use of the libraries, on another game. A row
that is warm on purpose says so.
"""

from __future__ import annotations

import dataclasses
import multiprocessing
import resource
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any


@dataclasses.dataclass(frozen=True)
class Timing:
    """One row: who did it, in how many seconds (None: not done), and what must be known besides."""

    who: str
    seconds: float | None
    note: str = ""


@dataclasses.dataclass(frozen=True)
class Comparison:
    """One task; the first timing is ours. ``limit`` is the bound in seconds that we set ourselves, None for none."""

    task: str
    timings: Sequence[Timing]
    limit: float | None = None


def processor_seconds() -> float:
    """Return the processor time of this process and of its children that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def fresh(work: Callable[..., Any], *arguments: Any) -> Any:
    """Return ``work(*arguments)``, done in a new interpreter; ``work`` is a function of a module or a partial."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
        return process.submit(work, *arguments).result()


def timed(work: Callable[[Any], Any], first: Any, cases: Iterable[Any]) -> list[float]:
    """Return the processor seconds of ``work(case)`` for every case, after an untimed ``work(first)``."""
    work(first)
    times = []
    for case in cases:
        start = processor_seconds()
        work(case)
        times.append(processor_seconds() - start)
    return times


def median(
    who: str, work: Callable[[Any], Any], cases: Sequence[Any], note: str = "", *, first: Any, repeat: int = 1
) -> Timing:
    """Return the median over the cases, each of them new to its process.

    Parameters
    ----------
    who, note : str
    work : function
        Of a case; of a module, or a partial of one.
    cases : sequence
        All different, as one process looks at all of them; none is ``first``.
    first : case
        What is done first and not timed: imports, and the first use of libraries.
    repeat : int
        How many processes.
    """
    if any(case == other for i, case in enumerate(cases) for other in [first, *cases[:i]]):
        raise ValueError(f"{who}: a case would be looked at twice in one process")
    times = [seconds for _ in range(repeat) for seconds in fresh(timed, work, first, cases)]
    spread = f"median of {len(times)}, largest {seconds_text(max(times))}"
    return Timing(who, statistics.median(times), f"{spread}{'; ' if note else ''}{note}")


def seconds_text(seconds: float) -> str:
    """Return ``12 us``, ``3.4 ms``, ``1.20 s``."""
    for size, unit in ((1, "s"), (1e-3, "ms"), (1e-6, "us")):
        if seconds >= size or unit == "us":
            return f"{seconds / size:.3g} {unit}"
    raise AssertionError(seconds)


def lines(comparison: Comparison) -> Iterable[str]:
    """Yield the rows of one comparison: time, ratio to ours, note."""
    ours = comparison.timings[0].seconds
    bound = f"   (bound {seconds_text(comparison.limit)})" if comparison.limit else ""
    yield f"{comparison.task}{bound}"
    for timing in comparison.timings:
        if timing.seconds is None:
            yield f"  {timing.who:<42}{'-':>10}{'':>10}   {timing.note}"
            continue
        ratio = "" if timing is comparison.timings[0] or not ours else f"x {timing.seconds / ours:.3g}"
        over = "  OVER THE BOUND" if not ratio and comparison.limit and timing.seconds > comparison.limit else ""
        yield f"  {timing.who:<42}{seconds_text(timing.seconds):>10}  {ratio:<10}   {timing.note}{over}"
