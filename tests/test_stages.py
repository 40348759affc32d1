"""Progress: a line on a terminal that says the stage and the seconds, a line with its time for a stage that lasted."""

import io
import time
from types import SimpleNamespace

import pytest

import gametheory as gt
from gametheory import cli, stages
from gametheory.commands import talk


class Terminal(io.StringIO):
    """What is written to it can be waited for: the thread that draws is another one."""

    def isatty(self):
        return True

    def until(self, text):
        end = time.monotonic() + 20
        while text not in self.getvalue():
            assert time.monotonic() < end, self.getvalue()
            time.sleep(0.005)


@pytest.fixture
def terminal(monkeypatch):
    found = Terminal()
    # pytest puts its own standard error back between a fixture and its test
    monkeypatch.setattr(stages, "sys", SimpleNamespace(stderr=found))
    monkeypatch.setattr(stages, "EVERY", 0.005)
    return found


def test_the_line_says_the_stages_and_is_cleared(terminal):
    with stages.shown("verifying x", patience=0.0):
        terminal.until("\rverifying x ... 0 s\033[K")
        with stages.stage("claim 1 of 2"):
            terminal.until("\rverifying x, claim 1 of 2 ... 0 s\033[K")
    assert terminal.getvalue().endswith("\r\033[K")
    assert "\n" not in terminal.getvalue()


def test_a_stage_that_lasted_leaves_a_line_with_its_time(terminal, monkeypatch):
    monkeypatch.setattr(stages, "LASTED", 0.0)
    with stages.shown("verifying x", patience=0.0):
        terminal.until("verifying x ...")
        with stages.stage("claim 1 of 2"):
            terminal.until("claim 1 of 2 ...")
    left = [line.rpartition("\033[K")[2] for line in terminal.getvalue().split("\n")]
    assert left == ["  claim 1 of 2: 0.0 s", "verifying x: 0.0 s", ""]


def test_before_patience_ends_nothing_is_written(terminal):
    with stages.shown("solving x", patience=60), stages.stage("audit"):
        pass
    assert terminal.getvalue() == ""


def test_one_within_another_is_its_stage_and_a_bar_gets_the_line(terminal):
    with stages.shown("a", patience=0.0), stages.shown("b", patience=60):
        terminal.until("\ra, b ... 0 s")
        with stages.room():
            assert terminal.getvalue().endswith("\r\033[K")
            there = terminal.getvalue()
            terminal.write("bar")
        terminal.until("bar\ra, b ...")
        assert terminal.getvalue().startswith(there + "bar")


def test_a_long_name_stays_on_the_line(terminal, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    with stages.shown("solving " + "long " * 40, patience=0.0):
        terminal.until("...")
    assert max(len(line) for line in terminal.getvalue().replace("\033[K", "\r").split("\r")) < 40


def test_a_file_gets_nothing(capsys, monkeypatch):
    monkeypatch.setattr(stages, "LASTED", 0.0)
    with stages.shown("solving x", patience=0.0), stages.stage("audit"):
        pass
    gt.solve("chicken", progress=True)
    assert capsys.readouterr() == ("", "")


_watched = stages._Terminal.watched


def _seen(self):
    """Take the first line for written: small games are solved before the thread gets to it."""
    self._begun = True
    return _watched(self)


def test_the_verbs_show_it_if_asked(terminal, monkeypatch):
    monkeypatch.setattr(stages, "PATIENCE", 0.0)
    monkeypatch.setattr(stages, "LASTED", 0.0)
    gt.solve("chicken")
    gt.verify("chicken", draws=0)
    gt.answer("chicken", cases=64, curve=16)
    assert terminal.getvalue() == ""
    monkeypatch.setattr(stages._Terminal, "watched", _seen)
    gt.solve("chicken", progress=True)
    assert "solving chicken: 0." in terminal.getvalue()
    gt.verify("chicken", draws=0, progress=True)
    assert "verifying chicken: 0." in terminal.getvalue()
    assert "  claim 1 of " in terminal.getvalue()
    gt.answer("chicken", cases=64, curve=16, progress=True)
    assert "  solving chicken: " in terminal.getvalue()
    assert "  cases of chicken: " in terminal.getvalue()


def test_a_command_prints_the_same_on_a_terminal_and_leaves_its_stages(terminal, monkeypatch, capsys):
    asked = ["solve", "beer_quiche", "--audit", "--refine", "D1", "--no-cache"]
    assert cli.main(asked) == 0
    plain = capsys.readouterr().out
    monkeypatch.setattr(stages._Terminal, "watched", _seen)
    monkeypatch.setattr(stages, "LASTED", 0.0)
    assert cli.main(asked) == 0
    assert capsys.readouterr().out == plain
    assert "solving beer_quiche: " in terminal.getvalue()
    assert "  audit: " in terminal.getvalue()


def test_a_command_is_silent_for_less_than_a_second():
    assert talk.PATIENCE < 1
