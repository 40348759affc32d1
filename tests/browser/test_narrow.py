"""Words without a place to break, in every text of a model, on a telephone: the page is as wide as the screen."""

import pytest
from drawn import settle
from helpers.long_texts import long_models

import gametheory as gt
from gametheory.show import report

WIDE = """() => [...document.querySelectorAll("body *")].filter((one) => {
  for (let box = one.parentElement; box; box = box.parentElement)
    if (getComputedStyle(box).overflowX !== "visible") return false;  // what scrolls by itself, or is cut off
  return one.getBoundingClientRect().right > window.innerWidth + 0.5;
}).map((one) => `${one.tagName}.${one.className}`)"""

OPEN = "for (const one of document.querySelectorAll('details')) one.open = true"


def fits(page):
    page.evaluate(OPEN)
    return page.evaluate("document.scrollingElement.scrollWidth") <= page.viewport_size["width"], page.evaluate(WIDE)


@pytest.mark.parametrize("width", [360, 1400])
@pytest.mark.parametrize("kind", ["signaling", "extensive", "strategic"])
def test_the_explorer(kind, width, visit):
    model = long_models()[kind]
    solution = gt.solve(model)
    if solution.concept.name == "perfect-bayesian":
        solution = gt.survival(solution)
    page = visit(solution, width=width, verification=gt.verify(model, solution=solution, draws=500))
    settle(page)
    assert page.locator("h1").inner_text() == "T" * 320
    assert fits(page) == (True, [])


@pytest.fixture(scope="module")
def written_report(tmp_path_factory):
    folder = tmp_path_factory.mktemp("long") / "out"
    models = long_models(120)
    report.write([models["extensive"], models["strategic"]], folder, draws=256, jobs=1)
    return [folder / "index.html", *folder.glob("*/index.html")]


@pytest.mark.parametrize("width", [360, 1400])
def test_the_report(width, written_report, chromium):
    for file in written_report:
        page = chromium.new_page(viewport={"width": width, "height": 800})
        page.goto(file.as_uri())
        assert page.evaluate("document.body.innerText.includes('T'.repeat(240))")
        assert fits(page) == (True, [])
    page.close()
