"""The site: ``sphinx-build -W docs OUT``. Pages about models, commands and modules are made from these themselves."""

import sys
from pathlib import Path

import gametheory

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "_ext"))

project = "gametheory-toolkit"
author = "The gametheory-toolkit developers"
copyright = author
version = release = gametheory.__version__

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinxcontrib.bibtex",
    "sources",
    "mathml",
    "drawn",
    "model_pages",
    "statement_pages",
    "command_pages",
    "addresses",
    "docstrings",
]
smartquotes = False  # "--audit" is an option, not a dash
exclude_patterns = ["_ext", "_static", "README.md"]
nitpicky = True
# types in docstrings are words for readers ("mapping of parameter to number"); what names a thing of ours is checked
nitpick_ignore_regex = [("py:.*", r"(?!gametheory\b).*")]

myst_enable_extensions = ["attrs_inline", "deflist", "dollarmath"]
myst_heading_anchors = 3
myst_dmath_double_inline = True

autodoc_typehints = "none"
autodoc_member_order = "bysource"
autodoc_preserve_defaults = True
napoleon_google_docstring = False
napoleon_use_ivar = True
napoleon_use_param = False
napoleon_use_rtype = False

bibtex_bibfiles = []  # one that is put together for the build: see _ext/sources.py
bibtex_reference_style = "author_year"
bibtex_default_style = "plain"

html_theme = "furo"
html_title = "gametheory-toolkit"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_math_renderer = "mathml"
html_show_sourcelink = False
html_copy_source = False
html_theme_options = {"navigation_with_keys": True}
