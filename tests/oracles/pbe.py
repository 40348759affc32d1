"""All perfect Bayesian equilibrium outcomes of a numeric signaling game, slowly and by the definition.

Fix which messages each type sends, ``S(t)``, and after every message a set ``B(m)`` of responses.

* Sender's strategies ``sigma``: probabilities on ``S(t)``, positive on all of it, such that after every message sent
  all of ``B(m)`` is optimal under Bayes' rule: linear in ``prior(t) sigma(m|t)``.
* Receiver's strategies ``rho``: probabilities on ``B(m)`` such that every type is indifferent over ``S(t)`` and weakly
  prefers it to everything else. After a message that nobody sends, ``B(m)`` must be optimal at one belief.

Every assessment that meets both is an equilibrium and every equilibrium meets both for its own supports, so the union
over all choices of ``{sigma} x {rho}`` is the whole set; equilibria being closed, each part may be closed as well. Only
what is sent and the answers to that make the outcome; the rest of ``rho`` is projected away. Nothing is shared with the
package but the game's own tables.
"""

import itertools
from dataclasses import dataclass
from fractions import Fraction

from oracles.polyhedra import extreme_points, extreme_rays, in_hull, vertices


@dataclass(frozen=True)
class Piece:
    """A product of polytopes, each by its vertices: ``sigma[t, m]`` and ``rho[m, r]`` over the messages sent."""

    sent: frozenset
    sigma_keys: tuple
    sigma: tuple
    rho_keys: tuple
    rho: tuple

    @property
    def isolated(self):
        return len(self.sigma) == 1 and len(self.rho) == 1

    def strategies(self):
        """Yield every pair of vertices as two dictionaries."""
        for s, r in itertools.product(self.sigma, self.rho):
            yield dict(zip(self.sigma_keys, s, strict=True)), dict(zip(self.rho_keys, r, strict=True))

    def middle(self):
        """Return the averages of the vertices."""
        s = [sum(column) / len(self.sigma) for column in zip(*self.sigma, strict=True)]
        r = [sum(column) / len(self.rho) for column in zip(*self.rho, strict=True)]
        return dict(zip(self.sigma_keys, s, strict=True)), dict(zip(self.rho_keys, r, strict=True))

    def contains(self, sigma, rho):
        """Return whether the outcome of these strategies (dictionaries by (t, m) and (m, r)) lies in the piece."""
        if not in_hull(tuple(sigma.get(key, Fraction(0)) for key in self.sigma_keys), list(self.sigma)):
            return False
        sent = {m for (_, m), p in sigma.items() if p != 0}
        if not sent <= self.sent:
            return False
        where = [i for i, (m, _) in enumerate(self.rho_keys) if m in sent]
        corners = list(dict.fromkeys(tuple(corner[i] for i in where) for corner in self.rho))
        return in_hull(tuple(rho.get(self.rho_keys[i], Fraction(0)) for i in where), corners)


def outcome(game, sigma, rho):
    """Return the distribution over ``type/message/response``."""
    out = {}
    for (t, m), p in sigma.items():
        for r in game.messages[m]:
            chance = game.types[t] * p * rho.get((m, r), 0)
            if chance != 0:
                out[f"{t}/{m}/{r}"] = Fraction(chance)
    return out


def subsets(items):
    items = list(items)
    return [c for k in range(1, len(items) + 1) for c in itertools.combinations(items, k)]


def _optimal(game, m, used):
    """Return ``(better, worse, is_equation)`` pairs that say that all of ``used`` is optimal after ``m``."""
    first = used[0]
    return [(first, r, r in used) for r in game.messages[m] if r != first]


def jointly_optimal(game, m):
    """Return the maximal sets of responses that are all optimal at one belief after ``m``."""
    types = list(game.types)
    found = []
    for used in reversed(subsets(game.messages[m])):
        if any(set(used) <= set(b) for b in found):
            continue
        rows, equations = [], []
        for better, worse, equal in _optimal(game, m, used):
            row = [game.payoffs[t, m, better][1] - game.payoffs[t, m, worse][1] for t in types]
            (equations if equal else rows).append(row)
        if extreme_rays(len(types), rows, equations):
            found.append(used)
    return found


