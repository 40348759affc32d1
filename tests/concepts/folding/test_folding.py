"""Trees solved stage by stage: all outcomes, by the definition's own counting, at points and with parameters."""

from dataclasses import replace
from fractions import Fraction

import pytest
from helpers.strategies import folded_games, signaling_games
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from oracles import folded

import gametheory as gt
from gametheory.concepts import PerfectBayesian, SubgamePerfect
from gametheory.concepts.concept import default_concept
from gametheory.concepts.folding.concept import unfoldable
from gametheory.errors import ConceptError
from gametheory.game import Chance, ExtensiveGame, Move, Payoff
from gametheory.lang import Domain, Expression, Interval

F = Fraction
PBE = PerfectBayesian()


def listed(solution):
    """Return the outcomes as sets of (labels, probability); of a continuum its extreme ones."""
    return {frozenset((h.labels, p) for h, p in one.outcome.items()) for eq in solution for one in eq.vertices or (eq,)}


def pieces(eq):
    """Return the outcomes of one equilibrium; of a continuum its extreme ones."""
    return [one.outcome.items() for one in eq.vertices or (eq,)]


# -- two moves at once inside a tree ---------------------------------------------------------------------------------


def burning(cost):
    """Burning money before a battle of the sexes (Ben-Porath and Dekel 1992): 3 to 1, or 1 to 3, or nothing."""
    nodes = {"start": Move("one", keep="kept", burn="burnt")}
    for name, paid in (("kept", 0), ("burnt", cost)):
        nodes[name] = Move("one", boxing=f"{name} boxing", ballet=f"{name} ballet")
        for a, pair in (("boxing", (3, 1)), ("ballet", (1, 3))):
            ends = {
                b: Payoff(one=f"{pair[0] if a == b else 0} - ({paid})", two=pair[1] if a == b else 0)
                for b in ("boxing", "ballet")
            }
            nodes[f"{name} {a}"] = Move("two", ends, information=f"{name} unseen")
    return ExtensiveGame("start", nodes)


def test_burning_much_is_not_credible():
    # the battle is worth 3, 1 or 3/4 to the first player: who burns 5/2 gets 1/2 at most, below the worst of these
    found = gt.solve(burning("5/2"))
    assert found.concept == PBE
    assert found.exhaustive
    assert [eq.name for eq in found] == [
        "keep: boxing/boxing",
        "keep: ballet/ballet",
        "keep: mixed: boxing, ballet / boxing, ballet",
    ]
    assert all(certificate.valid is True for certificate in found.certificates())


def test_burning_little_is_one_of_four_outcomes():
    found = gt.solve(burning(1))
    assert {eq.name: eq.payoffs["one"] for eq in found} == {
        "keep: boxing/boxing": 3,
        "keep: ballet/ballet": 1,
        "keep: mixed: boxing, ballet / boxing, ballet": F(3, 4),
        "burn: boxing/boxing": 2,
    }


def test_burning_for_every_cost():
    found = PBE.solve(burning("c"), Domain({"c": Interval(0, 4, True, False)}))
    when = {eq.name: eq.when for eq in found}
    assert found.exhaustive
    assert {name for name in when if name.startswith("keep")} == {
        "keep: boxing/boxing",
        "keep: ballet/ballet",
        "keep: mixed: boxing, ballet / boxing, ballet",
    }
    for cost in (F(1, 8), F(1, 5), F(1), F(2), F(9, 4) - F(1, 100), F(9, 4) + F(1, 100), F(3)):
        there = {name for name, where in when.items() if where.at({"c": cost})}
        assert there == {eq.name for eq in gt.solve(burning(str(cost)))}, cost
        assert ("burn: boxing/boxing" in there) == (3 - cost >= F(3, 4))


# -- all outcomes, by another road -----------------------------------------------------------------------------------


@pytest.mark.compares
@given(st.one_of(folded_games(low=-30, high=30), folded_games(players=3, low=-30, high=30)))
@settings(max_examples=90)
def test_all_outcomes_where_nobody_is_indifferent(game):
    try:
        expected = folded.outcomes(game)
    except folded.IndifferentError:
        assume(False)
    found = PBE.solve(game, Domain())
    assert found.exhaustive, found.why
    assert listed(found) == expected
    assert all(certificate.valid is True for certificate in found.certificates())


