"""Texts that were written to break out of a page, and a model that has them everywhere."""

import gametheory as gt

__all__ = ["TEXTS", "hostile_models"]

TEXTS = (
    "</script><script>window.broken = 1</script>",
    "</SCRIPT ><script>window.broken = 1</script>",
    "<!--<script>",
    "-->",
    "]]>",
    "<img src=x onerror='window.broken = 1'>",
    "<svg onload=window.broken=1>",
    "<style>*{display:none}",
    "</style><script>window.broken = 1</script>",
    "</title><script>window.broken = 1</script>",
    "<base href='https://example.org'>",
    "javascript:window.broken=1",
    "\"'`;window.broken=1;//",
    "${window.broken = 1}",
    "{{constructor.constructor('window.broken = 1')()}}",
    "%%script%%",
    "\\u003c \\x3c \\",
    "&lt;b&gt; &amp; &#60;",
    "\u2028window.broken = 1\u2029",
    "__proto__",
    "constructor",
    "hasOwnProperty",
    "toString",
    "\u202eright to left\u202c",
    "\u200b\ufeff\u00adinvisible",
    "e\u0301 \U0001f9e8 \u05d0\u05d1",
    "a" * 300,
    "two\nlines\ttab",
)


def _labels(k, count):
    """Return ``count`` different labels, beginning with the k-th text; none holds the sign that joins histories."""
    out = []
    for i in range(count):
        text = TEXTS[(k + i) % len(TEXTS)].replace("/", "\u2215")
        out.append(text if text not in out else f"{text} {i}")
    return out


def hostile_models(k):
    """Return a model of each kind whose texts are hostile, beginning with the k-th."""
    a, b, c, d, e, f = _labels(k, 6)
    title, about, meaning, unit, source, tex, claim = (TEXTS[(k + i) % len(TEXTS)] for i in range(7))
    parameter = {
        "q": {"value": "1/3", "range": ["(0", "1)"], "meaning": meaning, "unit": unit, "source": source, "tex": tex},
        "v": {"value": 2, "range": [0, 4], "meaning": title},
    }
    more = {"title": title, "about": f"{about}\n\n{about}", "players": {"s": source, "r": claim}}
    claims = [{"name": claim, "statement": title, "source": about}]
    signaling = gt.SignalingGame(
        "s",
        "r",
        {a: "q", b: "1 - q"},
        {c: (e, f), d: (e, f)},
        {
            (t, m, x): (f"{i} - {j}*v + {n}", f"{2 * n}*{i} - {n}")
            for i, t in enumerate((a, b))
            for j, m in enumerate((c, d))
            for n, x in enumerate((e, f))
        },
    )
    tree = gt.ExtensiveGame(
        a,
        {
            a: gt.Move("s", {c: b, d: gt.Payoff(s="v", r=0)}),
            b: gt.Chance({e: ("q", f), f: ("1 - q", gt.Payoff(s=1, r=1))}),
            f: gt.Move("r", {a: gt.Payoff(s=3, r="v - 1"), b: gt.Payoff(s=0, r="q")}),
        },
    )
    table = gt.StrategicGame(
        {"s": (a, b), "r": (c, d)},
        {(a, c): ("v", 1), (a, d): (0, "q"), (b, c): (0, 0), (b, d): (1, "v")},
    )
    return [gt.Model(f"hostile {title}", game, parameter, claims=claims, **more) for game in (signaling, tree, table)]
