"""The tables of a model: CSV for reading by programs, LaTeX (booktabs) for a paper, JSON for the whole answer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from gametheory.lang import TRUE
from gametheory.lang.writing.csv import csv_lines
from gametheory.show import latex
from gametheory.show.report.findings import Findings
from gametheory.show.report.names import file_name
from gametheory.show.sweep_tables import sweep_csv
from gametheory.show.tables import endings

__all__ = ["tables"]

Rows = list[dict[str, Any]]


def tables(found: Findings) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of every table of a model."""
    model, solution, here = found.model, found.solution, found.here
    if model.parameters:
        yield "parameters.csv", _csv(_parameters(found))
        yield "parameters.tex", _tex(latex.parameters(model))
    if solution is None:
        return
    parametric = bool(solution.parameters)
    yield "solution.json", _json(solution.document())
    if parametric:
        yield "regimes.csv", _csv(_regimes(found))
        yield "regimes.tex", _tex(latex.regimes(solution))
    if here is not None:
        yield "equilibria.csv", _csv(_equilibria(found))
        yield "equilibria.tex", _tex(latex.solution(here))
        if parametric:
            yield "equilibria.json", _json(here.document())
    if found.verification is not None:
        document = found.verification.document()
        for claim in document["claims"]:
            del claim["seconds"]  # how long it took is no result
        yield "claims.json", _json(document)
        yield "claims.csv", _csv(_claims(found))
        yield "propositions.tex", _tex(latex.propositions(found.verification))
    if found.margins is not None:
        yield "margins.csv", _csv(found.margins.rows())
    if found.ladders:
        yield "thresholds.csv", _csv([row for ladder in found.ladders.values() for row in ladder.rows()])
        yield "thresholds.tex", _tex(latex.thresholds(found.ladders[key] for key in found.keys if key in found.ladders))
    if found.plane is not None:
        yield "regions.csv", _csv(found.plane.rows())
    if found.reaches:
        yield "reach.csv", _csv(_reach(found))
    for text, one in found.sensitivities.items():
        yield f"{file_name('sensitivity', text)}.csv", _csv(one.rows())
    for key, dataset in found.lines.items():
        yield f"{file_name('sweep', key)}.csv", "".join(sweep_csv(dataset))


def _csv(rows: Rows) -> str:
    return "".join(csv_lines(rows))


def _tex(text: str) -> str:
    return text + "\n"


def _json(document: Any) -> str:
    return json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def _parameters(found: Findings) -> Rows:
    return [
        {
            "parameter": name,
            "tex": p.tex,
            "meaning": p.meaning,
            "unit": p.unit,
            "baseline": "" if p.value is None else str(p.value),
            "range": str(p.range),
            "prior": "" if p.prior is None else str(p.prior),
            "source": p.source,
        }
        for name, p in found.model.parameters.items()
    ]


def _regimes(found: Findings) -> Rows:
    assert found.solution is not None
    return [
        {
            "number": i + 1,
            "regime": one.name,
            "exists": "always" if one.when == TRUE else str(one.when),
            "isolated": int(one.isolated),
            "share_of_draws": found.shares.get(i, ""),
        }
        for i, one in enumerate(found.solution)
    ]


def _equilibria(found: Findings) -> Rows:
    assert found.here is not None
    players = list(found.model.game.players)
    return [
        {
            "number": i,
            "equilibrium": one.name,
            "isolated": int(one.isolated),
            "ends": endings(one),
            **{f"payoff of {player}": str(one.payoffs.get(player, "")) for player in players},
            **{
                f"survives {name}": "" if verdict is None else int(verdict is True)
                for name, verdict in one.survives.items()
            },
        }
        for i, one in enumerate(found.here, start=1)
    ]


def _claims(found: Findings) -> Rows:
    assert found.verification is not None
    return [
        {
            "claim": one.name,
            "status": one.status,
            "expected": one.expected or "",
            "automatic": int(one.automatic),
            "statement": one.statement,
            "formal": one.formal,
            "scope": one.scope,
            "witness": "" if one.witness is None else ", ".join(f"{n} = {x}" for n, x in one.witness.items()),
            "share": "" if one.share is None else one.share.value,
            "share_of": "" if one.share is None else one.share.of,
            "half_width": "" if one.share is None else one.share.half_width,
            "reason": one.reason,
            "source": one.source,
        }
        for one in found.verification
    ]


def _reach(found: Findings) -> Rows:
    def number(value: Any) -> Any:
        return "" if value is None else float(value)

    return [
        {
            "regime": reach.regime.name,
            "parameter": s.parameter,
            "baseline": str(s.value),
            "low": number(s.low),
            "high": number(s.high),
            "relative": number(s.relative),
        }
        for reach in found.reaches
        for s in reach
    ]
