"""Sweeps at exact points: thirds stay thirds, and on knife edges the numbers are those of the game solved there."""

import itertools
import random
import sys
from fractions import Fraction

import numpy as np
import pytest
import sympy
import xarray as xr
from helpers.solved import made_of, solved

import gametheory as gt
from gametheory.lang import Domain, parameter, parse_condition, relation
from gametheory.study import quantity, sweep, tornado
from gametheory.study.compiled.column import decimal
from gametheory.study.response.swing import Envelope
from gametheory.study.sweeps import dask as lazy_sweeps
from gametheory.study.sweeps.alone import extremes
from gametheory.study.sweeps.axis import Steps, make_axis

X, Y = parameter("x"), parameter("y")


def strategic(rows, columns):
    """Return a game from two tables of payoffs, with the strategies numbered from 1."""
    shape = itertools.product(range(len(rows)), range(len(rows[0])))
    return gt.StrategicGame(
        {"row": [f"r{i + 1}" for i in range(len(rows))], "column": [f"c{j + 1}" for j in range(len(rows[0]))]},
        {(f"r{i + 1}", f"c{j + 1}"): (rows[i][j], columns[i][j]) for i, j in shape},
    )


def solution_of(game, low=0, high=1, value="1/2"):
    return gt.solve(gt.Model("made", game, {name: gt.Parameter(name, value, (low, high)) for name in game.parameters}))


@pytest.fixture(scope="module")
def thirds():
    """Return a symmetric game with knife edges at 1/3 and 2/3."""
    a = [[X / 2, X], [1 - X, (1 - X) / 2]]
    return solution_of(strategic(a, [list(row) for row in zip(*a, strict=True)]))


# -- an exact point stays exact ----------------------------------------------------------------------------------------

AXES = [
    ["0", "1/3", "2/3", "1"],
    [Fraction(0), Fraction(1, 3), Fraction(2, 3), Fraction(1)],
    [sympy.Integer(0), sympy.Rational(1, 3), sympy.Rational(2, 3), sympy.Integer(1)],
    [0, "1/3", Fraction(2, 3), 1.0],
    np.array([0, Fraction(1, 3), Fraction(2, 3), 1], dtype=object),
    Steps(Fraction(0), Fraction(1), 4),
]


@pytest.mark.parametrize("axis", AXES, ids=range(len(AXES)))
def test_a_third_is_a_third(thirds, axis):
    found = sweep(thirds, x=axis, of=["P(r2, c2)", "payoff.row"])
    assert found.x.values.tolist() == [0, 1 / 3, 2 / 3, 1]
    assert found.x.attrs["exact"] == "0, 1/3, 2/3, 1"
    assert found.knife_edge.values.tolist() == [False, True, True, False]
    assert found["count"].values.tolist() == [1, 3, 3, 1]
    # r2/c2, r1/c2 and r2/c1 at 1/3
    assert found["min"].sel(quantity="P(r2, c2)").values.tolist() == [1, 0, 0, 0]
    assert found["max"].sel(quantity="P(r2, c2)").values.tolist() == [1, 1, 0, 0]
    assert found["max"].sel(quantity="payoff.row").values.tolist() == [1 / 2, 2 / 3, 2 / 3, 1 / 2]


def test_a_float_stands_for_its_decimal(thirds):
    found = sweep(thirds, x=np.array([1 / 3, 0.5, 2 / 3]), of="P(r2, c2)")
    assert found.knife_edge.values.tolist() == [False, False, False]
    # the decimals of both doubles lie inside: 0.333..33 below a third, 0.666..66 below two thirds
    assert found["count"].values.tolist() == [1, 3, 3]
    assert "exact" not in found.x.attrs
    assert "exact" not in sweep(thirds, x=["1/4", Fraction(1, 2), 1]).x.attrs


def test_different_numbers_with_the_same_double(thirds):
    tiny = Fraction(1, 10**30)
    axis = [Fraction(1, 3) - tiny, Fraction(1, 3), Fraction(1, 3) + tiny]
    found = sweep(thirds, x=axis, of="P(r2, c2)")
    assert len(set(found.x.values)) == 1
    assert found.knife_edge.values.tolist() == [False, True, False]
    assert found["count"].values.tolist() == [1, 3, 3]
    assert found.exists.sum("regime").values.tolist() == [1, 3, 3]
    assert [Fraction(text) for text in found.x.attrs["exact"].split(", ")] == axis


