"""What all figures share: no global state, a clear error without matplotlib, files that repeat, text that fits."""

import subprocess
import sys
from fractions import Fraction
from itertools import combinations, pairwise

import matplotlib as mpl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import to_rgb
from PIL import Image

import gametheory as gt
from gametheory.lang import parse
from gametheory.show import plot
from gametheory.show.plot.style import COLOURS, DASHES, HATCHES, MARKERS, measure, number, plain, wrapped


@pytest.fixture(scope="module")
def breakfast():
    return gt.solve(gt.load("beer_quiche")).at()


def test_the_public_functions():
    names = {"forecast", "line", "regions", "save", "signaling", "sobol", "thresholds", "tornado", "tree"}
    assert set(plot.__all__) == names
    assert all(callable(getattr(plot, name)) for name in names)


def test_without_matplotlib_the_error_names_the_extra():
    code = "import sys; sys.modules['matplotlib'] = None\nfrom gametheory.show import tables, plot"
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith("ModuleNotFoundError: figures need matplotlib")
    assert "pip install 'gametheory-toolkit[plot]'" in last


def test_no_figure_and_no_setting_is_left_behind(breakfast, tmp_path):
    before = dict(mpl.rcParams)
    plot.save(plot.tree(breakfast.game, breakfast[0]), tmp_path / "a.svg")
    plot.save(plot.signaling(breakfast.game, breakfast[0]), tmp_path / "a.pdf")
    assert dict(mpl.rcParams) == before
    code = (
        "import sys, gametheory as gt\nfrom gametheory.show import plot\n"
        "plot.signaling(gt.load('beer_quiche').game)\nassert 'matplotlib.pyplot' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


@pytest.mark.parametrize("ending", ["svg", "pdf", "png"])
def test_saved_files_repeat_byte_for_byte(breakfast, tmp_path, ending):
    for name in ("one", "two"):
        written = plot.save(plot.signaling(breakfast.game, breakfast[0]), tmp_path / f"{name}.{ending}")
        assert written == tmp_path / f"{name}.{ending}"
    assert (tmp_path / f"one.{ending}").read_bytes() == (tmp_path / f"two.{ending}").read_bytes()


def test_a_png_has_the_size_of_the_figure(breakfast, tmp_path):
    ax = plot.signaling(breakfast.game, breakfast[0])
    wide, high = ax.get_figure().get_size_inches()
    with Image.open(plot.save(ax, tmp_path / "a.png", dpi=200)) as picture:
        size = picture.size
    assert size == pytest.approx((wide * 200, high * 200), abs=1)


def test_an_unknown_ending_is_refused(breakfast, tmp_path):
    with pytest.raises(gt.GameTheoryError, match=r"as \.svg, \.pdf or \.png, not as 'a\.gif'"):
        plot.save(plot.tree(breakfast.game), tmp_path / "a.gif")


def test_neighbouring_colours_differ_in_grey():
    grey = [0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in map(to_rgb, COLOURS)]
    for a, b in pairwise(grey):
        assert abs(a - b) > 0.05
    for items in (COLOURS, DASHES, HATCHES, MARKERS):
        assert all(a != b for a, b in combinations(items, 2))


@given(st.text(max_size=200))
def test_labels_are_one_printable_line(text):
    shown = plain(text)
    assert shown == shown.strip()
    assert "_" not in shown
    assert all(sign.isprintable() for sign in shown)


@given(st.text("abc xyz-$", max_size=120), st.floats(20, 200), st.integers(1, 4))
def test_wrapped_text_fits_and_loses_nothing_but_what_it_marks(text, width, lines):
    shown = wrapped(plain(text), width, lines=lines)
    assert shown.count("\n") < lines
    assert measure(shown)[0] <= width
    kept = "".join(shown.split())
    whole = "".join(text.split())
    assert kept == whole or (kept.endswith("…") and whole.startswith(kept[:-1]))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(-1, 3), "−1/3"),
        (2, "2"),
        (Fraction(12345, 67891), "~0.182"),
        (parse("2 - 3*k*k"), "2 − 3·k^2"),
    ],
)
def test_numbers(value, text):
    assert number(value) == text
