"""Text, LaTeX and JSON of answers, on hand-made equilibria (the solvers have their own tests)."""

import json
import re
from dataclasses import dataclass, replace
from fractions import Fraction

import pytest

import gametheory as gt
from gametheory.concepts import Concept, Equilibrium, SignalingEquilibrium, Solution
from gametheory.lang import TRUE, Domain, Interval, exact, parse, parse_condition
from gametheory.lang.writing.layout import condition_lines, two_columns
from gametheory.show import latex, tables

F = Fraction


@dataclass(frozen=True)
class Handmade(Concept):
    """A concept that knows one answer for high and another for low ``k``."""

    name = "perfect-bayesian"
    noun = "perfect Bayesian equilibrium"
    games = "everything"

    def at(self, solution, point):
        found = (POOLING, SEMI) if point["k"] < 1 else (POOLING,) if point["k"] < 2 else (CONTINUUM,)
        return Solution(solution.game, self, found)


GAME = gt.SignalingGame(
    "russia",
    "us",
    {"high": "p", "low": "1 - p"},
    {"air_defense": ("coerce", "strike"), "threat": ("coerce", "strike")},
    {(t, m, r): ("k", 1) for t in ("high", "low") for m in ("air_defense", "threat") for r in ("coerce", "strike")},
)
POOLING = SignalingEquilibrium(
    name="pooling on air_defense",
    strategy={
        "russia": {"high": {"air_defense": 1}, "low": {"air_defense": 1}},
        "us": {"air_defense": {"coerce": 1}, "threat": {"strike": 1}},
    },
    beliefs={"air_defense": {"high": F(1, 5), "low": F(4, 5)}, "threat": {"low": 1}},
    payoffs={"russia": F(1, 5), "us": F(1, 5)},
    outcome={"high/air_defense/coerce": F(1, 5), "low/air_defense/coerce": F(4, 5)},
    sender="russia",
    receiver="us",
    pattern="pooling",
    type_payoffs={"high": F(1, 5), "low": F(1, 5)},
    supporting_beliefs={"threat": (({"high": F(2, 9), "low": F(7, 9)}, {"low": 1}),)},
)
SEMI = SignalingEquilibrium(
    name="semi-separating on threat",
    strategy={
        "russia": {"high": {"threat": 1}, "low": {"air_defense": F(1, 8), "threat": F(7, 8)}},
        "us": {"air_defense": {"coerce": 1}, "threat": {"coerce": F(2, 3), "strike": F(1, 3)}},
    },
    beliefs={"air_defense": {"low": 1}, "threat": {"high": F(2, 9), "low": F(7, 9)}},
    payoffs={"russia": F(11, 50), "us": F(1, 9)},
    outcome={
        "high/threat/coerce": F(2, 15),
        "high/threat/strike": F(1, 15),
        "low/air_defense/coerce": F(1, 10),
        "low/threat/coerce": F(7, 15),
        "low/threat/strike": F(7, 30),
    },
    sender="russia",
    receiver="us",
    pattern="semi-separating",
    type_payoffs={"high": F(7, 30), "low": F(1, 5)},
)
CONTINUUM = replace(
    POOLING,
    name="mixing of air_defense and threat",
    isolated=False,
    vertices=(
        replace(POOLING, outcome={"high/threat/strike": F(1, 5), "low/air_defense/coerce": F(4, 5)}),
        replace(POOLING, outcome={"high/threat/strike": F(1, 5), "low/threat/strike": F(4, 5)}),
    ),
)
WHEN = parse_condition("p*k*k > 3 - p*k") & (parse_condition("k > 1/2") | parse_condition("p < 1/3"))
REGIME = replace(
    POOLING,
    when=WHEN,
    payoffs={"russia": exact("k*(1 - p)/(2 + p)"), "us": F(1, 5)},
    outcome={"high/air_defense/coerce": exact("p"), "low/air_defense/coerce": exact("1 - p")},
    supporting_beliefs={},
    deterrence={"threat": (({"strike": 1}, TRUE), ({"coerce": exact("p/k"), "strike": exact("1 - p/k")}, WHEN))},
)
DOMAIN = Domain({"p": Interval(F(0), F(1)), "k": Interval(F(0), F(4))})
PARAMETRIC = Solution(
    GAME,
    Handmade(),
    (REGIME,),
    domain=DOMAIN,
    knife_edges=(parse_condition("p = 2*k"),),
    baseline={"p": F(1, 5), "k": F(1, 2)},
)
HERE = PARAMETRIC.at()


