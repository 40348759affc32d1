"""A refinement: one object that judges equilibria and knows its words and sources.

A refinement asks, at each message that nobody sends, which types could have sent it; or it compares the equilibrium
with the others. Each is a class in a file of its own, put into the table by :func:`register`, in the order in which
they are reported.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from gametheory.concepts.equilibrium import SignalingEquilibrium
from gametheory.concepts.perfect_bayesian.beliefs import bits
from gametheory.concepts.refinements.unsent import Unsent
from gametheory.concepts.solution import Solution
from gametheory.lang.condition import FALSE, TRUE, Condition, all_of

__all__ = ["REFINEMENTS", "Objection", "Refinement", "register"]

REFINEMENTS: dict[str, Refinement] = {}
"""The refinements by name."""


@dataclass(frozen=True)
class Objection:
    """Where, at one message that nobody sends, a refinement strikes an equilibrium.

    ``struck`` says for every type where the message is ruled out to come from it; ``by`` is the index of the
    equilibrium that this one is compared with, if any.
    """

    message: str
    where: Condition
    struck: tuple[tuple[str, Condition], ...] = ()
    by: int | None = None


class Refinement:
    """Base of the refinements.

    Attributes
    ----------
    name : str
        The word in documents, on the command line and in JSON.
    label, short : str
        What a reader calls it, and the same for the head of a narrow column.
    because : str
        What is said of a type that it strikes: ``gains from fewer responses than another type``.
    otherwise : str
        What is said where it strikes no type: which beliefs do not deter.
    aliases : tuple of str
        Other words for it, in small letters joined by ``_``.
    references : tuple of str
        Keys of the bibliography.
    rank : int or None
        Its place among those that answers compare by themselves, the strictest first; None for the others.
    """

    name: ClassVar[str] = ""
    label: ClassVar[str] = ""
    short: ClassVar[str] = ""
    because: ClassVar[str] = ""
    otherwise: ClassVar[str] = "no belief that the criterion leaves deters every type"
    aliases: ClassVar[tuple[str, ...]] = ()
    references: ClassVar[tuple[str, ...]] = ()
    rank: ClassVar[int | None] = None

    def __str__(self) -> str:
        return self.name

    def undecided(self, solution: Solution) -> str:
        """Return why it cannot judge the equilibria of a solution; empty if it can."""
        return ""

    def passes(self, unsent: Unsent) -> Condition:
        """Return where the equilibrium passes at one message that nobody sends."""
        raise NotImplementedError

    def struck(self, unsent: Unsent) -> tuple[Condition, ...]:
        """Return, type by type, where it rules out that the message comes from the type; empty if it does not ask."""
        return ()

    def struck_at_once(self, unsent: Unsent) -> int:
        """Return the types that are struck, in the end, as a mask (games without parameters)."""
        return sum(1 << t for t, where in enumerate(self.struck(unsent)) if where == TRUE)

    def survives(self, solution: Solution, eq: SignalingEquilibrium, unsent: Sequence[Unsent]) -> Condition | None:
        """Return where an equilibrium of a solution survives, given the messages that nobody sends in it.

        None where that is undecided.
        """
        return None if self.undecided(solution) else all_of(self.passes(one) for one in unsent)

    def objections(self, solution: Solution, eq: SignalingEquilibrium, unsent: Sequence[Unsent]) -> Iterator[Objection]:
        """Yield what it has against an equilibrium, message by message; a condition may turn out to be impossible."""
        if self.undecided(solution):
            return
        for one in unsent:
            labels = one.tables.types
            struck = tuple(zip(labels, self.struck(one), strict=True)) if self.because else ()
            yield Objection(one.tables.messages[one.message], ~self.passes(one), struck)

    def whole(self, solution: Solution) -> bool:
        """Return whether it can judge a continuum of outcomes as a whole."""
        return True

    def reason(self, solution: Solution, eq: SignalingEquilibrium, unsent: Sequence[Unsent]) -> str:
        """Return why an equilibrium at a point does not survive, or why that is undecided; empty if it does."""
        why = self.undecided(solution)
        if why:
            return why
        return next((self._reason_at(one) for one in unsent if self.passes(one) == FALSE), "")

    def _reason_at(self, unsent: Unsent) -> str:
        types = unsent.tables.types
        struck = self.struck_at_once(unsent)
        left = unsent.everyone & ~struck or unsent.everyone
        labels = [types[t] for t in bits(struck)]
        who = f"{' and '.join(labels)} {self.because}" if labels else "no type is struck"
        believed = " or ".join(types[t] for t in bits(left))
        head = f"{self.name} fails at {unsent.tables.messages[unsent.message]}"
        return f"{head}: {who}; if the message is taken to come from {believed}, {_tempting(unsent, left)}"


def register(refinement: type[Refinement]) -> type[Refinement]:
    """Put a refinement into the table (a class decorator)."""
    REFINEMENTS[refinement.name] = refinement()
    return refinement


def _tempting(unsent: Unsent, left: int) -> str:
    responses = unsent.tables.responses[unsent.message]
    receiver = unsent.tables.game.receiver
    for r, response in enumerate(responses):
        if unsent.beliefs.joint(1 << r, left) == TRUE:
            gains = [unsent.tables.types[t] for t in range(unsent.n_types) if unsent.gain[t][r] > 0]
            if gains:
                who = " and ".join(gains)
                return f"{receiver} may answer {response}, and {who} would send it; no best answer deters all"
    return f"no mixture of best answers of {receiver} deters every type"
