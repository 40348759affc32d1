"""The same expressions in C: what a compiler makes of a plan at -O3, as the limit to measure against.

The C code decides signs by ``> 0`` alone, with no care for rounding and no exact decisions: less than what the engines
do.
"""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from gametheory.study.compiled.plan import Plan

FLAGS = {"-O3": ["-O3"], "-O3 -march=native": ["-O3", "-march=native"]}


def compiler() -> str | None:
    """Return a C compiler, if there is one."""
    return shutil.which("gcc") or shutil.which("cc") or shutil.which("clang")


def source(plan: Plan, *, branches: bool) -> str:
    """Return C for the plan: with a branch for every regime, or without any, for the vectoriser."""
    return "\n".join(
        [
            "#include <math.h>",
            "#include <stdint.h>",
            "void kernel(int64_t n, const double *const *x, uint8_t *const *truth, double *const *v) {",
            *(f"  const double *restrict x{i} = x[{i}];" for i in range(len(plan.names))),
            *(f"  uint8_t *restrict r{k} = truth[{k}];" for k in range(len(plan.conditions))),
            *(f"  double *restrict v{k} = v[{k}];" for k in range(len(plan.outputs))),
            "  for (int64_t i = 0; i < n; i++) {",
            *(f"    {line}" for line in _body(plan, branches)),
            "  }",
            "}",
            "",
        ]
    )


def _body(plan: Plan, branches: bool) -> Iterator[str]:
    from gametheory.study.compiled.engine_numba import needed

    first = needed(plan, [f.node for f in plan.factors], set())
    every = first if branches else range(len(plan.instructions))
    yield from (f"const double {_instruction(plan, i)}" for i in every)
    for number, line in enumerate(plan.logic):
        if line.kind == "atom":
            row = plan.atoms[line.parts[0]]
            text = _product(plan, row)
        else:
            text = (" & " if line.kind == "and" else " | ").join(f"c{p}" for p in line.parts) or str(
                int(line.kind == "and")
            )
        yield f"const int c{number} = {text};"
    for k, row in enumerate(plan.conditions):
        yield f"r{k}[i] = c{row};"
    guards: dict[int, list[int]] = {}
    for k, output in enumerate(plan.outputs):
        guards.setdefault(output.guard, []).append(k)
    for guard, outputs in guards.items():
        condition = f"c{plan.conditions[guard]}"
        nodes = [plan.outputs[k].node for k in outputs]
        if not branches:
            for k, node in zip(outputs, nodes, strict=True):
                yield f"v{k}[i] = {'NAN' if node is None else f'{condition} ? t{node} : NAN'};"
            continue
        yield f"if ({condition}) {{"
        inside = needed(plan, [n for n in nodes if n is not None], set(first))
        yield from (f"  const double {_instruction(plan, i)}" for i in inside)
        yield from (f"  v{k}[i] = {'NAN' if n is None else f't{n}'};" for k, n in zip(outputs, nodes, strict=True))
        yield "} else {"
        yield from (f"  v{k}[i] = NAN;" for k in outputs)
        yield "}"


def _instruction(plan: Plan, i: int) -> str:
    sign, left, right = plan.instructions[i]
    if sign == "x":
        return f"t{i} = x{left}[i];"
    return f"t{i} = {float(left)!r};" if sign == "c" else f"t{i} = t{left} {sign} t{right};"


def _product(plan: Plan, row: Any) -> str:
    if row.sign in ("=", "!="):
        total = " && ".join(f"t{plan.factors[k].node} != 0" for k, _ in row.factors) or "1"
        return f"!({total})" if row.sign == "=" else f"({total})"
    signs = [(k, plan.factors[k].positive) for k, odd in row.factors if odd]
    minus = (row.number < 0) ^ (sum(not positive for _, positive in signs) % 2 == 1)
    text = " ^ ".join([f"(t{plan.factors[k].node} > 0)" for k, _ in signs] + ["1"] * ((len(signs) + 1 + minus) % 2))
    return f"({text})"


def build(plan: Plan, flags: list[str], *, branches: bool) -> Any:
    """Return a function ``(columns, truth, values)`` that runs the compiled loop; the arrays are two-dimensional."""
    with tempfile.TemporaryDirectory() as folder:
        text, library = Path(folder, "plan.c"), Path(folder, "plan.so")
        text.write_text(source(plan, branches=branches), encoding="ascii")
        subprocess.run([str(compiler()), *flags, "-shared", "-fPIC", "-o", str(library), str(text), "-lm"], check=True)
        kernel = ctypes.CDLL(str(library)).kernel

    def rows(array: np.ndarray) -> Any:
        return (ctypes.c_void_p * len(array))(*(array.ctypes.data + k * array.strides[0] for k in range(len(array))))

    def run(columns: np.ndarray, truth: np.ndarray, values: np.ndarray) -> None:
        # block by block, as the engines do: the rows' pages stay in the translation buffer
        kernel(ctypes.c_int64(columns.shape[1]), rows(columns), rows(truth), rows(values))

    return run