def test_fixed_values_stay_exact(thirds):
    found = sweep(thirds, at={"x": "1/3"}, of="P(r2, c2)")
    assert (int(found["count"]), bool(found.knife_edge)) == (3, True)
    assert (float(found["min"][0]), float(found["max"][0])) == (0, 1)


WAYS = [
    {"threads": 2},
    {"engine": "numba"},
    {"engine": "numba", "threads": 2},
    {"chunks": 1},
    {"chunks": {"x": 3}},
    {"chunks": 2, "engine": "numba"},
]


@pytest.mark.parametrize("options", WAYS, ids=range(len(WAYS)))
def test_every_engine_and_every_chunk_gives_the_same_bits(thirds, options):
    of = ["P(r2, c2)", "payoff.column", "exists(2)", "1/(3*x - 1)"]
    axis = [f"{k}/21" for k in range(22)]
    expected = sweep(thirds, x=axis, of=of, include=("outcome", "payoff"))
    assert expected.knife_edge.sum() == 2
    found = sweep(thirds, x=axis, of=of, include=("outcome", "payoff"), **options)
    xr.testing.assert_identical(found.compute(scheduler="synchronous"), expected)


def test_whole_numbers_that_no_double_holds():
    big = 2**53 + 1
    solution = made_of([(relation(parameter("p") - big, ">="), parameter("p"))], names=("p",), low=0, high=10**20)
    for axis in ([big - 1, big], np.array([big - 1, big])):
        assert sweep(solution, p=axis)["count"].values.tolist() == [0, 1]
    assert make_axis("p", [2**53 - 1, 2**53]).exact is None


def test_numbers_that_no_double_reaches_are_refused_by_name(thirds):
    for axis in (["1/2", "1e400"], [Fraction(10**400)], [10**400]):
        with pytest.raises(gt.ParameterError, match=r"^x: a value of about 1e400 is too large for a double$"):
            sweep(thirds, x=axis)
    tiny = sweep(made_of([(relation(X, ">"), X)], names=("x",)), x=[0, Fraction(1, 10**400)])
    assert tiny["count"].values.tolist() == [0, 1]
    assert tiny.x.values.tolist() == [0, 0]


def test_the_ends_of_an_axis_are_checked_exactly():
    solution = made_of([(relation(X, ">"), X)], names=("x",), low=0, high=Fraction(1, 3))
    assert sweep(solution, x=["0", "1/3"]).admissible.all()
    with pytest.raises(gt.ParameterError, match="is outside its range"):
        sweep(solution, x=[Fraction(1, 3) + Fraction(1, 10**30)])


def test_exact_steps():
    steps = Steps(Fraction(0), Fraction(1), 8)
    assert list(steps) == [Fraction(k, 7) for k in range(8)]
    assert (steps[-1], steps[2:4]) == (1, (Fraction(2, 7), Fraction(3, 7)))
    axis = make_axis("x", steps)
    assert axis.values.tolist() == [k / 7 for k in range(8)]
    assert axis.exact is steps
    assert axis.ends == (0, 1)
    with pytest.raises(IndexError):
        steps[8]


@pytest.mark.parametrize("stop", ["1", "3", "1e9", "1e15", "1e16", "123456789/1000", "1/1024", "7e-20"])
@pytest.mark.parametrize("size", [2, 11, 17, 1001])
def test_steps_called_decimals_are_what_python_prints(stop, size):
    steps = Steps(Fraction(0), Fraction(stop), size)
    if make_axis("x", steps).exact is None:
        assert [decimal(x) for x in steps.floats()] == list(steps)
    else:
        assert list(make_axis("x", list(steps)).texts()) == [str(x) for x in steps]


# -- knife edges -------------------------------------------------------------------------------------------------------


def test_the_prior_one_half_of_beer_and_quiche():
    found = sweep(solved("beer_quiche"), wimp=["1/4", "1/2", "3/4"], of=["P(duel)", "P(duel | quiche)", "exists(1)"])
    assert found.knife_edge.values.tolist() == [False, True, False]
    assert found["count"].values.tolist() == [2, 4, 1]  # two continua, each with two extreme points
    assert found["min"].values[:2].tolist() == [[0, 0, 0.75], [0, 0, 1]]
    assert found["max"].values[:2].tolist() == [[0, 0.5, 0.75], [0, 0.5, 1]]
    # what is asked of regimes is about regimes: there is none
    assert np.isnan(found["max"].values[2, 1])
    assert not found.exists.values[:, 1].any()


