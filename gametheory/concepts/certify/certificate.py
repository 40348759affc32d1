"""What an audit found, and the ledger in which it is written down.

A certificate rests on statements of three kinds, "this is zero", "this is not positive" and "this condition holds". For
numbers each is settled by looking. For the expressions of a regime each must hold wherever the regime's condition and
the domain hold: ``x <= 0`` is proved by showing that ``when and x > 0`` is impossible there
(:func:`gametheory.lang.decide`), refuted by a point of the domain, or left undecided. A fraction also needs a
denominator that vanishes nowhere in the regime, which is proved in the same way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from gametheory.errors import ParameterError
from gametheory.lang import FALSE, TRUE, Condition, Domain, Expression, Or, decide, relation
from gametheory.lang.deciding.ground import BUDGET
from gametheory.lang.writing.short import Short

__all__ = ["Certificate", "Findings", "Ledger", "Number", "Witness", "worst"]

Number = int | Fraction | Expression
Witness = Mapping[str, Fraction]


@dataclass(frozen=True)
class Certificate(Short):
    """The result of :func:`gametheory.concepts.auditing.audit`.

    Attributes
    ----------
    concept : str
        The name of the concept whose conditions were checked.
    valid : bool or None
        True if every condition was checked and holds; False if one fails; None if none was seen to fail but some could
        not be decided within the budget of work (parametric regimes only). Undecided never counts as valid.
    regret : mapping of player, type or message to Fraction or None
        What the best deviation gains: by type and message in a signaling game, by player elsewhere (for
        subgame-perfect also by the node where the subgame starts). Zero in an equilibrium. In a regime it is the gain
        at ``witness`` where there is one, and None where undecided.
    bayes_error : Fraction or None
        The largest difference between a stated belief on the path and Bayes' rule.
    problems : tuple of str
        What is wrong, a sentence each.
    undecided : tuple of str
        What could be neither proved nor refuted.
    checked : mapping of kind to count
        How many statements of each kind were checked.
    witness : mapping of parameter to Fraction, or None
        A point of the domain at which the first problem shows (parametric regimes only).
    """

    concept: str
    valid: bool | None
    regret: Mapping[str, Fraction | None] = field(default_factory=dict)
    bayes_error: Fraction | None = Fraction(0)
    problems: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()
    checked: Mapping[str, int] = field(default_factory=dict)
    witness: Witness | None = None

    def __bool__(self) -> bool:
        raise TypeError("a certificate has three answers: compare .valid with True, False or None")

    def __str__(self) -> str:
        verdict = {True: "valid", False: "NOT valid", None: "undecided"}[self.valid]
        counts = ", ".join(f"{n} {kind}" for kind, n in self.checked.items())
        lines = [f"{self.concept}: {verdict} ({counts or 'nothing'} checked)"]
        lines += [f"  {problem}" for problem in self.problems]
        if self.witness:
            lines.append("  at " + ", ".join(f"{name} = {x}" for name, x in self.witness.items()))
        lines += [f"  undecided: {what}" for what in self.undecided]
        return "\n".join(lines)


@dataclass(frozen=True)
class Findings:
    """What the check of one stated profile found: regrets, and the largest difference from Bayes' rule."""

    regret: Mapping[str, Fraction | None] = field(default_factory=dict)
    bayes_error: Fraction | None = Fraction(0)


def worst(values: Iterable[Fraction | None]) -> Fraction | None:
    """Return the largest of the values; None if nothing is above zero and one of them is unknown."""
    found = list(values)
    top = max((v for v in found if v is not None), default=Fraction(0))
    return None if top == 0 and None in found else top


@dataclass
class _Pages:
    """What the ledgers of one audit have written down together."""

    problems: list[str] = field(default_factory=list)
    undecided: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    witness: Witness | None = None
    defined: set[Any] = field(default_factory=set)


