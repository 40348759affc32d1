"""``gametheory report`` on the command line: what it says, its exit codes, and faults that leave no half report."""

import errno
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import gametheory as gt
from gametheory.errors import GameTheoryError
from gametheory.show.report import build, folder

QUICK = ["entry_deterrence", "chicken"]


@pytest.fixture
def run(run):
    """Run ``gametheory report`` in this process; return (exit code, stdout, stderr)."""
    return lambda *arguments: run("report", *arguments)


def make(run, out, *more):
    code, printed, said = run(*QUICK, "--out", out, "--jobs", "1", *more)
    assert (code, printed) == (0, f"{out}/index.html\n"), said
    return said


def left_in(place):
    return sorted(path.name for path in place.iterdir())


def test_a_report_and_its_check(run, tmp_path):
    said = make(run, tmp_path / "out")
    assert "chicken: 3 equilibrium outcomes, proved complete" in said
    assert f"wrote {tmp_path / 'out'}: 2 models" in said
    code, printed, said = run("--check", tmp_path / "out", "--jobs", "1")
    assert code == 0
    assert printed.startswith(f"{tmp_path / 'out'}: all ")
    (tmp_path / "out" / "index.html").write_text("changed", encoding="utf-8")
    code, printed, said = run("--check", tmp_path / "out", "--jobs", "1")
    assert (code, printed) == (1, "index.html: was changed\n")
    assert "1 difference " in said


def test_an_earlier_report_is_replaced_whole(run, tmp_path):
    make(run, tmp_path / "out")
    code, _, _ = run("chicken", "--out", tmp_path / "out", "--jobs", "1", "--seed", "5")
    assert code == 0
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["seed"] == 5
    assert [one["name"] for one in manifest["models"]] == ["chicken"]
    assert not (tmp_path / "out" / "entry_deterrence").exists()
    assert left_in(tmp_path) == ["out"]


