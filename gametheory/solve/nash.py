"""Nash equilibria of games in which at most two players have a choice (Nash 1951).

Games with numbers: all extreme equilibria, exact, as complementary vertices of two polyhedra, in strategic form
(:mod:`~gametheory.solve.strategic.bimatrix`) or, for trees and signaling games, in sequence form
(:mod:`~gametheory.solve.strategic.sequence_form`), and the pieces of continua
(:mod:`~gametheory.solve.strategic.pieces`). Games with parameters: the same pairs of basic solutions in closed form,
each with the condition under which it exists (:mod:`~gametheory.solve.strategic.regimes`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, ClassVar

from gametheory.solve.concept import Concept, register
from gametheory.solve.solution import Solution
from gametheory.solve.strategic.bimatrix import extreme_equilibria, most_vertices
from gametheory.solve.strategic.frames import Frame, StrategicFrame, TreeFrame, strategic_frame, tree_frame
from gametheory.solve.strategic.lemke_howson import one_equilibrium
from gametheory.solve.strategic.pieces import entries
from gametheory.solve.strategic.sequence_form import extreme_realizations, polyhedron_sizes

from gametheory.errors import ConceptError
from gametheory.game import ExtensiveGame, SignalingGame, StrategicGame
from gametheory.lang import Domain

__all__ = ["Nash"]

_CELLS = 250_000  # the largest strategic form of a tree that is written out


@register
@dataclass(frozen=True)
class Nash(Concept):
    """All Nash equilibria of a game in which at most two players have a choice.

    Attributes
    ----------
    limit : int
        How many vertices the polytopes of a game with numbers may have at most, by McMullen's bound, for all equilibria
        to be listed: the default lets strategic games of 14 x 14 pass. For a larger game one equilibrium is
        found, and the solution says that there may be others.
    parametric_limit : int
        How many bases each player's linear system may have in a game with parameters; the default lets strategic games
        of 4 x 4 pass, and of 3 x 5 or 2 x 12, and signaling games with two types, messages and responses.

    Examples
    --------
    >>> import gametheory as gt
    >>> battle = gt.StrategicGame.from_arrays([[2, 0], [0, 1]], [[1, 0], [0, 2]])
    >>> [(eq.name, str(eq.payoffs["row"])) for eq in gt.solve(battle, gt.Nash())]
    [('1/1', '2'), ('2/2', '1'), ('mixed: 1, 2 / 1, 2', '2/3')]
    """

    name: ClassVar[str] = "nash"
    accepts: ClassVar[str] = "games in which at most two players have a choice"
    references: ClassVar[tuple[str, ...]] = ("nash1951", "vonstengel1996")
    limit: int = 200_000
    parametric_limit: int = 100

    def solve(self, game: Any, domain: Domain) -> Solution:
        """Return all Nash equilibria; see :meth:`Concept.solve`."""
        frame: Frame | None
        if isinstance(game, StrategicGame):
            frame = strategic_frame(game)
        elif isinstance(game, ExtensiveGame | SignalingGame):
            frame = tree_frame(game)
        else:
            raise self.refuse(game)
        if frame is None:
            raise self.refuse(game, "equilibria of three and more players need not be rational numbers")
        if game.parameters:
            from gametheory.solve.strategic.regimes import regimes

            return regimes(self, game, frame, domain)
        if self._too_large(frame):
            return self._one(game, frame)
        if isinstance(frame, TreeFrame):
            pairs: list[tuple[Any, Any]] = extreme_realizations(frame.form)
        else:
            pairs = extreme_equilibria(*frame.matrices())
        return Solution(game, self, tuple(entries(frame, pairs)))

    def _too_large(self, frame: Frame) -> bool:
        if isinstance(frame, TreeFrame):
            sizes = polyhedron_sizes(frame.form)
        else:
            assert isinstance(frame, StrategicFrame)
            m, n = (len(frame.labels(side)) for side in (0, 1))
            sizes = (m, m + n), (n, m + n)
        return max(most_vertices(*size) for size in sizes) > self.limit

    def _one(self, game: Any, frame: Frame) -> Solution:
        """Return one equilibrium of a game that is too large for all of them."""
        if isinstance(frame, TreeFrame):
            cells = math.prod(frame.form.plan_count(side) for side in (0, 1))
            if cells > _CELLS:
                raise ConceptError(
                    f"{game} is too large: its strategic form has {cells} cells (at most {_CELLS}), "
                    f"and its polyhedra may have more than {self.limit} vertices (Nash(limit=...) raises that)"
                )
        found = one_equilibrium(*frame.matrices())
        size = "the game is too large to list all equilibria"
        if found is None:
            why = f"{size}, no path of the Lemke-Howson algorithm led to one, and none is pure"
            return Solution(game, self, (), exhaustive=False, why=why)
        pair = frame.from_mixed(0, found[0]), frame.from_mixed(1, found[1])
        pure = all(len(mixture) - mixture.count(0) == 1 for mixture in found)
        how = "is pure" if pure else "was found by the Lemke-Howson algorithm and solved exactly"
        why = f"{size}: this one {how}; there may be others"
        return Solution(game, self, tuple(entries(frame, [pair])), exhaustive=False, why=why)
