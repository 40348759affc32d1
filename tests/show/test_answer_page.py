"""The first page of a report: it loads nothing, says no number that its data do not have, and shows texts as texts."""

import dataclasses
import functools
import json
import re

import pytest
from helpers.answered import CHOICE, MEETING, solution_of, written
from helpers.solved import solved
from page_reader import links_of, read_page

import gametheory as gt
from gametheory.lang.writing.markup import Markup, element
from gametheory.show import report
from gametheory.show.answer.page import body
from gametheory.show.answer.sheet import SHEET
from gametheory.show.answer.signs import MARKS
from gametheory.show.report.page import Making, front
from gametheory.spec.statements import Named, Statement, Statements
from gametheory.study.answers.answer import Answered, ordered
from gametheory.study.answers.facts import ModelFacts, document, read
from gametheory.study.answers.gather import gathered
from gametheory.study.answers.numbers import percent, points
from gametheory.study.claims.verify import verify

MAKING = Making("gametheory report MODEL --out DIR", 0, 256, {"gametheory-toolkit": "1"})
TEXTBOOK = ["beer_quiche", "entry_deterrence", "battle_of_the_sexes"]


@functools.cache
def facts(name):
    solution = solved(name)
    return gathered(solution, verification=verify(solution.model, solution=solution), cases=2000, curve=200)


def choice(text=CHOICE, answer="", **replaced):
    return gathered(solution_of(written(text, answer=answer, replace=replaced)), cases=12_000, curve=200)


@pytest.fixture
def page_of(tmp_path):
    def page_of(answer):
        file = tmp_path / "index.html"
        file.write_text(front([], answer, MAKING), encoding="utf-8")
        page = read_page(file)
        assert page.open == []
        for link in page.links:
            if link.startswith("#"):
                assert link[1:] in page.ids
        return page

    return page_of


SETS = [["beer_quiche"], ["battle_of_the_sexes"], ["chicken"], ["entry_deterrence"], TEXTBOOK, [*TEXTBOOK, "chicken"]]


@pytest.mark.parametrize("names", SETS, ids="+".join)
def test_it_is_one_page_that_loads_nothing(page_of, names, tmp_path):
    page = page_of(ordered([facts(name) for name in names]))
    assert page.images == []
    assert (tmp_path / "index.html").stat().st_size < 120_000
    text = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "<script" not in text
    assert "http" not in re.sub(r"http-equiv", "", text)
    assert "nan" not in re.findall(r"\b\w+\b", text.lower())
    assert "None" not in page.words


@pytest.mark.parametrize("text", [CHOICE, MEETING])
@pytest.mark.parametrize("prior", [True, False])
def test_small_documents_have_a_page(page_of, text, prior):
    without = {} if prior else {re.search(r"prior = .*\n", text)[0]: ""}
    page = page_of(ordered([choice(text, **without)]))
    assert page.words.count("How sure is this") == 1
    assert ("With other ranges" in page.words) == prior
    assert ("no forecast" in page.words) == prior


def numbers_of(text):
    return set(re.findall(r"(?<![\w.#-])[<>]?\d+(?:\.\d+)?", text))


def figures(data):
    if isinstance(data, dict):
        return [x for value in data.values() for x in figures(value)]
    if isinstance(data, list):
        return [x for value in data for x in figures(value)]
    return [data] if isinstance(data, int | float) and not isinstance(data, bool) else []


def writings(x):
    """Return how a number of the data may stand on the page."""
    yield f"{x:.3g}"
    yield f"{x:.2g}"
    yield f"{x:,}".partition(",")[0]
    if isinstance(x, int):
        yield str(x)
    if 0 <= x <= 1:
        yield from (percent(x), percent(1 - x), points(x))


@pytest.mark.parametrize("name", ["beer_quiche", "battle_of_the_sexes", "chicken", "lemons"])
def test_every_number_of_the_page_is_in_its_data(page_of, name):
    answer = ordered([facts(name)])
    page = page_of(answer)
    data = json.loads(json.dumps(answer.document(), allow_nan=False))
    known = {text for x in figures(data["models"]) for text in writings(x)}
    for driver in answer.models[0].drivers:  # a figure shows the middle of a lowest and a highest
        for course in driver.courses:
            pairs = zip(course.low, course.high, strict=True)
            known |= {text for a, b in pairs if a is not None for text in writings((a + b) / 2)}
    known |= {"0", "25", "50", "75", "100"}  # ticks
    made = {"256", "1", "000"}  # the colophon; thousands
    texts = numbers_of(json.dumps(data["models"], ensure_ascii=False))
    shown = {x for text in page.text for x in numbers_of(text)}
    assert shown - known - texts - made == set()
    assert len(shown) > 5


def test_data_make_the_same_page_again():
    answer = ordered([facts("beer_quiche")])
    again = ordered([read(ModelFacts, json.loads(json.dumps(document(answer.models[0]))))])
    assert front([], again, MAKING) == front([], answer, MAKING)


