"""A game and an equilibrium, brought to one place: both in numbers, or both in the same parameters.

An equilibrium that ``solution.at`` returned knows its point; against the game with its parameters these numbers are put
in. What cannot be brought together is an error that says which numbers to put where: it is no verdict.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from gametheory.concepts.solution import Equilibrium
from gametheory.errors import ConceptError
from gametheory.game import Chance, SignalingGame, StrategicGame
from gametheory.lang import Expression

__all__ = ["letters_of", "needs_numbers", "placed", "plain_game"]


def plain_game(subject: Any, kinds: Any, verb: str) -> Any:
    """Return a game, or that of a model or a solution.

    Raises
    ------
    ConceptError
        If it is not of the kinds that the verb takes.
    """
    game = getattr(subject, "game", subject)
    if not isinstance(game, kinds):
        names = kinds.__name__ if isinstance(kinds, type) else str(kinds).replace("gametheory.game.", "")
        got = type(subject).__name__
        hint = (
            ": game.strategic() is its strategic form" if kinds is StrategicGame and hasattr(game, "strategic") else ""
        )
        raise ConceptError(f"{verb}() takes a {names}, got {got}{hint}")
    return game


def letters_of(eq: Equilibrium) -> tuple[str, ...]:
    """Return the parameters that occur in an equilibrium, sorted."""
    found: set[str] = set(eq.when.names)
    for part in (eq.strategy, eq.beliefs, eq.payoffs, eq.outcome, eq.type_payoffs):
        for x in _numbers(part):
            if isinstance(x, Expression):
                found |= x.names
    return tuple(sorted(found))


def _numbers(part: Any) -> Iterator[Any]:
    if isinstance(part, Mapping):
        for value in part.values():
            yield from _numbers(value)
    else:
        yield part


def placed(game: Any, eq: Equilibrium, *, guess: bool = True) -> Any:
    """Return the game with the equilibrium's point put in, where the equilibrium knows one; else the game as it is.

    Parameters
    ----------
    game : SignalingGame, ExtensiveGame or StrategicGame
    eq : Equilibrium
    guess : bool
        Whether an equilibrium in numbers that cannot be one of the game with its parameters, since the probabilities of
        nature or the payoffs of its outcome have letters in them, counts as one at an unknown point.

    Raises
    ------
    ConceptError
        If the equilibrium has parameters that the game does not have, or has numbers only and knows no point.
    """
    known = set(game.parameters)
    letters = [name for name in letters_of(eq) if name not in known]
    if letters:
        shown = ", ".join(letters)
        raise ConceptError(
            f"the equilibrium {eq.name!r} is stated in {shown}, for which the game has numbers: put numbers in, with "
            f"solution.at({', '.join(f'{name}=...' for name in letters)}), or take the game with its parameters"
        )
    if not known:
        return game
    if eq.point is not None:
        missing = sorted(known - set(eq.point))
        if missing:
            raise ConceptError(
                f"the equilibrium {eq.name!r} is one at a point, which has no number for {', '.join(missing)}: "
                f"{needs_numbers(missing)}"
            )
        return game.subs({name: eq.point[name] for name in game.parameters})
    if guess and not letters_of(eq) and _has_letters(game, eq):
        names = ", ".join(game.parameters)
        raise ConceptError(
            f"the equilibrium {eq.name!r} is one at a point, the game has the parameters {names}: "
            f"{needs_numbers(game.parameters)}"
        )
    return game


def needs_numbers(names: Any) -> str:
    """Return the sentence that says how numbers are put into a game."""
    return f"put numbers in: game.subs({{{', '.join(f'{name!r}: ...' for name in names)}}})"


def _has_letters(game: Any, eq: Equilibrium) -> bool:
    """Return whether nature's probabilities, or the payoffs of the outcome, depend on parameters of the game."""
    totals: dict[str, Any] = dict.fromkeys(game.players, Fraction(0))
    for history, p in eq.outcome.items():
        found = _end(game, history.split("/"))
        if found is None:
            return False
        chances, payoffs = found
        if any(isinstance(q, Expression) and not q.is_constant for q in chances):
            return True
        for player, x in zip(game.players, payoffs, strict=True):
            totals[player] = totals[player] + p * x
    return any(isinstance(x, Expression) and not x.is_constant for x in totals.values())


def _end(game: Any, labels: list[str]) -> tuple[list[Any], list[Any]] | None:
    """Return nature's probabilities along a history and the payoffs at its end; None for a history of no such game."""
    if isinstance(game, StrategicGame):
        row = game.payoffs.get(tuple(labels))
        return None if row is None else ([], list(row))
    if isinstance(game, SignalingGame):
        cell = game.payoffs.get(tuple(labels)) if len(labels) == 3 else None  # type: ignore[arg-type]
        return None if cell is None else ([game.types[labels[0]]], list(cell))
    chances, here = [], game.root
    for label in labels:
        node = game.nodes.get(here) if isinstance(here, str) else None
        step = None if node is None or hasattr(node, "values") else dict(game.children(here)).get(label)
        if step is None:
            return None
        if isinstance(node, Chance):
            chances.append(node.branches[label][0])
        here = step
    end = game.nodes[here] if isinstance(here, str) else here
    values = getattr(end, "values", None)
    return None if values is None else (chances, [values[p] for p in game.players])
