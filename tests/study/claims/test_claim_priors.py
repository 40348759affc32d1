"""Shares of claims under the priors of a scenario, against those that are known in closed form."""

import pytest
from helpers.two_priors import ACCEPTED, CHOSEN, document, read

import gametheory as gt
from gametheory.study import prove, weaken
from gametheory.study.sweeps.priors import accepted_text

N = 40_000
CLAIM = """
[[claims]]
name = "never a"
statement = "The first is never chosen."
source = "own"
claim = "no equilibrium has P(a) > 0"
expect = "fails"
"""


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    found = document(tmp_path_factory.mktemp("claims"))
    found.write_text(found.read_text(encoding="utf-8") + CLAIM, encoding="utf-8")
    return found


@pytest.mark.parametrize("name", [None, "late", "early"])
def test_a_claim_fails_where_they_say(path, name):
    found = gt.verify(gt.load(path), solution=read(path), draws=N, seed=1, priors=name)
    verdict = found["never a"]
    share = verdict.share
    assert verdict.status == "refuted"
    assert share.value == pytest.approx(CHOSEN[name], abs=5 * (CHOSEN[name] * (1 - CHOSEN[name]) / N) ** 0.5)
    assert share.accepted == pytest.approx(ACCEPTED[name], rel=0.01)
    assert share.document()["priors"] == share.scenario == name
    where = "the priors" if name is None else f"the priors of the scenario {name!r}"
    drawn = f"shares: of {N:,} draws from {where}, seed 1; {accepted_text(share.accepted)} "
    assert drawn in " ".join(str(found).split())
    assert (f"draws from {where}" in str(share)) == (name is not None)
    assert f"40,000 draws from {where} hold nothing against it" in found["coverage"].reason
    # a threshold is weighed by the same draws
    kept = next(one.kept for one in weaken(verdict, draws=N, seed=1) if one.parameter == "k")
    assert kept == pytest.approx(1 - CHOSEN[name], abs=0.02)


def test_one_claim_too(path):
    one = prove(read(path), "no equilibrium has P(a) > 0", draws=1000, priors="early")
    assert (one.share.value, one.share.scenario) == (0, "early")
    with pytest.raises(gt.ParameterError, match="with priors are 'late', 'early'"):
        prove(read(path), "no equilibrium has P(a) > 0", priors="lte")
    with pytest.raises(gt.ParameterError, match="with priors are 'late', 'early'"):
        gt.verify(gt.load(path), priors="lte")
