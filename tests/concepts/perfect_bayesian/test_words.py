"""Cheap words: equilibria that differ only in which of several interchangeable messages is used are one."""

from fractions import Fraction
from pathlib import Path

import pytest
from helpers.strategies import signaling_games
from hypothesis import given, settings
from hypothesis import strategies as st

import gametheory as gt
from gametheory.concepts import PerfectBayesian, survival
from gametheory.concepts.refinements.judge import _Judge
from gametheory.game import SignalingGame
from gametheory.lang import Domain

F = Fraction
DRAFT = Path(__file__).parents[2] / "data" / "drafts" / "treaty_clause_babbling.toml"
APART = PerfectBayesian(words=())


def cheap_talk(states, words, actions, bias, prior=None):
    """Crawford and Sobel (1982), section 4, on grids: quadratic losses, the sender wants ``bias`` more."""
    prior = prior or [F(1, len(states))] * len(states)
    return SignalingGame(
        "sender",
        "receiver",
        {f"s{i}": p for i, p in enumerate(prior)},
        {f"m{j}": [f"a{k}" for k in range(len(actions))] for j in range(words)},
        {
            (f"s{i}", f"m{j}", f"a{k}"): (-((a - s - bias) ** 2), -((a - s) ** 2))
            for i, s in enumerate(states)
            for j in range(words)
            for k, a in enumerate(actions)
        },
    )


def doubled(game, message, copies=1):
    """Return the game with further messages that differ from one in nothing."""
    more = [f"{message}_{i}" for i in range(copies)]
    return SignalingGame(
        game.sender,
        game.receiver,
        game.types,
        {**game.messages, **dict.fromkeys(more, game.messages[message])},
        {**game.payoffs, **{(t, n, r): x for (t, m, r), x in game.payoffs.items() if m == message for n in more}},
    )


def drawn(eq, alike):
    """Return how often each type draws each response by each answer, without the names of words that are alike."""
    found = {}
    for history in eq.outcome.histories:
        kind, message, response = history.labels
        answer = frozenset(eq.strategy[eq.receiver][message].items())
        key = kind, alike.get(message, message), answer, response
        found[key] = found.get(key, 0) + eq.outcome[history]
    return frozenset(found.items())


def classes(solution):
    alike = {label: labels[0] for labels in solution.game.interchangeable() for label in labels}
    return {drawn(one, alike) for eq in solution for one in eq.vertices or (eq,)}


def said(solution):
    return [eq.name for eq in solution]


# -- Crawford and Sobel ---------------------------------------------------------------------------------------------


def test_cheap_talk_is_counted_once():
    game = cheap_talk([F(0), F(1, 2), F(1)], 3, [F(k, 4) for k in range(5)], F(1, 10))
    found = gt.solve(game)
    assert said(found) == [
        "pooling on m0",
        "separating (s0: m0; s1: m1; s2: m2)",
        "partially pooling (s0: m0; s1: m1; s2: m1)",
        "partially pooling (s0: m0; s1: m0; s2: m1)",
        "semi-separating (s0: m0; s1: m0 or m1; s2: m1)",
    ]
    assert found.exhaustive
    assert all(eq.isolated for eq in found)
    assert all(one.valid for one in found.certificates())
    assert found.alike == (("m0", "m1", "m2"),)
    assert "m0, m1 and m2" in found.notes[0]
    apart = found.one_by_one()
    assert len(apart) == 25
    assert sum(eq.pattern == "separating" for eq in apart) == 6
    assert classes(found) == classes(apart)


@pytest.mark.parametrize("words", [4, 5])
def test_more_words_than_are_needed_change_nothing(words):
    few_words, many = (cheap_talk([F(0), F(1)], n, [F(0), F(1, 2), F(1)], F(1, 8)) for n in (3, words))
    found = gt.solve(many)
    assert said(found) == said(gt.solve(few_words)) == ["pooling on m0", "separating (s0: m0; s1: m1)"]
    for eq in found:
        assert set(eq.strategy["receiver"]) == set(eq.beliefs) == set(many.messages)
    assert all(one.valid for one in found.certificates())


# -- any game with a message twice ----------------------------------------------------------------------------------


