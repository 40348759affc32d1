"""LaTeX of parameters, regimes, thresholds and propositions."""

import re
from fractions import Fraction

import pytest
from helpers.latex_files import MODELS, claimed, files
from helpers.tex_checker import bare, check, defined, used

import gametheory as gt
from gametheory.concepts.words.signs import is_sign
from gametheory.lang import latex as as_latex
from gametheory.lang import parse
from gametheory.lang.writing.tex import escape
from gametheory.show import latex
from gametheory.show.latex.prose import prose
from gametheory.show.latex.symbols import Signs
from gametheory.study import Share, Verdict, Verification


@pytest.fixture(scope="module")
def solution():
    return gt.solve(gt.load("beer_quiche"))


def rows(table):
    """Return the rows of the first table."""
    first = table.partition(r"\end{tabular}")[0]
    lines = [
        line.removesuffix(r" \tabularnewline") for line in first.splitlines() if line.endswith(r" \tabularnewline")
    ]
    return [line.replace(r"\raggedright ", "").split(" & ") for line in lines]


def test_parameters():
    (head, row) = rows(latex.parameters(gt.load("beer_quiche")))
    assert head == ["", "Parameter", "Unit", "Range", "Baseline", "Source"]
    assert row[:5] == ["$p$", "probability that the diner is a wimp", "probability", "(0, 1)", r"$\frac{1}{10}$"]


def test_regimes(solution):
    text = latex.regimes(solution)
    (head, *found) = rows(text)
    assert head[1:] == ["Equilibrium", "exists where"]
    assert [row[1] for row in found] == [eq.name for eq in solution]
    assert found[0] == ["1", "pooling on beer", r"$p < \frac{1}{2}$"]
    assert text.startswith("% Beer or quiche: perfect Bayesian equilibria as functions")
    assert defined(text) == ["p"]


def test_thresholds(solution):
    text = latex.thresholds([gt.thresholds(solution, "wimp")])
    (_, row) = rows(text)
    assert row[:2] == ["$p$", r"$\frac{1}{2}$"]
    assert row[2].startswith("ends: pooling on beer; ends: pooling on quiche; appears: semi-separating")
    assert defined(text) == ["p"]


VERDICTS = (
    Verdict("one", "proved", statement="a & b", scope="at every admissible point", source="S1"),
    Verdict("two", "refuted", witness={"wimp": Fraction(1, 3)}, share=Share("fails", 0.25, 0.01, 1000, 900, 0)),
    Verdict("three", "undecided", statement="p > 1/3", reason="no formal part"),
    Verdict("a check", "proved", automatic=True),
)


def test_only_what_is_proved_is_a_proposition(solution):
    text = latex.propositions(Verification(solution.model, solution, VERDICTS))
    check(text)
    blocks = re.findall(r"\\begin\{(\w+)\}\[\{(.*?)\}\](.*?)\\end\{\1\}", text, flags=re.DOTALL)
    assert [block[:2] for block in blocks] == [("proposition", "one"), ("remark", "two"), ("question", "three")]
    proved, refuted, undecided = (body for _, _, body in blocks)
    assert "a \\& b\n\\emph{Proved at every admissible point.}\n(Source: S1)" in proved
    assert r"\emph{Counterexample:} $p = \frac{1}{3}$; there: no equilibrium." in refuted
    assert r"Fails in 25\% ($\pm$1) of 900 draws." in refuted
    assert "\\emph{Neither proved nor refuted:} $p > 1/3$\nno formal part." in undecided
    assert "a check" not in text
    assert defined(text) == ["p"]
    assert latex.proposition(VERDICTS[0]).startswith(r"\begin{proposition}[{one}]")


@pytest.mark.parametrize("name", MODELS)
def test_a_bare_article_takes_every_file(name):
    for one, text in files(name).items():
        check(text)
        if one in ("regimes", "solution", "thresholds", "signs", "tornado", "sobol"):
            assert used(text) <= {bare(sign) for sign in defined(text)} | {"h", "a"}, one  # of the sign h/a
            body = text.rpartition("\\par\\medskip")[0]
            top = [sign for sign in defined(text) if sign in body]
            inside = "".join(line for line in text.rpartition("Symbol & ")[2].splitlines())
            for sign in set(defined(text)) - set(top):
                assert inside.count(sign) > 1, (one, sign)  # what nothing uses is not in the table


