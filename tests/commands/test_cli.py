"""The command line: what goes to which stream, the exit codes, and that bad input never ends in a traceback."""

import json
import os
import pty
import select
import signal
import subprocess
import sys
import time

import pytest
from helpers.first import FIRST_SIGNAL

import gametheory as gt
from gametheory.commands import talk


@pytest.fixture
def document(tmp_path):
    def write(text, name="game.toml"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    return write


def _process(*arguments, **options):
    return subprocess.Popen(
        [sys.executable, "-m", "gametheory", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options
    )


# -- solve ------------------------------------------------------------------------------------------------------------


def test_solve_prints_the_equilibria_at_the_baseline_and_talks_on_stderr(run):
    code, out, err = run("solve", "beer_quiche")
    assert code == 0
    assert "2 equilibrium outcomes; proved to be all" in out
    assert "1. pooling on beer\n" in out
    assert "2. pooling on quiche\n" in out
    assert err.startswith("gametheory: beer_quiche, perfect-bayesian, at the baseline: 2 equilibrium outcomes")
    assert err.count("\n") == 1


def test_at_takes_several_values_repeated_or_not(run):
    once = run("solve", str(FIRST_SIGNAL), "--at", "distraction=17/20", "escalation_cost=2", "--json")
    twice = run("solve", str(FIRST_SIGNAL), "--at", "distraction=0.85", "--at", "escalation_cost = 2", "--json")
    assert once[0] == twice[0] == 0
    assert once[1] == twice[1]
    assert json.loads(once[1])["point"]["distraction"] == "17/20"
    assert "at distraction = 17/20, escalation_cost = 2" in once[2]


@pytest.mark.parametrize("point", [{}, {"wimp": "2/3"}, {"wimp": "1/2"}])
def test_a_point_on_the_command_line_is_the_librarys_point(run, point):
    values = [f"{name}={value}" for name, value in point.items()]
    _, out, _ = run("solve", "beer_quiche", "--json", *(["--at", *values] if values else []))
    assert json.loads(out) == gt.solve(gt.load("beer_quiche")).at(point).document()


def test_the_json_is_the_contract(run):
    _, out, _ = run("solve", str(FIRST_SIGNAL), "--json")
    found = json.loads(out)
    model = gt.load(FIRST_SIGNAL)
    assert found["format"] == "gametheory-solution/1"
    assert found["model"] == {"name": "support_signal", "sha256": model.sha256}
    assert found["concept"] == "perfect-bayesian"
    assert found["point"] == {name: str(value) for name, value in model.baseline.items()}
    assert found["exhaustive"] is True
    outcomes = {eq["name"]: eq["outcome"] for eq in found["equilibria"]}
    assert outcomes["pooling on air_defense"] == {
        "committed/air_defense/coerce": "1/5",
        "constrained/air_defense/coerce": "4/5",
    }
    for equilibrium in found["equilibria"]:
        assert {"name", "isolated", "strategy", "beliefs", "outcome", "payoffs"} <= set(equilibrium)


def test_regimes_have_conditions_in_text_and_json(run):
    code, out, err = run("solve", "beer_quiche", "--regimes")
    assert code == 0
    assert "1. pooling on beer\n   exists where wimp < 1/2\n" in out
    assert "1 knife edge" in out
    assert "for all parameter values: 3 regimes; proved to be all" in err
    _, out, _ = run("solve", "beer_quiche", "--regimes", "--json")
    found = json.loads(out)
    assert found["point"] is None
    assert [eq["when"] for eq in found["equilibria"]] == ["wimp < 1/2", "wimp < 1/2", "wimp > 1/2"]
    assert found["knife_edges"] == ["wimp = 1/2"]


def test_a_concept_by_name(run):
    code, out, _ = run("solve", "beer_quiche", "--concept", "perfect-bayesian", "--json")
    assert code == 0
    assert json.loads(out)["concept"] == "perfect-bayesian"


def test_values_outside_the_range_need_extend(run):
    code, out, err = run("solve", str(FIRST_SIGNAL), "--at", "distraction=19/20")
    assert (code, out) == (2, "")
    assert "distraction = 19/20 is outside its range [0, 9/10]" in err
    code, out, err = run("solve", str(FIRST_SIGNAL), "--at", "distraction=19/20", "--extend", "--json")
    assert code == 0
    assert json.loads(out)["point"]["distraction"] == "19/20"


def test_audit_certifies_every_equilibrium(run):
    code, out, err = run("solve", "beer_quiche", "--audit", "--json")
    assert code == 0
    assert [eq["audit"]["valid"] for eq in json.loads(out)["equilibria"]] == [True, True]
    assert "audit: 2 of 2 certified" in err


def test_a_failed_audit_is_exit_1(run, monkeypatch):
    honest = gt.PerfectBayesian.solve

    def lying(self, game, domain):
        found = honest(self, game, domain)
        wrong = [eq for eq in found if eq.name == "pooling on beer"]
        plan = {**wrong[0].strategy, "bully": {"beer": {"duel": 1}, "quiche": {"duel": 1}}}
        return gt.Solution(game, self, (type(wrong[0])(**{**wrong[0].__dict__, "strategy": plan}),))

    monkeypatch.setattr(gt.PerfectBayesian, "solve", lying)
    code, out, err = run("solve", "beer_quiche", "--audit")
    assert code == 1
    assert "audit: 0 of 1 certified" in err
    assert "NOT valid" in err
    assert "pooling on beer" in out


def test_refinements_are_reported_and_nothing_is_dropped(run):
    # Cho and Kreps 1987: pooling on quiche fails the intuitive criterion, pooling on beer passes it
    code, out, _ = run("solve", "beer_quiche", "--refine", "intuitive,d1", "--json")
    assert code == 0
    assert [eq["survives"] for eq in json.loads(out)["equilibria"]] == [
        {"intuitive": True, "d1": True},
        {"intuitive": False, "d1": False},
    ]
    _, text, _ = run("solve", "beer_quiche", "--refine", "intuitive", "d1")
    assert "survives              intuitive, d1\n" in text
    assert "does not survive      intuitive (" in text
    _, out, _ = run("solve", "beer_quiche", "--json")
    assert all("survives" not in eq for eq in json.loads(out)["equilibria"])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["solve", "beer_quiche", "--refine", "intuition"], "unknown refinement 'intuition', did you mean 'intuitive'"),
        (["solve", "chicken", "--refine", "d1"], "refinements judge perfect Bayesian equilibria"),
        (["solve", "beer_quich"], "no model is called 'beer_quich', did you mean 'beer_quiche'"),
        (["solve", "nowhere/game.toml"], "no such file"),
        (["solve", "/"], "a directory, not a document"),
        (["solve", "beer_quiche", "--concept", "perfect-bayes"], "did you mean 'perfect-bayesian'"),
        (["solve", "beer_quiche", "--concept", ""], "unknown concept"),
        (["solve", "beer_quiche", "--at", "wimpy=1/2"], "unknown parameter 'wimpy', did you mean 'wimp'"),
        (["solve", "beer_quiche", "--at", "wimp=often"], "wimp = 'often' is not a number"),
        (["solve", "beer_quiche", "--at", "wimp=1/0"], "wimp = '1/0' is not a number"),
        (["solve", "beer_quiche", "--at", "wimp=nan"], "wimp = 'nan' is not a number"),
        (["solve", "beer_quiche", "--at", "wimp=2"], "wimp = 2 is outside its range (0, 1)"),
        (["solve", "beer_quiche", "--at", "wimp"], "--at takes NAME=VALUE"),
        (["solve", "beer_quiche", "--at", "wimp="], "--at takes NAME=VALUE"),
        (["solve", "beer_quiche", "--at", "wimp=1/3", "wimp=1/4"], "--at gives wimp twice"),
        (["solve", "beer_quiche", "--regimes", "--at", "wimp=1/3"], "leave out --at"),
        (["solve", "beer_quiche", "--at"], "expected at least one argument"),
        (["solve"], "the following arguments are required: MODEL"),
        (["resolve", "beer_quiche"], "invalid choice"),
        (["solve", "beer_quiche", "--regime"], "unrecognized arguments: --regime"),
        ([], "the following arguments are required: COMMAND"),
    ],
)
def test_misuse_is_exit_2_with_a_message_and_no_data(run, arguments, message):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert message in err


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "kind: missing"),
        ("kind = ", "not TOML"),
        (b"\xff\xfe", "not UTF-8"),
        (b"\x00" * 9, "not TOML"),
        ('format = "gametheory/1"\nkind = "signalling"', "did you mean 'signaling'"),
        ("x = " + "[" * 5000, "nested"),
    ],
)
def test_a_bad_document_is_exit_2_for_solve_and_check(run, document, text, message):
    path = document(text)
    code, out, err = run("solve", path)
    assert (code, out) == (2, "")
    assert message in err
    code, out, err = run("check", path)
    assert code == 2
    assert message in out


