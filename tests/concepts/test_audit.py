"""The audit against assessments and profiles whose truth is known, against pygambit, and against tampering."""

from dataclasses import replace
from fractions import Fraction

import pytest
from helpers.first import FIRST_SEQUENCE
from helpers.gambit_bridge import to_gambit_profile
from helpers.profile_data import CASES, case, equilibrium
from helpers.signaling_data import NUMERIC, PARAMETRIC, domain_of, game_of
from helpers.strategies import extensive_games, signaling_games
from hypothesis import given, settings
from hypothesis import strategies as st
from oracles import polyhedra

from gametheory.concepts import Equilibrium, SignalingEquilibrium, audit
from gametheory.concepts.certify.feasible import farkas, mixture
from gametheory.errors import ConceptError
from gametheory.game import Chance, ExtensiveGame, Move, Payoff, SignalingGame, StrategicGame
from gametheory.lang import Domain, Interval, all_of, decide, parse, parse_condition
from gametheory.spec import load

F = Fraction


def numbers(table):
    return {k: {a: F(p) for a, p in chances.items()} for k, chances in table.items()}


def assessment(game, sigma, rho, beliefs, **more):
    """Return an equilibrium with the outcome and payoffs that its strategies give."""
    outcome, payoffs, by_type = {}, {game.sender: F(0), game.receiver: F(0)}, {}
    for t, prior in game.types.items():
        by_type[t] = F(0)
        for m, p in sigma[t].items():
            for r, q in rho.get(m, {}).items():
                if p * q != 0:
                    sent, received = game.payoffs[t, m, r]
                    outcome[f"{t}/{m}/{r}"] = prior * p * q
                    by_type[t] += p * q * sent
                    payoffs[game.sender] += prior * p * q * sent
                    payoffs[game.receiver] += prior * p * q * received
    strategy = {game.sender: sigma, game.receiver: rho}
    return SignalingEquilibrium("stated", strategy, beliefs, payoffs, outcome, type_payoffs=by_type, **more)


# -- signaling games: numbers ----------------------------------------------------------------------------------------

ASSESSMENTS = [(name, a["name"]) for name, entry in NUMERIC.items() for a in entry.get("assessments", ())]


@pytest.mark.parametrize(("name", "which"), ASSESSMENTS)
def test_published_assessments(name, which):
    entry = NUMERIC[name]
    (stated,) = [a for a in entry["assessments"] if a["name"] == which]
    game = game_of(entry)
    sigma, rho, beliefs = (numbers(stated[k]) for k in ("sigma", "rho", "beliefs"))
    certificate = audit(game, assessment(game, sigma, rho, beliefs))
    assert certificate.valid is stated["is_pbe"], str(certificate)
    assert (max(certificate.regret.values()) > 0 or certificate.bayes_error > 0) is not stated["is_pbe"]


@pytest.fixture
def beer():
    game = game_of(NUMERIC["beer_quiche"])
    sigma = {"wimp": {"beer": F(1)}, "surly": {"beer": F(1)}}
    rho = {"beer": {"dont": F(1)}, "quiche": {"duel": F(1)}}
    beliefs = {"beer": {"wimp": F(1, 10), "surly": F(9, 10)}, "quiche": {"wimp": F(1)}}
    return game, assessment(game, sigma, rho, beliefs)


def test_certificate_of_a_good_assessment(beer):
    certificate = audit(*beer)
    assert certificate.valid is True
    assert certificate.regret == {"wimp": 0, "surly": 0, "beer": 0, "quiche": 0}
    assert certificate.bayes_error == 0
    assert certificate.checked["deviations"] == 2 * 2 + 2 * 2
    assert str(certificate).startswith("perfect-bayesian: valid (")
    with pytest.raises(TypeError, match="three answers"):
        bool(certificate)


