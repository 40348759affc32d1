"""The engine in machine code: a plan as the source of one loop, compiled by Numba (extra ``[fast]``).

The loop carries out the instructions of the plan in their order, point by point, without any reordering of arithmetic,
so it gives the bits that NumPy gives. What only a regime needs is computed where the regime exists. Doubtful points
(:mod:`gametheory.study.compiled.exact_signs`) are left to the NumPy engine.

Compiling takes some seconds once a plan and process.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gametheory.errors import GameTheoryError
from gametheory.study.compiled import engine_numpy as program_numpy
from gametheory.study.compiled.column import Column, floats_of
from gametheory.study.compiled.plan import Plan, error_bounds

__all__ = ["run", "source"]


def run(
    plan: Plan,
    columns: Sequence[Column],
    sizes: Sequence[float],
    truth: NDArray[np.bool_],
    values: NDArray[np.float64],
    start: int = 0,
) -> None:
    """Decide the conditions and compute the outputs; as :func:`gametheory.study.compiled.engine_numpy.run`.

    Raises
    ------
    GameTheoryError
        If Numba is not installed.
    """
    kernel = compiled(plan)
    count = next((c.size for c in columns if not isinstance(c, Fraction)), 1)
    inputs = tuple(
        np.full(count, float(c)) if isinstance(c, Fraction) else np.ascontiguousarray(floats_of(c)) for c in columns
    )
    doubt = np.empty(count, np.bool_)
    bounds = np.array(error_bounds(plan, sizes), np.float64)
    for k, output in enumerate(plan.outputs):
        if output.node is None:
            values[k, start : start + count] = np.nan
    kernel(inputs, bounds, doubt, truth, values, start)
    where = np.nonzero(doubt)[0]
    if where.size:
        some = [c if isinstance(c, Fraction) else c[where] for c in columns]
        few = where.size if any(not isinstance(c, Fraction) for c in columns) else 1
        true, exact_values = np.empty((truth.shape[0], few), np.bool_), np.empty((values.shape[0], few))
        program_numpy.run(plan, some, sizes, true, exact_values)
        truth[:, start + where] = true
        values[:, start + where] = exact_values


@functools.lru_cache(maxsize=32)
def compiled(plan: Plan) -> Callable[..., None]:
    """Return the machine code of a plan."""
    try:
        import numba
    except ImportError:
        raise GameTheoryError("engine 'numba' needs Numba: pip install 'gametheory-toolkit[fast]'") from None
    space: dict[str, Any] = {"nan": np.nan}
    exec(compile(source(plan), "<plan>", "exec"), space)  # text that this module wrote, from numbers
    kernel: Callable[..., None] = numba.njit(nogil=True, error_model="numpy")(space["kernel"])
    return kernel


def source(plan: Plan) -> str:
    """Return the loop as Python text."""
    lines = ["def kernel(inputs, bounds, doubt, truth, values, start):"]
    used = sorted({i.left for i in plan.instructions if i.sign == "x"})
    lines += [f"    x{i} = inputs[{i}]" for i in used]
    lines += [f"    b{k} = bounds[{k}]" for k in range(len(plan.factors))]
    lines.append("    for i in range(doubt.size):")
    lines += [f"        {line}" for line in _body(plan)]
    return "\n".join(lines) + "\n"


def _body(plan: Plan) -> Iterator[str]:
    first = needed(plan, [f.node for f in plan.factors], set())
    yield from (_instruction(plan, i) for i in first)
    doubts = []
    for k, factor in enumerate(plan.factors):
        yield f"p{k} = t{factor.node} > b{k}"
        yield f"n{k} = t{factor.node} < -b{k}"
        doubts.append(f"(not (p{k} or n{k}))")
    yield f"doubt[i] = {' or '.join(doubts) or 'False'}"
    for number, line in enumerate(plan.logic):
        if line.kind == "atom":
            yield f"c{number} = {_atom(plan, line.parts[0])}"
        else:
            empty = "True" if line.kind == "and" else "False"
            yield f"c{number} = {(' & ' if line.kind == 'and' else ' | ').join(f'c{p}' for p in line.parts) or empty}"
    for k, row in enumerate(plan.conditions):
        yield f"truth[{k}, start + i] = c{row}"
    guards: dict[int, list[int]] = {}
    for k, output in enumerate(plan.outputs):
        if output.node is not None:
            guards.setdefault(output.guard, []).append(k)
    for guard, outputs in guards.items():
        nodes = [n for k in outputs if (n := plan.outputs[k].node) is not None]
        yield f"if c{plan.conditions[guard]}:"
        yield from (f"    {_instruction(plan, i)}" for i in needed(plan, nodes, set(first)))
        for k in outputs:
            value = f"t{plan.outputs[k].node}"
            # x - x is NaN where x is infinite
            yield f"    values[{k}, start + i] = " + (
                f"({value} - {value}) + {value}" if plan.outputs[k].divides else value
            )
        yield "else:"
        yield from (f"    values[{k}, start + i] = nan" for k in outputs)


def needed(plan: Plan, nodes: Iterable[int], done: set[int]) -> list[int]:
    """Return the instructions that these need beyond those done, in order."""
    stack, found = list(nodes), set()
    while stack:
        i = stack.pop()
        if i in found or i in done:
            continue
        found.add(i)
        sign, left, right = plan.instructions[i]
        if sign in "+-*/":
            stack += [left, right]
    return sorted(found)


def _instruction(plan: Plan, i: int) -> str:
    sign, left, right = plan.instructions[i]
    if sign == "x":
        return f"t{i} = x{left}[i]"
    return f"t{i} = {left!r}" if sign == "c" else f"t{i} = t{left} {sign} t{right}"


def _atom(plan: Plan, number: int) -> str:
    row = plan.atoms[number]
    if row.sign in ("=", "!="):
        return str(row.sign == "!=")
    signs = [f"p{k}" if plan.factors[k].positive else f"(not p{k})" for k, odd in row.factors if odd]
    if not signs:
        return str(row.number > 0)
    text = " == ".join(signs[:1])
    for sign in signs[1:]:
        text = f"({text} == {sign})"
    return text if row.number > 0 else f"(not {text})"
