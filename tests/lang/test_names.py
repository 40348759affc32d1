"""What may name a parameter, and the nearest name for what may not."""

import pytest
import sympy

import gametheory as gt
from gametheory.errors import ExpressionError
from gametheory.lang import check_name, exact, parameter, parse
from gametheory.lang.names import spelled_out

NEAR = [
    ("θ", "theta"), ("λ", "lam"), ("lambda", "lam"), ("Δ", "Delta"), ("p₁", "p1"), ("θ₁", "theta1"), ("σ²", "sigma2"),
    ("é", "e"), ("ϵ", "epsilon"), ("µ", "mu"), ("ς", "sigma"), ("αβ", "alphabeta"), ("c haul", "c_haul"),
    ("a-b", "a_b"), ("1x", "x_1x"), ("p_{1}", "p_1"), ("class", "class_"), ("min", "min_"), ("nan", "nan_"),
    ("日本", ""), ("☃", ""), ("", ""),
]  # fmt: skip


@pytest.mark.parametrize(("name", "near"), NEAR)
def test_the_nearest_name_is_one(name, near):
    assert spelled_out(name) == near
    assert not near or check_name(near) is None


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("θ", r"call it 'theta' and set tex = '\\theta'"),
        ("θ₁", r"call it 'theta1' and set tex = '\\theta_{1}'"),
        ("λ", r"call it 'lam' and set tex = '\\lambda'"),
        ("lambda", r"call it 'lam' and set tex = '\\lambda'"),
        ("a b", "call it 'a_b'"),
    ],
)
def test_the_advice_names_the_tex(name, advice):
    assert check_name(name).endswith(advice)


UNFIT = [name for name, near in NEAR if near and name not in ("nan",)]


@pytest.mark.parametrize("name", [*UNFIT, "日本", "nan"])
def test_a_symbol_that_cannot_be_a_parameter_is_named_with_the_fix(name):
    symbol = sympy.Symbol(name, real=True)
    with pytest.raises(ExpressionError, match="cannot be a parameter") as caught:
        exact(symbol + 1)
    message = str(caught.value)
    assert f"the symbol {name} " in message
    assert f"gt.symbols({spelled_out(name) or 'x'!r})" in message
    assert "codec" not in message


PLACES = {
    "a payoff": lambda x: gt.StrategicGame.from_arrays([[x, 0]], [[1, 0]]),
    "a prior": lambda x: gt.SignalingGame(
        "s", "r", {"a": x, "b": 1 - x}, {"m": ["r"]}, {(t, "m", "r"): (0, 0) for t in "ab"}),
    "a chance": lambda x: gt.ExtensiveGame(
        "n", {"n": gt.Chance(l=(x, "m"), r=(1 - x, gt.Payoff(a=0))), "m": gt.Move("a", x=gt.Payoff(a=1))}, ["a"]),
    "a payoff of a tree": lambda x: gt.ExtensiveGame("m", {"m": gt.Move("a", x=gt.Payoff(a=x), y=gt.Payoff(a=0))}),
    "a definition": lambda x: gt.Model("m", gt.StrategicGame.from_arrays([["d"]], [[0]]), ["k"], {"d": x}),
    "an assumption": lambda x: gt.Model("m", gt.StrategicGame.from_arrays([["k"]], [[0]]), ["k"], assume=[x > 0]),
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_theta_is_answered_everywhere(place):
    with pytest.raises(gt.GameError, match=r"gt\.symbols\('theta'\).*tex = '\\\\theta'"):
        PLACES[place](sympy.Symbol("θ", real=True))


def test_symbols_are_checked_when_they_are_made():
    assert [str(x) for x in gt.symbols("p k2 _x")] == ["p", "k2", "_x"]
    assert len(gt.symbols("x:3")) == 3
    for names, position in (("θ", 0), ("p θ", 2), ("lambda", 0), ("p max", 2)):
        with pytest.raises(ExpressionError, match=r"write gt\.symbols") as caught:
            gt.symbols(names)
        assert caught.value.position == position
    assert gt.symbols("c", positive=True).is_positive
    assert gt.symbols("c").is_real


def test_text_and_rings_answer_as_well():
    for read in (parse, parameter):
        with pytest.raises(ExpressionError, match="call it 'theta'"):
            read("θ")
    with pytest.raises(ExpressionError, match="call it 'theta'"):
        gt.Interval(0, 1).condition("θ")


def test_the_fix_works():
    theta = gt.symbols("theta")
    game = gt.StrategicGame.from_arrays([[theta, 0], [0, 1]], [[1, 0], [0, 1]])
    model = gt.Model("m", game, {"theta": {"range": [0, 1], "tex": r"\theta"}})
    assert model.tex == {"theta": r"\theta"}
    assert len(gt.solve(model)) >= 2
