"""Reading a document: bytes to TOML to a model, with everything that is wrong in one list.

Whatever a file holds is data. Nothing in it is run, and nothing in it, however long or deep, is allowed to take the
reader down: sizes are limited before work is done, and each limit has its message.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Callable, Collection, Mapping
from typing import Any

from gametheory.errors import Issue, errors_among, nearest
from gametheory.lang import Expression, check_name
from gametheory.lang.keeping.sorts import UnreadError, keep
from gametheory.spec.answers.answer import read_answer
from gametheory.spec.canonical import FORMAT
from gametheory.spec.claim import read_claims
from gametheory.spec.fields import (
    Decimal,
    Path,
    described,
    identifiers,
    read_expression,
    read_table,
    read_text,
    unknown_keys,
)
from gametheory.spec.games import read_game
from gametheory.spec.kinds import KINDS, Kind
from gametheory.spec.misplaced import lifted
from gametheory.spec.model import Model, assemble, definition_paths
from gametheory.spec.parts import (
    MAX_PARAMETERS,
    read_assumptions,
    read_definitions,
    read_parameters,
    read_references,
    relation_sides,
    unknown_references,
    unused_parameters,
)
from gametheory.spec.scenario import read_scenarios, unsound_scenarios
from gametheory.spec.soundness import soundness
from gametheory.spec.statements import STATEMENTS_FILE, STATEMENTS_FORMAT
from gametheory.spec.symbols import read_symbols

__all__ = ["MAX_BYTES", "decode", "read_document", "read_toml"]

MAX_BYTES = 32 * 2**20
_MAX_DEPTH = 64
_COMMON = (
    "format",
    "kind",
    "title",
    "about",
    "players",
    "parameters",
    "definitions",
    "symbols",
    "assume",
    "claims",
    "references",
    "answer",
    "scenarios",
)


def decode(data: bytes, issues: list[Issue]) -> str | None:
    """Return the text of a file, or None with an issue: too long, or not UTF-8."""
    if len(data) > MAX_BYTES:
        issues.append(Issue("", f"the file is longer than {MAX_BYTES // 2**20} MiB"))
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        issues.append(Issue("", f"not UTF-8: the byte 0x{data[error.start]:02x} in line {line}"))
        return None


def read_toml(text: str, issues: list[Issue]) -> Mapping[str, Any] | None:
    """Return the tables of a TOML text, floats as :class:`~gametheory.spec.fields.Decimal`, or None with an issue."""
    try:
        table = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        issues.append(Issue("", f"not TOML: {_plain_message(str(error), text)}"))
        return None
    except RecursionError:
        issues.append(Issue("", "not a document: lists or tables are nested too deeply"))
        return None
    except ValueError:  # Python's own limit on the digits of an integer
        issues.append(Issue("", f"not a document: more than {sys.get_int_max_str_digits()} digits in a number"))
        return None
    level: list[Any] = [table]
    for _ in range(_MAX_DEPTH):
        level = [v for x in level for v in (x.values() if isinstance(x, dict) else x) if isinstance(v, dict | list)]
        if not level:
            return table
    issues.append(Issue("", f"not a document: tables are nested deeper than {_MAX_DEPTH} levels"))
    return None


def _plain_message(message: str, text: str) -> str:
    """Return tomllib's message with a place that a reader can find, and the usual cause where it is known."""
    if "Cannot overwrite a value" in message or "Cannot declare" in message or "Cannot mutate" in message:
        message = message.replace("Cannot overwrite a value", "a key is given twice")
        message = re.sub(r"Cannot declare \((.*?),?\) twice", r"a table is declared twice: \1", message)
    if "(at end of document)" in message:
        message = message.replace("at end of document", f"at line {text.rstrip().count(chr(10)) + 1}, the end")
    return message


