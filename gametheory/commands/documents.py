"""``gametheory check`` and ``gametheory models``: the model documents themselves."""

from __future__ import annotations

import argparse
from typing import Any

from gametheory.commands.options import add_command
from gametheory.commands.talk import DONE, MISUSE, say
from gametheory.errors import CatalogueError, Issue, errors_among

__all__ = ["add"]


def add(commands: Any) -> None:
    """Add the commands."""
    check = add_command(
        commands,
        "check",
        "say everything that is wrong with model documents",
        "Read model documents and list everything that is wrong with them at once.",
    )
    check.add_argument("models", metavar="MODEL", nargs="+", help="a TOML file or a name of the catalogue")
    check.set_defaults(run=_check)

    models = add_command(
        commands, "models", "list the models that come with the toolkit", "List the catalogue: name, kind, title."
    )
    models.add_argument("--json", action="store_true", help="print the list as JSON")
    models.set_defaults(run=_models)


def _check(options: argparse.Namespace) -> int:
    from gametheory.lang.writing.layout import count
    from gametheory.spec import check, load
    from gametheory.spec.library import holds_statements

    bad = 0
    for name in options.models:
        try:
            issues = check(name)
            if not errors_among(issues) and not holds_statements(name):
                from gametheory.study import answer_issues, claim_issues

                model = load(name)
                issues += claim_issues(model) + answer_issues(model)
        except CatalogueError as error:
            issues = [Issue("", str(error))]
        wrong = errors_among(issues)
        notes = len(issues) - len(wrong)
        bad += bool(wrong)
        found = [count(len(wrong), "issue") if wrong else "fine", *([count(notes, "note")] if notes else [])]
        print(f"{name}: {', '.join(found)}")
        for issue in issues:
            print("  " + f"{'note: ' * (issue.level == 'note')}{issue}".replace("\n", "\n  "))
    checked = count(len(options.models), "document")
    say(f"{checked} checked, {bad or 'nothing'} {'with issues' if bad else 'wrong'}")
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
