"""Solution concepts: configuration objects that know how to solve a game.

A concept is a frozen dataclass. It says which games it takes and why not others (:meth:`Concept.refusal`), solves them
(:meth:`Concept.solve`), checks a stated equilibrium by another road (:meth:`Concept.check`), and brings the words and
the sources that a reader needs. :func:`solve` is the one entry: it takes a model or a game, picks the strongest concept
that takes the game if none is given, and returns a :class:`~gametheory.concepts.solution.Solution`.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from typing import Any, ClassVar

from gametheory.cache import using
from gametheory.concepts.certify.certificate import Findings, Ledger
from gametheory.concepts.equilibrium import Equilibrium
from gametheory.concepts.keeping.recall import recalled
from gametheory.concepts.solution import Solution
from gametheory.errors import ConceptError, nearest
from gametheory.game import Game
from gametheory.lang import Domain, deadline, decide
from gametheory.lang.deciding.readable import settle
from gametheory.lang.keeping.sorts import UnkeptError, UnreadError, keep
from gametheory.lang.memory import task
from gametheory.spec import Model
from gametheory.spec.library import model_of
from gametheory.stages import shown

__all__ = [
    "CONCEPTS",
    "Concept",
    "concept_named",
    "default_concept",
    "honest",
    "register",
    "solve",
    "solve_in_time",
    "solve_throughout",
]

CONCEPTS: dict[str, type[Concept]] = {}


@dataclass(frozen=True)
class Concept:
    """Base of the solution concepts.

    Attributes
    ----------
    name : str
        What the command line and the JSON call it.
    noun : str
        What a reader calls one equilibrium: ``Nash equilibrium``.
    games : str
        Which games it takes, in words.
    scope : str
        What a statement about all equilibria must add: ``, among pure strategies``; empty for most.
    weaker : tuple of str
        Names of concepts that every equilibrium of this one satisfies too.
    by_default : bool
        Whether it may solve a game for which no concept is named. Not if most of the games that it takes have no
        equilibrium of it.
    leading : str
        The refinement that a report names first.
    references : tuple of str
        Keys of the bibliography: where the concept comes from.
    exact_on_borders : bool
        Whether the knife edges hold every point at which there are more equilibria than the regimes say. If not, a tie
        on the border of a regime may add some that no regime lists.
    """

    name: ClassVar[str] = ""
    noun: ClassVar[str] = "equilibrium"
    games: ClassVar[str] = ""
    scope: ClassVar[str] = ""
    weaker: ClassVar[tuple[str, ...]] = ()
    by_default: ClassVar[bool] = True
    leading: ClassVar[str] = ""
    references: ClassVar[tuple[str, ...]] = ()
    exact_on_borders: ClassVar[bool] = False

    def __init_subclass__(cls, **more: Any) -> None:
        """Make the solver a task: what it finds does not depend on what was asked before."""
        super().__init_subclass__(**more)
        if "solve" in vars(cls):
            cls.solve = task(cls.solve)  # type: ignore[method-assign]

    @property
    def refinements(self) -> tuple[str, ...]:
        """Names of the refinements that judge its equilibria."""
        return ()

    def refusal(self, game: Game) -> str | None:
        """Return why the concept does not take a game: empty if its kind says it all, None if it takes it."""
        raise NotImplementedError

    def undefined(self, game: Game) -> str | None:
        """Return why the definition does not apply to a game; None if it does, whether or not it can be solved here."""
        return self.refusal(game)

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
        return self.solve(solution.game_at(point), Domain())

    def check(self, game: Game, equilibrium: Equilibrium, ledger: Ledger) -> Findings | None:
        """Check one stated profile against the concept's definition, without its solver; None if there is no check."""
        return None

    def check_middle(self, game: Game, equilibrium: Equilibrium, ledger: Ledger) -> None:
        """Check the middle of a piece of a continuum, where the piece is convex in the strategies as stated."""

    def telling_apart(self, alike: tuple[tuple[str, ...], ...] = ()) -> Concept:
        """Return the concept that lists equilibria by themselves if they differ in more than labels in ``alike``."""
        return self

    def first_of_each(
        self, game: Game, alike: tuple[tuple[str, ...], ...], found: tuple[Equilibrium, ...]
    ) -> tuple[Equilibrium, ...]:
        """Return equilibria at a point without those that differ from an earlier one in labels in ``alike`` only."""
        return found

    def sharp(self, game: Game) -> bool:
        """Return whether the regimes of a game are exact on their borders too; see ``exact_on_borders``."""
        return self.exact_on_borders

    def accept(self, game: Game) -> None:
        """Raise the error that says which games the concept takes, if this is not one.

        Raises
        ------
        ConceptError
            See :meth:`refusal`.
        """
        why = self.refusal(game) if isinstance(game, Game) else ""
        if why is not None:
            reason = f": {why}" if why else ""
            raise ConceptError(f"{type(self).__name__} solves {self.games}; got {game}{reason}")


def register(concept: type[Concept]) -> type[Concept]:
    """Put a concept class into the table by its name (a class decorator)."""
    CONCEPTS[concept.name] = concept
    return concept


