"""The explorer's page as text: one file, the same bytes, nothing of the model as markup, small. No browser."""

import base64
import functools
import hashlib
import json
import os
import re
import subprocess
import sys
from fractions import Fraction
from html.parser import HTMLParser

import pytest
from helpers.explorer_corpus import TEXTS, hostile_models
from helpers.first import FIRST_SIGNAL

import gametheory as gt
from gametheory.lang import Interval, parse
from gametheory.show import explorer
from gametheory.show.explorer.assembly import SCRIPTS
from gametheory.show.explorer.content import content
from gametheory.show.explorer.ledger import Ledger
from gametheory.show.explorer.window import stops, window
from gametheory.show.explorer.wording import label, paragraphs, prose, tex_parts
from gametheory.spec import Prior
from gametheory.study.claims.verdict import Verdict, Verification


@functools.cache
def solved(name):
    solution = gt.solve(gt.load(name))
    return gt.survival(solution) if solution.concept.name == "perfect-bayesian" else solution


class Reader(HTMLParser):
    """Collects the elements of a page, and what stands in its scripts and style."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.elements, self.raw, self.title, self.heading = [], {}, "", ""
        self._inside = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, tuple(sorted(name for name, _ in attributes))))
        if tag in ("script", "style"):
            self._inside = dict(attributes).get("type", tag)
        elif tag in ("title", "h1"):
            self._inside = tag

    def handle_endtag(self, tag):
        self._inside = ""

    def handle_data(self, data):
        if self._inside:
            self.raw[self._inside] = self.raw.get(self._inside, "") + data


def read(text):
    found = Reader(text)
    return found, json.loads(found.raw["application/json"])


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["support_signal", "beer_quiche", "battle_of_the_sexes", "chicken", "extended_deterrence"]
)
def test_one_file_that_fetches_nothing_and_is_small(name):
    text = explorer.page(solved(name))
    assert len(text.encode()) < 1_000_000
    found, data = read(text)
    assert not [tag for tag, _ in found.elements if tag in ("img", "iframe", "object", "embed", "base", "form")]
    without = re.sub(r"<script.*?</script>", "", text, flags=re.S)
    assert re.findall(r"""(?:src|href)\s*=\s*["']([^"']*)""", without) == ["data:,", "#equilibria-title"]
    reading = (
        "eval|innerHTML|outerHTML|insertAdjacentHTML|document.write|Function|fetch|XMLHttpRequest|WebSocket|import"
    )
    assert not re.search(rf"\b({reading})\b\s*[(=]", found.raw["script"])
    assert [regime["name"] for regime in data["regimes"]] == [regime.name for regime in solved(name)]


def test_the_policy_names_the_script_and_the_style_by_their_hashes():
    text = explorer.page(solved("beer_quiche"))
    found, _ = read(text)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)[1]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    for kind, part in (("script-src", "script"), ("style-src", "style")):
        digest = base64.b64encode(hashlib.sha256(found.raw[part].encode()).digest()).decode()
        assert rules[kind] == f"'sha256-{digest}'"
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert "connect-src" not in rules, "falls back to default-src"


def test_the_same_solution_gives_the_same_bytes():
    first, again = (explorer.page(gt.survival(gt.solve(gt.load("beer_quiche")))) for _ in range(2))
    assert first == again