TAMPERED = {
    "strategy/sender/wimp": (None, "says nothing for type wimp"),
    "strategy/sender/gnome": ({"beer": F(1)}, "no type 'gnome'"),
    "strategy/sender/surly": ({"beer": F(1, 2)}, "do not sum to one"),
    "strategy/sender/surly ": ({"beer": F(2), "quiche": F(-1)}, "probability of quiche is negative"),
    "strategy/sender/surly  ": ({"tea": F(1)}, "no 'tea'"),
    "strategy/receiver/beer": (None, "no answer to beer, which is sent"),
    "strategy/receiver/quiche": (None, "no answer to quiche"),
    "strategy/receiver/quiche ": ({"dont": F(1)}, "type wimp gains by sending quiche (by 1)"),
    "strategy/receiver/tea": ({"dont": F(1)}, "no message 'tea'"),
    "beliefs/beer": (
        {"wimp": F(1, 5), "surly": F(4, 5)},
        "the belief in wimp after beer is not Bayes' rule (off by 1/10)",
    ),
    "beliefs/beer ": (None, "no belief is stated after beer, which is sent"),
    "beliefs/quiche": ({"wimp": F(1, 3), "surly": F(2, 3)}, "after quiche the receiver gains by dont (by 1/3)"),
    "beliefs/quiche ": (None, "no belief is stated after quiche"),
    "beliefs/quiche  ": ({"wimp": F(2, 3)}, "do not sum to one"),
    "payoffs/sender": (F(3), "the stated payoff of sender is 3, it should be 29/10"),
    "payoffs/receiver": (None, "the stated payoff of receiver is 0, it should be 9/10"),
    "type_payoffs/wimp": (F(0), "the stated type's payoff of wimp is 0, it should be 2"),
    "outcome/wimp|beer|dont": (F(1, 5), "probability of wimp/beer/dont is 1/5, it should be 1/10"),
    "outcome/wimp|quiche|dont": (F(1, 5), "probability of wimp/quiche/dont is 1/5, it should be 0"),
}


@pytest.mark.parametrize("where", TAMPERED)
def test_audit_sees_tampering(beer, where):
    game, eq = beer
    value, expected = TAMPERED[where]
    field, *path = where.strip().split("/")
    table = {k: dict(v) if isinstance(v, dict) else v for k, v in getattr(eq, field).items()}
    inner = table
    for key in path[:-1]:
        inner[key] = dict(inner[key])
        inner = inner[key]
    key = path[-1].replace("|", "/")
    inner.pop(key, None)
    if value is not None:
        inner[key] = value
    certificate = audit(game, replace(eq, **{field: table}))
    assert certificate.valid is False
    assert any(expected in problem for problem in certificate.problems), str(certificate)


def test_supporting_beliefs_are_checked(beer):
    game, eq = beer
    good = {"quiche": (({"wimp": F(1)}, {"wimp": F(1, 2), "surly": F(1, 2)}),)}
    assert audit(game, replace(eq, supporting_beliefs=good)).valid is True
    bad = {"quiche": (({"wimp": F(1)}, {"wimp": F(49, 100), "surly": F(51, 100)}),)}
    certificate = audit(game, replace(eq, supporting_beliefs=bad))
    assert certificate.valid is False
    assert "no optimal answer to quiche deters every type" in certificate.problems[0]


def continuum(game, corners):
    vertices = tuple(assessment(game, sigma, rho, beliefs) for sigma, rho, beliefs in corners)
    return replace(vertices[0], isolated=False, vertices=vertices)


def test_a_continuum_is_checked_at_vertices_and_middle():
    """Babbling: the types mix alike. Two vertices that are equilibria do not make everything between one."""
    game = SignalingGame(
        "s", "r", {"t": "1/2", "u": "1/2"}, {"m": ["a", "b"], "n": ["a", "b"]},
        {(t, m, r): (0, int((t == "t") == (r == "a"))) for t in "tu" for m in "mn" for r in "ab"},
    )  # fmt: skip
    even = {"t": F(1, 2), "u": F(1, 2)}
    answer = {"m": {"a": F(1, 2), "b": F(1, 2)}, "n": {"a": F(1, 2), "b": F(1, 2)}}
    ends = [({"t": {x: F(1)}, "u": {x: F(1)}}, answer, {"m": even, "n": even}) for x in "mn"]
    assert audit(game, continuum(game, ends)).valid is True
    # separating in the one and in the other direction: in between nothing is learnt, but every answer is still optimal
    told = [
        ({"t": {x: F(1)}, "u": {y: F(1)}}, {x: {"a": F(1)}, y: {"b": F(1)}}, {x: {"t": F(1)}, y: {"u": F(1)}})
        for x, y in ("mn", "nm")
    ]
    assert [audit(game, assessment(game, *one)).valid for one in told] == [True, True]
    assert audit(game, continuum(game, told)).valid is True
    # with three to one for t, "b" is no longer optimal in between
    tilted = SignalingGame("s", "r", {"t": "3/4", "u": "1/4"}, game.messages, game.payoffs)
    assert [audit(tilted, assessment(tilted, *one)).valid for one in told] == [True, True]
    certificate = audit(tilted, continuum(tilted, told))
    assert certificate.valid is False
    assert "after m the receiver gains by a" in certificate.problems[0]


