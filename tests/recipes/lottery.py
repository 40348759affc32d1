"""A kind of game from outside the package: somebody chooses among lotteries, and nature draws a prize.

Three objects in one file: the game, what a document knows of it, and the concept that solves it, with an audit.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from gametheory.concepts import Concept, Equilibrium, Solution
from gametheory.concepts.certify.certificate import Findings
from gametheory.concepts.concept import register
from gametheory.errors import GameError, Issue
from gametheory.game import Game, History, Step
from gametheory.game.form import Entry, Vocabulary
from gametheory.game.labels import label_issues, read_number
from gametheory.lang import Expression, all_of, decide, readable, relation
from gametheory.lang.frozen import deep_frozen
from gametheory.lang.keeping.sorts import kept
from gametheory.lang.writing.statement import Row, Table
from gametheory.spec.exact_text import exact_text
from gametheory.spec.fields import read_table
from gametheory.spec.kinds import KINDS, Kind

# -- the game ----------------------------------------------------------------------------------------------------------


@kept("lottery")
@dataclass(frozen=True, init=False)
class Lottery(Game):
    """A choice among lotteries: option to prize to the pair (probability, worth)."""

    kind: ClassVar[str] = "lottery"

    player: str
    options: dict

    def __init__(self, player, options):
        issues = [*label_issues("options", options, "option")]
        read = {}
        for option, prizes in options.items():
            issues += label_issues(f"options.{option}", prizes, "prize")
            where = f"options.{option}"
            read[option] = {
                z: tuple(read_number(f"{where}.{z}", x, issues) for x in pair) for z, pair in prizes.items()
            }
            if not issues and sum(p for p, _ in read[option].values()) != 1:
                issues.append(Issue(where, "the probabilities do not sum to one"))
        if issues:
            raise GameError(issues, "the lottery")
        object.__setattr__(self, "player", player)
        object.__setattr__(self, "options", deep_frozen(read))

    @property
    def players(self):
        return (self.player,)

    def subs(self, values):
        def put(x):
            return x.subs(values) if isinstance(x, Expression) else x

        options = {o: {z: (put(p), put(u)) for z, (p, u) in prizes.items()} for o, prizes in self.options.items()}
        return Lottery(self.player, options)

    def numbers(self):
        for option, prizes in self.options.items():
            for prize, (chance, worth) in prizes.items():
                yield Entry(("options", option, prize, "chance"), chance, True)
                yield Entry(("options", option, prize, "worth"), worth, False)

    def histories(self):
        return (History((option, prize)) for option, prizes in self.options.items() for prize in prizes)

    def steps(self, history):
        return (Step(self.player, history.labels[0]),)

    def reaches(self, history, where):
        return True

    def end(self, history):
        option, prize = history.labels
        chance, worth = self.options[option][prize]
        return [chance], [worth]

    @property
    def information_sets(self):
        return {self.player: (self.player,)}

    def owner(self, information_set):
        return self.player

    def actions(self, information_set):
        return tuple(self.options)

    @property
    def vocabulary(self):
        prizes = (prize for prizes in self.options.values() for prize in prizes)
        return Vocabulary(tuple(dict.fromkeys([*self.options, *prizes])), {self.player: tuple(self.options)}, {}, {})

    def worth(self, option):
        """Return the expected worth of an option."""
        return sum((p * u for p, u in self.options[option].values()), start=Fraction(0))

    def __hash__(self):
        return hash((self.player, tuple(self.numbers())))

    def __str__(self):
        return f"lottery: {self.player} ({len(self.options)} options)"


# -- its documents -----------------------------------------------------------------------------------------------------


def read_lottery(document, reading):
    """Read the tables ``[options.NAME]``, each ``prize = { chance = ..., worth = ... }``."""
    options = {}
    for option, raw in read_table(document.get("options"), ("options",), reading.issues).items():
        options[option] = {}
        for prize, cell in read_table(raw, ("options", option), reading.issues).items():
            path = ("options", option, prize)
            pair = tuple(reading.number(cell.get(key), (*path, key)) for key in ("chance", "worth"))
            options[option][prize] = tuple(0 if x is None else x for x in pair)
    if len(reading.players) != 1 or not options:
        reading.say(("options",), "a lottery has one player, and at least one option")
    return None if reading.issues else Lottery(reading.players[0], options)


def write_lottery(out, game):
    for option, prizes in game.options.items():
        out.table("options", option)
        for prize, pair in prizes.items():
            path = ("options", option, prize)
            chance, worth = (out.number(x, (*path, key)) for key, x in zip(("chance", "worth"), pair, strict=True))
            out.put(prize, f"{{ chance = {chance}, worth = {worth} }}")


def hashed(game):
    return sorted([list(entry.path), exact_text(entry.value)] for entry in game.numbers())


def shown(game):
    rows = [
        Row((option, tuple((f"{prize} ", u, "; ") for prize, (_, u) in prizes.items())))
        for option, prizes in game.options.items()
    ]
    return Table(("option", "prizes"), tuple(rows))


KINDS["lottery"] = Kind(
    "lottery",
    ("options",),
    read_lottery,
    write_lottery,
    hashed,
    shown,
    is_probability=lambda path: path[:1] == ("options",) and path[-1] == "chance",
)


# -- what solves it ----------------------------------------------------------------------------------------------------


@register
@dataclass(frozen=True)
class BestChoice(Concept):
    """An option of the greatest expected worth."""

    name: ClassVar[str] = "best-choice"
    noun: ClassVar[str] = "optimal choice"
    games: ClassVar[str] = "lotteries"
    exact_on_borders: ClassVar[bool] = True

    def refusal(self, game):
        return None if isinstance(game, Lottery) else ""

    def solve(self, game, domain):
        self.accept(game)
        found = []
        for option in game.options:
            gains = (game.worth(option) - game.worth(other) for other in game.options if other != option)
            when = all_of(relation(gain, ">=") for gain in gains)
            if decide(when, domain).answer is not False:
                found.append(
                    Equilibrium(
                        option,
                        {game.player: {game.player: {option: Fraction(1)}}},
                        {},
                        {game.player: game.worth(option)},
                        {History((option, prize)): p for prize, (p, _) in game.options[option].items()},
                        readable(when, domain),
                    )
                )
        return Solution(game, self, tuple(found), domain=domain)

    def check(self, game, equilibrium, ledger):
        ((option, _),) = equilibrium.strategy[game.player][game.player].items()
        own = game.worth(option)
        ledger.equal(equilibrium.payoffs, {game.player: own}, "payoff")
        ledger.equal(
            equilibrium.outcome,
            {History((option, prize)): p for prize, (p, _) in game.options[option].items()},
            "probability",
        )
        regret = [ledger.not_positive(game.worth(o) - own, f"{game.player} gains by {o}") for o in game.options]
        return Findings({game.player: max((x for x in regret if x is not None), default=None)})
