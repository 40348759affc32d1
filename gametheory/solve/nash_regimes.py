"""Nash equilibria of small two-player games with parameters: closed forms, and where each exists.

A pair of basic solutions (:mod:`~gametheory.solve.basic_solutions`) is an equilibrium, wherever both exist, if each
one's support is among the other's structurally tight strategies. Any other pair is an equilibrium only where some slack
vanishes: on a knife edge. At every point off the knife edges these pairs are therefore all the extreme equilibria (von
Stengel 2002, section 2.4), and what exists together there makes up the maximal Nash subsets, as for numbers. What
exists on a knife edge only is left out.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from gametheory.errors import ConceptError
from gametheory.lang import (
    FALSE,
    TRUE,
    And,
    Condition,
    Domain,
    Expression,
    all_of,
    any_of,
    generic,
    readable,
    relation,
    simplify,
)
from gametheory.solve.basic_solutions import Basic, basic_solutions, cleared
from gametheory.solve.bicliques import connected, maximal_bicliques
from gametheory.solve.field import Case, Polynomials
from gametheory.solve.nash_frames import Frame
from gametheory.solve.nash_pieces import continuum, numbered
from gametheory.solve.solution import Equilibrium, Solution

if TYPE_CHECKING:
    from gametheory.solve.nash import Nash

__all__ = ["regimes"]

Pair = tuple[Basic, Basic]

_NODES = 12  # strategies of one connected structure whose cases are told apart
_DEGREE = 2  # conditions of higher degree are left as they come
_EDGE_MS = 200  # time to prove that a knife edge is not met; one that is not proved away is listed
_CROWDED = "a continuum with very many extreme equilibria is listed only where all of them exist"


def regimes(concept: Nash, game: Any, frame: Frame, domain: Domain) -> Solution:
    """Return the equilibria of a game with parameters as regimes.

    Raises
    ------
    ConceptError
        If the game is too large.
    """
    first, second = frame.matrices()
    m, n = len(first), len(first[0])
    bases = math.comb(m + n, n)
    if bases > concept.parametric_limit:
        raise ConceptError(
            f"{game} has parameters, and with {m} x {n} strategies {bases} bases a player, more than "
            f"{concept.parametric_limit}: give its parameters values (game.subs), or raise Nash(parametric_limit=...)"
        )
    work = _Regimes(frame, Polynomials(domain))
    A, B = cleared(first, work.field), cleared(second, work.field)
    xs = basic_solutions([list(column) for column in zip(*B, strict=True)], work.field)
    ys = basic_solutions(A, work.field)
    pairs = [(x, y) for x in xs for y in ys if y.support <= x.tight and x.support <= y.tight]
    pairs = [pair for pair in pairs if work.coexist(*pair)]
    found = work.outcomes(pairs) if frame.by_outcome else work.subsets(pairs)
    edges = work.edges([*xs, *ys])
    return Solution(game, concept, tuple(numbered(found)), domain=domain, knife_edges=edges, notes=tuple(work.notes))


class _Regimes:
    """The cases of one game: where strategies exist, and what exists together."""

    def __init__(self, frame: Frame, field: Polynomials) -> None:
        self.frame, self.field, self.domain = frame, field, field.domain
        self.notes: dict[str, None] = {}
        self._alone: dict[Basic, Case | None] = {}

    def alone(self, one: Basic) -> Case | None:
        """Return the case in which a basic solution is a vertex, or None if that is proved impossible."""
        if one not in self._alone:
            self._alone[one] = self._vertex(one)
        return self._alone[one]

    def _vertex(self, one: Basic) -> Case | None:
        # all weights have the sign of their sum, whichever it is: two cases without a denominator
        cases = [self._signed(one, sign) for sign in (1, -1)]
        found = [case for case in cases if case is not None]
        if len(found) < 2:
            return found[0] if found else None
        return self.field.assume(self.field.start, any_of(case.condition for case in found))

    def _signed(self, one: Basic, sign: int) -> Case | None:
        field = self.field
        case: Case | None = field.start
        for w in one.weights:
            if w != 0 and case is not None:
                case = field.positive(case, w * sign)
        for slack in one.slacks:
            if case is not None:
                case = field.nonnegative(case, slack * sign)
        return case

    def coexist(self, x: Basic, y: Basic) -> bool:
        """Return whether both may exist at once off the knife edges."""
        return (
            self.alone(x) is not None
            and self.alone(y) is not None
            and self.generic(all_of([self.condition(x), self.condition(y)]))
        )

    def generic(self, condition: Condition) -> bool:
        """Return False if a condition is proved to hold nowhere, or on knife edges only."""
        return self.field.prover.possible(generic(condition)).answer is not False

    def condition(self, one: Basic) -> Condition:
        """Return where a basic solution is a vertex."""
        case = self.alone(one)
        assert case is not None
        return case.condition

    def _said(self, condition: Condition) -> Condition:
        """Return a condition in short form, where that is cheap to prove."""
        if max((int(atom.poly.total_degree()) for atom in condition.atoms()), default=0) <= _DEGREE:
            condition = simplify(condition, self.domain)
        return readable(condition, self.domain)

    def _equilibrium(self, x: Basic, y: Basic) -> Equilibrium:
        frame = self.frame
        return frame.equilibrium(frame.from_mixed(0, x.mixed(self.field)), frame.from_mixed(1, y.mixed(self.field)))

    # -- entries ----------------------------------------------------------------------------------------------------

    def subsets(self, pairs: Sequence[Pair]) -> list[Equilibrium]:
        """Return maximal Nash subsets, each where it exists and is maximal."""
        found = []
        for number, group in enumerate(connected(pairs)):
            candidates: dict[tuple[frozenset[Basic], frozenset[Basic]], None] = {}
            for present in self._situations(group):
                here = [pair for pair in group if pair[0] in present and pair[1] in present]
                candidates.update(dict.fromkeys(maximal_bicliques(here)))
            for left, right in candidates:
                when = self._maximal(group, left, right)
                if not self.generic(when):
                    continue
                when = self._said(when)
                corners = [self._equilibrium(*pair) for pair in group if pair[0] in left and pair[1] in right]
                corners = [replace(eq, when=when, component=number) for eq in corners]
                found.append(corners[0] if len(corners) == 1 else continuum(corners))
        return found

    def _maximal(self, group: list[Pair], left: frozenset[Basic], right: frozenset[Basic]) -> Condition:
        """Return where a biclique exists and no strategy that exists could be added to it."""
        edges = set(group)
        xs, ys = dict.fromkeys(x for x, _ in group), dict.fromkeys(y for _, y in group)
        blocked = [x for x in xs if x not in left and all((x, y) in edges for y in right)]
        blocked += [y for y in ys if y not in right and all((x, y) in edges for x in left)]
        return all_of([*(self.condition(one) for one in (*left, *right)), *(~self.condition(one) for one in blocked)])

    def _situations(self, group: list[Pair]) -> dict[frozenset[Basic], Condition]:
        """Return which strategies of a connected structure exist together and no others, and where.

        Of a structure with very many strategies only the situation in which all of them exist is returned.
        """
        nodes = list(dict.fromkeys(one for pair in group for one in pair))
        if len(group) == 1:
            return {frozenset(nodes): all_of(self.condition(one) for one in nodes)}
        if len(nodes) > _NODES:
            self.notes[_CROWDED] = None
            return {frozenset(nodes): TRUE}
        found: dict[frozenset[Basic], Condition] = {}
        stack: list[tuple[int, Case, frozenset[Basic]]] = [(0, self.field.start, frozenset())]
        while stack:
            depth, case, present = stack.pop()
            if depth == len(nodes):
                if any(x in present and y in present for x, y in group) and self.generic(case.condition):
                    found[present] = case.condition
                continue
            condition = self.condition(nodes[depth])
            without = None if condition == TRUE else self.field.assume(case, ~condition)
            if without is not None:
                stack.append((depth + 1, without, present))
            having = self._assume(case, condition)
            if having is not None:
                stack.append((depth + 1, having, present | {nodes[depth]}))
        return found

    def _assume(self, case: Case | None, condition: Condition) -> Case | None:
        for fact in condition.parts if isinstance(condition, And) else (condition,):
            if case is not None:
                case = self.field.assume(case, fact)
        return case

    def outcomes(self, pairs: Sequence[Pair]) -> list[Equilibrium]:
        """Return outcomes, each where some equilibrium has it, and pieces of continua where they exist."""
        shown: dict[Any, Equilibrium] = {}
        key: dict[Pair, Any] = {}
        for pair in pairs:
            eq = self._equilibrium(*pair)
            key[pair] = frozenset(eq.outcome.items())
            shown.setdefault(key[pair], eq)
        where: dict[tuple[Any, ...], list[Condition]] = {}
        component: dict[tuple[Any, ...], int] = {}

        def add(corners: tuple[Any, ...], condition: Condition, number: int) -> None:
            same = next((known for known in where if set(known) == set(corners)), corners)
            where.setdefault(same, []).append(condition)
            component.setdefault(same, number)

        for number, group in enumerate(connected(pairs)):
            if len({key[pair] for pair in group}) == 1:
                for x, y in group:
                    add((key[x, y],), all_of([self.condition(x), self.condition(y)]), number)
                continue
            for present, condition in self._situations(group).items():
                here = [pair for pair in group if pair[0] in present and pair[1] in present]
                for part in connected(here):
                    if len({key[pair] for pair in part}) == 1:
                        add((key[part[0]],), condition, number)
                        continue
                    for left, right in maximal_bicliques(part):
                        corners = tuple(dict.fromkeys(key[x, y] for x, y in part if x in left and y in right))
                        if len(corners) > 1:
                            add(corners, condition, number)
        found = []
        for corners, conditions in where.items():
            when = self._said(any_of(conditions))
            ends = [replace(shown[one], when=when, component=component[corners]) for one in corners]
            found.append(ends[0] if len(ends) == 1 else continuum(ends))
        return found

    # -- knife edges ------------------------------------------------------------------------------------------------

    def edges(self, solutions: Sequence[Basic]) -> tuple[Condition, ...]:
        """Return where further pairs may fit: where a basic solution exists and one of its slacks vanishes."""
        prover = self.field.prover
        found: dict[Condition, None] = {}
        for one in solutions:
            case = self.alone(one)
            if case is None:
                continue
            for slack in one.slacks:
                for factor, _ in slack.factor()[1]:
                    edge = relation(Expression(factor, self.field.one), "=")
                    if edge in found or edge == FALSE or prover.sign(factor) in ("+", "-"):
                        continue
                    if prover.possible(all_of([*case.facts, edge]), budget_ms=_EDGE_MS).answer is not False:
                        found[edge] = None
        return tuple(readable(edge, self.domain) for edge in found)
