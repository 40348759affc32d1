"""The audit of perfect Bayesian equilibria of trees: true ones, ones that are wrong in one place, random ones."""

import itertools
import pickle
from dataclasses import replace
from fractions import Fraction

import pytest
from helpers.assessments_by_hand import flat, is_perfect_bayesian, weights_in_subgame
from helpers.gambit_bridge import to_gambit_profile
from helpers.profile_data import play
from helpers.strategies import folded_games
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gametheory.concepts import Equilibrium, PerfectBayesian, audit, solve
from gametheory.concepts.supports import Entry, Support, Way
from gametheory.game import Chance, ExtensiveGame, Move, Outcome, Payoff
from gametheory.lang import TRUE, Domain, Interval, decide, exact, parse, parse_condition

F = Fraction
PBE = PerfectBayesian()
few = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


# -- an assessment, wrong in one place at a time ---------------------------------------------------------------------


def appeal():
    """Return a client's appeal to a patron of unknown resolve, whom a rival tests; the patron has the last word.

    The client stays quiet in the equilibrium of ``ASSESSMENT``, so that all of the appeal lies off the path; there both
    patrons warn, silence lies off the appeal's own path too, and so do the last words after a test.
    """

    def end(client, patron, rival):
        return Payoff(client=client, patron=patron, rival=rival)

    nodes = {
        "client": Move("client", quiet=end(0, 0, 0), appeal="nature"),
        "nature": Chance(firm=("1/4", "firm"), hollow=("3/4", "hollow")),
    }
    for kind, fight in (("firm", 1), ("hollow", -3)):
        nodes[kind] = Move("patron", warn=f"{kind} warns", silent=f"{kind} silent")
        for said, seen in (("warn", "warns"), ("silent", "silent")):
            nodes[f"{kind} {seen}"] = Move(
                "rival", information=f"after {said}", refrain=end(-1, 2, 0), test=f"{kind} {seen} tested"
            )
            cost = 1 if said == "silent" else 0
            nodes[f"{kind} {seen} tested"] = Move("patron", fight=end(-1, fight - cost, -4), back=end(-3, -1 - cost, 1))
    return ExtensiveGame("client", nodes, ("client", "patron", "rival"))


STRATEGY = {
    "client": {"client": {"quiet": F(1)}},
    "patron": {
        "firm": {"warn": F(1)},
        "hollow": {"warn": F(1)},
        "firm warns tested": {"fight": F(1)},
        "firm silent tested": {"fight": F(1)},
        "hollow warns tested": {"back": F(1)},
        "hollow silent tested": {"back": F(1)},
    },
    "rival": {"after warn": {"refrain": F(1)}, "after silent": {"test": F(1)}},
}
BELIEFS = {
    "after warn": {"appeal/firm/warn": F(1, 4), "appeal/hollow/warn": F(3, 4)},
    "after silent": {"appeal/hollow/silent": F(1)},
}


def stated(tree, strategy, beliefs, **more):
    outcome, payoffs = play(tree, strategy)
    return Equilibrium("stated", strategy, beliefs, more.pop("payoffs", payoffs), more.pop("outcome", outcome), **more)


def changed(table, *path, to):
    """Return a table of tables with one entry changed, or left out if ``to`` is None."""
    first, *rest = path
    out = dict(table)
    if rest:
        out[first] = changed(table[first], *rest, to=to)
    elif to is None:
        del out[first]
    else:
        out[first] = to
    return out


def test_a_true_assessment_is_certified():
    tree = appeal()
    certificate = audit(tree, stated(tree, STRATEGY, BELIEFS), concept=PBE)
    assert certificate.valid is True, str(certificate)
    assert is_perfect_bayesian(tree, STRATEGY, BELIEFS)
    assert set(certificate.regret) == {*tree.players, *tree.information_sets}
    assert set(certificate.regret.values()) == {0}
    assert certificate.bayes_error == 0
    assert certificate.checked["Bayes' rule"] == 2