def _options(concept: Concept) -> tuple[str, dict[str, Any]]:
    """Return what a file has of a concept: its name, by which it is found again, and what it was made with."""
    if CONCEPTS.get(concept.name) is not type(concept):
        raise UnkeptError(f"the concept {type(concept).__qualname__} is not in the table of concepts: register it")
    return concept.name, {one.name: getattr(concept, one.name) for one in fields(concept) if one.init}


def _with_options(name: str, options: Mapping[str, Any]) -> Concept:
    if name not in CONCEPTS:
        raise UnreadError(f"the concept {name!r} is not registered here: import what brings it")
    return CONCEPTS[name](**options)


keep(Concept, "concept", ("name", "options"), _options, _with_options, family=True)


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


def default_concept(game: Game) -> Concept:
    """Return the strongest concept that takes a game: one that no other concept which takes it is stronger than.

    Where none takes it, the weakest one of all, which then says why.
    """
    known = [concept() for concept in CONCEPTS.values() if concept.by_default]
    taking = [concept for concept in known if concept.refusal(game) is None]
    implied = {name for concept in taking for name in concept.weaker}
    return next(iter([c for c in taking if c.name not in implied] or [c for c in known if not c.weaker]))


def chosen_concept(concept: Any, game: Game) -> Concept:
    """Return the concept meant by an instance, its class, its name or None.

    Raises
    ------
    ConceptError
        For anything else.
    """
    if concept is None:
        return default_concept(game)
    if isinstance(concept, str):
        return concept_named(concept)
    if isinstance(concept, type) and issubclass(concept, Concept):
        return concept()
    if not isinstance(concept, Concept):
        raise ConceptError(f"expected a concept such as PerfectBayesian() or its name, got {concept!r}")
    return concept


def honest(found: Solution, domain: Domain) -> Solution:
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

    Where answers are kept (:mod:`gametheory.concepts.keeping`), a game that was solved before is not solved again.

    Raises
    ------
    ConceptError
        If the concept does not apply to this game.
    """
    return recalled("solve", (concept, game, domain), lambda: _found_in_time(concept, game, domain))


def solve_throughout(concept: Concept, game: Any, domain: Domain) -> Solution:
    """Return what :func:`solve_in_time` does, not called complete where the domain lies on a knife edge altogether."""
    work = functools.partial(_found_in_time, concept, game, domain)
    return recalled("solve throughout", (concept, game, domain), lambda: honest(work(), domain))


def _found_in_time(concept: Concept, game: Any, domain: Domain) -> Solution:
    before = len(deadline.cuts())
    found = Solution(game, concept, (), exhaustive=False, domain=domain)
    with deadline.Part(0.95) as work:
        found = concept.solve(game, domain)
    if work.why:
        found = replace(found, why=f"the search was {work.why}")
    if len(deadline.cuts()) > before:
        # to print an answer that was cut must not take the time that the search did not have
        for condition in (*found.knife_edges, *(where for eq in found for where in eq.conditions())):
            settle(condition)
    return found


def called(subject: Any) -> str:
    """Return what a line about the work calls its subject: the name of a model, a name or path as it was given."""
    return str(getattr(subject, "name", subject))


@task
def solve(
    subject: Model | Game | str | os.PathLike[str],
    concept: Concept | type[Concept] | str | None = None,
    *,
    seconds: float | None = None,
    partial: bool = False,
    cache: bool | str | os.PathLike[str] | None = None,
    progress: bool = False,
) -> Solution:
    """Find all equilibria of a model or a game.

    Parameters
    ----------
    subject : Model, Game, str or path
        A model brings its parameters' ranges, assumptions and baseline; a text is the name or the path of one, which
        is loaded as :func:`gametheory.load` does. A bare game's parameters are any real numbers
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
    cache : bool or path, optional
        True: take the answer from the user's cache where it was kept there before, and keep it there; a path: in this
        folder. It is the same answer. By default nothing is read or written (on the command line everything is, unless
        ``--no-cache``).
    progress : bool
        Whether a search of more than two seconds shows on standard error for how long it has been going on, where that
        is a terminal.

    Raises
    ------
    CatalogueError, DocumentError
        For a name or a path, as :func:`gametheory.load`.
    ConceptError
        If the concept does not apply to this game.
    ParameterError
        For ``seconds`` that is no positive number.

    Examples
    --------
    >>> solve("beer_quiche")
    <Solution: beer_quiche, perfect-bayesian: 3 regimes>
    """
    with deadline.limited(seconds, partial), using(cache), shown(f"solving {called(subject)}", progress):
        if isinstance(subject, Game):
            return solve_in_time(chosen_concept(concept, subject), subject, subject.natural_domain)
        with deadline.suspended():  # a document is read whole, whatever the time
            model = model_of(subject, "solve", " or a game")
        chosen = chosen_concept(concept, model.game)
        found = solve_throughout(chosen, model.game, model.domain)
        return replace(found, domain=model.domain, baseline=model.baseline, model=model)
