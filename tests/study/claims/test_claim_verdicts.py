"""Claims of every kind whose truth is known: proved, refuted and undecided, with knife edges and continua."""

import functools
from dataclasses import replace
from fractions import Fraction

import pytest
from helpers.first import FIRST_SIGNAL
from helpers.solved import solved

import gametheory as gt
from gametheory.concepts import Equilibrium, Solution
from gametheory.errors import ConceptError, ParameterError, QuantityError
from gametheory.lang import TRUE, Domain, Interval, parameter, relation

F = Fraction


@functools.cache
def quiche():
    return gt.solve(gt.load("beer_quiche"))


@functools.cache
def components():
    """A game with one isolated equilibrium and two continua, in each of which l and m are mixed in any way."""
    cells = {
        ("u", "l"): (1, 1),
        ("u", "m"): (1, 1),
        ("u", "r"): (0, 0),
        ("d", "l"): (0, 0),
        ("d", "m"): (0, 0),
        ("d", "r"): ("1 + x", 1),
    }
    game = gt.StrategicGame({"row": ("u", "d"), "column": ("l", "m", "r")}, cells)
    return gt.solve(gt.Model("components", game, parameters={"x": {"range": (0, 1), "value": "1/2"}}))


@functools.cache
def ties():
    """A sender whose second message is worth nothing, and a receiver who does not care after the first."""
    types = {"high": "p", "low": "1 - p"}
    cells = {
        (t, m, r): (1 if m == "speak" else "-c", 2 if m == "speak" or r == "no" else 0)
        for t in types
        for m in ("speak", "keep")
        for r in ("yes", "no")
    }
    game = gt.SignalingGame("s", "r", types, {"speak": ("yes", "no"), "keep": ("yes", "no")}, cells)
    model = gt.Model(
        "ties", game, parameters={"p": {"range": ("(0", "1)"), "value": "1/3"}, "c": {"range": (0, 1), "value": 0}}
    )
    return gt.solve(model)


def prove(solution, claim, **more):
    return gt.prove(solution, claim, **{"draws": 500, **more})


def status(solution, claim, **more):
    return prove(solution, claim, **more).status


# -- every kind of assertion -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("some equilibrium", "proved"),
        ("some equilibrium has P(duel) = 0 where wimp < 1/2", "proved"),
        ("some equilibrium has P(duel) = 0", "refuted"),
        ("no equilibrium has P(duel) > wimp/2 and P(quiche) = 1", "proved"),
        ("no equilibrium has P(duel) > 1/2", "refuted"),
        ("one equilibrium where wimp > 1/2", "proved"),
        ("one equilibrium", "refuted"),
        ("one equilibrium has P(beer) = 1 where wimp < 1/2", "proved"),
        ("one equilibrium has P(beer) > 0 or P(quiche) > 0 where wimp < 1/2", "refuted"),
        ("the only equilibrium has 'semi*' where wimp > 1/2", "proved"),
        ("the only equilibrium has 'pooling*' where wimp < 1/2", "refuted"),
        ("some equilibrium has P(duel) = 0 iff wimp < 1/2", "proved"),
        ("some equilibrium has P(duel) = 0 iff wimp < 1/3", "refuted"),
        ("some equilibrium has P(duel) = 0 iff wimp <= 3/5", "refuted"),
        ("some equilibrium has P(duel) = 0 below wimp = 1/2", "proved"),
        ("some equilibrium has P(duel) = 0 above wimp = 1/2", "refuted"),
        ("some equilibrium has P(duel) = 0 below wimp = 1/3", "refuted"),
        ("every equilibrium has payoff.bully >= 1/2", "proved"),
        ("every equilibrium has payoff.bully > 3/4", "refuted"),
        ("every equilibrium with P(duel) > 0 has P(beer | surly) = 1", "proved"),
        ("every equilibrium with P(duel) > 0 has P(beer | wimp) = 1", "refuted"),
        ("every equilibrium with P(duel) > 0 has P(quiche) rising in wimp", "proved"),
        ("every equilibrium with P(duel) > 0 has P(quiche) constant in wimp", "refuted"),
        ("every equilibrium has P(duel) never falling in wimp", "proved"),
        ("every equilibrium has P(duel) rising in wimp", "refuted"),
        ("every equilibrium has payoff.diner.wimp constant in wimp", "proved"),
        ("every equilibrium has payoff.diner falling in wimp", "refuted"),
        ("the range of P(duel) is never falling in wimp", "proved"),
        ("the range of P(duel) is constant in wimp", "refuted"),
        ("the range of payoff.diner is never rising in wimp", "refuted"),
        ("the range of payoff.diner.wimp is never rising in wimp", "proved"),
    ],
)
def test_one_signaling_game(claim, expected):
    verdict = prove(quiche(), claim)
    assert verdict.status == expected, str(verdict)
    if expected == "refuted":
        assert set(verdict.witness) == {"wimp"}
        assert all(isinstance(value, Fraction) for value in verdict.witness.values())
        audited = quiche().at(verdict.witness).certificates()
        assert all(one.valid is True for one in audited)
        assert verdict.share.of == "fails"
        assert verdict.share.value > 0
    else:
        assert verdict.share.value == 1.0
        assert verdict.equilibria == ()
        assert verdict.scope.startswith("at every admissible point")


