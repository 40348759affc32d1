"""The report: every model solved, refined, its claims verified, its sensitivities drawn, in one folder.

What is computed for one model is in :mod:`~gametheory.show.report.findings`, which parameters and quantities are chosen
for it in :mod:`~gametheory.show.report.choice`; :mod:`~gametheory.show.report.figures` and
:mod:`~gametheory.show.report.tables` write files from it, :mod:`~gametheory.show.report.section` its part of the page,
:mod:`~gametheory.show.report.opening` the opening paragraphs. :func:`write` puts the folder together,
:func:`compare` computes it again and says what differs.

Nothing here knows a model by name: a document added tomorrow gets its part of the report with no new code.
"""

from gametheory.show.report.build import write
from gametheory.show.report.comparison import Difference, compare
from gametheory.show.report.folder import FORMAT

__all__ = ["FORMAT", "Difference", "compare", "write"]
