"""Every document in tests/broken has the messages that stand beside it: all of them, in order, and no others."""

import os
import pathlib

import pytest

import gametheory as gt

BROKEN = pathlib.Path(__file__).parent.parent / "broken"
DOCUMENTS = sorted(BROKEN.glob("*.toml"))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.stem)
def test_messages(path):
    issues = gt.check(path)
    assert "".join(f"{issue}\n" for issue in issues) == path.with_suffix(".txt").read_text(encoding="utf-8")
    assert issues
    if all(issue.level == "note" for issue in issues):
        assert gt.load(str(path)).name == path.stem  # a note stops nobody
        return
    with pytest.raises(gt.DocumentError) as caught:
        gt.load(str(path))
    assert list(caught.value.issues) == issues
    plural = "s" if len(issues) > 1 else ""
    assert str(caught.value).startswith(f"{path} has {len(issues)} issue{plural}:\n  {issues[0]}")


def test_there_are_at_least_thirty_and_each_has_its_message():
    assert len(DOCUMENTS) >= 30
    assert {p.stem for p in BROKEN.glob("*.txt")} == {p.stem for p in DOCUMENTS}


def test_several_issues_in_one_document_are_all_listed():
    where = [issue.where for issue in gt.check(BROKEN / "many_issues.toml")]
    assert where == [
        "parameters.k.uint",
        "parameters.k.value",
        "nodes.reply.moves.fight.two",
        "nodes.reply.moves.yield.two",
        "nodes.start.moves.go",
        "nodes.reply",
        "parameters.k",
    ]


def test_a_directory(tmp_path):
    folder = tmp_path / "model.toml"
    folder.mkdir()
    assert [str(i) for i in gt.check(folder)] == ["a directory, not a document"]


def test_a_file_that_is_not_there(tmp_path):
    (tmp_path / "present.toml").write_text("")
    assert [str(i) for i in gt.check(tmp_path / "presents.toml")] == ["no such file, did you mean 'present.toml'?"]
    assert [str(i) for i in gt.check(tmp_path / "x" / "y.toml")] == ["no such file"]
    with pytest.raises(gt.DocumentError, match=r"presents\.toml has 1 issue:\n  no such file"):
        gt.load(tmp_path / "presents.toml")


def test_a_path_that_no_file_can_have():
    assert [str(i) for i in gt.check("a\0b.toml")] == ["cannot be read: embedded null byte"]


def test_a_file_that_may_not_be_read(tmp_path, monkeypatch):
    path = tmp_path / "secret.toml"
    path.write_text("")
    real = pathlib.Path.open

    def refuse(self, *args, **kwargs):
        if self == path:
            raise PermissionError(13, os.strerror(13), str(self))
        return real(self, *args, **kwargs)

    monkeypatch.setattr(pathlib.Path, "open", refuse)
    assert [str(i) for i in gt.check(path)] == ["cannot be read: Permission denied"]


def test_a_name_that_is_neither():
    with pytest.raises(gt.CatalogueError, match=r"no model is called 'beer_quich', did you mean 'beer_quiche'\?"):
        gt.load("beer_quich")
    with pytest.raises(gt.CatalogueError, match=r"no model is called 'zzzzzz': there are .*beer_quiche"):
        gt.check("zzzzzz")
    with pytest.raises(TypeError, match="expected a model's name or a path, got 3"):
        gt.load(3)
