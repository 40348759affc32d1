"""The page's controls, worked as a reader works them: pointer, keyboard, address."""

from fractions import Fraction

import pytest
from drawn import existing, settle, solved
from helpers.first import FIRST_SEQUENCE, FIRST_SIGNAL

import gametheory as gt
from gametheory.study.claims.verdict import Share, Verdict, Verification


def slider(page, name):
    return page.get_by_role("slider", name=name, exact=True)


def field(page, name):
    return page.get_by_role("textbox", name=f"{name}, exact value", exact=True)


def type_value(page, name, text):
    field(page, name).fill(text)
    field(page, name).press("Enter")
    settle(page)


def at(solution, **values):
    """Return the numbers of the regimes that Python finds at a point."""
    point = solution.full_point(values)
    return [k for k, regime in enumerate(solution, start=1) if regime.when.at(point)]


def test_the_start_is_the_baseline(visit):
    solution = solved(FIRST_SIGNAL)
    page = visit(solution)
    assert existing(page) == at(solution) == [2, 6]
    assert page.locator("#equilibria .summary").inner_text() == "2 equilibria; none is picked."
    assert page.get_by_role("slider").count() == len(solution.parameters)
    for name, parameter in solution.model.parameters.items():
        assert Fraction(field(page, name.replace("_", " ")).input_value()) == parameter.value


def test_a_sentence_says_what_happens_at_the_point(visit):
    page = visit(solved("support_signal"))
    said = page.locator("#happens .said")
    assert said.inner_text() == (
        "Here the chance of a strike is 0% to 30%, depending on which of the 2 equilibria is played."
    )
    assert page.locator("#happens .deeds li").all_inner_texts() == [
        "2 Moscow sends air defense; Washington coerces.",
        "6 Moscow sends air defense (10%); Moscow threatens missiles (90%); Washington coerces (70%); "
        "Washington strikes (30%).",
    ]
    type_value(page, "distraction", "1/2")
    assert said.inner_text() == "Here a strike never comes about, in every equilibrium."


def test_the_nearest_changes_are_the_thresholds(visit):
    solution = solved("support_signal")
    page = visit(solution)
    page.wait_for_selector("#changes [data-done=true]")
    lines = page.locator("#changes .changes > li").all_inner_texts()
    (tied,) = (line for line in lines if line.startswith("share of Russia's forces tied down in Ukraine (now 0.6)"))
    values = [float(one.value) for one in gt.thresholds(solution, "distraction")]
    assert values == pytest.approx([5 / 9, 4 / 5])
    assert "below about 0.5556, a strike: never" in tied
    assert "above about 0.8, a strike: " in tied
    assert lines[0].startswith("cost of a clash, to Washington (now 1.2)")  # the nearest comes first


def test_a_narrow_screen_shows_names(visit):
    page = visit(solved("support_signal"), width=390)
    assert page.locator("#bar .set").all_inner_texts()[0] == "2 pooling on air defense"
    assert page.locator("#bar .set .wide").first.is_visible()


def test_numbers_and_fractions_are_typed(visit):
    solution = solved(FIRST_SIGNAL)
    page = visit(solution)
    type_value(page, "distraction", "17/20")
    assert existing(page) == at(solution, distraction="17/20") == [1, 5]
    assert field(page, "distraction").input_value() == "0.85"
    type_value(page, "distraction", "1/3")
    assert field(page, "distraction").input_value() == "1/3"
    assert existing(page) == at(solution, distraction="1/3")


@pytest.mark.parametrize("text", ["2", "-1", "x", "", "1/0", "0.5.5", "1e999", "9" * 300])
def test_what_is_no_value_is_refused_with_a_reason(text, visit):
    page = visit(solved(FIRST_SIGNAL))
    type_value(page, "distraction", text)
    assert field(page, "distraction").get_attribute("aria-invalid") is not None
    said = page.locator("#parameter-0-wrong").inner_text()
    assert "outside the range [0, 9/10]" in said or "not a number" in said
    assert existing(page) == [2, 6]


def test_a_slider_by_keyboard(visit):
    solution = solved("beer_quiche")
    page = visit(solution)
    slider(page, "wimp").focus()
    for _ in range(20):
        page.keyboard.press("ArrowRight")
    settle(page)
    value = field(page, "wimp").input_value()
    assert Fraction(value) == Fraction(1, 10) + 20 * Fraction(1, 200)
    page.keyboard.press("End")
    assert existing(page) == at(solution, wimp=field(page, "wimp").input_value()) == [3]
    assert slider(page, "wimp").get_attribute("aria-valuetext").startswith(field(page, "wimp").input_value())


