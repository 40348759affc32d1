"""Game trees: every label is there, none covers another, and thick lines are what is played."""

from fractions import Fraction

import pytest
from helpers.first import FIRST_SEQUENCE
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, Polygon
from plot_checks import HOSTILE, best_responses, check, squeezed, svg, texts, words

import gametheory as gt
from gametheory.concepts import Equilibrium
from gametheory.show import plot
from gametheory.show.plot.strokes import CHOSEN, PLAYED

F = Fraction


def strokes(ax, look):
    """Return the end points of the lines of one stroke inside the tree (not in the key below)."""
    foot = min(t.get_position()[1] for t in texts(ax) if t.get_text().startswith("payoffs: "))
    drawn = [line for line in ax.lines if line.get_linewidth() == look["width"] and line.get_marker() == "None"]
    return [tuple(line.get_xydata()[-1]) for line in drawn if line.get_xydata()[-1][1] > foot + 4]


@pytest.fixture(scope="module")
def crisis():
    model = gt.load(FIRST_SEQUENCE)
    game = model.game.subs(model.baseline)
    return game, best_responses(game)


def test_the_entry_game_shows_moves_players_and_payoffs():
    game = gt.load("entry_deterrence").game
    game = game.subs(dict.fromkeys(game.parameters, 2)) if game.parameters else game
    eq = best_responses(game)
    ax = plot.tree(game, eq)
    check(ax)
    shown = words(ax)
    for label in ("enter", "fight", *game.players):
        assert label in shown
    assert f"payoffs: ({', '.join(game.players)})" in shown


def test_the_path_is_thick_and_off_the_path_choices_are_not(crisis):
    game, eq = crisis
    ax = plot.tree(game, eq, ends=100)
    assert len(strokes(ax, PLAYED)) == 3  # asks, supplies, coerces: nobody strikes at the baseline
    decisions = sum(isinstance(node, gt.Move) for node in game.nodes.values())
    assert len(strokes(ax, PLAYED)) + len(strokes(ax, CHOSEN)) == decisions


@pytest.mark.parametrize("ends", [1, 6, 24, 100])
def test_a_large_tree_is_readable_at_any_size(crisis, ends):
    game, eq = crisis
    ax = plot.tree(game, eq, ends=ends)
    check(ax)
    assert ax.get_figure().get_figwidth() <= 7.0
    assert len(strokes(ax, PLAYED)) == 3  # what is played is never folded


def test_folded_parts_say_how_many_ends_and_what_they_lead_to(crisis):
    game, eq = crisis
    full = plot.tree(game, eq, ends=100)
    assert not [p for p in full.patches if isinstance(p, Polygon)]
    total = sum(t.get_text().startswith("(") for t in texts(full))
    folded = plot.tree(game, eq, ends=24)
    notes = [t.get_text() for t in texts(folded) if " ends, leading to (" in t.get_text()]
    assert len(notes) == len([p for p in folded.patches if isinstance(p, Polygon)]) > 0
    shown = sum(t.get_text().startswith("(") for t in texts(folded))
    assert shown + len(notes) <= 24
    assert shown + sum(int(note.split()[0]) for note in notes) == total
    # with missiles asked and nothing supplied, the US strikes and Russia disengages
    assert "4 ends, leading to (19/100, −3/40, 1/2)" in notes


def test_an_unknown_continuation_is_not_invented(crisis):
    game, eq = crisis
    plan = {node: mixture for node, mixture in eq.strategy["us"].items() if node != "reply_missiles_nothing"}
    partial = Equilibrium(eq.name, {**eq.strategy, "us": plan}, {}, {}, {})
    notes = [t.get_text() for t in texts(plot.tree(game, partial, ends=24)) if "ends" in t.get_text()]
    assert "4 ends" in notes


def test_chance_mixing_beliefs_and_information_sets():
    solution = gt.solve(gt.load("beer_quiche")).at()
    eq = next(eq for eq in solution if eq.name == "pooling on beer")
    ax = plot.tree(solution.game, eq)
    check(ax)
    shown = words(ax)
    for text in ("chance", "wimp 1/10", "surly 9/10", "bully [1/10]", "bully [9/10]", "one information set"):
        assert text in shown
    assert sum(isinstance(p, FancyArrowPatch) for p in ax.patches) == 2  # one line for each of two messages
    assert len(strokes(ax, PLAYED)) == 6


def test_mixed_moves_carry_their_probability():
    game = gt.ExtensiveGame("a", {"a": gt.Move("x", up=gt.Payoff(x=1), down=gt.Payoff(x=1))})
    eq = Equilibrium("mixed", {"x": {"a": {"up": F(1, 3), "down": F(2, 3)}}}, {}, {}, {})
    assert {"up 1/3", "down 2/3"} <= {t.get_text() for t in texts(plot.tree(game, eq))}


