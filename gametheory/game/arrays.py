"""Arrays of payoffs, as programs hand them over: nested lists, numpy, data frames of pandas, labelled arrays of xarray.

Neither pandas nor xarray is imported: what has ``index`` and ``columns`` is a data frame, what has ``dims`` and
``coords`` a labelled array. Labels that only count from zero are none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from gametheory.errors import GameError, Issue
from gametheory.lang.floats import is_float, nice

__all__ = ["labels_of", "payoff_table"]

Labels = tuple[str, ...]


def payoff_table(array: Any, *, rationalize: bool = False) -> Any:
    """Return an array of objects, every number as it was: a ``float32`` still reads as it prints.

    With ``rationalize`` computed floats become the small fractions near them.
    """
    import numpy as np

    if _is_frame(array) and hasattr(array, "iloc"):
        # column by column: as one array, a column of float32 would be widened to the type of the others
        columns = [_kept(array.iloc[:, j].to_numpy()) for j in range(len(array.columns))]
        table = np.empty((len(array.index), len(columns)), dtype=object)
        for j, column in enumerate(columns):
            table[:, j] = column
    elif hasattr(array, "to_numpy"):
        table = _kept(array.to_numpy())
    else:
        table = _kept(array)
    if rationalize:
        for index in np.ndindex(table.shape):
            if is_float(table[index]):
                table[index] = nice(table[index])
    return table


def _kept(array: Any) -> Any:
    import numpy as np

    if not isinstance(array, np.ndarray) or array.dtype == object:
        return np.array(array, dtype=object)
    table = np.empty(array.shape, dtype=object)
    for index in np.ndindex(array.shape):
        table[index] = array[index]
    return table


def labels_of(arrays: Sequence[Any], shape: tuple[int, ...]) -> list[Labels]:
    """Return the labels of the strategies, one list a player.

    Raises
    ------
    GameError
        If two arrays label the same axis differently.
    """
    found: list[Labels | None] = [None] * len(shape)
    owner = [0] * len(shape)
    issues = []
    for k, array in enumerate(arrays):
        for axis, own in enumerate(_axis_labels(array, len(shape))):
            if own is None:
                continue
            known = found[axis]
            if known is None:
                found[axis], owner[axis] = own, k
            elif known != own:
                issues.append(Issue(f"strategies.{axis + 1}", _clash(array, axis, k, own, owner[axis], known)))
    if issues:
        raise GameError(issues, "the strategic game")
    return [own or tuple(str(i + 1) for i in range(n)) for own, n in zip(found, shape, strict=True)]


def _clash(array: Any, axis: int, k: int, own: Labels, first: int, known: Labels) -> str:
    where = ("rows", "columns")[axis] if _is_frame(array) else f"axis {axis + 1}"
    what = f"the {where} of array {k + 1} are {', '.join(own)}, those of array {first + 1} {', '.join(known)}"
    if sorted(own) == sorted(known):
        return f"{what}: put both into one order"
    return f"{what}: row i and column j are the same strategies in every array; give strategies=[...] to label them"


def _axis_labels(array: Any, axes: int) -> list[Labels | None]:
    if _is_frame(array):
        return [_texts(array.index), _texts(array.columns)]
    if hasattr(array, "dims") and hasattr(array, "coords"):
        return [_texts(array.coords[dim].values) if dim in array.coords else None for dim in array.dims]
    return [None] * axes


def _is_frame(array: Any) -> bool:
    return hasattr(array, "index") and hasattr(array, "columns")


def _texts(labels: Iterable[Any]) -> Labels | None:
    """Return labels as texts, those of several levels joined; None for those that only count."""
    given = list(labels)
    if all(not isinstance(x, str | tuple) for x in given) and [*map(str, given)] == [*map(str, range(len(given)))]:
        return None
    return tuple(", ".join(map(str, x)) if isinstance(x, tuple) else str(x) for x in given)
