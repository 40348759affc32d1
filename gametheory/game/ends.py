"""The ends of a probability's range: a tree without the branches that nature cannot take.

Where a branch of a chance move has probability zero, nothing that comes after it can happen. The game there is the one
without it: the branch is cut, and with it the nodes that it alone leads to. Information sets lose these members, so
that nobody forms a belief about what cannot be. A chance move stays, also with one branch left, so that histories are
called what they are called elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from gametheory.game.extensive import Chance, Move
from gametheory.lang import Expression

if TYPE_CHECKING:
    from gametheory.game.extensive import ExtensiveGame, Node

__all__ = ["possible_nodes"]


def possible_nodes(game: ExtensiveGame, values: Mapping[str, Any]) -> tuple[Mapping[str, Node], tuple[str, ...]]:
    """Return the nodes that are left where parameters have these values, and the branches that are cut, in words.

    The nodes' numbers are still the old ones. Of what lies behind a branch that is cut nothing is said.
    """
    cut: list[str] = []
    left: dict[str, Node] = {}
    reached = {game.root}
    for name in game.order:  # every node after its parent
        if name not in reached:
            continue
        node = left[name] = game.nodes[name]
        if isinstance(node, Chance):
            gone = {c for c, (p, _) in node.branches.items() if isinstance(p, Expression) and p.subs(values) == 0}
            cut += [f"the chance move {label} at {name}" for label in node.branches if label in gone]
            if gone:
                left[name] = node = Chance({c: branch for c, branch in node.branches.items() if c not in gone})
        if isinstance(node, Chance | Move):
            targets = node.actions.values() if isinstance(node, Move) else (to for _, to in node.branches.values())
            reached.update(to for to in targets if isinstance(to, str))
    return ({name: left[name] for name in game.nodes if name in left} if cut else game.nodes), tuple(cut)