WRONG = {
    "a belief in a subgame off the path": (
        ("beliefs", "after warn", {"appeal/firm/warn": F(1, 2), "appeal/hollow/warn": F(1, 2)}),
        "the belief in appeal/firm/warn at after warn is not Bayes' rule (off by 1/4)",
    ),
    "an answer off the path that the belief does not bear out": (
        ("beliefs", "after silent", {"appeal/firm/silent": F(1)}),
        "at after silent rival gains by refrain (by 4)",
    ),
    "a missing belief": (("beliefs", "after silent", None), "no belief is stated at after silent"),
    "a missing belief where the subgame comes": (
        ("beliefs", "after warn", None),
        "no belief is stated at after warn, which is reached",
    ),
    "a belief that is none": (
        ("beliefs", "after silent", {"appeal/firm/silent": F(1, 2)}),
        "the belief at after silent: the probabilities do not sum to one",
    ),
    "a belief in what cannot be": (
        ("beliefs", "after silent", {"appeal/firm/warn": F(1)}),
        "the belief at after silent: there is no 'appeal/firm/warn'",
    ),
    "a belief nowhere": (("beliefs", "after shouting", {}), "'after shouting', which is no information set"),
    "an answer that somebody profits from": (
        ("rival", "after silent", {"refrain": F(1), "test": F(0)}),
        "at after silent rival gains by test (by 1)",
    ),
    "a last word off the path": (
        ("patron", "hollow silent tested", {"fight": F(1)}),
        "at hollow silent tested patron gains by back (by 2)",
    ),
    "a last word by chance": (
        ("patron", "firm warns tested", {"fight": F(1, 2), "back": F(1, 2)}),
        "at firm warns tested patron gains by fight (by 1)",
    ),
    "a message off the path": (("patron", "hollow", {"silent": F(1)}), "at hollow patron gains by warn (by 4)"),
    "the path": (("client", "client", {"appeal": F(1)}), "at client client gains by quiet (by 1)"),
    "a missing answer": (("rival", "after silent", None), "the strategy says nothing at after silent"),
    "an action that is none": (("patron", "firm", {"shout": F(1)}), "the strategy at firm: there is no 'shout'"),
    "an outcome": (("outcome", "quiet", F(1, 2)), "probability of quiet is 1/2, it should be 1"),
    "a payoff": (("payoffs", "rival", F(1)), "the stated payoff of rival is 1, it should be 0"),
}


@pytest.mark.parametrize("what", WRONG)
def test_an_assessment_that_is_wrong_in_one_place_is_refuted_there(what):
    tree = appeal()
    (part, key, value), sentence = WRONG[what]
    good = stated(tree, STRATEGY, BELIEFS)
    if part in tree.players:
        strategy = changed(STRATEGY, part, key, to=value)
        complete = value is not None and set(value) <= set(tree.actions(key))
        wrong = stated(tree, strategy, BELIEFS) if complete else replace(good, strategy=strategy)
        assert not complete or not is_perfect_bayesian(tree, strategy, BELIEFS)
    else:
        wrong = replace(good, **{part: changed(getattr(good, part), key, to=value)})
    certificate = audit(tree, wrong, concept=PBE)
    assert certificate.valid is False
    assert any(sentence in problem for problem in certificate.problems), str(certificate)


def test_plans_over_several_moves_of_one_stage_are_compared():
    # two moves that gain together and not alone, before the other's move is known: one stage, one owner twice
    def end(one, two):
        return Payoff(one=one, two=two)

    tree = ExtensiveGame(
        "first",
        {
            "first": Move("one", stay="seen stay", go="seen go"),
            "seen stay": Move("two", information="unseen", a=end(1, 0), b=end(1, 0)),
            "seen go": Move("two", information="unseen", a="again a", b="again b"),
            "again a": Move("one", information="again", low=end(0, 0), high=end(3, 0)),
            "again b": Move("one", information="again", low=end(0, 0), high=end(3, 0)),
        },
        ("one", "two"),
    )
    strategy = {"one": {"first": {"stay": F(1)}, "again": {"low": F(1)}}, "two": {"unseen": {"a": F(1)}}}
    beliefs = {"unseen": {"stay": F(1)}, "again": {"go/a": F(1)}}
    certificate = audit_unfolded(tree, stated(tree, strategy, beliefs))
    assert certificate.valid is False
    assert "from first on one gains by another plan (by 2)" in certificate.problems
    better = {**strategy, "one": {"first": {"go": F(1)}, "again": {"high": F(1)}}}
    assert audit_unfolded(tree, stated(tree, better, {**beliefs, "unseen": {"go": F(1)}})).valid is True


