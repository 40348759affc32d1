"""The model `support_sequence`: what its regimes say, against closed forms worked out by hand.

The seed is the analysis dated 5 November 2025, "The Hardware Ask: Decoding Maduro's Wishlist from Moscow". The
propositions are the model's: thresholds in the escalation cost e and the distraction d. `zone` is the number of support
levels that the United States would still strike if Russia stands aside, the number of s with w - lambda > k_s.
"""

from fractions import Fraction

import pytest
from helpers.solved import solved

import gametheory as gt
from gametheory.lang import TRUE, Domain, Interval, all_of, any_of, decide, generic, implies, parse, relation
from gametheory.lang.deciding.logic import prover_for

F = Fraction
LEVELS = ("nothing", "sustainment", "air_defense", "missiles")


@pytest.fixture(scope="module")
def model():
    return gt.load("support_sequence")


@pytest.fixture(scope="module")
def solution(model):
    return solved(model.name)


@pytest.fixture(scope="module")
def regime(solution):
    """Return the condition of a regime by what is delivered and how it ends."""

    def condition(level, ending):
        (eq,) = [eq for eq in solution if eq.name == f"{level}/{level}/{ending}"]
        return eq.when

    return condition


# -- the closed forms -------------------------------------------------------------------------------------------------

NAMES = {name: parse(name) for name in gt.load("support_sequence").parameters} | gt.load("support_sequence").definitions


def term(text):
    """Return an expression in the parameters: levels are defined by increments."""
    return parse(text, NAMES)


E, E_US = parse("escalation_cost_russia"), parse("escalation_cost_us")
D = parse("distraction")
E_F = parse("rescue_chance*foothold + abandonment_cost")
BITE = parse("strike_gain - coercion_gain")
K = {s: term(f"strike_cost_{s}") for s in LEVELS}
TAU = {"nothing": 0, **{s: parse(f"tie_{s}") for s in LEVELS[1:]}}
STOCK = {"nothing": 0, **{s: term(f"stock_cost_{s}") for s in LEVELS[1:]}}
RISK = {"nothing": 0, "sustainment": 0, **{s: term(f"clash_risk_{s}") for s in LEVELS[2:]}}
X = 1 / (1 - D)
DEAL = {s: TAU[s] - STOCK[s] * X - E * RISK[s] + parse("0") for s in LEVELS}
BETA = parse("attrition_value")

ASIDE = relation(E, ">", E_F)
CREDIBLE = relation(E, "<", E_F)


def zone(z):
    """Return where exactly the first z levels of support would be struck."""
    return all_of(relation(BITE, ">" if i < z else "<", K[s]) for i, s in enumerate(LEVELS))


def stake(level, below):
    """Return f + r + tau_s - tau_b - beta k_b: what it is worth to Russia to stop a strike that ``below`` does not."""
    return parse("foothold + abandonment_cost") + TAU[level] - TAU[below] - BETA * K[below]


def below_e(level):
    """Return e < e_s(d): for every lower b, e < [stake - (c_s - c_b) x]/(eps_s - eps_b)."""
    lower = LEVELS[: LEVELS.index(level)]
    return all_of(
        relation(E * (RISK[level] - RISK[b]), "<", stake(level, b) - (STOCK[level] - STOCK[b]) * X) for b in lower
    )


def below_d(level):
    """Return d < d_s(e): for every lower b, d < 1 - (c_s - c_b)/[stake - e (eps_s - eps_b)], a positive bracket."""
    lower = LEVELS[: LEVELS.index(level)]
    brackets = {b: stake(level, b) - E * (RISK[level] - RISK[b]) for b in lower}
    return all_of(
        relation(bracket, ">") & relation((1 - D) * bracket, ">", STOCK[level] - STOCK[b])
        for b, bracket in brackets.items()
    )


def same_inside(left, right, region, domain):
    """Return whether two conditions agree in a region, their borders apart."""
    return implies(region & generic(left), right, domain) and implies(region & generic(right), left, domain)


def possible(condition, domain):
    return decide(condition, domain).answer