def test_a_point_on_a_knife_edge_says_so():
    solution = solved("beer_quiche")
    (note,) = solution.at(wimp="1/2").notes
    assert "knife edge wimp = 1/2" in note
    assert "note: this point lies on the knife edge wimp = 1/2" in str(solution.at(wimp="1/2"))
    assert "knife edge wimp = 1/2" in solution.at(wimp="1/2")._repr_html_()
    assert solution.at(wimp="1/4").notes == ()


def plane():
    """Return a game whose knife edge x = y crosses its plane."""
    return solution_of(strategic([[X - Y, 0], [0, 1]], [[1, 0], [0, 1]]), -1, 1, "0")


def test_where_edge_points_are_many_the_first_are_solved(monkeypatch):
    monkeypatch.setattr(sys.modules["gametheory.study.sweeps.points"], "MOST", 7)
    monkeypatch.setattr(lazy_sweeps, "MOST", 7)
    solution = plane()
    axes = {"x": [f"{k}/7" for k in range(-3, 8)], "y": [f"{k}/7" for k in range(-2, 6)]}
    found = sweep(solution, axes, of="payoff.row")
    edges = np.flatnonzero(found.knife_edge.values)
    assert edges.size > 7
    unknown = np.isnan(found["count"].values)
    assert np.flatnonzero(unknown).tolist() == edges[7:].tolist()
    assert np.isnan(found["min"].values[0][unknown]).all()
    assert np.isnan(found["max"].values[0][unknown]).all()
    assert not np.isnan(found["min"].values[0][~unknown]).any()
    for chunks in (1, 3, {"x": 4}, {"y": 5, "x": 100}):
        lazy = sweep(solution, axes, of="payoff.row", chunks=chunks)
        xr.testing.assert_identical(lazy.compute(scheduler="synchronous"), found)


def test_draws_on_an_edge_are_solved_among_the_first(monkeypatch):
    monkeypatch.setattr(sys.modules["gametheory.study.sweeps.points"], "MOST", 5)
    monkeypatch.setattr(lazy_sweeps, "MOST", 5)
    game = strategic([[X, 0], [0, 1 + Y]], [[1, 0], [0, 1]])
    solution = solution_of(game, -1, 1, "0")
    found = sweep(solution, draws=12, seed=1, at={"x": 0}, of="payoff.row")
    assert found.knife_edge.all()
    assert np.isnan(found["count"].values).tolist() == [False] * 5 + [True] * 7
    for k in range(5):
        there = extremes(solution.at(x=0, y=repr(float(found.y[k]))))
        assert int(found["count"][k]) == len(there)
    lazy = sweep(solution, draws=12, seed=1, at={"x": 0}, of="payoff.row", chunks=4).compute(scheduler="synchronous")
    xr.testing.assert_identical(lazy, found)


def test_points_against_the_assumptions_are_not_solved():
    solution = made_of(
        [(relation(X, ">="), X)], names=("x",), assume=parse_condition("x > 0"), knife_edges=(relation(X, "="),)
    )
    found = sweep(solution, x=[0, 1], of="payoff.p")
    assert found["count"].values.tolist() == [0, 1]


# -- continua that are regimes -----------------------------------------------------------------------------------------


def test_the_envelope_holds_the_extreme_points_of_a_regime_that_is_a_continuum():
    # the row player is indifferent to the column that is not played; all x: r1/c1 with r1 against a mixture
    game = strategic([[X, X], [X - 1, 2]], [[1, 1], [0, X]])
    solution = solution_of(game)
    assert any(len(regime.vertices) > 1 for regime in solution)
    found = sweep(solution, x=["1/4", "1/3", "1/2"], of=["P(c2)", "1 - P(c2)"])
    for k, x in enumerate((Fraction(1, 4), Fraction(1, 3), Fraction(1, 2))):
        there = extremes(solution.at(x=x))
        assert int(found["count"][k]) == len(there) == 3
        mixture = 1 / (3 - x)
        assert float(found["min"][0, k]) == 0
        assert float(found["max"][0, k]) == 1  # r2/c2
        assert float(found.isel(regime=1)["value"][0, k]) == 0  # of the continuum the first extreme point
        values = [quantity("P(c2)", solution).of(e) for e in there]
        assert mixture in values


