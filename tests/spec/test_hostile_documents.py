"""Documents that were written to take the reader down: an issue, at once, and no other exception."""

import time

import pytest

import gametheory as gt

HEAD = 'format = "gametheory/1"\nkind = "strategic"\n[players]\nrow = ""\n'
NAMES = [f"a{i}" for i in range(12)]
PARAMETERS = "".join(f"[parameters.{name}]\n" for name in NAMES)
MANY = "".join(f"[parameters.p{i}]\n" for i in range(5000))


def payoff(text, parameters=""):
    return HEAD + parameters + '[strategies]\nrow = ["a"]\n[payoffs]\na = { row = ' + str(text) + " }\n"


def one(key, value):
    return payoff('"k"', f"[parameters.k]\n{key} = {value}\n")


SUM, PRODUCT = "+".join(NAMES), "*".join(f"({n}+1)" for n in NAMES)
FRACTIONS = "+".join(f"1/({n}+2)" for n in NAMES)

CASES = {
    "nested lists": ("x = " + "[" * 100_000, "nested too deeply"),
    "nested inline tables": ("x = " + "{a=" * 100_000, "nested too deeply"),
    "nested dotted keys": (".".join(["a"] * 3000) + " = 1", "nested deeper than 64 levels"),
    "a million digits": (payoff("9" * 10**6), "digits in a number"),
    "a million hexadecimal digits": (payoff("0x" + "f" * 10**6), "more than 1000 digits"),
    "a million digits as text": (payoff('"' + "9" * 10**6 + '"'), "more than 20000 characters"),
    "ten thousand digits as text": (payoff('"' + "9" * 10**4 + '"'), "more than 1000 digits"),
    "ten thousand digits after the point": (payoff("1." + "9" * 10**4), "more than 1000 digits"),
    "a tower of powers": (payoff('"((9**64)**64)**64"'), "too large to write out"),
    "an exponent of ten": (payoff("1e999999999"), "an exponent of ten"),
    "an exponent of ten as text": (payoff('"1e-999999999"'), "an exponent of ten"),
    "deep parentheses": (payoff('"' + "(" * 9000 + "1" + ")" * 9000 + '"'), "nested deeper than 100 levels"),
    "a large power of a sum": (payoff(f'"({SUM})**64"', PARAMETERS), "too large to write out"),
    "a large product of sums": (payoff(f'"{PRODUCT}"', PARAMETERS), "too large to write out"),
    "a large sum of fractions": (payoff(f'"{FRACTIONS}"', PARAMETERS), "too large to write out"),
    "five thousand parameters": (payoff('"p1"', MANY), "5000 parameters: a model can have 200"),
    "a large baseline": (one("value", "0x" + "f" * 10**5), "more than 1000 digits"),
    "a large prior": (one("prior", "{ uniform = [0, 1e99999] }"), "an exponent of ten"),
    "a large range": (one("range", '["(-1e99999", "inf)"]'), "an exponent of ten"),
    "a large number in a claim": (payoff(1) + '[[claims]]\nname = "x"\nbound = 1e99999\n', "an exponent of ten"),
    "code": (payoff("\"__import__('os').system('true')\""), "unexpected character"),
    "an attribute": (payoff('"row.__class__"'), "unexpected character '.'"),
    "a lambda": (payoff('"(lambda)"'), "'lambda' is a word that Python reserves"),
    "a call": (payoff('"exit(1)"'), "unknown function 'exit'"),
}


@pytest.mark.parametrize("case", CASES)
def test_an_issue_and_no_more(case, tmp_path):
    text, message = CASES[case]
    path = tmp_path / "hostile.toml"
    path.write_text(text, encoding="utf-8")
    start = time.perf_counter()
    issues = gt.check(path)
    assert time.perf_counter() - start < 10
    assert any(message in issue.what for issue in issues), [str(issue)[:200] for issue in issues]


def test_too_many_profiles(tmp_path):
    players = [f"p{i}" for i in range(30)]
    path = tmp_path / "many.toml"
    lines = ['format = "gametheory/1"', 'kind = "strategic"', "[players]", *(f'{p} = ""' for p in players)]
    lines += ["[strategies]", *(f'{p} = ["a", "b"]' for p in players), "[payoffs]"]
    path.write_text("\n".join(lines))
    assert [i.where for i in gt.check(path)] == ["strategies"]
    assert "1073741824 profiles" in gt.check(path)[0].what


def test_a_file_without_end():
    assert [str(i) for i in gt.check("/dev/zero")] == ["the file is longer than 32 MiB"]
