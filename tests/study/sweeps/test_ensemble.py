"""Points drawn once: the same as those of a sweep, whatever is moved."""

import numpy as np
import pytest
from helpers.answered import CHOICE, MEETING, solution_of
from helpers.solved import solved
from helpers.two_priors import document, read

import gametheory as gt
from gametheory.errors import ParameterError
from gametheory.study.sweeps.draws import BLOCK
from gametheory.study.sweeps.ensemble import Ensemble, check_draws, mean

N = 3000


@pytest.fixture(scope="module")
def choice(tmp_path_factory):
    return read(document(tmp_path_factory.mktemp("choice")))


def found(ensemble, solution, of, moved=None):
    return ensemble.evaluate(ensemble.table(solution, of), moved)


def equal(one, other):
    return np.array_equal(one, other, equal_nan=True)


@pytest.mark.parametrize(("name", "of"), [("beer_quiche", ["P(duel)", "P(beer)"]), ("lemons", ["P(buy)"])])
def test_it_gives_the_envelope_of_a_sweep_at_the_same_points(name, of):
    solution = solved(name)
    ensemble = Ensemble(solution, N, 5)
    here = found(ensemble, solution, of)
    swept = gt.sweep(solution, draws=N, seed=5, of=of)
    for parameter, column in ensemble.columns.items():
        assert equal(column, swept[parameter].values)
    assert equal(here.low, swept["min"].values)
    assert equal(here.high, swept["max"].values)
    assert equal(here.count, swept["count"].values)
    assert here.admissible.all()
    assert ensemble.accepted == swept.attrs["accepted"]


def test_more_points_than_a_block():
    solution = solution_of(CHOICE)
    ensemble = Ensemble(solution, BLOCK + 10, 0)
    here = found(ensemble, solution, ["P(a)"])
    assert equal(here.low[0], (ensemble.columns["k"] > 1 / 2).astype(float))


def test_one_parameter_moved(choice):
    """k < l is assumed, and a is chosen where k > 1/2."""
    ensemble = Ensemble(choice, N, 0)
    low = found(ensemble, choice, ["P(a)"], {"k": 0.75})
    assert equal(low.admissible, ensemble.columns["l"] > 0.75)
    assert (low.low[0][low.admissible] == 1).all()
    assert np.isnan(low.low[0][~low.admissible]).all()
    again = found(ensemble, choice, ["P(a)"])
    assert equal(again.low[0], (ensemble.columns["k"] > 1 / 2).astype(float))


def test_all_parameters_moved(choice):
    ensemble = Ensemble(choice, 7, 0)
    here = found(ensemble, choice, ["P(a)"], {"k": 0.75, "l": 1})
    assert here.low.shape == (1, 7)
    assert (here.low == 1).all()
    assert here.admissible.all()
    assert not found(ensemble, choice, ["P(a)"], {"k": 0.75, "l": 0.5}).admissible.any()


def test_a_fixed_parameter(choice):
    ensemble = Ensemble(choice, N, 0, at={"l": "1/2"})
    assert set(ensemble.columns) == {"k"}
    assert ensemble.columns["k"].max() < 1 / 2
    assert (found(ensemble, choice, ["P(a)"]).low == 0).all()
    swept = gt.sweep(choice, draws=N, seed=0, at={"l": "1/2"}, of="P(a)")
    assert equal(ensemble.columns["k"], swept.k.values)


def test_other_priors(choice):
    ensemble = Ensemble(choice, N, 2, "late")
    swept = gt.sweep(choice, draws=N, seed=2, priors="late", of="P(a)")
    assert equal(ensemble.columns["l"], swept.l.values)
    assert ensemble.accepted == swept.attrs["accepted"]


def test_a_knife_edge_has_no_value():
    ensemble = Ensemble(solution_of(CHOICE), 5, 0)
    here = found(ensemble, solution_of(CHOICE), ["P(a)"], {"k": 0.5})
    assert np.isnan(here.low).all()
    assert np.isnan(here.high).all()


def test_several_outcomes_are_counted():
    ensemble = Ensemble(solution_of(MEETING), 50, 0)
    here = found(ensemble, solution_of(MEETING), ["P(go)"])
    assert (here.count == 3).all()
    assert (here.low == 0).all()
    assert (here.high == 1).all()


@pytest.mark.parametrize("draws", [0, -1, 1.5, True, "3", None])
def test_a_number_of_draws(draws):
    with pytest.raises(ParameterError, match=r"draws: expected a positive integer, got "):
        check_draws(draws)


def test_a_mean_leaves_out_what_is_no_number():
    assert mean(np.array([1, np.nan, 3])) == (2, pytest.approx(1.96 * 2**0.5 / 2**0.5))
    assert mean(np.array([4.0])) == (4, 0)
    assert np.isnan(mean(np.array([np.nan]))).all()
