"""Sensitivity as text and LaTeX: derivatives, tornado and Sobol' indices as tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from gametheory.concepts.solution import edge_notes
from gametheory.concepts.words.statement import subject
from gametheory.concepts.words.typeset import parameter_tex
from gametheory.lang import Expression, latex
from gametheory.lang.algebraic import Algebraic
from gametheory.lang.writing.layout import WIDTH, hang, wrap
from gametheory.lang.writing.tex import escape

if TYPE_CHECKING:
    from gametheory.concepts import Solution
    from gametheory.study.response.derivatives import Derivatives, RegimeDerivatives
    from gametheory.study.response.pick_freeze import Estimate
    from gametheory.study.response.sensitivity import Sensitivity
    from gametheory.study.response.sobol import Indices, Sobol, SobolEnd
    from gametheory.study.response.tornado import End, Envelope, Jump, Swing, Tornado

__all__ = [
    "derivatives_latex",
    "derivatives_text",
    "end_text",
    "envelope_text",
    "estimate_text",
    "jump_text",
    "place_text",
    "sensitivity_latex",
    "sensitivity_text",
    "short_number",
    "sobol_text",
    "tornado_text",
]


def short_number(value: Any) -> str:
    """Return an exact number where it is short, else a decimal marked by ``~``."""
    if isinstance(value, float):
        return "infinity" if value > 0 else "-infinity"
    text = str(value)
    return text if len(text) <= 8 and not isinstance(value, Algebraic) else f"~{float(value):.4g}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], indent: int) -> list[str]:
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]
    return [
        (" " * indent + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))).rstrip()
        for row in (head, *rows)
    ]


def place_text(solution: Solution, point: Mapping[str, Fraction]) -> str:
    """Return where a point is: ``at the baseline``, or which values differ from it."""
    base = solution.model.baseline if solution.model is not None else {}
    moved = [f"{name} = {value}" for name, value in point.items() if base.get(name) != value]
    if not moved:
        return "at the baseline"
    return f"at {', '.join(moved)}{', the rest at the baseline' if len(moved) < len(point) else ''}"


def _title(solution: Solution, text: str) -> list[str]:
    return wrap(f"{subject(solution)}: {text}", WIDTH)


# -- derivatives -------------------------------------------------------------------------------------------------------


def derivatives_text(found: Derivatives) -> str:
    """Return, for every regime, the quantity's closed form and a table of its derivatives."""
    place = place_text(found.solution, found.point)
    out = _title(found.solution, f"derivatives of {found.quantity} within each regime; slope and elasticity {place}")
    out += wrap("Signs are proved over the whole regime, all parameters free.", WIDTH)
    for note in edge_notes(found.solution, found.point):
        out += wrap(f"Note: {note}; no derivative speaks about equilibria that are no regime.", WIDTH)
    for number, regime in enumerate(found, start=1):
        out += ["", *hang(f"{number}. ", wrap(regime.name, WIDTH - 4)), *_regime(found, regime)]
    return "\n".join(out)


def _regime(found: Derivatives, regime: RegimeDerivatives) -> Iterator[str]:
    if regime.form is None:
        yield f"   {found.quantity} is undefined"
        return
    moving = [one for one in regime if one.form != 0]
    yield from hang("   ", wrap(f"{found.quantity} = {regime.form}{'' if moving else ' throughout'}", WIDTH - 3))
    if not moving:
        return
    if not regime.exists:
        yield "   (does not exist at the point)"
    head = ["parameter", "sign", "slope", "elasticity"] if regime.exists else ["parameter", "sign"]
    rows = [
        [
            one.parameter,
            one.sign.words,
            *([_or_dash(one.value), _or_dash(one.elasticity_value)] if regime.exists else []),
        ]
        for one in moving
    ]
    yield from _table(head, rows, 5)
    for one in moving:
        if one.sign.text == "+-":
            yield from hang("     ", wrap(_witnesses(one.parameter, one.form, one.sign), WIDTH - 5))
    still = [one.parameter for one in regime if one.form == 0]
    if still:
        yield from hang("     no effect: ", wrap(", ".join(still), WIDTH - 16))


def _or_dash(value: Fraction | None) -> str:
    return "-" if value is None else short_number(value)


