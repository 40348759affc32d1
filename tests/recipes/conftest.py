"""Recipes are installed for the tests of one module, and taken out again."""

import importlib
import sys

import pytest

from gametheory.concepts import REFINEMENTS
from gametheory.concepts.concept import CONCEPTS
from gametheory.show.games import DRAWINGS
from gametheory.spec.kinds import KINDS

# to import one installs it
collect_ignore = ["dominant.py", "lottery.py", "prudent.py"]

TABLES = (CONCEPTS, REFINEMENTS, KINDS, DRAWINGS)


@pytest.fixture(scope="module")
def recipe(request):
    """Return the module that the tests name as ``RECIPE``, with what it registers in place."""
    before = [dict(table) for table in TABLES]
    name = f"recipes.{request.module.RECIPE}"
    yield importlib.import_module(name)
    for table, old in zip(TABLES, before, strict=True):
        table.clear()
        table.update(old)
    del sys.modules[name]
