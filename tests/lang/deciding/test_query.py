"""Queries of z3: bounded by its own steps, and answered whatever was asked before."""

import itertools
from fractions import Fraction

import pytest

from gametheory.lang import Domain, Interval, decide, parse_condition, relation
from gametheory.lang.deciding import query
from gametheory.lang.deciding.ground import Ground, ground_for
from gametheory.lang.deciding.logic import Prover, prover_for
from gametheory.lang.deciding.query import Writer, answered
from gametheory.lang.memory import task

F = Fraction
BOX = Domain({name: Interval(F(0), F(1)) for name in "abc"})

# none is decided by a sample point: each needs z3
HARD = [
    "a*(1 - a) > 1/4",
    "a*b = 2/7",
    "(a - b)**2*(b - c)**2 < 0",
    "a**2 + b**2 = 1/3",
    "a**2*b + b**2*c + c**2*a > 3 - 1/10**6",
    "a = 1/3",
    "a*b*c = 1/97",
]


def test_a_query_over_its_budget_is_undecided_and_says_that_the_budget_was_work():
    statement = parse_condition("a*(1 - a) > 1/4")
    short = decide(statement, BOX, budget=10)
    assert (short.answer, short.witness) == (None, None)
    assert "10 units of work" in short.reason
    assert "ms" not in short.reason.split()
    assert decide(statement, BOX).answer is False


def test_a_budget_that_was_too_small_decides_nothing_about_a_larger_one():
    statement = parse_condition("a*(1 - a) > 1/4")
    either = statement | parse_condition("b*(1 - b) > 1/4")
    prover = Prover(BOX)
    assert prover.possible(statement, budget=10).answer is None
    assert prover.possible(statement).answer is False
    # conflicts are looked for with a budget of their own, so that the small one may already do
    assert prover.refuted(either, budget=10) in (True, False)
    assert prover.refuted(either) is True


@pytest.mark.parametrize("order", [HARD, HARD[::-1], HARD[3:] + HARD[:3] + HARD])
def test_answers_and_witnesses_are_those_of_a_question_that_is_asked_alone(order):
    alone = {}
    for text in HARD:
        query._known.cache_clear()
        alone[text] = decide(parse_condition(text), BOX)
    query._known.cache_clear()
    for text in order:
        assert decide(parse_condition(text), BOX) == alone[text]


def test_within_a_task_the_answers_do_not_change_when_they_are_asked_for_again():
    @task
    def asked():
        return [decide(parse_condition(text), BOX) for text in (*HARD, *HARD)]

    first = asked()
    assert first[: len(HARD)] == first[len(HARD) :]
    assert asked() == first
    assert {text: one.answer for text, one in zip(HARD, first, strict=False)} == {
        text: decide(parse_condition(text), BOX).answer for text in HARD
    }


def test_signs_do_not_depend_on_what_a_prover_has_met():
    polys = [parse_condition(f"{text} > 0").poly for text in ("a + b - a*b", "a - b", "(a - b)**2", "-1 - a", "a*b")]
    prover = prover_for(BOX)
    for text in HARD:
        prover.possible(parse_condition(text))
    fresh = [Ground(BOX).sign(poly) for poly in polys]
    assert fresh == [">=", None, ">=", "-", ">="]
    assert [prover.sign(poly) for poly in reversed(polys)] == fresh[::-1]


def test_domains_that_are_equal_but_written_otherwise_do_not_share_their_points():
    one, two = (
        parse_condition("a > b") & parse_condition("c > 1/2"),
        parse_condition("c > 1/2") & parse_condition("a > b"),
    )
    assert one == two
    first, second = (Domain(BOX.ranges, assume) for assume in (one, two))
    assert ground_for(first) is ground_for(Domain(BOX.ranges, one))
    assert ground_for(first) is not ground_for(second)


def test_a_relation_is_put_to_z3_in_one_way_whatever_the_ring_of_its_polynomial():
    texts = set()
    for names in itertools.permutations("abc"):
        total = sum((parse_condition(f"{name} > 0").expression for name in names), start=F(0))
        texts.add(Writer("abc").text(relation(total * total - 1, ">")))
    assert len(texts) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a > 0", "(> v0 0.0)"),
        ("2*a*b**2 - 3 >= 0", "(>= (+ (* 2.0 v0 v1 v1) (- 3.0)) 0.0)"),
        ("a != b", "(not (= (+ v0 (* (- 1.0) v1)) 0.0))"),
    ],
)
def test_smt_lib(text, expected):
    assert Writer("abc").text(parse_condition(text)) == expected


def test_a_coordinate_that_is_not_rational_comes_to_more_and_more_digits():
    reply = answered(("v0",), ("(and (= (* v0 v0) 2.0) (> v0 0.0))",), 100_000)
    assert reply.answer is True
    errors = [abs(x * x - 2) for x in reply.model["v0"]]
    assert errors[-1] < F(1, 10**25)
    assert errors == sorted(errors, reverse=True)
