"""What CONTRIBUTING says of the recipes is there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_the_files_that_it_names_exist():
    named = re.findall(r"`((?:gametheory|tests|models|docs|benchmarks)/[^`\s]*)`", TEXT)
    fixed = [path for path in named if not re.search("NAME|THEME|WING", path)]
    assert len(fixed) >= 10
    assert [path for path in fixed if not (ROOT / path).exists()] == []
    folders = {path.split("NAME")[0].split("WING")[0].split("THEME")[0] for path in named}
    assert [path for path in folders if not (ROOT / path).exists()] == []


def test_every_recipe_is_described():
    recipes = {f.name for f in Path(__file__).parent.glob("*.py") if not f.name.startswith(("test_", "_", "conftest"))}
    assert recipes == {"dominant.py", "lottery.py", "prudent.py", "welfare.py"}
    for name in recipes:
        assert f"`tests/recipes/{name}`" in TEXT
    for heading in ("a concept", "a kind of game", "a refinement", "a question"):
        assert f"## Adding {heading}\n" in TEXT
