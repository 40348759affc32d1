"""Quantities and claims have the limits of expressions: too large, too long, too deep is said with a caret, at once."""

import time

import pytest

import gametheory as gt
from gametheory.cli import main
from gametheory.lang import parse, parse_condition
from gametheory.study import quantity
from gametheory.study.claims.reader import read_condition, read_sentence

DIGITS = "9" * 5000
LARGE = "this quantity is too large to write out"
LONG = "a number of more than 1000 digits"

REFUSED = {
    "(((1e300)**16)**16)**16": (LARGE, 14),
    "*".join(["(1+wimp)**16"] * 201): (LARGE, None),
    "((P(duel)**16)**16)**16": (LARGE, 19),
    "*".join(["P(duel)"] * 401): (LARGE, None),
    "(1 + P(duel) + P(beer) + wimp)**16*(P(duel) + 1)**16": (LARGE, None),
    "+".join(f"1/(P(duel)+{i})" for i in range(1, 500)): (LARGE, None),
    "+".join(f"1/(wimp+{i})" for i in range(1, 500)): (LARGE, None),
    "(((1e999)**16)**16)**16": ("an exponent of ten must lie between -400 and 400", 3),
    "1e" + DIGITS: (LONG, 0),
    DIGITS: (LONG, 0),
    "1." + DIGITS: (LONG, 0),
    "P(duel) + " + DIGITS: (LONG, 10),
    "wimp**" + DIGITS: ("a power is a whole number from 1 to 16", 6),
    f"exists({DIGITS})": ("no regime 99999999999999999999: they are numbered from 1 to 3", 7),
    "(" * 500 + "1" + ")" * 500: ("nested deeper than 100 levels", None),
    "1/(1 - 1)": ("division by zero", 1),
    "P(duel)/(wimp - wimp)": ("division by zero", 7),
    "\uff11": ("unexpected character '\uff11'", 0),
}

TAKEN = {
    "+".join(["1"] * 4900): 4900,
    "-".join(["1"] * 4900): -4898,
    "*".join(["1"] * 4900): 1,
    "-" * 9001 + "1": -1,
    "+".join(["P(duel)"] * 1200): 0,
    "1" + "+P(duel)*0" * 900: 1,
    "(" * 99 + "P(duel)" + "+P(duel))" * 99: 0,
    "2**16": 65536,
    "1 - 2 - 3 + 4*5/2/5": -2,
    "1 - 2 + P(duel) - 3 + 4 - 5 - 6 + 7 - 8 + 9 - 10 + 11": -2,
    "64/2/2*P(surly)/P(surly)/2/2*3/3*5/5*7/7*2": 8,
}


@pytest.fixture(scope="module")
def solution():
    return gt.solve(gt.load("beer_quiche"))


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: text[:30])
def test_a_quantity_that_is_refused(text, solution):
    reason, at = REFUSED[text]
    started = time.perf_counter()
    with pytest.raises(gt.QuantityError) as caught:
        quantity(text, solution)
    assert time.perf_counter() - started < 5
    assert caught.value.reason.startswith(reason)
    if at is not None:
        assert caught.value.position == at
    assert str(caught.value).splitlines()[-1].strip() == "^"


@pytest.mark.parametrize("text", TAKEN, ids=lambda text: text[:30])
def test_a_long_quantity_that_is_worked_out(text, solution):
    asked = quantity(text, solution)
    assert asked.of(solution[0]) == TAKEN[text]


def test_a_long_sum_of_parameters(solution):
    assert quantity("+".join(["wimp"] * 1900), solution).of(solution[0]) == 1900 * parse("wimp")


def test_what_is_divided_by_is_not_worked_away(solution):
    from gametheory.study.claims.language import defined

    asked = quantity("(1/wimp)*wimp", solution)
    assert asked.of(solution[0]) == 1
    assert defined(asked.node, solution[0]).names == {"wimp"}


@pytest.mark.parametrize("of", ["(((1e999)**16)**16)**16", "*".join(["(1+wimp)**16"] * 201), "1e999", DIGITS])
def test_the_command_line_refuses_it(of, capsys):
    assert main(["sweep", "beer_quiche", "--axis", "wimp=1/10:9/10:3", "--of", of]) == 2
    assert capsys.readouterr().err.splitlines()[-1].strip() == "^"


