"""Hypothesis strategies: random games, small and full of ties, in exact numbers; expressions and conditions."""

from fractions import Fraction
from itertools import product

from hypothesis import strategies as st

from gametheory.game import Chance, ExtensiveGame, Move, Payoff, SignalingGame, StrategicGame
from gametheory.lang import constant, parameter, relation

NAMES = ("a", "b", "c")


@st.composite
def priors(draw, count):
    """Positive rational probabilities that sum to one."""
    weights = draw(st.lists(st.integers(1, 5), min_size=count, max_size=count))
    return [Fraction(w, sum(weights)) for w in weights]


@st.composite
def signaling_games(draw, types=(2, 3), messages=(2, 3), responses=(1, 3), low=-2, high=3):
    """Signaling games with a few types and messages, and response sets that may differ from message to message."""
    n = draw(st.integers(*types))
    kinds = [f"t{i + 1}" for i in range(n)]
    answers = {
        f"m{j + 1}": tuple(f"r{k + 1}" for k in range(draw(st.integers(*responses))))
        for j in range(draw(st.integers(*messages)))
    }
    number = st.integers(low, high)
    payoffs = {
        (t, m, r): (draw(number), draw(number)) for t in kinds for m, options in answers.items() for r in options
    }
    return SignalingGame("sender", "receiver", dict(zip(kinds, draw(priors(n)), strict=True)), answers, payoffs)


@st.composite
def strategic_games(draw, players=(2, 3), strategies=(1, 3), low=-2, high=3):
    """Strategic games with a few players."""
    names = [f"p{i + 1}" for i in range(draw(st.integers(*players)))]
    options = {p: tuple(f"s{k + 1}" for k in range(draw(st.integers(*strategies)))) for p in names}
    number = st.integers(low, high)
    cells = {profile: tuple(draw(number) for _ in names) for profile in product(*options.values())}
    return StrategicGame(options, cells)


@st.composite
def extensive_games(draw, players=2, depth=3, low=-2, high=3, information=False):
    """Trees of perfect information with chance moves; ``information`` hides the first player's moves."""
    names = [f"p{i + 1}" for i in range(players)]
    number = st.integers(low, high)
    nodes = {}

    def end():
        return Payoff({p: draw(number) for p in names})

    def grow(level):
        if level == 0 or (level < depth and draw(st.integers(0, 3)) == 0):
            return end()
        name = f"n{len(nodes)}"
        nodes[name] = None
        if draw(st.integers(0, 4)) == 0:
            low_chance = draw(st.sampled_from([Fraction(1, 2), Fraction(1, 3), Fraction(3, 4)]))
            nodes[name] = Chance({"x": (low_chance, grow(level - 1)), "y": (1 - low_chance, grow(level - 1))})
        else:
            moves = {a: grow(level - 1) for a in "abc"[: draw(st.integers(2, 3))]}
            nodes[name] = Move(draw(st.sampled_from(names)), moves)
        return name

    if not information:
        root = grow(depth)
        if not isinstance(root, str):
            nodes["n0"] = Move(names[0], {"a": root, "b": end()})
            root = "n0"
        return ExtensiveGame(root, nodes, names)
    # one unseen move: nature, the first player, the second player who sees nothing, and the first player once more
    nodes["nature"] = Chance({"x": (Fraction(1, 3), "first x"), "y": (Fraction(2, 3), "first y")})
    for c in "xy":
        nodes[f"first {c}"] = Move(names[0], {a: f"second {c}{a}" for a in "ab"}, information=f"first {c}")
        for a in "ab":
            again = draw(st.booleans())
            nodes[f"second {c}{a}"] = Move(
                names[1], {"l": end(), "r": f"third {c}{a}" if again else end()}, information="second"
            )
            if again:
                nodes[f"third {c}{a}"] = Move(names[0], {"u": end(), "v": end()})
    return ExtensiveGame("nature", nodes, names)


