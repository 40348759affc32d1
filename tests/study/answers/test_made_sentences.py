"""Sentences say no more than their facts: facts are made here, one thing changed, and what is said looked at.

What is asserted is which facts a sentence may rest on, not its exact words.
"""

import dataclasses
import functools
import re
from dataclasses import replace

import pytest
from helpers.answered import CHOICE, MEETING, solution_of, written
from helpers.made_facts import VALUES, N, base, driver, marks, model, of_kind, plain_rule, said, told
from helpers.solved import solved

import gametheory as gt
from gametheory.study.answers.answer import ordered
from gametheory.study.answers.drivers import direction_words, driver_items, ends, one_way, same_way, turning
from gametheory.study.answers.facts import (
    Course,
    Direction,
    Moves,
)
from gametheory.study.answers.gather import gathered
from gametheory.study.answers.item import BASE, DEPENDS, PROVED, SHARE
from gametheory.study.answers.sentences import items, leads
from gametheory.study.answers.sureness import elsewhere, sureness
from gametheory.study.claims.verify import verify

# -- which way (section 4 of the rules) --------------------------------------------------------------------------------

UNPROVED = [Direction(kind, False) for kind in ("rises", "falls", "constant", "mixed", "open")]


@pytest.mark.parametrize(
    ("kind", "has", "lacks"),
    [
        ("constant", "no difference", "likel"),
        ("rises", "likelier", "less likely"),
        ("falls", "less likely", "likelier"),
    ],
)
def test_a_proved_direction(kind, has, lacks):
    up = {"rises": Moves(0.1, 0.9, 0, 0), "falls": Moves(0.1, 0, 0.9, 0), "constant": Moves(1, 0, 0, 0)}[kind]
    one = driver(directions=(Direction(kind, True),), moves=(up,))
    words = direction_words(one, "a strike")
    assert has in words
    assert lacks not in words
    assert "tried" not in words
    assert PROVED in marks(driver_items([model(drivers=(one,))]))
    formal = direction_words(replace(one, directions=(Direction(kind, True, True),)), "a strike")
    assert "form assumed" in formal
    assert formal != words


@pytest.mark.parametrize("known", UNPROVED)
@pytest.mark.parametrize("moves", [Moves(0.2, 0.8, 0, 0), Moves(0.5, 0, 0.5, 0), Moves(1, 0, 0, 0), None])
def test_what_is_not_proved_is_never_called_proved(known, moves):
    one = driver(directions=(known,), moves=(moves,))
    words = direction_words(one, "a strike")
    assert "never" not in words
    assert "no difference" not in words
    assert "always" not in words.replace("not always", "")
    assert PROVED not in marks(driver_items([model(drivers=(one,))]))


def test_undecided_without_a_counterexample_is_said_of_the_cases_tried():
    assert "in every case tried" in direction_words(driver(), "a strike")
    falls = driver(directions=(Direction("falls", False),), moves=(Moves(0.1, 0, 0.9, 0),))
    assert "less likely in every case tried" in direction_words(falls, "a strike")
    still = driver(directions=(Direction("constant", False),), moves=(Moves(1, 0, 0, 0),))
    assert "in every case tried" in direction_words(still, "a strike")


@pytest.mark.parametrize(
    ("moves", "usual"),
    [
        (Moves(0.0, 0.91, 0.09, 0.0), "likelier"),
        (Moves(0.5, 0.46, 0.04, 0.0), "likelier"),
        (Moves(0.0, 0.05, 0.92, 0.03), "less likely"),
        (Moves(0.0, 0.89, 0.11, 0.0), None),
        (Moves(0.5, 0.44, 0.04, 0.02), None),
        (Moves(0.0, 0.5, 0.5, 0.0), None),
    ],
)
def test_usually_is_nine_in_ten_of_the_cases_that_move(moves, usual):
    one = driver(directions=(Direction("mixed", False),), moves=(moves,))
    words = direction_words(one, "a strike")
    assert ("usually" in words) == (usual is not None)
    if usual:
        assert f"usually becomes {usual}" in words
        assert "not always" in words
    else:
        assert "can become likelier or less likely" in words


@pytest.mark.parametrize(
    ("course", "turn"),
    [
        ([0.5 - 0.4 * (1 - abs(2 * x - 1)) for x in VALUES], "less likely, then likelier"),
        ([0.1 + 0.4 * (1 - abs(2 * x - 1)) for x in VALUES], "likelier, then less likely"),
        ([0.5 - 0.02 * (1 - abs(2 * x - 1)) for x in VALUES], None),
        (VALUES, None),
        ([0.5] * N, None),
        ([None] * N, None),
    ],
)
def test_a_course_turns_where_its_inner_extreme_lies_beyond_both_ends(course, turn):
    one = driver(course, directions=(Direction("mixed", False),), moves=(Moves(0, 0.4, 0.3, 0.3),))
    found = turning(one)
    assert (found and found[0]) == turn
    words = direction_words(one, "a strike")
    assert (turn in words) if turn else ("can become likelier or less likely" in words)