# -- the whole answer -------------------------------------------------------------------------------------------------


def test_the_answer_fits_on_a_page(solution):
    assert solution.exhaustive
    assert {eq.name for eq in solution} == {
        f"{s}/{s}/{ending}" for s in LEVELS for ending in ("coerce", "strike/disengage", "strike/escalate")
    }
    assert all(eq.when != TRUE for eq in solution)
    assert sum(len(list(eq.when.atoms())) for eq in solution) < 250
    assert {str(edge) for edge in solution.knife_edges} == {"coercion_gain = 0", "request_cost = 0"}


def test_at_every_point_some_regime_and_off_the_borders_just_one(model, solution):
    points = prover_for(model.domain).points[:60]
    assert len(points) == 60
    for point in points:
        here = [eq.name for eq in solution.at(point)]
        held = [eq.name for eq in solution if eq.when.at(point)]
        assert len(here) == 1
        assert held == here


# -- P1.1 -------------------------------------------------------------------------------------------------------------


def test_follow_through_is_credible_below_e_f(solution, regime, model):
    assert E_F.at(model.baseline) == F(1, 4)
    for s in LEVELS:
        assert implies(regime(s, "strike/escalate"), relation(E, "<=", E_F), model.domain) is True
        assert implies(regime(s, "strike/disengage"), relation(E, ">=", E_F), model.domain) is True
    for cost, follows in (("26/100", "disengage"), ("24/100", "escalate")):
        here = solution.at(escalation_cost_russia=cost)[0].strategy["russia"]
        assert {next(iter(here[f"follow_{r}_{s}"])) for i, r in enumerate(LEVELS) for s in LEVELS[: i + 1]} == {follows}


@pytest.mark.parametrize("level", LEVELS)
def test_what_the_us_strikes(level, regime, model):
    dom = model.domain
    assert implies(ASIDE & regime(level, "coerce"), relation(BITE, "<=", K[level]), dom) is True
    assert implies(ASIDE & regime(level, "strike/disengage"), relation(BITE, ">=", K[level]), dom) is True
    assert implies(CREDIBLE & regime(level, "coerce"), relation(BITE - E_US, "<=", K[level]), dom) is True
    assert implies(regime(level, "strike/escalate"), relation(BITE - E_US, ">=", K[level]), dom) is True


def test_no_escalation_on_the_path_above_e_f(regime, model):
    for s in LEVELS:
        assert possible(ASIDE & regime(s, "strike/escalate"), model.domain) is False
    assert possible(generic(regime("sustainment", "strike/escalate")), model.domain) is True


# -- P1.2 -------------------------------------------------------------------------------------------------------------


def test_air_defense_is_supplied_below_e_a_and_below_d_a(regime, model):
    region = ASIDE & zone(2) & relation(DEAL["missiles"], "<=", DEAL["air_defense"])
    supplied = regime("air_defense", "coerce")
    assert same_inside(supplied, below_e("air_defense"), region, model.domain)
    assert same_inside(supplied, below_d("air_defense"), region, model.domain)


def test_air_defense_is_the_ceiling_where_it_suffices(solution, regime, model):
    region = ASIDE & zone(2) & relation(DEAL["missiles"], "<", DEAL["air_defense"])
    for eq in solution:
        if eq.name.startswith("missiles/") or eq.name in ("nothing/nothing/coerce", "sustainment/sustainment/coerce"):
            assert possible(region & eq.when, model.domain) is False
    struck = [regime(s, "strike/disengage") for s in LEVELS[:2]]
    assert implies(region & ~below_e("air_defense"), any_of(struck), model.domain) is True


def test_thresholds_of_air_defense_at_the_base(solution):
    for name, border in (("escalation_cost_russia", F(23, 2)), ("distraction", F(31, 35))):
        step = F(1, 1000)
        assert [eq.name for eq in solution.at({name: border - step})] == ["air_defense/air_defense/coerce"]
        after = [eq.name for eq in solution.at({name: border + step})]
        assert after in (["sustainment/sustainment/strike/disengage"], ["nothing/nothing/strike/disengage"])
        at_border = [eq.name for eq in solution.at({name: border})]
        assert set(at_border) >= {"air_defense/air_defense/coerce", *after}


