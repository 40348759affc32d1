"""The commands of the command line, a module each: their options, what they call, what goes to which stream.

Nothing is computed here. A command reads its options, asks the library, prints data to standard output and talk to
standard error, and returns an exit code; errors are raised for :mod:`gametheory.cli` to report.
"""
