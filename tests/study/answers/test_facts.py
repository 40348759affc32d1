"""The facts of an answer, against brute force, sweeps, and solving where a change is said to be."""

import dataclasses
import functools
import json
from fractions import Fraction

import numpy as np
import pytest
from helpers.answered import CHOICE, MEETING, solution_of, written
from helpers.solved import solved
from hypothesis import given
from hypothesis import strategies as st

import gametheory as gt
from gametheory.errors import QuantityError
from gametheory.study import answer_issues
from gametheory.study.answers.answer import ordered
from gametheory.study.answers.facts import Course, Direction, Moves, Spread, Verdict, document, read
from gametheory.study.answers.gather import gathered
from gametheory.study.answers.wording import Wording
from gametheory.study.changes.margins import margins
from gametheory.study.claims.verify import verify

CASES, CURVE = 3000, 600
TEXTBOOK = ["beer_quiche", "battle_of_the_sexes", "chicken", "entry_deterrence", "lemons", "job_market"]


@functools.cache
def facts(name):
    solution = solved(name)
    return gathered(solution, verification=verify(solution.model, solution=solution), cases=CASES, curve=CURVE, seed=2)


def choice(answer="", **replace):
    return gathered(solution_of(written(CHOICE, answer=answer, replace=replace)), cases=CASES, curve=CURVE, seed=2)


# -- files -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TEXTBOOK)
def test_facts_are_written_and_read_as_they_are(name):
    text = json.dumps(document(facts(name)), allow_nan=False)
    assert read(type(facts(name)), json.loads(text)) == facts(name)


numbers = st.none() | st.floats(allow_nan=False, allow_infinity=False)
pairs = st.tuples(numbers, numbers)


@given(
    st.builds(Spread, pairs, pairs, pairs, pairs, pairs, numbers)
    | st.builds(Course, st.text(), st.lists(numbers).map(tuple), st.lists(numbers).map(tuple))
    | st.builds(Direction, st.text(), st.booleans(), st.booleans())
    | st.builds(Verdict, st.text(), st.text(), st.text(), numbers, numbers, st.booleans())
)
def test_any_part_is_read_as_it_was(part):
    assert read(type(part), json.loads(json.dumps(document(part)))) == part


def test_what_is_no_number_is_null():
    assert document(Moves(float("nan"), float("inf"), 0.5, 0)) == {"flat": None, "up": None, "down": 0.5, "both": 0}


def test_facts_of_an_older_file_are_read_without_what_is_new():
    data = document(facts("beer_quiche"))
    del data["place"], data["base"]["several"]
    assert read(type(facts("beer_quiche")), data).base.several is False


@pytest.mark.parametrize("name", ["beer_quiche", "battle_of_the_sexes"])
def test_the_same_again(name):
    assert gathered(solved(name), cases=500, curve=100, seed=1) == gathered(solved(name), cases=500, curve=100, seed=1)


# -- averages and rules ------------------------------------------------------------------------------------------------


def test_the_averages_are_those_of_a_forecast():
    model = facts("beer_quiche")
    texts = [*(one.quantity for one in model.outcomes), model.headline.quantity]
    for rule in model.rules:
        (case,) = gt.forecast(solved("beer_quiche"), of=texts, draws=CASES, seed=2, select=rule.name)
        for one, text in zip(rule.spreads, texts, strict=True):
            there = case.spreads[list(dict.fromkeys(texts)).index(text)]
            assert (one.mean, one.never, one.even, one.sure) == (there.mean, there.never, there.even, there.sure)
            assert one.valued == there.valued
        assert (rule.single, rule.none) == (case.single, case.none)
        assert rule.single + rule.several + rule.none == pytest.approx(1)


def test_one_outcome_everywhere_has_one_rule():
    assert [rule.name for rule in choice().rules] == ["every"]
    assert [rule.name for rule in facts("entry_deterrence").rules] == ["every"]


def test_without_priors_there_are_no_cases():
    model = facts("battle_of_the_sexes")
    assert (model.cases, model.accepted, model.drivers, model.weights, model.ranges) == (0, None, (), (), ())
    assert model.refused == "no priors are declared"
    assert model.rules[0].single is None
    assert model.base.share is None
    number = facts("chicken")
    assert (number.refused, number.parameters) == ("the game is in numbers", 0)


def test_a_chance_that_names_a_parameter_has_a_value_at_the_base():
    found = choice('[answer]\nheadline = { quantity = "k*P(a)", noun = "it" }')
    assert found.base.value == pytest.approx((2 / 3, 2 / 3))


