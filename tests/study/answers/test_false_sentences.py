"""Facts for which a sentence could be false, or claim more than it rests on."""

import re
from dataclasses import replace

import pytest
from helpers.made_facts import VALUES, base, driver, marks, model, of_kind, over, plain_rule, rule, told

from gametheory.study.answers.answer import ordered
from gametheory.study.answers.drivers import direction_words, driver_items
from gametheory.study.answers.facts import Base, Direction, Moves, OutcomeWords
from gametheory.study.answers.item import DEPENDS, PROVED
from gametheory.study.answers.sentences import items
from gametheory.study.answers.sureness import sureness

BARE = OutcomeWords("P(a | b)", "", "", "has P(a | b)", "it", "")
"""A headline that is no action of a player."""

SEVERAL = (plain_rule("d1", 0.2, fails="it is a bluff"), plain_rule("every", (0.1, 0.4), single=0.5))


def two_ways(strict, every, moves):
    course, back = VALUES, tuple(1 - x for x in VALUES)
    return driver(back, course, directions=(strict, every), moves=(moves, Moves(0, 1, 0, 0)))


@pytest.mark.parametrize(
    ("proved", "strict", "moves"),
    [
        (True, Direction("falls", True), Moves(0, 0, 1, 0)),
        (True, Direction("falls", False), Moves(0, 0, 1, 0)),
        (True, Direction("mixed", False), Moves(0, 0.4, 0.6, 0)),
        (True, Direction("open", False), None),
        (False, Direction("falls", True), Moves(0, 0, 1, 0)),
        (False, Direction("mixed", False), Moves(0, 0.4, 0.6, 0)),
    ],
)
def test_a_direction_of_all_outcomes_is_none_of_the_strict_rule(proved, strict, moves):
    """Lowest and highest may rise while the outcome between them falls."""
    one = two_ways(strict, Direction("rises", proved), moves)
    (item,) = driver_items([model(*SEVERAL, drivers=(one,))])
    assert "never the reverse" not in item.lead
    assert "in every case tried" not in item.lead
    assert PROVED not in marks([item])


def test_a_difference_within_the_half_width_is_none():
    (item,) = of_kind([model(plain_rule("every", 0.4999, half=0.004))], "headline")
    assert "more often than" not in item.lead


def test_as_often_in_the_only_outcome_depends_on_no_outcome():
    (item,) = of_kind([model(plain_rule("every", 0.5, half=0.0))], "headline")
    assert "which outcome" not in item.lead


def test_all_that_a_player_can_do_is_not_what_it_mostly_does():
    (item,) = of_kind([model(plain_rule("every", sends=0.5))], "who")
    assert "mostly" not in item.lead


@pytest.mark.parametrize("headline", [None, BARE])
def test_what_has_no_value_is_neither_rare_nor_measured(headline):
    spreads = plain_rule("every").spreads
    made = model(rule("every", *spreads[:-1], over(None)))
    if headline is not None:
        made = replace(made, headline=headline)
    found = of_kind([made], "headline")
    text = " ".join(item.plain for item in found)
    assert "-%" not in text
    assert "±0.0" not in text
    assert "rarer" not in text
    assert "more often" not in text


def test_what_is_so_where_it_has_a_value_is_not_so_in_every_case():
    spreads = plain_rule("every").spreads
    here = over(1.0, sure=1.0, even=1.0, valued=0.1)
    (item,) = of_kind([model(rule("every", *spreads[:-1], here), headline=BARE)], "headline")
    assert "in every case." not in item.plain
    assert "  " not in item.plain
    assert "P(" not in item.plain


def test_a_share_of_one_is_of_the_cases_tried():
    certain, never = over(1.0, sure=1.0, even=1.0), over(0.0, never=1.0)
    made = model(rule("every", never, certain, never, certain, certain))
    for item in items([made]):
        assert "in every case" not in item.plain.replace("in every case tried", "")


def test_several_outcomes_depend_without_a_rule_too():
    made = model(plain_rule("every", (0.1, 0.8), single=0.0))
    (item,) = of_kind([made], "headline")
    assert DEPENDS in marks([item])


def test_nothing_of_an_incomplete_list_is_proved_by_being_on_it():
    made = model(cases=0, parameters=0, complete=False, why="the search was cut", refused="the game is in numbers")
    assert PROVED not in marks(items([made]))


def test_the_base_depends_where_another_outcome_does_something_else():
    (item,) = of_kind([model(base=base(several=True))], "base")
    assert DEPENDS in marks([item])


def test_a_base_without_a_value_is_not_told():
    found = of_kind([model(base=Base("", (None, None), (None, None), 0.6))], "base")
    assert "-%" not in " ".join(item.plain for item in found)


def test_what_is_rare_by_the_strict_rule_is_not_called_neither_rare_nor_certain():
    spreads = plain_rule("every").spreads
    rules = rule("d1", *spreads[:-1], over(0.1, even=0.001)), rule("every", *spreads[:-1], over(0.1, 0.9, even=0.9))
    (item,) = of_kind([model(*rules, headline=BARE)], "headline")
    assert "neither rare" not in item.lead


def test_what_depends_on_the_outcome_in_every_model_does_not_depend_on_the_model():
    wide = model(plain_rule("every", (0.1, 0.9), single=0.0))
    (item,) = of_kind([wide, replace(wide, name="other")], "headline")
    assert "depends on the model" not in item.lead


def test_an_exception_of_one_model_is_not_that_of_another():
    """Model 1 is the one whose rules disagree and has words for that; model 2 has other words for another exception."""
    first = model(plain_rule("d1", 0.2, fails="it is a bluff"), plain_rule("every", (0.2, 0.9), single=0.5))
    other = model(plain_rule("d1", 0.2, fails="it rains"), plain_rule("every", (0.2, 0.9), single=0.5), name="other")
    (item,) = of_kind([first, other], "headline")
    assert "unless" not in item.lead or ("bluff" in item.lead and "rains" in item.lead)


def test_a_direction_proved_of_nothing_is_not_told():
    one = driver([None] * len(VALUES), directions=(Direction("constant", True),), moves=(None,))
    assert "no difference" not in direction_words(one, "a strike")


def test_a_course_that_turns_twice_is_not_told_as_turning_once():
    course = (0.5, 0.4, 0.3, 0.2, 0.3, 0.5, 0.7, 0.9, 0.7, 0.6, 0.5)
    one = driver(course, directions=(Direction("mixed", False),), moves=(Moves(0, 0.4, 0.3, 0.3),))
    assert "first becomes" not in direction_words(one, "a strike")


def test_a_proved_claim_by_form_says_so():
    (item,) = of_kind([model(told=(told("proved", 1.0, form=True),))], "claim")
    assert "form" in item.plain


def test_what_was_put_in_is_not_told_before_what_follows():
    (item,) = of_kind([model(told=(told("proved", 1.0, put_in=True), told("proved", 1.0)))], "claim")
    assert "put in" not in item.lead


def test_leads_of_every_constructed_model_name_its_own_words():
    for made in (model(), model(*SEVERAL), model(plain_rule("every", (0.1, 0.8), single=0.0))):
        text = str(ordered([made]))
        assert "_" not in text
        assert not re.search(r"\b(None|nan|inf)\b", text)
        assert sureness([made])
