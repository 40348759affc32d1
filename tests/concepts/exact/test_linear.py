"""Exact elimination: textbook systems over integers and polynomials, and random ones against Cramer's rule."""

import random
from fractions import Fraction
from itertools import permutations

from gametheory.concepts.exact.field import field_for
from gametheory.concepts.exact.linear import eliminate
from gametheory.lang import Domain, Interval
from gametheory.lang.expression import context

NUMBERS = field_for(Domain(), numeric=True)


def determinant(rows):
    """Return a determinant by Leibniz' formula."""
    total = 0
    for order in permutations(range(len(rows))):
        swaps = sum(a > b for i, a in enumerate(order) for b in order[i + 1 :])
        product = (-1) ** swaps
        for row, column in zip(rows, order, strict=True):
            product *= row[column]
        total += product
    return total


def test_two_equations():
    """2x + y = 5 and x - y = 1: x = 2, y = 1; the last pivot is the determinant -3 up to sign."""
    solved = eliminate([[2, 1, 5], [1, -1, 1]], 2, NUMBERS)
    assert abs(solved.below) == 3
    assert [Fraction(x, solved.below) for x in solved.above] == [2, 1]
    assert (solved.free, solved.residuals) == ([], [])


def test_rows_in_the_wrong_order():
    solved = eliminate([[0, 2, 6], [3, 1, 9]], 2, NUMBERS)
    assert [Fraction(x, solved.below) for x in solved.above] == [2, 3]


def test_what_contradicts_leaves_a_residual():
    assert any(eliminate([[1, 1, 2], [2, 2, 5]], 2, NUMBERS).residuals)
    assert eliminate([[1, 1, 2], [2, 2, 4]], 2, NUMBERS).residuals == [0]


def test_a_free_unknown_and_the_rows_that_are_left():
    """x + 2y + 3z = 4 and x + 2y + z = 2: z = 1 and x = 1 - 2y."""
    solved = eliminate([[1, 2, 3, 4], [1, 2, 1, 2]], 3, NUMBERS)
    assert solved.free == [1]
    assert solved.above == []
    rows = {pivot: [Fraction(x, solved.below) for x in row] for pivot, row in solved.rows.items()}
    assert rows == {0: [1, 2, 0, 1], 2: [0, 0, 1, 1]}


def test_no_unknowns():
    solved = eliminate([[0], [3]], 0, NUMBERS)
    assert (solved.below, solved.above, solved.residuals, solved.free) == (1, [], [0, 3], [])


def test_random_systems_by_cramer():
    rng = random.Random(3)
    for _ in range(100):
        n = rng.randint(1, 4)
        system = [[rng.randint(-4, 4) for _ in range(n + 1)] for _ in range(n)]
        solved = eliminate(system, n, NUMBERS)
        whole = determinant([row[:n] for row in system])
        assert bool(solved.free) is (whole == 0)
        if whole:
            assert abs(solved.below) == abs(whole)
            for j in range(n):
                put_in = [[row[-1] if k == j else row[k] for k in range(n)] for row in system]
                assert Fraction(solved.above[j], solved.below) == Fraction(determinant(put_in), whole)


def test_a_bimatrix_mixture_in_letters():
    """The mixture that makes a player indifferent: p*a = (1 - p)*b has p = b/(a + b), and nothing is divided out."""
    ring = context(("a", "b"))
    a, b = ring.gens()
    field = field_for(Domain({name: Interval(Fraction(1), Fraction(2)) for name in "ab"}), numeric=False)
    one = field.one * ring.constant(1)
    solved = eliminate([[a, -b, one * 0], [one, one, one]], 2, field)
    assert solved.free == []
    ratio = [field.ratio(x, solved.below) for x in solved.above]
    assert list(map(str, ratio)) == ["b/(a + b)", "a/(a + b)"]
    assert solved.below in (a + b, -a - b)


def test_the_structure_over_polynomials_is_the_generic_one():
    """a*x = 1 has a solution wherever the last pivot a is not zero; 0*x = 0 leaves x free."""
    ring = context(("a",))
    (a,) = ring.gens()
    field = field_for(Domain({"a": Interval(Fraction(-1), Fraction(1))}), numeric=False)
    solved = eliminate([[a, ring.constant(1)]], 1, field)
    assert (solved.below, solved.free) == (a, [])
    assert eliminate([[a - a, ring.constant(0)]], 1, field).free == [0]
