"""The inside of :mod:`gametheory.solve.audit`; shares no code with the solvers."""
