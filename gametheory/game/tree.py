"""Reading a tree of nodes: everything that can be wrong with it, as a list of issues.

The tree is walked once, without recursion, so that long games are no problem. Perfect recall (Kuhn 1953) is checked as
stated there: at every node of an information set its owner must have passed through the same own information sets and
taken the same own actions; absent-mindedness, an information set met twice on one path, is the special case that is
named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from gametheory.errors import Issue, nearest
from gametheory.game.extensive import Chance, Move, Payoff
from gametheory.game.labels import label_issues, read_number
from gametheory.lang import Expression, check_name
from gametheory.lang.notices import computed_floats

__all__ = ["read_tree"]


def read_tree(
    root: str, nodes: Mapping[str, Any], players: Iterable[str] | None, issues: list[Issue]
) -> tuple[dict[str, Any], tuple[str, ...], tuple[str, ...]]:
    """Check a tree and return ``(nodes with exact numbers, players, nodes in an order with parents first)``.

    Everything that is wrong is appended to ``issues``; the result is only to be used when there is none.
    """
    owners = tuple(players) if players is not None else _owners(nodes)
    for name in owners:
        problem = check_name(name) if isinstance(name, str) else f"expected a player's name, got {name!r}"
        if problem:
            issues.append(Issue(f"players.{name}", problem))
    clean: dict[str, Any] = {}
    wanted = frozenset(owners)
    if any("/" in str(n) or not n for n in nodes):
        issues += label_issues("nodes", nodes, "node")
    for name, node in nodes.items():
        if isinstance(node, Move):
            clean[name] = _move(name, node, owners, wanted, issues)
        elif isinstance(node, Chance):
            clean[name] = _chance(name, node, owners, wanted, issues)
        elif isinstance(node, Payoff):
            clean[name] = _payoff(f"nodes.{name}", node, owners, wanted, issues)
        else:
            issues.append(Issue(f"nodes.{name}", f"expected a Move, Chance or Payoff, got {node!r}"))
    order = _walk(root, clean, issues)
    if not issues:
        _information(clean, order, issues)
    return clean, owners, tuple(order)


def _owners(nodes: Mapping[str, Any]) -> tuple[str, ...]:
    seen: dict[str, None] = {}
    ends: dict[str, None] = {}
    for node in nodes.values():
        targets: Iterable[Any] = (node,)
        if isinstance(node, Move):
            seen[node.player] = None
            targets = node.actions.values()
        elif isinstance(node, Chance):
            targets = (pair[1] for pair in node.branches.values() if isinstance(pair, tuple) and len(pair) == 2)
        for target in targets:
            if isinstance(target, Payoff):
                for player in target.values:
                    ends[player] = None
    return tuple({**seen, **ends})


def _is_clean(end: Payoff, wanted: frozenset[str]) -> bool:
    """Return whether the payoffs are plain integers, one for each player: the usual case, seen at a glance."""
    for x in end.values.values():
        if type(x) is not int:
            return False
    return end.values.keys() == wanted


def _payoff(where: str, end: Payoff, owners: tuple[str, ...], wanted: frozenset[str], issues: list[Issue]) -> Payoff:
    if _is_clean(end, wanted):
        return end
    values = end.values
    for name in values:
        if name not in wanted:
            issues.append(Issue(f"{where}.{name}", f"unknown player {name!r}{nearest(str(name), owners)}"))
    missing = [name for name in owners if name not in values]
    issues += [Issue(f"{where}.{name}", "missing payoff") for name in missing]
    return Payoff({name: read_number(f"{where}.{name}", values[name], issues) for name in owners if name in values})


def _move(name: str, node: Move, owners: tuple[str, ...], wanted: frozenset[str], issues: list[Issue]) -> Move:
    if node.player not in wanted:
        hint = nearest(str(node.player), owners)
        issues.append(Issue(f"nodes.{name}.player", f"unknown player {node.player!r}{hint}"))
    if not node.actions:
        issues.append(Issue(f"nodes.{name}.moves", "a decision needs at least one move"))
    changed = None
    for label, target in node.actions.items():
        if type(label) is not str or not label or "/" in label:
            issues += label_issues(f"nodes.{name}.moves", [label], "move")
        if isinstance(target, Payoff) and not _is_clean(target, wanted):
            end = _payoff(f"nodes.{name}.moves.{label}", target, owners, wanted, issues)
            if end is not target:
                changed = changed or dict(node.actions)
                changed[label] = end
    return node if changed is None else Move(node.player, changed, information=node.information)


def _chance(name: str, node: Chance, owners: tuple[str, ...], wanted: frozenset[str], issues: list[Issue]) -> Chance:
    where = f"nodes.{name}.chance"
    issues += label_issues(where, node.branches, "chance move")
    before = len(issues)
    branches: dict[str, tuple[Any, Any]] = {}
    for label, pair in node.branches.items():
        if not isinstance(pair, tuple | list) or len(pair) != 2:
            issues.append(Issue(f"{where}.{label}", f"expected (probability, where to), got {pair!r}"))
            continue
        read = len(issues)
        p = read_number(f"{where}.{label}.probability", pair[0], issues)
        if not isinstance(p, Expression) and p <= 0 and len(issues) == read:
            why = "negative probability" if p < 0 else "a chance move of probability zero: leave it out"
            issues.append(Issue(f"{where}.{label}.probability", f"{why} ({p})"))
        target = pair[1]
        if isinstance(target, Payoff):
            target = _payoff(f"{where}.{label}.to", target, owners, wanted, issues)
        branches[label] = (p, target)
    total = sum((p for p, _ in branches.values()), start=Fraction(0))
    if not branches:
        issues.append(Issue(where, "a chance node needs at least one move"))
    elif total != 1 and len(issues) == before:
        given = computed_floats(pair[0] for pair in node.branches.values())
        issues.append(Issue(where, f"the chance probabilities sum to {total}, not to 1{given}"))
    return Chance(branches)


def _targets(node: Any) -> Iterable[tuple[str, Any]]:
    if isinstance(node, Move):
        return node.actions.items()
    if isinstance(node, Chance):
        return ((label, target) for label, (_, target) in node.branches.items())
    return ()


def _walk(root: str, nodes: Mapping[str, Any], issues: list[Issue]) -> list[str]:
    if root not in nodes:
        issues.append(Issue("root", f"no node is called {root!r}{nearest(str(root), nodes)}"))
        return []
    parent: dict[str, str | None] = {root: None}
    order = [root]
    for name in order:
        node = nodes[name]
        for label, target in _targets(node):
            if isinstance(target, Payoff):
                continue
            if isinstance(target, str) and target in nodes and target not in parent:
                parent[target] = name
                order.append(target)
                continue
            where = f"nodes.{name}.{'chance' if isinstance(node, Chance) else 'moves'}.{label}"
            if not isinstance(target, str):
                issues.append(Issue(where, f"expected a node's name or payoffs, got {target!r}"))
            elif target not in nodes:
                issues.append(Issue(where, f"no node is called {target!r}{nearest(target, nodes)}"))
            else:
                issues.append(Issue(where, _second_parent(name, target, parent)))
    if len(order) < len(nodes):
        issues += [Issue(f"nodes.{name}", "nothing reaches this node") for name in nodes if name not in parent]
    return order


def _second_parent(name: str, target: str, parent: Mapping[str, str | None]) -> str:
    at: str | None = name
    while at is not None:
        if at == target:
            return f"a cycle: {target!r} leads back to itself"
        at = parent[at]
    first = parent[target]
    return (
        f"{target!r} is already reached from {first!r}: a tree's node has one parent, give this move a node of its own"
    )


def _information(nodes: Mapping[str, Any], order: list[str], issues: list[Issue]) -> None:
    if all(not isinstance(node, Move) or node.information is None for node in nodes.values()):
        return
    members: dict[str, list[str]] = {}
    for name in order:
        node = nodes[name]
        if isinstance(node, Move):
            members.setdefault(node.information or name, []).append(name)
    for key, names in members.items():
        first = nodes[names[0]]
        for name in names:
            node = nodes[name]
            if node.information is None and key in (other.information for other in map(nodes.get, names) if other):
                where = f"nodes.{name}"
                issues.append(
                    Issue(where, f"the information set {key!r} of other nodes has this node's name: rename one")
                )
            if node.player != first.player:
                what = f"the information set {key!r} has two owners, {first.player!r} and {node.player!r}"
                issues.append(Issue(f"nodes.{name}.player", what))
            if set(node.actions) != set(first.actions):
                have, other = ", ".join(node.actions), ", ".join(first.actions)
                what = (
                    f"inconsistent information set {key!r}: the moves here are {have}, at {names[0]!r} they are {other}"
                )
                issues.append(Issue(f"nodes.{name}.moves", what))
    if not issues:
        _recall(nodes, order, members, issues)


def _recall(nodes: Mapping[str, Any], order: list[str], members: Mapping[str, list[str]], issues: list[Issue]) -> None:
    # every node's own experience: for each player, the (information set, action) pairs passed through
    experience: dict[str, dict[str, tuple[tuple[str, str], ...]]] = {order[0]: {}}
    for name in order:
        node = nodes[name]
        for label, target in _targets(node):
            if isinstance(target, str):
                passed = experience[name]
                if isinstance(node, Move):
                    step = (node.information or name, label)
                    passed = {**passed, node.player: (*passed.get(node.player, ()), step)}
                experience[target] = passed
    for key, names in members.items():
        player = nodes[names[0]].player
        first = experience[names[0]].get(player, ())
        for name in names:
            mine = experience[name].get(player, ())
            if any(passed == key for passed, _ in mine):
                why = f"{player!r} meets the information set {key!r} twice on one path"
                what = f"absent-mindedness (imperfect recall): {why}"
                issues.append(Issue(f"nodes.{name}.information", what))
            elif mine != first:
                what = (
                    f"imperfect recall: at the information set {key!r}, {player!r} would have to forget "
                    f"own moves ({_story(mine)} here, {_story(first)} at {names[0]!r})"
                )
                issues.append(Issue(f"nodes.{name}.information", what))


def _story(steps: tuple[tuple[str, str], ...]) -> str:
    return ", then ".join(f"{action} at {where}" for where, action in steps) or "none"
