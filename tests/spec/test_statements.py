"""A text, statement by statement: each is claimed, put in or explained, and names are those of the documents beside."""

import pytest

import gametheory as gt
from gametheory.spec import library as shelf
from gametheory.spec import load_statements
from gametheory.spec.statements import Named

MODEL = """\
format = "gametheory/1"
kind = "strategic"
title = "{title}"
[players]
one = ""
[parameters.haste]
value = "1/2"
range = [0, 1]
[assume]
late = ["haste < 2"]
[strategies]
one = ["go", "stay"]
[payoffs]
go = {{ one = "haste" }}
stay = {{ one = 0 }}
[[claims]]
name = "goes"
claim = "some equilibrium has P(go) = 1"
{states}
[[claims]]
name = "stays"
put_in = true
"""
TEXT = """\
format = "gametheory-statements/1"
title = "A note on haste"
about = "Made up."
source = "the note"
references = ["nash1951"]

[[statements]]
id = "S1"
quote = "Whoever is in haste goes."
source = "its first line"
claims = ["first.goes", "second.goes"]

[[statements]]
id = "S2"
paraphrase = "Haste is a half."
put_in = ["haste", "late"]

[[statements]]
id = "C01"
paraphrase = "Haste is old."
why_not = "history"

[[statements]]
id = "C02"
paraphrase = "Somebody goes."
"""


@pytest.fixture
def folder(tmp_path):
    """A file of statements beside two documents; a function writes it anew and returns its path."""

    def written(text=TEXT, states='states = ["C02"]'):
        (tmp_path / "first.toml").write_text(MODEL.format(title="First", states=states), encoding="utf-8")
        (tmp_path / "second.toml").write_text(MODEL.format(title="Second", states=""), encoding="utf-8")
        place = tmp_path / "statements.toml"
        place.write_text(text, encoding="utf-8")
        return place

    return written


def said(place):
    return [str(issue) for issue in gt.check(place)]


def test_read(folder):
    found = load_statements(folder())
    assert (found.title, found.about, found.source, found.references) == (
        "A note on haste",
        "Made up.",
        "the note",
        ("nash1951",),
    )
    assert [one.id for one in found.statements] == ["S1", "S2", "C01", "C02"]
    assert found["S1"].claims == (Named("first", "goes"), Named("second", "goes"))
    assert (found["S1"].quote, found["S1"].source) == ("Whoever is in haste goes.", "its first line")
    assert (found["S2"].paraphrase, found["S2"].source, found["S2"].put_in) == (
        "Haste is a half.",
        "the note",
        ("haste", "late"),
    )
    assert found["C01"].why_not == "history"
    assert found["C02"].claims == (Named("first", "goes"),)
    assert said(folder()) == []


def test_stated(folder):
    from gametheory.lang.writing import plain

    text = plain.write(load_statements(folder()).statement(), 120)
    assert "stated by first.goes, second.goes" in text
    assert "put in: haste, late" in text
    assert "C01  Haste is old." in text


