"""The questions of the command line: what is printed and written is what the library says; bad input is a message."""

import csv
import functools
import io
import json
import os
import stat
import subprocess
import sys

import numpy as np
import pytest
import xarray
from helpers.first import FIRST_SIGNAL
from helpers.two_priors import document, read

import gametheory as gt
from gametheory.commands import files
from gametheory.concepts.concept import solve
from gametheory.errors import GameTheoryError
from gametheory.lang.writing.csv import csv_lines
from gametheory.show import plot
from gametheory.study import sensitivity

MODEL = str(FIRST_SIGNAL)
SIGNATURES = {".svg": b"<?xml", ".pdf": b"%PDF", ".png": b"\x89PNG"}


@functools.cache
def solved(name=MODEL):
    return solve(gt.load(name))


@pytest.fixture
def run(run, monkeypatch):
    """Run the command in this process, each model solved once; return (exit code, stdout, stderr)."""

    def once(model, concept=None):
        known = MODEL if model.sha256 == gt.load(MODEL).sha256 else model.name
        return solved(known) if concept is None and known in (MODEL, *gt.catalogue()) else solve(model, concept)

    def command(*arguments):
        with monkeypatch.context() as patch:
            patch.setattr("gametheory.concepts.solve", once)
            return run(*arguments)

    return command


def table(text):
    """Return CSV as a list of mappings."""
    assert "\r" not in text
    return list(csv.DictReader(io.StringIO(text)))


def provenance(solution):
    return {
        "model": {"name": solution.model.name, "sha256": solution.model.sha256},
        "package": f"gametheory-toolkit {gt.__version__}",
        "concept": solution.concept.name,
        "exhaustive": True,
    }


# -- thresholds -------------------------------------------------------------------------------------------------------


def test_thresholds_are_the_librarys(run, tmp_path):
    file = tmp_path / "ladder.csv"
    code, out, err = run("thresholds", MODEL, "distraction", "--csv", str(file))
    found = gt.thresholds(solved(), "distraction")
    assert code == 0
    assert out == f"{found}\n"
    assert f"wrote {file}\n" in err
    assert "support_signal, perfect-bayesian: 2 thresholds in distraction (" in err
    rows = table(file.read_text(encoding="utf-8"))
    assert rows == table("".join(csv_lines(found.rows())))
    assert list(dict.fromkeys(r["exact_low"] for r in rows if r["kind"] == "threshold")) == ["5/9", "4/5"]
    ended = {r["regime"] for r in rows if (r["event"], r["exact_low"]) == ("ends", "4/5")}
    assert ended == {eq.name for eq in found[1].ends}
    pieces = [(r["exact_low"], r["exact_high"], r["regime"]) for r in rows if r["kind"] == "piece"]
    assert pieces == [(str(p.low), str(p.high), eq.name) for p in found.pieces for eq in p.regimes]
    assert float(rows[0]["high"]) == 5 / 9


def test_thresholds_as_json_name_their_source(run):
    code, out, _ = run("thresholds", MODEL, "distraction", "--at", "escalation_cost=2", "--json")
    found = gt.thresholds(solved(), "distraction", at={"escalation_cost": 2})
    assert code == 0
    assert json.loads(out) == {**found.document(), **provenance(solved()), "refinement": []}
    assert json.loads(out)["fixed"]["escalation_cost"] == "2"


def test_refine_asks_the_survivors_only(run):
    everything = run("thresholds", "beer_quiche", "wimp", "--json")[1]
    code, out, err = run("thresholds", "beer_quiche", "wimp", "--refine", "intuitive,d1", "--json")
    survivors = gt.refine(solved("beer_quiche"), ["intuitive", "d1"])
    assert code == 0
    assert json.loads(out)["thresholds"] == gt.thresholds(survivors, "wimp").document()["thresholds"]
    assert json.loads(out)["refinement"] == ["intuitive", "d1"]
    below = [json.loads(text)["pieces"][0]["regimes"] for text in (everything, out)]
    assert below == [["pooling on beer", "pooling on quiche"], ["pooling on beer"]]
    assert "refined by intuitive, d1" in err


def test_a_concept_by_name(run):
    code, out, _ = run("thresholds", "beer_quiche", "wimp", "--concept", "perfect-bayesian", "--json")
    assert code == 0
    assert json.loads(out)["concept"] == "perfect-bayesian"


# -- margins and regions ----------------------------------------------------------------------------------------------


