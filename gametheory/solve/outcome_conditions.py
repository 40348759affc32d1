"""Backward induction with parameters: every subgame-perfect outcome of every subgame, with the condition for it.

The recursion is that of :mod:`gametheory.solve.continuation`, read as a formula: the outcome "``a``, then ``h``" of the subgame
at a move of player ``i`` is subgame perfect exactly where

    cond(a, h) = cond_a(h)  and, for every other action b,  OR over h' in V(b) of [cond_b(h') and u_i(h') <= u_i(h)].

``V(b)`` are the outcomes of the subgame after ``b`` that are possible somewhere in the domain. Three rules keep the formulas
short, each of them proved, never sampled:

- a comparison whose sign is the same all over the domain is replaced by it;
- where the mover prefers none of ``V(b)``, the OR is true, for every finite game has a subgame-perfect equilibrium;
- an outcome whose condition nothing in the domain satisfies is dropped.

An outcome that exists on a *knife edge* only, where some polynomial is zero, is dropped as well, here and from the formulas of
the nodes above, and the equality is kept: off these equalities the conditions are exact, ties of the other kind (on the
common border of two regimes) included. ``Solution.at`` solves the game at a point by itself, so that it is exact everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gametheory.game import Chance, ExtensiveGame, Move, Payoff
from gametheory.lang import FALSE, TRUE, Condition, Domain, Expression, all_of, any_of, relation, simplify_generic
from gametheory.lang.logic import Prover, prover_for
from gametheory.solve.continuation import Continuation, Outcomes, bounded, chance_outcomes, outcomes_of

__all__ = ["ParametricInduction"]


class ParametricInduction:
    """The outcomes of every subgame, from the leaves up; ``found`` and ``knife_edges`` are the result."""

    def __init__(self, game: ExtensiveGame, domain: Domain, limit: int) -> None:
        self.game = game
        self.domain = domain
        self.prover: Prover = prover_for(domain)
        self.found: dict[str, Outcomes] = {}
        self.knife_edges: dict[Condition, None] = {}
        self._short: dict[Condition, Condition] = {}
        for name in reversed(game.order):
            node = game.nodes[name]
            if isinstance(node, Move):
                kept = [h for h in self._moves(name, node) if h.when != FALSE]
                self.found[name] = bounded(name, kept, limit)
            elif isinstance(node, Chance):
                self.found[name] = self._chance(name, node, limit)
            else:
                assert isinstance(node, Payoff)
                self.found[name] = Continuation(name, None, None, node.values)

    def _moves(self, name: str, node: Move) -> list[Continuation]:
        after = {label: outcomes_of(target, self.found) for label, target in node.actions.items()}
        kept = []
        for label, outcomes in after.items():
            for h in outcomes:
                worth = h.values[node.player]
                parts = [h.when]
                for other, rivals in after.items():
                    if other != label and parts[-1] != FALSE:
                        parts.append(self._not_better(rivals, node.player, worth))
                when = self._settle(all_of(parts))
                kept.append(Continuation(name, label, h, h.values, when=when))
        return kept

    def _not_better(self, rivals: Sequence[Continuation], player: str, worth: Any) -> Condition:
        """Return where some subgame-perfect outcome among the rivals is worth at most ``worth`` to the player."""
        signs = [self._at_most(h.values[player], worth) for h in rivals]
        if all(sign == TRUE for sign in signs):
            return TRUE
        return any_of(h.when & sign for h, sign in zip(rivals, signs, strict=True))

    def _at_most(self, low: Any, high: Any) -> Condition:
        """Return ``low <= high``, with factors of known sign left out and decided where the domain decides it."""
        gap = high - low
        if not isinstance(gap, Expression):
            return TRUE if gap >= 0 else FALSE
        poly, below = gap.numerator, self.prover.sign(gap.denominator)
        if below not in ("+", "-"):
            poly = poly * gap.denominator
        elif below == "-":
            poly = -poly
        poly = self._core(poly)
        one = poly.context().constant(1)
        sign = self.prover.sign(poly)
        if sign in ("+", ">=", "0"):
            return TRUE
        if sign == "-":
            return FALSE
        return relation(Expression(poly, one), "=" if sign == "<=" else ">=")

    def _core(self, poly: Any) -> Any:
        """Return the polynomial without its factors that are positive or negative all over the domain, its sign kept."""
        if poly == 0 or poly.is_constant():
            return poly
        content, factors = poly.factor()
        if len(factors) == 1 and factors[0][1] == 1:
            return poly
        core = poly.context().constant(1 if content > 0 else -1)
        for factor, power in factors:
            sign = self.prover.sign(factor)
            if sign == "-" and power % 2:
                core = -core
            elif sign not in ("+", "-"):
                core = core * factor ** int(power)
        return core

    def _chance(self, name: str, node: Chance, limit: int) -> Outcomes:
        outcomes = chance_outcomes(name, node, self.found, self.game.players, limit)
        for outcome in outcomes if isinstance(outcomes, list) else [outcomes]:
            outcome.when = self._settle(all_of(h.when for _, _, h in outcome.after))
        kept = [h for h in (outcomes if isinstance(outcomes, list) else [outcomes]) if h.when != FALSE]
        return bounded(name, kept, limit)

    def _settle(self, condition: Condition) -> Condition:
        """Return the condition in short form, FALSE where it is impossible or holds on a knife edge only."""
        known = self._short.get(condition)
        if known is None:
            known = self._short[condition] = self._shorten(condition)
        return known

    def _shorten(self, condition: Condition) -> Condition:
        short, edges = simplify_generic(condition, self.domain, tuple(self.knife_edges))
        for edge in edges:
            self.knife_edges[edge] = None
        return short
