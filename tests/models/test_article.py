"""The article behind the models of the crisis, sentence by sentence: every one claimed, put in or explained, once.

Verdicts are held by ``test_claims.py``; here it is who states what, and that marks say what is so.
"""

import re

import gametheory as gt
from gametheory.spec import load_statements
from gametheory.spec.library import check, statement_files

(FILE,) = statement_files()
FOUND = load_statements(FILE)
MODELS = {name: gt.load(name) for name, entry in gt.catalogue().items() if entry.theme == "crisis"}
CLAIMS = {(name, claim.name): claim for name, model in MODELS.items() for claim in model.claims}
IDS = [*(f"S{i}" for i in range(1, 14)), *(f"C{i:02}" for i in range(1, 35))]
ID = re.compile(r"\b(?:S\d{1,2}|C\d\d)\b")
SEVERAL_PATRONS = {"S8", "C19", "C20", "C22", "C23"}
OVER_TIME = {"C32"}


def test_every_statement_is_there_once_and_in_order():
    assert [one.id for one in FOUND.statements] == IDS


def test_nothing_is_wrong_with_it_and_the_catalogue_leaves_it_out():
    assert FILE.parent.name == "crisis"
    assert check(FILE) == []
    assert "statements" not in gt.catalogue()
    assert FILE.with_suffix("").name not in {entry.path.name for entry in gt.catalogue().values()}


def test_every_claim_named_exists_and_every_claim_that_names_is_named():
    named = {(claim.model, claim.claim): one.id for one in FOUND.statements for claim in one.claims}
    assert set(named) <= set(CLAIMS)
    for key, claim in CLAIMS.items():
        for id in claim.states:
            assert key in {(one.model, one.claim) for one in FOUND[id].claims}, (key, id)


def test_each_is_claimed_put_in_or_explained_and_says_where_it_stands():
    for one in FOUND.statements:
        assert one.claims or one.put_in or one.why_not, one.id
        assert one.quote or one.paraphrase, one.id
        assert "5 November 2025" in one.source, one.id


def test_what_no_model_states_says_what_kind_of_game_it_would_take():
    assert {one.id for one in FOUND.statements if one.why_not} == SEVERAL_PATRONS | OVER_TIME
    for one in FOUND.statements:
        if one.why_not:
            assert "No document here states it yet." in one.why_not
            kind = "over time" if one.id in OVER_TIME else r"patrons|attrition that they supply adds up"
            assert re.search(rf"\bgame\b.*({kind})|({kind}).*\bgame\b", one.why_not), one.id


def test_no_document_of_the_crisis_has_several_patrons_or_time():
    """The reasons are true while they stand: a model of one of these makes this fail, and its reason has to go."""
    players = {player for model in MODELS.values() for player in model.players}
    assert players == {"venezuela", "russia", "us"}
    assert {model.kind for model in MODELS.values()} <= {"extensive", "signaling", "strategic"}


def test_sources_cite_statements_that_exist():
    for name, model in MODELS.items():
        for one in (*model.claims, *model.parameters.values()):
            assert set(ID.findall(one.source)) <= set(IDS), (name, one.name)


def test_what_a_parameter_rests_on_is_put_in_as_it():
    """A source names the statements that the parameter puts in; what stands in parentheses only qualifies."""
    for name, model in MODELS.items():
        for one in model.parameters.values():
            for id in ID.findall(re.sub(r"\([^)]*\)", "", one.source)):
                assert one.name in FOUND[id].put_in, (name, one.name, id)


def test_a_claim_named_after_a_statement_states_it_unless_it_says_that_it_is_its_own():
    for (name, claim), one in CLAIMS.items():
        for id in ID.findall(claim.partition(":")[0]):
            assert id in one.states or one.source.startswith("own"), (name, claim)


def test_claims_at_the_baseline_state_nothing():
    """The baseline was chosen to tell the article's story."""
    for key, claim in CLAIMS.items():
        at_base = claim.at == "baseline" or (isinstance(claim.at, dict) and claim.at.get("rest") == "baseline")
        assert not (at_base and claim.states), key


def test_every_statement_that_is_claimed_has_a_finding():
    """One that is no premise, and that is expected to hold or to fail."""
    for one in FOUND.statements:
        if one.claims:
            findings = [CLAIMS[named.model, named.claim] for named in one.claims]
            assert any(claim.sentences and claim.expect and not claim.put_in for claim in findings), one.id


def test_marks():
    """Premises and what rests on the form, each known by another road: a dominated answer, a form in which d stands."""
    put_in = {key for key, claim in CLAIMS.items() if claim.put_in}
    assert put_in == {
        ("support_crisis", "S5 the threat tempers"),
        ("support_crisis", "S5 a threat buys no restraint"),
        ("support_sequence", "nobody refrains"),
        ("support_signal", "P2.3c a threat tempers"),
        ("support_signal", "S5 silence is struck"),
    }
    form = {key for key, claim in CLAIMS.items() if claim.form}
    assert ("support_signal", "P2.4a distraction cancels out, by the form of the costs") in form
    assert ("support_signal", "P2.4c distraction never lowers the risk of a strike") in form
    assert all(CLAIMS[key].expect == "holds" for key in put_in | form)  # a refutation needs no form: one point will do


def test_nobody_refrains_because_coercion_is_free():
    """The premise, from the payoffs alone: wherever Washington chooses, coercion brings it more than refraining."""
    nodes = MODELS["support_sequence"].game.nodes
    answers = [node for node in nodes.values() if getattr(node, "player", None) == "us"]
    assert len(answers) == 10
    for node in answers:
        worth = {move: node.actions[move].values["us"] for move in ("refrain", "coerce")}
        assert worth == {"refrain": 0, "coerce": gt.lang.parse("coercion_gain")}


def test_a_threat_buys_no_restraint_because_coercion_is_free_after_it():
    model = MODELS["support_crisis"]
    nodes = model.game.nodes.values()
    threats = [node for node in nodes if getattr(node, "information", None) == "after_missile_threat"]
    assert len(threats) == 2
    for node in threats:
        worth = {move: node.actions[move].values["us"] for move in ("refrain", "coerce")}
        assert worth == {"refrain": 0, "coerce": gt.lang.parse("coercion_share")}
    assert gt.lang.implies(gt.lang.TRUE, gt.lang.parse_condition("coercion_share > 0"), model.domain) is True


def test_silence_is_struck_by_assumption():
    """The premise, from the assumptions alone: a strike on sustainment is Washington's best answer to it."""
    model = MODELS["support_signal"]
    for type in model.game.types:
        answers = model.game.messages["sustainment"]
        worth = {answer: model.game.payoffs[type, "sustainment", answer][1] for answer in answers}
        for other in ("coerce", "refrain"):
            better = gt.lang.relation(worth["strike"] - worth[other], ">")
            assert gt.lang.implies(gt.lang.TRUE, better, model.domain) is True, (type, other)
