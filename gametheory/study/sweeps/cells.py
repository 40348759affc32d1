"""Cells of equal prior probability, drawn so that what assumptions tie together fits together.

Each prior's range is cut at its 1/64, 2/64, ... quantiles into 64 cells. An assumption about one parameter rules out
cells of it, and one about two parameters rules out pairs of cells (:mod:`gametheory.study.sweeps.boxes`); a chain such
as ``a > b > c``, or any tree of such ties, is a Markov chain of cells. Its law, given that all ties are possible, is
exact: the numbers of possible continuations are summed from the leaves to the root, and cells are drawn from the root
to the leaves in proportion to them. Beside that a parameter is drawn within its cell from its prior. What the ties rule
out wholly is then never drawn, and candidates in the cells that a border crosses are tested: with 64 cells, 98 of 100
candidates satisfy ``a > b``, and 51 of 100 a chain of ten parameters, of which one in 3,628,800 does under the priors.

Which cells are kept decides how often candidates are rejected, never the law: that is the priors' law given the
assumptions, as if candidates were drawn from all of the priors.

References: Devroye (1986), "Non-Uniform Random Variate Generation", chapters II.3 (rejection) and III.4 (the alias
method); Pearl (1988), "Probabilistic Reasoning in Intelligent Systems", chapter 4 (messages in trees).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from gametheory.lang import Interval
from gametheory.study.compiled.plan import Plan
from gametheory.study.sweeps.boxes import possible
from gametheory.study.sweeps.quantiles import LEAST, MOST, ONE, quantile, unit

if TYPE_CHECKING:
    from gametheory.spec import Prior

__all__ = ["CELLS", "Selector", "Tie", "forest", "rooted", "selectors", "within"]

BITS = 6
CELLS = 1 << BITS
"""Cells of one parameter; a part of what a seed means."""

Floats = NDArray[np.float64]
Words = NDArray[np.uint64]


@dataclass(frozen=True)
class Tie:
    """Assumptions about one parameter or two (numbers within their group), as a plan with one condition."""

    members: tuple[int, ...]
    plan: Plan


@dataclass(frozen=True, eq=False)
class Selector:
    """Draws the cells of one parameter, or of two at once, given the cell of another; by the alias method.

    A word of 64 random bits chooses with its first bits one of ``2**bits`` states in the row that belongs to the given
    cell (row 0 if nothing is given); the state stays if the word's other bits are below ``stay``, and is replaced by
    its alias otherwise. What a state stands for is twice in each of ``cells``: for staying and for being replaced.
    Cells are words that hold the bits of 1.0 and the cell's number as the first bits of the fraction.
    """

    given: int | None
    members: tuple[int, ...]
    bits: int
    stay: Words
    cells: tuple[Words, ...]

    def __call__(self, words: Words, given: Words | None) -> list[Words]:
        """Return the members' cells; overwrites the words."""
        state = (words >> np.uint64(64 - self.bits)).view(np.int64)
        if given is not None:
            state += ((given & NUMBER) >> np.uint64(CELL - self.bits)).view(np.int64)
        words <<= np.uint64(self.bits)
        replaced = self.stay.take(state) <= words
        state += state
        state += replaced
        return [cells.take(state) for cells in self.cells]


CELL = 52 - BITS
NUMBER = np.uint64((CELLS - 1) << CELL)
WITHIN = np.uint64(12 + BITS)


def within(words: Words, cells: Words) -> Floats:
    """Return numbers between 0 and 1 in these cells: the first of their 52 bits are the cell's number.

    Overwrites the words.
    """
    words >>= WITHIN
    words |= cells
    return unit(words)


# -- which parameters are tied -----------------------------------------------------------------------------------------


def forest(ties: Sequence[Tie], size: int) -> list[Tie]:
    """Return the ties that close no circle, the earlier ones first; ties of one parameter all stay."""
    root = list(range(size))

    def find(i: int) -> int:
        while root[i] != i:
            i = root[i]
        return i

    kept = []
    for tie in ties:
        if len(tie.members) == 2:
            a, b = map(find, tie.members)
            if a == b:
                continue
            root[a] = b
        kept.append(tie)
    return kept


def rooted(ties: Sequence[Tie], size: int) -> tuple[list[int], dict[int, int]]:
    """Return the parameters in an order in which a tree's root comes before its branches, and everyone's parent.

    The root of a tree is the parameter with the most ties, the first of those.
    """
    near: dict[int, list[int]] = {i: [] for i in range(size)}
    for tie in ties:
        if len(tie.members) == 2:
            a, b = tie.members
            near[a].append(b)
            near[b].append(a)
    order: list[int] = []
    parent: dict[int, int] = {}
    for top in sorted(range(size), key=lambda i: (-len(near[i]), i)):
        if top in order:
            continue
        stack = [top]
        while stack:
            i = stack.pop()
            order.append(i)
            for j in reversed(near[i]):
                if j != parent.get(i):
                    parent[j] = i
                    stack.append(j)
    return order, parent


