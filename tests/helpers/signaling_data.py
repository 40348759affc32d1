"""The signaling games of ``tests/data/signaling_games.json`` as games, domains and expected outcomes."""

import json
from fractions import Fraction
from pathlib import Path

from gametheory.game import SignalingGame
from gametheory.lang import Domain, Interval, all_of, parse, parse_condition

DATA = json.loads((Path(__file__).parents[1] / "data" / "signaling_games.json").read_text(encoding="utf-8"))
NUMERIC = {entry["id"]: entry for entry in DATA["numeric"]}
PARAMETRIC = {entry["id"]: entry for entry in DATA["parametric"]}


def game_of(entry):
    payoffs = {
        (t, m, r): tuple(pair)
        for t, rows in entry["payoffs"].items()
        for m, cells in rows.items()
        for r, pair in cells.items()
    }
    return SignalingGame("sender", "receiver", entry["types"], entry["messages"], payoffs)


def _end(text):
    if text is None:
        return None, True
    return parse(text.strip("()")).fraction(), text[0] == "(" or text[-1] == ")"


def domain_of(entry):
    ranges = {}
    for name, (low, high) in entry["ranges"].items():
        (a, open_low), (b, open_high) = _end(low), _end(high)
        ranges[name] = Interval(a, b, open_low and a is not None, open_high and b is not None)
    return Domain(ranges, all_of(parse_condition(text) for text in entry["assume"]))


def exact_outcome(outcome):
    """Return an outcome as a set of ``(history, Fraction)``, zeros dropped, so that sets can hold outcomes."""
    return frozenset((h, Fraction(p)) for h, p in outcome.items() if Fraction(p) != 0)


def region_of(region):
    return all_of(parse_condition(text) for text in region["when"])


def outcome_formulas(game, expected):
    """Return the outcome of a region's formulas for ``sigma`` and ``rho``: history to expression, zeros dropped."""
    out = {}
    for t, messages in expected["sigma"].items():
        for m, p in messages.items():
            for r, q in expected["rho"][m].items():
                value = game.types[t] * parse(p) * parse(q)
                if value != 0:
                    out[f"{t}/{m}/{r}"] = value
    return out
