"""Objects written to the text of a file and read back."""

import json

from gametheory.concepts.keeping.file import settled, text_of, unpacked
from gametheory.lang.keeping.pen import Pen
from gametheory.lang.keeping.reader import read


def again(subject):
    """Return an object written down and read back, through the text of JSON."""
    pen = Pen()
    number = pen.write(subject)
    return read(json.loads(json.dumps(pen.document())))[number]


def text(solution):
    """Return the text of a solution's file."""
    pen = Pen()
    return text_of(pen, pen.write(settled(solution)))


def same_again(solution):
    """Return a solution out of the text of its file, after a look at everything that it says."""
    written = text(solution)
    found = unpacked(written)
    assert found == solution
    assert found.document() == solution.document()
    assert str(found) == str(solution)
    assert text(found) == written  # to the letter: rings, orders, what is shared
    return found
