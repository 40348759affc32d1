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
from gametheory.show.report.texts import KEPT, read_kept

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
    cut = set(manifest.get("cut", {}).get("models", {}))
    # what a clock has cut comes out in another way every time: it is compared with its digests, and no more
    whole = [one for one in manifest["models"] if one["name"] not in cut]
    documents = [place / one["document"] for one in whole]
    gone = [one["document"] for one in manifest["models"] if not (place / one["document"]).is_file()]
    if gone:  # without its documents nothing can be computed again; that they are missing is in the list
        return tuple(out), ()
    if not whole:
        return tuple(out), _cut(manifest)
    with _room() as room:
        again = write(
            documents,
            room / "again",
            seed=manifest["seed"],
            draws=manifest["draws"],
            jobs=jobs,
            progress=progress,
            text=read_kept(place / KEPT),
        )
    known = {one.subject for one in out}
    outputs, computed = manifest["outputs"], again["outputs"]
    if cut:
        outputs = _of_models(outputs, {one["folder"]: one["folder"] for one in whole})
        folders = {new["folder"]: one["folder"] for one, new in zip(whole, again["models"], strict=True)}
        computed = _of_models(computed, folders)
    for name in sorted({*outputs, *computed}):
        before, now = outputs.get(name), computed.get(name)
        if before != now and name not in known:
            what = (
                "is not written now" if now is None else "is new" if before is None else "is computed differently now"
            )
            out.append(Difference(name, what))
    for one, other in zip(whole, again["models"], strict=True):
        if one["sha256"] != other["sha256"]:
            out.append(Difference(one["name"], "the document says something else than the manifest's hash"))
    return tuple(out), (*_versions(manifest.get("versions"), again["versions"]), *_cut(manifest))


def _of_models(outputs: Mapping[str, str], folders: Mapping[str, str]) -> dict[str, str]:
    """Return the outputs in the folders of some models, these folders renamed."""
    parts = {name: name.partition("/") for name in outputs}
    return {f"{folders[top]}/{rest}": outputs[name] for name, (top, _, rest) in parts.items() if top in folders}


def _cut(manifest: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what is to be said about the models of a report that were cut."""
    cut = manifest.get("cut", {})
    limit = "an interrupt" if cut.get("seconds") is None else f"the limit of {cut['seconds']:g} s"
    return tuple(
        f"{name}: {limit} cut {', '.join(stages)}; its files, the page and the bibliography are compared with their "
        "digests only"
        for name, stages in cut.get("models", {}).items()
    )


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
