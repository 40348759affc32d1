"""One vocabulary for all models of the crisis: a name means the same in every document.

Meaning, unit, source and letter of a parameter are the same wherever its name occurs. So are range, baseline and prior,
unless the document says why not, in a comment at the head of the parameter's table: ``# not as elsewhere: ...``.
"""

import itertools
import re
import tomllib
from collections import defaultdict

import pytest

import gametheory as gt

PATHS = {name: entry.path for name, entry in gt.catalogue().items() if entry.theme == "crisis"}
TEXTS = {name: path.read_text(encoding="utf-8") for name, path in PATHS.items()}
MODELS = {name: gt.load(name) for name in PATHS}
CLASH = ("escalation_cost_russia", "escalation_cost_us")
NOTE = re.compile(r"^\[parameters\.(\w+)\]\n# not as elsewhere: \S", re.MULTILINE)
NOTED = {name: set(NOTE.findall(text)) for name, text in TEXTS.items()}


def uses():
    found = defaultdict(dict)
    for name, model in MODELS.items():
        for one in model.parameters.values():
            found[one.name][name] = one
    return {name: users for name, users in found.items() if len(users) > 1}


def test_the_documents_share_their_names():
    shared = uses()
    assert {"distraction", "foothold", "strike_gain", "coercion_share", "abandonment_cost", *CLASH} <= set(shared)
    assert len(shared["distraction"]) == 5


@pytest.mark.parametrize("name", sorted(uses()))
def test_a_name_means_the_same_everywhere(name):
    users = uses()[name]
    assert len({(one.meaning, one.unit, one.source, one.tex) for one in users.values()}) == 1
    plain = [model for model in users if name not in NOTED[model]]
    assert plain, "some document has it as it is elsewhere"
    numbers = {str((users[m].value, users[m].range, users[m].prior)) for m in plain}
    assert len(numbers) == 1, f"{name} differs among {plain}: say why, '# not as elsewhere: ...'"
    for model in set(users) - set(plain):
        one = users[model]
        assert str((one.value, one.range, one.prior)) not in numbers, (
            f"{model} says that {name} differs, and it does not"
        )


def test_notes_stand_at_shared_names_only():
    assert {name for noted in NOTED.values() for name in noted} <= set(uses())


@pytest.mark.parametrize("name", sorted(MODELS))
def test_a_clash_costs_each_side_its_own(name):
    """Where following through is a move, both sides bear it; in one document Moscow's part is in a net loss."""
    model = MODELS[name]
    assert not [one for one in model.parameters if one.startswith("escalation_cost") and one not in CLASH]
    bears = {"treaty_clause", "missile_bluff", "support_crisis", "support_sequence"}
    assert (set(CLASH) <= set(model.parameters)) == (name in bears)
    first = tuple(one for one in ("distraction", *CLASH) if one in model.parameters)
    assert model.answer.drivers[: len(first)] == first
    assert model.answer.drivers


def words():
    """Return what every document calls a parameter, where several documents have it."""
    return {name: {m: MODELS[m].answer.words.parameters[name] for m in users} for name, users in uses().items()}


@pytest.mark.parametrize("name", sorted(uses()))
def test_a_name_has_the_same_plain_words_everywhere(name):
    """But for its ends, which are those of the range, and for what it is in a model that uses it otherwise."""
    said = words()[name]
    assert len({(one.noun, one.more, one.less) for one in said.values()}) == 1
    ranges = {m: str(MODELS[m].parameters[name].range) for m in said}
    for one, other in itertools.combinations(said, 2):
        assert ranges[one] != ranges[other] or said[one].ends == said[other].ends


@pytest.mark.parametrize("name", sorted(MODELS))
def test_everything_that_readers_meet_has_words(name):
    model = MODELS[name]
    answer = model.answer
    assert answer.question
    assert answer.headline is not None
    assert answer.claims
    assert answer.missing
    assert set(answer.words.parameters) == set(model.parameters)
    assert all(one.noun and one.more and one.less for one in answer.words.parameters.values())
    for player, actions in model.game.vocabulary.actions.items():
        assert answer.words.players[player].name
        assert set(answer.words.players[player].actions) == set(actions)
        assert all(one.does and one.noun for one in answer.words.players[player].actions.values())


@pytest.mark.parametrize("name", sorted(MODELS))
def test_claims_in_plain_words_are_expected_to_hold_and_a_premise_is_not_told_first(name):
    model = MODELS[name]
    of = {claim.name: claim for claim in model.claims}
    told = [of[one.claim] for one in (*model.answer.claims, *model.answer.because.values())]
    assert all(claim.expect == "holds" and claim.sentences for claim in told)
    assert not told[0].put_in
    assert not any(of[one.claim].put_in for one in model.answer.because.values())


def test_players_and_their_actions_are_called_the_same():
    """An action that two documents share by name does the same in plain words."""
    said = defaultdict(set)
    for model in MODELS.values():
        for player, one in model.answer.words.players.items():
            said[player].add(one.name)
            for action, how in one.actions.items():
                said[player, action].add((how.does, how.gloss))
    assert {key: found for key, found in said.items() if len(found) > 1} == {}


def test_players_are_called_the_same():
    assert {player for model in MODELS.values() for player in model.players} == {"venezuela", "russia", "us"}


def test_the_same_word_is_not_defined_in_two_ways_of_the_same_parameters():
    """A definition that has a name of another document's and the same parameters is the same expression."""
    for one, other in itertools.combinations(MODELS, 2):
        ours, theirs = MODELS[one], MODELS[other]
        for name in set(ours.definitions) & set(theirs.definitions):
            here, there = (model.definitions[name] for model in (ours, theirs))
            if here.names == there.names:
                assert here == there, (one, other, name)


@pytest.mark.parametrize("name", sorted(MODELS))
def test_at_least_a_quarter_of_the_declared_priors_is_admissible(name):
    model = MODELS[name]
    assert accepted(model, 20_000) >= 0.25


def accepted(model, draws):
    """Return the share of draws from the priors that the assumptions accept, drawn apart from what sweeps do."""
    import numpy as np

    random = np.random.default_rng(0)
    names = list(model.parameters)
    columns = {}
    for one in model.parameters.values():
        ((kind, numbers),) = tomllib.loads(TEXTS[model.name])["parameters"][one.name]["prior"].items()
        low, *mode, high = (float(gt.lang.number(x)) for x in numbers)
        columns[one.name] = (
            random.uniform(low, high, draws) if kind == "uniform" else random.triangular(low, *mode, high, draws)
        )
    points = zip(*(columns[name].tolist() for name in names), strict=True)
    good = 0
    for point in itertools.islice(points, 2_000):
        at = {name: gt.lang.number(round(x, 6)) for name, x in zip(names, point, strict=True)}
        good += all(condition.at(at) for condition in model.assumptions)
    return good / 2_000
