"""Documents that somebody broke while editing them: one to three changes to a good document, drawn by a seed.

A document is taken apart by TOML, changed, and written again; now and then a line of its text is changed instead.
"""

import copy
import datetime
import random
import tomllib

from gametheory.spec.toml_pen import toml_key, toml_value

KEYS = ("format", "kind", "title", "root", "p", "x", "players", "payoffs", "lambda", "a/b", "", "definitions", "to")
TEXTS = (
    "", "p", "1-p", "1/(2-d)", "1/0", "d", "undefined_name", "p*undefined_name", "((9**64)**64)*9", "1e400", "1e-400",
    "9" * 1200, "9" * 5000, "(" * 300, "+".join(["1"] * 4900), "-" * 3000 + "1", "2 x", "min(1, 2)", "max(p)", "a > b",
    "0 <", "signaling", "extensive", "strategic", "gametheory/1", "true", "0.1.2", "π", "\u0000",
    "no equilibrium has P(x) > 0", "some equilibrium", "every equilibrium has 1 > 0 where 1/0 > 0", "(1e400", "inf)",
)  # fmt: skip
VALUES = (
    *TEXTS, 0, 1, -1, 10**30, 2**63, True, [], {}, [0, 1], ["(0", "1)"], [0, "1e400"], ["p"], {"uniform": [0, 1]},
    {"normal": [0, 1]}, {"p": "p"}, datetime.date(2020, 1, 1), [["a"]], {"probability": "p", "to": "x"},
)  # fmt: skip


def tables(text):
    """Return a document as plain dictionaries and lists; decimals as texts."""
    return tomllib.loads(text, parse_float=str)


def written(table):
    """Return dictionaries as a document: what stands at the top first, then a table each."""
    top = [f"{toml_key(key)} = {toml_value(x)}" for key, x in table.items() if not isinstance(x, dict)]
    for key, below in table.items():
        if isinstance(below, dict):
            top += ["", f"[{toml_key(key)}]", *(f"{toml_key(k)} = {toml_value(x)}" for k, x in below.items())]
    return "\n".join(top) + "\n"


def places(value, path=()):
    """Yield the path of every value inside."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, below in items:
        yield (*path, key)
        yield from places(below, (*path, key))


def mutated(text, seed):
    """Return the text with one to three changes."""
    rng = random.Random(seed)
    if rng.random() < 0.15:
        return of_lines(text, rng)
    table = copy.deepcopy(tables(text))
    for _ in range(rng.choice((1, 1, 2, 3))):
        changed(table, rng)
    return written(table)


def of_lines(text, rng):
    lines = text.splitlines()
    at = rng.randrange(len(lines))
    how = rng.randrange(4)
    if how == 0:
        del lines[at]
    elif how == 1:
        lines.insert(rng.randrange(len(lines)), lines[at])
    elif how == 2:
        lines[at] = lines[at][: rng.randint(0, len(lines[at]))]
    else:
        other = rng.randrange(len(lines))
        lines[at], lines[other] = lines[other], lines[at]
    return "\n".join(lines) + "\n"


def changed(table, rng):
    """Change one value, key or name."""
    found = list(places(table))
    if not found:
        return
    path = rng.choice(found)
    holder = table
    for key in path[:-1]:
        holder = holder[key]
    key = path[-1]
    how = rng.randrange(8)
    if how == 0:
        del holder[key]
    elif how == 1:
        holder[key] = copy.deepcopy(rng.choice(VALUES))
    elif how == 2 and isinstance(holder, dict):
        renamed(holder, key, rng.choice(KEYS))
    elif how == 3 and isinstance(holder, dict):
        others = [p[-1] for p in found if isinstance(p[-1], str)]
        holder[rng.choice((*KEYS, *others))] = copy.deepcopy(holder[key])
    elif how == 4 and isinstance(holder, list):
        holder.append(copy.deepcopy(holder[key]))
    elif how == 5:
        other = rng.choice(found)
        source = table
        for part in other:
            source = source[part]
        holder[key] = copy.deepcopy(source)
    elif how == 6 and isinstance(table.get("definitions"), dict) and table["definitions"]:
        names = list(table["definitions"])
        table["definitions"][rng.choice(names)] = rng.choice(names)  # a cycle, or one that is defined later
    elif isinstance(holder[key], str):
        holder[key] = edited(holder[key], table, rng)
    else:
        holder[key] = copy.deepcopy(rng.choice(VALUES))


def renamed(holder, key, name):
    items = [(name if k == key else k, x) for k, x in holder.items()]
    holder.clear()
    holder.update(items)


def edited(text, table, rng):
    """Return a text with a slip of the pen."""
    names = [*table.get("parameters", {}), *table.get("definitions", {})] if all(
        isinstance(table.get(part, {}), dict) for part in ("parameters", "definitions")
    ) else []  # fmt: skip
    how = rng.randrange(6)
    if how == 0 and text:
        at = rng.randrange(len(text))
        return text[:at] + text[at + 1 :]
    if how == 1 and text:
        at = rng.randrange(len(text))
        return text[:at] + rng.choice("+-*/()<>=1x. ") + text[at:]
    if how == 2 and names:
        return str(rng.choice(names))
    if how == 3 and names:
        return f"1/({rng.choice(names)} - {rng.choice(names)})"
    if how == 4 and names:
        return f"{text} - {rng.choice(names)}"
    return rng.choice(TEXTS)
