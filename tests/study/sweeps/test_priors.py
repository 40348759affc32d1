"""Questions under the priors of a scenario, against shares that are known in closed form."""

import functools

import numpy as np
import pytest
from helpers.solved import made_of
from helpers.two_priors import ACCEPTED, CHOSEN, document, read

import gametheory as gt
from gametheory.lang import TRUE
from gametheory.study import draw, sobol, tornado
from gametheory.study.sweeps.priors import accepted_text, priors_of

N = 40_000


@pytest.fixture(scope="module")
def choice(tmp_path_factory):
    return read(document(tmp_path_factory.mktemp("choice")))


def off(share, n):
    """Five standard errors of a share of n draws."""
    return 5 * (share * (1 - share) / n) ** 0.5


def flat(found):
    """Return a text without its lines' ends."""
    return " ".join(str(found).split())


@pytest.mark.parametrize("name", [None, "late", "early"])
def test_a_sweep_draws_from_them(choice, name):
    found = gt.sweep(choice, draws=N, seed=1, priors=name, of="P(a)")
    assert float(found["min"].mean()) == pytest.approx(CHOSEN[name], abs=off(CHOSEN[name], N))
    assert found.attrs["accepted"] == pytest.approx(ACCEPTED[name], rel=0.01)
    assert N / (N + int(found["rejected"])) == pytest.approx(found.attrs["accepted"], abs=1 / N)
    assert found.attrs.get("priors") == name
    low = 0 if name is None else 0.5
    assert float(found.l.min()) == pytest.approx(low, abs=0.02)
    assert found.l.attrs.get("prior") == (None if name is None else "uniform(1/2, 1)")
    assert found.k.attrs["prior"] == ("uniform(0, 1/2)" if name == "early" else "uniform(0, 1)")


def test_the_same_in_chunks_and_as_bare_draws(choice):
    eager = gt.sweep(choice, draws=1000, seed=2, priors="late", of="P(a)")
    assert gt.sweep(choice, draws=1000, seed=2, priors="late", of="P(a)", chunks=300).compute().equals(eager)
    columns = draw(choice, 1000, 2, priors="late")
    assert np.array_equal(columns["l"], eager.l.values)
    assert not np.array_equal(columns["l"], draw(choice.model, 1000, 2)["l"])
    assert np.array_equal(columns["l"], draw(choice.model, 1000, 2, priors="late")["l"])


def test_a_fixed_parameter_is_not_drawn(choice):
    # l = 3/4 and k uniform below it
    found = gt.sweep(choice, draws=N, seed=0, priors="late", at={"l": "3/4"}, of="P(a)")
    assert "l" not in found.coords
    assert found.attrs["accepted"] == pytest.approx(3 / 4, rel=0.01)
    assert float(found["min"].mean()) == pytest.approx(1 / 3, abs=off(1 / 3, N))


@pytest.mark.parametrize("name", [None, "late"])
def test_indices_are_of_their_variance(choice, name):
    found = sobol(choice, of="P(a)", draws=4096, seed=3, priors=name)
    end = found["value"]
    assert end.mean == pytest.approx(CHOSEN[name], abs=off(CHOSEN[name], 4096))
    assert found.accepted == pytest.approx(ACCEPTED[name], rel=0.01)
    where = "the priors" if name is None else f"the priors of the scenario {name!r}"
    assert f"comes from, parameters drawn from {where} 4096 draws" in flat(found)
    assert f" {accepted_text(found.accepted)} the same in all" in flat(found)
    assert (found.document()["priors"], found.document()["accepted"]) == (name, found.accepted)


def test_nothing_varies_under_priors_that_leave_one_outcome(choice):
    assert sobol(choice, of="P(a)", draws=512, priors="early")["value"].parameters == ()


def test_a_tornado_has_their_quantiles(choice):
    ask = functools.partial(tornado, choice, of="payoff.one", quantiles=("1/4", "3/4"))
    # for l = 3/4 and k = 2/3: k between quantiles of U(0, 1), k below l
    own, late, early = (ask(priors=name)["k"] for name in (None, "late", "early"))
    assert str(own.upper) == str(late.upper) == "[1/2, 3/4]"
    assert str(early.upper) == "1/2"
    assert "between the 1/4 and 3/4 quantiles of the priors of the scenario 'early';" in flat(ask(priors="early"))
    assert ask(priors="early").document()["priors"] == "early"
    assert tornado(choice, of="payoff.one").document()["priors"] is None


def test_a_sensitivity_passes_them_on(choice):
    found = gt.sensitivity(choice, of="payoff.one", draws=512, priors="early", quantiles=("1/4", "3/4"))
    assert found.sobol == sobol(choice, of="payoff.one", draws=512, priors="early")
    assert str(found.tornado) == str(tornado(choice, of="payoff.one", priors="early", quantiles=("1/4", "3/4")))


WRONG = {
    "lte": "the scenarios of choice with priors are 'late', 'early', did you mean 'late'?",
    "xyz": "the scenarios of choice with priors are 'late', 'early'; 'uniform', 'within 20%' and a mapping",
    "quiet": "this scenario sets values and no priors: give k = 1/4 by at=",
}


@pytest.mark.parametrize("name", WRONG)
@pytest.mark.parametrize(
    "ask",
    [
        lambda s, name: gt.sweep(s, draws=3, seed=0, priors=name),
        lambda s, name: gt.sensitivity(s, of="P(a)", draws=256, priors=name),
        lambda s, name: tornado(s, of="P(a)", priors=name),
        lambda s, name: draw(s.model, 3, 0, priors=name),
    ],
    ids=["sweep", "sensitivity", "tornado", "draw"],
)
def test_priors_that_are_none_are_refused_with_those_there_are(choice, ask, name):
    with pytest.raises(gt.ParameterError, match=f"priors = '{name}': {WRONG[name]}"):
        ask(choice, name)


def test_a_grid_has_none(choice):
    with pytest.raises(gt.ParameterError, match="priors = 'late' without draws"):
        gt.sweep(choice, k=[0, "1/2"], priors="late")


def test_without_scenarios_or_document():
    with pytest.raises(gt.ParameterError, match="beer_quiche has no scenario with priors"):
        priors_of(gt.load("beer_quiche"), "first")
    with pytest.raises(gt.ParameterError, match="this game comes from no document"):
        priors_of(made_of([(TRUE, gt.parse("x"))]), "first")


def test_how_much_is_accepted_is_not_rounded_to_all():
    shares = {0.123456: "about 12%", 0.00001: r"about 0.001%", 0.9949: "about 99%", 0.99999: "nearly all", 1.0: "all"}
    for share, words in shares.items():
        assert accepted_text(share) == f"the assumptions accept {words} of the declared priors"
