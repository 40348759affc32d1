"""The parts of the report, one file a question.

Importing this package puts them into the table, in the order in which they are computed: what is asked for most comes
first, for a report whose time is limited.
"""

from gametheory.show.report.parts import (  # noqa: I001 - the order of the work
    game,
    baseline,
    refinements,
    claims,
    answer,
    thresholds,
    regions,
    regimes,
    scenarios,
    sensitivity,
    lines,
    robust,
)

__all__ = [
    "answer",
    "baseline",
    "claims",
    "game",
    "lines",
    "refinements",
    "regimes",
    "regions",
    "robust",
    "scenarios",
    "sensitivity",
    "thresholds",
]