def supporting_sets(game, m):
    """Return ``[(responses, beliefs' vertices)]`` for every set of responses optimal at some belief."""
    types = list(game.types)
    out = []
    for used in subsets(game.messages[m]):
        rows, equations = [], []
        for better, worse, equal in _optimal(game, m, used):
            row = [game.payoffs[t, m, better][1] - game.payoffs[t, m, worse][1] for t in types]
            (equations if equal else rows).append(row)
        rays = extreme_rays(len(types), rows, equations)
        if rays:
            out.append((used, [tuple(Fraction(x, sum(ray)) for x in ray) for ray in rays]))
    return out


def _sigma(game, support, answers):
    """Return the vertices of the closed polytope of sender's strategies; none if ``sigma > 0`` is impossible."""
    keys = [(t, m) for t, messages in support.items() for m in messages]
    n = len(keys)
    equations = [[int(key[0] == t) for key in keys] + [-1] for t in support]
    rows = []
    for m, used in answers.items():
        for better, worse, equal in _optimal(game, m, used):
            row = [
                game.types[t] * (game.payoffs[t, m, better][1] - game.payoffs[t, m, worse][1]) if m == to else 0
                for t, to in keys
            ]
            (equations if equal else rows).append([*row, 0])
    corners = vertices(n, rows, equations)
    if not corners or any(all(c[i] == 0 for c in corners) for i in range(n)):
        return keys, ()
    return keys, tuple(corners)


def _rho(game, support, answers):
    """Return the vertices of the closed polytope of receiver's strategies on all messages."""
    keys = [(m, r) for m, used in answers.items() for r in used]
    equations = [[int(key[0] == m) for key in keys] + [-1] for m in answers]
    rows = []
    for t, messages in support.items():
        home = messages[0]
        for m in answers:
            if m == home:
                continue
            row = []
            for to, r in keys:
                gain = -1 if to == m else 1 if to == home else 0
                row.append(gain * game.payoffs[t, to, r][0])
            (equations if m in messages else rows).append([*row, 0])
    return keys, vertices(len(keys), rows, equations)


def enumerate_pieces(game):
    """Return the maximal pieces whose union is the set of all perfect Bayesian equilibrium outcomes."""
    types, messages = list(game.types), list(game.messages)
    possible = {m: [used for used, _ in supporting_sets(game, m)] for m in messages}
    off_path = {m: jointly_optimal(game, m) for m in messages}
    found = []
    for choice in itertools.product(subsets(messages), repeat=len(types)):
        support = dict(zip(types, choice, strict=True))
        sent = [m for m in messages if any(m in s for s in choice)]
        silent = [m for m in messages if m not in sent]
        for used in itertools.product(*(possible[m] for m in sent)):
            answers = dict(zip(sent, used, strict=True))
            sigma_keys, sigma = _sigma(game, support, answers)
            if not sigma:
                continue
            for others in itertools.product(*(off_path[m] for m in silent)):
                rho_keys, rho = _rho(game, support, {**answers, **dict(zip(silent, others, strict=True))})
                if not rho:
                    continue
                where = [i for i, (m, _) in enumerate(rho_keys) if m in sent]
                rho = extreme_points([tuple(corner[i] for i in where) for corner in rho])
                found.append(_piece(game, sent, sigma_keys, sigma, [rho_keys[i] for i in where], rho))
    return maximal(found)


def _piece(game, sent, sigma_keys, sigma, rho_keys, rho):
    """Return the piece over all types' keys and all responses to the messages sent."""
    every = [(t, m) for t in game.types for m in sent]
    all_r = [(m, r) for m in sent for r in game.messages[m]]
    wide_s = [tuple(dict(zip(sigma_keys, s, strict=True)).get(key, Fraction(0)) for key in every) for s in sigma]
    wide_r = [tuple(dict(zip(rho_keys, r, strict=True)).get(key, Fraction(0)) for key in all_r) for r in rho]
    return Piece(frozenset(sent), tuple(every), tuple(wide_s), tuple(all_r), tuple(wide_r))


def maximal(pieces):
    """Drop every piece that another one contains."""
    kept = list(dict.fromkeys(pieces))
    for piece in list(kept):
        if any(_inside(piece, other) for other in kept if other is not piece):
            kept.remove(piece)
    return kept