@pytest.mark.parametrize("document", ["/etc/hostname", "../secret.toml", "chicken/../../secret.toml", "", "a\0b"])
def test_a_check_reads_no_document_outside_the_report(run, tmp_path, document):
    # a report that was sent by somebody must not have other files read, and quoted in messages
    (tmp_path / "secret.toml").write_text("secret", encoding="utf-8")
    (tmp_path / "out").mkdir()
    model = {"name": "chicken", "folder": "chicken", "document": document, "sha256": ""}
    manifest = {"format": folder.FORMAT, "outputs": {}, "models": [model], "seed": 0, "draws": 64}
    (tmp_path / "out" / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    code, printed, said = run("--check", tmp_path / "out", "--jobs", "1")
    assert (code, printed) == (2, "")
    assert f"the document {document!r} is no file of the report" in said


def test_an_empty_directory_is_taken(run, tmp_path):
    (tmp_path / "out").mkdir()
    make(run, tmp_path / "out")
    assert (tmp_path / "out" / "index.html").is_file()


def misuse(run, message, *arguments):
    code, printed, said = run(*arguments)
    assert (code, printed) == (2, "")
    assert message in said, said
    return said


def test_a_directory_with_other_files_is_left_alone(run, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "thesis.tex").write_text("years of work", encoding="utf-8")
    misuse(run, "is not empty and no report: give a new or empty directory", "chicken", "--out", out)
    (out / "manifest.json").write_text('{"format": "something else"}', encoding="utf-8")
    misuse(run, "not the manifest of a report", "chicken", "--out", out)
    assert left_in(out) == ["manifest.json", "thesis.tex"]


def test_a_report_with_files_of_ones_own_is_left_alone(run, tmp_path):
    out = tmp_path / "out"
    make(run, out)
    (out / "notes.txt").write_text("mine", encoding="utf-8")
    misuse(run, "holds files that its report did not write (notes.txt)", "chicken", "--out", out)
    assert (out / "notes.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("there", [False, True])
def test_a_file_that_comes_while_the_report_is_made_stays(run, tmp_path, monkeypatch, there):
    out = tmp_path / "out"
    if there:
        make(run, out)
    else:
        out.mkdir()
    before = folder.digests(out)
    work = build.work

    def meanwhile(job, step):
        (out / "thesis.txt").write_text("years of work", encoding="utf-8")
        return work(job, step)

    monkeypatch.setattr(build, "work", meanwhile)
    misuse(run, f"{out} has changed since this run began (thesis.txt is new): it is left as it is",
           "chicken", "--out", out, "--jobs", "1")  # fmt: skip
    assert (out / "thesis.txt").read_text(encoding="utf-8") == "years of work"
    (out / "thesis.txt").unlink()
    assert folder.digests(out) == before
    assert left_in(tmp_path) == ["out"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "one of the arguments --out --check is required"),
        (["--out", "a", "--check", "b"], "not allowed with argument"),
        (["--check", "a", "chicken"], "leave them out"),
        (["--check", "a", "--seed", "1"], "leave them out"),
        (["--check", "nowhere"], "nowhere is no directory"),
        (["--check", "."], ". has no manifest.json"),
        (["--out", "."], "and you are in it"),
        (["--out", ""], "'' is no name of a directory"),
        (["--out", "no/where"], "there is no directory"),
        (["--out", "file"], "there is a file of this name"),
        (["--out", "a", "--seed", "-1"], "expected an integer from 0 on"),
        (["--out", "a", "--draws", "10"], "at least 256, got 10"),
        (["--out", "a", "--jobs", "0"], "expected an integer from 1 on"),
        (["--out", "a", "chiken"], "did you mean 'chicken'?"),
        (["--out", "a", "broken.toml"], "not TOML"),
    ],
)
def test_misuse_is_a_message_and_leaves_nothing(run, tmp_path, monkeypatch, arguments, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("", encoding="utf-8")
    (tmp_path / "broken.toml").write_text("][", encoding="utf-8")
    misuse(run, message, *arguments)
    assert left_in(tmp_path) == ["broken.toml", "file"]


def test_a_place_that_no_report_can_take_is_known_before_the_work(run, tmp_path, monkeypatch):
    monkeypatch.setattr("gametheory.show.report.build.work", lambda *_: pytest.fail("worked"))
    misuse(run, "File name too long", "chicken", "--out", tmp_path / ("n" * 300), "--jobs", "1")
    (tmp_path / "volume").mkdir()
    monkeypatch.setattr(os.path, "ismount", lambda path: Path(path) == tmp_path / "volume")  # as in a container
    misuse(run, "a mount point stays; name one inside it", "chicken", "--out", tmp_path / "volume", "--jobs", "1")
    assert left_in(tmp_path) == ["volume"]


def test_the_message_names_the_place_that_was_asked_for(run, tmp_path, monkeypatch):
    def refused(folder):
        raise OSError(errno.ENOENT, "No such file or directory", str(folder))  # as in /proc

    monkeypatch.setattr(Path, "mkdir", refused)
    misuse(run, f"{tmp_path / 'out'}: No such file or directory", "chicken", "--out", tmp_path / "out", "--jobs", "1")


def test_a_directory_that_is_not_writable(run, tmp_path, monkeypatch):
    # the tests may run as root, to whom everything is writable
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != tmp_path)
    misuse(run, "is not writable", "chicken", "--out", tmp_path / "out")
    assert left_in(tmp_path) == []


