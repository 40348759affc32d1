"""What may name a parameter or a player, and the nearest name for what may not."""

from __future__ import annotations

import keyword
import re
import unicodedata

__all__ = ["FUNCTION_NAMES", "check_name", "spelled_out"]

FUNCTION_NAMES = ("min", "max")
"""The functions of the expression grammar."""

NOT_FINITE = ("nan", "inf", "infinity")

_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_GREEK = re.compile(r"GREEK (?:(CAPITAL|SMALL) LETTER (?:FINAL )?)?(?:LUNATE )?(\w+)(?: SYMBOL)?(?: WITH .*)?\Z")


def check_name(name: str) -> str | None:
    r"""Return why ``name`` cannot name a parameter or player, or None if it can.

    >>> check_name("max")
    "'max' is a function of the expression grammar: take another name"
    >>> print(check_name("θ").partition(": ")[2])
    call it 'theta' and set tex = '\\theta'
    """
    if keyword.iskeyword(name):
        short = spelled_out(name)
        return f"{name!r} is a word that Python reserves: call it {short!r} and set tex = '\\\\{name}'"
    if name in FUNCTION_NAMES:
        return f"{name!r} is a function of the expression grammar: take another name"
    if not _IDENTIFIER.match(name):
        why = f"{name!r} is not an identifier (ASCII letters, digits and _, not starting with a digit)"
        short = spelled_out(name)
        if not short:
            return why
        tex = _tex(name)
        return f"{why}: call it {short!r}" + (f" and set tex = '{tex}'" if tex else "")
    return None


def spelled_out(name: str) -> str:
    """Return an identifier that is near to a name, or ``""`` for a name without letters and digits.

    >>> spelled_out("θ"), spelled_out("p₁"), spelled_out("lambda"), spelled_out("c haul"), spelled_out("Δ_é")
    ('theta', 'p1', 'lam', 'c_haul', 'Delta_e')
    """
    if keyword.iskeyword(name):
        return "lam" if name == "lambda" else f"{name}_"
    if name in FUNCTION_NAMES or name.lower() in NOT_FINITE:
        return f"{name}_"
    plain = "".join(_letters(c) for c in unicodedata.normalize("NFKC", name))
    words = re.sub(r"_+", "_", re.sub(r"[^A-Za-z0-9_]", "_", plain)).strip("_")
    if words[:1].isdigit():
        words = f"x_{words}"
    return f"{words}_" if keyword.iskeyword(words) or words in FUNCTION_NAMES else words


def _letters(character: str) -> str:
    """Return a character in ASCII: a Greek letter by its name, an accented one without its accents."""
    if character.isascii():
        return character
    bare = "".join(c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c))
    return bare if bare and bare.isascii() else _greek(character, "lam") or "_"


def _greek(character: str, lam: str) -> str:
    """Return the name of a Greek letter, capital for a capital one; ``lam`` is what a lambda is called."""
    called = unicodedata.name(character, "")
    match = _GREEK.match(called)
    if match is None:
        return ""
    word = match[2].lower().replace("lamda", lam)
    return word.capitalize() if match[1] == "CAPITAL" else word


def _tex(name: str) -> str:
    """Return a name as LaTeX, as a text of Python and TOML would hold it; ``""`` where it has no Greek letter."""
    out = ""
    for character in name:
        plain = unicodedata.normalize("NFKC", character)
        kind = unicodedata.decomposition(character).partition(" ")[0]
        word = "".join(f"\\\\{_greek(c, 'lambda')} " if _greek(c, "lambda") else c for c in plain)
        out = out.rstrip(" ") if not plain[:1].isalpha() else out
        out += {"<sub>": f"_{{{word.strip()}}}", "<super>": f"^{{{word.strip()}}}"}.get(kind, word)
    out = out.strip()
    return out if "\\" in out and out.isascii() else ""
