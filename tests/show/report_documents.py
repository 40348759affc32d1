"""Documents for the tests of reports: texts that try to get out of the places where they are shown."""

TAG = "</td></script></style></title><script>alert(1)</script><img src=x onerror=alert(2)>"
QUOTES = '"\' onload=\'alert(3)\' " style="x" &amp; &#60;script&#62; <!-- --> ]]> `code` `'
LATEX = "\\input{/etc/passwd} \\end{tabular} $x$ %comment &amp; #1 _a ^b ~c {d} \\\\ [2pt]"
ODD = "[first] *star -- ?` line\nbreak\ttab \u202egnp.exe\u202c \u0007 é 漢字 \U0001f4a5"
WORDS = (TAG, QUOTES, LATEX, ODD)


def text(value):
    """Return a TOML basic string."""
    out = ""
    for sign in value:
        out += f"\\u{ord(sign):04x}" if ord(sign) < 32 or sign in '"\\' or ord(sign) == 127 else sign
    return f'"{out}"'


def hostile(word):
    """Return a strategic game in which every text that may hold anything holds ``word``; labels cannot have a slash."""
    label = word.replace("/", "|")
    lines = [
        'format = "gametheory/1"',
        'kind = "strategic"',
        f"title = {text(word)}",
        f"about = {text(word)}",
        "[players]",
        f"row = {text(word)}",
        f"column = {text(word)}",
        "[parameters.x]",
        f"tex = {text(word)}",
        f"meaning = {text(word)}",
        f"unit = {text(word)}",
        "value = 2",
        'range = ["(0", 4]',
        "prior = { uniform = [0, 4] }",
        f"source = {text(word)}",
        "[strategies]",
        f'row = [{text(label)}, "b"]',
        f'column = [{text(label)}, "c"]',
        f"[payoffs.{text(label)}]",
        f'{text(label)} = {{ row = "x", column = 1 }}',
        "c = { row = 0, column = 0 }",
        "[payoffs.b]",
        f"{text(label)} = {{ row = 1, column = 0 }}",
        "c = { row = 0, column = 2 }",
        "[[claims]]",
        f"name = {text(word)}",
        f"statement = {text(word)}",
        f"source = {text(word)}",
    ]
    return "\n".join(lines) + "\n"


def signaling(word):
    """Return a signaling game in the same way, with the word as type, message and response."""
    label = word.replace("/", "|")
    lines = [
        'format = "gametheory/1"',
        'kind = "signaling"',
        f"title = {text(word)}",
        "[players]",
        f"sender = {text(word)}",
        f"receiver = {text(word)}",
        "[parameters.p]",
        f"meaning = {text(word)}",
        'value = "1/3"',
        'range = ["(0", "1)"]',
        "prior = { uniform = [0, 1] }",
        "[signal]",
        'sender = "sender"',
        'receiver = "receiver"',
        f'types = {{ {text(label)} = "p", other = "1 - p" }}',
        "[signal.messages]",
        f'{text(label)} = [{text(label)}, "no"]',
    ]
    for kind in (label, "other"):
        lines.append(f"[payoffs.{text(kind)}.{text(label)}]")
        good = 1 if kind == label else 0
        lines.append(f"{text(label)} = {{ sender = 1, receiver = {good} }}")
        lines.append(f"no = {{ sender = 0, receiver = {1 - good} }}")
    return "\n".join(lines) + "\n"


def plain(name="open"):
    """Return a small document that is quick to report on; ``x`` is unbounded and has no prior."""
    return f"""format = "gametheory/1"
kind = "strategic"
title = "{name}"
[players]
row = ""
column = ""
[parameters.x]
value = 2
[strategies]
row = ["a", "b"]
column = ["c", "d"]
[payoffs.a]
c = {{ row = "x", column = 1 }}
d = {{ row = 0, column = 0 }}
[payoffs.b]
c = {{ row = 1, column = 0 }}
d = {{ row = 2, column = 2 }}
"""