@functools.cache
def entry():
    game = gt.ExtensiveGame(
        "in",
        {
            "in": gt.Move("one", enter="reply", stay=gt.Payoff(one=0, two=2)),
            "reply": gt.Move("two", fight=gt.Payoff(one=-1, two="x - y"), share=gt.Payoff(one="1 - y", two=1)),
        },
    )
    return gt.solve(
        gt.Model("entry", game, parameters={"x": {"range": (0, 3), "value": 1}, "y": {"range": (0, 2), "value": "1/2"}})
    )


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("the only equilibrium has P(fight) = 0", "proved"),
        ("some equilibrium has P(share) = 1 iff x < 1 + y and y < 1", "proved"),
        ("some equilibrium has P(share) = 1 iff x < 1 + y", "refuted"),
        ("some equilibrium has P(stay) = 1 above x = 1 + y where y < 1", "proved"),
        ("some equilibrium has P(stay) = 1 above x = 1 + y", "refuted"),
        ("the range of P(share) is never rising in x", "proved"),
        ("the range of P(share) is never falling in y", "refuted"),
        ("every equilibrium with P(share) > 0 has payoff.one falling in y", "proved"),
        ("every equilibrium with P(share) > 0 has payoff.two falling in y", "refuted"),
    ],
)
def test_one_tree(claim, expected):
    assert status(entry(), claim) == expected


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("some equilibrium has 0 < P(swerve) < 1", "proved"),
        ("one equilibrium has P(swerve) = 1", "refuted"),
    ],
)
def test_a_shipped_strategic_game(claim, expected):
    solution = gt.solve(gt.load("chicken"))
    labels = {s for options in solution.game.strategies.values() for s in options}
    found = prove(solution, claim.replace("swerve", sorted(labels)[-1]))
    assert found.status == expected


# -- knife edges -------------------------------------------------------------------------------------------------------


def test_a_claim_that_holds_off_an_edge_and_fails_on_it():
    # at wimp = 1/2 the receiver is indifferent after either breakfast: continua, and more than two outcomes
    verdict = prove(quiche(), "every equilibrium with P(duel) = 0 has P(beer) = 1 or P(quiche) = 1")
    assert verdict.status == "proved"
    assert verdict.scope == "at every admissible point, off the knife edges"
    verdict = prove(quiche(), "one equilibrium has P(beer) = 1 where wimp < 3/5 or wimp > 4/5")
    assert verdict.status == "refuted"
    verdict = prove(quiche(), "every equilibrium with P(beer) = 1 has P(duel) = 0")
    assert verdict.status == "proved"
    (gap,) = verdict.gaps
    assert str(gap) == "wimp = 1/2"
    assert gap.fails is True
    assert gap.point == {"wimp": F(1, 2)}
    assert "it fails on the knife edge wimp = 1/2" in verdict.reason
    fails = [eq for eq in quiche().at(wimp="1/2") for v in (eq.vertices or (eq,)) if _duels(v)]
    assert fails


def _duels(eq):
    beer = sum(x for h, x in eq.outcome.items() if "/beer/" in h)
    duel = sum(x for h, x in eq.outcome.items() if h.endswith("/duel"))
    return beer == 1 and duel > 0


