"""What the regimes of a folded tree rest on: the outcomes of all its subgames, as they were found.

Nothing is worked out here: the induction knows of every outcome how the stage is played and what follows, and this
writes it down in the words of :mod:`gametheory.concepts.supports`, each outcome once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from gametheory.concepts.folding.induction import Folding, Play, Staged
from gametheory.concepts.subgame_perfect.backward_induction import Continuation, outcomes_of
from gametheory.concepts.supports import Entry, Support, Way
from gametheory.game import Move, Payoff
from gametheory.lang import FALSE

__all__ = ["supports_of"]


def supports_of(folding: Folding, outcomes: Sequence[Continuation]) -> list[Support]:
    """Return what each of the outcomes of the whole game rests on."""
    writer = _Writer(folding)
    tops = [writer.position(outcome) for outcome in outcomes]
    entries: list[Entry] = []
    for outcome in writer.met:  # grows while it is read
        entries.append(writer.entry(outcome))
    table = tuple(entries)
    return [Support(table, top) for top in tops]


class _Writer:
    """Gives outcomes their positions in the table as they are met.

    Attributes
    ----------
    met : list of Continuation
    """

    def __init__(self, folding: Folding) -> None:
        self.folding, self.tree = folding, folding.game
        self.met: list[Continuation] = []
        self._positions: dict[int, int] = {}

    def position(self, outcome: Continuation) -> int:
        """Return an outcome's position in the table."""
        if id(outcome) not in self._positions:
            self._positions[id(outcome)] = len(self.met)
            self.met.append(outcome)
        return self._positions[id(outcome)]

    def entry(self, outcome: Continuation) -> Entry:
        """Return the entry of an outcome."""
        ways = [self._play(play) for play in outcome.plays] if isinstance(outcome, Staged) else [self._single(outcome)]
        return Entry(outcome.node, outcome.when, outcome.values, tuple(ways))

    def _single(self, outcome: Continuation) -> Way:
        """Return the way to play a stage that is a single move or chance move."""
        node = self.tree.nodes[outcome.node]
        if not isinstance(node, Move):
            ends = ((dict(self.tree.children(outcome.node))[label], [h]) for (label,), _, h in outcome.after)
            return Way(outcome.when, after=self._after(ends))
        strategy = {self.tree.information_set(outcome.node): {str(outcome.action): 1}}
        options = (
            (target, [outcome.after] if label == outcome.action else self._possible(target))
            for label, target in node.actions.items()
        )
        return Way(outcome.when, strategy, after=self._after(options))

    def _possible(self, target: str | Payoff) -> list[Continuation]:
        return [h for h in outcomes_of(target, self.folding.found) if h.when != FALSE]

    def _play(self, play: Play) -> Way:
        """Return the way to play a stage that an engine solved."""
        said = play.stage.assessment(self.tree, play.equilibrium)
        ends = ((target, [play.after[key]]) for key, target in play.stage.ends.items())
        return Way(play.when, said.strategy, said.beliefs, said.deterrence, self._after(ends))

    def _after(self, ends: Iterable[tuple[str | Payoff, Sequence[Any]]]) -> dict[str, tuple[int, ...]]:
        return {
            target: tuple(self.position(h) for h in outcomes)
            for target, outcomes in ends
            if isinstance(target, str) and not isinstance(self.tree.nodes[target], Payoff)
        }
