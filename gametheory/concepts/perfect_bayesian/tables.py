"""A signaling game as integer (or polynomial) tables, scaled so that no fraction is left.

Multiplying a sender type's payoffs by a positive number changes no choice of that type; multiplying the receiver's
payoffs after one message changes no response to it; multiplying all priors changes no posterior. So each of these
blocks is scaled by its own common denominator.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gametheory.concepts.exact.field import Field
from gametheory.game import SignalingGame

__all__ = ["Tables", "scaled_payoffs", "tables"]


@dataclass(frozen=True)
class Tables:
    """The scaled game.

    ``sender_scale[t]`` is the positive number by which type
    ``t``'s payoffs were multiplied. ``prior[t]``, ``sender[t][m][r]`` and ``receiver[m][t][r]`` are elements of
    ``field``; types, messages and responses are indices in the game's order.
    """

    game: SignalingGame
    field: Field[Any, Any]
    types: tuple[str, ...]
    messages: tuple[str, ...]
    responses: tuple[tuple[str, ...], ...]
    prior: tuple[Any, ...]
    sender: tuple[tuple[tuple[Any, ...], ...], ...]
    sender_scale: tuple[Any, ...]
    receiver: tuple[tuple[tuple[Any, ...], ...], ...]


def tables(game: SignalingGame, field: Field[Any, Any]) -> Tables:
    """Return the game's tables over ``field``."""
    types, messages = tuple(game.types), tuple(game.messages)
    responses = tuple(game.messages.values())
    prior = tuple(field.clear_denominators(list(game.types.values())))
    sender, scales = [], []
    for t in types:
        mine = [game.payoffs[t, m, r][0] for m in messages for r in game.messages[m]]
        scale, *flat = field.clear_denominators([1, *mine])
        scales.append(scale)
        sender.append(_unflatten(flat, [len(rs) for rs in responses]))
    receiver = []
    for m in messages:
        flat = field.clear_denominators([game.payoffs[t, m, r][1] for t in types for r in game.messages[m]])
        receiver.append(_unflatten(flat, [len(game.messages[m])] * len(types)))
    return Tables(game, field, types, messages, responses, prior, tuple(sender), tuple(scales), tuple(receiver))


def scaled_payoffs(tables: Tables, payoffs: Mapping[str, Any]) -> tuple[list[Any], Any]:
    """Return what each type gets in the tables' units, as ``(numerators, common positive denominator)``."""
    values = [
        payoffs[t] * tables.field.ratio(scale, tables.field.one)
        for t, scale in zip(tables.types, tables.sender_scale, strict=True)
    ]
    below, *above = tables.field.clear_denominators([1, *values])
    return above, below


def _unflatten(flat: list[Any], lengths: list[int]) -> tuple[tuple[Any, ...], ...]:
    out, start = [], 0
    for n in lengths:
        out.append(tuple(flat[start : start + n]))
        start += n
    return tuple(out)
