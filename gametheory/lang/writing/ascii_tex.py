r"""Any text as LaTeX in ASCII alone, for the fonts that LaTeX has by itself (the encoding OT1, no package).

In those fonts ``<``, ``>`` and ``|`` come out as other signs, guillemets and the ogonek are missing, and a sign that
the file's encoding does not know stops the run. So accents are written as commands, typographic signs as what TeX has
for them, Greek letters and relations as mathematics, and a sign that TeX has nothing for by its number.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["ascii_tex"]

_SIGNS = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
    **{sign: f"{{{sign}}}" for sign in "[*"},  # at the head of a cell they would belong to the end of the line before
    **{sign: f"${sign}$" for sign in "<>|"},
    "`": "{`}",  # by itself: after ? and ! it would turn these round
    "\u201c": "``", "\u201d": "''", "\u201e": "``", "\u00ab": "``", "\u00bb": "''",
    "\u2018": "`", "\u2019": "'", "\u201a": "`", "\u2039": "`", "\u203a": "'",
    "\u2010": "-", "\u2011": "-", "\u2012": "--", "\u2013": "--", "\u2014": "---", "\u2026": r"\ldots{}",
    "\u00df": r"\ss{}", "\u00e6": r"\ae{}", "\u00c6": r"\AE{}", "\u0153": r"\oe{}", "\u0152": r"\OE{}",
    "\u00f8": r"\o{}", "\u00d8": r"\O{}", "\u0142": r"\l{}", "\u0141": r"\L{}", "\u0131": r"\i{}",
    "\u00a7": r"\S{}", "\u00b6": r"\P{}", "\u00a9": r"\copyright{}",
    "\u00a3": r"\pounds{}", "\u00a1": "!`", "\u00bf": "?`",
    "\u2212": "$-$", "\u2264": r"$\le$", "\u2265": r"$\ge$", "\u2260": r"$\ne$", "\u2248": r"$\approx$",
    "\u00d7": r"$\times$", "\u00b1": r"$\pm$", "\u00b7": r"$\cdot$", "\u2192": r"$\to$", "\u221e": r"$\infty$",
    "\u2208": r"$\in$", "\u00b0": r"${}^\circ$",
}  # fmt: skip

_ACCENTS = {
    "\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0308": '"', "\u0304": "=", "\u0306": "u",
    "\u0307": ".", "\u030a": "r", "\u030b": "H", "\u030c": "v", "\u0327": "c",
}  # fmt: skip
"""Combining accents, and the commands that set them: all of them there without a package."""

_GREEK = re.compile(r"GREEK (CAPITAL|SMALL) LETTER (FINAL )?(\w+)( SYMBOL)?\Z")
_LATIN_GREEK = {  # Greek letters for which TeX has no command, since a Latin letter looks the same
    "Alpha": "A", "Beta": "B", "Epsilon": "E", "Zeta": "Z", "Eta": "H", "Iota": "I", "Kappa": "K", "Mu": "M", "Nu": "N",
    "Omicron": "O", "Rho": "P", "Tau": "T", "Chi": "X", "omicron": "o",
}  # fmt: skip


def ascii_tex(text: str) -> str:
    r"""Return a text as LaTeX that means it, in ASCII and on one line.

    >>> print(ascii_tex("a_b < 5% of “Müller’s”"))
    a\_b $<$ 5\% of ``M\"{u}ller's''
    >>> print(ascii_tex('the "best" reply, θ ≥ 0 – 漢'))
    the ``best'' reply, $\theta$ $\ge$ 0 -- (U+6F22)
    """
    out: list[str] = []
    before = " "
    for sign in unicodedata.normalize("NFC", text):
        if sign == '"':  # it opens where a word begins
            out.append("''" if not before.isspace() and before not in "([{\u2013\u2014-" else "``")
        elif sign == "-" and before == "-":
            out.append("{}-")  # two are two, and no dash
        else:
            out.append(_sign(sign))
        before = sign
    return "".join(out)


def _sign(sign: str) -> str:
    known = _SIGNS.get(sign)
    if known is not None:
        return known
    if sign.isascii():
        return sign if sign.isprintable() else " "
    if sign.isspace() or not sign.isprintable():
        return " "
    first, *accents = list(unicodedata.normalize("NFD", sign))
    if len(accents) == 1 and first.isascii() and first.isalpha() and accents[0] in _ACCENTS:
        return rf"\{_ACCENTS[accents[0]]}{{{first}}}"
    greek = _GREEK.match(unicodedata.name(sign, ""))
    if greek:
        word = greek[3].lower().replace("lamda", "lambda")
        word = word.capitalize() if greek[1] == "CAPITAL" else word
        return _LATIN_GREEK.get(word) or rf"$\{word}$"
    plain = unicodedata.normalize("NFKC", sign)
    if plain != sign and plain.isascii():
        return "".join(map(_sign, plain))
    return f"(U+{ord(sign):04X})"
