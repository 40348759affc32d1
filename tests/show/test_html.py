"""HTML of models and answers: well formed, few and harmless elements, and every text of a document escaped."""

import dataclasses
import re
from fractions import Fraction
from xml.etree import ElementTree

import pytest
from helpers.first import FIRST_SIGNAL
from hypothesis import given
from hypothesis import strategies as st

import gametheory as gt
from gametheory.lang import TRUE, latex, parse_condition
from gametheory.lang.algebraic import real_roots
from gametheory.lang.writing import html
from gametheory.lang.writing.markup import Markup, element, escaped, joined, table
from gametheory.lang.writing.mathml import condition_markup, number_markup
from gametheory.study.claims.verdict import Gap, Share, Verdict, Verification

HARMLESS = {
    *("div", "p", "strong", "em", "span", "small", "code", "ul", "li", "details", "summary"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td"),
    *("math", "mrow", "mi", "mn", "mo", "mfrac", "msup", "msqrt", "wbr"),
}
ATTRIBUTES = {"style", "scope", "open", "displaystyle", "form"}

LABEL = "<img src=x onerror=alert(1)> & \"quoted\" 'too' $x$ \\x"
TEXT = LABEL + "</td></table><script>alert(2)</script><!-- ]]>"


def _read(markup):
    """Return the parsed markup; every element and attribute is one of those that we write."""
    assert isinstance(markup, Markup)
    tree = ElementTree.fromstring(markup)
    for one in tree.iter():
        assert one.tag in HARMLESS
        assert set(one.attrib) <= ATTRIBUTES
    return tree


def _text(markup):
    return "".join(_read(markup).itertext())


def _hostile_signaling():
    types = {f"t {LABEL}": "p", "plain": "1 - p"}
    messages = {f"m {LABEL}": [f"r {LABEL}", "no"], "quiet": ["yes", "no"]}
    payoffs = {
        (t, m, r): (f"k*{len(m) % 3} + {len(r) % 2}", len(r) % 2) for t in types for m in messages for r in messages[m]
    }
    game = gt.SignalingGame(sender="a", receiver="b", types=types, messages=messages, payoffs=payoffs)
    return gt.Model(
        "hostile",
        game,
        parameters={
            "p": {"value": "1/3", "range": ["(0", "1)"], "meaning": TEXT, "unit": TEXT, "source": TEXT, "tex": TEXT},
            "k": {"value": 1, "range": [0, 3], "prior": {"uniform": [0, 3]}},
        },
        assume={"one": "k >= p/2"},
        claims=[
            {"name": f"claim {LABEL}", "statement": TEXT, "source": TEXT},
            {
                "name": "formal",
                "claim": ["some equilibrium", "no equilibrium has P(quiet) > 2"],
                "where": "p < k",
                "at": {"k": 1},
                "expect": "holds",
            },
        ],
        title=TEXT,
        about=TEXT,
        players={"a": TEXT, "b": ""},
    )


@pytest.fixture(scope="module")
def hostile():
    return _hostile_signaling()


@pytest.fixture(scope="module")
def beer():
    return gt.solve(gt.load("beer_quiche"))


@pytest.fixture(scope="module")
def signal():
    return gt.solve(gt.load(FIRST_SIGNAL))


# -- the pieces --------------------------------------------------------------------------------------------------------


@given(st.text())
def test_any_text_goes_in_and_comes_out_as_text(text):
    shown = element("p", text)
    assert shown == f"<p>{escaped(text)}</p>"
    assert not set(escaped(text)) & set("<>\"'")


def test_markup_goes_in_as_it_is_and_text_does_not():
    assert element("p", element("em", "a"), "<em>") == "<p><em>a</em>&lt;em&gt;</p>"
    assert element("p", "x", title_="\"'") == '<p title="&quot;&#x27;">x</p>'
    assert element("p", ["a", [element("b", "&")], None, 3], id=None) == "<p>a<b>&amp;</b>3</p>"
    assert element("td", element("br"), data_x=1) == '<td data-x="1"><br/></td>'
    assert joined(["<", element("b", ">")], "&") == "&lt;&amp;<b>&gt;</b>"


def test_signs_that_html_does_not_take_become_spaces():
    assert element("p", "a\x00b\x1bc\u202e", title="\ud800") == '<p title=" ">a b c</p>'


def test_a_table_names_its_rows_and_columns():
    tree = _read(table([("a", "1"), ("b", "2")], ("name", "value")))
    assert [one.text for one in tree.iter("th")] == ["name", "value", "a", "b"]
    assert [one.text for one in tree.iter("td")] == ["1", "2"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "<math><mn>0</mn></math>"),
        (Fraction(-2, 3), "<math><mrow><mo>−</mo><mfrac><mn>2</mn><mn>3</mn></mfrac></mrow></math>"),
        ("p", "<math><mi>p</mi></math>"),
        ("p/2", '<math displaystyle="true"><mfrac><mi>p</mi><mn>2</mn></mfrac></math>'),
        ("p**2", "<math><msup><mi>p</mi><mn>2</mn></msup></math>"),
        ("-p", "<math><mrow><mo>−</mo><mi>p</mi></mrow></math>"),
        (
            "1/p - 1",
            '<math displaystyle="true"><mfrac><mrow><mn>1</mn><mo>−</mo><mi>p</mi></mrow><mi>p</mi></mfrac></math>',
        ),
        (
            "2*(p + 1)**2",
            "<math><mrow><mn>2</mn><mo>⋅</mo><msup><mrow><mo>(</mo><mrow><mi>p</mi><mo>+</mo><mn>1</mn>"
            "</mrow><mo>)</mo></mrow><mn>2</mn></msup></mrow></math>",
        ),
    ],
)
def test_numbers_as_mathml(value, shown):
    assert number_markup(value) == shown


