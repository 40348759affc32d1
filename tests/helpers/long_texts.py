"""Models of each kind in which every text that a person reads has no place to break: words of 160 signs and more."""

import gametheory as gt

__all__ = ["long_models"]


def _word(sign, size=160):
    return sign * size


def long_models(size=160):
    """Return a signaling game, a tree and a table; ``size`` is the number of signs of each word."""
    a, b, c, d, e, f = (_word(sign, size) for sign in "abcdef")
    s, r = _word("s", size), _word("r", size)
    q, v = "q" * size, "v" * size
    parameters = {
        q: {
            "value": "1/3", "range": ["(0", "1)"], "prior": {"uniform": [0, 1]}, "meaning": _word("M", 2 * size),
            "unit": _word("U", size), "source": _word("S", size), "tex": f"\\mathrm{{{_word('t', size)}}}",
        },
        v: {"value": 2, "range": [0, 4], "prior": {"uniform": [0, 4]}, "meaning": _word("N", size)},
    }  # fmt: skip
    more = {
        "title": _word("T", 2 * size),
        "about": f"{_word('A', 2 * size)}\n\n`{_word('B', size)}` https://example.org/{_word('x', size)}",
        "players": {s: _word("P", size), r: _word("R", size)},
        "claims": [
            {"name": _word("C", size), "statement": _word("D", size), "source": _word("E", size)},
            {"name": f"{_word('F', size)} 2", "statement": "in words", "formal": f"payoff.{s} >= {q} - 9"},
        ],
    }
    signaling = gt.SignalingGame(
        s,
        r,
        {a: q, b: f"1 - {q}"},
        {c: (e, f), d: (e, f)},
        {
            (t, m, x): (f"{i} - {j}*{v} + {n}", f"{2 * n}*{i} - {n} + {q}*{i}*{n}")
            for i, t in enumerate((a, b))
            for j, m in enumerate((c, d))
            for n, x in enumerate((e, f))
        },
    )
    tree = gt.ExtensiveGame(
        a,
        {
            a: gt.Move(s, {c: b, d: gt.Payoff({s: v, r: 0})}),
            b: gt.Move(r, {e: gt.Payoff({s: 3, r: f"{v} - 1"}), f: gt.Payoff({s: 0, r: q})}),
        },
    )
    table = gt.StrategicGame(
        {s: (a, b), r: (c, d)}, {(a, c): (v, 1), (a, d): (0, q), (b, c): (0, 0), (b, d): (1, v)}
    )  # fmt: skip
    return {
        kind: gt.Model(_word("n", 40), game, parameters, **more)
        for kind, game in (("signaling", signaling), ("extensive", tree), ("strategic", table))
    }
