"""The answer to a document's question: one object with the facts, and everything that a reader is told first.

Words come from the documents, numbers and verdicts from the solutions, and no sentence is free text unless a claim of
the document carries it. A page, a file for a paper and a printed text are all written from this object.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gametheory.concepts import Solution, solve
from gametheory.errors import ParameterError
from gametheory.lang.memory import task
from gametheory.lang.writing.statement import Heading, Line, Part, Row, Stated, Table
from gametheory.spec import Model
from gametheory.spec.library import model_of
from gametheory.stages import shown, stage
from gametheory.study.answers.article import Article, article
from gametheory.study.answers.facts import ModelFacts, document
from gametheory.study.answers.gather import CASES, CURVE, gathered
from gametheory.study.answers.item import Item
from gametheory.study.answers.numbers import percents
from gametheory.study.answers.sentences import items
from gametheory.study.answers.sureness import Asked, Elsewhere, elsewhere, sureness
from gametheory.study.claims.verify import verify

if TYPE_CHECKING:
    from gametheory.spec.statements import Statements
    from gametheory.study.claims.verdict import Verification

__all__ = ["FORMAT", "Answered", "answer", "ordered", "outcome_rows"]

FORMAT = "gametheory-answer/1"

Asking = Solution | Model | str | os.PathLike[str]


@dataclass(frozen=True)
class Answered(Stated):
    """The answer of one model or several, the leading one first; made by :func:`answer`.

    Attributes
    ----------
    models : tuple of ModelFacts
    article : Article or None
        The text behind the models, sentence by sentence.
    """

    models: tuple[ModelFacts, ...]
    article: Article | None = None

    @property
    def question(self) -> str:
        """What is answered: the leading document's question."""
        first = self.models[0]
        return first.question or f"What happens in “{first.title or first.name}”?"

    @property
    def standfirst(self) -> str:
        """Two sentences on what the answer is made of, and what a case is."""
        count, drawn = len(self.models), [one for one in self.models if one.cases]
        what = f"{count} models" if count > 1 else "one model"
        said = f"What follows from the assumptions of {what}"
        if not any(one.parameters for one in self.models):
            return f"{said}, worked out exactly."
        said += (
            ", worked out for every value of the numbers in it."
            if count == 1
            else ", worked out for every value of their numbers."
        )
        if drawn:
            each = " for each model" if count > 1 else ""
            said += (
                f" A case is one combination of these numbers, drawn from the ranges that the "
                f"{'models state' if count > 1 else 'model states'}; {drawn[0].cases:,} were drawn{each}. "
                "The numbers are assumptions, so this is no forecast."
            )
        return said

    @property
    def warnings(self) -> tuple[str, ...]:
        """What must be said before anything else: lists of outcomes that are not complete."""
        return tuple(
            f"The list of outcomes of {one.title or one.name} is not complete: {one.why}."
            for one in self.models
            if not one.complete
        )

    @functools.cached_property
    def items(self) -> tuple[Item, ...]:
        """The answer in at most six items."""
        return items(self.models)

    @functools.cached_property
    def sureness(self) -> tuple[Asked, ...]:
        """How sure it is."""
        return sureness(self.models)

    @functools.cached_property
    def elsewhere(self) -> Elsewhere | None:
        """The answer under other ranges."""
        return elsewhere(self.models)

    @property
    def missing(self) -> tuple[str, ...]:
        """What no model of these has: what each of them says that it leaves out."""
        shared = [one.missing for one in self.models]
        return tuple(text for text in shared[0] if all(text in other for other in shared))

    def in_short(self) -> str:
        return ", ".join(one.name or one.title for one in self.models)

    def statement(self) -> tuple[Part, ...]:
        """Return the question, the answer, the table of outcomes, and how sure it is."""
        parts: list[Part] = [Heading(self.question, self.standfirst)]
        parts += [Line(text, gap=True) for text in self.warnings]
        parts += [Line(item.plain, f"{i}. ", gap=True) for i, item in enumerate(self.items, start=1)]
        for i, model in enumerate(self.models, start=1):
            head, rows = outcome_rows(model)
            if rows:
                title = f"Model {i}: {model.title}" if len(self.models) > 1 else "Outcomes"
                parts.append(Line(f"{title}, in % of all cases" if model.cases else title, gap=True))
                parts.append(Table(head, tuple(Row(tuple(row)) for row in rows)))
        parts += [Line(one.answer, f"{one.question} ", gap=k == 0) for k, one in enumerate(self.sureness)]
        return tuple(parts)

    def document(self) -> dict[str, Any]:
        """Return all of it as a mapping of JSON's types: the facts, and the sentences made from them."""
        return {
            "format": FORMAT,
            "question": self.question,
            "standfirst": self.standfirst,
            "warnings": list(self.warnings),
            "answer": document(self.items),
            "sureness": document(self.sureness),
            "elsewhere": None if self.elsewhere is None else document(self.elsewhere),
            "missing": list(self.missing),
            "article": None if self.article is None else document(self.article),
            "models": document(self.models),
        }

    def rows(self) -> list[dict[str, Any]]:
        """Return a row for every model, outcome and rule, for CSV."""
        return [
            {
                "model": model.name,
                "quantity": one.quantity,
                "outcome": " ".join(filter(None, (one.name, one.does))),
                "rule": rule.name,
                **{
                    f"{key}_{end}": "" if value is None else value
                    for key in ("mean", "half_width", "never", "even", "sure")
                    for end, value in zip(("low", "high"), getattr(rule.spreads[i], key), strict=True)
                },
                "cases": model.cases,
                "seed": model.seed,
            }
            for model in self.models
            for rule in model.rules
            if rule.spreads
            for i, one in enumerate((*model.outcomes, model.headline))
        ]


