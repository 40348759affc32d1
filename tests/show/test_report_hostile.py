"""Texts of documents that try to get out of HTML, SVG, LaTeX, CSV and file names: they are shown, and do nothing."""

import csv
import io
import re
import xml.etree.ElementTree as ET
from fractions import Fraction

import pytest
from helpers.tex_checker import check
from page_reader import links_of, read_page
from report_documents import LATEX, TAG, WORDS, hostile, signaling

import gametheory as gt
from gametheory.lang import Interval, all_of, parse_condition
from gametheory.lang.algebraic import real_roots
from gametheory.lang.writing import html, plain
from gametheory.lang.writing.markup import element
from gametheory.lang.writing.mathml import condition_markup, number_markup
from gametheory.show import report
from gametheory.show.report.markup import LONGEST_WORD, condition, interval, number, prose, table, unbroken, variable
from gametheory.show.report.names import file_name, folder_name
from gametheory.show.report.sheet import SHEET


@pytest.fixture(scope="module", params=["strategic", "signaling"])
def made(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    write = {"strategic": hostile, "signaling": signaling}[request.param]
    words = (" ".join(WORDS),) if request.param == "strategic" else (TAG + LATEX,)
    paths = []
    for i, word in enumerate(words):
        paths.append(folder / f"model {i} '\"><b>&amp;.toml")
        paths[-1].write_text(write(word), encoding="utf-8")
    manifest = report.write(paths, folder / "out", draws=256, jobs=1)
    return folder / "out", manifest, words


@pytest.mark.slow
def test_the_page(made):
    folder, manifest, words = made
    front = read_page(folder / "index.html")
    pages = [read_page(file) for file in folder.glob("*/index.html")]
    for word in words:
        shown = re.sub(r"[\u202a-\u202e]", "", word).replace("\u0007", " ")
        assert any(" ".join(shown.split()) in page.words.replace("\u0007", " ") for page in pages)
    assert front.words
    assert [*links_of(folder.resolve())]
    assert [one["status"] for one in manifest["models"]] == ["solved"] * len(words)


def test_names_of_files(made):
    _, manifest, _ = made
    for name in manifest["outputs"]:
        assert re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*", name), name
    assert len({one["folder"].lower() for one in manifest["models"]}) == len(manifest["models"])


def test_the_figures_are_xml_without_scripts_and_links(made):
    folder, _, _ = made
    drawn = sorted(folder.rglob("*.svg"))
    assert drawn
    for file in drawn:
        for one in ET.fromstring(file.read_bytes()).iter():
            tag = str(one.tag).rpartition("}")[2]
            assert tag not in ("script", "a", "foreignObject", "iframe", "image")
            for key, value in one.attrib.items():
                assert not key.rpartition("}")[2].lower().startswith("on")
                assert not key.endswith("href") or value.startswith("#")


def test_latex_has_no_command_that_is_not_ours(made):
    folder, _, _ = made
    written = sorted(folder.rglob("*.tex"))
    assert written
    for file in written:
        text = file.read_text(encoding="utf-8")
        check(text)
        assert "/etc/passwd" not in text or r"textbackslash{}input" in text
        for row in re.findall(r"\\tabularnewline(.*?)(?=\\tabularnewline|\Z)", text, flags=re.S):
            assert not row.lstrip().startswith(("[", "*"))


def test_the_document_is_copied_word_for_word_and_tables_can_be_read(made):
    folder, manifest, words = made
    for one, word in zip(manifest["models"], words, strict=True):
        assert gt.load(folder / one["document"]).title == word
        table = (folder / one["folder"] / "tables" / "parameters.csv").read_text(encoding="utf-8")
        assert [row["meaning"] for row in csv.DictReader(io.StringIO(table, newline=""))] == [word]


def test_names_that_are_no_names():
    assert folder_name("..", []) == folder_name("..", []) != ""
    assert "/" not in folder_name("../../etc/passwd", [])
    assert folder_name("a b", []) != folder_name("a-b", [])
    assert folder_name("Same", ["same"]) == "Same-2"
    assert folder_name("index", []) == "index-2"
    for name in (
        "a b",
        "../x",
        "-",
        "same",
        "a-b-1",
        "x" * 1000,
    ):  # a report of a report's documents has the same names
        assert folder_name(folder_name(name, []), []) == folder_name(name, [])
    assert len(file_name("x" * 1000)) < 80
    assert file_name("P(a b)") != file_name("P(a-b)")


def test_prose_escapes_what_it_is_given():
    assert "".join(prose("a `<i>` b\n\n`")) == "<p>a <code>&lt;i&gt;</code> b</p><p>`</p>"


def test_names_break_after_their_underscores():
    assert variable("a_b") == "<var>a_<wbr/>b</var>"
    assert variable("x") == "<math><mi>x</mi></math>"
    assert "<script>" not in variable("<script>")


def test_ranges_and_numbers():
    assert plain.inline(interval(Interval(Fraction(1, 2), None, open_low=True))) == "(1/2, ∞)"
    assert html.inline(interval(Interval(None, 3))) == "(−∞, <math><mn>3</mn></math>]"
    third, golden, cubic = Fraction(1, 3), real_roots([-1, -1, 1])[1], real_roots([-1, -1, 0, 1])[0]
    assert [plain.inline(number(one)) for one in (third, golden, cubic)] == ["1/3", "(1 + sqrt(5))/2 (1.618)", "1.325"]
    assert html.inline(number(golden)).endswith("<mn>2</mn></mfrac></math> (1.618)")


def test_intervals_and_priors_stay_on_one_line():
    unit = html.inline(interval(Interval(Fraction(0), Fraction(1, 2))))
    assert unbroken(unit) == f'<span class="one">{unit}</span>'
    assert re.search(r"[^{}]*\.one[^{}]*\{ white-space: nowrap; \}", SHEET)
    # on a narrow screen no rule takes that back, and what no line of it holds may break
    assert SHEET.count(".one") == 1
    wide = f"uniform({10**LONGEST_WORD}, 1)"
    assert unbroken(wide) == wide
    assert "<script>" not in unbroken("<script>")


def test_long_conditions_are_lists():
    short = parse_condition("x < 1") & parse_condition("y != 2")
    assert condition(short) == condition_markup(short)
    assert re.sub(r"<[^>]*>", "", condition(short)) == "x&lt;1 and y≠2"
    long = condition(all_of(parse_condition(f"parameter_{i} < {i}") for i in range(1, 5)))
    assert long.startswith('<div class="when"><span class="all">all of</span><ul><li>')
    assert re.sub(r"<[^>]*>", "", long) == "all of" + "".join(f"parameter_{i}&lt;{i}" for i in range(1, 5))


def test_only_cells_with_a_word_that_is_too_long_may_break_it_anywhere():
    word = "w" * (LONGEST_WORD + 1)
    formula = number_markup
    breaks = [word, f"a {word} b", formula(word), [formula("x"), "y" * LONGEST_WORD], element("code", word)]
    stays = [
        "ordinary words " * 9,
        word[1:],
        variable("a_b" + "_a" * 30),
        formula(" + ".join(f"a_parameter_{i}" for i in range(30))),
        element("ul", element("li", word[3:]), element("li", "abcdef")),
    ]
    for cells, long in ((breaks, True), (stays, False)):
        for cell in cells:
            for kinds, classes in (("-", ["l"] if long else []), ("n", ["n", "l"] if long else ["n"])):
                made = str(table(["h"], [[cell]], kinds))
                assert re.findall(r'<td(?: class="([^"]*)")?>', made) == [" ".join(classes)]
