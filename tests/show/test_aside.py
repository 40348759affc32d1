"""Folders made beside their place: what others put there, at any moment of the work, is there afterwards."""

import contextlib
import errno
import json
import os
import signal
import subprocess
import sys
import threading
import warnings
from pathlib import Path

import pytest

from gametheory.errors import GameTheoryError
from gametheory.show import leftovers
from gametheory.show.leftovers import LeftoverWarning
from gametheory.show.report import aside as module
from gametheory.show.report.aside import aside
from gametheory.show.report.folder import FORMAT, MANIFEST, digests, put


def fill(new, text="new"):
    """Write a small report."""
    put(new / "index.html", text)
    put(new / "chicken" / "tables" / "a.csv", text)
    (new / "chicken" / "figures").mkdir()
    manifest = {"format": FORMAT, "outputs": digests(new), "models": [], "seed": 0, "draws": 256}
    put(new / MANIFEST, json.dumps(manifest))


@pytest.fixture(params=["nothing", "an empty folder", "a report"])
def out(request, tmp_path):
    place = tmp_path / "out"
    if request.param == "an empty folder":
        place.mkdir()
    if request.param == "a report":
        with aside(place) as new:
            fill(new, "old")
    return place


def everything(place):
    return {file.relative_to(place).as_posix(): _held(file) for file in place.rglob("*")}


def _held(file):
    if file.is_symlink():
        return f"-> {os.readlink(file)}"
    return "/" if file.is_dir() else file.read_text(encoding="utf-8")


def test_it_takes_its_place_whole(out):
    with aside(out) as new:
        fill(new)
        assert new.parent == out.parent
        assert new.name.startswith(".out.")
    assert (out / "index.html").read_text() == "new"
    assert os.listdir(out.parent) == ["out"]


