"""What a model says of itself: what the game is about, its parameters, assumptions, payoffs and claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from gametheory.lang.writing.statement import Code, Fold, Heading, Inline, Line, Part, Row, Table
from gametheory.spec.kinds import KINDS

if TYPE_CHECKING:
    from gametheory.spec.claim import Claim
    from gametheory.spec.model import Model
    from gametheory.spec.parameter import Parameter
    from gametheory.spec.scenario import Scenario

__all__ = ["model_statement", "scenario_row", "sections"]


def model_statement(model: Model) -> tuple[Part, ...]:
    """Return a model as its title and its sections, to be opened."""
    about = (Line(model.about),) if model.about else ()
    folds = (Fold(name, parts, open=name == "parameters") for name, parts in sections(model).items())
    return (Heading(model.title or model.name, f"{model.kind} game"), *about, *folds)


def sections(model: Model) -> dict[str, tuple[Part, ...]]:
    """Return the parts of a model by their names; what it has none of is left out."""
    return {
        **_section("players", ("player", "stands for"), model.players.items()),
        **_section("parameters", _PARAMETER, map(_parameter, model.parameters.values())),
        **_section("scenarios", ("scenario", "sets", "about"), map(scenario_row, model.scenarios.values())),
        **_section("definitions", ("name", "value"), model.definitions.items()),
        **_section("symbols", ("symbol", "stands for"), model.symbols.items()),
        **({"assumptions": tuple(map(Line, model.assumptions))} if model.assumptions else {}),
        "game": (KINDS[model.kind].table(model.game),),
        **({"claims": (claims,)} if (claims := _claims(model)).rows else {}),
    }


def _section(name: str, head: tuple[str, ...], rows: Iterable[tuple[Inline, ...]]) -> dict[str, tuple[Part, ...]]:
    shown = tuple(map(Row, rows))
    return {name: (Table(head, shown),)} if shown else {}


_PARAMETER = ("parameter", "meaning", "unit", "baseline", "range", "prior", "source")


def _parameter(one: Parameter) -> tuple[Inline, ...]:
    value = "" if one.value is None else one.value
    prior = "" if one.prior is None else str(one.prior)
    return one.name, one.meaning, one.unit, value, str(one.range), prior, one.source


def scenario_row(one: Scenario) -> tuple[str, str, str]:
    """Return a scenario's name, what it sets, and what it is about."""
    values = [f"{name} = {value}" for name, value in one.values.items()]
    return one.name, ", ".join([*values, *(f"{name} ~ {prior}" for name, prior in one.priors.items())]), one.about


def _claims(model: Model) -> Table:
    """Return what the document claims, each with its source."""
    rows = (Row((one.name, one.source, one.statement), tuple(map(Line, _formal(one)))) for one in model.claims)
    return Table(("claim", "source", "statement"), tuple(rows))


def _formal(claim: Claim) -> list[Inline]:
    """Return the formal part of a claim, if it has one, and what kind of claim it is."""
    marks: list[Inline] = [f"states {', '.join(claim.states)}"] if claim.states else []
    marks += [
        text for given, text in ((claim.put_in, "put in: a premise"), (claim.form, "by the form assumed")) if given
    ]
    if not claim.sentences:
        return marks
    words = {"where": "; ".join(claim.where), "refined by": ", ".join(claim.refine), "at": _at(claim.at)}
    rest = [f"{word} {text}" for word, text in words.items() if text]
    expected = [f"expected: {claim.expect}"] if claim.expect else []
    return [*map(Code, claim.sentences), *rest, *expected, *marks]


def _at(fixed: Mapping[str, Any] | str | None) -> str:
    if fixed is None or isinstance(fixed, str):
        return fixed or ""
    return ", ".join(f"{name} = {value}" for name, value in fixed.items())