def audit_unfolded(tree, eq):
    """Return the verdict on an assessment of a tree that no concept solves."""
    from gametheory.concepts.certify import perfect_bayesian
    from gametheory.concepts.certify.certificate import Ledger

    ledger = Ledger(Domain())
    found = perfect_bayesian.check(tree, eq, ledger)
    return ledger.certificate("perfect-bayesian", found.regret, found.bayes_error)


# -- random folded games ---------------------------------------------------------------------------------------------


def some(found):
    """Return some of the equilibria of a random game, of no more than so many extreme points: ties multiply both."""
    return [eq for eq in found if len(eq.vertices) <= 40][:12]


@pytest.mark.compares
@few
@given(st.one_of(folded_games(), folded_games(players=3), folded_games(types=3, low=0, high=1)))
def test_what_is_found_in_random_folded_games_is_certified(tree):
    for eq in some(solve(tree, PBE)):
        certificate = audit(tree, eq, concept=PBE)
        assert certificate.valid is True, str(certificate)
        for one in eq.vertices or (eq,):
            assert is_perfect_bayesian(tree, one.strategy, one.beliefs)


def mixes(draw, labels):
    """Draw a distribution, mostly on one label."""
    one, other = draw(st.sampled_from(labels)), draw(st.sampled_from(labels))
    share = draw(st.sampled_from([F(1), F(1), F(1), F(1, 2), F(1, 3)]))
    return {one: F(1)} if one == other or share == 1 else {one: share, other: 1 - share}


@st.composite
def assessments(draw):
    """Draw a folded game with an assessment: a true one, one with a few entries drawn anew, or one all drawn."""
    tree = draw(st.one_of(folded_games(), folded_games(players=3)))
    found = [one for eq in solve(tree, PBE) for one in (eq.vertices or (eq,))]
    sets = [*tree.information_sets]
    anew = sets
    profile, beliefs = {}, {}
    if found and draw(st.integers(0, 5)):
        eq = draw(st.sampled_from(found))
        profile, beliefs = flat(eq.strategy), dict(eq.beliefs)
        anew = draw(st.lists(st.sampled_from(sets), max_size=2, unique=True))
    profile = {key: mixes(draw, tree.actions(key)) if key in anew else profile[key] for key in sets}
    for key in sets:
        if len(tree.information_sets[key]) > 1 and (key in anew or draw(st.booleans())):
            weights = weights_in_subgame(tree, profile, key)
            total = sum(weights.values())
            bayes = total and draw(st.integers(0, 3))
            beliefs[key] = {h: w / total for h, w in weights.items()} if bayes else mixes(draw, [*weights])
    strategy = {p: {key: profile[key] for key in sets if tree.owner(key) == p} for p in tree.players}
    return tree, strategy, beliefs


@pytest.mark.compares
@settings(few, max_examples=60)
@given(assessments())
def test_the_verdict_is_that_of_the_definition(drawn):
    tree, strategy, beliefs = drawn
    certificate = audit(tree, stated(tree, strategy, beliefs), concept=PBE)
    assert certificate.valid is is_perfect_bayesian(tree, strategy, beliefs), str(certificate)


@pytest.mark.compares
@few
@given(folded_games())
def test_pygambit_sees_no_regret_in_what_is_found(tree):
    for eq in some(solve(tree, PBE)):
        for one in eq.vertices or (eq,):
            regrets, payoffs = to_gambit_profile(tree, one.strategy)
            assert set(regrets.values()) == {0}
            assert payoffs == dict(one.payoffs)


# -- the middle of a continuum ---------------------------------------------------------------------------------------


