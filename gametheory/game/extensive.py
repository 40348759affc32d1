"""Extensive games: a finite tree of moves, chance and payoffs, with information sets.

A node is a :class:`Move` of a player, a :class:`Chance` move, or ends the game with a :class:`Payoff`. Moves that carry
the same ``information`` name form one information set; a move without one stands alone. A terminal history is written
as its labels joined by ``/``.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, ClassVar

from gametheory.errors import GameError, Issue
from gametheory.game.assumed import carry_assumed, reading_numbers
from gametheory.game.collector import collector_paused
from gametheory.game.form import Entry, Exact, Game, Vocabulary
from gametheory.game.history import History, Step
from gametheory.lang import Expression, common_names
from gametheory.lang import frozen as _frozen_mappings  # noqa: F401 - lets read-only mappings be pickled
from gametheory.lang.keeping.sorts import kept

__all__ = ["Chance", "ExtensiveGame", "Move", "Payoff"]


class _Frozen:
    __slots__: tuple[str, ...] = ()

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __setstate__(self, state: Any) -> None:
        # copying and pickling put the slots back by this road, which the frozen attributes would refuse
        for name, value in state[1].items():
            object.__setattr__(self, name, value)

    def _content(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self.__slots__)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Frozen) and type(self) is type(other) and self._content() == other._content()

    def __hash__(self) -> int:
        return hash((type(self).__name__, repr(self._content())))

    def __repr__(self) -> str:
        inside = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__slots__)
        return f"{type(self).__name__}({inside})"


_put = object.__setattr__


@kept("end")
class Payoff(_Frozen):
    """The end of the game: a payoff for every player, by keyword or as a mapping."""

    __slots__ = ("values",)

    values: Mapping[str, Any]

    def __init__(self, values: Mapping[str, Any] | None = None, /, **by_player: Any) -> None:
        _put(self, "values", MappingProxyType({**values, **by_player} if values else by_player))


@kept("move")
class Move(_Frozen):
    """A player's decision.

    Parameters
    ----------
    player : str
    actions : mapping of action to node name or Payoff, optional
        For labels that are no Python identifiers; the others may come by keyword.
    information : str, optional
        Moves with the same name are one information set.
    """

    __slots__ = ("actions", "information", "player")

    player: str
    actions: Mapping[str, str | Payoff]
    information: str | None

    def __init__(
        self,
        player: str,
        actions: Mapping[str, str | Payoff] | None = None,
        /,
        *,
        information: str | None = None,
        **by_label: str | Payoff,
    ) -> None:
        _put(self, "player", player)
        _put(self, "actions", MappingProxyType({**actions, **by_label} if actions else by_label))
        _put(self, "information", information)


@kept("chance")
class Chance(_Frozen):
    """A move of nature: label to ``(probability, node name or Payoff)``, by keyword or as a mapping."""

    __slots__ = ("branches",)

    branches: Mapping[str, tuple[Any, str | Payoff]]

    def __init__(self, branches: Mapping[str, tuple[Any, Any]] | None = None, /, **by_label: tuple[Any, Any]) -> None:
        _put(self, "branches", MappingProxyType({**(branches or {}), **by_label}))


Node = Move | Chance | Payoff


@kept("extensive game")
@dataclass(frozen=True, init=False, eq=True)
class ExtensiveGame(Game):
    """A finite game in extensive form.

    Parameters
    ----------
    root : str
        The node where the game starts.
    nodes : mapping of name to Move, Chance or Payoff
    players : sequence of str, optional
        In the order in which payoffs are listed; by default the order in which the nodes name them.

    Attributes
    ----------
    order : tuple of str
        The nodes, every one after its parent.
    assumed : mapping of parameter to sign
        What SymPy's symbols assume; see :class:`~gametheory.game.strategic.StrategicGame`.

    Raises
    ------
    GameError
        With every issue: unknown targets, nodes that nothing reaches, cycles, nodes with two parents, missing payoffs,
        chance probabilities that are negative or do not sum to one, information sets with two owners or different
        actions, absent-mindedness and other imperfect recall.
    """

    kind: ClassVar[str] = "extensive"

    root: str
    nodes: Mapping[str, Node]
    players: tuple[str, ...]
    order: tuple[str, ...]
    assumed: Mapping[str, str] = field(init=False, compare=False, repr=False)

    @reading_numbers
    def __init__(self, root: str, nodes: Mapping[str, Node], players: Any = None) -> None:
        from gametheory.game.tree import read_tree

        issues: list[Issue] = []
        with collector_paused():
            clean, owners, order = read_tree(root, nodes, players, issues)
        if issues:
            raise GameError(issues, "the extensive game")
        object.__setattr__(self, "root", root)
        object.__setattr__(self, "nodes", MappingProxyType(clean))
        object.__setattr__(self, "players", owners)
        object.__setattr__(self, "order", order)

    @functools.cached_property
    def information_sets(self) -> Mapping[str, tuple[str, ...]]:
        """The information sets: name to nodes, in the tree's order; a move that stands alone is named by its node."""
        sets: dict[str, list[str]] = {}
        for name in self.order:
            node = self.nodes[name]
            if isinstance(node, Move):
                sets.setdefault(node.information or name, []).append(name)
        return {key: tuple(found) for key, found in sets.items()}

    @functools.cached_property
    def perfect_information(self) -> bool:
        """Whether every information set is a single node."""
        if all(node.information is None for node in self.nodes.values() if isinstance(node, Move)):
            return True
        return all(len(members) == 1 for members in self.information_sets.values())

    @functools.cached_property
    def labels_to(self) -> Mapping[str, tuple[str, ...]]:
        """The labels on the way from the root to every node."""
        out: dict[str, tuple[str, ...]] = {self.root: ()}
        for name in self.order:
            for label, target in self.children(name):
                if isinstance(target, str):
                    out[target] = (*out[name], label)
        return out

    def information_set(self, node: str) -> str:
        """Return the name of the information set that a decision node belongs to."""
        move = self.nodes[node]
        assert isinstance(move, Move)
        return move.information or node

    def owner(self, information_set: str) -> str:
        """Return the player who moves at an information set."""
        node = self.nodes[self.information_sets[information_set][0]]
        assert isinstance(node, Move)
        return node.player

    def actions(self, information_set: str) -> tuple[str, ...]:
        """Return the actions at an information set."""
        node = self.nodes[self.information_sets[information_set][0]]
        assert isinstance(node, Move)
        return tuple(node.actions)

    def children(self, name: str) -> Iterator[tuple[str, str | Payoff]]:
        """Yield ``(label, node name or Payoff)`` for every action or chance move at a node."""
        node = self.nodes[name]
        if isinstance(node, Move):
            yield from node.actions.items()
        elif isinstance(node, Chance):
            for label, (_, target) in node.branches.items():
                yield label, target

    @functools.cached_property
    def parameters(self) -> tuple[str, ...]:
        """The names of the parameters that occur, sorted."""

        def numbers() -> Iterator[Any]:  # as `numbers` has them, but without their places: a tree may have many ends
            for node in self.nodes.values():
                targets: list[Any] = [node]
                if isinstance(node, Move):
                    targets = list(node.actions.values())
                elif isinstance(node, Chance):
                    targets = [target for _, target in node.branches.values()]
                for target in targets:
                    if isinstance(target, Payoff):
                        yield from target.values.values()
            yield from self.chances()

        return common_names(numbers())

    def chances(self) -> Iterator[Exact]:
        for node in self.nodes.values():
            if isinstance(node, Chance):
                yield from (p for p, _ in node.branches.values())

    def numbers(self) -> Iterator[Entry]:
        def ends(target: Any, path: tuple[str, ...]) -> Iterator[Entry]:
            if isinstance(target, Payoff):
                for player, value in target.values.items():
                    yield Entry((*path, player), value, False)

        for name in self.order:
            node = self.nodes[name]
            if isinstance(node, Move):
                for label, target in node.actions.items():
                    yield from ends(target, ("nodes", name, "moves", label))
            elif isinstance(node, Chance):
                for label, (p, target) in node.branches.items():
                    yield Entry(("nodes", name, "chance", label, "probability"), p, True)
                    yield from ends(target, ("nodes", name, "chance", label, "to"))
            else:
                yield from ends(node, ("nodes", name))

    def histories(self) -> Iterator[History]:
        return (History(label for _, label in path) for path, _ in self.paths())

    def paths(self) -> Iterator[tuple[tuple[tuple[str, str], ...], Payoff]]:
        """Yield every terminal history as ``((node, label), ...)`` with its payoffs, in the tree's order."""
        stack: list[tuple[str, tuple[tuple[str, str], ...]]] = [(self.root, ())]
        while stack:
            name, path = stack.pop()
            node = self.nodes[name]
            if isinstance(node, Payoff):
                yield path, node
                continue
            later = []
            for label, target in self.children(name):
                step = (*path, (name, label))
                if isinstance(target, Payoff):
                    yield step, target
                else:
                    later.append((target, step))
            stack.extend(reversed(later))

    def _moves(self, history: History) -> Iterator[tuple[str, Move, str]]:
        """Yield node, move and action along a history."""
        here: Any = self.root
        for label in history.labels:
            node = self.nodes[here]
            if isinstance(node, Move):
                yield here, node, label
                here = node.actions[label]
            else:
                assert isinstance(node, Chance)
                _, here = node.branches[label]

    def steps(self, history: History) -> tuple[Step, ...]:
        return tuple(Step(move.player, label) for _, move, label in self._moves(history))

    def end(self, history: History) -> tuple[list[Exact], list[Exact]] | None:
        chances: list[Exact] = []
        here: Any = self.root
        for label in history.labels:
            node = self.nodes.get(here) if isinstance(here, str) else None
            step = None if node is None else dict(self.children(here)).get(label)
            if step is None:
                return None
            if isinstance(node, Chance):
                chances.append(node.branches[label][0])
            here = step
        final = self.nodes[here] if isinstance(here, str) else here
        return (chances, [final.values[p] for p in self.players]) if isinstance(final, Payoff) else None

    def reaches(self, history: History, where: str) -> bool:
        return any(where == (move.information or name) for name, move, _ in self._moves(history))

    @functools.cached_property
    def vocabulary(self) -> Vocabulary:
        actions: dict[str, dict[str, None]] = {player: {} for player in self.players}
        drawn: dict[str, None] = {}
        for node in self.nodes.values():
            if isinstance(node, Move):
                actions[node.player].update(dict.fromkeys(node.actions))
            elif isinstance(node, Chance):
                drawn.update(dict.fromkeys(node.branches))
        labels = dict.fromkeys(label for found in actions.values() for label in found) | drawn
        return Vocabulary(tuple(labels), {p: tuple(found) for p, found in actions.items()}, {}, {})

    def subs(self, values: Mapping[str, Any]) -> ExtensiveGame:
        """Return the game with parameters replaced by numbers or expressions."""
        return self._replaced(values, self.nodes)

    def possible(self, values: Mapping[str, Any]) -> ExtensiveGame:
        from gametheory.game.ends import possible_nodes

        return self._replaced(values, possible_nodes(self, values)[0])

    def impossible(self, values: Mapping[str, Any]) -> tuple[str, ...]:
        from gametheory.game.ends import possible_nodes

        return possible_nodes(self, values)[1]

    def _replaced(self, values: Mapping[str, Any], nodes: Mapping[str, Node]) -> ExtensiveGame:
        """Return the tree of these nodes with parameters replaced."""

        def put(x: Any) -> Any:
            return x.subs(values) if isinstance(x, Expression) else x

        def end(target: Any) -> Any:
            return Payoff({p: put(x) for p, x in target.values.items()}) if isinstance(target, Payoff) else target

        changed: dict[str, Node] = {}
        for name, node in nodes.items():
            if isinstance(node, Move):
                actions = {a: end(target) for a, target in node.actions.items()}
                changed[name] = Move(node.player, actions, information=node.information)
            elif isinstance(node, Chance):
                changed[name] = Chance({c: (put(p), end(target)) for c, (p, target) in node.branches.items()})
            else:
                changed[name] = end(node)
        return carry_assumed(ExtensiveGame(self.root, changed, self.players), self)

    def strategic(self) -> Any:
        """Return the reduced strategic form; a strategy is labelled by its actions, joined by commas."""
        from gametheory.game.forms import strategic_form

        return strategic_form(self).game

    def __hash__(self) -> int:
        return hash((self.root, self.players, self.order))

    def __str__(self) -> str:
        moves = sum(isinstance(node, Move) for node in self.nodes.values())
        return f"extensive game: {', '.join(self.players)} ({moves} decision nodes)"
