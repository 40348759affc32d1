"""The shipped documents: complete, and with the payoffs of their sources.

Tables are copied from the sources named in each document. Those of ``support_signal`` are its payoff table at the base
numbers, worked out by hand.
"""

import re
from fractions import Fraction

import pytest

import gametheory as gt
from gametheory.lang import implies, parse, parse_condition

F = Fraction
ALL = sorted(gt.catalogue())
CRISIS = [name for name, entry in gt.catalogue().items() if entry.theme == "crisis"]


def texts(game):
    """Payoffs of a signaling game as {type: {message: {response: (sender, receiver)}}}, numbers and texts read."""
    out = {}
    for (t, m, r), pair in game.payoffs.items():
        out.setdefault(t, {}).setdefault(m, {})[r] = pair
    return out


def table(rows):
    """Read the same shape from numbers and texts."""
    return {
        t: {m: {r: tuple(gt.lang.number(x) for x in pair) for r, pair in answers.items()} for m, answers in by.items()}
        for t, by in rows.items()
    }


@pytest.mark.parametrize("name", ALL)
def test_every_document_is_complete(name):
    model = gt.load(name)
    assert model.title
    assert re.search(r"\(\d{4}\)|seed|Russia", model.about), "names its source"
    assert all(model.players.values())
    assert model.claims
    assert all(c.statement and c.source for c in model.claims)
    for p in model.parameters.values():
        assert p.meaning, p.name
        assert p.unit, p.name
        assert p.tex, p.name
        assert p.source, p.name
        assert p.value is not None, p.name
        assert p.range != gt.Interval(), p.name
    assert not list(model.domain.outside(model.baseline))


@pytest.mark.parametrize("name", CRISIS)
def test_every_parameter_of_the_crisis_models_has_a_prior(name):
    for p in gt.load(name).parameters.values():
        assert p.prior is not None, p.name
        assert re.search(r"\b[SC]\d+\b|assumed", p.source), p.name


def test_support_signal_at_the_base():
    model = gt.load("support_signal")
    game = model.game.subs(model.baseline)
    assert (game.sender, game.receiver) == ("russia", "us")
    assert game.types == {"committed": F(1, 5), "constrained": F(4, 5)}
    answers = ("strike", "coerce", "refrain")
    assert game.messages == {"sustainment": answers, "air_defense": answers, "missile_threat": answers}
    both = {
        "sustainment": {"strike": (0, F(2, 5)), "coerce": (F(2, 5), F(1, 5)), "refrain": (F(3, 5), 0)},
        "air_defense": {"strike": (F(-1, 5), F(3, 20)), "coerce": (F(1, 5), F(1, 5)), "refrain": (F(2, 5), 0)},
    }
    committed = {"strike": (F(-1, 10), F(-4, 5)), "coerce": (F(2, 5), F(-1, 10)), "refrain": (F(3, 5), 0)}
    constrained = {"strike": (F(-1, 5), F(2, 5)), "coerce": (F(2, 5), F(1, 5)), "refrain": (F(3, 5), 0)}
    assert texts(game) == {
        "committed": {**both, "missile_threat": committed},
        "constrained": {**both, "missile_threat": constrained},
    }


def test_support_signal_in_its_symbols():
    """The payoff table in the letters of the parameters."""
    model = gt.load("support_signal")
    plain = {
        "distraction": "d",
        "escalation_cost_us": "e_U",
        "resolve_prior": r"\theta_0",
        "strike_gain": "w",
        "strike_cost": "k_S",
        "attrition_air_defense": r"\Delta_A",
        "coercion_share": "s",
        "entanglement_share": "t",
        "foothold": "f",
        "coercion_loss_share": r"\gamma",
        "stock_cost": "c",
        "exposure_cost": "a",
        "committed_loss_share": "h/a",
    }
    assert {name: model.tex[name] for name in model.parameters} == plain
    letters = {name: parse(tex.replace("\\", "").replace("h/a", "h")) for name, tex in plain.items()}
    game = model.game.subs(letters)
    kept, coerced = "f - gamma*f", "s*(w - k_S)"
    cost = "c/(1 - d)"
    sustainment = {"strike": (0, "w - k_S"), "coerce": (kept, coerced), "refrain": ("f", 0)}
    air = {
        "strike": (f"-{cost}", "w - k_S - Delta_A"),
        "coerce": (f"{kept} - {cost}", coerced),
        "refrain": (f"f - {cost}", 0),
    }
    expected = {
        "committed": {
            "strike": ("-h*a", "w - k_S - e_U"),
            "coerce": (kept, f"{coerced} - t*e_U"),
            "refrain": ("f", 0),
        },
        "constrained": {"strike": ("-a", "w - k_S"), "coerce": (kept, coerced), "refrain": ("f", 0)},
    }
    assert texts(game) == table(
        {
            t: {"sustainment": sustainment, "air_defense": air, "missile_threat": threat}
            for t, threat in expected.items()
        }
    )
    assert game.types == {"committed": parse("theta_0*(1 - d)"), "constrained": parse("1 - theta_0*(1 - d)")}


