"""Random trees that fold, with unknown odds and payoffs: at probabilities 0 and 1, on knife edges and borders.

At 0 and 1 the tree without the branch that is never taken is counted out by :mod:`oracles.folded`. On a border, where
two regimes meet, what each of them tends to is an equilibrium: perfect Bayesian equilibria in subgames have a closed
graph (Kreps and Wilson 1982, proposition 2, for sequential ones, which these are). So the limits have to be there.
"""

from dataclasses import replace
from fractions import Fraction

import pytest
from helpers.strategies import folded_games
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from oracles import folded

import gametheory as gt
from gametheory.concepts import PerfectBayesian
from gametheory.concepts.exact.simplex import in_hull
from gametheory.game import Chance, ExtensiveGame, Move, Payoff
from gametheory.lang import Domain, Expression, Interval

F = Fraction
PBE = PerfectBayesian()


def put(x, point):
    return x.at(point) if isinstance(x, Expression) else F(x)


def at(outcome, point):
    """Return an outcome with numbers put in, as a set."""
    return frozenset((h.labels, put(p, point)) for h, p in outcome.items() if put(p, point))


def pieces(solution):
    """Return the outcomes at a point: of each equilibrium, or of a continuum the extreme ones."""
    return [[at(one.outcome, {}) for one in eq.vertices or (eq,)] for eq in solution]


def with_unknown_odds(game):
    """Return the game with the odds ``q`` to ``1 - q`` wherever nature has two moves."""
    nodes = {}
    for name, node in game.nodes.items():
        if isinstance(node, Chance) and len(node.branches) == 2:
            (one, (_, first)), (other, (_, second)) = node.branches.items()
            nodes[name] = Chance({one: ("q", first), other: ("1 - q", second)})
        else:
            nodes[name] = node
    return ExtensiveGame(game.root, nodes, game.players)


def at_end(game, q):
    """Return the game at ``q``, 0 or 1, without the branches that are never taken and what comes after them."""
    nodes = {}

    def keep(target):
        if not isinstance(target, str):
            return
        node = game.nodes[target]
        if isinstance(node, Chance):
            node = Chance({label: (1, to) for label, (p, to) in node.branches.items() if put(p, {"q": F(q)})})
        nodes[target] = node
        if not isinstance(node, Payoff):
            for to in [to for _, to in node.branches.values()] if isinstance(node, Chance) else node.actions.values():
                keep(to)

    keep(game.root)
    return ExtensiveGame(game.root, nodes, game.players)


@pytest.mark.compares
@given(folded_games(low=-20, high=20), st.sampled_from((0, 1)))
@settings(max_examples=30)
def test_probabilities_0_and_1_are_the_game_without_the_branch(game, q):
    game = with_unknown_odds(game)
    assume(game.parameters)
    domain = Domain({"q": Interval(0, 1)})
    try:
        expected = folded.outcomes(at_end(game, q))
    except folded.IndifferentError:
        assume(False)
    found = replace(PBE.solve(game, domain), domain=domain).at({"q": q})
    assert found.exhaustive, found.why
    assert {outcome for piece in pieces(found) for outcome in piece} == expected
    assert all(certificate.valid is True for certificate in found.certificates())


def close_to(regimes, border):
    """Yield the outcomes that the regimes beside a border tend to, of one parameter ``q``."""
    for step in (F(-1, 10**9), F(1, 10**9)):
        beside = {"q": border + step}
        for eq in regimes:
            if 0 <= beside["q"] <= 1 and eq.when.at(beside):
                for one in eq.vertices or (eq,):
                    yield at(one.outcome, {"q": border})


def attained(outcome, piece):
    """Return whether an outcome lies between those of a piece."""
    histories = sorted({h for one in (outcome, *piece) for h, _ in one})
    rows = [[dict(one).get(h, F(0)) for h in histories] for one in (outcome, *piece)]
    return in_hull(rows[0], rows[1:])


@pytest.mark.compares
@given(folded_games(low=-3, high=3))
@settings(max_examples=15)
def test_on_a_border_are_the_limits_from_both_sides(game):
    game = with_unknown_odds(game)
    assume(game.parameters)
    domain = Domain({"q": Interval(0, 1)})
    found = replace(PBE.solve(game, domain), domain=domain)
    assume(sum(len(eq.vertices) for eq in found) < 40)
    for border in sorted(borders(found)):
        here = found.at({"q": border})
        assume(sum(len(eq.vertices) for eq in here) < 40)
        assert all(certificate.valid is True for certificate in here.certificates())
        # what mixes two moves at the tie is not listed, and no limit mixes; of a continuum before which somebody moves
        # the extreme points are listed, and a limit may lie between them
        if "continuum" not in here.why:
            for limit in close_to(found, border):
                assert any(attained(limit, piece) for piece in pieces(here)), border


def borders(solution):
    """Return the fractions between 0 and 1, of denominators up to 12, at which a condition changes."""
    atoms = {atom for eq in solution for atom in eq.when.atoms()} | set(solution.knife_edges)
    grid = {F(a, b) for b in range(1, 13) for a in range(1, b)}
    return {q for q in grid if any(on(atom, q) for atom in atoms)}


def on(atom, q):
    point = {"q": q}
    return put(atom.expression, point) == 0 if hasattr(atom, "expression") else atom.at(point)


def odds(first, second):
    """Return an entrant's guess whether the incumbent is strong, and what he gets by entering in either case."""
    nodes = {"nature": Chance(strong=("q", "strong"), weak=("1 - q", "weak"))}
    for kind, worth in (("strong", first), ("weak", second)):
        ends = {"stay": Payoff(entrant=0, incumbent=1), "enter": Payoff(entrant=worth, incumbent=0)}
        nodes[kind] = Move("entrant", ends, information="entrant")
    return ExtensiveGame("nature", nodes, ("entrant", "incumbent"))


def test_a_knife_edge_has_both_sides_and_what_mixes_them():
    domain = Domain({"q": Interval(0, 1)})
    found = replace(PBE.solve(odds(-2, 1), domain), domain=domain)
    assert [str(edge) for edge in found.knife_edges] == ["q = 1/3"]
    assert borders(found) == {F(1, 3)}
    (piece,) = pieces(found.at({"q": F(1, 3)}))
    assert set(piece) == set(close_to(found, F(1, 3)))
    assert len(piece) == 2


def test_a_probability_that_ends_one_stage_leaves_the_others():
    """Nature's draw in the middle of a tree: at 0 and 1 nobody is in doubt, and the moves before see that."""
    nodes = dict(odds(-2, 1).nodes)
    nodes["start"] = Move("incumbent", sell=Payoff(entrant=0, incumbent="1/2"), wait="nature")
    game = ExtensiveGame("start", nodes, ("entrant", "incumbent"))
    domain = Domain({"q": Interval(0, 1)})
    found = replace(PBE.solve(game, domain), domain=domain)
    for q, outcome in ((0, {"sell": 1}), (1, {"wait/strong/stay": 1}), ("1/4", {"sell": 1})):
        (eq,) = found.at({"q": q})
        assert eq.outcome == outcome
    for q in (0, 1):
        (eq,) = found.at({"q": q})
        assert gt.audit(at_end(game, q), eq, concept=PBE).valid is True
