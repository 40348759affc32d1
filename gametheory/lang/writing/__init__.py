"""Writing expressions and conditions: as text, as MathML, as LaTeX, as SymPy objects."""
