"""Regimes: the equilibria of a parametric signaling game as closed forms, each with its existence condition.

Every candidate of the search (:mod:`gametheory.concepts.perfect_bayesian.search`) is one regime; its condition is what
the search had to assume, in short form. A candidate whose responses are not unique contributes the extreme points of
its polytope of responses (:mod:`gametheory.concepts.perfect_bayesian.continua`), one regime each.

Conditions are exact off the *knife edges*: equalities between parameters on which some linear system changes its rank,
a regime exists that exists nowhere else, or two regimes meet in a continuum.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from gametheory.concepts.equilibrium import SignalingEquilibrium
from gametheory.concepts.exact.field import Case, Polynomials
from gametheory.concepts.perfect_bayesian.assessments import (
    assessment,
    belief_for,
    mixture_of,
    sender_strategy,
    sends,
    supporting_beliefs,
)
from gametheory.concepts.perfect_bayesian.continua import Continua, Extreme
from gametheory.concepts.perfect_bayesian.deterrence import alternatives
from gametheory.concepts.perfect_bayesian.patterns import pattern_name
from gametheory.concepts.perfect_bayesian.response_polytopes import Mixture
from gametheory.concepts.perfect_bayesian.search import Candidate, Search
from gametheory.concepts.perfect_bayesian.tables import scaled_payoffs
from gametheory.concepts.perfect_bayesian.words import Words
from gametheory.concepts.regimes import Assembly
from gametheory.game import Outcome
from gametheory.lang import (
    FALSE,
    TRUE,
    Condition,
    Domain,
    Expression,
    Simplifier,
    all_of,
    deadline,
    decide,
    exact,
    generic,
    readable,
    relation,
)
from gametheory.lang.deciding.logic import prover_for

__all__ = ["completed", "evaluated", "regimes"]


def regimes(
    assembly: Assembly, search: Search, candidates: Sequence[Candidate], words: Words
) -> list[SignalingEquilibrium]:
    """Return the regimes of a parametric game; the assembly learns what was too large to work out, or cut.

    A regime does not lie in a continuum if all that is joined to it says the same in other words.
    """
    domain = assembly.domain
    found: list[SignalingEquilibrium] = []
    # under a limit first, so that one long proof cannot take the time from all the others
    plain = _as_found(search, candidates, domain) if deadline.active() else {}
    continua = Continua(search, candidates)
    done = 0
    with assembly.part(0.8) as work:
        for position, candidate in enumerate(candidates):
            extremes = [Extreme(candidate, True)] if candidate.point else continua.extremes(position)
            if extremes is None:
                name = pattern_name(sends(search.tables, candidate.messages_of))
                assembly.gaps.append(f"{name}: its continuum of responses has too many extreme points to list")
                extremes = []
            for extreme in extremes:
                when = assembly.said(extreme.candidate.case.condition)
                if when != FALSE:
                    regime = _regime(search, extreme.candidate, when, domain, assembly.short)
                    found.append(replace(regime, isolated=extreme.alone))
            done += 1
    if work.why:
        found += [plain[i] for i in range(done, len(candidates)) if i in plain]
    return _connected(found, assembly, continua.field, words)


def _as_found(search: Search, candidates: Sequence[Candidate], domain: Domain) -> dict[int, SignalingEquilibrium]:
    """Return the candidates as regimes with the conditions that the search found: exact, only not short.

    What may exist on knife edges only is left out, and so are candidates whose responses are not unique.
    """
    prover = prover_for(domain)
    found: dict[int, SignalingEquilibrium] = {}
    with deadline.Part(0.2, counts=False, finishing=True):
        for i, one in enumerate(candidates):
            deadline.check()
            if one.point and prover.seen(generic(one.case.condition)) is not None:
                found[i] = _regime(search, one, readable(one.case.condition, domain), domain)
    return found


def _connected(
    found: list[SignalingEquilibrium], assembly: Assembly, field: Polynomials, words: Words
) -> list[SignalingEquilibrium]:
    """Mark the regimes that lie in a continuum, and record the knife edges on which two regimes come to lie in one.

    Two equilibria with different strategies of the sender share a strategy of the receiver exactly if they give every
    type the same payoff and answer the messages that both send alike: the answers to the messages of each then deter
    the types of the other. All mixtures between the two are then equilibria.
    """
    alone = [eq.isolated for eq in found]
    with assembly.part(0.5):
        for i, j in itertools.combinations(range(len(found)), 2):
            deadline.check()
            a, b = found[i], found[j]
            if words.classes and words.same(a, b):
                continue
            together = [a.when, b.when]
            differences = [x for x in _differences(a, b) if x != 0]
            if any(x.is_constant for x in differences):
                continue
            together += [relation(x, "=") for x in differences]
            if decide(all_of(together), assembly.domain).answer is False:
                continue
            if differences:
                field.edge(field.lift(differences[0]).numerator, Case((all_of(together),), field.start.mask))
            elif a.strategy[next(iter(a.strategy))] != b.strategy[next(iter(b.strategy))]:
                alone[i] = alone[j] = False
    return [replace(eq, isolated=single) for eq, single in zip(found, alone, strict=True)]


def _differences(a: SignalingEquilibrium, b: SignalingEquilibrium) -> Iterator[Expression]:
    """Yield what must be zero for the two to share a strategy of the receiver."""
    for t, x in a.type_payoffs.items():
        yield exact(x) - b.type_payoffs[t]
    receiver = a.receiver
    common = set(a.sent) & set(b.sent)
    for m in common:
        mine, theirs = a.strategy[receiver][m], b.strategy[receiver][m]
        for r in {*mine, *theirs}:
            yield exact(mine.get(r, 0)) - theirs.get(r, 0)


def _regime(
    search: Search, candidate: Candidate, when: Condition, domain: Domain, short: Simplifier | None = None
) -> SignalingEquilibrium:
    """Return the regime of a candidate with unique responses; ``short`` shortens what its answers need.

    Without it nothing is shortened or proved.
    """
    tables = search.tables
    ratio = tables.field.ratio
    answers = {m: {r: ratio(x, candidate.below) for r, x in mix.items()} for m, mix in candidate.mixture.items()}
    off_path: dict[int, dict[int, Any]] = {}
    ways = {}
    for m in candidate.unsent:
        found = _ways(candidate.unsent[m], when, short)
        ways[tables.messages[m]] = tuple(
            (
                {tables.responses[m][r]: x for r, x in mixture_of(tables, way).items()},
                readable(way.needs, domain),
            )
            for way in found
        )
        if len(found) == 1:
            answers[m] = mixture_of(tables, found[0])
            for vertex in search.beliefs[m].vertices:
                if found[0].best & ~vertex.best == 0 and vertex.condition() == TRUE:
                    off_path[m] = {t: ratio(x, vertex.total) for t, x in enumerate(vertex.weights) if x != 0}
                    break
    sigma = sender_strategy(tables, candidate)
    regime = assessment(tables, sigma, answers, off_path, when=when, deterrence=ways)
    prover = prover_for(domain)
    typical = prover.seen(when) if short is None else prover.possible(when).witness
    return regime if typical is None else _written_near(regime, typical)


def _ways(alternatives: Sequence[Mixture], when: Condition, short: Simplifier | None) -> list[Mixture]:
    """Return the ways to deter from a message, in short form; one that works throughout is enough."""
    ways = [way if short is None else replace(way, needs=short(way.needs, when)) for way in alternatives]
    return [way for way in ways if way.needs == TRUE][:1] or [way for way in ways if way.needs != FALSE]


def _written_near(regime: SignalingEquilibrium, point: Mapping[str, Fraction]) -> SignalingEquilibrium:
    """Return the regime with every closed form to be written so that its factors are positive at ``point``."""
    return regime.map(lambda x: x.written_near(point) if isinstance(x, Expression) else x)


def evaluated(regime: SignalingEquilibrium, point: Mapping[str, Fraction]) -> SignalingEquilibrium:
    """Return a regime's closed forms at a point; what is off the path is left out."""

    def put(x: Any) -> Any:
        return x.at(point) if isinstance(x, Expression) else Fraction(x)

    def puts(mapping: Mapping[str, Any]) -> dict[str, Any]:
        return {k: y for k, x in mapping.items() if (y := put(x)) != 0}

    sent = regime.sent
    sender, receiver = regime.sender, regime.receiver
    return replace(
        regime,
        strategy={
            sender: {t: puts(mixture) for t, mixture in regime.strategy[sender].items()},
            receiver: {m: puts(mixture) for m, mixture in regime.strategy[receiver].items() if m in sent},
        },
        beliefs={m: puts(belief) for m, belief in regime.beliefs.items() if m in sent},
        payoffs={k: put(x) for k, x in regime.payoffs.items()},
        outcome=Outcome(puts(regime.outcome)),
        type_payoffs={k: put(x) for k, x in regime.type_payoffs.items()},
        when=TRUE,
        deterrence={},
    )


def completed(search: Search, eq: SignalingEquilibrium) -> SignalingEquilibrium:
    """Add what happens off the path to an equilibrium at a point."""
    tables_ = search.tables
    sender, receiver = eq.sender, eq.receiver
    answers = dict(eq.strategy[receiver])
    beliefs = dict(eq.beliefs)
    payoff, below = scaled_payoffs(tables_, eq.type_payoffs)
    unsent = [m for m, label in enumerate(tables_.messages) if label not in eq.strategy[receiver]]
    for m in unsent:
        way = alternatives(tables_, search.beliefs[m], m, payoff, below, True)[0]
        belief = belief_for(search.beliefs[m], way.best)
        assert belief is not None
        label = tables_.messages[m]
        answers[label] = {tables_.responses[m][r]: x for r, x in mixture_of(tables_, way).items()}
        beliefs[label] = {tables_.types[t]: x for t, x in belief.items()}
    order = tables_.messages
    return replace(
        eq,
        strategy={sender: eq.strategy[sender], receiver: {m: answers[m] for m in order}},
        beliefs={m: beliefs[m] for m in order},
        supporting_beliefs=supporting_beliefs(search, payoff, below, unsent),
    )
