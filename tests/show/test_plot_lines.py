"""A quantity against one parameter: branches end where the regimes do, and nothing bridges a jump."""

import numpy as np
import pytest
from helpers.first import FIRST_SIGNAL
from plot_checks import HOSTILE, by_hand, check, svg, texts, words

import gametheory as gt
from gametheory.lang import parse, parse_condition
from gametheory.show import plot
from gametheory.show.plot.style import look
from gametheory.study import sweep


def c(text):
    return parse_condition(text)


@pytest.fixture(scope="module")
def crisis():
    return gt.solve(gt.load(FIRST_SIGNAL))


def curves(ax):
    """Return the curves as arrays, without marks and vertical lines."""
    lines = [line.get_xydata() for line in ax.lines if line.get_marker() in ("None", "o")]
    return [xy for xy in lines if len(xy) > 2 or (len(xy) == 1)]


def verticals(ax):
    return sorted(float(line.get_xdata()[0]) for line in ax.lines if list(line.get_ydata()) == [0, 1])


def test_the_strike_jumps_at_the_exact_thresholds(crisis):
    ax = plot.line(crisis, of="P(strike)", x="distraction")
    check(ax)
    assert verticals(ax) == [pytest.approx(5 / 9), pytest.approx(4 / 5)]
    ends = {(round(xy[0][0], 9), round(xy[-1][0], 9)) for xy in curves(ax)}
    a, b = round(5 / 9, 9), 0.8
    assert ends == {(0, a), (a, b), (b, 0.9)}
    levels = sorted((round(xy[0][0], 6), round(xy[0][1], 6)) for xy in curves(ax))
    assert levels == [(0, 0), (0, 0), (0.555556, 0), (0.555556, 0.3), (0.8, 0.85), (0.8, 1)]
    assert ax.get_xlabel() == "distraction (fraction)"
    assert ax.get_ylabel() == "P(strike)"


def test_coinciding_regimes_are_one_line_with_all_their_numbers(crisis):
    ax = plot.line(crisis, of="P(strike)", x="distraction")
    assert "2, 3" in [t.get_text() for t in texts(ax)]
    lower, upper = (one for one in ax.lines if list(one.get_xdata())[:1] == [0] and len(one.get_xdata()) > 2)
    assert list(lower.get_ydata()) == list(upper.get_ydata())
    assert lower.get_linewidth() >= upper.get_linewidth() + 1.5  # the one below is seen on both sides of the other
    assert (lower.get_color(), upper.get_color()) == (look(2).colour, look(3).colour)


def test_several_equilibria_are_a_band(crisis):
    ax = plot.line(crisis, of="P(strike)", x="distraction")
    bands = [band.get_paths()[0].get_extents() for band in ax.collections]
    assert sorted((round(b.x0, 3), round(b.x1, 3), round(b.y0, 3), round(b.y1, 3)) for b in bands) == [
        (0.556, 0.8, 0, 0.3), (0.8, 0.9, 0.85, 1),
    ]  # fmt: skip
    single = plot.line(by_hand({"a": (c("x > -1"), parse("x/5"))}, "x"), of="P(hit)", x="x")
    assert not single.collections
    assert "between the lowest" not in words(single)


def test_a_continuous_change_of_regime_is_no_gap():
    solution = by_hand({"a": (c("x < 2"), parse("x/4")), "b": (c("x > 2"), parse("1 - 1/x"))}, "x")
    ax = plot.line(solution, of="P(hit)", x="x")
    first, second = sorted(curves(ax), key=lambda xy: xy[0][0])
    assert tuple(first[-1]) == tuple(second[0]) == (2.0, 0.5)


def test_a_pole_at_an_end_is_left_out():
    ax = plot.line(by_hand({"a": (c("x > 0"), parse("1/x"))}, "x"), of="P(hit)", x="x")
    (xy,) = curves(ax)
    assert np.isnan(xy[0][1])
    assert np.isfinite(xy[1:, 1]).all()


def test_a_sweep_draws_what_it_holds_and_breaks_between_its_points(crisis):
    grid = np.linspace(0, 0.9, 91)
    data = sweep(crisis, of=["payoff.us", "P(strike)"], distraction=grid)
    ax = plot.line(data, of="P(strike)")
    check(ax)
    exact = plot.line(crisis, of="P(strike)", x="distraction")
    assert ax.get_xlabel() == exact.get_xlabel()
    for jump in (5 / 9, 4 / 5):
        assert min(abs(x - jump) for x in verticals(ax)) <= 0.01
    for xy in curves(ax):  # no point of a curve that the sweep does not hold
        for x, y in xy:
            column = data["value"].sel(quantity="P(strike)", distraction=x).values
            assert np.nanmin(np.abs(column - y)) == 0
    assert plot.line(data).get_ylabel() == "payoff.us"


