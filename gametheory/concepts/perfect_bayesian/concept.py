"""Perfect Bayesian equilibria of signaling games: all of them, with their existence conditions.

An assessment is a strategy of the sender, a strategy of the receiver and a belief after every message. It is a perfect
Bayesian equilibrium if every type's messages are best given the responses, every response is best given the belief
after its message, and beliefs follow Bayes' rule after every message that is sent (Fudenberg and Tirole 1991,
definition 8.1). For signaling games these are also the sequential equilibria (Kreps and Wilson 1982).

The search (:mod:`gametheory.concepts.perfect_bayesian.search`) finds all extreme equilibria;
:mod:`gametheory.concepts.perfect_bayesian.components` puts continua together. With parameters every extreme equilibrium
is a closed form with the exact condition under which it exists.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, ClassVar

from gametheory.concepts.certify import perfect_bayesian
from gametheory.concepts.certify.certificate import Findings, Ledger
from gametheory.concepts.concept import Concept, register
from gametheory.concepts.equilibrium import Equilibrium, SignalingEquilibrium, signaling_equilibria
from gametheory.concepts.exact.field import field_for
from gametheory.concepts.folding.concept import fold, unfoldable
from gametheory.concepts.folding.induction import Judge
from gametheory.concepts.folding.refining import judged
from gametheory.concepts.folding.stage import Meeting, Signal
from gametheory.concepts.nash.concept import Nash
from gametheory.concepts.perfect_bayesian.assessments import (
    assessment,
    belief_for,
    mixture_of,
    sender_strategy,
    sends,
    supporting_beliefs,
)
from gametheory.concepts.perfect_bayesian.components import Piece, Responses, pieces_of
from gametheory.concepts.perfect_bayesian.patterns import distinct, pattern, pattern_name
from gametheory.concepts.perfect_bayesian.regimes import completed, evaluated, regimes
from gametheory.concepts.perfect_bayesian.search import Candidate, Search
from gametheory.concepts.perfect_bayesian.tables import tables
from gametheory.concepts.perfect_bayesian.words import Words
from gametheory.concepts.refinements.judge import cut, refinement_names
from gametheory.concepts.refinements.refinement import REFINEMENTS
from gametheory.concepts.regimes import Assembly, knife_edges
from gametheory.concepts.solution import Solution
from gametheory.game import Game
from gametheory.game.forms import signaling_of, tree_of
from gametheory.lang import Domain, deadline

__all__ = ["PerfectBayesian"]

_FIRST, _SEARCH = 0.85, 0.5  # of the time, where it is limited: until one is found; the rest puts them in order
_APART = "Which of these lie in a continuum is not settled: equilibria beside them may not have been found."


@register
@dataclass(frozen=True)
class PerfectBayesian(Concept):
    """All perfect Bayesian equilibria of a signaling game.

    Parameters
    ----------
    refine : tuple of str
        Refinements that the equilibria must survive; see :func:`~gametheory.concepts.refinements.judge.refine`. A name
        alone will do, in any case; the attribute has the canonical names.
    words : tuple of tuple of str, optional
        Messages, and responses, that may count as one where the game makes no difference between them: equilibria that
        differ only in which of them is used are listed once (:mod:`gametheory.concepts.perfect_bayesian.words`). A
        response is written with its message, ``message/response``. By default any of a signaling game; ``()`` for none.

    Raises
    ------
    ConceptError
        For a name that is no refinement's.

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
    words: tuple[tuple[str, ...], ...] | None = None

    name: ClassVar[str] = "perfect-bayesian"
    noun: ClassVar[str] = "perfect Bayesian equilibrium"
    games: ClassVar[str] = "signaling games, and trees whose subgames are solved one by one"
    weaker: ClassVar[tuple[str, ...]] = ("nash",)
    leading: ClassVar[str] = "d1"
    references: ClassVar[tuple[str, ...]] = ("fudenbergtirole1991", "krepswilson1982")

    def __post_init__(self) -> None:
        object.__setattr__(self, "refine", refinement_names(self.refine))

    @property
    def refinements(self) -> tuple[str, ...]:
        return tuple(REFINEMENTS)

    def refusal(self, game: Game) -> str | None:
        tree = tree_of(game)
        return unfoldable(tree) if tree is not None else "" if signaling_of(game) is None else None

    def sharp(self, game: Game) -> bool:
        return signaling_of(game) is not None

    def telling_apart(self, alike: tuple[tuple[str, ...], ...] = ()) -> PerfectBayesian:
        return replace(self, words=alike)

    def first_of_each(
        self, game: Any, alike: tuple[tuple[str, ...], ...], found: tuple[Equilibrium, ...]
    ) -> tuple[Equilibrium, ...]:
        if not alike or signaling_of(game) is None:
            return found
        return Words(game, alike).first_of_each(signaling_equilibria(found))

    def check(self, game: Any, equilibrium: Equilibrium, ledger: Ledger) -> Findings:
        return perfect_bayesian.check(game, equilibrium, ledger)

    def check_middle(self, game: Any, equilibrium: Equilibrium, ledger: Ledger) -> None:
        perfect_bayesian.check_middle(game, equilibrium, ledger)

    def solve(self, game: Any, domain: Domain) -> Solution:
        """Return all perfect Bayesian equilibria; see :meth:`Concept.solve`."""
        if not self.refine:
            return self._solve(game, domain)
        if signaling_of(game) is None:
            return judged(
                lambda judge: self._solve(game, domain, judge),
                lambda scene: cut(scene, self.refine),
                lambda scene: cut(scene, self.refine, undecided=False),
            )
        before = len(deadline.cuts())
        found = Solution(game, self, (), exhaustive=False, domain=domain)
        with deadline.Part(0.6) as work:
            found = self._solve(game, domain)
        if work.why:
            return replace(found, why=f"the search was {work.why}")
        # of a list that was cut only what is decided stays: it is a part of the whole answer
        return cut(found, self.refine, undecided=len(deadline.cuts()) == before)

    def _solve(self, game: Any, domain: Domain, judge: Judge | None = None) -> Solution:
        self.accept(game)
        tree = tree_of(game)
        if tree is not None:
            signals = PerfectBayesian().telling_apart()  # whoever moves before may tell them apart
            return fold(self, tree, domain, {Signal: signals.solve, Meeting: Nash().solve}, judge)
        words = Words(game, self.words)
        numeric = not game.parameters
        assembly = Assembly(self, game, Domain() if numeric else domain)
        field = field_for(domain, numeric=numeric)
        candidates: list[Candidate] = []
        with assembly.part(_FIRST):
            search = Search(tables(words.game, field))
            run = search.run()
            candidates += itertools.islice(run, 1)
        if not assembly.cut:
            with assembly.part(_SEARCH):
                for candidate in run:
                    candidates.append(candidate)  # what was found is kept where the search is cut
        if assembly.cut and not candidates:
            return assembly.solution(())
        candidates = list(filter(words.worth, candidates))
        found = _at_point(assembly, search, candidates) if numeric else regimes(assembly, search, candidates, words)
        if words.alike:
            found = _components(words.once(found)) if numeric else words.once(found)
        if assembly.cut and found:
            assembly.notes[_APART] = None
        edges = () if numeric else knife_edges(assembly.short, field.knife_edges())
        return _told(assembly.solution(_named(found), edges), words)

    def at(self, solution: Solution, point: Mapping[str, Fraction]) -> Solution:
        """Evaluate the regimes at a point.

        On a knife edge, outside the domain or where a regime lies in a continuum, the game is solved at the point.
        """
        game: Any = solution.game_at(point)
        if signaling_of(game) is None:
            return super().at(solution, point)
        inside = not any(True for _ in solution.domain.outside(point))
        regular = inside and solution.exhaustive and not any(edge.at(point) for edge in solution.knife_edges)
        if regular:
            active: list[Any] = [eq for eq in solution.equilibria if eq.when.at(point)]
            here = [evaluated(eq, point) for eq in active]
            alone = len({tuple(eq.type_payoffs.values()) for eq in here}) == len(here)
            if alone and all(eq.isolated for eq in active):
                search = Search(tables(game, field_for(Domain(), numeric=True)))
                found = _named(_components([completed(search, eq) for eq in here]))
                return _told(Solution(game, self, tuple(found)), Words(game, self.words))
        return self.solve(game, Domain())