def test_some_priors_are_not_enough_and_it_is_said_which_is_missing():
    text = written(CHOICE).replace(
        "[strategies]", '[parameters.l]\nmeaning = "the worth of b"\nrange = [0, 1]\n[strategies]'
    )
    found = gathered(solution_of(text.replace('"1/2" }', '"l" }')), cases=CASES)
    assert found.cases == 0
    assert found.refused == "no prior is declared for the worth of b"


def test_uniform_makes_cases_where_the_document_allows_it():
    without = {"prior = { uniform = [0, 1] }\n": ""}
    assert choice(**without).cases == 0
    assert choice("[answer]\nuniform = true", **without).rules == choice().rules


# -- one number alone --------------------------------------------------------------------------------------------------


def test_a_course_is_what_sweeps_give():
    """At a value of the driver the others stay as drawn; here there are none, so it is the value there."""
    (driver,) = facts("beer_quiche").drivers
    found = gt.sweep(solved("beer_quiche"), wimp=list(driver.values), of="P(duel)")
    sure = ~found["knife_edge"].values.astype(bool)
    for course in driver.courses:
        low = np.array([np.nan if x is None else x for x in course.low])
        assert low[sure] == pytest.approx(found["min"].values[0][sure])
    (known,) = {tuple(x is None for x in one.low) for one in (driver.slice, *driver.courses)}
    assert known.index(True) == list(driver.values).index(0.5)
    assert np.nan_to_num(np.array(driver.slice.low, float)) == pytest.approx(
        np.nan_to_num(np.array(driver.courses[0].low, float))
    )
    assert driver.admissible == (1,) * len(driver.values)


TWO = """\
format = "gametheory/1"
kind = "strategic"
title = "Two numbers"
[players]
one = "who chooses"
[parameters.k]
range = [0, 1]
value = "1/4"
prior = { uniform = [0, 1] }
[parameters.l]
range = [0, 1]
value = "1/4"
prior = { uniform = [0, 1] }
[strategies]
one = ["a", "b"]
[payoffs]
a = { one = "(k - 1/2)*(l - 1/2)" }
b = { one = 0 }
"""


def test_moves_against_brute_force():
    """``a`` is chosen where k and l lie on the same side of 1/2: k raises P(a) where l > 1/2, else lowers it."""
    model = gathered(
        solution_of(written(TWO, answer='[answer]\ndrivers = ["k"]\nheadline = { quantity = "P(a)" }')),
        cases=CASES,
        curve=CURVE,
        seed=2,
    )
    (driver,) = model.drivers
    columns = gt.sweep(solution_of(written(TWO)), draws=CURVE, seed=2, of="P(a)").l.values
    up = float((columns > 1 / 2).mean())
    assert driver.moves == (Moves(0.0, up, 1 - up, 0.0),)
    assert driver.directions == (Direction("mixed", False),)
    for value, low in zip(driver.values, driver.courses[0].low, strict=True):
        if value != 1 / 2:
            assert low == pytest.approx(up if value > 1 / 2 else 1 - up)
    # at the base numbers, where l = 1/4, it only falls
    assert (driver.slice.low[0], driver.slice.low[-1]) == (1, 0)


def test_values_stay_where_the_prior_does():
    model = choice(**{"prior = { uniform = [0, 1] }": 'prior = { uniform = ["3/5", "4/5"] }'})
    assert (model.weights[0].first, model.weights[0].last) == (1, 1)
    assert model.drivers == ()
    assert model.changes == ()  # the one at 1/2 lies where no case is
    named = choice(
        "[answer]\ndrivers = ['k']", **{"prior = { uniform = [0, 1] }": 'prior = { uniform = ["3/5", "4/5"] }'}
    )
    assert (named.drivers[0].values[0], named.drivers[0].values[-1]) == (0.6, 0.8)


def test_a_range_without_end_is_told_over_its_middle():
    model = choice(**{"range = [0, 1]": 'range = ["(0", "inf)"]', "uniform = [0, 1]": "lognormal = [0, 1]"})
    values = model.drivers[0].values
    assert 0 < values[0] < 0.2
    assert 5 < values[-1] < 20
    assert {row.name: bool(row.rules) for row in model.ranges} == {
        "as the document says": True,
        "evenly over the whole ranges": False,
        "within 20% of the base numbers": True,
    }


def test_directions_are_proved_where_claims_are():
    (driver,) = facts("beer_quiche").drivers
    assert driver.directions == (Direction("rises", True),) * len(driver.directions)
    proof = "the range of P(duel) is never falling in wimp"
    assert gt.prove(solved("beer_quiche"), proof).status == "proved"