def test_a_claim_that_meets_no_edge():
    verdict = prove(quiche(), "one equilibrium has P(beer) = 1 where wimp < 1/2")
    assert verdict.status == "proved"
    assert verdict.gaps == ()
    assert verdict.scope == "at every admissible point at which its conditions hold"


def test_existence_on_edges_too():
    # chicken has its mixed equilibrium everywhere; a claim of existence needs no list that is complete
    verdict = prove(components(), "some equilibrium has P(r) = 1")
    assert (verdict.status, verdict.gaps) == ("proved", ())
    assert verdict.scope == "at every admissible point"


def test_conditions_that_hold_on_an_edge_only():
    verdict = prove(quiche(), "some equilibrium", where=("wimp <= 1/2", "wimp >= 1/2"))
    assert verdict.status == "undecided"
    assert "its conditions hold on knife edges only: fix parameters with at" in verdict.reason
    assert verdict.witness is None


def test_conditions_that_hold_nowhere():
    verdict = prove(quiche(), "no equilibrium has P(beer) = 1 where wimp > 1")
    assert verdict.status == "undecided"
    assert "no admissible point satisfies its conditions: it says nothing" in verdict.reason


def test_an_equality_among_the_conditions():
    with pytest.raises(QuantityError, match="an equality in 'where' is a knife edge"):
        prove(quiche(), "some equilibrium where wimp = 1/2")
    # given besides, the reader takes it; it is an edge, or off the edges a point like others
    assert status(quiche(), "some equilibrium has P(beer) = 1", where="wimp = 1/2") == "undecided"
    assert status(quiche(), "some equilibrium has P(beer) = 1", where="wimp = 1/3") == "proved"
    assert status(quiche(), "some equilibrium has P(beer) = 1", where="wimp = 2/3") == "refuted"


@pytest.mark.parametrize("value", ["-1", "0", "1", "3"])
@pytest.mark.parametrize("side", ["above", "below"])
def test_cut_offs_outside_the_range_are_never_proved(value, side):
    verdict = prove(quiche(), f"some equilibrium has P(beer) > 0 {side} wimp = {value}")
    assert verdict.status != "proved"
    if verdict.status == "undecided":
        assert "it lies outside the range" in verdict.reason
    else:  # the pattern occurs where it should not
        assert (side == "above") == (F(value) >= 1)


# -- parameters fixed --------------------------------------------------------------------------------------------------


def test_all_parameters_fixed():
    below = prove(quiche(), "the only equilibrium has P(duel) > 0", at={"wimp": "3/4"})
    assert (below.status, below.scope, below.witness) == ("proved", "at the point", {"wimp": F(3, 4)})
    assert below.gaps == ()
    assert below.share is None
    refuted = prove(quiche(), "the only equilibrium has P(duel) > 0", at="baseline")
    assert (refuted.status, refuted.witness) == ("refuted", {"wimp": F(1, 10)})
    assert {eq.name for eq in refuted.equilibria} == {"pooling on beer", "pooling on quiche"}


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("some equilibrium has P(beer) = 1 and P(duel) = 0", "proved"),
        ("every equilibrium with P(beer) = 1 has P(duel) = 0", "refuted"),
        ("one equilibrium has P(beer) = 1", "refuted"),
        ("the only equilibrium has P(beer) = 1", "refuted"),
        ("every equilibrium has payoff.bully = 1/2", "proved"),
        ("no equilibrium has payoff.bully > 1/2", "proved"),
        ("no equilibrium has P(duel) > 1/4 and P(duel) < 1/3", "undecided"),
    ],
)
def test_at_a_knife_edge(claim, expected):
    assert status(quiche(), claim, at={"wimp": "1/2"}) == expected


def test_some_parameters_fixed():
    solution = entry()
    assert status(solution, "the only equilibrium has P(share) = 1", at={"y": "1/2"}, where="x < 3/2") == "proved"
    verdict = prove(solution, "the only equilibrium has P(share) = 1", at={"y": "1/2"})
    assert verdict.status == "refuted"
    assert verdict.witness["y"] == F(1, 2)
    assert verdict.witness["x"] > F(3, 2)
    # on an edge of the whole game, where entering is worth nothing, both outcomes exist for all x
    edge = prove(solution, "some equilibrium has P(stay) = 1", at={"y": 1})
    assert edge.status == "proved"
    assert status(solution, "one equilibrium", at={"y": 1}) == "refuted"
    free = prove(solution, "some equilibrium has P(stay) = 1 above x = 3/2", at={"x": "free", "rest": "baseline"})
    assert free.status == "proved"
    assert free.formal.endswith("at all but x at the baseline")


