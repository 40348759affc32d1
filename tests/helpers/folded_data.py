"""The trees of ``tests/data/folded_trees.json``, with those of other files that it names."""

import json
from pathlib import Path

from helpers import nash_data, profile_data
from helpers.signaling_data import domain_of

DATA = json.loads((Path(__file__).parents[1] / "data" / "folded_trees.json").read_text(encoding="utf-8"))

__all__ = ["DATA", "domain_of", "tree_of"]


def tree_of(entry):
    """Return the tree of an entry: its own, or that of another file of the folder."""
    place = entry.get("tree")
    if place is None:
        return profile_data.tree_of(entry)
    if place["file"] == "profiles.json":
        return profile_data.tree_of(profile_data.GAMES[place["id"]])
    assert place["file"] == "extensive_nash.json"
    return nash_data.tree_of(nash_data.BY_NAME[place["id"]])