# -- text -------------------------------------------------------------------------------------------------------------


def test_a_statement_names_types_messages_and_probabilities():
    text = str(SEMI)
    assert text.startswith("semi-separating on threat\n")
    assert re.search(r"russia, type high +threat\n", text)
    assert re.search(r"russia, type low +air_defense with 1/8, threat with 7/8\n", text)
    assert re.search(r"us, after threat +coerce with 2/3, strike with 1/3\n", text)
    assert re.search(r"belief after threat +high with 2/9, low with 7/9\n", text)
    assert re.search(r"payoffs +russia 11/50, us 1/9\n", text)


def test_off_the_path_the_set_of_supporting_beliefs_is_stated():
    text = str(POOLING)
    assert re.search(r"nobody sends threat +deterred by beliefs: high from 0 to 2/9\n", text)
    assert "belief after threat" not in text


@pytest.mark.parametrize(
    ("polytopes", "expected"),
    [
        ((({"high": 1}, {"low": 1}),), "any belief"),
        ((({"high": F(1, 3), "low": F(2, 3)},),), "high with 1/3, low with 2/3"),
        ((({"high": 1},), ({"low": 1},)), "high; or low"),
        ((({"high": 0, "low": 1},),), "low"),
        ((({"a": 1}, {"b": 1}, {"c": F(1, 2), "a": F(1, 2)}),), "the convex hull of (a; b; c with 1/2, a with 1/2)"),
    ],
)
def test_unions_of_polytopes_of_beliefs(polytopes, expected):
    types = ("high", "low") if "hull" not in expected else ("a", "b", "c")
    text = str(replace(POOLING, supporting_beliefs={"threat": polytopes}, type_payoffs=dict.fromkeys(types, 1)))
    assert f"deterred by beliefs: {expected}\n" in re.sub(r" +", " ", text)


def test_a_regime_states_its_condition_and_every_way_to_deter():
    text = str(REGIME)
    assert "exists where" in text
    ways = f"       strike\n    or coerce with p/k, strike with {exact('1 - p/k')}\n         where {WHEN}"
    assert f"  nobody sends threat: deterred by\n{ways}" in text
    assert "belief after threat       low (off the path)" in text
    for atom in WHEN.atoms():
        assert text.count(str(atom)) == 2


def test_a_continuum_says_so_and_lists_its_extreme_points():
    text = str(CONTINUUM)
    assert text.startswith("mixing of air_defense and threat (a continuum of outcomes)\n")
    assert "extreme point 1" in text
    assert "high/threat/strike with 1/5, low/threat/strike with 4/5" in re.sub(r"\s+", " ", text)


def test_many_information_sets_are_stated_by_action():
    plan = {f"node{i}": {"fight": 1} if i % 2 else {"yield": 1} for i in range(10)}
    text = str(Equilibrium("fight", {"us": plan}, {}, {"us": 1}, {"fight": 1}))
    assert re.search(r"us: yield +node0, node2, node4, node6, node8\n", text)


def test_a_solution_says_where_how_many_and_whether_that_is_all():
    text = str(HERE)
    assert "perfect Bayesian equilibria at p = 1/5, k = 1/2\n2 equilibrium outcomes; proved to be all\n" in text
    assert "\n1. pooling on air_defense\n" in text
    assert "\n2. semi-separating on threat\n" in text
    open_list = replace(HERE, exhaustive=False, why="z3 ran out of time")
    assert "2 equilibrium outcomes found; not proved to be all: z3 ran out of time" in str(open_list)


def test_regimes_end_with_the_knife_edges():
    text = str(PARAMETRIC)
    assert "1 regime; proved to be all, at every admissible point off the knife edges" in text
    assert text.endswith(
        "1 knife edge on which further equilibria may exist; solve such a point by itself:\n   2*k = p"
    )


def test_lines_stay_within_100_columns():
    long = replace(REGIME, when=parse_condition(" < ".join("pqrs")) & parse_condition("(p + q + r + s + k)**3 > 7"))
    for text in (str(SEMI), str(replace(PARAMETRIC, equilibria=(long,))), str(HERE), str(CONTINUUM)):
        assert max(map(len, text.split("\n"))) <= 100


def test_a_long_condition_keeps_every_relation_and_says_and_or():
    assert condition_lines(WHEN, 30) == ["k**2*p + k*p > 3", "and (k > 1/2 or p < 1/3)"]
    assert condition_lines(WHEN, 20) == ["k**2*p + k*p > 3", "and either k > 1/2", "    or     p < 1/3"]
    assert condition_lines(TRUE, 24) == ["always"]