def test_a_point_of_a_larger_sweep(crisis):
    data = sweep(crisis, of="P(strike)", distraction=np.linspace(0, 0.9, 10), escalation_cost=[0.5, 1, 2])
    ax = plot.line(data, at={"escalation_cost": 2})
    check(ax)
    assert ax.get_xlabel() == "distraction (fraction)"
    with pytest.raises(gt.ParameterError, match=r"expected one axis, the sweep has distraction, escalation_cost"):
        plot.line(data)
    with pytest.raises(gt.ParameterError, match="no axis 'weather'"):
        plot.line(data, at={"weather": 1})
    with pytest.raises(gt.ParameterError, match=r"holds P\(strike\), not P\(coerce\)"):
        plot.line(data, of="P(coerce)", at={"escalation_cost": 2})


def test_what_cannot_be_drawn_is_refused(crisis):
    with pytest.raises(gt.GameTheoryError, match="needs of="):
        plot.line(crisis, x="distraction")
    with pytest.raises(gt.ParameterError, match="these are draws"):
        plot.line(sweep(crisis, of="P(strike)", draws=10, seed=0))
    with pytest.raises(gt.ParameterError, match="holds no quantity"):
        plot.line(sweep(crisis, distraction=[0.1, 0.2]))
    loose = by_hand({"a": (c("x > 0"), 0)}, "x", (None, None))
    with pytest.raises(gt.ParameterError, match="give a window"):
        plot.line(loose, of="P(hit)", x="x")
    with pytest.raises(gt.ParameterError, match="an empty window"):
        plot.line(loose, of="P(hit)", x="x", window=(1, 1))
    check(plot.line(loose, of="P(hit)", x="x", window=(-1, 1)))


def test_dashes_and_numbers_tell_regimes_apart_without_colour():
    regimes = {f"r{i}": (c("x > -1"), parse(f"(x + {i})/20")) for i in range(6)}
    ax = plot.line(by_hand(regimes, "x"), of="P(hit)", x="x")
    check(ax)
    curved = [line for line in ax.lines if len(line.get_xdata()) > 2]
    assert len({str(line._dash_pattern) for line in curved}) == len({line.get_color() for line in curved}) == 6
    assert {str(i) for i in range(1, 7)} <= {t.get_text() for t in texts(ax)}


@pytest.mark.parametrize("label", HOSTILE)
def test_hostile_names_break_nothing(label):
    solution = by_hand({label: (c("x > 1"), parse("x/4")), "b": (c("x < 3"), 0)}, "x")
    ax = plot.line(solution, of="P(hit)", x="x")
    check(ax)
    assert svg(ax) == svg(plot.line(solution, of="P(hit)", x="x"))


def test_a_knife_edge_of_a_sweep_is_a_stroke_over_all_equilibria():
    found = sweep(gt.solve(gt.load("beer_quiche")), wimp=["1/5", "2/5", "1/2", "3/5", "4/5"], of="P(duel)")
    ax = plot.line(found)
    check(ax)
    strokes = [line.get_xydata().tolist() for line in ax.lines if line.get_marker() == "_"]
    assert strokes == [[[0.5, 0], [0.5, 0.5]]]
    assert "all equilibria on a knife edge" in words(ax)
    assert "knife edge" not in words(plot.line(found.isel(wimp=[0, 1, 3, 4])))


def test_a_regime_that_is_a_continuum_is_a_band_between_its_extreme_points():
    x = gt.symbols("x")
    game = gt.StrategicGame(
        {"row": ["a", "b"], "column": ["c", "d"]},
        {("a", "c"): (x, 1), ("a", "d"): (x, 1), ("b", "c"): (x - 1, 0), ("b", "d"): (2, x)},
    )
    solution = gt.solve(gt.Model("made", game, {"x": gt.Parameter("x", "1/2", ("1/4", "3/4"))}))
    drawn = [
        plot.line(solution, of="P(a, d)", x="x"),
        plot.line(sweep(solution, x=["1/4", "1/2", "3/4"], of="P(a, d)")),
    ]
    for ax in drawn:
        (band,) = [band.get_paths()[0].get_extents() for band in ax.collections]
        assert (band.y0, band.y1) == (0, pytest.approx(4 / 9))
