"""A stage of a tree: the game that an engine solves for it, and what an equilibrium of that game means in the tree.

What a stage is, and how a tree is taken apart into stages, stands in :mod:`gametheory.concepts.folding.stages`. A stage
is solved as a *scene*, for some worth of each of its ends.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from gametheory.concepts.equilibrium import Equilibrium
from gametheory.game import Chance, ExtensiveGame, Game, History, Payoff, SignalingGame, StrategicGame

__all__ = ["SILENT", "Assessment", "Labels", "Meeting", "Signal", "Stage", "Target"]

Target = str | Payoff
Labels = tuple[str, ...]
Worth = Mapping[Labels, Mapping[str, Any]]

SILENT = "-"
"""The answer in a signal where nobody answers, and the message where nobody speaks."""

_SPEAKER, _HEARER = "speaker", "hearer"


class Assessment(NamedTuple):
    """An equilibrium of a scene in the words of the tree.

    Attributes
    ----------
    strategy : mapping of information set to action to probability
    beliefs : mapping of information set to history to probability
    deterrence : mapping of information set to alternatives ``(distribution, condition)``
        In a regime, for sets that are not reached and that ``strategy`` does not name.
    """

    strategy: dict[str, Mapping[str, Any]]
    beliefs: dict[str, Mapping[str, Any]]
    deterrence: dict[str, Any]


@dataclass(frozen=True)
class Stage:
    """A stage with information sets of several nodes.

    Attributes
    ----------
    root : str
        The node at which it starts.
    inside : tuple of str
        Its decision and chance nodes, the root among them.
    ends : mapping of labels to node or Payoff
        What the moves from the root on lead to: a subgame, or the end of the game. The labels are those of the
        terminal histories of the scenes' games.
    """

    root: str
    inside: tuple[str, ...]
    ends: Mapping[Labels, Target]

    def path(self, end: Labels) -> Labels:
        """Return the labels in the tree on the way to an end."""
        return end

    def game(self, tree: ExtensiveGame, worth: Worth) -> Game:
        """Return the game of a scene; ``worth`` is what each end is worth to each player of the tree."""
        raise NotImplementedError

    def assessment(self, tree: ExtensiveGame, equilibrium: Equilibrium) -> Assessment:
        """Return what an equilibrium of a scene's game is in the tree."""
        raise NotImplementedError

    def title(self, equilibrium: Equilibrium) -> str:
        """Return what an equilibrium of a scene's game is called."""
        return equilibrium.name


@dataclass(frozen=True)
class Signal(Stage):
    """Nature draws a type; who knows it speaks, who does not answers.

    Attributes
    ----------
    speaker : str or None
        None where nature's move is followed by the answer at once.
    places : mapping of type to node
        Where the types speak.
    answers : mapping of message to (information set or None, player or None, responses)
        None where nothing is answered.
    """

    speaker: str | None
    places: Mapping[str, str]
    answers: Mapping[str, tuple[str | None, str | None, tuple[str, ...]]]

    def path(self, end: Labels) -> Labels:
        kind, message, response = end
        heard = self.answers[message][0] is not None
        return (kind, *self._said(message), *((response,) if heard else ()))

    def _said(self, message: str) -> Labels:
        return () if self.speaker is None else (message,)

    def game(self, tree: ExtensiveGame, worth: Worth) -> SignalingGame:
        nature = tree.nodes[self.root]
        assert isinstance(nature, Chance)
        payoffs: dict[tuple[str, str, str], tuple[Any, Any]] = {}
        for (kind, message, response), values in worth.items():
            hearer = self.answers[message][1]
            payoffs[kind, message, response] = (
                values[self.speaker] if self.speaker else 0,
                values[hearer] if hearer else 0,
            )
        types = {label: p for label, (p, _) in nature.branches.items()}
        messages = {message: responses for message, (_, _, responses) in self.answers.items()}
        return SignalingGame(_SPEAKER, _HEARER, types, messages, payoffs)

    def assessment(self, tree: ExtensiveGame, equilibrium: Equilibrium) -> Assessment:
        spoken, heard = equilibrium.strategy[_SPEAKER], equilibrium.strategy[_HEARER]
        ways = equilibrium.signals.deterrence if equilibrium.signals is not None else {}
        out = Assessment({tree.information_set(place): spoken[kind] for kind, place in self.places.items()}, {}, {})
        root = tree.labels_to[self.root]
        for message, (where, _, _) in self.answers.items():
            if where is None:
                continue
            if message in heard:
                out.strategy[where] = heard[message]
            else:
                out.deterrence[where] = ways.get(message, ())
            if message in equilibrium.beliefs:
                believed = equilibrium.beliefs[message].items()
                out.beliefs[where] = {History((*root, kind, *self._said(message))): p for kind, p in believed}
        return out

    def title(self, equilibrium: Equilibrium) -> str:
        if self.speaker is not None:
            return equilibrium.name
        (answer,) = equilibrium.strategy[_HEARER].values()
        return " or ".join(answer)


@dataclass(frozen=True)
class Meeting(Stage):
    """Two players move at once: the first at the root, the second without having seen it.

    Attributes
    ----------
    first, second : str
    where : str
        The information set of the second.
    """

    first: str
    second: str
    where: str

    def game(self, tree: ExtensiveGame, worth: Worth) -> StrategicGame:
        strategies = {self.first: tree.actions(self._root_set(tree)), self.second: tree.actions(self.where)}
        payoffs = {end: (values[self.first], values[self.second]) for end, values in worth.items()}
        return StrategicGame(strategies, payoffs)

    def _root_set(self, tree: ExtensiveGame) -> str:
        return tree.information_set(self.root)

    def assessment(self, tree: ExtensiveGame, equilibrium: Equilibrium) -> Assessment:
        (first,) = equilibrium.strategy[self.first].values()
        (second,) = equilibrium.strategy[self.second].values()
        root = tree.labels_to[self.root]
        beliefs: dict[str, Any] = {History((*root, action)): p for action, p in first.items()}
        return Assessment({self._root_set(tree): first, self.where: second}, {self.where: beliefs}, {})
