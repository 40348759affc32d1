"""Domains as keys, and what is kept for one."""

import pickle

from gametheory.lang import Domain, Interval, parse_condition
from gametheory.lang.deciding.ground import ground_for

UNIT = Interval(0, 1)
RISING = parse_condition("x < y")


def test_equal_domains_have_equal_hashes():
    one = Domain({"x": UNIT, "y": UNIT}, RISING)
    other = Domain({"y": Interval("0", 1), "x": UNIT}, parse_condition("2*y > 2*x"))
    assert one == other
    assert hash(one) == hash(other) == hash(pickle.loads(pickle.dumps(one)))
    assert len({one, other, Domain({"x": UNIT, "y": UNIT}), Domain({"x": UNIT}), Domain()}) == 4


def test_what_is_kept_for_a_domain_is_for_those_that_are_the_same_to_the_last_letter():
    one = Domain({"x": UNIT, "y": UNIT}, RISING)
    assert ground_for(one) is ground_for(Domain(dict(one.ranges), RISING))
    turned = Domain({"y": UNIT, "x": UNIT}, RISING)
    assert turned == one
    assert ground_for(turned).names == ("y", "x")
    assert ground_for(one).names == ("x", "y")


def test_the_order_of_assumptions_is_a_letter_too():
    first, second = parse_condition("x < y"), parse_condition("x > 1/4")
    one, other = Domain({"x": UNIT, "y": UNIT}, first & second), Domain({"x": UNIT, "y": UNIT}, second & first)
    assert one == other
    assert ground_for(one) is not ground_for(other)
