"""From outcomes of a folded tree to equilibria: strategies, beliefs, payoffs and names.

At a point an equilibrium states a whole profile, one that supports its outcome, with a belief at every information set
of several nodes. A regime states what happens on the path: what supports it off the path differs from place to place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from gametheory.concepts.equilibrium import Equilibrium
from gametheory.concepts.folding.induction import Folding, Staged
from gametheory.concepts.subgame_perfect.backward_induction import Continuation, histories, outcomes_of
from gametheory.concepts.words.continua import between
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
        said = play.stage.assessment(self.tree, play.equilibrium)
        self.moves |= said.strategy
        self.beliefs |= said.beliefs
        if self.whole:
            yield from play.after.values()
        else:
            yield from (h for _, _, h in at.after)

    def only(self, outcome: Outcome) -> None:
        """Leave out what is done and believed where the histories of an outcome do not pass."""
        passed = {key for key in self.moves if any(self.tree.reaches(h, key) for h in outcome.histories)}
        for table in (self.moves, self.beliefs):
            for key in [key for key in table if key not in passed]:
                del table[key]

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
    corners = outcome.vertices if isinstance(outcome, Staged) else ()
    vertices = tuple(at_point(folding, corner) for corner in corners)
    found = _equilibrium(outcome, profile, vertices=vertices)
    return replace(found, name=between([eq.name for eq in vertices])) if vertices else found


def regime(folding: Folding, outcome: Continuation, when: Condition) -> Equilibrium:
    """Return the regime that an outcome of the whole game stands for."""
    profile = _Profile(folding, outcome, whole=False)
    profile.only(_outcome(outcome))
    return _equilibrium(outcome, profile, when=when)


def _outcome(outcome: Continuation) -> Outcome:
    return Outcome({History(labels): weight for labels, weight in histories(outcome)})


def _equilibrium(outcome: Continuation, profile: _Profile, **more: Any) -> Equilibrium:
    return Equilibrium(
        name=name_of(outcome),
        strategy=profile.by_player(),
        beliefs=profile.beliefs,
        payoffs=dict(outcome.values),
        outcome=_outcome(outcome),
        isolated=not isinstance(outcome, Staged) or outcome.isolated,
        **more,
    )


def name_of(outcome: Continuation) -> str:
    """Return what an outcome is called: the moves that lead to a stage, and what happens there.

    Without a stage on the way it is the paths that are taken.
    """
    if isinstance(outcome, Staged):
        (play, *_) = outcome.plays
        return play.stage.title(play.equilibrium)
    if outcome.action is not None:
        return _then(outcome.action, outcome.after)
    return " | ".join(_then("/".join(labels), after) for labels, _, after in outcome.after or ())


def _then(labels: str, after: Continuation | Payoff) -> str:
    """Return labels with the name of what follows them."""
    rest = name_of(after) if isinstance(after, Continuation) else ""
    return f"{labels}{': ' if isinstance(after, Staged) else '/' if rest else ''}{rest}"