@pytest.mark.parametrize(("name", "border"), [("escalation_cost_russia", F(23, 2)), ("distraction", F(31, 35))])
def test_the_condition_on_one_line_through_the_base_is_the_closed_form(name, border, regime, model):
    rest = {k: v for k, v in model.baseline.items() if k != name}
    line = Domain(
        {name: Interval(F(1, 2) if name == "escalation_cost_russia" else F(0), model.domain.ranges[name].high)}
    )
    when = regime("air_defense", "coerce").subs(rest)
    closed = relation(parse(name), "<=", border)
    assert implies(when, closed, line) is True
    assert implies(closed, when, line) is True


# -- P1.3 -------------------------------------------------------------------------------------------------------------


def test_missiles_are_supplied_below_e_m_and_below_d_m(regime, model):
    region = ASIDE & zone(3)
    supplied = regime("missiles", "coerce")
    assert same_inside(supplied, below_e("missiles"), region, model.domain)
    assert same_inside(supplied, below_d("missiles"), region, model.domain)


def test_missiles_elsewhere_only_for_their_own_sake(regime, model):
    dom = model.domain
    for z in (0, 1, 2):
        for b in LEVELS[:3]:
            if K[b] in [K[s] for s in LEVELS[z:]]:  # b is coerced too, so missiles add nothing but the deal
                better = relation(DEAL["missiles"], ">=", DEAL[b])
                assert implies(ASIDE & zone(z) & regime("missiles", "coerce"), better, dom) is True
    for b in LEVELS[:3]:
        better = relation(DEAL["missiles"] + BETA * K["missiles"], ">=", DEAL[b] + BETA * K[b])
        assert implies(ASIDE & zone(4) & regime("missiles", "strike/disengage"), better, dom) is True


@pytest.mark.parametrize(
    ("fixed", "name", "border", "after"),
    [
        ({"escalation_cost_russia": 1}, "distraction", F(3, 19), "air_defense/air_defense/strike/disengage"),
        ({"distraction": 0}, "escalation_cost_russia", F(31, 28), "air_defense/air_defense/strike/disengage"),
    ],
)
def test_thresholds_of_missiles_with_a_larger_strike_gain(fixed, name, border, after, solution):
    fixed = {"strike_gain": "7/10", **fixed}
    step = F(1, 1000)
    assert [eq.name for eq in solution.at(fixed, **{name: border - step})] == ["missiles/missiles/coerce"]
    assert [eq.name for eq in solution.at(fixed, **{name: border + step})] == [after]


def test_no_missiles_above_e_f_at_the_base_distraction(model, solution):
    point = {**model.baseline, "strike_gain": F(7, 10), "escalation_cost_russia": F(3, 16)}
    bounds = [stake("missiles", b).at(point) - ((STOCK["missiles"] - STOCK[b]) * X).at(point) for b in LEVELS[:3]]
    risks = [F((RISK["missiles"] - RISK[b]).at(point)) for b in LEVELS[:3]]
    assert min(b / r for b, r in zip(bounds, risks, strict=True)) == F(3, 16)
    rest = {k: v for k, v in model.baseline.items() if k != "escalation_cost_russia"} | {"strike_gain": F(7, 10)}
    line = Domain({"escalation_cost_russia": Interval(F(1, 4), F(16), open_low=True)})
    for eq in solution:
        if eq.name.startswith("missiles/"):
            assert decide(eq.when.subs(rest), line).answer is False


# -- P1.4 -------------------------------------------------------------------------------------------------------------


def test_the_floor_where_nothing_is_struck(regime, model):
    closed = relation((1 - D) * TAU["sustainment"], ">=", STOCK["sustainment"])  # d <= 1 - c_S/tau_S
    assert same_inside(regime("sustainment", "coerce"), closed, ASIDE & zone(0), model.domain)
    assert closed.names.isdisjoint({"escalation_cost_russia"})


