"""Random models of every kind, as hypothesis strategies: awkward labels, parameters, ranges, priors, claims."""

from fractions import Fraction

from hypothesis import strategies as st

import gametheory as gt
from gametheory.spec import Prior

NAMES = ("alpha", "b", "gamma_2", "d")
FREE = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
LABEL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/"), min_size=1, max_size=6).filter(
    str.strip
)
NUMBER = st.one_of(st.integers(-9, 9), st.fractions(-5, 5, max_denominator=12), st.just(10**25))


def labels(low, high):
    return st.lists(LABEL, min_size=low, max_size=high, unique=True)


@st.composite
def expressions(draw):
    """A polynomial in the parameters, at times over 5 plus a square, which is never zero."""
    text = str(draw(NUMBER))
    for name in NAMES:
        text += f" + ({draw(NUMBER)})*{name}**{draw(st.integers(1, 3))}"
    if draw(st.booleans()):
        text = f"({text})/(5 + {draw(st.sampled_from(NAMES))}**2)"
    return text


@st.composite
def parameters(draw):
    found = []
    for name in NAMES:
        low, width = (
            draw(st.fractions(-3, 3, max_denominator=9)),
            draw(st.fractions(Fraction(1, 9), 3, max_denominator=9)),
        )
        high = low + width
        middle = (low + high) / 2
        interval = draw(
            st.sampled_from(
                [
                    None,
                    (low, high),
                    (f"({low}", f"{high})"),
                    (low, "inf)"),
                    ("(-inf", high),
                    gt.Interval(low, high, True, False),
                ]
            )
        )
        prior = draw(
            st.sampled_from(
                [
                    None,
                    {"uniform": [low, high]},
                    {"triangular": [low, middle, high]},
                    Prior("normal", (middle, width)),
                    {"beta": [1, 2]} if interval == (low, high) else None,
                ]
            )
        )
        value = draw(st.sampled_from([None, middle, str(middle)]))
        texts = [draw(FREE) for _ in range(4)]
        found.append(gt.Parameter(name, value, interval, *texts[:3], prior, texts[3]))
    return found


@st.composite
def signaling(draw):
    types, messages = draw(labels(1, 3)), draw(labels(1, 3))
    answers = {m: draw(labels(1, 3)) for m in messages}
    if len(types) == 2:
        odds = {types[0]: "1/(2 + alpha**2)", types[1]: "1 - 1/(2 + alpha**2)"}
    else:
        odds = dict.fromkeys(types, Fraction(1, len(types)))
    cells = {(t, m, r): (draw(expressions()), draw(NUMBER)) for t in types for m in messages for r in answers[m]}
    return gt.SignalingGame("sender", "receiver", odds, answers, cells)


@st.composite
def moves_after(draw, types, answers):
    """The tree of a signaling game in which further moves follow responses, the first one for certain."""
    players = ("sender", "receiver", "third")
    front = gt.SignalingGame(
        "sender",
        "receiver",
        dict.fromkeys(types, Fraction(1, len(types))),
        answers,
        {(t, m, r): (0, 0) for t in types for m in answers for r in answers[m]},
    )
    nodes = dict(front.extensive().nodes)
    taken = {*nodes, *types, *answers}

    def end(name, depth, sure=False):
        how = 1 if sure else draw(st.integers(0, 2)) if depth else 0
        if how == 0:
            return gt.Payoff({p: draw(expressions()) for p in players})
        number, free = 1, name
        while free in taken:
            number += 1
            free = f"{name} ({number})"
        taken.add(free)
        options = draw(labels(1, 2))
        below = {a: end(f"{free}, {a}", depth - 1) for a in options}
        if how == 1:
            nodes[free] = gt.Move(draw(st.sampled_from(players)), below)
        else:
            nodes[free] = gt.Chance({a: (Fraction(1, len(options)), to) for a, to in below.items()})
        return free

    first = True
    for t in types:
        for m in answers:
            moves = {}
            for r in answers[m]:
                moves[r] = end(f"{t}, {m}, {r}", 2, sure=first)
                first = False
            name = f"type {t}, {m}"
            nodes[name] = gt.Move("receiver", moves, information=front.information_after(m))
    return gt.ExtensiveGame("nature", nodes, players)