def _told(solution: Solution, words: Words) -> Solution:
    """Return the solution with what it says of messages and responses that are one."""
    return replace(solution, alike=words.alike, notes=(*solution.notes, *words.notes()))


# -- games without parameters ---------------------------------------------------------------------------------------


def _at_point(assembly: Assembly, search: Search, candidates: Sequence[Candidate]) -> list[SignalingEquilibrium]:
    """Return the equilibria; the assembly learns if they are not all that the candidates are."""
    found = []
    done: set[int] = set()
    with assembly.part(0.8) as work:
        for piece in pieces_of(search, candidates):
            if isinstance(piece, int):
                found.append(_single(search, candidates[piece]))
                done.add(piece)
                continue
            pairs = [_pair(search, candidates[i], rho) for i, rho in piece.pairs(candidates)]
            found.append(pairs[0] if len(pairs) == 1 else _continuum(search, candidates, piece, pairs))
            done.update(piece.senders)
    if work.why:
        with deadline.Part(finishing=True):
            for i, candidate in enumerate(candidates):
                deadline.check()
                if candidate.point and i not in done:
                    found.append(_single(search, candidate, sets=False))
    return _components(found)


def _single(search: Search, candidate: Candidate, *, sets: bool = True) -> SignalingEquilibrium:
    """Return the equilibrium of a candidate with unique responses; with ``sets`` of all beliefs that support it."""
    tables_ = search.tables
    ratio = tables_.field.ratio
    answers = {m: {r: ratio(x, candidate.below) for r, x in mix.items()} for m, mix in candidate.mixture.items()}
    off_path = {}
    for m, ways in candidate.unsent.items():
        answers[m] = mixture_of(tables_, ways[0])
        belief = belief_for(search.beliefs[m], ways[0].best)
        assert belief is not None
        off_path[m] = belief
    unsent = list(candidate.unsent)
    supporting = supporting_beliefs(search, candidate.payoff, candidate.below, unsent) if sets else {}
    sigma = sender_strategy(tables_, candidate)
    return assessment(tables_, sigma, answers, off_path, supporting_beliefs=supporting)