# -- base and changes --------------------------------------------------------------------------------------------------


def test_the_base():
    model = facts("beer_quiche")
    here = solved("beer_quiche").at()
    assert model.base.value == model.base.every == (0, 0)
    assert model.base.several  # beer, or quiche
    assert len(here) == 2
    assert model.base.share == pytest.approx(1 / 2, abs=0.05)
    assert "beer" in model.base.play
    assert "quiche" not in model.base.play


def test_where_several_outcomes_remain_nothing_is_the_same_elsewhere():
    for model in (gathered(solution_of(MEETING), cases=CASES), choice(**{'value = "2/3"': 'value = "1/2"'})):
        assert model.base.play == ""
        assert model.base.share is None
        assert model.base.several
        assert model.base.value == (0, 1)


@pytest.mark.parametrize("name", ["beer_quiche", pytest.param("support_signal", marks=pytest.mark.slow), "lemons"])
def test_beyond_a_change_is_what_solving_there_gives(name):
    solution = solved(name)
    model = gathered(solution, cases=400, curve=60)
    rule = model.rules[0]
    strict = solution if rule.name == "every" else gt.refine(solution, rule.name)
    known = {margin.parameter: margin for margin in margins(strict)}
    for change in model.changes:
        margin = known[change.parameter]
        side = margin.above if change.above else margin.below
        sign = 1 if change.above else -1
        beyond = Fraction(float(side.value)) + sign * Fraction(1, 10**4)
        values = [Wording(solution).headline.quantity.of(eq) for eq in strict.at({change.parameter: beyond})]
        low, high = change.value
        assert float(min(values)) == pytest.approx(low, abs=0.02)
        assert float(max(values)) == pytest.approx(high, abs=0.02)
        assert change.start == f"{float(solution.baseline[change.parameter]):.3g}"
        assert change.several == (not change.play)
    if name == "beer_quiche":
        assert [(one.parameter, one.exact, one.above) for one in model.changes] == [("wimp", "1/2", True)]
        assert model.changes[0].value == pytest.approx((0.501, 0.501), abs=0.001)


THREE = {
    '["a", "b"]': '["a", "b", "c"]',
    'b = { one = "1/2" }': 'b = { one = "1/2" }\nc = { one = "3*k - 5/4" }',
    'value = "2/3"': 'value = "9/10"',
}


def test_a_change_that_nobody_sees_hides_none_behind_it():
    """c gives way to a at 5/8, and a to b at 1/2; told is whether b is chosen."""
    one = choice('[answer]\noutcomes = ["P(b)"]\nheadline = { quantity = "P(b)" }', **THREE)
    assert [(change.exact, change.above, change.value) for change in one.changes] == [("1/2", False, (1, 1))]
    every = choice(**THREE)
    assert [(change.exact, change.play) for change in every.changes] == [("5/8", "One chooses a")]


# -- what the assumptions do -------------------------------------------------------------------------------------------

TRIANGLE = """[assume]
order = ["k < l"]
"""


def test_acceptance_and_tilt():
    """k < l, both uniform: half of the draws, and k averages 1/3, l 2/3."""
    text = TWO.replace("[strategies]", f"{TRIANGLE}[strategies]").replace('value = "1/4"', 'value = "1/8"', 1)
    model = gathered(solution_of(written(text)), cases=20_000, curve=CURVE)
    assert model.accepted == pytest.approx(1 / 2, abs=0.02)
    moved = {noun: (before, after) for noun, before, after in model.tilt}
    assert moved["k"] == pytest.approx((1 / 2, 1 / 3), abs=0.02)
    assert moved["l"] == pytest.approx((1 / 2, 2 / 3), abs=0.02)
    assert choice().tilt == ()
    assert choice().accepted == 1


def test_sources():
    assert (choice().assumed, choice().unsourced) == (1, 0)
    bare = choice(**{'source = "assumed"\n': ""})
    assert (bare.assumed, bare.unsourced) == (0, 1)
    told = choice(**{'source = "assumed"': 'source = "a book"'})
    assert (told.assumed, told.unsourced) == (0, 0)


# -- reasons -----------------------------------------------------------------------------------------------------------

CLAIM = '[[claims]]\nname = "why"\nstatement = "why"\nsource = "textbook"\nclaim = "CLAIM"\n'
BECAUSE = '[answer]\ndrivers = ["k"]\n[answer.because.k]\nplain = "it is worth more"\nclaim = "why"'