@pytest.mark.compares
@settings(max_examples=40)
@given(signaling_games(types=(2, 2), messages=(1, 2), responses=(1, 3)), st.data())
def test_every_equilibrium_is_in_a_class_that_is_listed(game, data):
    message = data.draw(st.sampled_from(list(game.messages)))
    twice = doubled(game, message)
    merged, apart = gt.solve(twice), gt.solve(twice, APART)
    doubles = {r for m in twice.messages for labels in twice.doubles(m) for r in labels}
    if not doubles:
        assert classes(merged) == classes(apart)
    assert len(merged) <= len(apart)
    assert all(one.valid for one in merged.certificates())
    alike = {label: labels[0] for labels in twice.interchangeable() for label in labels}
    alone = [drawn(eq, alike) for eq in merged if eq.isolated]
    assert len(set(alone)) == len(alone)


@pytest.mark.compares
@settings(max_examples=20)
@given(signaling_games(types=(2, 3), messages=(2, 2), responses=(1, 2)), st.data())
def test_with_nothing_alike_nothing_is_merged(game, data):
    if not gt.solve(game).alike:
        assert said(gt.solve(game)) == said(gt.solve(game, APART))


@pytest.mark.parametrize("name", ["beer_quiche", "job_market"])
def test_refinements_judge_as_if_the_word_were_there_once(name):
    """A word beside one that is said tells nothing new; one beside a silent word is silent too."""
    game = gt.load(name).game.subs(gt.load(name).baseline)
    once = survival(gt.solve(game))
    for message in game.messages:
        twice = survival(gt.solve(doubled(game, message)))
        assert said(twice) == said(once)
        for a, b in zip(once, twice, strict=True):
            # the criterion of never a weak best response and undefeated outcomes included
            assert dict(a.survives) == dict(b.survives), (message, a.name)


def test_responses_that_pay_all_the_same_are_one():
    game = SignalingGame(
        "s",
        "r",
        {"a": "1/2", "b": "1/2"},
        {"m": ["x", "y", "z"], "n": ["x"]},
        {(t, m, r): (int(m == "m"), int(r != "z")) for t in "ab" for m, r in ("mx", "my", "mz", "nx")},
    )
    found = gt.solve(game)
    assert found.alike == (("m/x", "m/y"),)
    assert "responses to m x and y" in found.notes[0]
    assert [dict(eq.outcome) for eq in found] == [{"a/m/x": F(1, 2), "b/m/x": F(1, 2)}]
    assert not any(eq.isolated for eq in found.one_by_one() if "a/m/y" in {h for v in eq.vertices for h in v.outcome})
    assert found.exhaustive


# -- with parameters ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def treaty():
    return gt.solve(gt.load(DRAFT))


def test_words_beside_a_clause(treaty):
    assert len(treaty) == 4
    assert all(eq.isolated for eq in treaty)
    assert treaty.alike == (("alignment", "solidarity"),)
    # with the second word gone nothing else is said
    game = treaty.game.without([("solidarity", None)])
    alone = APART.solve(game, treaty.domain)
    assert {(eq.name, str(eq.when)) for eq in treaty} == {(eq.name, str(eq.when)) for eq in alone}


def test_its_claims_are_decided():
    found = {one.name: one for one in gt.verify(gt.load(DRAFT), draws=2_000)}
    statuses = {name: str(one.status) for name, one in found.items()}
    assert statuses == {
        "words alone never deter": "proved",
        "solidarity is babbling": "proved",
        "the clause as a signal": "refuted",
        "a dearer breach makes the clause more believed, not more frequent": "proved",
        "coverage": "proved",
    }


def test_a_claim_that_names_a_word_is_about_every_word(treaty):
    for word in ("alignment", "solidarity"):
        some = gt.prove(treaty, f"some equilibrium has P({word}) = 1 where resolve_prior < deterred", draws=2_000)
        assert str(some.status) == "proved", some
        none = gt.prove(treaty, f"no equilibrium has P({word}) > 0", draws=2_000)
        assert str(none.status) == "refuted"


def test_a_quantity_that_names_a_word_ranges_over_all(treaty):
    for word in ("alignment", "solidarity"):
        there = gt.sweep(treaty, of=f"P({word})", resolve_prior=[0.1])
        assert float(there["min"].squeeze()) == 0
        assert float(there["max"].squeeze()) == 1


def test_numbers_make_no_more_alike_than_the_game_is():
    """At ``a = 0`` the two words pay the same by chance: the regimes tell them apart, and so does ``at``."""
    game = SignalingGame(
        "s", "r", {"t": 1}, {"m": ["x"], "n": ["x"]}, {("t", "m", "x"): ("a", 0), ("t", "n", "x"): (0, 0)}
    )
    found = gt.solve(game)
    assert found.alike == ()
    for there in (found.at(a=0), found.fix(a=0)):
        (piece,) = there
        assert {h for one in piece.vertices for h in one.outcome} == {"t/m/x", "t/n/x"}
    assert len(gt.solve(game.subs({"a": 0}))) == 1
    assert gt.solve(game.subs({"a": 0})).equilibria[0].isolated


