"""A model: a game, its parameters with their ranges and sources, what is assumed, and what is claimed.

A model says which game is played for which parameter values; it says nothing about how to solve it. It is read from a
document (:func:`gametheory.load`) or built in Python, and is checked in the same way by both roads. The *domain* is the
set of parameter points that the model speaks about: ranges, assumptions, and every probability positive.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from gametheory.errors import DocumentError, ExpressionError, Issue, nearest
from gametheory.game import Game
from gametheory.game.assumed import strongest_signs
from gametheory.lang import And, Condition, Domain, Expression, check_name, exact, number
from gametheory.lang.frozen import frozen
from gametheory.lang.notices import Notices, noticing
from gametheory.lang.writing import html
from gametheory.lang.writing.layout import count
from gametheory.lang.writing.short import Short
from gametheory.lang.writing.statement import Part
from gametheory.spec.answers.answer import Answer, read_answer
from gametheory.spec.claim import Claim, read_claims
from gametheory.spec.fields import Path, described, identifiers, read_text
from gametheory.spec.kinds import KINDS
from gametheory.spec.model_statement import model_statement
from gametheory.spec.parameter import Parameter
from gametheory.spec.parts import (
    read_assumptions,
    read_definitions,
    read_parameters,
    read_references,
    unused_parameters,
    with_signs,
)
from gametheory.spec.scenario import Scenario, read_scenarios, unsound_scenarios
from gametheory.spec.soundness import Assumption, domain_of, soundness
from gametheory.spec.symbols import name_of, read_symbols

__all__ = ["Model"]


@dataclass(frozen=True, init=False, eq=False)
class Model(Short):
    """A parametric game with everything that a reader must know about it.

    Parameters
    ----------
    name : str
        What the catalogue and the results call it (a document's is its file's name).
    game : Game
    parameters : sequence of Parameter or name, or mapping of name to Parameter, baseline or fields, optional
        In the order in which a reader meets them. Left out: every parameter of the game, free to be any real number.
        A parameter without a range takes the sign that its SymPy symbol assumes (``positive=True``) for its range;
        a range must keep within it.
    definitions : mapping of name to expression, optional
        Shared subexpressions, in order; the game may use their names.
    assume : text, Condition, a list of these, or a mapping of name to a list, optional
        Relations that hold throughout, e.g. ``"W > lam > 0"``.
    claims : sequence of Claim or mapping, optional
    title, about : str
    players : mapping of player to what it stands for, optional
    references : sequence of str, optional
        Keys of the toolkit's bibliography (``models/references.bib``) that name the model's sources.
    answer : Answer or mapping, optional
        What a reader is to be told first, see :mod:`gametheory.spec.answers.answer`.
    scenarios : mapping of name to Scenario or mapping, optional
        Named values and priors, see :mod:`gametheory.spec.scenario`.
    symbols : mapping of sign to expression, optional
        What LaTeX and the claims' statements write, see :mod:`gametheory.spec.symbols`.
    kind : str, optional
        The kind of document that states it: the game's own, or ``"signaling"`` for a tree that opens with a signal and
        goes on after the responses.

    Attributes
    ----------
    assume : mapping of name to texts
        As they were written; ``assumptions`` holds them as conditions.
    sha256 : str
        Of the canonical text, see :mod:`gametheory.spec.canonical`: the same whatever the comments, the order of keys
        that carry no meaning, and the way in which a number is written. Two models are equal when name and hash are.

    Raises
    ------
    DocumentError
        With every issue: unknown names, a baseline outside its range, an assumption that is false at the
        baseline, an empty domain, probabilities that are not positive, denominators that can be zero, ...

    Examples
    --------
    >>> from gametheory.game import StrategicGame
    >>> game = StrategicGame.from_arrays([["x", 0], [0, 1]], [[1, 0], [0, "x"]])
    >>> model = Model("sexes", game, parameters={"x": {"value": 2, "range": ["(0", 4]}})
    >>> model.domain.ranges["x"], model.baseline
    (Interval(low=Fraction(0, 1), high=Fraction(4, 1), open_low=True, open_high=False), {'x': Fraction(2, 1)})
    """

    name: str
    game: Game
    parameters: Mapping[str, Parameter]
    definitions: Mapping[str, Expression]
    assume: Mapping[str, tuple[str, ...]]
    claims: tuple[Claim, ...]
    title: str
    about: str
    players: Mapping[str, str]
    references: tuple[str, ...]
    answer: Answer
    kind: str
    scenarios: Mapping[str, Scenario]
    symbols: Mapping[str, Expression]
    _assumed: tuple[Assumption, ...] = field(init=False, repr=False)
    _texts: Mapping[Path, str] = field(init=False, repr=False)

    def __init__(
        self,
        name: str,
        game: Game,
        parameters: Any = None,
        definitions: Mapping[str, Any] | None = None,
        assume: Any = None,
        claims: Iterable[Any] = (),
        title: str = "",
        about: str = "",
        players: Mapping[str, str] | None = None,
        references: Iterable[str] = (),
        answer: Answer | Mapping[str, Any] | None = None,
        kind: str | None = None,
        scenarios: Mapping[str, Any] | None = None,
        symbols: Mapping[str, Any] | None = None,
    ) -> None:
        with noticing() as notices:
            self._read(
                notices,
                name,
                game,
                parameters,
                definitions,
                assume,
                claims,
                title,
                about,
                players,
                references,
                answer,
                kind,
                scenarios,
                symbols,
            )

    def _read(
        self,
        notices: Notices,
        name: str,
        game: Game,
        parameters: Any,
        definitions: Mapping[str, Any] | None,
        assume: Any,
        claims: Iterable[Any],
        title: str,
        about: str,
        players: Mapping[str, str] | None,
        references: Iterable[str],
        answer: Answer | Mapping[str, Any] | None,
        kind: str | None,
        scenarios: Mapping[str, Any] | None,
        symbols: Mapping[str, Any] | None,
    ) -> None:
        issues: list[Issue] = []
        if not isinstance(game, Game):
            raise TypeError(f"Model(): expected a game, got {type(game).__name__}")
        if not isinstance(name, str) or not name.strip():
            issues.append(Issue("name", f"expected a text that is not empty, got {described(name)}"))
        free = game.parameters if parameters is None else None
        declared, known = read_parameters(_by_name(free if free is not None else parameters, issues), issues, bare=True)
        if free is not None and definitions:
            used = frozenset().union(*(_names(raw) for raw in definitions.values()))
            free = tuple(sorted((set(free) | used) - set(definitions)))
            declared, known = read_parameters(_by_name(free, issues), issues, bare=True)
        defined, _ = read_definitions(definitions, known, issues)
        written, written_texts = read_symbols(symbols, declared, defined, issues)
        texts = _assumption_texts(assume, issues)
        signs = {name: {sign} for name, sign in game.assumed.items()}
        for symbol, found in notices.signs.items():
            signs.setdefault(symbol, set()).update(found)
        declared, nonzero = with_signs(declared, strongest_signs(signs, issues), issues)
        if nonzero:
            texts["symbols"] = [*texts.get("symbols", []), *nonzero]
        assumed = read_assumptions(texts, {**known, **defined}, issues)
        for unknown in sorted(set(game.parameters) - set(known) - set(defined)):
            hint = nearest(unknown, [*known, *defined])
            issues.append(Issue("game", f"unknown name {unknown!r}{hint}: it is not among the parameters"))
        claimed = read_claims(list(claims), issues)
        cast = _cast(players, game, issues)
        kind = game.kind if kind is None else kind
        unfit = _unfit(kind, game)
        issues += [] if unfit is None else [unfit]
        named = read_references([references] if isinstance(references, str) else list(references), issues)
        told = read_answer(answer, known, issues, getattr(game, "players", ()))
        sets = read_scenarios(scenarios, declared, known, issues)
        title, about = read_text(title, ("title",), issues), read_text(about, ("about",), issues)
        if not issues:
            if defined:
                game = game.subs(defined)
            numbers: list[tuple[Path, Any, bool]] = list(game.numbers())
            issues += soundness(declared, list(assumed), definition_paths(defined), numbers, {})
            if not issues:
                baseline = {name: p.value for name, p in declared.items() if p.value is not None}
                issues += unsound_scenarios(sets, baseline, assumed, numbers)
        if issues:
            # what is used nowhere stops nobody, but beside an unknown name it is often the one that was meant
            used_names = set(game.parameters) | {n for x in defined.values() for n in x.names}
            used_names |= {n for raw in (definitions or {}).values() for n in _names(raw)}
            issues += unused_parameters(known, used_names, assumed, claimed)
            raise DocumentError(issues, f"the model {name!r}")
        _fill(
            self,
            name,
            game,
            declared,
            defined,
            assumed,
            claimed,
            title,
            about,
            cast,
            written_texts,
            named,
            told,
            kind,
            sets,
            written,
        )

    # -- what follows from it ---------------------------------------------------------------------------------------

    @functools.cached_property
    def assumptions(self) -> tuple[Condition, ...]:
        """The assumptions as conditions, in order."""
        return tuple(a.condition for a in self._assumed)

    @functools.cached_property
    def domain(self) -> Domain:
        """The admissible points: ranges, assumptions, and every probability positive; and which ends these have."""
        return domain_of(self.parameters, self._assumed, self.game.numbers())

    @functools.cached_property
    def baseline(self) -> dict[str, Fraction]:
        """The baseline of every parameter that has one."""
        return {name: p.value for name, p in self.parameters.items() if p.value is not None}

    @functools.cached_property
    def tex(self) -> dict[str, str]:
        """How LaTeX prints a parameter, or a definition that the table ``symbols`` has, for those that say."""
        signs = {name: p.tex for name, p in self.parameters.items() if p.tex}
        return signs | {
            name: sign for sign, value in self.symbols.items() if (name := name_of(value)) in self.definitions
        }

    @functools.cached_property
    def sha256(self) -> str:
        """The hash of the canonical text, in hexadecimal digits."""
        from gametheory.spec.canonical import canonical_hash

        return canonical_hash(self)

    def to_toml(self) -> str:
        """Return the model as a document; reading it back gives an equal model."""
        from gametheory.spec.writer import document_text

        return document_text(self)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Model):
            return NotImplemented
        return self.name == other.name and self.sha256 == other.sha256

    def __hash__(self) -> int:
        return hash((self.name, self.sha256))

    def statement(self) -> tuple[Part, ...]:
        """Return what a reader must know about the model; its ``str`` names it on one line."""
        return model_statement(self)

    def _repr_html_(self) -> str:
        return html.write(self.statement())

    def __str__(self) -> str:
        return f"{self.name}: {self.title or self.game} ({self.kind}, {count(len(self.parameters), 'parameter')})"


def _fill(
    model: Model,
    name: str,
    game: Game,
    parameters: Mapping[str, Parameter],
    definitions: Mapping[str, Expression],
    assumed: Iterable[Assumption],
    claims: tuple[Claim, ...],
    title: str,
    about: str,
    players: Mapping[str, str],
    texts: Mapping[Path, str],
    references: tuple[str, ...],
    answer: Answer,
    kind: str,
    scenarios: Mapping[str, Scenario],
    symbols: Mapping[str, Expression],
) -> None:
    assumed = tuple(assumed)
    assume: dict[str, list[str]] = {}
    for a in assumed:
        assume.setdefault(a.path[1], []).append(a.text)
    values = {
        "name": name,
        "game": game,
        "parameters": frozen(parameters),
        "definitions": frozen(definitions),
        "assume": frozen({key: tuple(found) for key, found in assume.items()}),
        "claims": claims,
        "title": title,
        "about": about,
        "players": frozen(players),
        "references": references,
        "answer": answer,
        "kind": kind,
        "scenarios": frozen(scenarios),
        "symbols": frozen(symbols),
        "_assumed": assumed,
        "_texts": frozen(texts),
    }
    for key, value in values.items():
        object.__setattr__(model, key, value)


def assemble(
    name: str,
    game: Game,
    parameters: Mapping[str, Parameter],
    definitions: Mapping[str, Expression],
    assumed: Iterable[Assumption],
    claims: tuple[Claim, ...],
    title: str,
    about: str,
    players: Mapping[str, str],
    texts: Mapping[Path, str],
    references: tuple[str, ...] = (),
    answer: Answer | None = None,
    kind: str | None = None,
    scenarios: Mapping[str, Scenario] | None = None,
    symbols: Mapping[str, Expression] | None = None,
) -> Model:
    """Return a model from parts that the reader has checked."""
    model = object.__new__(Model)
    _fill(
        model,
        name,
        game,
        parameters,
        definitions,
        assumed,
        claims,
        title,
        about,
        players,
        texts,
        references,
        answer or Answer(),
        kind or game.kind,
        scenarios or {},
        symbols or {},
    )
    return model


def definition_paths(definitions: Mapping[str, Expression]) -> list[tuple[Path, Expression]]:
    """Return the definitions with their places in a document."""
    return [(("definitions", name), value) for name, value in definitions.items()]


# -- generous input ---------------------------------------------------------------------------------------------------


def _by_name(given: Any, issues: list[Issue]) -> dict[str, Any]:
    if isinstance(given, Mapping):
        return dict(given)
    out: dict[str, Any] = {}
    for one in given:
        key = one.name if isinstance(one, Parameter) else str(one)
        if key in out:
            issues.append(Issue(f"parameters.{key}", "a second parameter of this name"))
        out[key] = one if isinstance(one, Parameter) else {}
    return out


def _names(raw: Any) -> frozenset[str]:
    """Return the names in a definition, in whichever form it is given; unreadable ones are said elsewhere."""
    if isinstance(raw, str):
        return identifiers(raw)
    try:
        value = number(raw)
    except (ValueError, TypeError):
        return frozenset()
    return value.names if isinstance(value, Expression) else frozenset()


def _assumption_texts(given: Any, issues: list[Issue]) -> dict[str, list[str]]:
    if given is None:
        return {}
    groups = dict(given) if isinstance(given, Mapping) else {"assume": given}
    out: dict[str, list[str]] = {}
    for key, raw in groups.items():
        parts = list(raw) if isinstance(raw, list | tuple) else [raw]
        out[key] = [text for part in parts for text in _relation_texts(part, key, issues)]
    return out


def _relation_texts(raw: Any, key: str, issues: list[Issue]) -> list[str]:
    if isinstance(raw, str):
        return [raw]
    if isinstance(raw, Condition):
        parts = raw.parts if isinstance(raw, And) else (raw,)
        if any(not hasattr(part, "poly") for part in parts):
            issues.append(Issue(f"assume.{key}", f"an assumption is a relation, or several that all hold, got: {raw}"))
            return []
        return [str(part) for part in parts]
    if hasattr(raw, "rel_op"):  # a SymPy relation
        try:
            return [f"{exact(raw.lhs)} {raw.rel_op} {exact(raw.rhs)}"]
        except (ExpressionError, TypeError, ZeroDivisionError) as error:
            issues.append(Issue(f"assume.{key}", str(error)))
            return []
    issues.append(Issue(f"assume.{key}", f"expected a relation as text or Condition, got {described(raw)}"))
    return []


def _unfit(kind: str, game: Game) -> Issue | None:
    """Return why no document of a kind can state the game; None if one can."""
    if kind not in KINDS:
        return Issue("game", f"no document can state a game of kind {kind!r} (there are {', '.join(KINDS)})")
    if game.kind not in (kind, *KINDS[kind].besides):
        return Issue("kind", f"a document of kind {kind!r} states no game of kind {game.kind!r}")
    return KINDS[kind].unfit(game)


def _cast(players: Mapping[str, str] | None, game: Game, issues: list[Issue]) -> dict[str, str]:
    if players is None:
        return dict.fromkeys(game.players, "")
    for player in players:
        problem = check_name(player) if isinstance(player, str) else f"expected a name, got {described(player)}"
        if problem:
            issues.append(Issue(f"players.{player}", problem))
        elif player not in game.players:
            issues.append(Issue(f"players.{player}", f"unknown player {player!r}{nearest(player, game.players)}"))
    # the game's own order counts: it is the order of its payoffs
    return {player: read_text(players.get(player), ("players", player), issues) for player in game.players}