@pytest.mark.compares
@given(folded_games(low=-1, high=1))
@settings(max_examples=60)
def test_ties_are_said_or_everything_is_listed(game):
    """Nothing that is listed is wrong, and a list with a tie on its way is not called complete in silence."""
    found = PBE.solve(game, Domain())
    assert len(found) or not found.exhaustive
    some = [eq for eq in found if len(eq.vertices) <= 40][:12]  # ties multiply both
    assert all(gt.audit(game, eq, concept=PBE).valid is True for eq in some)
    if not found.exhaustive:
        assert "indifferent" in found.why or "continuum" in found.why


@pytest.mark.compares
@given(folded_games(low=-3, high=3), st.sampled_from(("d1", "intuitive", "divinity")))
@settings(max_examples=30)
def test_verdicts_are_those_of_the_tree_solved_with_what_survives(game, name):
    found = PBE.solve(game, Domain())
    assume(sum(len(eq.vertices) for eq in found) <= 40)
    refined = PerfectBayesian(refine=name).solve(game, Domain())
    assert listed(refined) <= listed(found) or not found.exhaustive
    left = {frozenset(map(frozenset, pieces(eq))): eq for eq in refined}
    for eq in gt.survival(found, name):
        same = left.get(frozenset(map(frozenset, pieces(eq))))
        if eq.survives[name] is True:
            assert same is not None
            assert same.survives.get(name, True) is True
        elif eq.survives[name] is False:  # and not merely absent from a list that may lack something
            assert same is None
            assert refined.exhaustive
        else:
            assert same is not None or not refined.exhaustive


@pytest.mark.compares
@given(signaling_games(types=(2, 2), messages=(2, 2), responses=(1, 2)))
@settings(max_examples=40)
def test_a_signaling_game_as_a_tree_has_the_same_outcomes(game):
    # in a tree every message is told apart
    plain, tree = PBE.telling_apart().solve(game, Domain()), PBE.solve(game.extensive(), Domain())
    assert plain.exhaustive == tree.exhaustive
    assert listed(plain) == listed(tree)
    for name in ("d1", "intuitive"):
        kept = [PerfectBayesian(refine=name, words=()).solve(one, Domain()) for one in (game, game.extensive())]
        assert listed(kept[0]) == listed(kept[1])


def test_no_label_stands_for_silence():
    """An answer called ``-`` is an answer, beside a message that nobody answers."""
    nodes = {"nature": Chance(a=("1/3", "a"), b=("2/3", "b"))}
    for kind, worth in (("a", 2), ("b", 0)):
        nodes[kind] = Move("one", {"ask": f"{kind} asked", "-": Payoff(one=1, two=0)})
        ends = {"-": Payoff(one=worth, two=worth), "no": Payoff(one=0, two=1)}
        nodes[f"{kind} asked"] = Move("two", ends, information="asked")
    found = gt.solve(ExtensiveGame("nature", nodes))
    assert {"a/ask/-": F(1, 3), "b/-": F(2, 3)} in [dict(eq.outcome) for eq in found]
    assert all(certificate.valid is True for certificate in found.certificates())


# -- regimes against points ------------------------------------------------------------------------------------------


def with_letter(game, name, where):
    """Return the game with a parameter added to some of its payoffs, by the positions in ``where``."""
    count = iter(range(10**6))

    def put(end):
        if not isinstance(end, Payoff):
            return end
        return Payoff({p: f"{x} + {name}" if next(count) in where else x for p, x in end.values.items()})

    nodes = {}
    for key, node in game.nodes.items():
        if isinstance(node, Move):
            nodes[key] = Move(node.player, {a: put(to) for a, to in node.actions.items()}, information=node.information)
        else:
            nodes[key] = Chance({c: (p, put(to)) for c, (p, to) in node.branches.items()})
    return ExtensiveGame(game.root, nodes, game.players)


