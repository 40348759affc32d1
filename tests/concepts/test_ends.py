"""The ends of a probability's range: the game there is the one without the type or branch that nature cannot draw."""

import re
from fractions import Fraction

import pytest
from helpers.solved import solved

import gametheory as gt
from gametheory.concepts import Nash, PerfectBayesian, SubgamePerfect
from gametheory.errors import GameError
from gametheory.game import Chance, ExtensiveGame, Move, Payoff
from gametheory.lang import TRUE, Domain, Interval, parameter, parse_condition, relation

F = Fraction
P = parameter("p")


def said(solution):
    return [(eq.name, eq.strategy, eq.beliefs, eq.outcome, eq.payoffs, eq.isolated, eq.vertices) for eq in solution]


def closed(name, **more):
    """A model of the catalogue whose probability ``wimp`` may be 0 and 1."""
    model = gt.load(name)
    return gt.solve(gt.Model("closed", model.game, {"wimp": {"value": "1/10", "range": [0, 1]}}, **more))


@pytest.fixture(scope="module")
def beer():
    return closed("beer_quiche")


def one_type(kind):
    """Beer or quiche with one type of diner."""
    game = gt.load("beer_quiche").game
    payoffs = {key: pair for key, pair in game.payoffs.items() if key[0] == kind}
    return gt.SignalingGame(game.sender, game.receiver, {kind: 1}, game.messages, payoffs)


# -- signaling games ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "left", "gone", "outcome"),
    [(0, "surly", "wimp", "surly/beer/dont"), (1, "wimp", "surly", "wimp/quiche/duel")],
)
def test_beer_or_quiche_with_one_type(beer, value, left, gone, outcome):
    # a bully who knows: nobody duels the surly diner, who has beer; the wimp is duelled anyhow, and has quiche
    found = beer.at(wimp=value)
    assert [dict(eq.outcome) for eq in found] == [{outcome: 1}]
    assert found.exhaustive
    assert said(found) == said(gt.solve(one_type(left)))
    assert found.game == one_type(left)
    assert found.point == {"wimp": value}
    assert found.notes == (f"probability zero here: the type {gone}; the game is solved without it",)
    assert found.document()["notes"] == list(found.notes)
    assert f"note: {found.notes[0]}" in str(found)
    assert [c.valid for c in found.certificates()] == [True]
    assert beer.fix(wimp=value).document() == found.document()
    # against the game with its parameter the equilibrium's point is put in
    assert gt.audit(beer.game, found[0]).valid is True


def test_refinements_at_an_end(beer):
    found = gt.refine(beer, "d1").at(wimp=0)
    assert [dict(eq.outcome) for eq in found] == [{"surly/beer/dont": 1}]
    assert said(gt.refine(beer.at(wimp=0), "d1")) == said(found)


def test_inside_nothing_changes(beer):
    assert said(beer) == said(solved("beer_quiche"))
    for value in ("1/1000", "1/2", "3/4"):
        assert said(beer.at(wimp=value)) == said(solved("beer_quiche").at(wimp=value))
        assert not any("probability zero" in note for note in beer.at(wimp=value).notes)
    assert [eq.when for eq in beer] == [eq.when for eq in solved("beer_quiche")]


def test_an_open_range_has_no_ends():
    solution = solved("beer_quiche")
    for ask in (solution.at, solution.fix):
        with pytest.raises(gt.ParameterError, match=re.escape("wimp = 0 is outside its range (0, 1)")):
            ask(wimp=0)
    found = solution.at(wimp=0, extend=True)
    assert [dict(eq.outcome) for eq in found] == [{"surly/beer/dont": 1}]


def test_a_stated_assumption_holds_at_the_ends():
    solution = closed("beer_quiche", assume=["wimp > 0"])
    with pytest.raises(gt.ParameterError, match="the assumption wimp > 0 is false there"):
        solution.at(wimp=0)
    assert len(solution.at(wimp=1)) == 1
    with pytest.raises(gt.ParameterError, match="the assumption wimp <= 1/2 is false there"):
        closed("beer_quiche", assume=["wimp <= 1/2"]).at(wimp=1)