def test_margins_are_the_librarys(run):
    code, out, err = run("margins", MODEL, "--at", "distraction=7/10")
    found = gt.margins(solved(), at={"distraction": "7/10"})
    assert (code, out) == (0, f"{found}\n")
    near = sum(one.distance is not None for one in found)
    assert f"{near} of 12 parameters can change the set of equilibria" in err
    _, out, _ = run("margins", MODEL, "--at", "distraction=7/10", "--json")
    assert json.loads(out) == {**found.document(), **provenance(solved()), "refinement": []}
    _, out, _ = run("margins", MODEL, "--at", "distraction=7/10", "--csv", "-")
    rows = table(out)
    assert [r["parameter"] for r in rows] == [one.parameter for one in found]
    assert [r["exact_distance"] for r in rows] == ["" if x.distance is None else str(x.distance) for x in found]
    assert [r["relative"] for r in rows] == ["" if x.relative is None else repr(float(x.relative)) for x in found]
    here = next(r for r in rows if r["parameter"] == "distraction")
    assert (here["exact_value"], here["exact_below"], here["exact_above"]) == ("7/10", "5/9", "4/5")


@pytest.mark.parametrize(
    ("option", "asked"), [(("--of", "P(strike)"), {"of": "P(strike)"}), (("--by", "outcome"), {"by": "outcome"})]
)
def test_regions_by_what_happens_are_the_librarys(run, option, asked):
    question = ("regions", MODEL, "--x", "distraction", "--y", "escalation_cost", *option)
    found = gt.regions(solved(), x="distraction", y="escalation_cost", **asked)
    code, out, _ = run(*question)
    assert (code, out) == (0, f"{found}\n")
    told = json.loads(run(*question, "--json")[1])
    assert told["by"] == option[1]
    assert [cell["what"] for cell in told["cells"]] == [cell.what for cell in found]
    rows = [row for row in table(run(*question, "--csv", "-")[1]) if row["kind"] == "cell"]
    assert list(dict.fromkeys(row["what"] for row in rows)) == [cell.what for cell in found]
    assert ("lowest" in rows[0]) is ("of" in asked)


def test_regions_are_the_librarys(run):
    asked = ("regions", MODEL, "--x", "distraction", "--y", "escalation_cost")
    found = gt.regions(solved(), x="distraction", y="escalation_cost")
    code, out, err = run(*asked)
    assert (code, out) == (0, f"{found}\n")
    assert "4 cells, 2 borders" in err
    assert json.loads(run(*asked, "--json")[1]) == {**found.document(), **provenance(solved()), "refinement": []}
    rows = table(run(*asked, "--csv", "-")[1])
    cells = [(r["number"], r["regime"], r["where"]) for r in rows if r["kind"] == "cell"]
    assert cells == [(str(i), name, str(c.condition)) for i, c in enumerate(found, 1) for name in c.names]
    borders = {r["where"] for r in rows if r["kind"] == "border"}
    assert borders == {str(border) for border in found.borders}
    for row in rows:
        if row["kind"] == "cell":
            point = {name: row[f"{name} inside, exact"] for name in ("distraction", "escalation_cost")}
            assert row["regime"] in found.at(**point).names


# -- sweep ------------------------------------------------------------------------------------------------------------


def test_a_grid_is_the_librarys(run, tmp_path):
    place = tmp_path / "sweep.nc"
    code, out, err = run(
        "sweep", MODEL, "--axis", "distraction=0:9/10:10", "escalation_cost=1/2:3/2:3",
        "--of", "P(strike)", "payoff.russia", "--at", "foothold=1/2", "--netcdf", str(place), "--csv", "-",
    )  # fmt: skip
    assert code == 0
    axes = {"distraction": [i / 10 for i in range(10)], "escalation_cost": [0.5, 1.0, 1.5]}
    expected = gt.sweep(solved(), axes, of=["P(strike)", "payoff.russia"], at={"foothold": "1/2"})
    with xarray.open_dataset(place, engine="scipy") as read:
        assert read.identical(expected)
        assert read["exists"].dtype == np.bool_
        assert read.attrs["sha256"] == solved().model.sha256
    rows = table(out)
    assert len(rows) == 30
    assert "6 regimes at 30 points" in err
    for row in rows:
        point = expected.sel(distraction=float(row["distraction"]), escalation_cost=float(row["escalation_cost"]))
        assert int(row["count"]) == int(point["count"])
        assert int(row["knife_edge"]) == int(point["knife_edge"])
        for quantity in ("P(strike)", "payoff.russia"):
            assert float(row[f"min {quantity}"]) == float(point["min"].sel(quantity=quantity))
            assert float(row[f"max {quantity}"]) == float(point["max"].sel(quantity=quantity))
            for i, eq in enumerate(solved()):
                field = row[f"{i + 1}. {eq.name}: {quantity}"]
                value = float(point["value"].sel(quantity=quantity)[i])
                assert int(row[f"{i + 1}. {eq.name}: exists"]) == int(point["exists"][i])
                assert field == "" if np.isnan(value) else float(field) == value


