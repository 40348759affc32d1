"""A perfect-information tree with 65,536 leaves: built from plain numbers, and all its subgame-perfect equilibria.

Gambit holds such a tree, but has no solver for it: what is timed is reading it from the text of an ``.efg`` file, which
its own C++ does and which is quicker than building it move by move from Python.
"""

from __future__ import annotations

import importlib.util
import io
import random
from collections.abc import Iterator
from typing import Any

from frame import Comparison, Timing, median

DEPTH = 16


def leaves(depth: int, seed: int = 0) -> list[tuple[int, int]]:
    """Return the payoffs of the two players at the ends, left to right."""
    rng = random.Random(seed)
    return [(rng.randrange(10**6), rng.randrange(10**6)) for _ in range(2**depth)]


def build(ends: list[tuple[int, int]]) -> Any:
    from gametheory.game import ExtensiveGame, Move, Payoff

    depth = len(ends).bit_length() - 1
    nodes = {}
    for level in range(depth):
        player = "ab"[level % 2]
        for i in range(2**level):
            if level + 1 < depth:
                nodes[f"{level}.{i}"] = Move(player, l=f"{level + 1}.{2 * i}", r=f"{level + 1}.{2 * i + 1}")
            else:
                (a, b), (c, d) = ends[2 * i], ends[2 * i + 1]
                nodes[f"{level}.{i}"] = Move(player, l=Payoff(a=a, b=b), r=Payoff(a=c, b=d))
    return ExtensiveGame("0.0", nodes)


def solve(ends: list[tuple[int, int]]) -> Any:
    """Build the tree, solve it, and look at the whole profile, which is worked out when it is looked at."""
    import gametheory as gt

    solution = gt.solve(build(ends))
    assert sum(map(len, solution[0].strategy.values())) == len(ends) - 1
    return solution


def efg(ends: list[tuple[int, int]]) -> str:
    """Return the tree as Gambit's text, nodes in prefix order, every decision an information set of its own."""
    depth = len(ends).bit_length() - 1
    lines = ['EFG 2 R "" { "a" "b" }']
    sets = [0, 0]
    stack = [(0, 0)]
    while stack:
        level, i = stack.pop()
        if level == depth:
            a, b = ends[i]
            lines.append(f't "" {i + 1} "" {{ {a}, {b} }}')
            continue
        player = level % 2
        sets[player] += 1
        lines.append(f'p "" {player + 1} {sets[player]} "" {{ "l" "r" }} 0')
        stack += [(level + 1, 2 * i + 1), (level + 1, 2 * i)]
    return "\n".join(lines) + "\n"


def read(text: str) -> Any:
    import pygambit

    return pygambit.read_efg(io.StringIO(text))


def solve_chain(n: int) -> Any:
    """Build and solve a chain of n moves, each of which ends the game or goes on."""
    import gametheory as gt
    from gametheory.game import ExtensiveGame, Move, Payoff

    nodes = {
        f"n{i}": Move("ab"[i % 2], stop=Payoff(a=i, b=n - i), go=f"n{i + 1}" if i + 1 < n else Payoff(a=0, b=0))
        for i in range(n)
    }
    return gt.solve(ExtensiveGame("n0", nodes))


def comparisons() -> Iterator[Comparison]:
    small, *trees = [leaves(2, 0), *(leaves(DEPTH, seed) for seed in range(5))]
    timings = [
        median("build and solve", solve, trees, "one equilibrium, full profile", first=small),
        median("of this, build", build, trees, first=small),
    ]
    if importlib.util.find_spec("pygambit") is None:
        timings.append(Timing("Gambit, read the tree", None, "pygambit is not installed"))
    else:
        note = "it has no solver for this"
        timings.append(median("Gambit, read the tree", read, [efg(trees[0])], note, first=efg(small)))
    yield Comparison(f"a tree of {2**DEPTH:,} leaves", timings, 1.0)
    n = 10_000
    yield Comparison(f"a chain of {n:,} moves", [median("build and solve", solve_chain, [n], first=10, repeat=3)])
