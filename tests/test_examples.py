"""Every example runs from any directory and says what its model's theory says."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = sorted((ROOT / "examples").glob("*.py"))


def _output(path, cwd):
    done = subprocess.run([sys.executable, str(path)], cwd=cwd, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_fits_on_a_page(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) < 60


def test_there_is_a_check_for_every_example():
    assert [path.stem for path in EXAMPLES] == ["beer_quiche", "functional_form", "support_table"]


def test_beer_quiche(tmp_path):
    out = _output(EXAMPLES[0], tmp_path)
    # Cho and Kreps 1987: at p = 1/10 both pooling outcomes; the wimp's 2 and the surly type's 3 when they pool on beer
    assert "4 regimes, proved complete: True" in out
    (pooling,) = (line for line in out.split("\n") if line.startswith("  pooling on beer: exists where "))
    bounds = pooling.partition(" where ")[2].replace("<=", "<")  # c = 2 is a knife edge, in or out
    assert set(bounds.split(" and ")) == {"p < 1/2", "c < 2"}
    assert re.search(r"\n  separating \(wimp: quiche; surly: beer\): exists where c >=? 2\n", out)
    assert "2 equilibrium outcomes; proved to be all" in out
    assert "nobody sends quiche   deterred by beliefs: wimp from 1/2 to 1" in out
    assert "payoffs of the types  wimp 2, surly 3" in out
    assert out.count("valid True, regret 0") == 2


@pytest.mark.slow
def test_functional_form(tmp_path):
    out = _output(EXAMPLES[1], tmp_path)
    as_it_is, linear = out.split("support_signal_linear: 6 regimes, proved complete: True")
    assert as_it_is.startswith("support_signal: 6 regimes, proved complete: True")
    assert (as_it_is.count("PROVED: "), as_it_is.count("REFUTED: ")) == (2, 0)
    assert (linear.count("PROVED: "), linear.count("REFUTED: ")) == (0, 2)
    # theta_0*(1 - d)*c_0*(1 + 5*d/2)/(mu_C*(f - y + a)) is 3/10 at the baseline and 69/320 at d = 3/4
    assert "from 3/10 to 69/320 as distraction goes to 3/4" in " ".join(linear.split())


@pytest.mark.slow
def test_support_table(tmp_path):
    out = _output(EXAMPLES[2], tmp_path)
    assert max(map(len, out.split("\n"))) <= 100
    sequence, signal = out.split("Support as a signal (support_signal)")
    # the sequence: its baseline path, and what one change at a time does to it
    assert "1 (baseline)" in sequence
    assert "3/5 (baseline)" in sequence
    for path in (
        "nothing / nothing / strike",
        "sustainment / sustainment / coerce",
        "air_defense / air_defense / coerce",
    ):
        assert path in sequence
    # escalation after a strike is credible below 1/4; the floor of support is lost at 7/9; at cost 1 air defense is
    # supplied up to 1 - 4/(37 - 2) = 31/35
    for bound in ("escalation_cost_russia >= 1/4", "distraction >= 7/9", "<= 1 - 4/(37 - 2*escalation_cost_russia)"):
        assert bound in sequence
    assert "Proved to be all: True" in sequence
    # the signal: two equilibria at every point; a strike has chance 3/10 at the baseline, 71/80 at distraction 17/20
    table, regimes = signal.split("Support as a signal, for every value of its 13 parameters")
    flat = " ".join(table.split())
    assert "strike 3/10, coerce" in flat
    assert "71/80" in flat
    assert "A  pooling on air_defense" in table
    assert "coercion_loss <= foothold - delivery_cost" in regimes
    assert "committed_share < restraint_belief" in regimes
    assert "distraction <= 4/5" in table
    assert "Proved to be all: True" in table
    assert "Proved to be all: True" in regimes
    # and what the README shows of it is what it prints
    shown = re.findall(r"^```text\n(.*?)^```$", (ROOT / "README.md").read_text(encoding="utf-8"), flags=re.M | re.S)
    assert len(shown) == 3
    assert set("".join(shown).splitlines()) <= set(out.splitlines())
