"""Writing: expressions and conditions as text, MathML, LaTeX and SymPy; statements as text, HTML, LaTeX and CSV."""
