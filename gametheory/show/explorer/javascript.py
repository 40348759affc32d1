"""A plan as JavaScript: straight-line code in IEEE doubles, the same instructions in the same order as in Python.

Conditions are evaluated in three values: 1 holds, -1 does not, 0 is in doubt, because some sign that matters is smaller
than the bound on its rounding error (:func:`gametheory.study.compiled.plan.error_bounds`). With signs as -1, 0, 1 an
AND is a minimum, an OR a maximum, a negated strict sign a product: Kleene's strong logic of three values (Kleene 1952,
"Introduction to Metamathematics", section 64). The page decides doubtful signs at its point in exact integers
(``machine.js``); in maps and curves a doubtful point is drawn as a border.

The page may not evaluate text as code (its content security policy), so the code is written here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from gametheory.lang.lowered import AtomRow
from gametheory.study.compiled.plan import UNIT, Plan

__all__ = ["machine_source"]


def machine_source(plan: Plan, maps: Sequence[Sequence[int]]) -> str:
    """Return the source of an object with everything that the page computes.

    Parameters
    ----------
    plan : Plan
    maps : sequence of sequences of int
        For each of them a function that decides only these of the plan's conditions, for many points.

    Returns
    -------
    str
        An object literal. ``factors(x, f)`` computes the polynomials whose signs conditions are made of, at the
        parameters ``x``; ``bounds(m, b)`` how far each may be off, for parameters up to the sizes ``m``;
        ``logic(s, c)`` the conditions from the signs, a sign 0 being in doubt; ``exact(s, c)`` the same, 0 being zero;
        ``values(x, v)`` the numbers; ``maps[k](x, b, c)`` signs and some conditions in one go.
    """
    parts = [
        f"inputs: {len(plan.names)}, factorCount: {len(plan.factors)}, rowCount: {len(plan.conditions)}, "
        f"valueCount: {len(plan.outputs)}",
        f"terms: {_terms(plan)}",
        _function("factors(x, f)", _factors(plan)),
        _function("bounds(m, b)", _bounds(plan)),
        _function("logic(s, c)", _logic(plan, range(len(plan.conditions)), "s[{}]")),
        _function("exact(s, c)", _logic(plan, range(len(plan.conditions)), "s[{}]", zeros=True)),
        _function("values(x, v)", _values(plan)),
        "maps: [\n" + ",\n".join(f"function (x, b, c) {{\n{_map(plan, rows)}}}" for rows in maps) + "]",
    ]
    return "({\n" + ",\n".join(parts) + "\n})"


def _function(head: str, lines: Iterable[str]) -> str:
    return f"{head} {{\n{_block(lines)}}}"


def _block(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _terms(plan: Plan) -> str:
    """Return the factors as integer polynomials: ``[["coefficient", [[input, power], ...]], ...]`` for each."""
    rows = []
    for factor in plan.factors:
        terms = (f'["{c}",[{",".join(f"[{i},{e}]" for i, e in key)}]]' for key, c in factor.terms)
        rows.append(f"[{','.join(terms)}]")
    return f"[{','.join(rows)}]"


def _number(value: float) -> str:
    text = repr(float(value))
    return f"({text})" if text.startswith("-") else text


def _code(plan: Plan, nodes: Iterable[int]) -> list[str]:
    """Return the lines that compute these instructions and what they need, in the plan's order."""
    needed: set[int] = set()
    stack = list(nodes)
    while stack:
        i = stack.pop()
        if i in needed:
            continue
        needed.add(i)
        sign, left, right = plan.instructions[i]
        stack += [] if sign in "xc" else [left, right]
    return [
        f"const t{i} = t{plan.instructions[i].left} {plan.instructions[i].sign} t{plan.instructions[i].right};"
        if plan.instructions[i].sign not in "xc"
        else f"const t{i} = {_leaf(plan.instructions[i])};"
        for i in sorted(needed)
    ]


def _leaf(instruction: Any) -> str:
    return f"x[{instruction.left}]" if instruction.sign == "x" else _number(instruction.left)


def _factors(plan: Plan) -> list[str]:
    lines = _code(plan, [factor.node for factor in plan.factors])
    return lines + [f"f[{k}] = {'' if f.positive else '-'}t{f.node};" for k, f in enumerate(plan.factors)]