def _pair(search: Search, candidate: Candidate, rho: Responses) -> SignalingEquilibrium:
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


def _continuum(
    search: Search, candidates: Sequence[Candidate], piece: Piece, pairs: list[SignalingEquilibrium]
) -> SignalingEquilibrium:
    together = [
        sorted({m for i in piece.senders for m in candidates[i].messages_of[t]})
        for t in range(len(search.tables.types))
    ]
    said = sends(search.tables, together)
    prior = search.tables.game.types
    silent = all(dict(one.beliefs[m]) == dict(prior) for one in pairs for m in one.sent)
    return replace(
        pairs[0],
        name=pattern_name(said, silent=silent),
        pattern=pattern(said, silent=silent),
        isolated=False,
        vertices=tuple(pairs),
        supporting_beliefs={},
    )


def _components(found: list[SignalingEquilibrium]) -> list[SignalingEquilibrium]:
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


# -- names ----------------------------------------------------------------------------------------------------------

_ORDER = ("pooling", "babbling", "separating", "partially pooling", "semi-separating")


def _named(found: list[SignalingEquilibrium]) -> list[SignalingEquilibrium]:
    """Sort (isolated first, by kind of pattern) and make the names distinct."""

    def key(eq: SignalingEquilibrium) -> tuple[Any, ...]:
        return (not eq.isolated, _ORDER.index(eq.pattern))

    ordered = sorted(found, key=key)
    answers = [_answers(eq) for eq in ordered]
    names = distinct([eq.name for eq in ordered], answers)
    return [replace(eq, name=name) for eq, name in zip(ordered, names, strict=True)]


def _answers(eq: SignalingEquilibrium) -> dict[str, list[str]]:
    """Return what may answer each message that is sent, in a continuum anywhere in it."""
    found: dict[str, dict[str, None]] = {}
    for one in signaling_equilibria(eq.vertices) or (eq,):
        for m in one.sent:
            found.setdefault(m, {}).update(dict.fromkeys(one.strategy[one.receiver][m]))
    return {m: list(found[m]) for m in eq.strategy[eq.receiver] if m in found}