def test_the_middle_of_a_continuum_is_checked():
    # both patrons are as happy to warn as to be silent, and the rival refrains from the test only after a warning
    tree = continuum()
    found = solve(tree, PBE)
    pieces = [eq for eq in found if len(eq.vertices) > 1]
    assert pieces
    for eq in pieces:
        certificate = audit(tree, eq, concept=PBE)
        assert certificate.valid is True, str(certificate)
        assert certificate.checked["middles"] == 1


def middle_of(tree, found, one, other):
    """Return the verdict on two equilibria stated as the ends of one piece."""
    both = replace(found[one], isolated=False, vertices=(found[one], found[other]))
    return audit(tree, both, concept=PBE)


def test_a_middle_that_is_no_equilibrium_is_refuted():
    # two who would meet, at either place; what is between the two equilibria misses as often as it meets
    def end(one, two):
        return Payoff(one=one, two=two)

    nodes = {
        "one": Move("one", left="two left", right="two right"),
        "two left": Move("two", information="two", left=end(2, 1), right="sulk"),
        "two right": Move("two", information="two", left=end(0, 0), right=end(1, 2)),
        "sulk": Move("two", quietly=end(0, 0), loudly=end(0, -1)),
    }
    tree = ExtensiveGame("one", nodes, ("one", "two"))
    found = [eq for eq in solve(tree, PBE) if len(eq.outcome) == 1]
    certificate = middle_of(tree, found, 0, 1)
    assert certificate.valid is False
    assert "at one one gains by left, in the middle of the piece (by 1/4)" in certificate.problems


def test_nothing_deters_in_the_middle_of_what_is_no_piece():
    # up deters one kind and down the other, and no belief makes both of them optimal
    def end(sender, receiver):
        return Payoff(sender=sender, receiver=receiver)

    nodes = {
        "nature": Chance(a=("1/2", "a"), b=("1/2", "b")),
        "a": Move("sender", safe="a safe", bold="a bold"),
        "b": Move("sender", safe="b safe", bold="b bold"),
        "a safe": Move("receiver", information="after safe", up=end(3, 0), down=end(0, 0)),
        "b safe": Move("receiver", information="after safe", up=end(0, 0), down=end(3, 0)),
        "a bold": Move("receiver", information="after bold", up=end(3, 1), down=end(0, -2), wait=end(5, 0)),
        "b bold": Move("receiver", information="after bold", up=end(0, -2), down=end(3, 1), wait=end(5, 0)),
    }
    tree = ExtensiveGame("nature", nodes, ("sender", "receiver"))
    ends = []
    for kind, answer in (("a", "up"), ("b", "down")):
        strategy = {
            "sender": {"a": {"safe": F(1)}, "b": {"safe": F(1)}},
            "receiver": {"after safe": {answer: F(1)}, "after bold": {answer: F(1)}},
        }
        beliefs = {"after safe": {"a/safe": F(1, 2), "b/safe": F(1, 2)}, "after bold": {f"{kind}/bold": F(1)}}
        ends.append(stated(tree, strategy, beliefs))
        assert audit(tree, ends[-1], concept=PBE).valid is True
    certificate = middle_of(tree, ends, 0, 1)
    assert certificate.problems == ("in the middle of the piece no answer at after bold keeps everybody on the path",)


def continuum():
    """Return a signaling game with last words in which the sender does not care what it says."""

    def end(sender, receiver):
        return Payoff(sender=sender, receiver=receiver)

    nodes = {"nature": Chance(a=("1/2", "a"), b=("1/2", "b"))}
    for kind, right in (("a", "up"), ("b", "down")):
        nodes[kind] = Move("sender", {m: f"{kind} {m}" for m in ("x", "y")})
        for m in ("x", "y"):
            ends = {r: end(int(r == "up"), int(r == right)) for r in ("up", "down")}
            nodes[f"{kind} {m} last"] = Move("receiver", keep=ends["up"], drop=end(0, -1))
            nodes[f"{kind} {m}"] = Move(
                "receiver", {"up": f"{kind} {m} last", "down": ends["down"]}, information=f"after {m}"
            )
    return ExtensiveGame("nature", nodes, ("sender", "receiver"))


