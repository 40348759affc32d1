"""What is said about a document in which something is broken: that, and nothing that only follows from it."""

import pytest
from helpers.first import FIRST_SIGNAL

import gametheory as gt
from gametheory.cli import main

STRATEGIC = """format = "gametheory/1"
kind = "strategic"
title = "A game"
[players]
row = "moves up or down"
column = ""
[parameters.p]
value = "1/2"
range = ["(0", "1)"]
[definitions]
d = "2*p"
[strategies]
row = ["a", "b"]
column = ["c", "d"]
[payoffs.a]
c = { row = "p", column = "d" }
d = { row = 1, column = 0 }
[payoffs.b]
c = { row = 0, column = 1 }
d = { row = 2, column = "3/5" }
"""
SIGNALING = """format = "gametheory/1"
kind = "signaling"
[players]
sender = ""
receiver = ""
[parameters.p]
value = "1/2"
range = [0, 1]
[definitions]
d = "p"
[assume]
inside = "p < 1"
[signal]
sender = "sender"
receiver = "receiver"
types = { h = "d", l = "1-d" }
messages = { m = ["yes", "no"] }
[payoffs.h.m]
yes = { sender = 1, receiver = "1/d" }
no = { sender = 0, receiver = 0 }
[payoffs.l.m]
yes = { sender = 1, receiver = -1 }
no = { sender = 0, receiver = "1/(1 - p)" }
"""


def found(text, tmp_path):
    place = tmp_path / "game.toml"
    place.write_text(text, encoding="utf-8")
    return gt.check(place)


def where(text, tmp_path):
    return [issue.where for issue in found(text, tmp_path)]


def test_the_two_documents_are_good(tmp_path):
    assert found(STRATEGIC, tmp_path) == []
    assert found(SIGNALING, tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "places"),
    [
        ('d = "p"', 'd = "p*undefined_name"', ["definitions.d"]),
        ('d = "p"', 'd = "d"', ["definitions.d"]),
        ('d = "p"', 'd = "later"\nlater = "p"', ["definitions.d"]),
        ('d = "p"', 'd = "2 p"\ne = "d + 1"\nf = "1/(e - p)"', ["definitions.d"]),
        ('d = "p"', "d = [1]", ["definitions.d"]),
        ('inside = "p < 1"', 'inside = "p < undefined_name"', ["assume.inside.1"]),
        ('inside = "p < 1"', 'inside = ["p <", "p < 1"]', ["assume.inside.1"]),
        (
            'd = "p"',
            'd = "p*nobody"\n[parameters.q]\nvalue = 3\nrange = [0, 1]',
            ["parameters.q.value", "definitions.d"],
        ),
        ('receiver = "1/d"', 'receiver = "1/dd"', ["payoffs.h.m.yes.receiver"]),
        ('h = "d"', 'h = "dd"', ["signal.types.h"]),
    ],
)
def test_nothing_is_said_that_follows_from_a_mistake(old, new, places, tmp_path):
    assert old in SIGNALING
    issues = [i for i in found(SIGNALING.replace(old, new), tmp_path) if i.level == "error"]
    assert [i.where for i in issues] == places


@pytest.mark.parametrize("definition", ['"d"', '"d + p"', '"nobody"', '"1/d"', "true", '"e"\ne = "d"'])
def test_a_broken_definition_below_a_payoff(definition, tmp_path):
    text = STRATEGIC.replace('d = "2*p"', f"d = {definition}").replace('row = "p"', 'row = "1/(2-d) + p"')
    issues = found(text, tmp_path)
    assert issues
    assert all(i.where.startswith("definitions.") for i in issues)


def test_a_definition_that_is_defined_by_a_later_one_below_a_probability(tmp_path):
    text = FIRST_SIGNAL.read_text(encoding="utf-8")
    lines = [
        'committed_share = "delivery_cost"' if line.startswith("committed_share =") else line
        for line in text.splitlines()
    ]
    issues = [i for i in found("\n".join(lines), tmp_path) if i.level == "error"]
    assert [i.where for i in issues] == ["definitions.committed_share"]
    assert issues[0].what.startswith("'delivery_cost' is defined later: definitions are read in order")


