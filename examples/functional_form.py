"""A result that hangs on the form of a cost: proved in the model as it is, refuted once the form changes.

In ``support_signal`` delivering air defense costs ``c_0/(1 - d)``, and where that is Russia's fallback the risk of a
strike does not depend on distraction ``d`` (P2.4). Here the cost is linear in ``d`` instead, with the same values at
``d = 0`` and at the baseline; nothing else changes.
"""

import re
import tempfile
from pathlib import Path

import gametheory as gt

CLAIM = "every equilibrium with 0 < P(missile_threat) < 1 and P(air_defense) > 0 has P(strike) constant in distraction"
ROBUST = "the range of P(strike) is never falling in distraction"


def with_linear_cost() -> gt.Model:
    """Return the model with the cost of delivery c_0*(1 + 5/2*d)."""
    text = gt.load("support_signal").to_toml()
    text, count = re.subn(
        r"^delivery_cost = .*$", 'delivery_cost = "stock_cost*(1 + 5/2*distraction)"', text, flags=re.M
    )
    assert count == 1
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "support_signal_linear.toml"
        path.write_text(text, encoding="utf-8")
        return gt.load(str(path))


def main() -> None:
    for model in (gt.load("support_signal"), with_linear_cost()):
        solution = gt.solve(model)
        print(f"{model.name}: {len(solution)} regimes, proved complete: {solution.exhaustive}\n")
        for claim in (CLAIM, ROBUST):
            print(f"{gt.prove(solution, claim, draws=20_000)}\n")


if __name__ == "__main__":
    main()
