"""``python -m gametheory`` is the command ``gametheory``."""

import sys

from gametheory.beginning import main

if __name__ == "__main__":
    sys.exit(main())
