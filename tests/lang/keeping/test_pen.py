"""What is written down and read back is the same, to the letter; nothing but the table of sorts is ever looked at."""

import datetime
import json
from fractions import Fraction
from types import MappingProxyType

import pytest
from helpers.strategies import conditions, expressions
from helpers.written import again
from hypothesis import given

from gametheory.lang import FALSE, TRUE, Domain, Expression, Interval, parameter, readable, relation
from gametheory.lang.expression import context
from gametheory.lang.keeping import sorts
from gametheory.lang.keeping.pen import Pen
from gametheory.lang.keeping.reader import read
from gametheory.lang.keeping.sorts import UnkeptError, UnreadError, kept

x, y = parameter("x"), parameter("y")


def in_the_letter(expression):
    """Return what equality does not see: the ring, and the order of its terms."""
    return [(p.context().names(), [*p.to_dict().items()]) for p in (expression.numerator, expression.denominator)]


VALUES = [None, True, False, 0, 1, -7, 10**6000, 1 - 10**6000, Fraction(1), Fraction(-2, 3), Fraction(10**5000, 7), ()]


@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_values_keep_their_class(value):
    found = again((value, "text"))
    assert found == (value, "text")
    assert type(found[0]) is type(value)


def test_an_integer_a_fraction_and_a_truth_are_three():
    assert [type(one) for one in again((1, Fraction(1), True))] == [int, Fraction, bool]


@given(expressions())
def test_expressions(expression):
    found = again((expression,))[0]
    assert found == expression
    assert hash(found) == hash(expression)
    assert in_the_letter(found) == in_the_letter(expression)


def test_the_ring_and_the_point_near_which_it_is_written_are_kept():
    ring = context(("y", "x", "unused"))
    expression = Expression(ring.gen(1) - ring.gen(0), ring.constant(3)).written_near(
        {"x": Fraction(0), "y": Fraction(1)}
    )
    found = again((expression,))[0]
    assert in_the_letter(found) == in_the_letter(expression)
    assert found.near == expression.near
    assert str(found) == str(expression) == "-(y - x)/3"


@pytest.mark.parametrize("digits", [3999, 4000, 4001, 5000])
def test_long_coefficients(digits):
    long = 3 * x * 10**digits - y + 10 ** (digits - 1)
    assert again((long,))[0] == long


@given(conditions())
def test_conditions(condition):
    found = again((condition,))[0]
    assert found == condition
    assert str(found) == str(condition)


def test_the_constants():
    assert again((TRUE, FALSE)) == (TRUE, FALSE)


@pytest.mark.parametrize("first", [True, False])
def test_a_relation_is_shown_in_the_same_form_whether_it_was_shown_before(first):
    domain = Domain({"x": Interval(0, 1), "y": Interval(0, 1, open_low=True)})
    condition = readable(relation(x * y + y, ">", 2 * y - 1 / (1 + y)), domain)
    if first:
        str(condition)
    found = again((condition,))[0]
    assert str(found) == str(condition)
    assert found == condition


def test_domains():
    domain = Domain({"y": Interval(low=0), "x": Interval(0, 1)}, relation(x, "<", y) & relation(y, "!=", 3), (x, 1 - x))
    found = again((domain,))[0]
    assert found == domain
    assert found.names == domain.names
    assert (found.condition, found.odds) == (domain.condition, domain.odds)


def test_mappings_keep_order_and_class_and_what_is_shared_stays_shared():
    table = MappingProxyType({"b": 1, ("a", 2): x})
    first, second, plain = again((table, (table,), {"b": 1}))
    assert [*first] == ["b", ("a", 2)]
    assert type(first) is MappingProxyType
    assert second[0] is first
    assert type(plain) is dict


class Text(str):
    __slots__ = ()


@pytest.mark.parametrize("subject", [object(), 0.5, datetime.date(2020, 1, 1), print, {1}, [1], b"x", Text("t")])
def test_other_classes_are_not_written(subject):
    with pytest.raises(UnkeptError, match="not written to files"):
        Pen().write((subject,))


def test_what_is_too_large_is_not_written():
    with pytest.raises(UnkeptError, match="too large"):
        Pen(most=100).write(tuple(range(100)))


# -- nothing is run, and nothing but the table is looked up ------------------------------------------------------------


@pytest.mark.parametrize(
    ("nodes", "fields"),
    [
        ([["os.system", "echo"]], {}),
        ([["builtins.eval", "1"]], {"builtins.eval": ["text"]}),
        ([["__import__", "os"]], {}),
        ([["expression", 0, 0, 0]], {"expression": ["numerator", "denominator", "near"]}),  # of itself
        ([["int", "__import__('os')"]], {}),
        ([["int", 3]], {}),
        ([["tuple", 7]], {}),
        ([["none"], ["dict", 0]], {}),
        ([["none"], ["interval", 0, 0, 0, 0, 0]], {"interval": ["low", "high", "open_low", "open_high", "more"]}),
        ([["none"], ["interval", 0]], {"interval": ["low", "high", "open_low", "open_high"]}),
        ([[]], {}),
        ([[["list"]]], {}),
        ([["polynomial", 0, [0], [1]]], {}),
        ([3], {}),
    ],
)
def test_what_no_pen_wrote_is_refused(nodes, fields):
    with pytest.raises(UnreadError):
        read({"sorts": fields, "rings": [], "nodes": nodes})


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"sorts": {}},
        {"sorts": {}, "rings": 3, "nodes": []},
        {"sorts": [], "rings": [], "nodes": []},
        {"sorts": {}, "rings": [], "nodes": 3},
    ],
)
def test_a_document_without_its_parts_is_refused(document):
    with pytest.raises(UnreadError):
        read(document)


# -- other versions ----------------------------------------------------------------------------------------------------


@pytest.fixture
def interval_document():
    pen = Pen()
    pen.write(Interval(0, 1, open_high=True))
    return json.loads(json.dumps(pen.document()))


def test_a_field_that_an_older_file_lacks_has_its_default(interval_document):
    interval_document["sorts"]["interval"] = ["open_high", "low"]
    high, low = interval_document["nodes"][-1][4], interval_document["nodes"][-1][1]
    interval_document["nodes"][-1] = ["interval", high, low]
    assert read(interval_document)[-1] == Interval(0, None, open_high=True)


def test_a_field_without_a_default_is_named():
    @kept("test of a field")
    class Two:
        __slots__ = ("a", "b")

    try:
        with pytest.raises(UnreadError, match="test of a field has no 'c' in this version"):
            read({"sorts": {"test of a field": ["c"]}, "rings": [], "nodes": [["none"], ["test of a field", 0]]})
    finally:
        del sorts.SORTS["test of a field"], sorts._of_class[Two]


def test_a_word_of_every_file_is_no_word_of_a_class():
    with pytest.raises(ValueError, match="has a meaning in every file"):
        kept("tuple")(Interval)