def test_a_denominator_that_is_zero_is_said_beside_a_broken_payoff(tmp_path):
    text = STRATEGIC.replace('d = "2*p"', 'd = "1/(2*p - 1)"').replace('row = "p"', 'row = "pp"')
    assert where(text, tmp_path) == ["payoffs.a.c.row", "definitions.d"]


def test_nodes_that_are_no_table(tmp_path):
    text = 'format = "gametheory/1"\nkind = "extensive"\nroot = "a"\nnodes = 3\n[players]\nx = ""\n'
    assert where(text, tmp_path) == ["nodes"]


# -- notes -----------------------------------------------------------------------------------------


def test_a_parameter_that_is_used_nowhere_is_a_note(tmp_path, capsys):
    place = tmp_path / "game.toml"
    place.write_text(STRATEGIC + "[parameters.idle]\nvalue = 1\n", encoding="utf-8")
    (issue,) = gt.check(place)
    assert (issue.where, issue.level) == ("parameters.idle", "note")
    assert str(issue) == "parameters.idle: used nowhere: in no number, definition, assumption or claim"
    assert main(["check", str(place)]) == 0
    out, err = capsys.readouterr()
    assert out == f"{place}: fine, 1 note\n  note: {issue}\n"
    assert err == "gametheory: 1 document checked, nothing wrong\n"
    assert main(["solve", str(place)]) == 0
    assert gt.load(place).parameters["idle"].value == 1
    whole = [str(eq.outcome) for eq in gt.solve(gt.load(place))]
    place.write_text(STRATEGIC, encoding="utf-8")
    assert [str(eq.outcome) for eq in gt.solve(gt.load(place))] == whole


def test_a_note_beside_an_error(tmp_path, capsys):
    place = tmp_path / "game.toml"
    place.write_text(STRATEGIC.replace('"p"', '"pp"').replace('"2*p"', "2"), encoding="utf-8")
    assert main(["check", str(place)]) == 2
    out = capsys.readouterr().out
    assert out.startswith(f"{place}: 1 issue, 1 note\n  payoffs.a.c.row: unknown name 'pp', did you mean 'p'?")
    assert out.endswith("  note: parameters.p: used nowhere: in no number, definition, assumption or claim\n")
    with pytest.raises(gt.DocumentError, match=r"note: parameters\.p: used nowhere"):
        gt.load(place)


def test_a_model_in_python_with_a_parameter_that_is_used_nowhere():
    game = gt.StrategicGame.from_arrays([["x", 0], [0, 1]], [[1, 0], [0, 1]])
    assert set(gt.Model("g", game, {"x": 1, "idle": 2}).parameters) == {"x", "idle"}


def test_an_issue_without_a_level_is_an_error():
    assert gt.Issue("a", "b") == gt.Issue(where="a", what="b", level="error")


# -- references ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("true", "the bibliography has no entry 'true'"),
        ("nash1952", "has no entry 'nash1952', did you mean 'nash1951'?"),
    ],
)
def test_a_reference_that_the_bibliography_lacks(key, said, tmp_path, capsys):
    place = tmp_path / "game.toml"
    place.write_text(STRATEGIC.replace("[players]", f'references = ["nash1950", "{key}"]\n[players]'), encoding="utf-8")
    issues = gt.check(place)
    assert [i.where for i in issues if key in i.what] == ["references.2"]
    assert said in issues[-1].what
    assert main(["check", str(place)]) == 2
    assert said in capsys.readouterr().out
    # what check finds missing is what a citation leaves out; the game itself can be solved
    assert f"not in the bibliography of gametheory-toolkit: {key}" in gt.cite(gt.solve(gt.load(place))).replace(
        "nash1950, ", ""
    )


def test_a_bibliography_of_ones_own_beside_the_document_is_read_by_neither(tmp_path):
    place = tmp_path / "game.toml"
    (tmp_path / "references.bib").write_text("@misc{mine2020,\n  title = {Mine},\n  note = {x}\n}\n")
    place.write_text(STRATEGIC.replace("[players]", 'references = ["mine2020"]\n[players]'), encoding="utf-8")
    assert [i.where for i in gt.check(place)] == ["references.1"]
    assert "% not in the bibliography of gametheory-toolkit: mine2020" in gt.cite(gt.solve(gt.load(place)))


