"""The threshold ladder: a rung a regime, exact values above, labels apart however close the values are."""

import pytest
from helpers.first import FIRST_SIGNAL
from matplotlib.collections import PolyCollection
from plot_checks import HOSTILE, by_hand, check, svg, texts, words

import gametheory as gt
from gametheory.lang import parse_condition
from gametheory.show import plot


def c(text):
    return parse_condition(text)


def bars(ax):
    filled = (b for b in ax.collections if isinstance(b, PolyCollection) and b.get_facecolor().size)
    found = [b.get_paths()[0].get_extents() for b in filled]
    return sorted((round((b.y0 + b.y1) / 2), round(b.x0, 6), round(b.x1, 6)) for b in found)


def test_the_ladder_of_distraction():
    found = gt.thresholds(gt.solve(gt.load(FIRST_SIGNAL)), "distraction")
    ax = plot.thresholds(found)
    check(ax)
    shown = [t.get_text() for t in texts(ax)]
    assert {"5/9", "4/5"} <= set(shown)
    assert [label.get_text()[0] for label in ax.get_yticklabels()] == ["1", "2", "3", "5", "6"]
    five_ninths = round(5 / 9, 6)
    assert bars(ax) == [
        (0, 0.8, 0.9), (1, 0, five_ninths), (1, five_ninths, 0.8), (2, 0, five_ninths), (3, 0.8, 0.9),
        (4, five_ninths, 0.8),
    ]  # fmt: skip
    assert "▲ baseline" in ax.get_xlabel()


def test_values_close_together_stand_on_levels_of_their_own():
    regimes = {f"r{i}": (c(f"x > {100 + i}/100"), 0) for i in range(7)}
    ax = plot.thresholds(gt.thresholds(by_hand(regimes, "x"), "x"))
    check(ax)
    heights = {round(t.get_window_extent().y0) for t in texts(ax) if t.get_text() in ("101/100", "103/100", "53/50")}
    assert len(heights) == 3


def test_irrational_values_are_radicals_or_decimals():
    solution = by_hand({"a": (c("x*x < 2"), 0), "b": (c("x**3 + x > 5"), 1)}, "x")
    ax = plot.thresholds(gt.thresholds(solution, "x"))
    check(ax)
    shown = {t.get_text() for t in texts(ax)}
    assert "√2" in shown
    assert "~1.516" in shown


def test_something_at_one_value_alone_is_a_diamond():
    solution = by_hand({"a": (c("x >= 0"), 0), "peak": (c("(x - 2)*(x - 2) <= 0"), 1)}, "x")
    ax = plot.thresholds(gt.thresholds(solution, "x"))
    check(ax)
    diamonds = [line for line in ax.lines if line.get_marker() == "D"]
    assert [float(line.get_xdata()[0]) for line in diamonds] == [2]
    assert "◆ at this value alone" in words(ax)


def test_unbounded_ranges_end_beyond_the_outermost_value():
    found = gt.thresholds(by_hand({"a": (c("x < 3"), 0), "b": (c("x > 7"), 1)}, "x", (None, None)), "x")
    low, high = plot.thresholds(found).get_xlim()
    assert low < 3 < 7 < high
    ax = plot.thresholds(found, window=(0, 5))
    check(ax)
    assert ax.get_xlim() == (0, 5)
    assert "7" not in [t.get_text() for t in texts(ax)]
    with pytest.raises(gt.ParameterError, match="an empty window in x"):
        plot.thresholds(found, window=(5, 5))


def test_a_parameter_without_thresholds():
    ax = plot.thresholds(gt.thresholds(by_hand({"a": (c("y > 0"), 0)}, "xy"), "x"))
    check(ax)
    assert bars(ax) == [(0, 0, 4)]


@pytest.mark.parametrize("label", HOSTILE)
def test_hostile_names_break_nothing(label):
    found = gt.thresholds(by_hand({label: (c("x > 1"), 0), "b": (c("x < 3"), 0)}, "x"), "x")
    ax = plot.thresholds(found)
    check(ax)
    assert svg(ax) == svg(plot.thresholds(found))