def test_a_grid_without_quantities_has_outcomes_and_payoffs(run):
    code, out, _ = run(
        "sweep", "beer_quiche", "--axis", "wimp=1/5:4/5:4", "--include", "outcome,payoff", "belief", "--csv", "-"
    )
    assert code == 0
    expected = gt.sweep(solved("beer_quiche"), wimp=[0.2, 0.4, 0.6, 0.8], include=("outcome", "payoff", "belief"))
    rows = table(out)
    regime = "3. semi-separating (wimp: beer or quiche; surly: beer)"
    column = [float(row[f"{regime}: wimp/quiche/duel"]) for row in rows[2:]]
    assert column == expected["outcome"][2].sel(history="wimp/quiche/duel").values[2:].tolist()
    assert [row[f"{regime}: wimp/quiche/duel"] for row in rows[:2]] == ["", ""]
    column = [float(row[f"{regime}: payoff.bully"]) for row in rows[2:]]
    assert column == expected["payoff"][2].sel(player="bully").values[2:].tolist()
    column = [float(row[f"{regime}: belief.beer.wimp"]) for row in rows[2:]]
    assert column == expected["belief"][2].sel(information="beer", member="wimp").values[2:].tolist()


def test_draws_are_the_librarys_and_a_large_seed_is_kept(run, tmp_path):
    place, seed = tmp_path / "draws.nc", 2**40
    arguments = ("sweep", "beer_quiche", "--draws", "500", "--seed", str(seed), "--of", "P(duel)")
    code, out, _ = run(*arguments, "--netcdf", str(place), "--csv", "-")
    assert code == 0
    expected = gt.sweep(solved("beer_quiche"), draws=500, seed=seed, of="P(duel)")
    with xarray.open_dataset(place, engine="scipy") as read:
        assert read.attrs.pop("seed") == str(seed)
        assert read.equals(expected)
    rows = table(out)
    assert [float(row["wimp"]) for row in rows] == expected["wimp"].values.tolist()
    assert [float(row["max P(duel)"]) for row in rows] == expected["max"][0].values.tolist()


def test_the_summary_counts_and_lists_the_points(run):
    code, out, _ = run("sweep", "beer_quiche", "--axis", "wimp=1/5:4/5:4", "--of", "P(duel)")
    assert code == 0
    assert "Beer or quiche: sweep over wimp (4 values from 0.2 to 0.8); the rest at the baseline" in out
    assert "   1   50.0%  pooling on beer\n" in out
    assert "equilibria at a point (of a continuum its extreme ones): 1 at 50.0%, 2 at 50.0%" in out
    assert "  P(duel)  0       0.35         0.35         0.8      0.0%" in out
    assert out.endswith(
        "  wimp  regimes  P(duel)\n  0.2   1 2      0\n  0.4   1 2      0\n  0.6   3        0.6\n  0.8   3        0.8\n"
    )
    _, out, _ = run("sweep", "beer_quiche", "--draws", "100", "--seed", "0")
    assert "100 draws from the priors, seed 0" in out
    assert "the assumptions accept all of the declared priors: 0 candidates rejected on the way\n" in out


def test_draws_and_indices_from_the_priors_of_a_scenario(run, tmp_path):
    path = str(document(tmp_path))
    code, out, _ = run("sweep", path, "--draws", "500", "--seed", "1", "--priors", "late", "--of", "P(a)")
    expected = gt.sweep(read(path), draws=500, seed=1, priors="late", of="P(a)")
    assert code == 0
    assert "500 draws from the priors of the scenario 'late', seed 1" in out
    assert "the assumptions accept about 75% of the declared priors: " in out
    assert f"{expected['min'].values.mean():.6g}" in out
    code, out, _ = run("sensitivity", path, "--of", "P(a)", "--draws", "512", "--priors", "late", "--json")
    assert code == 0
    assert json.loads(out)["sobol"] == sensitivity(read(path), of="P(a)", draws=512, priors="late").sobol.document()
    assert json.loads(out)["sobol"]["priors"] == "late"