def read_document(
    text: str, name: str, issues: list[Issue], bibliography: Callable[[], Collection[str]] | None = None
) -> Model | None:
    """Return the model of a document's text, or None with everything that is wrong in ``issues``, and notes.

    With ``bibliography``, which returns the keys of one, its lack of a key that the document names is an issue too;
    it does not keep the model from being read.
    """
    table = read_toml(text, issues)
    if table is None:
        return None
    before = len(issues)
    table = lifted(table, text, issues)
    given = table.get("format")
    if given == STATEMENTS_FORMAT:
        what = f"a list of statements, no model: `gametheory check` reads it, in a file called {STATEMENTS_FILE}"
        issues.append(Issue("format", what))
        return None
    if given != FORMAT:
        what = "missing" if given is None else f"unknown format {described(given).removeprefix('the text ')}"
        issues.append(Issue("format", f'{what}: write format = "{FORMAT}"'))
        if isinstance(given, str) and given.startswith("gametheory/"):
            return None  # another version: its keys mean what they mean there
    kind = table.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        hint = nearest(kind, KINDS) if isinstance(kind, str) else ""
        what = "missing" if kind is None else f"unknown kind {described(kind).removeprefix('the text ')}{hint}"
        issues.append(Issue("kind", f"{what} (there are {', '.join(KINDS)})"))
        return None
    _keys(table, kind, issues)
    title = read_text(table.get("title"), ("title",), issues)
    about = read_text(table.get("about"), ("about",), issues)
    players = _players(table, issues)
    raw = read_table(table.get("parameters"), ("parameters",), issues)
    parameters, known = read_parameters(raw, issues)
    if len(raw) > MAX_PARAMETERS:
        return None
    definitions = read_table(table.get("definitions"), ("definitions",), issues)
    defined, texts = read_definitions(definitions, known, issues)
    symbols, written = read_symbols(read_table(table.get("symbols"), ("symbols",), issues), parameters, defined, issues)
    names = {**known, **defined}
    at_assumptions = len(issues)
    assumed = read_assumptions(read_table(table.get("assume"), ("assume",), issues), names, issues)
    complete = len(issues) == at_assumptions
    claims = read_claims(table.get("claims"), issues)
    at_references = len(issues)
    references = read_references(table.get("references"), issues)
    cited = references if len(issues) == at_references else ()
    answer = read_answer(table.get("answer"), known, issues, players)
    scenarios = read_scenarios(table.get("scenarios"), parameters, known, issues)
    game, game_texts, numbers = read_game(KINDS[kind], table, tuple(players), names, issues, tuple(known))
    texts.update(game_texts)
    used = frozenset().union(*map(identifiers, texts.values())) if texts else frozenset()
    sound = len(issues) == before
    issues += unused_parameters(known, used, assumed, claims)
    if set(parameters) == set(known) and (game is not None or not _hopeless(issues[before:])):
        # of a game that cannot be read, what its probabilities imply is still assumed: no more is said than is so
        more = [] if game is not None else _probabilities(KINDS[kind], game_texts, names)
        sides = list(relation_sides(assumed, names)) if sound else []
        expressions = [*definition_paths(defined), *sides]
        issues += soundness(
            parameters, list(assumed), expressions, list(numbers), texts, implied=more, complete=complete
        )
    if game is not None and not errors_among(issues[before:]):
        baseline = {name: p.value for name, p in parameters.items() if p.value is not None}
        issues += unsound_scenarios(scenarios, baseline, assumed, numbers)
    good = game is not None and not errors_among(issues[before:])
    if bibliography is not None and cited:
        issues += unknown_references(cited, bibliography())
    if game is None or not good or len(parameters) < len(raw) or given != FORMAT:
        return None
    heading = (title, about, players, texts | written, references, answer)
    return assemble(name, game, parameters, defined, assumed, claims, *heading, kind, scenarios, symbols)


def _probabilities(
    kind: Kind, texts: Mapping[Path, str], names: Mapping[str, Expression]
) -> list[tuple[Path, Any, bool]]:
    """Return the probabilities of a game that is not well formed, those that are readable by themselves."""
    found: list[tuple[Path, Any, bool]] = []
    for path, text in texts.items():
        if kind.is_probability(path):
            value = read_expression(text, names, path, [])
            found += [(path, value, True)] if isinstance(value, Expression) else []
    return found


def _keys(table: Mapping[str, Any], kind: str, issues: list[Issue]) -> None:
    known = (*_COMMON, *KINDS[kind].keys)
    elsewhere = {key: other.word for other in KINDS.values() for key in other.keys if key not in known}
    for key, other in elsewhere.items():
        if key in table:
            issues.append(Issue(key, f'belongs to kind = "{other}", this is kind = "{kind}"'))
    unknown_keys({key: None for key in table if key not in elsewhere}, known, (), issues)


def _players(table: Mapping[str, Any], issues: list[Issue]) -> dict[str, str]:
    if "players" not in table:
        issues.append(Issue("players", "missing table: every player's identifier and what it stands for"))
        return {}
    players = {}
    for name, meaning in read_table(table["players"], ("players",), issues).items():
        problem = check_name(name)
        if problem:
            issues.append(Issue(f"players.{name}", problem))
        players[name] = read_text(meaning, ("players", name), issues)
    if not players and isinstance(table["players"], Mapping):
        issues.append(Issue("players", "a game needs at least one player"))
    return players


def _hopeless(issues: list[Issue]) -> bool:
    """Whether definitions or assumptions could not be read, so that nothing can be said about the parts together."""
    return any(issue.where.split(".")[0] in ("definitions", "assume", "parameters") for issue in issues)


def _again(name: str, text: str) -> Model:
    """Return the model that a file of a solution holds, as its document."""
    issues: list[Issue] = []
    model = read_document(text, name, issues)
    if model is None:
        raise UnreadError(f"its model {name!r} is not well formed: {issues[0]}")
    return model


keep(Model, "model", ("name", "document"), lambda model: (model.name, model.to_toml()), _again)