@pytest.mark.compares
@settings(max_examples=36)
@given(st.data())
def test_nash_regret_of_random_profiles_is_pygambits(data):
    game = data.draw(signaling_games(types=(1, 3), messages=(1, 3)))
    mix = st.integers(0, 3)

    def chances(labels):
        weights = data.draw(st.lists(mix, min_size=len(labels), max_size=len(labels)).filter(any))
        return {a: F(w, sum(weights)) for a, w in zip(labels, weights, strict=True) if w}

    sigma = {t: chances(list(game.messages)) for t in game.types}
    rho = {m: chances(list(options)) for m, options in game.messages.items()}
    eq = assessment(game, sigma, rho, {})
    regret, payoffs = to_gambit_profile(game.extensive(), eq.strategy)
    certificate = audit(game, eq, concept="nash")
    by_type = sum(p * certificate.regret[t] for t, p in game.types.items())
    assert by_type == regret["sender"]
    assert eq.payoffs == payoffs
    # the receiver's regrets are weighted by how often each message comes
    assert sum(x for k, x in certificate.regret.items() if k not in game.types) == regret["receiver"]
    assert certificate.valid is (max(regret.values()) == 0)
    tree = game.extensive()
    as_tree = audit(tree, replace(eq, type_payoffs={}), concept="nash")
    assert as_tree.regret == regret


# -- extensive games -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("game_id", "name"), CASES)
def test_published_profiles(game_id, name):
    tree, strategy, facts = case(game_id, name)
    eq = equilibrium(tree, strategy)
    certificate = audit(tree, eq, concept="nash")
    assert [eq.payoffs[p] for p in tree.players] == [F(x) for x in facts["payoffs"]]
    assert [certificate.regret[p] for p in tree.players] == [F(x) for x in facts["regrets"]]
    assert certificate.valid is facts["is_nash"]


def test_stated_beliefs_of_a_tree_are_compared_with_bayes_rule():
    tree, strategy, _ = case("card_game", "equilibrium")
    (key,) = list(strategy["Alice"])
    good = {key: {"Red/Raise": F(3, 4), "Black/Raise": F(1, 4)}}
    assert audit(tree, equilibrium(tree, strategy, beliefs=good), concept="nash").valid is True
    bad = {key: {"Red/Raise": F(1, 2), "Black/Raise": F(1, 2)}}
    assert audit(tree, equilibrium(tree, strategy, beliefs=bad), concept="nash").bayes_error > 0


@pytest.mark.compares
@settings(max_examples=30)
@given(st.data())
def test_regret_in_random_trees_is_pygambits(data):
    tree = data.draw(extensive_games(information=data.draw(st.booleans())))
    strategy = {p: {} for p in tree.players}
    for key in tree.information_sets:
        labels = tree.actions(key)
        weights = data.draw(st.lists(st.integers(0, 2), min_size=len(labels), max_size=len(labels)).filter(any))
        strategy[tree.owner(key)][key] = {a: F(w, sum(weights)) for a, w in zip(labels, weights, strict=True) if w}
    eq = equilibrium(tree, strategy)
    regret, payoffs = to_gambit_profile(tree, strategy)
    certificate = audit(tree, eq, concept="nash")
    assert (certificate.regret, eq.payoffs) == (regret, payoffs)
    # subgame perfection is stronger, and the same in a tree whose only subgame is itself
    stronger = audit(tree, eq, concept="subgame-perfect")
    if stronger.valid:
        assert certificate.valid is True
    assert all(stronger.regret[p] >= regret[p] for p in tree.players if not tree.perfect_information)


def entry_game():
    return ExtensiveGame(
        "enter",
        {
            "enter": Move("entrant", stay_out=Payoff(entrant=0, incumbent=2), go="answer"),
            "answer": Move("incumbent", fight=Payoff(entrant=-1, incumbent=-1), share=Payoff(entrant=1, incumbent=1)),
        },
    )