# -- check and models -------------------------------------------------------------------------------------------------


def test_check_lists_everything_at_once(run, document):
    text = gt.load("beer_quiche").to_toml()
    broken = text.replace("1 - wimp", "1 - whimp").replace('title = "Beer or quiche"', 'titel = "Beer or quiche"')
    assert broken.count("whimp") + broken.count("titel") >= 2
    code, out, err = run("check", document(broken))
    assert code == 2
    assert "unknown name 'whimp', did you mean 'wimp'" in out
    assert "titel" in out
    assert "issues\n" in out.split("\n", 1)[0] + "\n"
    assert "1 document checked, 1 with issues" in err


def test_check_goes_on_after_a_bad_document(run, document):
    bad = document("kind = ")
    code, out, _ = run("check", bad, "beer_quiche", "no_such_model")
    assert code == 2
    assert f"{bad}: 1 issue\n" in out
    assert "\nbeer_quiche: fine\n" in out
    assert "\nno_such_model: 1 issue\n" in out


def test_check_reads_the_words_of_answers_too(run, document):
    text = gt.load("support_signal").to_toml()
    code, out, _ = run("check", document(text.replace("air_defense = { does", "air_defence = { does")))
    assert code == 2
    assert "answer.words.russia.air_defence: 'russia' has no action 'air_defence', did you mean 'air_defense'?" in out
    path = document(text.replace("hold Washington back", "change the prior belief of Washington"))
    code, out, _ = run("check", path)
    assert code == 0
    assert out.startswith(f"{path}: fine, 1 note\n  note: answer.question: holds 'prior' and 'belief'")


