"""The diary as a CSV file that spreadsheet programs open without harm, and the way back."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from kb import spreadsheets
from kb.spreadsheets import ENCODING
from kb.writing import PRIVATE, write
from widgets.diary_entries import COLUMNS


def to_text(table: pd.DataFrame) -> str:
    """The table of entries as CSV, every cell in quotes, dates as ISO 8601, nothing where nothing was written."""
    cells = table.reset_index()
    cells["day"] = cells["day"].dt.strftime("%Y-%m-%d")
    text = cells.astype("str").where(cells.notna(), "")
    return spreadsheets.to_text([list(text.columns), *text.to_numpy().tolist()])


def write_csv(table: pd.DataFrame, target: Path) -> None:
    """Write the table to a file that the person alone may read; a file that is there stays if this fails.

    Raises:
        OSError: when the file cannot be written.
    """
    write(target, to_text(table), ENCODING, PRIVATE)


def read_csv(path: Path | str) -> pd.DataFrame:
    """The table of entries from a file that the diary wrote, with the same values and types.

    Raises:
        ValueError: for a file with other columns.
    """
    text = pd.read_csv(path, dtype="str", keep_default_na=False, encoding=ENCODING)
    if list(text.columns) != ["id", *COLUMNS]:
        raise ValueError(f"{path} is no diary. Its columns must be: id, {', '.join(COLUMNS)}.")
    cells = text.map(spreadsheets.plain)
    cells["strength_0_to_10"] = pd.to_numeric(cells["strength_0_to_10"].replace("", None)).astype("Int64")
    return cells.set_index("id").astype(COLUMNS)
