"""The command ``gametheory``: arguments, messages and exit codes; everything else is the library's.

Data goes to standard output, talk to standard error. Exit codes: 0 done; 1 a check failed; 2 misuse or a bad document;
130 interrupted; 141 the reader of standard output went away.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from gametheory.errors import CatalogueError, GameTheoryError, ParameterError

if TYPE_CHECKING:
    from gametheory.solve import Certificate, Solution
    from gametheory.spec import Model

__all__ = ["main"]

DONE, FAILED, MISUSE, INTERRUPTED, BROKEN_PIPE = 0, 1, 2, 130, 141
PATIENCE = 2.0
"""Seconds of silence before a progress line, on a terminal."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; ``arguments`` defaults to the program's own."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        options = _parser().parse_args(arguments)
        with _interruptible():
            code: int = options.run(options)
            sys.stdout.flush()
        return code
    except SystemExit as stop:  # argparse: 0 after --help, 2 after misuse
        return stop.code if isinstance(stop.code, int) else MISUSE
    except GameTheoryError as error:
        return _complain(str(error))
    except BrokenPipeError:
        # what is left in the buffer has no reader: send it nowhere, so that the interpreter's last flush is quiet
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except OSError as error:
        return _complain(f"{error.filename}: {error.strerror}" if error.filename else str(error))
    except KeyboardInterrupt:
        _say("interrupted")
        return INTERRUPTED


def _say(message: str) -> None:
    print(f"gametheory: {message}", file=sys.stderr)


def _complain(message: str) -> int:
    _say(f"error: {message}")
    return MISUSE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="gametheory",
        description="Parametric games of crisis, solved exactly for every parameter value.",
        epilog="Exit codes: 0 done, 1 a check failed, 2 misuse or a bad document.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action=_Version)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    solve = commands.add_parser(
        "solve",
        help="find all equilibria of a model",
        description="Find all equilibria of a model, in exact numbers: at the baseline with the values of --at put in, "
        "or with --regimes as closed forms with the conditions under which they exist.",
        allow_abbrev=False,
    )
    solve.add_argument(
        "model", metavar="MODEL", help="a name of the catalogue (see 'gametheory models') or a TOML file"
    )
    solve.add_argument(
        "--concept", metavar="NAME", help="subgame-perfect, perfect-bayesian or nash; default: the strongest that fits"
    )
    solve.add_argument(
        "--at",
        metavar="NAME=VALUE",
        nargs="+",
        action="extend",
        default=[],
        help="parameter values, e.g. --at distraction=7/10 theta0=0.6",
    )
    solve.add_argument(
        "--regimes", action="store_true", help="every regime with its condition, for all parameter values"
    )
    solve.add_argument(
        "--extend", action="store_true", help="allow values outside the parameters' ranges and assumptions"
    )
    solve.add_argument(
        "--audit", action="store_true", help="check every equilibrium by an independent road; exit 1 if one fails"
    )
    solve.add_argument(
        "--refine",
        metavar="NAME",
        nargs="+",
        action="extend",
        help="say which equilibria survive refinements: names such as intuitive or d1, or all",
    )
    solve.add_argument("--json", action="store_true", help="print the solution as JSON (format gametheory-solution/1)")
    solve.set_defaults(run=_solve)

    check = commands.add_parser(
        "check",
        help="say everything that is wrong with model documents",
        description="Read model documents and list everything that is wrong with them at once.",
        allow_abbrev=False,
    )
    check.add_argument("models", metavar="MODEL", nargs="+", help="a TOML file or a name of the catalogue")
    check.set_defaults(run=_check)

    models = commands.add_parser(
        "models",
        help="list the models that come with the toolkit",
        description="List the catalogue: name, kind, title.",
        allow_abbrev=False,
    )
    models.add_argument("--json", action="store_true", help="print the list as JSON")
    models.set_defaults(run=_models)
    return parser


class _Version(argparse.Action):
    """Prints the version when asked, so that building the parser need not look it up."""

    def __init__(self, option_strings: Sequence[str], dest: str) -> None:
        super().__init__(option_strings, dest, nargs=0, help="print the version")

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        import gametheory

        print(f"gametheory {gametheory.__version__}")
        parser.exit()


def _values(pairs: Sequence[str]) -> dict[str, str]:
    values: dict[str, str] = {}
    for pair in pairs:
        name, sign, value = (part.strip() for part in pair.partition("="))
        if not (name and sign and value):
            raise ParameterError(f"--at takes NAME=VALUE, e.g. distraction=7/10; got {pair!r}")
        if name in values:
            raise ParameterError(f"--at gives {name} twice: {values[name]} and {value}")
        values[name] = value
    return values


