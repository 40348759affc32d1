"""The paper kit: what ``gametheory new-study`` lays out runs as it is, and the example in the clone is one."""

import hashlib
import os
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

import gametheory as gt
from gametheory import cli
from gametheory.show.kit import lay_out

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLE = ROOT / "examples" / "paper"
FILES = [".gitignore", "README.md", "make.py", "paper.tex", "requirements.txt"]
MADE = {"baseline.tex", "numbers.tex", "parameters.tex", "propositions.tex", "references.bib", "regimes.tex"}
DRAWN = {"thresholds.tex", "thresholds.pdf", "line.pdf"}


def made_by(script, out):
    done = subprocess.run(
        [sys.executable, str(script), str(out)], capture_output=True, text=True, timeout=600, cwd=out.parent
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return {path.name for path in out.iterdir()} - {"checksums.txt"}


def inputs(paper):
    """Return the files that a paper reads."""
    text = paper.read_text(encoding="utf-8")
    read = re.findall(r"\\(?:input|bibliography|includegraphics(?:\[[^]]*\])?)\{out/([a-z]+)\}", text)
    return set(read)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("model", "more"),
    [("beer_quiche", DRAWN), ("chicken", set()), ("battle_of_the_sexes", {*DRAWN, "regions.pdf"})],
)
def test_the_archive_runs_as_it_is_laid_out(tmp_path, capsys, model, more):
    study = tmp_path / "study"
    assert cli.main(["new-study", str(study), model]) == 0
    printed = capsys.readouterr()
    assert printed.out.split() == sorted([*FILES, f"{model}.toml"])
    assert sorted(os.listdir(study)) == printed.out.split()
    out = tmp_path / "out"
    made = made_by(study / "make.py", out)
    assert made == MADE | more
    assert inputs(study / "paper.tex") == {name.partition(".")[0] for name in made - {"thresholds.tex"}}
    listed = dict(line.split("  ")[::-1] for line in (out / "checksums.txt").read_text().splitlines())
    assert listed == {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in made}
    assert (study / f"{model}.toml").read_bytes() == gt.catalogue()[model].path.read_bytes()
    assert rf"\numberRegimes}}{{{len(gt.solve(gt.load(model)))}}}" in (out / "numbers.tex").read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_example_is_such_an_archive(tmp_path):
    lay_out("support_signal", tmp_path / "study")
    for name in ("make.py", ".gitignore", "support_signal.toml"):
        assert (EXAMPLE / name).read_bytes() == (tmp_path / "study" / name).read_bytes(), name
    made = made_by(EXAMPLE / "make.py", tmp_path / "out")
    assert made == {*MADE, *DRAWN, "regions.pdf"}
    assert inputs(EXAMPLE / "paper.tex") <= {name.partition(".")[0] for name in made}
    bibliography = (tmp_path / "out" / "references.bib").read_text(encoding="utf-8")
    cited = re.findall(r"\\cite\{([^}]+)\}", (EXAMPLE / "paper.tex").read_text(encoding="utf-8"))
    assert cited
    for key in cited:
        assert f"{{{key}," in bibliography


def test_the_requirements_are_what_is_installed(tmp_path):
    lay_out("chicken", tmp_path / "study")
    lines = (tmp_path / "study" / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert lines[0] == f"gametheory-toolkit[plot]=={gt.__version__}"
    assert f"numpy=={version('numpy')}" in lines


def test_misuse_is_a_message(tmp_path, capsys):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "draft.tex").write_text("text", encoding="utf-8")
    for arguments, message in (
        (["mine"], "is not empty: give a new or empty directory"),
        (["mine/draft.tex/x"], "there is no directory"),
        (["new", "chiken"], "did you mean 'chicken'?"),
        (["new", "none.toml"], "no such file"),
    ):
        place, *model = arguments
        assert cli.main(["new-study", str(tmp_path / place), *model]) == 2
        said = capsys.readouterr()
        assert message in said.err
        assert "Traceback" not in said.err
    assert sorted(os.listdir(tmp_path)) == ["mine"]
    assert os.listdir(tmp_path / "mine") == ["draft.tex"]


def test_a_title_that_tries_to_be_code(tmp_path):
    word = "\\\\end{document}\\\\input{x} <script> [a](b) @MODEL@ %"
    text = gt.catalogue()["chicken"].path.read_text(encoding="utf-8")
    document = tmp_path / "od'd \".toml"
    document.write_text(re.sub(r"^title .*$", lambda _: f'title = "{word}"', text, flags=re.M), encoding="utf-8")
    names = lay_out(document, tmp_path / "study")
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+", name) for name in names)
    paper = (tmp_path / "study" / "paper.tex").read_text(encoding="utf-8")
    assert paper.count(r"\end{document}") == 1
    assert r"\title{\textbackslash{}end\{document\}" in paper
    assert "<script>" not in (tmp_path / "study" / "README.md").read_text(encoding="utf-8").replace(r"\<script\>", "")
    compile((tmp_path / "study" / "make.py").read_text(encoding="utf-8"), "make.py", "exec")
