"""Signaling games: the four-pointed layout for two by two, blocks for the rest."""

from fractions import Fraction

import pytest
from helpers.first import FIRST_SIGNAL
from plot_checks import HOSTILE, check, squeezed, svg, texts, words

import gametheory as gt
from gametheory.concepts import Equilibrium
from gametheory.show import plot
from gametheory.show.plot.strokes import PLAYED

F = Fraction


@pytest.fixture(scope="module")
def breakfast():
    return gt.solve(gt.load("beer_quiche")).at()


@pytest.fixture(scope="module")
def support():
    return gt.solve(gt.load(FIRST_SIGNAL))


def where(ax, text):
    """Return the middles of all texts that read so, in data units."""
    back = ax.transData.inverted()
    boxes = [t.get_window_extent() for t in texts(ax) if t.get_text() == text]
    return [tuple(back.transform(((b.x0 + b.x1) / 2, (b.y0 + b.y1) / 2))) for b in boxes]


def test_two_by_two_is_four_pointed(breakfast):
    eq = next(eq for eq in breakfast if eq.name == "pooling on beer")
    ax = plot.signaling(breakfast.game, eq)
    check(ax)
    (wimp,), (surly,), (nature,) = where(ax, "wimp"), where(ax, "surly"), where(ax, "nature")
    assert wimp[1] > nature[1] > surly[1]
    assert wimp[0] == pytest.approx(surly[0], abs=1)
    assert all(x < wimp[0] for x, _ in where(ax, "beer"))
    assert all(x > wimp[0] for x, _ in where(ax, "quiche"))
    assert len(where(ax, "beer")) == len(where(ax, "quiche")) == len(where(ax, "bully")) == 2
    assert len(where(ax, "duel")) == 4
    for end in ("(2, 0)", "(0, 1)", "(3, 1)", "(1, 0)", "(1, 1)", "(3, 0)", "(0, 0)", "(2, 1)"):
        assert len(where(ax, end)) == 1


def test_beliefs_stand_on_their_side_and_off_the_path_as_the_range_that_deters(breakfast):
    eq = next(eq for eq in breakfast if eq.name == "pooling on beer")
    ax = plot.signaling(breakfast.game, eq)
    middle = where(ax, "wimp")[0][0]
    assert [x < middle for x, _ in where(ax, "[1/10]") + where(ax, "[9/10]")] == [True, True]
    assert [x > middle for x, _ in where(ax, "[1/2 to 1]") + where(ax, "[0 to 1/2]")] == [True, True]


def test_what_is_played_is_thick(breakfast):
    ax = plot.signaling(breakfast.game, next(eq for eq in breakfast if eq.name == "pooling on beer"))
    thick = [line for line in ax.lines if line.get_linewidth() == PLAYED["width"]]
    assert len(thick) == 2 + 2 + 2 + 1  # nature, messages, responses, and the key
    assert "chosen off the path" in words(ax)


def test_three_messages_are_blocks_with_every_type_in_each(support):
    here = support.at()
    eq = next(eq for eq in here if eq.name.startswith("semi-separating"))
    ax = plot.signaling(here.game, eq)
    check(ax)
    heights = [where(ax, m)[0][1] for m in ("sustainment", "air defense", "missile threat")]
    assert heights == sorted(heights, reverse=True)
    assert len(where(ax, "us")) == 3
    shown = words(ax)
    for text in (
        "committed 1/5",
        "constrained 4/5",
        "constrained 1/8",
        "constrained 7/8",
        "strike 1/3",
        "[2/9]",
        "[0 to 1]",
    ):
        assert text in shown
    assert ax.get_figure().get_figwidth() <= 7


@pytest.mark.slow
def test_every_regime_of_the_crisis_can_be_drawn(support):
    for eq in support:
        ax = plot.signaling(support.game, eq)
        check(ax)
        assert "= foothold − coercion_loss" in words(ax)
        assert "refrain 1" not in words(ax)


@pytest.mark.parametrize(("types", "messages"), [(1, 1), (1, 2), (3, 2), (2, 3), (4, 4)])
def test_other_numbers_of_types_and_messages(types, messages):
    names = [f"type {i}" for i in range(types)]
    sent = {f"message {i}": [f"response {i}{j}" for j in range(1 + i % 3)] for i in range(messages)}
    payoffs = {(t, m, r): (1, F(-2, 3)) for t in names for m, answers in sent.items() for r in answers}
    game = gt.SignalingGame("sender", "receiver", dict.fromkeys(names, F(1, types)), sent, payoffs)
    ax = plot.signaling(game)
    check(ax)
    count = sum(len(answers) for answers in sent.values()) * types
    assert sum(t.get_text() == "(1, −2/3)" for t in texts(ax)) == count
    assert "equilibrium" not in words(ax)


@pytest.mark.parametrize("label", HOSTILE)
@pytest.mark.parametrize("extra", [0, 1])
def test_hostile_labels_break_nothing(label, extra):
    types = {label: F(1, 4), "other": F(3, 4)}
    messages = {label: [label, "no"], "m": ["r"], **{f"extra {i}": ["r"] for i in range(extra)}}
    payoffs = {(t, m, r): (1, F(2, 3)) for t in types for m, answers in messages.items() for r in answers}
    game = gt.SignalingGame("sender", "receiver", types, messages, payoffs)
    strategy = {
        "sender": {label: {label: F(1, 3), "m": F(2, 3)}, "other": {label: 1}},
        "receiver": {label: {label: F(1, 2), "no": F(1, 2)}, "m": {"r": 1}},
    }
    ax = plot.signaling(game, Equilibrium("x", strategy, {label: {label: F(1, 10), "other": F(9, 10)}}, {}, {}))
    check(ax)
    svg(ax)
    if len(label) < 30:
        assert squeezed(label) in squeezed(words(ax))


def test_a_continuum_says_so(breakfast):
    from dataclasses import replace

    assert "one point of a continuum" in words(plot.signaling(breakfast.game, replace(breakfast[0], isolated=False)))
    assert "continuum" not in words(plot.signaling(breakfast.game, breakfast[0]))


def test_the_same_game_is_the_same_picture(breakfast):
    assert svg(plot.signaling(breakfast.game, breakfast[0])) == svg(plot.signaling(breakfast.game, breakfast[0]))
    assert svg(plot.signaling(breakfast.game, breakfast[0])) != svg(plot.signaling(breakfast.game, breakfast[1]))


@pytest.mark.parametrize(
    ("strategy", "message"),
    [
        ({"diner": {"tough": {"beer": 1}}}, "no type 'tough'"),
        ({"diner": {"wimp": {"tea": 1}}}, "no message 'tea'"),
        ({"diner": {}, "bully": {"beer": {"hug": 1}}}, "no response to 'beer' 'hug'"),
        ({"bully": {}}, "no strategy of diner"),
    ],
)
def test_an_equilibrium_of_another_game_is_refused(breakfast, strategy, message):
    with pytest.raises(gt.GameTheoryError, match=message):
        plot.signaling(breakfast.game, Equilibrium("x", strategy, {}, {}, {}))


def test_a_tree_is_refused():
    with pytest.raises(gt.GameTheoryError, match=r"got ExtensiveGame; try plot\.tree"):
        plot.signaling(gt.load("entry_deterrence").game)
