"""The envelope along one parameter: beer and quiche by hand, from what the types get in each equilibrium.

A wimp of chance p. Below one half both breakfasts are pooled on, without a duel: on beer the diner has 2p + 3(1 - p) =
3 - p, on quiche 3p + 2(1 - p) = 2 + p. Above, the wimp has 1 and the surly diner 2: together 2 - p. At one half the
bully may also fight with any chance q up to 1/2, and the diner has 5/2 - 2q.
"""

from fractions import Fraction

import pytest
from helpers.solved import solved

from gametheory.lang import Interval
from gametheory.study import quantity
from gametheory.study.changes.slice import cut
from gametheory.study.response.envelope import Equilibria, Follow
from gametheory.study.response.swing import Envelope, Jump

HALF = Fraction(1, 2)
INSIDE = Interval(Fraction(0), Fraction(1), open_low=True, open_high=True)


@pytest.fixture(scope="module")
def follow():
    solution = solved("beer_quiche")
    read = quantity("payoff.diner", solution)
    return Follow(solution, read, cut(solution, ["wimp"]), Equilibria(solution, read), INSIDE)


@pytest.mark.parametrize(
    ("p", "low", "high"),
    [("1/10", "21/10", "29/10"), ("1/4", "9/4", "11/4"), ("1/2", "3/2", "5/2"), ("3/4", "5/4", "5/4")],
)
def test_at_a_point_the_game_is_solved(p, low, high):
    solution = solved("beer_quiche")
    there = Equilibria(solution, quantity("payoff.diner", solution))
    assert there({"wimp": Fraction(p)}) == Envelope(Fraction(low), Fraction(high))


def test_equilibria_in_which_the_condition_has_chance_zero_give_no_value():
    """Where nobody orders beer the chance of a duel over it is no number; where everybody does it is 0."""
    solution = solved("beer_quiche")
    there = Equilibria(solution, quantity("P(duel | beer)", solution))
    assert there({"wimp": Fraction(1, 10)}) == Envelope(Fraction(0), Fraction(0))
    assert there({"wimp": Fraction(3, 4)}) == Envelope(HALF, HALF)


def test_the_limits_on_both_sides_of_one_half(follow):
    (stop,) = (stop for stop in follow.stops if stop.value == HALF)
    assert follow.limit(stop.before, HALF, -1) == Envelope(HALF * 5, HALF * 5)
    assert follow.limit(stop.after, HALF, 1) == Envelope(HALF * 3, HALF * 3)


def test_the_swing_of_the_diners_payoff(follow):
    swing = follow.swing()
    assert (swing.low.value, swing.low.approached, swing.low.envelope) == (0, True, Envelope(Fraction(2), Fraction(3)))
    assert (swing.high.value, swing.high.approached, swing.high.envelope) == (
        1,
        True,
        Envelope(Fraction(1), Fraction(1)),
    )
    assert swing.lower == Envelope(Fraction(1), HALF * 5)
    assert swing.upper == Envelope(Fraction(1), Fraction(3))
    assert not swing.gaps
    (jump,) = swing.jumps
    at = Envelope(Fraction(3, 2), Fraction(5, 2))
    assert jump == Jump(HALF, Envelope(Fraction(5, 2), Fraction(5, 2)), at, Envelope(Fraction(3, 2), Fraction(3, 2)))
