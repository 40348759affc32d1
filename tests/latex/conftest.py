"""Tests that ask TeX itself: collected where GAMETHEORY_LATEX names a ``pdflatex`` with booktabs and tikz."""
