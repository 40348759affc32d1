r"""A strict reader of the package's LaTeX: would a bare ``article`` with booktabs (and tikz for a tree) take it?

It knows what may stand where, and no more commands than plain LaTeX, booktabs and the tree's TikZ have. A file that it
takes is in ASCII, has no sign in its text that the encoding OT1 prints as another, opens and closes everything in
order, and has in each row as many cells as the table has columns. ``tests/latex`` asks TeX itself.
"""

import re

TEXT = r"""\textbackslash \textasciitilde \textasciicircum \textbf \textit \texttt \emph \raggedright \tabularnewline
    \newline \multicolumn \toprule \midrule \bottomrule \begin \end \par \medskip \smallskip \noindent \linewidth
    \ifx \fi \undefined \newtheorem \proposition \remark \question \ldots \ss \ae \AE \oe \OE \o \O \l \L \i \S \P
    \copyright \pounds \u \r \H \v \c \_ \& \% \$ \# \{ \} \` \' \^ \~ \" \= \. \\"""
TIKZ = r"\node \draw \small \scriptsize"
MATH = r"""\frac \sqrt \le \ge \ne \approx \pm \times \cdot \to \infty \in \circ \left \right \land \lor \top \bot
    \mathit \mathrm \mathbf \mbox \ldots \; \, \_ \&
    \alpha \beta \gamma \delta \epsilon \varepsilon \zeta \eta \theta \vartheta \iota \kappa \lambda \mu \nu \xi \pi
    \rho \sigma \tau \upsilon \phi \varphi \chi \psi \omega \Gamma \Delta \Theta \Lambda \Xi \Pi \Sigma \Phi \Psi
    \Omega \hat \bar \tilde"""
NO_SIGNS = re.compile(r"\\(?:frac|left|right|le|ge|ne|approx|pm|times|cdot|to|infty|circ|land|lor|ldots)(?![a-z])")
WORD = re.compile(r"\\mathit\{(?:[^{}]|\{[^{}]*\})*\}")
COMMAND = re.compile(r"\\(?:[A-Za-z]+|.)", re.DOTALL)


def check(text):
    """Fail at what a bare document would not take or would misprint."""
    assert text.isascii(), re.findall(r"[^\x00-\x7f]", text)
    body = "\n".join(line for line in text.splitlines() if not line.startswith("% "))
    assert not re.search(r"(?<!\\)%", body)
    bare = re.sub(r"\\[{}$]", "", body)
    _balanced(bare)
    _environments(body)
    pieces = re.split(r"(?<!\\)\$", body)
    assert len(pieces) % 2 == 1, "a dollar without a partner"
    text_commands = set(TEXT.split()) | set(TIKZ.split() if "tikzpicture" in body else ())
    for i, piece in enumerate(pieces):
        known = set(MATH.split()) if i % 2 else text_commands
        assert set(COMMAND.findall(piece)) <= known, (set(COMMAND.findall(piece)) - known, piece)
        if i % 2:
            assert piece.strip()
            assert "\n" not in piece
            _balanced(re.sub(r"\\[{}]", "", piece))
        else:
            plain = COMMAND.sub("", piece)
            assert not re.search(r"[<>|\"^~_]", plain), re.findall(r".{0,20}[<>|\"^~_].{0,20}", plain)
    for table in re.findall(r"\\begin\{tabular\}.*?\\end\{tabular\}", body, flags=re.DOTALL):
        _rows(table)


def _balanced(text):
    depth = 0
    for sign in text:
        depth += (sign == "{") - (sign == "}")
        assert depth >= 0
    assert depth == 0


def _environments(body):
    inside = []
    for word, name in re.findall(r"\\(begin|end)\{(\w+)\}", body):
        assert name in ("tabular", "tikzpicture", "proposition", "remark", "question")
        if word == "begin":
            inside.append(name)
        else:
            assert inside.pop() == name
    assert inside == []


def _rows(table):
    head, *lines, _ = table.splitlines()
    shape = re.fullmatch(r"\\begin\{tabular\}\{@\{\}((?:[lrc]|p\{0\.\d\d\\linewidth\})+)@\{\}\}", head)
    assert shape, head
    columns = len(re.findall(r"[lrc]|p\{[^}]*\}", shape[1]))
    for line in lines:
        if line in (r"\toprule", r"\midrule", r"\bottomrule"):
            continue
        assert line.endswith(r" \tabularnewline"), line
        cells = re.split(r"(?<!\\)&", line)
        width = sum(int(found[1]) if (found := re.match(r"\s*\\multicolumn\{(\d+)\}", c)) else 1 for c in cells)
        assert width == columns, line


def defined(text):
    """Return the symbols that the table of symbols at the end defines."""
    _, found, table = text.rpartition("Symbol & ")
    return re.findall(r"^\$(.*?)\$ &", table, flags=re.MULTILINE) if found else []


def used(text):
    """Return the letters, with their index, that stand in the formulas of a text."""
    out = set()
    for formula in re.findall(r"(?<!\\)\$(.*?)(?<!\\)\$", text):
        out |= set(WORD.findall(formula))
        rest = NO_SIGNS.sub(" ", WORD.sub(" ", formula))
        out |= set(re.findall(r"(?:\\[A-Za-z]+|[A-Za-z])(?:_(?:\{[^{}]*\}|\w))?", rest))
    return {bare(one) for one in out}


def bare(sign):
    """Return a sign without the braces that make no difference."""
    return sign if sign.startswith(r"\mathit") else re.sub(r"[{}]", "", sign)
