"""Nash equilibria of small two-player games with parameters: closed forms, and where each exists.

A pair of basic solutions (:mod:`~gametheory.solve.strategic.basic_solutions`) is an equilibrium, wherever both exist,
if each one's support is among the other's structurally tight strategies. Any other pair is an equilibrium only where
some slack vanishes: on a knife edge. At every point off the knife edges these pairs are therefore all the extreme
equilibria (von Stengel 2002, section 2.4), and what exists together there makes up the maximal Nash subsets, as for
numbers. What exists on a knife edge only is left out.

In a tree the vertices of a continuum span its outcomes wherever the regime exists; in part of the regime one of them
may be a mixture of the others.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

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
from gametheory.lang.expression import factored
from gametheory.lang.ground import BUDGET
from gametheory.solve.exact.bicliques import connected, maximal_bicliques
from gametheory.solve.exact.field import Case, Polynomials
from gametheory.solve.solution import Equilibrium, Solution
from gametheory.solve.strategic.basic_solutions import Basic, basic_solutions, cleared
from gametheory.solve.strategic.effort import BASES, check_bases, check_effort
from gametheory.solve.strategic.frames import Frame, TreeFrame
from gametheory.solve.strategic.parametric_hull import always_inside
from gametheory.solve.strategic.pieces import continuum, numbered, outcome_pieces
from gametheory.solve.strategic.sequence_bases import basis_count, sequence_bases

if TYPE_CHECKING:
    from gametheory.solve.nash import Nash

__all__ = ["regimes"]

Pair = tuple[Basic, Basic]

_CONDITIONS = 12  # different conditions in one connected structure whose cases are told apart
_DEGREE = 2  # conditions of higher degree are left as they come
_EDGE_BUDGET = BUDGET // 10  # to prove that a knife edge is not met; one that is not proved away is listed
_CROWDED = "where very many equilibria are connected, extreme ones are listed each by itself and not as pieces"


def regimes(concept: Nash, game: Any, frame: Frame, domain: Domain) -> Solution:
    """Return the equilibria of a game with parameters as regimes.

    Raises
    ------
    ConceptError
        If the game is too large.
    """
    work, limit = _Regimes(frame, Polynomials(domain)), concept.parametric_limit
    if isinstance(frame, TreeFrame):
        count = max(basis_count(frame.form, side, max(limit, BASES)) for side in (0, 1))
        check_bases(game, count, limit)
        xs, ys = (sequence_bases(frame.form, side, work.field) for side in (0, 1))
    else:
        first, second = frame.matrices()
        count = math.comb(len(first) + len(first[0]), len(first)) - 1
        check_bases(game, count, limit)
        A, B = cleared(first, work.field), cleared(second, work.field)
        xs = basic_solutions([list(column) for column in zip(*B, strict=True)], work.field)
        ys = basic_solutions(A, work.field)
    check_effort(game, count, limit, [*xs, *ys], len(game.parameters))
    pairs = [(x, y) for x in xs for y in ys if y.support <= x.tight and x.support <= y.tight]
    pairs = [pair for pair in pairs if work.coexist(*pair)]
    found = work.outcomes(pairs) if frame.by_outcome else work.subsets(pairs)
    edges = work.edges([*xs, *ys])
    return Solution(game, concept, tuple(numbered(found)), domain=domain, knife_edges=edges, notes=tuple(work.notes))


@dataclass(frozen=True)
class Situation:
    """One case of a connected structure, with those conditions of its strategies that hold in it."""

    case: Case
    holds: frozenset[Condition]


def _sharing_outcomes(pairs: Sequence[Pair], key: Mapping[Pair, Any]) -> list[list[Pair]]:
    """Return the pairs grouped so that those with a strategy or an outcome in common are together."""
    groups = connected(pairs)
    links = [(number, key[pair]) for number, group in enumerate(groups) for pair in group]
    return [
        [pair for number in dict.fromkeys(number for number, _ in linked) for pair in groups[number]]
        for linked in connected(links)
    ]


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
        return self.frame.equilibrium(x.mixed(self.field), y.mixed(self.field))

    # -- entries ----------------------------------------------------------------------------------------------------

    def subsets(self, pairs: Sequence[Pair]) -> list[Equilibrium]:
        """Return maximal Nash subsets, each where it exists and is maximal."""
        found = []
        for number, group in enumerate(connected(pairs)):
            candidates: dict[tuple[frozenset[Basic], frozenset[Basic]], None] = {}
            situations = self._situations(group)
            if situations is None:
                corners = [self._equilibrium(*pair) for pair in group]
                cases = [all_of(map(self.condition, pair)) for pair in group]
                found += [
                    replace(eq, when=self._said(when), component=number, isolated=False)
                    for eq, when in zip(corners, cases, strict=True)
                ]
                continue
            for case in situations:
                here = [pair for pair in group if self._exist(pair, case)]
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

    def _situations(self, group: list[Pair]) -> list[Situation] | None:
        """Return the cases of a connected structure, by what exists in each; None if there are too many."""
        conditions = dict.fromkeys(self.condition(one) for pair in group for one in pair)
        open_ = [condition for condition in conditions if condition != TRUE]
        if len(open_) > _CONDITIONS:
            self.notes[_CROWDED] = None
            return None
        found = []
        stack: list[tuple[int, Case, frozenset[Condition]]] = [(0, self.field.start, frozenset({TRUE}))]
        while stack:
            depth, case, holds = stack.pop()
            if depth == len(open_):
                situation = Situation(case, holds)
                if any(self._exist(pair, situation) for pair in group) and self.generic(case.condition):
                    found.append(situation)
                continue
            condition = open_[depth]
            without = self.field.assume(case, ~condition)
            if without is not None:
                stack.append((depth + 1, without, holds))
            having: Case | None = case
            for fact in condition.parts if isinstance(condition, And) else (condition,):
                if having is not None:
                    having = self.field.assume(having, fact)
            if having is not None:
                stack.append((depth + 1, having, holds | {condition}))
        return found

    def _exist(self, pair: Pair, situation: Situation) -> bool:
        return all(self.condition(one) in situation.holds for one in pair)

    def outcomes(self, pairs: Sequence[Pair]) -> list[Equilibrium]:
        """Return outcomes, each where some equilibrium has it, and pieces of continua where they exist."""
        shown: dict[Any, Equilibrium] = {}
        key: dict[Pair, Any] = {}
        for pair in pairs:
            eq = self._equilibrium(*pair)
            key[pair] = frozenset(eq.outcome.items())
            shown.setdefault(key[pair], eq)
        where: dict[frozenset[Any], list[Condition]] = {}
        order: dict[frozenset[Any], tuple[int, list[Any]]] = {}
        alone: dict[frozenset[Any], bool] = {}

        def add(corners: list[Any], condition: Condition, number: int, isolated: bool = True) -> None:
            where.setdefault(frozenset(corners), []).append(condition)
            order.setdefault(frozenset(corners), (number, corners))
            alone[frozenset(corners)] = isolated

        for number, group in enumerate(_sharing_outcomes(pairs, key)):
            constant = len({key[pair] for pair in group}) == 1
            situations = None if constant else self._situations(group)
            if situations is None:
                for pair in group:
                    add([key[pair]], all_of(map(self.condition, pair)), number, constant)
                continue
            for situation in situations:
                here = [pair for pair in group if self._exist(pair, situation)]
                inside = functools.partial(always_inside, case=situation.case, field=self.field)
                for corners, _ in outcome_pieces(here, key, inside):
                    add(corners, situation.case.condition, number)
        found = []
        for name, conditions in where.items():
            number, corners = order[name]
            when = self._said(any_of(conditions))
            ends = [replace(shown[one], when=when, component=number, isolated=alone[name]) for one in corners]
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
                for factor, _ in factored(slack)[1]:
                    edge = relation(Expression(factor, self.field.one), "=")
                    if edge in found or edge == FALSE or prover.sign(factor) in ("+", "-"):
                        continue
                    if prover.possible(all_of([*case.facts, edge]), budget=_EDGE_BUDGET).answer is not False:
                        found[edge] = None
        return tuple(readable(edge, self.domain) for edge in found)