def put(x, point):
    return x.at(point) if isinstance(x, Expression) else F(x)


@pytest.mark.compares
@given(folded_games(low=-9, high=9), st.sets(st.integers(0, 15), min_size=1, max_size=5))
@settings(max_examples=40)
def test_regimes_are_the_outcomes_at_points(game, where):
    game = with_letter(game, "x", where)
    assume(game.parameters)
    domain = Domain({"x": Interval(-3, 3)})
    found = replace(PBE.solve(game, domain), domain=domain)
    for twelfths in (-31, -23, -7, 1, 5, 17, 29):
        point = {"x": F(twelfths, 12)}
        borders = [atom for eq in found for atom in eq.when.atoms()] + list(found.knife_edges)
        if any(put(a.expression, point) == 0 if hasattr(a, "expression") else a.at(point) for a in borders):
            continue
        there = {
            frozenset((h.labels, put(p, point)) for h, p in one.outcome.items() if put(p, point))
            for eq in found
            if eq.when.at(point)
            for one in eq.vertices or (eq,)
        }
        here = found.at(point)
        assert listed(here) >= there
        if found.exhaustive:
            assert listed(here) == there


# -- refinements of one signaling game inside another ----------------------------------------------------------------


def nested():
    """Return a tree in which a beer-quiche game (Cho and Kreps 1987) follows one answer of another signal.

    ``x`` is what the outer sender gets where the duel is avoided; who duels is the outer receiver.
    """
    nodes = {"nature": Chance(hi=("1/2", "hi"), lo=("1/2", "lo"))}
    for t in ("hi", "lo"):
        nodes[t] = Move("one", call=f"{t} call", pass_=Payoff(one="x" if t == "hi" else "x/2", two=0))
        nodes[f"{t} call"] = Move("two", meet=f"{t} duel", leave=Payoff(one=1, two=1), information="called")
        inner = f"{t} duel"
        nodes[inner] = Chance(surly=("9/10", f"{inner} surly"), wimp=("1/10", f"{inner} wimp"))
        for kind, likes in (("surly", "beer"), ("wimp", "quiche")):
            nodes[f"{inner} {kind}"] = Move("two", {m: f"{inner} {kind} {m}" for m in ("beer", "quiche")})
            for m in ("beer", "quiche"):
                taste = 1 if m == likes else 0
                ends = {
                    "fight": Payoff(one=1 if kind == "wimp" else 0, two=taste),
                    "walk": Payoff(one=0 if kind == "wimp" else 1, two=taste + 2),
                }
                nodes[f"{inner} {kind} {m}"] = Move("one", ends, information=f"{inner} after {m}")
    return ExtensiveGame("nature", nodes)


def test_refined_after_solving_or_at_once():
    domain = Domain({"x": Interval(0, 2)})
    game = nested()
    plain = replace(PBE.solve(game, domain), domain=domain)
    later = gt.refine(plain, "intuitive")
    fresh = PerfectBayesian(refine="intuitive").solve(nested(), Domain({"x": Interval(0, 2)}))
    assert later.equilibria == fresh.equilibria
    assert [str(eq.when) for eq in later] == [str(eq.when) for eq in fresh]
    for x in ("1/3", "7/5", "19/10"):
        at_once = PerfectBayesian(refine="intuitive").solve(game.subs({"x": x}), Domain())
        point = {"x": F(x)}
        there = {
            frozenset((h.labels, put(p, point)) for h, p in eq.outcome.items() if put(p, point))
            for eq in later
            if eq.when.at(point)
        }
        assert there == listed(at_once)
        # quiche for both types is no answer to the criterion, in either duel
        assert not any("quiche" in labels for outcome in there for labels, _ in outcome)
        everything = listed(PBE.solve(game.subs({"x": x}), Domain()))
        assert any("quiche" in labels for outcome in everything for labels, _ in outcome) == (x != "19/10")


def test_the_refusal_does_not_depend_on_hashes():
    nodes = {"start": Move("one", a="one", b="nature")} | HORSE | TWO_SPEAK
    said = {str(unfoldable(ExtensiveGame("start", nodes))) for _ in range(3)}
    assert len(said) == 1
    assert "'one'" in said.pop()


