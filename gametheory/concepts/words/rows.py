"""A solution as a table: one row an equilibrium, with where it exists, what is paid, and how the play ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas

    from gametheory.concepts.solution import Solution

__all__ = ["solution_frame", "solution_rows"]


def solution_rows(solution: Solution) -> list[dict[str, Any]]:
    """Return a row an equilibrium, every number as exact text."""
    return [{**row, **{key: str(row[key]) for key in row if key != "isolated"}} for row in _rows(solution)]


def solution_frame(solution: Solution) -> pandas.DataFrame:
    """Return a row an equilibrium, numbers as exact objects.

    Raises
    ------
    ModuleNotFoundError
        If pandas is not installed.
    """
    try:
        import pandas
    except ModuleNotFoundError as missing:
        if missing.name != "pandas":
            raise
        raise ModuleNotFoundError(
            "a data frame needs pandas: pip install pandas (solution.rows() has the same rows without it)",
            name="pandas",
        ) from None
    # without a type of its own a column of fractions stays exact
    return pandas.DataFrame(_rows(solution), columns=_columns(solution), dtype=object)


def _columns(solution: Solution) -> list[str]:
    histories = dict.fromkeys(history for eq in solution for history in eq.outcome)
    paid = [f"payoff of {player}" for player in solution.game.players]
    return ["name", "when", "isolated", *paid, *(f"P({history})" for history in histories)]


def _rows(solution: Solution) -> list[dict[str, Any]]:
    columns = _columns(solution)
    reached = columns[3 + len(solution.game.players) :]
    rows = []
    for eq in solution:
        paid = {f"payoff of {player}": eq.payoffs.get(player, "") for player in solution.game.players}
        ends = {**dict.fromkeys(reached, 0), **{f"P({history})": share for history, share in eq.outcome.items()}}
        rows.append({"name": eq.name, "when": eq.when, "isolated": int(eq.isolated), **paid, **ends})
    return rows