def test_claims_at_draws_from_the_priors_of_a_scenario(run, tmp_path):
    path = str(document(tmp_path))
    code, out, _ = run("verify", path, "--draws", "1000", "--priors", "late", "--json")
    expected = gt.verify(gt.load(path), solution=read(path), draws=1000, priors="late")
    assert code == 0
    assert json.loads(out)["claims"][0]["share"] == expected["coverage"].share.document()
    assert expected["coverage"].share.scenario == "late"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("verify", "--priors", "none"), "priors = 'none': the scenarios of choice with priors are 'late', 'early'"),
        (("sweep", "--draws", "5", "--seed", "0", "--priors", "lat"), "with priors are 'late', 'early', did you mean"),
        (("sensitivity", "--of", "P(a)", "--priors", "quiet"), "sets values and no priors: give k = 1/4 by --at"),
        (("sweep", "--axis", "k=0,1/3", "--priors", "late"), "--priors says what --draws draws from: a grid has no"),
    ],
)
def test_priors_that_cannot_be_drawn_from(run, tmp_path, arguments, message):
    command, *rest = arguments
    code, out, err = run(command, str(document(tmp_path)), *rest)
    assert (code, out) == (2, "")
    assert message in " ".join(err.split())


def test_an_axis_is_made_of_exact_decimals(run):
    _, out, _ = run("sweep", "beer_quiche", "--axis", "wimp=1/10:9/10:9", "--csv", "-")
    assert [row["wimp"] for row in table(out)] == [f"0.{i}" for i in range(1, 10)]


def test_an_axis_is_a_list_of_exact_values(run, tmp_path):
    place = tmp_path / "sweep.nc"
    code, out, _ = run(
        "sweep", "beer_quiche", "--axis", "wimp=1/3, 1/2,0.75", "--of", "P(duel)", "--csv", "-", "--netcdf", str(place)
    )
    assert code == 0
    columns = ("wimp", "wimp, exact", "knife_edge", "count", "min P(duel)", "max P(duel)")
    assert [tuple(row[name] for name in columns) for row in table(out)] == [
        ("0.3333333333333333", "1/3", "0", "2", "0.0", "0.0"),
        ("0.5", "1/2", "1", "4", "0.0", "0.5"),
        ("0.75", "3/4", "0", "1", "0.75", "0.75"),
    ]
    with xarray.open_dataset(place, engine="scipy") as read:
        assert read.identical(gt.sweep(solved("beer_quiche"), wimp=["1/3", "1/2", "3/4"], of="P(duel)"))
        assert read.wimp.attrs["exact"] == "1/3, 1/2, 3/4"


def test_a_knife_edge_says_so_in_the_summary(run, monkeypatch):
    asked = ("sweep", "beer_quiche", "--axis", "wimp=1/4:3/4:3", "--of", "P(duel)")
    code, out, _ = run(*asked)
    assert code == 0
    assert "1 point on a knife edge, solved by itself" in out
    assert "1 at 33.3%, 2 at 33.3%, 4 at 33.3%" in out
    assert "  0.5   (knife edge: 4 extreme equilibria)  0 to 0.5\n" in out
    monkeypatch.setattr(sys.modules["gametheory.study.sweeps.points"], "MOST", 0)
    _, out, _ = run(*asked)
    assert "1 point on a knife edge, without numbers" in out
    assert "1 at 33.3%, 2 at 33.3%\n" in out
    assert "  0.5   (knife edge: not solved)  ?\n" in out
    _, out, _ = run(*asked, "--csv", "-")
    assert [row["count"] for row in table(out)] == ["2", "", "1"]
    assert [row["max P(duel)"] for row in table(out)] == ["0.0", "", "0.75"]


def test_an_axis_that_meets_thirds_meets_them_exactly(run):
    code, out, _ = run("sweep", "beer_quiche", "--axis", "wimp=1/6:5/6:5", "--of", "P(duel)")
    assert code == 0
    assert "\n  1/3   1 2 " in out
    assert "\n  1/2   (knife edge: 4 extreme equilibria)" in out


def test_extend_leaves_the_range(run, tmp_path):
    arguments = ("sweep", MODEL, "--axis", "distraction=4/5:19/20:4", "--of", "P(strike)")
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert "distraction = 19/20 is outside its range [0, 9/10] (--extend allows it)" in err
    code, out, _ = run(*arguments, "--extend", "--csv", "-", "--figure", str(tmp_path / "wide.svg"))
    assert code == 0
    assert table(out)[-1]["distraction"] == "0.95"
    assert (tmp_path / "wide.svg").read_bytes().startswith(b"<?xml")


# -- sensitivity ------------------------------------------------------------------------------------------------------


