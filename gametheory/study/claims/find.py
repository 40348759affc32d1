"""Looking for a point at which some equilibrium is of a kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from gametheory.lang.memory import task
from gametheory.lang.writing.short import Short
from gametheory.study.claims.counterexample import fails_at
from gametheory.study.claims.prove import decide_questions
from gametheory.study.claims.question import ask
from gametheory.study.claims.status import Status

if TYPE_CHECKING:
    from gametheory.concepts import Equilibrium, Solution

__all__ = ["Found", "find"]


@dataclass(frozen=True)
class Found(Short):
    """The answer to "is there a point at which some equilibrium is of this kind?".

    Attributes
    ----------
    answer : bool or None
        True with a witness; False where it is proved that there is none, off the knife edges that ``reason`` speaks of;
        None undecided.
    witness : mapping of parameter to Fraction, or None
        An exact point.
    equilibria : tuple of Equilibrium
        Those of this kind at the witness, in exact numbers, audited.
    reason : str
    """

    answer: bool | None
    witness: Mapping[str, Fraction] | None = None
    equilibria: tuple[Equilibrium, ...] = ()
    reason: str = ""

    def in_short(self) -> str:
        return self.reason

    def __bool__(self) -> bool:
        raise TypeError("the answer has three values: compare .answer with True, False or None")


@task
def find(
    solution: Solution,
    kind: str,
    *,
    where: str | Iterable[str] = (),
    at: Mapping[str, Any] | str | None = None,
    refine: str | Iterable[str] = (),
) -> Found:
    """Find a parameter point at which some equilibrium has a pattern.

    Parameters
    ----------
    solution : Solution
    kind : str
        ``pattern [where condition]`` in the language of :mod:`gametheory.study.claims.language`.
    where, at, refine
        As in :func:`~gametheory.study.claims.prove.prove`.

    Returns
    -------
    Found
        ``answer`` is True, False or None.

    Raises
    ------
    QuantityError, ParameterError, ConceptError
        As :func:`~gametheory.study.claims.prove.prove`.

    Examples
    --------
    >>> import gametheory as gt
    >>> found = find(gt.solve(gt.load("beer_quiche")), "P(duel) > 9/10")
    >>> found.answer, found.witness["wimp"] > Fraction(9, 10), found.equilibria[0].name
    (True, True, 'semi-separating (wimp: beer or quiche; surly: beer)')
    """
    question = ask(solution, f"no equilibrium has {kind}", where=where, at=at, refine=refine)
    verdict = decide_questions([question], draws=0, seed=0)[0]
    answer = {Status.REFUTED: True, Status.PROVED: False, Status.UNDECIDED: None}[verdict.status]
    for gap in verdict.gaps:
        on_edge = fails_at(question, gap.point) if gap.fails and gap.point is not None else None
        if on_edge is not None:
            reason = f"on the knife edge {gap}; solved and audited at the witness"
            return Found(True, on_edge.point, on_edge.equilibria, reason)
    reasons = {
        True: "solved and audited at the witness",
        False: f"no equilibrium is of this kind: proved {verdict.scope}",
    }
    reason = verdict.reason if answer is None else reasons[answer]
    return Found(answer, verdict.witness if answer else None, verdict.equilibria, reason)
