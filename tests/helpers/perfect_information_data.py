"""The games of ``tests/data/perfect_information.json`` as trees."""

import json
from pathlib import Path

from gametheory.game import Chance, ExtensiveGame, Move, Payoff
from gametheory.lang import Domain, Interval, all_of, parse_condition

DATA = json.loads((Path(__file__).parents[1] / "data" / "perfect_information.json").read_text(encoding="utf-8"))


def build(case):
    """Return the tree of a case; nodes are called as in the data."""
    nodes = {}

    def read(at):
        if isinstance(at, list):
            return Payoff(dict(zip(case["players"], at, strict=True)))
        if "chance" in at:
            name = f"chance {len(nodes)}"
            nodes[name] = None
            nodes[name] = Chance({label: (p, read(after)) for label, p, after in at["chance"]})
            return name
        nodes[at["node"]] = None
        nodes[at["node"]] = Move(at["player"], {a: read(after) for a, after in at["actions"].items()})
        return at["node"]

    return ExtensiveGame(read(case["tree"]), nodes, case["players"])


def domain_of(case, game):
    return Domain({name: Interval() for name in game.parameters}, all_of(map(parse_condition, case["domain"])))
