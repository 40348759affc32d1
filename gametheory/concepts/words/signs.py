r"""Signs of parameters: which ``tex`` of a document may go into LaTeX as it stands.

A document is data. What would define, read or run something (``\input``, ``\def``, ``\href``), and what would end the
mathematics around it, is no sign.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gametheory.lang.writing.tex import escape

if TYPE_CHECKING:
    from gametheory.concepts.solution import Solution

__all__ = ["is_sign", "parameter_tex"]

_PART = re.compile(r"\\(?P<word>[A-Za-z]+)|\\[,;:! ]|(?P<open>\{)|(?P<close>\})|[A-Za-z0-9_^'.,+\-=()|/ ]")
_WORD = re.compile(
    "alpha|beta|gamma|delta|epsilon|varepsilon|zeta|eta|theta|vartheta|iota|kappa|lambda|mu|nu|xi|pi|varpi|rho|varrho|"
    "sigma|varsigma|tau|upsilon|phi|varphi|chi|psi|omega|Gamma|Delta|Theta|Lambda|Xi|Pi|Sigma|Upsilon|Phi|Psi|Omega|"
    "ell|hbar|bar|hat|tilde|vec|dot|ddot|check|breve|acute|grave|overline|underline|widehat|widetilde|mathrm|mathit|"
    "mathbf|mathsf|mathtt|mathcal|mathbb|boldsymbol|prime|ast|star|dagger|circ|bullet|infty|min|max|sup|inf|quad|qquad"
)
LONGEST = 200


def is_sign(tex: str) -> bool:
    r"""Whether a text is a sign: letters, digits, ``_ ^``, Greek letters, accents, fonts, and balanced braces.

    >>> is_sign(r"\theta_0"), is_sign(r"c_{\mathrm{air}}"), is_sign(r"\input{secrets}"), is_sign("d}$")
    (True, True, False, False)
    """
    if not tex.strip() or len(tex) > LONGEST:
        return False
    depth, at = 0, 0
    while at < len(tex):
        part = _PART.match(tex, at)
        if part is None or (part["word"] and not _WORD.fullmatch(part["word"])):
            return False
        depth += bool(part["open"]) - bool(part["close"])
        if depth < 0:
            return False
        at = part.end()
    return depth == 0


def parameter_tex(solution: Solution) -> dict[str, str]:
    """Return how each parameter of the solution's model is printed: by its ``tex`` if that is a sign, else by name."""
    model = solution.model
    given = {} if model is None else {name: tex for name, tex in model.tex.items() if is_sign(tex)}
    names = [*solution.domain.names, *(() if model is None else (*model.parameters, *model.definitions))]
    return {name: given.get(name) or rf"\mathit{{{escape(name)}}}" for name in names}
