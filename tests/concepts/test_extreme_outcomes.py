"""The regimes that exist at a point are the extreme outcomes of the game with numbers put in, no more and no less.

Off the knife edges and off the regimes' own borders the two lists are equal. On a border a tie may add further
outcomes, as documented; every regime that exists there is still an extreme outcome.
"""

import itertools
from dataclasses import replace
from fractions import Fraction

import pytest
from helpers.strategies import priors
from hypothesis import given, settings
from hypothesis import strategies as st

from gametheory.concepts import Nash, PerfectBayesian, SubgamePerfect
from gametheory.concepts.exact.field import Polynomials
from gametheory.concepts.exact.polytope import in_hull, vertices
from gametheory.concepts.nash import regimes as nash_regimes
from gametheory.concepts.nash.parametric_hull import where_inside
from gametheory.concepts.perfect_bayesian.facets import facets
from gametheory.game import Chance, ExtensiveGame, Move, Payoff, SignalingGame, StrategicGame
from gametheory.lang import Domain, Expression, Interval, constant, parameter

F = Fraction
RANGE = {"x": Interval(F(-1), F(3)), "y": Interval(F(-1), F(3)), "p": Interval(F(0), F(1), True, True)}


def domain_of(game):
    return Domain({name: RANGE[name] for name in game.parameters})


def solved(game, concept):
    domain = domain_of(game)
    return replace(concept.solve(game, domain), domain=domain)


def put(value, point):
    return value.at(point) if isinstance(value, Expression) else F(value)


def outcome(eq, point):
    return frozenset((h, put(p, point)) for h, p in eq.outcome.items() if put(p, point) != 0)


def profile(eq, point):
    return frozenset(
        (who, where, action, put(p, point))
        for who, sets in eq.strategy.items()
        for where, mixed in sets.items()
        for action, p in mixed.items()
        if put(p, point) != 0
    )


def listed(equilibria, point, what):
    """Return what is listed, each with whether all of its entries are isolated."""
    found = {}
    for eq in equilibria:
        for one in eq.vertices or (eq,):
            key = what(one, point)
            found[key] = found.get(key, True) and eq.isolated
    return found


def atoms(solution):
    return dict.fromkeys(atom for eq in solution for atom in eq.when.atoms())


def value(atom, point):
    return Expression(atom.poly, atom.poly.context().constant(1)).at(point)


def on_a_border(solution, point):
    return any(value(atom, point) == 0 for atom in atoms(solution))


def borders(solution, point):
    """Yield points of the domain where a condition's polynomial is zero, by one parameter in which it is linear."""
    for atom in atoms(solution):
        for name in solution.domain.names:
            low, middle, high = (value(atom, {**point, name: F(k)}) for k in (0, 1, 2))
            if high - middle == middle - low != 0:
                there = {**point, name: -low / (middle - low)}
                if not any(True for _ in solution.domain.outside(there)):
                    yield there
                    break


def compare(game, solution, point, what=outcome):
    """Compare at one point; return whether that was to be done there."""
    if any(edge.at(point) for edge in solution.knife_edges):
        return False
    active = [eq for eq in solution if eq.when.at(point)]
    ours = listed(active, point, what)
    theirs = listed(solution.concept.solve(game.subs(point), Domain()), {}, what)
    assert set(ours) <= set(theirs), (point, "too much")
    if not on_a_border(solution, point):
        assert set(ours) == set(theirs), (point, "missing")
        assert [key for key in ours if ours[key] and not theirs[key]] == [], (point, "not isolated")
        if not any(eq.vertices for eq in active):
            assert len(active) == len(ours), (point, "listed twice")
    return True


def compare_everywhere(game, solution, points, what=outcome):
    compared = [compare(game, solution, point, what) for point in points]
    for there in itertools.islice(borders(solution, points[0]), 6):
        compare(game, solution, there, what)
    return any(compared)


# -- corners only through the answer to an unsent message ------------------------------------------------------------


