"""The reader of claims: every form of the grammar, and every error with its caret under the place."""

import pytest
from helpers.first import FIRST_SIGNAL

import gametheory as gt
from gametheory.errors import QuantityError
from gametheory.study.claims.language import ANY, Cutoff, Equivalent, Every, Named, Number, Range, Relation, Trend
from gametheory.study.claims.reader import read_condition, read_sentence


@pytest.fixture(scope="module")
def quiche():
    return gt.solve(gt.load("beer_quiche"))


def shape(pattern):
    """Return a pattern as nested lists of texts."""
    return [
        [part.name if isinstance(part, Named) else f"{part.left} {part.sign} {part.right}" for part in every]
        for every in pattern.alternatives
    ]


@pytest.mark.parametrize("count", ["some", "no", "one"])
def test_numbers(quiche, count):
    assert read_sentence(f"{count} equilibrium", quiche).assertion == Number(count)
    found = read_sentence(f"{count} equilibrium has P(beer) = 1", quiche).assertion
    assert (found.count, shape(found.pattern)) == (count, [["P(beer) = 1"]])


def test_the_only(quiche):
    found = read_sentence("the only equilibrium has P(beer) = 1 and P(duel) < 1/2", quiche).assertion
    assert (found.count, shape(found.pattern)) == ("only", [["P(beer) = 1", "P(duel) < 1/2"]])


def test_equivalence(quiche):
    found = read_sentence("some equilibrium has P(beer) = 1 iff wimp < 1/2 or wimp = 3/4", quiche).assertion
    assert isinstance(found, Equivalent)
    assert (shape(found.pattern), shape(found.condition)) == ([["P(beer) = 1"]], [["wimp < 1/2"], ["wimp = 3/4"]])
    whole = read_sentence("some equilibrium iff wimp < 1/2", quiche).assertion
    assert whole.pattern == ANY


@pytest.mark.parametrize("side", ["above", "below"])
def test_cut_offs(quiche, side):
    found = read_sentence(f"some equilibrium has P(duel) > 0 {side} wimp = 2*(1/4) - 0.1", quiche).assertion
    assert isinstance(found, Cutoff)
    assert (found.side, found.parameter, str(found.value)) == (side, "wimp", "2*(1/4) - 0.1")


def test_every(quiche):
    found = read_sentence("every equilibrium has P(beer) = 1 or P(quiche) = 1", quiche).assertion
    assert isinstance(found, Every)
    assert (found.given, shape(found.pattern)) == (ANY, [["P(beer) = 1"], ["P(quiche) = 1"]])
    found = read_sentence("every equilibrium with P(beer) > 0 and P(duel) = 0 has payoff.diner.wimp >= 2", quiche)
    assert shape(found.assertion.given) == [["P(beer) > 0", "P(duel) = 0"]]
    assert [shape(pattern) for pattern in found.patterns] == [
        [["P(beer) > 0", "P(duel) = 0"]],
        [["payoff.diner.wimp >= 2"]],
    ]


@pytest.mark.parametrize("kind", ["rising", "falling", "never rising", "never falling", "constant"])
def test_courses(quiche, kind):
    found = read_sentence(f"every equilibrium with P(beer) > 0 has P(duel | beer) {kind} in wimp", quiche).assertion
    assert isinstance(found, Trend)
    assert (str(found.quantity), str(found.course)) == ("P(duel | beer)", f"{kind} in wimp")
    if kind not in ("rising", "falling"):
        found = read_sentence(f"the range of P(duel) - P(beer)*2 is {kind} in wimp", quiche).assertion
        assert isinstance(found, Range)
        assert (str(found.quantity), found.course.kind, found.course.parameter) == (
            "P(duel) - P(beer)*2",
            kind,
            "wimp",
        )


