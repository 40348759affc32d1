"""What an equilibrium says at each place of a signaling game, as a drawing needs it, and the fans of responses."""

from __future__ import annotations

from typing import Any

from gametheory.concepts import Equilibrium
from gametheory.concepts.equilibrium import SignalingEquilibrium
from gametheory.errors import GameTheoryError
from gametheory.game import SignalingGame
from gametheory.lang import Expression
from gametheory.show.plot.canvas import Canvas, Key
from gametheory.show.plot.notes import Notes, check_letters
from gametheory.show.plot.strokes import add_key, stroke
from gametheory.show.plot.style import COLOURS, SMALL, TEXT, measure, plain, wrapped

__all__ = ["Fan", "Plan"]

SLANT, LABEL = 18.0, 90.0


class Plan:
    """A game, an equilibrium (or None) and the letters for its long closed forms."""

    def __init__(self, game: SignalingGame, eq: Equilibrium | None, notes: Notes) -> None:
        self.game, self.eq, self.notes = game, eq, notes
        if eq is None:
            return
        check_letters("signaling", game, eq)
        for t, mixture in eq.strategy.get(game.sender, {}).items():
            self._known(t, game.types, "type")
            for m in mixture:
                self._known(m, game.messages, "message")
        for m, mixture in eq.strategy.get(game.receiver, {}).items():
            self._known(m, game.messages, "message")
            for r in mixture:
                self._known(r, game.messages[m], f"response to {m!r}")
        if game.sender not in eq.strategy:
            raise GameTheoryError(f"signaling(): the equilibrium has no strategy of {game.sender}")

    @staticmethod
    def _known(label: str, labels: Any, what: str) -> None:
        if label not in labels:
            raise GameTheoryError(f"signaling(): the game has no {what} {label!r}")

    def sends(self, t: str, m: str) -> Any:
        """Return the probability that a type sends a message; None without an equilibrium."""
        return None if self.eq is None else self.eq.strategy[self.game.sender].get(t, {}).get(m, 0)

    def sent(self, m: str) -> bool:
        """Whether some type sends the message."""
        return any(self.sends(t, m) not in (None, 0) for t in self.game.types)

    def responds(self, m: str, r: str) -> Any:
        """Return the probability of a response; None where the equilibrium does not say."""
        answers = {} if self.eq is None else self.eq.strategy.get(self.game.receiver, {})
        return answers[m].get(r, 0) if m in answers else None

    def message(self, t: str, m: str) -> str:
        """Return the label of a message with its probability, where that is neither 0 nor 1."""
        return self.notes.move(m, self.sends(t, m))

    def belief(self, t: str, m: str) -> str:
        """Return the receiver's belief in a type after a message, in brackets; off the path, all that support it."""
        if self.eq is None:
            return ""
        polytopes = self.eq.supporting_beliefs.get(m, ()) if isinstance(self.eq, SignalingEquilibrium) else ()
        if polytopes and not self.sent(m):
            chances: list[Any] = [vertex.get(t, 0) for vertices in polytopes for vertex in vertices]
            if not any(isinstance(p, Expression) for p in chances):
                low, high = min(chances), max(chances)
                text = self.notes.text(low)
                return f"[{text}]" if low == high else f"[{text} to {self.notes.text(high)}]"
        return f"[{self.notes.text(self.eq.beliefs[m].get(t, 0))}]" if m in self.eq.beliefs else ""

    def key(self) -> Key:
        """Return the explanations that stand below the drawing."""
        game, key = self.game, Key()
        key.note(f"payoffs: ({plain(game.sender)}, {plain(game.receiver)})" + ("; beliefs: [ ]" if self.eq else ""))
        unsent = {m for t in game.types for m in game.messages if self.eq is not None and self.sends(t, m) == 0}
        answered = any(self.responds(m, r) not in (None, 0) for m in unsent for r in game.messages[m])
        add_key(key, path=self.eq is not None, off_path=answered, linked=len(game.types) > 1)
        if self.eq is not None and not self.eq.isolated:
            key.note("one point of a continuum of equilibria")
        return key


class Fan:
    """The responses to one message after one type, fanning out to the right (``side`` 1) or the left (-1)."""

    def __init__(self, plan: Plan, t: str, m: str, side: int) -> None:
        self.plan, self.t, self.m, self.side = plan, t, m, side
        self.labels, self.ends = [], []
        for r in plan.game.messages[m]:
            self.labels.append(wrapped(plan.notes.move(r, plan.responds(m, r)), LABEL, TEXT, 2))
            own, other = plan.game.payoffs[t, m, r]
            self.ends.append(f"({plan.notes.text(own)}, {plan.notes.text(other)})")
        self.steps = [measure(label)[1] + 4 for label in self.labels]
        self.run = max(measure(label)[0] for label in self.labels) + 4
        self.width = SLANT + self.run + 6 + max(measure(end, SMALL)[0] for end in self.ends)
        self.height = sum(self.steps) + 4

    def draw(self, canvas: Canvas, y: float, reach: float) -> None:
        """Draw the fan from the receiver's node at ``side * reach`` and height ``y``."""
        plan, side = self.plan, self.side
        row = y + self.height / 2
        for r, label, end, step in zip(plan.game.messages[self.m], self.labels, self.ends, self.steps, strict=True):
            row -= step
            p = plan.responds(self.m, r)
            played = plan.sends(self.t, self.m) not in (None, 0) and p not in (None, 0)
            turn, stop = reach + SLANT, reach + SLANT + self.run
            line = [(side * reach, y), (side * turn, row), (side * stop, row)]
            canvas.line(line, zorder=3 if played else 2, **stroke(p, played))
            canvas.text(side * (turn + 2), row + 2, label, TEXT, ha="left" if side > 0 else "right", va="bottom")
            canvas.text(side * (stop + 6), row, end, SMALL, ha="left" if side > 0 else "right", va="center")
            canvas.dot(side * stop, row, size=2.0)
        canvas.dot(side * reach, y, "s", fill=COLOURS[1])