@pytest.mark.parametrize(
    "text", ["p*(1 - q)/(1 + q)**2", "2*p - 3*q/4", "-(p - q)**3/(5*p)", "p*q*(p + q)*(p - q)", "3/(4*p)"]
)
def test_mathml_has_the_names_and_numbers_of_the_latex(text):
    marks = [one.text for one in _read(number_markup(text)).iter() if one.tag in ("mi", "mn")]
    assert sorted("".join(marks)) == sorted(re.sub(r"\\[a-z]+|\W", "", latex(text)))


@pytest.mark.parametrize(
    ("coefficients", "shown"),
    [
        ([-2, 0, 1], "<math><msqrt><mn>2</mn></msqrt></math>"),
        (
            [-1, -1, 1],
            "<math><mfrac><mrow><mn>1</mn><mo>+</mo><msqrt><mn>5</mn></msqrt></mrow><mn>2</mn></mfrac></math>",
        ),
        ([-1, -1, 0, 1], "root of x**3 - x - 1 near 1.3247179572"),
    ],
)
def test_roots_as_radicals_where_they_are_some(coefficients, shown):
    assert number_markup(real_roots(coefficients)[-1]) == shown


LONG = "escalation_cost"


@pytest.mark.parametrize(
    ("condition", "pieces"),
    [
        ("p > q", ["p>q"]),
        (f"{LONG} + p > {LONG}2 - q", [LONG, "+p", "+q", f">{LONG}2"]),
        (f"{LONG}**2 > -{LONG}2", [f"{LONG}2", f"+{LONG}2", ">0"]),
    ],
)
def test_long_relations_break_before_their_operators(condition, pieces):
    tree = _read(element("p", condition_markup(parse_condition(condition))))
    assert ["".join(one.itertext()) for one in tree.iter("math")] == pieces
    assert len(list(tree.iter("wbr"))) == len(pieces) - 1
    for one in list(tree.iter("math"))[1:]:
        assert one[0].tag == "mo"
        assert one[0].get("form") == "infix"


