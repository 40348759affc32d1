"""Perfect Bayesian equilibria of signaling games: all of them, with their existence conditions.

An assessment is a strategy of the sender, a strategy of the receiver and a belief after every message. It is a perfect
Bayesian equilibrium if every type's messages are best given the responses, every response is best given the belief
after its message, and beliefs follow Bayes' rule after every message that is sent (Fudenberg and Tirole 1991,
definition 8.1). For signaling games these are also the sequential equilibria (Kreps and Wilson 1982).

The search (:mod:`gametheory.solve.search`) finds all extreme equilibria; :mod:`gametheory.solve.pieces` puts continua
together. With parameters every extreme equilibrium is a closed form with the exact condition under which it exists.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, ClassVar

from gametheory.game import SignalingGame
from gametheory.lang import TRUE, Condition, Domain, decide, readable, relation, simplify
from gametheory.lang.expression import Expression
from gametheory.solve.assessments import assessment, belief_for, mixture_of, sender_strategy, sends, supporting_beliefs
from gametheory.solve.concept import Concept, register
from gametheory.solve.continua import extreme_responses
from gametheory.solve.deterrence import alternatives
from gametheory.solve.field import Polynomials, field_for
from gametheory.solve.patterns import distinct, pattern_name
from gametheory.solve.pieces import Piece, Responses, pieces_of
from gametheory.solve.refine import cut, refinement_names
from gametheory.solve.search import Candidate, Search
from gametheory.solve.solution import Equilibrium, Solution
from gametheory.solve.tables import scaled_payoffs, tables

__all__ = ["PerfectBayesian"]


@register
@dataclass(frozen=True)
class PerfectBayesian(Concept):
    """All perfect Bayesian equilibria of a signaling game.

    Parameters
    ----------
    refine : tuple of str
        Refinements that the equilibria must survive; see :func:`~gametheory.solve.refine.refine`.

    Examples
    --------
    >>> import gametheory as gt
    >>> game = gt.SignalingGame(
    ...     "worker", "firm", {"able": "1/3", "other": "2/3"},
    ...     {"study": ("manager", "clerk"), "none": ("manager", "clerk")},
    ...     {("able", "study", "manager"): (6, 10), ("able", "study", "clerk"): (0, 4),
    ...      ("able", "none", "manager"): (10, 10), ("able", "none", "clerk"): (4, 4),
    ...      ("other", "study", "manager"): (3, 0), ("other", "study", "clerk"): (-3, 4),
    ...      ("other", "none", "manager"): (10, 0), ("other", "none", "clerk"): (4, 4)})
    >>> [eq.name for eq in gt.solve(game, gt.PerfectBayesian())]
    ['pooling on none', 'separating (able: study; other: none)']
    """

    refine: tuple[str, ...] = ()

    name: ClassVar[str] = "perfect-bayesian"
    accepts: ClassVar[str] = "signaling games"

    def solve(self, game: Any, domain: Domain) -> Solution:
        """Return all perfect Bayesian equilibria; see :meth:`Concept.solve`."""
        found = self._solve(game, domain)
        return cut(found, refinement_names(self.refine)) if self.refine else found

    def _solve(self, game: Any, domain: Domain) -> Solution:
        if not isinstance(game, SignalingGame):
            raise self.refuse(game)
        numeric = not game.parameters
        field = field_for(domain, numeric=numeric)
        search = Search(tables(game, field))
        candidates = list(search.run())
        if numeric:
            return Solution(game, self, tuple(_named(_at_point(search, candidates))))
        assert isinstance(field, Polynomials)
        regimes, gaps = _regimes(search, candidates, domain)
        edges = tuple(readable(relation(Expression(x, field.one), "="), domain) for x in field.edges.values())
        return Solution(
            game,
            self,
            tuple(_named(regimes)),
            exhaustive=not gaps,
            why="; ".join(gaps),
            domain=domain,
            knife_edges=edges,
        )

    def at(self, solution: Solution, point: Mapping[str, Fraction]) -> Solution:
        """Evaluate the regimes at a point.

        On a knife edge, outside the domain or where a regime lies in a continuum, the game is solved at the point.
        """
        game = solution.game.subs(point)
        inside = not any(True for _ in solution.domain.outside(point))
        regular = inside and solution.exhaustive and not any(edge.at(point) for edge in solution.knife_edges)
        if regular:
            active = [eq for eq in solution.equilibria if eq.when.at(point)]
            here = [_evaluated(eq, point) for eq in active]
            alone = len({tuple(eq.type_payoffs.values()) for eq in here}) == len(here)
            if alone and all(eq.isolated for eq in active):
                search = Search(tables(game, field_for(Domain(), numeric=True)))
                return Solution(game, self, tuple(_named([_completed(search, eq) for eq in here])))
        return self.solve(game, Domain())


# -- games without parameters ---------------------------------------------------------------------------------------


def _at_point(search: Search, candidates: Sequence[Candidate]) -> list[Equilibrium]:
    found = []
    for piece in pieces_of(search, candidates):
        if isinstance(piece, int):
            found.append(_single(search, candidates[piece]))
            continue
        pairs = [_pair(search, candidates[i], rho) for i, rho in piece.pairs(candidates)]
        found.append(pairs[0] if len(pairs) == 1 else _continuum(search, candidates, piece, pairs))
    return _components(found)


def _single(search: Search, candidate: Candidate) -> Equilibrium:
    tables_ = search.tables
    ratio = tables_.field.ratio
    answers = {m: {r: ratio(x, candidate.below) for r, x in mix.items()} for m, mix in candidate.mixture.items()}
    off_path = {}
    for m, ways in candidate.unsent.items():
        answers[m] = mixture_of(tables_, ways[0])
        belief = belief_for(search.beliefs[m], ways[0].best)
        assert belief is not None
        off_path[m] = belief
    supporting = supporting_beliefs(search, candidate.payoff, candidate.below, list(candidate.unsent))
    sigma = sender_strategy(tables_, candidate)
    return assessment(tables_, sigma, answers, off_path, supporting_beliefs=supporting)


def _pair(search: Search, candidate: Candidate, rho: Responses) -> Equilibrium:
    """Return the equilibrium of one extreme sender's and one extreme receiver's strategy."""
    tables_ = search.tables
    answers = {m: {r: x for r, x in enumerate(mixture) if x} for m, mixture in enumerate(rho)}
    off_path = {}
    for m in range(len(rho)):
        if m not in candidate.sent:
            belief = belief_for(search.beliefs[m], sum(1 << r for r in answers[m]))
            assert belief is not None
            off_path[m] = belief
    payoff = [
        sum(tables_.sender[t][mine[0]][r] * x for r, x in answers[mine[0]].items())
        for t, mine in enumerate(candidate.messages_of)
    ]
    below = 1
    for x in payoff:
        below = below * x.denominator
    supporting = supporting_beliefs(search, [int(x * below) for x in payoff], below, list(off_path))
    sigma = sender_strategy(tables_, candidate)
    return assessment(tables_, sigma, answers, off_path, supporting_beliefs=supporting)


def _continuum(search: Search, candidates: Sequence[Candidate], piece: Piece, pairs: list[Equilibrium]) -> Equilibrium:
    together = [
        sorted({m for i in piece.senders for m in candidates[i].messages_of[t]})
        for t in range(len(search.tables.types))
    ]
    name = pattern_name(sends(search.tables, together))
    return replace(pairs[0], name=name, isolated=False, vertices=tuple(pairs), supporting_beliefs={})


def _components(found: list[Equilibrium]) -> list[Equilibrium]:
    """Give connected components their numbers; pieces that share an extreme outcome are connected."""
    owner: dict[Any, int] = {}
    parent = list(range(len(found)))

    def find(i: int) -> int:
        while parent[i] != i:
            i = parent[i]
        return i

    for i, eq in enumerate(found):
        for vertex in eq.vertices or (eq,):
            key = frozenset(vertex.outcome.items())
            if key in owner:
                parent[find(i)] = find(owner[key])
            else:
                owner[key] = i
    numbers: dict[int, int] = {}
    return [replace(eq, component=numbers.setdefault(find(i), len(numbers))) for i, eq in enumerate(found)]


# -- parametric games -----------------------------------------------------------------------------------------------


def _regimes(search: Search, candidates: Sequence[Candidate], domain: Domain) -> tuple[list[Equilibrium], list[str]]:
    """Return the regimes, and a sentence for everything that was too large to work out."""
    found: list[Equilibrium] = []
    members: list[Candidate] = []
    gaps = []
    for candidate in candidates:
        if candidate.point:
            members.append(candidate)
            found.append(_regime(search, candidate, domain))
            continue
        extreme = extreme_responses(search, candidate)
        if extreme is None:
            name = pattern_name(sends(search.tables, candidate.messages_of))
            gaps.append(f"{name}: its continuum of responses has too many extreme points to list")
            continue
        here: dict[Any, Equilibrium] = {}
        for one in extreme:
            regime = replace(_regime(search, one, domain), isolated=False)
            key = (tuple(regime.outcome.items()), tuple(regime.type_payoffs.items()))
            if key in here:
                regime = replace(here[key], when=_readable(here[key].when | regime.when, domain))
            here[key] = regime
        found += here.values()
        members += [candidate] * len(here)
    return _connected(members, found, domain), gaps


def _connected(members: list[Candidate], found: list[Equilibrium], domain: Domain) -> list[Equilibrium]:
    """Mark regimes that lie in a continuum wherever both of a pair exist: they share a strategy of the receiver.

    That is so exactly if they give every type the same payoff and answer the messages that both send alike: the answers
    to the messages of each then deter the types of the other.
    """
    alone = [eq.isolated for eq in found]
    for i, j in itertools.combinations(range(len(found)), 2):
        a, b = found[i], found[j]
        if a.type_payoffs != b.type_payoffs or members[i] is members[j]:
            continue
        receiver = list(a.strategy)[1]
        common = {h.split("/")[1] for h in a.outcome} & {h.split("/")[1] for h in b.outcome}
        if any(a.strategy[receiver][m] != b.strategy[receiver][m] for m in common):
            continue
        if decide(a.when & b.when, domain).answer is not False:
            alone[i] = alone[j] = False
    return [replace(eq, isolated=single) for eq, single in zip(found, alone, strict=True)]


def _readable(condition: Condition, domain: Domain) -> Condition:
    return readable(simplify(condition, domain), domain)


def _regime(search: Search, candidate: Candidate, domain: Domain) -> Equilibrium:
    tables_ = search.tables
    when = _readable(candidate.case.condition, domain)
    ratio = tables_.field.ratio
    answers = {m: {r: ratio(x, candidate.below) for r, x in mix.items()} for m, mix in candidate.mixture.items()}
    off_path: dict[int, dict[int, Any]] = {}
    ways = {}
    for m, found in candidate.unsent.items():
        ways[tables_.messages[m]] = tuple(
            ({tables_.responses[m][r]: x for r, x in mixture_of(tables_, way).items()}, way.needs) for way in found
        )
        if len(found) == 1:
            answers[m] = mixture_of(tables_, found[0])
            for vertex in search.beliefs[m].vertices:
                if found[0].best & ~vertex.best == 0 and vertex.condition() == TRUE:
                    off_path[m] = {t: ratio(x, vertex.total) for t, x in enumerate(vertex.weights) if x != 0}
                    break
    sigma = sender_strategy(tables_, candidate)
    regime = assessment(tables_, sigma, answers, off_path, when=when, deterrence=ways)
    typical = decide(when, domain).witness
    return regime if typical is None else _written_near(regime, typical)


def _written_near(regime: Equilibrium, point: Mapping[str, Fraction]) -> Equilibrium:
    """Return the regime with every closed form to be written so that its factors are positive at ``point``."""

    def put(x: Any) -> Any:
        if isinstance(x, Expression):
            return x.written_near(point)
        return {k: put(y) for k, y in x.items()} if isinstance(x, Mapping) else x

    return replace(
        regime,
        strategy=put(regime.strategy),
        beliefs=put(regime.beliefs),
        payoffs=put(regime.payoffs),
        outcome=put(regime.outcome),
        type_payoffs=put(regime.type_payoffs),
        deterrence={m: tuple((put(mix), where) for mix, where in ways) for m, ways in regime.deterrence.items()},
    )


def _evaluated(regime: Equilibrium, point: Mapping[str, Fraction]) -> Equilibrium:
    """Return a regime's closed forms at a point; what is off the path is left out."""

    def put(x: Any) -> Any:
        return x.at(point) if isinstance(x, Expression) else Fraction(x)

    def puts(mapping: Mapping[str, Any]) -> dict[str, Any]:
        return {k: y for k, x in mapping.items() if (y := put(x)) != 0}

    sent = {history.split("/")[1] for history in regime.outcome}
    sender, receiver = regime.strategy
    return replace(
        regime,
        strategy={
            sender: {t: puts(mixture) for t, mixture in regime.strategy[sender].items()},
            receiver: {m: puts(mixture) for m, mixture in regime.strategy[receiver].items() if m in sent},
        },
        beliefs={m: puts(belief) for m, belief in regime.beliefs.items() if m in sent},
        payoffs={k: put(x) for k, x in regime.payoffs.items()},
        outcome=puts(regime.outcome),
        type_payoffs={k: put(x) for k, x in regime.type_payoffs.items()},
        when=TRUE,
        deterrence={},
    )


def _completed(search: Search, eq: Equilibrium) -> Equilibrium:
    """Add what happens off the path to an equilibrium at a point."""
    tables_ = search.tables
    sender, receiver = eq.strategy
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


# -- names ----------------------------------------------------------------------------------------------------------

_ORDER = ("pooling", "separating", "partially pooling", "semi-separating")


def _named(found: list[Equilibrium]) -> list[Equilibrium]:
    """Sort (isolated first, by kind of pattern) and make the names distinct."""

    def key(eq: Equilibrium) -> tuple[Any, ...]:
        kind = next(i for i, word in enumerate(_ORDER) if eq.name.startswith(word))
        return (not eq.isolated, kind)

    ordered = sorted(found, key=key)
    answers = []
    for eq in ordered:
        receiver = list(eq.strategy)[1]
        sent = dict.fromkeys(history.split("/")[1] for history in eq.outcome)
        answers.append({m: list(eq.strategy[receiver][m]) for m in sent})
    names = distinct([eq.name for eq in ordered], answers)
    return [replace(eq, name=name) for eq, name in zip(ordered, names, strict=True)]
