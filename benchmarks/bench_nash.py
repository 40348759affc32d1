"""All extreme Nash equilibria of two-player games, exact, beside Gambit (doubles, rational) and Nashpy (doubles)."""

from __future__ import annotations

import random
import warnings
from collections.abc import Iterator
from functools import partial
from typing import Any

from frame import Comparison, Timing, fresh, median

# B. von Stengel, "New maximal numbers of equilibria in bimatrix games", Discrete & Computational Geometry 21 (1999), in
# the small payoffs of Savani and von Stengel (2006): 75 equilibria.
ROW_75 = [
    [-81, 36, -126, 126, -36, 90],
    [-180, 72, -333, 297, -153, 270],
    [20, -3, 42, -33, 17, -30],
    [-30, 17, -33, 42, -3, 20],
    [270, -153, 297, -333, 72, -180],
    [90, -36, 126, -126, 36, -81],
]
COLUMN_75 = [
    [72, 36, 17, -3, -36, -153],
    [-180, -81, -30, 20, 90, 270],
    [297, 126, 42, -33, -126, -333],
    [-333, -126, -33, 42, 126, 297],
    [270, 90, 20, -30, -81, -180],
    [-153, -36, -3, 17, 36, 72],
]

Arrays = tuple[list[list[int]], list[list[int]]]


def ours(arrays: Arrays) -> Any:
    import gametheory as gt

    return gt.solve(gt.StrategicGame.from_arrays(*arrays), gt.Nash())


def gambit(arrays: Arrays, *, rational: bool) -> list[Any]:
    import numpy as np
    import pygambit

    game = pygambit.StrategicGame.from_arrays(*(np.array(a) for a in arrays))
    return list(pygambit.nash.enummixed_solve(game, rational=rational).equilibria)


def nashpy_vertices(arrays: Arrays) -> list[Any]:
    import nashpy
    import numpy as np

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return list(nashpy.Game(*(np.array(a, dtype=float) for a in arrays)).vertex_enumeration())


def random_arrays(rng: random.Random, n: int) -> Arrays:
    return tuple([[rng.randint(0, 999) for _ in range(n)] for _ in range(n)] for _ in range(2))  # type: ignore[return-value]


FIRST: Arrays = ([[1, 0], [0, 2]], [[2, 0], [0, 1]])
"""The battle of the sexes, for imports and the libraries' first use."""


def _found(cases: list[Arrays]) -> float:
    return sum(len(ours(case)) for case in cases) / len(cases)


def _beside(cases: list[Arrays], *, slow: bool, repeat: int = 1) -> list[Timing]:
    found = fresh(_found, cases)
    timings = [
        median(
            "gametheory, all extreme Nash, exact",
            ours,
            cases,
            f"{found:.3g} equilibria a game",
            first=FIRST,
            repeat=repeat,
        ),
        median("Gambit enummixed, doubles", partial(gambit, rational=False), cases, first=FIRST, repeat=repeat),
    ]
    if slow:
        few = cases[:3]
        timings += [
            median("Gambit enummixed, rational", partial(gambit, rational=True), few, first=FIRST, repeat=repeat),
            median("Nashpy vertex enumeration, doubles", nashpy_vertices, few, first=FIRST, repeat=repeat),
        ]
    return timings


def comparisons() -> Iterator[Comparison]:
    yield Comparison("the 6 x 6 game with 75 equilibria", _beside([(ROW_75, COLUMN_75)], slow=True, repeat=3))
    for n, games, slow in ((4, 20, True), (6, 10, True), (8, 5, False)):
        rng = random.Random(n)
        yield Comparison(
            f"random {n} x {n} games, integer payoffs 0..999",
            _beside([random_arrays(rng, n) for _ in range(games)], slow=slow),
        )
