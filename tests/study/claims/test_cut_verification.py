"""Verification that is cut: what there was no time for is undecided, and nothing is proved from half a list."""

import dataclasses
import functools
import json

import pytest
from helpers.clocks import put

import gametheory as gt
from gametheory.lang import deadline
from gametheory.study.claims.failures import universal
from gametheory.study.claims.spot import BLOCK


@functools.cache
def whole():
    return gt.verify(gt.load("beer_quiche"), draws=1000)


@pytest.mark.slow
def test_wherever_it_is_cut_its_verdicts_are_those_of_the_whole_or_undecided(monkeypatch):
    model = gt.load("beer_quiche")
    clock = put(monkeypatch)
    in_time = gt.verify(model, draws=1000, seconds=1000)
    assert [v.status for v in in_time] == [v.status for v in whole()]
    assert [v.reason for v in in_time] == [v.reason for v in whole()]
    total = clock.seen
    statuses = set()
    for then in (1e9, 600):
        for k in [*range(1, total, max(1, total // 12)), total - 2]:
            put(monkeypatch, k, then)
            cut = gt.verify(model, draws=1000, seconds=1000)
            for verdict, known in zip(cut, whole(), strict=True):
                assert verdict.name == known.name
                assert verdict.expected == known.expected
                assert verdict.status in (known.status, "undecided")
                if verdict.status == "undecided" != known.status:
                    assert "cut to keep within 1000 seconds" in verdict.reason
            statuses.add(tuple(v.status for v in cut))
            assert not cut.surprises
            json.dumps(cut.document())
    assert ("undecided",) * len(whole()) in statuses
    assert len(statuses) > 2


def test_a_claim_about_all_equilibria_is_never_proved_from_a_list_that_was_cut(monkeypatch):
    model = gt.load("beer_quiche")
    for then in (1e9, 850):
        for k in range(1, 66, 8):
            put(monkeypatch, k, then)
            cut = gt.solve(model, seconds=1000)
            monkeypatch.undo()
            if cut.exhaustive:
                continue
            for verdict in gt.verify(model, solution=cut, draws=0):
                assert verdict.status != "proved" or not universal(verdict.question)


def test_an_interrupt_leaves_the_rest_undecided(monkeypatch):
    model = gt.load("beer_quiche")

    def over(window):
        return "interrupted" if window.interrupt is not None else ""

    monkeypatch.setattr("gametheory.lang.deadline._Window.over", over)
    found = gt.verify(model, partial=True)
    assert {v.status for v in found} == {"undecided"}
    assert all("interrupted" in v.reason for v in found)


def test_later_verdicts_do_not_suffer_from_a_limit_before(monkeypatch):
    model = gt.load("beer_quiche")
    solution = gt.solve(model)
    put(monkeypatch, 3)
    assert {v.status for v in gt.verify(model, solution=solution, draws=0, seconds=5)} == {"undecided"}
    monkeypatch.undo()
    after = gt.verify(model, solution=solution, draws=1000)
    assert [v.status for v in after] == [v.status for v in whole()]


def test_a_claim_that_cannot_be_read_is_an_error_all_the_same(monkeypatch):
    model = gt.load("beer_quiche")
    broken = dataclasses.replace(
        model, claims=(gt.Claim("c", formal={"claim": "every equilibrium has P(nobody) = 1"}),)
    )
    put(monkeypatch, 1)
    with pytest.raises(gt.DocumentError, match="nobody"):
        gt.verify(broken, seconds=5)


@pytest.mark.slow
def test_draws_that_were_cut_count_as_far_as_they_came_and_say_so(monkeypatch):
    model = gt.load("beer_quiche")
    solution = gt.solve(model)
    asked = {"solution": solution, "draws": 3 * BLOCK, "seconds": 1000}
    gt.verify(model, **asked)  # so that what is remembered about points of the solution is known
    clock = put(monkeypatch)
    gt.verify(model, **asked)
    counts = set()
    for k in range(clock.seen - 40, clock.seen):
        put(monkeypatch, k)
        for verdict in gt.verify(model, **asked):
            if verdict.share is not None:
                counts.add(verdict.share.draws)
                said = "the draws: they were cut to keep within 1000 seconds" in verdict.reason
                assert said == (verdict.share.draws < 3 * BLOCK)
    assert counts > {BLOCK, 2 * BLOCK}
    assert not deadline.active()


@pytest.mark.parametrize("bad", [0, -1, float("nan"), "5", True])
def test_bad_limits(bad):
    with pytest.raises(gt.ParameterError, match="expected a positive number of seconds"):
        gt.verify(gt.load("beer_quiche"), seconds=bad)