def _bounds(plan: Plan) -> list[str]:
    """Return :func:`~gametheory.study.compiled.plan.error_bounds` as code; how often a value was rounded is known."""
    lines, roundings = [], []
    for i, (sign, left, right) in enumerate(plan.instructions[: max((f.node for f in plan.factors), default=-1) + 1]):
        if sign == "x":
            lines.append(f"const t{i} = m[{left}];")
            roundings.append(1)
        elif sign == "c":
            lines.append(f"const t{i} = {_number(abs(left))};")
            roundings.append(1)
        else:
            lines.append(f"const t{i} = t{left} {'*' if sign == '*' else '+'} t{right};")
            a, b = roundings[left], roundings[right]
            roundings.append((a + b if sign == "*" else max(a, b)) + 1)
    return lines + [
        f"b[{k}] = {_number(1.01 * roundings[f.node] * UNIT)} * t{f.node} + {2.0**-1000!r};"
        for k, f in enumerate(plan.factors)
    ]


def _values(plan: Plan) -> list[str]:
    lines = _code(plan, [output.node for output in plan.outputs if output.node is not None])
    return lines + [f"v[{k}] = t{output.node};" for k, output in enumerate(plan.outputs)]


def _map(plan: Plan, rows: Sequence[int]) -> str:
    used = sorted({index for row in _atoms(plan, rows) for index, _ in row.factors})
    lines = _code(plan, [plan.factors[k].node for k in used])
    for k in used:
        node, yes = plan.factors[k].node, 1 if plan.factors[k].positive else -1
        lines.append(f"const s{k} = t{node} > b[{k}] ? {yes} : t{node} < -b[{k}] ? {-yes} : 0;")
    return _block([*lines, *_logic(plan, rows, "s{}")])


def _reached(plan: Plan, rows: Iterable[int]) -> list[int]:
    """Return the lines of logic that these conditions need."""
    stack, found = [plan.conditions[row] for row in rows], set()
    while stack:
        i = stack.pop()
        if i not in found:
            found.add(i)
            stack += () if plan.logic[i].kind == "atom" else plan.logic[i].parts
    return sorted(found)


def _atoms(plan: Plan, rows: Iterable[int]) -> list[AtomRow]:
    return [plan.atoms[plan.logic[i].parts[0]] for i in _reached(plan, rows) if plan.logic[i].kind == "atom"]


def _logic(plan: Plan, rows: Sequence[int], sign: str, *, zeros: bool = False) -> list[str]:
    lines = []
    for i in _reached(plan, rows):
        line = plan.logic[i]
        if line.kind == "atom":
            lines.append(f"const l{i} = {_atom(plan.atoms[line.parts[0]], sign, zeros)};")
        elif not line.parts:
            lines.append(f"const l{i} = {1 if line.kind == 'and' else -1};")
        else:
            lines.append(f"const l{i} = {_nested('Math.min' if line.kind == 'and' else 'Math.max', line.parts)};")
    return lines + [f"c[{k}] = l{plan.conditions[row]};" for k, row in enumerate(rows)]


def _nested(function: str, parts: Sequence[int]) -> str:
    """Return the smallest or largest of the lines, two at a time, which engines turn into single instructions."""
    text = f"l{parts[0]}"
    for part in parts[1:]:
        text = f"{function}({text}, l{part})"
    return text


_HOLDS = {">": "> 0", ">=": ">= 0", "=": "=== 0", "!=": "!== 0"}


def _atom(row: AtomRow, sign: str, zeros: bool) -> str:
    """Return an atom as an expression; ``zeros`` says that a sign 0 is a zero, and not a doubt."""
    names = [sign.format(index) for index, _ in row.factors]
    powers = [name if odd else f"{name} * {name}" for name, (_, odd) in zip(names, row.factors, strict=True)]
    product = " * ".join([*(["-1"] if row.number < 0 else []), *powers])
    if zeros:
        return f"({product}) {_HOLDS[row.sign]} ? 1 : -1"
    if row.sign in (">", ">="):
        return product
    # a factor whose sign is certain is not zero: "=" fails and "!=" holds
    every = " * ".join(f"{name} * {name}" for name in names)
    return f"-({every})" if row.sign == "=" else every
