"""Solution concepts: configuration objects that know how to solve a game.

A concept is a frozen dataclass with the one method :meth:`Concept.solve`. :func:`solve` is the one entry: it takes a
model or a game, picks the strongest concept that fits if none is given, and returns a
:class:`~gametheory.concepts.solution.Solution`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, ClassVar

from gametheory.concepts.solution import Solution
from gametheory.errors import ConceptError, nearest
from gametheory.game import ExtensiveGame, SignalingGame, StrategicGame
from gametheory.game.assumed import natural_domain
from gametheory.lang import Domain, deadline, decide
from gametheory.lang.deciding.readable import settle
from gametheory.lang.memory import task
from gametheory.spec import Model

__all__ = ["CONCEPTS", "Concept", "concept_named", "default_concept", "register", "solve", "solve_in_time"]

CONCEPTS: dict[str, type[Concept]] = {}


@dataclass(frozen=True)
class Concept:
    """Base of the solution concepts; ``name`` is what the command line and the JSON call it."""

    name: ClassVar[str] = ""
    accepts: ClassVar[str] = ""
    references: ClassVar[tuple[str, ...]] = ()
    """Keys of the bibliography: where the concept comes from."""
    exact_on_borders: ClassVar[bool] = False
    """Whether the knife edges hold every point at which there are more equilibria than the regimes say. If not, a tie
    on the border of a regime may add some that no regime lists."""

    def solve(self, game: Any, domain: Domain) -> Solution:
        """Return all equilibria of ``game``; ``domain`` bounds its parameters (and is empty if it has none).

        Raises
        ------
        ConceptError
            If the concept does not apply to this game.
        """
        raise NotImplementedError

    def at(self, solution: Solution, point: Mapping[str, Fraction]) -> Solution:
        """Return the equilibria at a point; by default the game is solved there."""
        return self.solve(solution.game.subs(point), Domain())

    def refuse(self, game: Any, why: str = "") -> ConceptError:
        """Return the error that says which games this concept takes."""
        reason = f": {why}" if why else ""
        return ConceptError(f"{type(self).__name__} solves {self.accepts}; got {game}{reason}")


def register(concept: type[Concept]) -> type[Concept]:
    """Put a concept class into the table by its name (a class decorator)."""
    CONCEPTS[concept.name] = concept
    return concept


def concept_named(name: str) -> Concept:
    """Return the concept that the command line calls ``name``.

    Raises
    ------
    ConceptError
        If there is none of that name.
    """
    if name not in CONCEPTS:
        known = ", ".join(sorted(CONCEPTS))
        raise ConceptError(f"unknown concept {name!r}{nearest(name, CONCEPTS)}: there are {known}")
    return CONCEPTS[name]()


def default_concept(game: Any) -> Concept:
    """Return the strongest concept that fits the kind of game."""
    if isinstance(game, SignalingGame):
        return concept_named("perfect-bayesian")
    if isinstance(game, ExtensiveGame) and game.perfect_information:
        return concept_named("subgame-perfect")
    return concept_named("nash")


def _domain_of(game: Any) -> Domain:
    """Return the domain of a game without a document; see :func:`~gametheory.game.assumed.natural_domain`."""
    priors: list[Any] = list(game.types.values()) if isinstance(game, SignalingGame) else []
    if isinstance(game, ExtensiveGame):
        from gametheory.game import Chance

        priors = [p for node in game.nodes.values() if isinstance(node, Chance) for p, _ in node.branches.values()]
    return natural_domain(game, priors)


def _chosen(concept: Any, game: Any) -> Concept:
    """Return the concept meant by an instance, its class, its name or None."""
    if concept is None:
        return default_concept(game)
    if isinstance(concept, str):
        return concept_named(concept)
    if isinstance(concept, type) and issubclass(concept, Concept):
        return concept()
    if not isinstance(concept, Concept):
        raise ConceptError(f"expected a concept such as PerfectBayesian() or its name, got {concept!r}")
    return concept


def _honest(found: Solution, domain: Domain) -> Solution:
    """Return the solution, not called complete where the domain lies on one of its knife edges altogether."""
    with deadline.Part() as work:
        for edge in found.knife_edges:
            if found.exhaustive and decide(~edge, domain).answer is False:
                why = f"every admissible point lies on the knife edge {edge}, where further equilibria may exist"
                return replace(found, exhaustive=False, why=f"{why}: put the equality into the game, or solve points")
    if work.why:
        return replace(found, exhaustive=False, why=f"the search was {work.why}")
    return found


def solve_in_time(concept: Concept, game: Any, domain: Domain) -> Solution:
    """Return what a concept finds in the time that there is; see :func:`gametheory.lang.deadline.limited`.

    Raises
    ------
    ConceptError
        If the concept does not apply to this game.
    """
    before = len(deadline.cuts())
    found = Solution(game, concept, (), exhaustive=False, domain=domain)
    with deadline.Part(0.95) as work:
        found = concept.solve(game, domain)
    if work.why:
        found = replace(found, why=f"the search was {work.why}")
    if len(deadline.cuts()) > before:
        # to print an answer that was cut must not take the time that the search did not have
        shown = [*found.knife_edges, *(eq.when for eq in found)]
        shown += [where for eq in found for ways in eq.deterrence.values() for _, where in ways]
        for condition in shown:
            settle(condition)
    return found


@task
def solve(
    subject: Model | SignalingGame | ExtensiveGame | StrategicGame,
    concept: Concept | type[Concept] | str | None = None,
    *,
    seconds: float | None = None,
    partial: bool = False,
) -> Solution:
    """Find all equilibria of a model or a game.

    Parameters
    ----------
    subject : Model, SignalingGame, ExtensiveGame or StrategicGame
        A model brings its parameters' ranges, assumptions and baseline. A bare game's parameters are any real numbers
        that keep its probabilities positive.
    concept : Concept, optional
        ``PerfectBayesian()``, ``SubgamePerfect()``, ``Nash()``, or a concept's name; by default the strongest that fits
        the kind of game.
    seconds : number, optional
        How long to search. What was found by then is returned: equilibria that exist where their conditions say, with
        ``exhaustive`` False and the reason in ``why``. This alone can make an answer depend on the machine; an answer
        that was found in time is the same as without it.
    partial : bool
        Whether Ctrl-C returns what was found so far, in the same way, instead of raising ``KeyboardInterrupt``; a
        second one raises it.

    Raises
    ------
    ConceptError
        If the concept does not apply to this game.
    ParameterError
        For ``seconds`` that is no positive number.
    """
    with deadline.limited(seconds, partial):
        if isinstance(subject, Model):
            chosen = _chosen(concept, subject.game)
            found = _honest(solve_in_time(chosen, subject.game, subject.domain), subject.domain)
            return replace(found, domain=subject.domain, baseline=subject.baseline, model=subject)
        if not isinstance(subject, SignalingGame | ExtensiveGame | StrategicGame):
            raise TypeError(f"solve(): expected a model or a game, got {type(subject).__name__}")
        chosen = _chosen(concept, subject)
        return solve_in_time(chosen, subject, _domain_of(subject))