def test_where_binds_last_and_and_binds_tighter_than_or(quiche):
    text = "no equilibrium has P(beer) = 1 and P(duel) = 0 or P(quiche) = 1 where wimp < 1/3 or wimp > 1/2 and wimp < 1"
    found = read_sentence(text, quiche)
    assert shape(found.assertion.pattern) == [["P(beer) = 1", "P(duel) = 0"], ["P(quiche) = 1"]]
    assert shape(found.where) == [["wimp < 1/3"], ["wimp > 1/2", "wimp < 1"]]
    assert read_sentence("some equilibrium", quiche).where == ANY


def test_chains_and_signs(quiche):
    found = read_sentence("no equilibrium has 0 < P(beer) <= wimp != 1 == P(duel) >= 0", quiche).assertion
    assert shape(found.pattern) == [
        ["0 < P(beer)", "P(beer) <= wimp", "wimp != 1", "1 = P(duel)", "P(duel) >= 0"],
    ]
    assert all(isinstance(part, Relation) for part in found.pattern.parts())


def test_names_of_regimes(quiche):
    found = read_sentence("some equilibrium has 'pooling on *' and P(duel) = 0 iff wimp < 1/2", quiche).assertion
    assert shape(found.pattern) == [["pooling on *", "P(duel) = 0"]]
    found = read_sentence('every equilibrium has "pooling on beer" or "semi*"', quiche).assertion
    assert isinstance(found, Every)
    name = next(found.pattern.parts())
    assert name.fits("pooling on beer")
    assert not name.fits("pooling on quiche")


@pytest.mark.parametrize(
    ("pattern", "name", "fits"),
    [("a*", "abc", True), ("*", "", True), ("a?", "ab", False), ("a?", "a?", True), ("[ab]", "a", False)],
)
def test_only_the_star_stands_for_other_text(pattern, name, fits):
    assert Named(pattern).fits(name) is fits
    assert Named("[ab]").fits("[ab]")


def test_white_space_says_nothing(quiche):
    one = read_sentence("some   equilibrium\n has P(beer)=1\twhere  wimp<1/2 ", quiche)
    assert one.text == "some equilibrium has P(beer)=1 where wimp<1/2"
    assert shape(one.where) == [["wimp < 1/2"]]


def test_conditions(quiche):
    assert shape(read_condition("1/4 < wimp < 1/2 or wimp > 3/4", quiche)) == [
        ["1/4 < wimp", "wimp < 1/2"],
        ["wimp > 3/4"],
    ]
    # an equality fixes a parameter; only a claim's own where refuses it, where "iff" may well be an edge
    assert shape(read_condition("wimp = 1/2", quiche)) == [["wimp = 1/2"]]


def test_definitions_are_conditions_on_parameters():
    crisis = gt.load(FIRST_SIGNAL)
    frame = gt.Solution(crisis.game, gt.PerfectBayesian(), (), domain=crisis.domain, model=crisis)
    name = next(iter(crisis.definitions))
    assert shape(read_condition(f"{name} > 0", frame)) == [[f"{name} > 0"]]


