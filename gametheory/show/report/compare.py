"""A report checked: its files against its manifest, and the manifest against the report computed again."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gametheory.show.report.build import Progress, write
from gametheory.show.report.folder import digests, read_manifest

__all__ = ["Difference", "clean_up", "compare"]

_rooms: set[Path] = set()


@dataclass(frozen=True)
class Difference:
    """One thing that is not as the manifest says.

    Attributes
    ----------
    subject : str
        A file of the report, or what else differs.
    what : str
    """

    subject: str
    what: str

    def __str__(self) -> str:
        return f"{self.subject}: {self.what}"


def compare(
    folder: str | os.PathLike[str], *, jobs: int | None = None, progress: Progress | None = None
) -> tuple[tuple[Difference, ...], tuple[str, ...]]:
    """Compute a report again, from the documents in it, and return what differs, with what may explain it.

    Parameters
    ----------
    folder : path
        A report.
    jobs, progress
        As in :func:`~gametheory.show.report.build.write`.

    Returns
    -------
    differences : tuple of Difference
        Files that were changed, are missing or were added; outputs that are computed differently now.
    notes : tuple of str
        Versions that are not those of the report.

    Raises
    ------
    GameTheoryError
        If the folder is no report, or a document in it cannot be read any more.
    OSError
        If there is no room for the second report.
    """
    place = Path(folder)
    manifest = read_manifest(place)
    out = list(_changed(place, manifest))
    documents = [place / one["document"] for one in manifest["models"]]
    gone = [one["document"] for one, file in zip(manifest["models"], documents, strict=True) if not file.is_file()]
    if gone:  # without its documents nothing can be computed again; that they are missing is in the list
        return tuple(out), ()
    with _room() as room:
        again = write(
            documents,
            room / "again",
            seed=manifest["seed"],
            draws=manifest["draws"],
            jobs=jobs,
            progress=progress,
        )
    known = {one.subject for one in out}
    for name in sorted({*manifest["outputs"], *again["outputs"]}):
        before, now = manifest["outputs"].get(name), again["outputs"].get(name)
        if before != now and name not in known:
            what = (
                "is not written now" if now is None else "is new" if before is None else "is computed differently now"
            )
            out.append(Difference(name, what))
    for one, other in zip(manifest["models"], again["models"], strict=True):
        if one["sha256"] != other["sha256"]:
            out.append(Difference(one["name"], "the document says something else than the manifest's hash"))
    return tuple(out), _versions(manifest.get("versions"), again["versions"])


@contextlib.contextmanager
def _room() -> Iterator[Path]:
    """Give a temporary directory, gone at the end; errors in it say what it is for."""
    room: Path | None = None
    try:
        room = Path(tempfile.mkdtemp(prefix="gametheory-report-"))
        _rooms.add(room)
        yield room
    except OSError as error:
        place = error.filename or tempfile.gettempdir()
        if room is not None and room not in Path(os.fsdecode(place)).parents:
            raise
        what = f"{error.strerror or error} (a report is computed again in a temporary directory; TMPDIR names another)"
        raise OSError(error.errno, what, place) from error
    finally:
        clean_up()


def clean_up() -> None:
    """Remove temporary directories; for a program that ends at once."""
    while _rooms:
        shutil.rmtree(_rooms.pop(), ignore_errors=True)


def _changed(place: Path, manifest: Mapping[str, Any]) -> list[Difference]:
    there, said = digests(place), manifest["outputs"]
    out = []
    for name in sorted({*there, *said}):
        if name not in there:
            out.append(Difference(name, "is missing"))
        elif name not in said:
            out.append(Difference(name, "is not in the manifest"))
        elif there[name] != said[name]:
            out.append(Difference(name, "was changed"))
    return out


def _versions(before: Any, now: Mapping[str, str]) -> tuple[str, ...]:
    before = before if isinstance(before, dict) else {}
    return tuple(
        f"the report was made with {name} {before.get(name, '(unknown)')}, this is {version}"
        for name, version in now.items()
        if before.get(name) != version
    )
