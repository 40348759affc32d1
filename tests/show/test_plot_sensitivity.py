"""Tornado and Sobol bars: what is drawn is what was computed, the widest on top."""

import pytest
from helpers.first import FIRST_SIGNAL
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from plot_checks import by_hand, check, squeezed, svg, words

import gametheory as gt
from gametheory.lang import parse, parse_condition
from gametheory.show import plot
from gametheory.study.response.sobol import sobol
from gametheory.study.response.tornado import tornado


def c(text):
    return parse_condition(text)


@pytest.fixture(scope="module")
def crisis():
    return gt.solve(gt.load(FIRST_SIGNAL))


@pytest.fixture(scope="module")
def swings(crisis):
    return tornado(crisis, of="P(strike)")


@pytest.fixture(scope="module")
def indices(crisis):
    return sobol(crisis, of="P(strike)", draws=512, seed=0, resamples=50)


def spans(ax):
    """Return (row, is lower, from, to, hatch) of the bars."""
    out = []
    for one in ax.collections:
        if isinstance(one, PolyCollection):
            box = one.get_paths()[0].get_extents()
            middle = (box.y0 + box.y1) / 2
            out.append((round(middle), middle > round(middle), box.x0, box.x1, one.get_hatch() or ""))
    return sorted(out)


def test_the_tornado_draws_both_ends_of_the_envelope(swings):
    ax = plot.tornado(swings)
    check(ax)
    moving = [swing for swing in swings if swing.width > 0]
    found = spans(ax)
    assert len(found) == 2 * len(moving)
    for row, swing in enumerate(moving):
        upper, lower = found[2 * row : 2 * row + 2]
        assert upper[2:4] == pytest.approx((float(swing.upper.low), float(swing.upper.high)))
        assert lower[2:4] == pytest.approx((float(swing.lower.low), float(swing.lower.high)))
        assert (upper[4], bool(lower[4])) == ("", True)  # solid and hatched: told apart in grey
    widths = [
        max(found[2 * r][3] - found[2 * r][2], found[2 * r + 1][3] - found[2 * r + 1][2]) for r in range(len(moving))
    ]
    assert widths == sorted(widths, reverse=True)
    labels = [label.get_text().replace("\n", "") for label in ax.get_yticklabels()]
    assert labels[0] == "distraction: 0 to 9/10"
    assert ax.get_xlabel() == "P(strike)"
    assert f"not drawn: {len(swings) - len(moving)} parameter without effect" in words(ax)


def test_circles_mark_the_ends_of_the_range(swings):
    ax = plot.tornado(swings, most=1)
    check(ax)
    circles = {
        (line.get_markerfacecolor(), float(line.get_xdata()[0])) for line in ax.lines if line.get_marker() == "o"
    }
    assert circles == {("white", 0.0), ("#000000", 1.0), ("#000000", 0.925)}
    assert "10withsmallerswings" in squeezed(words(ax))


def test_an_infinite_swing_ends_at_the_frame():
    solution = by_hand({"a": (c("x > 0"), parse("1/x + y"))}, "xy")
    ax = plot.tornado(tornado(solution, of="P(hit)"))
    check(ax)
    assert "∞" in words(ax)
    assert spans(ax)[0][3] == pytest.approx(ax.get_xlim()[1])


def test_sobol_bars_are_the_indices_the_largest_total_on_top(indices):
    for end in ("max", "min"):
        ax = plot.sobol(indices, end=end)
        check(ax)
        ranked = sorted(indices[end].parameters, key=lambda one: -one.total.value)
        found = spans(ax)
        assert len(found) == 2 * len(ranked)
        for row, one in enumerate(ranked):
            first, total = found[2 * row : 2 * row + 2]
            assert first[3] + first[2] == pytest.approx(one.first.value)
            assert total[3] + total[2] == pytest.approx(one.total.value)
        assert {"max": "highest", "min": "lowest"}[end] in ax.get_xlabel()
        assert "95% confidence; 512 draws, seed 0" in words(ax)
        tied = [one.names[0] for one in ranked if one.tied]
        starred = [label.get_text() for label in ax.get_yticklabels() if label.get_text().endswith("*")]
        assert sorted(starred) == sorted(f"{name.replace('_', ' ')}*" for name in tied)


def test_fewer_rows_say_so(indices):
    ax = plot.sobol(indices, most=3)
    check(ax)
    assert len(spans(ax)) == 6
    assert f"not drawn: {len(indices.names) - 3} with smaller totals" in words(ax)


@pytest.mark.parametrize("most", [0, -1, True, 1.5])
def test_a_count_of_rows_is_a_positive_integer(swings, indices, most):
    with pytest.raises(gt.GameTheoryError, match="most is a positive number"):
        plot.tornado(swings, most=most)
    with pytest.raises(gt.GameTheoryError, match="most is a positive number"):
        plot.sobol(indices, most=most)


def test_given_axes_are_used_and_pictures_repeat(swings, indices):
    ax = Figure().add_subplot()
    assert plot.tornado(swings, ax) is ax
    assert svg(plot.tornado(swings)) == svg(plot.tornado(swings))
    assert svg(plot.sobol(indices)) == svg(plot.sobol(indices))
    with pytest.raises(gt.ParameterError, match="no end 'middle'"):
        plot.sobol(indices, end="middle")
