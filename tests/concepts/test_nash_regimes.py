"""Nash equilibria in closed form: parametric equals numeric, point by point."""

from __future__ import annotations

import itertools
import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gametheory.concepts.concept import solve
from gametheory.concepts.exact.field import Polynomials
from gametheory.concepts.exact.simplex import extreme_points, in_hull
from gametheory.concepts.nash.basic_solutions import basic_solutions
from gametheory.concepts.nash.concept import Nash
from gametheory.errors import ConceptError
from gametheory.game import Chance, ExtensiveGame, Move, Payoff, SignalingGame, StrategicGame
from gametheory.lang import TRUE, Domain, Expression, Interval, constant, parameter, parse, parse_condition
from gametheory.spec import Model

UNIT = Domain({"a": Interval(Fraction(-2), Fraction(2)), "b": Interval(Fraction(-2), Fraction(2))})


def put(value, point):
    return value.at(point) if isinstance(value, Expression) else Fraction(value)


def entry(eq, point=None, by_outcome=False):
    """What an entry is: its corners' strategies, or outcomes, in numbers."""
    corners = set()
    for one in eq.vertices or (eq,):
        if by_outcome:
            found = {(h, put(p, point or {})) for h, p in one.outcome.items()}
        else:
            found = {
                (who, where, action, put(p, point or {}))
                for who, sets in one.strategy.items()
                for where, plan in sets.items()
                for action, p in plan.items()
            }
        corners.add(frozenset(found))
    return frozenset(corners)


def compare(game, solution, point, by_outcome=False):
    """The regimes that exist at a point, in numbers, are the numeric answer there."""
    active = [eq for eq in solution if eq.when.at(point)]
    here = Nash().solve(game.subs(point), Domain())
    parametric = [entry(eq, point, by_outcome) for eq in active]
    numeric = [entry(eq, None, by_outcome) for eq in here]
    if solution.notes:  # too many cases to tell pieces apart: the corners are listed, with the equilibria between them
        assert frozenset().union(*numeric) <= frozenset().union(*parametric)
        return
    if by_outcome:
        spanned = [reduced(corners) for corners in parametric]
        assert set(numeric) <= set(spanned), (str(game), point)
        assert all(any(within(corners, piece) for piece in numeric) for corners in spanned), (str(game), point)
        assert {c for c in spanned if len(c) == 1} == {c for c in numeric if len(c) == 1}
        return
    assert len(parametric) == len(set(parametric))
    assert set(parametric) == set(numeric), (str(game), point)
    for eq in active:
        twin = next(one for one in here if entry(one) == entry(eq, point))
        assert eq.isolated == twin.isolated
        if eq.isolated:
            assert {who: put(u, point) for who, u in eq.payoffs.items()} == twin.payoffs


def coordinates(outcomes, among):
    histories = sorted({h for one in among for h, _ in one})
    return [tuple(dict(one).get(h, Fraction(0)) for h in histories) for one in outcomes]


def reduced(corners):
    """The corners that are no mixture of the others: in a regime one may be, in part of it."""
    kept = set(extreme_points(coordinates(corners, corners)))
    return frozenset(one for one in corners if coordinates([one], corners)[0] in kept)


def within(corners, piece):
    among = [*corners, *piece]
    hull = coordinates(piece, among)
    return all(in_hull(point, hull) for point in coordinates(corners, among))


def points(rng, domain, count):
    while count:
        point = {
            name: r.low + (r.high - r.low) * Fraction(rng.randrange(1, 997), 997) for name, r in domain.ranges.items()
        }
        if domain.condition.at(point):
            yield point
            count -= 1


def off_the_edges(solution, point):
    return not any(edge.at(point) for edge in solution.knife_edges)


# -- by hand ----------------------------------------------------------------------------------------------------------