def test_alternatives_come_after_plain_relations():
    late = (parse_condition("k > 1/2") | parse_condition("p < 1/3")) & parse_condition("k*p < 3")
    assert condition_lines(late, 20) == ["k*p < 3", "and either k > 1/2", "    or     p < 1/3"]


def test_a_list_of_regimes_gives_alternatives_only_where_no_answer_is_given():
    both = replace(PARAMETRIC, equilibria=(REGIME, REGIME))
    assert "deterred by" not in str(both)
    silent = replace(REGIME, strategy={**REGIME.strategy, "us": {"air_defense": {"coerce": 1}}})
    text = str(replace(PARAMETRIC, equilibria=(REGIME, silent)))
    assert text.count("nobody sends threat: deterred by") == 1


def test_columns_align_and_wrap_under_their_own_column():
    rows = [("a", ["one", "two", "three", "four", "five"]), ("bb", ["x"])]
    assert two_columns(rows, width=20, indent=0) == ["a   one, two, three,", "    four, five", "bb  x"]
    long = [("a", ["strike with first + second", "coerce with 1 - a"])]
    assert two_columns(long, width=26, indent=0) == ["a  strike with first +", "     second,", "   coerce with 1 - a"]


# -- JSON -------------------------------------------------------------------------------------------------------------


def test_the_document_of_a_point_has_the_whole_point_and_exact_numbers():
    found = json.loads(json.dumps(HERE.document()))
    assert found["format"] == "gametheory-solution/1"
    assert found["model"] is None
    assert found["concept"] == "perfect-bayesian"
    assert found["point"] == {"p": "1/5", "k": "1/2"}
    assert found["exhaustive"] is True
    assert "knife_edges" not in found
    pooling, semi = found["equilibria"]
    assert semi["strategy"]["russia"]["low"] == {"air_defense": "1/8", "threat": "7/8"}
    assert semi["outcome"]["low/threat/strike"] == "7/30"
    assert pooling["isolated"] is True
    assert "when" not in pooling
    assert "vertices" not in pooling
    assert pooling["supporting_beliefs"] == {"threat": [[{"high": "2/9", "low": "7/9"}, {"low": "1"}]]}


def test_the_document_of_a_continuum_lists_its_extreme_outcomes():
    (entry,) = PARAMETRIC.at(k=3).document()["equilibria"]
    assert entry["isolated"] is False
    assert entry["vertices"] == [
        {"high/threat/strike": "1/5", "low/air_defense/coerce": "4/5"},
        {"high/threat/strike": "1/5", "low/threat/strike": "4/5"},
    ]


def test_the_document_of_regimes_has_closed_forms_that_read_back():
    found = PARAMETRIC.document()
    assert found["point"] is None
    assert found["knife_edges"] == ["2*k = p"]
    (entry,) = found["equilibria"]
    assert entry["when"] == str(WHEN)
    assert parse(entry["payoffs"]["russia"]) == exact("k*(1 - p)/(2 + p)")
    assert parse(entry["deterrence"]["threat"][1]["responses"]["strike"]) == exact("1 - p/k")


def test_a_solution_that_is_not_proved_complete_says_why_in_the_document():
    found = replace(HERE, exhaustive=False, why="out of time").document()
    assert (found["exhaustive"], found["why"]) == (False, "out of time")


# -- tables -----------------------------------------------------------------------------------------------------------


def test_a_grid_lists_every_equilibrium_of_every_cell():
    grid = tables.grid(PARAMETRIC, rows=("k", ["1/2", "1.5", 3]), columns=("p", [F(1, 5), "0.9"]))
    assert grid.row_values == (F(1, 2), F(3, 2), F(3))
    assert [[len(cell) for cell in row] for row in grid.cells] == [[2, 2], [1, 1], [1, 1]]
    text = str(grid)
    assert "1/2 (baseline)" in text
    assert "1/5 (baseline)" in text
    assert "9/10" in text
    assert text.count("A  coerce") == 4
    assert text.count("B  coerce 7/10, strike 3/10") == 2
    assert text.count("C  strike 1/5 to 1, coerce 0 to 4/5") == 2
    legend = ["A  pooling on air_defense", "B  semi-separating on threat", "C  mixing of air_defense and threat"]
    assert text.split("\n")[-3:] == legend
    assert max(map(len, text.split("\n"))) <= 100


