"""Audit of assessments of a signaling game: the sender's and the receiver's best deviations, and Bayes' rule.

With the sender's strategy ``sigma(m|t)``, the receiver's ``rho(r|m)`` and beliefs ``mu(t|m)`` an assessment is a
perfect Bayesian equilibrium (Fudenberg and Tirole 1991, Definition 8.1) when no type gains by another message, sent or
not; no response does better than ``rho`` under ``mu``, after every message; and ``mu(t|m) P(m) = prior(t) sigma(m|t)``.
A Nash equilibrium drops what concerns messages that nobody sends, save that every type is still deterred from them.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gametheory.concepts.certify.certificate import Findings, Ledger, Number, worst
from gametheory.concepts.certify.feasible import farkas, mixture
from gametheory.concepts.equilibrium import Distribution, Equilibrium, SignalingEquilibrium
from gametheory.game import SignalingGame
from gametheory.lang import Expression, any_of

__all__ = ["SignalingAudit", "audit_middle", "audit_signaling", "deterrable"]

Strategy = Mapping[str, Distribution]


def audit_signaling(game: SignalingGame, eq: Equilibrium, ledger: Ledger, nash: bool = False) -> Findings:
    """Check one assessment with everything that is stated about it; nothing is found if it cannot even be read."""
    strategies = _readable(game, eq.strategy, ledger)
    if strategies is None:
        return Findings()
    audit = SignalingAudit(game, *strategies, ledger, nash)
    stated = eq if isinstance(eq, SignalingEquilibrium) else None
    audit.sender({} if stated is None else stated.deterrence)
    audit.receiver({} if nash else eq.beliefs)
    audit.stated(eq)
    if stated is not None:
        audit.by_type(stated.type_payoffs)
    if stated is not None and not nash:
        audit.supporting(stated.supporting_beliefs)
    return Findings(audit.regret, audit.bayes_error)


def _readable(
    game: SignalingGame, strategy: Mapping[str, Strategy], ledger: Ledger
) -> tuple[Strategy, Strategy] | None:
    """Check that both strategies are complete distributions; the receiver may be silent off the path."""
    good = True
    for player in strategy:
        if player not in game.players:
            ledger.refute(f"there is no player {player!r}")
    sigma, rho = strategy.get(game.sender, {}), strategy.get(game.receiver, {})
    for t in [t for t in sigma if t not in game.types]:
        ledger.refute(f"there is no type {t!r}")
        good = False
    for m in [m for m in rho if m not in game.messages]:
        ledger.refute(f"there is no message {m!r}")
        good = False
    for t in game.types:
        if t not in sigma:
            ledger.refute(f"the strategy says nothing for type {t}")
            good = False
            continue
        good &= ledger.distribution(sigma[t], game.messages, f"type {t}")
    for m, responses in game.messages.items():
        if m in rho:
            good &= ledger.distribution(rho[m], responses, f"the answer to {m}")
        elif any(sigma.get(t, {}).get(m, 0) != 0 for t in game.types):
            ledger.refute(f"the strategy says no answer to {m}, which is sent")
            good = False
    return (sigma, rho) if good else None


@dataclass
class SignalingAudit:
    """An assessment under audit, with what follows from its strategies."""

    game: SignalingGame
    sigma: Strategy
    rho: Strategy
    ledger: Ledger
    nash: bool = False

    def __post_init__(self) -> None:
        game = self.game
        self.weight: dict[tuple[str, str], Number] = {
            (t, m): game.types[t] * self.sigma[t].get(m, 0) for t in game.types for m in game.messages
        }
        self.reach: dict[str, Number] = {
            m: sum((self.weight[t, m] for t in game.types), start=Fraction(0)) for m in game.messages
        }
        self.sent = tuple(m for m in game.messages if self.reach[m] != 0)
        self.utility: dict[str, Number] = {
            t: sum((chance * self.sends(t, m) for m, chance in self.sigma[t].items()), start=Fraction(0))
            for t in game.types
        }
        self.regret: dict[str, Fraction | None] = {}
        self.bayes_error: Fraction | None = Fraction(0)

    # -- expected payoffs -------------------------------------------------------------------------------------------

    def sends(self, t: str, m: str, answer: Distribution | None = None) -> Number:
        """Return what type ``t`` expects from message ``m``."""
        chances = self.rho[m] if answer is None else answer
        return sum((chance * self.game.payoffs[t, m, r][0] for r, chance in chances.items()), start=Fraction(0))

    def receives(self, t: str, m: str) -> Number:
        """Return what the receiver expects after ``m`` from type ``t``."""
        return sum((chance * self.game.payoffs[t, m, r][1] for r, chance in self.rho[m].items()), start=Fraction(0))

    # -- the sender -------------------------------------------------------------------------------------------------

    def sender(self, deterrence: Mapping[str, Sequence[tuple[Distribution, Any]]]) -> None:
        """Check every type's deviation to every message, the unsent ones included."""
        for t in self.game.types:
            gains = [self._deviation(t, m) for m in self.game.messages if m in self.rho]
            self.regret[t] = worst(gains)
        for m in self.game.messages:
            if deterrence.get(m):
                self._alternatives(m, deterrence[m])
            elif m not in self.rho:
                self.ledger.refute(f"the strategy says no answer to {m}")

    def _deviation(self, t: str, m: str) -> Fraction | None:
        gain = self.sends(t, m) - self.utility[t]
        return self.ledger.not_positive(gain, f"type {t} gains by sending {m}")

    def _alternatives(self, m: str, alternatives: Sequence[tuple[Distribution, Any]]) -> None:
        """Check the ways in which every type is deterred from ``m``, and that one of them is always there."""
        self.ledger.impossible(
            ~any_of(condition for _, condition in alternatives), f"no answer to {m} deters every type somewhere"
        )
        self.ledger.pages.counts["deterrence"] += len(alternatives)
        for answer, condition in alternatives:
            sub = self.ledger.suppose(condition)
            what = f"the answer {', '.join(answer)} to {m}"
            if not sub.distribution(answer, self.game.messages[m], what):
                continue
            for t in self.game.types:
                gain = self.sends(t, m, answer) - self.utility[t]
                sub.not_positive(gain, f"type {t} gains by sending {m}, answered by {', '.join(answer)}")
            if not self.nash:
                self._some_belief(sub, m, answer)

    # -- the receiver -----------------------------------------------------------------------------------------------

    def receiver(self, beliefs: Strategy) -> None:
        """Check Bayes' rule after every sent message and the receiver's deviations after every message."""
        for m in self.game.messages:
            seen = self.game.information_after(m)
            if m in self.sent and (self.nash or m in beliefs):
                belief = beliefs.get(m, {})
                if not self.nash:
                    self._bayes(m, belief)
                self.regret[seen] = self._responses(m, belief)
            elif m in self.sent:
                self.ledger.refute(f"no belief is stated after {m}, which is sent")
            elif self.nash:
                continue
            elif m in beliefs:
                if self.ledger.distribution(beliefs[m], self.game.types, f"the belief after {m}") and m in self.rho:
                    self.regret[seen] = self._responses(m, beliefs[m])
            elif m in self.rho and self.game.parameters:
                self._some_belief(self.ledger, m, self.rho[m])
            elif m in self.rho:
                self.ledger.refute(f"no belief is stated after {m}")

    def _bayes(self, m: str, belief: Distribution) -> None:
        self.ledger.distribution(belief, self.game.types, f"the belief after {m}")
        errors = []
        for t in self.game.types:
            error = belief.get(t, 0) * self.reach[m] - self.weight[t, m]
            if not isinstance(error, Expression) and not isinstance(self.reach[m], Expression):
                error = Fraction(error) / self.reach[m]
            errors.append(self.ledger.zero(error, f"the belief in {t} after {m} is not Bayes' rule", "Bayes' rule"))
        self.bayes_error = worst([self.bayes_error, *errors])

    def _responses(self, m: str, belief: Distribution) -> Fraction | None:
        """Check that no response after ``m`` beats the answer under the belief (Nash: under the path's weights)."""
        chance = {t: self.weight[t, m] if self.nash else belief.get(t, 0) for t in self.game.types}
        gains = []
        for r in self.game.messages[m]:
            gain = sum(
                (chance[t] * (self.game.payoffs[t, m, r][1] - self.receives(t, m)) for t in self.game.types),
                start=Fraction(0),
            )
            gains.append(self.ledger.not_positive(gain, f"after {m} the receiver gains by {r}"))
        return worst(gains)

    def _some_belief(self, ledger: Ledger, m: str, answer: Distribution) -> None:
        """Check that wherever the ledger's claim holds some belief makes all of ``answer`` optimal after ``m``."""
        used = [r for r, chance in answer.items() if chance != 0]
        statement, wide = farkas(optimality(self.game, m, used), ledger.domain)
        ledger.pages.counts["beliefs"] += 1
        ledger.impossible(statement, f"no belief after {m} makes {', '.join(used)} optimal", wide)

    # -- what is stated besides -------------------------------------------------------------------------------------

    def stated(self, eq: Equilibrium) -> None:
        """Check the stated outcome and payoffs against those that the strategies give."""
        game = self.game
        outcome = {
            f"{t}/{m}/{r}": self.weight[t, m] * chance
            for t in game.types
            for m in self.sent
            for r, chance in self.rho[m].items()
        }
        self.ledger.equal(eq.outcome, outcome, "probability")
        payoffs = {
            game.sender: sum((game.types[t] * u for t, u in self.utility.items()), start=Fraction(0)),
            game.receiver: sum(
                (self.weight[t, m] * self.receives(t, m) for t in game.types for m in self.sent), start=Fraction(0)
            ),
        }
        self.ledger.equal(eq.payoffs, payoffs, "payoff")

    def by_type(self, stated: Distribution) -> None:
        """Check the payoffs that are stated for the sender's types; none need be."""
        if stated:
            self.ledger.equal(stated, self.utility, "type's payoff")

    def supporting(self, stated: Mapping[str, Iterable[Sequence[Distribution]]]) -> None:
        """Check every vertex, and the middle, of each polytope of beliefs that is said to support the equilibrium."""
        if self.game.parameters:
            return
        for m, polytopes in stated.items():
            for corners in polytopes:
                share = Fraction(1, len(corners))
                middle: dict[str, Number] = {
                    t: share * sum((c.get(t, 0) for c in corners), start=Fraction(0)) for t in self.game.types
                }
                for belief in [*corners, middle]:
                    self.ledger.pages.counts["supporting beliefs"] += 1
                    text = ", ".join(f"{t}: {x}" for t, x in belief.items())
                    if self.ledger.distribution(belief, self.game.types, f"the supporting belief after {m}"):
                        best = _best_responses(self.game, m, belief)
                        if not _deters(self.game, m, best, self.utility):
                            self.ledger.refute(f"under the belief ({text}) no optimal answer to {m} deters every type")