# -- regimes ---------------------------------------------------------------------------------------------------------


def contest():
    """Return a build-up, before which its owner may stay out, with a last word after it; and where its parameters lie.

    ``q`` is how likely the owner is resolute, ``c`` what a build-up costs, ``v`` what a concession is worth to the
    bluffing kind, and ``s`` what is left for an owner that stays out (to go away is worse).
    """

    def end(owner, rival):
        return Payoff(owner=parse(owner), rival=parse(rival))

    nodes = {
        "start": Move("owner", out=end("s", "1/2"), away=end("s - 1/4", "1"), stay="nature"),
        "nature": Chance(resolute=(parse("q"), "resolute"), bluffing=(parse("1 - q"), "bluffing")),
    }
    for kind, prize, strike in (("resolute", "1", "1/4"), ("bluffing", "v", "-1/2")):
        nodes[kind] = Move("owner", none=f"{kind} none", full=f"{kind} full")
        for size, cost in (("none", "0"), ("full", "c")):
            nodes[f"{kind} {size}"] = Move(
                "rival",
                information=f"after {size}",
                hold=f"{kind} {size} held",
                give=end(f"{prize} - {cost}", "0"),
            )
            nodes[f"{kind} {size} held"] = Move(
                "owner", strike=end(f"{strike} - {cost}", "-1"), back=end(f"0 - {cost}", "1")
            )
    ranges = {"q": Interval(F(1, 100), F(99, 100)), "c": Interval(F(1, 100), 1), "v": Interval(F(1, 10), F(1, 2))}
    domain = Domain({**ranges, "s": Interval(-1, 1)}, parse_condition("q < 1/2"))
    return ExtensiveGame("start", nodes, ("owner", "rival")), domain


@pytest.fixture(scope="module")
def regimes():
    tree, domain = contest()
    return solve_over(tree, domain)


def solve_over(tree, domain):
    return PBE.solve(tree, domain)


def test_regimes_are_proved(regimes):
    assert len(regimes) > 3
    for eq, certificate in zip(regimes, regimes.certificates(), strict=True):
        assert certificate.valid is True, (eq.name, str(certificate))
        assert set(certificate.regret.values()) == {0}
        assert certificate.checked["supporting subgames"] >= 1


def test_what_a_regime_rests_on_survives_pickling(regimes):
    again = pickle.loads(pickle.dumps(regimes))
    assert [c.valid for c in again.certificates()] == [True] * len(regimes)


def audited(regimes, eq, **more):
    return audit(regimes.game, replace(eq, **more), domain=regimes.domain, concept=PBE)


def reached_by_stage(regimes):
    """Return a regime with a stage on its path."""
    return next(eq for eq in regimes if eq.beliefs)


def test_a_regime_that_says_too_much_is_not_certified(regimes):
    # without its condition a regime is claimed everywhere; a witness shows where it is not there
    refuted = 0
    for eq in regimes:
        certificate = audited(regimes, eq, when=TRUE)
        assert certificate.valid is not True
        refuted += certificate.valid is False
        if certificate.valid is False:
            point = certificate.witness
            here = solve(regimes.game.subs(point), PBE)
            there = {h: exact(x).at(point) for h, x in eq.outcome.items()}
            assert there not in [dict(one.outcome) for found in here for one in (found.vertices or (found,))]
    assert refuted


def test_a_regime_without_support_is_undecided(regimes):
    certificate = audited(regimes, regimes[0], support=None)
    assert certificate.valid is None
    assert "without what supports it off the path" in certificate.undecided[0]
    assert regimes[0].map(lambda x: x).support is None


def test_a_regime_whose_numbers_are_wrong_is_refuted(regimes):
    eq = reached_by_stage(regimes)
    certificate = audited(regimes, eq, payoffs={**eq.payoffs, "rival": eq.payoffs["rival"] + 1})
    assert certificate.valid is False
    assert any("the stated payoff of rival" in problem for problem in certificate.problems)
    (key, belief), *_ = eq.beliefs.items()
    certificate = audited(regimes, eq, beliefs={**eq.beliefs, key: dict(zip(belief, [F(1), F(0)], strict=False))})
    assert certificate.valid is False
    assert any(f"at {key} is not Bayes' rule" in problem for problem in certificate.problems)
    certificate = audited(regimes, eq, beliefs={})
    assert any(f"no belief is stated at {key}, which is reached" in problem for problem in certificate.problems)


