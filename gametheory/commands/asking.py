"""What all commands have in common that ask a question of a solution: solving it, and where the answer goes."""

from __future__ import annotations

import argparse
import functools
import re
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from gametheory.commands.files import check_figures, check_places, replacing
from gametheory.commands.options import add_model, names, values
from gametheory.commands.talk import progress, say
from gametheory.errors import ExpressionError, GameTheoryError, ParameterError, QuantityError
from gametheory.stages import stage

if TYPE_CHECKING:
    from gametheory.concepts import Solution

__all__ = ["Question", "add_places", "add_priors", "add_question", "document_of", "spoken", "written"]


def add_question(parser: argparse.ArgumentParser, at: str) -> None:
    """Add the options that say which solution is asked."""
    add_model(parser, at=at, refine="ask only of the equilibria that survive these refinements, or all of them")


def add_priors(parser: argparse.ArgumentParser) -> None:
    """Add the option that names the priors to draw from."""
    parser.add_argument(
        "--priors", metavar="SCENARIO", help="draw from the priors of this scenario of the document, not from its own"
    )


def add_places(parser: argparse.ArgumentParser, figure: str = "", *, json: bool = True) -> None:
    """Add the options that say where the answer goes; ``figure`` says what is drawn, if anything."""
    if json:
        parser.add_argument("--json", action="store_true", help="print the answer as JSON")
    parser.add_argument(
        "--csv",
        metavar="FILE",
        help="write a table with a header, in place of an earlier one; - for standard output",
    )
    if figure:
        parser.add_argument("--figure", metavar="FILE", help=f"draw {figure}, as .svg, .pdf or .png (extra 'plot')")


class Question:
    """One question of the command line: its solution, and what is done with the answer."""

    def __init__(self, options: argparse.Namespace, *more: str | None) -> None:
        """Check everything that can be checked before the game is solved; ``more`` are further files."""
        self.options = options
        self.started = time.perf_counter()
        self.at = values(options.at)
        self.figure: str | None = getattr(options, "figure", None)
        self.json: bool = getattr(options, "json", False)
        if self.json and options.csv == "-":
            raise GameTheoryError("--json and --csv - both go to standard output: give one, or a file for the table")
        check_places(options.csv, self.figure, *more, model=options.model)
        check_figures(self.figure)

    def solve(self, *parameters: str, ends: Iterable[Mapping[str, Fraction]] = ()) -> Solution:
        """Return the solution to ask, after checking the model's parameters.

        It has ``parameters`` and those of ``--at``, and the values of ``--at`` and in ``ends`` are in their ranges
        (which a question checks too, but only when the game is solved).
        """
        options = self.options
        with progress(f"solving {options.model}"):
            from gametheory.concepts import concept_named, refine, solve
            from gametheory.spec import load

            model = load(options.model)
            concept = None if options.concept is None else concept_named(options.concept)
            if not model.domain.names:
                raise ParameterError(f"{model.name} has no parameters: 'gametheory solve {options.model}' says all")
            domain = model.domain
            domain.point(dict.fromkeys(parameters, 0))
            for point in (domain.point(self.at), *map(domain.point, ends)):
                for sentence in () if getattr(options, "extend", False) else domain.reached(point).outside(point):
                    raise ParameterError(sentence + (" (--extend allows it)" if hasattr(options, "extend") else ""))
            solution = solve(model, concept)
            if not options.refine:
                return solution
            with stage("refinements"):
                return refine(solution, names(options.refine))

    def answer(
        self,
        text: Callable[[], str],
        rows: Callable[[], Iterable[str]],
        document: Callable[[], Mapping[str, Any]] | None = None,
        axes: Callable[[], Any] | None = None,
        files: Mapping[str, Callable[[str], None]] | None = None,
    ) -> None:
        """Write the files that were asked for, then print the answer in the form that was asked for.

        The files come first: a reader of standard output may go away.

        Parameters
        ----------
        text, document : function
            What is printed.
        rows : function
            Lines of CSV, for a file or for standard output.
        axes : function, optional
            Draws the figure.
        files : mapping of file to function, optional
            What writes further files, given the name to write to.
        """
        more = dict(files or {})
        if self.figure is not None and axes is not None:
            more[self.figure] = lambda name: _save(axes(), name)
        written(self.options, text, rows, document, more)

    def report(self, solution: Solution, what: str) -> None:
        """Say what was done, in how much time, and what is missing from it."""
        name = solution.model.name if solution.model is not None else str(solution.game)
        by = [name, solution.concept.name, *([f"refined by {', '.join(self.refinement)}"] if self.refinement else [])]
        say(f"{', '.join(by)}: {what} ({time.perf_counter() - self.started:.2f} s)")
        if not solution.exhaustive:
            say(f"the list of regimes is not proved to be complete: {solution.why}")

    @property
    def refinement(self) -> list[str]:
        """The refinements asked for, by their canonical names."""
        if not self.options.refine:
            return []
        from gametheory.concepts.refinements.judge import refinement_names

        return list(refinement_names(names(self.options.refine)))


def written(
    options: argparse.Namespace,
    text: Callable[[], str],
    rows: Callable[[], Iterable[str]],
    document: Callable[[], Mapping[str, Any]] | None = None,
    files: Mapping[str, Callable[[str], None]] | None = None,
) -> None:
    """Write files, the table first, then print an answer in the form asked for; see :meth:`Question.answer`."""
    table = options.csv
    if table not in (None, "-"):
        _write(table, lambda name: _write_text(name, rows()))
    for place, write in (files or {}).items():
        _write(place, write)
    if table == "-":
        sys.stdout.writelines(rows())
        return
    with progress("writing the answer"):
        if getattr(options, "json", False) and document is not None:
            import json

            answer = json.dumps(document(), indent=1, ensure_ascii=False, allow_nan=False)
        else:
            answer = text()
    print(answer)


def _write(place: str, write: Callable[[str], None]) -> None:
    with progress(f"writing {place}"), replacing(place) as name:
        write(name)
    say(f"wrote {place}")


def _write_text(name: str, lines: Iterable[str]) -> None:
    with open(name, "w", encoding="utf-8", newline="") as file:
        file.writelines(lines)


def _save(axes: Any, name: str) -> None:
    from gametheory.show import plot

    plot.save(axes, name)


def document_of(found: Any) -> dict[str, Any]:
    """Return an answer's document, with the model and the program that it comes from."""
    from gametheory.version import __version__

    document: dict[str, Any] = dict(found.document())
    solution, model = found.solution, found.solution.model
    source = {
        "model": None if model is None else {"name": model.name, "sha256": model.sha256},
        "package": f"gametheory-toolkit {__version__}",
        "concept": solution.concept.name,
        "refinement": list(getattr(solution.concept, "refine", ())),
        "exhaustive": solution.exhaustive,
    }
    return {"format": document.pop("format"), **source, **{key: x for key, x in document.items() if key not in source}}


def spoken(run: Callable[[argparse.Namespace], int]) -> Callable[[argparse.Namespace], int]:
    """Make the library's errors speak of options, where they speak of arguments."""

    @functools.wraps(run)
    def command(options: argparse.Namespace) -> int:
        try:
            return run(options)
        except (ExpressionError, QuantityError):
            raise  # these quote what was typed, with a caret under it
        except GameTheoryError as error:
            message = str(error).replace("give chunks= (and compute what you need of it), or ", "")
            raise GameTheoryError(_ARGUMENT.sub(r"--\1", message)) from error

    return command


_ARGUMENT = re.compile(r"\b(at|extend|include|of|priors|seed|x|y)=(?:True)?(?=[\s,;:).]|$)")
