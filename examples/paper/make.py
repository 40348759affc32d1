"""Make every table and figure of the paper: ``python make.py [DIR]`` (by default the folder ``out`` beside this file).

The answer is exact and the draws have a seed, so the same versions (``requirements.txt``) give the same files:
``sha256sum --check checksums.txt`` in the folder says so.
"""

import hashlib
import sys
from pathlib import Path

import gametheory as gt
from gametheory.show import latex, plot

HERE = Path(__file__).resolve().parent
MODEL = HERE / "support_signal.toml"
X = "distraction"  # the parameter of the threshold ladder, of the line, and of the map's horizontal axis
Y = "escalation_cost_us"  # the parameter of the map's vertical axis
QUANTITY = "P(strike)"  # what is drawn along X, see gametheory.study.quantities.quantity
DRAWS, SEED = 100_000, 0  # of the search for counterexamples to the claims, and of their shares


def main(out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    made = []

    def put(name: str, text: str) -> None:
        (out / name).write_text(text + "\n", encoding="utf-8", newline="\n")
        made.append(name)

    def draw(name: str, axes: object) -> None:
        plot.save(axes, out / name)
        made.append(name)

    model = gt.load(MODEL)
    solution = gt.solve(model)
    baseline = solution.at()
    if not all(certificate.valid for certificate in baseline.certificates()):
        sys.exit("the audit of the equilibria at the baseline failed")
    verified = gt.verify(model, solution=solution, draws=DRAWS, seed=SEED)

    put("parameters.tex", latex.parameters(model))
    put("baseline.tex", latex.solution(baseline))
    put("regimes.tex", latex.regimes(solution))
    put("propositions.tex", latex.propositions(verified))
    put("references.bib", gt.cite(solution).rstrip("\n"))
    counts = {status: sum(one.status == status for one in verified) for status in ("proved", "refuted", "undecided")}
    numbers = {"Regimes": len(solution), "Equilibria": len(baseline), **{k.title(): v for k, v in counts.items()}}
    if X is not None:
        ladder = gt.thresholds(solution, X)
        put("thresholds.tex", latex.thresholds([ladder]))
        draw("thresholds.pdf", plot.thresholds(ladder))
        draw("line.pdf", plot.line(solution, of=QUANTITY, x=X))
        numbers["Thresholds"] = len(ladder)
    if X is not None and Y is not None:
        draw("regions.pdf", plot.regions(gt.regions(solution, x=X, y=Y)))
    put("numbers.tex", "\n".join(rf"\newcommand{{\number{name}}}{{{value}}}" for name, value in numbers.items()))

    digests = [f"{hashlib.sha256((out / name).read_bytes()).hexdigest()}  {name}" for name in sorted(made)]
    (out / "checksums.txt").write_text("\n".join(digests) + "\n", encoding="utf-8", newline="\n")
    print(f"{len(made)} files in {out}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "out")
