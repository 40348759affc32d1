"""What signaling equilibria are called: pooling, separating, partially pooling, semi-separating.

Pooling: every type sends the same message. Separating: every type sends a message of its own. Partially pooling: nobody
mixes, but some types share a message. Semi-separating: some type mixes (Fudenberg and Tirole 1991, section 8.2).
Babbling: a continuum throughout which several messages are sent and none of them moves the belief (Crawford and Sobel
1982).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

__all__ = ["distinct", "pattern", "pattern_name"]


def pattern(sends: Mapping[str, Sequence[str]], *, silent: bool = False) -> str:
    """Return the kind of equilibrium in which each type sends the messages given.

    Of a continuum these are all that a type sends somewhere in it; ``silent`` if no message moves the belief there.
    """
    if silent and len({m for messages in sends.values() for m in messages}) > 1:
        return "babbling"
    if any(len(messages) > 1 for messages in sends.values()):
        return "semi-separating"
    used = {messages[0] for messages in sends.values()}
    if len(used) == 1:
        return "pooling"
    return "separating" if len(used) == len(sends) else "partially pooling"


def pattern_name(sends: Mapping[str, Sequence[str]], *, silent: bool = False) -> str:
    """Return a name: ``pooling on m``, or the kind with what each type sends.

    >>> pattern_name({"strong": ["beer"], "weak": ["beer", "quiche"]})
    'semi-separating (strong: beer; weak: beer or quiche)'
    """
    kind = pattern(sends, silent=silent)
    if kind == "babbling":
        return f"babbling on {_joined(list(dict.fromkeys(m for messages in sends.values() for m in messages)))}"
    if kind == "pooling":
        return f"pooling on {next(iter(sends.values()))[0]}"
    return f"{kind} ({'; '.join(f'{t}: {_joined(messages)}' for t, messages in sends.items())})"


def _joined(labels: Sequence[str]) -> str:
    return " or ".join(labels)


def distinct(names: Sequence[str], answers: Sequence[Mapping[str, Sequence[str]]]) -> list[str]:
    """Make names distinct by the answers to the messages sent, and by numbers where that is not enough."""
    out = list(names)
    for i, name in enumerate(names):
        if names.count(name) > 1:
            what = ", ".join(
                _joined(responses) if len(answers[i]) == 1 else f"{_joined(responses)} after {m}"
                for m, responses in answers[i].items()
            )
            out[i] = f"{name}, answered {what}"
    for name in {n for n in out if out.count(n) > 1}:
        for number, i in enumerate([i for i, n in enumerate(out) if n == name], start=1):
            out[i] = f"{name} ({number})"
    return out
