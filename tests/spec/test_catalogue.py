"""The catalogue: every shipped model by name, found without reading more than needed."""

import pathlib
import subprocess
import sys

import pytest

import gametheory as gt
from gametheory.spec import library as shelf


def test_entries():
    found = gt.catalogue()
    assert {"support_signal", "support_sequence", "beer_quiche", "selten_horse"} <= set(found)
    for name, entry in found.items():
        assert entry.name == name == entry.path.name.removesuffix(".toml")
        assert entry.title
        assert entry.kind == gt.load(name).kind
        assert entry.title == gt.load(name).title
    assert found["beer_quiche"].theme == "textbook"
    assert found["support_signal"].theme == "crisis"


def test_nothing_is_read_to_list_names_or_to_find_one(monkeypatch):
    read = []
    real = pathlib.Path.open
    monkeypatch.setattr(pathlib.Path, "open", lambda self, *a, **k: read.append(self.name) or real(self, *a, **k))
    assert "beer_quiche" in gt.catalogue()
    assert read == []
    gt.load("beer_quiche")
    assert read == ["beer_quiche.toml"]
    _ = gt.catalogue()["chicken"].title
    assert read == ["beer_quiche.toml", "chicken.toml"]


def test_the_head_of_a_document_is_enough_even_where_a_text_looks_like_a_table(tmp_path):
    entry = shelf.Entry(
        "x", _file(tmp_path / "x.toml", 'title = "T"\nkind = "strategic"\nabout = """\n[players]\n"""\n[a]\n')
    )
    assert (entry.title, entry.kind) == ("T", "strategic")
    broken = shelf.Entry("y", _file(tmp_path / "y.toml", "title = \n"))
    assert (broken.title, broken.kind) == ("", "")


def _file(path, text):
    path.write_text(text)
    return path


def test_two_models_of_one_name(tmp_path, monkeypatch):
    for theme in ("a", "b"):
        (tmp_path / theme).mkdir()
        (tmp_path / theme / "same.toml").write_text("")
    monkeypatch.setattr(shelf, "_shelf", lambda: tmp_path)
    with pytest.raises(gt.CatalogueError, match="two models are called 'same'"):
        gt.catalogue()


def test_a_folder_called_models_beside_an_installed_package_is_not_ours(tmp_path, monkeypatch):
    (tmp_path / "gametheory").mkdir()
    (tmp_path / "models").mkdir()
    monkeypatch.setattr(shelf, "files", lambda package: tmp_path / package)
    assert gt.catalogue() == {}
    (tmp_path / "pyproject.toml").write_text("")
    (tmp_path / "models" / "mine.toml").write_text("")
    assert list(gt.catalogue()) == ["mine"]
    (tmp_path / "gametheory" / "_models").mkdir()
    assert gt.catalogue() == {}


def test_reading_a_plain_model_does_not_start_the_decision_procedure():
    code = "import sys, gametheory as gt; gt.load('support_signal'); gt.load('beer_quiche'); print('z3' in sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout == "False\n"