def test_the_inspection_game():
    # Dresher (1962) with symbols: inspecting costs c, being caught costs the inspectee f, a gain g goes undetected
    game = StrategicGame.from_arrays([["-c", "g - c"], [0, 0]], [["-f", 0], [1, 0]])
    positive = Interval(Fraction(0), None, True)
    solution = Nash().solve(game, Domain({"c": positive, "f": positive, "g": positive}, parse_condition("g > c")))
    assert solution.exhaustive
    assert [(eq.name, eq.when) for eq in solution if eq.name.startswith("mixed")] == [("mixed: 1, 2 / 1, 2", TRUE)]
    eq = next(eq for eq in solution if eq.name.startswith("mixed"))
    assert eq.strategy["row"]["row"] == {"1": 1 / (1 + parameter("f")), "2": parameter("f") / (1 + parameter("f"))}
    assert eq.strategy["column"]["column"] == {"1": parse("(g - c)/g"), "2": parse("c/g")}
    assert eq.payoffs == {"row": 0, "column": 0}


def test_all_two_by_two_games_at_once():
    game = StrategicGame.from_arrays([["a", "b"], ["c", "d"]], [["e", "f"], ["g", "h"]])
    solution = solve(game)
    assert [eq.name for eq in solution] == ["1/1", "2/1", "1/2", "2/2", "mixed: 1, 2 / 1, 2"]
    assert solution[0].when == parse_condition("a >= c") & parse_condition("e >= f")
    assert set(map(str, solution.knife_edges)) == {"a = c", "b = d", "e = f", "g = h"}
    assert all(type(eq.payoffs["row"]) is Expression for eq in solution)
    mixed = solution[4]
    assert mixed.payoffs["row"] == parse("(a*d - b*c)/(a + d - b - c)")
    rng = random.Random(5)
    everything = Domain({n: Interval(Fraction(-3), Fraction(3)) for n in "abcdefgh"})
    for point in points(rng, everything, 40):
        compare(game, solution, point)


def test_a_structural_tie_is_a_continuum():
    # against the first column both rows pay the same, whatever the parameters
    game = StrategicGame.from_arrays([["a", 1], ["a", 0]], [[1, "b"], [0, "c"]])
    solution = solve(game)
    assert {eq.name for eq in solution} == {
        "1/2",
        "continuum: 1/1 to 2/1",
        "continuum: 1/1 to mixed: 1, 2 / 1",
        "continuum: 2/1 to mixed: 1, 2 / 1",
    }
    everything = Domain({n: Interval(Fraction(-3), Fraction(3)) for n in "abc"})
    for point in points(random.Random(6), everything, 60):
        compare(game, solution, point)


def test_regimes_that_exist_nowhere_in_the_domain_are_dropped():
    game = StrategicGame.from_arrays([["a", 0], [0, 1]], [["a", 0], [0, 1]])
    names = {}
    for low, high in ((1, 2), (-2, -1)):
        found = Nash().solve(game, Domain({"a": Interval(Fraction(low), Fraction(high))}))
        names[low] = {eq.name: eq.when for eq in found}
    assert names[1] == {"1/1": TRUE, "2/2": TRUE, "mixed: 1, 2 / 1, 2": TRUE}
    assert names[-2] == {"2/2": TRUE}


def test_on_a_knife_edge_the_game_is_solved_at_the_point():
    game = StrategicGame.from_arrays([["a", 0], [0, 1]], [[1, 0], [1, 0]])
    solution = solve(game)
    assert {eq.name: str(eq.when) for eq in solution} == {"1/1": "a >= 0", "2/1": "a <= 0"}
    assert any(edge.at({"a": Fraction(0)}) for edge in solution.knife_edges)
    here = solution.at(a=0)
    assert here.point == {"a": 0}
    assert {entry(eq) for eq in here} == {entry(eq) for eq in solve(game.subs({"a": 0}), Nash())}
    assert [eq.name for eq in here] == ["continuum: 1/1 to 2/1"]


def test_fractions_as_payoffs():
    game = StrategicGame.from_arrays([["1/(1 + a)", 0], [0, "a"]], [["a", 0], [0, "1/a"]])
    domain = Domain({"a": Interval(Fraction(0), Fraction(3), True)})
    solution = Nash().solve(game, domain)
    assert len(solution) == 3
    for point in points(random.Random(1), domain, 20):
        compare(game, solution, point)