def test_the_toolkit_itself_can_be_cited(tmp_path):
    text = STRATEGIC.replace("[players]", 'references = ["gametheory_toolkit", "nash1951"]\n[players]')
    assert found(text, tmp_path) == []


# -- keys in the wrong place -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "table",
    [
        "[players]",
        "[parameters.p]",
        "[definitions]",
        "[assume]",
        "[signal]",
        "[payoffs.h.m]",
    ],
)
@pytest.mark.parametrize(
    "line",
    [
        'title = "The quiet war"',
        'about = "Two or three sentences."',
        'references = ["nash1951"]',
        'kind = "signaling"',
        'format = "gametheory/1"',
    ],
)
def test_a_key_of_the_top_below_a_table(line, table, tmp_path):
    key = line.split()[0]
    top = "\n".join(other for other in SIGNALING.splitlines() if not other.startswith(f"{key} ="))
    text = top.replace(f"\n{table}\n", f"\n{table}\n{line}\n")
    number = text.splitlines().index(line) + 1
    (issue,) = found(text, tmp_path)
    assert issue.where == f"{table[1:-1]}.{key}"
    assert issue.what == (
        f"{key!r} belongs above the first table (line {number} stands below {table}): move the line to the top"
    )


def test_format_and_kind_below_the_players(tmp_path):
    text = STRATEGIC.replace('title = "A game"\n[players]\n', "")
    assert where('[players]\ntitle = "A game"\n' + text, tmp_path) == [
        "players.format",
        "players.kind",
        "players.title",
    ]


def test_a_root_below_the_nodes(tmp_path):
    text = """format = "gametheory/1"
kind = "extensive"
[players]
x = ""
[nodes.start]
player = "x"
moves.go = { x = 1 }
moves.stay = { x = 0 }
root = "start"
"""
    (issue,) = found(text, tmp_path)
    assert str(issue).startswith("nodes.start.root: 'root' belongs above the first table (line 9 stands below [nodes.s")


@pytest.mark.parametrize("name", ["title", "about", "root", "kind", "format", "references"])
def test_a_player_of_such_a_name_is_a_player(name, tmp_path):
    text = STRATEGIC.replace('title = "A game"\n', "").replace("row", name).replace(f'["{name}"]', '["row"]')
    assert found(text, tmp_path) == []
    assert gt.load(tmp_path / "game.toml").players[name] == "moves up or down"


@pytest.mark.parametrize("name", ["title", "about", "root"])
def test_a_definition_of_such_a_name_is_a_definition(name, tmp_path):
    text = STRATEGIC.replace('title = "A game"\n', "").replace('d = "2*p"', f'{name} = "2*p"')
    assert found(text.replace('column = "d"', f'column = "{name}"'), tmp_path) == []


# -- other formats ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ending", "words"),
    [
        ("efg", ["Gambit", 'kind = "extensive"']),
        ("nfg", ["Gambit", 'kind = "strategic"', "from_arrays"]),
        ("gbt", ["Gambit", "document"]),
        ("csv", ["table", "from_arrays"]),
        ("xlsx", ["spreadsheet", "from_arrays"]),
        ("json", ["JSON", "document"]),
        ("EFG", ["Gambit"]),
    ],
)
def test_a_file_of_another_format_is_known(ending, words, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / f"g.{ending}").write_text('EFG 2 R "x" { "1" "2" }\n')
    commands = (
        "solve",
        "check",
        "verify",
        "margins",
        "report --out out",
        "sensitivity --of P(a)",
        "sweep --axis x=0:1:3",
    )
    for command in (*commands, "explorer --out e.html", "regions --x x --y y"):
        for name in (f"g.{ending}", f"./g.{ending}"):
            verb, *more = command.split()
            assert main([verb, name, *more]) == 2
            said = "".join(capsys.readouterr())
            assert all(word in said for word in words), (command, said)
            assert "no model is called" not in said
    with pytest.raises(gt.DocumentError, match="cannot be read yet"):
        gt.load(f"g.{ending}")
    assert "no such file" not in str(gt.check(f"g.{ending}")[0])
    assert "no such file" in str(gt.check(f"h.{ending}")[0])
    assert words[0] in str(gt.check(tmp_path / f"g.{ending}")[0])
