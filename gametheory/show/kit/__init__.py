"""The paper kit: a folder that a paper on a model can be written in, and archived with.

It holds the model's document, a script that makes every table and figure, the paper that reads them, the versions that
were used, and how to run it all. The script is ordinary code on the public interface, to be changed by its owner.
"""

from gametheory.show.kit.layout import lay_out

__all__ = ["lay_out"]