# -- what folds, and what does not -----------------------------------------------------------------------------------


def test_the_default_of_perfect_information_is_subgame_perfection():
    game = ExtensiveGame("a", {"a": Move("one", left=Payoff(one=1, two=0), right=Payoff(one=0, two=1))})
    assert default_concept(game) == SubgamePerfect()
    assert [dict(eq.outcome) for eq in PBE.solve(game, Domain())] == [{"left": 1}]


HORSE = {  # Selten (1975), figure 1
    "one": Move("one", down="three low", across="two"),
    "two": Move("two", down="three high", across=Payoff(one=1, two=1, three=1)),
    "three low": Move(
        "three", left=Payoff(one=3, two=3, three=2), right=Payoff(one=0, two=0, three=0), information="3"
    ),
    "three high": Move(
        "three", left=Payoff(one=4, two=4, three=0), right=Payoff(one=0, two=0, three=1), information="3"
    ),
}
TWO_SPEAK = {
    "nature": Chance(a=("1/2", "a"), b=("1/2", "b")),
    "a": Move("one", go="a go", stay=Payoff(one=0, two=0, three=0)),
    "b": Move("two", go="b go", stay=Payoff(one=0, two=0, three=0)),
    "a go": Move("three", yes=Payoff(one=1, two=0, three=1), no=Payoff(one=0, two=0, three=0), information="heard"),
    "b go": Move("three", yes=Payoff(one=1, two=0, three=-1), no=Payoff(one=0, two=0, three=0), information="heard"),
}


@pytest.mark.parametrize(
    ("root", "nodes", "why"),
    [
        ("one", HORSE, "the subgame at 'one', in which the information set '3' holds several nodes, is neither a "),
        ("nature", TWO_SPEAK, "one and two speak, and a signal has one sender"),
    ],
)
def test_what_does_not_fold_is_refused_with_the_reason(root, nodes, why):
    game = ExtensiveGame(root, nodes)
    with pytest.raises(ConceptError) as refused:
        gt.solve(game, PBE)
    assert why in str(refused.value)


def three_kinds():
    """Return a signal of three types as a tree; divinity is defined for two, and is undecided here."""
    nodes = {"nature": Chance({t: ("1/3", t) for t in "abc"})}
    for t, gain, worth in (("a", 3, 1), ("b", "1/2", -1), ("c", "1/4", -1)):
        nodes[t] = Move("one", quiet=Payoff(one=1, two=0), ask=f"{t} asks")
        ends = {"yes": Payoff(one=gain, two=worth), "no": Payoff(one=0, two=0)}
        nodes[f"{t} asks"] = Move("two", ends, information="asked")
    return ExtensiveGame("nature", nodes)


def test_undecided_survival_is_no_survival():
    """What is kept because nobody knows whether it survives is marked, and proves no claim."""
    solution = PBE.solve(three_kinds(), Domain())
    quiet = "P(quiet) = 1"
    assert gt.prove(solution, f"some equilibrium has {quiet}").status == "proved"
    left = gt.refine(solution, "divinity")
    assert [eq.survives["divinity"] for eq in left if eq.outcome.get("a/quiet")] == [None]
    (judged,) = [eq for eq in gt.survival(solution, "divinity") if eq.outcome.get("a/quiet")]
    assert judged.survives["divinity"] is None
    assert judged.reasons["divinity"].startswith("not decided")
    assert gt.prove(solution, f"some equilibrium has {quiet}", refine="divinity").status == "undecided"


def test_what_rests_on_nothing_undecided_survives():
    """Leaving rests on any equilibrium of the signal: under d1 one is left, under divinity none surely is."""
    nodes = dict(three_kinds().nodes)
    nodes["start"] = Move("one", leave=Payoff(one=4, two=0), stay="nature")
    found = gt.survival(PBE.solve(ExtensiveGame("start", nodes), Domain()), ("divinity", "d1"))
    assert [(eq.name, dict(eq.survives)) for eq in found] == [("leave", {"divinity": None, "d1": True})]
