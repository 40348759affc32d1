"""What the tests in a browser share: solutions, and how a page is waited for and read."""

import functools

import gametheory as gt


@functools.cache
def solved(name):
    """Return the solution of a catalogue model with what refinements say of it."""
    solution = gt.solve(gt.load(name))
    return gt.survival(solution) if solution.concept.name == "perfect-bayesian" else solution


def settle(page):
    """Wait until the page has drawn what was asked of it."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def existing(page):
    """Return the numbers of the regimes that the page lists as existing."""
    settle(page)
    chips = page.eval_on_selector_all(
        "#equilibria .card:not([hidden]) h3 > .chip", "all => all.map((one) => one.textContent)"
    )
    return [int(text) for text in chips]
