"""The words of ``[answer.words]``: what readers call players, actions, parameters, types and rules.

Plain words: what a person says who has never read a game. Every key is optional; what is not said is made of the labels
and meanings that a document has anyway::

    [answer.words.russia]                      # a player
    name    = "Moscow"
    threat  = { does = "threatens missiles", noun = "missile threats" }      # one of its actions
    [answer.words.distraction]                 # a parameter
    noun    = "share of Russia's forces that the war ties down"
    more    = "the war ties down more of Russia's forces"
    less    = "the war ties down fewer of Russia's forces"
    ends    = ["none of them", "nine tenths"]  # what its lowest and highest value stand for
    pays    = "Moscow's strength"              # whose or what it is, where models use the word for different things
    [answer.words]
    committed = "a committed Moscow"           # a type
    d1      = "a surprise threat would be believed"      # a rule that selects among equilibria; and where it fails
    not_d1  = "a surprise threat would be dismissed"
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from gametheory.errors import Issue, nearest
from gametheory.lang.frozen import frozen
from gametheory.spec.fields import address, described, read_table, read_text, unknown_keys

__all__ = ["NOT", "ActionWords", "ParameterWords", "PlayerWords", "Words", "read_words", "said"]

NOT = "not_"
"""What stands before a rule's name where its words say what holds without it."""


@dataclass(frozen=True)
class ActionWords:
    """What an action is called: ``does`` after the player's name, ``noun`` for the thing; ``gloss`` explains it."""

    does: str = ""
    noun: str = ""
    gloss: str = ""


@dataclass(frozen=True)
class PlayerWords:
    """What a player is called, and its actions."""

    name: str = ""
    actions: Mapping[str, ActionWords] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash((self.name, *self.actions))


@dataclass(frozen=True)
class ParameterWords:
    """What a parameter is called; see the module."""

    noun: str = ""
    more: str = ""
    less: str = ""
    ends: tuple[str, ...] = ()
    pays: str = ""


@dataclass(frozen=True)
class Words:
    """All words of a document: by player, by parameter, and those of types and rules, which are texts."""

    players: Mapping[str, PlayerWords] = field(default_factory=dict)
    parameters: Mapping[str, ParameterWords] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash((*self.players, *self.parameters, *self.texts))

    @property
    def given(self) -> dict[str, Any]:
        """The table as a document has it, without what says nothing."""
        players = {
            name: said({"name": one.name, **{action: said(asdict(words)) for action, words in one.actions.items()}})
            for name, one in self.players.items()
        }
        parameters = {name: said({**asdict(one), "ends": list(one.ends)}) for name, one in self.parameters.items()}
        return said({**players, **parameters, **self.texts})


def said(table: Mapping[str, Any]) -> dict[str, Any]:
    """Return the keys of a table that say something."""
    return {key: value for key, value in table.items() if value}


def read_words(raw: Any, players: Iterable[str], parameters: Iterable[str], issues: list[Issue]) -> Words:
    """Read ``[answer.words]``: a table is a player's or a parameter's, a text a type's or a rule's."""
    players, parameters = tuple(players), tuple(parameters)
    here = ("answer", "words")
    of_players: dict[str, PlayerWords] = {}
    of_parameters: dict[str, ParameterWords] = {}
    texts: dict[str, str] = {}
    for key, value in read_table(raw, here, issues).items():
        path = (*here, str(key))
        if isinstance(value, str):
            texts[str(key)] = read_text(value, path, issues)
        elif key in players:
            of_players[key] = _player(read_table(value, path, issues), path, issues)
        elif key in parameters:
            of_parameters[key] = _parameter(read_table(value, path, issues), path, issues)
        else:
            what = "a table has the words of a player or a parameter, and none has this name"
            what += nearest(str(key), (*players, *parameters))
            if not isinstance(value, Mapping):
                what = f"expected a text, or the table of a player or a parameter, got {described(value)}"
            issues.append(Issue(address(path), what))
    return Words(frozen(of_players), frozen(of_parameters), frozen(texts))


def _player(table: Mapping[str, Any], path: tuple[str, ...], issues: list[Issue]) -> PlayerWords:
    name = read_text(table.get("name"), (*path, "name"), issues)
    actions = {}
    for key, value in table.items():
        if key == "name":
            continue
        here = (*path, str(key))
        words = read_table(value, here, issues)
        unknown_keys(words, ("does", "noun", "gloss"), here, issues)
        actions[str(key)] = ActionWords(
            *(read_text(words.get(one), (*here, one), issues) for one in ("does", "noun", "gloss"))
        )
    return PlayerWords(name, frozen(actions))


def _parameter(table: Mapping[str, Any], path: tuple[str, ...], issues: list[Issue]) -> ParameterWords:
    unknown_keys(table, ("noun", "more", "less", "ends", "pays"), path, issues)
    noun, more, less, pays = (
        read_text(table.get(key), (*path, key), issues) for key in ("noun", "more", "less", "pays")
    )
    raw = table.get("ends")
    ends: tuple[str, ...] = ()
    if raw is not None:
        if isinstance(raw, list | tuple) and len(raw) == 2 and all(isinstance(one, str) for one in raw):
            ends = tuple(read_text(one, (*path, "ends"), issues) for one in raw)
        else:
            got = f"{len(raw)} of them" if isinstance(raw, list | tuple) and len(raw) != 2 else described(raw)
            issues.append(
                Issue(address((*path, "ends")), f"expected two texts, for the lowest and highest value, got {got}")
            )
    return ParameterWords(noun, more, less, ends, pays)
