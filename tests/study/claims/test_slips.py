"""Plain English beside the languages of claims and quantities: the answer shows a form that can be read."""

import re

import pytest
from helpers.first import FIRST_SIGNAL

import gametheory as gt
from gametheory.errors import QuantityError
from gametheory.study import quantity
from gametheory.study.claims.reader import read_condition, read_sentence


@pytest.fixture(scope="module")
def quiche():
    return gt.solve(gt.load("beer_quiche"))


@pytest.fixture(scope="module")
def support():
    model = gt.load(FIRST_SIGNAL)
    return gt.Solution(model.game, gt.PerfectBayesian(), (), domain=model.domain, model=model)


def advice(read, text, solution):
    """Return what an error says to write."""
    with pytest.raises(QuantityError) as caught:
        read(text, solution)
    assert caught.value.text == " ".join(text.split()) or caught.value.text == text
    said = caught.value.reason.partition("; write ")[2]
    return [one or other for one, other in re.findall(r"\"([^\"]*)\"|'([^']*)'", said)]


RISING = ["every equilibrium has P(duel) rising in wimp", "the range of P(duel) is never falling in wimp"]
FALLING = ["every equilibrium has P(duel) falling in wimp", "the range of P(duel) is never rising in wimp"]
WHERE = ["every equilibrium has P(duel) = 0 where wimp < 1/2", "some equilibrium has P(duel) = 0 where wimp < 1/2"]