def _solve(options: argparse.Namespace) -> int:
    values = _values(options.at)
    if options.regimes and (values or options.extend):
        raise ParameterError("--regimes answers for all parameter values: leave out --at and --extend")
    started = time.perf_counter()
    with _progress(f"solving {options.model}"):
        from gametheory.solve import concept_named, solve, survival
        from gametheory.spec import load

        model = load(options.model)
        concept = None if options.concept is None else concept_named(options.concept)
        if options.regimes:
            solution = solve(model, concept)
        else:
            solution = _at_point(model, concept, values, extend=options.extend)
        if options.refine:
            solution = survival(solution, [name for given in options.refine for name in given.split(",")])
        certificates = _audits(solution) if options.audit else []
    _show(solution, certificates, as_json=options.json)
    return _report(solution, certificates, time.perf_counter() - started)


def _at_point(model: Model, concept: Any, values: dict[str, str], *, extend: bool) -> Solution:
    """Return the equilibria at one point: the numeric game is solved by itself, without the regimes."""
    from dataclasses import replace

    from gametheory.lang import Domain
    from gametheory.solve import Solution, default_concept

    chosen = concept or default_concept(model.game)
    frame = Solution(model.game, chosen, (), domain=model.domain, baseline=model.baseline, model=model)
    point = frame.full_point(values, extend=extend)
    found = chosen.solve(model.game.subs(point), Domain())
    return replace(found, point=point, baseline=point, model=model)


def _audits(solution: Solution) -> list[Certificate]:
    from gametheory.solve import audit

    return list(audit(solution))


def _show(solution: Solution, certificates: list[Certificate], *, as_json: bool) -> None:
    if as_json:
        import json

        from gametheory.show.document import solution_document

        document = solution_document(solution)
        for entry, certificate in zip(document["equilibria"], certificates, strict=False):
            entry["audit"] = {"valid": certificate.valid, "problems": list(certificate.problems)}
        print(json.dumps(document, indent=1, ensure_ascii=False))
        return
    import shutil

    from gametheory.solve.statement import solution_text

    print(solution_text(solution, max(60, min(shutil.get_terminal_size((100, 24)).columns, 120))))


def _report(solution: Solution, certificates: list[Certificate], seconds: float) -> int:
    from gametheory.solve.statement import completeness, differences

    name = solution.model.name if solution.model is not None else str(solution.game)
    where = ""
    if solution.point:
        there = ", ".join(f"{k} = {v}" for k, v in differences(solution).items())
        where = f", at {there}" if there else ", at the baseline"
    elif solution.domain.names:
        where = ", for all parameter values"
    _say(f"{name}, {solution.concept.name}{where}: {completeness(solution)} ({seconds:.2f} s)")
    wrong = 0
    for equilibrium, certificate in zip(solution, certificates, strict=False):
        if certificate.valid is not True:
            wrong += 1
            _say(f"audit of {equilibrium.name!r}: {certificate}")
    if certificates:
        _say(f"audit: {len(certificates) - wrong} of {len(certificates)} certified")
    return FAILED if wrong else DONE


def _check(options: argparse.Namespace) -> int:
    from gametheory.solve.layout import count
    from gametheory.spec import check

    bad = 0
    for name in options.models:
        try:
            issues = [str(issue) for issue in check(name)]
        except CatalogueError as error:
            issues = [str(error)]
        bad += bool(issues)
        print(f"{name}: {count(len(issues), 'issue') if issues else 'fine'}")
        for issue in issues:
            print("  " + issue.replace("\n", "\n  "))
    checked = count(len(options.models), "document")
    _say(f"{checked} checked, {bad or 'nothing'} {'with issues' if bad else 'wrong'}")
    return MISUSE if bad else DONE


def _models(options: argparse.Namespace) -> int:
    from gametheory.spec import catalogue

    entries = list(catalogue().values())
    if options.json:
        import json

        rows = [{"name": e.name, "kind": e.kind, "title": e.title, "theme": e.theme} for e in entries]
        print(json.dumps(rows, indent=1, ensure_ascii=False))
        return DONE
    names, kinds = (max((len(getattr(e, a)) for e in entries), default=0) for a in ("name", "kind"))
    for entry in entries:
        print(f"{entry.name:<{names}}  {entry.kind:<{kinds}}  {entry.title}")
    return DONE


@contextlib.contextmanager
def _interruptible() -> Iterator[None]:
    """Let an interrupt end the program at once.

    An exception would not do: raised while an object of z3 is being deleted it is ignored, and inside ctypes it becomes
    another one.
    """

    def stop(*_: Any) -> None:
        os.write(2, b"gametheory: interrupted\n")  # print is not safe here: it may be what was interrupted
        os._exit(INTERRUPTED)

    ours = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if not ours or threading.current_thread() is not threading.main_thread():
        yield
        return
    signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@contextlib.contextmanager
def _progress(what: str) -> Iterator[None]:
    """Show what is going on and for how long, once it has lasted, if standard error is a terminal."""
    if not sys.stderr.isatty():
        yield
        return
    over = threading.Event()
    started = time.monotonic()

    def tick() -> None:
        wait, shown = PATIENCE, False
        while not over.wait(wait):
            print(f"\r{what} ... {time.monotonic() - started:.0f} s", end="", file=sys.stderr, flush=True)
            wait, shown = 0.5, True
        if shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)

    thread = threading.Thread(target=tick, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
