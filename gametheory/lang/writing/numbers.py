"""Exact numbers and points in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from gametheory.lang.algebraic import Algebraic, Real, real_text

__all__ = ["brief", "whereabouts", "with_decimal"]


def with_decimal(value: Real) -> str:
    """Return an exact value with its decimal where that says more: ``5/9 (0.555556)``."""
    if isinstance(value, Algebraic):
        return real_text(value) if value.radical is None else f"{real_text(value)} ({value.decimal(6)})"
    return str(value) if value.denominator == 1 else f"{value} ({float(value):.6g})"


def brief(value: Any) -> str:
    """Return an exact number where it is short, else a decimal marked by ``~``."""
    if isinstance(value, float):
        return "infinity" if value > 0 else "-infinity"
    text = str(value)
    return text if len(text) <= 8 and not isinstance(value, Algebraic) else f"~{float(value):.4g}"


def whereabouts(point: Mapping[str, Fraction], baseline: Mapping[str, Fraction]) -> str:
    """Return where a point is: ``at the baseline``, or which values differ from it."""
    moved = [f"{name} = {value}" for name, value in point.items() if baseline.get(name) != value]
    if not moved:
        return "at the baseline"
    return f"at {', '.join(moved)}{', the rest at the baseline' if len(moved) < len(point) else ''}"