@pytest.mark.parametrize(
    ("at", "message"),
    [
        ({"wimb": 1}, "unknown parameter 'wimb', did you mean 'wimp'"),
        ({"wimp": 2}, "wimp = 2 is outside its range"),
        ({"wimp": "x"}, "is not a number"),
        ("base", "at: expected a table of parameters and values or 'baseline'"),
        ({"rest": "free"}, "at: rest is 'baseline' or left out"),
        ({"wimb": "free"}, "at: unknown parameter 'wimb'"),
    ],
)
def test_values_that_do_not_fit(at, message):
    with pytest.raises(ParameterError, match=message):
        prove(quiche(), "some equilibrium", at=at)


@pytest.mark.parametrize(
    "claim", ["the range of P(duel) is constant in wimp", "every equilibrium has P(duel) constant in wimp"]
)
@pytest.mark.parametrize("at", ["baseline", {"wimp": "1/3"}])
def test_no_course_in_a_parameter_that_is_fixed(claim, at):
    with pytest.raises(ParameterError, match="wimp is fixed"):
        prove(quiche(), claim, at=at)


# -- continua ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        # true and decided by the extreme points
        ("no equilibrium has payoff.row > 1 + x", "proved"),
        ("no equilibrium has P(l) > 1", "proved"),
        ("one equilibrium has P(r) = 1", "proved"),
        ("every equilibrium has payoff.column <= 1", "proved"),
        ("every equilibrium has payoff.row >= 0 and P(u) + P(d) = 1", "proved"),
        ("every equilibrium with P(r) = 1 has payoff.row rising in x", "proved"),
        ("the range of payoff.row is never falling in x", "proved"),
        ("some equilibrium has P(l) = 1", "proved"),
        # false at an extreme point
        ("every equilibrium has P(l) = 0", "refuted"),
        ("no equilibrium has P(l) = 1", "refuted"),
        ("one equilibrium", "refuted"),
        ("one equilibrium has P(u) = 1", "refuted"),
        ("the only equilibrium has P(r) = 1", "refuted"),
        # false between the extreme points only: l and m are mixed there, and these are equilibria by themselves
        ("no equilibrium has P(l) > 0 and P(m) > 0", "undecided"),
        ("one equilibrium has P(l) > 0 and P(m) > 0 or P(r) = 1", "undecided"),
        ("one equilibrium has P(l)*P(m) > 0 or P(r) = 1", "undecided"),
        ("every equilibrium has P(l) = 0 or P(m) = 0", "undecided"),
        ("every equilibrium with P(l) > 0 has P(m) = 0", "undecided"),
        ("no equilibrium has P(u) = 1 and P(l) = 1/2", "undecided"),
        ("some equilibrium has P(l) > 0 and P(m) > 0 iff x > 2", "undecided"),
        # true between the extreme points only
        ("some equilibrium has P(l) > 0 and P(m) > 0", "undecided"),
        ("one equilibrium has P(u) = 1 and P(l) = 1/2", "undecided"),
        # absent everywhere, and seen to be at the extreme points
        ("some equilibrium has P(l) > 1", "refuted"),
        ("some equilibrium has payoff.row < 0", "refuted"),
    ],
)
def test_between_extreme_points(claim, expected):
    assert status(components(), claim) == expected


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("every equilibrium has P(speak) = 1", "proved"),
        ("no equilibrium has P(keep) > 0", "proved"),
        ("no equilibrium has P(yes) > 0 and P(no) > 0", "undecided"),
        ("every equilibrium has P(yes) = 0 or P(no) = 0", "undecided"),
        ("some equilibrium has P(yes) = 1", "proved"),
        # nobody is paid differently after yes and no: what names neither takes them for one
        ("one equilibrium", "proved"),
        ("every equilibrium has payoff.s = 1", "proved"),
        ("every equilibrium has P(yes) = 1", "refuted"),
    ],
)
def test_ties_of_the_receiver(claim, expected):
    assert [[label.split("/")[1] for label in labels] for labels in ties().alike] == [["yes", "no"]]
    assert any(not eq.isolated for eq in ties().one_by_one())
    assert status(ties(), claim) == expected
    assert status(ties(), claim, at="baseline") == expected


