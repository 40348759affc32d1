"""The first versions of the two core models, on which the engines' exact values were worked out (``tests/data/first``).

The documents of the catalogue change with what is learned about the crisis; the tests of the engines need not.
"""

from pathlib import Path

FIRST = Path(__file__).parent.parent / "data" / "first"
FIRST_SIGNAL = FIRST / "support_signal.toml"
FIRST_SEQUENCE = FIRST / "support_sequence.toml"
