"""Checking an equilibrium by another road.

The audit knows deviations and beliefs and nothing else: it shares no code with the solvers, and takes nothing from an
equilibrium but what is stated. For every concept it recomputes the payoffs and the outcome, finds the best deviation of
everybody who moves, and compares stated beliefs with Bayes' rule, all in exact arithmetic, so that an equilibrium has
regret zero and not a small number. A regime of a parametric game is certified for all its parameter values at once (see
:mod:`~gametheory.concepts.certify.certificate`). What is checked for a concept is in ``certify/``, one file a concept;
an import contract keeps the solvers out of there.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from gametheory.concepts.certify.certificate import Certificate, Findings, Ledger, worst
from gametheory.concepts.concept import Concept, chosen_concept
from gametheory.concepts.equilibrium import Equilibrium
from gametheory.concepts.placing import placed
from gametheory.concepts.solution import Solution
from gametheory.errors import ConceptError
from gametheory.game import Game
from gametheory.lang import FALSE, TRUE, Condition, Domain, all_of, deadline, decide
from gametheory.lang.deciding.ground import BUDGET
from gametheory.lang.memory import task

__all__ = ["audit", "certificates"]


@task
def audit(
    game: Any,
    equilibrium: Equilibrium,
    *,
    domain: Domain | None = None,
    concept: Concept | type[Concept] | str | None = None,
    budget: int = BUDGET,
) -> Certificate:
    """Certify an equilibrium independently of how it was found; ``solution.certificates()`` certifies all of them.

    Parameters
    ----------
    game : Game or Model
    equilibrium : Equilibrium
        The numbers of one that ``solution.at`` returned are put into a game with parameters.
    domain : Domain, optional
        Where the parameters lie; by default the model's, or for a bare game all real numbers that leave its
        probabilities positive.
    concept : Concept, optional
        Or its name; by default the strongest that takes the game.
    budget : int
        Of work for one decision about a regime; see :func:`gametheory.lang.decide`.

    Raises
    ------
    ConceptError
        If there is no such concept, or it does not apply to this game; and if the equilibrium has parameters for which
        the game has numbers, or the other way round, and does not know its point.

    Notes
    -----
    Of a continuum the vertices of each piece and its middle are checked as well. The condition of a regime is checked
    to be sufficient for the equilibrium; that no equilibrium is missing is not a question an audit can answer.
    A regime of a tree with information sets states its path only; what it rests on off the path
    (:class:`~gametheory.concepts.supports.Support`) is proved with it, and undecided where that is not known.
    A concept without a check of its own gives a certificate that says so, with ``valid`` None.
    """
    if isinstance(game, Solution):
        raise TypeError(
            "audit(): expected a game and one equilibrium; solution.certificates() certifies a whole solution"
        )
    if not isinstance(game, Game):
        inner = getattr(game, "game", None)
        if not isinstance(inner, Game):
            raise TypeError(f"audit(): expected a game or a model, got {type(game).__name__}")
        domain = game.domain if domain is None else domain
        game = inner
    here = placed(game, equilibrium)
    if here is not game:
        domain = None  # of the parameters, which have numbers now
    return _certify(here, equilibrium, domain, chosen_concept(concept, here), budget)


@task
def certificates(solution: Solution, *, budget: int = BUDGET) -> tuple[Certificate, ...]:
    """Certify every equilibrium of a solution; its regimes are claimed off its knife edges, and are checked there."""
    edges = all_of(~edge for edge in solution.knife_edges)
    return tuple(_in_time(solution, eq, budget, edges) for eq in solution)


def _in_time(solution: Solution, eq: Equilibrium, budget: int, besides: Condition) -> Certificate:
    """Return the certificate of one of many, which says so if there was no time for it."""
    with deadline.Part() as work:
        return _certify(solution.game, eq, solution.domain, solution.concept, budget, besides)
    return Certificate(solution.concept.name, None, undecided=(f"the audit was {work.why}",))


def _certify(
    game: Game, eq: Equilibrium, domain: Domain | None, concept: Concept, budget: int, besides: Condition = TRUE
) -> Certificate:
    if concept.undefined(game) is not None:
        raise ConceptError(f"{concept.name} does not apply to this {game}")
    place = domain if domain is not None and (domain.ranges or not game.parameters) else game.natural_domain
    ledger = Ledger(place, eq.when, budget, besides)
    if eq.when == FALSE or (game.parameters and decide(eq.when, place).answer is False):
        ledger.refute("the condition of the regime holds nowhere in the domain")
        return ledger.certificate(concept.name, {})
    found = concept.check(game, eq, ledger)
    if found is None:
        ledger.doubt(f"there is no check of {concept.name} equilibria by another road")
        return ledger.certificate(concept.name, {}, None)
    regret, error = dict(found.regret), found.bayes_error
    for i, vertex in enumerate(eq.vertices):
        ledger.pages.counts["vertices"] += 1
        more = concept.check(game, replace(vertex, vertices=()), ledger) or Findings()
        error = worst([error, more.bayes_error])
        regret.update({f"vertex {i + 1}: {key}": size for key, size in more.regret.items() if size != 0})
    if len(eq.vertices) > 1:
        concept.check_middle(game, eq, ledger)
    return ledger.certificate(concept.name, regret, error)