def test_without_an_equilibrium_nothing_is_thick(crisis):
    ax = plot.tree(crisis[0])
    check(ax)
    assert not strokes(ax, PLAYED)
    assert "equilibrium" not in words(ax)


def test_closed_forms_too_long_for_their_place_are_explained_below():
    game = gt.ExtensiveGame(
        "a",
        {"a": gt.Move("x", go=gt.Payoff(x="alpha*beta/(gamma + 1)"), stop=gt.Payoff(x="gamma"))},
    )
    ax = plot.tree(game)
    check(ax)
    shown = words(ax)
    assert "(u1)" in shown
    assert "u1 = alpha·beta/(gamma + 1)" in shown
    assert "(gamma)" in shown
    many = {f"m{i}": gt.Payoff(x=f"alpha*beta*{i + 2}/(gamma + 1)") for i in range(25)}
    ax = plot.tree(gt.ExtensiveGame("a", {"a": gt.Move("x", many)}))
    check(ax)
    assert "u1 to u25 stand for closed forms; draw the game at a point" in words(ax)


@pytest.mark.parametrize("label", HOSTILE)
def test_hostile_labels_break_nothing(label):
    game = gt.ExtensiveGame(
        "start",
        {
            "start": gt.Chance({label: ("1/3", "next"), "other": ("2/3", "last")}),
            "next": gt.Move("player_with_a_long_name", {label: gt.Payoff(player_with_a_long_name=1), "b": "end"}),
            "last": gt.Move("player_with_a_long_name", {label: gt.Payoff(player_with_a_long_name=-2)}),
            "end": gt.Payoff(player_with_a_long_name="1/7"),
        },
    )
    ax = plot.tree(game, best_responses(game))
    check(ax)
    svg(ax)
    if len(label) < 30:
        assert squeezed(label) in squeezed(words(ax))


@st.composite
def games(draw):
    """Random trees of up to four moves in depth, with labels of very different lengths."""
    label = st.sampled_from(["a", "bb", "a long label here", "one much longer label for a move, with words"])
    nodes = {}

    def grow(name, depth):
        count = draw(st.integers(1, 3))
        moves = {}
        for i in range(count):
            text = f"{draw(label)} {i}"
            if depth < 3 and draw(st.booleans()):
                moves[text] = f"{name}.{i}"
                grow(f"{name}.{i}", depth + 1)
            else:
                moves[text] = gt.Payoff(one=draw(st.integers(-5, 5)), second_player=F(draw(st.integers(-99, 99)), 7))
        if draw(st.integers(0, 4)) == 0:
            nodes[name] = gt.Chance({text: (F(1, count), to) for text, to in moves.items()})
        else:
            nodes[name] = gt.Move(draw(st.sampled_from(["one", "second_player"])), moves)

    grow("n", 0)
    return gt.ExtensiveGame("n", nodes, ("one", "second_player"))


@settings(max_examples=25)
@given(games(), st.sampled_from([3, 10, 100]))
def test_no_two_labels_of_any_tree_overlap(game, ends):
    check(plot.tree(game, best_responses(game), ends=ends))


def test_the_same_tree_is_the_same_picture(crisis):
    assert svg(plot.tree(*crisis)) == svg(plot.tree(*crisis))


def test_given_axes_are_used_and_scaled_into(crisis):
    ax = Figure(figsize=(3, 3)).add_subplot()
    assert plot.tree(*crisis, ax=ax) is ax
    scale = min(t.get_fontsize() for t in texts(ax)) / 7
    assert 0.2 < scale < 0.8
    frame = ax.get_window_extent()
    for t in texts(ax):
        box = t.get_window_extent()
        assert frame.x0 - 2 <= box.x0
        assert box.x1 <= frame.x1 + 2


def test_an_equilibrium_of_another_game_is_refused(crisis):
    game, eq = crisis
    other = Equilibrium("x", {"us": {"nowhere": {"strike": 1}}}, {}, {}, {})
    with pytest.raises(gt.GameTheoryError, match="no information set 'nowhere' of us"):
        plot.tree(game, other)
    wrong = Equilibrium("x", {"venezuela": {"request": {"beg": 1}}}, {}, {}, {})
    with pytest.raises(gt.GameTheoryError, match="at 'request' there is no action 'beg'"):
        plot.tree(game, wrong)
    with pytest.raises(gt.GameTheoryError, match="ends is a positive number"):
        plot.tree(game, eq, ends=0)
    with pytest.raises(gt.GameTheoryError, match="expected an extensive or signaling game, got StrategicGame"):
        plot.tree(gt.StrategicGame.from_arrays([[1]], [[1]]))


def test_information_sets_across_depths_stay_readable():
    model = gt.load("selten_horse")
    ax = plot.tree(model.game)
    check(ax)
    assert sum(isinstance(p, FancyArrowPatch) for p in ax.patches) == 1
    assert all(t.get_bbox_patch() is not None for t in texts(ax) if t.get_text() in ("left", "right"))
