"""Evaluating a solved model at many points: beside compiled C, and beside solving the game again at every point.

* The full correspondence of ``support_signal`` (existence of every regime, outcome, payoffs) at draws from its priors:
  NumPy, Numba, and the same expressions in C.
* The same per point, beside a loop over Gambit's ``enummixed`` and Nashpy's vertex enumeration on the strategic form
  (9 x 27, and 9 x 8 for the model without the response "coerce") at the same points. They list Nash equilibria; the
  outcomes among them that pass an independent check of sequential rationality off the path are compared with ours.
* All rows of one point set are evaluated again and again by a program that is compiled already: warm on purpose, the
  question is what a point costs. Solvers get each point once.
* Draws from the priors, streamed on Dask, with the largest memory: 20 million, or ``GAMETHEORY_BENCH_DRAWS``.
"""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
from frame import Comparison, Timing, median, processor_seconds

POINTS = 1_000_000
PEERS = {"all responses": (2, 1), "without coercion": (200, 20)}
"""Points for Gambit and for Nashpy: with all three responses a point takes Gambit some ten seconds."""

REPEATS = 5

SUPPORTED_RATE = 2e6
"""Points a second on one core that we promise."""


def comparisons() -> Iterator[Comparison]:
    import gametheory as gt
    from gametheory.study import draw

    solution = gt.solve(gt.load("support_signal"))
    columns = draw(solution, POINTS, seed=0)
    yield full_correspondence(solution, columns)
    yield both_cores(solution, columns)
    yield beside_solvers(without_coercion(), "without coercion")
    yield beside_solvers(solution, "all responses")
    yield streaming()


# -- beside C ----------------------------------------------------------------------------------------------------------


def program_of(solution: Any, engine: str) -> Any:
    """Return the program of existence, outcome and payoffs."""
    from gametheory.study.sweeps.table import make_table

    return make_table(solution, (), ("outcome", "payoff"), {}, engine=engine).program


def fastest(work: Callable[[], Any], clock: Callable[[], float] = processor_seconds) -> float:
    """Return the least seconds of some runs after one that is not counted."""
    work()
    times = []
    for _ in range(REPEATS):
        start = clock()
        work()
        times.append(clock() - start)
    return min(times)


def rate(seconds: float) -> str:
    return f"{POINTS / seconds / 1e6:.3g} million points a second"


def full_correspondence(solution: Any, columns: Mapping[str, Any]) -> Comparison:
    import c_kernel

    timings = []
    expected = None
    for engine in ("numpy", "numba"):
        program = program_of(solution, engine)
        found = program.evaluate(columns, threads=1)
        seconds = fastest(lambda program=program, found=found: program.evaluate(columns, threads=1, out=found))
        timings.append(Timing(f"gametheory, {engine}", seconds, rate(seconds)))
        if expected is None:
            expected = found
        elif not np.array_equal(found.values, expected.values, equal_nan=True):
            raise AssertionError("the engines differ")
    plan = program.plan
    if c_kernel.compiler() is None:
        timings.append(Timing("C at -O3", None, "no C compiler here"))
    else:
        inputs = np.array([columns[name] for name in plan.names])
        truth = np.empty((len(plan.conditions), POINTS), np.uint8)
        values = np.empty((len(plan.outputs), POINTS))
        for name, flags in c_kernel.FLAGS.items():
            for branches in (False, True):
                kernel = c_kernel.build(plan, flags, branches=branches)
                seconds = fastest(lambda kernel=kernel: kernel(inputs, truth, values))
                how = "a branch a regime" if branches else "no branches"
                timings.append(Timing(f"C, {name}, {how}", seconds, rate(seconds)))
                mine = expected.values.reshape(values.shape)
                np.testing.assert_allclose(values, mine, rtol=0, atol=1e-12)
    task = f"support_signal, full correspondence at {POINTS:,} points, one core ({plan.arithmetic} operations a point)"
    return Comparison(task, timings, POINTS / SUPPORTED_RATE)


def both_cores(solution: Any, columns: Mapping[str, Any]) -> Comparison:
    timings = []
    for engine, threads in (("numpy", None), ("numpy", 1), ("numba", None), ("numba", 1)):
        program = program_of(solution, engine)
        found = program.evaluate(columns)
        seconds = fastest(
            lambda program=program, found=found, threads=threads: program.evaluate(columns, threads=threads, out=found),
            time.perf_counter,
        )
        timings.append(Timing(f"{engine}, {'all cores' if threads is None else 'one core'}", seconds, rate(seconds)))
    return Comparison("the same, time on the wall", timings)


