"""The inside of :mod:`gametheory.solve.nash`: two-player games in strategic and in sequence form."""
