"""Subgame-perfect equilibria against the literature, against brute force, and parametric against numeric.

The oracle knows only the definition: it lists every pure profile and asks in every subgame whether some player has a
better strategy there, whatever the player does at how many nodes.
"""

import itertools
import pickle
from collections import Counter
from fractions import Fraction

import pytest
from helpers.perfect_information_data import DATA, build, domain_of
from helpers.strategies import extensive_games
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import gametheory as gt
from gametheory import ConceptError
from gametheory.concepts import SubgamePerfect
from gametheory.game import Chance, ExtensiveGame, Move, Payoff, SignalingGame
from gametheory.lang import Domain, Interval, all_of, decide, exact, implies, parse_condition, relation

F = Fraction


def by_id(cases):
    return pytest.mark.parametrize("case", cases, ids=[case["id"] for case in cases])


def solve(game, domain=None):
    return SubgamePerfect().solve(game, domain) if domain is not None else gt.solve(game)


def flat(strategy):
    """Return a pure strategy profile as {information set: action}."""
    chosen = {}
    for plan in strategy.values():
        for where, mixture in plan.items():
            ((action, probability),) = mixture.items()
            assert probability == 1
            chosen[where] = action
    return chosen


def numbers(case, texts):
    return dict(zip(case["players"], map(F, texts), strict=True))


# -- the literature -------------------------------------------------------------------------------------------------


@by_id(DATA["numeric"])
def test_every_equilibrium_of_the_case_and_no_other(case):
    solution = gt.solve(build(case))
    assert isinstance(solution.concept, SubgamePerfect), "the default for perfect information"
    assert solution.exhaustive
    found = sorted((eq.name, tuple(sorted(flat(eq.strategy).items())), dict(eq.payoffs)) for eq in solution)
    expected = sorted(
        (row["path"], tuple(sorted(row["strategy"].items())), numbers(case, row["payoffs"]))
        for row in case["equilibria"]
    )
    assert found == expected
    assert all(eq.count == 1 for eq in solution)


@by_id(DATA["parametric"])
def test_regimes_are_the_regions_of_the_case(case):
    game = build(case)
    domain = domain_of(case, game)
    solution = solve(game, domain)
    assert solution.exhaustive
    expected = {}
    for region in case["regions"]:
        inside = all_of(map(parse_condition, region["when"]))
        payoffs = tuple(exact(x) for x in region["payoffs"])
        expected.setdefault((region["path"], payoffs), []).append(inside)
    found = {(eq.name, tuple(exact(eq.payoffs[p]) for p in case["players"])): eq.when for eq in solution}
    assert set(found) == set(expected)
    for key, regions in expected.items():
        for region in regions:
            assert implies(region, found[key], domain) is True, "the regime exists all over the region"
        for other, when in found.items():
            if other != key:
                for region in regions:
                    assert decide(region & when, domain).answer is False, "and no other regime does"


@by_id(DATA["parametric"])
def test_samples_of_the_case(case):
    solution = solve(build(case), domain_of(case, build(case)))
    for sample in case["samples"]:
        (here,) = solution.at(sample["point"])
        assert here.name == sample["path"]
        assert flat(here.strategy) == sample["strategy"]
        assert dict(here.payoffs) == numbers(case, sample["payoffs"])
        held = [eq.name for eq in solution if eq.when.at({k: F(v) for k, v in sample["point"].items()})]
        assert held == [sample["path"]]


# -- the definition ---------------------------------------------------------------------------------------------------


def value(game, profile, free=None):
    """Return each node's expected payoffs if all follow the profile and ``free`` does the best instead."""
    worth = {}

    def after(target):
        return worth[target] if isinstance(target, str) else target.values

    for name in reversed(game.order):
        node = game.nodes[name]
        if isinstance(node, Move) and node.player == free:
            worth[name] = max((after(t) for t in node.actions.values()), key=lambda v: v[free])
        elif isinstance(node, Move):
            worth[name] = after(node.actions[profile[name]])
        elif isinstance(node, Chance):
            worth[name] = {p: sum(q * after(t)[p] for q, t in node.branches.values()) for p in game.players}
        else:
            worth[name] = node.values
    return worth


def reached(game, profile):
    """Return the distribution over terminal histories."""
    out = {}

    def walk(target, labels, weight):
        node = game.nodes[target] if isinstance(target, str) else target
        if isinstance(node, Payoff):
            out["/".join(labels)] = weight
        elif isinstance(node, Move):
            walk(node.actions[profile[target]], [*labels, profile[target]], weight)
        else:
            for label, (p, after) in node.branches.items():
                walk(after, [*labels, label], weight * p)

    walk(game.root, [], F(1))
    return out