def _witnesses(name: str, form: Expression, sign: Any) -> str:
    sides = []
    for word, point in (("rises", sign.positive), ("falls", sign.negative)):
        there = ", ".join(f"{x} = {point[x]}" for x in sorted(form.names))
        sides.append(f"{word} at {there}")
    return f"in {name}: {'; '.join(sides)}"


def derivatives_latex(found: Derivatives) -> str:
    """Return a display for every regime in which the quantity moves: its closed form and its derivatives."""
    tex = parameter_tex(found.solution)
    quantity = rf"\text{{{escape(found.quantity.text)}}}"
    parts = []
    for regime in found:
        moving = [one for one in regime if one.form != 0]
        if regime.form is None or not moving:
            continue
        rows = [rf"{quantity} & = {latex(regime.form, tex)}"]
        for one in moving:
            name = tex[one.parameter]
            rows.append(
                rf"\frac{{\partial}}{{\partial {name}}} {quantity} & = {latex(one.form, tex)}"
                rf" \quad\text{{({escape(one.sign.words)})}}"
            )
        body = " \\\\\n".join(rows)
        parts.append(f"{escape(regime.name)}\n\n$$\\begin{{aligned}}\n{body}\n\\end{{aligned}}$$")
    return "\n\n".join(parts) or f"${quantity}$ does not move within any regime."


# -- tornado -----------------------------------------------------------------------------------------------------------


def envelope_text(envelope: Envelope | None) -> str:
    """Return one value, an interval, or ``none``."""
    if envelope is None:
        return "none"
    if envelope.low == envelope.high:
        return short_number(envelope.low)
    return f"[{short_number(envelope.low)}, {short_number(envelope.high)}]"


def tornado_text(found: Tornado) -> str:
    """Return a table of swings, the widest first, with the jumps below each."""
    place = place_text(found.solution, found.point)
    out = _title(found.solution, f"{found.quantity}, one parameter at a time; base {envelope_text(found.base)} {place}")
    what = (
        "over its range"
        if found.quantiles is None
        else f"between the {' and '.join(map(str, found.quantiles))} quantiles"
    )
    out += wrap(
        f"[smallest, largest] over all equilibria; each parameter {what}; exact, decimals (~) rounded.",
        WIDTH,
    )
    rows = []
    moving = [swing for swing in found if swing.width or swing.gaps]
    for swing in moving:
        extremes = (
            "none"
            if swing.lower is None or swing.upper is None
            else f"{envelope_text(swing.lower)} / {envelope_text(swing.upper)}"
        )
        rows.append([swing.parameter, end_text(swing.low), end_text(swing.high), extremes])
    head = ["parameter", "low end: value", "high end: value", "extremes of min / of max"]
    lines = _table(head, rows, 2)
    out += ["", lines[0]]
    for swing, line in zip(moving, lines[1:], strict=True):
        out.append(line)
        out += [f"      jumps at {jump_text(jump)}" for jump in swing.jumps]
        if swing.gaps:
            out.append("      somewhere no equilibrium has a value")
        for note in swing.notes:
            out += hang("      ", wrap(note, WIDTH - 6))
    still = [swing.parameter for swing in found if swing not in moving]
    if still:
        out += hang("  no effect: ", wrap(", ".join(still), WIDTH - 13))
    marks = _marks(moving)
    return "\n".join([*out, *([""] if marks else []), *marks])


def end_text(end: End) -> str:
    """Return a parameter's value and the envelope there; ``*`` clipped by an assumption, ``~`` only approached."""
    where = "infinity" if end.value is None else short_number(end.value)
    return f"{where}{'*' if end.clipped else ''}{'~' if end.approached else ''}: {envelope_text(end.envelope)}"


def jump_text(jump: Jump) -> str:
    """Return where the envelope jumps, and from what to what."""
    sides = [
        f"{word} {envelope_text(one)}"
        for word, one in (("from", jump.before), ("there", jump.at), ("to", jump.after))
        if one is not None
    ]
    return f"{short_number(jump.value)}: {', '.join(sides)}"


def _marks(moving: Sequence[Swing]) -> list[str]:
    ends = [end for swing in moving for end in (swing.low, swing.high)]
    out = []
    if any(end.clipped for end in ends):
        out.append("* an assumption keeps the parameter from the end of its range")
    if any(end.approached for end in ends):
        out.append("~ not reached, only approached: limits from inside")
    return out