@pytest.mark.parametrize(
    ("old", "new", "issues"),
    [
        ("/1", "/2", ["format: unknown format 'gametheory-statements/2': write format = \"gametheory-statements/1\""]),
        ('format = "gametheory-statements/1"', "", ['format: missing: write format = "gametheory-statements/1"']),
        ('about = "Made up."', 'abuot = ""', ["abuot: unknown key 'abuot', did you mean 'about'?"]),
        ("nash1951", "nash1952", ["references.1: the bibliography has no entry 'nash1952', did you mean 'nash1951'?"]),
        (
            '["first.goes", "second.goes"]',
            '["frist.goes", "second.gose", "first", "first.goes", "first.goes", "x.y"]',
            [
                "statements.1.claims.1: no model beside is called 'frist', did you mean 'first'?",
                "statements.1.claims.2: the model 'second' has no claim 'gose', did you mean 'goes'?",
                "statements.1.claims.3: expected MODEL.CLAIM, got 'first'",
                "statements.1.claims.5: 'first.goes' is given twice",
                "statements.1.claims.6: no model beside is called 'x'",
            ],
        ),
        (
            'put_in = ["haste", "late"]',
            'put_in = ["hste"]',
            ["statements.2.put_in.1: no parameter or assumption of the models is called 'hste', did you mean 'haste'?"],
        ),
        (
            'why_not = "history"',
            "",
            ["statements.3: neither claimed nor explained: 'C01' needs claims, put_in or why_not"],
        ),
        (
            'paraphrase = "Somebody goes."',
            'paraphrase = "Somebody goes."\nwhy_not = "no"',
            ["statements.4.why_not: 'C02' is stated by first.goes: leave why_not out"],
        ),
        ('paraphrase = "Haste is old."', "", ["statements.3: says nothing: write its quote or its paraphrase"]),
        (
            'source = "the note"',
            "",
            [f"statements.{i}.source: missing: where the text says so, here or for the whole file" for i in (2, 3, 4)],
        ),
        ('id = "C01"', 'id = "S2"', ["statements.3.id: a second statement of the id 'S2'"]),
        ('id = "C01"', "", ["statements.3.id: a statement needs an id"]),
        ('id = "C01"', "id = 1", ["statements.3.id: expected a text, got the number 1"]),
        (
            'id = "C02"',
            'id = "C2"\nwhy_not = "no"',
            ["first.claims.1.states: first.goes names an unknown statement 'C02', did you mean 'C2'?"],
        ),
        (
            'why_not = "history"',
            'why = "history"\nwhy_not = "x"',
            ["statements.3.why: unknown key 'why', did you mean 'why_not'?"],
        ),
        (
            "[[statements]]",
            "[[statement]]",
            [
                "statement: unknown key 'statement', did you mean 'statements'?",
                "statements: missing: write a table [[statements]] for each",
                "first.claims.1.states: first.goes names an unknown statement 'C02'",
            ],
        ),
        (
            'about = "Made up."',
            'models = ["first", "secnd"]',
            ["models.2: no document beside is called 'secnd', did you"],
        ),
        ('about = "Made up."', "models = 1", ["models: expected a list of models, got the number 1"]),
    ],
)
def test_what_is_wrong_is_said(old, new, issues, folder):
    assert old in TEXT
    found = said(folder(TEXT.replace(old, new)))
    assert [text[: len(wanted)] for text, wanted in zip(found, issues, strict=True)] == issues


def test_all_at_once_and_by_the_reader(folder):
    text = TEXT.replace("first.goes", "frist.goes").replace('why_not = "history"', "")
    with pytest.raises(gt.DocumentError) as caught:
        load_statements(folder(text))
    assert [issue.where for issue in caught.value.issues] == ["statements.1.claims.1", "statements.3"]


def test_a_document_beside_with_issues_is_said_and_nothing_that_follows(folder):
    place = folder()
    (place.parent / "first.toml").write_text("x = 1\n", encoding="utf-8")
    assert said(place) == ["models.first: the document beside has issues: check it first"]
    (place.parent / "second.toml").unlink()
    assert said(place)[1:] == ["statements.1.claims.2: no model beside is called 'second'"]


def test_it_may_speak_of_some_of_the_documents_beside(folder):
    place = folder(TEXT.replace('about = "Made up."', 'models = ["first", "second"]'))
    (place.parent / "third.toml").write_text("x = 1\n", encoding="utf-8")
    assert said(place) == []


def test_it_is_no_model(folder, tmp_path):
    with pytest.raises(gt.DocumentError, match="format: a list of statements, no model: `gametheory check` reads it"):
        gt.load(folder())
    other = tmp_path / "other.toml"
    other.write_text(TEXT, encoding="utf-8")
    assert said(other) == [
        "format: a list of statements, no model: `gametheory check` reads it, in a file called statements.toml"
    ]


def test_the_catalogue_leaves_it_out(folder, monkeypatch):
    place = folder()
    monkeypatch.setattr(shelf, "_shelf", lambda: place.parent)
    assert list(gt.catalogue()) == ["first", "second"]
    assert shelf.statement_files() == (place,)


def test_a_file_that_is_not_there_or_no_toml(tmp_path):
    assert said(tmp_path / "statements.toml") == ["no such file"]
    (tmp_path / "statements.toml").write_text("a = [", encoding="utf-8")
    assert said(tmp_path / "statements.toml")[0].startswith("not TOML")


def test_every_statement_of_a_shipped_file_is_claimed_or_explained():
    assert {str(place): said(place) for place in shelf.statement_files() if said(place)} == {}