def test_a_point_on_a_border_says_so(visit):
    page = visit(solved("beer_quiche"))
    type_value(page, "wimp", "1/2")
    settle(page)
    said = page.locator("#equilibria .border").inner_text()
    assert "exactly on a border" in said
    assert "knife edge" in said
    assert "gametheory solve beer_quiche --concept perfect-bayesian --at wimp=0.5" in said
    summary = page.locator("#equilibria .summary").inner_text()
    assert summary == "On a knife edge: 0 of the regimes exist here; that need not be all equilibria."
    assert "there may be equilibria with other values" in page.locator("#envelope-text").inner_text()
    type_value(page, "wimp", "0.500000000000000000001")
    assert existing(page) == [3], "a point next to the border is decided in integers"
    assert page.locator("#equilibria .border").is_hidden()
    assert page.locator("#equilibria .summary").inner_text() == "1 equilibrium."
    assert "other values" not in page.locator("#envelope-text").inner_text()


def test_outside_the_assumptions(visit):
    page = visit(solved("battle_of_the_sexes"))
    type_value(page, "other", "5")
    assert existing(page) == []
    assert "Outside the model’s assumptions" in page.locator("#equilibria .summary").inner_text()
    assert "favourite > other" in page.locator("#equilibria").inner_text()


def test_a_probability_of_zero_is_told_from_a_broken_assumption(visit):
    game = gt.load("beer_quiche").game
    page = visit(gt.solve(gt.Model("closed", game, {"wimp": {"value": "1/10", "range": [0, 1]}})))
    for value, clause in (("0", "wimp > 0"), ("1", "wimp < 1")):
        type_value(page, "wimp", value)
        assert existing(page) == []
        said = page.locator("#equilibria").inner_text()
        assert f"{clause} does not hold here. Where a probability is zero, the game is one without what it" in said
    type_value(page, "wimp", "1/4")
    assert existing(page) == [1, 2]
    page = visit(solved("battle_of_the_sexes"))
    type_value(page, "other", "5")
    assert "Where a probability is zero" not in page.locator("#equilibria").inner_text()


def test_what_keeps_a_regime_away(visit):
    page = visit(solved(FIRST_SIGNAL))
    page.get_by_text("Regimes that do not exist here: 4").click()
    settle(page)
    listed = page.locator("#equilibria .absent > li")
    assert listed.count() == 4
    assert all("it needs" in text for text in listed.all_inner_texts())


def test_why_a_refinement_strikes(visit):
    page = visit(solved("beer_quiche"))
    card = page.locator("#equilibria .card").nth(1)
    assert "pooling on quiche" in card.inner_text()
    assert card.locator(".tag.struck").first.inner_text().endswith("intuitive criterion")
    assert "at beer, which nobody sends, the message cannot come from wimp" in card.locator(".why").inner_text()


def test_only_what_survives_is_counted_but_everything_is_listed(visit):
    page = visit(solved("beer_quiche"))
    page.get_by_label("show").select_option(label="those that survive intuitive criterion")
    assert existing(page) == [1, 2]
    assert page.locator("#equilibria .summary").inner_text() == (
        "2 equilibria, 1 of them struck by intuitive criterion; none is picked."
    )
    page.locator("#map canvas[data-fine=true]").wait_for()
    rows = page.locator("#map tbody tr").all_inner_texts()
    assert not any("quiche" in row and "pooling" in row for row in rows)