# -- the law of the cells ----------------------------------------------------------------------------------------------


def selectors(ties: Sequence[Tie], priors: Sequence[tuple[Prior | None, Interval]]) -> tuple[list[Selector], float]:
    """Return what draws the cells of the parameters that are tied, and the share of the priors in the cells kept.

    Parameters
    ----------
    ties : sequence of Tie
        Without circles, see :func:`forest`.
    priors : sequence
        Of all parameters of the group.
    """
    size = len(priors)
    order, parent = rooted(ties, size)
    ends = [_ends(*prior) for prior in priors]
    alone = np.ones((size, CELLS))
    pairs: dict[tuple[int, int], Floats] = {}
    for tie in ties:
        if len(tie.members) == 1:
            alone[tie.members[0]] *= possible(tie.plan, [ends[tie.members[0]]])
            continue
        a, b = tie.members
        (a_low, a_high), (b_low, b_high) = ends[a], ends[b]
        table = possible(tie.plan, [(a_low[:, None], a_high[:, None]), (b_low, b_high)]).astype(np.float64)
        pairs[a, b], pairs[b, a] = table, table.T
    children: dict[int, list[int]] = {i: [] for i in order}
    for i in order:
        if i in parent:
            children[parent[i]].append(i)
    # weight of a cell: the prior probability of all that may go with it further down the tree
    weight = alone.copy()
    message: dict[int, Floats] = {}
    for i in reversed(order):
        if i in parent:
            message[i] = _sums(pairs[parent[i], i] * weight[i]) / CELLS
            weight[parent[i]] *= message[i]
    tied = {i for tie in ties for i in tie.members}
    share = 1.0
    out: list[Selector] = []
    joint: dict[int, int] = {}
    for i in order:
        if i not in tied:
            continue
        if i not in parent:
            share *= float(_sums(weight[i][None])[0]) / CELLS
            # the child with the largest tree is drawn together with the root
            branch = max(children[i], key=lambda j: len(children[j]), default=None)
            if branch is not None:
                joint[branch] = i
                rest = alone[i].copy()
                for j in children[i]:
                    if j != branch:
                        rest *= message[j]
                out.append(_selector(None, (i, branch), (rest[:, None] * pairs[i, branch] * weight[branch])[None]))
            else:
                out.append(_selector(None, (i,), weight[i][None]))
        elif i not in joint:
            out.append(_selector(parent[i], (i,), pairs[parent[i], i] * weight[i]))
    return out, share


def _ends(prior: Prior | None, interval: Interval) -> tuple[Floats, Floats]:
    """Return the least and the largest value in each cell."""
    u = np.arange(CELLS + 1) / CELLS
    u[0], u[-1] = LEAST, MOST
    x = quantile(prior, interval, u)
    return x[:-1], x[1:]


def _sums(table: Floats) -> Floats:
    """Return the sum of every row, added up from the left: the same on every machine."""
    sums: Floats = np.cumsum(table, axis=1)[:, -1]
    return sums


def _selector(given: int | None, members: tuple[int, ...], weights: Floats) -> Selector:
    """Return the selector for weights, (rows, cells) or (rows, cells of the one, cells of the other)."""
    where = [np.nonzero(row) for row in weights]
    bits = max(1, max(len(cells[0]) - 1 for cells in where).bit_length())
    size = 1 << bits
    stay: list[int] = []
    cells: list[list[int]] = [[] for _ in members]
    for row, places in zip(weights, where, strict=True):
        stays, aliases = _alias(row[places].tolist(), size)
        stay += stays
        for one, axis in zip(cells, places, strict=True):
            named = [int(ONE) | cell << CELL for cell in axis.tolist()] + [0] * (size - len(axis))
            one += [named[i] for pair in enumerate(aliases) for i in pair]
    table = np.array(stay, np.uint64)
    return Selector(given, members, bits, table, tuple(np.array(one, np.uint64) for one in cells))


def _alias(weights: Sequence[float], size: int) -> tuple[list[int], list[int]]:
    """Return the alias method's tables (Vose's construction), for as many states as asked for; further ones weigh 0.

    The first are the probabilities of staying in 64 binary places.
    """
    total = 0.0
    for weight in weights:
        total += weight
    if not total:  # a cell that is never given
        return [0] * size, [0] * size
    stay = [size * weight / total for weight in weights] + [0.0] * (size - len(weights))
    alias = list(range(size))
    few = [i for i in range(size) if stay[i] < 1]
    many = [i for i in range(size) if stay[i] >= 1]
    while few and many:
        small, large = few.pop(), many[-1]
        alias[small] = large
        stay[large] -= 1 - stay[small]
        if stay[large] < 1:
            few.append(many.pop())
    # what is left weighs 1 but for rounding, and is its own alias
    return [int(min(x, 1.0) * (2**64 - 2**11)) for x in stay], alias
