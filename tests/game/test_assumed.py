"""What SymPy's symbols assume: signs become the domain, and what cannot be used is warned of."""

import copy
import pickle
from fractions import Fraction

import pytest
import sympy

import gametheory as gt
from gametheory.errors import DocumentError, GameError

F = Fraction


def _game(x, y=0):
    return gt.StrategicGame.from_arrays([[x, 0], [y, 1]], [[1, 0], [0, x]])


SIGNS = [
    ({"positive": True}, ">", "(0, inf)", [0, -1], [1]),
    ({"nonnegative": True}, ">=", "[0, inf)", [-1], [0, 1]),
    ({"negative": True}, "<", "(-inf, 0)", [0, 1], [-1]),
    ({"nonpositive": True}, "<=", "(-inf, 0]", [1], [0, -1]),
    ({"nonzero": True}, "!=", "(-inf, inf)", [0], [1, -1]),
    ({"positive": True, "rational": True}, ">", "(0, inf)", [0], [1]),
]


@pytest.mark.parametrize(("assumptions", "sign", "shown", "outside", "inside"), SIGNS, ids=[str(s[0]) for s in SIGNS])
@pytest.mark.filterwarnings("ignore:the symbol c assumes rational:gametheory.errors.GameTheoryWarning")
def test_a_sign_is_the_domain(assumptions, sign, shown, outside, inside):
    game = _game(sympy.Symbol("c", **assumptions))
    assert dict(game.assumed) == {"c": sign}
    solution = gt.solve(game)
    assert str(solution.domain.ranges["c"]) == shown
    for value in outside:
        with pytest.raises(gt.ParameterError):
            solution.at(c=value)
    for value in inside:
        assert len(solution.at(c=value)) >= 1


def test_a_plain_symbol_has_all_real_numbers():
    for symbol in (gt.symbols("c"), sympy.Symbol("c")):
        assert dict(_game(symbol).assumed) == {}
        assert str(gt.solve(_game(symbol)).domain.ranges["c"]) == "(-inf, inf)"


def test_the_answer_uses_it():
    free, positive = (gt.solve(_game(gt.symbols("c", **more))) for more in ({}, {"positive": True}))
    assert (len(free), len(positive)) == (4, 3)
    # where c is positive both corners and the mixture always exist
    assert [str(eq.when) for eq in positive] == ["always"] * 3
    assert all(certificate.valid for certificate in positive.certificates())
    assert gt.audit(_game(gt.symbols("c", positive=True)), positive[2]).valid is True


def test_it_survives_copies_and_changes_of_form():
    p, c = gt.symbols("p", positive=True), gt.symbols("c", negative=True)
    cells = {(t, m, "r"): (c, p) for t in "ab" for m in "mn"}
    game = gt.SignalingGame("s", "r", {"a": p, "b": 1 - p}, {"m": ["r"], "n": ["r"]}, cells)
    wanted = {"p": ">", "c": "<"}
    for other in (game, game.extensive(), game.strategic(), copy.deepcopy(game), pickle.loads(pickle.dumps(game))):
        assert dict(other.assumed) == wanted
    assert dict(game.subs({"p": F(1, 2)}).assumed) == {"c": "<"}
    assert dict(game.extensive().subs({"c": -1}).assumed) == {"p": ">"}
    assert game.strategic().subs({"c": -1, "p": F(1, 2)}).parameters == ()
    text = dict.fromkeys(cells, ("c", "p"))
    assert game == gt.SignalingGame("s", "r", {"a": "p", "b": "1 - p"}, {"m": ["r"], "n": ["r"]}, text)


def test_a_model_takes_it_for_the_range():
    game = _game(gt.symbols("c", positive=True), gt.symbols("d", nonzero=True))
    model = gt.Model("m", game)
    assert str(model.parameters["c"].range) == "(0, inf)"
    assert dict(model.assume) == {"symbols": ("d != 0",)}
    assert gt.Model("m", game, {"c": 2, "d": 1}).baseline == {"c": 2, "d": 1}


def test_a_models_own_range_keeps_within_it():
    game = _game(gt.symbols("c", positive=True))
    for given in (["(0", 1], [1, 2], ["1/2", "inf)"]):
        assert gt.Model("m", game, {"c": {"range": given}}).parameters["c"].range.low is not None
    for given in ([0, 1], [-1, 1], ["(-inf", 1]):
        with pytest.raises(DocumentError, match="wider than what the symbol c assumes, c > 0"):
            gt.Model("m", game, {"c": {"range": given}})
    with pytest.raises(DocumentError, match="0 is against the symbol c, which assumes c > 0"):
        gt.Model("m", game, {"c": 0})
    low = _game(gt.symbols("c", nonpositive=True))
    assert gt.Model("m", low, {"c": {"range": [-1, 0]}}).parameters["c"].range.high == 0
    with pytest.raises(DocumentError, match="c <= 0"):
        gt.Model("m", low, {"c": {"range": [-1, 1]}})


def test_a_definitions_symbols_count_too():
    game = gt.StrategicGame.from_arrays([["d", 0]], [[1, 0]])
    model = gt.Model("m", game, ["k"], {"d": 2 * gt.symbols("k", positive=True)})
    assert str(model.parameters["k"].range) == "(0, inf)"


def test_symbols_of_one_name():
    plain, positive, negative = (sympy.Symbol("c", **more) for more in ({}, {"positive": True}, {"negative": True}))
    assert dict(_game(plain, positive).assumed) == {"c": ">"}
    assert dict(_game(sympy.Symbol("c", nonnegative=True), sympy.Symbol("c", nonzero=True)).assumed) == {"c": ">"}
    with pytest.raises(GameError, match="one symbol c is negative, another positive"):
        _game(positive, negative)


@pytest.mark.parametrize("word", ["integer", "even", "odd", "prime", "irrational", "rational"])
def test_what_no_parameter_can_have_is_warned_of(word):
    with pytest.warns(gt.GameTheoryWarning, match=f"the symbol n assumes {word}, which is not used"):
        game = _game(sympy.Symbol("n", **{word: True}))
    assert game.parameters == ("n",)
    signs = {"prime": ">", "odd": "!=", "irrational": "!="}  # what follows from the word is used
    assert game.assumed.get("n") == signs.get(word)
