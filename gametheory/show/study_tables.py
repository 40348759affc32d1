"""Answers of studies as tables, for CSV: a header, a fact a row, decimals beside the exact numbers.

Decimals are the shortest that read back as the same double; exact numbers are fractions (``5/9``), radicals, or a
polynomial with the interval that isolates its root. An empty field says that there is nothing to say.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from gametheory.lang.algebraic import Real, real_text

if TYPE_CHECKING:
    from gametheory.study import Margins, Regions, Thresholds
    from gametheory.study.changes.thresholds import Threshold

__all__ = ["csv_line", "csv_lines", "margin_rows", "region_rows", "threshold_rows"]


def threshold_rows(found: Thresholds) -> list[dict[str, Any]]:
    """Return the ladder of thresholds, from low to high.

    Rows of kind ``piece`` name a regime that exists between ``low`` and ``high`` (empty at infinity). Rows of kind
    ``threshold`` say what happens at one value (``low`` and ``high`` are the same) to a regime: ``ends``, ``appears``,
    ``changes`` (its outcome), or what exists ``there``, exactly at the value.
    """
    rows: list[tuple[str, Real | None, Real | None, str, str]] = []
    left = list(found)
    for piece in found.pieces:
        while left and piece.low is not None and left[0].value <= piece.low:
            rows += _events(left.pop(0))
        names = [eq.name for eq in piece.regimes] or [""]
        rows += [("piece", piece.low, piece.high, "exists", name) for name in names]
    rows += [event for one in left for event in _events(one)]
    return [
        {
            "kind": kind,
            "parameter": found.parameter,
            "low": _decimal(low),
            "high": _decimal(high),
            "event": event,
            "regime": regime,
            "exact_low": _exact(low),
            "exact_high": _exact(high),
        }
        for kind, low, high, event, regime in rows
    ]


def _events(one: Threshold) -> Iterator[tuple[str, Real, Real, str, str]]:
    events = {"ends": one.ends, "appears": one.appears, "changes": one.changes, "there": one.at or ()}
    for event, equilibria in events.items():
        for equilibrium in equilibria:
            yield "threshold", one.value, one.value, event, equilibrium.name


def margin_rows(found: Margins) -> list[dict[str, Any]]:
    """Return a row for every parameter, the closest to a change first.

    ``below`` and ``above`` are the nearest values at which the set of equilibria changes, ``distance`` that to the
    nearer one, ``relative`` the distance as a share of the range, ``what`` what happens there on the way up.
    """
    rows = []
    for rank, one in enumerate(found, start=1):
        below, above = (None if side is None else side.value for side in (one.below, one.above))
        numbers = {"value": one.value, "below": below, "above": above, "distance": one.distance}
        rows.append(
            {
                "rank": rank,
                "parameter": one.parameter,
                **{name: _decimal(number) for name, number in numbers.items()},
                "relative": _decimal(one.relative),
                "range_low": _decimal(one.range.low),
                "range_high": _decimal(one.range.high),
                "what": " | ".join(one.nearest.what) if one.nearest is not None else "",
                **{f"exact_{name}": _exact(number) for name, number in numbers.items()},
            }
        )
    return rows


def region_rows(found: Regions) -> list[dict[str, Any]]:
    """Return cells and borders of the plane, a regime a row.

    Of a ``cell``: a regime that exists there, the condition, and a point inside. Of a ``border``: a regime that it
    bounds, and its equation.
    """
    x, y = found.x, found.y
    rows: list[dict[str, Any]] = []
    for number, cell in enumerate(found, start=1):
        point = [cell.witness[x], cell.witness[y]]
        exact = {f"{name} inside, exact": _exact(at) for name, at in zip((x, y), point, strict=True)}
        inside = {f"{name} inside": _decimal(at) for name, at in zip((x, y), point, strict=True)}
        for name in cell.names or ("",):
            rows.append(
                {"kind": "cell", "number": number, "regime": name, "where": str(cell.condition), **inside, **exact}
            )
    nowhere = dict.fromkeys([f"{x} inside", f"{y} inside", f"{x} inside, exact", f"{y} inside, exact"], "")
    for number, border in enumerate(found.borders, start=1):
        for regime in border.regimes:
            rows.append({"kind": "border", "number": number, "regime": regime.name, "where": str(border), **nowhere})
    return rows


def _decimal(number: Real | None) -> float | str:
    return "" if number is None else float(number)


def _exact(number: Real | None) -> str:
    return "" if number is None else real_text(number)


def csv_lines(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the rows as lines of CSV (RFC 4180 but for the line ends, which are newlines), after a header."""
    if rows:
        yield csv_line(list(rows[0]))
    for row in rows:
        yield csv_line(row.values())


def csv_line(cells: Iterable[Any]) -> str:
    """Return one line of CSV."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()
