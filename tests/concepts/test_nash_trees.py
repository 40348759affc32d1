"""Nash equilibria of extensive and signaling games of two players: outcomes, in sequence form."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest
from helpers.nash_data import BY_NAME, GAMES, tree_of
from helpers.strategies import extensive_games, signaling_games
from hypothesis import given, settings

from gametheory.concepts.auditing import audit
from gametheory.concepts.concept import solve
from gametheory.concepts.exact.simplex import in_hull
from gametheory.concepts.nash.concept import Nash
from gametheory.concepts.nash.frames import frame_of
from gametheory.concepts.nash.vertex_enumeration import extreme_equilibria
from gametheory.errors import ConceptError
from gametheory.game import Chance, ExtensiveGame, Move, Payoff, SignalingGame
from gametheory.game.forms import signaling_to_extensive, strategic_form


def fractions(texts):
    return tuple(Fraction(x) for x in texts)


def play(tree, behaviour):
    """The outcome of a behaviour profile, given by information set; the first action where nothing is said."""
    outcome = {}
    for path, _ in tree.paths():
        weight = Fraction(1)
        for name, label in path:
            node = tree.nodes[name]
            if isinstance(node, Chance):
                weight *= node.branches[label][0]
            else:
                where = tree.information_set(name)
                plan = behaviour.get(where, {tree.actions(where)[0]: 1})
                weight *= Fraction(plan.get(label, 0))
        if weight:
            outcome["/".join(label for _, label in path)] = weight
    return outcome


def corners(solution):
    return [one for eq in solution for one in (eq.vertices or (eq,))]


def payoff_set(solution):
    return {tuple(one.payoffs.values()) for one in corners(solution)}


def contains(solution, outcome):
    """Whether some entry has the outcome: as it stands, or in the hull of a piece."""
    for eq in solution:
        ends = [one.outcome for one in (eq.vertices or (eq,))]
        histories = sorted({h for one in (*ends, outcome) for h in one})
        points = [tuple(Fraction(one.get(h, 0)) for h in histories) for one in (*ends, outcome)]
        if in_hull(points[-1], points[:-1]):
            return True
    return False


def pure_equilibria(tree):
    """Outcomes of all pure Nash equilibria, by trying all plans."""
    form = strategic_form(tree)
    game, players = form.game, form.game.players
    for profile in itertools.product(*game.strategies.values()):
        stable = all(
            game.payoffs[profile][k] >= game.payoffs[(*profile[:k], other, *profile[k + 1 :])][k]
            for k, player in enumerate(players)
            for other in game.strategies[player]
        )
        if stable:
            chosen = {w: {a: 1} for p, s in zip(players, profile, strict=True) for w, a in form.plans[p][s].items()}
            yield play(tree, chosen)


@pytest.mark.parametrize("case", GAMES, ids=[case["name"] for case in GAMES])
def test_published_equilibria(case):
    tree, wanted = tree_of(case), case["expected"]
    solution = solve(tree, Nash())
    assert solution.exhaustive
    assert all(certificate.valid for certificate in solution.certificates())
    found = payoff_set(solution)
    checked = 0
    for key in ("payoffs", "extreme_payoffs"):
        if key in wanted:
            assert found == {fractions(p) for p in wanted[key]}
            checked += 1
    if "pure_payoffs" in wanted:
        pure = list(pure_equilibria(tree))
        assert all(contains(solution, outcome) for outcome in pure)
        assert {fractions(p) for p in wanted["pure_payoffs"]} <= found
        checked += 1
    for profile in wanted.get("pure", ()):
        assert contains(solution, play(tree, {where: {a: 1} for where, a in profile.items()}))
    if "all" in wanted:
        outcomes = [play(tree, one["behaviour"]) for one in wanted["all"]]
        assert sorted(map(sorted, (eq.outcome.items() for eq in solution))) == sorted(
            sorted(one.items()) for one in outcomes
        )
        assert found == {fractions(one["payoffs"]) for one in wanted["all"]}
        checked += 1
    if "value" in wanted:
        player, value = wanted["value"]
        assert {one.payoffs[player] for one in corners(solution)} == {Fraction(value)}
        checked += 1
    if "unique" in wanted:
        assert (len(solution) == 1 and solution[0].isolated) == wanted["unique"]
    for profile in wanted["profiles"]:
        outcome = play(tree, profile["behaviour"])
        assert contains(solution, outcome)
    assert checked


def test_kuhn_poker_is_one_family():
    tree = tree_of(BY_NAME["kuhn_poker_three_cards_two_players"])
    (eq,) = solve(tree, Nash())
    assert not eq.isolated
    bluffs = sorted(one.strategy["P1"]["P1:J"].get("bet", 0) for one in eq.vertices)
    assert bluffs == [0, Fraction(1, 3)]
    for one in eq.vertices:
        first, second = one.strategy["P1"], one.strategy["P2"]
        alpha = first["P1:J"].get("bet", 0)
        assert first["P1:K"].get("bet", 0) == 3 * alpha
        assert first["P1:Q|check-bet"]["call"] == alpha + Fraction(1, 3)
        assert second["P2:J|check"]["bet"] == Fraction(1, 3)
        assert second["P2:Q|bet"]["call"] == Fraction(1, 3)


def test_equilibria_that_differ_off_the_path_are_one():
    # out, whatever is planned after in: a continuum of strategies, one outcome
    tree = tree_of(BY_NAME["entry_deterrence_with_an_incredible_threat"])
    solution = solve(tree, Nash())
    assert [(eq.name, eq.isolated) for eq in solution] == [("out", True), ("enter/accommodate", True)]
    assert solution[0].outcome == {"out": 1}
    assert solution[0].strategy["Incumbent"]["I"].get("fight", 0) >= Fraction(1, 2)


def test_strategies_say_what_is_done_at_every_information_set():
    for case in GAMES:
        tree = tree_of(case)
        for eq in solve(tree, Nash()):
            assert {w for sets in eq.strategy.values() for w in sets} == set(tree.information_sets)
            behaviour = {w: plan for sets in eq.strategy.values() for w, plan in sets.items()}
            assert play(tree, behaviour) == eq.outcome


def test_a_player_without_moves_and_a_single_player():
    nodes = {
        "root": Move("a", {"l": Payoff(a=1, b=5), "r": "luck"}),
        "luck": Chance({"good": ("1/2", Payoff(a=3, b=0)), "bad": ("1/2", Payoff(a=0, b=0))}),
    }
    (eq,) = solve(ExtensiveGame("root", nodes), Nash())
    assert eq.outcome == {"r/good": Fraction(1, 2), "r/bad": Fraction(1, 2)}
    assert eq.payoffs == {"a": Fraction(3, 2), "b": 0}
    assert eq.name == "root: r"
    (one,) = solve(ExtensiveGame("root", {"root": Move("a", l=Payoff(a=1), r=Payoff(a=0))}), Nash())
    assert (one.name, one.payoffs) == ("l", {"a": 1})
    (nothing,) = solve(ExtensiveGame("root", {"root": Payoff(a=1, b=2)}), Nash())
    assert nothing.payoffs == {"a": 1, "b": 2}


def test_a_third_player_with_one_move_is_carried_along_and_with_two_refused():
    def tree(*last):
        return ExtensiveGame(
            "one",
            {
                "one": Move("a", l=Payoff(a=1, b=0, c=0), r="two"),
                "two": Move("b", l=Payoff(a=0, b=1, c=0), r="three"),
                "three": Move("c", {move: Payoff(a=2, b=2, c=9) for move in last}),
            },
        )

    solution = solve(tree("end"), Nash())
    assert {eq.name for eq in solution} == {"l", "r/r/end"}
    assert next(eq for eq in solution if eq.name != "l").strategy["c"] == {"three": {"end": 1}}
    with pytest.raises(ConceptError, match="at most two players have a choice"):
        solve(tree("x", "y"), Nash())


def agree_with_the_strategic_form(tree, solution):
    """The reduced strategic form, by its own road: same set of equilibrium outcomes, corner by corner."""
    if not solution.exhaustive:  # a tree with too many plans: one equilibrium, or none, and it says so
        assert "too large to list all equilibria" in solution.why
        assert len(solution) <= 1
        return
    frame = frame_of(tree)
    listed = set()
    for x, y in extreme_equilibria(*frame.matrices()):
        outcome = frame.equilibrium(frame.from_mixed(0, x), frame.from_mixed(1, y)).outcome
        assert contains(solution, outcome)
        listed.add(frozenset(outcome.items()))
    ours = [frozenset(one.outcome.items()) for one in corners(solution)]
    assert set(ours) <= listed
    spots = [frozenset(eq.outcome.items()) for eq in solution if eq.isolated]
    assert len(spots) == len(set(spots))


@pytest.mark.compares
@given(extensive_games(players=2, depth=3, low=0, high=2))
@settings(max_examples=20)
def test_random_trees_against_the_strategic_form(tree):
    solution = solve(tree, Nash())
    assert len(solution) > 0  # a tree of perfect information has a pure one
    agree_with_the_strategic_form(tree, solution)
    for eq in solution:
        assert audit(tree, eq, concept="nash").valid


@pytest.mark.compares
@given(extensive_games(information=True, low=0, high=2))
@settings(max_examples=15)
def test_random_trees_with_information_sets_against_the_strategic_form(tree):
    solution = solve(tree, Nash())
    agree_with_the_strategic_form(tree, solution)
    for eq in solution:
        assert audit(tree, eq, concept="nash").valid


@pytest.mark.compares
@given(signaling_games(types=(2, 2), messages=(1, 2), responses=(1, 2)))
@settings(max_examples=20)
def test_signaling_games_in_their_own_words(game):
    solution = solve(game, Nash())
    agree_with_the_strategic_form(signaling_to_extensive(game), solution)
    for eq in solution:
        assert audit(game, eq, concept="nash").valid
        for one in eq.vertices or (eq,):
            assert set(one.strategy[game.sender]) == set(game.types)
            assert set(one.strategy[game.receiver]) == set(game.messages)
            assert sum(p * one.type_payoffs[t] for t, p in game.types.items()) == one.payoffs[game.sender]
            assert all(h.count("/") == 2 for h in one.outcome)


def test_beer_and_quiche():
    def payoff(t, m, r):
        sender = (m == ("quiche" if t == "wimp" else "beer")) + 2 * (r == "defer")
        return sender, int((r == "duel") == (t == "wimp"))

    cells = itertools.product(("wimp", "surly"), ("beer", "quiche"), ("duel", "defer"))
    messages = {"beer": ("duel", "defer"), "quiche": ("duel", "defer")}
    game = SignalingGame("a", "b", {"wimp": "1/10", "surly": "9/10"}, messages, {cell: payoff(*cell) for cell in cells})
    solution = solve(game, Nash())
    assert [eq.name for eq in solution] == ["pooling on beer", "pooling on quiche"]
    assert [eq.type_payoffs for eq in solution] == [{"wimp": 2, "surly": 3}, {"wimp": 3, "surly": 2}]


def test_a_tree_that_is_too_large_gets_one_equilibrium():
    tree = tree_of(BY_NAME["kuhn_poker_three_cards_two_players"])
    solution = solve(tree, Nash(limit=100))
    assert not solution.exhaustive
    assert "there may be others" in solution.why
    assert solution[0].payoffs["P1"] == Fraction(-1, 18)
    assert solution.certificates()[0].valid


def test_a_tree_that_is_too_large_and_has_one_player_who_moves():
    # found by the long run: nashpy's tableaux lose a label where a player has a single strategy, which was a KeyError
    nodes = {"root": Move("a", {c: f"then {c}" for c in "xyz"})}
    for i, c in enumerate("xyz"):
        nodes[f"then {c}"] = Move("a", {d: Payoff(a=i * (d == "v"), b=0) for d in "uvw"})
    solution = solve(ExtensiveGame("root", nodes, ("a", "b")), Nash(limit=3))
    assert not solution.exhaustive
    assert solution.why == "the game is too large to list all equilibria: this one is pure; there may be others"
    assert solution[0].payoffs == {"a": 2, "b": 0}
    assert solution.certificates()[0].valid


def test_a_tree_whose_strategic_form_is_too_large_is_refused():
    nodes = {"root": Chance({f"c{i}": (Fraction(1, 10), f"one {i}") for i in range(10)})}
    for i in range(10):
        nodes[f"one {i}"] = Move("a", {"l": f"two {i}", "r": Payoff(a=0, b=0)})
        nodes[f"two {i}"] = Move("b", {"l": Payoff(a=1, b=i), "r": Payoff(a=i, b=1)})
    with pytest.raises(ConceptError, match="too large: its strategic form has 1048576 cells"):
        solve(ExtensiveGame("root", nodes), Nash(limit=1000))
