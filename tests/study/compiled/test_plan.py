"""The plan: signs of shared factors, lines of logic, the bound on rounding errors, and exact signs, by hand."""

from fractions import Fraction

import pytest

from gametheory.lang import TRUE, parse, parse_condition
from gametheory.study.compiled.plan import UNIT, error_bounds, exact_sign, make_plan


def planned(names, conditions, outputs=()):
    read = [[parse_condition(one) if isinstance(one, str) else one for one in parts] for parts in conditions]
    return make_plan(tuple(names), read, outputs)


def decided(plan, point):
    """Return what the plan's conditions say at an exact point, read slowly."""
    exact = {i: Fraction(point[name]) for i, name in enumerate(plan.names)}
    signs = [exact_sign(factor, exact) for factor in plan.factors]
    lines = []
    for line in plan.logic:
        if line.kind == "atom":
            row = plan.atoms[line.parts[0]]
            product = row.number
            for index, odd in row.factors:
                product *= signs[index] if odd else abs(signs[index])
            holds = {">": product > 0, ">=": product >= 0, "=": product == 0, "!=": product != 0}
            lines.append(holds[row.sign])
        else:
            lines.append((all if line.kind == "and" else any)(lines[i] for i in line.parts))
    return [lines[i] for i in plan.conditions]


def test_a_polynomial_and_its_negative_share_a_factor():
    plan = planned("x", [["x > 1"], ["x < 1"]])
    assert len(plan.factors) == 1
    assert {atom.number for atom in plan.atoms} == {1, -1}
    assert decided(plan, {"x": 2}) == [True, False]
    assert decided(plan, {"x": 1}) == [False, False]


def test_the_square_of_a_factor_is_a_zero_and_no_sign():
    plan = planned("xy", [["(x - y)**2*(x + 1) > 0"]])
    (atom,) = plan.atoms
    assert sorted(odd for _, odd in atom.factors) == [False, True]
    assert decided(plan, {"x": 0, "y": 3}) == [True]
    assert decided(plan, {"x": 3, "y": 3}) == [False]
    assert decided(plan, {"x": -2, "y": 3}) == [False]


@pytest.mark.parametrize(
    ("point", "holds"),
    [({"x": 1, "y": 0}, [True, True]), ({"x": -1, "y": 2}, [True, False]), ({"x": -1, "y": -1}, [False, False])],
)
def test_and_and_or(point, holds):
    some = parse_condition("x > 0") | parse_condition("y > 0")
    plan = planned("xy", [[some], [some, "x > y"]])
    assert decided(plan, point) == holds


def test_a_part_that_two_conditions_share_is_one_line():
    plan = planned("xy", [["x > 0", "y > 0"], ["y > 0", "x > 0"]])
    assert plan.conditions[0] == plan.conditions[1]
    assert len(plan.atoms) == 2


def test_nothing_asked_is_true():
    plan = make_plan(("x",), [[], [TRUE]])
    assert decided(plan, {"x": 0}) == [True, True]
    assert plan.arithmetic == 0


def test_outputs_keep_their_order_and_say_where_they_may_be_infinite():
    forms = [(1, parse("1/x")), (0, parse("x + 1")), (0, None), (1, Fraction(1, 2))]
    plan = planned("x", [["x > 0"], ["x < 0"]], forms)
    assert [out.guard for out in plan.outputs] == [1, 0, 0, 1]
    assert [out.node is None for out in plan.outputs] == [False, False, True, False]
    assert [out.divides for out in plan.outputs] == [True, False, False, False]


def test_the_error_of_a_sum_is_bounded_at_its_magnitudes():
    """x - y with x, y up to 3: each a rounding, the difference another, of 6 in size."""
    plan = planned("xy", [["x > y"]])
    (bound,) = error_bounds(plan, [3.0, 3.0])
    assert bound == pytest.approx(2 * UNIT * 6, rel=0.02)
    assert bound >= 2 * UNIT * 6


def test_the_bound_holds_where_a_difference_cancels():
    """0.1 + 0.2 > 0.3 is false: in doubles the difference is not zero, but within the bound."""
    plan = planned("xyz", [["x + y > z"]])
    bound = max(error_bounds(plan, [0.1, 0.2, 0.3]))
    assert 0 < abs(0.1 + 0.2 - 0.3) <= bound
    assert decided(plan, {"x": "0.1", "y": "0.2", "z": "0.3"}) == [False]


def test_the_exact_sign_on_both_sides_of_a_root_of_two():
    (factor,) = planned("x", [["x**2 > 2"]]).factors
    near = Fraction(14142135623730950488, 10**19)  # below the root by less than a double can tell
    assert [exact_sign(factor, {0: x}) for x in (near, near + Fraction(1, 10**19))] == [-1, 1]