def signaling(cells, prior=None):
    """Build a game from ``{"t0 m0": [(sender, receiver), ...]}``; the receiver's payoff is the negative if left out."""
    payoffs = {}
    for key, answers in cells.items():
        for k, given_ in enumerate(answers):
            pair = given_ if isinstance(given_, tuple) else (given_, f"-({given_})")
            payoffs[(*key.split(), f"r{k}")] = pair
    types = list(dict.fromkeys(t for t, _, _ in payoffs))
    messages = {}
    for _, m, r in payoffs:
        messages.setdefault(m, {})[r] = None
    chances = dict.fromkeys(types, F(1, len(types))) if prior is None else prior
    return SignalingGame("sender", "receiver", chances, {m: tuple(rs) for m, rs in messages.items()}, payoffs)


OFF_PATH_CORNER = {
    "t0 m0": ["2*x+2", "-x-1"], "t0 m1": ["0", "x-1"], "t1 m0": ["1", "x-1"], "t1 m1": ["0", "x"],
    "t2 m0": ["0", "x-1"], "t2 m1": ["2*x", "1"],
}  # fmt: skip
GAMES = {
    "zero-sum, three types": OFF_PATH_CORNER,
    "two cells of answers": {
        "t0 m0": ["2", "x+2", "-x-2"], "t0 m1": ["-x-1", "1", "2-x"],
        "t1 m0": ["1", "x+1", "1"], "t1 m1": ["2", "2", "-1"],
    },
    "general payoffs": {
        "t0 m0": [(-1, 0), ("-x-2", 0)], "t0 m1": [(2, "2-2*x"), (0, 0)], "t1 m0": [(-1, "2*x-2"), (-2, -2)],
        "t1 m1": [(0, -1), ("-2*x", 2)], "t2 m0": [("-2*x-1", -1), ("x+1", "x-1")], "t2 m1": [(1, "2*x"), (2, -1)],
    },
    "two types": {
        "t0 m0": [("2*x-2", 0), ("x+1", 0), (2, 1)], "t0 m1": [("-x", 2), ("-x-2", 1), (2, 1)],
        "t1 m0": [(1, 1), (1, 1), (2, -1)], "t1 m1": [("1-x", -1), ("2*x", 1), (0, "x")],
    },
}  # fmt: skip


def test_a_corner_through_the_answer_to_an_unsent_message_is_no_regime():
    game = signaling(OFF_PATH_CORNER)
    solution = solved(game, PerfectBayesian())
    point = {"x": F(33, 20)}
    assert not any(edge.at(point) for edge in solution.knife_edges)
    active = [eq for eq in solution if eq.when.at(point)]
    shares = {frozenset((h.split("/", 1)[1], put(p, point)) for h, p in eq.outcome.items()) for eq in active}
    assert shares == {
        frozenset({("m1/r1", F(1, 3))}),
        frozenset({("m1/r0", F(20, 99)), ("m1/r1", F(13, 99))}),
    }
    assert len(active) == 2
    assert not any(eq.isolated for eq in active)
    (piece,) = solution.at(point)
    assert len(piece.vertices) == 2
    assert [certificate.valid for certificate in solution.certificates()] == [True] * len(solution)


@pytest.mark.parametrize("name", GAMES)
def test_games_with_such_corners_at_many_points(name):
    game = signaling(GAMES[name])
    solution = solved(game, PerfectBayesian())
    points = [{"x": F(k, 23)} for k in range(-22, 69, 4)]
    compared = [compare(game, solution, point) for point in points]
    assert sum(compared) > 15
    for there in borders(solution, points[0]):
        compare(game, solution, there)


