"""The language of quantities: what each form means in a known equilibrium, and what is said about bad text."""

import dataclasses
import re
from fractions import Fraction

import pytest
from helpers.first import FIRST_SIGNAL
from helpers.solved import solved

import gametheory as gt
from gametheory.lang import parse
from gametheory.study import quantity

# Beer-quiche (Cho and Kreps 1987, section I), as in the catalogue; the first regime is pooling on beer.
P = parse("wimp")


def of(text, regime, model="beer_quiche"):
    solution = solved(model)
    return quantity(text, solution).of(solution[regime])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("P(beer)", 1),
        ("P(quiche)", 0),
        ("P(wimp)", P),
        ("P(beer | wimp)", 1),
        ("P(wimp | beer)", P),
        ("P(wimp, beer)", P),
        ("P(beer, beer)", 1),
        ("P(duel)", 0),
        ("exists(1)", 1),
        ("exists(2)", 0),
        ('exists("pooling on beer")', 1),
        ("exists('pooling on quiche')", 0),
        ("wimp", P),
        ("belief.beer.wimp", P),
        ("belief.beer.surly", 1 - P),
        ("1/3 + 0.25*2", Fraction(5, 6)),
        ("-(2 - 3)*4/8", Fraction(1, 2)),
        ("2 - 3 - 4", -5),
        ("wimp**2 - wimp*wimp", 0),
        ("P(diner.beer, bully.duel)", 0),
        ("P(bully.dont | diner.beer)", 1),
        ("8/4/2", 1),
        ("1e-3", Fraction(1, 1000)),
        ("P(wimp) / (1 - P(wimp))", P / (1 - P)),
        ("P(wimp | beer) - P(wimp)", 0),
    ],
)
def test_pooling_on_beer(text, expected):
    found = of(text, 0)
    assert found == expected
    if not isinstance(found, Fraction):
        assert found.names == {"wimp"}  # numbers are plain numbers


@pytest.mark.parametrize("text", ["P(beer | quiche)", "P(wimp | quiche) + 1", "1/P(quiche)", "0*P(wimp | quiche)"])
def test_conditional_on_what_never_happens_is_undefined(text):
    assert of(text, 0) is None


def test_a_conditional_probability_is_bayes_rule_in_every_regime():
    solution = solved(FIRST_SIGNAL)
    for regime in range(len(solution)):
        joint, given, total = (of(t, regime, FIRST_SIGNAL) for t in (
            "P(missile_threat, constrained)", "P(missile_threat | constrained)", "P(constrained)"))  # fmt: skip
        assert joint == given * total


def test_payoffs_are_the_types_payoffs_weighted():
    solution = solved(FIRST_SIGNAL)
    for regime in range(len(solution)):
        both = of(
            "payoff.russia.committed*P(committed) + payoff.russia.constrained*P(constrained)", regime, FIRST_SIGNAL
        )
        assert both == of("payoff.russia", regime, FIRST_SIGNAL)


def test_the_belief_after_a_message_sent_is_the_conditional_probability():
    solution = solved(FIRST_SIGNAL)
    checked = 0
    for regime in range(len(solution)):
        given = of("P(committed | missile_threat)", regime, FIRST_SIGNAL)
        if given is not None:
            assert given == of("belief.missile_threat.committed", regime, FIRST_SIGNAL)
            checked += 1
    assert checked == 4


def test_where_a_regime_fixes_no_belief_there_is_none():
    solution = solved("beer_quiche")
    without = dataclasses.replace(solution[0], beliefs={"quiche": {"wimp": 1}})
    assert quantity("belief.beer.wimp", solution).of(without) is None
    assert quantity("belief.quiche.wimp", solution).of(without) == 1
    assert quantity("belief.quiche.surly", solution).of(without) == 0


def test_labels_that_are_no_names_are_quoted():
    game = gt.SignalingGame(
        "s", "r", {"type A": "x", "B|C": "1 - x"}, {"m": ("a b", "c")},
        {(t, "m", r): (0, int(r == "a b")) for t in ("type A", "B|C") for r in ("a b", "c")},
    )  # fmt: skip
    solution = gt.solve(game)
    (only,) = solution
    assert quantity('P("type A")', solution).of(only) == parse("x")
    assert quantity("P('a b' | \"B|C\")", solution).of(only) == 1
    assert quantity('payoff.s."type A"', solution).of(only) == 0
    assert quantity('belief.m."B|C"', solution).of(only) == parse("1 - x")


