"""The criteria at one unsent message, worked by hand: beer and quiche, and a message that one type likes more often.

Cho and Kreps (1987), Quarterly Journal of Economics 102: figure I and section IV. What a type gains is its payoff after
the unsent message less what it has in equilibrium.
"""

from fractions import Fraction

import pytest

import gametheory as gt
from gametheory.concepts.exact.field import field_for
from gametheory.concepts.perfect_bayesian.beliefs import Beliefs
from gametheory.concepts.perfect_bayesian.tables import scaled_payoffs, tables
from gametheory.concepts.refinements.refinement import REFINEMENTS
from gametheory.concepts.refinements.unsent import Unsent
from gametheory.lang import FALSE, TRUE, Domain, Interval, parameter

HALF = Fraction(1, 2)


def unsent(game, message, payoffs, ranges=None):
    """Return an unsent message of an equilibrium with these payoffs of the types."""
    field = field_for(Domain(ranges or {}), numeric=not game.parameters)
    table = tables(game, field)
    number = table.messages.index(message)
    scaled, below = scaled_payoffs(table, payoffs)
    return Unsent(table, Beliefs(field, table.receiver[number]), number, scaled, below, field.start)


def breakfast(wimp):
    """Return the game of figure I: (diner, bully)."""
    return gt.SignalingGame(
        "diner",
        "bully",
        {"wimp": wimp, "surly": 1 - wimp},
        {"beer": ("duel", "dont"), "quiche": ("duel", "dont")},
        {
            ("wimp", "beer", "duel"): (0, 1),
            ("wimp", "beer", "dont"): (2, 0),
            ("wimp", "quiche", "duel"): (1, 1),
            ("wimp", "quiche", "dont"): (3, 0),
            ("surly", "beer", "duel"): (1, 0),
            ("surly", "beer", "dont"): (3, 1),
            ("surly", "quiche", "duel"): (0, 0),
            ("surly", "quiche", "dont"): (2, 1),
        },
    )


ON_QUICHE = unsent(breakfast(Fraction(1, 10)), "beer", {"wimp": 3, "surly": 2})
ON_BEER = unsent(breakfast(Fraction(1, 10)), "quiche", {"wimp": 2, "surly": 3})

WIMP, SURLY = 1, 2  # as masks


def test_what_beer_would_bring_those_who_pool_on_quiche():
    """A wimp loses 3 or 1 by ordering beer; a surly diner loses 1 against a duel and gains 1 without."""
    assert ON_QUICHE.gain == [[-3, -1], [-1, 1]]
    assert ON_QUICHE.lose == [[3, 1], [1, -1]]
    assert ON_QUICHE.likes_some(0, WIMP | SURLY) == FALSE
    assert ON_QUICHE.likes_some(1, WIMP | SURLY) == TRUE


def test_a_duel_deters_and_takes_a_wimp_to_be_likely():
    assert ON_QUICHE.deterred(WIMP | SURLY) == TRUE
    assert ON_QUICHE.deterred(WIMP) == TRUE
    assert ON_QUICHE.deterred(SURLY) == FALSE


@pytest.mark.parametrize("name", ["intuitive", "equilibrium_dominance", "d1", "d2", "universal_divinity", "nwbr"])
def test_pooling_on_quiche_fails_since_beer_cannot_come_from_a_wimp(name):
    criterion = REFINEMENTS[name]
    assert criterion.struck(ON_QUICHE)[0] == TRUE
    assert criterion.passes(ON_QUICHE) == FALSE


def test_d1_strikes_the_wimp_and_not_the_surly_diner():
    assert REFINEMENTS["d1"].struck(ON_QUICHE) == (TRUE, FALSE)
    assert REFINEMENTS["intuitive"].struck(ON_QUICHE) == (TRUE, FALSE)


@pytest.mark.parametrize("name", [name for name in REFINEMENTS if name != "undefeated"])
def test_pooling_on_beer_passes_every_criterion(name):
    """Quiche cannot come from a surly diner; the bully fights whoever orders it, and the wimp stays with beer."""
    assert REFINEMENTS[name].passes(ON_BEER) == TRUE


def test_d1_strikes_the_surly_diner_who_would_order_quiche():
    assert REFINEMENTS["d1"].struck(ON_BEER) == (FALSE, TRUE)


def often(loss, prior=HALF):
    """Return a game in which both types like the good answer to ``in``, and the strong one likes it at worse odds.

    Staying out gives 0. A good answer gives the weak type 1 and the strong one 2, a bad one costs ``loss`` and 1: the
    weak type likes ``in`` where the good answer has more than the share loss/(1 + loss), the strong one from 1/3 on.
    The good answer is best against the strong type, the bad one against the weak.
    """
    return gt.SignalingGame(
        "sender",
        "receiver",
        {"weak": prior, "strong": 1 - prior},
        {"out": ("end",), "in": ("good", "bad")},
        {
            ("weak", "out", "end"): (0, 0),
            ("strong", "out", "end"): (0, 0),
            ("weak", "in", "good"): (1, 0),
            ("weak", "in", "bad"): (-loss, 1),
            ("strong", "in", "good"): (2, 1),
            ("strong", "in", "bad"): (-1, 0),
        },
    )


def test_the_intuitive_criterion_is_silent_where_d1_strikes():
    out = unsent(often(2), "in", {"weak": 0, "strong": 0})
    assert REFINEMENTS["intuitive"].struck(out) == (FALSE, FALSE)
    assert REFINEMENTS["intuitive"].passes(out) == TRUE
    for name in ("d1", "d2", "universal_divinity", "nwbr"):
        assert REFINEMENTS[name].struck(out) == (TRUE, FALSE), name
        assert REFINEMENTS[name].passes(out) == FALSE, name


@pytest.mark.parametrize(("prior", "passes"), [(Fraction(2, 3), TRUE), (Fraction(1, 3), FALSE)])
def test_divinity_does_not_exclude_the_weak_type_but_weighs_it_at_most_as_before(prior, passes):
    """The bad answer takes at least one half on the weak type, which divinity allows from a prior of one half on."""
    out = unsent(often(2, prior), "in", {"weak": 0, "strong": 0})
    assert REFINEMENTS["divinity"].passes(out) == passes


def test_equal_odds_strike_no_type():
    """At a loss of 1/2 both types are indifferent at the same mixture."""
    out = unsent(often(HALF), "in", {"weak": 0, "strong": 0})
    assert REFINEMENTS["d1"].struck(out) == (FALSE, FALSE)
    assert REFINEMENTS["d1"].passes(out) == TRUE


@pytest.mark.parametrize(
    ("loss", "weak", "strong"), [("1/4", False, True), ("1/2", False, False), ("3/4", True, False)]
)
def test_d1_in_letters_strikes_whoever_likes_the_message_at_the_worse_odds(loss, weak, strong):
    """With the loss as a parameter: the weak type is struck above 1/2, the strong one below."""
    ranges = {"loss": Interval(Fraction(0), Fraction(5), open_low=True)}
    out = unsent(often(parameter("loss")), "in", {"weak": 0, "strong": 0}, ranges)
    at = {"loss": Fraction(loss)}
    assert [where.at(at) for where in REFINEMENTS["d1"].struck(out)] == [weak, strong]
    # without the weak type the receiver is good to whoever comes; without the strong one the bad answer deters
    assert REFINEMENTS["d1"].passes(out).at(at) is not weak


def test_what_is_exactly_struck_is_one_of_all_subsets():
    struck = dict(ON_QUICHE.exactly(list(enumerate(REFINEMENTS["d1"].struck(ON_QUICHE)))))
    assert struck == {WIMP: TRUE}