def test_a_corner_of_several_senders_strategies_together_is_a_regime():
    """Pooling goes with every answer, and with one answer the types are indifferent between pooling here and there.

    There a continuum of sender's strategies meets the continuum of answers, and its ends are extreme outcomes too.
    """
    game = signaling(
        {
            "t0 m0": [("a", 0), (0, 0)], "t0 m1": [(1, 1), (0, 0)],
            "t1 m0": [(0, 0), (1, 0)], "t1 m1": [(1, 0), (0, 1)],
        }
    )  # fmt: skip
    domain = Domain({"a": Interval(F(1, 2), F(3))})
    solution = replace(PerfectBayesian().solve(game, domain), domain=domain)
    a = parameter("a")
    chances = [eq.outcome.get("t0/m0/r0", 0) for eq in solution if eq.name.startswith("pooling on m0")]
    assert {2 * chance for chance in chances} == {0, 1, 1 / (1 + a)}
    assert not any(eq.isolated for eq in solution)
    for k in range(22, 90, 7):
        assert compare(game, solution, {"a": F(k, 31)})


def test_answers_that_deterrence_leaves_one_of_are_isolated():
    """The receiver is indifferent after m; that neither type goes elsewhere, one to n, one to k, leaves one mixture."""
    game = signaling(
        {
            "t0 m": [(1, 1), (-1, 0)], "t1 m": [(-1, 0), (1, 1)],
            "t0 n": [(0, 0), (5, 1)], "t1 n": [("x-9", 1), (-9, 0)],
            "t0 k": [("x-9", 1), (-9, 0)], "t1 k": [(0, 0), (5, 1)],
        }
    )  # fmt: skip
    solution = solved(game, PerfectBayesian())
    (pooling,) = [eq for eq in solution if eq.name.startswith("pooling on m")]
    assert pooling.outcome["t0/m/r0"] == F(1, 4)
    assert pooling.isolated
    for k in range(-9, 30, 5):
        point = {"x": F(k, 10)}
        assert compare(game, solution, point)
        (there,) = [eq for eq in solution.at(point) if eq.name.startswith("pooling on m")]
        assert there.isolated


def test_facets_cut_out_the_payoffs_that_deter():
    field = Polynomials(Domain({"x": RANGE["x"]}))
    x, one = field.ring.gen(0), field.one
    gains = [[2 * one, x, one * 0], [one * 0, one, x], [x, -x, one]]
    found = facets(field, gains, 0b111)
    tried = 0
    for at in (F(-1, 3), F(1, 7), F(5, 3), F(29, 11)):
        point = {"x": at}
        here = [[put(field.ratio(g, one), point) for g in row] for row in gains]
        rows = [f for f in found if f.needs.at(point)]
        for payoff in itertools.product((F(-1), F(1, 4), F(2, 3), F(3, 2)), repeat=3):
            by_facets = all(
                sum(put(field.ratio(w, one), point) * u for w, u in zip(f.weights, payoff, strict=True))
                >= put(field.ratio(f.level, one), point)
                for f in rows
            )
            # some mixture costs every type at least nothing
            inequalities = [[0, *(int(k == j) for k in range(3))] for j in range(3)]
            inequalities += [[u, *(-g for g in row)] for u, row in zip(payoff, here, strict=True)]
            by_mixtures = bool(vertices(inequalities, [[-1, 1, 1, 1]], dimension=3))
            assert by_facets == by_mixtures, (at, payoff)
            tried += by_mixtures
    assert tried > 20


# -- at random -------------------------------------------------------------------------------------------------------


@st.composite
def linear(draw, names):
    if draw(st.booleans()):
        return constant(draw(st.integers(-1, 2)))
    total = constant(draw(st.integers(-2, 2)))
    for name in names:
        total = total + draw(st.integers(-2, 2)) * parameter(name)
    return total


