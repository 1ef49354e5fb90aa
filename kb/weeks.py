"""The weeks of pregnancy: runs of weeks that share a figure, since what is known stands for bands and not for weeks."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from kb.base import KnowledgeBase


@dataclass(frozen=True)
class Period:
    """Weeks in a row that share their values.

    Attributes:
        first: the first week.
        last: the last week.
        values: what they share, in the order of the columns asked for; None where nothing is known.
    """

    first: int
    last: int
    values: tuple[Any, ...]


def periods(base: KnowledgeBase, *columns: str) -> list[Period]:
    """The weeks of weeks.csv in runs with equal cells in the given columns, first week first.

    Raises:
        KeyError: for a column that weeks.csv does not have.
    """
    rows = sorted(base.rows["weeks"].values(), key=lambda row: row["week"])
    runs = groupby(rows, lambda row: tuple(row[column] for column in columns))
    found = [(values, [row["week"] for row in run]) for values, run in runs]
    return [Period(weeks[0], weeks[-1], values) for values, weeks in found]
