"""What the README and the documentation show is what happens."""

import re
from pathlib import Path

import pytest
from helpers import pages

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
DOCS = sorted((ROOT / "docs").rglob("*.md"))
PAGES = [README, *DOCS]
LARGE = [ROOT / "docs" / "howto" / "report.md"]  # writes reports
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")


def _name(page):
    return str(page.relative_to(ROOT))


def test_the_readme_opens_with_two_commands_of_one_line():
    assert README.read_text(encoding="utf-8").startswith("# gametheory-toolkit\n\n")
    (first, job, _), (second, tests, _) = pages.blocks(README)[:2]
    assert first == second == "sh"
    assert job.count("\n") == tests.count("\n") == 1
    assert job.rstrip().endswith("gametheory report support_crisis support_signal support_sequence --out report")
    assert "pytest" in tests


def test_what_sets_up_an_environment_is_run_by_the_checks():
    found = [(_name(page), block.text.count("\n")) for page in PAGES for block in pages.blocks(page)
             if pages.is_set_up(block)]  # fmt: skip
    assert found == [("README.md", 1), ("README.md", 1), ("docs/tutorial.md", 1)]
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for call in ("page_command README.md 1", "page_command README.md 2", "page_command docs/tutorial.md 1"):
        assert call in ci


@pytest.mark.parametrize(
    "page", [pytest.param(page, marks=pytest.mark.slow if page in LARGE else ()) for page in PAGES], ids=_name
)
def test_a_page_shows_what_happens(page, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    tried = pages.run(page, tmp_path, capsys)
    code = [block for block in pages.blocks(page) if block.kind in ("python", "sh", "console")]
    assert tried >= len([block for block in code if not pages.is_set_up(block)])


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_the_links_of_a_page_lead_somewhere(page):
    text = page.read_text(encoding="utf-8")
    for target in LINK.findall(re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S)):
        if not target.startswith(("http://", "https://")) and not _is_written_by_the_build(target):
            assert (page.parent / target).exists(), target


def _is_written_by_the_build(target):
    """Pages of models, names and modules, and the schemas: Sphinx checks these."""
    written = r"(^|/)(models|modules)/\w+\.md$|(^|/)(api|show)\.md$|^(model|statements)\.schema\.json$"
    return re.search(written, target) is not None


def test_the_pages_that_matter_try_something():
    counts = {_name(page): sum(block.kind in ("python", "console") for block in pages.blocks(page)) for page in PAGES}
    assert counts["README.md"] >= 4
    assert counts["docs/tutorial.md"] >= 12