def test_a_label_of_two_players_is_told_apart_by_the_player():
    tree = gt.ExtensiveGame(
        "first",
        {
            "first": gt.Move("a", up="second", down=gt.Payoff(a=0, b=0)),
            "second": gt.Move("b", up=gt.Payoff(a=1, b=0), down=gt.Payoff(a=1, b=1)),
        },
    )
    solution = gt.solve(tree)
    (only,) = solution
    found = [quantity(text, solution).of(only) for text in ("P(up)", "P(a.up)", "P(b.up)", "P(b.down | a.up)")]
    assert found == [1, 1, 0, 1]


def test_a_definition_of_the_model_is_a_quantity():
    assert of("delivery_cost*(1 - distraction)", 0, FIRST_SIGNAL) == parse("stock_cost")


def test_an_outcome_of_a_strategic_game_is_a_profile():
    solution = solved("chicken")
    assert [quantity("P(swerve, straight)", solution).of(e) for e in solution][:2] == [1, 1]


def test_reading_a_quantity_again_changes_nothing():
    solution = solved("beer_quiche")
    one = quantity(" P(beer) ", solution)
    assert one.text == "P(beer)"
    assert quantity(one, solution) is one
    with pytest.raises(AttributeError):
        one.text = "other"


BAD = [
    ("P(bear)", 2, "unknown label 'bear', did you mean 'beer'?"),
    ("P(beer | wimpy)", 9, "unknown label 'wimpy', did you mean 'wimp'?"),
    ("payoff.sendr", 7, "unknown player 'sendr'"),
    ("payoff.xyz", 7, "unknown player 'xyz': there are"),
    ("payoff", 0, "unknown quantity 'payoff'"),
    ("belief.beers.wimp", 7, "unknown information set 'beers', did you mean 'beer'?"),
    ("belief.beer.wimpy", 12, "unknown member 'wimpy', did you mean 'wimp'?"),
    ("belief.beer", 11, "expected '.' and a member of the information set, got the end"),
    ("exists(4)", 7, "no regime 4: they are numbered from 1 to 3"),
    ("exists(0)", 7, "no regime 0"),
    ("exists(1.0)", 7, "no regime 1.0"),
    ('exists("pooling on bear")', 7, "unknown regime 'pooling on bear', did you mean 'pooling on beer'?"),
    ("beer", 0, "the probability of beer is P(beer)"),
    ("P()", 2, "expected a label, got ')'"),
    ("P(beer", 6, "expected ')' after the labels, got the end"),
    ("P beer", 0, "unknown quantity 'P'"),
    ("P('beer)", 2, "a quote that is never closed"),
    ("(1 + 2", 6, "expected ')' to close the parenthesis, got the end"),
    ("1 +", 3, "the quantity stops where a value should follow"),
    ("1 2", 2, "expected an operator before '2'"),
    ("2**0", 3, "a power is a whole number from 1 to 16"),
    ("2**x", 3, "a power is a whole number from 1 to 16"),
    ("2 < 3", 2, "expected an operator before '<'"),
    ("P(diner.duel)", 8, "unknown action of diner 'duel': there are beer, quiche"),
    ("1/0", 1, "division by zero"),
    ("P(beer) ; 1", 8, "unexpected character ';'"),
    ("", 0, "empty quantity"),
    ("   ", 0, "empty quantity"),
    ("(" * 200 + "1" + ")" * 200, 100, "nested deeper than 100 levels"),
    ("1+" * 6000 + "1", 0, "more than 10000 characters"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "position", "reason"), BAD, ids=range(len(BAD)))
def test_bad_text_is_a_quantity_error_with_a_caret(text, position, reason):
    with pytest.raises(gt.QuantityError, match=re.escape(reason)) as caught:
        quantity(text, solved("beer_quiche"))
    assert caught.value.position == position
    *_, line, caret = str(caught.value).splitlines()
    assert caret.strip() == "^"
    if len(text) <= 160:  # a longer text is shown around the place
        assert caret == "  " + " " * position + "^"
    else:
        assert len(line) < 180
        assert line[len(caret) - 1] == text[position]
    assert isinstance(caught.value, gt.GameTheoryError)


def test_who_has_no_types_is_told_so():
    solution = solved(FIRST_SIGNAL)
    with pytest.raises(gt.QuantityError, match="us has no types: russia has"):
        quantity("payoff.us.committed", solution)
    with pytest.raises(gt.QuantityError, match="unknown player 'straight'"):
        quantity("payoff.straight.x", solved("chicken"))
    with pytest.raises(gt.QuantityError, match="there are no beliefs in this solution"):
        quantity("belief.x.y", solved("chicken"))


@pytest.mark.parametrize("thing", [3, None, ["P(beer)"]])
def test_a_quantity_is_text(thing):
    with pytest.raises(gt.QuantityError, match="a quantity is text"):
        quantity(thing, solved("beer_quiche"))