def test_a_path_that_its_support_does_not_take_is_refuted(regimes):
    for one, other in itertools.permutations(regimes, 2):
        certificate = audited(regimes, one, support=other.support)
        assert certificate.valid is not True, (one.name, other.name)
    certificate = audited(regimes, regimes[0], support=Support(regimes[0].support.table, 10**6))
    assert "what is stated about the subgame at start is no play of it" in certificate.problems


def entries(eq):
    """Yield the positions that a regime rests on, with their entries and ways."""
    seen, stack = set(), [eq.support.top]
    while stack:
        position = stack.pop()
        if position not in seen:
            seen.add(position)
            for i, way in enumerate(eq.support.table[position].ways):
                yield position, eq.support.table[position], i, way
                stack += [later for found in way.after.values() for later in found]


def resting_on(eq, position, i, **more):
    """Return the regime with one way of its support changed."""
    table = list(eq.support.table)
    ways = list(table[position].ways)
    ways[i] = replace(ways[i], **more)
    table[position] = replace(table[position], ways=tuple(ways))
    return Support(tuple(table), eq.support.top)


def claimed(support, position, when):
    """Return a support with the condition of one entry, and of all its ways, replaced by what ``when`` makes of it."""
    table = list(support.table)
    entry = table[position]
    ways = tuple(replace(way, when=when(way.when)) for way in entry.ways)
    table[position] = replace(entry, when=when(entry.when), ways=ways)
    return Support(tuple(table), support.top)


def other_action(tree, key, mix):
    return next(({a: F(1)} for a in tree.actions(key) if mix.get(a, 0) == 0), None)


def test_a_support_that_is_wrong_in_one_place_certifies_nothing(regimes):
    # every strategy, continuation, answer and condition on the path's ways is put wrong, one at a time
    tree, tried = regimes.game, 0
    for eq in regimes:
        top = {(eq.support.top, i) for i in range(len(eq.support.table[eq.support.top].ways))}
        for position, _, i, way in entries(eq):
            if (position, i) not in top and len(top) == 1 and not eq.beliefs:
                continue  # one of several plays off the path, which may deter without being needed
            wrong = [{"strategy": {k: m for k, m in way.strategy.items() if k != key}} for key in way.strategy]
            for key, mix in way.strategy.items():
                if (other := other_action(tree, key, mix)) is not None:
                    wrong.append({"strategy": {**way.strategy, key: other}})
            wrong += [{"after": {k: a for k, a in way.after.items() if k != end}} for end in way.after]
            wrong += [{"after": {**way.after, end: (eq.support.top,)}} for end in way.after]
            for more in wrong:
                certificate = audited(regimes, eq, support=resting_on(eq, position, i, **more))
                assert certificate.valid is not True, (eq.name, position, more)
                tried += 1
    assert tried > 50


def test_a_claim_of_the_whole_game_needs_every_deviation_deterred(regimes):
    # the regime and its entry say they are there everywhere, so that the deviations alone can show that they are not
    wide = [
        audited(regimes, eq, when=TRUE, support=claimed(eq.support, eq.support.top, lambda _: TRUE)) for eq in regimes
    ]
    assert all(certificate.valid is not True for certificate in wide)
    problems = [problem for certificate in wide for problem in certificate.problems]
    assert any("at start nothing deters owner from stay" in problem for problem in problems)
    assert any("at start owner gains by out" in problem for problem in problems)
    assert any("the subgame at nature does not go on as stated everywhere" in problem for problem in problems)


