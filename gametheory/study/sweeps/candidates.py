"""Candidates for draws from priors under assumptions: drawn in stages, rejected as early as possible.

What assumptions about one or two parameters rule out is mostly not drawn at all (:mod:`gametheory.study.sweeps.cells`).
The others are tested as soon as their parameters are there, those first that need the fewest more; a candidate that
fails is given up, and what comes later is drawn for those that are left only. That is rejection of whole candidates,
done early, and has the same law.

Of a stream's words, every parameter of a stage takes one for each candidate of a slice, or two if its cell is drawn, in
turn. That order, and the size of slices, belong to what a seed means.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from gametheory.lang import Condition, Interval
from gametheory.study.compiled.plan import Plan, make_plan
from gametheory.study.sweeps.candidate_test import CandidateTest
from gametheory.study.sweeps.cells import Selector, Tie, forest, rooted, selectors, within
from gametheory.study.sweeps.quantiles import SLICE, inverse, largest, line, uniform

if TYPE_CHECKING:
    from gametheory.spec import Prior

__all__ = ["Group", "Source", "Stage", "kept", "make_group"]

Floats = NDArray[np.float64]
Words = NDArray[np.uint64]


@dataclass(frozen=True)
class Stage:
    """What is drawn, and tested then; parameters are numbers within the group.

    Attributes
    ----------
    drawn : tuple of int
    tested : tuple of int
        The inputs of the plan.
    plan : Plan or None
        The test as its one condition; None for none.
    later : tuple of int
        The parameters whose cells later stages need, where there are any.
    """

    drawn: tuple[int, ...]
    tested: tuple[int, ...]
    plan: Plan | None
    later: tuple[int, ...]


@dataclass(frozen=True)
class Group:
    """Parameters that assumptions tie together, and how candidates for them are drawn; plain data.

    Attributes
    ----------
    names : tuple of str
    priors : tuple of (Prior or None, Interval)
    plan : Plan or None
        The assumptions as its one condition; None for none.
    what : str
        The assumptions in words.
    ties : tuple of Tie
        Assumptions that the choice of cells respects.
    stages : tuple of Stage
    """

    names: tuple[str, ...]
    priors: tuple[tuple[Prior | None, Interval], ...]
    plan: Plan | None
    what: str
    ties: tuple[Tie, ...]
    stages: tuple[Stage, ...]

    def __hash__(self) -> int:
        # the key of every cache: exact numbers would be hashed again each time
        return hash((self.names, self.what))


def make_group(
    names: Sequence[str], priors: Sequence[tuple[Prior | None, Interval]], conditions: Sequence[Condition]
) -> Group:
    """Return the group of parameters that these assumptions tie together."""
    names, size = tuple(names), len(names)
    plan = make_plan(names, [conditions]) if conditions else None
    members = [tuple(i for i, name in enumerate(names) if name in part.names) for part in conditions]
    ties = []
    for some in dict.fromkeys(m for m in members if len(m) in (1, 2)):
        parts = [part for part, m in zip(conditions, members, strict=True) if m == some]
        ties.append(Tie(some, make_plan(tuple(names[i] for i in some), [parts])))
    ties = forest(ties, size)
    what = " and ".join(map(str, conditions))
    return Group(names, tuple(priors), plan, what, tuple(ties), tuple(_stages(names, conditions, members, ties)))


def _stages(
    names: tuple[str, ...], conditions: Sequence[Condition], members: Sequence[tuple[int, ...]], ties: Sequence[Tie]
) -> list[Stage]:
    order, parent = rooted(ties, len(names))
    tight = {tie.members for tie in ties}
    loose = [m for m in members if m not in tight]
    left = list(range(len(conditions)))
    there: set[int] = set()
    stages: list[Stage] = []

    def missing(some: Sequence[int]) -> set[int]:
        """Return what must still be drawn for these: they and what their cells depend on."""
        found: set[int] = set()
        for i in some:
            while i not in there and i not in found:
                found.add(i)
                i = parent.get(i, i)
        return found

    while len(there) < len(names):
        more = min((missing(m) for m in loose if missing(m)), key=len, default=set(range(len(names))) - there)
        there |= more
        decided = [k for k in left if set(members[k]) <= there]
        left = [k for k in left if k not in decided]
        tested = tuple(sorted({i for k in decided for i in members[k]}))
        plan = make_plan(tuple(names[i] for i in tested), [[conditions[k] for k in decided]]) if decided else None
        later = {j for i in range(len(names)) if i not in there for j in (i, parent.get(i, i))}
        stages.append(Stage(tuple(i for i in order if i in more), tested, plan, tuple(sorted(later))))
    return stages


@dataclass(frozen=True, eq=False)
class Tables:
    """What a group's candidates are made with: everything that does not change from one stream to the next."""

    selectors: dict[int, Selector]
    kept: float
    inverses: tuple[Callable[[Floats], Floats], ...]
    lines: tuple[tuple[float, float] | None, ...]
    sizes: tuple[float, ...]


@functools.lru_cache(maxsize=64)
def _tables(group: Group) -> Tables:
    found, share = selectors(group.ties, group.priors)
    return Tables(
        {i: one for one in found for i in one.members},
        share,
        tuple(inverse(*prior) for prior in group.priors),
        tuple(line(*prior) for prior in group.priors),
        tuple(largest(*prior) for prior in group.priors),
    )


def kept(group: Group) -> float:
    """Return the share of the priors from which candidates are drawn: the rest cannot satisfy the assumptions."""
    return _tables(group).kept


class Source:
    """Draws candidates for one group from a stream; holds scratch space.

    Parameters
    ----------
    group : Group
    stream : numpy.random.PCG64
    """

    def __init__(self, group: Group, stream: np.random.PCG64) -> None:
        self.group, self.stream = group, stream
        self.tables = _tables(group)
        self.tests = [
            None
            if stage.plan is None
            else CandidateTest(stage.plan, [self.tables.sizes[i] for i in stage.tested], SLICE)
            for stage in group.stages
        ]

    def staged(self) -> Iterator[tuple[CandidateTest | None, Stage]]:
        """Yield the stages with their tests."""
        return zip(self.tests, self.group.stages, strict=True)

    def __call__(self, n: int) -> tuple[list[Floats], NDArray[np.intp]]:
        """Return, of n candidates, at most ``SLICE``, those that satisfy the assumptions, and their numbers.

        The arrays may be overwritten by the next call.
        """
        columns: dict[int, Floats] = {}
        cells: dict[int, Words] = {}
        number: NDArray[np.intp] = np.arange(n)
        for test, stage in self.staged():
            for i in stage.drawn:
                columns[i] = self._values(i, cells, number.size)
            if test is None:
                continue
            good = test([columns[i] for i in stage.tested])
            if good.size < number.size:
                number = number.take(good)
                columns = {i: column.take(good) for i, column in columns.items()}
                cells = {i: cells[i].take(good) for i in stage.later if i in cells}
        return [columns[i] for i in range(len(columns))], number

    def _values(self, i: int, cells: dict[int, Words], n: int) -> Floats:
        selector = self.tables.selectors.get(i)
        if selector is None:
            return self.tables.inverses[i](uniform(self.stream, n))
        if i not in cells:
            given = None if selector.given is None else cells[selector.given]
            cells |= zip(selector.members, selector(self.stream.random_raw(n), given), strict=True)
        return self.tables.inverses[i](within(self.stream.random_raw(n), cells[i]))