# -- Sobol' indices ----------------------------------------------------------------------------------------------------


def estimate_text(one: Estimate) -> str:
    """Return an estimate with its confidence interval."""
    return f"{one.value:6.3f} [{one.low:6.3f}, {one.high:6.3f}]"


def sobol_text(found: Sobol) -> str:
    """Return a table of indices for each end of the envelope, the largest total index first."""
    fixed = "".join(f", {name} = {value}" for name, value in found.fixed.items())
    out = _title(
        found.solution, f"where the variance of {found.quantity} comes from, parameters drawn from the priors{fixed}"
    )
    level = f"{float(found.level):.4g}".removeprefix("0.")
    draws = f"{found.draws} draws, seed {found.seed}; estimates with {float(found.level):.4g} confidence intervals"
    out += wrap(draws, WIDTH) if level else []
    if found.defined < 1:
        share = f"{1 - found.defined:.2%} of the draws have no value; everything is conditional on there being one"
        share += ", which ties all parameters together"
        out += wrap(share, WIDTH)
    if found.several:
        out += wrap(f"at {found.several:.1%} of the draws equilibria differ in {found.quantity}", WIDTH)
    for end in found.ends:
        out += ["", *_sobol_end(found, end)]
    if found.groups:
        text = (
            "tied by assumptions, so not independent: the first-order index of one says also what it tells about the "
            "others, and may exceed its total index; a group as a whole is independent of the rest"
        )
        out += ["", *hang("* ", wrap(text, WIDTH - 2))]
    for note in found.notes:
        out += ["", *hang("note: ", wrap(note, WIDTH - 6))]
    return "\n".join(out)


def _sobol_end(found: Sobol, end: SobolEnd) -> Iterator[str]:
    which = {"min": "smallest over all equilibria", "max": "largest over all equilibria", "value": "the same in all"}
    yield f"{which[end.end]}: mean {end.mean:.4g}, variance {end.variance:.4g}"
    if not end.parameters:
        yield f"  {end.mean:.6g} at every draw: nothing to divide up"
        return

    def row(one: Indices) -> list[str]:
        name = one.names[0] if len(one.names) == 1 else f"{{{', '.join(one.names)}}}"
        return [f"{name}{'*' if one.tied else ''}", estimate_text(one.first), estimate_text(one.total)]

    ranked = sorted(end.parameters, key=lambda one: -one.total.value)
    yield from _table(["parameter", "first-order", "total"], [row(one) for one in ranked], 2)
    for group in end.groups:
        yield from hang("  group ", wrap(", ".join(group.names), WIDTH - 8))
        yield f"        first-order {estimate_text(group.first)}   total {estimate_text(group.total)}"
    for pair in end.pairs:
        tied = " (tied by assumptions)" if pair.tied else ""
        number = f"{pair.second.value:.2g} [{pair.second.low:.2g}, {pair.second.high:.2g}]"
        yield f"  interaction of {pair.pair[0]} and {pair.pair[1]}{tied}: {number}"


# -- all of it ---------------------------------------------------------------------------------------------------------


def sensitivity_text(found: Sensitivity) -> str:
    """Return the three parts under each other, then those of the equilibria that survive a refinement."""
    parts = [str(found.derivatives), str(found.tornado), str(found.sobol)]
    if found.refined is not None:
        names = ", ".join(found.refinement)
        parts += [f"The equilibria that survive {names}", str(found.refined)]
    return "\n\n\n".join(parts)


def sensitivity_latex(found: Sensitivity) -> str:
    """Return the derivatives as displays, and the indices as an array for each end of the envelope."""
    tex = parameter_tex(found.solution)
    parts = [derivatives_latex(found.derivatives)]
    for end in found.sobol.ends:
        rows = [r"& S & S_T"]
        for one in end.parameters:
            rows.append(rf"{tex[one.names[0]]} & {_interval(one.first)} & {_interval(one.total)}")
        if len(rows) > 1:
            body = " \\\\\n".join(rows)
            parts.append(f"$$\\begin{{array}}{{lll}}\n\\text{{{end.end}}} {body}\n\\end{{array}}$$")
    return "\n\n".join(parts)


def _interval(one: Estimate) -> str:
    return rf"{one.value:.3f}\;[{one.low:.3f}, {one.high:.3f}]"
