"""Texts of a page: labels without surprises, prose in paragraphs, TeX names as texts with sub- and superscripts.

Nothing here is markup: the page puts every text into text nodes. But a text can do harm as text, too: control signs
that turn the writing direction of all that follows, lone surrogates that no file can hold.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["label", "paragraphs", "prose", "tex_parts"]

_LETTERS = (
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi",
    "omicron", "pi", "rho", "varsigma", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega",
)  # fmt: skip
"""The Greek letters in the order of their code points; there is no capital of the final sigma."""

_GREEK = {
    **{name: chr(ord("\N{GREEK SMALL LETTER ALPHA}") + i) for i, name in enumerate(_LETTERS)},
    **{
        name.capitalize(): chr(ord("\N{GREEK CAPITAL LETTER ALPHA}") + i)
        for i, name in enumerate(_LETTERS)
        if name != "varsigma"
    },
    "varepsilon": "\N{GREEK SMALL LETTER EPSILON}",
    "vartheta": "\N{GREEK THETA SYMBOL}",
    "varphi": "\N{GREEK SMALL LETTER PHI}",
    "ell": "\N{SCRIPT SMALL L}",
}
_ACCENTS = {"bar": "\u0304", "overline": "\u0304", "hat": "\u0302", "tilde": "\u0303", "dot": "\u0307", "vec": "\u20d7"}
_FONTS = ("mathrm", "mathit", "mathbf", "mathsf", "text", "textrm", "textit", "operatorname")
_TOKEN = re.compile(r"\\([A-Za-z]+)|\\([_ ,;&%$#{}])|([{}_^'])|(\s+)|([^\\])")


def label(text: str) -> str:
    """Return a label on one line, underscores as spaces, without signs that cannot be printed.

    >>> label("air_defense")
    'air defense'
    """
    return " ".join(_printable(str(text).replace("_", " ")).split())


def prose(text: str) -> str:
    """Return a text on one line as it is, without signs that cannot be printed."""
    return " ".join(_printable(str(text)).split())


def paragraphs(text: str) -> list[str]:
    """Return a text's paragraphs, which empty lines separate."""
    return [found for part in re.split(r"\n\s*\n", str(text).replace("\r\n", "\n")) if (found := prose(part))]


def _printable(text: str) -> str:
    # joiners belong to the writing of several languages; the other format signs can turn a line around
    return "".join(c if c.isprintable() or c in "\u200c\u200d" else " " for c in text)


Part = tuple[str, str]  # (text, "", "sub" or "sup")


def tex_parts(tex: str) -> list[Part] | None:
    r"""Return a TeX name as texts with their places, or None where it is more than a simple name.

    >>> tex_parts(r"\theta_0")
    [('θ', ''), ('0', 'sub')]
    >>> tex_parts(r"\frac{1}{2}") is None
    True
    """
    tokens = _TOKEN.findall(tex)
    if not tex.strip() or len(tex) > 60 or "".join(_rebuilt(tokens)) != tex:
        return None
    reader = _Reader([t for t in tokens if not t[3]])
    parts = reader.parts("")
    if parts is None or reader.left:
        return None
    merged: list[Part] = []
    for text, place in parts:
        if merged and merged[-1][1] == place:
            merged[-1] = (merged[-1][0] + text, place)
        else:
            merged.append((text, place))
    clean = [(_printable(unicodedata.normalize("NFC", text)), place) for text, place in merged]
    return clean if any(text.strip() for text, _ in clean) else None


def _rebuilt(tokens: list[tuple[str, ...]]) -> list[str]:
    return ["\\" + t[0] if t[0] else "\\" + t[1] if t[1] else t[2] or t[3] or t[4] for t in tokens]


class _Reader:
    """Reads tokens of a simple TeX name."""

    def __init__(self, tokens: list[tuple[str, ...]]) -> None:
        self.left = tokens

    def parts(self, place: str) -> list[Part] | None:
        """Return parts until a closing brace or the end."""
        out: list[Part] = []
        while self.left and self.left[0][2] != "}":
            if self.left[0][2] in ("_", "^"):
                where = "sub" if self.left.pop(0)[2] == "_" else "sup"
                inner = self.unit(where) if not place else None  # a script of a script is no simple name
            else:
                inner = self.unit(place)
            if inner is None:
                return None
            out += inner
        return out

    def unit(self, place: str) -> list[Part] | None:
        """Return one sign, command or group."""
        if not self.left:
            return None
        command, escaped, special, _, sign = self.left.pop(0)
        if special == "{":
            inner = self.parts(place)
            if inner is None or not self.left or self.left.pop(0)[2] != "}":
                return None
            return inner
        if special == "'":
            return [("\N{PRIME}", place)]
        if special:
            return None
        if command in _GREEK:
            return [(_GREEK[command], place)]
        if command in _ACCENTS:
            inner = self.unit(place)
            return None if inner is None or len(inner) != 1 else [(inner[0][0] + _ACCENTS[command], place)]
        if command in _FONTS:
            return self.unit(place)
        if command:
            return None
        return [(escaped.replace(",", " ").replace(";", " ") if escaped else sign, place)]