def test_an_empty_threat_is_nash_and_not_subgame_perfect():
    tree = entry_game()
    threat = equilibrium(tree, {"entrant": {"enter": {"stay_out": 1}}, "incumbent": {"answer": {"fight": 1}}})
    assert audit(tree, threat, concept="nash").valid is True
    certificate = audit(tree, threat)
    assert (certificate.concept, certificate.valid) == ("subgame-perfect", False)
    assert certificate.problems == ("at answer incumbent gains by share (by 2)",)
    assert certificate.regret == {"entrant": 0, "incumbent": 2}


def test_a_path_alone_needs_some_credible_play_off_it():
    tree = entry_game()
    out = Equilibrium(
        "out", {"entrant": {"enter": {"stay_out": 1}}}, {}, {"entrant": 0, "incumbent": 2}, {"stay_out": 1}
    )
    assert audit(tree, out).valid is False
    path = {"entrant": {"enter": {"go": 1}}, "incumbent": {"answer": {"share": 1}}}
    assert audit(tree, equilibrium(tree, path)).valid is True


def test_a_tie_off_the_path_can_support_it():
    tree = ExtensiveGame(
        "a",
        {
            "a": Move("one", left=Payoff(one=1, two=0), right="b"),
            "b": Move("two", up=Payoff(one=2, two=0), down=Payoff(one=0, two=0)),
        },
    )
    left = Equilibrium("left", {"one": {"a": {"left": 1}}}, {}, {"one": 1, "two": 0}, {"left": 1})
    assert audit(tree, left).valid is True
    assert audit(tree, equilibrium(tree, {"one": {"a": {"left": 1}}, "two": {"b": {"up": 1}}})).valid is False


def test_subgames_with_information_sets():
    """Out, with the worse play in the subgame after it; an information set inside a proper subgame."""
    tree, strategy, _ = case("outside_option", "out, mixed subgame")
    assert audit(tree, equilibrium(tree, strategy), concept="subgame-perfect").valid is True
    off = {p: dict(sets) for p, sets in strategy.items()}
    key = next(k for k in off["player1"] if "A" in off["player1"][k])
    off["player1"][key] = {"A": F(1)}
    certificate = audit(tree, equilibrium(tree, off), concept="subgame-perfect")
    assert audit(tree, equilibrium(tree, off), concept="nash").valid is True
    assert certificate.valid is False
    assert max(size for where, size in certificate.regret.items() if " at " in where) > 0


@pytest.mark.compares
@settings(max_examples=36)
@given(extensive_games(players=3), st.randoms(use_true_random=False))
def test_subgame_perfect_by_backward_induction_is_accepted_and_any_worse_move_is_not(tree, rng):
    value, strategy, strict = {}, {p: {} for p in tree.players}, []
    for name in reversed(tree.order):
        node = tree.nodes[name]
        after = {a: (value[to] if isinstance(to, str) else to.values) for a, to in tree.children(name)}
        if isinstance(node, Chance):
            value[name] = {p: sum(q * after[a][p] for a, (q, _) in node.branches.items()) for p in tree.players}
        else:
            best = max(after, key=lambda a: after[a][node.player])
            value[name] = after[best]
            strategy[node.player][name] = {best: F(1)}
            strict += [(node.player, name, a) for a in after if after[a][node.player] < after[best][node.player]]
    assert audit(tree, equilibrium(tree, strategy), concept="subgame-perfect").valid is True
    if strict:
        player, name, worse = rng.choice(strict)
        changed = {p: dict(sets) for p, sets in strategy.items()}
        changed[player][name] = {worse: F(1)}
        assert audit(tree, equilibrium(tree, changed), concept="subgame-perfect").valid is False


# -- strategic games -------------------------------------------------------------------------------------------------


def mixed(game, strategy):
    profile = {p: {p: {s: F(x) for s, x in chances.items()}} for p, chances in strategy.items()}
    payoffs, outcome = dict.fromkeys(game.players, F(0)), {}
    for cell, row in game.payoffs.items():
        chance = F(1)
        for p, s in zip(game.players, cell, strict=True):
            chance *= profile[p][p].get(s, 0)
        if chance:
            outcome["/".join(cell)] = chance
            for p, x in zip(game.players, row, strict=True):
                payoffs[p] += chance * x
    return Equilibrium("mixed", profile, {}, payoffs, outcome)


