"""Compiled evaluation against exact evaluation: existence must agree everywhere, values to rounding."""

import dataclasses
import math
import pickle
from fractions import Fraction

import numpy as np
import pytest
from helpers.first import FIRST_SIGNAL
from helpers.solved import made_of, solved
from helpers.strategies import NAMES, conditions, expressions
from hypothesis import given, settings
from hypothesis import strategies as st

import gametheory as gt
from gametheory.lang import TRUE, Interval, parse, parse_condition, relation
from gametheory.study import compile_solution
from gametheory.study.compiled import engine_numpy as program_numpy
from gametheory.study.compiled import program as program_module

TENTHS = st.integers(-40, 40).map(lambda k: Fraction(k, 10))
"""Numbers that a float can stand for as their decimal, many of them on borders."""


def random_points(solution, n, seed, digits=None):
    """Return points in the ranges: floats, as decimals with so many digits."""
    rng = np.random.default_rng(seed)
    out = {}
    for name, interval in solution.domain.ranges.items():
        low, high = float(interval.low), float(interval.high)
        column = low + (high - low) * rng.random(n)
        out[name] = column if digits is None else np.round(column, digits)
    return out


def exact_point(columns, i):
    return {name: Fraction(repr(float(column[i]))) for name, column in columns.items()}


def full(solution, **options):
    """Return the program of the full correspondence: outcome and payoffs."""
    histories = dict.fromkeys(h for e in solution for h in e.outcome)
    texts = ["P(" + ", ".join(f'"{label}"' for label in h.split("/")) + ")" for h in histories]
    return compile_solution(solution, [*texts, *(f"payoff.{p}" for p in solution[0].payoffs)], **options)


def assert_same(one, other):
    for a, b in zip(dataclasses.astuple(one), dataclasses.astuple(other), strict=True):
        np.testing.assert_array_equal(a, b)


# -- against exact arithmetic ------------------------------------------------------------------------------------------


@pytest.mark.compares
@given(
    regimes=st.lists(st.tuples(conditions(), expressions()), min_size=1, max_size=3),
    points=st.lists(st.tuples(TENTHS, TENTHS, TENTHS), min_size=1, max_size=6),
    assume=conditions(depth=1),
    fixed=st.sets(st.sampled_from(NAMES)),
)
@settings(max_examples=60)
def test_compiled_equals_exact_at_rational_points(regimes, points, assume, fixed):
    solution = made_of(regimes, assume=assume)
    program = compile_solution(solution, ["payoff.p", "payoff.p*payoff.q"])
    rows = [dict(zip(NAMES, p, strict=True)) for p in points]
    rows = [{n: rows[0][n] if n in fixed else x for n, x in row.items()} for row in rows]
    columns = {n: rows[0][n] if n in fixed else np.array([float(row[n]) for row in rows]) for n in NAMES}
    found = program.evaluate(columns)
    for i in range(found.exists.shape[1]):
        point = rows[i]
        assert found.admissible[i] == assume.at(point)
        for r, (when, form) in enumerate(regimes):
            there = assume.at(point) and when.at(point)
            assert found.exists[r, i] == there
            value, scaled = found.values[:, r, i]
            below = form.denominator if there else None
            if not there or exact_zero(below, point):
                assert math.isnan(value)
                assert math.isnan(scaled)
            else:
                exact = form.at(point)
                assert value == pytest.approx(float(exact), rel=1e-9, abs=1e-9 * magnitude(form, point))
                assert scaled == pytest.approx((r + 1) * value, rel=1e-12, abs=1e-12)


def exact_zero(poly, point):
    return gt.Expression(poly, poly.context().constant(1)).at(point) == 0


def magnitude(form, point):
    """Return the size of the terms over the denominator: what the value would be without cancellation."""

    def size(poly):
        names = poly.context().names()
        return sum(
            abs(int(c)) * math.prod(abs(float(point[n])) ** int(e) for n, e in zip(names, row, strict=True))
            for row, c in poly.to_dict().items()
        )  # fmt: skip

    below = abs(float(gt.Expression(form.denominator, form.denominator.context().constant(1)).at(point)))
    return size(form.numerator) / below * max(1.0, size(form.denominator) / below)


