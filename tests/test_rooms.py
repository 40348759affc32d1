"""What is known in one room only: kinds of games, histories as text, concepts and refinements by name."""

import ast
import functools
import re
from pathlib import Path

import pytest

import gametheory
from gametheory.concepts import REFINEMENTS
from gametheory.concepts.concept import CONCEPTS
from gametheory.spec.kinds import KINDS

HOME = Path(gametheory.__file__).parent
MODULES = {file.relative_to(HOME).as_posix(): file.read_text(encoding="utf-8") for file in HOME.rglob("*.py")}
SCRIPTS = {file.name: file.read_text(encoding="utf-8") for file in HOME.rglob("*.js")}

GAMES = {"SignalingGame", "ExtensiveGame", "StrategicGame"}
KNOW_KINDS = ("game/", "spec/kinds/", "show/games/")
SPLITS = {"split", "rsplit", "partition", "rpartition"}
NO_HISTORIES = (
    "spec/misplaced.py",  # the version of the documents' format
    "show/report/comparison.py",  # names of files
)
NAMED = ast.Name | ast.Attribute


def outside(*rooms):
    """Yield the modules that are in none of the rooms, parsed."""
    for name in sorted(MODULES):
        if not name.startswith(rooms):
            yield name, tree(name)


@functools.cache
def tree(module):
    return tuple(ast.walk(ast.parse(MODULES[module])))


def words_in(node):
    """Return the names, attributes and constants in a piece of a module."""
    inside = list(ast.walk(node))
    names = {one.id if isinstance(one, ast.Name) else one.attr for one in inside if isinstance(one, NAMED)}
    return names, {one.value for one in inside if isinstance(one, ast.Constant)}


def asks_the_class(node):
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
        return False
    return node.func.id in ("isinstance", "issubclass", "type") and bool(words_in(node)[0] & GAMES)


def asks_the_word(node):
    if not isinstance(node, ast.Compare | ast.Match):
        return False
    names, constants = words_in(node)
    return "kind" in names and bool(constants & set(KINDS))


def splits_a_history(node):
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr not in SPLITS:
        return False
    return any(isinstance(one, ast.Constant) and one.value == "/" for one in node.args)


def found(asked, *rooms):
    """Return where a question is asked outside of the rooms in which it may be."""
    return [
        f"{module}:{node.lineno}: {ast.unparse(node)}"
        for module, tree in outside(*rooms)
        for node in tree
        if asked(node)
    ]


def test_nobody_asks_which_kind_of_game_it_is():
    assert found(asks_the_class, *KNOW_KINDS) == []
    assert found(asks_the_word, *KNOW_KINDS) == []


def test_no_text_is_split_at_the_sign_that_joins_histories():
    assert found(splits_a_history, "game/history.py", *NO_HISTORIES) == []
    assert len(found(splits_a_history)) == 1 + len(NO_HISTORIES)


def test_concepts_and_refinements_are_named_in_their_own_rooms():
    names = {*CONCEPTS, *REFINEMENTS}
    assert found(lambda node: isinstance(node, ast.Constant) and node.value in names, "concepts/") == []


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        (asks_the_class, "isinstance(game, SignalingGame | game.ExtensiveGame)"),
        (asks_the_word, "model.game.kind == 'signaling'"),
        (asks_the_word, "kind in ('strategic', 'extensive')"),
        (splits_a_history, "history.partition('/')[0]"),
    ],
)
def test_what_is_looked_for_is_seen(asked, text):
    assert any(asked(node) for node in ast.walk(ast.parse(text)))


def test_the_page_knows_a_kind_where_its_drawing_is():
    for name, script in SCRIPTS.items():
        if name != "fractions.js":  # numbers, as text
            assert not re.search(r"""split\(["']/""", script), name
        for word in KINDS:
            places = re.findall(rf"""^.*["'`]{word}["'`].*$""", script, re.M)
            assert all(line.startswith(f'DRAWINGS.set("{word}"') for line in places), (name, places)
    drawn = {word for script in SCRIPTS.values() for word in re.findall(r'^DRAWINGS\.set\("(\w+)"', script, re.M)}
    assert drawn == set(KINDS)
    for name in {*CONCEPTS, *REFINEMENTS}:
        assert not any(re.search(rf"""["'`]{name}["'`]""", script) for script in SCRIPTS.values()), name