@pytest.mark.parametrize("full", ["index.html", "chicken/tables/equilibria.csv", "manifest.json"])
def test_a_disk_that_fills(run, tmp_path, monkeypatch, full):
    make(run, tmp_path / "out")
    before = folder.digests(tmp_path / "out")
    write = Path.write_bytes

    def fills(path, data):
        if path.as_posix().endswith(f"/{full}"):
            write(path, data[: len(data) // 2])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        return write(path, data)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", fills)
        misuse(run, "No space left on device", *QUICK, "--out", tmp_path / "out", "--jobs", "1", "--seed", "3")
        misuse(run, "No space left on device", *QUICK, "--out", tmp_path / "new", "--jobs", "1")
    assert left_in(tmp_path) == ["out"]
    assert folder.digests(tmp_path / "out") == before
    make(run, tmp_path / "new")  # a second run completes it


def test_a_figure_that_cannot_be_written(run, tmp_path, monkeypatch):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "figure.svg")

    monkeypatch.setattr("gametheory.show.plot.save", full)
    misuse(run, "figure.svg: No space left on device", *QUICK, "--out", tmp_path / "out", "--jobs", "1")
    assert left_in(tmp_path) == []


def test_a_fault_in_a_process_of_its_own_is_a_message(run, tmp_path, monkeypatch):
    # the model's process cannot make its folder of figures: a file is in the way
    laid_out = build._laid_out

    def spoiled(new, *rest):
        todo = laid_out(new, *rest)
        (new / "chicken" / "figures").write_text("in the way", encoding="utf-8")
        return todo

    monkeypatch.setattr(build, "_laid_out", spoiled)
    misuse(run, "File exists (while working on chicken)", *QUICK, "--out", tmp_path / "out", "--jobs", "2")
    assert left_in(tmp_path) == []


def test_a_process_that_is_killed_is_a_message(tmp_path):
    def tell(name, stage):
        if name == "beer_quiche" and stage == "solving":
            for process in build._running:
                process.kill()

    with pytest.raises(GameTheoryError, match="its process ended without an answer"):
        build.write(["beer_quiche", "support_signal"], tmp_path / "out", jobs=2, progress=tell)
    assert left_in(tmp_path) == []
    assert not build._running


def test_without_matplotlib_the_message_names_the_extra(tmp_path):
    code = (
        "import sys\n"
        "sys.modules['matplotlib'] = None\n"
        "from gametheory import cli\n"
        "sys.exit(cli.main(['report', 'chicken', '--out', sys.argv[1]]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "out")], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 2
    assert "pip install 'gametheory-toolkit[plot]'" in done.stderr
    assert "Traceback" not in done.stderr
    assert left_in(tmp_path) == []


@pytest.mark.parametrize(
    ("number", "whole_group", "code", "message"),
    [
        (signal.SIGINT, True, 130, "interrupted"),
        (signal.SIGINT, False, 130, "interrupted"),
        (signal.SIGTERM, False, 143, "told to end"),  # a time limit, a shutdown
        (signal.SIGHUP, True, 129, "told to end"),  # the terminal was closed
    ],
)
def test_an_interrupt_leaves_no_half_report(tmp_path, number, whole_group, code, message):
    out = tmp_path / "out"
    program = [sys.executable, "-m", "gametheory", "report", "support_signal", "support_sequence", "--out", str(out)]
    process = subprocess.Popen(
        [*program, "--jobs", "2"], stderr=subprocess.PIPE, text=True, start_new_session=True, cwd=tmp_path
    )
    waited = time.monotonic() + 60
    while not list(tmp_path.glob(".out.*/support_sequence")) and time.monotonic() < waited:
        time.sleep(0.02)
    time.sleep(1.5)  # into the work of the models' own processes
    assert process.poll() is None
    (os.killpg if whole_group else os.kill)(process.pid, number)
    _, said = process.communicate(timeout=30)
    assert process.returncode == code
    assert f"gametheory: {message}" in said
    assert "Traceback" not in said
    assert left_in(tmp_path) == []
    assert ended(process.pid)  # and nobody goes on working


def ended(group):
    """Wait for the last process of a group to end."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def test_every_model_by_default(monkeypatch, run, tmp_path):
    asked = []

    def write(models, out, **_):
        asked.extend(models)
        return {"models": [{"status": "solved"}], "outputs": {}}

    monkeypatch.setattr("gametheory.show.report.write", write)
    assert run("--out", tmp_path / "out")[0] == 0
    assert asked == list(gt.catalogue())