def test_a_grid_of_short_names_needs_no_legend():
    grid = tables.grid(PARAMETRIC, rows=("k", ["3/2"]), columns=("p", ["1/5"]))
    assert str(grid).split("\n")[3:] == [f"3/2   pooling on air_defense: coerce{''}", str(grid).split("\n")[2]]


def test_levels_are_halfway_to_the_ends_of_the_range():
    assert tables.levels(PARAMETRIC, "k") == (F(1, 4), F(1, 2), F(9, 4))
    grid = tables.grid(PARAMETRIC, rows="k", columns="p")
    assert grid.column_values == (F(1, 10), F(1, 5), F(3, 5))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"rows": "kk", "columns": "p"}, "unknown parameter 'kk', did you mean 'k'"),
        ({"rows": ("k", [9]), "columns": "p"}, "k = 9 is outside its range"),
        ({"rows": "p", "columns": ("p", [1])}, "same parameter 'p'"),
        ({"rows": ("k", ["many"]), "columns": "p"}, "k = 'many' is not a number"),
    ],
)
def test_a_grid_refuses_what_makes_no_sense(arguments, message):
    with pytest.raises(gt.ParameterError, match=re.escape(message)):
        tables.grid(PARAMETRIC, **arguments)


def test_a_cell_says_when_its_list_may_not_be_complete():
    unsure = replace(HERE, exhaustive=False, why="out of time")
    grid = tables.Grid("k", (F(1),), "p", (F(1),), ((unsure,),), {})
    assert "(perhaps not all)" in str(grid)
    assert "(none found)" in str(tables.Grid("k", (F(1),), "p", (F(1),), ((replace(HERE, equilibria=()),),), {}))


def test_the_short_list_of_regimes_is_names_and_conditions():
    assert tables.regimes(PARAMETRIC) == (
        "1. pooling on air_defense\n    where k**2*p + k*p > 3 and (k > 1/2 or p < 1/3)"
    )
    always = replace(PARAMETRIC, equilibria=(replace(REGIME, when=TRUE), REGIME))
    assert tables.regimes(always, 30) == (
        "1. pooling on air_defense\n    where always\n"
        "2. pooling on air_defense\n    where k**2*p + k*p > 3\n          and either k > 1/2\n"
        "              or     p < 1/3"
    )


def test_a_pure_path_is_its_own_summary():
    path = Equilibrium("ask/send/coerce", {}, {}, {"us": 1}, {"ask/send/coerce": 1})
    assert tables.summary(path) == "ask / send / coerce"


# -- LaTeX ------------------------------------------------------------------------------------------------------------


def _balanced(text):
    depth = 0
    for sign in re.sub(r"\\[{}]", "", text):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0
    return depth == 0


@pytest.mark.parametrize("answer", [POOLING, SEMI, CONTINUUM, REGIME])
def test_notebook_displays_are_balanced_and_escape_labels(answer):
    text = answer._repr_latex_()
    assert text.startswith("$$\\begin{array}{ll}")
    assert text.endswith("\\end{array}$$")
    assert _balanced(text)
    assert re.search(r"(?<!\\)_defense", text) is None
    assert r"air\_defense" in text


def test_a_papers_table_has_booktabs_rules_and_one_block_an_equilibrium():
    text = latex.solution(HERE)
    assert text.count(r"\toprule") == text.count(r"\bottomrule") == 1
    assert text.count(r"\midrule") == 1
    assert r"air defense with $\frac{1}{8}$, threat with $\frac{7}{8}$" in text
    assert _balanced(text)
    assert text.count("$") % 2 == 0


def test_the_condition_of_a_regime_is_words_and_mathematics():
    text = latex.equilibrium(REGIME, {"p": r"\theta", "k": "k"})
    condition = r"$k^{2} \theta + k \theta > 3$ and ($k > \frac{1}{2}$ or $\theta < \frac{1}{3}$)"
    assert rf"exists where & \raggedright {condition} \tabularnewline" in text
    assert _balanced(text)


def test_a_grid_in_latex_has_one_line_a_row():
    grid = tables.grid(PARAMETRIC, rows=("k", ["1/2", 3]), columns=("p", ["1/5", "9/10"]))
    text = latex.grid(grid, {"k": "k", "p": r"\theta"})
    assert r"\multicolumn{2}{l}{$\theta$}" in text
    assert text.count(r"\newline") == 2
    assert text.count(r"\tabularnewline") == 4
    assert _balanced(text)


def test_a_whole_solution_shows_in_a_notebook():
    text = PARAMETRIC._repr_latex_()
    assert text.count("$$") == 2
    assert r"\text{exists where}" in text
