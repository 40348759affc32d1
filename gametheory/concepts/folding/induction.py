"""The equilibria of every subgame of a tree, from the leaves up: as they come, stages by their own engines.

Where a single player or chance moves, the recursion is that of
:mod:`gametheory.concepts.subgame_perfect.backward_induction`: a profile is subgame perfect exactly if it is an
equilibrium of what is left of each subgame once equilibria of the subgames inside it are taken for its ends. A stage
with information sets (:mod:`gametheory.concepts.folding.stages`) is solved in *scenes*: one outcome for each of its
ends, all of them possible together. A scene is a signaling game or a game in strategic form over the part of the domain
where its outcomes are, and every equilibrium of it, with its condition, is one of the subgame; equilibria of different
scenes with the same outcome are one.

What is not listed is said: a mover who is indifferent between outcomes may mix them, and of a stage that has a
continuum of equilibria the play before it is worked out for the extreme ones only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gametheory.concepts.equilibrium import Equilibrium
from gametheory.concepts.folding.stage import Labels, Stage
from gametheory.concepts.regimes import Assembly
from gametheory.concepts.solution import Solution
from gametheory.concepts.subgame_perfect.backward_induction import Continuation, histories, outcomes_of
from gametheory.concepts.subgame_perfect.conditions import ParametricInduction
from gametheory.game import ExtensiveGame, Game, Move
from gametheory.lang import FALSE, TRUE, Condition, Domain, Expression, all_of, any_of, deadline, relation

__all__ = ["Folding", "Play", "Staged"]

Solver = Callable[[Game, Domain], Solution]
Judge = Callable[[Solution], Solution]


@dataclass(frozen=True)
class Play:
    """An equilibrium of a stage, with the outcomes that its ends stand for.

    Attributes
    ----------
    stage : Stage
    equilibrium : Equilibrium
        Of the scene's game.
    after : mapping of end to outcome
    when : Condition
    """

    stage: Stage
    equilibrium: Equilibrium
    after: Mapping[Labels, Continuation]
    when: Condition


class Staged(Continuation):
    """One outcome of a subgame that starts with a stage.

    Attributes
    ----------
    plays : tuple of Play
        What has this outcome: it is one where one of them is there.
    isolated : bool
        False where the stage has a continuum of outcomes; then ``vertices`` are the extreme ones of the piece.
    vertices : tuple of Staged
    """

    __slots__ = ("isolated", "plays", "vertices")

    def __init__(self, play: Play, players: tuple[str, ...], isolated: bool, vertices: tuple[Staged, ...] = ()) -> None:
        ends = [(key, p, play.after[key]) for key, p in _ends(play)]
        values = {player: sum((p * h.values[player] for _, p, h in ends), start=Fraction(0)) for player in players}
        branches = tuple((play.stage.path(key), p, h) for key, p, h in ends)
        super().__init__(play.stage.root, None, branches, values, when=play.when)
        self.plays: tuple[Play, ...] = (play,)
        self.isolated = isolated
        self.vertices = vertices


def _ends(play: Play) -> Iterator[tuple[Labels, Any]]:
    """Yield the ends that are reached, with their probabilities."""
    for history, p in zip(play.equilibrium.outcome.histories, play.equilibrium.outcome.values(), strict=True):
        yield history.labels, p


class Folding(ParametricInduction):
    """The outcomes of every subgame of a tree that folds, at a point or for all parameters.

    Parameters
    ----------
    solvers : mapping of kind of stage to function
        What solves a scene: a function of its game and domain.
    judge : function of a Solution, optional
        Strikes equilibria of a scene that fail a refinement; asked where the scene's concept has refinements.
    known : dict, optional
        The scenes' solutions, before they are judged; what is missing is put in.

    Attributes
    ----------
    met : dict of Condition
        Its keys are the knife edges that the engines of the stages met.
    """

    def __init__(
        self,
        game: ExtensiveGame,
        assembly: Assembly,
        limit: int,
        stages: Mapping[str, Stage],
        solvers: Mapping[type[Stage], Solver],
        judge: Judge | None = None,
        known: dict[Any, Solution] | None = None,
    ) -> None:
        self.assembly = assembly
        self.stages, self.solvers, self.judge = stages, solvers, judge
        self.known = {} if known is None else known
        self.inside = {name for stage in stages.values() for name in stage.inside if name != stage.root}
        self.met: dict[Condition, None] = {}
        super().__init__(game, assembly, limit)

    def outcomes(self, name: str) -> Iterator[Continuation]:
        if name in self.inside:
            return
        if name in self.stages:
            yield from self._stage(self.stages[name])
            return
        outcomes = [*super().outcomes(name)]
        node = self.game.nodes[name]
        if isinstance(node, Move):
            self._open_ties(name, node, [h for h in outcomes if h.when != FALSE])
        yield from outcomes

    def _open_ties(self, name: str, node: Move, outcomes: list[Continuation]) -> None:
        """Say where the mover may mix between outcomes all over the domain."""
        for i, one in enumerate(outcomes):
            for other in outcomes[:i]:
                if one.action != other.action and one.values[node.player] == other.values[node.player]:
                    if self.short.negligible(all_of((one.when, other.when))):
                        continue
                    self.partial.add(name)
                    both = f"{other.action} and {one.action}"
                    gap = f"at {name!r} {node.player} is indifferent between {both}: what mixes them is not listed"
                    if gap not in self.assembly.gaps:
                        self.assembly.gaps.append(gap)
                    return

    def sign(self, poly: Any, given: Condition) -> str | None:
        """Return the sign that a polynomial has where a condition holds, off knife edges.

        What a mixture divides by has one sign where the mixture is there, and often no other proof of it.
        """
        known = super().sign(poly, given)
        point = None if known in ("+", "-", "0") else self.prover.seen(given)
        if point is None:
            return known
        value = Expression(poly, poly.context().constant(1))
        there = value.at(point)
        if there == 0 or not self.short.negligible(all_of((given, relation(value, "<" if there > 0 else ">")))):
            return known
        self.short.lost.append(all_of((given, relation(value, "="))))
        return "+" if there > 0 else "-"

    # -- stages -----------------------------------------------------------------------------------------------------

    def _stage(self, stage: Stage) -> Iterator[Continuation]:
        top = stage.root == self.game.root
        merged: dict[Any, Staged] = {}
        found: list[Staged] = []
        if any(to in self.partial for to in stage.ends.values()):
            self.partial.add(stage.root)
        # behind a subgame that was judged, or is not all known, scenes are others than elsewhere
        known = {} if stage.root in self.partial else self.known
        for number, (after, scene) in enumerate(self._scenes(stage)):
            deadline.check()
            domain = self.assembly.domain
            inner = domain if scene == TRUE else Domain(dict(domain.ranges), all_of((domain.assume, scene)))
            key = (stage.root, number)
            if key not in known:
                known[key] = self.solvers[type(stage)](
                    stage.game(self.game, {end: h.values for end, h in after.items()}), inner
                )
            solution = self._judged(stage, known[key])
            if not solution.exhaustive:
                self._gap(stage, solution.why)
            self.met.update(dict.fromkeys(solution.knife_edges))
            for eq in solution:
                found += self._outcomes(stage, eq, after, scene, top)
        for one in found:
            same: Any = one if one.vertices else frozenset(histories(one))
            if same not in merged:
                merged[same] = one
                continue
            other = merged[same]
            other.plays = (*other.plays, *one.plays)
            other.isolated &= one.isolated
            other.when = any_of((other.when, one.when))
        for one in merged.values():
            one.when = self._shorten(one.when) if len(one.plays) > 1 else one.when
            yield one

    def _judged(self, stage: Stage, solution: Solution) -> Solution:
        """Return what is left of a scene's equilibria when each signaling game is judged by itself."""
        if self.judge is None or not solution.concept.refinements:
            return solution
        # what is struck leaves subgames without an equilibrium somewhere, perhaps: that one is there has to be shown
        self.partial.add(stage.root)
        kept = self.judge(solution)
        if any(None in eq.survives.values() for eq in kept):
            self.assembly.notes[
                f"In the subgame at {stage.root!r} some equilibria are kept of which it is undecided "
                "whether they survive."
            ] = None
        return kept

    def _gap(self, stage: Stage, why: str) -> None:
        self.partial.add(stage.root)
        gap = why if stage.root == self.game.root else f"in the subgame at {stage.root!r}: {why}"
        if gap not in self.assembly.gaps:
            self.assembly.gaps.append(gap)

    def _outcomes(
        self, stage: Stage, eq: Equilibrium, after: Mapping[Labels, Continuation], scene: Condition, top: bool
    ) -> list[Staged]:
        """Return the outcomes that an equilibrium of a scene stands for: one, or of a continuum the extreme ones."""
        when, players = all_of((scene, eq.when)), self.game.players
        corners = tuple(Staged(Play(stage, vertex, after, when), players, False) for vertex in eq.vertices)
        if not eq.isolated and not top:
            self._gap(stage, f"{eq.name} is one of a continuum, of which the moves before see the extreme ones only")
        # a scene may have numbers where the game has parameters: each extreme outcome is then a regime of its own
        if corners and not (top and not self.game.parameters):
            return [*corners]
        return [Staged(Play(stage, eq, after, when), players, eq.isolated, corners)]

    def _scenes(self, stage: Stage) -> Iterator[tuple[dict[Labels, Continuation], Condition]]:
        """Yield every choice of one outcome an end, all of them possible together off knife edges."""
        options = [(key, outcomes_of(target, self.found)) for key, target in stage.ends.items()]
        if not all(outcomes for _, outcomes in options):  # nothing survives in a subgame, or there was no time for it
            return
        forced = {key: outcomes[0] for key, outcomes in options if len(outcomes) == 1}
        free = [(key, outcomes) for key, outcomes in options if len(outcomes) > 1]
        start = all_of(h.when for h in forced.values())
        stack: list[tuple[int, dict[Labels, Continuation], Condition]] = [(0, forced, start)]
        while stack:
            deadline.check()
            depth, chosen, condition = stack.pop()
            if depth == len(free):
                yield chosen, condition
                continue
            key, outcomes = free[depth]
            for h in reversed(outcomes):
                both = all_of((condition, h.when))
                if both == condition or not self.short.negligible(both):
                    stack.append((depth + 1, {**chosen, key: h}, both))