def test_sensitivity_is_the_librarys(run, tmp_path):
    place = tmp_path / "all.csv"
    asked = ("sensitivity", MODEL, "--of", "P(strike)", "--draws", "512", "--seed", "3")
    pair = ("escalation_cost", "distraction")
    found = sensitivity(solved(), of="P(strike)", seed=3, draws=512, pairs=[pair])
    code, out, err = run(*asked, "--pair", *pair, "--json", "--csv", str(place))
    assert code == 0
    assert json.loads(out) == json.loads(json.dumps(found.document()))
    assert "sensitivity of P(strike) to 12 parameters" in err
    rows = table(place.read_text(encoding="utf-8"))
    assert [(r["part"], r["parameter"], r["value"]) for r in rows] == [
        (r["part"], r["parameter"], str(r["value"])) for r in found.rows()
    ]
    assert any(r["parameter"] == "escalation_cost*distraction" for r in rows)


def test_sensitivity_of_survivors_says_so(run):
    asked = ("sensitivity", "beer_quiche", "--of", "P(duel)", "--draws", "256", "--refine", "d1")
    code, out, _ = run(*asked, "--json")
    assert code == 0
    survivors = gt.refine(solved("beer_quiche"), "d1")
    expected = sensitivity(survivors, of="P(duel)", draws=256).document()
    assert json.loads(out) == {**json.loads(json.dumps(expected)), "refinement": ["d1"]}
    rows = table(run(*asked, "--csv", "-")[1])
    assert {row["refinement"] for row in rows} == {"d1"}
    _, out, _ = run(*asked)
    assert out == f"{sensitivity(survivors, of='P(duel)', draws=256)}\n"


# -- figures ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "draw"),
    [
        (("thresholds", "beer_quiche", "wimp"), lambda s: plot.thresholds(gt.thresholds(s, "wimp"))),
        (
            ("sweep", "beer_quiche", "--axis", "wimp=1/10:9/10:9", "--of", "P(duel)"),
            lambda s: plot.line(s, of="P(duel)", x="wimp", window=(0.1, 0.9)),
        ),
        (
            ("sensitivity", "beer_quiche", "--of", "P(duel)", "--draws", "256"),
            lambda s: plot.tornado(sensitivity(s, of="P(duel)", draws=256).tornado),
        ),
        (
            ("sensitivity", "beer_quiche", "--of", "P(duel)", "--draws", "256", "--draw", "sobol-min"),
            lambda s: plot.sobol(sensitivity(s, of="P(duel)", draws=256).sobol, end="min"),
        ),
    ],
)
def test_a_figure_is_the_librarys(run, tmp_path, arguments, draw):
    code, out, err = run(*arguments, "--figure", str(tmp_path / "figure.svg"))
    assert code == 0
    assert out
    assert f"wrote {tmp_path / 'figure.svg'}" in err
    expected = plot.save(draw(solved("beer_quiche")), tmp_path / "expected.svg")
    assert (tmp_path / "figure.svg").read_bytes() == expected.read_bytes()


@pytest.mark.parametrize("ending", sorted(SIGNATURES))
def test_a_regime_map_in_every_format(run, tmp_path, ending):
    place = tmp_path / f"map{ending}"
    code, _, _ = run("regions", MODEL, "--x", "distraction", "--y", "escalation_cost", "--figure", str(place))
    assert code == 0
    assert place.read_bytes().startswith(SIGNATURES[ending])
    assert os.listdir(tmp_path) == [place.name]


