"""Short forms of conditions: equivalent, or equivalent off equalities that are listed; decisions by conflicts."""

import itertools
from fractions import Fraction

import pytest
from helpers.strategies import NAMES, conditions
from hypothesis import given, settings

from gametheory.lang import (
    FALSE,
    TRUE,
    Domain,
    Interval,
    Simplifier,
    all_of,
    any_of,
    generic,
    parse_condition,
    relation,
    simplify,
)
from gametheory.lang.deciding.lemmas import Lemmas
from gametheory.lang.deciding.logic import prover_for
from gametheory.lang.deciding.sampling import Cloud, admissible_points, hints

F = Fraction
BOX = Domain({name: Interval(F(0), F(1)) for name in NAMES})
GRID = [dict(zip(NAMES, xs, strict=True)) for xs in itertools.product([F(0), F(1, 3), F(1, 2), F(1)], repeat=3)]


def read(text):
    """Read ``a > b and (c > 0 or a = 1)``: one level of brackets."""
    if " or " in text and not text.startswith("("):
        return any_of(read(part) for part in text.split(" or "))
    return all_of(parse_condition(part) for part in text.strip("()").split(" and "))


@settings(max_examples=60)
@given(conditions())
def test_a_simplified_condition_is_equivalent_on_ties_too(condition):
    short = simplify(condition, BOX)
    assert [short.at(p) for p in GRID] == [condition.at(p) for p in GRID]
    assert len(list(short.atoms())) <= len(list(condition.atoms()))


@settings(max_examples=60)
@given(conditions(), conditions(depth=1))
def test_off_borders_nothing_is_lost_and_nothing_is_ever_added(condition, context):
    short = Simplifier(BOX)
    result = short(condition, context)
    edges = short.knife_edges([result])
    for p in GRID:
        if context.at(p):
            assert not result.at(p) or condition.at(p)
            border = any(relation(atom.expression, "=").at(p) for atom in result.atoms())
            if condition.at(p) and not border and not any(edge.at(p) for edge in edges):
                assert result.at(p)


@settings(max_examples=80)
@given(conditions(), conditions())
def test_refuted_is_possible_denied(left, right):
    prover = prover_for(BOX)
    statement = left & ~right
    assert prover.refuted(statement) is (prover.possible(statement).answer is False)
    if any(statement.at(p) for p in GRID):
        assert not prover.refuted(statement)


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("a >= 0", TRUE),
        ("a > 1", FALSE),
        ("a > 1/2 and a > 1/3", parse_condition("a > 1/2")),
        ("a > 1/2 or a > 1/3", parse_condition("a > 1/3")),
        ("a >= 1/2 or a <= 1/2", TRUE),
        ("a > 1/2 or (b > 1/2 and a <= 1/2)", any_of(map(parse_condition, ["a > 1/2", "b > 1/2"]))),
    ],
)
def test_what_says_nothing_is_left_out(text, short):
    parts = text.split(" or ")
    assert simplify(any_of(read(part) for part in parts), BOX) == short


def test_a_knife_edge_is_left_out_and_listed():
    condition = any_of([parse_condition("a >= 1/2"), all_of(map(parse_condition, ["b <= 0", "a >= 1/4"]))])
    assert simplify(condition, BOX) == condition
    short = Simplifier(BOX)
    assert short(condition) == parse_condition("a >= 1/2")
    assert short.knife_edges([parse_condition("a >= 1/2")]) == (parse_condition("b = 0"),)
    assert short.knife_edges([parse_condition("b >= 0")]) == (), "where a border is expected it is not listed"


def test_an_equality_that_two_opposite_borders_leave():
    condition = all_of(map(parse_condition, ["a >= 1/2", "a <= 1/2", "b >= c"]))
    short = Simplifier(BOX)
    assert short.negligible(condition)
    assert short(condition) == FALSE
    (edge,) = short.knife_edges()
    assert edge == parse_condition("a = 1/2")


def test_generic_opens_every_border():
    condition = read("(a >= b and c > 0)") & (parse_condition("a = 1") | parse_condition("b != c"))
    assert generic(condition) == read("(a > b and c > 0)") & parse_condition("b != c")


def test_lemmas_are_learned_once():
    prover = prover_for(Domain({**BOX.ranges, "d": Interval(F(0), F(1))}))
    chain = all_of(map(parse_condition, ["a > b", "b > c"]))
    either = any_of(map(parse_condition, ["c**5 > a", "c**6 > a"]))  # of too high a degree for linear forms
    assert prover.refuted(chain & either)
    before = prover.queries
    assert before
    assert prover.refuted(chain & either & parse_condition("d > 1/2"))
    assert prover.refuted(
        chain & any_of([parse_condition("c**5 > a"), parse_condition("c**6 > a") & parse_condition("d < 1/3")])
    )
    assert prover.queries == before, "the conflicts are known"


def test_a_solver_that_gives_up_has_refuted_nothing(monkeypatch):
    import z3

    both = parse_condition("a > b") & any_of([parse_condition("c > a"), parse_condition("c*c > a")])
    lemmas = Lemmas(lambda atoms, budget: True, lambda atoms: True)
    monkeypatch.setattr(lemmas, "_solver", _GivesUp())
    assert lemmas.decide(both, 1_000) is None
    assert lemmas._solver.asked == z3.unknown


class _GivesUp:
    asked = None

    def push(self):
        pass

    pop = push

    def add(self, _):
        pass

    def check(self):
        import z3

        self.asked = z3.unknown
        return self.asked


def test_points_respect_ranges_and_orders():
    domain = Domain(
        {name: Interval(F(0), F(i + 1, 3)) for i, name in enumerate("abcdef")}, parse_condition("a < b < c < d < e < f")
    )
    points = admissible_points(domain, 200)
    assert len(points) == 200
    assert all(domain.condition.at(p) for p in points)
    assert points == admissible_points(domain, 200)
    cloud = hints(domain, 1000)
    assert len(cloud) == 1000
    assert all(domain.condition.at(cloud.point(i)) for i in range(0, 1000, 50))


def test_clear_signs_are_right_and_unclear_ones_are_zero():
    cloud = Cloud.of(("a", "b"), [{"a": F(1), "b": F(1)}, {"a": F(2), "b": F(1)}, {"a": F(0), "b": F(1, 3)}])
    poly = parse_condition("a > b").expression.numerator
    assert list(cloud.signs(poly)) == [0, 1, -1]
    assert list(cloud.mask(parse_condition("a >= b"))) == [False, True, False]
