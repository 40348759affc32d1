"""Citations: every key leads to an entry, and an answer cites what it used and nothing else."""

import re

import pytest

import gametheory as gt
from gametheory.concepts import REFINEMENTS
from gametheory.concepts.concept import CONCEPTS
from gametheory.show.citing import bibliography, entries, sources

FIELDS = {
    "article": {"author", "title", "journal", "year", "volume", "pages"},
    "book": {"author", "title", "publisher", "year"},
    "incollection": {"author", "title", "booktitle", "publisher", "year", "pages"},
    "inproceedings": {"author", "title", "booktitle", "year", "pages"},
    "misc": {"title", "note"},
}


def keys(bibtex):
    return re.findall(r"^@\w+\{([^,\s]+),", bibtex, flags=re.M)


def test_every_entry_is_complete_and_balanced():
    assert len(entries()) > 30
    for key, entry in entries().items():
        kind = entry[1 : entry.index("{")]
        given = set(re.findall(r"^\s+(\w+)\s+= ", entry, flags=re.M))
        assert FIELDS[kind] <= given, key
        assert entry.count("{") == entry.count("}"), key
        assert entry.isascii(), key
        assert kind == "misc" or re.search(r"^\s+year\s+= \{(19|20)\d\d\}", entry, flags=re.M), key


def test_keys_are_sorted_and_each_is_used():
    listed = [key for key in entries() if key != "gametheory_toolkit"]
    assert listed == sorted(listed)
    used = {key for concept in CONCEPTS.values() for key in concept.references}
    used |= {key for one in REFINEMENTS.values() for key in one.references}
    used |= {key for name in gt.catalogue() for key in gt.load(name).references}
    used |= {"hart2010", "demourabjorner2008"}
    studies = {"howard1988", "janon2014", "sobol2001", "wilson1927"}  # what reports cite besides
    assert set(listed) == used | studies


@pytest.mark.parametrize("name", sorted(gt.catalogue()))
def test_every_shipped_model_names_sources_that_are_there(name):
    references = gt.load(name).references
    assert references
    assert set(references) <= set(entries())


def test_every_concept_and_refinement_has_a_source():
    assert all(one.references for one in REFINEMENTS.values())
    for concept in CONCEPTS.values():
        assert concept.references
        assert set(concept.references) <= set(entries())


def test_an_answer_cites_what_it_used():
    model = gt.load("beer_quiche")
    plain = {"gametheory_toolkit", "hart2010", "chokreps1987", "fudenbergtirole1991", "krepswilson1982"}
    solution = gt.solve(model)
    assert set(keys(gt.cite(solution))) == {*plain, "demourabjorner2008"}
    assert set(keys(gt.cite(gt.survival(solution, ["undefeated"])))) == {*plain, "demourabjorner2008", "mailath1993"}
    refined = gt.refine(solution, ["d1"])
    assert set(keys(gt.cite(refined))) == {*plain, "demourabjorner2008", "bankssobel1987"}
    # a game of numbers needs no proof about parameters
    assert "demourabjorner2008" not in keys(gt.cite(gt.solve(gt.load("chicken"))))
    assert gt.__version__ in gt.cite(solution)


def test_keys_of_ones_own_are_named_as_missing():
    text = bibliography(["nash1951", "mine2026"])
    assert text.startswith("% not in the bibliography of gametheory-toolkit: mine2026\n\n@article{nash1951,")
    game = gt.StrategicGame.from_arrays([[1, 0], [0, 1]], [[1, 0], [0, 1]])
    assert "mine2026" in sources(gt.Model("own", game, references=["mine2026"]))
    with pytest.raises(TypeError, match="expected a solution"):
        gt.cite("beer_quiche")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("[1]", "a key of a bibliography has letters"),
        ('["a b"]', "a key of a bibliography has letters"),
        ('["a", "a"]', "'a' is given twice"),
        ('["}\\\\input{x}"]', "a key of a bibliography has letters"),
        ('"nash1951"', "expected a list of keys"),
    ],
)
def test_references_of_a_document_that_are_none(tmp_path, given, message):
    text = gt.catalogue()["chicken"].path.read_text(encoding="utf-8")
    odd = re.sub(r"^references = .*$", lambda _: f"references = {given}", text, flags=re.M)
    (tmp_path / "odd.toml").write_text(odd, encoding="utf-8")
    issues = gt.check(tmp_path / "odd.toml")
    assert len(issues) == 1
    assert issues[0].where.startswith("references")
    assert message in issues[0].what


def test_references_go_through_the_document_and_its_hash():
    model = gt.load("chicken")
    without = gt.Model(model.name, model.game, title=model.title, about=model.about, players=model.players)
    named = gt.Model(
        model.name, model.game, title=model.title, about=model.about, players=model.players, references=["aumann1974"]
    )
    assert without.sha256 != named.sha256
    assert 'references = ["aumann1974"]' in named.to_toml()
