"""Whatever an editor does to a document: check lists issues and never crashes, and what it passes can be solved."""

import contextlib
import io
import pathlib

import pytest
from mutations import mutated

import gametheory as gt
from gametheory.cli import main

BROKEN = pathlib.Path(__file__).parent.parent / "broken"
SOURCES = {
    **{name: entry.path for name, entry in gt.catalogue().items()},
    **{f"broken/{path.stem}": path for path in sorted(BROKEN.glob("*.toml")) if not path.stem.startswith("not_")},
}
SMALL = ("battle_of_the_sexes", "chicken", "entry_deterrence", "beer_quiche", "unilateral_deterrence", "lemons")
TINY = ("battle_of_the_sexes", "chicken", "entry_deterrence")


def checked(place):
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        code = main(["check", str(place)])
    return code, out.getvalue()


def run(name, path, seeds, tmp_path):
    """Return how many of the mutated documents pass."""
    text = path.read_text(encoding="utf-8")
    good = 0
    for seed in seeds:
        place = tmp_path / f"seed_{seed}.toml"
        try:
            place.write_text(mutated(text, f"{name} {seed}"), encoding="utf-8")
        except ValueError:  # some broken documents are no TOML to begin with
            return 0
        code, said = checked(place)
        assert code in (0, 2), (name, seed, code)
        issues = gt.check(place)
        assert bool([i for i in issues if i.level == "error"]) <= (code == 2), (name, seed)
        try:
            model = gt.load(place)
        except gt.GameTheoryError:
            assert code == 2, (name, seed)
            continue
        if code:
            assert said.count("\n") > 1, (name, seed)  # a reason beside the count
            continue
        good += 1
        if name in SMALL and set(model.baseline) == set(model.parameters):
            with contextlib.suppress(gt.GameTheoryError):  # a reason in words
                gt.solve(model.game.subs(model.baseline))
        if name in TINY:
            with contextlib.suppress(gt.GameTheoryError):
                gt.solve(model)
    return good


@pytest.mark.parametrize("name", SOURCES)
def test_check_and_solve_never_crash(name, tmp_path):
    run(name, SOURCES[name], range(6), tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("name", SOURCES)
def test_check_and_solve_never_crash_whatever_the_seed(name, tmp_path):
    run(name, SOURCES[name], range(6, 60), tmp_path)


def test_some_mutated_documents_are_good(tmp_path):
    assert sum(run(name, SOURCES[name], range(100, 130), tmp_path) for name in TINY) > 5
