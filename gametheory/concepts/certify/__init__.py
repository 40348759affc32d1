"""The inside of :mod:`gametheory.concepts.certify.audit`; shares no code with the solvers."""