def test_the_floor_where_everything_is_struck(regime, model):
    gain = TAU["sustainment"] + BETA * (K["sustainment"] - K["nothing"])
    closed = relation((1 - D) * gain, ">=", STOCK["sustainment"])  # d <= 1 - c_S/(tau_S + beta (k_S - k_0))
    region = ASIDE & zone(4)
    assert implies(region & regime("sustainment", "strike/disengage"), closed, model.domain) is True
    assert implies(region & regime("nothing", "strike/disengage"), ~generic(closed), model.domain) is True


@pytest.mark.parametrize(
    ("fixed", "border", "before", "after"),
    [
        ({"strike_gain": "1/4"}, F(3, 4), "sustainment/sustainment/coerce", "nothing/nothing/coerce"),
        (
            {"strike_gain": 1, "coercion_gain": "1/10"},
            F(7, 9),
            "sustainment/sustainment/strike/disengage",
            "nothing/nothing/strike/disengage",
        ),
    ],
)
def test_the_floor_at_the_base(fixed, border, before, after, solution):
    step = F(1, 1000)
    assert [eq.name for eq in solution.at(fixed, distraction=border - step)] == [before]
    assert [eq.name for eq in solution.at(fixed, distraction=border + step)] == [after]
    assert {eq.name for eq in solution.at(fixed, distraction=border)} >= {before, after}


# -- P1.5 -------------------------------------------------------------------------------------------------------------


def test_requests_equal_deliveries_in_every_regime(solution):
    for eq in solution:
        request, delivery = eq.name.split("/")[:2]
        assert request == delivery


def test_without_a_cost_of_asking_a_wish_list_says_nothing(solution):
    here = [eq.name for eq in solution.at(request_cost=0)]
    assert here == ["air_defense/air_defense/coerce", "missiles/air_defense/coerce"]
    struck = [eq.name for eq in solution.at(request_cost=0, distraction="9/10")]
    assert struck == [f"{request}/nothing/strike/disengage" for request in LEVELS]


# -- P1.6 -------------------------------------------------------------------------------------------------------------


def strike_and_no_strike(solution):
    struck = any_of(generic(eq.when) for eq in solution if "/strike/" in eq.name)
    spared = any_of(generic(eq.when) for eq in solution if eq.name.endswith("coerce"))
    return struck, spared


@pytest.mark.parametrize("z", [0, 2, 3, 4])
def test_distraction_opens_the_window_and_never_closes_it(z, solution, model):
    struck, spared = strike_and_no_strike(solution)
    later = parse("distraction_later")
    domain = Domain(
        {**model.domain.ranges, "distraction_later": model.domain.ranges["distraction"]}, model.domain.assume
    )
    region = ASIDE & zone(z)
    less, more = relation(later, "<", D), relation(later, ">", D)
    elsewhere = region & spared.subs({"distraction": later}) & struck
    assert prover_for(domain).refuted(elsewhere & more), "struck stays struck when distraction rises"
    closes = prover_for(domain).refuted(elsewhere & less)
    assert closes is (z in (0, 4)), "in the outer zones distraction does not matter, in the inner ones it does"


# -- P1.7 -------------------------------------------------------------------------------------------------------------


def test_escalation_cost_works_in_three_places_with_opposite_signs(solution):
    # a clash where it is cheap, deterrence by a credible follow-through, air defense, and a strike where it is dear
    point = {
        "strike_gain": "13/20",
        "attrition_air_defense": "1/5",
        "rescue_chance": "1/2",
        "abandonment_cost": "1/2",
    }
    ends = {
        e: solution.at(point, escalation_cost_russia=e, escalation_cost_us=min(F(e), 4))[0].name.split("/", 1)[1]
        for e in ("1/100", "1/3", "1", "12")
    }
    assert ends["1/100"].endswith("strike/escalate")
    assert ends["1/3"].endswith("coerce")
    assert ends["12"].endswith("strike/disengage")