ERRORS = [
    ("some equilibrium has exists(1) = 1", "in a claim the name of a regime in quotes stands for exists(...)", 21),
    ("", "empty claim", 0),
    ("all equilibria", "unknown beginning 'all': a claim starts with some, no, one, the, every", 0),
    ("evry equilibrium has P(beer) = 1", "unknown beginning 'evry', did you mean 'every'?", 0),
    ("3 equilibria", "unknown beginning '3': a claim starts with some, no, one, the, every", 0),
    ("some equilibria", "expected 'equilibrium' after 'some', got 'equilibria', did you mean 'equilibrium'?", 5),
    ("some", "expected 'equilibrium' after 'some', got the end", 4),
    ("the best equilibrium", "expected 'only' or 'range' after 'the', got 'best'", 4),
    ("the only outcome has P(beer) = 1", "expected 'equilibrium' after 'the only', got 'outcome'", 9),
    (
        "the only equilibrium",
        "expected 'has' and a pattern: 'the only equilibrium has ...', got the end",
        20,
    ),
    ("every equilibrium P(beer) = 1", "expected 'has' and what every equilibrium has, got 'P'", 18),
    ("no equilibrium has P(beer)", "expected a relation (<= >= != == < > =), got the end", 26),
    ("no equilibrium has P(beer) 1", "expected a relation (<= >= != == < > =), got '1'", 27),
    ("no equilibrium has P(bier) = 1", "unknown label 'bier', did you mean 'beer'?", 21),
    (
        "no equilibrium has P(beer) = 1 an P(duel) = 0",
        "expected the end of the claim before 'an', did you mean 'and'?",
        31,
    ),
    ("no equilibrium with P(beer) = 1", "expected the end of the claim before 'with'", 15),
    (
        "no equilibrium has 'pooling on bear'",
        "no regime is called 'pooling on bear', did you mean 'pooling on beer'?",
        19,
    ),
    ("some equilibrium has P(beer) = 1 above wimb = 1/2", "unknown parameter 'wimb', did you mean 'wimp'?", 39),
    ("some equilibrium has P(beer) = 1 above wimp > 1/2", "expected '=' and the cut-off after the parameter", 44),
    ("some equilibrium has P(beer) = 1 above wimp = P(duel)", "a cut-off is an expression in the parameters", 46),
    ("some equilibrium has P(beer) = 1 above wimp = 1/0", "division by zero", 47),
    (
        "some equilibrium has P(beer) = 1 iff P(duel) < 1/2",
        "iff speaks of the parameters alone, not of an equilibrium",
        37,
    ),
    (
        "no equilibrium has P(beer) = 1 where 'pooling on beer'",
        "where speaks of the parameters alone, not of an equilibrium",
        37,
    ),
    (
        "no equilibrium has P(beer) = 1 where wimp = 1/2",
        "an equality in 'where' is a knife edge: fix the parameter with at instead",
        37,
    ),
    ("the range P(beer) is constant in wimp", "expected 'of' and a quantity after 'the range', got 'P'", 10),
    (
        "the range of P(beer) constant in wimp",
        "expected 'is' after the quantity, and 'never rising', 'never falling' or 'constant', got 'constant'",
        21,
    ),
    (
        "the range of P(beer) is rising in wimp",
        "of a range say 'never falling': whether its ends move at all is not asked",
        24,
    ),
    (
        "the range of P(beer) is falling in wimp",
        "of a range say 'never rising': whether its ends move at all is not asked",
        24,
    ),
    ("the range of P(beer) is never constant in wimp", "expected one of rising, falling, got 'constant'", 30),
    ("every equilibrium has P(beer) rising with wimp", "expected 'in' and a parameter, got 'with'", 37),
    ("every equilibrium has P(beer) rising in surly", "unknown parameter 'surly': there are wimp", 40),
    ("every equilibrium has P(beer) growing in wimp", "expected a relation (<= >= != == < > =), got 'growing'", 30),
]


@pytest.mark.parametrize(("text", "reason", "at"), ERRORS, ids=[text[:40] or "nothing" for text, _, _ in ERRORS])
def test_errors_have_a_caret(quiche, text, reason, at):
    with pytest.raises(QuantityError) as caught:
        read_sentence(text, quiche)
    error = caught.value
    lines = str(error).splitlines()
    assert reason in lines[0]
    assert error.position == at
    if text:
        assert lines[-1].index("^") - lines[-2].index(text) == at


def test_a_claim_is_text(quiche):
    with pytest.raises(QuantityError, match="a claim is text such as 'no equilibrium has P"):
        read_sentence(3, quiche)
    with pytest.raises(QuantityError, match="got NoneType"):
        read_condition(None, quiche)
    with pytest.raises(QuantityError, match="expected the end of the claim before 'where'"):
        read_condition("wimp < 1/2 where wimp > 0", quiche)


def test_names_of_regimes_are_not_checked_before_the_game_is_solved():
    model = gt.load("beer_quiche")
    frame = gt.Solution(model.game, gt.PerfectBayesian(), (), domain=model.domain, model=model)
    assert shape(read_sentence("no equilibrium has 'nothing like it'", frame).assertion.pattern) == [
        ["nothing like it"]
    ]
