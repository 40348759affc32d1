"""The pages' sources: ``docs/`` and what is made for one build, put together beside the build's other working files.

Sphinx reads one folder. So that nothing made by a build lands among the sources, this extension copies ``docs/`` next
to the doctrees, adds the pages that follow from the package (:mod:`written_pages`) and the files that belong to it, and
lets Sphinx read the copy. What is unchanged keeps its time, so that a second build does only what is new.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from drawn import FOLDER
from written_pages import pages

import gametheory

HERE = Path(__file__).resolve().parent.parent
LEFT_OUT = {"_ext", "__pycache__", FOLDER}

SCHEMAS = ("model.schema.json", "statements.schema.json")
BESIDE = {f"reference/{name}": Path(gametheory.__file__).parent / "spec" / name for name in SCHEMAS}


def setup(app: Any) -> dict[str, Any]:
    """Prepare the folder before Sphinx looks for pages."""
    app.connect("config-inited", _gather)
    return {"parallel_read_safe": True}


def _gather(app: Any, config: Any) -> None:
    target = Path(app.doctreedir) / "sources"
    originals = {str(path.relative_to(HERE)): path for path in _files(HERE)} | BESIDE
    written = {f"{name}.md": text for name, text in pages()} | {"bibliography.bib": _bibliography()}
    for name, original in originals.items():
        _copy(original, target / name)
    for name, text in written.items():
        _write(text, target / name)
    for path in _files(target):
        if str(path.relative_to(target)) not in {*originals, *written}:
            path.unlink()
    app.srcdir = target
    config.bibtex_bibfiles = [target / "bibliography.bib"]


def _bibliography() -> str:
    """Return the models' bibliography, and what only these pages cite besides."""
    found: dict[str, str] = {}
    for file in (HERE.parent / "models" / "references.bib", HERE / "references.bib"):
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        for entry in re.findall(r"^@\w+\{.*?^\}$", text, flags=re.M | re.S):
            found.setdefault(entry.partition("{")[2].partition(",")[0].strip(), entry)
    return "\n\n".join([*found.values(), ""])


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.is_dir() and path.name not in LEFT_OUT:
            yield from _files(path)
        elif path.is_file():
            yield path


def _copy(original: Path, target: Path) -> None:
    if not target.exists() or target.stat().st_mtime != original.stat().st_mtime:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(original, target)


def _write(text: str, target: Path) -> None:
    if not target.exists() or target.read_text(encoding="utf-8") != text:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
