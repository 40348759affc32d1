"""Tests of the explorer in a browser: collected where GAMETHEORY_BROWSER names a Chromium (extra ``[browser]``)."""

import os

import pytest
from drawn import settle

from gametheory.show import explorer

BROWSER = os.environ.get("GAMETHEORY_BROWSER", "")

QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
QUIET += ["--disable-sync", "--no-first-run"]


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def written(tmp_path_factory):
    """Return what writes a solution's page and says its address; catalogue models are written once."""
    folder = tmp_path_factory.mktemp("pages")
    known = {}

    def write(solution, verification=None):
        key = id(solution), id(verification)
        if key not in known:
            file = folder / f"{len(known)}.html"
            file.write_text(explorer.page(solution, verification), encoding="utf-8")
            known[key] = file.as_uri(), solution  # the solution is kept, so that its id stays its own
        return known[key][0]

    return write


@pytest.fixture
def visit(chromium, written):
    """Return what opens a solution's page; at the end nothing must have failed or been asked of the network."""
    contexts, trouble = [], []

    def open_page(solution, fragment="", width=1400, verification=None, **look):
        context = chromium.new_context(viewport={"width": width, "height": 900}, **look)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: trouble.append(f"error: {error}"))
        page.on("console", lambda line: trouble.append(f"{line.type}: {line.text}"))
        page.on("dialog", lambda dialog: (trouble.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on(
            "request", lambda sent: trouble.append(sent.url) if not sent.url.startswith(("file:", "data:")) else None
        )
        page.goto(written(solution, verification) + fragment)
        settle(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert trouble == []
