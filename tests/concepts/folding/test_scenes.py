"""In how many scenes a tree is solved: the choices of what follows that are possible together, not all of them."""

from fractions import Fraction
from pathlib import Path

import pytest

import gametheory as gt
from gametheory.concepts import Nash, PerfectBayesian
from gametheory.concepts.folding.concept import fold
from gametheory.concepts.folding.stage import Meeting, Signal
from gametheory.concepts.solution import Solution
from gametheory.game import Chance, ExtensiveGame, Move, Payoff
from gametheory.lang import Domain, Interval

F = Fraction
PBE = PerfectBayesian()
DRAFTS = Path(__file__).parents[2] / "data" / "drafts"
RANGES = {
    "d": Interval(0, F(9, 10)),
    "k0": Interval(F(1, 5), 2),
    "m": Interval(0, F(1, 2)),
    "a": Interval(F(1, 100), 1),
    "e": Interval(0, 4),
    "f": Interval(F(1, 5), 1),
    "w": Interval(F(1, 100), 1),
    "D": Interval(F(1, 100), 2),
}


def bluff(n, delivery):
    """Return the threat of a delivery whose cost only the one who threatens knows.

    It is one of ``n`` levels, equally likely: the midpoints of ``n`` equal parts of the costs from 0 to ``k0/(1 - d)``.
    Called, the threat is made good or not, as a move. With ``delivery`` there is a delivery at once beside the threat.
    """
    nodes = {"cost": Chance({f"k{i}": (F(1, n), f"level {i}") for i in range(1, n + 1)})}
    for i in range(1, n + 1):
        cost = f"{2 * i - 1}/{2 * n}*k0/(1 - d)"
        said = {"silence": f"{i} silent", "threat": f"{i} threatens"}
        nodes[f"{i} silent"] = Move(
            "us", press=Payoff(russia=0, us="w"), back_down=Payoff(russia="f", us=0), information="silence"
        )
        nodes[f"{i} threatens"] = Move(
            "us", press=f"{i} called", back_down=Payoff(russia="f", us=0), information="threat"
        )
        nodes[f"{i} called"] = Move(
            "russia", deliver=Payoff(russia=f"m - {cost}", us="-D"), back_off=Payoff(russia="-a", us="w")
        )
        if delivery:
            said["delivery"] = f"{i} delivers"
            met = {
                "press": Payoff(russia=f"m - {cost} - e", us="-D"),
                "back_down": Payoff(russia=f"f + m - {cost} - e", us=0),
            }
            nodes[f"{i} delivers"] = Move("us", met, information="delivery")
        nodes[f"level {i}"] = Move("russia", said)
    return ExtensiveGame("cost", nodes)


def scenes(tree, domain, solve):
    """Return the solution of a tree, and how many signaling games were solved for it."""
    asked = []

    def solver(game, where):
        asked.append(where)
        return solve(game, where)

    return fold(PBE, tree, domain, {Signal: solver, Meeting: Nash().solve}), len(asked)


@pytest.mark.parametrize(
    ("n", "delivery"),
    [
        (2, False),
        pytest.param(2, True, marks=pytest.mark.slow),
        (3, False),
        pytest.param(3, True, marks=pytest.mark.slow),
        pytest.param(4, False, marks=pytest.mark.slow),
        pytest.param(5, False, marks=pytest.mark.slow),
    ],
)
def test_ordered_costs_make_one_scene_more_than_there_are_levels(n, delivery):
    """Who delivers at one cost delivers at a lower one: of the 2^n ways to use the last words n + 1 are possible."""
    tree = bluff(n, delivery)
    found, count = scenes(tree, Domain({name: RANGES[name] for name in RANGES if name in tree.parameters}), PBE.solve)
    assert count == n + 1
    assert found.exhaustive, found.why
    # largest cost 1, m + a between two levels: one level in n is ready, and Washington is in doubt
    point = {
        "d": F(1, 2),
        "k0": F(1, 2),
        "m": F(1, 10),
        "a": F(1, n) - F(1, 10),
        "f": F(3, 5),
        "w": F(2, 5),
        "D": F(1, 4),
    }
    if delivery:
        point["e"] = F(4)
    ready, threat = F(1, n), F(1, n) * (1 + point["D"] / point["w"])  # F and F(1 + D/w)
    assert threat < 1
    here = found.at(point)
    assert here.exhaustive
    bluffing = [eq for eq in here if 0 < chance(eq, "threat") < 1]
    assert bluffing
    for eq in bluffing:
        for one in eq.vertices or (eq,):
            assert chance(one, "threat") == threat
            assert chance(one, "k1/threat") == ready
            assert chance(one, "back_down", "threat") == threat * point["a"] / (point["f"] + point["a"])
    assert all(certificate.valid is True for certificate in here.certificates())


def chance(eq, *said):
    """Return the probability of the histories in which all of these are said."""
    return sum(p for h, p in eq.outcome.items() if all(f"/{text}/" in f"/{h}/" for text in said))


def nothing(game, where):
    """Solve a scene without work: with no equilibria, since only scenes are counted."""
    return Solution(game, PBE, (), exhaustive=True, domain=where)


@pytest.mark.parametrize(
    ("document", "count"),
    [("support_crisis", 3), (DRAFTS / "support_crisis.toml", 3), (DRAFTS / "us_buildup_tree.toml", 2)],
)
def test_scenes_of_documents(document, count):
    """Both follow through, only the committed, nobody; and a build-up that binds a posturing Washington, or not."""
    model = gt.load(document)
    assert scenes(model.game, model.domain, nothing)[1] == count