@st.composite
def signaling_games_with_parameters(draw):
    """Two or three types, with ties in the receiver's payoffs, so that answers are often not unique."""
    kinds = ("t0", "t1", "t2")[: draw(st.sampled_from([2, 3, 3]))]
    answers = ("r0", "r1", "r2")[: draw(st.sampled_from([2, 3])) if len(kinds) == 2 else 2]
    names = draw(st.sampled_from(["x", "x", "xy"]))
    if draw(st.integers(0, 3)) == 0:
        names, p = "x", parameter("p")
        prior = [p, *((1 - p) / (len(kinds) - 1) for _ in kinds[1:])]
    else:
        prior = draw(priors(len(kinds)))
    opposed = draw(st.booleans())
    cells = {}
    for t, m, r in itertools.product(kinds, ("m0", "m1"), answers):
        gain = draw(linear(names))
        cells[t, m, r] = gain, -gain if opposed else draw(linear(names))
    types = dict(zip(kinds, prior, strict=True))
    return SignalingGame("sender", "receiver", types, {"m0": answers, "m1": answers}, cells)


def some_points(game):
    wide = st.fractions(-1, 3, max_denominator=97)
    chance = st.fractions(F(1, 97), F(96, 97), max_denominator=97)
    one = st.fixed_dictionaries({name: chance if name == "p" else wide for name in game.parameters})
    return st.lists(one, min_size=3, max_size=3)


@pytest.mark.compares
@settings(max_examples=4, derandomize=True)
@given(signaling_games_with_parameters().filter(lambda game: game.parameters), st.data())
def test_regimes_of_random_signaling_games_are_the_extreme_outcomes(game, data):
    solution = solved(game, PerfectBayesian())
    assert solution.exhaustive
    compare_everywhere(game, solution, data.draw(some_points(game)))


@st.composite
def strategic_games_with_parameters(draw):
    m, n = draw(st.sampled_from([(2, 2), (2, 3), (3, 2), (3, 3)]))
    names = "x" if m + n > 5 else draw(st.sampled_from(["x", "xy"]))
    return StrategicGame.from_arrays(*([[draw(linear(names)) for _ in range(n)] for _ in range(m)] for _ in range(2)))


@pytest.mark.compares
@settings(max_examples=12, derandomize=True)
@given(strategic_games_with_parameters().filter(lambda game: game.parameters), st.data())
def test_regimes_of_random_strategic_games_are_the_extreme_equilibria(game, data):
    solution = solved(game, Nash())
    compare_everywhere(game, solution, data.draw(some_points(game)), profile)


@st.composite
def trees(draw):
    """The first player moves, the second answers and may not have seen it, and then perhaps the first moves again."""
    names = draw(st.sampled_from(["x", "xy"]))

    def end():
        return Payoff({player: draw(linear(names)) for player in "ab"})

    more = draw(st.sampled_from(["", "", "r"]))
    actions = "lr" if more else "lrc"[: draw(st.integers(2, 3))]
    hidden = draw(st.booleans())
    nodes = {"root": Move("a", {action: f"after {action}" for action in actions})}
    for action in actions:
        moves = {"u": end(), "d": end()}
        if action == more:
            moves["d"] = f"third {action}"
            nodes[f"third {action}"] = Move("a", {"p": end(), "q": end()})
        nodes[f"after {action}"] = Move("b", moves, information="unseen" if hidden else None)
    return ExtensiveGame("root", nodes, ("a", "b"))


@pytest.mark.compares
@settings(max_examples=10, derandomize=True)
@given(trees().filter(lambda tree: tree.parameters), st.data())
def test_regimes_of_random_trees_are_the_extreme_outcomes(tree, data):
    solution = solved(tree, Nash(parametric_limit=200))
    compare_everywhere(tree, solution, data.draw(some_points(tree)))


@st.composite
def perfect_information(draw):
    names = draw(st.sampled_from(["x", "xy"]))
    nodes = {}

    def grow(level):
        if level == 0 or (level < 3 and draw(st.integers(0, 3)) == 0):
            return Payoff({player: draw(linear(names)) for player in "ab"})
        name = f"n{len(nodes)}"
        nodes[name] = None
        if draw(st.integers(0, 5)) == 0:
            nodes[name] = Chance({"h": (F(1, 3), grow(level - 1)), "t": (F(2, 3), grow(level - 1))})
        else:
            nodes[name] = Move(draw(st.sampled_from("ab")), {a: grow(level - 1) for a in "uv"})
        return name

    return ExtensiveGame(grow(3), nodes, ("a", "b"))


