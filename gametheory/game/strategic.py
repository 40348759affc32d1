"""Strategic (normal) form games: every player picks a strategy once, all at the same time."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from gametheory.errors import GameError, Issue, nearest
from gametheory.game.arrays import labels_of, payoff_table
from gametheory.game.assumed import carry_assumed, reading_numbers
from gametheory.game.form import Entry, Exact, Game, Vocabulary
from gametheory.game.history import History, Step
from gametheory.game.labels import label_issues, read_number
from gametheory.lang import Expression, check_name
from gametheory.lang.frozen import frozen
from gametheory.lang.keeping.sorts import kept

__all__ = ["StrategicGame"]


@kept("strategic game")
@dataclass(frozen=True, init=False, eq=True)
class StrategicGame(Game):
    """A game in strategic form with any number of players.

    Parameters
    ----------
    strategies : mapping of player to strategies
        In the order in which the players' payoffs are listed.
    payoffs : mapping of profile (one strategy a player) to payoffs
        The payoffs are a sequence in the players' order, or a mapping by player. One entry for every profile.

    Attributes
    ----------
    assumed : mapping of parameter to sign
        What SymPy's symbols assume: ``{"c": ">"}`` for one made with ``positive=True``. Without a document the game's
        domain has it.

    Raises
    ------
    GameError
        With every issue: missing or unknown profiles, players without strategies, labels that are empty, doubled or
        hold
        ``/``, values that are not numbers.
    """

    kind: ClassVar[str] = "strategic"

    strategies: Mapping[str, tuple[str, ...]]
    payoffs: Mapping[tuple[str, ...], tuple[Exact, ...]]
    assumed: Mapping[str, str] = field(init=False, compare=False, repr=False)

    @reading_numbers
    def __init__(self, strategies: Mapping[str, Iterable[str]], payoffs: Mapping[tuple[str, ...], Any]) -> None:
        issues: list[Issue] = []
        options: dict[str, tuple[str, ...]] = {}
        if not strategies:
            issues.append(Issue("strategies", "a strategic game needs at least one player"))
        for player, labels in strategies.items():
            problem = check_name(player)
            if problem:
                issues.append(Issue(f"strategies.{player}", problem))
            options[player] = () if isinstance(labels, str) else tuple(labels)
            issues += label_issues(f"strategies.{player}", options[player], "strategy")
            if not options[player]:
                issues.append(Issue(f"strategies.{player}", "a player needs at least one strategy (a list of labels)"))
        players = tuple(options)
        table: dict[tuple[str, ...], tuple[Exact, ...]] = {}
        wanted = list(itertools.product(*options.values()))
        missing = []
        for profile in wanted:
            where = "payoffs." + ".".join(map(str, profile))
            if profile not in payoffs:
                missing.append(Issue(where, "missing payoffs"))
                continue
            given = payoffs[profile]
            if isinstance(given, Mapping):
                for name in given:
                    if name not in options:
                        issues.append(Issue(where, f"unknown player {name!r}{nearest(str(name), players)}"))
                issues += [Issue(f"{where}.{p}", "missing payoff") for p in players if p not in given]
                given = tuple(given.get(p, 0) for p in players)
            if isinstance(given, str) or not isinstance(given, Sequence) or len(given) != len(players):
                issues.append(Issue(where, f"expected {len(players)} payoffs, one a player, got {given!r}"))
                continue
            table[profile] = tuple(read_number(f"{where}.{p}", x, issues) for p, x in zip(players, given, strict=True))
        issues += missing
        known = set(wanted)
        for profile in payoffs:
            if profile not in known:
                issues.append(Issue("payoffs." + ".".join(map(str, profile)), "no such profile of strategies"))
        if issues:
            raise GameError(issues, "the strategic game")
        object.__setattr__(self, "strategies", frozen(options))
        object.__setattr__(self, "payoffs", frozen(table))

    @classmethod
    def from_arrays(
        cls,
        *arrays: Any,
        players: Sequence[str] | None = None,
        strategies: Sequence[Sequence[str]] | None = None,
        rationalize: bool = False,
    ) -> StrategicGame:
        """Build a game from one payoff array (nested lists, numpy, pandas or xarray) a player; all have the same shape.

        Parameters
        ----------
        *arrays : array_like, one a player, each with as many axes as there are players
            The labels of a data frame or a labelled array are the strategies; all arrays with labels must agree.
        players : sequence of str, optional
            ``row`` and ``column`` for two players, else ``player1`` ...
        strategies : sequence of sequences of str, optional
            Labels; by default those of the arrays, or ``1``, ``2``, ...
        rationalize : bool
            Read floats that were computed as the small fractions near them, by :func:`gametheory.nice`: ``.1 + .2`` is
            3/10.

        Raises
        ------
        GameError
            Where shapes, labels or numbers of players and strategies do not fit.

        Examples
        --------
        >>> game = StrategicGame.from_arrays([[0.1 + 0.2, 0], [0.3, 1]], [[1, 1], [0, 0]], rationalize=True)
        >>> game.payoffs["1", "1"]
        (Fraction(3, 10), 1)
        """
        tables = [payoff_table(a, rationalize=rationalize) for a in arrays]
        shape = tables[0].shape if tables else ()
        if not tables or any(t.shape != shape for t in tables) or len(shape) != len(tables):
            shapes = ", ".join(str(t.shape) for t in tables) or "none is given"
            raise GameError(
                [Issue("payoffs", f"expected one {len(tables)}-axis array a player, all of one shape: {shapes}")]
            )
        names = tuple(
            players or (("row", "column") if len(shape) == 2 else [f"player{i + 1}" for i in range(len(shape))])
        )
        labels = labels_of(arrays, shape) if strategies is None else [tuple(own) for own in strategies]
        issues = []
        if len(names) != len(shape):
            issues.append(Issue("players", f"{len(shape)} arrays are for {len(shape)} players, got {len(names)} names"))
        if tuple(map(len, labels)) != shape:
            wanted = " and ".join(map(str, shape))
            issues.append(
                Issue("strategies", f"expected {wanted} labels, got {' and '.join(str(len(x)) for x in labels)}")
            )
        if issues:
            raise GameError(issues, "the strategic game")
        cells = {}
        for index in itertools.product(*(range(n) for n in shape)):
            profile = tuple(labels[axis][i] for axis, i in enumerate(index))
            cells[profile] = tuple(t[index] for t in tables)
        return cls(dict(zip(names, labels, strict=True)), cells)

    @property
    def players(self) -> tuple[str, ...]:
        """The players, in the order of the payoffs."""
        return tuple(self.strategies)

    def numbers(self) -> Iterator[Entry]:
        for profile, row in self.payoffs.items():
            for player, value in zip(self.players, row, strict=True):
                yield Entry(("payoffs", *profile, player), value, False)

    def histories(self) -> Iterator[History]:
        return map(History, self.payoffs)

    def steps(self, history: History) -> tuple[Step, ...]:
        return tuple(Step(*pair) for pair in zip(self.players, history.labels, strict=True))

    def end(self, history: History) -> tuple[list[Exact], list[Exact]] | None:
        row = self.payoffs.get(history.labels)
        return None if row is None else ([], list(row))

    def reaches(self, history: History, where: str) -> bool:
        return True

    @property
    def information_sets(self) -> Mapping[str, tuple[str, ...]]:
        """One a player, by the player's name: everybody moves once, knowing nothing of the others' moves."""
        return {player: (player,) for player in self.players}

    def owner(self, information_set: str) -> str:
        return information_set

    def actions(self, information_set: str) -> tuple[str, ...]:
        return self.strategies[information_set]

    @property
    def vocabulary(self) -> Vocabulary:
        labels = dict.fromkeys(s for options in self.strategies.values() for s in options)
        return Vocabulary(tuple(labels), dict(self.strategies), {}, {})

    def subs(self, values: Mapping[str, Any]) -> StrategicGame:
        """Return the game with parameters replaced by numbers or expressions."""
        table = {
            profile: tuple(x.subs(values) if isinstance(x, Expression) else x for x in row)
            for profile, row in self.payoffs.items()
        }
        return carry_assumed(StrategicGame(self.strategies, table), self)

    def __hash__(self) -> int:
        return hash((tuple(self.strategies.items()), tuple(self.payoffs.items())))

    def __str__(self) -> str:
        sizes = " x ".join(str(len(s)) for s in self.strategies.values())
        return f"strategic game: {', '.join(self.players)} ({sizes})"
