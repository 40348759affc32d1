"""Nash equilibria of games in which at most two players have a choice (Nash 1951).

Games with numbers: all extreme equilibria, exact, as complementary vertices of two polyhedra, in strategic form
(:mod:`~gametheory.concepts.nash.vertex_enumeration`) or, for trees and signaling games, in sequence form
(:mod:`~gametheory.concepts.nash.sequence_form`), and the pieces of continua
(:mod:`~gametheory.concepts.nash.components`). Games with parameters: the same pairs of basic solutions in closed form,
each with the condition under which it exists (:mod:`~gametheory.concepts.nash.regimes`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, ClassVar

from gametheory.concepts.certify import nash
from gametheory.concepts.certify.certificate import Findings, Ledger
from gametheory.concepts.concept import Concept, register
from gametheory.concepts.equilibrium import Equilibrium
from gametheory.concepts.nash.components import entries, singly
from gametheory.concepts.nash.frames import Frame, StrategicFrame, TreeFrame, frame_of
from gametheory.concepts.nash.lemke_howson import one_equilibrium
from gametheory.concepts.nash.sequence_form import extreme_realizations, polyhedron_sizes
from gametheory.concepts.nash.vertex_enumeration import extreme_equilibria, most_vertices
from gametheory.concepts.solution import Solution
from gametheory.errors import ConceptError
from gametheory.game import Game
from gametheory.game.forms import signaling_of, strategic_of, tree_of
from gametheory.lang import Domain, deadline

__all__ = ["Nash"]

_APART = "Which of these lie in a continuum is not settled: there was no time to put them together."
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
        How many bases each player may have in a game with parameters, whatever work they make. A base is a guess at
        which strategies of the player are in use and which of the opponent's are best answers; each makes a system of
        equations to be solved. The default lets all strategic games of 4 x 4 pass, and of 3 x 5 or 2 x 12, and
        signaling games with two types, messages and responses. A game with more bases, up to 2,000, is taken too if
        what has to be proved about their solutions is little by a count of terms and degrees
        (:mod:`~gametheory.concepts.nash.effort`), as in most games of 5 x 5 or 6 x 6 in which few payoffs depend on
        one or two parameters.

    Examples
    --------
    >>> import gametheory as gt
    >>> battle = gt.StrategicGame.from_arrays([[2, 0], [0, 1]], [[1, 0], [0, 2]])
    >>> [(eq.name, str(eq.payoffs["row"])) for eq in gt.solve(battle, gt.Nash())]
    [('1/1', '2'), ('2/2', '1'), ('mixed: 1, 2 / 1, 2', '2/3')]
    """

    name: ClassVar[str] = "nash"
    noun: ClassVar[str] = "Nash equilibrium"
    games: ClassVar[str] = "games in which at most two players have a choice"
    references: ClassVar[tuple[str, ...]] = ("nash1951", "vonstengel1996")
    exact_on_borders: ClassVar[bool] = True
    limit: int = 200_000
    parametric_limit: int = 100

    def refusal(self, game: Game) -> str | None:
        if self.undefined(game) is not None:
            return "it is neither a tree nor in strategic form"
        active = {game.owner(where) for where in game.information_sets if len(game.actions(where)) > 1}
        if len(active) > 2:
            return "equilibria of three and more players need not be rational numbers"
        return None

    def undefined(self, game: Game) -> str | None:
        return None if any(form(game) is not None for form in (strategic_of, tree_of, signaling_of)) else ""

    def check(self, game: Game, equilibrium: Equilibrium, ledger: Ledger) -> Findings:
        return nash.check(game, equilibrium, ledger)

    def check_middle(self, game: Game, equilibrium: Equilibrium, ledger: Ledger) -> None:
        nash.check_middle(game, equilibrium, ledger)

    def solve(self, game: Any, domain: Domain) -> Solution:
        """Return all Nash equilibria; see :meth:`Concept.solve`."""
        self.accept(game)
        frame = frame_of(game)
        if game.parameters:
            from gametheory.concepts.nash.regimes import regimes

            return regimes(self, game, frame, domain)
        if self._too_large(frame):
            return self._one(game, frame)
        pairs: list[tuple[Any, Any]] = []
        with deadline.Part(0.7) as search:
            pairs = (
                extreme_realizations(frame.form)
                if isinstance(frame, TreeFrame)
                else extreme_equilibria(*frame.matrices())
            )
        if search.why:
            return self._one(game, frame, search.why)
        found: list[Equilibrium] = []
        with deadline.Part(0.8) as search:
            found = entries(frame, pairs)
        if search.why:
            with deadline.Part(finishing=True):
                found = singly(frame, pairs)
            why, notes = f"the search was {search.why}", (_APART,) if found else ()
            return Solution(game, self, tuple(found), exhaustive=False, why=why, notes=notes)
        return Solution(game, self, tuple(found))

    def _too_large(self, frame: Frame) -> bool:
        if isinstance(frame, TreeFrame):
            sizes = polyhedron_sizes(frame.form)
        else:
            assert isinstance(frame, StrategicFrame)
            m, n = (len(frame.labels(side)) for side in (0, 1))
            sizes = (m, m + n), (n, m + n)
        return max(most_vertices(*size) for size in sizes) > self.limit

    def _one(self, game: Any, frame: Frame, cut: str = "") -> Solution:
        """Return one equilibrium of a game that is too large for all of them, or for the time: then ``cut`` says so."""
        size = f"the search was {cut}" if cut else "the game is too large to list all equilibria"
        if isinstance(frame, TreeFrame):
            cells = math.prod(frame.form.plan_count(side) for side in (0, 1))
            if cells > _CELLS:
                if cut:
                    return Solution(game, self, (), exhaustive=False, why=size)
                raise ConceptError(
                    f"{game} is too large: its strategic form has {cells} cells (at most {_CELLS}), "
                    f"and its polyhedra may have more than {self.limit} vertices (Nash(limit=...) raises that)"
                )
        found = None
        with deadline.Part(finishing=bool(cut)) as search:
            found = one_equilibrium(*frame.matrices())
        if found is None:
            if search.why:
                return Solution(game, self, (), exhaustive=False, why=f"the search was {search.why}")
            why = f"{size}, no path of the Lemke-Howson algorithm led to one, and none is pure"
            return Solution(game, self, (), exhaustive=False, why=why)
        pair = frame.from_mixed(0, found[0]), frame.from_mixed(1, found[1])
        pure = all(len(mixture) - mixture.count(0) == 1 for mixture in found)
        how = "is pure" if pure else "was found by the Lemke-Howson algorithm and solved exactly"
        why = f"{size}: this one {how}; there may be others"
        return Solution(game, self, tuple(entries(frame, [pair])), exhaustive=False, why=why)
