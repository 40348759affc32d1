"""What is wrong with a document's table ``[answer]``, as far as that shows before the model is solved.

The reader of documents checks its form (:mod:`gametheory.spec.answers.answer`). What it names is checked here:
quantities are read; claims, actions, types and refinements looked up. Words that are not plain are noted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gametheory.concepts import Solution
from gametheory.concepts.refinements.refinement import REFINEMENTS
from gametheory.errors import Issue, QuantityError, nearest
from gametheory.spec import Answer, Model
from gametheory.spec.answers.answer import Headline
from gametheory.spec.answers.words import NOT
from gametheory.spec.fields import address
from gametheory.study.answers.wording import doer, no_chance
from gametheory.study.claims.verify import unsolved
from gametheory.study.quantities.quantity import quantity
from gametheory.study.quantities.reader import vocabulary

__all__ = ["JARGON", "answer_issues"]

JARGON = ("equilibrium", "equilibria", "pooling", "belief", "beliefs", "prior", "priors")
"""What stands in no plain words."""

_JARGON = re.compile(rf"\b(?:{'|'.join(JARGON)})\b", re.IGNORECASE)

Path = tuple[str, ...]


def answer_issues(model: Model) -> list[Issue]:
    """Return what a model's ``[answer]`` names wrongly, and notes on words that are no plain words.

    Examples
    --------
    >>> import gametheory as gt
    >>> answer_issues(gt.load("support_crisis"))
    []
    """
    frame = unsolved(model)
    return [*_quantities(model.answer, frame), *_claims(model), *_words(model), *_plain(model.answer)]


def _quantities(answer: Answer, frame: Solution) -> Iterator[Issue]:
    asked = [(("answer", "outcomes", str(i)), text) for i, text in enumerate(answer.outcomes, start=1)]
    if answer.headline is not None:
        asked.insert(0, (("answer", "headline", "quantity"), answer.headline.quantity))
    known = vocabulary(frame)
    for path, text in asked:
        try:
            found = quantity(text, frame)
            problem = no_chance(found)
        except QuantityError as error:
            found, problem = None, str(error)
        if problem:
            yield Issue(address(path), problem)
        if found is not None and path[1] == "headline":
            yield from _by(answer.headline, doer(found, known)[0])


def _by(said: Headline | None, player: str) -> Iterator[Issue]:
    """Yield that a player is said to do what another one does."""
    if said is not None and player and said.by not in ("", player):
        what = f"{said.quantity} is what {player!r} does, got {said.by!r}: name {player!r}, or nobody"
        yield Issue(address(("answer", "headline", "by")), what)


def _claims(model: Model) -> Iterator[Issue]:
    known = [claim.name for claim in model.claims]
    named = [(("answer", "claims", str(i), "name"), one) for i, one in enumerate(model.answer.claims, start=1)]
    named += [(("answer", "because", name, "claim"), one) for name, one in model.answer.because.items()]
    for path, one in named:
        if one.claim not in known:
            yield Issue(address(path), f"the document has no claim {one.claim!r}{nearest(one.claim, known)}")


def _words(model: Model) -> Iterator[Issue]:
    """Yield words for actions that the player does not have, and texts that are neither a type's nor a rule's."""
    here = ("answer", "words")
    known, words = model.game.vocabulary, model.answer.words
    for player, said in words.players.items():
        for action in said.actions:
            if action not in known.actions.get(player, ()):
                what = f"{player!r} has no action {action!r}{nearest(action, known.actions.get(player, ()))}"
                yield Issue(address((*here, player, action)), what)
    # what nature draws, in a tree too, where nothing says whose type it is
    moves = {action for actions in known.actions.values() for action in actions}
    types = dict.fromkeys([*(label for label in known.labels if label not in moves), *sum(known.types.values(), ())])
    texts = [*types, *REFINEMENTS, *(f"{NOT}{name}" for name in REFINEMENTS)]
    for name in words.texts:
        if name in texts:
            continue
        what = f"{name!r} is no type, and no refinement's name, by itself or after {NOT!r}"
        yield Issue(address((*here, name)), what + nearest(name, texts))


def _plain(answer: Answer) -> Iterator[Issue]:
    for path, text in _said(answer):
        found = [f"{word.lower()!r}" for word in dict.fromkeys(_JARGON.findall(text))]
        found += ["an underscore"] if "_" in text else []
        if found:
            what = f"holds {' and '.join(found)}: its readers know neither game theory nor the document's names"
            yield Issue(address(path), what, level="note")


def _said(answer: Answer) -> Iterator[tuple[Path, str]]:
    """Yield every text that readers see, and where it stands."""
    yield ("answer", "question"), answer.question
    if answer.headline is not None:
        yield ("answer", "headline", "noun"), answer.headline.noun
    for i, one in enumerate(answer.claims, start=1):
        yield ("answer", "claims", str(i), "plain"), one.plain
    for name, one in answer.because.items():
        yield ("answer", "because", name, "plain"), one.plain
    for i, text in enumerate(answer.missing, start=1):
        yield ("answer", "missing", str(i)), text
    here = ("answer", "words")
    for player, words in answer.words.players.items():
        yield (*here, player, "name"), words.name
        for action, said in words.actions.items():
            for key in ("does", "noun", "gloss"):
                yield (*here, player, action, key), getattr(said, key)
    for name, parameter in answer.words.parameters.items():
        for key in ("noun", "more", "less", "pays"):
            yield (*here, name, key), getattr(parameter, key)
        for i, end in enumerate(parameter.ends, start=1):
            yield (*here, name, "ends", str(i)), end
    for name, text in answer.words.texts.items():
        yield (*here, name), text