def test_every_model_of_the_catalogue_is_fine(run):
    code, out, err = run("check", *gt.catalogue())
    assert code == 0
    assert out.count(": fine\n") == len(gt.catalogue())
    assert "nothing wrong" in err


def test_models_lists_the_catalogue(run):
    code, out, err = run("models")
    assert (code, err) == (0, "")
    lines = out.rstrip("\n").split("\n")
    assert [line.split()[0] for line in lines] == list(gt.catalogue())
    assert any(line.split()[:2] == ["support_signal", "signaling"] for line in lines)
    assert len({line.index(entry.kind) for line, entry in zip(lines, gt.catalogue().values(), strict=True)}) == 1


def test_models_as_json(run):
    _, out, _ = run("models", "--json")
    rows = {row["name"]: row for row in json.loads(out)}
    assert rows["beer_quiche"]["kind"] == "signaling"
    assert rows["beer_quiche"]["title"] == "Beer or quiche"
    assert list(rows) == list(gt.catalogue())


def test_version_and_help(run):
    assert run("--version") == (0, f"gametheory {gt.__version__}\n", "")
    code, out, _ = run("solve", "--help")
    assert code == 0
    assert "--regimes" in out


# -- the process ------------------------------------------------------------------------------------------------------


def test_a_reader_that_goes_away_is_no_error():
    process = _process("solve", "beer_quiche", "--json")
    process.stdout.close()  # before the first byte
    err = process.stderr.read().decode()
    process.stderr.close()
    assert process.wait(timeout=60) == 141
    assert "Traceback" not in err
    assert "BrokenPipe" not in err


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_closed_stream_is_no_error(closed):
    # Python has None for it, which can be neither written to nor flushed
    line = f'"{sys.executable}" -m gametheory models {closed}'
    done = subprocess.run(["sh", "-c", line], capture_output=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.slow
def test_an_interrupt_is_a_message_and_exit_130(slow):
    process = _process("solve", slow, "--regimes", start_new_session=True)
    time.sleep(3)
    assert process.poll() is None, "the game was solved too quickly to be interrupted"
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err.decode() == "gametheory: interrupted\n"


def test_progress_is_shown_on_a_terminal_only(monkeypatch, capsys):
    monkeypatch.setattr(talk, "PATIENCE", 0.05)
    with talk.progress("solving x"):
        time.sleep(0.2)
    assert capsys.readouterr().err == ""
    master, slave = pty.openpty()
    with os.fdopen(slave, "w") as terminal:
        monkeypatch.setattr(sys, "stderr", terminal)
        with talk.progress("solving x"):
            time.sleep(0.2)
        with talk.progress("solving y"):
            pass
        monkeypatch.undo()
        shown = ""
        while select.select([master], [], [], 0.2)[0]:
            shown += os.read(master, 4096).decode()
    os.close(master)
    assert "\rsolving x ... 0 s" in shown
    assert "solving y" not in shown
    assert shown.endswith("\r\x1b[K")
