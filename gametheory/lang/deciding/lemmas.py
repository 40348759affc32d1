"""Deciding large conditions by small conflicts: which few atoms exclude each other in a domain.

A condition with many ANDs and ORs is first read as a statement of plain logic about its atoms. A way to satisfy it
there is a handful of atoms; whether they can hold together is a small question about polynomials. If they cannot, a
few of them are in conflict, and that *lemma* is kept: the next way must avoid it, and so must every later statement
over the same domain (the lazy approach to satisfiability modulo theories: Nieuwenhuis, Oliveras and Tinelli 2006,
JACM 53:937-977). The conditions of a game's outcomes share their atoms, so most of them are decided by lemmas that
are already there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from gametheory.lang.condition import And, Atom, Condition, Or
from gametheory.lang.expression import terms

__all__ = ["Lemmas"]

_ROUNDS = 2_000


class Lemmas:
    """Conflicts between atoms of one domain, learned as they are met.

    Parameters
    ----------
    together : function of a sequence of Atoms and a budget of work
        Decides whether they can all hold: True, False or None (undecided).
    met : function of a sequence of Atoms
        Whether they all hold at some point that is known already.
    """

    def __init__(
        self, together: Callable[[Sequence[Atom], int], bool | None], met: Callable[[Sequence[Atom]], bool]
    ) -> None:
        import z3

        self._z3 = z3
        self._context = z3.Context()  # of its own: what others ask z3 must not bear on the ways it finds
        self._together = together
        self._met = met
        self._solver = z3.SimpleSolver(self._context)
        self._signs: dict[Any, tuple[Any, Any]] = {}
        self._literals: dict[Condition, Any] = {}

    def decide(self, statement: Condition, budget: int) -> bool | None:
        """Decide whether some point of the domain satisfies the statement: True, False or None (undecided).

        ``budget`` is the work for one question about atoms.
        """
        literal = self._literal(statement)
        for _ in range(_ROUNDS):
            self._solver.push()
            self._solver.add(literal)
            found = self._solver.check()
            model = self._solver.model() if found == self._z3.sat else None
            self._solver.pop()
            if model is None:  # only unsat is a proof: a solver that gave up has decided nothing
                return False if found == self._z3.unsat else None
            way = list(dict.fromkeys(self._way(statement, model)))
            answer = self._together(way, budget)
            if answer is not False:
                return answer
            conflict = [self._literal(atom) for atom in self._smaller(way, budget)]
            self._solver.add(self._z3.Not(self._z3.And(conflict)))
        return None

    def _way(self, statement: Condition, model: Any) -> list[Atom]:
        """Return atoms that hold in the model and make the statement true, few of them."""
        if isinstance(statement, Atom):
            return [statement]
        assert isinstance(statement, And | Or)
        if isinstance(statement, And):
            return [atom for part in statement.parts for atom in self._way(part, model)]
        for part in statement.parts:
            if self._z3.is_true(model.eval(self._literal(part), model_completion=True)):
                return self._way(part, model)
        raise AssertionError("a model of the statement satisfies one of the parts of its ORs")

    def _smaller(self, conflict: Sequence[Atom], budget: int) -> Sequence[Atom]:
        """Return atoms of a conflict that are in conflict already: few, as far as the known points can tell."""
        while True:
            needed = list(conflict)
            for atom in conflict:
                fewer = [a for a in needed if a is not atom]
                if fewer and not self._met(fewer):
                    needed = fewer
            if len(needed) == len(conflict):
                return conflict
            answer = self._together(needed, budget)
            if answer is False:
                return needed
            if answer is None or not self._met(needed):
                return conflict

    def _literal(self, condition: Condition) -> Any:
        known = self._literals.get(condition)
        if known is None:
            known = self._literals[condition] = self._build(condition)
        return known

    def _build(self, condition: Condition) -> Any:
        z3 = self._z3
        if isinstance(condition, Atom):
            positive, negative = self._sign(condition.poly)
            return {
                ">": positive,
                ">=": z3.Not(negative),
                "=": z3.And(z3.Not(positive), z3.Not(negative)),
                "!=": z3.Or(positive, negative),
            }[condition.sign]
        assert isinstance(condition, And | Or)
        join = z3.And if isinstance(condition, And) else z3.Or
        return join(*[self._literal(part) for part in condition.parts], self._context)

    def _sign(self, poly: Any) -> tuple[Any, Any]:
        """Return the two statements that a polynomial is positive and that it is negative."""
        key = terms(poly)
        if key not in self._signs:
            i = len(self._signs)
            positive, negative = (self._z3.Bool(f"{letter}{i}", self._context) for letter in "pn")
            self._signs[key] = (positive, negative)
            self._signs[terms(-poly)] = (negative, positive)
            self._solver.add(self._z3.Not(self._z3.And(positive, negative)))
        return self._signs[key]
