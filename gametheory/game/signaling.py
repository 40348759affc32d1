"""Signaling games: an informed sender speaks, a receiver who saw only the message responds.

Nature draws the sender's type ``t`` with probability ``prior(t)``; the sender knows ``t`` and sends a message ``m``;
the receiver knows ``m`` and picks one of the responses that ``m`` allows; payoffs are paid (Spence 1973; Cho and Kreps
1987, section II). The response sets may differ from message to message.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, ClassVar

from gametheory.errors import GameError, Issue, nearest
from gametheory.game.assumed import carry_assumed, reading_numbers
from gametheory.game.form import Entry, Exact, Game, Vocabulary
from gametheory.game.history import History, Step
from gametheory.game.labels import label_issues, read_number
from gametheory.lang import Expression, check_name
from gametheory.lang.frozen import frozen
from gametheory.lang.keeping.sorts import kept
from gametheory.lang.notices import computed_floats

__all__ = ["SignalingGame"]


@kept("signaling game")
@dataclass(frozen=True, init=False, eq=True)
class SignalingGame(Game):
    """A sender-receiver game with any numbers of types, messages and responses.

    Parameters
    ----------
    sender, receiver : str
        The players' identifiers.
    types : mapping of type to prior probability
        Numbers, text of the expression grammar, or SymPy expressions; they must sum to one identically.
    messages : mapping of message to responses
        The responses that the receiver has after each message.
    payoffs : mapping of (type, message, response) to (sender's payoff, receiver's payoff)
        One entry for every combination; the pair may also be a mapping by player.

    Attributes
    ----------
    assumed : mapping of parameter to sign
        What SymPy's symbols assume; see :class:`~gametheory.game.strategic.StrategicGame`.

    Raises
    ------
    GameError
        With every issue: missing or unknown payoffs, probabilities that are negative, zero or do not sum to one, a
        message without responses, labels that are empty, doubled or hold ``/``, values that are not numbers.
    """

    kind: ClassVar[str] = "signaling"

    sender: str
    receiver: str
    types: Mapping[str, Exact]
    messages: Mapping[str, tuple[str, ...]]
    payoffs: Mapping[tuple[str, str, str], tuple[Exact, Exact]]
    assumed: Mapping[str, str] = field(init=False, compare=False, repr=False)

    @reading_numbers
    def __init__(
        self,
        sender: str,
        receiver: str,
        types: Mapping[str, Any],
        messages: Mapping[str, Iterable[str]],
        payoffs: Mapping[tuple[str, str, str], Any],
    ) -> None:
        issues: list[Issue] = []
        for where, given, what in (
            ("signal.types", types, "type to prior probability"),
            ("signal.messages", messages, "message to responses"),
            ("payoffs", payoffs, "(type, message, response) to payoffs"),
        ):
            if not isinstance(given, Mapping):
                issues.append(Issue(where, f"expected a mapping of {what}, got {type(given).__name__}"))
        if issues:
            raise GameError(issues, "the signaling game")
        for role, name in (("signal.sender", sender), ("signal.receiver", receiver)):
            problem = check_name(name) if isinstance(name, str) else f"expected a player's name, got {name!r}"
            if problem:
                issues.append(Issue(role, problem))
        if sender == receiver:
            issues.append(Issue("signal.receiver", f"sender and receiver are the same player {sender!r}"))
        issues += label_issues("signal.types", types, "type")
        issues += label_issues("signal.messages", messages, "message")
        if not types:
            issues.append(Issue("signal.types", "a signaling game needs at least one type"))
        if not messages:
            issues.append(Issue("signal.messages", "a signaling game needs at least one message"))
        priors = {t: read_number(f"signal.types.{t}", p, issues) for t, p in types.items()}
        before = len(issues)
        for t, p in priors.items():
            if not isinstance(p, Expression) and p <= 0 and not issues[:before]:
                why = "negative probability" if p < 0 else "a type of probability zero: leave it out"
                issues.append(Issue(f"signal.types.{t}", f"{why} ({p})"))
        total = sum(priors.values(), start=Fraction(0))
        if priors and total != 1 and len(issues) == before:
            issues.append(
                Issue(
                    "signal.types", f"the prior probabilities sum to {total}, not to 1{computed_floats(types.values())}"
                )
            )
        answers: dict[str, tuple[str, ...]] = {}
        for m, responses in messages.items():
            if isinstance(responses, str):
                issues.append(
                    Issue(f"signal.messages.{m}", f"expected a list of responses, got the text {responses!r}")
                )
                responses = ()
            answers[m] = tuple(responses)
            issues += label_issues(f"signal.messages.{m}", answers[m], "response")
            if not answers[m]:
                issues.append(Issue(f"signal.messages.{m}", "a message without responses: give at least one"))
        table = self._payoffs(sender, receiver, priors, answers, payoffs, issues)
        if issues:
            raise GameError(issues, "the signaling game")
        object.__setattr__(self, "sender", sender)
        object.__setattr__(self, "receiver", receiver)
        object.__setattr__(self, "types", frozen(priors))
        object.__setattr__(self, "messages", frozen(answers))
        object.__setattr__(self, "payoffs", frozen(table))

    @staticmethod
    def _payoffs(
        sender: str,
        receiver: str,
        types: Mapping[str, Any],
        messages: Mapping[str, tuple[str, ...]],
        payoffs: Mapping[tuple[str, str, str], Any],
        issues: list[Issue],
    ) -> dict[tuple[str, str, str], tuple[Exact, Exact]]:
        wanted = [(t, m, r) for t in types for m, responses in messages.items() for r in responses]
        missing, table = [], {}
        for key in wanted:
            where = "payoffs." + ".".join(map(str, key))
            if key not in payoffs:
                missing.append(where)
                continue
            pair = payoffs[key]
            if isinstance(pair, Mapping):
                for name in pair:
                    if name not in (sender, receiver):
                        hint = nearest(str(name), (sender, receiver))
                        issues.append(Issue(where, f"unknown player {name!r}{hint}"))
                for name in (sender, receiver):
                    if name not in pair:
                        issues.append(Issue(f"{where}.{name}", "missing payoff"))
                pair = (pair.get(sender, 0), pair.get(receiver, 0))
            elif not isinstance(pair, tuple | list) or len(pair) != 2:
                issues.append(Issue(where, f"expected (sender's payoff, receiver's payoff), got {pair!r}"))
                continue
            table[key] = (
                read_number(f"{where}.{sender}", pair[0], issues),
                read_number(f"{where}.{receiver}", pair[1], issues),
            )
        issues += [Issue(where, "missing payoff") for where in missing]
        known = set(wanted)
        for key in payoffs:
            if key not in known:
                name = ".".join(map(str, key)) if isinstance(key, tuple) else str(key)
                hint = nearest(name, [".".join(map(str, k)) for k in wanted])
                issues.append(Issue(f"payoffs.{name}", f"no such type, message and response{hint}"))
        return table

    @property
    def players(self) -> tuple[str, str]:
        """Sender and receiver."""
        return (self.sender, self.receiver)

    def numbers(self) -> Iterator[Entry]:
        for t, p in self.types.items():
            yield Entry(("signal", "types", t), p, True)
        for (t, m, r), pair in self.payoffs.items():
            for player, value in zip(self.players, pair, strict=True):
                yield Entry(("payoffs", t, m, r, player), value, False)

    def histories(self) -> Iterator[History]:
        return map(History, self.payoffs)

    def steps(self, history: History) -> tuple[Step, ...]:
        _, message, response = history.labels
        return Step(self.sender, message), Step(self.receiver, response)

    def end(self, history: History) -> tuple[list[Exact], list[Exact]] | None:
        cell = self.payoffs.get(history.labels)  # type: ignore[arg-type]
        return None if cell is None else ([self.types[history.labels[0]]], list(cell))

    def reaches(self, history: History, where: str) -> bool:
        return history.labels[1] == where

    def information_after(self, message: str) -> str:
        """Return the receiver's information set after a message: its name, unless a type has that name."""
        return message if message not in self.types else f"after {message}"

    @property
    def information_sets(self) -> Mapping[str, tuple[str, ...]]:
        """The sender's, by type, and the receiver's, by message, with the types that may have sent it."""
        return {t: (t,) for t in self.types} | {self.information_after(m): tuple(self.types) for m in self.messages}

    def owner(self, information_set: str) -> str:
        return self.sender if information_set in self.types else self.receiver

    def actions(self, information_set: str) -> tuple[str, ...]:
        if information_set in self.types:
            return tuple(self.messages)
        return self.messages[next(m for m in self.messages if self.information_after(m) == information_set)]

    @property
    def vocabulary(self) -> Vocabulary:
        responses = tuple(dict.fromkeys(r for answers in self.messages.values() for r in answers))
        return Vocabulary(
            tuple(dict.fromkeys([*self.types, *self.messages, *responses])),
            {self.sender: tuple(self.messages), self.receiver: responses},
            {self.sender: tuple(self.types)},
            dict.fromkeys(self.messages, tuple(self.types)),
        )

    def interchangeable(self) -> tuple[tuple[str, ...], ...]:
        """Return the sets of two or more messages that can be exchanged without changing the game."""
        alike: dict[Any, list[str]] = {}
        for m, responses in self.messages.items():
            paid = frozenset((t, r, self.payoffs[t, m, r]) for t in self.types for r in responses)
            alike.setdefault(paid, []).append(m)
        return tuple(tuple(labels) for labels in alike.values() if len(labels) > 1)

    def doubles(self, message: str) -> tuple[tuple[str, ...], ...]:
        """Return the sets of two or more responses to a message between which nobody's payoff tells a difference."""
        alike: dict[Any, list[str]] = {}
        for r in self.messages[message]:
            alike.setdefault(tuple(self.payoffs[t, message, r] for t in self.types), []).append(r)
        return tuple(tuple(labels) for labels in alike.values() if len(labels) > 1)

    def without(self, left_out: Collection[tuple[str, str | None]]) -> SignalingGame:
        """Return the game without some responses ``(message, response)``, and messages ``(message, None)``.

        Raises
        ------
        GameError
            If no message is left, or a message without responses.
        """
        messages = {
            m: tuple(r for r in responses if (m, r) not in left_out)
            for m, responses in self.messages.items()
            if (m, None) not in left_out
        }
        payoffs = {key: pair for key, pair in self.payoffs.items() if key[2] in messages.get(key[1], ())}
        return carry_assumed(SignalingGame(self.sender, self.receiver, self.types, messages, payoffs), self)

    def subs(self, values: Mapping[str, Any]) -> SignalingGame:
        """Return the game with parameters replaced by numbers or expressions."""
        return self._replaced(values, ())

    def possible(self, values: Mapping[str, Any]) -> SignalingGame:
        return self._replaced(values, self._undrawn(values))

    def impossible(self, values: Mapping[str, Any]) -> tuple[str, ...]:
        return tuple(f"the type {t}" for t in self._undrawn(values))

    def _undrawn(self, values: Mapping[str, Any]) -> tuple[str, ...]:
        """Return the types whose probability becomes zero."""
        return tuple(t for t, p in self.types.items() if isinstance(p, Expression) and p.subs(values) == 0)

    def _replaced(self, values: Mapping[str, Any], without: tuple[str, ...]) -> SignalingGame:
        def put(x: Exact) -> Any:
            return x.subs(values) if isinstance(x, Expression) else x

        changed = SignalingGame(
            self.sender,
            self.receiver,
            {t: put(p) for t, p in self.types.items() if t not in without},
            self.messages,
            {key: (put(a), put(b)) for key, (a, b) in self.payoffs.items() if key[0] not in without},
        )
        return carry_assumed(changed, self)

    def extensive(self) -> Any:
        """Return the same game as an :class:`~gametheory.game.extensive.ExtensiveGame` (nature draws the type)."""
        from gametheory.game.forms import signaling_to_extensive

        return signaling_to_extensive(self)

    def strategic(self) -> Any:
        """Return the same game as a :class:`~gametheory.game.strategic.StrategicGame` (pure plans, reduced)."""
        return self.extensive().strategic()

    def __hash__(self) -> int:
        return hash((self.sender, self.receiver, tuple(self.types.items()), tuple(self.payoffs.items())))

    def __str__(self) -> str:
        sizes = f"{len(self.types)} types, {len(self.messages)} messages"
        return f"signaling game: {self.sender} ({sizes}) to {self.receiver}"
