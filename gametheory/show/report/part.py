"""A part of the report: one question, with what is computed for it, its section, its data files and its figures.

Each is a class in a file of its own in :mod:`gametheory.show.report.parts`, put into the table by :func:`register`.
Code outside the package may register more: a part in the table is in the page, the data files and the manifest, one
taken out of it is in none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from gametheory.errors import GameTheoryError
from gametheory.lang.writing.markup import Child
from gametheory.show.report.figures import Plan

if TYPE_CHECKING:
    from gametheory.show.report.study import Study

__all__ = ["PARTS", "Part", "Rows", "Show", "Table", "addresses", "computed", "on_page", "register", "stages", "take"]

PARTS: dict[str, Part[Any]] = {}
"""The parts by name, in the order in which they are computed."""

WRITTEN = ("figures", "explorer", "tables")
"""What is done for a model once all parts are computed."""

Result = TypeVar("Result")
Show = Callable[[str], Child]  # the figures of one kind, as a section of the page shows them
Rows = list[dict[str, Any]]
Table = tuple[str, Any]  # the name of a data file, and its rows (CSV), document (JSON) or text


class Part(Generic[Result]):
    """Base of the parts. A part has no state: what it finds is kept by the study, ``study[TheClass]``.

    Attributes
    ----------
    name : str
    stage : str
        The step of the progress bar in which it is computed, and what a report says was cut; by default its name.
        Parts of one stage share its time.
    share : number
        The share that its stage may take of the time that is left, where it is limited (said by the stage's first
        part); the rest is for what comes after it.
    place : number
        Parts stand on the page in the order of these numbers.
    nothing : object
        What stands for its result where it was not computed: the game was refused, or no time was left.
    """

    name: ClassVar[str] = ""
    stage: ClassVar[str] = ""
    share: ClassVar[float] = 0.3
    place: ClassVar[float] = 85
    nothing: ClassVar[Any] = None

    def find(self, study: Study) -> Result:
        """Compute what the part says.

        What cannot be done or is cut goes through :meth:`~gametheory.show.report.study.Study.attempt`. It is not
        called for a game that no concept takes.
        """
        raise NotImplementedError

    def section(self, study: Study, show: Show) -> Child:
        """Return what stands on the page; ``show(kind)`` are the figures of a kind. ``study.solution`` may be None."""
        return None

    def tables(self, study: Study) -> Iterable[Table]:
        """Return data files: names, and rows (for CSV), a document (for JSON), or the text itself."""
        return ()

    def figures(self, study: Study, plot: Any) -> Iterable[Plan]:
        """Return figures, each with the function that draws it; ``plot`` is the module :mod:`gametheory.show.plot`."""
        return ()

    def facts(self, study: Study) -> Iterable[str]:
        """Return sentences for the opening page; only asked of a game that is solved."""
        return ()

    def references(self, study: Study) -> Iterable[str]:
        """Return keys of the bibliography for what was used."""
        return ()


def register(part: type[Part[Any]]) -> type[Part[Any]]:
    """Put a part into the table (a class decorator)."""
    PARTS[part.name] = part()
    return part


def on_page() -> list[Part[Any]]:
    """Return the parts in the order of the page."""
    return sorted(PARTS.values(), key=lambda part: part.place)


def computed() -> dict[str, list[Part[Any]]]:
    """Return the parts for which something is computed, by stage."""
    out: dict[str, list[Part[Any]]] = {}
    for part in PARTS.values():
        if type(part).find is not Part.find:
            out.setdefault(part.stage or part.name, []).append(part)
    return out


def stages() -> tuple[str, ...]:
    """Return what is done for a model, in this order: the steps of the progress bar."""
    return (*computed(), *WRITTEN)


def addresses() -> tuple[str, ...]:
    """Return where the classes of the parts are found, for :func:`take` in another process."""
    return tuple(f"{type(part).__module__}:{type(part).__qualname__}" for part in PARTS.values())


def take(found_at: Iterable[str]) -> None:
    """Make the table hold the parts at these addresses.

    Raises
    ------
    GameTheoryError
        If one is not there: its class is in no module that another process can import.
    """
    classes = []
    for address in found_at:
        module, _, name = address.partition(":")
        try:
            classes.append(attrgetter(name)(import_module(module)))
        except (ImportError, AttributeError):
            raise GameTheoryError(
                f"{module} has no part {name} that another process can import: work on one model at a time (jobs=1)"
            ) from None
    PARTS.clear()
    for part in classes:
        register(part)
