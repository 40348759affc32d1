"""What a solver returns: the equilibria of a game, and how complete the list is."""

from __future__ import annotations

import functools
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from gametheory.concepts.equilibrium import Equilibrium, mapped
from gametheory.concepts.words.rows import solution_frame, solution_rows
from gametheory.concepts.words.statement import called, differences, solution_statement
from gametheory.errors import EquilibriumError, ParameterError, nearest
from gametheory.game import Game
from gametheory.lang import FALSE, TRUE, And, Condition, Domain, all_of, decide
from gametheory.lang.frozen import frozen
from gametheory.lang.keeping.sorts import kept
from gametheory.lang.memory import Same
from gametheory.lang.writing.layout import count
from gametheory.lang.writing.statement import Part, Stated

if TYPE_CHECKING:
    import pandas

    from gametheory.concepts.certify.certificate import Certificate
    from gametheory.concepts.concept import Concept
    from gametheory.spec import Model

__all__ = ["AT_END", "FORMAT", "ON_EDGE", "Solution", "edge_notes", "end_notes"]

FORMAT = "gametheory-solution/1"


@kept("solution")
@dataclass(frozen=True)
class Solution(Stated):
    """All equilibria of a game under one concept, with what is known about the completeness of the list.

    Attributes
    ----------
    game : Game
    concept : Concept
    equilibria : tuple of Equilibrium
    exhaustive : bool
        Whether the list is proved to be complete: at every point of the domain off the knife edges and off the regimes'
        own borders, on which a tie may add to it (at the point, for a game without parameters). ``at`` is exact there
        too.
    why : str
        Where ``exhaustive`` is False: why.
    domain : Domain
        The parameters' ranges and assumptions; empty for a game without parameters.
    knife_edges : tuple of Condition
        Equalities between parameters on which further equilibria may exist. ``at`` solves such points by themselves.
    baseline, point : mapping of parameter to value
        What ``at`` fills in; and the point, for a solution at a point.
    model : Model or None
        The document, where the game came from one.
    alike : tuple of tuple of str
        Labels between which the game makes no difference, a response with the message that it answers
        (``message/response``): equilibria that differ only in which of them is used are one in the list.
        :meth:`one_by_one` lists them all.
    """

    game: Game
    concept: Concept
    equilibria: tuple[Equilibrium, ...]
    exhaustive: bool = True
    why: str = ""
    domain: Domain = field(default_factory=Domain)
    knife_edges: tuple[Condition, ...] = ()
    baseline: Mapping[str, Fraction] = field(default_factory=dict)
    point: Mapping[str, Fraction] | None = None
    model: Model | None = None
    notes: tuple[str, ...] = ()
    alike: tuple[tuple[str, ...], ...] = ()

    def __hash__(self) -> int:
        return hash((self.concept, self.equilibria, self.exhaustive))

    def __iter__(self) -> Iterator[Equilibrium]:
        return iter(self.equilibria)

    def __len__(self) -> int:
        return len(self.equilibria)

    def __getitem__(self, key: int | str) -> Equilibrium:
        """Return an equilibrium by its place in the list, or by its name.

        Raises
        ------
        EquilibriumError
            For a name that none or several of them have.
        IndexError
            For a place beyond the list.
        """
        if not isinstance(key, str):
            return self.equilibria[key]
        places = [i for i, eq in enumerate(self.equilibria) if eq.name == key]
        if len(places) > 1:
            which = f"{', '.join(map(str, places[:-1]))} and {places[-1]}"
            raise EquilibriumError(f"{len(places)} equilibria are called {key!r}: take one by its index, {which}")
        if not places:
            names = dict.fromkeys(eq.name for eq in self.equilibria)
            hint = nearest(key, names) or f": there are {', '.join(map(repr, names)) or 'none'}"
            raise EquilibriumError(f"no equilibrium is called {key!r}{hint}")
        return self.equilibria[places[0]]

    @functools.cached_property
    def parameters(self) -> tuple[str, ...]:
        """The parameters of the game, in the document's order."""
        return self.domain.names

    def full_point(self, values: Mapping[str, Any], *, extend: bool = False, ends: bool = False) -> dict[str, Fraction]:
        """Return the baseline with ``values`` put in, exact and checked.

        With ``ends`` the point may be an end of the domain, where a probability of nature's is zero.

        Raises
        ------
        ParameterError
            For unknown names, values that are no numbers, parameters that have neither a value nor a baseline, and
            (unless
            ``extend``) points outside the ranges or against the assumptions.
        """
        point = {**self.baseline, **self._given(values)}
        missing = [name for name in self.domain.names if name not in point]
        if missing:
            raise ParameterError(f"no value for {', '.join(missing)}: there is no baseline, give one")
        if not extend:
            domain = self.domain.reached(point) if ends else self.domain
            wrong = list(domain.outside(point))
            if wrong:
                raise ParameterError("; ".join(wrong) + " (extend=True solves there all the same)")
        return point

    def _given(self, values: Mapping[str, Any]) -> dict[str, Fraction]:
        """Return values of parameters as exact numbers; raises for names that are none, or none any more."""
        if self.point is not None and not self.domain.ranges:
            for name in values:
                if name in self.point:
                    there = ", ".join(f"{n} = {x}" for n, x in self.point.items())
                    raise ParameterError(
                        f"this solution is solved at a point ({there}): ask the solution of the parametric game"
                    )
        return self.domain.point(values)

    def at(self, values: Mapping[str, Any] | None = None, /, *, extend: bool = False, **more: Any) -> Solution:
        """Return the equilibria at one parameter point, in exact numbers; the rest is at the baseline.

        On a knife edge ``notes`` says so. Where a probability of nature's is zero, and ranges and stated assumptions
        admit that, it is the game without that type or branch: ``notes`` says what is left out.

        Parameters
        ----------
        values, **more : numbers or text such as ``"7/10"``
        extend : bool
            Allow points outside the parameters' ranges and assumptions.

        Raises
        ------
        ParameterError
            See :meth:`full_point`.
        """
        given = {str(name): value for name, value in (values or {}).items()}  # symbols name parameters too
        point = self.full_point({**given, **more}, extend=extend, ends=True)
        found = self._same.at(self, point).located(point, self.model)
        return replace(
            found, concept=self.concept, notes=(*found.notes, *edge_notes(self, point), *end_notes(self, point))
        )

    def game_at(self, values: Mapping[str, Fraction]) -> Any:
        """Return the game with values put in, without the types and branches that have probability zero there.

        Raises
        ------
        ParameterError
            If a number of the game divides by zero there.
        GameError
            If a probability is negative there.
        """
        try:
            return self.game.possible(values)
        except ZeroDivisionError:
            there = ", ".join(f"{name} = {x}" for name, x in values.items())
            raise ParameterError(f"a number of the game divides by zero at {there}") from None

    def fix(self, values: Mapping[str, Any] | None = None, /, *, extend: bool = False, **more: Any) -> Solution:
        """Return the solution of the game with some parameters at these values, for the rest of the domain.

        The game is solved again with the values put in, so that equilibria that exist only there (on a knife edge) are
        among them. The other parameters stay free, with their ranges and baseline and what the assumptions leave of
        them. With values for all parameters it is the solution at the point, solved there whatever the regimes say.
        Values that make a probability of nature's zero leave the type or branch out, as :meth:`at` does.

        Parameters
        ----------
        values, **more : numbers or text such as ``"7/10"``
        extend : bool
            Allow values outside the parameters' ranges and assumptions; an assumption that they make false is left out.

        Raises
        ------
        ParameterError
            For unknown names and values that are no numbers; and (unless ``extend``) for values outside the ranges and
            assumptions, and values beside which the assumptions cannot hold.

        Examples
        --------
        >>> import gametheory as gt
        >>> solution = gt.solve(gt.load("beer_quiche"))
        >>> sorted({eq.name for eq in solution.fix(wimp="1/2")} - {eq.name for eq in solution})
        []
        """
        from gametheory.concepts.concept import solve_in_time, solve_throughout

        fixed = self._given({**{str(name): value for name, value in (values or {}).items()}, **more})
        if len(fixed) == len(self.domain.names):
            point = self.full_point(fixed, extend=extend, ends=True)
            found = solve_in_time(self._same, self.game_at(point), Domain()).located(point, self.model)
            return replace(found, concept=self.concept, notes=(*found.notes, *end_notes(self, point)))
        if not fixed:
            return self
        domain = self._rest(fixed, extend=extend)
        found = solve_throughout(self._same, self.game_at(fixed), domain)
        baseline = {name: value for name, value in self.baseline.items() if name in domain.ranges}
        notes = (*found.notes, *end_notes(self, fixed))
        return replace(found, concept=self.concept, domain=domain, baseline=baseline, model=self.model, notes=notes)

    @property
    def _same(self) -> Concept:
        """The concept, to which the game with numbers put in has no more labels alike than this one."""
        return self.concept.telling_apart(self.alike)

    def _rest(self, fixed: Mapping[str, Fraction], *, extend: bool) -> Domain:
        """Return the domain of the parameters that are left free, checked."""
        reached = self.domain.reached(fixed)
        wrong = [] if extend else list(reached.outside(fixed))
        if wrong:
            raise ParameterError("; ".join(wrong) + " (extend=True solves there all the same)")
        free = {name: interval for name, interval in self.domain.ranges.items() if name not in fixed}
        assume = reached.assume
        odds = tuple(p for p in (p.subs(fixed) for p in reached.odds) if not p.is_constant)
        beside = {part: part.subs(fixed) for part in (assume.parts if isinstance(assume, And) else (assume,))}
        if extend:
            return Domain(free, all_of(part for part in beside.values() if part != FALSE), odds)
        domain = Domain(free, assume.subs(fixed), odds)
        if decide(TRUE, domain).answer is False:
            there = ", ".join(f"{name} = {value}" for name, value in fixed.items())
            false = " and ".join(str(part) for part, left in beside.items() if left == FALSE)
            raise ParameterError(
                f"no {' and '.join(free)} is admissible beside {there}: "
                f"{false or 'the assumptions together'} cannot hold"
            )
        return domain

    def located(self, point: Mapping[str, Fraction], model: Model | None) -> Solution:
        """Return the solution of a game with numbers put in as one at their point, which its equilibria know too."""
        where = frozen(dict(point))

        def there(eq: Equilibrium) -> Equilibrium:
            return replace(eq, point=where, vertices=tuple(replace(v, point=where) for v in eq.vertices))

        equilibria = tuple(there(eq) for eq in self.equilibria)
        return replace(self, equilibria=equilibria, point=point, baseline=point, model=model)

    def one_by_one(self) -> Solution:
        """Return the solution that lists by themselves equilibria which ``alike`` makes one here.

        Where there are none it is this one.
        """
        return _one_by_one(Same(self)) if self.alike else self

    def certificates(self) -> tuple[Certificate, ...]:
        """Certify every equilibrium by another road than the one by which it was found, in order.

        See :func:`gametheory.concepts.auditing.audit`.
        """
        from gametheory.concepts.auditing import certificates

        return certificates(self)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the solution to a file, whole or not at all; :func:`gametheory.read` returns it again, equal.

        The file is JSON and holds everything: the game, the model's document, the concept with its options, every
        equilibrium with what it rests on. A file that is there is replaced.

        Parameters
        ----------
        path : str or path
            Such as ``solution.json``; no name of a model document.

        Raises
        ------
        SolutionFileError
            If the file cannot be written, or the game or concept is of a class that does not say what it consists of.
        """
        from gametheory.concepts.keeping.file import save

        save(self, path)

    def document(self) -> dict[str, Any]:
        """Return it as a mapping of JSON's types, format ``gametheory-solution/1``.

        Every number is a string that the expression grammar reads back exactly: ``"3"``, ``"2/9"``, and in a regime a
        closed form in the parameters such as ``"theta0/(1 - distraction)"``. Keys: ``format``, ``model`` (name and
        sha256, null for a game that came from no document), ``concept``, ``point`` (the full parameter point, null for
        regimes: ``when`` then says where each exists), ``exhaustive``, ``equilibria``; ``why`` where it is not
        exhaustive; ``knife_edges`` for regimes; ``alike`` and ``notes`` where there are any.
        """
        regime = self.point is None and bool(self.domain.names)
        model = self.model
        out: dict[str, Any] = {
            "format": FORMAT,
            "model": None if model is None else {"name": model.name, "sha256": model.sha256},
            "concept": self.concept.name,
            "point": None if regime else mapped(str, self.point or {}),
            "exhaustive": self.exhaustive,
        }
        if not self.exhaustive:
            out["why"] = self.why
        out["equilibria"] = [eq.document(regime=regime) for eq in self]
        if regime:
            out["knife_edges"] = [str(edge) for edge in self.knife_edges if edge != FALSE]
        if self.alike:
            out["alike"] = [list(labels) for labels in self.alike]
        # a point solved without the regimes does not know their knife edges: its document is the same either way
        notes = [note for note in self.notes if not note.startswith(ON_EDGE)]
        if notes:
            out["notes"] = notes
        return out

    def rows(self) -> list[dict[str, Any]]:
        """Return a row an equilibrium, for CSV.

        ``name`` is its own, ``when`` where it exists, ``payoff of PLAYER`` and ``P(HISTORY)`` of every terminal
        history that some equilibrium reaches are exact, as text: closed forms in a regime. ``isolated`` is 0 for a
        piece of a continuum, of which payoffs and probabilities are those of one of its outcomes.
        """
        return solution_rows(self)

    def to_dataframe(self) -> pandas.DataFrame:
        """Return :meth:`rows` as a data frame of pandas, with the equilibria's indices.

        Numbers are ``Fraction`` and closed forms ``Expression``, exact as in the solution: ``float`` makes decimals of
        numbers.

        Raises
        ------
        ModuleNotFoundError
            If pandas is not installed.
        """
        return solution_frame(self)

    def statement(self) -> tuple[Part, ...]:
        """Return it as a paper states it."""
        return solution_statement(self)

    def in_short(self) -> str:
        regimes = self.point is None and bool(self.domain.names)
        found = count(len(self), "regime") if regimes else count(len(self), "equilibrium", "equilibria")
        where = "".join(f", {name} = {x}" for name, x in differences(self).items())
        return f"{called(self)}, {self.concept.name}{where}: {found}{'' if self.exhaustive else ', perhaps not all'}"


@functools.lru_cache(maxsize=8)  # several questions are asked of one solution
def _one_by_one(solution: Same[Solution]) -> Solution:
    from gametheory.concepts.concept import solve_in_time, solve_throughout

    merged = solution.subject
    concept = merged.concept.telling_apart()
    if merged.point is not None:
        game = merged.game.possible(merged.point) if merged.game.parameters else merged.game
        return solve_in_time(concept, game, Domain()).located(merged.point, merged.model)
    found = solve_throughout(concept, merged.game, merged.domain)
    return replace(found, domain=merged.domain, baseline=merged.baseline, model=merged.model)


ON_EDGE = "this point lies on the knife edge "
"""How the note begins that ``at`` adds on a knife edge."""


AT_END = "probability zero here: "
"""How the note begins that ``at`` and ``fix`` add where a probability of nature's is zero."""


def end_notes(solution: Solution, values: Mapping[str, Fraction]) -> tuple[str, ...]:
    """Return a sentence about the types and branches that have probability zero where these values are put in.

    Besides those of values that were put in before.
    """
    before = tuple(note for note in solution.notes if note.startswith(AT_END))
    gone = solution.game.impossible(values)
    if not gone:
        return before
    without = "it" if len(gone) == 1 else "them"
    return (*before, f"{AT_END}{', '.join(gone)}; the game is solved without {without}")


def edge_notes(solution: Solution, point: Mapping[str, Fraction]) -> tuple[str, ...]:
    """Return a sentence about the knife edges of a parametric solution that a point lies on; none for no edge."""
    edges = [str(edge) for edge in solution.knife_edges if edge.at(point)]
    if not edges:
        return ()
    return (f"{ON_EDGE}{' and '.join(edges)}: what exists here need not exist at any point beside it",)
