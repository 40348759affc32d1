"""Refinements of perfect Bayesian equilibria: which survive, where, and why the others do not.

An equilibrium of a signaling game survives a criterion if it survives at every message that nobody sends
(:mod:`gametheory.solve.signaling.criteria` defines the criteria), or if no other equilibrium defeats it
(:mod:`gametheory.solve.signaling.undefeated`). What a criterion asks is a formula in signs of polynomials, so with
parameters the answer is a condition: ``survival`` states it, and ``refine`` cuts each regime's ``when`` down to it,
exactly.

A continuum of outcomes is judged as a whole where the types' payoffs are the same all over it: it fails if it fails at
a message that no part of it sends, and survives if every extreme outcome does. Anything between is left undecided, and
the extreme outcomes carry their own verdicts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from gametheory.errors import ConceptError, nearest
from gametheory.game import SignalingGame
from gametheory.lang import FALSE, TRUE, Condition, Domain, Simplifier, all_of, readable, relation
from gametheory.lang.expression import Expression
from gametheory.lang.memory import task
from gametheory.solve.exact.field import Field, Polynomials, field_for
from gametheory.solve.signaling.beliefs import Beliefs
from gametheory.solve.signaling.criteria import CRITERIA, Unsent
from gametheory.solve.signaling.striking import reason, struck_types
from gametheory.solve.signaling.tables import Tables, scaled_payoffs, tables
from gametheory.solve.signaling.undefeated import defeats, undefeated
from gametheory.solve.solution import Equilibrium, Solution

__all__ = ["REFERENCES", "REFINEMENTS", "Strike", "cut", "refine", "refinement_names", "strikes", "survival"]

REFINEMENTS = (*CRITERIA, "undefeated")

REFERENCES: dict[str, tuple[str, ...]] = {
    "intuitive": ("chokreps1987",),
    "equilibrium_dominance": ("chokreps1987", "kohlbergmertens1986"),
    "d1": ("bankssobel1987", "chokreps1987"),
    "d2": ("bankssobel1987", "chokreps1987"),
    "universal_divinity": ("bankssobel1987",),
    "divinity": ("bankssobel1987",),
    "nwbr": ("chokreps1987", "kohlbergmertens1986"),
    "undefeated": ("mailath1993",),
}
"""Keys of the bibliography: where each refinement comes from."""

Verdicts = dict[str, Condition | None]


@dataclass(frozen=True)
class Strike:
    """Where, at one message that nobody sends, a refinement strikes a regime, and what it has against it.

    Attributes
    ----------
    message : str
    where : Condition
        Where the regime fails at this message, given that it exists.
    types : tuple of (type, Condition)
        Where the refinement rules out that the message comes from this type; empty for refinements that do not.
    by : int or None
        Undefeated only: the index of the equilibrium that defeats the regime there.
    """

    message: str
    where: Condition
    types: tuple[tuple[str, Condition], ...] = ()
    by: int | None = None


def refinement_names(names: str | Iterable[str]) -> tuple[str, ...]:
    """Return the refinements meant by a name, several names, or ``"all"``.

    Raises
    ------
    ConceptError
        For a name that is none of ``REFINEMENTS``.
    """
    given = (names,) if isinstance(names, str) else tuple(names)
    if "all" in given:
        return REFINEMENTS
    for name in given:
        if name not in REFINEMENTS:
            known = ", ".join(REFINEMENTS)
            raise ConceptError(f"unknown refinement {name!r}{nearest(name, REFINEMENTS)}: there are {known}, all")
    return given


@task
def survival(solution: Solution, names: str | Iterable[str] = "all") -> Solution:
    """Return the solution with ``survives`` (and at a point ``reasons``) filled in; nothing is dropped.

    Parameters
    ----------
    solution : Solution
        Perfect Bayesian equilibria of a signaling game, at a point or for all parameters.
    names : str or iterable of str
        Refinements, or ``"all"``.

    Raises
    ------
    ConceptError
        For other kinds of solutions, and unknown names.
    """
    wanted = refinement_names(names)
    judge = _Judge(solution)
    return replace(solution, equilibria=tuple(judge.judged(eq, wanted) for eq in solution))


@task
def strikes(solution: Solution, name: str) -> tuple[tuple[Strike, ...], ...]:
    """Return, for every regime, where a refinement strikes it and why, message by message.

    Messages at which the regime never fails are left out. The regime survives where none of the conditions holds, for
    refinements that are decided for it (``survives`` of :func:`survival` is not None).

    Raises
    ------
    ConceptError
        As :func:`survival`.
    """
    (wanted,) = refinement_names((name,))
    judge = _Judge(solution)
    return tuple(tuple(judge.strikes(eq, wanted)) for eq in solution)


@task
def refine(solution: Solution, names: str | Iterable[str]) -> Solution:
    """Return the solution with only what survives: each regime's ``when`` cut down to where it does, exactly.

    What cannot be decided (see the module's description) stays, with None in ``survives`` and a note. The refined
    solution works wherever a solution does: ``at``, thresholds, regions, sweeps.

    Raises
    ------
    ConceptError
        As :func:`survival`.
    """
    wanted = refinement_names(names)
    concept: Any = solution.concept
    if concept.name != "perfect-bayesian":
        raise _refusal()
    return replace(
        cut(solution, wanted),
        concept=replace(concept, refine=tuple({**dict.fromkeys(concept.refine), **dict.fromkeys(wanted)})),
    )


def cut(solution: Solution, names: tuple[str, ...]) -> Solution:
    """Return the solution without what fails one of the refinements named."""
    judge = _Judge(solution)
    kept = []
    for eq in solution:
        judged = judge.judged(eq, names)
        undecided = [name for name in names if judged.survives[name] is None]
        if undecided:
            judged = replace(judged, notes=(*judged.notes, f"whether it survives is undecided: {', '.join(undecided)}"))
        if any(judged.survives[name] is False for name in names):
            continue
        where = [c for c in judged.survives.values() if isinstance(c, Condition)]
        if where:
            when = judge.short(all_of([eq.when, *where]))
            if when == FALSE:
                continue
            judged = replace(judged, when=readable(when, solution.domain))
        kept.append(judged)
    notes = solution.notes
    open_names = [name for name in names if any(eq.survives[name] is None for eq in kept)]
    if open_names:
        count = sum(any(eq.survives[name] is None for name in names) for eq in kept)
        notes = (*notes, f"{', '.join(open_names)}: undecided for {count} of {len(kept)}, which stay in the list")
    return replace(solution, equilibria=tuple(kept), knife_edges=judge.edges(solution), notes=notes)


def _refusal() -> ConceptError:
    return ConceptError(
        "refinements judge perfect Bayesian equilibria of signaling games: solve with PerfectBayesian()"
    )


class _Judge:
    """Judges the equilibria of one solution."""

    def __init__(self, solution: Solution) -> None:
        game = solution.game
        if not isinstance(game, SignalingGame) or solution.concept.name != "perfect-bayesian":
            raise _refusal()
        if solution.point is not None and game.parameters:
            game = game.subs(solution.point)
        self.solution = solution
        self.domain: Domain = solution.domain
        self.field: Field = field_for(self.domain, numeric=not game.parameters)
        self.tables: Tables = tables(game, self.field)
        self.short = Simplifier(self.domain)
        self.beliefs = [Beliefs(self.field, payoff) for payoff in self.tables.receiver]

    def edges(self, solution: Solution) -> tuple[Condition, ...]:
        """Return the solution's knife edges with those that judging met."""
        if not isinstance(self.field, Polynomials):
            return solution.knife_edges
        met = [relation(Expression(x, self.field.one), "=") for x in self.field.edges.values()]
        known = dict.fromkeys([*solution.knife_edges, *met])
        known.update(dict.fromkeys(self.short.knife_edges(list(known))))
        return tuple(readable(edge, self.domain) for edge in known)

    def judged(self, eq: Equilibrium, names: tuple[str, ...]) -> Equilibrium:
        """Return the equilibrium with its verdicts."""
        if eq.vertices:
            vertices = tuple(self.judged(vertex, names) for vertex in eq.vertices)
            survives = {name: self._whole(eq, vertices, name) for name in names}
            reasons = {name: self._why_whole(name, verdict) for name, verdict in survives.items() if not verdict}
            return replace(eq, vertices=vertices, survives=survives, reasons=reasons)
        unsent = self._unsent(eq)
        verdicts: Verdicts = {name: self._where(eq, unsent, name) for name in names}
        if self.field.numeric:
            plain = {name: None if c is None else c == TRUE for name, c in verdicts.items()}
            why = {name: self._why(eq, unsent, name) for name, verdict in plain.items() if not verdict}
            return replace(eq, survives=plain, reasons=why)
        return replace(eq, survives={name: self._shown(eq, c) for name, c in verdicts.items()})

    def strikes(self, eq: Equilibrium, name: str) -> Iterator[Strike]:
        """Yield what a refinement has against a regime."""
        unsent = [] if eq.vertices else self._unsent(eq)
        if name == "undefeated":
            if any(not other.isolated for other in self.solution):
                return
            for message, k, where in defeats(self.solution, eq, unsent):
                found = self.short(where, eq.when)
                if found != FALSE:
                    yield Strike(message, found, by=k)
            return
        for one in unsent:
            survives = CRITERIA[name](one)
            # first what is left of the condition: that nothing is left may be all that can be proved
            where = FALSE if survives is None else self.short(~self.short(survives, eq.when), eq.when)
            if where != FALSE:
                types = tuple((t, self.short(c, eq.when)) for t, c in struck_types(one, name).items())
                yield Strike(one.tables.messages[one.message], where, types)

    def _shown(self, eq: Equilibrium, condition: Condition | None) -> bool | Condition | None:
        if condition is None:
            return None
        where = self.short(condition, eq.when)
        if where in (TRUE, FALSE):
            return where == TRUE
        return readable(where, self.domain)

    def _unsent(self, eq: Equilibrium, sent: set[str] | None = None) -> list[Unsent]:
        sent = sent or {history.split("/")[1] for history in eq.outcome}
        payoff, below = scaled_payoffs(self.tables, eq.type_payoffs)
        case = self.field.within(eq.when) if isinstance(self.field, Polynomials) else self.field.start
        return [
            Unsent(self.tables, self.beliefs[m], m, payoff, below, case)
            for m, label in enumerate(self.tables.messages)
            if label not in sent
        ]

    def _where(self, eq: Equilibrium, unsent: list[Unsent], name: str) -> Condition | None:
        if name == "undefeated":
            return undefeated(self.solution, eq, unsent)
        parts = []
        for one in unsent:
            condition = CRITERIA[name](one)
            if condition is None:
                return None
            parts.append(condition)
        if name == "divinity" and len(self.tables.types) != 2:
            return None
        return all_of(parts)

    def _whole(self, eq: Equilibrium, vertices: tuple[Equilibrium, ...], name: str) -> bool | None:
        if name == "undefeated" or len({tuple(v.type_payoffs.items()) for v in vertices}) > 1:
            return None
        if all(v.survives[name] is True for v in vertices):
            return True
        sent = {history.split("/")[1] for v in vertices for history in v.outcome}
        common = self._where(vertices[0], self._unsent(vertices[0], sent), name)
        return False if common == FALSE else None

    def _why_whole(self, name: str, verdict: bool | None) -> str:
        if verdict is None:
            return f"{name} is not decided for this continuum as a whole; its extreme outcomes carry their own verdicts"
        return f"{name} fails at a message that no outcome of this continuum sends"

    def _why(self, eq: Equilibrium, unsent: list[Unsent], name: str) -> str:
        if name == "undefeated" and undefeated(self.solution, eq, unsent) is None:
            return "undefeated is not decided: some equilibria of this game form a continuum"
        if name == "undefeated":
            return "another equilibrium defeats it"
        if name == "divinity" and len(self.tables.types) != 2:
            return "divinity is defined here for two types"
        for one in unsent:
            if CRITERIA[name](one) == FALSE:
                return reason(one, name)
        return ""