def profiles_by_brute_force(game, most=3000):
    moves = [name for name in game.order if isinstance(game.nodes[name], Move)]
    menus = [list(game.nodes[name].actions) for name in moves]
    size = 1
    for menu in menus:
        size *= len(menu)
    assume(size <= most)
    for choice in itertools.product(*menus):
        profile = dict(zip(moves, choice, strict=True))
        now = value(game, profile)
        if all(value(game, profile, p)[n][p] <= now[n][p] for p in game.players for n in game.order):
            yield profile


def frozen(mapping):
    return frozenset(mapping.items())


@pytest.mark.compares
@settings(max_examples=75)
@given(extensive_games(players=2, depth=3, low=0, high=2) | extensive_games(players=3, depth=2, low=0, high=1))
def test_outcomes_counts_and_profiles_are_those_of_the_definition(game):
    oracle = [(frozen(profile), frozen(reached(game, profile))) for profile in profiles_by_brute_force(game)]
    solution = gt.solve(game)
    assert Counter(outcome for _, outcome in oracle) == {frozen(eq.outcome): eq.count for eq in solution}
    concept = SubgamePerfect()
    assert sorted(sorted(flat(s).items()) for s in concept.profiles(game)) == sorted(sorted(p) for p, _ in oracle)
    for eq in solution:
        shown = frozen(flat(eq.strategy))
        behind = {p for p, outcome in oracle if outcome == frozen(eq.outcome)}
        assert shown in behind, "the strategy that is shown is subgame perfect and has this outcome"
        assert {frozen(flat(s)) for s in concept.profiles(game, eq)} == behind
        profile = dict(shown)
        assert dict(eq.payoffs) == dict(value(game, profile)[game.root])


@pytest.mark.compares
@settings(max_examples=30)
@given(extensive_games(players=2, depth=3, low=0, high=2))
def test_mixing_is_flagged_exactly_where_the_mover_is_indifferent_on_the_path(game):
    everything = [(p, value(game, p)) for p in profiles_by_brute_force(game)]
    for eq in gt.solve(game):
        chosen = flat(eq.strategy)
        on_path = [n for n in game.order if isinstance(game.nodes[n], Move) and _passes(game, chosen, n)]
        tied = []
        for name in on_path:
            node = game.nodes[name]
            worth = value(game, chosen)[name][node.player]
            for label, target in node.actions.items():
                if label == chosen[name]:
                    continue
                ends = [v[target] if isinstance(target, str) else target.values for _, v in everything]
                if any(end[node.player] == worth for end in ends):
                    tied.append(name)
                    break
        assert sorted(note.split()[3] for note in eq.notes) == sorted(tied)


def _passes(game, profile, name):
    stack = [game.root]
    while stack:
        at = stack.pop()
        if at == name:
            return True
        node = game.nodes[at]
        after = [t for _, t in game.children(at)]
        if isinstance(node, Move):
            after = [node.actions[profile[at]]]
        stack += [t for t in after if isinstance(t, str)]
    return False


# -- parametric against numeric ---------------------------------------------------------------------------------------

WORTHS = st.sampled_from(["0", "1/2", "1", "a", "b", "1 - a", "a + b", "2*b", "a*b"])


@st.composite
def parametric_games(draw):
    """Small trees with payoffs and chances in two parameters."""
    nodes = {}
    players = ["p1", "p2"]

    def grow(level):
        if level == 0 or (level < 2 and draw(st.integers(0, 2)) == 0):
            return Payoff({p: draw(WORTHS) for p in players})
        name = f"n{len(nodes)}"
        nodes[name] = None
        if level < 3 and draw(st.integers(0, 4)) == 0:
            nodes[name] = Chance(x=("a", grow(level - 1)), y=("1 - a", grow(level - 1)))
        else:
            nodes[name] = Move(draw(st.sampled_from(players)), {m: grow(level - 1) for m in "lr"})
        return name

    return ExtensiveGame(grow(3), nodes, players)


UNIT = Domain({"a": Interval(F(0), F(1), open_low=True, open_high=True), "b": Interval(F(0), F(1))})


