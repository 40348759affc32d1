"""All claims of a model: verdicts, surprises, the command's exit codes and JSON, the same at every run."""

import json
import pickle

import pytest

import gametheory as gt
from gametheory import cli
from gametheory.study import Verification

BARE = gt.load("beer_quiche").to_toml().split("[[claims]]")[0]
CLAIMS = {
    "proved": "some equilibrium has P(duel) = 0 iff wimp < 1/2",
    "refuted": "one equilibrium",
    "undecided": "no equilibrium has P(beer) = 1 where wimp > 1",
}


def written(tmp_path, *claims, bare=BARE):
    path = tmp_path / "model.toml"
    path.write_text(bare + "".join(f"\n[[claims]]\n{claim}\n" for claim in claims), encoding="utf-8")
    return str(path)


def claim_of(name, text, expect=None):
    return f"name = {name!r}\nclaim = {text!r}" + (f"\nexpect = {expect!r}" if expect else "")


@pytest.fixture
def run(capsys):
    def command(*arguments):
        code = cli.main(["verify", *arguments])
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        return code, captured.out, captured.err

    return command


@pytest.mark.parametrize("status", CLAIMS)
@pytest.mark.parametrize("expect", [None, "holds", "fails"])
def test_exit_codes(run, tmp_path, status, expect):
    surprise = (status, expect) in (("refuted", "holds"), ("proved", "fails"))
    code, out, err = run(written(tmp_path, claim_of("a", CLAIMS[status], expect)), "--draws", "300")
    assert code == (1 if surprise else 0)
    assert f"{status.upper()}{', though' if surprise else ''}" in out
    assert (f"a: {status}, though the document expects that it {expect}" in err) is surprise
    assert "PROVED: coverage" in out


def test_one_surprise_among_many_is_enough(run, tmp_path):
    claims = [claim_of(name, text, "holds") for name, text in CLAIMS.items()]
    code, _, err = run(written(tmp_path, *claims), "--draws", "300")
    assert code == 1
    assert err.count("though the document expects") == 1


def test_coverage_is_checked_of_every_model():
    found = gt.verify(gt.load("beer_quiche"), draws=0)
    assert found["coverage"].expected == "holds"
    assert found["coverage"].automatic
    assert found["coverage"].status == "proved"


def test_json(run, tmp_path):
    claims = [claim_of(name, text, "holds") for name, text in CLAIMS.items()]
    path = written(tmp_path, *claims, 'name = "words"\nstatement = "Nothing formal."\nsource = "p. 3"')
    code, out, _ = run(path, "--draws", "500", "--json")
    assert code == 1
    found = json.loads(out)
    assert found["format"] == "gametheory-claims/1"
    assert found["model"]["name"] == "model"
    assert len(found["model"]["sha256"]) == 64
    assert found["concept"] == "perfect-bayesian"
    assert [(c["name"], c["status"], c["expected"], c["automatic"]) for c in found["claims"]] == [
        ("proved", "proved", "holds", False),
        ("refuted", "refuted", "holds", False),
        ("undecided", "undecided", "holds", False),
        ("words", "undecided", None, False),
        ("coverage", "proved", "holds", True),
    ]
    for claim in found["claims"]:
        assert claim["seconds"] >= 0
        assert {"name", "status", "expected", "seconds", "witness", "share", "reason", "knife_edges"} <= set(claim)
    proved, refuted, undecided, words, _ = found["claims"]
    assert set(refuted["witness"]) == {"wimp"}
    assert refuted["equilibria"] == ["pooling on beer", "pooling on quiche"]
    assert (refuted["share"]["of"], refuted["share"]["draws"], refuted["share"]["seed"]) == ("fails", 500, 0)
    assert 0.4 < refuted["share"]["value"] < 0.6
    assert proved["share"] == {
        "of": "holds",
        "value": 1.0,
        "half_width": proved["share"]["half_width"],
        "draws": 500,
        "applied": 500,
        "seed": 0,
        "accepted": 1.0,
        "priors": None,
    }
    assert (undecided["share"], undecided["witness"]) == (None, None)
    assert (words["statement"], words["source"], words["formal"]) == ("Nothing formal.", "p. 3", "")