def test_without_matplotlib_the_error_says_what_to_install(tmp_path):
    program = (
        "import sys; sys.modules['matplotlib'] = None\nfrom gametheory.cli import main\nsys.exit(main(sys.argv[1:]))"
    )
    arguments = ["thresholds", "beer_quiche", "wimp", "--figure", str(tmp_path / "x.svg")]
    done = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("gametheory: error: figures need matplotlib")
    assert "pip install 'gametheory-toolkit[plot]'" in done.stderr
    done = subprocess.run([sys.executable, "-c", program, *arguments[:3]], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0
    assert os.listdir(tmp_path) == []


# -- bad input --------------------------------------------------------------------------------------------------------

AXIS = ("--axis", "distraction=0:1/2:5")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("thresholds", MODEL, "distracton"), "unknown parameter 'distracton', did you mean 'distraction'?"),
        (("thresholds", MODEL, "distraction", "--at", "distraction=1/2"), "leave it out of --at"),
        (("thresholds", MODEL, "distraction", "--at", "foothold=7"), "foothold = 7 is outside its range [1/5, 1]"),
        (("thresholds", MODEL, "distraction", "--at", "foothold=nan"), "foothold = 'nan' is not a number"),
        (("thresholds", MODEL, "distraction", "--at", "foothold"), "--at takes NAME=VALUE"),
        (("thresholds", MODEL, "distraction", "--refine", "d7"), "unknown refinement 'd7', did you mean 'd2'?"),
        (("thresholds", MODEL, "distraction", "--concept", "nsh"), "unknown concept 'nsh', did you mean 'nash'?"),
        (("thresholds", "selten_horse", "x"), "selten_horse has no parameters"),
        (("thresholds", "no_model", "x"), "no model is called 'no_model'"),
        (("thresholds", MODEL, "distraction", "--json", "--csv", "-"), "both go to standard output"),
        (("thresholds", MODEL, "distraction", "--csv", ""), "'' is no name of a file"),
        (("thresholds", MODEL, "distraction", "--csv", "no/such/x.csv"), "no/such/x.csv: there is no directory"),
        (("thresholds", MODEL, "distraction", "--csv", "."), ".: is a directory, give the name of a file"),
        (("thresholds", MODEL, "distraction", "--figure", "x.jpg"), "written as .svg, .pdf, .png, not as .jpg"),
        (("thresholds", MODEL, "distraction", "--figure", "x"), "this name has no ending"),
        (("thresholds", MODEL, "distraction", "--figure", "x.svg", "--csv", "./x.svg"), "two results in one file"),
        (("margins", MODEL, "--at", "distracton=1/2"), "did you mean 'distraction'?"),
        (("margins", MODEL, "--at", "distraction=2"), "distraction = 2 is outside its range [0, 9/10]"),
        (("regions", MODEL, "--x", "distraction", "--y", "distraction"), "a plane needs two parameters"),
        (("regions", MODEL, "--x", "distraction", "--y", "foo"), "unknown parameter 'foo', did you mean 'foothold'?"),
        (("regions", "beer_quiche", "--x", "wimp"), "too few for a plane: give --x and --y, two of"),
        (("regions", MODEL, "--x", "distraction", "--y", "foothold", "--of", "P(strik)"), "did you mean 'strike'?"),
        (
            ("regions", MODEL, "--x", "distraction", "--y", "foothold", "--of", "P(strike)", "--by", "outcome"),
            "by='outcome' and of='P(strike)': cells are told apart by one thing",
        ),
        (("sweep", MODEL), "nothing to sweep"),
        (("sweep", MODEL, "--axis", "distraction"), "--axis takes NAME=START:STOP:COUNT"),
        (("sweep", MODEL, "--axis", "distraction=0:1"), "--axis takes NAME=START:STOP:COUNT"),
        (("sweep", MODEL, "--axis", "distracton=0:1/2:5"), "did you mean 'distraction'?"),
        (("sweep", MODEL, "--axis", "distraction=-1:1/2:5"), "distraction = -1 is outside its range [0, 9/10]"),
        (("sweep", MODEL, "--axis", "distraction=nan:1/2:5"), "'nan' is not a finite number"),
        (("sweep", MODEL, "--axis", "distraction=0:inf:5"), "'inf' is not a finite number"),
        (("sweep", MODEL, "--axis", "distraction=:1/2:5"), "'' is not a number"),
        (("sweep", MODEL, "--axis", "distraction=0:1/2:0"), "an axis has at least 2 points, got 0"),
        (("sweep", MODEL, "--axis", "distraction=0:1/2:1"), "an axis has at least 2 points, got 1"),
        (("sweep", MODEL, "--axis", "distraction=0:1/2:-3"), "COUNT: expected an integer from 0 on, got '-3'"),
        (("sweep", MODEL, "--axis", "distraction=0:1/2:2.5"), "COUNT: expected an integer from 0 on, got '2.5'"),
        (("sweep", MODEL, "--axis", "distraction=0:1/2:9999999999"), "at most 100,000,000"),
        (("sweep", MODEL, "--axis", "distraction=1/2:0:5"), "STOP must be above START"),
        (("sweep", MODEL, "--axis", "distraction=0:1e400:5"), "too large for a double"),
        (("sweep", MODEL, "--axis", "distraction=0:1e-400:5"), "too close together for doubles"),
        (("sweep", MODEL, "--axis", "distraction=1/2"), "one value: fix it by --at distraction=1/2"),
        (("sweep", MODEL, "--axis", "distraction=0,,1/2"), "a value is missing between commas in '0,,1/2'"),
        (("sweep", MODEL, "--axis", "distraction=0,1/2,"), "a value is missing between commas"),
        (("sweep", MODEL, "--axis", "distraction=1/2,0.5"), "--axis distraction gives 1/2 twice"),
        (("sweep", MODEL, "--axis", "distraction=0:1/2,5"), "--axis takes NAME=START:STOP:COUNT"),
        (("sweep", MODEL, "--axis", "distraction=0:1/2:3,4"), "give either START:STOP:COUNT or a list"),
        (("sweep", MODEL, "--axis", "distraction=0,half"), "'half' is not a number"),
        (("sweep", MODEL, "--axis", "distraction=0,1e400"), "a value of about 1e400 is too large for a double"),
        (("sweep", MODEL, "--axis", "distraction=0,1/3,1"), "distraction = 1 is outside its range [0, 9/10]"),
        (("sweep", MODEL, *AXIS, *AXIS), "--axis gives distraction twice"),
        (("sweep", MODEL, *AXIS, "--at", "distraction=1/2"), "distraction is an axis and fixed by --at"),
        (("sweep", MODEL, *AXIS, "--of", "P(strik)"), "did you mean 'strike'?\n  P(strik)\n    ^"),
        (("sweep", MODEL, *AXIS, "--of", "P(strike"), "expected ')' after the labels"),
        (("sweep", MODEL, *AXIS, "--include", "foo"), "there is no 'foo'"),
        (("sweep", MODEL, *AXIS, "--seed", "1"), "--draws N and --seed K go together"),
        (("sweep", MODEL, *AXIS, "--draws", "9", "--seed", "1"), "--axis and --draws: give one of them"),
        (("sweep", MODEL, *AXIS, "--figure", "x.svg"), "--figure draws one quantity along one axis"),
        (("sweep", MODEL, *AXIS, "--netcdf", "-"), "--netcdf writes a file"),
        (("sweep", MODEL, *AXIS, "--netcdf", "no/such/x.nc"), "there is no directory no/such"),
        (("sweep", MODEL, "--draws", "10"), "--draws N and --seed K go together"),
        (("sweep", MODEL, "--draws", "0", "--seed", "1"), "--draws: expected an integer from 1 on, got '0'"),
        (("sweep", MODEL, "--draws", "10", "--seed", "1.5"), "--seed: expected an integer from 0 on, got '1.5'"),
        (("sweep", MODEL, "--draws", "10", "--seed", "-1"), "--seed: expected an integer from 0 on, got '-1'"),
        (("sweep", MODEL, "--draws", "9" * 12, "--seed", "1"), "GiB: ask for less by --of and --include"),
        (("sensitivity", MODEL), "the following arguments are required: --of"),
        (("sensitivity", MODEL, "--of", "1"), "it depends on nothing"),
        (("sensitivity", MODEL, "--of", "payoff.rusia"), "unknown player 'rusia', did you mean 'russia'?"),
        (("sensitivity", MODEL, "--of", "P(strike)", "--seed", "x"), "--seed: expected an integer from 0 on, got 'x'"),
        (("sensitivity", MODEL, "--of", "P(strike)", "--seed", "9" * 5000), "--seed: expected an integer from 0 on"),
        (("sensitivity", MODEL, "--of", "P(strike)", "--draws", "10"), "at least 256, got 10"),
        (("sensitivity", MODEL, "--of", "P(strike)", "--draws", "9" * 10), "at most 100,000,000"),
        (("sensitivity", MODEL, "--of", "P(strike)", "--pair", "foo", "distraction"), "did you mean 'foothold'?"),
        (("sensitivity", MODEL, "--of", "P(strike)", "--draw", "tornado"), "give --figure FILE"),
    ],
)  # fmt: skip
def test_bad_input_is_a_message_and_exit_2(run, tmp_path, monkeypatch, arguments, message):
    monkeypatch.chdir(tmp_path)
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert message in err
    assert os.listdir(tmp_path) == []


