"""Files that commands write: nothing of anybody else's is lost, and every fault of the system says where it was."""

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gametheory.commands import faults, files
from gametheory.errors import GameTheoryError
from gametheory.show import leftovers

SWEEP = ["sweep", "beer_quiche", "--axis", "wimp=1/10:9/10:5", "--of", "P(duel)"]
WRITING = {
    "--csv": [*SWEEP, "--csv"],
    "--netcdf": [*SWEEP, "--netcdf"],
    "--figure": [*SWEEP, "--figure"],
    "explorer": ["explorer", "beer_quiche", "--out"],
}
ENDING = {"--csv": ".csv", "--netcdf": ".nc", "--figure": ".svg", "explorer": ".html"}


def during(monkeypatch, act):
    """Have something done by somebody else when the result is ready."""
    put = files._put

    def late(*arguments):
        act()
        put(*arguments)

    monkeypatch.setattr(files, "_put", late)


@pytest.mark.parametrize("what", WRITING)
@pytest.mark.parametrize("there", [None, "old"])
def test_a_file_that_came_during_the_work_stays(run, tmp_path, monkeypatch, what, there):
    place = tmp_path / f"x{ENDING[what]}"
    if there is not None:
        place.write_text(there)
    during(monkeypatch, lambda: place.write_text("years of work"))
    code, out, err = run(*WRITING[what], str(place))
    assert (code, out) == (2, "")
    assert f"{place} was written by somebody else since this command began: it is left as it is" in err
    assert place.read_text() == "years of work"
    assert os.listdir(tmp_path) == [place.name]


def test_a_file_that_was_there_is_replaced_and_one_that_was_removed_is_no_fault(run, tmp_path, monkeypatch):
    place = tmp_path / "x.csv"
    for _ in range(2):
        assert run(*SWEEP, "--csv", str(place))[0] == 0
    text = place.read_text()
    during(monkeypatch, place.unlink)
    assert run(*SWEEP, "--csv", str(place))[0] == 0
    assert place.read_text() == text
    assert os.listdir(tmp_path) == ["x.csv"]


def test_where_there_are_no_links_between_files(run, tmp_path, monkeypatch):
    def none(*_):
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", none)
    place = tmp_path / "x.csv"
    assert run(*SWEEP, "--csv", str(place))[0] == 0
    assert place.read_text().startswith("wimp,")


@pytest.mark.parametrize("what", WRITING)
def test_a_model_document_is_never_written_over(run, tmp_path, monkeypatch, what):
    from gametheory.spec import catalogue

    monkeypatch.chdir(tmp_path)
    document = catalogue()["beer_quiche"].path.read_bytes()
    # by its ending, and by being the one that is asked about, under another name
    for name in ("game.toml", f"./game{ENDING[what]}"):
        Path(name).write_bytes(document)
        asked = [name if word == "beer_quiche" else word for word in WRITING[what]]
        code, out, err = run(*asked, f"{tmp_path}/{name}")
        assert (code, out) == (2, "")
        assert "there is a model document of this name; give another name for the result" in err
        assert Path(name).read_bytes() == document


def test_what_a_kill_left_beside_a_file_is_named_and_not_removed(run, tmp_path):
    place = tmp_path / "x y.csv"
    program = (
        "import os, signal, sys\n"
        "from gametheory.commands import files\n"
        "with files.replacing(sys.argv[1]) as name:\n"
        "    open(name, 'w').write('half')\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    assert subprocess.run([sys.executable, "-c", program, str(place)], timeout=60).returncode == -signal.SIGKILL
    (left,) = tmp_path.iterdir()
    code, _, err = run(*SWEEP, "--csv", str(place))
    assert code == 0
    assert f"{left} was left by a run that was killed, and nothing needs it; to remove it: rm '{left}'" in err
    assert left.read_text() == "half"
    place.unlink()
    # somebody else's file of such a name that is being written is not said to be left
    held = leftovers.hold(left)
    assert "was left" not in run(*SWEEP, "--csv", str(place))[2]
    os.close(held)


@pytest.mark.slow
def test_a_killed_report_is_named_by_the_next_command_into_that_place(tmp_path):
    program = [sys.executable, "-m", "gametheory", "report", "support_signal", "--draws", "256", "--out", "out"]
    process = subprocess.Popen([*program, "--jobs", "1"], cwd=tmp_path, stderr=subprocess.DEVNULL)
    waited = time.monotonic() + 120
    while not list(tmp_path.glob(".out.*/support_signal/support_signal.toml")) and time.monotonic() < waited:
        time.sleep(0.02)
    quick = [sys.executable, "-m", "gametheory", "new-study", "out", "chicken"]
    busy = subprocess.run(quick, cwd=tmp_path, capture_output=True, text=True, timeout=120)
    process.kill()
    process.wait()
    (left,) = tmp_path.iterdir()
    assert (busy.returncode, busy.stdout) == (2, "")
    assert f"out: another run is writing into this place (it works in {left})" in busy.stderr
    done = subprocess.run(quick, cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0
    assert f"gametheory: warning: {left} was left by a run that was killed, and nothing needs it; " in done.stderr
    assert f"to remove it: rm -r {left}\n" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == [left.name, "out"]


# -- what the operating system refuses --------------------------------------------------------------------------------

NO_ROOM = "No space left on device; make room on that disk, or write to another one"


@pytest.mark.parametrize(
    "arguments",
    [["models"], ["models", "--json"], ["solve", "beer_quiche"], ["check", "chicken"], ["--help"], ["solve", "--help"],
     ["--version"], [*SWEEP, "--csv", "-"], ["explorer", "chicken", "--out", "-"]],
)  # fmt: skip
@pytest.mark.parametrize("unbuffered", ["", pytest.param("1", marks=pytest.mark.slow)])
def test_standard_output_on_a_full_disk(arguments, unbuffered):
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "gametheory", *arguments], stdout=full, stderr=subprocess.PIPE, text=True,
            timeout=120, env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
        )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == f"gametheory: error: standard output: {NO_ROOM}"
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


