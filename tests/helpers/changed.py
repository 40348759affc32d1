"""Games changed in ways that change no equilibrium: other names and another order, and payoffs measured otherwise."""

from gametheory.game import Chance, ExtensiveGame, Move, Payoff, SignalingGame, StrategicGame


def relabelled(game, flip):
    """Return the game with all labels renamed and in the opposite order, and the same for a history's labels.

    ``flip`` says which way the new names are given out, so that their alphabet agrees with the old order or does not.
    """
    return _RELABELLED[game.kind](game, flip)


def measured_otherwise(game, number):
    """Return the game with payoffs that prefer the same whatever the others do; ``number(key)`` draws an integer.

    A player's payoffs are multiplied by a positive number, and what the player does not choose may add to them.
    """
    return _MEASURED[game.kind](game, number)


def _names(labels, letter, flip):
    return {label: f"{letter}{i}" for i, label in enumerate(sorted(set(labels), reverse=flip))}


def _strategic(game, flip):
    names = {p: _names(own, "S", flip) for p, own in game.strategies.items()}
    back = tuple(reversed(game.players))
    payoffs = {
        tuple(names[p][s] for p, s in reversed(list(zip(game.players, profile, strict=True)))): tuple(reversed(row))
        for profile, row in game.payoffs.items()
    }
    options = {f"new_{p}": [names[p][s] for s in reversed(game.strategies[p])] for p in back}

    def rename(labels):
        return tuple(names[p][s] for p, s in reversed(list(zip(game.players, labels, strict=True))))

    return StrategicGame(options, payoffs), rename


def _signaling(game, flip):
    types, messages = _names(game.types, "T", flip), _names(game.messages, "M", not flip)
    answers = _names([r for options in game.messages.values() for r in options], "R", flip)
    new = SignalingGame(
        "a", "b",
        {types[t]: game.types[t] for t in reversed(list(game.types))},
        {messages[m]: [answers[r] for r in reversed(game.messages[m])] for m in reversed(list(game.messages))},
        {(types[t], messages[m], answers[r]): pair for (t, m, r), pair in game.payoffs.items()},
    )  # fmt: skip
    return new, lambda labels: tuple(table[x] for table, x in zip((types, messages, answers), labels, strict=True))


def _extensive(game, flip):
    labels = _names([x for history in game.histories() for x in history.labels], "L", flip)
    nodes = _names(game.nodes, "N", flip)

    def target(to):
        return Payoff({f"new_{p}": x for p, x in to.values.items()}) if isinstance(to, Payoff) else nodes[to]

    def node(one):
        if isinstance(one, Chance):
            return Chance({labels[x]: (p, target(to)) for x, (p, to) in reversed(list(one.branches.items()))})
        if isinstance(one, Payoff):
            return target(one)
        moves = {labels[x]: target(to) for x, to in reversed(list(one.actions.items()))}
        return Move(f"new_{one.player}", moves, information=one.information and f"I {one.information}")

    tree = {nodes[name]: node(one) for name, one in reversed(list(game.nodes.items()))}
    new = ExtensiveGame(nodes[game.root], tree, [f"new_{p}" for p in reversed(game.players)])
    return new, lambda history: tuple(labels[x] for x in history)


_RELABELLED = {"strategic": _strategic, "signaling": _signaling, "extensive": _extensive}


def _strategic_measured(game, number):
    def moved(profile, i, x):
        others = profile[:i] + profile[i + 1 :]
        return _scale(number, i) * x + number((i, others))

    cells = {a: [moved(a, i, x) for i, x in enumerate(row)] for a, row in game.payoffs.items()}
    return StrategicGame(game.strategies, cells)


def _signaling_measured(game, number):
    # every type has its own measure; nothing that the receiver does moves what the type and the message are worth to it
    cells = {
        (t, m, r): (
            _scale(number, t) * sent + number(("sender", t)),
            _scale(number, "receiver") * received + number(("receiver", t, m)),
        )
        for (t, m, r), (sent, received) in game.payoffs.items()
    }
    return SignalingGame(game.sender, game.receiver, game.types, game.messages, cells)


def _extensive_measured(game, number):
    def target(to):
        if not isinstance(to, Payoff):
            return to
        return Payoff({p: _scale(number, p) * x + number(("shift", p)) for p, x in to.values.items()})

    def node(one):
        if isinstance(one, Chance):
            return Chance({x: (p, target(to)) for x, (p, to) in one.branches.items()})
        if isinstance(one, Payoff):
            return target(one)
        return Move(one.player, {x: target(to) for x, to in one.actions.items()}, information=one.information)

    return ExtensiveGame(game.root, {name: node(one) for name, one in game.nodes.items()}, game.players)


def _scale(number, key):
    return 1 + abs(number(("scale", key)))


_MEASURED = {
    "strategic": _strategic_measured,
    "signaling": _signaling_measured,
    "extensive": _extensive_measured,
}