HOSTILE = "<b onclick=x>&amp;\"'</b><script>alert(1)</script>--><svg/onload=x>"


def spoiled(value):
    """Return facts with every text that documents write replaced."""
    if dataclasses.is_dataclass(value):
        kept = {"name", "kind", "parameter", "rule", "quantity", "status", "player", "sha256", "exact"}
        changed = {
            one.name: spoiled(getattr(value, one.name))
            for one in dataclasses.fields(value)
            if one.name not in kept or type(value).__name__ in ("OutcomeWords", "Ranges")
        }
        return dataclasses.replace(value, **changed)
    if isinstance(value, tuple):
        return tuple(map(spoiled, value))
    return HOSTILE if isinstance(value, str) and value else value


@pytest.mark.parametrize("name", ["beer_quiche", "battle_of_the_sexes"])
def test_texts_are_shown_as_texts(page_of, name, tmp_path):
    made = spoiled(facts(name))
    statement = Statement("S1", HOSTILE, "", HOSTILE, (Named(made.name, HOSTILE),), (), HOSTILE)
    text = Statements(HOSTILE, HOSTILE, HOSTILE, (), (statement,))
    page = page_of(ordered([made, made], text))
    raw = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "<script" not in raw
    assert "<b onclick" not in raw
    assert "alert(1)" in page.words


def test_ids_of_sentences_are_unique_and_links_lead_there(page_of):
    lines = tuple(Statement(f"S{i}", "", f"Sentence {i}.", "", (), (), "not modelled") for i in range(1, 4))
    page = page_of(ordered([facts("beer_quiche")], Statements("A text", "", "", (), lines)))
    assert {"S1", "S2", "S3", "article", "sure", "models"} <= set(page.ids)


def test_marks_have_a_word_beside_their_picture(page_of):
    page = page_of(ordered([facts("beer_quiche")]))
    for word, meaning in MARKS.values():
        assert word in page.words
        assert meaning in page.words


def test_tables_have_captions_and_scopes_and_figures_say_their_numbers():
    raw = str(front([], ordered([facts("beer_quiche")]), MAKING))
    assert re.search(r"<table[^>]*><caption>", raw)
    assert all('scope="' in head for head in re.findall(r"<th\b[^>]*>", raw))
    for svg in re.findall(r"<svg.*?</svg>", raw, re.S):
        head = svg.partition(">")[0]
        assert ('aria-hidden="true"' in head) != ('role="img"' in head)
        if 'role="img"' in head:
            labels = re.search(r'aria-labelledby="([^"]+)"', head)[1].split()
            assert all(f'id="{label}"' in svg for label in labels)
            described = re.search(r"<desc[^>]*>(.*?)</desc>", svg, re.S)[1]
            for number in re.findall(r'class="v[^>]*>([^<]*)%<', svg):
                assert f"{number}%" in described


def contrast(one, other):
    def light(colour):
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (x / 12.92 if x <= 0.03928 else ((x + 0.055) / 1.055) ** 2.4 for x in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_texts_can_be_read_on_their_ground():
    root = re.search(r":root \{([^}]*)\}", SHEET)[1]
    colours = dict(re.findall(r"--(ink|soft|m\d): (#[0-9a-f]{6})", root))
    assert {"ink", "soft", "m1", "m2", "m3"} <= set(colours)
    assert min(contrast(colour, "#ffffff") for colour in colours.values()) >= 4.5


def test_marks_link_to_evidence_where_there_is_a_folder():
    answer = ordered([facts("beer_quiche")])
    raw = str(body(answer, {"beer_quiche": "beer"}, None, element("p", "made")))
    assert 'href="beer/index.html#claims"' in raw
    assert 'href="beer/index.html#outcomes"' in raw
    assert 'href="' not in str(body(answer, {}, None, None)).replace('href="#', "")
    assert isinstance(front([], answer, MAKING), Markup)


def test_an_incomplete_list_is_the_first_thing_said(page_of):
    made = dataclasses.replace(facts("entry_deterrence"), complete=False, why="the search was cut")
    page = page_of(Answered((made,)))
    assert "not complete: the search was cut" in page.words
    assert page.words.index("not complete") < page.words.index("The answer")


@pytest.mark.slow
def test_a_report_s_first_page_and_its_links(tmp_path):
    folder = tmp_path / "out"
    report.write(TEXTBOOK, folder, draws=256, jobs=1)
    assert sum(1 for _ in links_of(folder)) > 20
    data = json.loads((folder / "answer.json").read_text(encoding="utf-8"))
    assert [one["name"] for one in data["models"]] == TEXTBOOK
    assert (folder / "index.html").stat().st_size < 120_000
    assert gt.load("beer_quiche").answer.question in read_page(folder / "index.html").words
