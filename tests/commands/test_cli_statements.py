"""``gametheory check`` on a file of statements."""

import gametheory as gt

TEXT = """\
format = "gametheory-statements/1"
source = "made up"
[[statements]]
id = "S1"
paraphrase = "Somebody swerves."
claims = ["chicken.CLAIM"]
"""


def test_check(run, tmp_path):
    place = tmp_path / "statements.toml"
    model = gt.load("chicken")
    (tmp_path / "chicken.toml").write_text(model.to_toml(), encoding="utf-8")
    place.write_text(TEXT.replace("CLAIM", model.claims[0].name), encoding="utf-8")
    assert run("check", place)[:2] == (0, f"{place}: fine\n")
    place.write_text(TEXT, encoding="utf-8")
    code, out, _ = run("check", place)
    assert code == 2
    assert out.startswith(f"{place}: 1 issue\n  statements.1.claims.1: the model 'chicken' has no claim 'CLAIM'")
    code, _, err = run("solve", place)
    assert code == 2
    assert "a list of statements, no model" in err
