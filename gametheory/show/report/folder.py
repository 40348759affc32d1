"""The folder of a report: what is in it, and which places one may be put into.

``manifest.json`` makes a folder a report: it lists the SHA-256 digest of every other file. What a report may replace is
an empty folder, or an earlier report with nothing in it that is not its own, and nothing that was changed since.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from gametheory.errors import GameTheoryError

__all__ = ["FORMAT", "MANIFEST", "about", "check_place", "digests", "put", "read_manifest"]

FORMAT = "gametheory-report/1"
MANIFEST = "manifest.json"


@contextlib.contextmanager
def about(file: str | os.PathLike[str]) -> Iterator[None]:
    """Have errors say which file they are about: what fails in the middle of writing or reading does not say it."""
    try:
        yield
    except OSError as error:
        if error.filename is not None:
            raise
        raise OSError(error.errno, error.strerror or str(error), os.fspath(file)) from error


def put(file: Path, content: str | bytes) -> None:
    """Write a text, in UTF-8, with newlines as they are; or bytes.

    Raises
    ------
    OSError
        With the name of the file.
    """
    with about(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode("utf-8", "replace") if isinstance(content, str) else content)


def digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file below a folder but the manifest, by its path with ``/``, sorted."""
    found = {}
    for file in folder.rglob("*"):
        if file.is_symlink() or not file.is_dir():
            name = file.relative_to(folder).as_posix()
            if name != MANIFEST:
                with about(file):
                    found[name] = hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""
    return dict(sorted(found.items()))


def read_manifest(folder: Path) -> Mapping[str, Any]:
    """Return the manifest of a report.

    Raises
    ------
    GameTheoryError
        If the folder is no report of this format.
    OSError
        If the manifest cannot be read.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
    except FileNotFoundError:
        what = "has no manifest.json" if folder.is_dir() else "is no directory"
        raise GameTheoryError(f"{folder} {what}: a report is made by 'gametheory report --out DIR'") from None
    except NotADirectoryError:
        raise GameTheoryError(f"{folder} is no directory") from None
    except (ValueError, RecursionError):
        raise GameTheoryError(f"{folder / MANIFEST} is not JSON") from None
    wrong = _wrong(manifest)
    if wrong:
        raise GameTheoryError(f"{folder / MANIFEST}: {wrong}")
    found: Mapping[str, Any] = manifest
    return found


def _wrong(manifest: Any) -> str:
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        return f"not the manifest of a report ({FORMAT})"
    outputs, models = manifest.get("outputs"), manifest.get("models")
    if not isinstance(outputs, dict) or not all(isinstance(digest, str) for digest in outputs.values()):
        return "'outputs' is no table of files and digests"
    keys = ("name", "folder", "document", "sha256")
    if not isinstance(models, list) or not all(
        isinstance(one, dict) and all(isinstance(one.get(key), str) for key in keys) for one in models
    ):
        return "'models' is no list of models with name, folder, document and sha256"
    astray = [one["document"] for one in models if not _inside(one["document"])]
    if astray:
        return f"the document {astray[0]!r} is no file of the report"
    cut = manifest.get("cut", {})
    if not isinstance(cut, dict) or not _cut(cut):
        return "'cut' does not say which stages of which models were cut"
    if not all(_whole(manifest.get(key)) for key in ("seed", "draws")):
        return "'seed' and 'draws' are whole numbers from 0 on"
    return ""


def _cut(cut: Mapping[str, Any]) -> bool:
    """Return whether the part of a manifest that says what was cut is well formed."""
    seconds, models = cut.get("seconds"), cut.get("models", {})
    number = seconds is None or (isinstance(seconds, int | float) and not isinstance(seconds, bool))
    return number and isinstance(models, dict) and all(isinstance(stages, list) for stages in models.values())


def _inside(name: str) -> bool:
    """Return whether a name, as the manifest has them, stays in the folder: only its own documents are read."""
    path = PurePosixPath(name)
    return name.isprintable() and bool(path.parts) and not path.is_absolute() and ".." not in path.parts


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def check_place(place: str | os.PathLike[str], *, replaceable: bool = True) -> Path:
    """Return the folder in which a report can be put, without links; with ``replaceable`` in place of an earlier one.

    Raises
    ------
    GameTheoryError
        Where something is there that is no report, or a report with other files in it.
    OSError
        Where it cannot be written.
    """
    name = os.fspath(place)
    if not name or "\0" in name:
        raise GameTheoryError(f"{name!r} is no name of a directory")
    folder = Path(os.path.realpath(name))
    here = Path(os.path.realpath(os.curdir))
    if folder == here or folder in here.parents:
        raise GameTheoryError(f"{name}: a new directory takes the place of this one, and you are in it; name another")
    if not folder.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, f"there is no directory {folder.parent}", name)
    if not os.access(folder.parent, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, f"the directory {folder.parent} is not writable", name)
    try:
        folder.lstat()
    except FileNotFoundError:
        return folder
    except OSError as error:  # a name that is too long, say
        raise OSError(error.errno, error.strerror, name) from None
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "there is a file of this name; give a directory", name)
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, "the directory is not writable", name)
    if os.path.ismount(folder):
        raise GameTheoryError(f"{name}: a new directory takes its place, and a mount point stays; name one inside it")
    if any(folder.iterdir()):
        if not replaceable:
            raise GameTheoryError(f"{name} is not empty: give a new or empty directory")
        _check_replaceable(folder, name)
    return folder


def _check_replaceable(folder: Path, name: str) -> None:
    if not (folder / MANIFEST).is_file():
        raise GameTheoryError(f"{name} is not empty and no report: give a new or empty directory")
    manifest = read_manifest(folder)
    there, written = digests(folder), manifest["outputs"]
    others = [file for file in there if file not in written]
    if others:
        raise GameTheoryError(
            f"{name} holds files that its report did not write ({_some(others)}): "
            "move them away, or give another directory"
        )
    changed = [file for file in there if there[file] != written[file]]
    if changed:
        raise GameTheoryError(
            f"{name} holds files that were changed since its report wrote them ({_some(changed)}): "
            "copy what you want to keep and remove the directory, or give another one"
        )


def _some(names: list[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