# -- beside solving at every point -------------------------------------------------------------------------------------


class Strategic:
    """The strategic form of a signaling game at a point, in doubles, and what its profiles mean."""

    def __init__(self, game: Any) -> None:
        self.types, self.messages = list(game.types), list(game.messages)
        self.prior = np.array([float(p) for p in game.types.values()])
        self.responses = [list(game.messages[m]) for m in self.messages]
        self.payoff = {key: (float(a), float(b)) for key, (a, b) in game.payoffs.items()}
        self.rows = list(itertools.product(range(len(self.messages)), repeat=len(self.types)))
        self.plans = list(itertools.product(*(range(len(r)) for r in self.responses)))

    def arrays(self) -> tuple[Any, Any]:
        """Return the payoff matrices of sender and receiver."""
        sender, receiver = np.zeros((2, len(self.rows), len(self.plans)))
        for i, row in enumerate(self.rows):
            for j, plan in enumerate(self.plans):
                for t, m in enumerate(row):
                    u, v = self.payoff[self.types[t], self.messages[m], self.responses[m][plan[m]]]
                    sender[i, j] += self.prior[t] * u
                    receiver[i, j] += self.prior[t] * v
        return sender, receiver

    def outcome(self, x: Any, y: Any) -> dict[str, float]:
        """Return the probability of every history under mixed strategies."""
        out: dict[str, float] = {}
        for (i, p), (j, q) in itertools.product(enumerate(x), enumerate(y)):
            if p * q > 1e-12:
                for t, m in enumerate(self.rows[i]):
                    history = f"{self.types[t]}/{self.messages[m]}/{self.responses[m][self.plans[j][m]]}"
                    out[history] = out.get(history, 0.0) + self.prior[t] * p * q
        return out

    def sequential(self, outcome: Mapping[str, float]) -> bool:
        """Whether every message that nobody sends can be deterred by an answer that is optimal at some belief."""
        value = np.zeros(len(self.types))
        sent = set()
        for history, probability in outcome.items():
            t, m, _ = history.split("/")
            if probability > 1e-9:
                sent.add(m)
            value[self.types.index(t)] += probability * self.payoff[tuple(history.split("/"))][0]  # type: ignore[index]
        value /= self.prior
        return all(self._deterred(m, value) for m in range(len(self.messages)) if self.messages[m] not in sent)

    def _deterred(self, m: int, value: Any) -> bool:
        from scipy.optimize import linprog

        label, answers = self.messages[m], self.responses[m]
        table = np.array([[self.payoff[t, label, r] for r in answers] for t in self.types])
        u, v = table[:, :, 0], table[:, :, 1]
        for size in range(1, len(answers) + 1):
            for best in itertools.combinations(range(len(answers)), size):
                # a belief at which all of `best` are optimal
                gains = [v[:, r] - v[:, best[0]] for r in range(len(answers))]
                equal = [np.ones(len(self.types)), *(gains[r] for r in best[1:])]
                belief = linprog(
                    np.zeros(len(self.types)), A_ub=gains, b_ub=[1e-9] * len(gains),
                    A_eq=equal, b_eq=[1.0] + [0.0] * (size - 1),
                )  # fmt: skip
                if belief.status != 0:
                    continue
                # a mixture over them that no type prefers to what it has
                mixture = linprog(
                    np.zeros(size), A_ub=u[:, best], b_ub=value + 1e-9, A_eq=[np.ones(size)], b_eq=[1.0]
                )  # fmt: skip
                if mixture.status == 0:
                    return True
        return False


def gambit(form: Strategic) -> list[dict[str, float]]:
    import pygambit

    sender, receiver = form.arrays()
    game = pygambit.StrategicGame.from_arrays(sender, receiver)
    found = []
    for profile in pygambit.nash.enummixed_solve(game, rational=False).equilibria:
        x, y = ([float(probability) for _, probability in mixed] for mixed in profile)
        found.append(form.outcome(x, y))
    return found


def nashpy_vertices(form: Strategic) -> list[dict[str, float]]:
    import nashpy

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return [form.outcome(x, y) for x, y in nashpy.Game(*form.arrays()).vertex_enumeration()]


def same(one: Mapping[str, float], other: Mapping[str, float]) -> bool:
    return all(abs(one.get(h, 0.0) - other.get(h, 0.0)) < 1e-6 for h in {*one, *other})