def test_an_entry_that_others_rest_on_must_be_there_where_they_are(regimes):
    part = parse_condition("q + c + v + s < 0")
    tried = 0
    for eq in regimes:
        way = eq.support.table[eq.support.top].ways[0]
        for [position] in [found for found in way.after.values() if len(found) == 1]:
            narrow = claimed(eq.support, position, lambda when: when & part)
            certificate = audited(regimes, eq, support=narrow)
            assert any("does not go on as stated everywhere" in what for what in certificate.problems), eq.name
            tried += 1
    assert tried


def test_a_play_off_the_path_deters_only_where_it_is_there(regimes):
    # all plays of the subgame are said to be there in a part of the domain only
    out = next(eq for eq in regimes if not eq.beliefs)
    support = out.support
    [found] = [found for found in support.table[support.top].ways[0].after.values() if len(found) > 1]
    for position in found:
        support = claimed(support, position, lambda when: when & parse_condition("q < 1/4"))
    certificate = audited(regimes, out, support=support)
    assert certificate.valid is False
    assert any("at start nothing deters owner from stay" in problem for problem in certificate.problems)
    assert certificate.witness["q"] >= F(1, 4)


def test_a_play_is_one_of_the_ways_that_are_stated(regimes):
    eq = reached_by_stage(regimes)
    table = list(eq.support.table)
    table[eq.support.top] = replace(table[eq.support.top], when=TRUE)
    certificate = audited(regimes, eq, when=TRUE, support=Support(tuple(table), eq.support.top))
    assert "the subgame at start is played in none of the ways that are stated, somewhere" in certificate.problems


def test_a_move_that_is_worse_than_an_end_is_refuted_beside_plays_that_deter(regimes):
    out = next(eq for eq in regimes if not eq.beliefs)
    worth = {"owner": parse("s - 1/4"), "rival": parse("1")}
    table = list(out.support.table)
    top = table[out.support.top]
    away = {"strategy": {"start": {"away": F(1)}}}
    table[out.support.top] = replace(top, values=worth, ways=(replace(top.ways[0], **away),))
    wrong = replace(
        out, strategy={"owner": away["strategy"], "rival": {}}, outcome=Outcome({"away": F(1)}), payoffs=worth
    )
    certificate = audited(regimes, wrong, support=Support(tuple(table), out.support.top))
    assert certificate.valid is False
    assert any("at start owner gains by out" in problem for problem in certificate.problems)


def test_regimes_that_are_there_together_do_not_support_each_other(regimes):
    tried = 0
    for one, other in itertools.permutations(regimes, 2):
        both = one.when & other.when
        if one.beliefs and other.beliefs and decide(both, regimes.domain).answer is True:
            certificate = audited(regimes, one, when=both, support=other.support)
            assert certificate.valid is False
            assert any("the stated strategy at" in problem for problem in certificate.problems)
            tried += 1
    assert tried


def unsent(regimes):
    """Yield the ways with an answer to a message that nobody sends: regime, position, number, way, set and answer."""
    for eq in regimes:
        for position, _, i, way in entries(eq):
            for key in way.strategy:
                silent = key not in eq.strategy["rival"] and key.startswith("after")
                if eq.beliefs and silent and len(way.strategy) > 1:
                    yield eq, position, i, way, key


def test_answers_that_differ_from_place_to_place_cover_every_place_and_are_best_there(regimes):
    low, high, tried = parse_condition("q <= 1/4"), parse_condition("q >= 1/4"), 0
    for eq, position, i, way, key in unsent(regimes):
        strategy = {k: m for k, m in way.strategy.items() if k != key}
        beliefs = {k: m for k, m in way.beliefs.items() if k != key}
        answer = way.strategy[key]

        def verdict(*ways, eq=eq, position=position, i=i, key=key, strategy=strategy, beliefs=beliefs):
            more = {"strategy": strategy, "beliefs": beliefs, "deterrence": {key: ways}}
            return audited(regimes, eq, support=resting_on(eq, position, i, **more))

        assert verdict((answer, low), (answer, high)).valid is True
        assert any(f"no answer at {key} is possible" in what for what in verdict((answer, low)).problems)
        other = other_action(regimes.game, key, answer)
        assert verdict((answer, low), (other, high)).valid is False
        tried += 1
    assert tried