def test_matching_pennies_and_a_miss():
    game = StrategicGame.from_arrays([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
    half = {"1": "1/2", "2": "1/2"}
    assert audit(game, mixed(game, {"row": half, "column": half})).valid is True
    certificate = audit(game, mixed(game, {"row": half, "column": {"1": "2/3", "2": "1/3"}}))
    assert certificate.regret == {"row": F(1, 3), "column": 0}
    assert certificate.problems == ("row gains by 1 (by 1/3)",)


def test_three_players():
    """All choose the same or nothing: coordination on x is strict, on mixtures only at one half each."""
    cells = {(a, b, c): (int(a == b == c),) * 3 for a in "xy" for b in "xy" for c in "xy"}
    game = StrategicGame(dict.fromkeys("pqr", ("x", "y")), cells)
    half = {"x": "1/2", "y": "1/2"}
    assert audit(game, mixed(game, {"p": half, "q": half, "r": half})).valid is True
    assert audit(game, mixed(game, {"p": {"x": 1}, "q": {"x": 1}, "r": {"x": 1}})).valid is True
    assert audit(game, mixed(game, {"p": half, "q": half, "r": {"x": 1}})).regret["p"] == F(1, 4)


def test_a_component_is_checked_in_its_middle():
    """Two pure equilibria of a coordination game are no component; the ends of an indifferent player's choice are."""
    game = StrategicGame.from_arrays([[1, 0], [0, 1]], [[1, 0], [0, 1]])
    ends = tuple(mixed(game, {"row": {s: 1}, "column": {s: 1}}) for s in "12")
    certificate = audit(game, replace(ends[0], isolated=False, vertices=ends))
    assert certificate.valid is True  # the middle is the mixed equilibrium, by chance
    skew = StrategicGame.from_arrays([[2, 0], [0, 1]], [[2, 0], [0, 1]])
    ends = tuple(mixed(skew, {"row": {s: 1}, "column": {s: 1}}) for s in "12")
    assert audit(skew, replace(ends[0], isolated=False, vertices=ends)).valid is False
    idle = StrategicGame.from_arrays([[1], [1]], [[0], [3]])
    ends = tuple(mixed(idle, {"row": {s: 1}, "column": {"1": 1}}) for s in "12")
    assert audit(idle, replace(ends[0], isolated=False, vertices=ends)).valid is True


# -- regimes of parametric games -------------------------------------------------------------------------------------


def symbolic(game, sigma, rho, beliefs, **more):
    read = [{k: {a: parse(p) for a, p in c.items()} for k, c in table.items()} for table in (sigma, rho, beliefs)]
    return assessment(game, *read, **more)


def beer_p():
    entry = PARAMETRIC["beer_quiche_p"]
    return game_of(entry), domain_of(entry)


def pooling(game, when, duel="1", **more):
    return symbolic(
        game,
        {"wimp": {"beer": "1"}, "surly": {"beer": "1"}},
        {"beer": {"dont": "1"}, "quiche": {"duel": duel, "dont": f"1 - ({duel})"}},
        {"beer": {"wimp": "p", "surly": "1 - p"}, "quiche": {"wimp": "1/2", "surly": "1/2"}},
        when=parse_condition(when), **more,
    )  # fmt: skip


def test_a_regime_is_proved_on_its_condition_and_refuted_beyond():
    game, domain = beer_p()
    assert audit(game, pooling(game, "p < 1/2"), domain=domain).valid is True
    assert audit(game, pooling(game, "p <= 1/2"), domain=domain).valid is True
    certificate = audit(game, pooling(game, "p < 2/3"), domain=domain)
    assert certificate.valid is False
    assert certificate.witness["p"] > F(1, 2)
    assert certificate.regret["beer"] == 2 * certificate.witness["p"] - 1
    nowhere = audit(game, pooling(game, "p < 0"), domain=domain)
    assert nowhere.problems == ("the condition of the regime holds nowhere in the domain",)


def test_a_regime_with_closed_forms():
    game, domain = beer_p()
    hybrid = symbolic(
        game,
        {"wimp": {"beer": "(1-p)/p", "quiche": "(2*p-1)/p"}, "surly": {"beer": "1"}},
        {"beer": {"duel": "1/2", "dont": "1/2"}, "quiche": {"duel": "1"}},
        {"beer": {"wimp": "1/2", "surly": "1/2"}, "quiche": {"wimp": "1"}},
        when=parse_condition("p > 1/2"),
    )
    assert audit(game, hybrid, domain=domain).valid is True
    wide = audit(game, replace(hybrid, when=parse_condition("p > 1/3")), domain=domain)
    assert wide.valid is False
    assert any("the probability of quiche is negative" in p for p in wide.problems)
    wrong = replace(hybrid, payoffs={**hybrid.payoffs, "receiver": parse("p/2")})
    assert any("payoff of receiver" in p for p in audit(game, wrong, domain=domain).problems)
    off = replace(hybrid, beliefs={**hybrid.beliefs, "beer": {"wimp": parse("p"), "surly": parse("1-p")}})
    assert audit(game, off, domain=domain).bayes_error > 0


def test_formulas_must_be_defined_throughout():
    game, domain = beer_p()
    eq = pooling(game, "p < 1/2")
    strategy = {**eq.strategy, "receiver": {**eq.strategy["receiver"], "quiche": {"duel": parse("(4*p-1)/(4*p-1)")}}}
    assert audit(game, replace(eq, strategy=strategy), domain=domain).valid is True  # it cancels: no division left
    strategy["receiver"]["quiche"] = {"duel": parse("p/(4*p-1)"), "dont": parse("(3*p-1)/(4*p-1)")}
    certificate = audit(game, replace(eq, strategy=strategy), domain=domain)
    assert any("divides by" in p and "which can be zero" in p for p in certificate.problems)
    assert certificate.witness == {"p": F(1, 4)}


def test_alternatives_of_deterrence():
    """After quiche the duel must come with probability 1/2 at least; who does not say so everywhere is found out."""
    game, domain = beer_p()
    eq = pooling(game, "p < 1/2")
    strategy = {**eq.strategy, "receiver": {"beer": eq.strategy["receiver"]["beer"]}}
    beliefs = {"beer": eq.beliefs["beer"]}
    bare = replace(eq, strategy=strategy, beliefs=beliefs)

    def certify(*alternatives):
        table = tuple(({r: parse(p) for r, p in a.items()}, parse_condition(c)) for a, c in alternatives)
        return audit(game, replace(bare, deterrence={"quiche": table}), domain=domain)

    assert "says no answer to quiche" in audit(game, bare, domain=domain).problems[0]
    assert certify(({"duel": "1"}, "0 < 1")).valid is True
    assert certify(({"duel": "1"}, "p < 1/4"), ({"duel": "3/4", "dont": "1/4"}, "p >= 1/4")).valid is True
    gap = certify(({"duel": "1"}, "p < 1/4"), ({"duel": "1"}, "p > 1/3"))
    assert gap.problems == ("no answer to quiche deters every type somewhere",)
    assert F(1, 4) <= gap.witness["p"] <= F(1, 3)
    weak = certify(({"duel": "1 - 2*p", "dont": "2*p"}, "0 < 1"))
    assert weak.problems == ("type wimp gains by sending quiche, answered by duel, dont",)
    assert weak.witness["p"] > F(1, 4)


def test_an_alternative_needs_a_belief():
    """A response that no belief supports deters nobody, wherever the parameters make it dominated."""
    game = SignalingGame(
        "s", "r", {"t": "1/2", "u": "1/2"}, {"m": ["end"], "n": ["x", "y"]},
        {("t", "m", "end"): (0, 0), ("u", "m", "end"): (0, 0),
         ("t", "n", "x"): (-1, "a"), ("u", "n", "x"): (-1, "a - 1"),
         ("t", "n", "y"): (1, 0), ("u", "n", "y"): (1, 0)},
    )  # fmt: skip
    domain = Domain({"a": Interval(F(-2), F(2))})
    even = {"t": F(1, 2), "u": F(1, 2)}
    eq = assessment(game, {"t": {"m": F(1)}, "u": {"m": F(1)}}, {"m": {"end": F(1)}}, {"m": even})

    def certify(when):
        table = {"n": (({"x": F(1)}, parse_condition("0 < 1")),)}
        return audit(game, replace(eq, when=parse_condition(when), deterrence=table), domain=domain)

    assert certify("a >= 0").valid is True
    certificate = certify("a >= -1")
    assert certificate.problems == ("no belief after n makes x optimal",)
    assert set(certificate.witness) == {"a"}
    assert certificate.witness["a"] < 0


def test_a_path_regime_of_a_parametric_tree():
    """Entry pays if sharing does, or if the incumbent would rather share; the rest is off the path."""
    tree = ExtensiveGame(
        "enter",
        {
            "enter": Move("entrant", out=Payoff(entrant=0, incumbent=2), go="answer"),
            "answer": Move(
                "incumbent", fight=Payoff(entrant="-1", incumbent="f"), share=Payoff(entrant="s", incumbent="1")
            ),
        },
    )
    domain = Domain({"f": Interval(F(-3), F(3)), "s": Interval(F(-3), F(3))})
    stay = {"entrant": {"enter": {"out": F(1)}}}
    out = Equilibrium("out", stay, {}, {"entrant": F(0), "incumbent": F(2)}, {"out": F(1)})
    condition = parse_condition("f >= 1") | parse_condition("s <= 0")
    assert audit(tree, replace(out, when=condition), domain=domain).valid is True
    certificate = audit(tree, replace(out, when=parse_condition("f >= 1/2")), domain=domain)
    assert certificate.valid is False
    assert certificate.witness["f"] < 1
    assert certificate.witness["s"] > 0


ENOUGH = {  # when air defense is asked for, supplied, and answered by coercion
    "russia stands aside after a strike": "escalation_cost > rescue_chance*foothold + abandonment_cost",
    "sustainment does not stop the strike": "strike_gain - coercion_gain > strike_cost_sustainment",
    "air defense does": "strike_gain - coercion_gain < strike_cost_air_defense",
    "better than sustainment": "{air} + foothold > {sus} + attrition_value*strike_cost_sustainment - abandonment_cost",
    "better than nothing": "{air} + foothold > attrition_value*strike_cost_nothing - abandonment_cost",
}
NET = {
    "air": "(tie_air_defense - stock_cost_air_defense/(1 - distraction) - escalation_cost*clash_risk_air_defense)",
    "sus": "(tie_sustainment - stock_cost_sustainment/(1 - distraction))",
}


@pytest.mark.parametrize("left_out", [None, *ENOUGH])
def test_air_defense_as_the_ceiling_in_27_parameters(left_out):
    """The path of ``support_sequence`` at its base numbers, for all parameter values: each condition is needed."""
    model = load(FIRST_SEQUENCE)
    tree = model.game
    when = all_of(parse_condition(text.format(**NET)) for name, text in ENOUGH.items() if name != left_out)
    strategy = {p: {} for p in tree.players}
    at = tree.root
    for action in ("air_defense", "air_defense", "coerce"):
        node = tree.nodes[at]
        strategy[node.player][tree.information_set(at)] = {action: F(1)}
        at = node.actions[action]
    path = Equilibrium("path", strategy, {}, at.values, {"air_defense/air_defense/coerce": F(1)}, when=when)
    assert when.at(model.baseline)
    certificate = audit(model, path)
    assert certificate.valid is (left_out is None), str(certificate)
    if left_out is not None:
        assert when.at(certificate.witness)


def test_concepts_and_arguments_are_checked():
    tree = entry_game()
    eq = equilibrium(tree, {"entrant": {"enter": {"go": 1}}, "incumbent": {"answer": {"share": 1}}})
    with pytest.raises(ConceptError, match="did you mean 'nash'"):
        audit(tree, eq, concept="nsh")
    chicken = load("chicken").game
    with pytest.raises(ConceptError, match="does not apply"):
        audit(chicken, eq, concept="perfect-bayesian")
    with pytest.raises(TypeError, match="equilibrium"):
        audit(tree)
    with pytest.raises(TypeError, match="expected a game"):
        audit("beer_quiche", eq)


# -- the two roads to feasibility ------------------------------------------------------------------------------------

ROWS = st.lists(st.lists(st.integers(-3, 3), min_size=3, max_size=3), max_size=3)


@pytest.mark.compares
@settings(max_examples=36)
@given(ROWS)
def test_mixture_farkas_and_the_oracle_agree(rows):
    found = mixture(rows, 3)
    assert (found is not None) is bool(polyhedra.extreme_rays(3, rows))
    if found is not None:
        assert sum(found) == 1
        assert min(found) >= 0
        assert all(sum(a * x for a, x in zip(row, found, strict=True)) >= 0 for row in rows)
    statement, domain = farkas(rows, Domain())
    assert decide(statement, domain).answer is (found is None)