def without_coercion() -> Any:
    """Return the solution of ``support_signal`` where the United States strikes or refrains: 2 x 3 x 2, 9 x 8."""
    import gametheory as gt

    model = gt.load("support_signal")
    game = model.game
    smaller = gt.SignalingGame(
        game.sender,
        game.receiver,
        game.types,
        {m: [r for r in responses if r != "coerce"] for m, responses in game.messages.items()},
        {key: payoff for key, payoff in game.payoffs.items() if key[2] != "coerce"},
    )
    left = {name: model.parameters[name] for name in smaller.parameters}
    assume = [c for c in model.assumptions if c.names <= set(left)]
    return gt.solve(gt.Model("without_coercion", smaller, left, assume=assume))


def beside_solvers(solution: Any, name: str) -> Comparison:
    from gametheory.study import sweep

    most, few = PEERS[name]
    found = sweep(solution, draws=most + 1, seed=1, include=("outcome", "payoff"))
    forms = []
    for i in range(most + 1):
        point = {p: repr(float(found[p][i])) for p in solution.parameters}
        forms.append(Strategic(solution.game.subs(solution.full_point(point))))
    program = program_of(solution, "numpy")
    columns = {p: np.resize(found[p].values, POINTS) for p in solution.parameters}
    kept = program.evaluate(columns, threads=1)
    ours = fastest(lambda: program.evaluate(columns, threads=1, out=kept)) / POINTS
    timings = [Timing("gametheory, all regimes, a point", ours, "outcomes, payoffs and existence")]
    peers: list[tuple[str, Callable[[Strategic], Any], int]] = [
        ("Gambit enummixed, doubles, all extreme Nash", gambit, most),
        ("Nashpy vertex enumeration, all extreme Nash", nashpy_vertices, few),
    ]
    for who, solve, points in peers:
        agree, nash = compared(found, forms[:points], solve)
        note = f"outcomes equal at {agree} of {points} points; {nash} Nash outcomes are not perfect Bayesian"
        timings.append(median(who, solve, forms[:points], note, first=forms[-1]))
    size = f"{len(forms[0].rows)} x {len(forms[0].plans)}"
    return Comparison(f"support_signal, {name} ({size}), all equilibria, time a parameter point", timings)


def compared(found: Any, forms: list[Strategic], solve: Callable[[Strategic], Any]) -> tuple[int, int]:
    """Return at how many points the sequential outcomes are ours, and how many Nash outcomes are not sequential."""
    agree = rest = 0
    for i, form in enumerate(forms):
        here = found.isel(draw=i)
        table = here.outcome.values[here.exists.values]
        mine = [dict(zip(map(str, here.history.values), row, strict=True)) for row in table]
        theirs: list[dict[str, float]] = []
        for outcome in solve(form):
            if not any(same(outcome, one) for one in theirs):
                theirs.append(outcome)
        sequential = [outcome for outcome in theirs if form.sequential(outcome)]
        rest += len(theirs) - len(sequential)
        agree += len(sequential) == len(mine) and all(any(same(a, b) for b in sequential) for a in mine)
    return agree, rest


# -- streaming ---------------------------------------------------------------------------------------------------------

STREAM = """
import re, sys, time
import gametheory as gt
from gametheory.study import sweep
def memory():  # ru_maxrss would count what the parent process held when it started this one
    return int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) / 1024
solution = gt.solve(gt.load("support_signal"))
before = memory()
start, processor = time.perf_counter(), time.process_time()
lazy = sweep(solution, draws=int(sys.argv[1]), seed=0, of="P(strike)", chunks=262_144, engine="numba")
mean = lazy[["exists", "min", "max"]].mean("draw").compute()
print(time.perf_counter() - start, time.process_time() - processor, before,
      memory(), float(mean["min"][0]), float(mean["max"][0]))
"""


def streaming() -> Comparison:
    draws = int(os.environ.get("GAMETHEORY_BENCH_DRAWS", "20000000"))
    done = subprocess.run([sys.executable, "-c", STREAM, str(draws)], check=True, capture_output=True, text=True)
    wall, processor, before, most, low, high = map(float, done.stdout.split())
    note = (
        f"{draws / wall / 1e6:.3g} million a second on the wall; memory at most {most:.0f} MB ({before:.0f} before); "
        f"mean of P(strike) in [{low:.4f}, {high:.4f}]"
    )
    ours = Timing("gametheory: drawn, evaluated, averaged", processor, note)
    return Comparison(f"{draws:,} draws from the priors, streamed", [ours])
