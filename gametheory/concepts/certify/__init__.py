"""The conditions of each concept, checked on what is stated; shares no code with the solvers."""
