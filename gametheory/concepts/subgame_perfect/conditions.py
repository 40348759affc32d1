"""Backward induction with parameters: every subgame-perfect outcome of every subgame, with the condition for it.

The recursion is that of :mod:`gametheory.concepts.subgame_perfect.backward_induction`, read as a formula: the outcome
"``a``, then ``h``" of the subgame at a move of player ``i`` is subgame perfect exactly where

    cond(a, h) = cond_a(h)  and, for every other action b,  OR over h' in V(b) of [cond_b(h') and u_i(h') <= u_i(h)].

``V(b)`` are the outcomes of the subgame after ``b`` that are possible somewhere in the domain. The formulas are kept
short as they are built, by rules that are proved and never sampled:

- a comparison whose sign is the same all over the domain is replaced by it;
- where no outcome in ``V(b)`` that the mover prefers is possible, the OR is true, for every finite game has a
  subgame-perfect equilibrium;
- an outcome whose condition nothing in the domain satisfies is dropped;
- what holds only where some polynomial is zero is dropped, outcomes and parts of conditions alike.

What the last rule drops lies on borders of the regimes, where some player is indifferent, or on further equalities;
these are found at the end and are the knife edges of the solution. Off both, the regimes are exactly the outcomes. The
conditions are closed, so that a border belongs to the regimes on both of its sides: outcomes with the property that an
equilibrium there is a limit of equilibria nearby. :meth:`gametheory.concepts.solution.Solution.at` solves the game at a
point by itself, so that it is exact everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from gametheory.concepts.regimes import Assembly
from gametheory.concepts.subgame_perfect.backward_induction import (
    Continuation,
    Outcomes,
    bounded,
    chance_outcomes,
    outcomes_of,
)
from gametheory.game import Chance, ExtensiveGame, Move, Payoff
from gametheory.lang import FALSE, TRUE, Condition, Expression, all_of, any_of, deadline, relation
from gametheory.lang.deciding.logic import Prover, prover_for
from gametheory.lang.expression import factored

__all__ = ["ParametricInduction"]


class ParametricInduction:
    """The outcomes of every subgame, from the leaves up: ``found`` and what ``short`` has lost are the result.

    ``partial`` has the nodes whose subgames may have outcomes that are not listed; none, unless another kind of
    subgame lies in the tree. Where the time is up, ``found`` has those outcomes of the whole game that are complete by
    then.
    """

    def __init__(self, game: ExtensiveGame, assembly: Assembly, limit: int) -> None:
        self.game = game
        self.limit = limit
        self.prover: Prover = prover_for(assembly.domain)
        self.short = assembly.short
        self.found: dict[str, Outcomes] = {}
        self.partial: set[str] = set()
        self._known: dict[Condition, Condition] = {}
        kept: list[Continuation] = []
        with assembly.part(0.8) as work:
            for name in reversed(game.order):
                kept = []
                deadline.check()
                for h in self.outcomes(name):
                    if h.when != FALSE:
                        kept.append(h)
                self.found[name] = bounded(name, kept, limit)
        if work.why:
            # an outcome of an inner subgame says nothing about the game before the rest of it is known
            self.found[game.root] = kept if name == game.root else []

    def outcomes(self, name: str) -> Iterator[Continuation]:
        """Yield the outcomes of the subgame at a node; those of the subgames inside it are found."""
        node = self.game.nodes[name]
        if isinstance(node, Payoff):
            yield Continuation(name, None, None, node.values)
        elif isinstance(node, Chance):
            yield from self._chance(name, node)
        else:
            yield from self._moves(name, node)

    def _moves(self, name: str, node: Move) -> Iterator[Continuation]:
        after = {label: outcomes_of(target, self.found) for label, target in node.actions.items()}
        unsure = {label for label, target in node.actions.items() if target in self.partial}
        if unsure:
            self.partial.add(name)
        for label, outcomes in after.items():
            rivals = sorted((other for other in after if other != label), key=lambda other: len(after[other]))
            for h in outcomes:
                when = h.when
                for other in rivals:
                    worse = self._not_better(after[other], node.player, h.values[node.player], when, other in unsure)
                    when = all_of((when, worse))
                    if when == FALSE:
                        break
                yield Continuation(name, label, h, h.values, when=self._shorten(when))

    def _not_better(
        self, rivals: Sequence[Continuation], player: str, worth: Any, given: Condition, unsure: bool
    ) -> Condition:
        """Return where, given a condition, some outcome among the rivals is worth at most ``worth`` to the player.

        ``unsure`` says that the rivals may not be all: then that one of them is there has to be shown too.
        """
        signs = [self._at_most(h.values[player], worth, all_of((given, h.when))) for h in rivals]
        if not unsure and all(sign == TRUE for sign in signs):
            return TRUE
        good = [all_of((h.when, sign)) for h, sign in zip(rivals, signs, strict=True) if sign != FALSE]
        better = (all_of((given, h.when, ~sign)) for h, sign in zip(rivals, signs, strict=True) if sign != TRUE)
        if not unsure and all(self.short.negligible(statement) for statement in better):
            return TRUE
        kept = any_of(piece for piece in good if not self.short.negligible(all_of((given, piece))))
        self.short.lost.append(all_of((given, any_of(good), ~kept)))
        return self.short(kept, given)

    def _at_most(self, low: Any, high: Any, given: Condition) -> Condition:
        """Return ``low <= high`` where a condition holds, without the factors whose sign is known there."""
        gap = high - low
        if not isinstance(gap, Expression):
            return TRUE if gap >= 0 else FALSE
        poly, one = gap.numerator, gap.numerator.context().constant(1)
        if poly != 0 and not gap.denominator.is_constant():
            poly = poly * self._core(gap.denominator, given, odd=True)
        poly = self._core(poly, given)
        sign = self.prover.sign(poly)
        if sign in ("+", ">=", "0"):
            return TRUE
        if sign == "-":
            return FALSE
        return relation(Expression(poly, one), "=" if sign == "<=" else ">=")

    def _core(self, poly: Any, given: Condition, *, odd: bool = False) -> Any:
        """Return the polynomial without its factors of one strict sign where a condition holds, its own sign kept.

        With ``odd`` it is one that is not zero, and what is even in it is left out too.
        """
        if poly == 0 or poly.is_constant():
            return poly
        content, factors = factored(poly)
        if len(factors) == 1 and factors[0][1] == 1 and not odd:
            return poly
        core = poly.context().constant(1 if content > 0 else -1)
        for factor, power in factors:
            sign = self.sign(factor, given)
            if sign == "-" and power % 2:
                core = -core
            elif sign not in ("+", "-") and (power % 2 or not odd):
                core = core * (factor if odd else factor ** int(power))
        return core

    def sign(self, poly: Any, given: Condition) -> str | None:
        """Return the sign that a polynomial has where a condition holds, as far as it is known: all over the domain."""
        return self.prover.sign(poly)

    def _chance(self, name: str, node: Chance) -> Iterator[Continuation]:
        outcomes = chance_outcomes(name, node, self.found, self.game.players, self.limit)
        if any(target in self.partial for _, target in node.branches.values()):
            self.partial.add(name)
        for outcome in outcomes if isinstance(outcomes, list) else [outcomes]:
            outcome.when = self._shorten(all_of(h.when for _, _, h in outcome.after))
            yield outcome

    def _shorten(self, condition: Condition) -> Condition:
        """Return the condition in short form, FALSE where it is impossible or holds on a knife edge only."""
        if condition not in self._known:
            self._known[condition] = self.short(condition)
        return self._known[condition]
