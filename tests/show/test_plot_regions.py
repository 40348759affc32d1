"""Regime maps: one fill a cell, one number a part, borders only where the regimes change."""

import numpy as np
import pytest
from helpers.first import FIRST_SIGNAL
from matplotlib.colors import to_hex
from matplotlib.contour import QuadContourSet
from matplotlib.figure import Figure
from plot_checks import HOSTILE, by_hand, check, svg, texts, words

import gametheory as gt
from gametheory.lang import parse, parse_condition
from gametheory.show import plot
from gametheory.show.plot.style import look


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
    assert len(contours(ax, True)) == sum(len(cell.regimes) for cell in found) + 1  # and what is not admissible
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


def test_a_regime_looks_the_same_everywhere_and_several_stand_in_stripes():
    regimes = {f"r{i}": (c(f"x > {i}"), 0) for i in range(4)}
    solution = by_hand(regimes, "xy")
    found = gt.regions(solution, x="x", y="y")
    ax = plot.regions(found)
    check(ax)
    fills = [(to_hex(fill.get_facecolor()[0]), fill.hatches[0]) for fill in contours(ax, True)]
    looks = [(to_hex(look(i).fill), look(i).hatch) for i in range(1, 5)]
    assert fills == [looks[i] for n in range(1, 5) for i in range(n)]
    assert len({hatch for _, hatch in looks}) == 4  # told apart in grey
    assert [fill.get_clip_path() is not None for fill in contours(ax, True)] == [False] + [True] * 9
    assert "striped: several equilibria exist" in words(ax)
    assert {"1", "1, 2", "1, 2, 3", "1, 2, 3, 4"} <= {t.get_text() for t in texts(ax)}
    ladder = plot.thresholds(gt.thresholds(solution, "x"))
    bars = [one for one in ladder.collections if one.get_hatch() is not None or one.get_facecolor().size]
    shown = {(to_hex(one.get_facecolor()[0]), one.get_hatch() or "") for one in bars if one.get_facecolor().size}
    assert shown == set(looks)


# -- what happens -----------------------------------------------------------------------------------------------------


def panels(ax):
    return ax.child_axes or [ax]


def test_a_quantity_is_drawn_lowest_beside_highest(crisis):
    found = gt.regions(crisis, x="distraction", y="escalation_cost", of="P(strike)")
    ax = plot.regions(found)
    check(ax)
    low, high = panels(ax)
    assert (low.get_title(), high.get_title()) == ("the lowest over the equilibria", "the highest over the equilibria")
    assert {"never", "certain"} <= {t.get_text() for t in texts(ax)}
    assert "several equilibria, which differ in it" in words(ax)
    # with the baseline's row and the quantity's name, the bands that occur stand in the order of their darkness
    shown = [t.get_text() for t in ax.get_legend().get_texts()]
    assert shown[:2] == ["P(strike):", "never"]
    assert shown.index("0 to 25%") < shown.index("75 to 100%") < shown.index("certain")
    patches = [one for one in ax.get_legend().get_patches() if not one.get_hatch()]
    light = [sum(one.get_facecolor()[:3]) for one in patches]
    assert light == sorted(light, reverse=True)
    assert min(light) > 1.2  # no dark slab


def test_one_value_everywhere_is_one_map():
    solution = by_hand({"a": (c("x < 2"), 0), "b": (c("x > 2"), parse("y/4"))}, "xy")
    ax = plot.regions(gt.regions(solution, x="x", y="y", of="P(hit)"))
    check(ax)
    assert panels(ax) == [ax]
    assert {"never", "0 to 100%"} <= {t.get_text() for t in texts(ax)}


def test_other_quantities_are_numbers():
    solution = by_hand({"a": (c("x < 2"), 0), "b": (c("x > 2"), parse("y/4"))}, "xy")
    ax = plot.regions(gt.regions(solution, x="x", y="y", of="payoff.a - 1"))
    check(ax)
    assert {"\u22121", "\u22121 to 0"} <= {t.get_text() for t in texts(ax)}


def test_outcomes_have_numbers_of_their_own(crisis):
    found = gt.regions(crisis, x="distraction", y="escalation_cost", by="outcome")
    ax = plot.regions(found)
    check(ax)
    assert {str(cell.index + 1) for cell in found} <= {t.get_text() for t in texts(ax)}
    assert found[0].what.split(",")[0].replace("_", " ") in words(ax)
    assert "_" not in words(ax)


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