@pytest.mark.parametrize(("arguments", "code"), [(["solve", "chicken"], 0), (["solve", "chiken"], 2), (["solve"], 2)])
def test_standard_error_on_a_full_disk_changes_nothing(arguments, code):
    with open("/dev/full", "w") as full:
        program = [sys.executable, "-m", "gametheory", *arguments]
        done = subprocess.run(program, stdout=subprocess.PIPE, stderr=full, text=True, timeout=120)
    assert done.returncode == code
    assert ("3 equilibrium outcomes" in done.stdout) == (code == 0)


@pytest.mark.parametrize("what", ["--csv", "explorer"])
def test_a_device_that_is_full(run, what):
    code, out, err = run(*WRITING[what], "/dev/full")
    assert (code, out) == (2, "")
    assert f"error: /dev/full: {NO_ROOM}\n" in err


@pytest.mark.parametrize("what", WRITING)
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS])
def test_a_disk_that_refuses_in_the_end(run, tmp_path, monkeypatch, what, number):
    def refused(_):
        raise OSError(number, os.strerror(number))  # as the system does: without a name

    monkeypatch.setattr(os, "fsync", refused)
    place = tmp_path / f"x{ENDING[what]}"
    code, out, err = run(*WRITING[what], str(place))
    assert (code, out) == (2, "")
    assert f"gametheory: error: {place}: {os.strerror(number)}; " in err
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("command", [["report", "chicken", "--jobs", "1", "--out"], ["new-study"]])
def test_a_folder_on_a_disk_that_refuses_in_the_end(run, tmp_path, monkeypatch, command):
    def refused(_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", refused)
    code, out, err = run(*command, str(tmp_path / "out"))
    assert (code, out) == (2, "")
    assert f"gametheory: error: {tmp_path}/out/" in err
    assert err.endswith(f": {NO_ROOM}\n")
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("file", ["index.html", "chicken/tables/equilibria.csv", "chicken/chicken.toml"])
def test_a_disk_that_fills_in_the_middle_of_a_report(run, tmp_path, monkeypatch, file):
    write = Path.write_bytes

    def fills(path, data):
        if path.as_posix().endswith(f"/{file}"):
            write(path, data[: len(data) // 2])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))  # the system names no file here
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", fills)
    monkeypatch.chdir(tmp_path)
    code, out, err = run("report", "chicken", "--out", "out", "--jobs", "1")
    assert (code, out) == (2, "")
    assert f"gametheory: error: out/{file}: {NO_ROOM}\n" in err
    assert os.listdir(tmp_path) == []


def test_the_second_report_of_a_check_finds_no_room(run, tmp_path, monkeypatch):
    assert run("report", "chicken", "--out", str(tmp_path / "out"), "--jobs", "1")[0] == 0
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "no such place"))
    code, out, err = run("report", "--check", str(tmp_path / "out"), "--jobs", "1")
    assert (code, out) == (2, "")
    assert f"{tmp_path}/no such place" in err
    assert "a report is computed again in a temporary directory; TMPDIR names another" in err


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "x"), f"x: {NO_ROOM}"),
        (OSError(errno.ENOSPC, "No space left on device", b"x"), f"x: {NO_ROOM}"),
        (OSError(errno.ENOSPC, "No space left on device"), f"the program: {NO_ROOM}"),
        (OSError(errno.ENOENT, "there is no directory y", "x"), "x: there is no directory y"),
        (OSError("odd"), "the program: odd"),
        (OSError(errno.ENOSPC, "No space left on device", 3), f"the program: {NO_ROOM}"),
    ],
)
def test_the_sentence_of_a_fault(error, said):
    assert faults.fault(error, "the program") == said


def test_two_commands_into_one_file_at_once(tmp_path):
    place = str(tmp_path / "x.csv")

    def second():
        with files.replacing(place) as two, open(two, "w") as file:
            file.write("two")

    def first():
        with files.replacing(place) as one, open(one, "w") as file:
            file.write("one")
            second()

    with pytest.raises(GameTheoryError, match="written by somebody else since this command began"):
        first()
    assert Path(place).read_text() == "two"
    assert os.listdir(tmp_path) == ["x.csv"]