class Ledger:
    """Statements checked under a condition, and what came of them.

    Parameters
    ----------
    domain : Domain
        Where the parameters may lie.
    when : Condition
        The condition under which everything is claimed.
    budget : int
        Of work for one decision; see :func:`gametheory.lang.decide`.
    besides : Condition
        Holds wherever anything is claimed too, but is tried only where the claim fails without it: that a knife edge is
        not met.
    """

    def __init__(self, domain: Domain, when: Condition = TRUE, budget: int = BUDGET, besides: Condition = TRUE) -> None:
        self.domain, self.when, self.budget, self.besides = domain, when, budget, besides
        self.pages = _Pages()

    def suppose(self, condition: Condition) -> Ledger:
        """Return a ledger that writes on the same pages, under one more condition."""
        return self.under(self.when & condition)

    def under(self, condition: Condition) -> Ledger:
        """Return a ledger that writes on the same pages, under another condition instead."""
        other = Ledger(self.domain, condition, self.budget, self.besides)
        other.pages = self.pages
        return other

    def cases(self) -> list[Ledger]:
        """Return one ledger for each part of an OR, on the same pages: what holds in every part holds in all."""
        if not isinstance(self.when, Or) or not self.when.parts:
            return [self]
        return [self.under(part) for part in self.when.parts]

    def refute(self, what: str, witness: Witness | None = None) -> None:
        """Write down a problem."""
        if what not in self.pages.problems:
            self.pages.problems.append(what)
        if self.pages.witness is None and witness is not None:
            self.pages.witness = {name: x for name, x in witness.items() if name in self.domain.ranges}

    def doubt(self, what: str) -> None:
        """Write down something that could not be decided."""
        if what not in self.pages.undecided:
            self.pages.undecided.append(what)

    def impossible(self, statement: Condition, what: str, domain: Domain | None = None) -> bool | None:
        """Check that no point of the regime satisfies ``statement``; ``what`` says the fault if one does.

        Returns True (proved), False (a witness was found) or None (undecided).
        """
        place, claim = domain or self.domain, self.when & statement
        decision = decide(claim, place, budget=self.budget)
        if decision.answer is not False and self.besides != TRUE:
            decision = decide(claim & self.besides, place, budget=self.budget)
        if decision.answer is False:
            return True
        if decision.answer is None:
            self.doubt(what)
            return None
        self.refute(what, decision.witness)
        return False

    def known(self, statement: Condition) -> Condition:
        """Return ``TRUE`` or ``FALSE`` for a statement that is settled by what the ledger supposes, else itself."""
        if statement in (TRUE, FALSE):
            return statement
        claim = self.when & self.besides
        for settled, opposite in ((FALSE, statement), (TRUE, ~statement)):
            if decide(claim & opposite, self.domain, budget=self.budget).answer is False:
                return settled
        return statement

    def defined(self, value: Number, what: str) -> None:
        """Check that a fraction's denominator vanishes nowhere in the regime."""
        if isinstance(value, Expression) and not value.denominator.is_constant():
            below = Expression(value.denominator, value.denominator.context().constant(1))
            if (below, self.when) not in self.pages.defined:
                self.pages.defined.add((below, self.when))
                self.pages.counts["denominators"] += 1
                self.impossible(relation(below, "="), f"{what} divides by {below}, which can be zero")

    def zero(self, value: Number, what: str, kind: str = "identities") -> Fraction | None:
        """Check that a value is zero; return how far it is from it (None if undecided)."""
        self.pages.counts[kind] += 1
        if not isinstance(value, Expression) or value.is_constant:
            size = abs(_fraction(value))
            if size:
                self.refute(f"{what} (off by {size})")
            return size
        return self._size(value, self.impossible(relation(value, "!="), what))

    def not_positive(self, value: Number, what: str, kind: str = "deviations") -> Fraction | None:
        """Check that a value is zero or less; return by how much it is more (None if undecided)."""
        self.pages.counts[kind] += 1
        if not isinstance(value, Expression) or value.is_constant:
            number = _fraction(value)
            if number > 0:
                self.refute(f"{what} (by {number})")
            return max(number, Fraction(0))
        return self._size(value, self.impossible(relation(value, ">"), what))

    def _size(self, value: Expression, proved: bool | None) -> Fraction | None:
        """Return zero for what is proved, and else the value at the witness, where it can be evaluated there."""
        if proved:
            return Fraction(0)
        witness = self.pages.witness
        if proved is None or witness is None or not value.names <= set(witness):
            return None
        try:
            return abs(value.at(witness)) or None
        except ParameterError:
            return None

    def equal(self, stated: Mapping[str, Number], computed: Mapping[str, Number], what: str, kind: str = "") -> None:
        """Check that two tables of numbers agree; an entry of zero and a missing entry are the same."""
        for key in dict.fromkeys([*computed, *stated]):
            value, right = stated.get(key, 0), computed.get(key, 0)
            self.defined(value, f"{what} of {key}")
            self.zero(
                value - right, f"the stated {what} of {key} is {value}, it should be {right}", f"{kind or what} entries"
            )

    def distribution(self, chances: Mapping[str, Number], allowed: Iterable[str], what: str) -> bool:
        """Check that ``chances`` is a probability distribution over some of ``allowed``; return if its labels are."""
        options = tuple(allowed)
        known = True
        for label, chance in chances.items():
            if label not in options:
                self.refute(f"{what}: there is no {label!r} (there are {', '.join(options)})")
                known = False
            self.defined(chance, what)
            self.not_positive(-chance, f"{what}: the probability of {label} is negative", "probabilities")
        total = sum(chances.values(), start=Fraction(0))
        self.zero(total - 1, f"{what}: the probabilities do not sum to one", "distributions")
        return known

    def certificate(
        self, concept: str, regret: Mapping[str, Fraction | None], bayes_error: Fraction | None = Fraction(0)
    ) -> Certificate:
        """Close the ledger."""
        pages = self.pages
        valid = False if pages.problems else None if pages.undecided else True
        found = tuple(pages.problems), tuple(pages.undecided), dict(pages.counts), pages.witness
        return Certificate(concept, valid, dict(regret), bayes_error, *found)


def _fraction(value: Number) -> Fraction:
    return value.fraction() if isinstance(value, Expression) else Fraction(value)