@pytest.mark.parametrize(
    "words",
    [
        f"P(duel) > {DIGITS}",
        "(((1e300)**16)**16)**16 > 0",
        "(" * 500 + "wimp" + ")" * 500 + " > 0",
        "((P(duel)**16)**16)**16 > 0",
    ],
    ids=lambda words: words[:20],
)
def test_a_claim_that_is_refused(words, solution, tmp_path, capsys):
    with pytest.raises(gt.QuantityError):
        read_sentence(f"no equilibrium has {words}", solution)
    text = gt.catalogue()["beer_quiche"].path.read_text(encoding="utf-8")
    place = tmp_path / "claimed.toml"
    place.write_text(f'{text}\n[[claims]]\nname = "large"\nclaim = "no equilibrium has {words}"\n', encoding="utf-8")
    assert main(["check", str(place)]) == 2
    out = capsys.readouterr().out
    assert "1 issue" in out
    assert out.splitlines()[-1].strip() == "^"


@pytest.mark.parametrize(
    "words",
    [
        " and ".join(["wimp > 1/3"] * 600),
        " or ".join(["wimp > 1/3"] * 600),
        "wimp" + " > wimp" * 1200,
        "-" * 5000 + "wimp > 0",
        "+".join(["1"] * 4900) + " > 0",
    ],
    ids=lambda words: words[:20],
)
def test_a_long_claim_that_is_read(words, solution):
    assert read_sentence(f"no equilibrium has {words}", solution).text.endswith(words)
    assert read_condition(words, solution).parts()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a" + " < a" * 9000, "a relation of more than 20000 characters"),
        (f"a < {DIGITS}", LONG),
        ("(" * 200 + "a" + ")" * 200 + " < 1", "nested deeper than 100 levels"),
    ],
)
def test_an_assumption_that_is_refused(text, reason):
    with pytest.raises(gt.ExpressionError) as caught:
        parse_condition(text)
    assert caught.value.reason == reason


def test_a_sum_whose_common_denominator_would_be_too_large():
    sums = "(" + " + ".join(f"a{i}*b" for i in range(60)) + ")"
    below = "(" + " + ".join(f"c{i}" for i in range(60)) + ")"
    with pytest.raises(gt.ExpressionError, match="too large to write out"):
        parse(f"{sums} + 1/{below}")


@pytest.mark.parametrize("at", [DIGITS, "1e" + DIGITS, "1/" + DIGITS, "0." + DIGITS])
def test_a_value_of_five_thousand_digits(at, capsys):
    for arguments in (
        ["solve", "beer_quiche", "--at", f"wimp={at}"],
        ["sweep", "beer_quiche", "--axis", f"wimp=0:{at}:3"],
        ["sweep", "beer_quiche", "--axis", "wimp=0:1:" + DIGITS],
        ["sweep", "beer_quiche", "--draws", DIGITS, "--seed", "0"],
        ["margins", "beer_quiche", "--at", f"wimp={at}"],
        ["verify", "beer_quiche", "--draws", DIGITS],
    ):
        assert main(arguments) == 2
        said = capsys.readouterr().err
        assert said.startswith("gametheory: error: ")
        assert len(said) < 400


@pytest.mark.parametrize("number", [DIGITS, f'"{DIGITS}"', f"1.{DIGITS}", f'"1/{DIGITS}"', "0x" + "f" * 5000])
@pytest.mark.parametrize("key", ["value", "range", "prior", "payoff", "at", "bound"])
def test_a_document_with_five_thousand_digits(key, number, tmp_path, capsys):
    given = {"value": number, "range": f"[0, {number}]", "prior": f"{{ uniform = [0, {number}] }}"}
    field = f"{key} = {given[key]}\n" if key in given else ""
    payoff = number if key == "payoff" else '"x"'
    claim = {
        "at": f'claim = "some equilibrium"\nat = {{ x = {number} }}\n',
        "bound": f"bound = {number}\n" if not number.startswith('"') else f'claim = {number}\n',
    }.get(key, "")  # fmt: skip
    place = tmp_path / "long.toml"
    place.write_text(
        f'format = "gametheory/1"\nkind = "strategic"\n[players]\nrow = ""\n[parameters.x]\n{field}'
        f'[strategies]\nrow = ["a"]\n[payoffs]\na = {{ row = {payoff} }}\n[[claims]]\nname = "c"\n{claim}',
        encoding="utf-8",
    )
    assert main(["check", str(place)]) == 2
    out = capsys.readouterr().out
    assert "digits" in out or "a claim starts with" in out or "unknown beginning" in out
