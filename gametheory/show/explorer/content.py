"""What a page says, as plain data: everything that its script shows, in JSON's types.

Labels and other texts of the model stand only in values, never as keys: an object of JavaScript has keys of its own
(``__proto__``), a list has none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from gametheory.concepts import REFINEMENTS
from gametheory.concepts.words.statement import completeness, heading
from gametheory.lang import FALSE, TRUE, And, Interval, relation
from gametheory.show.explorer.asked import asked
from gametheory.show.explorer.ledger import Ledger
from gametheory.show.explorer.regimes import Regimes
from gametheory.show.explorer.window import stops, window
from gametheory.show.explorer.wording import label, paragraphs, prose, tex_parts
from gametheory.show.games import drawing_of
from gametheory.show.symbols import claim_texts, symbols_in
from gametheory.study.compiled.plan import Plan
from gametheory.study.sweeps.priors import Priors, accepted_text

if TYPE_CHECKING:
    from gametheory.concepts import Solution
    from gametheory.study.claims.verdict import Verdict, Verification

__all__ = ["Content", "content"]

FORMAT = "gametheory-explorer/1"


@dataclass(frozen=True)
class Content:
    """The data, the plan that its numbers and conditions point into, and the conditions that maps decide.

    ``maps`` has one entry for the regimes as they are, and one for each refinement: first the condition of an
    admissible point, then those of the regimes, then where each survives.
    """

    data: dict[str, Any]
    plan: Plan
    maps: tuple[tuple[int, ...], ...]


def content(solution: Solution, verification: Verification | None = None) -> Content:
    """Return what the page of a solution says.

    Parameters
    ----------
    solution : Solution
        For all parameters, or at a point (which is then a game without parameters).
    verification : Verification, optional
        The verdicts on the model's claims.
    """
    names = () if solution.point is not None else solution.parameters
    game = solution.game
    if solution.point is not None and game.parameters:
        game = game.possible(solution.point)
    ledger = Ledger(names)
    regimes = Regimes(solution, ledger)
    admissible = ledger.condition(solution.domain.assume if names else TRUE)
    entries = regimes.data()
    model = solution.model
    quantities, answer = asked(solution, regimes)
    refinements = list(dict.fromkeys(name for eq in solution for name in eq.survives))
    data: dict[str, Any] = {
        "format": FORMAT,
        "heading": prose(heading(solution)),
        "title": prose((model.title or model.name) if model is not None else str(game)),
        "name": "" if model is None else model.name,
        "sha256": "" if model is None else model.sha256,
        "about": [] if model is None else paragraphs(model.about),
        "players": [[p, prose(model.players.get(p, "")) if model is not None else ""] for p in game.players],
        "concept": solution.concept.name,
        "refined": list(getattr(solution.concept, "refine", ())),
        "completeness": prose(completeness(solution)),
        "exhaustive": solution.exhaustive,
        "notes": [prose(note) for note in solution.notes],
        "parameters": [_parameter(solution, name) for name in names],
        "depends": [i for i, name in enumerate(names) if any(name in eq.when.names for eq in solution)],
        "assumptions": _assumptions(solution, regimes) if names else [],
        "definitions": [
            [name, prose(str(value))]
            for name, value in (model.definitions.items() if model is not None and names else ())
        ],
        "symbols": [[sign, prose(str(x))] for sign, x in symbols_in(model, claim_texts(model))]
        if model is not None
        else [],
        "exactOnBorders": solution.concept.sharp(solution.game),
        "edges": [[regimes.words(edge), ledger.condition(edge)] for edge in solution.knife_edges if edge != FALSE],
        "admissible": admissible,
        "regimes": entries,
        "refinements": refinements,
        "labels": {name: one.label for name, one in REFINEMENTS.items()},
        "quantities": quantities,
        "answer": answer,
        "game": drawing_of(game).page(game, ledger),
        "claims": _claims(solution, verification),
        "checked": verification is not None,
    }
    data["forms"] = [prose(regimes.form(form)) for form in ledger.forms]
    plain = (admissible, *(entry["when"] for entry in entries))
    maps = [plain]
    for name in refinements:
        # what is not decided stays in, as everywhere
        where = [_survival(entry, name, ledger) for entry in entries]
        maps.append((*plain, *where))
    return Content(data, ledger.plan(), tuple(maps))


def _survival(entry: dict[str, Any], name: str, ledger: Ledger) -> int:
    for verdict in entry["survives"]:
        if verdict["name"] == name:
            if verdict["where"] is not None:
                return int(verdict["where"])
            return ledger.condition(FALSE if verdict["verdict"] is False else TRUE)
    return ledger.condition(TRUE)


def _parameter(solution: Solution, name: str) -> dict[str, Any]:
    interval: Interval = solution.domain.ranges[name]
    parameter = solution.model.parameters.get(name) if solution.model is not None else None
    prior = parameter.prior if parameter is not None else None
    value = solution.baseline.get(name)
    low, high = window(interval, prior, value)
    if value is None:
        value = (low + high) / 2
    return {
        "name": name,
        "tex": tex_parts(parameter.tex) if parameter is not None else None,
        "noun": prose(_noun(solution, name)),
        "meaning": prose(parameter.meaning) if parameter is not None else "",
        "unit": prose(parameter.unit) if parameter is not None else "",
        "source": prose(parameter.source) if parameter is not None else "",
        "prior": "" if prior is None else str(prior),
        "range": str(interval),
        "low": _end(interval.low),
        "high": _end(interval.high),
        "openLow": interval.open_low,
        "openHigh": interval.open_high,
        "value": str(value),
        "baseline": name in solution.baseline,
        "window": [str(low), str(high)],
        "stops": stops(interval, low, high),
    }


def _noun(solution: Solution, name: str) -> str:
    words = solution.model.answer.words.parameters if solution.model is not None else {}
    return words[name].noun if name in words else ""


def _end(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def _assumptions(solution: Solution, regimes: Regimes) -> list[list[Any]]:
    """Return what the model assumes besides the ranges, clause by clause: the page names what a point breaks.

    Last in a clause: whether it is one that nobody stated, of a probability of nature's. Where that is zero there is a
    game all the same, which the page does not solve; it says so.
    """
    assume = solution.domain.assume
    parts = assume.parts if isinstance(assume, And) else (assume,)
    odds = {relation(p, ">") for p in solution.domain.odds}
    return [[str(part), regimes.ledger.condition(part), part in odds] for part in parts]


def _claims(solution: Solution, verification: Verification | None) -> list[dict[str, Any]]:
    if verification is not None:
        return [_verdict(verdict) for verdict in verification]
    claims = solution.model.claims if solution.model is not None else ()
    return [
        {"name": prose(label(c.name)), "statement": prose(c.statement), "source": prose(c.source), "status": ""}
        for c in claims
    ]


def _verdict(verdict: Verdict) -> dict[str, Any]:
    share = verdict.share
    return {
        "name": prose(label(verdict.name)),
        "statement": prose(verdict.statement),
        "source": prose(verdict.source),
        "formal": prose(verdict.formal),
        "status": str(verdict.status),
        "expected": verdict.expected,
        "surprise": verdict.surprise,
        "automatic": verdict.automatic,
        "scope": prose(verdict.scope),
        "assumptions": [prose(text) for text in verdict.assumptions],
        "reason": prose(verdict.reason),
        "witness": _point(verdict.witness),
        "share": None
        if share is None
        else {
            "of": share.of,
            "value": share.value,
            "halfWidth": share.half_width,
            "draws": share.draws,
            "priors": prose(Priors(share.scenario).text),
            "accepted": "" if share.accepted is None else accepted_text(share.accepted),
        },
        "gaps": [
            {"edge": prose(str(gap.edge)), "fails": gap.fails, "point": _point(gap.point)} for gap in verdict.gaps
        ],
    }


def _point(point: Mapping[str, Fraction] | None) -> list[list[str]] | None:
    return None if point is None else [[name, str(x)] for name, x in point.items()]