def test_fractions_that_are_too_wide_are_written_on_a_line():
    narrow = _read(element("p", number_markup(f"({LONG} + p)/({LONG} - q)")))
    assert len(narrow) == 1
    assert narrow.find("math/mfrac") is not None
    wide = _read(element("p", number_markup(f"({LONG} + {LONG}2 + p*q)**2/({LONG} - q)")))
    pieces = ["".join(one.itertext()) for one in wide.iter("math")]
    assert pieces == ["(p⋅q", f"+{LONG}", f"+{LONG}2)2", f"/({LONG}", "−q)"]
    assert wide.find(".//mfrac") is None


def test_conditions_join_their_relations_by_words():
    condition = parse_condition("p > 1/2") & (parse_condition("q <= 3") | parse_condition("p != q"))
    assert " ".join(_text(element("p", condition_markup(condition))).split()) == "p>12 and (q≤3 or p≠q)"
    assert condition_markup(TRUE) == "always"
    assert condition_markup(~TRUE) == "never"


# -- objects show themselves -------------------------------------------------------------------------------------------


def test_an_equilibrium_says_in_html_what_its_text_says(beer):
    shown = _text(beer.at()[0]._repr_html_())
    assert shown.startswith("pooling on beer")
    for row in ("diner, type wimp", "nobody sends quiche", "deterred by beliefs: wimp from 12 to 1", "payoffs"):
        assert row in shown
    assert shown == _text(html.write(beer.at()[0].statement()))


def test_a_solution_has_every_regime_with_its_condition(beer):
    tree = _read(beer._repr_html_())
    summaries = ["".join(one.itertext()) for one in tree.iter("summary")]
    assert summaries == [
        f"{i}. {eq.name} where wimp{sign}12" for i, (eq, sign) in enumerate(zip(beer, "<<>", strict=True), start=1)
    ]
    assert all(one.get("open") for one in tree.iter("details"))
    assert "proved to be all" in "".join(tree.itertext())


def test_many_regimes_are_folded_and_definitions_stand_at_the_head(signal):
    tree = _read(signal._repr_html_())
    assert len(list(tree.iter("details"))) == len(signal) > 3
    assert not any(one.get("open") for one in tree.iter("details"))
    text = "".join(tree.itertext())
    assert "committed_share = resolve_prior⋅(1−distraction)" in text


def test_what_is_not_proved_is_said(beer):
    doubtful = dataclasses.replace(beer, exhaustive=False, why="a <proof> ran out of time", notes=("<b>",))
    text = _text(doubtful._repr_html_())
    assert "not proved to be all: a <proof> ran out of time" in text
    assert "note: <b>" in text


@pytest.mark.parametrize("name", ["beer_quiche", "chicken", "entry_deterrence", "selten_horse", "support_signal"])
def test_every_kind_of_model_shows_its_parts(name):
    model = gt.load(name)
    text = _text(model._repr_html_())
    for part in (model.title, model.about, *model.parameters, *(p.source for p in model.parameters.values())):
        assert part in text
    for claim in model.claims:
        assert claim.statement in text
    for player in model.players:
        assert player in text


def test_every_payoff_of_a_signaling_game_is_in_its_table():
    game = gt.load(FIRST_SIGNAL).game
    cells = [one.text for one in _read(gt.load(FIRST_SIGNAL)._repr_html_()).iter("mi")]
    for payoffs in game.payoffs.values():
        for x in payoffs:
            assert {str(n) for n in getattr(x, "names", ())} <= set(cells)


def test_texts_of_a_document_are_escaped(hostile):
    text = _text(hostile._repr_html_())
    assert text.count(TEXT) == 8  # title, about, player, meaning, unit, source, the claim's statement and source
    for label in ("t ", "m ", "r ", "claim "):
        assert label + LABEL in text
    assert "<script" not in hostile._repr_html_()
    assert "<img" not in hostile._repr_html_()


def test_the_formal_part_of_a_claim_is_shown(hostile):
    (row,) = (row for row in _read(hostile._repr_html_()).iter("tr") if row.find("th").text == "formal")
    assert ["".join(one.itertext()) for one in row.iter("div")] == [
        "some equilibrium",
        "no equilibrium has P(quiet) > 2",
        "where p < k",
        "at k = 1",
        "expected: holds",
    ]


