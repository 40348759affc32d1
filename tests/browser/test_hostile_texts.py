"""A hostile document can neither run code in the page, nor break it, nor make it ask the network for anything."""

import pytest
from drawn import settle
from helpers.explorer_corpus import TEXTS, hostile_models

import gametheory as gt

PARTS = ["happens", "parameters", "envelope", "map", "changes", "equilibria", "diagram", "propositions", "limits"]


@pytest.mark.parametrize("k", range(0, len(TEXTS), 4))
def test_nothing_runs_and_nothing_is_missing(k, visit):
    models = hostile_models(k)
    for model in models:
        solution = gt.solve(model)
        if solution.concept.name == "perfect-bayesian":
            solution = gt.survival(solution)
        page = visit(solution)
        assert page.evaluate("window.broken") is None
        assert page.locator("section").evaluate_all("all => all.map((one) => one.id)") == PARTS
        assert page.evaluate("[document.scripts.length, document.images.length, document.styleSheets.length]") == [
            2,
            0,
            1,
        ]
        assert page.evaluate("document.querySelectorAll('base, iframe, object, embed, link[href^=http]').length") == 0
        assert page.locator("h1").inner_text() == " ".join(
            "".join(c if c.isprintable() else " " for c in TEXTS[k]).split()
        )
        before = page.evaluate("gametheoryExplorer.evaluate([['1/2', '3']])")
        assert len(before[0]["values"]) > 0
        # everything that can be opened is opened, and the point moved
        for summary in page.locator("summary:visible").all():
            summary.click()
        page.get_by_role("slider").first.press("ArrowRight")
        page.locator("#parameters .name").first.hover()
        settle(page)
        assert page.evaluate("window.broken") is None
        assert page.evaluate("document.documentElement.scrollWidth") <= 1400


def test_the_policy_stops_what_would_get_through(chromium, written):
    """Were a handler or a script put into the page after all, the browser would refuse to run it."""
    page = chromium.new_page()
    page.goto(written(gt.solve(hostile_models(0)[2])))
    page.evaluate(
        """() => {
        const box = document.createElement("div");
        box.innerHTML = "<img src=x onerror='window.broken = 1'>";
        document.body.append(box);
        const script = document.createElement("script");
        script.textContent = "window.broken = 1";
        document.body.append(script);
        }"""
    )
    page.wait_for_timeout(200)
    assert page.evaluate("window.broken") is None
    assert page.evaluate("fetch('https://example.org').then(() => false, () => true)")
    page.close()
