"""Statements: one answer, written as text, HTML and LaTeX."""

from dataclasses import dataclass
from fractions import Fraction

import pytest

from gametheory.lang import parse, parse_condition
from gametheory.lang.writing import csv, html, plain, tex
from gametheory.lang.writing.statement import (
    Code,
    Display,
    Entry,
    Fold,
    Heading,
    Inset,
    Line,
    Note,
    Part,
    Row,
    Rows,
    Section,
    Stated,
    Table,
    Tex,
    Unbroken,
)

HALF = parse("p/2")
WHERE = parse_condition("p > 1/2")


@dataclass(frozen=True)
class Answer(Stated):
    """A result of a question from outside the package."""

    parts: tuple[Part, ...]

    def statement(self):
        return self.parts


def test_a_result_shows_itself_by_its_statement():
    answer = Answer((Heading("what", ("p is ", HALF)), Display(((HALF, "some & more"),), signs={"p": r"\pi"})))
    assert str(answer) == "what\np is p/2"
    assert "<strong>what</strong>. p is <math" in answer._repr_html_()
    assert answer._repr_latex_() == "$$\\begin{array}{ll}\n\\frac{\\pi}{2} & \\text{some \\& more}\n\\end{array}$$"


def test_a_statement_without_mathematics_has_no_latex():
    assert Answer((Heading("what"),))._repr_latex_() is None


@pytest.mark.parametrize(
    ("part", "text"),
    [
        (Line("one two three four five six", "   by "), "   by one two three four\n      five six"),
        (Line("one two three four five six", "by ", hung=2), "by one two three four five\n     six"),
        (Line(Unbroken("one two three four five six"), "by "), "by one two three four five six"),
        (Note("one two three four five"), "note: one two three four\n      five"),
        (Inset((Heading("a"), Line("b", gap=True))), "  a\n\n  b"),
        (Entry(Line("a", "1. "), (Line("b", "   "),)), "1. a\n   b"),
        (Entry(Line("a", "10. "), (Line(WHERE, "where "),), inset=4), "10. a\n    where p > 1/2"),
        (Rows((("a", ("x", ("y ", HALF))), ("bcd", ("z",)))), "  a    x, y p/2\n  bcd  z"),
        (Fold("a", (Line("b"),)), ""),
        (Display(((HALF,),)), ""),
    ],
)
def test_parts_as_plain_text(part, text):
    assert plain.write([part], 26) == text


def test_gaps_stand_between_parts_and_never_at_the_head():
    gapped = Line("a", gap=True)
    assert plain.write([gapped, Fold("x", ()), gapped]) == "a\n\na"
    assert plain.write([Section((gapped,)), Section((gapped,))]) == "a\n\n\na"


def test_text_leaves_wide_columns_out_and_a_page_does_not():
    rows = (Row(("x", HALF, "up"), (Line("why", "    "),)), Row(("yy", parse("1 - p"), "down")))
    table = Table(("name", "form", "sign"), rows, wide=(1,))
    assert plain.write([table]) == "  name  sign\n  x     up\n    why\n  yy    down"
    page = html.write([table])
    assert page.count("<math") == 2
    assert "up<div>why</div>" in page


def test_a_page_folds_many_statements_and_opens_few():
    entry = Entry(Line("<a>", "1. "), (Rows((("b", (HALF,)),)),), inset=3, more=(" where ", WHERE))
    assert html.write([entry] * html.FEW).count('<details open="open">') == html.FEW
    many = html.write([entry] * (html.FEW + 1))
    assert many.count("<details>") == html.FEW + 1
    assert "<strong>1. &lt;a&gt;</strong> where <math" in many


def test_entries_without_a_statement_of_their_own_are_rows_of_one_table():
    page = html.write([Entry(Line("a"), (Line("b"),)), Inset((Entry(Line("c"), (Line("d"),)),)), Note("e")])
    assert page.count("<table>") == 1
    assert page.count("<tr>") == 2
    assert page.endswith("</table><p>note: e</p></div>")


def test_displays_are_found_wherever_they_stand():
    one = Display(((Tex("x = "), HALF),), None)
    inside = Entry(Line("a"), (Section((Inset((one,)),)),))
    assert tex.write([inside, Display(title="b & c")]) == "$$x = \\frac{p}{2}$$\n\nb \\& c"
    assert tex.write([Display((("a", WHERE), ("", HALF)), "", title="t")]).split("\n") == [
        *("t", "", r"$$\begin{aligned}"),
        *(r"\text{a} & p > \frac{1}{2} \\", r" & \frac{p}{2}", r"\end{aligned}$$"),
    ]


def test_cells_of_a_paper_break_between_relations():
    both = WHERE & (parse_condition("q < 1") | parse_condition("q > 2"))
    assert tex.cell(("a_b: ", Fraction(1, 2))) == r"a b: $\frac{1}{2}$"
    assert tex.cell(both) == r"$p > \frac{1}{2}$ and ($q < 1$ or $q > 2$)"


def test_csv_has_a_header_and_quotes_what_needs_it():
    rows = [{"a": csv.decimal(Fraction(1, 4)), "b": csv.exactly(Fraction(1, 4))}, {"a": csv.decimal(None), "b": "x,y"}]
    assert list(csv.csv_lines(rows)) == ["a,b\n", "0.25,1/4\n", ',"x,y"\n']
    assert list(csv.csv_lines([])) == []


def test_code_stands_as_code_and_a_fold_may_stand_open():
    page = html.write([Fold("a", (Line(Code("x < 1")),), open=True), Fold("b", ())])
    assert page == (
        '<div><details open="open"><summary>a</summary><div><code>x &lt; 1</code></div></details>'
        "<details><summary>b</summary></details></div>"
    )