@pytest.mark.parametrize("value", [-1, 2])
def test_no_probability_is_below_zero_or_above_one(value):
    game = gt.load("beer_quiche").game
    wide = gt.solve(gt.Model("wide", game, {"wimp": {"value": "1/10", "range": [-2, 2]}}))
    for solution in (wide, gt.solve(game)):
        for ask in (solution.at, solution.fix):
            with pytest.raises(gt.ParameterError, match=r"the assumption .* is false there"):
                ask(wimp=value)
    with pytest.raises(GameError, match="negative probability"):
        wide.at(wimp=value, extend=True)
    assert len(gt.solve(game).at(wimp=0)) == 1  # a game without a document has any real numbers that make sense


def test_a_prior_of_zero_is_no_type_that_one_may_write():
    with pytest.raises(GameError, match=r"signal\.types\.wimp: a type of probability zero: leave it out"):
        gt.load("beer_quiche").game.subs({"wimp": 0})


def three_types():
    """Three types in two parameters; what the third is paid divides by its probability."""
    pay = {"low": "1", "middle": "2*a", "high": "1/(1 - a - b)"}
    return gt.SignalingGame(
        "s",
        "r",
        {"low": "a", "middle": "b", "high": "1 - a - b"},
        {"m": ("yes", "no"), "n": ("yes", "no")},
        {
            (t, m, x): (f"{pay[t]} + {1 if x == 'yes' else 0} - {i if m == 'm' else 0}", i - 1 if x == "yes" else 0)
            for i, t in enumerate(pay)
            for m in "mn"
            for x in ("yes", "no")
        },
    )


@pytest.fixture(scope="module")
def three():
    ranges = {n: {"value": "1/4", "range": [0, 1]} for n in "ab"}
    return gt.solve(gt.Model("three", three_types(), ranges, assume=["a + b <= 1"]))


def without(game, *gone, **values):
    """The game written without these types."""
    left = {t: str(p) for t, p in game.types.items() if t not in gone}
    payoffs = {k: tuple(map(str, pair)) for k, pair in game.payoffs.items() if k[0] not in gone}
    names = {n: F(x) for n, x in values.items()}

    def put(text):
        return gt.parse(text, {"a": parameter("a"), "b": parameter("b")}).subs(names)

    return gt.SignalingGame(
        game.sender,
        game.receiver,
        {t: put(p) for t, p in left.items()},
        game.messages,
        {k: tuple(map(put, pair)) for k, pair in payoffs.items()},
    )


def test_several_types_at_once(three):
    for values, gone in (
        ({"a": 0, "b": "1/3"}, ["low"]),
        ({"a": "1/3", "b": "2/3"}, ["high"]),  # its payoff, which would divide by zero, is not there
        ({"a": 1, "b": 0}, ["middle", "high"]),
    ):
        found = three.at(values)
        # what is left of the game may have messages alike that the whole has not
        apart = PerfectBayesian(words=())
        assert said(found) == said(gt.solve(without(three.game, *gone, **values), apart)), values
        (note,) = found.notes
        assert all(f"the type {t}" in note for t in gone)
        assert note.endswith("without it" if len(gone) == 1 else "without them")
        assert said(three.fix(values)) == said(found)
    with pytest.raises(gt.ParameterError, match=r"the assumption .* is false there"):
        three.at(a=1, b=1)