@st.composite
def folded_games(draw, players=2, types=2, messages=2, low=-1, high=2, meetings=True):
    """Trees that are solved stage by stage: single moves, then a signaling game or two moves at once, then last words.

    Payoffs are small whole numbers, so that ties are common. The first player may leave before; after the answer, and
    after messages that nobody answers, a last word may be left to any player.
    """
    names = [f"p{i + 1}" for i in range(players)]
    number = st.integers(low, high)
    nodes = {}

    def end():
        return Payoff({p: draw(number) for p in names})

    def last(name):
        """Return an end, or the name of a last move that has two."""
        if draw(st.integers(0, 2)):
            return end()
        nodes[name] = Move(draw(st.sampled_from(names)), {"on": end(), "off": end()})
        return name

    def signal(name):
        speaker, hearer = draw(st.permutations(names))[:2]
        kinds = [f"t{i + 1}" for i in range(types)]
        heard = [draw(st.integers(0, 4)) > 0 for _ in range(messages)]
        nodes[name] = Chance({t: (p, f"{name} {t}") for t, p in zip(kinds, draw(priors(types)), strict=True)})
        for t in kinds:
            moves = {}
            for j, answered in enumerate(heard):
                place = f"{name} {t} m{j + 1}"
                if answered:
                    ends = {r: last(f"{place} {r}") for r in ("r1", "r2")}
                    nodes[place] = Move(hearer, ends, information=f"{name} after m{j + 1}")
                moves[f"m{j + 1}"] = place if answered else last(place)
            nodes[f"{name} {t}"] = Move(speaker, moves)
        return name

    def meeting(name):
        one, other = draw(st.permutations(names))[:2]
        nodes[name] = Move(one, {a: f"{name} {a}" for a in "uv"})
        for a in "uv":
            ends = {b: last(f"{name} {a}{b}") for b in "lr"}
            nodes[f"{name} {a}"] = Move(other, ends, information=f"{name} unseen")
        return name

    def stage(name):
        return meeting(name) if meetings and draw(st.integers(0, 3)) == 0 else signal(name)

    shape = draw(st.integers(0, 3))
    root = "start"
    if shape == 0:
        root = stage("stage")
    elif shape == 1:
        nodes[root] = Move(draw(st.sampled_from(names)), {"out": last("left"), "in": stage("stage")})
    elif shape == 2:
        nodes[root] = Chance({"x": (Fraction(1, 3), last("calm")), "y": (Fraction(2, 3), stage("stage"))})
    else:
        nodes[root] = Move(names[0], {"one": stage("first"), "two": stage("second"), "out": last("left")})
    return ExtensiveGame(root, nodes, names)


@st.composite
def expressions(draw, names=NAMES, size=3, fractions=True):
    """Rational functions of a few parameters, built by arithmetic."""
    leaf = st.one_of(
        st.integers(-4, 4).map(constant),
        st.fractions(-3, 3, max_denominator=6).map(constant),
        st.sampled_from(names).map(parameter),
    )
    value = draw(leaf)
    for _ in range(draw(st.integers(0, size))):
        other = draw(leaf)
        op = draw(st.sampled_from("+-*/p" if fractions else "+-*p"))
        if op == "+":
            value = value + other
        elif op == "-":
            value = other - value
        elif op == "*":
            value = value * other
        elif op == "p":
            value = value ** draw(st.integers(0, 3))
        elif other != 0:
            value = value / other
    return value


@st.composite
def conditions(draw, names=NAMES, depth=2):
    """ANDs and ORs of relations between polynomials."""
    if depth == 0 or draw(st.integers(0, 2)) == 0:
        left = draw(expressions(names, 2, fractions=False))
        return relation(left, draw(st.sampled_from([">", ">=", "<", "<=", "=", "!="])), draw(st.integers(-2, 2)))
    first, second = draw(conditions(names, depth - 1)), draw(conditions(names, depth - 1))
    return first & second if draw(st.booleans()) else first | second


def points(names=NAMES, low=0, high=1, denominator=12):
    """Rational parameter points."""
    return st.fixed_dictionaries({n: st.fractions(low, high, max_denominator=denominator) for n in names})