def test_the_folder_keeps_its_permissions(tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out").chmod(0o2750)
    for _ in range(2):
        with aside(tmp_path / "out") as new:
            fill(new)
        assert (tmp_path / "out").stat().st_mode & 0o7777 == 0o2750


COMES = {
    "a file": lambda out: put(out / "thesis.txt", "years of work"),
    "a file in a folder below": lambda out: put(out / "chicken" / "thesis.txt", "years of work"),
    "a file of a report's name": lambda out: put(out / "index.html", "years of work"),
    "a file in place of the folder": lambda out: (_clear(out), out.write_text("years of work")),
    "a link to another folder": lambda out: (_clear(out), out.symlink_to("elsewhere", target_is_directory=True)),
    "a link to nothing": lambda out: (_clear(out), out.symlink_to("nowhere")),
    "another report": lambda out: (_clear(out), fill(out, "years of work")),
}


def _clear(out):
    if out.is_dir():
        out.rename(out.with_name("moved away by its owner"))


@pytest.mark.parametrize("comes", COMES)
def test_what_comes_to_the_place_during_the_work_stays(out, comes):
    elsewhere = out.parent / "elsewhere"
    put(elsewhere / "thesis.txt", "years of work")

    def work():
        with aside(out) as new:
            fill(new)
            COMES[comes](out)
            before.update(everything(out.parent))

    before = {}
    with pytest.raises(GameTheoryError, match=f"^{out} has changed since this run began"):
        work()
    after = everything(out.parent)
    hidden = {name for name in before if name.startswith(".out.")}
    assert after == {name: text for name, text in before.items() if name not in hidden}


@pytest.mark.parametrize(
    "change", [lambda out: put(out / "index.html", "OLD"), lambda out: (out / "chicken/tables/a.csv").unlink()]
)
def test_an_earlier_report_that_was_changed_during_the_work_stays(tmp_path, change):
    out = tmp_path / "out"
    with aside(out) as new:
        fill(new, "old")

    def work():
        with aside(out) as new:
            fill(new)
            change(out)
            before.update(everything(out))

    before = {}
    with pytest.raises(
        GameTheoryError, match=r"has changed since this run began \((index.html|chicken/tables/a.csv) is"
    ):
        work()
    assert everything(out) == before
    assert os.listdir(tmp_path) == ["out"]


def test_an_earlier_report_that_was_edited_before_is_not_replaced(tmp_path):
    out = tmp_path / "out"
    with aside(out) as new:
        fill(new)
    (out / "index.html").write_text("with my remarks")
    with pytest.raises(GameTheoryError, match=r"changed since its report wrote them \(index.html\)"), aside(out):
        pytest.fail("worked")
    assert (out / "index.html").read_text() == "with my remarks"
    assert os.listdir(tmp_path) == ["out"]


def test_an_earlier_report_that_was_removed_meanwhile_is_no_fault(tmp_path):
    out = tmp_path / "out"
    with aside(out) as new:
        fill(new, "old")
    with aside(out) as new:
        fill(new)
        _clear(out)
    assert (out / "index.html").read_text() == "new"


def at(monkeypatch, step, act):
    """Have something done by somebody else just before the step-th renaming."""
    rename, done = os.rename, []

    def renamed(old, new):
        done.append(1)
        if len(done) == step:
            act()
        rename(old, new)

    monkeypatch.setattr(module.os, "rename", renamed)


@pytest.mark.parametrize("step", [1, 2])
def test_a_file_that_comes_in_the_middle_of_the_swap_stays(tmp_path, monkeypatch, step):
    out = tmp_path / "out"
    with aside(out) as new:
        fill(new, "old")

    def work():
        with aside(out) as new:
            fill(new)
            # before the report is moved aside, and between that and the new one's coming
            at(monkeypatch, step, lambda: put(out / "thesis.txt", "years of work"))

    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        with pytest.raises(GameTheoryError, match=r"has changed since this run began \(thesis.txt is new\)"):
            work()
    assert (out / "thesis.txt").read_text() == "years of work"
    kept = [name for name in os.listdir(tmp_path) if name != "out"]
    if step == 1:
        assert kept == []
        assert (out / "index.html").read_text() == "old"
    else:  # the place is taken: the earlier report is kept where it is, and that is said
        assert len(kept) == 1
        assert (tmp_path / kept[0] / "index.html").read_text() == "old"
        assert str(said[0].message).startswith(f"{tmp_path / kept[0]} holds what was at {out} before")


def test_what_is_put_into_the_earlier_report_while_it_is_removed_stays(tmp_path, monkeypatch):
    # by a process that stands in that folder: it writes into it wherever it is moved
    out = tmp_path / "out"
    with aside(out) as new:
        fill(new, "old")
    inside = os.open(out / "chicken", os.O_RDONLY)
    remove = module._remove

    def removed(folder, contents):
        os.close(os.open("thesis.txt", os.O_CREAT | os.O_WRONLY, dir_fd=inside))
        remove(folder, contents)

    monkeypatch.setattr(module, "_remove", removed)
    with pytest.warns(LeftoverWarning, match="was not removed"), aside(out) as new:
        fill(new)
    os.close(inside)
    assert (out / "index.html").read_text() == "new"
    (kept,) = (name for name in os.listdir(tmp_path) if name != "out")
    assert set(everything(tmp_path / kept)) == {"chicken", "chicken/thesis.txt"}


def test_an_end_in_the_middle_of_the_swap_puts_the_earlier_report_back(tmp_path, monkeypatch):
    out = tmp_path / "out"
    with aside(out) as new:
        fill(new, "old")
    seen = []

    def work():
        with aside(out) as new:
            fill(new)
            # what the handler of interrupts does before it ends the program
            at(monkeypatch, 2, lambda: (seen.append(out.exists()), module.clean_up(), seen.append(everything(out))))

    with pytest.raises((GameTheoryError, OSError)):
        work()
    assert seen[0] is False
    assert seen[1]["index.html"] == "old"
    assert everything(out) == seen[1]
    assert os.listdir(tmp_path) == ["out"]


def test_two_at_once_one_is_refused_at_the_start(out):
    with aside(out) as new:
        fill(new)
        before = everything(out.parent)
        with pytest.raises(GameTheoryError, match="another run is writing into this place"), aside(out):
            pytest.fail("worked")
        assert everything(out.parent) == before
    assert (out / "index.html").read_text() == "new"


def test_without_locks_the_one_that_is_ready_last_is_refused(out, monkeypatch):
    monkeypatch.setattr(leftovers, "_locks", None)

    def work():
        with aside(out) as late:
            fill(late, "late")
            with pytest.warns(LeftoverWarning), aside(out) as early:
                fill(early, "early")

    with pytest.raises(GameTheoryError, match="has changed since this run began"):
        work()
    assert (out / "index.html").read_text() == "early"
    assert os.listdir(out.parent) == ["out"]


def test_of_many_at_once_every_report_is_kept_or_refused(tmp_path):
    kept, refused = [], []
    start = threading.Barrier(8)

    def work(i):
        start.wait()
        try:
            with aside(tmp_path / "out", replaceable=False) as new:
                put(new / "a", str(i))
            kept.append(i)
        except GameTheoryError:
            refused.append(i)

    threads = [threading.Thread(target=work, args=(i,)) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(kept) == 1
    assert len(refused) == 7
    assert everything(tmp_path) == {"out": "/", "out/a": str(kept[0])}


def test_a_place_whose_name_begins_alike_is_another(tmp_path):
    names = ["out", "out.2", "o" * 250, "o" * 251, "ö" * 120, "out.txt" + "t" * 200]
    with contextlib.ExitStack() as stack:
        for new in [stack.enter_context(aside(tmp_path / name)) for name in names]:
            fill(new)
    assert sorted(os.listdir(tmp_path)) == sorted(names)


KILLED = """
import os, signal, sys
from gametheory.show.report import aside as module
sys.path.insert(0, sys.argv[2])
from show.test_aside import fill
rename, steps = os.rename, []
def renamed(old, new):
    steps.append(1)
    if len(steps) == int(sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)
    rename(old, new)
module.os.rename = renamed
with module.aside(sys.argv[1]) as new:
    fill(new)
    if sys.argv[3] == "0":
        os.kill(os.getpid(), signal.SIGKILL)
"""


def killed(out, step):
    program = [sys.executable, "-c", KILLED, str(out), str(Path(__file__).parents[1]), str(step)]
    assert subprocess.run(program, timeout=120).returncode == -signal.SIGKILL


@pytest.mark.parametrize("step", [0, 1])
def test_what_a_kill_left_is_named_and_not_removed(out, step):
    before = everything(out) if out.exists() else None
    killed(out, step)
    assert (everything(out) if out.exists() else None) == before
    (left,) = (out.parent / name for name in os.listdir(out.parent) if name != "out")
    assert (left / "index.html").read_text() == "new"
    with pytest.warns(LeftoverWarning) as said, aside(out) as new:
        fill(new, "newer")
    assert [str(one.message) for one in said] == [
        f"{left} was left by a run that was killed, and nothing needs it; to remove it: rm -r {left}"
    ]
    assert left.is_dir()
    assert (out / "index.html").read_text() == "newer"
    subprocess.run(["sh", "-c", str(said[0].message).rpartition(": ")[2]], check=True)
    assert os.listdir(out.parent) == ["out"]


def test_a_kill_in_the_middle_of_the_swap_loses_nothing(tmp_path):
    out = tmp_path / "out"
    with aside(out) as new:
        fill(new, "old")
    before = everything(out)
    killed(out, 2)
    assert not out.exists()
    with pytest.warns(LeftoverWarning) as said:
        module.warn_of_leftovers(out)
    new, old = sorted(tmp_path.iterdir())
    assert str(said[1].message) == (
        f"{old} holds what was at {out} when a run was killed while it replaced it; "
        f"to put it back: mv {old} {out}; to remove it: rm -r {old}"
    )
    subprocess.run(["mv", old, out], check=True)
    assert everything(out) == before
    assert str(said[0].message).startswith(f"{new} was left by a run that was killed")


def test_an_error_is_about_the_place_and_not_about_the_hidden_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def work(error):
        with aside("out") as new:
            fill(new)
            raise error(new)

    for error, name in (
        (lambda new: OSError(errno.ENOSPC, "full", str(new / "chicken" / "a")), "out/chicken/a"),
        (lambda new: OSError(errno.ENOSPC, "full", str(new)), "out"),
        (lambda new: OSError(errno.ENOSPC, "full", "/elsewhere"), "/elsewhere"),
        (lambda new: OSError(errno.ENOSPC, "full"), "out"),
    ):
        with pytest.raises(OSError, match="full") as raised:
            work(error)
        assert raised.value.filename == name
        assert os.listdir(tmp_path) == []


def test_a_place_that_one_is_in_is_not_replaced(tmp_path, monkeypatch):
    with aside(tmp_path / "out") as new:
        fill(new)
    monkeypatch.chdir(tmp_path / "out" / "chicken")
    with pytest.raises(GameTheoryError, match="you are in it"), aside(".."):
        pytest.fail("worked")
