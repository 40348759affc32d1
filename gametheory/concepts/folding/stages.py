"""The stages of a tree: what is left of each subgame when the subgames inside it are taken for ends.

A node starts a subgame where every information set that meets the tree below it lies inside that tree (Selten 1965).
Solved from the leaves up, a subgame inside another one is an end of it. What is then left of a subgame is a *stage*: a
single move, a single chance move, or moves that information sets tie together. Of the last, two shapes are stages that
an engine solves for every parameter value: a **signal** (nature draws a type, one player who sees it moves, another who
sees the move but not the type answers) and a **meeting** (two players move at once). A tree *folds* if all its stages
are of these shapes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from gametheory.concepts.folding.stage import SILENT, Labels, Meeting, Signal, Stage, Target
from gametheory.game import Chance, ExtensiveGame, Move, Payoff

__all__ = ["UnfoldableError", "stages"]


class UnfoldableError(Exception):
    """A stage has a shape that no engine solves; the text says which and why."""


def stages(tree: ExtensiveGame) -> dict[str, Stage]:
    """Return the stages with information sets of several nodes, by the nodes at which they start.

    Raises
    ------
    UnfoldableError
        If a stage is neither a signal nor a meeting.
    """
    roots = _roots(tree)
    out = {}
    for root in (name for name in tree.order if name in roots):
        inside = tuple(_inside(tree, root, roots))
        if len(inside) > 1:
            out[root] = _stage(tree, root, inside, roots)
    return out


def _roots(tree: ExtensiveGame) -> set[str]:
    """Return the nodes, ends left out, at which a subgame starts."""
    above = {to: name for name in tree.order for _, to in tree.children(name) if isinstance(to, str)}
    tied: set[str] = set()
    for members in tree.information_sets.values():
        if len(members) == 1:
            continue
        below = Counter[str]()
        for member in members:
            at: str | None = member
            while at is not None:
                below[at] += 1
                at = above.get(at)
        # below a node some of the set but not all of it: the set reaches out of the subtree
        tied |= {name for name, count in below.items() if count < len(members)}
    return {name for name in tree.order if name not in tied and not isinstance(tree.nodes[name], Payoff)}


def _inside(tree: ExtensiveGame, root: str, roots: Collection[str]) -> Iterator[str]:
    """Yield the nodes of the stage at a root, in the tree's order."""
    stack = [root]
    while stack:
        name = stack.pop()
        yield name
        stack += [str(to) for _, to in reversed([*tree.children(name)]) if _open(tree, to, roots)]


def _open(tree: ExtensiveGame, target: Target, roots: Collection[str]) -> bool:
    """Return whether a target goes on within the stage."""
    return isinstance(target, str) and target not in roots and not isinstance(tree.nodes[target], Payoff)


def _stage(tree: ExtensiveGame, root: str, inside: tuple[str, ...], roots: Collection[str]) -> Stage:
    node = tree.nodes[root]
    if isinstance(node, Move):
        return _meeting(tree, root, node, inside, roots)
    assert isinstance(node, Chance)
    return _signal(tree, root, node, inside, roots)


def _refuse(tree: ExtensiveGame, root: str, inside: tuple[str, ...], why: str) -> UnfoldableError:
    sets = dict.fromkeys(tree.information_set(n) for n in inside if isinstance(tree.nodes[n], Move))
    tied = [key for key in sets if len(tree.information_sets[key]) > 1]
    return UnfoldableError(
        f"the subgame at {root!r}, in which the information set{'s' if len(tied) > 1 else ''} "
        f"{', '.join(map(repr, tied))} hold{'' if len(tied) > 1 else 's'} several nodes, is neither a signaling game "
        f"nor two players' moves at once: {why}"
    )


def _meeting(tree: ExtensiveGame, root: str, node: Move, inside: tuple[str, ...], roots: Collection[str]) -> Meeting:
    targets = [*node.actions.values()]
    if not all(_open(tree, target, roots) for target in targets):
        raise _refuse(tree, root, inside, f"one of {node.player}'s moves ends it, another does not")
    keys = {tree.information_set(str(target)) for target in targets if isinstance(tree.nodes[str(target)], Move)}
    if len(keys) != 1 or len(inside) != 1 + len(targets):
        raise _refuse(
            tree, root, inside, f"after {node.player}'s move more than one other move is made without seeing it"
        )
    (where,) = keys
    ends: dict[Labels, Target] = {
        (a, b): to for a, target in node.actions.items() for b, to in tree.children(str(target))
    }
    return Meeting(root, inside, ends, node.player, tree.owner(where), where)


def _signal(tree: ExtensiveGame, root: str, node: Chance, inside: tuple[str, ...], roots: Collection[str]) -> Signal:
    branches = {t: target for t, (_, target) in node.branches.items()}
    if not all(
        _open(tree, target, roots) and isinstance(tree.nodes[str(target)], Move) for target in branches.values()
    ):
        raise _refuse(tree, root, inside, "after some of nature's moves a player moves, after others not")
    places = {t: str(target) for t, target in branches.items()}
    alone = all(len(tree.information_sets[tree.information_set(n)]) == 1 for n in places.values())
    if alone:
        speakers = {tree.owner(tree.information_set(n)) for n in places.values()}
        if len(speakers) > 1:
            raise _refuse(tree, root, inside, f"{' and '.join(sorted(speakers))} speak, and a signal has one sender")
        spoken = {t: dict(tree.children(n)) for t, n in places.items()}
        (speaker,) = speakers
    else:
        spoken = {t: {SILENT: n} for t, n in places.items()}
        speaker, places = None, {}
    messages = next(iter(spoken.values()))
    if any(set(said) != set(messages) for said in spoken.values()):
        raise _refuse(tree, root, inside, f"{speaker} has other moves as one type than as another")
    answers: dict[str, tuple[str | None, str | None, tuple[str, ...]]] = {}
    ends: dict[Labels, Target] = {}
    seen = {root, *places.values()}
    for message in messages:
        heard = [said[message] for said in spoken.values()]
        going_on = [_open(tree, target, roots) for target in heard]
        if not any(going_on):
            answers[message] = (None, None, (SILENT,))
            ends |= {(t, message, SILENT): said[message] for t, said in spoken.items()}
            continue
        keys = {_key(tree, target) for target in heard}
        if not all(going_on) or len(keys) > 1 or None in keys:
            after = f"after {message!r} " if speaker else ""
            raise _refuse(tree, root, inside, f"{after}not every type of the sender meets one and the same answer")
        (where,) = keys
        assert where is not None
        answers[message] = (where, tree.owner(where), tree.actions(where))
        for t, said in spoken.items():
            seen.add(str(said[message]))
            ends |= {(t, message, r): to for r, to in tree.children(str(said[message]))}
    if seen != set(inside):
        raise _refuse(tree, root, inside, "more is done without being seen after the answer")
    return Signal(root, inside, ends, speaker, places, answers)


def _key(tree: ExtensiveGame, target: Target) -> str | None:
    """Return the information set of a node where a player moves."""
    return tree.information_set(target) if isinstance(target, str) and isinstance(tree.nodes[target], Move) else None