# -- lists that may not be complete ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "claim",
    [
        "no equilibrium has P(duel) > wimp/2 and P(quiche) = 1",
        "one equilibrium where wimp > 1/2",
        "the only equilibrium has P(duel) > 0 where wimp > 1/2",
        "every equilibrium has payoff.bully >= 1/2",
        "some equilibrium has P(duel) = 0 iff wimp < 1/2",
        "some equilibrium has P(duel) = 0 below wimp = 1/2",
        "every equilibrium has P(duel) never falling in wimp",
        "the range of P(duel) is never falling in wimp",
    ],
)
def test_a_list_that_may_not_be_complete_proves_nothing_about_all(claim):
    assert status(quiche(), claim) == "proved"
    open_list = replace(quiche(), exhaustive=False, why="the search was cut short")
    verdict = prove(open_list, claim)
    assert verdict.status == "undecided"
    assert "the list of equilibria is not proved to be complete: the search was cut short" in verdict.reason


def test_existence_needs_no_complete_list():
    open_list = replace(quiche(), exhaustive=False, why="the search was cut short")
    assert status(open_list, "some equilibrium has P(duel) = 0 where wimp < 1/2") == "proved"


def test_an_equilibrium_that_is_missing_from_the_list_is_seen_at_the_witness():
    # without pooling on quiche the regimes say that beer is the only outcome: the solved point says otherwise
    short = replace(quiche(), equilibria=tuple(eq for eq in quiche() if eq.name != "pooling on quiche"))
    assert status(short, "some equilibrium has P(quiche) = 1 where wimp < 1/2") == "undecided"


# -- quantities that have no value -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        # conditional on a message that nobody sends
        ("every equilibrium has P(duel | quiche) >= 0", "refuted"),
        ("every equilibrium with P(beer) = 1 has P(duel | quiche) = 0", "refuted"),
        ("every equilibrium with P(quiche) > 0 has P(duel | quiche) >= 0", "proved"),
        ("no equilibrium has P(beer) = 1 and P(duel | quiche) >= 0", "proved"),
        ("every equilibrium with P(beer) = 1 has P(duel | quiche) constant in wimp", "refuted"),
        # beliefs are undefined there too: one outcome admits many
        ("every equilibrium with P(beer) = 1 has belief.quiche.wimp = 1", "refuted"),
        ("every equilibrium with P(beer) = 1 has belief.quiche.wimp constant in wimp", "refuted"),
        ("no equilibrium has P(beer) = 1 and belief.quiche.wimp >= 0", "proved"),
        ("every equilibrium with P(beer) = 1 has belief.beer.wimp = wimp", "proved"),
        ("every equilibrium with P(duel) > 0 has belief.beer.wimp = P(wimp | beer)", "proved"),
        # a divisor that vanishes at some points only
        ("every equilibrium with P(beer) = 1 has 1/(wimp - 1/4) != 0", "refuted"),
        ("every equilibrium with P(beer) = 1 has 1/(wimp - 1/4) != 0 where wimp > 1/4", "proved"),
    ],
)
def test_undefined_quantities(claim, expected):
    assert status(quiche(), claim) == expected


@pytest.mark.parametrize("kind", ["rising", "falling", "never rising", "never falling", "constant"])
def test_courses_over_a_pole(kind):
    # 1/(wimp - 1/4) falls on both sides of its pole
    verdict = prove(quiche(), f"every equilibrium with P(beer) = 1 has 1/(wimp - 1/4) {kind} in wimp")
    assert verdict.status == ("proved" if kind in ("falling", "never rising") else "refuted")


def test_a_range_over_a_pole():
    text = "the range of 1/(wimp - 1/4) is never {} in wimp"
    assert status(quiche(), text.format("falling")) == "refuted"
    assert status(quiche(), text.format("rising")) == "refuted"
    assert status(quiche(), text.format("rising") + " where wimp > 1/4") == "proved"