def test_a_click_on_the_map_moves_the_point(visit):
    solution = solved(FIRST_SIGNAL)
    page = visit(solution)
    canvas = page.locator("#map canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    page.mouse.click(box["x"] + 56 + (box["width"] - 70) * 0.95, box["y"] + 10 + (box["height"] - 54) * 0.5)
    settle(page)
    values = {name: field(page, name.replace("_", " ")).input_value() for name in solution.parameters}
    assert float(values["distraction"]) == pytest.approx(0.855, abs=0.01)
    assert float(values["escalation_cost"]) == pytest.approx(1, abs=0.02)
    assert existing(page) == at(solution, **values)


def test_the_map_by_keyboard(visit):
    page = visit(solved(FIRST_SIGNAL))
    page.locator("#map canvas").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowUp")
    settle(page)
    assert field(page, "distraction").input_value() == "0.602"
    assert field(page, "escalation cost").input_value() == "0.9"
    assert "distraction 0.602, escalation cost 0.9" in page.locator("#map canvas").get_attribute("aria-label")


def test_the_map_over_any_two_parameters(visit):
    page = visit(solved(FIRST_SEQUENCE))
    page.locator("#map").get_by_label("across").select_option(label="w  strike gain")
    page.locator("#map").get_by_label("up").select_option(label="kM  strike cost missiles")
    page.locator("#map canvas[data-fine=true]").wait_for()
    shares = page.locator("#map tbody tr td:last-child").all_inner_texts()
    assert len(shares) > 1
    page.locator("#map").get_by_label("up").select_option("-1")
    page.locator("#map canvas[data-fine=true]").wait_for()
    assert page.locator("#map canvas").get_attribute("aria-label").startswith("Regime map. The point: strike gain")


def test_the_map_agrees_with_exact_regions(visit):
    """The share of every set of regimes on the map is that of Python's raster."""
    solution = solved(FIRST_SIGNAL)
    page = visit(solution)
    page.locator("#map canvas[data-fine=true]").wait_for()
    rows = [
        ([int(text) for text in row.locator(".chip").all_inner_texts()], row.locator("td").last.inner_text())
        for row in page.locator("#map tbody tr").all()
    ]
    shown = {tuple(sets): int(share.strip("%")) for sets, share in rows if sets and "<" not in share}
    found = gt.regions(solution, x="distraction", y="escalation_cost").raster(300, 300)
    cells = gt.regions(solution, x="distraction", y="escalation_cost").cells
    index = {id(regime): k for k, regime in enumerate(solution, start=1)}
    expected = {}
    for cell in cells:
        key = tuple(sorted(index[id(regime)] for regime in cell.regimes))
        expected[key] = expected.get(key, 0) + 100 * float((found.cell == cell.index).mean())
    assert shown
    for key, share in shown.items():
        assert expected[key] == pytest.approx(share, abs=1.5), key


def test_the_envelope_follows(visit):
    page = visit(solved("beer_quiche"))
    page.locator("#envelope").get_by_label("outcome").select_option(label="payoff of bully")
    page.locator("#envelope").scroll_into_view_if_needed()
    page.wait_for_timeout(250)
    assert page.locator("#envelope-text").inner_text() == (
        "payoff of bully, along wimp with the rest at the point: from about 0.5 to 1. At the point: "
        "1 pooling on beer: 0.9 and 2 pooling on quiche: 0.9."
    )
    assert page.locator("#envelope path.curve").count() == 3


def test_the_address_holds_the_point(visit):
    solution = solved(FIRST_SIGNAL)
    page = visit(solution)
    type_value(page, "distraction", "1/3")
    page.locator("#map").get_by_label("across").select_option(label="f  foothold")
    page.get_by_label("show").select_option("2")
    page.wait_for_timeout(400)
    fragment = page.evaluate("location.hash")
    assert "at.distraction=1/3" in fragment
    other = visit(solution, fragment)
    assert existing(other) == existing(page)
    assert other.evaluate("gametheoryExplorer.address()") == fragment
    assert other.get_by_label("show").input_value() == "2"


@pytest.mark.parametrize(
    "fragment",
    [
        "#at.distraction=5",
        "#at.distraction=x&map=,&line=nothing&of=%FF&refine=all&draw=99999",
        "#at.__proto__=1&at.constructor=1&map=__proto__,toString&of=__proto__",
        "#" + "&" * 5000,
        "#<img src=x onerror=alert(1)>",
        "#%E2%80%A8&at.distraction=%3Cscript%3E",
    ],
)
def test_a_hostile_address_changes_nothing(fragment, visit):
    page = visit(solved(FIRST_SIGNAL), fragment)
    assert existing(page) == [2, 6]


def test_a_tip_says_meaning_and_source(visit):
    solution = solved(FIRST_SIGNAL)
    page = visit(solution)
    page.locator("#parameters .name").first.hover()
    parameter = solution.model.parameters["distraction"]
    said = page.locator("#tip").inner_text()
    assert parameter.meaning in said
    assert " ".join(parameter.source.split()) in said
    assert "[0, 9/10]" in said
    assert parameter.meaning in page.locator("#parameter-0-facts").text_content()


def test_the_equilibrium_that_is_drawn(visit):
    page = visit(solved(FIRST_SIGNAL))
    page.locator("#equilibria .card:not([hidden]) .draw").nth(1).click()
    settle(page)
    page.locator("#diagram").scroll_into_view_if_needed()
    page.wait_for_timeout(250)
    assert "semi-separating" in page.locator("#diagram svg").get_attribute("aria-label")
    assert "0.125" in page.locator("#diagram svg").text_content()


def test_the_tree_opens_and_folds(visit):
    page = visit(solved(FIRST_SEQUENCE))
    page.locator("#diagram").scroll_into_view_if_needed()
    before = page.locator("#diagram svg circle").count()
    fold = page.locator("#diagram .fold[aria-expanded=false]").first
    fold.focus()
    page.keyboard.press("Enter")
    settle(page)
    assert page.locator("#diagram svg circle").count() > before
    page.get_by_role("button", name="Open all").click()
    settle(page)
    ends = sum(1 for node in page.evaluate("gametheoryExplorer.data.game.nodes") if node["kind"] == "end")
    assert page.locator("#diagram .fold[aria-expanded=false]").count() == 0
    assert page.locator("#diagram svg text").filter(has_text=",").count() == ends
    page.get_by_role("button", name="Fold what is not reached").click()
    settle(page)
    assert page.locator("#diagram svg circle").count() == before


def test_propositions_and_their_witness(visit):
    solution = solved("beer_quiche")
    verdicts = (
        Verdict("two pooling outcomes", "proved", "Both breakfasts.", formal="exists", scope="everywhere"),
        Verdict("never", "refuted", witness={"wimp": Fraction(3, 4)}, share=Share("fails", 0.5, 0.01, 1000, 1000, 0)),
        Verdict("perhaps", "undecided", reason="time is over"),
    )
    page = visit(solution, verification=Verification(solution.model, solution, verdicts))
    assert page.locator("#propositions .status").all_inner_texts() == ["✓ proved", "✗ refuted", "? undecided"]
    page.get_by_role("button", name="Show where it fails").click()
    assert existing(page) == at(solution, wimp="3/4") == [3]
    assert page.evaluate("document.activeElement.id") == "equilibria-title"


def test_what_changed_is_told_to_who_cannot_see(visit):
    page = visit(solved("beer_quiche"))
    type_value(page, "wimp", "3/4")
    page.wait_for_timeout(900)
    assert (
        page.locator("#live").text_content() == "1 equilibrium. 3, semi-separating (wimp: beer or quiche; surly: beer)"
    )


@pytest.mark.parametrize(
    "name", ["support_signal", "support_sequence", "beer_quiche", "battle_of_the_sexes", "chicken"]
)
def test_nothing_sticks_out(name, visit):
    page = visit(solved(name))
    for width in (1400, 1000, 700, 390, 360):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(250)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


NAMELESS = """() => [...document.querySelectorAll("button, input, select, canvas, svg[role=img], [role=button]")]
    .filter((one) => !(one.labels?.length || one.getAttribute("aria-label") || one.getAttribute("aria-labelledby")
        || one.textContent.trim()))
    .map((one) => one.outerHTML.slice(0, 80))"""
TWICE = """() => [...document.querySelectorAll("[id]")].map((one) => one.id)
    .filter((id, i, all) => all.indexOf(id) !== i)"""
DANGLING = """() => [...document.querySelectorAll("[aria-describedby], [aria-labelledby], label[for]")]
    .flatMap((one) => ["aria-describedby", "aria-labelledby", "for"].map((name) => one.getAttribute(name)))
    .filter((id) => id && !document.getElementById(id))"""


@pytest.mark.parametrize("name", ["support_signal", "support_sequence", "battle_of_the_sexes"])
def test_every_control_has_a_name_and_ids_are_unique_and_there(name, visit):
    page = visit(solved(name))
    for fault in (NAMELESS, TWICE, DANGLING):
        assert page.evaluate(fault) == []


def test_the_link_that_skips_leaves_the_point(visit):
    page = visit(solved("beer_quiche"))
    type_value(page, "wimp", "3/4")
    page.locator(".skip").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "equilibria-title"
    assert existing(page) == [3]


def test_dark_narrow_and_print(visit, tmp_path):
    page = visit(solved(FIRST_SIGNAL), width=390, color_scheme="dark")
    dark = page.evaluate("getComputedStyle(document.body).color")
    page.emulate_media(media="print", color_scheme="light")
    assert page.evaluate("getComputedStyle(document.body).color") != dark
    assert page.locator("#bar button").first.is_hidden()
    page.pdf(path=tmp_path / "page.pdf", format="A4")
    assert (tmp_path / "page.pdf").stat().st_size > 20_000


def test_every_model_of_the_catalogue_gets_its_page(visit):
    shown = []
    for name in gt.catalogue():
        try:
            solution = solved(name)
        except gt.ConceptError:  # no concept takes the game yet: there is nothing to explore
            continue
        page = visit(solution)
        page.wait_for_timeout(200)
        assert page.locator("#equilibria .card").count() == len(solution)
        assert page.locator("#diagram svg, #diagram table").count() == 1
        if solution.parameters:
            point = {n: Fraction(field(page, n.replace("_", " ")).input_value()) for n in solution.parameters}
            assert existing(page) == [k for k, regime in enumerate(solution, start=1) if regime.when.at(point)]
        shown.append(name)
    assert len(shown) >= 13