def test_support_signal_base_numbers_ranges_and_claims():
    model = gt.load("support_signal")
    numbers = "3/5 6/5 1/2 3/5 1/5 1/4 1/2 1/4 3/5 1/3 2/25 1/5 1/2"
    assert list(model.baseline.values()) == [F(x) for x in numbers.split()]
    # the points at which exact results are known lie inside the domain
    for change in ({}, {"distraction": F(1, 2)}, {"distraction": F(17, 20)}, {"attrition_air_defense": F(1, 10)}):
        assert not list(model.domain.outside({**model.baseline, **change}))
    assert not list(model.domain.outside({**model.baseline, "resolve_prior": F(9, 10), "distraction": F(1, 5)}))
    propositions = dict.fromkeys(c.name[:4] for c in model.claims if c.name.startswith("P"))
    assert list(propositions) == ["P2.1", "P2.2", "P2.3", "P2.4", "P2.5"]


@pytest.mark.parametrize(
    "relation",
    [
        "strike_worth > coercion_gain",
        "coercion_gain > 0",
        "entanglement_cost > 0",
        "foothold > coercion_loss",
        "committed_loss < exposure_cost",
        "strike_worth_air_defense <= strike_worth",
        "coercion_belief < 1",
        "coercion_belief < restraint_belief",
        "resolve_prior*(1 - distraction) > 0",
        "resolve_prior*(1 - distraction) < 1",
    ],
)
def test_support_signal_assumes(relation):
    model = gt.load("support_signal")
    names = {name: parse(name) for name in model.parameters} | model.definitions
    assert implies(gt.lang.TRUE, parse_condition(relation, names), model.domain) is True