@st.composite
def strategic(draw):
    players = ["row", "column", "third"][: draw(st.integers(1, 3))]
    options = {p: draw(labels(1, 2)) for p in players}
    profiles = [()]
    for p in players:
        profiles = [(*profile, s) for profile in profiles for s in options[p]]
    return gt.StrategicGame(options, {profile: [draw(expressions()) for _ in players] for profile in profiles})


@st.composite
def extensive(draw):
    """A tree grown node by node: every open branch ends, or becomes a move or a chance move."""
    players = ("one", "two")
    names = iter(draw(labels(5, 5)))
    nodes, open_nodes = {}, [next(names)]
    root = open_nodes[0]

    def target():
        if draw(st.booleans()):
            name = next(names, None)
            if name is not None:
                open_nodes.append(name)
                return name
        return gt.Payoff({p: draw(expressions()) for p in players})

    while open_nodes:
        name = open_nodes.pop()
        options = draw(labels(1, 3))
        if draw(st.booleans()):
            nodes[name] = gt.Move(draw(st.sampled_from(players)), {a: target() for a in options})
        else:
            nodes[name] = gt.Chance({a: (Fraction(1, len(options)), target()) for a in options})
    return gt.ExtensiveGame(root, nodes, players)


def scenarios(declared):
    """Scenarios of models with these parameters: baselines for values, their own priors and another."""
    values = {p.name: p.value for p in declared if p.value is not None}
    priors = {p.name: p.prior for p in declared if p.prior is not None and p.prior.kind != "uniform"}
    priors |= {p.name: Prior("normal", (Fraction(1, 3), Fraction(2))) for p in declared[:1]}
    given = st.fixed_dictionaries({"priors": some(priors)}, optional={"about": FREE, "values": some(values)})
    return given.filter(lambda one: one["priors"] or one.get("values"))


def some(entries):
    """Some of a mapping's entries."""
    keys = st.lists(st.sampled_from(sorted(entries)), unique=True) if entries else st.just([])
    return keys.map(lambda found: {key: entries[key] for key in found})


FORMAL = st.recursive(
    st.one_of(st.booleans(), st.integers(-(10**6), 10**6), FREE, st.integers(-999, 999).map(lambda n: Fraction(n, 8))),
    lambda inner: st.one_of(st.lists(inner, max_size=3).map(tuple), st.dictionaries(FREE, inner, max_size=3)),
    max_leaves=6,
)


@st.composite
def models(draw):
    game = draw(st.one_of(signaling(), strategic(), extensive()))
    claims = [
        gt.Claim(name, draw(FREE), draw(FREE), draw(st.dictionaries(LABEL, FORMAL, max_size=2)))
        for name in draw(labels(0, 2))
    ]
    claims = [gt.Claim(c.name, c.statement, c.source, _without_fields(c.formal)) for c in claims]
    declared = draw(parameters())
    return gt.Model(
        "drawn",
        game,
        parameters=declared,
        scenarios=draw(st.dictionaries(FREE.filter(str.strip), scenarios(declared), max_size=2)),
        definitions={"every": " + ".join(NAMES)},
        assume={"far": [f"alpha + b > -{draw(st.integers(50, 99))}"]},
        claims=claims,
        title=draw(FREE),
        about=draw(FREE),
        players={p: draw(FREE) for p in game.players},
        answer={"drivers": drivers} if (drivers := draw(st.permutations(NAMES))[: draw(st.integers(0, 4))]) else None,
    )


def _without_fields(formal):
    return {k: v for k, v in formal.items() if k not in ("name", "statement", "source")}
