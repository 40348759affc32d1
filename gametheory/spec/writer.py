"""A model as a document: reading it back gives an equal model.

Numbers and expressions that came from a document are written as they stood there, so definitions stay in use; what was
built in Python is written in the normal form of expressions.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from gametheory.game import Chance, ExtensiveGame, Move, Payoff, SignalingGame
from gametheory.lang import Interval
from gametheory.spec.canonical import FORMAT
from gametheory.spec.fields import Path
from gametheory.spec.parameter import Parameter

if TYPE_CHECKING:
    from gametheory.spec.model import Model

__all__ = ["document_text", "toml_key", "toml_text", "toml_value"]

_BARE = re.compile(r"[A-Za-z0-9_-]+\Z")
_MAX_INT = 2**63


def toml_text(text: str) -> str:
    """Return a text as a TOML basic string."""
    # JSON escapes what TOML escapes, but for the delete character, which TOML does not take either
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def toml_key(key: str) -> str:
    """Return a key as TOML writes it, quoted only where it must be."""
    return key if _BARE.match(key) else toml_text(key)


def toml_value(value: Any) -> str:
    """Return a value as TOML on one line: a ``Fraction`` as a decimal, a mapping as an inline table."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return toml_text(value)
    if isinstance(value, Fraction):
        return _decimal(value)
    if isinstance(value, Mapping):
        inside = ", ".join(f"{toml_key(str(key))} = {toml_value(v)}" for key, v in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(toml_value(v) for v in value)}]"
    assert isinstance(value, datetime.date | datetime.time)
    return value.isoformat()


def _decimal(value: Fraction) -> str:
    """Return a fraction whose denominator divides a power of ten as an exact TOML float."""
    places = 1
    while (value * 10**places).denominator != 1:
        places += 1
    digits = str(abs(int(value * 10**places))).rjust(places + 1, "0")
    return f"{'-' if value < 0 else ''}{digits[:-places]}.{digits[-places:]}"


def _number(value: Any) -> str:
    """Return an exact number or expression: an integer as it is, all else as text."""
    text = str(value)
    if (isinstance(value, int) or re.fullmatch(r"-?\d{1,18}", text)) and abs(int(text)) < _MAX_INT:
        return text
    return toml_text(text)


class _Writer:
    """Collects the lines of one document."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.lines: list[str] = []

    def put(self, key: str, value: str) -> None:
        self.lines.append(f"{toml_key(key)} = {value}")

    def table(self, *path: str) -> None:
        self.lines += ["", f"[{'.'.join(map(toml_key, path))}]"]

    def number(self, value: Any, path: Path) -> str:
        text = self.model._texts.get(path)
        return toml_text(text) if text is not None else _number(value)

    def payoffs(self, values: Iterable[tuple[str, Any]], path: Path) -> str:
        inside = ", ".join(f"{toml_key(p)} = {self.number(x, (*path, p))}" for p, x in values)
        return f"{{ {inside} }}" if inside else "{}"


def document_text(model: Model) -> str:
    """Return the document."""
    out = _Writer(model)
    out.put("format", toml_text(FORMAT))
    out.put("kind", toml_text(model.kind))
    for key, text in (("title", model.title), ("about", model.about)):
        if text:
            out.put(key, toml_text(text))
    if model.references:
        out.put("references", toml_value(model.references))
    game = model.game
    if isinstance(game, ExtensiveGame):
        out.put("root", toml_text(game.root))
    out.table("players")
    for player, meaning in model.players.items():
        out.put(player, toml_text(meaning))
    for p in model.parameters.values():
        _parameter(out, p)
    if model.definitions:
        out.table("definitions")
        for name, value in model.definitions.items():
            out.put(name, out.number(value, ("definitions", name)))
    if model.assume:
        out.table("assume")
        for name, texts in model.assume.items():
            out.put(name, toml_value(texts))
    if isinstance(game, SignalingGame):
        _signaling(out, game)
    elif isinstance(game, ExtensiveGame):
        _extensive(out, game)
    else:
        _strategic(out, game)
    for claim in model.claims:
        out.lines += ["", "[[claims]]"]
        out.put("name", toml_text(claim.name))
        for key, text in (("statement", claim.statement), ("source", claim.source)):
            if text:
                out.put(key, toml_text(text))
        for key, value in claim.formal.items():
            out.put(key, toml_value(value))
    return "\n".join(out.lines) + "\n"


def _parameter(out: _Writer, p: Parameter) -> None:
    out.table("parameters", p.name)
    for key, text in (("tex", p.tex), ("meaning", p.meaning), ("unit", p.unit)):
        if text:
            out.put(key, toml_text(text))
    if p.value is not None:
        out.put("value", _number(p.value))
    if p.range != Interval():
        out.put("range", _range(p.range))
    if p.prior is not None:
        out.put("prior", f"{{ {p.prior.kind} = [{', '.join(map(_number, p.prior.numbers))}] }}")
    if p.source:
        out.put("source", toml_text(p.source))


def _range(interval: Interval) -> str:
    low, high = interval.low, interval.high
    left = '"(-inf"' if low is None else toml_text(f"({low}") if interval.open_low else _number(low)
    right = '"inf)"' if high is None else toml_text(f"{high})") if interval.open_high else _number(high)
    return f"[{left}, {right}]"


def _signaling(out: _Writer, game: SignalingGame) -> None:
    out.table("signal")
    out.put("sender", toml_text(game.sender))
    out.put("receiver", toml_text(game.receiver))
    out.table("signal", "types")
    for t, p in game.types.items():
        out.put(t, out.number(p, ("signal", "types", t)))
    out.table("signal", "messages")
    for m, responses in game.messages.items():
        out.put(m, toml_value(responses))
    for t in game.types:
        for m, responses in game.messages.items():
            out.table("payoffs", t, m)
            for r in responses:
                pair = zip(game.players, game.payoffs[t, m, r], strict=True)
                out.put(r, out.payoffs(pair, ("payoffs", t, m, r)))


def _extensive(out: _Writer, game: ExtensiveGame) -> None:
    for name in game.order:
        node = game.nodes[name]
        if isinstance(node, Payoff):
            continue
        out.table("nodes", name)
        if isinstance(node, Move):
            out.put("player", toml_text(node.player))
            if node.information is not None:
                out.put("information", toml_text(node.information))
            for label, target in node.actions.items():
                text = _target(out, game, target, ("nodes", name, "moves", label))
                out.lines.append(f"moves.{toml_key(label)} = {text}")
        else:
            assert isinstance(node, Chance)
            for label, (p, target) in node.branches.items():
                here = ("nodes", name, "chance", label)
                odds = out.number(p, (*here, "probability"))
                text = _target(out, game, target, (*here, "to"))
                out.lines.append(f"chance.{toml_key(label)} = {{ probability = {odds}, to = {text} }}")


def _target(out: _Writer, game: ExtensiveGame, target: Any, path: Path) -> str:
    # a document writes payoffs where they are reached; a node that only holds payoffs has no name there
    end = game.nodes[target] if isinstance(target, str) else target
    return out.payoffs(end.values.items(), path) if isinstance(end, Payoff) else toml_text(target)


def _strategic(out: _Writer, game: Any) -> None:
    out.table("strategies")
    for player, labels in game.strategies.items():
        out.put(player, toml_value(labels))
    last: tuple[str, ...] | None = None
    for profile, row in game.payoffs.items():
        if profile[:-1] != last:
            last = profile[:-1]
            out.table("payoffs", *last)
        out.put(profile[-1], out.payoffs(zip(game.players, row, strict=True), ("payoffs", *profile)))
