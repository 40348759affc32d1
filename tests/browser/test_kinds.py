"""Games whose kind has no drawing, or brings its own: the page draws what there is."""

from fractions import Fraction

from drawn import settle

import gametheory as gt
from gametheory.show.games import DRAWINGS, Drawing


def rows(page):
    """Return what the table shows after the page's next drawing, read at once."""
    settle(page)
    texts = page.locator("#diagram tbody tr").evaluate_all("(rows) => rows.map((row) => row.innerText)")
    return [text.split("\t") for text in texts]


def test_without_a_drawing_the_ends_are_listed(visit, monkeypatch):
    monkeypatch.delitem(DRAWINGS, "strategic")
    page = visit(gt.solve(gt.load("chicken")))
    assert page.locator("#diagram h2").inner_text() == "The game"
    found = dict(rows(page))
    assert len(found) == 4
    assert sorted(Fraction(p) for p in found.values()) == [0, 0, 0, 1]
    page.locator("#diagram button.pick").last.click()
    assert sum(Fraction(p) for p in dict(rows(page)).values()) == 1
    assert max(Fraction(p) for p in dict(rows(page)).values()) < 1


def test_a_kind_brings_its_own_drawing(visit, monkeypatch):
    script = 'DRAWINGS.set("toy", ["The toy", (game, k) => h("p", { class: "toy" }, game.word + k)]);'
    monkeypatch.setitem(DRAWINGS, "strategic", Drawing(lambda *_: {"kind": "toy", "word": "regime "}, script=script))
    page = visit(gt.solve(gt.load("chicken")), fragment="#")
    assert page.locator("#diagram h2").inner_text() == "The toy"
    assert page.locator("#diagram p.toy").inner_text() == "regime 0"