@pytest.mark.parametrize(
    ("claim", "share", "said"),
    [
        ("the range of P(a) is never falling in k", 1.0, True),
        ("every equilibrium has P(a) = 0", 0.5, False),
        ("every equilibrium has payoff.one <= 9/10", 0.9, False),
        ("every equilibrium has payoff.one <= 99/100", 0.99, True),
    ],
)
def test_a_reason_is_given_only_where_its_claim_holds_in_nearly_all_cases(claim, share, said):
    tail = CLAIM.replace("CLAIM", claim)
    solution = solution_of(written(CHOICE, answer=BECAUSE) + tail)
    found = gathered(solution, verification=verify(solution.model, solution=solution), cases=CASES, curve=CURVE)
    (driver,) = found.drivers
    assert driver.because == ("it is worth more" if said else "")
    assert driver.because_share == pytest.approx(share, abs=0.03)
    assert gathered(solution, cases=CASES, curve=CURVE).drivers[0].because == ""


# -- what is no chance -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["payoff.one", "-3*payoff.one", "1/2 - payoff.one"])
def test_a_payoff_is_no_chance(text):
    model = solution_of(written(CHOICE, answer=f'[answer]\nheadline = {{ quantity = "{text}" }}'))
    with pytest.raises(QuantityError, match=r"chances.*holds a payoff"):
        gathered(model)
    (issue,) = answer_issues(model.model)
    assert issue.where == "answer.headline.quantity"
    assert "holds a payoff" in issue.what


@pytest.mark.parametrize("text", ["2*P(a)", "-P(a)", "P(a) + P(b) + 1", "k - 1"])
@pytest.mark.parametrize("prior", ["prior = { uniform = [0, 1] }\n", ""])
def test_what_leaves_0_to_1_is_no_chance(text, prior):
    answer = f'[answer]\nheadline = {{ quantity = "{text}" }}'
    solution = solution_of(written(CHOICE, answer=answer, replace={"prior = { uniform = [0, 1] }\n": prior}))
    with pytest.raises(QuantityError, match="chances, and this can be"):
        gathered(solution, cases=100, curve=10)


def test_chances_that_are_no_plain_actions_are_told():
    for text in ("P(a)/2", "1 - P(a)", "P(a) + P(b)", "P(b | b)"):
        found = choice(f'[answer]\nheadline = {{ quantity = "{text}", noun = "it" }}')
        assert (found.headline.noun, found.headline.player) == ("it", "")


def test_nobody_does_what_another_does():
    text = written(MEETING, answer='[answer]\nheadline = { quantity = "P(go)", by = "column" }')
    solution = solution_of(text)
    assert Wording(solution).headline.player == "row"
    (issue,) = answer_issues(solution.model)
    assert issue.where == "answer.headline.by"
    assert "'row'" in issue.what
    assert "'column'" in issue.what


def test_what_has_a_value_in_some_cases_only_says_so():
    found = choice('[answer]\nheadline = { quantity = "P(b | b)", noun = "it" }').rules[0].headline
    assert found.mean == (1, 1)
    assert found.valued == pytest.approx(1 / 2, abs=0.05)
    none = choice('[answer]\nheadline = { quantity = "P(a | a, b)", noun = "it" }').rules[0].headline
    assert (none.mean, none.valued) == ((None, None), 0)


# -- words -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("meaning", "more"),
    [
        ("the worth of a", "the worth of a is higher"),
        ("a prize", "the prize is higher"),
        ("worth of a", "the worth of a is higher"),
        ("what a is worth", "what a is worth is higher"),
        ("How likely a is", "How likely a is is higher"),
    ],
)
def test_a_meaning_makes_a_clause(meaning, more):
    text = written(CHOICE, replace={'meaning = "the worth of a"': f'meaning = "{meaning}"'})
    assert Wording(solution_of(text)).parameter("k").more == more


def test_other_words_change_no_number():
    words = (
        "[answer.words.one]\nname = 'She'\na = { does = 'waits', noun = 'waiting' }\n[answer.words.k]\nnoun = 'time'"
    )
    plain, other = document(choice()), document(choice(words))
    assert plain != other
    assert figures(plain) == figures(other)


def figures(data):
    """Return every number of a mapping, in its order."""
    if isinstance(data, dict):
        return [x for key, value in data.items() if key != "sha256" for x in figures(value)]
    if isinstance(data, list):
        return [x for value in data for x in figures(value)]
    return [] if isinstance(data, str) else [data]


def test_models_are_ordered_only_where_no_order_is_given():
    first, second = (dataclasses.replace(choice(), name=name, lead=name == "b") for name in "ab")
    assert [one.name for one in ordered([first, second]).models] == ["a", "b"]
    assert [one.name for one in ordered([first, second], given=False).models] == ["b", "a"]
