"""Consistency of assessments: textbook cases, and agreement with sequences of trembles."""

from fractions import Fraction

import pytest
from helpers.profile_data import CASES, case
from helpers.strategies import extensive_games, signaling_games
from hypothesis import given, settings
from hypothesis import strategies as st

from gametheory.concepts import PerfectBayesian
from gametheory.concepts.predicates.consistent import consistent
from gametheory.errors import ConceptError, GameError
from gametheory.game import ExtensiveGame, Move, Payoff
from gametheory.lang import Domain

F = Fraction
END = Payoff(one=0, two=0)


def with_third(game):
    nodes = {
        name: Move(
            node.player,
            {a: Payoff({"three": 0, **t.values}) if isinstance(t, Payoff) else t for a, t in node.actions.items()},
            information=node.information,
        )
        for name, node in game.items()
    }
    return ExtensiveGame("start", nodes, ("one", "two", "three"))


@pytest.fixture
def doors():
    return with_third(
        {
            "start": Move("one", out=END, left="l", right="r"),
            "l": Move("two", information="first", x=END, y="l2"),
            "r": Move("two", information="first", x=END, y="r2"),
            "l2": Move("three", information="second", x=END, y=END),
            "r2": Move("three", information="second", x=END, y=END),
        }
    )


STAY = {"one": {"start": {"out": 1}}, "two": {"first": {"x": 1}}, "three": {"second": {"x": 1}}}


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (F(1, 3), F(1, 3), True),
        (F(1, 3), F(1, 2), False),
        (F(0), F(0), True),
        (F(0), F(1, 2), False),
        (F(1), F(0), False),
    ],
)
def test_beliefs_along_one_path_follow_the_same_trembles(doors, first, second, expected):
    """Nobody can learn from a move of player two, who does not know either: both beliefs are about player one."""
    beliefs = {
        "first": {"left": first, "right": 1 - first},
        "second": {"left/y": second, "right/y": 1 - second},
    }
    verdict = consistent(doors, STAY, beliefs)
    assert verdict.valid is expected
    assert bool(verdict.why) is not expected


@pytest.mark.parametrize(("game_id", "name"), [c for c in CASES if "beliefs" in case(*c)[2]])
def test_published_assessments(game_id, name):
    """The beliefs that the sources give are limits of trembles, also where the moves are not rational."""
    tree, strategy, item = case(game_id, name)
    beliefs = {f"set {key}": belief for key, belief in item["beliefs"].items()}
    verdict = consistent(tree, strategy, beliefs)
    assert verdict.valid is True, verdict.why


@pytest.mark.compares
@settings(max_examples=60)
@given(signaling_games(types=(2, 3), messages=(2, 3), responses=(1, 3)))
def test_perfect_bayesian_equilibria_of_signaling_games_are_sequential(game):
    """Fudenberg and Tirole (1991), section 8.2: with one informed move every such assessment is consistent."""
    tree = game.extensive()
    for eq in PerfectBayesian().solve(game, Domain()):
        beliefs = {
            where: {f"{t}/{m}": p for t, p in eq.beliefs[m].items()}
            for m in game.messages
            for where in [m if m not in game.types else f"after {m}"]
        }
        strategy = {
            game.sender: eq.strategy[game.sender],
            game.receiver: {
                m if m not in game.types else f"after {m}": mix for m, mix in eq.strategy[game.receiver].items()
            },
        }
        assert consistent(tree, strategy, beliefs).valid is True


@st.composite
def trembled(draw):
    """A game with hidden moves, and the limit of an explicit sequence of trembles: order and weight of every action."""
    tree = draw(extensive_games(players=2, depth=3, information=True))
    orders, weights = {}, {}
    for key in tree.information_sets:
        actions = tree.actions(key)
        k = [draw(st.integers(0, 2)) for _ in actions]
        low = min(k)
        w = [F(draw(st.integers(1, 4))) for _ in actions]
        on = sum(x for x, o in zip(w, k, strict=True) if o == low)
        for a, o, x in zip(actions, k, w, strict=True):
            orders[key, a] = o - low
            weights[key, a] = x / on if o == low else x
    return tree, orders, weights


@pytest.mark.compares
@settings(max_examples=150)
@given(trembled(), st.data())
def test_limits_of_trembles_are_consistent_and_shifted_ones_follow_bayes(made, data):
    tree, orders, weights = made
    strategy = {p: {} for p in tree.players}
    for key in tree.information_sets:
        strategy[tree.owner(key)][key] = {a: weights[key, a] for a in tree.actions(key) if not orders[key, a]}
    paths = {tree.root: ()}
    for name in tree.order:
        for label, target in tree.children(name):
            if isinstance(target, str):
                paths[target] = (*paths[name], (name, label))
    beliefs, on_path = {}, []
    for key, members in tree.information_sets.items():
        size = {}
        for node in members:
            order, weight = 0, F(1)
            for name, label in paths[node]:
                at = tree.nodes[name]
                if isinstance(at, Move):
                    where = tree.information_set(name)
                    order += orders[where, label]
                    weight *= weights[where, label]
                else:
                    weight *= at.branches[label][0]
            size[node] = (order, weight)
        low = min(o for o, _ in size.values())
        total = sum(w for o, w in size.values() if o == low)
        beliefs[key] = {
            "/".join(label for _, label in paths[node]): w / total for node, (o, w) in size.items() if o == low
        }
        if low == 0 and len(members) > 1:
            on_path.append(key)
    assert consistent(tree, strategy, beliefs).valid is True
    for key in on_path:
        target = data.draw(
            st.sampled_from(sorted("/".join(s for _, s in paths[n]) for n in tree.information_sets[key]))
        )
        wrong = {target: F(1)}
        if wrong != beliefs[key]:  # on the path only Bayes' rule will do
            assert consistent(tree, strategy, {**beliefs, key: wrong}).valid is False


def test_bad_input_is_named(doors):
    with pytest.raises(GameError, match="not a distribution"):
        consistent(doors, {**STAY, "two": {"first": {"x": F(1, 2)}}}, {})
    with pytest.raises(GameError, match="no belief here"):
        consistent(doors, STAY, {"first": {"left": 1}})
    with pytest.raises(GameError, match="not a distribution over the histories left, right"):
        consistent(doors, STAY, {"first": {"up": 1}, "second": {"left/y": 1}})
    parametric = ExtensiveGame("a", {"a": Move("one", x=Payoff(one="p"), y=Payoff(one=0))})
    with pytest.raises(ConceptError, match="give values to p"):
        consistent(parametric, STAY, {})