CLAIMS = [
    ("P(duel) rises with wimp", RISING),
    ("P(duel) increases in wimp", RISING),
    ("P(Duel) Rises with Wimp", RISING),
    ("Is P(duel) rising in wimp?", RISING),
    ("duel goes up with wimp", RISING),
    ("the probability of duel rises with wimp", RISING),
    ("higher wimp means more P(duel)", RISING),
    ("P(duel) falls as wimp falls", RISING),
    ("P(duel) falls when wimp rises", FALLING),
    ("P(duel) rises as wimp falls", FALLING),
    ("As wimp increases, P(duel) decreases", FALLING),
    ("P(duel) is decreasing in wimp", FALLING),
    ("P(duel given beer) rises with wimp", ["every equilibrium has P(duel | beer) rising in wimp"]),
    ("P(duel) is weakly increasing in wimp", ["every equilibrium has P(duel) never falling in wimp"]),
    ("P(duel) never falls in wimp", ["every equilibrium has P(duel) never falling in wimp"]),
    ("Pr(duel) does not depend on wimp", ["every equilibrium has P(duel) constant in wimp"]),
    ("P(duel) is independent of wimp", ["every equilibrium has P(duel) constant in wimp"]),
    ("every equilibrium has P(duel) rising with wimp", RISING[:1]),
    ("every equilibrium has P(duel) increasing in wimp", RISING[:1]),
    ("the range of P(duel) rises in wimp", RISING[1:]),
    ("the range of P(duel) is rising in wimp", RISING[1:]),
    ("Every equilibrium has P(duel) > 0.", ["every equilibrium has P(duel) > 0"]),
    ("all equilibria have P(duel) = 0", ["every equilibrium has P(duel) = 0"]),
    ("in every equilibrium P(duel) = 0", ["every equilibrium has P(duel) = 0"]),
    ("every equilibrium P(duel) = 0", ["every equilibrium has P(duel) = 0"]),
    ("every equilibrium satisfies P(duel) <= 1/2", ["every equilibrium has P(duel) <= 1/2"]),
    ("there is an equilibrium with P(duel) = 0", ["some equilibrium has P(duel) = 0"]),
    ("there is no equilibrium with P(duel) > 0", ["no equilibrium has P(duel) > 0"]),
    ("no equilibria have P(duel) > 0", ["no equilibrium has P(duel) > 0"]),
    ("no equilibrium with P(beer) = 1", ["no equilibrium has P(beer) = 1"]),
    ("the unique equilibrium has P(beer) = 1", ["the only equilibrium has P(beer) = 1"]),
    ("only equilibrium has P(beer) = 1", ["the only equilibrium has P(beer) = 1"]),
    ("exactly one equilibrium has P(duel) = 0", ["one equilibrium has P(duel) = 0"]),
    ("some equilibria", ["some equilibrium"]),
    ("P(duel) = 0 if wimp < 1/2", WHERE),
    ("if wimp < 1/2 then P(duel) = 0", WHERE),
    ("When wimp is less than 1/2, P(duel) is zero", WHERE),
    ("some equilibrium has P(duel) ≥ 50%", ["some equilibrium has P(duel) >= 1/2"]),
    ("some equilibrium has P(duel) > 0 exactly if wimp > 1/2", ["some equilibrium has P(duel) > 0 iff wimp > 1/2"]),
    ("every equilibrium has bully's payoff > 0", ["every equilibrium has payoff.bully > 0"]),
    ("every equilibrium has payoff of bully at least 1/2", ["every equilibrium has payoff.bully >= 1/2"]),
    ("belief in wimp after beer is 1/2",
     ["every equilibrium has belief.beer.wimp = 1/2", "some equilibrium has belief.beer.wimp = 1/2"]),
    ("some equilibrium has 'pooling on beer' if wimp < 1/2",
     ["some equilibrium has 'pooling on beer' where wimp < 1/2"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), CLAIMS, ids=[text for text, _ in CLAIMS])
def test_claims(quiche, text, wanted):
    found = advice(read_sentence, text, quiche)
    assert found[: len(wanted)] == wanted
    for one in found:
        assert read_sentence(one, quiche).text == one


def test_the_claim_of_the_paper(support):
    found = advice(read_sentence, "P(strike) rises with distraction", support)
    assert found[0] == "every equilibrium has P(strike) rising in distraction"
    found = advice(read_sentence, "Missile threat falls with Escalation cost", support)
    assert found[0] == "every equilibrium has P(missile_threat) falling in escalation_cost"


def test_it_is_said_by_prove_and_by_check(quiche):
    with pytest.raises(QuantityError, match="write 'every equilibrium has P"):
        gt.prove(quiche, "P(duel) rises with wimp", draws=0)
    model = gt.load("beer_quiche")
    wrong = gt.Model(
        "m", model.game, {"wimp": {"range": ["(0", "1)"]}},
        claims=[{"name": "c", "statement": "s", "claim": "P(duel) rises with wimp"}],
    )  # fmt: skip
    (issue,) = gt.study.claim_issues(wrong)
    assert "write 'every equilibrium has P(duel) rising in wimp'" in issue.what


@pytest.mark.parametrize("text", ["hello world", "3 equilibria", "all equilibria", "P(duel)"])
def test_what_says_nothing_gets_an_example(quiche, text):
    with pytest.raises(QuantityError, match=r"a claim starts with .*, as in '([^']*)'") as caught:
        read_sentence(text, quiche)
    example = re.search("as in '([^']*)'", caught.value.reason)[1]
    assert read_sentence(example, quiche).text == example


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("wimp is at most 1/2", "wimp <= 1/2"), ("where wimp < 1/2", "wimp < 1/2"), ("Wimp ≤ 50%", "wimp <= 1/2")],
)
def test_conditions(quiche, text, wanted):
    assert advice(read_condition, text, quiche) == [wanted]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("probability of duel", "P(duel)"), ("Pr(duel)", "P(duel)"), ("p(duel)", "P(duel)"), ("P[duel]", "P(duel)"),
        ("duel", "P(duel)"), ("chance of a duel", "P(duel)"), ("P(duel given beer)", "P(duel | beer)"),
        ("payoff of bully", "payoff.bully"), ("payoff(bully)", "payoff.bully"), ("bully's payoff", "payoff.bully"),
        ("Payoff.Bully", "payoff.bully"), ("belief(beer, wimp)", "belief.beer.wimp"),
        ("wimp + probability of duel", "wimp + P(duel)"),
    ],
)  # fmt: skip
def test_quantities(quiche, text, wanted):
    found = advice(quantity, text, quiche)
    assert found == [wanted]
    assert quantity(wanted, quiche).text == wanted


def test_long_texts_are_answered_at_once(quiche):
    with pytest.raises(QuantityError) as caught:
        read_sentence("P(duel) rises with wimp " * 100, quiche)
    assert "write" not in caught.value.reason
    with pytest.raises(QuantityError):
        read_sentence("if if if when where P(duel " * 18, quiche)
