"""Straight-line programs: Horner's scheme, what is shared, and values in exact arithmetic by a slow reading."""

import operator
from collections import Counter
from fractions import Fraction

import pytest

import gametheory as gt
from gametheory.lang import parse
from gametheory.study.compiled.tape import TapeWriter

ARITHMETIC = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv}


def carried_out(instructions, point):
    """Return the exact value of every instruction; the constants here are halves, quarters and whole numbers."""
    values = []
    for sign, left, right in instructions:
        if sign == "x":
            values.append(point[left])
        elif sign == "c":
            values.append(Fraction(left))
        else:
            values.append(ARITHMETIC[sign](values[left], values[right]))
    return values


def counted(tape):
    return Counter(instruction.sign for instruction in tape.instructions)


def written(names, *texts):
    tape = TapeWriter(tuple(names))
    forms = [parse(text) for text in texts]
    tape.expect(forms)
    return tape, [tape.value(form) for form in forms]


def test_horner():
    """x**4 + x + 1 takes three multiplications and one addition less than its degree in powers would."""
    tape, (node,) = written("x", "x**3 + 2*x**2 + 3*x + 5")
    assert counted(tape)["*"] == 2
    assert counted(tape)["+"] == 3
    x = Fraction(7, 3)
    assert carried_out(tape.instructions, [x])[node] == x**3 + 2 * x**2 + 3 * x + 5


def test_a_product_stays_a_product():
    tape, (node,) = written("x", "(x - 1)*(x - 2)*(x - 3)")
    assert counted(tape)["*"] == 2
    assert carried_out(tape.instructions, [Fraction(7, 2)])[node] == Fraction(5, 2) * Fraction(3, 2) / 2


def test_the_terms_of_a_saddle_are_put_together_again():
    """f - d*f - y + d*y - c is (1 - d)*(f - y) - c: one multiplication."""
    tape, (node,) = written("cdfy", "f - d*f - y + d*y - c")
    assert counted(tape)["*"] == 1
    point = [Fraction(1, 3), Fraction(1, 4), Fraction(5), Fraction(2)]
    assert carried_out(tape.instructions, point)[node] == Fraction(3, 4) * 3 - Fraction(1, 3)


def test_what_occurs_twice_is_written_once():
    tape, (one, two) = written("xy", "(x + y)*(x - 2)", "(x + y)*(y - 2)")
    alone, _ = written("xy", "(x + y)*(x - 2)")
    # one subtraction and one multiplication more: the sum is there
    assert sum(counted(tape)[s] for s in "+-*/") == sum(counted(alone)[s] for s in "+-*/") + 2
    values = carried_out(tape.instructions, [Fraction(3), Fraction(5)])
    assert (values[one], values[two]) == (8, 24)
    assert len(set(tape.instructions)) == len(tape.instructions)


def test_what_is_divided_by_the_same_is_divided_once():
    tape, nodes = written("xd", "x/(1 - d)", "1/(1 - d)", "(x + 2)/(1 - d)")
    assert counted(tape)["/"] == 1
    values = carried_out(tape.instructions, [Fraction(3), Fraction(1, 2)])
    assert [values[node] for node in nodes] == [6, 2, 10]


def test_the_other_probability_is_a_difference_from_the_first():
    tape = TapeWriter(("p", "s"))
    first, rest = parse("p*s/(1 + p)"), parse("p*(1 - s)/(1 + p)")
    node = tape.value(first)
    other = tape.value(rest, {first: node})
    values = carried_out(tape.instructions, [Fraction(1), Fraction(1, 4)])
    assert (values[node], values[other]) == (Fraction(1, 8), Fraction(3, 8))
    assert tape.value(first, {first: node}) == node


@pytest.mark.parametrize("text", ["-x", "-1/x", "3", "-(x - 2)**2/(2*x)", "x/4 - 1/2"])
def test_signs_and_numbers_in_front(text):
    tape, (node,) = written("x", text)
    x = Fraction(-8)
    expected = parse(text)
    assert carried_out(tape.instructions, [x])[node] == (expected.at({"x": x}) if text != "3" else 3)


def test_a_number_that_no_double_holds_is_refused():
    with pytest.raises(gt.ParameterError, match="in the closed forms or conditions"):
        TapeWriter(()).constant(Fraction(10) ** 400)
