"""A solution cut along a few parameters: values put into polynomials, signs, and what holds where, by hand."""

import pickle
from fractions import Fraction

import pytest
from helpers.solved import made_of

import gametheory as gt
from gametheory.lang import TRUE, parameter, parse, parse_condition
from gametheory.lang.expression import context
from gametheory.study.changes.slice import cut, fixed_values, restricted


def poly(text):
    return parse(text).numerator


def two_regimes(**more):
    """Return a solution with one regime where a > b, and another where a**2 < 2 or c > 1."""
    return made_of([(parse_condition("a > b"), 1), (parse_condition("a**2 < 2") | parse_condition("c > 1"), 2)], **more)


def test_values_put_into_a_polynomial_leave_a_positive_multiple():
    scale, left = restricted(poly("x*y**2 - 3*x + 1"), context(("x",)), {"y": Fraction(1, 2)})
    assert scale == 1
    assert left == restricted(poly("4 - 11*x"), context(("x",)), {})[1]  # four times x/4 - 3x + 1


def test_a_polynomial_that_vanishes_with_the_values_has_scale_zero():
    scale, left = restricted(poly("x*y - x*z"), context(("x",)), {"y": Fraction(2, 3), "z": Fraction(2, 3)})
    assert scale == 0
    assert left == 0


def test_a_cut_reads_the_conditions_on_the_slice():
    line = cut(two_regimes(), ["a"], {"b": "1/2", "c": 0})
    assert line.fixed == {"b": Fraction(1, 2), "c": Fraction(0)}
    assert line.conditions == (parse_condition("a > 1/2"), parse_condition("a**2 < 2"))
    assert line.where() == "b = 1/2, c = 0"
    # c > 1 is false here and leaves no factor; the ends of the range are factors as well
    shown = {str(factor) for factor in line.factors}
    assert shown == {"a + 4", "a - 4", "2*a - 1", "a^2 - 2"}


@pytest.mark.parametrize(
    ("a", "present"), [("-3/2", set()), (0, {1}), ("1/2", {1}), (1, {0, 1}), ("3/2", {0}), (4, {0})]
)
def test_what_exists_follows_from_the_signs_of_the_factors(a, present):
    line = cut(two_regimes(), ["a"], {"b": "1/2", "c": 0})
    signs = [_sign(factor, Fraction(a)) for factor in line.factors]
    assert line.present(signs) == present
    assert [eq.name for eq in line.equilibria(line.present(signs))] == [f"regime {i + 1}" for i in sorted(present)]


def test_a_condition_that_the_fixed_values_decide_is_true():
    line = cut(two_regimes(), ["a"], {"b": 0, "c": 2})
    assert line.conditions[1] == TRUE


def test_a_slice_can_be_sent_to_another_process():
    line = cut(two_regimes(), ["a", "b"])
    again = pickle.loads(pickle.dumps(line))
    assert again.factors == line.factors
    assert (again.regimes, again.admissible, again.conditions) == (line.regimes, line.admissible, line.conditions)


def test_the_values_of_the_others_are_checked():
    solution = two_regimes()
    assert fixed_values(solution, ["a"], {"b": 3}) == {"b": 3, "c": Fraction(1, 2)}
    for at, message in (
        ({"a": 1}, "is the parameter asked about"),
        ({"b": 5}, "outside its range"),
        ([("b", 1)], "takes a mapping"),
    ):
        with pytest.raises(gt.ParameterError, match=message):
            fixed_values(solution, ["a"], at)
    with pytest.raises(gt.ParameterError, match="unknown parameter"):
        fixed_values(solution, ["aa"], None)


def test_a_slice_that_no_assumption_allows_names_the_assumption():
    solution = two_regimes(assume=parse_condition("b < c") & parse_condition("a > -3"))
    with pytest.raises(gt.ParameterError, match=r"no a is admissible .*: c > b cannot hold"):
        cut(solution, ["a"], {"b": 1, "c": 0})


def test_a_slice_inside_a_knife_edge_is_solved_again():
    """One player has a or b, the other c or 0. Where a = b the first is indifferent: a continuum for every c > 0."""
    a, b, c = map(parameter, "abc")
    game = gt.StrategicGame(
        {"p": ("u", "v"), "q": ("l", "r")},
        {(x, y): (a if x == "u" else b, c if y == "l" else 0) for x in "uv" for y in "lr"},
    )
    model = gt.Model("made", game, {name: gt.Parameter(name, 1, (-4, 4)) for name in "abc"})
    solution = gt.solve(model)
    off, on = (cut(solution, ["c"], {"a": 1, "b": b}) for b in (2, 1))
    assert off.notes == ()
    assert off.solution is solution
    assert "a = b" in on.notes[0] or "b = a" in on.notes[0]
    for line, corners in ((off, 0), (on, 2)):
        (found,) = line.equilibria(line.present([_sign(factor, 1) for factor in line.factors]))
        assert len(found.vertices) == corners


def _sign(factor, value):
    total = sum(int(c) * value ** int(power) for (power,), c in factor.to_dict().items())
    return (total > 0) - (total < 0)
