"""Draws under assumptions against plain rejection: the same law, whatever is left undrawn or rejected early."""

import dataclasses
import importlib
import itertools
import math

import numpy as np
import pytest
from helpers.first import FIRST_SIGNAL
from helpers.solved import solved
from scipy import stats

import gametheory as gt
from gametheory.game import StrategicGame
from gametheory.study import draw, sweep
from gametheory.study.compiled import program
from gametheory.study.compiled.plan import make_plan
from gametheory.study.sweeps import candidates, cells
from gametheory.study.sweeps.boxes import possible
from gametheory.study.sweeps.draws import BLOCK, quantile, sampler

N = 40_000

UNIT = {"range": [0, 1]}
TRIANGULAR = {"range": [0, 1], "prior": {"triangular": [0, "3/5", 1]}}
CUT = {"range": ["1/10", "4/5"], "prior": {"triangular": [0, "3/5", 1]}}
BETA = {"range": [-1, 2], "prior": {"beta": [2, "7/2"]}}
NORMAL = {"prior": {"normal": ["1/2", "1/2"]}}
HALF_NORMAL = {"range": [0, "inf)"], "prior": {"normal": [0, 1]}}
LOGNORMAL = {"range": ["(0", "inf)"], "prior": {"lognormal": ["-1/2", "3/4"]}}
OPEN = {"range": ["(0", "2)"], "prior": {"uniform": [0, 2]}}

# parameters, the model's assumptions, the same for arrays
CASES = {
    "one parameter": ({"x": NORMAL}, ["x > 7/10"], lambda x: x > 0.7),
    "a pair": ({"x": OPEN, "y": UNIT}, ["x < y"], lambda x, y: x < y),
    "a sum": ({"x": UNIT, "y": UNIT}, ["x + y <= 1"], lambda x, y: x + y <= 1),
    "three in order": ({"x": UNIT, "y": OPEN, "z": BETA}, ["x > y > z"], lambda x, y, z: (x > y) & (y > z)),
    "three kinds in order": (
        {"x": NORMAL, "y": TRIANGULAR, "z": LOGNORMAL},
        ["x > y", "y > z"],
        lambda x, y, z: (x > y) & (y > z),
    ),
    "five in order": (
        {"a": HALF_NORMAL, "b": CUT, "c": UNIT, "d": {"range": [-1, 2]}, "e": OPEN},
        ["a >= b", "b >= c", "c >= d", "e > d"],
        lambda a, b, c, d, e: (a >= b) & (b >= c) & (c >= d) & (e > d),
    ),
    "a star": (
        {"a": UNIT, "b": UNIT, "c": TRIANGULAR, "d": BETA},
        ["a > b", "a > c", "a > d"],
        lambda a, b, c, d: (a > b) & (a > c) & (a > d),
    ),
    "a window": ({"x": UNIT, "y": BETA}, ["0 <= x - y <= 1/2"], lambda x, y: (x >= y) & (x - y <= 0.5)),
    "a thin window": ({"x": UNIT, "y": TRIANGULAR}, ["0 < x - y < 1/200"], lambda x, y: (x > y) & (x - y < 1 / 200)),
    "a disc": ({"x": BETA, "y": NORMAL}, ["x**2 + y**2 < 1"], lambda x, y: x * x + y * y < 1),
    "far out": ({"x": NORMAL, "y": NORMAL}, ["x > y + 3/2"], lambda x, y: x > y + 1.5),
    "a product": ({"x": UNIT, "y": TRIANGULAR, "z": UNIT}, ["x*y > z"], lambda x, y, z: x * y > z),
    "shares": (
        {"a": UNIT, "b": UNIT, "c": UNIT, "d": UNIT},
        ["a + b + c + d <= 1", "a > b"],
        lambda a, b, c, d: (a + b + c + d <= 1) & (a > b),
    ),
    "a circle of ties": (
        {"x": UNIT, "y": TRIANGULAR, "z": UNIT},
        ["x > y", "y > z", "x > z + 1/4"],
        lambda x, y, z: (x > y) & (y > z) & (x > z + 0.25),
    ),
    "one or the other": (
        {"x": UNIT, "y": UNIT, "z": UNIT},
        ["(x - y - 1/2)*(y - x - 1/4) < 0", "z > x*y"],
        lambda x, y, z: ((x > y + 0.5) | (y > x + 0.25)) & (z > x * y),
    ),
    "a ratio": ({"x": CUT, "y": UNIT, "z": OPEN}, ["y/x < z"], lambda x, y, z: y / x < z),
}
# each case is compiled for itself: the plain run has one of every way to draw
QUICK = ("one parameter", "three in order", "a window", "a disc", "shares")


def model(parameters, assume=None):
    """Return a model whose payoffs hold the parameters."""
    names = list(parameters)
    rows = [[names[i % len(names)] for i in range(k, k + 2)] for k in range(0, max(len(names), 2), 2)]
    game = StrategicGame.from_arrays(rows, [[i, 1 - i] for i in range(len(rows))])
    return gt.Model("drawn", game, parameters=parameters, assume=assume)


