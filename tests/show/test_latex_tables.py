"""LaTeX of parameters, regimes, thresholds and propositions."""

from fractions import Fraction

import pytest

import gametheory as gt
from gametheory.concepts.words.signs import is_sign
from gametheory.lang.writing.tex import escape
from gametheory.show import latex
from gametheory.study import Share, Verdict, Verification


@pytest.fixture(scope="module")
def solution():
    return gt.solve(gt.load("beer_quiche"))


def rows(table):
    return [line.removesuffix(r" \\").split(" & ") for line in table.splitlines() if line.endswith(r" \\")]


def test_parameters():
    (head, row) = rows(latex.parameters(gt.load("beer_quiche")))
    assert head == ["", "Parameter", "Range", "Baseline", "Source"]
    assert row[:4] == ["$p$", "probability that the diner is a wimp", "(0, 1)", r"$\frac{1}{10}$"]


def test_regimes(solution):
    (head, *found) = rows(latex.regimes(solution))
    assert head[1:] == ["Equilibrium", "exists where"]
    assert [row[1] for row in found] == [eq.name for eq in solution]
    assert found[0] == ["1", "pooling on beer", r"$p < \frac{1}{2}$"]
    assert latex.regimes(solution).startswith("% Beer or quiche: perfect Bayesian equilibria as functions")


def test_thresholds(solution):
    (_, row) = rows(latex.thresholds([gt.thresholds(solution, "wimp")]))
    assert row[:2] == ["$p$", r"$\frac{1}{2}$"]
    assert row[2].startswith("ends: pooling on beer; ends: pooling on quiche; appears: semi-separating")


VERDICTS = (
    Verdict("one", "proved", statement="a & b", scope="at every admissible point", source="S1"),
    Verdict("two", "refuted", witness={"x": Fraction(1, 3)}, share=Share("fails", 0.25, 0.01, 1000, 900, 0)),
    Verdict("three", "undecided", reason="no formal part"),
)


def test_a_proposition():
    assert latex.proposition(VERDICTS[0]) == "\n".join(
        [
            r"\begin{proposition}",
            r"one: a \& b",
            r"\emph{Proved} at every admissible point.",
            "(Source: S1)",
            r"\end{proposition}",
        ]
    )
    assert r"\emph{Refuted} at x = 1/3; fails in 25\% (+- 1) of 900 draws." in latex.proposition(VERDICTS[1])
    assert r"\emph{Undecided}: no formal part." in latex.proposition(VERDICTS[2])


def test_a_table_of_propositions(solution):
    (head, *found) = rows(latex.propositions(Verification(solution.model, solution, VERDICTS)))
    assert head == ["Claim", "Statement", "Status"]
    assert found[0] == ["one", r"a \& b", r"\emph{Proved} at every admissible point"]
    assert found[2][2] == r"\emph{Undecided}: no formal part"


def test_what_would_begin_a_cell_with_a_command_of_the_line_before():
    assert escape("[2pt] *x\n\\y") == r"{[}2pt] {*}x \textbackslash{}y"


@pytest.mark.parametrize("tex", ["d", r"\theta_0", r"c_{\mathrm{A}}", r"\hat{W}^2", r"p'", r"\alpha\beta", "D_{ij}"])
def test_signs(tex):
    assert is_sign(tex)


@pytest.mark.parametrize(
    "tex",
    ["", " ", "d}", "{d", "}{", "$d$", r"\input{x}", r"\def\x{y}", r"\href{x}{y}", "a%b", "a&b", r"\\", "d\n", "#1",
     "é", r"\begin{x}", r"\ThetaX", "x" * 300],
)  # fmt: skip
def test_no_signs(tex):
    assert not is_sign(tex)
    game = gt.StrategicGame.from_arrays([["x", 0], [0, 1]], [[1, 0], [0, 1]])
    model, plain = (gt.Model("odd", game, {"x": {"value": 2, "range": [1, 3], **more}}) for more in ({"tex": tex}, {}))
    assert latex.parameters(model) == latex.parameters(plain)
    assert latex.solution(gt.solve(model)) == latex.solution(gt.solve(plain))
