"""Forecasts as a table for LaTeX: averages and shares over the cases, by quantity, rule and set of priors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gametheory.concepts.words.statement import subject
from gametheory.lang.writing.tex import booktabs, words
from gametheory.show.latex.answers import note

if TYPE_CHECKING:
    from gametheory.study.sweeps.forecast import Forecast

__all__ = ["forecast"]


def forecast(found: Forecast) -> str:
    """Return the averages of a forecast as a table, the lowest and the highest where several equilibria exist."""
    rows = []
    for case in found:
        for q, asked in enumerate(found.quantities):
            one = case.spreads[q]
            cells = (_pair(one.mean), _pair((one.never[1], one.never[0])), _pair(one.even), _pair(one.sure))
            rows.append([words(case.priors.scenario or "own"), words(asked.text), words(case.rule.label), *cells])
    head = ["Priors", "Quantity", "Rule", "Average", "Never", "At least 1/2", "Always"]
    text = note(f"{subject(found.solution)}: {found.draws} cases, seed {found.seed}")
    return text + booktabs(["l"] * len(head), [head], rows)


def _pair(pair: tuple[float, float]) -> str:
    low, high = pair
    if low != low:
        return "none"
    return f"{low:.3f}" if abs(high - low) < 5e-4 else f"{low:.3f} to {high:.3f}"
