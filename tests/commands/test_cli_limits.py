"""The command line with ``--seconds`` and ``--partial``, at its first moment, and at signals to end."""

import json
import os
import signal
import subprocess
import sys
import time
import tomllib

import pytest
from helpers.clocks import put

from gametheory import cli
from gametheory.commands import files
from gametheory.commands.interrupt import interrupted


def start(*arguments, program=("-m", "gametheory"), **more):
    return subprocess.Popen(
        [sys.executable, *program, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        **more,
    )


# -- answers that are cut ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [("solve",), ("verify",), ("report", "--out", "report")])
@pytest.mark.parametrize("text", ["0", "-1", "nan", "inf", "1e999", "ten", "", "3s", "1_0", "\u0663"])
def test_a_bad_limit_is_misuse_and_names_the_fix(run, monkeypatch, tmp_path, command, text):
    monkeypatch.chdir(tmp_path)
    name, *rest = command
    code, out, err = run(name, "chicken", *rest, f"--seconds={text}")
    assert (code, out) == (2, "")
    assert err.startswith("gametheory: error: --seconds: expected a positive number of seconds such as 10, got ")
    assert list(tmp_path.iterdir()) == []


def test_solve_says_where_it_was_cut(run, monkeypatch):
    put(monkeypatch, 20)
    code, out, err = run("solve", "beer_quiche", "--regimes", "--seconds", "3")
    assert code == 0
    assert "0 regimes found; not proved to be all: the search was cut after 3 seconds" in out
    assert "cut after 3 seconds" in err
    put(monkeypatch, 20)
    code, out, _ = run("solve", "beer_quiche", "--regimes", "--seconds", "3", "--json")
    document = json.loads(out)
    assert (code, document["exhaustive"], document["why"]) == (0, False, "the search was cut after 3 seconds")


@pytest.mark.parametrize("more", [(), ("--regimes",), ("--at", "wimp=1/4"), ("--refine", "all", "--audit")])
def test_in_time_the_answer_is_the_same_to_the_letter(run, monkeypatch, more):
    put(monkeypatch)
    assert (
        run("solve", "beer_quiche", *more, "--seconds", "100", "--partial")[1] == run("solve", "beer_quiche", *more)[1]
    )


def test_wherever_solve_is_cut_it_ends_well(run, monkeypatch):
    clock = put(monkeypatch)
    asked = ("solve", "beer_quiche", "--refine", "all", "--audit", "--seconds", "9")
    run(*asked)
    for k in range(1, clock.seen, max(1, clock.seen // 25)):
        put(monkeypatch, k)
        code, out, err = run(*asked)
        assert code in (0, 1)  # an audit that was cut certifies nothing
        assert "cut after 9 seconds" in out + err


def test_verify_leaves_undecided_what_it_does_not_reach(run, monkeypatch):
    put(monkeypatch, 20)
    code, out, _ = run("verify", "beer_quiche", "--seconds", "2", "--draws", "1000")
    assert code == 0
    assert "0 proved, 0 refuted, 5 undecided" in out
    assert "cut to keep within 2 seconds" in " ".join(out.split())


@pytest.mark.slow
def test_an_interrupt_gives_what_was_found_on_request(slow):
    process = start("solve", slow, "--regimes", "--partial")
    time.sleep(3)
    assert process.poll() is None
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0
    assert "not proved to be all: the search was interrupted" in " ".join(out.split())
    assert "Traceback" not in err


# -- the first moment -------------------------------------------------------------------------------------------------


def test_an_interrupt_during_the_first_imports_is_one_line_and_exit_130():
    # stands still in the middle of the first import that the command line makes
    program = (
        "import sys, time\n"
        "class Slow:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'gametheory.cli':\n"
        "            print('importing', flush=True)\n"
        "            time.sleep(60)\n"
        "sys.meta_path.insert(0, Slow())\n"
        "import runpy\n"
        "sys.argv = ['gametheory', 'models']\n"
        "runpy.run_module('gametheory', run_name='__main__', alter_sys=True)\n"
    )
    process = start(program=("-c", program))
    assert process.stdout.readline() == "importing\n"
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (130, "gametheory: interrupted\n")


def test_next_to_nothing_is_imported_before_an_interrupt_is_looked_after():
    program = (
        "import sys, signal\n"
        "before = set(sys.modules)\n"
        "import gametheory.beginning\n"
        "print(sorted(name for name in set(sys.modules) - before))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    found = done.stdout.strip().strip("[]").replace("'", "").split(", ")
    assert set(found) == {
        "__future__",
        "gametheory",
        "gametheory.beginning",
        "gametheory.commands",
        "gametheory.commands.interrupt",
        "gametheory.version",
    }


def test_the_installed_command_begins_there_too():
    with open(os.path.join(os.path.dirname(__file__), "..", "..", "pyproject.toml"), "rb") as file:
        scripts = tomllib.load(file)["project"]["scripts"]
    assert scripts == {"gametheory": "gametheory.beginning:main"}


def test_where_interrupts_are_ignored_the_command_ignores_them():
    process = start("models", preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN))
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, "")
    assert "chicken" in out


# -- signals to end ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_to_end_has_its_default_action_while_there_is_nothing_to_clean_up(number):
    seen = []
    with files.on_end(lambda *given: seen.append(given)):
        assert signal.getsignal(number) is signal.SIG_DFL
        with files.guarded():
            signal.raise_signal(number)
        assert signal.getsignal(number) is signal.SIG_DFL
    assert [given[0] for given in seen] == [number]
    with files.guarded():  # nobody to clean up: as a library
        assert signal.getsignal(number) is signal.SIG_DFL


def test_a_file_that_is_being_written_is_cleaned_up_at_a_signal_to_end(tmp_path):
    def write():
        with files.on_end(lambda *_: files.clean_up()), files.replacing(str(tmp_path / "x.csv")) as name:
            assert os.path.exists(name)
            signal.raise_signal(signal.SIGTERM)
            assert not os.path.exists(name)

    with pytest.raises(FileNotFoundError):
        write()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_a_search_ends_at_once_at_a_signal_to_end(slow):
    process = start("solve", slow, "--regimes")
    time.sleep(3)
    assert process.poll() is None
    process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=10)
    assert (process.returncode, err) == (-signal.SIGTERM, "")


def test_what_an_interrupt_does_first_is_taken_over_by_the_program(monkeypatch):
    was = signal.signal(signal.SIGINT, interrupted)
    try:
        with cli._interruptible():
            assert signal.getsignal(signal.SIGINT) not in (interrupted, signal.default_int_handler)
        assert signal.getsignal(signal.SIGINT) is interrupted
    finally:
        signal.signal(signal.SIGINT, was)
