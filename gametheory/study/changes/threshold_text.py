"""Thresholds as text and LaTeX: a ladder of pieces with the exact values between them as its rungs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from gametheory.concepts.words.layout import WIDTH, count, hang, wrap
from gametheory.concepts.words.statement import heading
from gametheory.concepts.words.typeset import escape, parameter_tex
from gametheory.lang import latex, parameter
from gametheory.lang.algebraic import Algebraic, Real, real_latex, real_text
from gametheory.study.changes.thresholds import Threshold

if TYPE_CHECKING:
    from gametheory.concepts import Equilibrium, Solution
    from gametheory.study.changes.thresholds import Piece, Thresholds

__all__ = [
    "happenings",
    "ladder",
    "piece_text",
    "present",
    "subject",
    "threshold_text",
    "thresholds_latex",
    "thresholds_text",
    "value_text",
]


def subject(solution: Solution) -> str:
    """Return what the solution is about, in a few words."""
    return heading(solution).split(":")[0]


def value_text(value: Real) -> str:
    """Return an exact value with its decimal where that says more: ``5/9 (0.555556)``."""
    if isinstance(value, Algebraic):
        return real_text(value) if value.radical is None else f"{real_text(value)} ({value.decimal(6)})"
    return str(value) if value.denominator == 1 else f"{value} ({float(value):.6g})"


def _end(value: Real | None, infinity: str) -> str:
    return infinity if value is None else value_text(value)


def piece_text(name: str, piece: Piece) -> str:
    """Return where a piece lies: ``x from 0 to 5/9 (0.555556)``."""
    if piece.low is None and piece.high is None:
        return f"{name} anywhere"
    if piece.low is not None and piece.low == piece.high:
        return f"{name} = {value_text(piece.low)}, the only value admitted"
    return f"{name} from {_end(piece.low, '-infinity')} to {_end(piece.high, 'infinity')}"


def present(equilibria: Iterable[Equilibrium]) -> list[str]:
    """Return the names of equilibria, or that there is none."""
    return [_named(eq) for eq in equilibria] or ["no equilibrium"]


def _named(equilibrium: Equilibrium) -> str:
    return equilibrium.name if equilibrium.isolated else f"{equilibrium.name} (a continuum)"


def happenings(one: Threshold) -> Iterator[str]:
    """Yield what happens at a threshold, and what exists exactly there."""
    if not one.only_here:
        yield from one.what
    if one.at is not None:
        yield f"exactly there: {'; '.join(present(one.at))}"
    else:
        yield "the value itself is not admissible"


def threshold_text(one: Threshold, width: int = WIDTH) -> str:
    """Return one threshold as a few lines."""
    lines = [f"{one.parameter} = {value_text(one.value)}"]
    for sentence in happenings(one):
        lines += hang("    ", wrap(sentence, width - 4))
    return "\n".join(lines)


def thresholds_text(found: Thresholds, width: int = WIDTH) -> str:
    """Return the whole ladder as text, from low to high."""
    rest = f", {found.place}" if found.place else ""
    values = count(len(found), "value") + " at which the set of equilibria changes; exact"
    if not found.exhaustive:
        values += ", but the list of equilibria is not proved complete"
    out = [*wrap(f"{subject(found.solution)}: thresholds in {found.parameter}{rest}", width), values]
    for step in ladder(found):
        if isinstance(step, Threshold):
            out += ["", *hang("  ", threshold_text(step).split("\n"))]
        else:
            out += ["", f"  {piece_text(found.parameter, step)}"]
            for name in present(step.regimes):
                out += hang("      ", wrap(name, width - 6))
    for value in found.unresolved:
        text = (
            f"at {found.parameter} = {real_text(value)} no regime changes, but further equilibria may exist there alone"
        )
        out += ["", *hang("note: ", wrap(text, width - 6))]
    for note in found.notes:
        out += ["", *hang("note: ", wrap(note, width - 6))]
    return "\n".join(out)


def ladder(found: Thresholds) -> Iterator[Threshold | Piece]:
    """Yield pieces and the thresholds between them in ascending order."""
    rungs = list(found.items)
    for piece in found.pieces:
        while rungs and piece.low is not None and rungs[0].value <= piece.low:
            yield rungs.pop(0)
        yield piece
    yield from rungs


def thresholds_latex(found: Thresholds) -> str:
    """Return the ladder as one display: an interval a row, with the regimes that exist on it."""
    tex = parameter_tex(found.solution)
    name = latex(parameter(found.parameter), tex)
    rows = []
    for piece in found.pieces:
        low = "" if piece.low is None else f"{real_latex(piece.low)} < "
        high = "" if piece.high is None else f" < {real_latex(piece.high)}"
        inside = (
            f"{name} = {real_latex(piece.low)}"
            if piece.low is not None and piece.low == piece.high
            else low + name + high
        )
        regimes = [rf"\text{{{escape(text)}}}" for text in present(piece.regimes)]
        rows += [f"{inside if i == 0 else ''} & {text}" for i, text in enumerate(regimes)]
    body = " \\\\\n".join(rows)
    return f"$$\\begin{{array}}{{ll}}\n{body}\n\\end{{array}}$$"