def test_ends_are_the_outermost_values_that_half_of_the_cases_admit():
    share = tuple(1 - x for x in VALUES)
    (first, low, _), (last, high, _) = ends(driver(admissible=share))
    assert (first, low, last, high) == ("0", 0, "0.5", 0.5)
    named = driver(ends=("none", "all"), admissible=share)
    assert [one[0] for one in ends(named)] == ["none", "0.5"]
    assert ends(driver(admissible=(0.1,) * N)) is None
    assert ends(driver([None] * N)) is None


def test_averages_are_those_at_the_ends():
    one = driver([0.1 + 0.5 * x for x in VALUES])
    (item,) = driver_items([model(drivers=(one,))])
    assert re.findall(r"\d+%", item.text) == ["10%", "60%"]
    (item,) = driver_items([model(drivers=(driver([0.1 + 0.7 * x for x in VALUES]),))])
    assert re.findall(r"\d+%", item.text) == ["10%", "80%"]


def test_models_that_disagree_are_told_one_by_one():
    up = driver(directions=(Direction("rises", True),), pays="a cost of ours")
    down = driver(
        [1 - x for x in VALUES],
        directions=(Direction("falls", True),),
        moves=(Moves(0, 0, 1, 0),),
        pays="a cost of theirs",
    )
    two = [model(drivers=(up,)), model(drivers=(down,), name="other")]
    (item,) = driver_items(two)
    assert "not go the same way" in item.lead
    assert "likelier" not in item.lead
    assert "model 1" in item.text
    assert "model 2" in item.text
    assert "a cost of ours" in item.text
    assert "a cost of theirs" in item.text
    assert not same_way([up, down])
    assert same_way([up, up])
    assert one_way([up])
    asked = {one.question: one.answer for one in sureness(two)}
    assert "not agree" in asked["Do the models agree?"]


def test_the_weakest_of_two_models_is_said_of_both():
    proved, seen = driver(directions=(Direction("rises", True),)), driver()
    two = [model(drivers=(proved,)), model(drivers=(seen,), name="other")]
    (item,) = driver_items(two)
    assert "never" not in item.lead
    assert "tried" in item.lead
    (mark,) = [mark for mark in item.marks if mark.kind == PROVED]
    assert "model 1" in mark.text
    assert "model 2" not in mark.text


def test_models_about_different_things_are_not_compared():
    other = model(drivers=(driver(directions=(Direction("falls", True),)),), name="other")
    other = replace(other, headline=replace(other.headline, noun="a war"))
    (item,) = driver_items([model(drivers=(driver(),)), other])
    assert "not go the same way" not in item.lead
    assert "model 2" not in item.plain


def test_a_reason_stands_where_there_is_one():
    for because in ("", "it is dearer"):
        (item,) = driver_items([model(drivers=(driver(because=because),))])
        assert ("reason" in item.text) == bool(because)


# -- who does what, and how likely the headline is ---------------------------------------------------------------------


def columns(made, i):
    """Return the lowest averages of an outcome, one a rule."""
    return [rule.spreads[i].mean[0] for rule in made.rules]


def test_a_lead_is_true_in_every_column_or_says_unless():
    strict = plain_rule("d1", 0.2, holds="a threat is believed", fails="a threat is a bluff")
    for other, unless in ((0.3, False), (0.9, True), ((0.2, 0.9), True)):
        made = model(strict, plain_rule("every", other, single=0.5))
        (item,) = of_kind([made], "headline")
        assert "waits more often" in item.lead
        assert ("unless a threat is a bluff" in item.lead) == unless


def test_without_words_for_unless_the_lead_says_that_it_depends():
    made = model(plain_rule("d1", 0.2), plain_rule("every", (0.2, 0.9), single=0.5))
    (item,) = of_kind([made], "headline")
    assert "more often than" not in item.lead
    assert DEPENDS in marks([item])


@pytest.mark.parametrize(
    ("strike", "does"), [(0.2, "waits more often than it strikes"), (0.8, "strikes more often than it waits")]
)
def test_a_swapped_share_swaps_the_lead(strike, does):
    (item,) = of_kind([model(plain_rule("every", strike))], "headline")
    assert does in item.lead
    assert SHARE in marks([item])
    assert PROVED not in marks([item])


def test_a_half_width_that_is_too_wide_silences_shares():
    wide = model(plain_rule("every", 0.2, half=0.03))
    assert of_kind([wide], "headline") == []
    assert of_kind([wide], "who") == []
    assert elsewhere([wide]) is None


