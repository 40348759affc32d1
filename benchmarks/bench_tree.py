"""A perfect-information tree with 65,536 leaves: built from plain numbers, and all its subgame-perfect equilibria.

Gambit holds such a tree, but has no solver for it: what is timed is reading it from the text of an ``.efg`` file, which
its own C++ does and which is quicker than building it move by move from Python.
"""

from __future__ import annotations

import gc
import io
import random
from collections.abc import Iterator
from typing import Any

from frame import Comparison, Timing, median, processor_seconds

DEPTH = 16


def leaves(depth: int, seed: int = 0) -> list[tuple[int, int]]:
    """Return the payoffs of the two players at the ends, left to right."""
    rng = random.Random(seed)
    return [(rng.randrange(10**6), rng.randrange(10**6)) for _ in range(2**depth)]


def build(depth: int, ends: list[tuple[int, int]]) -> Any:
    from gametheory.game import ExtensiveGame, Move, Payoff

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

    solution = gt.solve(build(DEPTH, ends))
    assert sum(map(len, solution[0].strategy.values())) == 2**DEPTH - 1
    return solution


def efg(ends: list[tuple[int, int]]) -> str:
    """Return the tree as Gambit's text, nodes in prefix order, every decision an information set of its own."""
    lines = ['EFG 2 R "" { "a" "b" }']
    sets = [0, 0]
    stack = [(0, 0)]
    while stack:
        level, i = stack.pop()
        if level == DEPTH:
            a, b = ends[i]
            lines.append(f't "" {i + 1} "" {{ {a}, {b} }}')
            continue
        player = level % 2
        sets[player] += 1
        lines.append(f'p "" {player + 1} {sets[player]} "" {{ "l" "r" }} 0')
        stack += [(level + 1, 2 * i + 1), (level + 1, 2 * i)]
    return "\n".join(lines) + "\n"


def comparisons() -> Iterator[Comparison]:
    import gametheory as gt

    _ = gt.solve  # imports are not timed here
    # what earlier benchmarks of the same run left in memory is not the collector's business while this one is timed
    gc.collect()
    gc.freeze()
    ours = median("build and solve", solve, [leaves(DEPTH, seed) for seed in range(5)], "one equilibrium, full profile")
    start = processor_seconds()
    build(DEPTH, leaves(DEPTH))
    built = Timing("of this, build", processor_seconds() - start)
    timings = [ours, built]
    try:
        import pygambit

        text = efg(leaves(DEPTH))
        start = processor_seconds()
        pygambit.read_efg(io.StringIO(text))
        timings.append(Timing("Gambit, read the tree", processor_seconds() - start, "it has no solver for this"))
    except ImportError:
        timings.append(Timing("Gambit, read the tree", None, "pygambit is not installed"))
    yield Comparison(f"a tree of {2**DEPTH:,} leaves", timings, 1.0)

    from gametheory.game import ExtensiveGame, Move, Payoff

    n = 10_000
    chain = {
        f"n{i}": Move("ab"[i % 2], stop=Payoff(a=i, b=n - i), go=f"n{i + 1}" if i + 1 < n else Payoff(a=0, b=0))
        for i in range(n)
    }
    yield Comparison(
        f"a chain of {n:,} moves", [median("build and solve", lambda c: gt.solve(ExtensiveGame("n0", c)), [chain] * 3)]
    )