def test_a_large_parametric_game_is_refused_with_advice():
    game = StrategicGame.from_arrays([["a"] * 7] * 7, [[0] * 7] * 7)
    with pytest.raises(ConceptError, match="more than 2000 bases a player") as refused:
        solve(game, Nash())
    assert "a base is a guess at which strategies of the player are in use" in str(refused.value)
    assert "give its parameters values (game.subs), or raise Nash(parametric_limit=...)" in str(refused.value)


def test_a_game_with_much_to_prove_is_refused_before_the_proofs_begin():
    shape = [[(i * j + i + 2 * j) % 5 - 2 for j in range(6)] for i in range(6)]
    first = [[f"{x} + {y}*a*b + {x - y}*a**2" for x, y in zip(row, row[::-1], strict=True)] for row in shape]
    second = [[f"{y} - {x}*a + b**2" for x, y in zip(row, row[::-1], strict=True)] for row in shape[::-1]]
    game = StrategicGame.from_arrays(first, second)
    with pytest.raises(ConceptError, match=r"923 bases a player .* up to 20000 are taken; .*\(parametric_limit=923\)"):
        solve(game, Nash())


def test_a_game_with_many_bases_and_little_to_prove_is_solved():
    """In coordination with a bonus for the first row and column, each non-empty set of strategies can be mixed over."""
    n = 5
    bonus = [["1 + a" if i == j == 0 else int(i == j) for j in range(n)] for i in range(n)]
    game = StrategicGame.from_arrays(bonus, bonus)
    domain = Domain({"a": Interval(Fraction(0), Fraction(1))})
    solution = Nash().solve(game, domain)
    assert len(solution) == 2**n - 1
    for point in points(random.Random(5), domain, 3):
        compare(game, solution, point)


# -- at random --------------------------------------------------------------------------------------------------------


def linear(draw, low=-2, high=2):
    number = st.integers(low, high)
    return constant(draw(number)) + draw(number) * parameter("a") + draw(number) * parameter("b")


@st.composite
def games(draw, sizes=(1, 3), sparse=True):
    m, n = draw(st.integers(*sizes)), draw(st.integers(*sizes))

    def payoff():
        return draw(st.integers(0, 2)) if sparse and draw(st.booleans()) else linear(draw)

    return StrategicGame.from_arrays(*([[payoff() for _ in range(n)] for _ in range(m)] for _ in range(2)))


@pytest.mark.compares
@given(games(), st.integers(0, 10**6))
@settings(max_examples=12)
def test_parametric_equals_numeric(game, seed):
    # ties are common here, structural ones included
    solution = Nash().solve(game, UNIT)
    for point in points(random.Random(seed), UNIT, 8):
        if off_the_edges(solution, point):
            compare(game, solution, point)


@pytest.mark.compares
@given(games(sizes=(3, 3), sparse=False), st.integers(0, 10**6))
@settings(max_examples=2)
def test_parametric_equals_numeric_without_ties(game, seed):
    solution = Nash().solve(game, UNIT)
    for point in points(random.Random(seed), UNIT, 10):
        if off_the_edges(solution, point):
            compare(game, solution, point)


def test_four_by_four():
    # coordination on one of four actions, of which one is worth it only for some parameters
    first = [["a", 0, 0, 0], [0, 1, 0, 0], [0, 0, "b", 0], [0, 0, 0, 2]]
    second = [["b", 0, 0, 0], [0, "a", 0, 0], [0, 0, 1, 0], [0, 0, 0, "1 - a"]]
    game = StrategicGame.from_arrays(first, second)
    domain = Domain({"a": Interval(Fraction(-1), Fraction(2)), "b": Interval(Fraction(0), Fraction(2), True)})
    solution = Nash().solve(game, domain)
    counts = set()
    for point in points(random.Random(9), domain, 25):
        if off_the_edges(solution, point):
            compare(game, solution, point)
            counts.add(sum(eq.when.at(point) for eq in solution))
    assert 15 in counts
    assert len(counts) > 1


