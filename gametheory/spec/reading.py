"""What reading any kind of game needs: names, issues, texts; payoffs by player; nested tables of payoffs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from gametheory.errors import Issue, nearest
from gametheory.lang import Expression
from gametheory.spec.fields import Path, address, read_expression, read_table

__all__ = ["Reading", "complete", "levels", "moved"]


@dataclass
class Reading:
    """What reading one game needs: the names it may use, the issues so far, the texts as they were written.

    ``places`` says where in the document something stands that the game has at another path: the beginnings of paths.
    """

    players: tuple[str, ...]
    known: Mapping[str, Expression]
    issues: list[Issue]
    among: tuple[str, ...]
    texts: dict[Path, str] = field(default_factory=dict)
    places: dict[Path, Path] = field(default_factory=dict)

    def say(self, path: Path, what: str) -> None:
        """Add an issue."""
        self.issues.append(Issue(address(path), what))

    def number(self, raw: Any, path: Path) -> Any:
        """Read a number or expression; after an issue the result is None."""
        if isinstance(raw, str):
            self.texts[path] = raw
        return read_expression(raw, self.known, path, self.issues, self.among)

    def payoffs(self, raw: Mapping[str, Any], path: Path) -> dict[str, Any]:
        """Read one payoff a player; whatever is wrong is said here, the result is always complete."""
        for name in raw:
            if name not in self.players:
                self.say((*path, name), f"unknown player {name!r}{nearest(name, self.players)}")
        out = {}
        for player in self.players:
            if player not in raw:
                self.say((*path, player), "missing payoff")
            value = self.number(raw[player], (*path, player)) if player in raw else None
            out[player] = 0 if value is None else value
        return out

    def probabilities(self, given: Mapping[str, tuple[Any, Path]]) -> dict[str, Any]:
        """Read probabilities; if one is unreadable all become equal, so that no consequence is said about the sum."""
        read = {label: self.number(raw, path) for label, (raw, path) in given.items()}
        if any(p is None for p in read.values()):
            return dict.fromkeys(read, Fraction(1, len(read)))
        return read


def moved(path: Path, places: Mapping[Path, Path]) -> Path:
    """Return a path with its longest beginning that is in ``places`` replaced by what stands there."""
    for length in range(len(path), 0, -1) if places else ():
        if path[:length] in places:
            return (*places[path[:length]], *path[length:])
    return path


def levels(
    raw: Any,
    labels: tuple[Iterable[str], ...],
    path: Path,
    words: tuple[str, ...],
    reading: Reading,
    optional: Iterable[str] = (),
) -> dict[tuple[str, ...], Mapping[str, Any]]:
    """Read nested tables, one level for each of ``labels``; what is missing is said once, at the level where it is."""
    if raw is None:
        reading.say(path, "missing table")
        return {}
    found: dict[tuple[str, ...], Mapping[str, Any]] = {(): read_table(raw, path, reading.issues)}
    for known, word in zip(labels, words, strict=True):
        below = {}
        for key, table in found.items():
            here = (*path, *key)
            complete(table, tuple(known), here, word, reading, optional)
            for label in known:
                if label in table:
                    below[(*key, label)] = read_table(table[label], (*here, label), reading.issues)
        found = below
    return found


def complete(
    table: Mapping[str, Any],
    known: tuple[str, ...],
    path: Path,
    word: str,
    reading: Reading,
    optional: Iterable[str] = (),
) -> None:
    """Say which labels of a table are unknown, and which (unless ``optional``) are missing."""
    for label in table:
        if label not in known:
            reading.say((*path, label), f"unknown {word} {label!r}{nearest(label, known)}")
    for label in known:
        if label not in table and label not in optional:
            reading.say((*path, label), "missing payoffs")