def optimality(game: SignalingGame, m: str, used: Sequence[str]) -> list[list[Number]]:
    """Return rows, one entry a type, that a belief must meet with ``>= 0`` to make all of ``used`` optimal."""
    first = used[0]

    def row(better: str, worse: str) -> list[Number]:
        return [game.payoffs[t, m, better][1] - game.payoffs[t, m, worse][1] for t in game.types]

    rows = [row(first, r) for r in game.messages[m] if r != first]
    return rows + [row(r, first) for r in used if r != first]


def _best_responses(game: SignalingGame, m: str, belief: Distribution) -> list[str]:
    value = {
        r: sum((belief.get(t, 0) * game.payoffs[t, m, r][1] for t in game.types), start=Fraction(0))
        for r in game.messages[m]
    }
    top = max(value.values())  # type: ignore[type-var]
    return [r for r, u in value.items() if u == top]


def _deters(game: SignalingGame, m: str, responses: Sequence[str], utility: Mapping[str, Any]) -> bool:
    """Return whether some mixture of the responses leaves no type more than its ``utility``; numbers only."""
    rows = [[utility[t] - game.payoffs[t, m, r][0] for r in responses] for t in game.types]
    return mixture(rows, len(responses)) is not None


def deterrable(game: SignalingGame, m: str, utility: Mapping[str, Any]) -> bool:
    """Return whether some belief has an optimal, possibly mixed answer to ``m`` that deters every type; numbers only.

    Every set of responses is tried: all of it must be optimal at one belief, and a mixture on it must deter.
    """
    responses = game.messages[m]
    for size in range(1, len(responses) + 1):
        for used in itertools.combinations(responses, size):
            rows = [[Fraction(x) for x in row] for row in optimality(game, m, used)]  # type: ignore[arg-type]
            if _deters(game, m, used, utility) and mixture(rows, len(game.types)) is not None:
                return True
    return False