SIGNALING = {
    # Cho and Kreps (1987), Figure I
    "beer_quiche": (
        {"wimp": F(1, 10), "surly": F(9, 10)},
        {
            "wimp": {"beer": {"duel": (0, 1), "dont": (2, 0)}, "quiche": {"duel": (1, 1), "dont": (3, 0)}},
            "surly": {"beer": {"duel": (1, 0), "dont": (3, 1)}, "quiche": {"duel": (0, 0), "dont": (2, 1)}},
        },
    ),
    # Watson (2013), Figure 29.1
    "job_market": (
        {"high": F(1, 3), "low": F(2, 3)},
        {
            "high": {
                "education": {"manager": (6, 10), "clerk": (0, 4)},
                "none": {"manager": (10, 10), "clerk": (4, 4)},
            },
            "low": {"education": {"manager": (3, 0), "clerk": (-3, 4)}, "none": {"manager": (10, 0), "clerk": (4, 4)}},
        },
    ),
    # after Akerlof (1970)
    "lemons": (
        {"good": F(1, 2), "bad": F(1, 2)},
        {
            "good": {"high_price": {"buy": (2, 1), "no": (0, 0)}, "low_price": {"buy": (-2, 5), "no": (0, 0)}},
            "bad": {"high_price": {"buy": (5, -3), "no": (0, 0)}, "low_price": {"buy": (1, 1), "no": (0, 0)}},
        },
    ),
    # after Fearon (1994): q = 1/4, k = 1, a = 1/2, W = 1/2
    "audience_costs": (
        {"resolved": F(1, 4), "bluffer": F(3, 4)},
        {
            "resolved": {"stay": {"none": (0, 1)}, "challenge": {"concede": (1, 0), "resist": (F(1, 2), -1)}},
            "bluffer": {"stay": {"none": (0, 1)}, "challenge": {"concede": (1, 0), "resist": (F(-1, 2), 1)}},
        },
    ),
    # after Fearon (1997): q = 1/4, m = 1/2, k = 1, v_H = 4, v_L = 1, W = 1
    "sinking_costs": (
        {"high": F(1, 4), "low": F(3, 4)},
        {
            "high": {
                "none": {"challenge": (1, -1), "not": (4, 0)},
                "signal": {"challenge": (F(1, 2), -1), "not": (F(7, 2), 0)},
            },
            "low": {
                "none": {"challenge": (0, 1), "not": (1, 0)},
                "signal": {"challenge": (F(-1, 2), 1), "not": (F(1, 2), 0)},
            },
        },
    ),
    # after Potters and van Winden (1992): p = 1/4, c = 1/2, g_1 = 1, g_2 = 2
    "lobbying": (
        {"white": F(3, 4), "black": F(1, 4)},
        {
            "white": {
                "message": {"x1": (F(-1, 2), 1), "x2": (F(1, 2), 0)},
                "silence": {"x1": (0, 1), "x2": (1, 0)},
            },
            "black": {
                "message": {"x1": (F(-1, 2), 0), "x2": (F(3, 2), 1)},
                "silence": {"x1": (0, 0), "x2": (2, 1)},
            },
        },
    ),
    # after Zagare and Kilgour (1993): p_C = 1/4, p_D = 1/10
    "unilateral_deterrence": (
        {"hard": F(1, 4), "soft": F(3, 4)},
        {
            "hard": {"cooperate": {"none": (3, 4)}, "demand": {"concede": (F(19, 5), 1), "resist": (2, 0)}},
            "soft": {"cooperate": {"none": (3, 4)}, "demand": {"concede": (F(37, 10), 1), "resist": (1, 3)}},
        },
    ),
}


@pytest.mark.parametrize("name", SIGNALING)
def test_textbook_signaling_games_at_the_baseline(name):
    model = gt.load(name)
    game = model.game.subs(model.baseline)
    prior, payoffs = SIGNALING[name]
    assert game.types == prior
    assert texts(game) == payoffs


def test_strategic_games():
    assert gt.load("chicken").game.payoffs == {
        ("swerve", "swerve"): (6, 6),
        ("swerve", "straight"): (2, 7),
        ("straight", "swerve"): (7, 2),
        ("straight", "straight"): (0, 0),
    }
    sexes = gt.load("battle_of_the_sexes")
    assert sexes.game.subs(sexes.baseline).payoffs == {
        ("top", "left"): (3, 2),
        ("top", "right"): (0, 0),
        ("bottom", "left"): (0, 0),
        ("bottom", "right"): (2, 3),
    }


def ends(name):

    model = gt.load(name)
    game = model.game.subs(model.baseline) if model.baseline else model.game
    return {"/".join(label for _, label in path): tuple(end.values.values()) for path, end in game.paths()}


def test_extensive_games():
    assert ends("selten_horse") == {
        "right/right": (1, 1, 1),
        "right/left/right": (4, 4, 0),
        "right/left/left": (0, 0, 1),
        "left/right": (3, 2, 2),
        "left/left": (0, 0, 0),
    }
    assert gt.load("selten_horse").game.information_sets["third"] == ("third_after_one", "third_after_two")
    assert ends("entry_deterrence") == {"out": (0, 2), "enter/fight": (-1, -1), "enter/accommodate": (1, 1)}
    # p_0 = 3/4, p_1 = 1/4, both war costs 1/2, v = 1/2, k = 3/10, r = 1/10
    assert ends("extended_deterrence") == {
        "stay": (0, 1, F(1, 2)),
        "threaten/yield": (1, 0, 0),
        "threaten/resist/support": (F(-1, 4), F(1, 4), F(3, 8) - F(3, 10)),
        "threaten/resist/abandon": (F(1, 4), F(-1, 4), F(1, 8) - F(1, 10)),
    }


def test_the_first_priors_of_the_whole_crisis_are_kept():
    model = gt.load("support_crisis")
    first = model.scenarios["first"]
    assert set(first.priors) == {"coercion_exposure", "escalation_cost_russia"}
    assert all(str(first.priors[name]) != str(model.parameters[name].prior) for name in first.priors)
