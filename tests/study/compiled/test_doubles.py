"""Numbers that no double holds: exact answers go on, floating point says which number it is and shows no other."""

from fractions import Fraction

import numpy as np
import pytest

import gametheory as gt
from gametheory.cli import main
from gametheory.concepts import Nash
from gametheory.lang import Domain, Interval, parse, relation
from gametheory.lang.doubles import clipped, double, held, short_number
from gametheory.study.compiled.program import compile_solution
from gametheory.study.compiled.tape import TapeWriter

HUGE, TINY = Fraction(10) ** 400, Fraction(1, 10**400)

DOCUMENT = """format = "gametheory/1"
kind = "strategic"
[players]
row = ""
column = ""
[parameters.x]
value = 1
range = [0, 4]
[parameters.y]
value = 1
range = [0, 3]
[strategies]
row = ["a", "b"]
column = ["c", "d"]
[payoffs.a]
c = { row = "PAYOFF", column = 1 }
d = { row = 0, column = 0 }
[payoffs.b]
c = { row = 0, column = "y" }
d = { row = 1, column = 2 }
"""

QUESTIONS = (
    "sweep --axis x=0:4:3",
    "sweep --axis x=0:4:3 --of payoff.row --csv -",
    "sweep --draws 10 --seed 0",
    "margins",
    "thresholds --parameter x",
    "regions --x x --y y",
    "sensitivity --of P(a) --draws 256 --seed 0",
    "explorer --out page.html",
    "report --draws 256 --out out",
)


@pytest.mark.parametrize(("number", "text"), [(HUGE, "1e+400"), (-HUGE, "-1e+400"), (TINY, "1e-400"), (3, "3")])
def test_how_a_number_is_called(number, text):
    assert short_number(number) == text
    assert short_number(Fraction(10**400, 7)) == "about 1.42857e+399"


def test_what_a_double_holds():
    assert all(map(held, (0, 1, Fraction(1, 3), Fraction(10) ** 308, Fraction(1, 10**307))))
    assert not any(map(held, (HUGE, -HUGE, TINY, -TINY, Fraction(2) ** 1024, Fraction(1, 10**310))))
    assert (clipped(HUGE), clipped(-HUGE), clipped(Fraction(1, 2))) == (1e300, -1e300, 0.5)
    assert double(Fraction(1, 3), "x") == 1 / 3
    with pytest.raises(gt.ParameterError, match=r"^x is 1e\+400: too large for a double"):
        double(HUGE, "x")
    with pytest.raises(gt.ParameterError, match=r"^x is 1e-400: too small for a double"):
        double(TINY, "x")


@pytest.mark.parametrize("number", ["1e400", "1e-400", "-1e400"])
@pytest.mark.parametrize(
    ("key", "form"), [("value", '"{}"'), ("range", '[-1, "{}"]'), ("prior", '{{ normal = ["{}", 1] }}')]
)
def test_a_parameter_that_no_double_holds_is_an_issue_that_names_the_key(key, form, number, tmp_path, capsys):
    field = f"{key} = {form.format(number)}"
    if key == "range" and number.startswith("-"):
        field = f'range = ["{number}", 0]'
    place = tmp_path / "game.toml"
    text = DOCUMENT.replace("PAYOFF", "x").replace("value = 1\nrange = [0, 4]", field)
    place.write_text(text, encoding="utf-8")
    (issue,) = gt.check(place)
    assert issue.where == f"parameters.x.{key}"
    assert "for a double" in issue.what
    assert main(["solve", str(place)]) == 2
    assert f"parameters.x.{key}" in capsys.readouterr().err


@pytest.mark.parametrize("payoff", ["1e400*x", "x + 1e400", "1e-400*x", "x*1e200*(1e200*y + 1)", "x/(y + 1e400)"])
def test_a_payoff_that_no_double_holds(payoff, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "game.toml").write_text(DOCUMENT.replace("PAYOFF", payoff), encoding="utf-8")
    for exact in ("check", "solve", "solve --regimes", "solve --json", "solve --audit", "verify --draws 10"):
        command, *more = exact.split()
        assert main([command, "game.toml", *more]) == 0, exact
        capsys.readouterr()
    for question in QUESTIONS:
        command, *more = question.split()
        if command == "thresholds":
            more = ["x"]
        assert main([command, "game.toml", *more]) == 2, question
        err = capsys.readouterr().err
        assert "payoffs.a.c.row, a payoff, holds the number " in err, (question, err)


