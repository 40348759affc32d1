"""A quantity along one parameter as branches: one curve for every equilibrium where it exists, never across a jump.

From a solution the ends of a branch are exact: between two neighbouring thresholds of the parameter every regime is one
closed form. From a sweep they lie between two points of the grid.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from gametheory.concepts import Solution
from gametheory.errors import ParameterError
from gametheory.lang import Expression
from gametheory.show.plot.chart import axis_name, numbers_of, regime_names
from gametheory.show.plot.style import plain

if TYPE_CHECKING:
    import xarray

    from gametheory.study.changes.thresholds import Piece

__all__ = ["Branch", "Picture", "from_solution", "from_sweep"]

Floats = NDArray[np.float64]
STEPS = 64


@dataclass(frozen=True)
class Branch:
    """One curve: points, and the numbers of the regimes that have these values (several may coincide)."""

    x: Floats
    y: Floats
    regimes: tuple[int, ...]


@dataclass(frozen=True)
class Picture:
    """Everything to draw: branches, stretches with the envelope over them, jumps, and names."""

    branches: tuple[Branch, ...]
    stretches: tuple[tuple[Floats, Floats, Floats], ...]  # x, lowest, highest, where several values exist
    jumps: tuple[float, ...]
    names: Mapping[int, str]
    x: str
    y: str
    ends: tuple[float, float]
    baseline: float | None = None
    edges: tuple[tuple[float, float, float], ...] = ()  # knife edges solved by themselves: where, lowest, highest


def from_solution(solution: Solution, of: Any, x: str, at: Mapping[str, Any] | None, window: Any) -> Picture:
    """Return the exact picture: pieces between thresholds, closed forms on them."""
    from gametheory.study import quantity, thresholds
    from gametheory.study.quantities.quantity import at_corners
    from gametheory.study.quantities.subject import told_apart

    solution, (subject,) = told_apart(solution, [of])
    found = thresholds(solution, x, at=at)
    asked = quantity(subject.text, found.solution)
    ends = _window(found.pieces, window, x)
    branches: list[Branch] = []
    stretches = []
    for piece in found.pieces:
        low = ends[0] if piece.low is None else max(float(piece.low), ends[0])
        high = ends[1] if piece.high is None else min(float(piece.high), ends[1])
        if low > high or (low == high and piece.low != piece.high):
            continue
        line = np.linspace(low, high, STEPS + 1) if low < high else np.array([low])
        forms: dict[Any, list[int]] = {}
        for number, eq in zip(numbers_of(found.solution, piece.regimes), piece.regimes, strict=True):
            # of a continuum a line for every extreme point
            values = dict.fromkeys(one.of(eq) for one in (asked, *at_corners(found.solution, (asked,))))
            for value in values:
                if value is not None:
                    form = value.subs(found.fixed) if isinstance(value, Expression) else value
                    forms.setdefault(form, []).append(number)
        here = [Branch(line, _along(form, x, line), tuple(dict.fromkeys(group))) for form, group in forms.items()]
        branches += here
        if len(here) > 1:
            stretches.append(_envelope(line, [branch.y for branch in here]))
    jumps = tuple(v for one in found.switches if ends[0] < (v := float(one.value)) < ends[1])
    shown = sorted({i for branch in branches for i in branch.regimes})
    base = found.solution.baseline.get(x)
    return Picture(
        tuple(branches),
        tuple(stretches),
        jumps,
        regime_names(found.solution, shown),
        axis_name(solution, x),
        plain(asked.text),
        ends,
        None if base is None else float(base),
    )


def _window(pieces: tuple[Piece, ...], window: Any, x: str) -> tuple[float, float]:
    low, high = (pieces[0].low, pieces[-1].high) if window is None else window
    if low is None or high is None:
        raise ParameterError(f"the range of {x} is unbounded: give a window to draw, as window=(0, 1)")
    if not float(low) < float(high):
        raise ParameterError(f"an empty window in {x}: from {low} to {high}")
    return float(low), float(high)


def _along(form: Any, x: str, line: Floats) -> Floats:
    """Return a closed form's values along a line; at a pole at an end, NaN."""
    if not isinstance(form, Expression):
        return np.full(line.shape, float(form))
    out = []
    for value in line:
        try:
            out.append(float(form.at({x: Fraction(float(value))})))
        except ParameterError:  # a division by zero
            out.append(np.nan)
    return np.array(out)


