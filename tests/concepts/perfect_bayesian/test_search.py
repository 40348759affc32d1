"""The search over supports: which faces go together, and the candidates of textbook games, by hand."""

from fractions import Fraction

import pytest

import gametheory as gt
from gametheory.concepts.exact.field import field_for
from gametheory.concepts.perfect_bayesian.beliefs import Face, bits
from gametheory.concepts.perfect_bayesian.search import Search
from gametheory.concepts.perfect_bayesian.tables import tables
from gametheory.lang import Domain

DUEL, DONT = 1, 2  # responses as masks, in the game's order
WIMP, SURLY = 1, 2  # and types


def search(game):
    return Search(tables(game, field_for(Domain(), numeric=True)))


def breakfast(wimp):
    return gt.load("beer_quiche").game.subs({"wimp": Fraction(wimp)})


def school(cost_low, cost_high):
    """Return Spence's labour market with two types, equally likely: a wage of 1 or 2, whichever is nearer the type."""
    cost = {"low": cost_low, "high": cost_high}
    worth = {"low": 1, "high": 2}
    payoffs = {
        (t, m, w): (wage - (cost[t] if m == "degree" else 0), -abs(worth[t] - wage))
        for t in cost
        for m in ("none", "degree")
        for w, wage in (("one", 1), ("two", 2))
    }
    half = Fraction(1, 2)
    wages = ("one", "two")
    return gt.SignalingGame("worker", "firm", {"low": half, "high": half}, {"none": wages, "degree": wages}, payoffs)


def senders(candidate):
    """Return which types send each message, as masks."""
    return tuple(face.types if face else 0 for face in candidate.faces)


def test_the_faces_of_the_bullys_beliefs():
    """Both certainties and the tie between them, whatever the breakfast."""
    for beliefs in search(breakfast("1/10")).beliefs:
        labels = {(face.types, face.best) for face in beliefs.faces}
        assert labels == {
            (WIMP, DUEL),
            (SURLY, DONT),
            (WIMP | SURLY, DUEL),
            (WIMP | SURLY, DONT),
            (WIMP | SURLY, DUEL | DONT),
        }


def test_below_one_half_both_breakfasts_are_pooled_on():
    found = list(search(breakfast("1/10")).run())
    assert sorted(map(senders, found)) == [(0, WIMP | SURLY), (WIMP | SURLY, 0)]
    for one in found:
        (sent,) = one.sent
        assert one.mixture[sent] == {1: one.below}  # no duel
        (deterred,) = one.unsent
        assert deterred == 1 - sent
    payoffs = {one.sent: [Fraction(x, one.below) for x in one.payoff] for one in found}
    assert payoffs == {(0,): [2, 3], (1,): [3, 2]}


def test_above_one_half_the_wimp_mixes():
    """At 3/4 a third of the wimps drink beer, so that the bully is indifferent, and he fights every other time."""
    (only,) = search(breakfast("3/4")).run()
    assert senders(only) == (WIMP | SURLY, WIMP)
    weights = {key: Fraction(x, only.weights_below) for key, x in only.weights.items()}
    assert weights[0, 0] == weights[1, 0]  # as many wimps as surly diners with a beer
    assert weights[0, 1] == 2 * weights[0, 0]
    assert {r: Fraction(x, only.below) for r, x in only.mixture[0].items()} == {0: Fraction(1, 2), 1: Fraction(1, 2)}
    assert [Fraction(x, only.below) for x in only.payoff] == [1, 2]


def test_breakfasts_never_separate():
    """A wimp who is fought over his quiche has 1, and would have 2 with a beer."""
    one = search(breakfast("1/10"))
    assert one.leaf((Face(SURLY, DONT, 1), Face(WIMP, DUEL, 1))) is None
    assert one.leaf((Face(WIMP, DUEL, 1), Face(SURLY, DONT, 1))) is None


@pytest.mark.parametrize(("low", "high", "separates"), [(2, "1/2", True), ("1/2", "1/4", False), (3, 2, False)])
def test_a_degree_separates_where_it_costs_the_low_type_more_than_the_wage_gains(low, high, separates):
    """The wage gains 1: the degree must cost the low type at least that, the high type at most."""
    game = school(Fraction(low), Fraction(high))
    found = [one for one in search(game).run() if senders(one) == (1, 2)]
    assert bool(found) is separates
    for one in found:
        assert {m: bits(one.faces[m].best) for m in one.sent} == {0: (0,), 1: (1,)}
        # the tables scale every type's payoffs: one unit of the low type's, four quarters of the high type's at most
        scale = search(game).tables.sender_scale
        assert [Fraction(x, one.below) / s for x, s in zip(one.payoff, scale, strict=True)] == [1, 2 - Fraction(high)]


def test_what_no_type_would_ever_send_excludes_itself():
    """A degree that costs 3 is never sent: whatever the wages, nobody gains 3."""
    one = search(school(3, 3))
    masks = one._compatible()
    unsent = len(one.states[1]) - 1
    assert all(row[1] == 1 << unsent for row, state in zip(masks[0], one.states[0], strict=True) if state is not None)
    assert all(candidate.faces[1] is None for candidate in one.run())
