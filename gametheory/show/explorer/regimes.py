"""The regimes as data of the page: strategies, beliefs, payoffs, conditions, and what refinements have against them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gametheory.concepts import Equilibrium, Solution, Strike, strikes
from gametheory.concepts.abbreviations import Abbreviations
from gametheory.concepts.equilibrium import SignalingEquilibrium
from gametheory.concepts.refinements.refinement import REFINEMENTS
from gametheory.concepts.words.statement import place
from gametheory.game import Outcome, Step
from gametheory.lang import TRUE, And, Condition, Or
from gametheory.lang.writing import plain
from gametheory.show.explorer.ledger import Ledger
from gametheory.show.explorer.wording import label
from gametheory.study.quantities.quantity import Belief, Ending, ExpectedPayoff, Probability, Quantity

__all__ = ["Regimes"]

WIDTH = 76
"""Characters a line of a regime's whole statement."""


class Regimes:
    """Writes the regimes of a solution into a ledger; conditions are worded in the document's definitions."""

    def __init__(self, solution: Solution, ledger: Ledger) -> None:
        self.solution, self.ledger = solution, ledger
        definitions = {} if solution.model is None or not ledger.names else dict(solution.model.definitions)
        self.short = Abbreviations(definitions, solution.domain) if definitions else None
        self.struck: dict[str, tuple[tuple[Strike, ...], ...]] = {}
        equilibria = solution.equilibria
        if ledger.names and all(eq.survives for eq in equilibria):
            self.struck = {name: strikes(solution, name) for eq in equilibria[:1] for name in eq.survives}

    def data(self) -> list[dict[str, Any]]:
        """Return the regimes in the solution's order."""
        return [self._regime(k, eq) for k, eq in enumerate(self.solution)]

    def words(self, condition: Condition) -> str:
        """Return a condition as text, in the document's definitions where that is shorter."""
        return str(self.short.condition(condition) if self.short else condition)

    def form(self, value: Any) -> str:
        """Return a closed form as text."""
        return str(self.short.number(value) if self.short else value)

    def clauses(self, condition: Condition) -> list[list[Any]]:
        """Return a condition as a list of ``[text, index]``, all of which must hold."""
        parts = condition.parts if isinstance(condition, And) else (condition,)
        # relations first: they are read at a glance
        ordered = sorted(parts, key=lambda part: isinstance(part, Or))
        return [[self._either(part), self.ledger.condition(part)] for part in ordered]

    def _either(self, condition: Condition) -> str:
        text = self.words(condition)
        return f"either {text}" if isinstance(condition, Or) and condition.parts else text

    def _regime(self, k: int, eq: Equilibrium) -> dict[str, Any]:
        ledger = self.ledger
        signals = eq if isinstance(eq, SignalingEquilibrium) else SignalingEquilibrium("", {}, {}, {}, Outcome({}))
        shown = self.short.equilibrium(eq) if self.short else eq
        return {
            "name": eq.name,
            "isolated": eq.isolated,
            "vertices": len(eq.vertices),
            "when": ledger.condition(eq.when),
            "clauses": [] if eq.when == TRUE else self.clauses(eq.when),
            "strategy": [
                [player, [[where, place(eq, player, where)[0], ledger.pairs(mix)] for where, mix in plan.items()]]
                for player, plan in eq.strategy.items()
            ],
            "beliefs": [
                [where, ledger.pairs(mu), bool(signals.sent) and where not in signals.sent]
                for where, mu in eq.beliefs.items()
            ],
            "payoffs": ledger.pairs(eq.payoffs),
            "typePayoffs": ledger.pairs(signals.type_payoffs),
            "outcome": [[list(history.labels), ledger.number(eq.outcome[history])] for history in eq.outcome.histories],
            "deterrence": [
                [message, [[ledger.pairs(mix), ledger.condition(where)] for mix, where in ways]]
                for message, ways in signals.deterrence.items()
            ],
            "survives": [self._verdict(k, eq, name) for name in eq.survives],
            "notes": list(eq.notes),
            "statement": plain.write(shown.statement(), WIDTH),
        }

    def _verdict(self, k: int, eq: Equilibrium, name: str) -> dict[str, Any]:
        verdict = eq.survives[name]
        held = isinstance(verdict, Condition)
        return {
            "name": name,
            "verdict": None if isinstance(verdict, Condition) else verdict,
            "where": self.ledger.condition(verdict) if isinstance(verdict, Condition) else None,
            "text": self.words(verdict) if isinstance(verdict, Condition) else "",
            "reason": eq.reasons.get(name, ""),
            "strikes": [
                {
                    "message": strike.message,
                    "where": self.ledger.condition(strike.where),
                    "types": [[t, self.ledger.condition(c)] for t, c in strike.types],
                    "because": REFINEMENTS[name].because,
                    "otherwise": REFINEMENTS[name].otherwise,
                    "by": strike.by,
                }
                for strike in (self.struck[name][k] if name in self.struck and (held or verdict is False) else ())
            ],
        }

    def quantities(self) -> Iterator[dict[str, Any]]:
        """Yield what the page can plot: a number (or none) in every regime, with a label and a group."""
        found: dict[str, tuple[str, str, Any]] = {}
        regimes = list(self.solution)
        for player in dict.fromkeys(p for eq in regimes for p in eq.payoffs):
            found[f"payoff.{player}"] = "payoffs", f"payoff of {label(player)}", ExpectedPayoff(player)
        game = self.solution.game
        for player, kinds in game.vocabulary.types.items():
            for kind in kinds:
                text = f"payoff of {label(player)}, type {label(kind)}"
                found[f"payoff.{player}.{kind}"] = "payoffs", text, ExpectedPayoff(player, kind)
        histories = list(dict.fromkeys(h for eq in regimes for h in eq.outcome.histories))
        for player, action in dict.fromkeys(step for h in histories for step in game.steps(h)):
            key, text = f"P({player}.{action})", f"P({label(player)} {label(action)})"
            found[key] = "probabilities of moves", text, Probability((Step(player, action),), game=game)
        for history in histories:
            text = f"P({', '.join(map(label, history.labels))})"
            found[f"P={history}"] = "probabilities of outcomes", text, Ending(history)
        for where, member in dict.fromkeys((i, m) for eq in regimes for i, mu in eq.beliefs.items() for m in mu):
            text = f"belief at {label(where)} in {label(member)}"
            found[f"belief={where}={member}"] = "beliefs", text, Belief(where, member)
        for key, (group, text, node) in found.items():
            yield {"key": key, "group": group, "label": text, "of": self.values(Quantity(key, node))}

    def values(self, asked: Quantity) -> list[int | str | None]:
        """Return the values of a quantity, one for each regime, None where it has none."""
        forms = (asked.of(eq) for eq in self.solution)
        return [None if form is None else self.ledger.number(form) for form in forms]