def test_one_value_at_an_end_leaves_the_rest_free(three):
    found = three.fix(a=0)
    assert found.parameters == ("b",)
    assert set(found.game.types) == {"middle", "high"}
    assert found.domain.ranges == {"b": Interval(0, 1)}
    assert found.exhaustive
    assert found.notes == ("probability zero here: the type low; the game is solved without it",)
    for b in ("1/8", "1/2"):
        assert said(found.at(b=b)) == said(three.at(a=0, b=b))
        assert found.at(b=b).notes == three.at(a=0, b=b).notes
    both = found.at(b=0)  # from one end to the next
    assert said(both) == said(three.at(a=0, b=0))
    assert set(both.game.types) == {"high"}
    assert [note.split(";")[0] for note in both.notes] == [
        "probability zero here: the type low",
        "probability zero here: the type middle",
    ]


def test_what_is_left_divides_by_zero():
    game = gt.SignalingGame(
        "s",
        "r",
        {"t": "p", "u": "1 - p"},
        {"m": ("yes", "no")},
        {(t, "m", x): ("1/p", 1 if x == "yes" else 0) for t in "tu" for x in ("yes", "no")},
    )
    solution = gt.solve(gt.Model("pole", game, {"p": {"value": "1/2", "range": [0, 1]}}))
    for ask in (solution.at, solution.fix):
        with pytest.raises(gt.ParameterError, match="a number of the game divides by zero at p = 0"):
            ask(p=0)
    assert len(solution.at(p=1)) == 1
    swept = gt.sweep(solution, p=[0, "1/2", 1], of="payoff.s")
    assert str(swept["count"].values.tolist()) == "[nan, 1.0, 1.0]"
    assert [t.value for t in gt.thresholds(solution, "p")] == []


# -- trees -------------------------------------------------------------------------------------------------------------


def weather(p="p", q="1 - p"):
    """A client asks or not; in calm the patron helps, in a storm it does not; asking in vain costs the client."""
    calm = {"calm": (p, "answer calm")} if p else {}
    storm = {"storm": (q, "answer storm")} if q else {}
    nodes = {
        "start": Move("client", ask="sky", refrain=Payoff(client=0, patron=0)),
        "sky": Chance(calm | storm),
        "answer calm": Move("patron", help=Payoff(client=2, patron=1), leave=Payoff(client=-1, patron=0)),
        "answer storm": Move("patron", help=Payoff(client=2, patron=-1), leave=Payoff(client=-1, patron=0)),
    }
    return ExtensiveGame(
        "start", {n: x for n, x in nodes.items() if n[7:] not in ("calm",) or p if n[7:] != "storm" or q}
    )


@pytest.mark.parametrize("concept", [SubgamePerfect(), PerfectBayesian(), Nash()])
@pytest.mark.parametrize(
    ("value", "without", "cut", "path"),
    [(0, ("", 1), "calm", "refrain"), (1, (1, ""), "storm", "ask/calm/help")],
)
def test_a_branch_of_a_tree(concept, value, without, cut, path):
    model = gt.Model("weather", weather(), {"p": {"value": "1/2", "range": [0, 1]}})
    solution = gt.solve(model, concept)
    found = solution.at(p=value)
    other = gt.solve(weather(*without), concept)
    assert found.game == other.game
    assert said(found) == said(other)
    assert path in {h for eq in found for h in eq.outcome}
    assert found.notes == (f"probability zero here: the chance move {cut} at sky; the game is solved without it",)
    assert said(solution.fix(p=value)) == said(found)
    assert all(c.valid is not False for c in found.certificates())


def with_request(p="p", q="1 - p"):
    """A request before a signaling game, which folds: strong and weak patrons may arm; the rival yields or fights."""
    drawn = {"strong": (p, "strong"), "weak": (q, "weak")}
    nodes = {
        "start": Move("client", ask="patron", refrain=Payoff(client=0, patron=0, rival=1)),
        "patron": Chance({t: pair for t, pair in drawn.items() if pair[0]}),
    }
    for kind, worth in (("strong", 1), ("weak", -3)):
        if not drawn[kind][0]:
            continue
        nodes[kind] = Move("patron", arm=f"{kind} arms", wait=f"{kind} waits")
        for act in ("arms", "waits"):
            nodes[f"{kind} {act}"] = Move(
                "rival",
                fight=Payoff(client=-1, patron=worth - (1 if act == "waits" else 0), rival=-worth),
                information=act,
                **{"yield": Payoff(client=1, patron=2 - (1 if act == "waits" else 0), rival=0)},
            )
    return ExtensiveGame("start", nodes, ("client", "patron", "rival"))


