"""A part of the report that is no part of the package: how many ways a game can end."""

from gametheory.errors import GameTheoryError
from gametheory.lang.writing.markup import element
from gametheory.show.report.figures import Figure
from gametheory.show.report.part import Part

__all__ = ["EndingsPart", "RefusingPart"]


class EndingsPart(Part):
    """Finds the terminal histories."""

    name = "endings"
    nothing = ()

    def find(self, study):
        return tuple("/".join(history.labels) for history in study.solved.game.histories())

    def section(self, study, show):
        found = study[EndingsPart]
        return [element("h3", "Ways to end"), element("p", f"The game ends in {len(found)} ways."), show("toy")]

    def tables(self, study):
        yield "endings.csv", [{"number": i, "ends": one} for i, one in enumerate(study[EndingsPart], start=1)]

    def figures(self, study, plot):
        if study.solution is not None:
            yield Figure("toy", "endings", "The ways to end.", "a drawing"), lambda: _bars(study)

    def facts(self, study):
        yield f"It can end in {len(study[EndingsPart])} ways."

    def references(self, study):
        return ("akerlof1970",)


class RefusingPart(Part):
    """Finds nothing, and says why."""

    name = "refusing"
    stage = "claims"

    def find(self, study):
        return study.attempt("the toy", _refuse)


def _refuse():
    raise GameTheoryError("there is nothing to find")


def _bars(study):
    from matplotlib.figure import Figure as Canvas

    ax = Canvas(figsize=(2, 1)).add_subplot()
    ax.bar(range(len(study[EndingsPart])), 1)
    return ax
