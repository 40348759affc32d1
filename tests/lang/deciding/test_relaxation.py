"""What is said of products of parameters holds wherever they are in their ranges, and is as sharp as it claims."""

import random
from fractions import Fraction
from itertools import product

import pytest
import z3

from gametheory.lang import Domain, Interval, all_of, any_of, exact, parse_condition, relation
from gametheory.lang.deciding.logic import prover_for
from gametheory.lang.deciding.relaxation import Relaxation

F = Fraction

RANGES = {
    "unit": Interval(F(0), F(1)),
    "open": Interval(F(0), F(1, 2), open_low=True, open_high=True),
    "above": Interval(F(1, 3), F(2), open_low=True),
    "below": Interval(F(-3), F(-1, 2)),
    "across": Interval(F(-1), F(1), open_high=True),
    "ray": Interval(F(0), None),
    "up": Interval(None, F(5)),
    "free": Interval(),
    "point": Interval(F(2), F(2)),
}
TRIED = (-7, F(-3), F(-1), F(-1, 2), 0, F(1, 1000), F(1, 3), F(2, 5), F(499, 1000), F(1, 2), 1, F(3, 2), 2, 5, 40)
POLYS = [
    *[f"{a}*{b} - {c}" for a, b, c in product(RANGES, repeat=3) if a <= b][::9],
    "unit**2*across - 3*above*ray*unit + 7",
    "open*above*unit*ray - below**2*unit + up*free - point",
    "across**3 - across**2*below + free**2*unit",
]


def _numbers(relaxation, point):
    """Return the numbers of a relaxation as they are at a point, to be put in."""
    found = []
    for powers, number in relaxation.numbers.items():
        at = F(1)
        for name, power in powers:
            at *= point[name] ** power
        found.append((number, z3.RealVal(at, number.ctx)))
    return found


@pytest.mark.parametrize("text", POLYS)
def test_what_is_said_holds_at_every_point_of_the_ranges(text):
    relaxation = Relaxation(Domain(RANGES))
    relations = [relation(exact(text), sign) for sign in (">", ">=", "<", "<=", "=", "!=")]
    said = [relaxation.linear(condition) for condition in relations]
    names = sorted({name for powers in relaxation.numbers for name, _ in powers})
    rng = random.Random(text)
    for _ in range(20):
        point = {name: F(rng.choice([x for x in TRIED if x in RANGES[name]])) for name in names}
        numbers = _numbers(relaxation, point)
        for fact in relaxation.facts:
            assert z3.is_true(z3.simplify(z3.substitute(fact, numbers))), (fact, point)
        for condition, linear in zip(relations, said, strict=True):
            assert z3.is_true(z3.simplify(z3.substitute(linear, numbers))) is condition.at(point)


@pytest.mark.parametrize(
    ("text", "impossible"),
    [
        ("unit*unit > unit", True),
        ("unit*unit >= unit", False),
        ("open*above <= 0", True),
        ("open*unit < 0", True),
        ("open*unit <= 0", False),
        ("open*open >= 1/4", True),
        ("unit*above > 2", True),
        ("unit*above >= 2", False),
        ("below*unit < unit - 1", False),
        ("across*across > 1", True),
        ("ray*unit > ray", True),
        ("free*unit > free", False),
        ("unit**5 > 2", False),  # of too high a degree
        ("(1 + unit + open + above + below + across + ray)**4 < 0", False),  # too long
    ],
)
def test_bounds_are_as_sharp_as_the_ranges_of_single_products(text, impossible):
    relaxation = Relaxation(Domain(RANGES))
    assert relaxation.refutes(parse_condition(text)) is impossible
    assert relaxation.refutes(parse_condition(text)) is impossible


def test_an_open_part_of_an_or_is_not_refuted():
    relaxation = Relaxation(Domain(RANGES))
    long = parse_condition("unit**5 > 2")
    assert relaxation.refutes(parse_condition("unit > open") & parse_condition("open > unit"))
    assert not relaxation.refutes(parse_condition("unit > 1") | long)
    assert relaxation.refutes(parse_condition("unit > 1") & long)


def test_assumptions_count():
    either = parse_condition("unit < 1/2") | parse_condition("open < 1/4")
    relaxation = Relaxation(Domain(RANGES, either))
    assert relaxation.refutes(parse_condition("unit*open > 1/4"))
    assert not relaxation.refutes(parse_condition("unit*open > 1/5"))


def test_what_is_refuted_so_is_no_question_to_the_decision_procedure():
    prover = prover_for(Domain(RANGES))
    chain = all_of(map(parse_condition, ["unit*ray > open*above", "open*above > unit*across"]))
    assert prover.refuted(chain & any_of(map(parse_condition, ["unit*across > unit*ray", "unit*across > 1"])))
    assert prover.possible(chain & parse_condition("unit*across > unit*ray")).answer is False
    assert prover.queries == 0
    assert not prover.refuted(chain)
