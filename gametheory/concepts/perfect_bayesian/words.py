"""Cheap words: messages, and responses, between which a game makes no difference.

Two messages are *interchangeable* if exchanging them leaves the game as it is, for all parameter values: words that
cost nothing and bind to nothing are so. Every equilibrium then comes with its renamings, in which they are exchanged,
and with others in which several of them are answered alike: which of these a type sends moves no payoff, and what the
receiver then knows besides moves no response. All of them are one *class*: for every set of interchangeable messages
they have the answers in common, and how often each type draws each answer. A class is stated once, by the member with
one message an answer, the first ones: what the messages say besides is left out there, which supports the same
answers, since beliefs at which a response is optimal are convex. Two responses to a message are *doubles* if they pay
every type and the receiver the same; the first of them stands for all.

Of many interchangeable messages one more than there are types is kept. An extreme strategy of the sender uses at most
as many messages as there are types (:mod:`gametheory.concepts.perfect_bayesian.search`), so that no extreme outcome is
lost, and one of them stays unsent.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from gametheory.concepts.equilibrium import SignalingEquilibrium, signaling_equilibria
from gametheory.concepts.perfect_bayesian.search import Candidate
from gametheory.game import History, SignalingGame

__all__ = ["Words"]

Class = frozenset[Any]
"""What a class of equilibria is known by; see :meth:`Words.known_by`."""


class Words:
    """The messages and responses of a game between which it makes no difference.

    Parameters
    ----------
    game : SignalingGame
    among : tuple of tuple of str, optional
        Labels that may be one with each other: of a game with numbers put in, those of the game before, for the numbers
        may make more of them alike by chance. By default any.

    Attributes
    ----------
    alike : tuple of tuple of str
        Labels of which the first stands for all: interchangeable messages, then doubles among responses, each written
        ``message/response``.
    game : SignalingGame
        The game without doubles, and without messages that are more than enough.
    """

    def __init__(self, game: SignalingGame, among: Sequence[Sequence[str]] | None = None) -> None:
        self.messages = tuple(game.messages)
        self.classes = _among(game.interchangeable(), among)
        after = {m: [tuple(History((m, r)) for r in labels) for labels in game.doubles(m)] for m in game.messages}
        self.doubles = _among([labels for sets in after.values() for labels in sets], among)
        self.alike = (*self.classes, *self.doubles)
        enough = len(game.types) + 1
        self._further = {m: labels[enough - 1] for labels in self.classes for m in labels[enough:]}
        left_out: list[tuple[str, str | None]] = [(m, None) for m in self._further]
        left_out += [(m, r) for labels in self.doubles for m, r in (History.read(one).labels for one in labels[1:])]
        self.game = game.without(left_out) if left_out else game
        self._class = {m: labels[0] for labels in self.classes for m in labels}

    def notes(self) -> Iterator[str]:
        """Yield what a reader of the list must know."""
        found = [("messages", labels) for labels in self.classes]
        for one in self.doubles:
            places = [History.read(label).labels for label in one]
            found.append((f"responses to {places[0][0]}", tuple(response for _, response in places)))
        for what, labels in found:
            yield (
                f"The game makes no difference between the {what} {', '.join(labels[:-1])} and {labels[-1]}: "
                f"equilibria that differ only in which of them is used are one, stated with the first."
            )

    def worth(self, candidate: Candidate) -> bool:
        """Return whether a candidate of the search may be the member by which a class is stated.

        It is not if two interchangeable messages are answered alike, by unique answers: sending one of them in place of
        both is an equilibrium with the same answers, of the same class.
        """
        if not candidate.point or not self.classes:
            return True
        labels = tuple(self.game.messages)
        said: dict[str, list[Any]] = {}
        for m, mixture in candidate.mixture.items():
            message = labels[m]
            answer = {self.game.messages[message][r]: x for r, x in mixture.items() if x != 0}
            said.setdefault(self._class.get(message, message), []).append(answer)
        return not any(a == b for answers in said.values() for a, b in itertools.combinations(answers, 2))

    # -- equilibria of one class ------------------------------------------------------------------------------------

    def known_by(self, eq: SignalingEquilibrium) -> Class:
        """Return what an equilibrium has in common with all of its class, and with no other."""
        drawn: dict[Any, Any] = {}
        for history in eq.outcome.histories:
            kind, message, response = history.labels
            key = (kind, self._class.get(message, message), self._answer(eq, message), response)
            drawn[key] = drawn.get(key, 0) + eq.outcome[history]
        return frozenset(drawn.items())

    def first_of_each(self, found: Iterable[SignalingEquilibrium]) -> tuple[SignalingEquilibrium, ...]:
        """Return the first equilibrium of each class."""
        single: dict[Class, SignalingEquilibrium] = {}
        for eq in found:
            single.setdefault(self.known_by(eq), eq)
        return tuple(single.values())

    def same(self, a: SignalingEquilibrium, b: SignalingEquilibrium) -> bool:
        """Return whether all that lies between two equilibria is of one class with them."""
        common = set(a.sent) & set(b.sent)
        return self.known_by(a) == self.known_by(b) and all(self._answer(a, m) == self._answer(b, m) for m in common)

    @staticmethod
    def _answer(eq: SignalingEquilibrium, message: str) -> Any:
        return frozenset(eq.strategy[eq.receiver][message].items())

    def _short(self, eq: SignalingEquilibrium) -> bool:
        """Return whether no two interchangeable messages that are sent have one answer."""
        said = [(self._class.get(m, m), self._answer(eq, m)) for m in eq.sent]
        return len(set(said)) == len(said)

    def _plainness(self, eq: SignalingEquilibrium) -> Any:
        """Return what orders the members of a class: few messages, and the first of them."""
        place = self.messages.index
        sent = sorted(map(place, eq.sent))
        return len(sent), sent, [sorted(map(place, mixture)) for mixture in eq.strategy[eq.sender].values()]

    # -- a list of them ---------------------------------------------------------------------------------------------

    def once(self, found: Sequence[SignalingEquilibrium]) -> list[SignalingEquilibrium]:
        """Return the equilibria, each class once, with answers to the messages that were left out."""
        single: dict[Class, SignalingEquilibrium] = {}
        pieces: dict[Class, SignalingEquilibrium] = {}
        inside: set[Class] = set()
        for eq in found:
            corners = signaling_equilibria(eq.vertices)
            if corners and not all(self.same(corners[0], one) for one in corners):
                if not any(self._renamed(corners, names) in pieces for names in self._renamings()):
                    pieces[self._renamed(corners, {})] = eq
                    inside.update(map(self.known_by, corners))
                continue
            if corners:
                eq = min(corners, key=self._plainness)
            # a class that has no short member in the list is told apart by its beliefs too: of the others one may
            # exist where another does not
            key = self.known_by(eq) if self._short(eq) else self._renamed_once(eq)
            known = single.get(key)
            if known is None or self._plainness(eq) < self._plainness(known):
                single[key] = eq
        kept = [eq for key, eq in single.items() if self.known_by(eq) not in inside and self._first(eq, single)]
        return [self._answering(eq) for eq in (*kept, *pieces.values())]

    def _first(self, eq: SignalingEquilibrium, single: Mapping[Class, SignalingEquilibrium]) -> bool:
        return self._short(eq) or self.known_by(eq) not in single

    def _renamed_once(self, eq: SignalingEquilibrium) -> Class:
        """Return the outcome without the names of interchangeable messages."""
        said: dict[str, set[Any]] = {}
        for history in eq.outcome.histories:
            kind, message, response = history.labels
            said.setdefault(message, set()).add((kind, response, eq.outcome[history]))
        return frozenset((self._class.get(m, m), frozenset(share)) for m, share in said.items())

    def _renamings(self) -> Iterator[Mapping[str, str]]:
        """Yield the ways to exchange interchangeable messages that were kept."""
        kept = [[m for m in labels if m not in self._further] for labels in self.classes]
        for orders in itertools.product(*map(itertools.permutations, kept)):
            yield {a: b for labels, order in zip(kept, orders, strict=True) for a, b in zip(labels, order, strict=True)}

    @staticmethod
    def _renamed(corners: Iterable[SignalingEquilibrium], names: Mapping[str, str]) -> Class:
        def outcome(eq: SignalingEquilibrium) -> Class:
            steps = ((history.labels, eq.outcome[history]) for history in eq.outcome.histories)
            return frozenset(((t, names.get(m, m), r), chance) for (t, m, r), chance in steps)

        return frozenset(map(outcome, corners))

    def _answering(self, eq: SignalingEquilibrium) -> SignalingEquilibrium:
        """Return the equilibrium with the messages that were left out answered as the last one like them."""
        if not self._further:
            return eq

        def filled(by_message: Mapping[str, Any]) -> dict[str, Any]:
            full = {**by_message, **{m: by_message[like] for m, like in self._further.items() if like in by_message}}
            return {m: full[m] for m in self.messages if m in full}

        return replace(
            eq,
            strategy={eq.sender: eq.strategy[eq.sender], eq.receiver: filled(eq.strategy[eq.receiver])},
            beliefs=filled(eq.beliefs),
            supporting_beliefs=filled(eq.supporting_beliefs),
            deterrence=filled(eq.deterrence),
            vertices=tuple(self._answering(one) for one in signaling_equilibria(eq.vertices)),
        )


def _among(sets: Sequence[Sequence[str]], among: Sequence[Sequence[str]] | None) -> tuple[tuple[str, ...], ...]:
    """Return the sets as far as their members may be one."""
    if among is None:
        return tuple(map(tuple, sets))
    parts = (tuple(label for label in labels if label in allowed) for labels in sets for allowed in among)
    return tuple(labels for labels in parts if len(labels) > 1)