@pytest.mark.parametrize("digits", [None, 1, 2], ids=["anywhere", "on borders", "near borders"])
def test_the_crisis_model_at_random_points(digits):
    solution = solved(FIRST_SIGNAL)
    columns = random_points(solution, 400, seed=1, digits=digits)
    found = full(solution).evaluate(columns)
    histories = list(dict.fromkeys(h for e in solution for h in e.outcome))
    seen = 0
    for i in range(400):
        point = exact_point(columns, i)
        inside = solution.domain.condition.at(point)
        assert found.admissible[i] == inside
        assert found.knife_edge[i] == (inside and any(c.at(point) for c in solution.knife_edges)) or not inside
        for r, regime in enumerate(solution):
            there = inside and regime.when.at(point)
            assert found.exists[r, i] == there
            if not there:
                assert np.isnan(found.values[:, r, i]).all()
                continue
            seen += 1
            exact = [regime.outcome.get(h, 0) for h in histories] + list(regime.payoffs.values())
            exact = [float(x.at(point)) if isinstance(x, gt.Expression) else float(x) for x in exact]
            np.testing.assert_allclose(found.values[:, r, i], exact, rtol=0, atol=1e-12)
    assert seen > 20


def test_a_border_is_decided_exactly_where_floats_cannot():
    # 0.1 + 0.2 is not 0.3 in floats; as decimals it is
    regimes = [(parse_condition(text), parse("a")) for text in ("a + b > c", "a + b >= c", "a + b = c", "a + b != c")]
    found = compile_solution(made_of(regimes)).evaluate(
        {
            "a": np.array([0.1, 0.1, 0.1]),
            "b": np.array([0.2, 0.2, 0.2]),
            "c": np.array([0.3, 0.30000000000000004, 0.29]),
        }
    )
    assert found.exists.T.tolist() == [
        [False, True, True, False],
        [False, False, False, True],
        [True, True, False, True],
    ]


def test_a_number_is_taken_exactly():
    regimes = [(parse_condition("3*a = b"), parse("a"))]
    program = compile_solution(made_of(regimes))
    columns = {"b": np.array([1.0, 1.0000000000000002]), "c": 0}
    assert program.evaluate({"a": Fraction(1, 3), **columns}).exists.tolist() == [[True, False]]
    assert program.evaluate({"a": "1/3", **columns}).exists.tolist() == [[True, False]]
    assert program.evaluate({"a": 1 / 3, **columns}).exists.tolist() == [[False, False]]


def test_the_ends_of_a_range_are_exact():
    third = Fraction(1, 3)
    for interval, expected in ((Interval(None, third), True), (Interval(None, Fraction(3, 10)), False)):
        solution = made_of([(TRUE, parse("a"))])
        solution = dataclasses.replace(solution, domain=dataclasses.replace(
            solution.domain, ranges={**solution.domain.ranges, "a": interval}))  # fmt: skip
        # the float next to 1/3 prints as 0.3333333333333333, which is less
        found = compile_solution(solution).evaluate({"a": np.array([1 / 3, 0.1]), "b": 0, "c": 0})
        assert found.admissible.tolist() == [expected, True]
    half_open = made_of([(TRUE, parse("a"))])
    ranges = {**half_open.domain.ranges, "a": Interval(Fraction(0), Fraction(7, 10), True, True)}
    half_open = dataclasses.replace(half_open, domain=dataclasses.replace(half_open.domain, ranges=ranges))
    found = compile_solution(half_open, ["payoff.p"]).evaluate({"a": np.array([0.0, 1e-300, 0.7, 0.6]), "b": 0, "c": 0})
    assert found.exists.tolist() == [[False, True, False, True]]
    assert np.isnan(found.values[0, 0]).tolist() == [True, False, True, False]


def test_division_by_zero_gives_nan():
    regimes = [(TRUE, parse("1/(a - b)")), (TRUE, parse("(a - b)/(a - c)")), (TRUE, parse("2*a/(a - b)"))]
    found = compile_solution(made_of(regimes), ["payoff.p"]).evaluate(
        {"a": np.array([1.0, 2.0, 3.0]), "b": np.array([1.0, 1.0, 1.0]), "c": np.array([1.0, 1.0, 3.0])}
    )
    assert np.isnan(found.values[0]).tolist() == [[True, False, False], [True, False, True], [True, False, False]]
    assert found.exists.all()


def test_signs_of_huge_numbers_are_exact():
    regimes = [(parse_condition("a**60 > b**60 + c"), parse("a"))]
    found = compile_solution(made_of(regimes, low=0, high=10**9)).evaluate(
        {"a": np.array([1e8, 1e8, 1e8]), "b": np.array([1e8, 1e8, 1.0]), "c": np.array([0.0, 1.0, 1.0])}
    )
    assert found.exists.tolist() == [[False, False, True]]


# -- the same bits, whoever does the work ------------------------------------------------------------------------------


