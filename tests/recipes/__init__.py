"""Additions to the package from outside of it: a concept, a kind of game, a refinement and a question.

Each is one module that uses public tables only, as a package beside this one would; the test of the same subject takes
it through all that the toolkit does. ``CONTRIBUTING.md`` describes them.
"""
