"""Prime implicants: textbook functions, and on random patterns what the definition says."""

import itertools
import random

from gametheory.study.changes.prime_implicants import cover

PATTERNS = list(itertools.product((-1, 1), repeat=3))


def split(is_own, patterns=PATTERNS):
    return [p for p in patterns if is_own(p)], [p for p in patterns if not is_own(p)]


def holds(cube, pattern):
    return all(pattern[i] == sign for i, sign in cube.items())


def test_the_majority_of_three_takes_three_pairs():
    own, others = split(lambda p: sum(p) > 0)
    found = cover(own, others, range(3))
    assert sorted(tuple(cube.items()) for cube in found) == [((0, 1), (1, 1)), ((0, 1), (2, 1)), ((1, 1), (2, 1))]


def test_of_a_parity_no_sign_can_be_spared():
    own, others = split(lambda p: p[0] * p[1] * p[2] > 0)
    found = cover(own, others, range(3))
    assert sorted(map(len, found)) == [3, 3, 3, 3]


def test_one_sign_says_it_all():
    own, others = split(lambda p: p[1] < 0)
    assert cover(own, others, range(3)) == [{1: -1}]


def test_patterns_that_occur_nowhere_count_for_neither():
    # the first and the last sign always agree here: either tells the two apart
    own, others = [(1, -1, 1), (1, 1, 1)], [(-1, 1, -1)]
    assert cover(own, others, [0, 1, 2]) == [{2: 1}]
    assert cover(own, others, [2, 1, 0]) == [{0: 1}]


def test_nothing_to_be_told_from_takes_no_sign():
    assert cover([(1, -1)], [], range(2)) == [{}]


def test_random_patterns_are_covered_by_cubes_of_which_no_sign_can_be_spared():
    rng = random.Random(5)
    every = list(itertools.product((-1, 1), repeat=4))
    for _ in range(60):
        met = rng.sample(every, rng.randint(2, len(every)))
        cutting = rng.randint(1, len(met) - 1)
        own, others = met[:cutting], met[cutting:]
        cubes = cover(own, others, rng.sample(range(4), 4))
        assert all(any(holds(cube, p) for cube in cubes) for p in own)
        for cube in cubes:
            assert not any(holds(cube, p) for p in others)
            for i in cube:
                shorter = {j: sign for j, sign in cube.items() if j != i}
                assert any(holds(shorter, p) for p in others), "this sign could be spared"
