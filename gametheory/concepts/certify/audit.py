"""Checking an equilibrium by another road.

The audit knows deviations and beliefs and nothing else: it shares no code with the solvers, and takes nothing from an
equilibrium but what is stated. For every concept it recomputes the payoffs and the outcome, finds the best deviation of
everybody who moves, and compares stated beliefs with Bayes' rule, all in exact arithmetic, so that an equilibrium has
regret zero and not a small number. A regime of a parametric game is certified for all its parameter values at once (see
:mod:`~gametheory.concepts.certify.certificate`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any, overload

from gametheory.concepts.certify.certificate import Certificate, Ledger, worst
from gametheory.concepts.certify.extensive import audit_extensive
from gametheory.concepts.certify.signaling import audit_middle, audit_signaling
from gametheory.concepts.certify.strategic import audit_strategic, mixed_strategies
from gametheory.concepts.placing import placed
from gametheory.concepts.solution import Distribution, Equilibrium, Solution
from gametheory.errors import ConceptError, nearest
from gametheory.game import Chance, ExtensiveGame, SignalingGame, StrategicGame
from gametheory.game.assumed import natural_domain
from gametheory.lang import FALSE, TRUE, Condition, Domain, all_of, deadline, decide
from gametheory.lang.deciding.ground import BUDGET
from gametheory.lang.memory import task

__all__ = ["Certificate", "audit"]

Game = SignalingGame | ExtensiveGame | StrategicGame

_CONCEPTS: Mapping[str, tuple[type, ...]] = {
    "perfect-bayesian": (SignalingGame,),
    "subgame-perfect": (ExtensiveGame,),
    "nash": (SignalingGame, ExtensiveGame, StrategicGame),
}


@overload
def audit(
    game: Solution, equilibrium: None = None, *, domain: Domain | None = None, concept: str | None = None,
    budget: int = BUDGET,
) -> tuple[Certificate, ...]: ...  # fmt: skip
@overload
def audit(
    game: Game, equilibrium: Equilibrium, *, domain: Domain | None = None, concept: str | None = None,
    budget: int = BUDGET,
) -> Certificate: ...  # fmt: skip
@task
def audit(
    game: Any,
    equilibrium: Equilibrium | None = None,
    *,
    domain: Domain | None = None,
    concept: str | None = None,
    budget: int = BUDGET,
) -> Any:
    """Certify an equilibrium, or every equilibrium of a solution, independently of how it was found.

    Parameters
    ----------
    game : SignalingGame, ExtensiveGame, StrategicGame, Model or Solution
    equilibrium : Equilibrium
        Left out for a solution. The numbers of one that ``solution.at`` returned are put into a game with parameters.
    domain : Domain, optional
        Where the parameters lie; by default the solution's or model's, or for a bare game all real numbers that
        leave its probabilities positive.
    concept : {"perfect-bayesian", "subgame-perfect", "nash"}, optional
        By default the solution's, or the strongest that fits the kind of game.
    budget : int
        Of work for one decision about a regime, in steps of z3; see :func:`gametheory.lang.decide`.

    Returns
    -------
    Certificate
        For a solution: a tuple of them, in the order of its equilibria.

    Raises
    ------
    ConceptError
        If there is no such concept, or it does not apply to this game; and if the equilibrium has parameters for which
        the game has numbers, or the other way round, and does not know its point.

    Notes
    -----
    Of a continuum the vertices of each piece and its middle are checked as well. The condition of a regime is checked
    to be sufficient for the equilibrium; that no equilibrium is missing is not a question an audit can answer.
    The regimes of a solution are claimed off its knife edges only, and are checked there.
    """
    if isinstance(game, Solution):
        if equilibrium is not None:
            raise TypeError(
                "audit(solution) takes no equilibrium: it certifies all; or pass the game and one equilibrium"
            )
        place = game.domain if domain is None else domain
        name = concept or game.concept.name
        edges = all_of(~edge for edge in game.knife_edges)
        return tuple(_in_time(game.game, eq, place, name, budget, edges) for eq in game)
    if equilibrium is None:
        raise TypeError("audit(): an equilibrium is missing")
    if not isinstance(game, SignalingGame | ExtensiveGame | StrategicGame):
        inner = getattr(game, "game", None)
        if not isinstance(inner, SignalingGame | ExtensiveGame | StrategicGame):
            raise TypeError(f"audit(): expected a game, a model or a solution, got {type(game).__name__}")
        domain = game.domain if domain is None else domain
        game = inner
    assert isinstance(game, SignalingGame | ExtensiveGame | StrategicGame)
    here = placed(game, equilibrium)
    if here is not game:
        domain = None  # of the parameters, which have numbers now
    return _certify(here, equilibrium, domain, concept or _strongest(here), budget)


def _in_time(game: Game, eq: Equilibrium, domain: Domain, concept: str, budget: int, besides: Condition) -> Certificate:
    """Return the certificate of one of many, which says so if there was no time for it."""
    with deadline.Part() as work:
        return _certify(game, eq, domain, concept, budget, besides)
    return Certificate(concept, None, undecided=(f"the audit was {work.why}",))


def _certify(
    game: Game, eq: Equilibrium, domain: Domain | None, concept: str, budget: int, besides: Condition = TRUE
) -> Certificate:
    if concept not in _CONCEPTS:
        raise ConceptError(f"no audit for {concept!r}{nearest(concept, _CONCEPTS)}: there are {', '.join(_CONCEPTS)}")
    if not isinstance(game, _CONCEPTS[concept]):
        raise ConceptError(f"{concept} does not apply to this {game}")
    place = domain if domain is not None and (domain.ranges or not game.parameters) else _anywhere(game)
    ledger = Ledger(place, eq.when, budget, besides)
    if eq.when == FALSE or (game.parameters and decide(eq.when, place).answer is False):
        ledger.refute("the condition of the regime holds nowhere in the domain")
        return ledger.certificate(concept, {})
    regret, error = _check(game, eq, ledger, concept)
    for i, vertex in enumerate(eq.vertices):
        ledger.pages.counts["vertices"] += 1
        more, off = _check(game, replace(vertex, vertices=()), ledger, concept)
        error = worst([error, off])
        regret.update({f"vertex {i + 1}: {key}": size for key, size in more.items() if size != 0})
    if len(eq.vertices) > 1:
        _middle(game, eq, ledger, concept)
    return ledger.certificate(concept, regret, error)


def _strongest(game: Game) -> str:
    if isinstance(game, SignalingGame):
        return "perfect-bayesian"
    return "subgame-perfect" if isinstance(game, ExtensiveGame) and game.perfect_information else "nash"


def _anywhere(game: Game) -> Domain:
    """Return all real numbers that leave every probability of nature positive, with the signs that symbols assume."""
    chances: list[Any] = []
    if isinstance(game, SignalingGame):
        chances = list(game.types.values())
    elif isinstance(game, ExtensiveGame):
        for node in game.nodes.values():
            if isinstance(node, Chance):
                chances += [p for p, _ in node.branches.values()]
    return natural_domain(game, chances)


def _check(
    game: Game, eq: Equilibrium, ledger: Ledger, concept: str
) -> tuple[dict[str, Fraction | None], Fraction | None]:
    """Check one stated profile; return the regrets and the error against Bayes' rule."""
    if isinstance(game, SignalingGame):
        found = audit_signaling(game, eq, ledger, nash=concept == "nash")
        return ({}, Fraction(0)) if found is None else (found.regret, found.bayes_error)
    if isinstance(game, ExtensiveGame):
        return audit_extensive(game, eq, ledger, subgames=concept == "subgame-perfect")
    return audit_strategic(game, eq, ledger), Fraction(0)


def _middle(game: Game, eq: Equilibrium, ledger: Ledger, concept: str) -> None:
    """Check the middle of a piece of a continuum, where the piece is convex in the strategies as stated.

    In an extensive game it need not be: behaviour strategies do not mix linearly.
    """
    if isinstance(game, SignalingGame):
        if concept == "perfect-bayesian":
            audit_middle(game, eq, ledger)
    elif isinstance(game, StrategicGame):
        corners = [mixed_strategies(v, ledger) for v in eq.vertices]
        if any(set(corner) != set(game.players) for corner in corners):
            return
        middle: dict[str, Distribution] = {}
        for player in game.players:
            labels = dict.fromkeys(s for corner in corners for s in corner[player])
            share = Fraction(1, len(corners))
            middle[player] = {s: share * sum((c[player].get(s, 0) for c in corners), start=Fraction(0)) for s in labels}
        ledger.pages.counts["middles"] += 1
        audit_strategic(game, eq, ledger, given=middle)