# -- files ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("option", "name"),
    [
        ("--csv", "x.csv"),
        pytest.param("--netcdf", "x.nc", marks=pytest.mark.slow),
        pytest.param("--figure", "x.png", marks=pytest.mark.slow),
    ],
)
def test_what_cannot_be_written_whole_leaves_the_old_file(tmp_path, option, name):
    place = tmp_path / name
    place.write_text("old")
    asked = ["sweep", "beer_quiche", "--axis", "wimp=1/10:9/10:201", "--of", "P(duel)", option, str(place)]

    program = (
        "import resource, sys, gametheory.show.plot\n"  # matplotlib may have a cache to write
        "from gametheory.cli import main\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))\n"
        "sys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-B", "-c", program, *asked], capture_output=True, text=True, timeout=120
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"gametheory: error: {place}: File too large\n"
    assert place.read_text() == "old"
    assert os.listdir(tmp_path) == [name]


def test_a_file_is_replaced_whole_and_keeps_its_permissions(tmp_path):
    place = tmp_path / "x.txt"
    with files.replacing(str(place)) as name, open(name, "w") as file:
        file.write("new")
        assert not place.exists()
        assert os.path.dirname(name) == str(tmp_path)
        assert name.endswith(".txt")
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE(place.stat().st_mode) == 0o666 & ~mask
    place.chmod(0o640)
    link = tmp_path / "link.txt"
    link.symlink_to(place)
    with files.replacing(str(link)) as name, open(name, "w") as file:
        file.write("newer")
    assert link.is_symlink()
    assert place.read_text() == "newer"
    assert stat.S_IMODE(place.stat().st_mode) == 0o640


