"""What does Russia do for Caracas, and what does Washington do then? Both core models, for every parameter value.

Run it: ``python examples/support_table.py``. For each model it prints every equilibrium outcome at low, baseline and
high escalation cost and distraction, and then every regime with the condition under which it exists. Where there are
several equilibria at one point all are listed: which one is played is a question that the game does not answer.
"""

import gametheory as gt
from gametheory.show import tables

# Low, baseline, high. In the sequence the low escalation cost makes escalation after a strike credible, and the high
# one makes air defense too dangerous to send. In the signal air defense no longer pays at the highest distraction.
VALUES = {
    "support_sequence": {"escalation_cost": ["1/5", "1", "12"], "distraction": ["1/4", "3/5", "9/10"]},
    "support_signal": {"escalation_cost": ["2/5", "4/5", "2"], "distraction": ["1/4", "3/5", "17/20"]},
}


def main() -> None:
    for name, values in VALUES.items():
        model = gt.load(name)
        solution = gt.solve(model)
        costs, shares = values["escalation_cost"], values["distraction"]
        print(f"{model.title} ({name}): equilibrium outcomes")
        for parameter in values:
            print(f"  {parameter}: {model.parameters[parameter].meaning}")
        print()
        print(tables.grid(solution, rows=("escalation_cost", costs), columns=("distraction", shares)))
        complete = "proved to be all of them" if solution.exhaustive else f"perhaps not all: {solution.why}"
        print(f"\nThe {len(solution)} regimes, for every value of {len(model.parameters)} parameters; {complete}:\n")
        print(tables.regimes(solution))
        print("\n")


if __name__ == "__main__":
    main()
