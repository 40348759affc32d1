"""What a prompt shows of models, solutions and answers: one line."""

import dataclasses

import pytest
from helpers.solved import solved

import gametheory as gt
from gametheory.lang.writing.short import MOST, Short
from gametheory.lang.writing.statement import Stated
from gametheory.study import derivatives

LONGEST = 200


def inside(one, depth=3):
    """Yield an object, and the objects of this kind that it holds."""
    yield one
    if depth and dataclasses.is_dataclass(one):
        for held in dataclasses.fields(one):
            value = getattr(one, held.name)
            for item in value if isinstance(value, tuple) else (value,):
                if isinstance(item, Short):
                    yield from inside(item, depth - 1)


@pytest.fixture(scope="module")
def answers():
    beer, signal = solved("beer_quiche"), solved("support_signal")
    names = signal.parameters[:2]
    return [
        beer.model, signal.model, beer, signal, beer.at(), signal.at(), solved("chicken"), solved("entry_deterrence"),
        gt.thresholds(beer, "wimp"), gt.margins(beer), gt.regions(signal, x=names[0], y=names[1]),
        gt.verify(beer.model, solution=beer, draws=100), gt.answer(beer, cases=64, curve=16),
        gt.sensitivity(beer, of="P(duel)", seed=0, draws=256), derivatives(beer, of="P(duel)"),
        gt.forecast(beer, of="P(duel)", draws=64, seed=0),
        gt.require(beer, "P(duel) = 0", vary=["wimp"], draws=0),
        gt.find(beer, "P(duel) > 0"), gt.audit(beer.game, beer[0]),
    ]  # fmt: skip


def test_a_prompt_shows_one_line_of_every_answer_and_what_it_holds(answers):
    shown = {type(one).__name__: repr(one) for answer in answers for one in inside(answer)}
    assert {"Model", "Solution", "SignalingEquilibrium", "Threshold", "Verdict", "Question", "Required"} < set(shown)
    for name, text in shown.items():
        assert text.startswith(f"<{name}")
        assert "\n" not in text
        assert len(text) <= LONGEST


def test_which_one_it_is(answers):
    beer = solved("beer_quiche")
    assert repr(beer) == "<Solution: beer_quiche, perfect-bayesian: 3 regimes>"
    assert repr(beer.at(wimp="1/5")) == "<Solution: beer_quiche, perfect-bayesian, wimp = 1/5: 2 equilibria>"
    assert repr(beer[0]) == "<SignalingEquilibrium: pooling on beer, where wimp < 1/2>"
    assert repr(beer.model) == "<Model: beer_quiche: Beer or quiche (signaling, 1 parameter)>"
    assert repr(gt.margins(beer)) == "<Margins: beer_quiche, 1 parameter>"
    assert repr(gt.thresholds(beer, "wimp")) == "<Thresholds: beer_quiche, wimp: 1 threshold>"
    unproved = dataclasses.replace(beer, exhaustive=False, why="the search was cut")
    assert repr(unproved).endswith("3 regimes, perhaps not all>")


def test_it_is_cut_and_a_class_of_ones_own_needs_nothing():
    @dataclasses.dataclass(frozen=True)
    class Bare(Short):
        field: str

    @dataclasses.dataclass(frozen=True)
    class Told(Stated):
        field: str

        def __str__(self):
            return f"{self.field}\nand more"

    @dataclasses.dataclass(frozen=True)
    class More(Told):
        other: str = "?"

    assert repr(Bare("x")) == "<Bare>"
    assert repr(Told("what it says")) == "<Told: what it says>"
    assert repr(More("what it says")) == "<More: what it says>"
    assert repr(Told("long " * 100)).endswith("...>")
    assert len(repr(Told("long " * 100))) == MOST + 2
