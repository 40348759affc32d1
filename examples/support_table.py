"""What does Russia do for Caracas, and what does Washington do then? Both core models of the crisis, solved.

Run it: ``python examples/support_table.py``. For each model it prints every equilibrium outcome at low, baseline and
high escalation cost and distraction; then every regime in these two parameters, the others at their baseline; and for
the signaling model every regime for all values of all its parameters (for the other that is several pages:
``gametheory solve support_sequence --regimes``). Where there are several equilibria all are listed: which one is played
is a question that the game does not answer.
"""

import gametheory as gt
from gametheory.show import tables

# Low, baseline, high. In the sequence the low cost of a clash to Moscow makes escalation after a strike credible, so
# that little support deters; the high one makes air defense too dangerous to send. In the signal air defense no longer
# pays at the highest distraction.
VALUES = {
    "support_sequence": {"escalation_cost_russia": ["11/50", "1", "12"], "distraction": ["1/4", "3/5", "9/10"]},
    "support_signal": {"escalation_cost_us": ["4/5", "6/5", "12/5"], "distraction": ["1/4", "3/5", "17/20"]},
}


def fixed_except(model: gt.Model, names: list[str]) -> gt.Model:
    """Return the same model with every parameter but these at its baseline."""
    rest = {name: value for name, value in model.baseline.items() if name not in names}
    assume = [condition.subs(rest) for condition in model.assumptions]
    parameters = {name: model.parameters[name] for name in names}
    return gt.Model(model.name, model.game.subs(rest), parameters, assume=[c for c in assume if c.names])


def main() -> None:
    for name, values in VALUES.items():
        model = gt.load(name)
        print(f"{model.title} ({name}): equilibrium outcomes")
        for parameter in values:
            print(f"  {parameter}: {model.parameters[parameter].meaning}")
        plane = gt.solve(fixed_except(model, list(values)))
        rows, columns = values.items()
        print(f"\n{tables.grid(plane, rows=rows, columns=columns)}\n\nWhere each exists, the rest at the baseline:\n")
        print(f"{tables.regimes(plane)}\n\nProved to be all: {plane.exhaustive}\n\n")

    solution = gt.solve(model)
    print(f"{model.title}, for every value of its {len(model.parameters)} parameters:\n")
    print(f"{tables.regimes(solution)}\n\nProved to be all: {solution.exhaustive}")


if __name__ == "__main__":
    main()
