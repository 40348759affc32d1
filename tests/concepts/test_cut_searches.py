"""Searches that are cut, at every place where they look at the clock: what is listed is true, and never called all."""

import functools
import signal

import pytest
from helpers.clocks import put

import gametheory as gt
from gametheory.concepts.perfect_bayesian.search import Search
from gametheory.lang.deciding.logic import prover_for

CASES = {
    "perfect Bayesian, parameters": ("beer_quiche", gt.PerfectBayesian(), None),
    "perfect Bayesian, a semi-separating regime": ("lemons", gt.PerfectBayesian(), None),
    "perfect Bayesian, numbers": ("job_market", gt.PerfectBayesian(), {}),
    "perfect Bayesian, refined": ("beer_quiche", gt.PerfectBayesian(refine=("intuitive",)), None),
    "perfect Bayesian, undefeated": ("beer_quiche", gt.PerfectBayesian(refine=("undefeated", "d1")), None),
    "perfect Bayesian, refined, numbers": ("beer_quiche", gt.PerfectBayesian(refine=("d1",)), {"wimp": "1/10"}),
    "Nash, parameters, by strategies": ("battle_of_the_sexes", gt.Nash(), None),
    "Nash, parameters, by outcomes": ("beer_quiche", gt.Nash(), None),
    "Nash, numbers": ("chicken", gt.Nash(), {}),
    "Nash, a tree with numbers": ("beer_quiche", gt.Nash(), {"wimp": "1/10"}),
    "subgame perfect, parameters": ("extended_deterrence", gt.SubgamePerfect(), None),
    "subgame perfect, numbers": ("entry_deterrence", gt.SubgamePerfect(), {}),
}


@functools.cache
def asked(case):
    """Return the game of a case and where its parameters lie."""
    name, concept, point = CASES[case]
    model = gt.load(name)
    if point is None:
        return model, concept
    whole = {**model.baseline, **model.domain.point(point)}
    return model.game.subs(whole), concept


@functools.cache
def full(case):
    return gt.solve(*asked(case))


@functools.cache
def looks(case):
    """Return how often the whole search looks at the clock."""
    expected = str(full(case))  # first: what a domain says by itself is kept, and is not asked for again
    with pytest.MonkeyPatch.context() as patch:
        clock = put(patch)
        whole = gt.solve(*asked(case), seconds=1000)
    assert str(whole) == expected  # in time the answer is the same, to the letter
    return clock.seen


def outcomes(solution):
    return {frozenset(v.outcome.items()): eq for eq in solution for v in (eq.vertices or (eq,)) if v.outcome}