def test_an_answer_that_no_belief_bears_out_deters_nobody():
    # shouting is dominated for whoever hears "loud", and would deter
    def end(sender, receiver):
        return Payoff(sender=parse(sender), receiver=parse(receiver))

    nodes = {"nature": Chance(a=(parse("q"), "a"), b=(parse("1 - q"), "b"))}
    for kind in "ab":
        nodes[kind] = Move("sender", soft=f"{kind} soft", loud=f"{kind} loud")
        nodes[f"{kind} soft"] = Move("receiver", information="after soft", nod=end("1", "0"), frown=end("0", "-1"))
        nodes[f"{kind} loud"] = Move("receiver", information="after loud", nod=end("2", "0"), shout=end("0", "0 - c"))
    tree = ExtensiveGame("nature", nodes, ("sender", "receiver"))
    domain = Domain({"q": Interval(F(1, 4), F(3, 4)), "c": Interval(-1, 1)})
    strategy = {"nature": {}, "a": {"soft": F(1)}, "b": {"soft": F(1)}, "after soft": {"nod": F(1)}}
    beliefs = {"after soft": {"a/soft": parse("q"), "b/soft": parse("1 - q")}}
    stated_path = {"sender": {k: strategy[k] for k in "ab"}, "receiver": {"after soft": strategy["after soft"]}}
    outcome = {"a/soft/nod": parse("q"), "b/soft/nod": parse("1 - q")}

    def verdict(when):
        way = Way(
            when,
            {k: m for k, m in strategy.items() if k != "nature"},
            beliefs,
            {"after loud": (({"shout": F(1)}, TRUE),)},
        )
        support = Support((Entry("nature", when, {"sender": F(1), "receiver": F(0)}, (way,)),), 0)
        payoffs = {"sender": F(1), "receiver": F(0)}
        eq = Equilibrium("soft", stated_path, beliefs, payoffs, outcome, when=when, support=support)
        return audit(tree, eq, domain=domain, concept=PBE)

    assert verdict(parse_condition("c <= 0")).valid is True
    certificate = verdict(TRUE)
    assert certificate.valid is False
    assert (
        "no belief at after loud makes shout optimal, in what supports the regime from nature on"
        in certificate.problems
    )
    assert certificate.witness["c"] > 0


def test_a_way_that_is_claimed_too_widely_is_refuted(regimes):
    eq = reached_by_stage(regimes)
    wide = [
        audited(regimes, eq, support=resting_on(eq, position, i, when=TRUE)).valid
        for position, _, i, way in entries(eq)
        if way.when != TRUE
    ]
    assert False in wide
    assert True not in wide


def test_values_of_a_subgame_are_computed_and_not_believed(regimes):
    eq = reached_by_stage(regimes)
    for position, entry, _, _ in entries(eq):
        table = list(eq.support.table)
        table[position] = replace(entry, values={p: v + 1 for p, v in entry.values.items()})
        certificate = audited(regimes, eq, support=Support(tuple(table), eq.support.top))
        assert certificate.valid is False
        assert any(f"supports the regime from {entry.root} on" in problem for problem in certificate.problems)


@pytest.mark.compares
@settings(few, max_examples=8)
@given(st.data())
def test_regimes_of_random_folded_games_are_proved_or_undecided(data):
    tree = data.draw(folded_games(meetings=False))
    # the prior is put back as a parameter, so that every condition is about it
    roots = [name for name in tree.order if isinstance(tree.nodes[name], Chance) and "t1" in tree.nodes[name].branches]
    nodes = dict(tree.nodes)
    for name in roots:
        (one, (_, first)), (other, (_, second)) = tree.nodes[name].branches.items()
        nodes[name] = Chance({one: (parse("x"), first), other: (parse("1 - x"), second)})
    game = ExtensiveGame(tree.root, nodes, tree.players)
    found = PBE.solve(game, Domain({"x": Interval(F(1, 100), F(99, 100))}))
    for eq, certificate in zip(found, found.certificates(), strict=True):
        assert certificate.valid is not False, (eq.name, str(certificate))