def plain(subject, holds, n):
    """Return n draws by plain rejection, with a generator of its own, and the share of candidates accepted."""
    stream = np.random.default_rng(20)
    kept, have, tried = [], 0, 0
    while have < n:
        priors = [(p.prior, p.range) for p in subject.parameters.values()]
        columns = [quantile(*prior, stream.random(1 << 18)) for prior in priors]
        good = holds(*columns)
        kept.append([column[good] for column in columns])
        have, tried = have + int(good.sum()), tried + good.size
    return dict(zip(subject.parameters, map(np.concatenate, zip(*kept, strict=True)), strict=True)), have / tried


@pytest.mark.parametrize("case", CASES)
def test_the_law_is_that_of_plain_rejection(case):
    parameters, assume, holds = CASES[case]
    subject = model(parameters, assume)
    expected, share = plain(subject, holds, N)
    found, rejected = sampler(subject)(N, 1)
    assert holds(*found.values()).all()
    names = list(parameters)
    for name in names:
        assert stats.kstest(found[name], expected[name]).pvalue > 1e-3
    for one, other in itertools.pairwise(names):
        assert stats.kstest(found[one] - found[other], expected[one] - expected[other]).pvalue > 1e-3
        assert stats.kstest(found[one] * found[other], expected[one] * expected[other]).pvalue > 1e-3
    assert N / (N + rejected) == pytest.approx(share, rel=0.03)


@pytest.mark.parametrize("case", ["three in order", "a disc", "shares"])
def test_boxes_are_hit_as_often_as_by_plain_rejection(case):
    parameters, assume, holds = CASES[case]
    subject = model(parameters, assume)
    expected, _ = plain(subject, holds, 4 * N)
    found = draw(subject, 4 * N, seed=2)
    ends = {name: np.quantile(column, np.arange(1, 6) / 6) for name, column in expected.items()}

    def counts(points):
        index = [np.searchsorted(ends[name], points[name]) for name in parameters]
        return np.bincount(np.ravel_multi_index(index, (6,) * len(index)), minlength=6 ** len(index))

    ours, theirs = counts(found), counts(expected)
    some = ours + theirs >= 20
    assert stats.chi2_contingency(np.stack([ours[some], theirs[some]])).pvalue > 1e-3


def test_a_chain_of_twelve_is_drawn_although_one_in_479_million_satisfies_it():
    names = [f"c{k}" for k in range(12)]
    chain = model(dict.fromkeys(names, UNIT), [" > ".join(names)])
    found, rejected = sampler(chain)(N, 3)
    for k, name in enumerate(names):
        assert stats.kstest(found[name], stats.beta(12 - k, k + 1).cdf).pvalue > 1e-3
    assert (rejected + N) / N == pytest.approx(math.factorial(12), rel=0.02)


def test_tied_parameters_have_cells_in_proportion_to_what_may_follow():
    names = ("x", "y", "z")
    subject = model({"x": UNIT, "y": TRIANGULAR, "z": UNIT}, ["x > y", "y > z"])
    group = candidates.make_group(
        names, [(subject.parameters[n].prior, subject.parameters[n].range) for n in names], subject.assumptions
    )
    found, share = cells.selectors(group.ties, group.priors)
    first, second = found
    assert (first.members, second.given) == ((1, 0), 1)
    size = 1 << first.bits
    law = np.zeros((cells.CELLS,) * 3)
    number = [((table & cells.NUMBER) >> np.uint64(cells.CELL)).astype(int) for table in (*first.cells, *second.cells)]
    for state, stay in enumerate(first.stay.tolist()):
        for turned, weight in enumerate((stay / 2**64, 1 - stay / 2**64)):
            y, x = number[0][2 * state + turned], number[1][2 * state + turned]
            row = y << second.bits
            for k, other in enumerate(second.stay[row : row + (1 << second.bits)].tolist()):
                for again, part in enumerate((other / 2**64, 1 - other / 2**64)):
                    z = number[2][2 * (row + k) + again]
                    law[x, y, z] += weight * part / size / (1 << second.bits)
    kept = law > 1e-12
    np.testing.assert_allclose(law[kept], law[kept].mean(), rtol=1e-9)  # all possible triples are equally likely
    assert kept.mean() == pytest.approx(share, rel=1e-12)


def test_a_box_is_ruled_out_only_if_no_point_of_it_satisfies_the_condition():
    rng = np.random.default_rng(4)
    texts = ["x*y > 1/2", "x**2 + y**2 <= x + y", "x**2*y >= 0", "x != y", "(x - y)**2*(x + y) > 1", "x**3 < y"]
    for text in texts:
        wide = {"range": [-5, 5]}
        plan = make_plan(("x", "y"), [model({"x": wide, "y": wide}, [text]).assumptions])
        low = rng.uniform(-2, 2, (2, 3000))
        high = low + rng.exponential(0.4, (2, 3000))
        found = possible(plan, list(zip(low, high, strict=True)))
        inside = [low + share * (high - low) for share in rng.random((40, 2, 3000))]
        test = {
            texts[0]: lambda x, y: x * y > 0.5,
            texts[1]: lambda x, y: x * x + y * y <= x + y,
            texts[2]: lambda x, y: x * x * y >= 0,
            texts[3]: lambda x, y: x != y,
            texts[4]: lambda x, y: (x - y) ** 2 * (x + y) > 1,
            texts[5]: lambda x, y: x**3 < y,
        }[text]
        hit = np.any([test(x, y) for x, y in inside], axis=0)
        assert not (hit & ~found).any(), text
        assert text == texts[3] or not found.all(), text


