"""From outcomes of a folded tree to equilibria: strategies, beliefs, payoffs and names.

At a point an equilibrium states a whole profile, one that supports its outcome, with a belief at every information set
of several nodes. A regime states what happens on the path: what supports it off the path differs from place to place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from gametheory.concepts.equilibrium import Equilibrium
from gametheory.concepts.folding.induction import Folding, Play, Staged
from gametheory.concepts.folding.stages import SILENT, Meeting, Signal
from gametheory.concepts.subgame_perfect.backward_induction import Continuation, histories, outcomes_of
from gametheory.game import History, Move, Outcome, Payoff
from gametheory.lang import Condition

__all__ = ["at_point", "name_of", "regime"]

Sets = dict[str, Mapping[str, Any]]


class _Profile:
    """What is done and believed, by information set, with an outcome.

    Parameters
    ----------
    folding : Folding
    whole : bool
        Whether the profile goes on off the path.
    """

    def __init__(self, folding: Folding, outcome: Continuation, *, whole: bool) -> None:
        self.folding, self.tree, self.whole = folding, folding.game, whole
        self.moves: Sets = {}
        self.beliefs: Sets = {}
        stack: list[Any] = [outcome]
        while stack:
            at = stack.pop()
            if isinstance(at, Payoff):
                continue
            if isinstance(at, Staged):
                stack += self._staged(at)
            elif at.action is not None:
                stack += self._moved(at)
            else:
                stack += [h for _, _, h in at.after or ()]

    def _moved(self, at: Continuation) -> Iterator[Any]:
        node = self.tree.nodes[at.node]
        assert isinstance(node, Move)
        self.moves[self.tree.information_set(at.node)] = {str(at.action): 1}
        yield at.after
        if self.whole:
            worth, player = at.values[node.player], node.player
            for label, target in node.actions.items():
                if label != at.action:
                    yield next(h for h in outcomes_of(target, self.folding.found) if h.values[player] <= worth)

    def _staged(self, at: Staged) -> Iterator[Any]:
        (play, *_) = at.plays
        if isinstance(play.stage, Signal):
            self._signal(play, play.stage)
        elif isinstance(play.stage, Meeting):
            self._meeting(play, play.stage)
        if self.whole:
            yield from play.after.values()
        else:
            yield from (h for _, _, h in at.after)

    def _signal(self, play: Play, stage: Signal) -> None:
        spoken, heard = play.equilibrium.strategy.values()
        for kind, place in stage.places.items():
            self.moves[self.tree.information_set(place)] = spoken[kind]
        sent = {message for kind in spoken.values() for message in kind}
        root = self.folding.places[stage.root]
        for message, (where, _, _) in stage.answers.items():
            if where is None or (message not in sent and not self.whole):
                continue
            self.moves[where] = heard[message]
            self.beliefs[where] = {
                History((*root, kind, *(() if message == SILENT else (message,)))): p
                for kind, p in play.equilibrium.beliefs[message].items()
            }

    def _meeting(self, play: Play, stage: Meeting) -> None:
        first, second = (mixture for plan in play.equilibrium.strategy.values() for mixture in plan.values())
        self.moves[self.tree.information_set(stage.root)] = first
        self.moves[stage.where] = second
        root = self.folding.places[stage.root]
        self.beliefs[stage.where] = {History((*root, action)): p for action, p in first.items()}

    def by_player(self) -> dict[str, dict[str, Mapping[str, Any]]]:
        """Return what is done, by player and information set, in the tree's order."""
        out: dict[str, dict[str, Mapping[str, Any]]] = {player: {} for player in self.tree.players}
        for where in self.tree.information_sets:
            if where in self.moves:
                out[self.tree.owner(where)][where] = self.moves[where]
        return out


def at_point(folding: Folding, outcome: Continuation) -> Equilibrium:
    """Return the equilibrium at a point that an outcome of the whole game stands for."""
    profile = _Profile(folding, outcome, whole=True)
    vertices = outcome.vertices if isinstance(outcome, Staged) else ()
    return _equilibrium(outcome, profile, vertices=tuple(at_point(folding, corner) for corner in vertices))


def regime(folding: Folding, outcome: Continuation, when: Condition) -> Equilibrium:
    """Return the regime that an outcome of the whole game stands for."""
    return _equilibrium(outcome, _Profile(folding, outcome, whole=False), when=when)


def _equilibrium(outcome: Continuation, profile: _Profile, **more: Any) -> Equilibrium:
    return Equilibrium(
        name=name_of(outcome),
        strategy=profile.by_player(),
        beliefs=profile.beliefs,
        payoffs=dict(outcome.values),
        outcome=Outcome({History(labels): weight for labels, weight in histories(outcome)}),
        isolated=not isinstance(outcome, Staged) or outcome.isolated,
        **more,
    )


def name_of(outcome: Continuation) -> str:
    """Return what an outcome is called: the moves that lead to a stage, and what happens there.

    Without a stage on the way it is the paths that are taken.
    """
    if isinstance(outcome, Staged):
        return _stage_name(outcome.plays[0])
    if outcome.action is not None:
        rest = name_of(outcome.after) if isinstance(outcome.after, Continuation) else ""
        between = ": " if _stage_next(outcome.after) else "/" if rest else ""
        return f"{outcome.action}{between}{rest}"
    if outcome.after is None:
        return ""
    named = (("/".join(labels), h, name_of(h)) for labels, _, h in outcome.after)
    return " | ".join(f"{label}{': ' if _stage_next(h) else '/' if rest else ''}{rest}" for label, h, rest in named)


def _stage_next(after: Any) -> bool:
    return isinstance(after, Staged)


def _stage_name(play: Play) -> str:
    if isinstance(play.stage, Signal) and play.stage.speaker is None:
        (answer,) = play.equilibrium.strategy[[*play.equilibrium.strategy][1]].values()
        return " or ".join(answer)
    return play.equilibrium.name