# -- refinements -------------------------------------------------------------------------------------------------------


def test_refinements():
    assert status(quiche(), "the only equilibrium has P(beer) = 1 where wimp < 1/2", refine="intuitive") == "proved"
    assert status(quiche(), "no equilibrium has P(quiche) = 1", refine=("d1", "intuitive")) == "proved"
    assert status(quiche(), "some equilibrium has P(quiche) = 1 where wimp < 1/2", refine="d1") == "refuted"
    assert prove(quiche(), "one equilibrium", refine="d1").formal == "one equilibrium [survives d1]"
    with pytest.raises(ConceptError, match="unknown refinement 'd3'"):
        prove(quiche(), "one equilibrium", refine="d3")
    with pytest.raises(ConceptError, match="refinements judge perfect Bayesian equilibria"):
        prove(entry(), "one equilibrium", refine="d1")


def undecided_survival(name):
    """Return the refined solution of beer or quiche with one regime's survival undecided."""
    refined = gt.refine(quiche(), "d1")
    changed = [replace(eq, survives={"d1": None}) if eq.name == name else eq for eq in refined]
    return replace(refined, equilibria=tuple(changed))


@pytest.mark.parametrize(
    "claim",
    [
        "some equilibrium has P(beer) = 1 where wimp < 1/2",
        "one equilibrium where wimp < 1/2",
        "the only equilibrium has P(beer) = 1 where wimp < 1/2",
        "some equilibrium has P(beer) = 1 iff wimp < 1/2",
    ],
)
def test_undecided_survival_proves_no_existence(claim):
    assert status(quiche(), claim, refine="d1") == "proved"
    assert status(undecided_survival("pooling on beer"), claim) != "proved"


def test_undecided_survival_counts_against_claims_about_all():
    solution = undecided_survival("pooling on beer")
    assert status(solution, "no equilibrium has P(beer) = 1 where wimp < 1/2") != "proved"
    assert status(solution, "every equilibrium has P(duel) > 0 where wimp < 1/2") != "proved"


def test_a_range_is_not_held_up_by_an_equilibrium_of_undecided_survival():
    """The largest value is that of a regime which may not survive; without it the range falls."""
    low, high = parameter("x"), F(2)

    def regime(name, payoff, survives):
        return Equilibrium(name, {}, {}, {"p": payoff, "q": F(0)}, {"u/w": 1}, TRUE, survives=survives)

    game = gt.StrategicGame({"p": ("u", "v"), "q": ("w",)}, {("u", "w"): (0, 0), ("v", "w"): (0, 0)})
    claim = "the range of payoff.p is never rising in x"
    for verdict, known in ((True, "undecided"), (None, "undecided")):
        equilibria = (regime("sure", low, {"d1": True}), regime("open", high, {"d1": verdict}))
        solution = Solution(
            game, gt.Nash(), equilibria, domain=Domain({"x": Interval(F(0), F(1))}), baseline={"x": F(1, 2)}
        )
        found = prove(solution, claim)
        assert found.status == known
        assert found.status != "proved"


# -- games without parameters, and with one ----------------------------------------------------------------------------


def test_a_game_without_parameters():
    solution = gt.solve(gt.load("battle_of_the_sexes")) if not gt.load("battle_of_the_sexes").parameters else None
    game = gt.StrategicGame.from_arrays([[2, 0], [0, 1]], [[1, 0], [0, 2]])
    solution = solution or gt.solve(gt.Model("sexes", game))
    fixed = gt.solve(gt.Model("sexes", game))
    assert status(fixed, "some equilibrium") == "proved"
    assert prove(fixed, "some equilibrium").scope == "in the game"
    refuted = prove(fixed, "one equilibrium")
    assert (refuted.status, refuted.witness, len(refuted.equilibria)) == ("refuted", {}, 3)
    assert "in the game, which has no parameters" in str(refuted)
    assert status(fixed, "no equilibrium has P('1') = 1/2") == "proved"
    with pytest.raises(QuantityError, match="unknown parameter"):
        prove(fixed, "the range of P('1') is constant in x")


def test_a_bare_game_has_no_priors():
    game = gt.StrategicGame.from_arrays([["x", 0], [0, 1]], [["x", 0], [0, 1]])
    verdict = prove(gt.solve(game), "some equilibrium")
    assert verdict.status == "proved"
    assert verdict.share is None
    assert "no draws: " in verdict.reason


