"""Regime maps: one fill a cell, one number a part, borders only where the regimes change."""

import numpy as np
import pytest
from helpers.first import FIRST_SIGNAL
from matplotlib.colors import to_hex
from matplotlib.contour import QuadContourSet
from matplotlib.figure import Figure
from plot_checks import HOSTILE, by_hand, check, svg, texts, words

import gametheory as gt
from gametheory.lang import parse_condition
from gametheory.show import plot


def c(text):
    return parse_condition(text)


@pytest.fixture(scope="module")
def crisis():
    return gt.solve(gt.load(FIRST_SIGNAL))


def contours(ax, filled):
    return [found for found in ax.collections if isinstance(found, QuadContourSet) and found.filled is filled]


def test_every_cell_of_the_crisis_is_filled_numbered_and_explained(crisis):
    found = gt.regions(crisis, x="distraction", y="escalation_cost")
    ax = plot.regions(found)
    check(ax)
    assert len(contours(ax, True)) == len(found) + 1  # and what is not admissible
    names = [eq.name for eq in crisis]
    shown = [t.get_text() for t in texts(ax)]
    for cell in found:
        assert ", ".join(str(names.index(name) + 1) for name in cell.names) in shown
        for name in cell.names:
            assert f"{names.index(name) + 1} {name.replace('_', ' ')}".replace(" ", "") in words(ax).replace(" ", "")
    assert "crossed grey: not admissible" in words(ax)
    assert "+ baseline" in words(ax)
    assert ax.get_xlabel() == "distraction (fraction)"
    assert ax.get_ylabel() == "escalation cost"


def test_the_borders_lie_on_the_exact_curve():
    # pooling ends where x*y = 1
    solution = by_hand({"low": (c("x*y < 1"), 0), "high": (c("x*y > 1"), 1), "idle": (c("x*y > -1"), 1)}, "xy")
    ax = plot.regions(gt.regions(solution, x="x", y="y"))
    check(ax)
    (border,) = contours(ax, False)
    points = np.vstack([path.vertices for path in border.get_paths()])
    assert len(points) > 100
    assert np.abs(points[:, 0] * points[:, 1] - 1).max() < 1e-3


def test_a_curve_is_drawn_only_where_the_regimes_change():
    # y = x separates only above x + y = 4
    solution = by_hand({"a": (c("x + y < 4") | c("y > x"), 0), "b": (c("x + y > 4") & c("x > y"), 1)}, "xy")
    ax = plot.regions(gt.regions(solution, x="x", y="y"))
    points = np.vstack([p.vertices for found in contours(ax, False) for p in found.get_paths()])
    assert points.sum(axis=1).min() > 4 - 0.1
    assert points.sum(axis=1).max() > 7.5


def test_cells_differ_in_grey_by_hatch_or_number():
    regimes = {f"r{i}": (c(f"x > {i}"), 0) for i in range(4)}
    found = gt.regions(by_hand(regimes, "xy"), x="x", y="y")
    ax = plot.regions(found)
    check(ax)
    looks = {(to_hex(fill.get_facecolor()[0]), tuple(fill.hatches)) for fill in contours(ax, True)}
    assert len(looks) == len(found) == 4
    assert len({tuple(fill.hatches) for fill in contours(ax, True)}) == 4
    assert "hatched: several equilibria exist" in words(ax)
    assert {"1", "1, 2", "1, 2, 3", "1, 2, 3, 4"} <= {t.get_text() for t in texts(ax)}


def test_a_sliver_has_its_number_beside_it():
    solution = by_hand({"a": (c("x < 2"), 0), "b": (c("x > 2") & c("x < 41/20"), 1), "d": (c("x > 41/20"), 1)}, "xy")
    ax = plot.regions(gt.regions(solution, x="x", y="y"))
    check(ax)
    (sliver,) = [t for t in texts(ax) if t.get_text() == "2"]
    box = sliver.get_window_extent().transformed(ax.transData.inverted())
    assert box.x1 < 2 or box.x0 > 2.05


def test_a_cell_in_two_parts_is_numbered_twice():
    ax = plot.regions(gt.regions(by_hand({"a": (c("(x - 1)*(x - 3) > 0"), 0), "b": (c("x > 1") & c("x < 3"), 1)}, "xy"),
                                 x="x", y="y"))  # fmt: skip
    assert sum(t.get_text() == "1" and t.get_weight() == "bold" for t in texts(ax)) == 2


def test_a_window_for_unbounded_ranges():
    found = gt.regions(by_hand({"a": (c("x > y"), 0), "b": (c("x < y"), 1)}, "xy", (None, None)), x="x", y="y")
    with pytest.raises(gt.ParameterError, match="give a window"):
        plot.regions(found)
    ax = plot.regions(found, x=(-1, 1), y=(-2, 2))
    check(ax)
    assert (ax.get_xlim(), ax.get_ylim()) == ((-1, 1), (-2, 2))
    assert "baseline" not in words(ax)


@pytest.mark.parametrize("label", HOSTILE)
def test_hostile_names_break_nothing(label):
    solution = by_hand({label: (c("x > y"), 0), "b": (c("x < y"), 1)}, "xy")
    ax = plot.regions(gt.regions(solution, x="x", y="y"))
    check(ax)
    svg(ax)


def test_given_axes_are_used_and_the_picture_is_always_the_same(crisis):
    found = gt.regions(crisis, x="distraction", y="resolve_prior")
    ax = Figure().add_subplot()
    assert plot.regions(found, ax, fineness=80) is ax
    assert svg(plot.regions(found, fineness=80)) == svg(plot.regions(found, fineness=80))