def test_labels_in_answers_are_escaped(hostile):
    solution = gt.solve(hostile)
    assert len(solution) > 0
    here = solution.at()
    found = gt.thresholds(solution, "p")
    plane = gt.regions(solution, x="p", y="k")
    for one in (solution, here, here[0], solution[0], found, plane, gt.margins(solution)):
        markup = one._repr_html_()
        assert LABEL in _text(markup) or TEXT in _text(markup)
        assert "<img" not in markup
        assert "<script" not in markup


# -- studies -----------------------------------------------------------------------------------------------------------


def test_thresholds_show_the_ladder(signal):
    rows = ["".join(one.itertext()) for one in _read(gt.thresholds(signal, "distraction")._repr_html_()).iter("tr")]
    assert rows[0].startswith("distraction from 0")
    assert any(row.startswith("distraction = 5/9 (0.555556)") for row in rows)
    assert [row.partition(" ")[2][:1] for row in rows] == ["f", "=", "f", "=", "f", "=", "f"][: len(rows)]


def test_margins_are_ranked(signal):
    found = gt.margins(signal)
    rows = [one.find("th").text for one in _read(found._repr_html_()).iter("tr")]
    assert [row.partition(" =")[0] for row in rows] == [one.parameter for one in found]


def test_regions_have_a_row_a_cell(signal):
    found = gt.regions(signal, x="distraction", y="escalation_cost")
    rows = list(_read(found._repr_html_()).iter("tr"))
    assert [row.find("th").text for row in rows] == [f"{i}. {cell.names[0]}" for i, cell in enumerate(found, start=1)]
    assert all(row.find(".//math") is not None for row in rows)


def test_sensitivity_has_its_three_parts(beer):
    found = gt.sensitivity(beer, of="P(duel)", draws=256)
    text = _text(found._repr_html_())
    for part in (found.derivatives, found.tornado, found.sobol):
        assert _text(part._repr_html_()) in text
    assert "Var" not in text
    assert text.count("wimp") >= 4


def test_verdicts_show_statement_reason_and_witness(hostile):
    beer = gt.solve(hostile)
    verdicts = (
        Verdict(f"first {LABEL}", "proved", statement=TEXT, source=TEXT, formal="no equilibrium has P(no) > 0"),
        Verdict(
            "second",
            "refuted",
            expected="holds",
            reason="a witness",
            witness={"p": Fraction(1, 3)},
            equilibria=(beer[0],),
            share=Share("fails", 0.25, 0.01, 1000, 800, 7),
            gaps=(Gap(parse_condition("p = 1/2"), fails=True), Gap(parse_condition("k = 1"))),
        ),
        Verdict("third", "undecided", assumptions=("k > 0",)),
    )
    tree = _read(Verification(hostile, beer, verdicts)._repr_html_())
    rows = ["".join(one.itertext()) for one in tree.iter("tr")]
    assert len(rows) == 3
    assert LABEL in rows[0]
    assert rows[0].count(TEXT) == 2
    assert rows[1].startswith("REFUTED, though it was expected to hold: second")
    assert "fails at p = 1/3" in rows[1]
    assert "fails in 25% (+- 1) of 800 draws" in rows[1]
    assert "nothing is proved on 2 knife edges" in rows[1]
    assert "it fails on p=12" in rows[1]
    assert rows[1].endswith("knife edgesp=12k=1")
    assert beer[0].name in rows[1]
    assert rows[2] == "UNDECIDED: thirdgivenk > 0"


def test_a_real_verification_shows_every_claim(beer):
    found = gt.verify(gt.load("beer_quiche"), solution=beer, draws=0)
    rows = ["".join(one.itertext()) for one in _read(found._repr_html_()).iter("tr")]
    assert len(rows) == len(found) > 1
    for row, verdict in zip(rows, found, strict=True):
        assert row.startswith(f"{verdict.status.upper()}: {verdict.name}")
