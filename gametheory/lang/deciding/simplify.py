"""Conditions in short form: every part that is left says something that the rest of the condition does not.

A part of an AND matters only where the other parts hold, a part of an OR only where the others fail. Each atom is tried
in that context: where it always holds there it becomes TRUE, where it never does FALSE, until nothing changes (Dillig,
Dillig and Aiken 2010, "Small formulas for large programs: on-line constraint simplification in scalable static
analysis", SAS). Every replacement is proved, so the result is equivalent over the domain.

:class:`Simplifier` may in addition leave out what holds on a *knife edge* only: a part of the parameter space in which
some polynomial is zero. It never adds a point, and :meth:`Simplifier.knife_edges` are the equalities outside of which
the result is equivalent.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any

from gametheory.lang import deadline
from gametheory.lang.condition import FALSE, TRUE, And, Atom, Condition, Or, all_of, any_of, relation
from gametheory.lang.deciding.logic import BUDGET, Prover, prover_for
from gametheory.lang.domain import Domain
from gametheory.lang.memory import remembered

__all__ = ["Simplifier", "generic", "simplify"]


@remembered
def generic(condition: Condition) -> Condition:
    """Return the condition without its borders: ``>`` for ``>=``, and nothing for ``=``.

    Where the result is impossible, the condition holds only where one of its polynomials is zero.
    """
    return condition.map(lambda atom: _opened(atom, atom.poly.context()))


@functools.lru_cache(maxsize=65536)
def _opened(atom: Atom, ring: Any) -> Condition:  # the ring too: equal atoms may lie in several
    if atom.sign == "=":
        return FALSE
    return relation(atom.expression, ">") if atom.sign == ">=" else atom


def simplify(condition: Condition, domain: Domain) -> Condition:
    """Return an equivalent condition, over the domain, without the parts that say nothing there."""
    return Simplifier(domain, exact=True)(condition)


class Simplifier:
    """Simplifies conditions over one domain.

    Parameters
    ----------
    domain : Domain
    exact : bool
        Whether results must be equivalent everywhere. If not, what holds on equalities only is left out; nothing is
        ever added.
    budget : int
        Of work for one proof; see :func:`gametheory.lang.decide`. With less of it the results are right all the same,
        only longer.
    wide : int or None
        An OR of more parts than this is shortened part by part: what one of them says is not held against the others,
        but where it implies another one.
    largest : int or None
        Nothing is proved about polynomials of more terms than this: such parts stay as they are.

    Attributes
    ----------
    lost : list of Condition
        What was left out: statements that hold on knife edges at most, if anywhere.
    """

    def __init__(
        self,
        domain: Domain,
        *,
        exact: bool = False,
        budget: int = BUDGET,
        wide: int | None = None,
        largest: int | None = None,
    ) -> None:
        self.domain = domain
        self.prover: Prover = prover_for(domain)
        self.exact = exact
        self.budget = budget
        self.wide = wide
        self.largest = largest
        self.lost: list[Condition] = []

    def __call__(self, condition: Condition, given: Condition = TRUE) -> Condition:
        """Return a condition that says the same wherever ``given`` holds, in short form."""
        if self.exact:
            return self._run(condition, given, self._impossible)
        # off the borders first, which is quick; a form that says too much on some border is not taken
        short = self._run(condition, given, self.negligible)
        if not self._impossible(all_of((given, short, ~condition))):
            short = self._run(condition, given, self._impossible)
        if short != condition:
            self.lost.append(all_of((given, condition, ~short)))
        return short

    def negligible(self, statement: Condition) -> bool:
        """Return whether the statement is proved impossible or, unless ``exact``, to hold on knife edges only."""
        return self._impossible(statement if self.exact else generic(statement))

    def knife_edges(self, borders: Sequence[Condition] = ()) -> tuple[Condition, ...]:
        """Return equalities one of which holds wherever something was lost.

        Parameters
        ----------
        borders : sequence of Condition
            Conditions at whose borders, where one of their polynomials is zero, losses are expected and not returned.
        """
        known = {relation(atom.expression, "="): None for condition in borders for atom in condition.atoms()}
        expected = len(known)
        for statement in dict.fromkeys(self.lost):
            with deadline.Part() as work:
                known.update(dict.fromkeys(_edges(statement, self.prover, known)))
            if work.why:  # all of its borders do, only that fewer might
                known.update(dict.fromkeys(relation(atom.expression, "=") for atom in _borders(statement)))
        return tuple(known)[expected:]

    def _run(self, condition: Condition, context: Condition, never: Callable[[Condition], bool]) -> Condition:
        deadline.check()
        if isinstance(condition, Atom):
            if never(all_of((context, ~condition))):
                return TRUE
            return FALSE if self.negligible(all_of((context, condition))) else condition
        assert isinstance(condition, And | Or)
        join, settled = (all_of, FALSE) if isinstance(condition, And) else (any_of, TRUE)
        if condition.parts and self.negligible(all_of((context, condition))):
            return FALSE
        if isinstance(condition, Or) and self.wide is not None and len(condition.parts) > self.wide:
            return self._each([self._run(part, context, never) for part in condition.parts], context)
        changed = True
        while changed and isinstance(condition, And | Or):
            changed = False
            # the longest parts go first, so that of two that imply each other the shorter one stays
            parts = sorted(condition.parts, key=_length, reverse=True)
            for i, part in enumerate(parts):
                rest = [p for j, p in enumerate(parts) if j != i]
                around = all_of([context, *rest] if join is all_of else [context, *(~p for p in rest)])
                short = self._run(part, around, never)
                if short != part:
                    parts[i], changed = short, True
                if short == settled:
                    return settled
            whole = join(p for p in sorted(parts, key=_length))
            if type(whole) is not type(condition):
                return self._run(whole, context, never) if isinstance(whole, And | Or) and whole.parts else whole
            condition = whole
        return condition

    def _each(self, parts: Sequence[Condition], context: Condition) -> Condition:
        """Return the OR of parts, without those that imply another one in a context."""
        kept: list[Condition] = []
        for part in sorted(dict.fromkeys(parts), key=_length):
            if not any(self._impossible(all_of((context, part, ~other))) for other in kept):
                kept.append(part)
        return any_of(kept)

    def _impossible(self, statement: Condition) -> bool:
        if self.largest is not None and any(len(atom.poly) > self.largest for atom in statement.atoms()):
            return False
        return self.prover.refuted(statement, budget=self.budget)


def _edges(statement: Condition, prover: Prover, known: dict[Condition, None]) -> list[Condition]:
    """Return equalities, besides the known ones, one of which holds wherever the statement does."""
    borders = _borders(statement)
    edge_of = {border: relation(border.expression, "=") for border in borders}

    def confined(closed: Sequence[Atom]) -> bool:
        # with these borders opened nothing is left, so one of their equalities holds wherever the statement does
        opened = statement.map(lambda atom: generic(atom) if atom in closed else atom)
        return prover.refuted(opened)

    free = [border for border in borders if edge_of[border] in known]
    if confined(free):
        return []
    for border in borders:
        if border not in free and confined([*free, border]):
            return [edge_of[border]]
    needed = [border for border in borders if border not in free]
    for border in list(needed)[::-1]:
        fewer = [b for b in needed if b is not border]
        if confined([*free, *fewer]):
            needed = fewer
    return [edge_of[border] for border in needed]


def _borders(statement: Condition) -> list[Atom]:
    """Return the atoms that hold on a border of theirs, short ones first."""
    return sorted((a for a in dict.fromkeys(statement.atoms()) if a.sign in (">=", "=")), key=_length)


def _length(condition: Condition) -> int:
    return sum(len(atom.poly.coeffs()) for atom in condition.atoms())
