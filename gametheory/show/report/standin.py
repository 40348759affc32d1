"""Stand-in for the engine of claims until it lands: every claim undecided."""

from __future__ import annotations

from typing import Any

from gametheory.solve import Solution
from gametheory.spec import Model
from gametheory.study.claims.verdict import Verdict, Verification


def verify(model: Model, *, solution: Solution, draws: int = 0, seed: int = 0) -> Verification:
    """Return every claim of a document as undecided."""
    rest: dict[str, Any] = {"status": "undecided", "reason": "the document gives it no formal part"}
    verdicts = [Verdict(one.name, statement=one.statement, source=one.source, **rest) for one in model.claims]
    return Verification(model, solution, tuple(verdicts))
