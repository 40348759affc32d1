"""A claim put to a solution: which equilibria it speaks about, where, and what its patterns mean in each of them.

``at`` fixes parameters: the game is then solved again with the values put in, so that a claim about a knife edge is
asked of the equilibria that exist there. ``refine`` keeps only the equilibria that survive refinements.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from fractions import Fraction
from typing import Any

from gametheory.concepts import Equilibrium, Solution, refine
from gametheory.concepts.refinements.judge import refinement_names
from gametheory.errors import ParameterError, nearest
from gametheory.game import Outcome
from gametheory.lang import FALSE, Condition, Domain, Expression, all_of, relation
from gametheory.lang.deciding.logic import Prover, prover_for
from gametheory.lang.memory import Same
from gametheory.lang.writing.short import Short
from gametheory.study.changes.slice import check_solution
from gametheory.study.claims.language import Pattern, Range, Sentence, Trend, defined
from gametheory.study.claims.reader import read_condition, read_sentence
from gametheory.study.quantities.quantity import Quantity
from gametheory.study.quantities.subject import names_one_of

__all__ = ["NOBODY", "Question", "ask", "check_course", "fixed_values", "narrowed"]

Value = Expression | Fraction | None

NOBODY = Equilibrium("", {}, {}, {}, Outcome({}))
"""Stands in where an expression in the parameters alone is evaluated."""


@dataclass(frozen=True, eq=False)
class Question(Short):
    """A sentence and the solution that it is asked of; made by :func:`ask`.

    Attributes
    ----------
    sentence : Sentence
    solution : Solution
        The equilibria meant: with ``fixed`` put in, and refined.
    where : Condition
        Where the sentence is asserted.
    fixed : mapping of parameter to Fraction
        Parameters that are no longer free.
    asked : Solution
        The solution before anything was fixed.
    unrefined : Solution
        With ``fixed`` put in, not refined.
    text : str
        The claim in one line, conditions, fixed values and refinements included.
    """

    sentence: Sentence
    solution: Solution
    where: Condition
    fixed: Mapping[str, Fraction]
    asked: Solution = field(repr=False)
    unrefined: Solution = field(repr=False)
    text: str = ""

    def __getstate__(self) -> dict[str, Any]:
        # what is worked out from the fields stays here: it holds objects of z3, which do not travel
        return {one.name: getattr(self, one.name) for one in fields(self)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)

    def in_short(self) -> str:
        return self.text

    @property
    def domain(self) -> Domain:
        """The free parameters."""
        return self.solution.domain

    @property
    def prover(self) -> Prover:
        """What the task at hand knows about the domain."""
        return prover_for(self.domain)

    @functools.cached_property
    def regimes(self) -> tuple[Equilibrium, ...]:
        """The regimes; at a point the equilibria, a continuum by its extreme points."""
        return _extremes(self.solution)

    @functools.cached_property
    def continua(self) -> tuple[Equilibrium, ...]:
        """The extreme points of continua, whether or not they survive the refinements asked for."""
        return tuple(eq for eq in _extremes(self.unrefined) if not eq.isolated)

    @property
    def refined(self) -> bool:
        """Whether the equilibria meant are those that survive refinements."""
        return bool(self._refinements)

    def has(self, pattern: Pattern, equilibrium: Equilibrium, names: Iterable[str] | None = None) -> Condition:
        """Return where an equilibrium has a pattern, in the free parameters."""
        return self.put(pattern.of(equilibrium, names))

    def value(self, quantity: Quantity, equilibrium: Equilibrium) -> Value:
        """Return the closed form of a quantity in a regime, in the free parameters; None where it has none."""
        found = None if defined(quantity.node, equilibrium) == FALSE else quantity.of(equilibrium)
        if isinstance(found, Expression):
            found = found.subs(self.fixed) if self.fixed else found
            return found.fraction() if found.is_constant else found
        return found

    def put(self, condition: Condition) -> Condition:
        """Return a condition with the fixed values put in."""
        return condition.subs(self.fixed) if self.fixed else condition

    @functools.cached_property
    def off_edges(self) -> Condition:
        """Off the knife edges and off the regimes' own borders: where the list of regimes is exact."""
        borders = dict.fromkeys(atom for eq in self.regimes for atom in eq.when.atoms())
        edges = [~edge for edge in self.solution.knife_edges]
        return all_of([*edges, *(relation(atom.expression, "!=") for atom in borders)])

    def surely(self, equilibrium: Equilibrium) -> bool:
        """Return whether it is decided that (and where) the equilibrium survives the refinements asked for."""
        # a solution may come with the verdicts of refinements that it was not cut down to
        return all(equilibrium.survives.get(name, True) is not None for name in self._refinements)

    @property
    def _refinements(self) -> tuple[str, ...]:
        found: tuple[str, ...] = getattr(self.solution.concept, "refine", ())
        return found


