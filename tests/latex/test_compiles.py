"""What the package writes as LaTeX compiles in a bare ``article`` with booktabs, without a sign that goes missing."""

import os
import subprocess

import pytest
from helpers.latex_files import MODELS, files

PAGE = r"""\documentclass{article}
\usepackage{booktabs}%s
\begin{document}
\footnotesize\noindent
\input{%s}
\end{document}
"""


@pytest.mark.parametrize("model", MODELS)
def test_in_a_bare_article(model, tmp_path):
    for name, text in files(model).items():
        (tmp_path / f"{name}.tex").write_text(text + "\n", encoding="ascii")
        drawn = "\n\\usepackage{tikz}" if name == "tree" else ""
        (tmp_path / "page.tex").write_text(PAGE % (drawn, name), encoding="ascii")
        command = [os.environ["GAMETHEORY_LATEX"], "-interaction=nonstopmode", "-halt-on-error", "page.tex"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, errors="replace", timeout=120)
        assert done.returncode == 0, (name, done.stdout[-2000:])
        assert "Missing character" not in done.stdout, name