def test_a_premise_is_said_to_be_one(run, tmp_path):
    marked = claim_of("a", CLAIMS["proved"]) + '\nstates = ["S4", "C09"]\nput_in = true\nform = true'
    path = written(tmp_path, marked, claim_of("b", CLAIMS["proved"]))
    code, out, _ = run(path, "--draws", "0")
    assert code == 0
    of_a, of_b = out.split("PROVED: ")[1:3]
    assert "  states  S4, C09\n" in of_a
    assert "  put in  a premise of the model, and no finding\n" in of_a
    assert "  form    rests on the functional form that the document assumes\n" in of_a
    assert not {"states", "put in", "form"} & {line.strip().partition("  ")[0] for line in of_b.splitlines()}
    claims = json.loads(run(path, "--draws", "0", "--json")[1])["claims"]
    assert [(one["states"], one["put_in"], one["form"]) for one in claims] == [
        (["S4", "C09"], True, True),
        ([], False, False),
        ([], False, False),
    ]


def test_the_same_seed_the_same_answer(run, tmp_path):
    path = written(tmp_path, *(claim_of(name, text) for name, text in CLAIMS.items()))

    def output(seed):
        _, out, _ = run(path, "--draws", "400", "--seed", seed, "--json")
        found = json.loads(out)
        for claim in found["claims"]:
            del claim["seconds"]
        return found

    assert output("5") == output("5")
    assert output("5")["claims"][1]["share"] != output("6")["claims"][1]["share"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("no_such_model",), "no_such_model"),
        (("beer_quiche", "--draws", "-1"), "--draws"),
        (("beer_quiche", "--draws", "many"), "--draws"),
        (("beer_quiche", "--seed", "-1"), "--seed"),
        (("beer_quiche", "--draws", "10000000000"), "--draws"),
    ],
)
def test_misuse(run, arguments, message):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert message in err


def test_a_claim_that_cannot_be_read(run, tmp_path):
    path = written(
        tmp_path,
        claim_of("a", "no equilibrium has P(bier) = 1"),
        claim_of("b", "some equilibrium") + '\nwhere = "wimb < 1"',
        claim_of("c", "the range of P(duel) is constant in wimp") + '\nat = "baseline"',
        claim_of("d", "some equilibrium has 'no such regime'"),
    )
    code, out, err = run(path)
    assert (code, out) == (2, "")
    for text in ("claims.1.claim", "did you mean 'beer'", "claims.2.where", "claims.3.claim", "claims.4.claim"):
        assert text in err


def test_hostile_names(run, tmp_path):
    name = "<script>\\u001b[31m"
    code, out, _ = run(written(tmp_path, f'name = "{name}"\nclaim = "some equilibrium"'), "--draws", "100", "--json")
    assert code == 0
    assert json.loads(out)["claims"][0]["name"] == "<script>\x1b[31m"
    assert "\x1b" not in out


# -- in Python ---------------------------------------------------------------------------------------------------------


def model(*claims):
    game = gt.load("beer_quiche")
    return gt.Model("quiche", game.game, parameters=game.parameters, claims=list(claims))


def test_several_sentences_are_one_claim():
    texts = list(CLAIMS.values())
    found = gt.verify(
        model(
            {"name": "all three", "claim": texts},
            {"name": "two", "claim": texts[::2]},
            {"name": "one twice", "claim": [texts[0], texts[0]]},
        ),
        draws=300,
    )
    assert [verdict.status for verdict in found] == ["refuted", "undecided", "proved", "proved"]
    assert found["all three"].witness is not None
    assert found["all three"].reason.startswith("(1) proved: ")
    assert "(2) refuted: " in found["all three"].reason
    assert found["one twice"].formal == f"{texts[0]}; {texts[0]}"


def test_surprises_and_access():
    found = gt.verify(
        model(
            {"name": "p", "claim": CLAIMS["proved"], "expect": "fails"},
            {"name": "r", "claim": CLAIMS["refuted"], "expect": "holds"},
            {"name": "u", "claim": CLAIMS["undecided"], "expect": "holds"},
            {"name": "coverage", "claim": "some equilibrium", "expect": "holds"},
        ),
        draws=100,
    )
    assert isinstance(found, Verification)
    assert [verdict.name for verdict in found.surprises] == ["p", "r"]
    assert [verdict.name for verdict in found] == ["p", "r", "u", "coverage", "coverage (automatic)"]
    assert len(found) == 5
    assert found[1] is found["r"]
    with pytest.raises(KeyError):
        found["x"]
    text = str(found)
    assert "5 claims: 3 proved, 1 refuted, 1 undecided" in text
    assert "REFUTED, though it was expected to hold: r" in text
    assert "PROVED, though it was expected to fail: p" in text


def test_a_solution_that_is_there_already():
    found = model({"name": "p", "claim": CLAIMS["proved"]})
    solution = gt.solve(found)
    assert gt.verify(found, solution=solution, draws=0).solution is solution
    with pytest.raises(TypeError, match="expected a model"):
        gt.verify(solution)