def test_models_without_cases_are_given_no_shares():
    numbers = model(cases=0, parameters=0, refused="the game is in numbers")
    assert SHARE not in marks(items([numbers]))
    assert " of cases" not in said([numbers])
    based = model(cases=0, parameters=2, refused="no priors are declared")
    assert marks(items([based])) <= {BASE, DEPENDS}
    assert "base numbers" in said([based])


def test_at_most_six_items_none_of_them_long():
    names = ["beer_quiche", "battle_of_the_sexes", "chicken", "entry_deterrence", "job_market", "lemons"]
    for name in names:
        found = items([facts(name)])
        assert 0 < len(found) <= 6
        assert all(len(item.plain.split()) <= 90 for item in found)
        assert all(item.marks for item in found)


# -- claims ------------------------------------------------------------------------------------------------------------


def test_a_claim_is_proved_only_where_its_status_says_so():
    (item,) = of_kind([model(told=(told("proved", 1.0),))], "claim")
    assert marks([item]) == {PROVED}
    assert "put in" not in item.lead
    (item,) = of_kind([model(told=(told("proved", 1.0, put_in=True),))], "claim")
    assert "put in" in item.lead
    (item,) = of_kind([model(told=(told("refuted", 0.93),))], "claim")
    assert marks([item]) == {SHARE}
    assert item.lead.startswith("Not always")
    assert "93" in item.plain
    assert of_kind([model(told=(told("undecided"),))], "claim") == []
    assert of_kind([model(told=(told("refuted"),))], "claim") == []


# -- the base ----------------------------------------------------------------------------------------------------------


def test_the_base_is_typical_only_where_it_happens_and_goes_the_same_way():
    (item,) = of_kind([model(base=base(0.8))], "base")
    assert "not the typical" not in item.lead
    (item,) = of_kind([model(base=base(0.3))], "base")
    assert "not the typical" in item.lead
    falls = driver(slice=Course("every", tuple(1 - x for x in VALUES), tuple(1 - x for x in VALUES)))
    (item,) = of_kind([model(base=base(0.8), drivers=(falls,))], "base")
    assert "not the typical" in item.lead
    assert marks([item]) == {BASE}
    assert of_kind([model(base=None)], "base") == []


# -- how sure ----------------------------------------------------------------------------------------------------------


def asked(made):
    return {one.question: one.answer for one in sureness([made])}


def test_an_incomplete_list_is_said_before_anything_else():
    made = model(complete=False, why="the search was cut")
    answer = ordered([made])
    assert "the search was cut" in answer.warnings[0]
    assert asked(made)["Is an outcome missing?"].startswith("It may be")
    assert ordered([model()]).warnings == ()
    assert "proved" in asked(model())["Is an outcome missing?"]


@pytest.mark.parametrize(
    ("count", "assumed", "without", "has", "lacks"),
    [
        (3, 3, 0, "All 3 numbers are assumed", "source"),
        (1, 1, 0, "one number is assumed", "1 numbers"),
        (3, 1, 0, "1 of 3", "no source"),
        (3, 0, 0, "have the sources", "assumed"),
        (1, 0, 0, "has the source", "1 numbers"),
        (3, 0, 3, "No source", "have the sources"),
        (1, 0, 1, "No source", "have the source"),
        (3, 0, 1, "1 of 3 have no source", "have the sources"),
        (3, 1, 1, "1 of 3 have no source", "have the sources"),
    ],
)
def test_sources(count, assumed, without, has, lacks):
    text = asked(model(parameters=count, assumed=assumed, unsourced=without))["Are the numbers right?"]
    assert has in text
    assert lacks not in text


def test_a_tilt_is_told():
    question = "Do the assumptions tilt the draw?"
    assert "every combination" in asked(model(accepted=1.0))[question]
    assert "nearly every" in asked(model(accepted=0.999))[question]
    tilted = asked(model(accepted=0.999, tilt=(("the number", 0.5, 0.3),)))[question]
    assert "0.3" in tilted
    assert not tilted.lower().startswith("no")
    assert "7" in asked(model(accepted=0.07))[question]


@pytest.mark.parametrize(
    ("single", "several", "none", "has"),
    [
        (1.0, 0.0, 0.0, "one in every case"),
        (0.995, 0.005, 0.0, "nearly every"),
        (0.5, 0.5, 0.0, "50 of 100"),
        (0.0, 1.0, 0.0, "every case"),
        (0.5, 0.0, 0.5, "none"),
    ],
)
def test_which_outcome(single, several, none, has):
    made = replace(plain_rule("every"), single=single, several=several, none=none)
    text = asked(model(made))["Which outcome comes about?"]
    assert has in text
    assert ("several are possible" in text.lower()) == (several > 0.01)


