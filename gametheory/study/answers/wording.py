"""The words for a model's answer: the document's (``[answer]``), else made of its labels and meanings.

An outcome is a quantity that readers ask about: how likely an action of a player is, where the document names no other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gametheory.errors import QuantityError
from gametheory.game import Step
from gametheory.spec import Answer
from gametheory.spec.answers.words import NOT, ActionWords, ParameterWords, PlayerWords
from gametheory.study.quantities.quantity import Arithmetic, ExpectedPayoff, Probability, Quantity, quantity
from gametheory.study.quantities.reader import Vocabulary, vocabulary

if TYPE_CHECKING:
    from gametheory.concepts import Equilibrium, Solution

__all__ = ["Outcome", "Wording", "doer", "last_actions", "no_chance", "plain", "probability_of"]


@dataclass(frozen=True)
class Outcome:
    """One thing that can come about.

    Attributes
    ----------
    quantity : Quantity
    player, action : str
        Whose action it is; empty where the quantity is no plain probability of an action.
    name : str
        The player, in words.
    does, noun : str
        ``sends air defense`` (after the player's name), ``air defense``.
    gloss : str
        What explains it.
    """

    quantity: Quantity
    player: str
    action: str
    name: str
    does: str
    noun: str
    gloss: str


def plain(label: str) -> str:
    """Return a label as a person writes it."""
    return label.replace("_", " ").strip()


class Wording:
    """What a model's answer is about, and in which words.

    Parameters
    ----------
    solution : Solution

    Attributes
    ----------
    outcomes : tuple of Outcome
        In the document's order.
    headline : Outcome
        What the answer is about.
    """

    def __init__(self, solution: Solution) -> None:
        self.solution = solution
        self.answer: Answer = solution.model.answer if solution.model is not None else Answer()
        self.known: Vocabulary = vocabulary(solution)
        texts = self.answer.outcomes or tuple(_default_outcomes(solution, self.known))
        self.outcomes = tuple(self.outcome(text) for text in texts)
        asked = self.answer.headline
        text = asked.quantity if asked is not None else next(last_actions(solution), "")
        found = self.outcome(text or texts[0])
        if asked is not None:
            by = found.player or asked.by  # an action is its player's, whatever the document says
            found = Outcome(
                found.quantity,
                by,
                found.action,
                self.player(by) if by else found.name,
                found.does,
                asked.noun or found.noun,
                found.gloss,
            )
        self.headline = found

    def player(self, player: str) -> str:
        """Return what a player is called."""
        words = self.answer.words.players.get(player, PlayerWords())
        return words.name or plain(player)[:1].upper() + plain(player)[1:]

    def action(self, player: str, action: str) -> ActionWords:
        """Return what an action is called."""
        words = self.answer.words.players.get(player, PlayerWords()).actions.get(action, ActionWords())
        return ActionWords(words.does or f"chooses {plain(action)}", words.noun or plain(action), words.gloss)

    def parameter(self, name: str) -> ParameterWords:
        """Return what a parameter is called."""
        words = self.answer.words.parameters.get(name, ParameterWords())
        model = self.solution.model
        meaning = model.parameters[name].meaning if model is not None and name in model.parameters else ""
        noun = words.noun or meaning or plain(name)
        subject = noun if _clause(noun) else f"the {_bare(noun)}"
        more = words.more or f"{subject} is higher"
        less = words.less or f"{subject} is lower"
        return ParameterWords(noun, more, less, words.ends, words.pays)

    def rule(self, name: str) -> tuple[str, str]:
        """Return what holds under a rule that selects among equilibria, and what holds without it; empty if unsaid."""
        texts = self.answer.words.texts
        return texts.get(name, ""), texts.get(f"{NOT}{name}", "")

    def rules(self, candidates: tuple[str, ...]) -> tuple[str, ...]:
        """Return those of some rules that the document has words for; all of them if it has words for none."""
        named = tuple(name for name in candidates if name in self.answer.words.texts)
        return named or candidates

    def outcome(self, text: str) -> Outcome:
        """Return what a quantity of the solution is called."""
        asked = quantity(text, self.solution)
        if problem := no_chance(asked):
            raise QuantityError(problem, asked.text, 0)
        player, action = doer(asked, self.known)
        if not player:
            return Outcome(asked, "", "", "", f"has {asked.text}", asked.text, "")
        words = self.action(player, action)
        return Outcome(asked, player, action, self.player(player), words.does, words.noun, words.gloss)


def doer(asked: Quantity, known: Vocabulary) -> tuple[str, str]:
    """Return the one player and action whose probability a quantity is; two empty texts if it is none."""
    node: Any = asked.node
    if not isinstance(node, Probability) or node.given or len(node.event) != 1:
        return "", ""
    (step,) = node.event
    owner, label = step if isinstance(step, Step) else (None, step)
    players = [p for p, actions in known.actions.items() if label in actions and owner in (None, p)]
    return (players[0], str(label)) if len(players) == 1 else ("", "")


def no_chance(asked: Quantity) -> str:
    """Return why a quantity cannot be told as a chance; empty if it can, as far as its form shows."""
    if not _pays(asked.node):
        return ""
    return "an answer is about chances, such as 'P(strike)', and this holds a payoff"


def _pays(node: Any) -> bool:
    if isinstance(node, Arithmetic):
        return _pays(node.left) or _pays(node.right)
    return isinstance(node, ExpectedPayoff)


def _clause(noun: str) -> bool:
    """Whether a noun is a clause of its own, such as ``what meeting is worth``, which takes no article."""
    return noun.lower().startswith(("what ", "how ", "whether ", "who ", "which "))


def _bare(noun: str) -> str:
    for article in ("the ", "a ", "an "):
        if noun.lower().startswith(article):
            return noun[len(article) :]
    return noun


def _default_outcomes(solution: Solution, known: Vocabulary) -> Iterator[str]:
    """Yield the probability of every action that occurs in some regime."""
    for player, actions in known.actions.items():
        for action in actions:
            text = probability_of(known, player, action)
            if text:
                form = quantity(text, solution)
                if any(form.of(eq) not in (None, 0) for eq in solution):
                    yield text


def last_actions(solution: Solution, among: Iterable[Equilibrium] | None = None) -> Iterator[str]:
    """Yield the probabilities of what is done last on the paths that some equilibria play, each once."""
    game, known = solution.game, vocabulary(solution)
    paths = [game.steps(history) for eq in among or solution for history in eq.outcome.histories]
    last = {path[-1].player for path in paths if path}
    for player, actions in game.vocabulary.actions.items():
        if player in last:
            yield from filter(None, (probability_of(known, player, label) for label in actions))


def probability_of(known: Vocabulary, player: str, label: str) -> str:
    """Return the probability of an action in the language of quantities; empty where its label cannot be quoted.

    The player is named where the label means something else too: a type, a message, an action of another player.
    """
    quote = "'" if '"' in label else '"'
    if quote in label:
        return ""
    written = label if label.isidentifier() else f"{quote}{label}{quote}"
    elsewhere = {a for other, actions in known.actions.items() if other != player for a in actions}
    elsewhere |= {t for types in known.types.values() for t in types}
    return f"P({player}.{written})" if label in elsewhere else f"P({written})"
