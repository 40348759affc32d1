"""A program for test_determinism.py: asks questions in the order of its arguments and prints the answers as JSON."""

import json
import re
import sys
from contextlib import redirect_stdout
from io import StringIO

import gametheory as gt
from gametheory.cli import main

W5_X = "(a**2 - b**2)/(a + b + 1)"
W5 = {
    ("t0", "m0"): [("0", "a-b"), ("a**2", "b"), ("1-a", "0")],
    ("t0", "m1"): [("b", "2"), ("-a", "1-a"), ("2", W5_X)],
    ("t1", "m0"): [("1", "2*b-1"), ("0", W5_X), ("1", "-a")],
    ("t1", "m1"): [("1", "-1"), ("0", "1-a"), ("1", "a-b")],
}


def said(*words):
    """Return what a command prints, without the times that verdicts say they took."""
    out = StringIO()
    with redirect_stdout(out):
        code = main(list(words))
    return [code, re.sub(r'"seconds": [0-9.e-]+', '"seconds": 0', out.getvalue())]


def crowded():
    """Return the regimes of a game whose conditions z3 cannot all decide."""
    game = gt.SignalingGame(
        sender="s",
        receiver="r",
        types={"t0": "p", "t1": "1-p"},
        messages=dict.fromkeys(("m0", "m1"), ("r0", "r1", "r2")),
        payoffs={(t, m, f"r{i}"): pay for (t, m), cells in W5.items() for i, pay in enumerate(cells)},
    )
    unit = {"p": gt.Interval(0, 1, True, True), "a": gt.Interval(0, 1), "b": gt.Interval(0, 1)}
    return [str(eq) for eq in gt.PerfectBayesian().solve(game, gt.Domain(unit))]


def audits():
    model = gt.load("support_signal")
    return [str(one) for one in gt.solve(model).certificates()]


_held = {}


def held(name):
    """Return a solution that other questions were asked of already."""
    if name not in _held:
        _held[name] = gt.solve(gt.load(name))
    return _held[name]


def verdict(text):
    found = gt.prove(held("beer_quiche"), text, draws=1000)
    return [found.status, found.reason, str(found.witness), [str(one) for one in gt.weaken(found, draws=1000)]]


QUESTIONS = {
    "solve": lambda: said("solve", "support_signal", "--json", "--regimes"),
    "quiche": lambda: said("solve", "beer_quiche", "--json", "--regimes"),
    "verify": lambda: said("verify", "beer_quiche", "--json", "--draws", "1000"),
    "lobbying": lambda: said("verify", "lobbying", "--json", "--draws", "1000"),
    "audits": audits,
    "thresholds": lambda: str(gt.thresholds(held("support_signal"), "distraction")),
    "regions": lambda: str(gt.regions(held("support_signal"), x="distraction", y="escalation_cost_us")),
    "text": lambda: str(held("support_signal")),
    "refined": lambda: str(gt.refine(held("support_signal"), "intuitive")),
    "refuted": lambda: verdict("no equilibrium has P(duel) > 0"),
    "proved": lambda: verdict("every equilibrium has P(duel) <= 1/2 where wimp < 1/2"),
    "crowded": crowded,
}

if __name__ == "__main__":
    print(json.dumps({name: QUESTIONS[name]() for name in sys.argv[1:]}, default=str))
