"""A model as a document: reading it back gives an equal model.

Numbers and expressions that came from a document are written as they stood there, so definitions stay in use; what was
built in Python is written in the normal form of expressions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gametheory.lang import Interval
from gametheory.spec.canonical import FORMAT
from gametheory.spec.kinds import KINDS
from gametheory.spec.parameter import Parameter, Prior
from gametheory.spec.scenario import Scenario
from gametheory.spec.toml_pen import TomlPen, toml_number, toml_text, toml_value

if TYPE_CHECKING:
    from gametheory.spec.model import Model

__all__ = ["document_text"]


def document_text(model: Model) -> str:
    """Return the document."""
    out = TomlPen(model._texts)
    out.put("format", toml_text(FORMAT))
    out.put("kind", toml_text(model.kind))
    for key, text in (("title", model.title), ("about", model.about)):
        if text:
            out.put(key, toml_text(text))
    if model.references:
        out.put("references", toml_value(model.references))
    kind = KINDS[model.kind]
    kind.write_head(out, model.game)
    out.table("players")
    for player, meaning in model.players.items():
        out.put(player, toml_text(meaning))
    if model.answer.given:
        out.table("answer")
        for key, value in model.answer.given.items():
            out.put(key, toml_value(value))
    for p in model.parameters.values():
        _parameter(out, p)
    for scenario in model.scenarios.values():
        _scenario(out, scenario)
    if model.definitions:
        out.table("definitions")
        for name, value in model.definitions.items():
            out.put(name, out.number(value, ("definitions", name)))
    if model.symbols:
        out.table("symbols")
        for sign, value in model.symbols.items():
            out.put(sign, out.number(value, ("symbols", sign)))
    if model.assume:
        out.table("assume")
        for name, texts in model.assume.items():
            out.put(name, toml_value(texts))
    kind.write(out, model.game)
    for claim in model.claims:
        out.lines += ["", "[[claims]]"]
        out.put("name", toml_text(claim.name))
        for key, text in (("statement", claim.statement), ("source", claim.source)):
            if text:
                out.put(key, toml_text(text))
        for key, value in claim.formal.items():
            out.put(key, toml_value(value))
    return "\n".join(out.lines) + "\n"


def _parameter(out: TomlPen, p: Parameter) -> None:
    out.table("parameters", p.name)
    for key, text in (("tex", p.tex), ("meaning", p.meaning), ("unit", p.unit)):
        if text:
            out.put(key, toml_text(text))
    if p.value is not None:
        out.put("value", toml_number(p.value))
    if p.range != Interval():
        out.put("range", _range(p.range))
    if p.prior is not None:
        out.put("prior", _prior(p.prior))
    if p.source:
        out.put("source", toml_text(p.source))


def _prior(prior: Prior) -> str:
    return f"{{ {prior.kind} = [{', '.join(map(toml_number, prior.numbers))}] }}"


def _scenario(out: TomlPen, one: Scenario) -> None:
    out.table("scenarios", one.name)
    if one.about:
        out.put("about", toml_text(one.about))
    if one.values:
        out.put("values", f"{{ {', '.join(f'{name} = {toml_number(x)}' for name, x in one.values.items())} }}")
    if one.priors:
        out.put("priors", f"{{ {', '.join(f'{name} = {_prior(p)}' for name, p in one.priors.items())} }}")


def _range(interval: Interval) -> str:
    low, high = interval.low, interval.high
    left = '"(-inf"' if low is None else toml_text(f"({low}") if interval.open_low else toml_number(low)
    right = '"inf)"' if high is None else toml_text(f"{high})") if interval.open_high else toml_number(high)
    return f"[{left}, {right}]"
