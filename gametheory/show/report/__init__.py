"""The report: every model solved, refined, its claims verified, its sensitivities drawn, in one folder.

What is said of a model is said in parts, one file a question in :mod:`~gametheory.show.report.parts`: what is computed
for it, its section of the page, its data files and figures. More can be registered from outside
(:mod:`~gametheory.show.report.part`). Which parameters and quantities are chosen for a model is in
:mod:`~gametheory.show.report.choice`; :mod:`~gametheory.show.report.section` and
:mod:`~gametheory.show.report.opening` put together what the parts say. :func:`write` puts the folder together,
:func:`compare` computes it again and says what differs.

Nothing here knows a model by name: a document added tomorrow gets its chapter of the report with no new code.
"""

from gametheory.show.report import parts
from gametheory.show.report.build import write
from gametheory.show.report.comparison import Difference, compare
from gametheory.show.report.folder import FORMAT
from gametheory.show.report.part import PARTS, Part, register

__all__ = ["FORMAT", "PARTS", "Difference", "Part", "compare", "parts", "register", "write"]
