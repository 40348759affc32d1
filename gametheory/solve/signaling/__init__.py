"""The inside of :mod:`gametheory.solve.perfect_bayesian` and :mod:`gametheory.solve.refine`: signaling games."""
