"""The canonical text of a model, and its hash.

Two documents have the same hash when they say the same. The canonical text is JSON (UTF-8, no blanks) of these parts:
format and kind; title and about; players, parameters, definitions, assumptions and claims as lists, in the document's
order; the game; the references, the answer, the symbols and the scenarios, where there are any. Where the order of
keys means nothing (the fields of a parameter, what a scenario sets, payoffs, the nodes of a tree, the further keys of
a claim) they are sorted. Numbers are written exactly as ``a/b`` in lowest terms; an expression, with the definitions
put in, as the sorted terms of its numerator and denominator; an assumption as the sorted polynomials and signs that
it comes down to. So ``0.6`` and ``"3/5"``, or ``"2*(x + 1)"`` and ``"2*x + 2"``, do not differ, and the way in which
this package happens to print expressions plays no part. The name of the model is not part of it either: it is the
name of the file.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from gametheory.lang import FALSE, TRUE, Condition, Interval
from gametheory.spec.exact_text import exact_text, listed, sorted_terms
from gametheory.spec.kinds import KINDS
from gametheory.spec.parameter import Parameter, Prior
from gametheory.spec.scenario import Scenario

if TYPE_CHECKING:
    from gametheory.spec.model import Model

__all__ = ["FORMAT", "canonical_hash", "canonical_text"]

FORMAT = "gametheory/1"


def canonical_hash(model: Model) -> str:
    """Return the SHA-256 of the canonical text, in hexadecimal digits."""
    return hashlib.sha256(canonical_text(model).encode()).hexdigest()


def canonical_text(model: Model) -> str:
    """Return the canonical text that the module describes."""
    content = {
        "format": FORMAT,
        "kind": model.kind,
        "title": model.title,
        "about": model.about,
        "players": list(model.players.items()),
        "parameters": [[name, _parameter(p)] for name, p in model.parameters.items()],
        "definitions": [[name, exact_text(value)] for name, value in model.definitions.items()],
        "assume": [[a.path[1], _condition(a.condition)] for a in model._assumed],
        "game": KINDS[model.kind].canonical(model.game),
        "claims": [[c.name, c.statement, c.source, _plain(c.formal)] for c in model.claims],
    }
    if model.references:  # a document without the key has the hash that it had before there was one
        content["references"] = list(model.references)
    if model.answer.given:  # likewise
        content["answer"] = dict(model.answer.given)
    if model.symbols:
        content["symbols"] = [[sign, exact_text(value)] for sign, value in model.symbols.items()]
    if model.scenarios:
        content["scenarios"] = [[name, _scenario(one)] for name, one in model.scenarios.items()]
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _parameter(p: Parameter) -> dict[str, Any]:
    prior = None if p.prior is None else _prior(p.prior)
    value = None if p.value is None else str(p.value)
    texts = {"meaning": p.meaning, "unit": p.unit, "tex": p.tex, "source": p.source}
    return {"value": value, "range": _range(p.range), "prior": prior, **texts}


def _prior(prior: Prior) -> list[str]:
    return [prior.kind, *map(str, prior.numbers)]


def _scenario(one: Scenario) -> dict[str, Any]:
    values = {name: str(value) for name, value in one.values.items()}
    return {"about": one.about, "values": values, "priors": {name: _prior(p) for name, p in one.priors.items()}}


def _range(interval: Interval) -> list[Any]:
    ends = [None if end is None else str(end) for end in (interval.low, interval.high)]
    return [ends[0], interval.open_low, ends[1], interval.open_high]


def _condition(condition: Condition) -> list[str]:
    if condition in (TRUE, FALSE):
        return [str(condition == TRUE).lower()]
    out = []
    for atom in condition.atoms():
        terms = sorted_terms(atom.poly)
        # an equation may be turned round, an inequality may not
        sign = -1 if atom.sign in ("=", "!=") and terms[0][1] < 0 else 1
        out.append(f"{listed(terms, sign)} {atom.sign} 0")
    return sorted(out)


def _plain(value: Any) -> Any:
    """Return a claim's formal value as JSON that keeps the kinds of values apart."""
    if isinstance(value, Mapping):
        return {key: _plain(v) for key, v in value.items()}
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    if isinstance(value, Fraction):
        return {"decimal": str(value)}
    if isinstance(value, datetime.date | datetime.time):
        return {"time": value.isoformat()}
    return value