def test_an_error_or_an_interrupt_leaves_nothing_behind(tmp_path):
    place = tmp_path / "x.txt"
    place.write_text("old")
    with pytest.raises(GameTheoryError), files.replacing(str(place)):
        raise GameTheoryError("no")
    assert os.listdir(tmp_path) == ["x.txt"]
    with files.replacing(str(tmp_path / "y.txt")):
        assert len(os.listdir(tmp_path)) == 2
        files.clean_up()  # what the handler of interrupts does before it ends the program
        assert os.listdir(tmp_path) == ["x.txt"]
        (tmp_path / "y.txt").touch()
        os.replace(tmp_path / "y.txt", next(iter(files._unfinished)))
    assert place.read_text() == "old"


def test_what_is_no_ordinary_file_is_written_to_directly(run):
    code, _, _ = run("thresholds", "beer_quiche", "wimp", "--csv", os.devnull)
    assert code == 0
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)


def test_files_are_written_although_the_reader_of_the_answer_goes_away(tmp_path):
    place = tmp_path / "x.csv"
    process = subprocess.Popen(
        [sys.executable, "-m", "gametheory", "margins", "beer_quiche", "--at", "wimp=2/5", "--csv", str(place)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    process.stdout.close()
    err = process.stderr.read().decode()
    process.stderr.close()
    assert process.wait(timeout=60) == 141
    assert "Traceback" not in err
    assert table(place.read_text())[0]["exact_above"] == "1/2"


def test_requirements_are_the_librarys(run):
    words = ("require", "beer_quiche", "P(duel) = 0", "--vary", "wimp", "--draws", "500", "--at", "wimp=3/5")
    code, out, err = run(*words)
    found = gt.require(solved("beer_quiche"), "P(duel) = 0", vary="wimp", draws=500, at={"wimp": "3/5"})
    assert code == 0
    assert out == f"{found}\n"
    assert "beer_quiche, perfect-bayesian: P(duel) = 0 by wimp" in err
    _, out, _ = run(*words, "--json")
    assert {**json.loads(out), "refinement": []} == {
        **found.document(),
        **provenance(solved("beer_quiche")),
        "refinement": [],
    }
    _, out, _ = run(*words, "--csv", "-")
    assert out == "".join(csv_lines(found.rows()))
    assert [row["kind"] for row in table(out)] == ["region", "nearest", "alone"] * 2
    code, _, err = run("require", "beer_quiche", "P(duel) = 0", "--vary", "wimpy")
    assert (code, "did you mean 'wimp'" in err) == (2, True)


def test_verify_weakens_what_is_refuted_or_says_why_not(run):
    code, out, _ = run("verify", "beer_quiche", "--draws", "500", "--weaken")
    assert code == 0
    last = out.split("\n\n")[-1]
    assert last.startswith(
        "one outcome without refinements is not weakened:\n  no threshold on one parameter is enough ("
    )
    code, out, _ = run("verify", "beer_quiche", "--draws", "500", "--weaken", "--json")
    claims = {claim["name"]: claim for claim in json.loads(out)["claims"]}
    refuted = [name for name, claim in claims.items() if claim["status"] == "refuted"]
    assert [name for name, claim in claims.items() if "weaker" in claim] == refuted
    weaker = claims[refuted[0]]["weaker"]
    assert weaker["conditions"] == []
    assert set(weaker["tried"]) == {"wimp"}
    assert weaker["why"] in " ".join(last.split())
    _, out, _ = run("verify", "beer_quiche", "--draws", "500", "--json")
    assert not any("weaker" in claim for claim in json.loads(out)["claims"])