def test_the_symbols_of_a_document(solution):
    text = files("support_signal")["regimes"]
    assert r"$\mu_C > \theta$" in text
    assert r"$\mu_C$ & \raggedright coercion belief: $\frac{" in text
    assert r"committed share: $\theta_0 \left(1 - d\right)$" in text
    assert not re.search(r"_\w*share|underscore", text)


@pytest.mark.parametrize("name", gt.catalogue())
def test_what_the_claims_say_compiles_and_is_in_defined_symbols(name):
    text = latex.propositions(claimed(name))
    check(text)
    free = used(text) - {bare(sign) for sign in defined(text)}
    # letters that the sentence itself says the meaning of, and those within the signs of other parameters
    told = {"k_s", "e_A", "e_M", "d_A", "d_M", "u", "u_b", "p"} if "crisis" in str(gt.catalogue()[name].path) else set()
    inside = {letter for p in gt.load(name).parameters.values() for letter in used(f"${p.tex}$")} | {"q", "p"}
    assert free <= told | inside, free - told - inside


def test_one_sign_is_one_thing():
    game = gt.StrategicGame.from_arrays([["x", 0], [0, "long_name"]], [[1, 0], [0, 1]])
    given = {"x": {"value": 2, "tex": "c"}, "long_name": {"value": 1, "tex": "{c}"}}
    text = latex.parameters(gt.Model("twice", game, given))
    assert "$c$ &" in text
    assert r"$\mathit{long\mbox{-}name}$ &" in text


def test_a_sign_that_is_a_quotient_keeps_together():
    text = as_latex(parse("2*x - y*x**2"), {"x": "h/a"})
    assert text == r"\left(h/a\right) \left(2 - \left(h/a\right) y\right)"
    assert as_latex(parse("x"), {"x": "h/a"}) == "h/a"


SENTENCES = {
    "if theta > mu_N, with theta = theta_0*(1 - d)": r"if $\theta > \mu_N$, with $\theta = \theta_0 (1 - d)$",
    "a threat of x-rays, 5 < 6, whatever d and a.": "a threat of x-rays, 5 $<$ 6, whatever $d$ and $a$.",
    "Pr(a | b) = 1/c_A, Russia's d": "Pr(a $|$ b) = $1/c_A$, Russia's $d$",
    "(W_A < lambda and y)": r"($W_A < \lambda$ and $y$)",
    "the cost_of_all": r"the cost\_of\_all",
    "exposure_cost rises": "$a$ rises",
    "u_b the fallback (u_b + a)": "$u_{b}$ the fallback $(u_{b} + a)$",
}


@pytest.mark.parametrize("text", SENTENCES)
def test_formulas_in_sentences(text):
    assert prose(text, Signs(gt.load("support_signal"))) == SENTENCES[text]


def test_a_tree_as_text():
    text = latex.tree(gt.load("beer_quiche"))
    check(text)
    assert text.count(r"\node[right") == 8  # ends
    assert text.count(r"\draw (n") == 14
    assert len(re.findall(r"\\draw\[(?:dashed|densely dotted)", text)) == 2  # the bully does not see the type
    assert "{wimp $p$}" in text
    assert "{surly $1 - p$}" in text
    assert defined(text) == ["p"]
    plain = latex.tree(gt.load("entry_deterrence").game)
    assert "{accommodate}" in plain
    assert "Symbol" not in plain


def test_what_is_no_tree_and_what_is_too_large_for_a_page():
    with pytest.raises(gt.GameTheoryError, match="a strategic game has no tree to draw"):
        latex.tree(gt.load("chicken"))
    with pytest.raises(gt.GameTheoryError, match=r"the tree has \d+ ends and \d+ nodes, and a page has room for 36"):
        latex.tree(gt.load("support_sequence"))


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