def _envelope(line: Floats, values: list[Floats]) -> tuple[Floats, Floats, Floats]:
    every = np.array(values)
    return line, np.fmin.reduce(every), np.fmax.reduce(every)


def from_sweep(data: xarray.Dataset, of: Any, x: str | None, at: Mapping[str, Any] | None) -> Picture:
    """Return the picture of a sweep along one axis; other axes are fixed by ``at``, to one of their values."""
    if "value" not in data or "regime" not in data.dims:
        raise ParameterError("line(): the sweep holds no quantity; give sweep(..., of=...)")
    if "draw" in data.dims:
        raise ParameterError("line(): these are draws, not a sweep along a parameter; see plot.tornado and plot.sobol")
    for axis, value in (at or {}).items():
        if axis not in data.indexes:
            raise ParameterError(f"line(): the sweep has no axis {axis!r}")
        data = data.sel({axis: float(Fraction(value))}, method="nearest")
    axes = [d for d in data["value"].dims if d not in ("regime", "quantity") and data.sizes[d] > 1]
    name = x if x is not None else str(axes[0]) if len(axes) == 1 else None
    if name is None or axes != [name]:
        raise ParameterError(
            f"line(): expected one axis, the sweep has {', '.join(map(str, axes)) or 'none'}; fix by at="
        )
    texts = [str(text) for text in data["quantity"].values]
    wanted = str(of) if of is not None else texts[0]
    if wanted not in texts:
        raise ParameterError(f"line(): the sweep holds {', '.join(texts)}, not {wanted}")
    ordered = data.isel(quantity=texts.index(wanted)).squeeze(drop=True).sortby(name)
    line = np.asarray(ordered[name].values, dtype=float)
    values = np.asarray(ordered["value"].transpose("regime", name).values, dtype=float)
    exists = np.asarray(ordered["exists"].transpose("regime", name).values, dtype=bool)
    on_edge = np.asarray(ordered["knife_edge"].values, dtype=bool) & np.asarray(
        ordered["admissible"].values, dtype=bool
    )
    low, high = (np.asarray(ordered[end].values, dtype=float) for end in ("min", "max"))
    breaks = [0, *(int(i) + 1 for i in np.flatnonzero((exists[:, 1:] != exists[:, :-1]).any(axis=0))), line.size]
    branches: list[Branch] = []
    stretches = []
    for start, stop in itertools.pairwise(breaks):
        part = slice(start, stop)
        here: list[tuple[Floats, list[int]]] = []
        for r in range(len(values)):
            if not np.isfinite(values[r, part]).any():
                continue
            same = next((g for y, g in here if np.allclose(y, values[r, part], 1e-12, 1e-12, equal_nan=True)), None)
            if same is None:
                here.append((values[r, part], [r + 1]))
            else:
                same.append(r + 1)
        branches += [Branch(line[part], y, tuple(group)) for y, group in here]
        apart = bool((high[part] - low[part] > 1e-12 * np.abs(high[part]))[~on_edge[part]].any())
        if len(here) > 1 or (here and apart):  # of a continuum the sweep has one value, and the ends of all
            ends_here = [np.where(on_edge[part], np.nan, end[part]) for end in (low, high)]
            stretches.append((line[part], ends_here[0], ends_here[1]))
    regimes = [plain(str(text).replace("/", " / ")) for text in ordered["regime"].values]
    shown = sorted({i for branch in branches for i in branch.regimes})
    jumps = tuple((line[i - 1] + line[i]) / 2 for i in breaks[1:-1])
    on_edge = np.asarray(ordered["knife_edge"].values, dtype=bool) & np.asarray(
        ordered["admissible"].values, dtype=bool
    )
    low, high = (np.asarray(ordered[end].values, dtype=float) for end in ("min", "max"))
    edges = tuple((float(line[i]), float(low[i]), float(high[i])) for i in np.flatnonzero(on_edge & ~np.isnan(low)))
    unit = str(ordered[name].attrs.get("units", ""))
    label = f"{plain(name)} ({plain(unit)})" if unit and len(unit) <= 24 else plain(name)
    ends = (float(line[0]), float(line[-1]))
    names = {i: regimes[i - 1] for i in shown}
    return Picture(tuple(branches), tuple(stretches), jumps, names, label, plain(wanted), ends, edges=edges)
