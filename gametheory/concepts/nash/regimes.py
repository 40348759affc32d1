"""Nash equilibria of small two-player games with parameters: closed forms, and where each exists.

A pair of basic solutions (:mod:`~gametheory.concepts.nash.basic_solutions`) is an equilibrium, wherever both exist,
if each one's support is among the other's structurally tight strategies. Any other pair is an equilibrium only where
some slack vanishes: on a knife edge. At every point off the knife edges these pairs are therefore all the extreme
equilibria (von Stengel 2002, section 2.4), and what exists together there makes up the maximal Nash subsets, as for
numbers. What exists on a knife edge only is left out.

In a tree the entries are outcomes, and what is a corner of a piece may depend on the parameters: where an outcome is a
mixture of others is a condition too (:mod:`~gametheory.concepts.nash.parametric_hull`), and tells cases apart.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from gametheory.concepts.equilibrium import Equilibrium
from gametheory.concepts.exact.bicliques import connected, maximal_bicliques
from gametheory.concepts.exact.field import Case, Polynomials
from gametheory.concepts.nash.basic_solutions import Basic, basic_solutions, cleared
from gametheory.concepts.nash.components import continuum, numbered, outcome_pieces
from gametheory.concepts.nash.effort import BASES, check_bases, check_effort
from gametheory.concepts.nash.frames import Frame, TreeFrame
from gametheory.concepts.nash.parametric_hull import where_inside
from gametheory.concepts.nash.sequence_bases import basis_count, sequence_bases
from gametheory.concepts.regimes import Assembly
from gametheory.concepts.solution import Solution
from gametheory.lang import (
    FALSE,
    TRUE,
    And,
    Condition,
    Domain,
    Expression,
    all_of,
    any_of,
    deadline,
    generic,
    readable,
    relation,
    simplify,
)
from gametheory.lang.deciding.ground import BUDGET
from gametheory.lang.expression import factored

if TYPE_CHECKING:
    from gametheory.concepts.nash.concept import Nash

__all__ = ["regimes"]

Pair = tuple[Basic, Basic]

_CASES = 100  # cases of one connected structure that are told apart
_DEGREE = 2  # conditions of higher degree are left as they come
_EDGE_BUDGET = BUDGET // 10  # to prove that a knife edge is not met; one that is not proved away is listed
_CROWDED = "where very many equilibria are connected, extreme ones are listed each by itself and not as pieces"
_BETWEEN = "where very many equilibria are connected, outcomes between extreme ones may be listed too"


def regimes(concept: Nash, game: Any, frame: Frame, domain: Domain) -> Solution:
    """Return the equilibria of a game with parameters as regimes.

    Raises
    ------
    ConceptError
        If the game is too large.
    """
    assembly = Assembly(concept, game, domain)
    work, limit = _Regimes(frame, Polynomials(domain), assembly), concept.parametric_limit
    if isinstance(frame, TreeFrame):
        count = max(basis_count(frame.form, side, max(limit, BASES)) for side in (0, 1))
    else:
        first, _ = frame.matrices()
        count = math.comb(len(first) + len(first[0]), len(first)) - 1
    check_bases(game, count, limit)
    bases: list[Basic] = []
    pairs: list[Pair] = []
    with assembly.part(0.5) as search:
        xs, ys = _basic(frame, work.field)
        bases = [*xs, *ys]
        check_effort(game, count, limit, bases, len(game.parameters))
        pairs = [(x, y) for x in xs for y in ys if y.support <= x.tight and x.support <= y.tight]
        pairs = [pair for pair in pairs if work.coexist(*pair)]
    if search.why:
        pairs = work.complete(pairs)
    found: list[Equilibrium] = []
    with deadline.share(0.7):
        found += work.outcomes(pairs) if frame.by_outcome else work.subsets(pairs)
    edges: list[Condition] = []
    with assembly.part():
        for edge in work.edges(bases):
            edges.append(edge)
    return assembly.solution(numbered(found), edges)


def _basic(frame: Frame, field: Polynomials) -> tuple[list[Basic], list[Basic]]:
    """Return the basic solutions of the two players."""
    if isinstance(frame, TreeFrame):
        return sequence_bases(frame.form, 0, field), sequence_bases(frame.form, 1, field)
    first, second = frame.matrices()
    A, B = cleared(first, field), cleared(second, field)
    return basic_solutions([list(column) for column in zip(*B, strict=True)], field), basic_solutions(A, field)


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

    def __init__(self, frame: Frame, field: Polynomials, assembly: Assembly) -> None:
        self.frame, self.field, self.assembly = frame, field, assembly
        self._alone: dict[Basic, Case | None] = {}
        self._looked_at: dict[Pair, bool] = {}
        self._mixtures: dict[tuple[Any, frozenset[Any]], Condition] = {}

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
        found = self._looked_at[x, y] = (
            self.alone(x) is not None
            and self.alone(y) is not None
            and self.generic(all_of([self.condition(x), self.condition(y)]))
        )
        return found

    def complete(self, pairs: Sequence[Pair]) -> list[Pair]:
        """Return the pairs that may coexist, of those connected structures of which every pair was looked at.

        Each of these is a part of the answer by itself, whatever is found of the others.
        """
        with deadline.Part(0.5, finishing=True):
            groups = connected(pairs)
            if self.frame.by_outcome:
                key = {}
                for pair in pairs:
                    deadline.check()
                    key[pair] = frozenset(self._equilibrium(*pair).outcome.items())
                groups = _sharing_outcomes(pairs, key)
            whole = [group for group in groups if all(pair in self._looked_at for pair in group)]
            return [pair for group in whole for pair in group if self._looked_at[pair]]
        return []

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
            with self.assembly.part():
                condition = simplify(condition, self.field.domain)
        return readable(condition, self.field.domain)

    def _equilibrium(self, x: Basic, y: Basic) -> Equilibrium:
        return self.frame.equilibrium(x.mixed(self.field), y.mixed(self.field))

    # -- entries ----------------------------------------------------------------------------------------------------

    def subsets(self, pairs: Sequence[Pair]) -> Iterator[Equilibrium]:
        """Yield maximal Nash subsets, each where it exists and is maximal."""
        for number, group in enumerate(connected(pairs)):
            found: list[Equilibrium] = []
            with self.assembly.part() as work:
                found = list(self._subsets_of(group, number))
            if work.why and len(group) == 1:  # nothing can be added to it: it is known without a proof
                when = self._said(all_of(map(self.condition, group[0])))
                found = [replace(self._equilibrium(*group[0]), when=when, component=number)]
            yield from found

    def _subsets_of(self, group: list[Pair], number: int) -> Iterator[Equilibrium]:
        """Yield the maximal Nash subsets of one connected structure."""
        candidates: dict[tuple[frozenset[Basic], frozenset[Basic]], None] = {}
        situations = self._situations(group)
        if situations is None:
            for pair in group:
                when = self._said(all_of(map(self.condition, pair)))
                yield replace(self._equilibrium(*pair), when=when, component=number, isolated=False)
            return
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
            yield corners[0] if len(corners) == 1 else continuum(corners)

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
        found = []
        ends = 0
        stack: list[tuple[int, Case, frozenset[Condition]]] = [(0, self.field.start, frozenset({TRUE}))]
        while stack:
            depth, case, holds = stack.pop()
            if depth == len(open_):
                ends += 1
                if ends > _CASES:
                    self.assembly.notes[_CROWDED] = None
                    return None
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

    def outcomes(self, pairs: Sequence[Pair]) -> Iterator[Equilibrium]:
        """Yield outcomes, each where some equilibrium has it, and pieces of continua where they exist."""
        shown: dict[Any, Equilibrium] = {}
        key: dict[Pair, Any] = {}
        where: dict[frozenset[Any], list[Condition]] = {}
        order: dict[frozenset[Any], tuple[int, list[Any]]] = {}
        alone: dict[frozenset[Any], bool] = {}

        def add(corners: list[Any], condition: Condition, number: int, isolated: bool = True) -> None:
            where.setdefault(frozenset(corners), []).append(condition)
            order.setdefault(frozenset(corners), (number, corners))
            alone[frozenset(corners)] = isolated

        groups: list[list[Pair]] = []
        with self.assembly.part(0.4, finishing=True):
            for pair in pairs:
                deadline.check()
                eq = self._equilibrium(*pair)
                key[pair] = frozenset(eq.outcome.items())
                shown.setdefault(key[pair], eq)
            groups = _sharing_outcomes(pairs, key)
        for number, group in enumerate(groups):
            # all of a group at once: an outcome of half of it would exist in too few places
            with self.assembly.part(0.7):
                for corners, condition, isolated in list(self._cases(group, key)):
                    add(corners, condition, number, isolated)
        for name, conditions in where.items():
            number, corners = order[name]
            when = self._said(any_of(conditions))
            ends = [replace(shown[one], when=when, component=number, isolated=alone[name]) for one in corners]
            yield ends[0] if len(ends) == 1 else continuum(ends)

    def _cases(self, group: list[Pair], key: Mapping[Pair, Any]) -> Iterator[tuple[list[Any], Condition, bool]]:
        """Yield the outcomes of one group: corners, where they are equilibria, and whether they stand alone."""
        constant = len({key[pair] for pair in group}) == 1
        situations = None if constant else self._situations(group)
        if situations is None:
            if not constant:
                self.assembly.notes[_BETWEEN] = None
            for pair in group:
                yield [key[pair]], all_of(map(self.condition, pair)), constant
            return
        for situation in situations:
            here = [pair for pair in group if self._exist(pair, situation)]
            for case, pieces in self._pieces(here, key, situation.case):
                for corners, _ in pieces:
                    yield corners, case.condition, True

    def _pieces(
        self, here: Sequence[Pair], key: Mapping[Pair, Any], start: Case
    ) -> Iterator[tuple[Case, list[tuple[list[Any], int]]]]:
        """Yield the pieces of what exists together, for each case of what is a mixture of what."""
        stack, cases = [start], 1
        while stack:
            deadline.check()
            case = stack.pop()
            open_: list[Condition] = []

            def inside(point: Any, corners: Sequence[Any], case: Case = case, open_: list[Condition] = open_) -> bool:
                where = self._mixture(point, corners)
                if where == FALSE or not self.generic(all_of([case.condition, where])):
                    return False
                if where == TRUE or not self.generic(all_of([case.condition, ~where])):
                    return True
                open_.append(where)
                return False

            pieces = outcome_pieces(here, key, inside)
            if not open_:
                yield case, pieces
            elif cases >= _CASES:
                self.assembly.notes[_BETWEEN] = None
                yield case, pieces
            else:
                cases += 1
                halves = [self.field.assume(case, part) for part in (~open_[0], open_[0])]
                stack += [half for half in halves if half is not None and self.generic(half.condition)]

    def _mixture(self, point: Any, corners: Sequence[Any]) -> Condition:
        place = (point, frozenset(corners))
        if place not in self._mixtures:
            self._mixtures[place] = where_inside(point, corners)
        return self._mixtures[place]

    # -- knife edges ------------------------------------------------------------------------------------------------

    def edges(self, solutions: Sequence[Basic]) -> Iterator[Condition]:
        """Yield where further pairs may fit: where a basic solution exists and one of its slacks vanishes."""
        prover = self.field.prover
        found: dict[Condition, None] = {}
        for one in solutions:
            deadline.check()
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
                        yield edge
