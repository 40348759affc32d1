"""The hash of a model: blind to comments, layout and spelling of numbers; changed by any number, name or text."""

import re

import pytest

import gametheory as gt

DOCUMENT = """\
format = "gametheory/1"
kind = "signaling"
title = "T"
[players]
one = "first"
two = "second"
[parameters.k]
meaning = "loss"
value = "3/5"
range = [0, 2]
prior = { triangular = [0, "3/5", 2] }
[parameters.l]
value = 1
range = ["(0", 4]
[definitions]
both = "2*(k + l)"
[assume]
order = ["k < l"]
[signal]
sender = "one"
receiver = "two"
types = { high = "1/3", low = "2/3" }
messages = { m = ["a", "b"], n = ["a"] }
[payoffs.high]
m.a = { one = "both", two = 7 }
m.b = { one = 5, two = "k/(1 + l)" }
n.a = { one = 0, two = -6 }
[payoffs.low]
m.a = { one = 8, two = 0 }
m.b = { one = 9, two = 0 }
n.a = { one = "l - k", two = 0.25 }
[[claims]]
name = "c"
statement = "s"
bound = 0.5
"""


def read(text, tmp_path):
    path = tmp_path / "m.toml"
    path.write_text(text, encoding="utf-8")
    return gt.load(path)


SAME = {
    "comments": lambda t: "# a comment\n" + t.replace("\n[", "   # here\n\n\n["),
    "windows line ends": lambda t: t.replace("\n", "\r\n"),
    "a byte order mark": lambda t: "\ufeff" + t,
    "a decimal for a fraction": lambda t: t.replace('value = "3/5"', "value = 0.6"),
    "an integer as text": lambda t: t.replace("two = 7", 'two = "14/2"'),
    "another form of an expression": lambda t: t.replace('"2*(k + l)"', '"k + 2*l + k"'),
    "a definition written out": lambda t: t.replace('one = "both"', 'one = "2*l + 2*k"'),
    "keys of a parameter": lambda t: t.replace('value = "3/5"\nrange = [0, 2]', 'range = [0, 2]\nvalue = "3/5"'),
    "order of the payoffs": lambda t: t.replace(
        "m.a = { one = 8, two = 0 }\nm.b = { one = 9, two = 0 }",
        "m.b = { two = 0, one = 9 }\nm.a = { one = 8, two = 0 }",
    ),
    "an assumption turned round": lambda t: t.replace('"k < l"', '"l > k"'),
    "tables instead of dotted keys": lambda t: t.replace(
        "n.a = { one = 0, two = -6 }", "[payoffs.high.n]\na.one = 0\na.two = -6"
    ),
}

OTHER = {
    "title": ('"T"', '"U"'),
    "player": ('"first"', '"erst"'),
    "meaning": ('"loss"', '"gain"'),
    "range": ("range = [0, 2]", "range = [0, 3]"),
    "open end": ('["(0", 4]', "[0, 4]"),
    "prior": ('[0, "3/5", 2]', '[0, "4/5", 2]'),
    "assumption": ('"k < l"', '"k <= l"'),
    "definition name": ("both", "sum"),
    "response": ('"b"]', '"c"]'),
    "claim": ("bound = 0.5", 'bound = "0.5"'),
    "claim statement": ('"s"', '"t"'),
}


@pytest.mark.parametrize("change", SAME)
def test_what_carries_no_meaning(change, tmp_path):
    text = SAME[change](DOCUMENT)
    assert text != DOCUMENT
    changed = read(text, tmp_path)
    assert changed.sha256 == read(DOCUMENT, tmp_path).sha256
    assert changed == read(DOCUMENT, tmp_path)


@pytest.mark.parametrize("change", OTHER)
def test_what_carries_meaning(change, tmp_path):
    before, after = OTHER[change]
    text = DOCUMENT.replace(before, after).replace("m.b" if change == "response" else "\0", "m.c")
    assert read(text, tmp_path).sha256 != read(DOCUMENT, tmp_path).sha256


def test_any_number(tmp_path):
    """Every number in the payoffs, changed one at a time, changes the hash; and no two of the hashes agree."""
    seen = {read(DOCUMENT, tmp_path).sha256}
    start, end = DOCUMENT.index("[payoffs"), DOCUMENT.index("[[claims")
    places = [m for m in re.finditer(r"(?<![\w./])\d+(?![\w./])", DOCUMENT) if start < m.start() < end]
    assert len(places) == 9
    for place in places:
        number = int(place[0]) + 11
        changed = f"{DOCUMENT[: place.start()]}{number}{DOCUMENT[place.end() :]}"
        seen.add(read(changed, tmp_path).sha256)
    assert len(seen) == 1 + len(places)


def test_order_of_players_types_and_messages_counts(tmp_path):
    text = DOCUMENT.replace('{ high = "1/3", low = "2/3" }', '{ low = "2/3", high = "1/3" }')
    assert read(text, tmp_path).sha256 != read(DOCUMENT, tmp_path).sha256


def test_the_name_is_not_part_of_it(tmp_path):
    model = read(DOCUMENT, tmp_path)
    (tmp_path / "n.toml").write_text(DOCUMENT)
    other = gt.load(tmp_path / "n.toml")
    assert other.sha256 == model.sha256
    assert other != model


def test_what_a_reader_is_told_first_counts_where_it_is_there(tmp_path):
    def told(lines):
        return read(DOCUMENT.replace("[players]", f"[answer]\n{lines}\n[players]"), tmp_path)

    plain = read(DOCUMENT, tmp_path).sha256
    assert told("").sha256 == plain
    one, other = told('drivers = ["k", "l"]'), told('drivers = ["l", "k"]')
    assert len({plain, one.sha256, other.sha256}) == 3
    assert one.answer.drivers == ("k", "l")


def test_it_is_the_same_on_every_machine(tmp_path):
    """A hash that is quoted in a paper must not change: this one was computed when the format was fixed."""
    assert read(DOCUMENT, tmp_path).sha256 == "b6ddd9466f195817ea7bf22acd9f476a612c9ca1e15fd351f0400d4bad47c19e"


def test_expressions_do_not_depend_on_the_ring_they_were_built_in():
    from gametheory.lang import parameter
    from gametheory.spec.exact_text import exact_text

    one = 1 / (parameter("x", ("x", "y")) - parameter("y", ("x", "y")))
    two = 1 / (parameter("x", ("y", "x")) - parameter("y", ("y", "x")))
    assert one == two
    assert hash(one) == hash(two)
    assert exact_text(one) == exact_text(two) == "[1]/[1 x^1, -1 y^1]"