def audit_middle(game: SignalingGame, eq: Equilibrium, ledger: Ledger) -> None:
    """Check the middle of a piece of a continuum: the average of its vertices.

    A piece is a product of a polytope of sender's strategies and one of receiver's strategies, so averages over the
    list of vertices stay inside. Answers to messages that the middle does not send need not be averages: some must
    exist.
    """
    sigma = _average([v.strategy.get(game.sender, {}) for v in eq.vertices])
    rho = _average([v.strategy.get(game.receiver, {}) for v in eq.vertices])
    sent = [m for m in game.messages if any(chances.get(m, 0) != 0 for chances in sigma.values())]
    ledger.pages.counts["middles"] += 1
    kept = {m: answer for m, answer in rho.items() if m in sent}
    read = _readable(game, {game.sender: sigma, game.receiver: kept}, ledger)
    if read is None:
        return
    audit = SignalingAudit(game, sigma, kept, ledger)
    for t, m in itertools.product(game.types, sent):
        audit._deviation(t, m)
    for m in game.messages:
        if m in sent:
            audit._responses(m, {t: audit.weight[t, m] for t in game.types})
        elif not game.parameters:
            if not deterrable(game, m, audit.utility):
                ledger.refute(f"in the middle of the piece nothing deters every type from {m}")
        elif m in rho and all(m in v.strategy.get(game.receiver, {}) for v in eq.vertices):
            for t in game.types:
                gain = audit.sends(t, m, rho[m]) - audit.utility[t]
                ledger.not_positive(gain, f"in the middle of the piece type {t} gains by {m}")
            audit._some_belief(ledger, m, rho[m])
        else:
            ledger.doubt(f"what deters from {m} in the middle of the piece")


def _average(strategies: Sequence[Strategy]) -> dict[str, dict[str, Number]]:
    """Return the average, information set by information set, over the strategies that speak there."""
    out: dict[str, dict[str, Number]] = {}
    for key in dict.fromkeys(key for s in strategies for key in s):
        spoken = [s[key] for s in strategies if key in s]
        labels = dict.fromkeys(label for chances in spoken for label in chances)
        share = Fraction(1, len(spoken))
        out[key] = {a: share * sum((c.get(a, 0) for c in spoken), start=Fraction(0)) for a in labels}
    return out