def test_a_tornado_follows_the_extreme_points_of_continua():
    # r1 against every mixture with c2 at most 1/(3 - x), and r2/c2
    solution = solution_of(strategic([[X, X], [X - 1, 2]], [[1, 1], [0, X]]), "1/4", "3/4")
    (swing,) = tornado(solution, of="P(r1, c2)")
    assert swing.low.envelope == Envelope(0, Fraction(4, 11))
    assert swing.high.envelope == Envelope(0, Fraction(4, 9))
    assert (swing.lower, swing.upper) == (Envelope(0, 0), Envelope(Fraction(4, 11), Fraction(4, 9)))


# -- random games against the games with numbers put in ----------------------------------------------------------------


def linear(rng, *parameters):
    return rng.randint(-2, 2) + sum(rng.randint(-2, 2) * p for p in parameters)


def random_strategic(rng, columns, *parameters):
    tables = [[[linear(rng, *parameters) for _ in range(columns)] for _ in range(2)] for _ in range(2)]
    return strategic(*tables), ["P(c1)", "P(r1, c2)", "payoff.row", "P(c1 | r1)"]


def random_signaling(rng, *_):
    p = rng.choice([Fraction(1, 2), Fraction(1, 3)])
    payoffs = {key: (linear(rng, X), linear(rng, X)) for key in itertools.product(("t", "u"), "mn", ("yes", "no"))}
    game = gt.SignalingGame(
        "s", "r", {"t": p, "u": 1 - p}, {"m": ("yes", "no"), "n": ("yes", "no")}, payoffs
    )  # fmt: skip
    return game, ["P(m)", "P(yes)", "payoff.s", "P(t | m)"]


def random_tree(rng, *_):
    def end():
        return gt.Payoff(a=linear(rng, X), b=linear(rng, X))

    nodes = {
        "start": gt.Move("a", left="first", right="second"),
        "first": gt.Move("b", up=end(), down=end()),
        "second": gt.Move("b", up=end(), down="third"),
        "third": gt.Move("a", up=end(), down=end()),
    }
    return gt.ExtensiveGame("start", nodes, players=("a", "b")), ["P(left)", "P(up)", "payoff.a"]


def agrees(here, there, of, solution, *, counted=True):
    """Whether a row of a sweep has the number of extreme equilibria and the envelopes of a list of equilibria."""
    if counted and here["count"] != len(there):
        return False
    for name in of:
        values = [float(v) for e in there if (v := quantity(name, solution).of(e)) is not None]
        ends = [float(here[end].sel(quantity=name)) for end in ("min", "max")]
        expected = [min(values), max(values)] if values else [np.nan, np.nan]
        if not np.allclose(ends, expected, rtol=0, atol=1e-12, equal_nan=True):
            return False
    return True


# of signaling games the envelopes alone: a regime may be no extreme outcome
GAMES = [
    *((random_strategic, (2, X), seed, True) for seed in range(8)),
    *((random_strategic, (3, X), seed, True) for seed in range(4)),
    *((random_strategic, (2, X, Y), seed, True) for seed in range(2)),
    *((random_signaling, (), seed, False) for seed in range(6)),
    *((random_tree, (), seed, True) for seed in range(10)),
]


@pytest.mark.parametrize(("make", "arguments", "seed", "counted"), GAMES)
def test_rows_are_the_games_with_numbers_put_in(make, arguments, seed, counted):
    game, of = make(random.Random(seed), *arguments)
    solution = solution_of(game, -1, 2, "0")
    names = solution.parameters
    steps = 12 if len(names) == 1 else 2
    axis = [Fraction(k, steps) for k in range(-steps, 2 * steps + 1)] + [Fraction(1, 7), Fraction(5, 7)]
    found = sweep(solution, dict.fromkeys(names, axis), of=of)
    for index in itertools.product(range(len(axis)), repeat=len(names)):
        point = {name: axis[i] for name, i in zip(names, index, strict=True)}
        here = found.isel(dict(zip(names, index, strict=True)))
        there = extremes(solution.concept.solve(game.subs(point), Domain()))
        assert agrees(here, there, of, solution, counted=counted), point