# -- how many are rejected ---------------------------------------------------------------------------------------------


def test_rejected_is_about_the_draws_that_are_asked_for():
    subject = model({"a": UNIT, "b": UNIT}, ["a + b <= 1"])
    solution = gt.solve(subject)
    for seed in (0, 1):
        assert int(sweep(solution, draws=1000, seed=seed).rejected) == pytest.approx(1000, rel=0.02)
    assert int(sweep(solution, draws=10, seed=0).rejected) == pytest.approx(10, abs=1)
    assert int(sweep(solution, draws=3 * BLOCK, seed=0).rejected) == pytest.approx(3 * BLOCK, rel=0.02)


def test_nothing_is_rejected_without_assumptions():
    assert sampler(model({"a": UNIT, "b": NORMAL}))(1000, 0)[1] == 0


def test_rejected_counts_candidates_of_all_parameters_together():
    pairs = model(dict.fromkeys("abcd", UNIT), ["a > b", "c > d"])
    _, rejected = sampler(pairs)(N, 0)
    assert N / (N + rejected) == pytest.approx(1 / 4, rel=0.01)


def test_rejected_adds_up_however_draws_are_cut(monkeypatch):
    solution = solved(FIRST_SIGNAL)
    take = sampler(solution)
    whole = take(BLOCK + 500, 4)[1]
    assert whole == sum(take(n, 4, start=start)[1] for start, n in ((0, 7), (7, 993), (1000, BLOCK - 500)))
    found = sweep(solution, draws=1000, seed=4)
    assert int(found.rejected) == take(1000, 4)[1]
    assert int(sweep(solution, draws=1000, seed=4, chunks=333).rejected.compute()) == int(found.rejected)
    monkeypatch.setattr(importlib.import_module("gametheory.study.sweeps.points"), "STEP", 71)
    assert int(sweep(solution, draws=1000, seed=4).rejected) == int(found.rejected)


def test_a_share_too_small_for_the_number_of_candidates_ends_at_the_largest_integer():
    names = [f"c{k}" for k in range(22)]
    chain = model(dict.fromkeys(names, UNIT), [" > ".join(names)])
    assert sampler(chain)(100, 0)[1] == 2**63 - 1


def test_assumptions_that_nothing_satisfies_are_named():
    with pytest.raises(gt.ParameterError, match="of all draws from the priors none can satisfy the assumptions"):
        draw(model({"x": UNIT, "y": {"range": [0, 3]}}, ["x > y"]), 1, seed=0, at={"y": 2})


# -- engines and threads -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "case", [pytest.param(case, marks=() if case in QUICK else pytest.mark.slow) for case in CASES]
)
def test_the_engines_draw_the_same_bits(case):
    parameters, assume, _ = CASES[case]
    slow = sampler(model(parameters, assume))
    fast = dataclasses.replace(slow, engine="numba")
    (one, lost), (other, also) = slow(2 * BLOCK, 5), fast(2 * BLOCK, 5)
    assert lost == also
    for name, column in one.items():
        np.testing.assert_array_equal(column, other[name])


def test_a_sweep_draws_the_same_with_either_engine_and_in_chunks():
    solution = solved(FIRST_SIGNAL)
    asked = {"draws": BLOCK + 3000, "seed": 6, "of": "P(strike)"}
    whole = sweep(solution, **asked)
    for options in ({"engine": "numba"}, {"chunks": 20_000}, {"chunks": 30_000, "engine": "numba"}):
        found = sweep(solution, **asked, **options).compute()
        assert found.identical(whole)


def test_threads_are_used_only_where_they_pay(monkeypatch):
    started = []
    pool = program.ThreadPoolExecutor
    monkeypatch.setattr(program, "ThreadPoolExecutor", lambda n: started.append(n) or pool(n))
    solution = solved("beer_quiche")
    columns = {"wimp": np.linspace(0.1, 0.9, 3 * program.TASK)}
    columns |= {name: solution.baseline[name] for name in solution.parameters if name != "wimp"}
    slow, fast = (program.compile_solution(solution, ["P(duel)"], engine=engine) for engine in program.ENGINES)
    one = slow.evaluate(columns, threads=4)
    assert not started
    other = fast.evaluate(columns, threads=4)
    assert started == [3]
    np.testing.assert_array_equal(one.values, other.values)
    np.testing.assert_array_equal(one.exists, other.exists)