def outcome_rows(model: ModelFacts) -> tuple[tuple[str, ...], list[list[str]]]:
    """Return the head and the rows of a model's table of outcomes, in percent."""
    rules = [rule for rule in model.rules if rule.spreads]
    head = ("", *("lowest to highest" if rule.name == "every" and len(rules) > 1 else rule.label for rule in rules))
    rows = [
        [" ".join(filter(None, (one.name, one.does))), *(percents(rule.spreads[i].mean) for rule in rules)]
        for i, one in enumerate(model.outcomes)
    ]
    return head, rows if rules else []


@task
def answer(
    solutions: Asking | Iterable[Asking],
    *,
    verifications: Mapping[str, Verification] | None = None,
    statements: Statements | None = None,
    cases: int = CASES,
    curve: int = CURVE,
    seed: int = 0,
    progress: bool = False,
) -> Answered:
    """Return the answer to a document's question, from one solved model or several.

    Parameters
    ----------
    solutions : Solution, Model, str or path, or iterable of these
        For all equilibria of each game; the first leads, unless its document leaves that to another. A model, or the
        name or path of one, is solved (:func:`gametheory.solve`).
    verifications : mapping of model's name to Verification, optional
        Verdicts on the documents' claims; by default the claims are decided here.
    statements : Statements, optional
        The text behind the models.
    cases, curve, seed : int
        How many cases are drawn for shares, how many for what one number does, and the seed.
    progress : bool
        Whether, after two seconds, standard error shows what is being worked on and for how long, where that is a
        terminal.

    Raises
    ------
    ParameterError
        Without a solution.
    QuantityError
        For quantities of a document's ``[answer]`` that cannot be read.
    """
    given = [solutions] if isinstance(solutions, Solution | Model | str | os.PathLike) else list(solutions)
    if not given:
        raise ParameterError("answer(): no solution is given")
    with shown("answering", progress):
        facts = [_facts(one, verifications or {}, cases, curve, seed) for one in given]
        return ordered(facts, statements)


def _facts(given: Asking, verifications: Mapping[str, Verification], cases: int, curve: int, seed: int) -> ModelFacts:
    """Return the facts about one model, solved and its claims decided where they are not."""
    one = given
    if not isinstance(one, Solution):
        model = model_of(one, "answer", " or a solution")
        with stage(f"solving {model.name}"):
            one = solve(model)
    known = verifications.get(one.model.name) if one.model is not None else None
    if known is None and one.model is not None:
        with stage(f"claims of {one.model.name}"):
            known = verify(one.model, solution=one, draws=cases, seed=seed)
    with stage(f"cases of {one.model.name if one.model is not None else one.game}"):
        return gathered(one, verification=known, cases=cases, curve=curve, seed=seed)


def ordered(models: Sequence[ModelFacts], statements: Statements | None = None, *, given: bool = True) -> Answered:
    """Return the answer of some models in their order; where no order was given, one that is to lead comes first."""
    found = list(models)
    if not given:
        found.sort(key=lambda one: not one.lead)
    return Answered(tuple(found), None if statements is None else article(statements, found))
