"""The engine in plain NumPy: a plan, instruction by instruction, on blocks of points that stay in the cache.

A ufunc on a whole column of a million points waits for memory; on some thousand points it works in the cache. Registers
are reused as soon as a value is not needed any more (linear scan), results go straight into the output arrays, numbers
that are the same at every point are computed once, and what only certain regimes need is left out in a block where none
of them exists.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gametheory.lang.lowered import AtomRow, atom_truth
from gametheory.study.compiled.column import Column, floats_of
from gametheory.study.compiled.exact_signs import signs_at, truths
from gametheory.study.compiled.plan import Plan, error_bounds

__all__ = ["BLOCK", "run"]

BLOCK = 8192

_UFUNC = {"+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide}
_NAN_UNLESS = np.array([np.nan, 0.0])


def run(
    plan: Plan,
    columns: Sequence[Column],
    sizes: Sequence[float],
    truth: NDArray[np.bool_],
    values: NDArray[np.float64],
    start: int = 0,
) -> None:
    """Decide the conditions and compute the outputs at the n points of the columns.

    Parameters
    ----------
    plan : Plan
    columns : sequence
        For every input its values at the n points (:data:`~gametheory.study.compiled.column.Column`), or one exact
        number.
    sizes : sequence of float
        For every input, its largest magnitude.
    truth : array of bool, (conditions, N)
        Is written: which conditions hold.
    values : array of float, (outputs, N)
        Is written: NaN where the guard does not hold, or a divisor is zero.
    start : int
        Where in the two arrays the first of the n points stands.
    """
    count = next((c.size for c in columns if not isinstance(c, Fraction)), 1)
    with np.errstate(all="ignore"):
        machine = _Machine(plan, columns, error_bounds(plan, sizes), min(BLOCK, max(count, 1)))
        for low in range(0, count, BLOCK):
            high = min(low + BLOCK, count)
            machine.block(low, high, truth[:, start + low : start + high], values[:, start + low : start + high])


class _Machine:
    """Registers and a schedule for one call."""

    def __init__(self, plan: Plan, columns: Sequence[Column], bounds: Sequence[float], block: int) -> None:
        self.plan, self.columns, self.bounds = plan, columns, bounds
        self.moving = [i for i, column in enumerate(columns) if not isinstance(column, Fraction)]
        self.slots: list[Any] = [None] * len(plan.instructions)
        self._constants()
        self._schedule(block)
        self.signs = self._fixed_signs()
        self.mask = np.empty(block)

    def _constants(self) -> None:
        """Compute what is the same at every point."""
        slots, moving = self.slots, set(self.moving)
        self.varies: list[bool] = []
        for i, (sign, left, right) in enumerate(self.plan.instructions):
            if sign == "x":
                self.varies.append(left in moving)
                if left not in moving:
                    slots[i] = np.float64(float(self.columns[left]))
            elif sign == "c":
                self.varies.append(False)
                slots[i] = np.float64(left)
            else:
                self.varies.append(self.varies[left] or self.varies[right])
                if not self.varies[i]:
                    slots[i] = _UFUNC[sign](slots[left], slots[right])

    def _schedule(self, block: int) -> None:
        """Fix the order of work and which register every instruction writes."""
        plan = self.plan
        order: list[int] = []
        done: set[int] = set()
        groups: dict[int, set[int]] = {}
        for k, output in enumerate(plan.outputs):
            groups.setdefault(output.guard, set()).add(k)
        self.condition_part = self._needed([f.node for f in plan.factors], done)
        order += self.condition_part
        self.parts: list[tuple[int, list[int], list[int]]] = []
        for guard, members in groups.items():
            outputs = sorted(members)
            nodes = self._needed([n for k in outputs if (n := plan.outputs[k].node) is not None], done)
            self.parts.append((guard, nodes, outputs))
            order += nodes
        # who needs an instruction of a part: its own guard, and the guards of later parts that use it
        users: dict[int, set[int]] = {}
        for guard, _, outputs in self.parts:
            for i in self._needed([n for k in outputs if (n := plan.outputs[k].node) is not None], set()):
                users.setdefault(i, set()).add(guard)
        self.users = {i: tuple(sorted(guards)) for i, guards in users.items()}
        self._registers(order, block)

    def _needed(self, nodes: Sequence[int], done: set[int]) -> list[int]:
        """Return the varying instructions that these need and that are not done, in order; mark them done."""
        stack, found = [n for n in nodes if self.varies[n]], set()
        while stack:
            i = stack.pop()
            sign, left, right = self.plan.instructions[i]
            if i in done or i in found or sign in "xc":
                continue
            found.add(i)
            stack += [j for j in (left, right) if self.varies[j]]
        done |= found
        return sorted(found)

    def _registers(self, order: list[int], block: int) -> None:
        instructions = self.plan.instructions
        last: dict[int, int] = {}
        for time, i in enumerate(order):
            _, left, right = instructions[i]
            last[left] = last[right] = time
        end = len(order)
        for factor in self.plan.factors:
            last[factor.node] = max(last.get(factor.node, 0), len(self.condition_part))
        time = len(self.condition_part)
        for _, nodes, outputs in self.parts:
            time += len(nodes)
            for k in outputs:
                node = self.plan.outputs[k].node
                if node is not None:
                    last[node] = max(last.get(node, 0), time)
        expiring: dict[int, list[int]] = {}
        for i, when in last.items():
            expiring.setdefault(min(when, end), []).append(i)
        free: list[NDArray[np.float64]] = []
        for time, i in enumerate(order):
            if instructions[i].sign == "x":
                continue
            # a register whose value is used for the last time here may be written here
            self.slots[i] = None
            for j in expiring.get(time, ()):
                if self.slots[j] is not None and isinstance(self.slots[j], np.ndarray) and j != i:
                    free.append(self.slots[j])
            self.slots[i] = free.pop() if free else np.empty(block)

    def _fixed_signs(self) -> dict[int, int]:
        """Return the exact signs of the factors that are the same at every point."""
        fixed = [k for k, f in enumerate(self.plan.factors) if not self.varies[f.node]]
        if not fixed:
            return {}
        values = [self.slots[f.node] if k in fixed else np.float64(1) for k, f in enumerate(self.plan.factors)]
        bounds = [b if k in fixed else 0.0 for k, b in enumerate(self.bounds)]
        signs = signs_at(self.plan, self.columns, values, bounds, np.zeros(1, np.intp))
        return {k: int(signs[k][0]) for k in fixed}

    # -- one block --------------------------------------------------------------------------------------------------

    def block(self, low: int, high: int, truth: NDArray[np.bool_], values: NDArray[np.float64]) -> None:
        size = high - low
        slots = self._views(low, high)
        for i in self.condition_part:
            sign, left, right = self.plan.instructions[i]
            _UFUNC[sign](slots[left], slots[right], slots[i])
        lines, doubt = self._logic(slots)
        rows = [lines[i] for i in self.plan.conditions]
        if doubt is not None and doubt.any():
            rows = self._decide(rows, doubt, slots, low, size)
        for k, row in enumerate(rows):
            truth[k] = row
        self._values(rows, slots, values)

    def _views(self, low: int, high: int) -> list[Any]:
        size = high - low
        slots = [s[:size] if isinstance(s, np.ndarray) else s for s in self.slots]
        for i, (sign, left, _) in enumerate(self.plan.instructions):
            if sign == "x" and self.varies[i]:
                slots[i] = floats_of(self.columns[left])[low:high]
        return slots

    def _logic(self, slots: Sequence[Any]) -> tuple[list[Any], Any]:
        plan = self.plan
        positive: list[Any] = []
        doubt: Any = None
        for k, factor in enumerate(plan.factors):
            if k in self.signs:
                positive.append(None)
                continue
            above = np.greater(slots[factor.node], self.bounds[k])
            unsure = np.greater_equal(slots[factor.node], -self.bounds[k])
            unsure ^= above
            doubt = unsure if doubt is None else np.logical_or(doubt, unsure, doubt)
            positive.append(above if factor.positive else ~above)
        return plan.lines(lambda row: self._atom(row, positive)), doubt

    def _atom(self, row: AtomRow, positive: Sequence[Any]) -> Any:
        """Return an atom's truth, provided that no factor which varies is zero."""
        fixed, moving = row.number, []
        for index, odd in row.factors:
            if index in self.signs:
                fixed *= self.signs[index] if odd else self.signs[index] ** 2
            elif odd:
                moving.append(positive[index])
        if fixed == 0 or not moving:
            return bool(atom_truth(row.sign, fixed))
        if row.sign in ("=", "!="):
            return row.sign == "!="
        result = moving[0]
        for other in moving[1:]:
            result = result == other  # a product of signs is positive where the signs agree
        return result if fixed > 0 else ~result

    def _decide(self, rows: list[Any], doubt: Any, slots: Sequence[Any], low: int, size: int) -> list[Any]:
        """Put exact truth in at the doubtful points of this block."""
        where = np.nonzero(doubt)[0]
        columns = [c if isinstance(c, Fraction) else c[low : low + size] for c in self.columns]
        signs = signs_at(self.plan, columns, [slots[f.node] for f in self.plan.factors], self.bounds, where)
        for k, sign in self.signs.items():
            signs[k][:] = sign
        exact = truths(self.plan, signs, where.size)
        whole = [np.array(np.broadcast_to(row, size)) for row in rows]
        for row, true in zip(whole, exact, strict=True):
            row[where] = true
        return whole

    def _values(self, rows: Sequence[Any], slots: Sequence[Any], out: NDArray[np.float64]) -> None:
        plan, size = self.plan, out.shape[1]
        alive = {guard: bool(np.any(rows[guard])) for guard, _, _ in self.parts}
        mask = self.mask[:size]
        for guard, nodes, outputs in self.parts:
            for i in nodes:
                if any(alive[g] for g in self.users[i]):
                    sign, left, right = plan.instructions[i]
                    _UFUNC[sign](slots[left], slots[right], slots[i])
            if not alive[guard]:
                out[outputs] = np.nan
                continue
            _NAN_UNLESS.take(np.broadcast_to(rows[guard], size).view(np.int8), out=mask, mode="clip")
            for k in outputs:
                output = plan.outputs[k]
                if output.node is None:
                    out[k] = np.nan
                    continue
                value = slots[output.node]
                if output.divides:
                    # x - x is NaN where x is infinite
                    np.subtract(value, value, out[k])
                    np.add(out[k], mask, out[k])
                    np.add(out[k], value, out[k])
                else:
                    np.add(value, mask, out[k])