def test_leads_stay_only_where_every_row_has_them():
    answer = ordered([choice()])
    other = answer.elsewhere
    known = leads([choice()])
    assert set(other.stays) | {one.rpartition(" (not if")[0] for one in other.fails} == set(known)
    for lead in other.stays:
        for row in choice().ranges:
            assert lead in leads([replace(choice(), rules=row.rules)])
    (row,) = [one for one in other.fails if "often" in one]
    assert "within 20%" in row  # there a is always chosen


def test_a_row_without_a_value_says_so():
    found = choice(answer='[answer]\nheadline = { quantity = "P(a | a, b)", noun = "it" }')
    table = elsewhere([found])
    assert {cell for row in table.rows for cell in row[1:]} == {"no value"}


# -- documents ---------------------------------------------------------------------------------------------------------


@functools.cache
def facts(name):
    solution = solved(name)
    return gathered(solution, verification=verify(solution.model, solution=solution), cases=3000, curve=300)


def choice(answer="", **changes):
    return gathered(solution_of(written(CHOICE, answer=answer, replace=changes)), cases=8000, curve=500)


def test_one_parameter_with_a_prior():
    model = facts("beer_quiche")
    (who,) = of_kind([model], "who")
    assert "unless" in who.lead  # beer is not what everybody orders in every outcome
    assert DEPENDS in marks([who])
    (one,) = of_kind([model], "driver")
    assert PROVED in marks([one])
    (claim,) = of_kind([model], "claim")
    assert marks([claim]) == {PROVED}


@pytest.mark.parametrize("name", ["battle_of_the_sexes", "chicken"])
def test_numbers_only(name):
    found = items([facts(name)])
    assert SHARE not in marks(found)
    assert DEPENDS in marks(found)
    text = " ".join(item.plain for item in found)
    assert " case" not in text
    assert "%" in text


def test_one_outcome():
    found = items([facts("entry_deterrence")])
    assert marks(found) == {PROVED}
    assert ordered([facts("entry_deterrence")]).elsewhere is None


MUTATIONS = [
    ('a = { one = "k" }', 'a = { one = "1 - k" }'),  # the sign
    ('b = { one = "1/2" }', 'b = { one = "1/5" }'),  # the share
    ("prior = { uniform = [0, 1] }", "prior = { triangular = [0, 1, 1] }"),  # the prior
]


@pytest.mark.parametrize(("old", "new"), MUTATIONS)
def test_a_changed_payoff_or_prior_changes_the_sentences(old, new):
    before, after = (items([made]) for made in (choice(), choice(**{old: new})))
    assert before != after


def test_the_sign_turns_the_direction():
    up, down = choice(), choice(**{'a = { one = "k" }': 'a = { one = "1 - k" }'})
    (one,), (other,) = (of_kind([made], "driver") for made in (up, down))
    assert "likelier" in one.lead
    assert "less likely" in other.lead


def test_other_words_change_no_number_in_sentences():
    words = "[answer.words.one]\nname = 'She'\na = { does = 'waits', noun = 'waiting' }\n"
    plain, other = (ordered([made]) for made in (choice(), choice(words)))
    numbers = [re.findall(r"\d+(?:\.\d+)?", " ".join(item.plain for item in one.items)) for one in (plain, other)]
    assert numbers[0] == numbers[1]
    assert "She" in str(other)


def test_without_priors_no_shares_and_no_ranges():
    made = choice(**{"prior = { uniform = [0, 1] }\n": ""})
    assert marks(items([made])) == {BASE}
    assert elsewhere([made]) is None
    assert "no forecast" not in ordered([made]).standfirst


def test_several_outcomes_everywhere():
    made = gathered(solution_of(MEETING), cases=2000, curve=100)
    assert of_kind([made], "base") == []
    text = " ".join(item.lead for item in items([made]))
    assert "mostly" not in text
    assert "more often than" not in text
    assert "every case" in asked(made)["Which outcome comes about?"]


def test_an_incomplete_list_is_told_with_its_reason():
    solution = dataclasses.replace(solution_of(CHOICE), exhaustive=False, why="the search was cut")
    found = gt.answer(solution, cases=500, curve=50)
    assert "the search was cut" in str(found)
    assert found.warnings
    proved = [mark for item in found.items for mark in item.marks if mark.kind == PROVED]
    assert all(mark.evidence[1] == "claims" for mark in proved)


@pytest.mark.slow
def test_a_crisis_document():
    found = gt.answer(solved("support_signal"), cases=4000, curve=400)
    made = found.models[0]
    least = [min(rule.spreads[i].mean[0] for rule in made.rules) for i, one in enumerate(made.outcomes)]
    for item in found.items:
        assert item.marks
        assert "_" not in item.plain
    (who,) = of_kind([made], "who")
    if "mostly" in who.lead and "unless" not in who.lead:
        assert sum(sorted(least, reverse=True)[:2]) >= 0.6