@pytest.mark.compares
@settings(max_examples=10)
@given(parametric_games())
def test_parametric_equals_numeric_on_and_off_ties(game):
    solution = solve(game, UNIT)
    assert solution.exhaustive
    borders = {atom for eq in solution for atom in eq.when.atoms()} | set(solution.knife_edges)
    for a, b in itertools.product([F(1, 4), F(1, 3), F(1, 2), F(3, 4)], [F(0), F(1, 4), F(2, 7), F(1, 2), F(1)]):
        point = {"a": a, "b": b}
        numeric = gt.solve(game.subs(point))
        held = {frozen({h: exact(p).at(point) for h, p in eq.outcome.items()}) for eq in solution if eq.when.at(point)}
        expected = {frozen(eq.outcome) for eq in numeric}
        assert held <= expected, "no regime claims a point at which it is no equilibrium"
        at_border = any(relation(x, "=").at(point) for atom in borders for x in [_polynomial(atom)])
        if not at_border:
            assert held == expected
        assert {frozen(eq.outcome) for eq in solution.at(point)} == expected


def _polynomial(condition):
    (atom,) = condition.atoms()
    return atom.expression


def test_a_tie_that_is_a_border_of_two_regimes_holds_both():
    game = ExtensiveGame("n", {"n": Move("p", l=Payoff(p="a"), r=Payoff(p="1/2"))})
    solution = solve(game, Domain({"a": Interval(F(0), F(1))}))
    assert {eq.name: str(eq.when) for eq in solution} == {"l": "a >= 1/2", "r": "a <= 1/2"}
    here = solution.at(a="1/2")
    assert [eq.name for eq in here] == ["l", "r"]
    assert all("a tie at n admits mixing" in note for eq in here for note in eq.notes)
    assert all(eq.notes for eq in here)
    assert [eq.name for eq in solution.at(a="2/3")] == ["l"]
    assert not solution.at(a="2/3")[0].notes


def test_an_outcome_of_an_equality_is_a_knife_edge_and_is_there_at_the_point():
    game = ExtensiveGame("n", {"n": Move("p", l=Payoff(p="0"), r=Payoff(p="a"))})
    solution = solve(game, Domain({"a": Interval(F(0), F(1))}))
    assert [eq.name for eq in solution] == ["r"]
    assert [str(edge) for edge in solution.knife_edges] == ["a = 0"]
    assert [eq.name for eq in solution.at(a=0)] == ["l", "r"]
    assert [eq.name for eq in solution.at(a=1)] == ["r"]


def test_an_outcome_that_lives_on_an_equality_inside_the_domain():
    # the second player is indifferent whatever a is; the first goes right only if right can be worth as much as left
    game = ExtensiveGame(
        "n",
        {
            "n": Move("p", l=Payoff(p="a**2 - a + 1/4", q=0), r="m"),
            "m": Move("q", u=Payoff(p=0, q=1), d=Payoff(p=-1, q=1)),
        },
    )
    solution = solve(game, Domain({"a": Interval(F(0), F(1))}))
    assert [eq.name for eq in solution] == ["l"]
    (edge,) = solution.knife_edges
    assert edge.at({"a": F(1, 2)})
    assert not edge.at({"a": F(1, 3)})
    assert [eq.name for eq in solution.at(a="1/2")] == ["l", "r/u"]
    assert solution.at(a="1/2")[0].count == 2


def test_denominators_of_either_sign_keep_the_sense_of_a_comparison():
    game = ExtensiveGame("n", {"n": Move("p", l=Payoff(p="1/a"), r=Payoff(p="1/2"))})
    below = solve(game, Domain({"a": Interval(F(-2), F(-1))}))
    assert [eq.name for eq in below] == ["r"]
    above = solve(game, Domain({"a": Interval(F(1), F(4))}))
    assert {eq.name: str(eq.when) for eq in above} == {"l": "a <= 2", "r": "a >= 2"}


def test_regimes_show_the_path_only_and_the_point_the_whole_profile():
    case = next(c for c in DATA["parametric"] if c["id"] == "audience_costs")
    solution = solve(build(case), domain_of(case, build(case)))
    regime = next(eq for eq in solution if eq.name == "challenge/concede")
    assert flat(regime.strategy) == {"A1": "challenge", "B": "concede"}
    here = solution.at(p="1/2", cA="7/10", cB="3/5", a="1/4")[0]
    assert flat(here.strategy) == {"A1": "challenge", "B": "concede", "A2": "attack"}