def test_without_draws():
    found = gt.verify(model({"name": "p", "claim": CLAIMS["proved"]}), draws=0)
    assert found["p"].status == "proved"
    assert found["p"].share is None
    assert "draws" not in found["p"].reason


@pytest.mark.parametrize("name", ["beer_quiche", "entry_deterrence", "job_market", "lemons"])
def test_shipped_models_have_no_surprises(name):
    found = gt.verify(gt.load(name), draws=500)
    assert found.surprises == ()
    assert all(verdict.status != "undecided" for verdict in found if verdict.formal)


def test_a_verification_travels_to_other_processes():
    found = gt.verify(gt.load("beer_quiche"), draws=1000)
    back = pickle.loads(pickle.dumps(found))
    assert back.document() == found.document()
    assert gt.prove(back.solution, back[0].formal.split(";")[0], draws=0).status == "proved"


def test_the_parts_of_a_claim_together(tmp_path):
    parts = [
        "every equilibrium with P(duel) > 0 has P(duel) rising in wimp",  # edges are not tried
        "no equilibrium has P(beer) = 1 where wimp >= 1/2",  # fails on one
        "every equilibrium with P(duel) > 0 has P(duel) rising in wimp",
        "some equilibrium has P(beer) = 1 where wimp < 1/2",  # meets none
    ]
    model = gt.load(written(tmp_path, f"name = 'a'\nclaim = {parts}"))
    verdict = gt.verify(model, draws=0)[0]
    assert verdict.status == "proved"
    assert verdict.scope == "at every admissible point at which its conditions hold, off the knife edges"
    assert [(str(gap), gap.fails) for gap in verdict.gaps] == [("wimp = 1/2", True)]


def test_refinements_that_nobody_asked_about_change_no_verdict():
    # divinity is undecided here; a report verifies the solution with all refinements' verdicts in it
    payoffs = {("a", "m", "x"): (0, 0)}
    model = gt.Model("one", gt.SignalingGame("s", "r", {"a": 1}, {"m": ("x",)}, payoffs))
    solution = gt.survival(gt.solve(model))
    assert None in solution[0].survives.values()
    assert [one.status for one in gt.verify(model, solution=solution, draws=64)] == ["proved"]


def test_a_proof_says_how_far_its_edges_were_tried():
    solution = gt.solve(gt.load("beer_quiche"))

    def said(claim, *gaps):
        verdict = gt.prove(solution, claim, draws=0)
        assert verdict.status == "proved"
        assert [(gap.fails, gap.tried) for gap in verdict.gaps] == list(gaps)
        return " ".join(str(verdict).split()).partition(" edges nothing ")[2]

    # the one point of this edge is tried once
    one = "is proved on 1 knife edge that meets the region: only 1 point on it was tried"
    assert said("no equilibrium has P(duel) > 2", (False, 1)) == f"{one}, and it was not seen to fail there"
    assert said("no equilibrium has P(beer) = 1 and P(duel) > 0", (True, 1)) == f"{one}; it fails on wimp = 1/2"
    course = said("the range of P(duel) is never falling in wimp", (None, 0))
    assert course == "is proved on 1 knife edge that meets the region: no point on it was tried"
    verdict = gt.prove(solution, "no equilibrium has P(duel) > 2", draws=0)
    assert verdict.document()["knife_edges"] == [
        {"edge": "wimp = 1/2", "fails": False, "point": {"wimp": "1/2"}, "points_tried": 1}
    ]


def test_a_proof_in_several_parameters_tries_several_points_of_an_edge():
    p, k = gt.symbols("p k")
    cells = {("firm", "threat", "yield"): (2, 0), ("firm", "threat", "strike"): (1, -1),
             ("firm", "silence", "yield"): (2, 0), ("firm", "silence", "strike"): (0, 1),
             ("hollow", "threat", "yield"): (2, 0), ("hollow", "threat", "strike"): (-k, 1),
             ("hollow", "silence", "yield"): (2, 0), ("hollow", "silence", "strike"): (0, 1)}  # fmt: skip
    game = gt.SignalingGame("patron", "rival", {"firm": p, "hollow": 1 - p},
                            dict.fromkeys(("threat", "silence"), ("yield", "strike")), cells)  # fmt: skip
    bluff = gt.Model("bluff", game, {"p": {"range": ["(0", "1)"]}, "k": {"range": ["(0", 4]}})
    verdict = gt.prove(gt.solve(bluff), "no equilibrium has P(strike) > 2", draws=0)
    tried = sum(gap.tried for gap in verdict.gaps)
    assert tried > len(verdict.gaps) >= 1
    assert f"only {tried} points on" in " ".join(str(verdict).split())