def _inside(piece, other):
    return all(other.contains(sigma, rho) for sigma, rho in piece.strategies())


# -- comparison with a solution --------------------------------------------------------------------------------------


def _strategies(game, eq):
    """Return ``(sigma, rho)`` of a numeric equilibrium as dictionaries by (t, m) and (m, r)."""
    sigma = {(t, m): Fraction(p) for t, s in eq.strategy[game.sender].items() for m, p in s.items() if p != 0}
    rho = {(m, r): Fraction(p) for m, a in eq.strategy.get(game.receiver, {}).items() for r, p in a.items() if p != 0}
    return sigma, rho


def piece_of(game, eq):
    """Return an equilibrium of a solution as a piece: one point, or the hull of its vertices."""
    pairs = [_strategies(game, v) for v in (eq.vertices or (eq,))]
    sent = [m for m in game.messages if any((t, m) in sigma for sigma, _ in pairs for t in game.types)]
    every = [(t, m) for t in game.types for m in sent]
    all_r = [(m, r) for m in sent for r in game.messages[m]]
    sigma = extreme_points([tuple(s.get(key, Fraction(0)) for key in every) for s, _ in pairs])
    full = [r for _, r in pairs if all(any((m, a) in r for a in game.messages[m]) for m in sent)]
    rho = extreme_points([tuple(r.get(key, Fraction(0)) for key in all_r) for r in full])
    return Piece(frozenset(sent), tuple(every), tuple(sigma), tuple(all_r), tuple(rho))


def _mixes(game, eq, sigma, rho):
    """Return whether the outcome is a mixture of a piece's extreme outcomes, none of which sends all the messages sent.

    Extreme outcomes say nothing about answers to what they do not send, so that such pieces can only be read this way.
    """
    sent = {m for (_, m), p in sigma.items() if p != 0}
    if any(sent <= {m for (_, m) in _strategies(game, v)[0]} for v in eq.vertices):
        return False
    point = outcome(game, sigma, rho)
    histories = [f"{t}/{m}/{r}" for t in game.types for m in game.messages for r in game.messages[m]]
    corners = [tuple(Fraction(v.outcome.get(h, 0)) for h in histories) for v in eq.vertices]
    return in_hull(tuple(point.get(h, Fraction(0)) for h in histories), corners)


def differences(game, equilibria, pieces):
    """Return, as sentences, what a solution has too much or too little against the oracle's pieces."""
    ours = [(eq, piece_of(game, eq)) for eq in equilibria]
    problems = []
    single = {frozenset(outcome(game, *next(p.strategies())).items()) for p in pieces if p.isolated}
    stated = [frozenset((h, Fraction(x)) for h, x in eq.outcome.items() if x != 0) for eq, _ in ours if eq.isolated]
    if len(set(stated)) != len(stated):
        problems.append("an isolated outcome is listed twice")
    problems += [f"missing: {dict(sorted(o))}" for o in single - set(stated)]
    problems += [f"too much: {dict(sorted(o))}" for o in set(stated) - single]
    for eq, mine in ours:
        if eq.isolated:
            continue
        for sigma, rho in [*mine.strategies(), mine.middle()]:
            if not any(piece.contains(sigma, rho) for piece in pieces):
                problems.append(f"too much, in a continuum: {outcome(game, sigma, rho)}")
        for vertex in eq.vertices:
            if not any(piece.contains(*_strategies(game, vertex)) for piece in pieces):
                problems.append(f"too much, a vertex: {vertex.outcome}")
    continua = [(eq, mine) for eq, mine in ours if not eq.isolated]
    for piece in pieces:
        if piece.isolated:
            continue
        for sigma, rho in [*piece.strategies(), piece.middle()]:
            if not any(mine.contains(sigma, rho) or _mixes(game, eq, sigma, rho) for eq, mine in continua):
                problems.append(f"missing, in a continuum: {outcome(game, sigma, rho)}")
    return problems


def same_outcomes(game, equilibria, pieces):
    """Return whether a solution's outcomes are exactly the oracle's."""
    return not differences(game, equilibria, pieces)