def test_expected_payoffs_and_outcome_of_chance_are_closed_forms():
    case = next(c for c in DATA["parametric"] if c["id"] == "risk_of_disaster")
    game = build(case)
    stand = ExtensiveGame(
        "chance", {"chance": game.nodes[next(n for n in game.nodes if n.startswith("chance"))]}, game.players
    )
    (eq,) = solve(
        stand, Domain({"rho": Interval(F(0), F(1), True, True), "v": Interval(), "DA": Interval(), "DB": Interval()})
    )
    assert eq.outcome == {"disaster": exact("rho"), "A backs down": exact("1 - rho")}
    assert eq.payoffs == {"A": exact("-rho*DA"), "B": exact("-rho*DB + (1 - rho)*v")}
    assert str(eq.when) == "always"


# -- large trees, and what is refused ---------------------------------------------------------------------------------


def test_a_chain_of_ten_thousand_moves():
    n = 10_000
    nodes = {
        f"n{i}": Move("ab"[i % 2], stop=Payoff(a=i, b=n - i), go=f"n{i + 1}" if i + 1 < n else Payoff(a=0, b=0))
        for i in range(n)
    }
    (eq,) = gt.solve(ExtensiveGame("n0", nodes))
    chosen = flat(eq.strategy)
    assert len(chosen) == n
    # b stops at once because a later stop is worth less to b; a waits for no one, since b would stop next
    assert chosen["n9999"] == "stop"
    assert eq.name.count("/") == chosen_path_length(chosen) - 1
    assert pickle.loads(pickle.dumps(eq)).strategy == eq.strategy


def chosen_path_length(chosen):
    steps = 0
    while chosen.get(f"n{steps}") == "go":
        steps += 1
    return steps + 1


def test_all_ties_are_counted_not_listed():
    depth = 10
    nodes = {}
    for level in range(depth):
        for i in range(2**level):
            ends = [f"{level + 1}.{2 * i + j}" if level + 1 < depth else Payoff(a=0, b=0) for j in (0, 1)]
            nodes[f"{level}.{i}"] = Move("ab"[level % 2], l=ends[0], r=ends[1])
    solution = gt.solve(ExtensiveGame("0.0", nodes))
    assert len(solution) == 2**depth
    # every profile is an equilibrium; an outcome fixes the actions at the nodes of its path
    assert {eq.count for eq in solution} == {2 ** (2**depth - 1 - depth)}
    assert next(SubgamePerfect().profiles(solution.game, solution[3])) is not None


def test_too_many_outcomes_are_refused_and_never_cut_short():
    tied = {f"t{i}": Move("p", {m: Payoff(p=0) for m in "abcd"}) for i in range(6)}
    nodes = {"nature": Chance({f"c{i}": (F(1, 6), f"t{i}") for i in range(6)}), **tied}
    game = ExtensiveGame("nature", nodes)
    with pytest.raises(ConceptError, match=r"'nature' has 4096 subgame-perfect outcomes.*limit of 100.*limit=4096"):
        gt.solve(game, SubgamePerfect(limit=100))
    assert len(gt.solve(game, SubgamePerfect(limit=4096))) == 4096


def test_information_sets_are_refused_by_name():
    game = ExtensiveGame(
        "first",
        {
            "first": Move("p", l="second l", r="second r"),
            "second l": Move("q", information="unseen", u=Payoff(p=1, q=0), d=Payoff(p=0, q=1)),
            "second r": Move("q", information="unseen", u=Payoff(p=0, q=1), d=Payoff(p=1, q=0)),
        },
    )
    with pytest.raises(
        ConceptError, match=r"information set 'unseen' holds 2 nodes \('second l', 'second r'\).*Nash\(\)"
    ):
        gt.solve(game, SubgamePerfect())


def test_other_kinds_of_games_are_refused():
    game = SignalingGame("s", "r", {"t": 1}, {"m": ("x",)}, {("t", "m", "x"): (0, 0)})
    with pytest.raises(ConceptError, match="SubgamePerfect solves extensive games with perfect information"):
        gt.solve(game, SubgamePerfect())


def test_profiles_needs_numbers():
    game = ExtensiveGame("n", {"n": Move("p", l=Payoff(p="a"), r=Payoff(p=0))})
    with pytest.raises(ConceptError, match=r"profiles\(\) needs numbers.*subs"):
        next(SubgamePerfect().profiles(game))


def test_one_payoff_and_no_move():
    (eq,) = gt.solve(ExtensiveGame("end", {"end": Payoff(p=3)}))
    assert eq.payoffs == {"p": 3}
    assert eq.outcome == {"": 1}