@pytest.mark.compares
@given(games(sizes=(2, 2)))
@settings(max_examples=7)
def test_regimes_pass_the_audit(game):
    solution = Nash().solve(game, UNIT)
    assert not [certificate for certificate in solution.certificates() if certificate.valid is False]


@st.composite
def trees(draw):
    """The first player moves, then the second, who may not have seen it, and then perhaps chance."""

    def end():
        return Payoff({p: linear(draw, -1, 1) for p in ("x", "y")})

    seen = draw(st.booleans())
    nodes = {"root": Move("x", {"l": "left", "r": "right"})}
    for side in ("left", "right"):
        nodes[side] = Move("y", {"u": end(), "d": end()}, information=None if seen else "unseen")
    if draw(st.booleans()):
        nodes["right"] = Move("y", {"u": end(), "d": "luck"}, information=None if seen else "unseen")
        nodes["luck"] = Chance({"h": (parse("(a + 3)/6"), end()), "t": (parse("(3 - a)/6"), end())})
    return ExtensiveGame("root", nodes, ("x", "y"))


@pytest.mark.compares
@given(trees(), st.integers(0, 10**6))
@settings(max_examples=6)
def test_outcomes_of_parametric_trees_equal_the_numeric_ones(tree, seed):
    solution = Nash().solve(tree, UNIT)
    for point in points(random.Random(seed), UNIT, 6):
        if off_the_edges(solution, point):
            compare(tree, solution, point, by_outcome=True)


def test_a_parametric_signaling_game_point_by_point():
    # Cho and Kreps (1987), Figure I, for every share of wimps
    def payoff(t, m, r):
        sender = int(m == ("quiche" if t == "wimp" else "beer")) + 2 * (r == "defer")
        return sender, int((r == "duel") == (t == "wimp"))

    cells = itertools.product(("wimp", "surly"), ("beer", "quiche"), ("duel", "defer"))
    game = SignalingGame(
        "a",
        "b",
        {"wimp": "p", "surly": "1 - p"},
        {"beer": ("duel", "defer"), "quiche": ("duel", "defer")},
        {cell: payoff(*cell) for cell in cells},
    )
    solution = solve(game, Nash())
    assert {eq.name: str(eq.when) for eq in solution} == {
        "pooling on beer": "p <= 1/2",
        "pooling on quiche": "p <= 1/2",
        "semi-separating (wimp: beer or quiche; surly: beer)": "p > 1/2",
    }
    assert [str(edge) for edge in solution.knife_edges] == ["p = 1/2"]
    for p in ("1/10", "9/10", "2/3"):
        compare(game, solution, {"p": Fraction(p)}, by_outcome=True)


def test_basic_solutions_are_unique_and_solve_their_equations():
    field = Polynomials(UNIT)
    a, b = (field.ring.gen(i) for i in range(2))
    one = field.one
    responses = [[a, b, one], [one, a, b], [b, one, a]]
    found = basic_solutions(responses, field)
    # three pure strategies against each response, nine pairs of pairs, and the completely mixed one
    assert len(found) == 3 * 3 + 9 + 1
    for basic in found:
        assert sum(basic.weights, start=one * 0) == basic.total
        paid = [sum((w * x for w, x in zip(basic.weights, row, strict=True)), start=one * 0) for row in responses]
        assert len({str(paid[k]) for k in basic.tight}) == 1


def test_a_domain_on_a_knife_edge_altogether_is_not_called_solved():
    # the row player is indifferent wherever x = y, which is everywhere here: further equilibria are not in the list
    cells = {("u", "l"): ("x", 0), ("d", "l"): ("y", 0), ("u", "r"): ("x", 1), ("d", "r"): ("y", 1)}
    game = StrategicGame({"row": ("u", "d"), "column": ("l", "r")}, cells)
    ranges = {name: {"range": [0, 1]} for name in "xy"}
    solution = solve(Model("edge", game, ranges, assume="x = y"))
    assert not solution.exhaustive
    assert "every admissible point lies on the knife edge x = y" in solution.why
    assert solve(Model("free", game, ranges)).exhaustive
