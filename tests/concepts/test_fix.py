"""Some values put into a game: the solution for the rest of the domain, and at a point where all are given."""

from fractions import Fraction

import pytest

import gametheory as gt
from gametheory.concepts import Solution


@pytest.fixture(scope="module")
def lobbying():
    return gt.solve(gt.load("lobbying"))


def said(solution):
    return [(eq.name, eq.strategy, eq.outcome, eq.payoffs) for eq in solution]


def tied(**more):
    """One player's choice between x and y, under assumptions."""
    game = gt.StrategicGame(
        {"one": ("left", "right"), "two": ("up",)},
        {("left", "up"): ("x", 0), ("right", "up"): ("y", 0)},
    )
    return gt.solve(gt.Model("tied", game, parameters={n: {"range": [0, 2], "value": 1} for n in "xy"}, **more))


def test_the_rest_stays_free(lobbying):
    found = lobbying.fix(message_cost="1/4")
    assert found.parameters == ("black_share", "gain_white", "gain_black")
    assert found.domain.ranges == {n: lobbying.domain.ranges[n] for n in found.parameters}
    assert found.domain.assume == lobbying.domain.assume
    assert found.baseline == {n: lobbying.baseline[n] for n in found.parameters}
    assert found.model is lobbying.model
    assert found.point is None
    assert found.exhaustive
    assert "message_cost" not in {n for eq in found for x in eq.outcome.values() for n in getattr(x, "names", ())}


def test_values_put_in_before_or_after_give_the_same_equilibria(lobbying):
    early = lobbying.fix({"message_cost": "1/4"}).at(gain_white="1/3")
    late = lobbying.at(message_cost="1/4", gain_white="1/3")
    assert said(early) == said(late)


def test_what_exists_only_on_a_knife_edge_is_found():
    solution = tied()
    assert len(solution.fix(y=1)) == len(solution) == 2
    assert solution.fix(x=1, y=1)[0].isolated is False


def test_all_values_give_the_solution_at_the_point(lobbying):
    point = {**lobbying.baseline, "message_cost": Fraction(1, 4)}
    found = lobbying.fix(point)
    assert found.point == found.baseline == point
    assert not found.domain.names
    assert said(found) == said(lobbying.at(message_cost="1/4"))
    assert all(eq.point == point for eq in found)


def test_the_game_is_solved_at_the_point_whatever_the_regimes_say(lobbying):
    none = Solution(lobbying.game, lobbying.concept, (), domain=lobbying.domain, baseline=lobbying.baseline)
    assert said(none.fix(lobbying.baseline)) == said(lobbying.at())


def test_nothing_given_changes_nothing(lobbying):
    assert lobbying.fix() is lobbying
    numbers = gt.solve(gt.StrategicGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]]))
    assert list(numbers.fix()) == list(numbers)


def test_a_domain_that_lies_on_a_knife_edge_is_not_called_complete():
    game = gt.StrategicGame(
        {"one": ("left", "right"), "two": ("up", "down")},
        {
            ("left", "up"): ("x", "a"),
            ("left", "down"): ("x", "b"),
            ("right", "up"): ("x", "b"),
            ("right", "down"): ("x", "a"),
        },
    )
    ranges = {n: {"range": [0, 2], "value": 1} for n in ("x", "a", "b")}
    solution = gt.solve(gt.Model("ties", game, parameters=ranges, assume="a >= b"))
    found = solution.fix(b=2)  # a >= 2 and a <= 2
    assert not found.exhaustive
    assert "every admissible point lies on the knife edge a = 2" in found.why


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"mesage_cost": 1}, "unknown parameter 'mesage_cost', did you mean 'message_cost'"),
        ({"message_cost": "dear"}, "message_cost = 'dear' is not a number"),
        ({"message_cost": -1}, r"message_cost = -1 is outside its range .*extend=True solves there all the same"),
        ({"gain_white": 4, "gain_black": 1}, "the assumption gain_black >= gain_white is false there"),
    ],
)
def test_values_that_do_not_fit(lobbying, values, message):
    with pytest.raises(gt.ParameterError, match=message):
        lobbying.fix(values)


@pytest.mark.parametrize(
    ("assume", "message"),
    [
        (["x > 1/2", "y > x"], r"no y is admissible beside x = 1/4: x > 1/2 cannot hold"),
        (["y > x + 1", "y < 3*x + 1/2"], "no y is admissible beside x = 1/4: the assumptions together cannot hold"),
    ],
)
def test_assumptions_that_cannot_hold_beside_the_values(assume, message):
    game_at_one = {"x": 1, "y": Fraction(9, 4)} if "x + 1" in assume[0] else {"x": 1, "y": Fraction(3, 2)}
    game = gt.StrategicGame.from_arrays([["x", 0], [0, "y"]], [["x", 0], [0, "y"]])
    parameters = {n: {"range": [0, 3], "value": v} for n, v in game_at_one.items()}
    solution = gt.solve(gt.Model("bounded", game, parameters=parameters, assume=assume))
    with pytest.raises(gt.ParameterError, match=message):
        solution.fix(x="1/4")


def test_extend_leaves_out_what_the_values_make_false():
    solution = tied(assume=["x > 1/2", "y >= x"])
    found = solution.fix(x="1/4", extend=True)
    assert str(found.domain.assume) == "y >= 1/4"
    assert solution.fix(x=-1, extend=True).parameters == ("y",)
    assert solution.fix(x=-1, y=-2, extend=True).point == {"x": -1, "y": -2}


def test_a_solution_at_a_point_says_where_to_ask(lobbying):
    with pytest.raises(gt.ParameterError, match="ask the solution of the parametric game"):
        lobbying.at().fix(message_cost=1)