def ask(
    solution: Solution,
    text: str,
    *,
    where: str | Iterable[str] = (),
    at: Mapping[str, Any] | str | None = None,
    refine: str | Iterable[str] = (),
) -> Question:
    """Put a claim to a solution.

    Parameters
    ----------
    solution : Solution
    text : str
        See :mod:`gametheory.study.claims.language`.
    where : str or iterable of str
        Further conditions on the parameters; all must hold.
    at : mapping of parameter to number, or "baseline", optional
        Parameters that are fixed; ``"baseline"`` fixes all. The key ``rest`` with the value ``"baseline"`` fixes the
        others there, but for those whose value is ``"free"``. Values that make a probability of nature's zero leave out
        the type or branch, as :meth:`~gametheory.concepts.solution.Solution.fix` does.
    refine : str or iterable of str
        Refinements that the equilibria meant survive.

    Raises
    ------
    TypeError
        If ``solution`` is none.
    QuantityError
        For text that is no claim.
    ParameterError
        For unknown parameters, values outside their ranges, and a course in a parameter that is fixed.
    ConceptError
        For refinements that do not apply.
    """
    check_solution(solution)
    names = refinement_names(refine)
    fixed = fixed_values(solution, at)
    if solution.alike and names_one_of(solution, read_sentence(text, solution).quantities):
        solution = solution.one_by_one()
    unrefined = _pinned(solution, fixed)
    meant = _pinned(_refined(solution, names), fixed) if names else unrefined
    # names of parameters and definitions as they were, names of regimes as they are now
    frame = replace(solution, equilibria=meant.equilibria)
    sentence = read_sentence(text, frame)
    check_course(sentence, fixed)
    further = [read_condition(one, frame) for one in ((where,) if isinstance(where, str) else where)]
    conditions = [pattern.of(NOBODY) for pattern in (sentence.where, *further)]
    there = all_of(condition.subs(fixed) if fixed else condition for condition in conditions)
    return Question(sentence, meant, there, fixed, solution, unrefined, _line(sentence, where, fixed, at, names))


def _extremes(solution: Solution) -> tuple[Equilibrium, ...]:
    found: list[Equilibrium] = []
    for eq in solution:
        if eq.vertices:
            found += [replace(vertex, isolated=False, name=eq.name) for vertex in eq.vertices]
        else:
            found.append(eq)
    return tuple(found)


def narrowed(question: Question, extra: Condition) -> Question:
    """Return the question with one more condition."""
    return replace(question, where=all_of((question.where, extra)))


def check_course(sentence: Sentence, fixed: Iterable[str]) -> None:
    """Raise ParameterError for a course in a parameter that is fixed."""
    a = sentence.assertion
    if isinstance(a, Trend | Range) and a.course.parameter in fixed:
        raise ParameterError(f"{a.course.parameter} is fixed by at: nothing can move with it")


def fixed_values(solution: Solution, at: Mapping[str, Any] | str | None) -> dict[str, Fraction]:
    """Return the parameters that ``at`` fixes; raises as :func:`ask`."""
    if at is None:
        return {}
    if at == "baseline":
        return solution.full_point({})
    if not isinstance(at, Mapping):
        raise ParameterError(f"at: expected a table of parameters and values or 'baseline', got {at!r}")
    given = {str(name): value for name, value in at.items()}
    base = given.pop("rest", None)
    if base not in (None, "baseline"):
        raise ParameterError(f"at: rest is 'baseline' or left out, got {base!r}")
    free = [name for name, value in given.items() if value == "free"]
    for name in free:
        del given[name]
        if name not in solution.domain.ranges:
            raise ParameterError(f"at: unknown parameter {name!r}{nearest(name, solution.domain.ranges)}")
    point = solution.domain.point(given) if base is None else solution.full_point(given, extend=True)
    wrong = list(solution.domain.reached(point).outside(point))
    if wrong:
        raise ParameterError("at: " + "; ".join(wrong))
    return {name: value for name, value in point.items() if name not in free}


@functools.lru_cache(maxsize=64)
def _slice(key: Same[Solution], fixed: tuple[tuple[str, Fraction], ...]) -> Solution:
    return key.subject.fix(dict(fixed))


def _pinned(solution: Solution, fixed: Mapping[str, Fraction]) -> Solution:
    """Return the solution of the game with some parameters fixed; several claims may share one."""
    return _slice(Same(solution), tuple(fixed.items())) if fixed else solution


@functools.lru_cache(maxsize=8)  # refine() depends on its arguments alone
def _refined_once(key: Same[Solution], names: tuple[str, ...]) -> Solution:
    return refine(key.subject, names)


def _refined(solution: Solution, names: tuple[str, ...]) -> Solution:
    return _refined_once(Same(solution), names)


def _line(
    sentence: Sentence,
    where: str | Iterable[str],
    fixed: Mapping[str, Fraction],
    at: Mapping[str, Any] | str | None,
    names: tuple[str, ...],
) -> str:
    parts = [sentence.text]
    more = (where,) if isinstance(where, str) else tuple(where)
    if more:
        word = "and" if sentence.where.alternatives != ((),) else "where"
        parts.append(f"{word} {' and '.join(more)}")
    if isinstance(at, str):
        parts.append("at the baseline")
    elif fixed:
        given = [f"{name} = {value}" for name, value in fixed.items() if at is not None and name in at]
        free = [name for name in at or {} if name not in fixed and name != "rest"]
        rest = at is not None and "rest" in at
        others = f"all but {', '.join(free)} at the baseline" if free else "the rest at the baseline"
        parts.append("at " + ", ".join([*given, *([others] if rest else [])]))
    if names:
        parts.append(f"[survives {', '.join(names)}]")
    return " ".join(parts)
