"""The variables of a sweep at a block of points: what is computed, its dimensions and labels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from gametheory.study.compiled.column import ExactColumn
from gametheory.study.compiled.program import Program, compile_solution
from gametheory.study.quantities.quantity import Belief, Ending, ExpectedPayoff, Quantity, at_corners, quantity

if TYPE_CHECKING:
    from gametheory.concepts import Solution

__all__ = ["PARTS", "Table", "make_table", "read_quantities"]

PARTS = ("outcome", "payoff", "belief")

LABELS = {"outcome": ("history",), "payoff": ("player",), "belief": ("information", "member")}


@dataclass(frozen=True)
class Table:
    """Which variables there are; plain data that can be sent to another process.

    The program's quantities are those asked for, then these at the further extreme points of regimes that are
    continua, and then one for every label of every part.
    """

    program: Program
    asked: tuple[str, ...]
    corners: int  # how often the quantities stand in the program: once for every extreme point of a continuum
    outcomes: tuple[tuple[int, ...], ...]  # the different extreme outcomes, by the numbers of the regimes that have it
    labels: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]  # part: the labels along each of its dimensions
    fixed: tuple[tuple[str, Fraction], ...]

    @property
    def dims(self) -> dict[str, tuple[str, ...]]:
        """The variables and their dimensions before those of the points."""
        out: dict[str, tuple[str, ...]] = {"exists": ("regime",), "count": (), "admissible": (), "knife_edge": ()}
        if self.asked:
            out |= {"value": ("quantity", "regime"), "min": ("quantity",), "max": ("quantity",)}
        return out | {part: ("regime", *LABELS[part]) for part, _ in self.labels}

    @property
    def shapes(self) -> dict[str, tuple[int, ...]]:
        """The sizes of these dimensions."""
        sizes = {"regime": len(self.program.regimes), "quantity": len(self.asked)}
        for part, labels in self.labels:
            sizes |= dict(zip(LABELS[part], map(len, labels), strict=True))
        return {name: tuple(sizes[dim] for dim in dims) for name, dims in self.dims.items()}

    @property
    def types(self) -> dict[str, Any]:
        """The variables' types."""
        # a count is a float, for there is no whole number that says "not known"
        kinds: dict[str, Any] = dict.fromkeys(("exists", "admissible", "knife_edge"), np.bool_)
        return {name: kinds.get(name, np.float64) for name in self.dims}

    @property
    def point_bytes(self) -> int:
        """How many bytes a point takes."""
        return sum(int(np.prod(shape)) * np.dtype(self.types[name]).itemsize for name, shape in self.shapes.items())

    def coordinates(self) -> dict[str, Any]:
        """Return the labels along the dimensions, as coordinates."""
        out: dict[str, Any] = {"regime": ("regime", np.array(self.program.regimes, dtype=str))}
        if self.asked:
            out["quantity"] = ("quantity", np.array(self.asked, dtype=str))
        for part, labels in self.labels:
            out |= {dim: (dim, np.array(row, dtype=str)) for dim, row in zip(LABELS[part], labels, strict=True)}
        return out

    def empty(self, count: int) -> dict[str, NDArray[Any]]:
        """Return arrays for all variables at so many points."""
        return {name: np.empty((*shape, count), self.types[name]) for name, shape in self.shapes.items()}

    def block(
        self, columns: Mapping[str, NDArray[np.float64] | ExactColumn], count: int, threads: int | None = None
    ) -> dict[str, NDArray[Any]]:
        """Return all variables at ``count`` points; their dimension is the last."""
        found = self.program.evaluate({**columns, **dict(self.fixed)}, threads=threads)
        regimes = len(self.program.regimes)
        out = {
            "exists": found.exists,
            "count": self._count(found.exists),
            "admissible": found.admissible,
            "knife_edge": found.knife_edge,
        }
        asked = len(self.asked)
        first = asked * self.corners
        if asked:
            out["value"] = found.values[:asked]
            every = found.values[:first]
            for end, reduce in (("min", np.fmin.reduce), ("max", np.fmax.reduce)):
                ends = reduce(every, axis=1) if regimes else np.full((first, count), np.nan)
                out[end] = reduce(ends.reshape(self.corners, asked, count), axis=0) if self.corners > 1 else ends
        for part, labels in self.labels:
            sizes = [len(row) for row in labels]
            here = found.values[first : first + int(np.prod(sizes))]
            first += int(np.prod(sizes))
            out[part] = np.moveaxis(here.reshape(*sizes, regimes, count), -2, 0)
        return out

    def _count(self, exists: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Return the number of extreme outcomes."""
        if self.outcomes == tuple((r,) for r in range(len(exists))):
            # small integers are added up several at a time
            small = exists.sum(axis=0, dtype=np.uint8 if len(exists) < 256 else np.int64)
            return np.asarray(small, np.float64)
        total = np.zeros(exists.shape[1])
        for regimes in self.outcomes:
            total += exists[list(regimes)].any(axis=0)
        return total


def make_table(
    solution: Solution,
    of: str | Quantity | Iterable[str | Quantity],
    parts: tuple[str, ...],
    fixed: Mapping[str, Fraction],
    *,
    engine: str | None = None,
    assumptions: bool = True,
) -> Table:
    """Return the table of a solution for the quantities and parts asked for.

    Raises
    ------
    QuantityError
        If a quantity cannot be read.
    """
    asked = read_quantities(solution, of)
    wanted = [*asked, *at_corners(solution, asked)]
    corners = len(wanted) // len(asked) if asked else 1
    labels: list[tuple[str, tuple[tuple[str, ...], ...]]] = []
    for part in parts:
        if part == "outcome":
            histories = tuple(dict.fromkeys(h for e in solution for h in e.outcome))
            wanted += [Quantity(h, Ending(h)) for h in histories]
            labels.append((part, (histories,)))
        elif part == "payoff":
            players = tuple(dict.fromkeys(p for e in solution for p in e.payoffs))
            wanted += [Quantity(p, ExpectedPayoff(p)) for p in players]
            labels.append((part, (players,)))
        else:
            sets = tuple(dict.fromkeys(i for e in solution for i in e.beliefs))
            members = tuple(dict.fromkeys(m for e in solution for b in e.beliefs.values() for m in b))
            wanted += [Quantity(f"{i}.{m}", Belief(i, m)) for i in sets for m in members]
            labels.append((part, (sets, members)))
    program = compile_solution(solution, wanted, engine=engine, assumptions=assumptions)
    outcomes: dict[Any, list[int]] = {}
    for r, e in enumerate(solution):
        for outcome in dict.fromkeys(frozenset(one.outcome.items()) for one in e.vertices or (e,)):
            # regimes of their own are different, whatever their outcomes
            outcomes.setdefault(outcome if e.vertices else r, []).append(r)
    return Table(
        program,
        tuple(q.text for q in asked),
        corners,
        tuple(map(tuple, outcomes.values())),
        tuple(labels),
        tuple(fixed.items()),
    )


def read_quantities(solution: Solution, of: str | Quantity | Iterable[str | Quantity]) -> tuple[Quantity, ...]:
    """Return the quantities, each once.

    Raises
    ------
    QuantityError
        If one cannot be read.
    """
    texts = [of] if isinstance(of, str | Quantity) else list(of)
    return tuple({q.text: q for q in (quantity(one, solution) for one in texts)}.values())
