"""The extensive games of ``tests/data/extensive_nash.json`` as trees."""

import json
from pathlib import Path

from gametheory.game import Chance, ExtensiveGame, Move, Payoff

GAMES = json.loads((Path(__file__).parents[1] / "data" / "extensive_nash.json").read_text(encoding="utf-8"))
BY_NAME = {case["name"]: case for case in GAMES}


def tree_of(case):
    def end(target):
        return (
            target["to"]
            if isinstance(target, dict)
            else Payoff(dict(zip(case["players"], target.split(), strict=True)))
        )

    nodes = {}
    for name, node in case["nodes"].items():
        if "chance" in node:
            nodes[name] = Chance({label: (p, end(target)) for label, (p, target) in node["chance"].items()})
        else:
            moves = {label: end(target) for label, target in node["moves"].items()}
            nodes[name] = Move(node["player"], moves, information=node["information"])
    return ExtensiveGame("root", nodes, case["players"])