# -- exact values -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "level", "ending"),
    [
        ({}, "air_defense", "coerce"),
        ({"distraction": "9/10"}, "nothing", "strike/disengage"),
        ({"escalation_cost_russia": 12}, "sustainment", "strike/disengage"),
        ({"strike_gain": "131/200"}, "sustainment", "strike/disengage"),
        ({"coercion_gain": "1/10"}, "sustainment", "strike/disengage"),
        ({"strike_gain": "3/10"}, "sustainment", "coerce"),
        ({"strike_gain": "7/10", "distraction": 0, "escalation_cost_russia": 1}, "missiles", "coerce"),
        ({"strike_gain": "7/10", "distraction": 0, "escalation_cost_russia": "6/5"}, "air_defense", "strike/disengage"),
        ({"strike_gain": "7/10", "distraction": 0, "escalation_cost_russia": 2}, "sustainment", "strike/disengage"),
        ({"strike_gain": "7/10"}, "sustainment", "strike/disengage"),
    ],
)
def test_one_change_at_a_time(change, level, ending, solution, model):
    (eq,) = solution.at(change)
    assert eq.name == f"{level}/{level}/{ending}"
    assert gt.audit(model.game.subs(eq_point(model, change)), eq).valid is True


def eq_point(model, change):
    return {**model.baseline, **{k: F(v) for k, v in change.items()}}


def test_a_credible_follow_through_lowers_the_level_that_deters(solution):
    # at e = 1/5 the United States is just indifferent at sustainment (w - lambda - e = k_S), so a second outcome exists
    here = solution.at(escalation_cost_russia="1/5", escalation_cost_us="1/5")
    names = [eq.name for eq in here]
    assert "sustainment/sustainment/coerce" in names
    (eq,) = solution.at(escalation_cost_russia="11/50", escalation_cost_us="11/50")
    assert eq.name == "sustainment/sustainment/coerce"
    assert eq.strategy["russia"]["follow_sustainment_sustainment"] == {"escalate": 1}
    assert eq.strategy["us"]["reply_sustainment_sustainment"] == {"coerce": 1}


def test_payoffs_at_the_base(solution):
    (eq,) = solution.at()
    # A: 1/4 - (1/10)(5/2) - 1/20 + 3/5 for Russia; 4/5 + 1/10 - 2/50 for Venezuela
    assert eq.payoffs == {"venezuela": F(43, 50), "russia": F(11, 20), "us": F(1, 5)}
    assert eq.count == 1
    assert not eq.notes


def test_the_document_is_the_game_of_the_table(model):
    game = model.game
    assert game.players == ("venezuela", "russia", "us")
    for i, request in enumerate(LEVELS):
        assert list(game.nodes[f"supply_{request}"].actions) == list(LEVELS[: i + 1])
        for s in LEVELS[: i + 1]:
            asked = i * parse("request_cost")
            steady = term("stability_gain") if s != "nothing" else parse("0")
            survived = term(f"struck_survival_{s}")
            reply, follow = game.nodes[f"reply_{request}_{s}"], game.nodes[f"follow_{request}_{s}"]
            struck = DEAL[s] + BETA * K[s]
            table = {
                (reply, "refrain"): (1 + steady - asked, DEAL[s] + parse("foothold"), 0),
                (reply, "coerce"): (
                    term("coercion_survival") + steady - asked,
                    DEAL[s] + parse("foothold"),
                    parse("coercion_gain"),
                ),
                (follow, "disengage"): (
                    survived + steady - asked,
                    struck - parse("abandonment_cost"),
                    parse("strike_gain") - K[s],
                ),
                (follow, "escalate"): (
                    survived + steady + parse("rescue_chance") * (1 - survived) - asked,
                    struck + parse("rescue_chance*foothold") - E,
                    parse("strike_gain") - K[s] - E_US,
                ),
            }
            for (node, action), (venezuela, russia, us) in table.items():
                values = node.actions[action].values
                assert (values["venezuela"], values["russia"], values["us"]) == (venezuela, russia, us)


def test_every_exact_value_lies_in_the_ranges(model):
    for change in ({"escalation_cost_russia": 16}, {"distraction": F(9, 10)}, {"strike_gain": 1}, {"request_cost": 0}):
        assert not list(model.domain.outside({**model.baseline, **change}))