@pytest.mark.parametrize(("value", "without", "gone"), [(0, ("", 1), "strong"), (1, (1, ""), "weak")])
def test_a_tree_that_folds(value, without, gone):
    solution = gt.solve(gt.Model("request", with_request(), {"p": {"value": "1/2", "range": [0, 1]}}))
    assert isinstance(solution.concept, PerfectBayesian)
    found = solution.at(p=value)
    assert found.game == with_request(*without)
    assert said(found) == said(gt.solve(with_request(*without), PerfectBayesian()))
    assert all(len(members) == 1 for members in found.game.information_sets.values())
    assert not any(gone in h.labels for eq in found for h in eq.outcome.histories)
    assert all(c.valid is True for c in found.certificates())
    swept = gt.sweep(solution, p=[0, "1/2", 1], of=["P(fight)", "payoff.patron"])
    at = 0 if value == 0 else 2
    assert swept["count"].values[at] == len({frozenset(eq.outcome.items()) for eq in found})
    assert swept["min"].values[1, at] == min(eq.payoffs["patron"] for eq in found)


def test_a_branch_below_one_that_is_cut_is_not_spoken_of():
    nodes = {
        "top": Chance(rare=("p", "again"), common=("1 - p", Payoff(one=0))),
        "again": Chance(left=("p", "move"), right=("1 - p", Payoff(one=1))),
        "move": Move("one", stay=Payoff(one=1), go=Payoff(one=2)),
    }
    game = ExtensiveGame("top", nodes)
    assert game.impossible({"p": 0}) == ("the chance move rare at top",)
    assert set(game.possible({"p": 0}).nodes) == {"top"}
    assert game.impossible({"p": 1}) == ("the chance move common at top", "the chance move right at again")
    assert game.impossible({"p": "1/2"}) == ()
    assert game.possible({"p": F(1, 2)}) == game.subs({"p": F(1, 2)})
    game = gt.StrategicGame.from_arrays([["p", 0]], [[1, 0]])
    assert (game.impossible({"p": 0}), game.possible({"p": 0})) == ((), game.subs({"p": 0}))


# -- the domain --------------------------------------------------------------------------------------------------------


def test_a_domain_with_its_ends():
    assume = parse_condition("p > 0") & parse_condition("q < p + 1")
    domain = Domain({"p": Interval(0, 1), "q": Interval(0, 2)}, assume, (P,))
    assert domain.ends == relation(P, "=")
    assert [domain.closed.at({"p": F(p), "q": F(q)}) for p, q in ((0, 0), (1, 0), (-1, -2), (0, 1))] == [
        True,
        True,
        False,
        False,
    ]
    assert not domain.assume.at({"p": F(0), "q": F(0)})
    assert domain.reached({"p": F(1, 2)}) is domain
    assert domain.reached({"p": F(0)}) == Domain(domain.ranges, parse_condition("q < p + 1"))
    plain = Domain(domain.ranges, assume)
    assert plain.closed is plain.assume
    assert plain.reached({"p": F(0)}) is plain
    assert not plain.ends.at({"p": F(0)})
    assert Domain().closed == TRUE
    share = P / (P + parameter("q"))
    two = Domain({"p": Interval(0), "q": Interval(0)}, relation(share, ">"), (share,))
    assert two.closed.at({"p": F(0), "q": F(1)})
    assert not two.closed.at({"p": F(0), "q": F(0)})
    assert two.reached({"p": F(0), "q": F(0)}) is two
