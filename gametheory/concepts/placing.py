"""A game and an equilibrium, brought to one place: both in numbers, or both in the same parameters.

An equilibrium that ``solution.at`` returned knows its point; against the game with its parameters these numbers are put
in. What cannot be brought together is an error that says which numbers to put where: it is no verdict.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, TypeVar

from gametheory.concepts.equilibrium import Equilibrium
from gametheory.errors import ConceptError
from gametheory.game import Game
from gametheory.lang import Expression

G = TypeVar("G")

__all__ = ["letters_of", "needs_numbers", "placed", "plain_game"]


def plain_game(subject: Any, form: Callable[[Game], G | None], what: str, verb: str) -> G:
    """Return a game, or that of a model or a solution, in the form that a verb takes.

    Parameters
    ----------
    form : function
        One of :mod:`gametheory.game.forms`; returns None for a game that has no such form.
    what : str
        The games that the verb takes, in words.

    Raises
    ------
    ConceptError
        If it is not of a kind that the verb takes.
    """
    game = getattr(subject, "game", subject)
    found = form(game) if isinstance(game, Game) else None
    if found is None:
        raise ConceptError(f"{verb}() takes a {what}, got {type(subject).__name__}")
    return found


def letters_of(eq: Equilibrium) -> tuple[str, ...]:
    """Return the parameters that occur in an equilibrium, sorted."""
    found = set(eq.when.names).union(*(x.names for x in eq.numbers() if isinstance(x, Expression)))
    return tuple(sorted(found))


def placed(game: Any, eq: Equilibrium, *, guess: bool = True) -> Any:
    """Return the game with the equilibrium's point put in, where the equilibrium knows one; else the game as it is.

    Parameters
    ----------
    game : Game
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
        return game.possible({name: eq.point[name] for name in game.parameters})
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
    for history, p in zip(eq.outcome.histories, eq.outcome.values(), strict=True):
        found = game.end(history)
        if found is None:
            return False
        chances, payoffs = found
        if any(isinstance(q, Expression) and not q.is_constant for q in chances):
            return True
        for player, x in zip(game.players, payoffs, strict=True):
            totals[player] = totals[player] + p * x
    return any(isinstance(x, Expression) and not x.is_constant for x in totals.values())
