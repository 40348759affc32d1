"""Beer or quiche (Cho and Kreps 1987), from the builder to audited numbers.

The prior and the right breakfast's worth stay open: ``p`` is the probability of a wimp, ``c`` what a diner gets from
eating what he likes; peace is worth 2. Cho and Kreps have p = 1/10 and c = 1.
"""

import gametheory as gt

p, c = gt.symbols("p c")


def breakfast() -> gt.SignalingGame:
    payoffs = {}
    for kind, likes in (("wimp", "quiche"), ("surly", "beer")):
        for order in ("beer", "quiche"):
            eats = c if order == likes else 0
            payoffs[kind, order, "duel"] = (eats, 1 if kind == "wimp" else 0)
            payoffs[kind, order, "dont"] = (eats + 2, 1 if kind == "surly" else 0)
    answers = ("duel", "dont")
    return gt.SignalingGame(
        sender="diner",
        receiver="bully",
        types={"wimp": p, "surly": 1 - p},
        messages={"beer": answers, "quiche": answers},
        payoffs=payoffs,
    )


def main() -> None:
    model = gt.Model(
        "breakfast",
        breakfast(),
        title="Beer or quiche",
        parameters={
            "p": {"value": "1/10", "range": ["(0", "1)"], "meaning": "probability of a wimp"},
            "c": {"value": 1, "range": ["(0", 4], "meaning": "what the right breakfast is worth"},
        },
    )
    solution = gt.solve(model, gt.PerfectBayesian())
    print(f"{len(solution)} regimes, proved complete: {solution.exhaustive}")
    for regime in solution:
        print(f"  {regime.name}: exists where {regime.when}")

    here = solution.at()  # the baseline; solution.at(p="2/3") for another point
    print()
    print(here)
    print()
    for equilibrium, certificate in zip(here, here.certificates(), strict=True):
        print(f"audit of {equilibrium.name!r}: valid {certificate.valid}, regret {max(certificate.regret.values())}")


if __name__ == "__main__":
    main()
