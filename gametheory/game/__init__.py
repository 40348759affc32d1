"""What is being played: extensive, signaling and strategic games, and the way from one form to another."""

from gametheory.game.extensive import Chance, ExtensiveGame, Move, Payoff
from gametheory.game.form import Game
from gametheory.game.history import History, Outcome, Step
from gametheory.game.signaling import SignalingGame
from gametheory.game.strategic import StrategicGame

__all__ = [
    "Chance",
    "ExtensiveGame",
    "Game",
    "History",
    "Move",
    "Outcome",
    "Payoff",
    "SignalingGame",
    "Step",
    "StrategicGame",
]