@pytest.mark.compares
@settings(max_examples=12, derandomize=True)
@given(perfect_information().filter(lambda tree: tree.parameters), st.data())
def test_regimes_of_random_trees_of_perfect_information_are_the_outcomes(tree, data):
    solution = solved(tree, SubgamePerfect())
    compare_everywhere(tree, solution, data.draw(some_points(tree)))


# -- trees: what is a mixture of others only somewhere ---------------------------------------------------------------


def test_where_an_outcome_is_a_mixture_of_others():
    x = parameter("x")

    def shares(*chances):
        return frozenset(zip("abc", chances, strict=True))

    corners = [shares(x, 1 - x, constant(0)), shares(constant(1), constant(0), constant(0)), shares(0 * x, 1 - x, x)]
    middle = shares(F(1, 2), F(1, 4), F(1, 4))
    where = where_inside(middle, corners)
    for k in range(1, 40):
        point = {"x": F(k, 41)}
        numbers = [tuple(put(p, point) for _, p in sorted(one)) for one in corners]
        assert where.at(point) == in_hull((F(1, 2), F(1, 4), F(1, 4)), numbers), point
    assert where_inside(corners[0], corners) is nash_regimes.TRUE


def tree_of(left, right, then, after, information=None):
    """The first player goes left or right, the second answers u or d, and after ``after`` and d the first ends it."""

    def end(pair):
        return Payoff(a=pair[0], b=pair[1])

    nodes = {"root": Move("a", {"l": "left", "r": "right"})}
    for name, ends in (("left", left), ("right", right)):
        moves = {action: end(pair) for action, pair in ends.items()}
        nodes[name] = Move("b", {**moves, "d": "third"} if name == after else moves, information=information)
    nodes["third"] = Move("a", {action: end(pair) for action, pair in then.items()})
    return ExtensiveGame("root", nodes, ("a", "b"))


def test_an_outcome_that_is_a_mixture_of_others_for_some_parameters_only():
    tree = tree_of(
        {"u": (0, -2), "d": (0, -1)}, {"u": (0, 1)}, {"p": (2, 0), "q": (-2, "1 - 2*x")}, "right", information="unseen"
    )
    solution = solved(tree, Nash())
    points = [{"x": F(k, 23)} for k in range(-22, 69, 4)]
    assert sum(compare(tree, solution, point) for point in points) > 15
    # three extreme outcomes were listed here, one of them between the other two
    assert len(listed([eq for eq in solution if eq.when.at({"x": F(13, 15)})], {"x": F(13, 15)}, outcome)) == 2


@pytest.mark.slow
def test_many_conditions_with_few_cases_are_told_apart():
    tree = tree_of(
        {"u": ("2*x - 2*y", "2*x + 2*y - 2")}, {"u": ("2*y - 1", 1), "d": ("x - 2", 1)},
        {"p": ("2 - y", "2*y + 2 - x"), "q": ("2*y - 2*x", "y + 2")}, "left",
    )  # fmt: skip
    solution = solved(tree, Nash())
    assert solution.notes == ()
    point = {"x": F(22, 15), "y": F(8, 5)}
    assert compare(tree, solution, point)
    assert len(listed([eq for eq in solution if eq.when.at(point)], point, outcome)) == 3


def test_payoffs_that_lost_a_parameter():
    """A payoff written with a parameter that cancels out lives in a larger ring; a tree is solved all the same."""
    y = parameter("y")
    tree = ExtensiveGame(
        "root",
        {
            "root": Move("a", {"l": Payoff(a=parameter("x") + y - y, b=0), "r": "after"}),
            "after": Move("b", {"u": Payoff(a=1, b=1), "d": Payoff(a=0, b=1 / (2 + parameter("x") + 0 * y))}),
        },
    )
    assert tree.parameters == ("x",)
    solution = solved(tree, Nash())
    assert compare(tree, solution, {"x": F(1, 3)})
