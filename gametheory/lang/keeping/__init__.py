"""Objects written down as JSON's types and read back equal, to the letter: what a file of a solution is made of.

A file holds data only. What may stand in one is a closed table of *sorts* (:mod:`~gametheory.lang.keeping.sorts`): each
class says beside its own definition what it consists of. A :class:`~gametheory.lang.keeping.pen.Pen` writes an object
as a list of nodes, every node once, parts before wholes; a :func:`~gametheory.lang.keeping.reader.read` puts them
together again. Nothing is evaluated, and no name in a file is looked up but in the table.
"""