def test_threads_and_blocks_change_nothing(monkeypatch):
    solution = solved(FIRST_SIGNAL)
    columns = random_points(solution, 20_000, seed=2, digits=3)
    program = full(solution)
    one = program.evaluate(columns, threads=1)
    monkeypatch.setattr(program_module, "TASK", 777)
    assert_same(one, program.evaluate(columns, threads=1))
    assert_same(one, program.evaluate(columns, threads=3))
    monkeypatch.setattr(program_numpy, "BLOCK", 100)
    assert_same(one, program.evaluate(columns))
    assert one.exists.any(axis=1).all()


def test_numba_gives_the_same_bits():
    solution = solved(FIRST_SIGNAL)
    for digits in (None, 2):
        columns = random_points(solution, 3000, seed=3, digits=digits)
        columns["resolve_prior"] = Fraction(1, 3)
        assert_same(full(solution).evaluate(columns), full(solution, engine="numba").evaluate(columns))


def test_a_program_travels():
    solution = solved(FIRST_SIGNAL)
    columns = random_points(solution, 500, seed=4)
    program = full(solution)
    assert_same(program.evaluate(columns), pickle.loads(pickle.dumps(program)).evaluate(columns))


def test_memory_can_be_used_again():
    solution = solved(FIRST_SIGNAL)
    program = full(solution)
    first, second = (random_points(solution, 500, seed=s) for s in (5, 6))
    used = program.evaluate(first)
    again = program.evaluate(second, out=used)
    assert again.values.base is used.values.base or np.shares_memory(again.values, used.values)
    assert_same(again, program.evaluate(second))


def test_points_known_to_satisfy_the_assumptions_need_not_be_checked():
    solution = solved(FIRST_SIGNAL)
    columns = random_points(solution, 4000, seed=7)
    whole = full(solution).evaluate(columns)
    inside = {name: column[whole.admissible] for name, column in columns.items()}
    light = full(solution, assumptions=False)
    assert light.plan.arithmetic < full(solution).plan.arithmetic
    found = light.evaluate(inside)
    np.testing.assert_array_equal(found.exists, whole.exists[:, whole.admissible])
    np.testing.assert_allclose(found.values, whole.values[:, :, whole.admissible], rtol=0, atol=1e-13)


def test_what_regimes_share_is_computed_once():
    plan = full(solved(FIRST_SIGNAL)).plan
    assert plan.arithmetic <= 80
    assert len(set(plan.instructions)) == len(plan.instructions)


def test_regimes_of_one_name_are_told_apart():
    solution = made_of([(TRUE, parse("a")), (TRUE, parse("b"))])
    twins = dataclasses.replace(solution, equilibria=tuple(dataclasses.replace(e, name="x") for e in solution))
    assert compile_solution(twins).regimes == ("x", "x (2)")


# -- misuse ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"a": np.array([0.1, np.nan])}, "a: nan is not a finite number"),
        ({"a": np.array([0.1, -np.inf])}, "a: -inf is not a finite number"),
        ({"a": float("nan")}, "a = nan is not a number"),
        ({"a": "b"}, "a = 'b' is not a number"),
        ({"a": [1.0, 2.0, 3.0], "b": [1.0, 2.0]}, "b has 2 values, another parameter has 3"),
        ({"a": np.zeros((2, 2))}, "a: expected one dimension, got 2"),
        ({"d": 1}, "unknown parameter 'd'"),
    ],
)
def test_bad_columns(change, message):
    program = compile_solution(made_of([(TRUE, parse("a"))]))
    with pytest.raises(gt.ParameterError, match=message):
        program.evaluate({"a": 0, "b": 0, "c": 0, **change})


def test_a_missing_column_is_named():
    program = compile_solution(made_of([(TRUE, parse("a"))]))
    with pytest.raises(gt.ParameterError, match="no values for b, c"):
        program.evaluate({"a": 0})


def test_unknown_engine():
    with pytest.raises(ValueError, match="expected one of numpy, numba, got 'fortran'"):
        compile_solution(solved("beer_quiche"), engine="fortran")


def test_coefficients_too_large_to_factor_compile_all_the_same():
    """FLINT refuses to order such factors; a part that a parameter divides must still be split at that parameter."""
    form = parse("(x**2 + (y**2 + 1)*(10**25*x**3 + 1))/(y**2 + 2)")
    solution = made_of([(relation(form, ">"), form)], names=("x", "y"))
    found = compile_solution(solution, ["payoff.p"]).evaluate({"x": [0.5, -1.5], "y": [0.25, 2.0]})
    for k, point in enumerate(({"x": "1/2", "y": "1/4"}, {"x": "-3/2", "y": "2"})):
        exact = form.at({name: Fraction(value) for name, value in point.items()})
        assert found.exists[0, k] == (exact > 0)
        assert not found.exists[0, k] or abs(found.values[0, 0, k] / float(exact) - 1) < 1e-12