def test_a_numeric_game_is_solved_exactly():
    game = gt.StrategicGame.from_arrays([["1e400", 0], [0, "1e400"]], [[1, 0], [0, "1e-400"]])
    found = gt.solve(game)
    assert len(found) == 3
    (mixed,) = [eq for eq in found if len(eq.outcome) == 4]
    assert mixed.payoffs[game.players[0]] == HUGE / 2
    (mixture,) = mixed.strategy[game.players[0]].values()
    assert sorted(mixture.values()) == [TINY / (1 + TINY), 1 / (1 + TINY)]
    assert all(certificate.valid for certificate in found.certificates())


@pytest.mark.parametrize("of", ["1e400", "1e-400*P(duel)", "P(duel)/1e300/1e300", "P(duel)*1e200*1e200"])
def test_a_quantity_that_no_double_holds(of, capsys):
    assert main(["sweep", "beer_quiche", "--axis", "wimp=1/10:9/10:3", "--of", of]) == 2
    err = capsys.readouterr().err
    assert f"the quantity {of} in " in err
    assert "for a double" in err


def test_a_quantity_that_overflows_on_the_way():
    game = gt.StrategicGame.from_arrays([["1e300*x", 0], [0, "1e300*x"]], [[1, 0], [0, 1]])
    model = gt.Model("large", game, {"x": {"value": 1, "range": [1, "1e300"]}})
    solution = gt.solve(model)
    assert np.nanmax(gt.sweep(solution, x=[1, 10], of=f"payoff.{game.players[0]}")["value"]) == 1e301
    with pytest.raises(gt.ParameterError, match="is too large for a double at some points"):
        gt.sweep(solution, x=[1, 1e200], of=f"payoff.{game.players[0]}")


@pytest.mark.parametrize(
    "arguments",
    [
        "sweep --axis y=0:1:3 --at x=1e400",
        "sweep --axis y=0:1:3 --at x=1e-400",
        "sweep --axis x=1:1e400:3",
        "margins --at x=1e400",
        "sensitivity --of P(a) --draws 256 --seed 0 --at x=1e400",
        "regions --x x --y y --at x=1e400",
    ],
)
def test_a_value_that_no_double_holds(arguments, tmp_path, capsys):
    place = tmp_path / "game.toml"
    place.write_text(DOCUMENT.replace("PAYOFF", "x").replace("[0, 4]", '[0, "inf)"]'), encoding="utf-8")
    assert main(["solve", str(place), "--at", "x=1e400"]) == 0
    capsys.readouterr()
    command, *more = arguments.split()
    assert main([command, str(place), *more]) == 2
    err = capsys.readouterr().err
    assert "x" in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "interval",
    [
        Interval(Fraction(0), HUGE),
        Interval(-HUGE, HUGE),
        Interval(HUGE, None),
        Interval(None, -HUGE),
        Interval(Fraction(0), TINY),
        Interval(HUGE, HUGE),
        Interval(HUGE, HUGE + 1),
    ],
)
def test_a_domain_whose_ranges_no_double_holds(interval):
    game = gt.StrategicGame.from_arrays([["x", 0], [0, 1]], [[1, 0], [0, "y"]])
    domain = Domain({"x": interval, "y": interval}, relation(parse("x"), ">=", parse("y")))
    found = Nash().solve(game, domain)
    assert len(found) >= 1
    with pytest.raises(gt.ParameterError, match="an end of the range of x is"):
        compile_solution(found, [])


def test_long_decimals_are_ordinary_numbers():
    point, slope = "0." + "123" * 130, "0." + "7" * 390
    game = gt.StrategicGame.from_arrays([[f"{slope}*x - {point}", 0], [0, 1]], [[1, 0], [0, 1]])
    model = gt.Model("long", game, {"x": {"value": 1, "range": [0, 4]}})
    table = gt.sweep(gt.solve(model), x=[0.125, 0.25, 1.0], of=f"payoff.{game.players[0]}")
    assert table["count"].values.tolist() == [1, 3, 3]
    assert np.nanmax(table["value"].values[..., 2]) == 1.0


def test_a_number_in_a_tape_is_the_number_or_an_error():
    with pytest.raises(gt.ParameterError, match="1e-400"):
        TapeWriter(("x",)).value(parse("x + 1e-400"))
