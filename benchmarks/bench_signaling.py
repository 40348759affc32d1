"""All perfect Bayesian equilibria of random numeric signaling games, exact, beside all Nash equilibria by Gambit.

Payoffs are integers in thousandths, 0 to 1, the prior is uniform. Gambit lists the extreme Nash equilibria of the
strategic form, an easier question with a longer answer: no beliefs, and outcomes among them that are not perfect
Bayesian.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from fractions import Fraction
from functools import partial
from typing import Any

from frame import Comparison, Timing, median

Plain = tuple[list[list[Any]], list[list[Any]]]

SIZES = [((2, 3, 2), 40, 0.010), ((3, 3, 3), 15, 0.200), ((4, 4, 3), 5, 5.0)]
"""Types, messages, responses; how many games; our bound in seconds."""


def random_game(rng: random.Random, types: int, messages: int, responses: int) -> dict[str, Any]:
    """Return the arguments of a SignalingGame as plain numbers."""
    t, m, r = ([f"{letter}{i}" for i in range(n)] for letter, n in (("t", types), ("m", messages), ("r", responses)))
    return {
        "sender": "sender",
        "receiver": "receiver",
        "types": {one: Fraction(1, types) for one in t},
        "messages": {one: tuple(r) for one in m},
        "payoffs": {
            (i, j, k): (Fraction(rng.randint(0, 1000), 1000), Fraction(rng.randint(0, 1000), 1000))
            for i in t
            for j in m
            for k in r
        },
    }


def ours(arguments: dict[str, Any]) -> Any:
    import gametheory as gt

    return gt.solve(gt.SignalingGame(**arguments))


def strategic_arrays(arguments: dict[str, Any]) -> tuple[Any, Any]:
    """Return the two payoff arrays of the strategic form."""
    import numpy as np

    import gametheory as gt

    game = gt.SignalingGame(**arguments).strategic()
    rows, columns = game.strategies.values()
    cells = [[game.payoffs[row, column] for column in columns] for row in rows]
    return (
        np.array([[cell[0] for cell in line] for line in cells], dtype=object),
        np.array([[cell[1] for cell in line] for line in cells], dtype=object),
    )


def gambit(arrays: Plain, *, rational: bool) -> Any:
    import numpy as np
    import pygambit

    game = pygambit.StrategicGame.from_arrays(*(np.array(one, dtype=object) for one in arrays))
    return len(pygambit.nash.enummixed_solve(game, rational=rational).equilibria)


def arrays_of(arguments: dict[str, Any]) -> Plain:
    """Return the same payoffs as nested lists, which say by themselves whether they are equal."""
    row, column = strategic_arrays(arguments)
    return row.tolist(), column.tolist()


def comparisons() -> Iterator[Comparison]:
    for size, games, limit in SIZES:
        rng = random.Random(sum(size))
        first, *cases = [random_game(rng, *size) for _ in range(games + 1)]
        timings = [median("gametheory, all PBE, exact", ours, cases, first=first)]
        if size == (2, 3, 2):
            start, *arrays = [arrays_of(case) for case in [first, *cases]]
            doubles, rational = (partial(gambit, rational=rational) for rational in (False, True))
            timings += [
                median("Gambit enummixed, doubles, all Nash", doubles, arrays, first=start),
                median("Gambit enummixed, rational, all Nash", rational, arrays[:5], first=start),
            ]
        else:
            timings.append(
                Timing("Gambit enummixed, doubles, all Nash", None, "over 60 s where it was tried; not run here")
            )
        yield Comparison(f"signaling game, {' x '.join(map(str, size))} (types x messages x responses)", timings, limit)