def test_undecided_is_never_yes():
    verdict = prove(components(), "no equilibrium has P(l) > 0 and P(m) > 0")
    assert verdict.status == "undecided"
    assert verdict.scope == ""
    assert verdict.witness is None
    assert not verdict.surprise
    assert not replace(verdict, expected="holds").surprise
    assert not replace(verdict, expected="fails").surprise


def test_what_is_no_solution():
    with pytest.raises(TypeError):
        gt.prove(gt.load("beer_quiche"), "some equilibrium")


def test_the_same_seed_gives_the_same_verdict():
    claims = [
        "no equilibrium has P(duel) > 1/2",
        "one equilibrium where wimp > 1/2",
        "the range of P(duel) is constant in wimp",
    ]
    for claim in claims:
        one, two = (replace(prove(quiche(), claim, seed=3), seconds=0.0, question=None) for _ in range(2))
        assert one == two
        assert one.document() == two.document()
    assert relation(parameter("x"), ">") != TRUE


# -- claims that say nothing ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("claim", "at", "why"),
    [
        ("no equilibrium where wimp > 1/2", "baseline", "conditions do not hold at the point"),
        ("every equilibrium has P(beer) = 7 where wimp > 1/2", {"wimp": "1/4"}, "conditions do not hold at the point"),
        ("every equilibrium with P(beer) > 1 has P(duel) = 7", "baseline", "no equilibrium is of the kind"),
        ("some equilibrium has P(beer) = 1 below wimp = 1/2", "baseline", "a cut-off is about two sides"),
        ("some equilibrium has P(beer) = 1 below wimp = 1/2", {"wimp": "1/2"}, "a cut-off is about two sides"),
        ("every equilibrium with P(beer) > 1 has P(duel) = 7", None, "no equilibrium is of the kind"),
        ("every equilibrium with P(beer) > 1 has P(duel) rising in wimp", None, "no equilibrium is of the kind"),
        ("every equilibrium with P(duel) > 0 has P(beer) = 7 where wimp < 1/2", None, "no equilibrium is of the kind"),
    ],
)
def test_what_says_nothing_is_not_proved(claim, at, why):
    verdict = prove(quiche(), claim, at=at)
    assert verdict.status == "undecided"
    assert why in verdict.reason


@functools.cache
def thin():
    """The row player gets a at u; a and b are equal by assumption."""
    cells = {("u", "x"): ("a", 1), ("u", "y"): ("a", 0), ("d", "x"): ("-b - 1", 1), ("d", "y"): ("-b - 1", 0)}
    game = gt.StrategicGame({"row": ("u", "d"), "column": ("x", "y")}, cells)
    parameters = {name: {"range": (0, 10), "value": 1} for name in "ab"}
    return gt.solve(gt.Model("thin", game, parameters=parameters, assume={"equal": ["a = b"]}))


def test_an_assumed_equality():
    assert status(thin(), "the only equilibrium has P(u) = 1 and payoff.row = b", draws=0) == "proved"
    assert status(thin(), "every equilibrium has payoff.row < 5", draws=0) == "refuted"


@pytest.mark.parametrize(
    "claim", ["the range of payoff.row is never rising in a", "every equilibrium has payoff.row constant in b"]
)
def test_no_course_in_what_cannot_move_alone(claim):
    verdict = prove(thin(), claim, draws=0)
    assert verdict.status == "undecided"
    assert "alone" in verdict.reason


def test_the_example_of_a_proof_is_of_the_kind_it_speaks_of():
    verdict = prove(quiche(), "every equilibrium with P(quiche) = 1 has P(duel) = 0")
    assert verdict.status == "proved"
    assert verdict.witness["wimp"] < F(1, 2)


def test_the_scope_of_a_claim_with_fixed_parameters_is_their_slice():
    at = {"distraction": "free", "rest": "baseline"}
    verdict = prove(
        solved(FIRST_SIGNAL), "some equilibrium has P(missile_threat) = 1 below distraction = 5/9", at=at, draws=0
    )
    assert verdict.status == "proved"
    assert verdict.scope.startswith("with the other parameters fixed, at every admissible value of distraction")