def check_part(cut, whole):
    """Check that a list that was cut is a part of the whole one, with the same conditions, and passes the audit."""
    known = outcomes(whole)
    points = prover_for(whole.domain).points[:200] if whole.domain.names else [{}]
    edges = [*whole.knife_edges, *cut.knife_edges]
    points = [point for point in points if not any(edge.at(point) for edge in edges)]
    assert points
    for eq in cut:
        for vertex in eq.vertices or (eq,):
            assert frozenset(vertex.outcome.items()) in known
        other = known[frozenset((eq.vertices or (eq,))[0].outcome.items())]
        if other.isolated:
            assert all(eq.when.at(point) == other.when.at(point) for point in points)
    assert all(one.valid is True for one in cut.certificates())


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("then", [1e9, 850], ids=["all the time is up", "some is left to put in order what was found"])
def test_wherever_a_search_is_cut_it_lists_a_part_of_the_answer_and_says_so(case, then, monkeypatch):
    total = looks(case)
    step = max(1, total // 20)
    checked = set()
    for k in [*range(1, total, step), *range(max(1, total - 6), total)]:
        put(monkeypatch, k, then)
        cut = gt.solve(*asked(case), seconds=1000)
        monkeypatch.undo()
        if then == 850 and cut.exhaustive:  # it was done in time
            assert str(cut) == str(full(case))
            continue
        assert not cut.exhaustive
        assert "was cut after 1000 seconds" in cut.why
        assert "not proved to be all" in str(cut)
        if str(cut) not in checked:
            checked.add(str(cut))
            check_part(cut, full(case))


@pytest.mark.parametrize(
    ("payoffs", "how"),
    [
        (([[2, 0], [0, 1]], [[1, 0], [0, 2]]), "is pure"),
        (([[1, -1], [-1, 1]], [[-1, 1], [1, -1]]), "was found by the Lemke-Howson algorithm"),
    ],
    ids=["battle of the sexes", "matching pennies"],
)
def test_one_equilibrium_is_found_where_there_is_no_time_for_all(monkeypatch, payoffs, how):
    game = gt.StrategicGame.from_arrays(*payoffs)
    put(monkeypatch, 3, 850)
    found = gt.solve(game, gt.Nash(), seconds=1000)
    assert len(found) == 1
    assert f"was cut after 1000 seconds: this one {how}" in found.why
    monkeypatch.undo()
    assert found.certificates()[0].valid is True


def test_what_was_found_is_listed_though_there_is_no_time_to_shorten_its_conditions(monkeypatch):
    case = "perfect Bayesian, parameters"
    sizes = set()
    for k in range(1, looks(case)):
        put(monkeypatch, k, 850)
        sizes.add(len(gt.solve(*asked(case), seconds=1000)))
        monkeypatch.undo()
    assert sizes == {0, 1, 2, 3}


@pytest.mark.parametrize("case", CASES)
def test_wherever_a_search_is_interrupted_it_lists_a_part_of_the_answer(case, monkeypatch):
    total = looks(case)
    for k in range(1, total, max(1, total // 6)):
        looked = [0]

        def over(window, looked=looked, k=k):
            looked[0] += 1
            if looked[0] == k:
                signal.raise_signal(signal.SIGINT)
            return "interrupted" if window.interrupt is not None and window.interrupt.met else ""

        monkeypatch.setattr("gametheory.lang.deadline._Window.over", over)
        found = gt.solve(*asked(case), partial=True)
        monkeypatch.undo()
        if looked[0] >= k:
            assert not found.exhaustive
            assert "was interrupted" in found.why
        check_part(found, full(case))


def test_by_default_an_interrupt_is_raised(monkeypatch):
    leaf = Search.leaf
    monkeypatch.setattr(Search, "leaf", lambda *given: (signal.raise_signal(signal.SIGINT), leaf(*given))[1])
    with pytest.raises(KeyboardInterrupt):
        gt.solve(gt.load("beer_quiche"))


def test_an_answer_that_was_cut_solves_points_by_themselves(monkeypatch):
    model = gt.load("beer_quiche")
    whole = gt.solve(model)
    for k in (1, 45, 60):
        put(monkeypatch, k)
        cut = gt.solve(model, seconds=5)
        monkeypatch.undo()
        there = cut.at(wimp="1/10")
        assert there.exhaustive
        assert [eq.outcome for eq in there] == [eq.outcome for eq in whole.at(wimp="1/10")]


def test_nothing_is_called_undefeated_by_a_list_that_may_lack_what_defeats_it(monkeypatch):
    model = gt.load("beer_quiche")
    put(monkeypatch, looks("perfect Bayesian, parameters") - 2)
    cut = gt.solve(model, seconds=5)
    monkeypatch.undo()
    assert len(cut)
    judged = gt.survival(cut, "undefeated")
    assert all(eq.survives["undefeated"] is None for eq in judged)
    assert any(eq.survives["undefeated"] is not None for eq in gt.survival(gt.solve(model), "undefeated"))


def test_refinements_that_there_is_no_time_for_are_not_decided_and_that_is_said(monkeypatch):
    whole = gt.solve(gt.load("beer_quiche"))
    with gt.lang.deadline.limited(7):
        put(monkeypatch, 0)
        judged = gt.survival(whole, "d1")
    monkeypatch.undo()
    assert all(eq.survives["d1"] is None for eq in judged)
    assert "cut after 7 seconds" in judged.notes[-1]


def test_refinements_of_other_equilibria_are_refused_without_time_too(monkeypatch):
    chicken = gt.solve(gt.load("chicken"))
    put(monkeypatch, 1)
    with gt.lang.deadline.limited(7), pytest.raises(gt.ConceptError, match="perfect Bayesian"):
        gt.survival(chicken, "d1")


def test_the_audit_says_what_it_had_no_time_for(monkeypatch):
    whole = gt.solve(gt.load("beer_quiche"))
    with gt.lang.deadline.limited(7):
        put(monkeypatch, 0)
        found = whole.certificates()
    assert [one.valid for one in found] == [None] * len(whole)
    assert all("cut after 7 seconds" in one.undecided[0] for one in found)


@pytest.mark.parametrize("bad", [0, -3, float("nan"), "3", True])
def test_bad_limits(bad):
    with pytest.raises(gt.ParameterError, match=r"^seconds: expected a positive number"):
        gt.solve(gt.load("chicken"), seconds=bad)


def test_a_refused_game_is_refused_under_a_limit_too():
    with pytest.raises(gt.ConceptError, match="at most two players"):
        gt.solve(gt.load("selten_horse"), seconds=100)


def test_studies_of_an_answer_that_was_cut_say_that_something_may_be_missing(monkeypatch):
    model = gt.load("beer_quiche")
    put(monkeypatch, looks("perfect Bayesian, parameters") - 2)
    cut = gt.solve(model, seconds=5)
    monkeypatch.undo()
    assert "complete" in str(gt.thresholds(cut, "wimp"))
    assert "not proved complete" in str(gt.margins(cut))
    assert gt.margins(cut).document()["exhaustive"] is False
    assert "not proved complete" in gt.margins(cut)._repr_html_()
    assert not gt.sweep(cut, {"wimp": ["1/10"]}).attrs["exhaustive"]