@pytest.mark.slow
@pytest.mark.parametrize("name", ["sinking_costs", "extended_deterrence"])
def test_the_bytes_do_not_depend_on_the_hashes_of_a_process(name):
    code = (
        "import hashlib, gametheory as gt\nfrom gametheory.show import explorer\n"
        f"s = gt.solve(gt.load({name!r}))\n"
        "s = gt.survival(s) if s.concept.name == 'perfect-bayesian' else s\n"
        "print(hashlib.sha256(explorer.page(s).encode()).hexdigest())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(found) == 1


@pytest.mark.parametrize("k", range(len(TEXTS)))
def test_no_text_of_a_document_is_markup(k):
    for hostile, harmless in zip(hostile_models(k), _harmless(), strict=True):
        text = explorer.page(gt.solve(hostile))
        found, data = read(text)
        assert found.elements == Reader(harmless).elements
        assert found.raw["h1"] == prose(hostile.title) == data["title"]
        assert "\u2028" not in text
        assert "\u2029" not in text
        block = text[text.index('id="data">') + 10 :]
        assert not set("<>&") & set(block[: block.index("</script>")])
        # nothing is lost on the way: labels are data as they are
        labels = json.dumps(data, ensure_ascii=False)
        assert all(json.dumps(label, ensure_ascii=False) in labels for label in _labels(hostile.game))
        assert data["parameters"][0]["meaning"] == prose(hostile.parameters["q"].meaning)


def _labels(game):
    if isinstance(game, gt.SignalingGame):
        return [*game.types, *game.messages]
    return (
        list(game.nodes) if isinstance(game, gt.ExtensiveGame) else [x for row in game.strategies.values() for x in row]
    )


@functools.cache
def _harmless():
    return tuple(explorer.page(solved(name)) for name in ("beer_quiche", "extended_deterrence", "battle_of_the_sexes"))


def test_a_lone_surrogate_and_a_label_that_is_a_key_of_every_object():
    game = gt.StrategicGame({"a": ("__proto__", "\ud800"), "b": ("constructor",)}, {
        ("__proto__", "constructor"): (1, 0), ("\ud800", "constructor"): (0, 0),
    })  # fmt: skip
    text = explorer.page(gt.solve(game))
    _, data = read(text.encode().decode())
    assert data["game"]["players"][0] == ["a", ["__proto__", "\ud800"]]


def test_a_game_without_parameters_and_a_solution_at_a_point():
    for solution in (
        gt.solve(gt.load("chicken")),
        solved("beer_quiche").at(wimp="1/4"),
        gt.solve(gt.load("chicken").game),
    ):
        _, data = read(explorer.page(solution))
        assert data["parameters"] == []
        assert len(data["regimes"]) == len(solution)
        assert data["forms"] == []


def test_a_continuum_and_a_list_that_is_not_complete():
    game = gt.StrategicGame.from_arrays([[1, 1], [1, 1]], [[0, 1], [1, 0]])
    _, data = read(explorer.page(gt.solve(game)))
    assert any(not regime["isolated"] and regime["vertices"] for regime in data["regimes"])
    from dataclasses import replace

    _, data = read(explorer.page(replace(solved("beer_quiche"), exhaustive=False, why="time is over")))
    assert data["exhaustive"] is False
    assert "not proved to be all: time is over" in data["completeness"]


@pytest.mark.slow
def test_knife_edges_assumptions_and_definitions_are_there():
    solution = solved(FIRST_SIGNAL)
    data = content(solution).data
    assert len(data["edges"]) == len(solution.knife_edges)
    assert data["definitions"] == [[name, str(value)] for name, value in solution.model.definitions.items()]
    assert all(isinstance(row, int) and not odds for _, row, odds in data["assumptions"])
    closed = gt.Model("closed", gt.load("beer_quiche").game, {"wimp": {"value": "1/10", "range": [0, 1]}})
    told = [(text, odds) for text, _, odds in content(gt.solve(closed)).data["assumptions"]]
    assert told == [("wimp > 0", True), ("wimp < 1", True)]


def test_claims_without_and_with_verdicts():
    solution = solved("beer_quiche")
    data = content(solution).data
    assert [claim["status"] for claim in data["claims"]] == [""] * len(solution.model.claims)
    assert not data["checked"]
    verdict = Verdict("x", "refuted", "y", expected="holds", witness={"wimp": Fraction(1, 3)})
    data = content(solution, Verification(solution.model, solution, (verdict,))).data
    assert data["checked"]
    assert data["claims"][0]["witness"] == [["wimp", "1/3"]]
    assert data["claims"][0]["surprise"]


def test_every_quantity_has_a_value_in_every_regime_or_none():
    found = content(solved(FIRST_SIGNAL)).data
    keys = [quantity["key"] for quantity in found["quantities"]]
    assert len(keys) == len(set(keys))
    assert {"payoff.russia", "payoff.russia.committed", "P(us.strike)"} <= set(keys)
    assert all(len(quantity["of"]) == len(found["regimes"]) for quantity in found["quantities"])


def test_the_page_opens_on_what_the_document_asks_about():
    solution = solved("support_signal")
    found = content(solution).data
    first, *others = found["quantities"]
    assert (first["key"], first["label"]) == ("P(us.strike)", "Washington strikes")
    assert first["group"].startswith("prob")  # its scale is that of probabilities
    asked = [one["key"] for one in (first, *others) if one["group"] == first["group"]]
    assert set(asked) == {f"P({who})" for who in (
        "russia.sustainment", "russia.air_defense", "russia.missile_threat", "us.refrain", "us.coerce", "us.strike"
    )}  # fmt: skip
    answer = found["answer"]
    assert (answer["noun"], answer["chance"], answer["of"]) == ("a strike", True, 0)
    assert ["Moscow", "sends air defense", asked.index("P(russia.air_defense)")] in answer["deeds"]
    nouns = {one["name"]: one["noun"] for one in found["parameters"]}
    assert nouns["distraction"] == "share of Russia's forces tied down in Ukraine"


def test_a_document_without_words_has_its_labels():
    answer = content(solved(FIRST_SIGNAL)).data["answer"]
    assert answer["question"] == ""
    assert answer["noun"].startswith("\u201cUs chooses ")
    assert ["Russia", "chooses air defense"] in [deed[:2] for deed in answer["deeds"]]


def test_equal_closed_forms_are_computed_once():
    ledger = Ledger(("x", "y"))
    assert ledger.number(parse("x/(x + y)")) == ledger.number(parse("1 - y/(x + y)")) == 0
    assert ledger.number(parse("3/6")) == "1/2"
    assert ledger.number(2) == "2"


def test_every_file_of_the_page_is_used_and_there():
    from importlib.resources import files

    there = {entry.name for entry in files("gametheory.show.explorer").joinpath("page_files").iterdir()}
    assert there == {*SCRIPTS, "explorer.css", "explorer.html"}


# -- sliders -----------------------------------------------------------------------------------------------------------


def places(found):
    step = Fraction(found["step"])
    inner = [k * step for k in range(found["first"], found["last"] + 1)]
    return [*(Fraction(x) for x in [found["low"]] if x), *inner, *(Fraction(x) for x in [found["high"]] if x)]


@pytest.mark.parametrize(
    ("low", "high", "open_low", "open_high"),
    [("0", "1", 0, 0), ("0", "1", 1, 1), ("-1/2", "1", 0, 0), ("1/3", "2/3", 0, 0), ("1/3", "2/3", 1, 1),
     ("0", "1000000", 0, 1), ("1/1000000", "1/999999", 0, 0), ("-7", "10000000000000", 1, 0), ("1/3", "1/3", 0, 0)],
)  # fmt: skip
def test_a_slider_stands_on_round_numbers_inside_the_range(low, high, open_low, open_high):
    interval = Interval(Fraction(low), Fraction(high), bool(open_low), bool(open_high))
    found = places(stops(interval, interval.low, interval.high))
    assert found == sorted(set(found))
    assert all(x in interval for x in found)
    assert (interval.low in found) is (not open_low)
    assert (interval.high in found) is (not open_high)
    if low != high:
        assert 199 <= len(found) <= 503


@pytest.mark.parametrize(
    ("interval", "prior", "value", "expected"),
    [
        (Interval(), None, None, (-1, 1)),
        (Interval(), None, Fraction(10), (-10, 30)),
        (Interval(Fraction(0)), None, Fraction(2), (0, 6)),
        (Interval(Fraction(0)), Prior("uniform", (Fraction(1), Fraction(9))), Fraction(2), (0, 9)),
        (Interval(), Prior("normal", (Fraction(1), Fraction(2))), None, (-5, 7)),
        (Interval(Fraction(0)), Prior("lognormal", (Fraction(0), Fraction(1))), None, (0, 8)),
        (Interval(None, Fraction(-5)), None, None, (-6, -5)),
        (Interval(Fraction(0), Fraction(1)), None, None, (0, 1)),
    ],
)
def test_how_far_a_slider_reaches(interval, prior, value, expected):
    assert window(interval, prior, value) == expected


# -- words -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tex", "parts"),
    [
        ("d", [("d", "")]),
        (r"\lambda", [("λ", "")]),
        (r"W_A", [("W", ""), ("A", "sub")]),
        (r"v_{KS}", [("v", ""), ("KS", "sub")]),
        (r"\varepsilon_M", [("ε", ""), ("M", "sub")]),
        (r"\bar{k}^2", [("k\u0304", ""), ("2", "sup")]),
        (r"\mathrm{cost}", [("cost", "")]),
        (r"\frac{a}{b}", None),
        (r"\href{javascript:alert(1)}{x}", None),
        ("a_{b_c}", None),
        ("{", None),
        ("}", None),
        ("_", None),
        ("\\", None),
        ("", None),
        ("x" * 100, None),
    ],
)
def test_simple_tex_names(tex, parts):
    assert tex_parts(tex) == parts


def test_labels_and_prose():
    assert label("air_defense") == "air defense"
    assert label("a\u202eb\n\x00c") == "a b c"
    assert prose("a_b  c\n d") == "a_b c d"
    assert paragraphs("a\nb\n\n\nc\r\n\r\nd") == ["a b", "c", "d"]
