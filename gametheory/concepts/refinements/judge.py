"""Refinements of perfect Bayesian equilibria: which survive, where, and why the others do not.

An equilibrium of a signaling game survives a criterion if it survives at every message that nobody sends (each
criterion is a :class:`~gametheory.concepts.refinements.refinement.Refinement` in a file of its own), or if no other
equilibrium defeats it (:mod:`gametheory.concepts.refinements.undefeated`). What a criterion asks is a formula in signs
of polynomials, so with parameters the answer is a condition: ``survival`` states it, and ``refine`` cuts each regime's
``when`` down to it, exactly.

A message between which and one that is sent the game makes no difference counts as sent, where the solution lists such
equilibria once: the class has a member in which it is, with the same answers.

A continuum of outcomes is judged as a whole where the types' payoffs are the same all over it: it fails if it fails at
a message that no part of it sends, and survives if every extreme outcome does. Anything between is left undecided, and
the extreme outcomes carry their own verdicts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from gametheory.concepts.equilibrium import SignalingEquilibrium, signaling_equilibria
from gametheory.concepts.exact.field import Field, field_for
from gametheory.concepts.folding.refining import refined, survivors
from gametheory.concepts.keeping.recall import recalled_of
from gametheory.concepts.perfect_bayesian.beliefs import Beliefs
from gametheory.concepts.perfect_bayesian.tables import Tables, scaled_payoffs, tables
from gametheory.concepts.perfect_bayesian.words import Words
from gametheory.concepts.refinements.refinement import REFINEMENTS, Refinement
from gametheory.concepts.refinements.unsent import Unsent
from gametheory.concepts.regimes import knife_edges
from gametheory.concepts.solution import Solution
from gametheory.errors import ConceptError, nearest
from gametheory.game import SignalingGame
from gametheory.game.forms import signaling_of, tree_of
from gametheory.lang import FALSE, TRUE, Condition, Domain, Simplifier, all_of, deadline, readable
from gametheory.lang.memory import task

__all__ = ["Strike", "cut", "refine", "refinement_names", "strikes", "survival"]

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
    """Return the refinements meant by a name, several names (a list, or joined by commas), or ``"all"``.

    Case, spaces and hyphens do not count, and the words of the literature are known: ``D1``, ``NWBR``,
    ``Intuitive criterion``, ``never-a-weak-best-response``.

    Raises
    ------
    ConceptError
        For a name that is none of ``REFINEMENTS``.

    Examples
    --------
    >>> refinement_names("D1, Intuitive criterion")
    ('d1', 'intuitive')
    """
    given = (names,) if isinstance(names, str) else tuple(names)
    found: dict[str, None] = {}
    for one in given:
        if not isinstance(one, str):
            raise ConceptError(f"a refinement is given by its name, as 'd1', got {one!r}")
        for name in one.split(","):
            if not name.strip():
                continue
            meant = _meant(name)
            if meant == "all":
                return tuple(REFINEMENTS)
            if meant not in REFINEMENTS:
                known = ", ".join(REFINEMENTS)
                raise ConceptError(
                    f"unknown refinement {name.strip()!r}{nearest(meant, REFINEMENTS)}: there are {known}, all"
                )
            found[meant] = None
    return tuple(found)


_FILLING = ("the", "criterion", "test", "refinement", "equilibrium", "equilibria", "outcome", "outcomes", "condition")


def _meant(name: str) -> str:
    """Return the canonical name of a refinement, or the name itself in small letters."""
    words = re.split(r"[\W_]+", name.strip().lower())
    whole = "_".join(word for word in words if word)
    if whole in REFINEMENTS or whole == "all":
        return whole
    short = "_".join(word for word in words if word and word not in _FILLING)
    joined = {one.replace("_", ""): one for one in REFINEMENTS}
    aliases = {alias: one.name for one in REFINEMENTS.values() for alias in one.aliases}
    for key in (whole, short):
        if key in REFINEMENTS or key in aliases:
            return aliases.get(key, key)
        if key.replace("_", "") in joined:
            return joined[key.replace("_", "")]
    return whole


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
    return recalled_of("survival", solution, wanted, _survival)


def _survival(solution: Solution, wanted: tuple[str, ...]) -> Solution:
    if _folds(solution):
        return survivors(solution, wanted)
    _game(solution)
    judge: _Judge | None = None
    judged, cut_short = [], ""
    for eq in signaling_equilibria(solution.equilibria):
        with deadline.Part() as work:
            judge = judge or _Judge(solution)
            judged.append(judge.judged(eq, wanted))
        if work.why:
            cut_short = work.why
            judged.append(_not_judged(eq, wanted, work.why))
    notes = solution.notes
    if cut_short:
        count = sum(eq.survives[name] is None for eq in judged for name in wanted)
        notes = (*notes, f"The work on refinements was {cut_short}: {count} of their verdicts are not decided.")
    return replace(solution, equilibria=tuple(judged), notes=notes)


def _not_judged(eq: SignalingEquilibrium, names: tuple[str, ...], why: str) -> SignalingEquilibrium:
    reasons = {} if eq.when != TRUE else dict.fromkeys(names, f"not decided, the work was {why}")
    return replace(eq, survives=dict.fromkeys(names), reasons=reasons)


@task
def strikes(solution: Solution, name: str) -> tuple[tuple[Strike, ...], ...]:
    """Return, for every regime, where a refinement strikes it and why, message by message.

    Messages at which the regime never fails are left out. The regime survives where none of the conditions holds, for
    refinements that are decided for it (``survives`` of :func:`survival` is not None). The equilibria of a tree are
    judged subgame by subgame, and nothing is told here of the messages in them.

    Raises
    ------
    ConceptError
        As :func:`survival`.
    """
    (wanted,) = refinement_names((name,))
    if _folds(solution):
        return ((),) * len(solution)
    judge = _Judge(solution)
    return tuple(tuple(judge.strikes(eq, REFINEMENTS[wanted])) for eq in judge.equilibria)


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
    if not concept.refinements:
        raise _refusal()
    return recalled_of("refine", solution, wanted, _refine)


def _refine(solution: Solution, wanted: tuple[str, ...]) -> Solution:
    concept: Any = solution.concept
    if _folds(solution):
        return refined(solution, wanted)
    return replace(
        cut(solution, wanted),
        concept=replace(concept, refine=tuple({**dict.fromkeys(concept.refine), **dict.fromkeys(wanted)})),
    )


def cut(solution: Solution, names: tuple[str, ...], *, undecided: bool = True) -> Solution:
    """Return the solution without what fails one of the refinements named.

    What cannot be decided stays, unless ``undecided`` is False. What there is no time to decide goes, and the list is
    not called complete then.
    """
    judge = _Judge(solution)
    kept: list[SignalingEquilibrium] = []
    why = ""
    for eq in judge.equilibria:
        with deadline.Part(0.9) as work:
            kept += _kept(judge, eq, names, undecided and not why)
        why = why or work.why
    if why:
        kept = [eq for eq in kept if None not in eq.survives.values()]
        more = f"the search for what survives {', '.join(names)} was {why}"
        solution = replace(solution, exhaustive=False, why="; ".join([*filter(None, [solution.why]), more]))
    notes = solution.notes
    open_names = [name for name in names if any(eq.survives[name] is None for eq in kept)]
    if open_names:
        count = sum(any(eq.survives[name] is None for name in names) for eq in kept)
        notes = (*notes, f"{', '.join(open_names)}: undecided for {count} of {len(kept)}, which stay in the list")
    return replace(solution, equilibria=tuple(kept), knife_edges=judge.edges(solution), notes=notes)


def _kept(
    judge: _Judge, eq: SignalingEquilibrium, names: tuple[str, ...], undecided: bool
) -> Iterator[SignalingEquilibrium]:
    """Yield what is left of an equilibrium, if anything is."""
    judged = judge.judged(eq, names)
    open_names = [name for name in names if judged.survives[name] is None]
    if open_names:
        if not undecided:
            return
        judged = replace(judged, notes=(*judged.notes, f"whether it survives is undecided: {', '.join(open_names)}"))
    if any(judged.survives[name] is False for name in names):
        return
    where = [c for c in judged.survives.values() if isinstance(c, Condition)]
    if where:
        when = judge.short(all_of([eq.when, *where]))
        if when == FALSE:
            return
        judged = replace(judged, when=readable(when, judge.domain))
    yield judged


def _refusal() -> ConceptError:
    return ConceptError("refinements judge perfect Bayesian equilibria: solve with PerfectBayesian()")


def _folds(solution: Solution) -> bool:
    """Return whether a solution is one of a tree, stage by stage."""
    return bool(solution.concept.refinements) and tree_of(solution.game) is not None


def _game(solution: Solution) -> SignalingGame:
    game = signaling_of(solution.game)
    if game is None or not solution.concept.refinements:
        raise _refusal()
    return game


class _Judge:
    """Judges the equilibria of one solution."""

    def __init__(self, solution: Solution) -> None:
        game = _game(solution)
        if solution.point is not None and game.parameters:
            game = game.possible(solution.point)
        self.solution = solution
        self.equilibria = signaling_equilibria(solution.equilibria)
        self.domain: Domain = solution.domain
        self.field: Field[Any, Any] = field_for(self.domain, numeric=not game.parameters)
        self.tables: Tables = tables(game, self.field)
        self.short = Simplifier(self.domain)
        # what numbers that were put in make alike by chance is told apart
        self.alike = Words(game, solution.alike).classes
        self.beliefs = [Beliefs(self.field, payoff) for payoff in self.tables.receiver]

    def edges(self, solution: Solution) -> tuple[Condition, ...]:
        """Return the solution's knife edges with those that judging met."""
        found = knife_edges(self.short, [*solution.knife_edges, *self.field.knife_edges()])
        return tuple(readable(edge, self.domain) for edge in found)

    def judged(self, eq: SignalingEquilibrium, names: tuple[str, ...]) -> SignalingEquilibrium:
        """Return the equilibrium with its verdicts."""
        if eq.vertices:
            vertices = tuple(self.judged(vertex, names) for vertex in signaling_equilibria(eq.vertices))
            survives = {name: self._whole(eq, vertices, name) for name in names}
            reasons = {name: self._why_whole(name, verdict) for name, verdict in survives.items() if not verdict}
            return replace(eq, vertices=vertices, survives=survives, reasons=reasons)
        unsent = self._unsent(eq)
        verdicts: Verdicts = {name: self._where(eq, unsent, name) for name in names}
        if self.field.numeric:
            plain = {name: None if c is None else c == TRUE for name, c in verdicts.items()}
            why = {
                name: REFINEMENTS[name].reason(self.solution, eq, unsent)
                for name, verdict in plain.items()
                if not verdict
            }
            return replace(eq, survives=plain, reasons=why)
        return replace(eq, survives={name: self._shown(eq, c) for name, c in verdicts.items()})

    def strikes(self, eq: SignalingEquilibrium, refinement: Refinement) -> Iterator[Strike]:
        """Yield what a refinement has against a regime."""
        unsent = [] if eq.vertices else self._unsent(eq)
        for one in refinement.objections(self.solution, eq, unsent):
            # first what is left of its complement: that nothing is left may be all that can be proved
            where = self.short(~self.short(~one.where, eq.when), eq.when)
            if where != FALSE:
                struck = tuple((t, self.short(c, eq.when)) for t, c in one.struck)
                yield Strike(one.message, where, struck, one.by)

    def _shown(self, eq: SignalingEquilibrium, condition: Condition | None) -> bool | Condition | None:
        if condition is None:
            return None
        where = self.short(condition, eq.when)
        if where in (TRUE, FALSE):
            return where == TRUE
        return readable(where, self.domain)

    def _unsent(self, eq: SignalingEquilibrium, sent: set[str] | None = None) -> list[Unsent]:
        sent = sent or set(eq.sent)
        sent = sent.union(*(labels for labels in self.alike if sent.intersection(labels)))
        payoff, below = scaled_payoffs(self.tables, eq.type_payoffs)
        case = self.field.within(eq.when)
        return [
            Unsent(self.tables, self.beliefs[m], m, payoff, below, case)
            for m, label in enumerate(self.tables.messages)
            if label not in sent
        ]

    def _where(self, eq: SignalingEquilibrium, unsent: list[Unsent], name: str) -> Condition | None:
        return REFINEMENTS[name].survives(self.solution, eq, unsent)

    def _whole(self, eq: SignalingEquilibrium, vertices: tuple[SignalingEquilibrium, ...], name: str) -> bool | None:
        if not REFINEMENTS[name].whole(self.solution) or len({tuple(v.type_payoffs.items()) for v in vertices}) > 1:
            return None
        if all(v.survives[name] is True for v in vertices):
            return True
        sent = {message for v in vertices for message in v.sent}
        common = self._where(vertices[0], self._unsent(vertices[0], sent), name)
        return False if common == FALSE else None

    def _why_whole(self, name: str, verdict: bool | None) -> str:
        if verdict is None:
            return f"{name} is not decided for this continuum as a whole; its extreme outcomes carry their own verdicts"
        return f"{name} fails at a message that no outcome of this continuum sends"