def test_numbers_make_no_response_alike_after_another_message():
    """After ``m`` the responses pay the same, after ``n`` they do so at ``a = 0`` only, by chance."""
    pays = {("m", "x"): "-b**2", ("m", "y"): "-b**2", ("n", "x"): 1, ("n", "y"): "1 + a"}
    game = SignalingGame(
        "s", "r", {"t": 1}, {"m": ["x", "y"], "n": ["x", "y"]}, {("t", *key): (x, 0) for key, x in pays.items()}
    )
    found = gt.solve(game)
    assert found.alike == (("m/x", "m/y"),)
    # one after the other the numbers make no more alike than at once
    for there in (found.at(a=0, b=1), found.fix(a=0, b=1), found.fix(a=0).fix(b=1), found.fix(b=1).fix(a=0)):
        (piece,) = there
        assert {h for one in piece.vertices for h in one.outcome} == {"t/n/x", "t/n/y"}


def test_numbers_make_no_label_alike_that_is_of_another_sort():
    """The responses are called as the messages are, which at ``a = 0`` pay the same by chance."""
    game = SignalingGame(
        "s",
        "r",
        {"t": 1},
        {"m": ["m", "n"], "n": ["m", "n"]},
        {("t", m, r): ("a" if m == "m" else 0, 0) for m in "mn" for r in "mn"},
    )
    found = gt.solve(game)
    for there in (found.at(a=0), found.fix(a=0)):
        (piece,) = there
        assert {h for one in piece.vertices for h in one.outcome} == {"t/m/m", "t/n/m"}


def test_refinements_take_no_word_as_sent_that_is_alike_by_chance():
    """Two responses are doubles; that ``m`` and ``n`` pay the same at ``a = 0`` makes them no words."""
    pays = {("m", "x"): "a", ("n", "x"): 0, ("o", "y"): -3, ("o", "z"): -3}
    game = SignalingGame(
        "s", "r", {"t": 1}, {"m": ["x"], "n": ["x"], "o": ["y", "z"]}, {("t", *key): (x, 0) for key, x in pays.items()}
    )
    there = gt.solve(game).at(a=0)
    assert there.alike == (("o/y", "o/z"),)
    assert _Judge(there).alike == ()
    assert _Judge(gt.solve(game.subs({"a": 0}))).alike == (("m", "n"),)


def test_a_claim_counts_the_corners_of_a_continuum_without_their_words():
    """The silence is as good as either word: the two corners that send a word are one equilibrium."""
    pays = {("m", "x"): (1, 1), ("n", "x"): (1, 1), ("silence", "x"): (1, 0)}
    game = SignalingGame("s", "r", {"t": 1}, {m: ["x"] for m, _ in pays}, {("t", *key): x for key, x in pays.items()})
    found = gt.solve(game)
    (piece,) = found
    assert len(piece.vertices) == 3
    claim = "one equilibrium has payoff.r = 1"
    assert str(gt.prove(found, claim).status) != "refuted"
    assert str(gt.prove(found.one_by_one(), claim).status) == "refuted"
    assert str(gt.prove(found, "one equilibrium has payoff.s = 1").status) == "refuted"


# -- what a continuum is called -------------------------------------------------------------------------------------


def test_a_continuum_has_a_name_of_its_own():
    """The sender does not care, the receiver wants to know."""
    pays = {
        (t, m, r): (0 if t == "a" else 2, int((t == "a") == (r == "x"))) for t in "ab" for m in ("m", "n") for r in "xy"
    }
    game = SignalingGame("s", "r", {"a": "1/2", "b": "1/2"}, {"m": ["x", "y"], "n": ["x", "y"]}, pays)
    babbling, telling = gt.solve(game)
    assert babbling.name == "babbling on m or n"
    assert babbling.pattern == "babbling"
    assert telling.name == "semi-separating (a: m or n; b: m or n)"
    apart = gt.solve(game, APART)
    assert said(apart) == [
        "babbling on m or n",
        "semi-separating (a: m or n; b: m or n), answered x after m, y after n",
        "semi-separating (a: m or n; b: m or n), answered y after m, x after n",
    ]


def test_a_domain_of_its_own_has_the_same_words():
    game = cheap_talk([F(0), F(1)], 2, [F(0), F(1, 2), F(1)], F(1, 8))
    assert said(PerfectBayesian().solve(game, Domain())) == said(gt.solve(game))
