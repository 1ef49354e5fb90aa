"""The diary as a CSV file that spreadsheet programs open without harm, and the way back.

A cell that begins with a sign such as “=” would be run as a formula, so it gets an apostrophe in front (the rule that
OWASP gives). A cell that begins with an apostrophe gets one more, so that `read_csv` gives back just what was written.
The file is UTF-8 and begins with a byte order mark: without it some spreadsheet programs garble all letters but the
English ones, and pandas skips it.
"""

from __future__ import annotations

import csv
import io
import os
import tempfile
from pathlib import Path

import pandas as pd

from widgets.diary_entries import COLUMNS

ENCODING = "utf-8-sig"
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")  # also as wide letters


def to_text(table: pd.DataFrame) -> str:
    """The table of entries as CSV, every cell in quotes, dates as ISO 8601, nothing where nothing was written."""
    cells = table.reset_index()
    cells["day"] = cells["day"].dt.strftime("%Y-%m-%d")
    text = cells.astype("str").where(cells.notna(), "").map(_harmless)
    out = io.StringIO()
    rows = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    rows.writerows([list(text.columns), *text.to_numpy().tolist()])
    return out.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(RISKY) else cell


def write_csv(table: pd.DataFrame, target: Path) -> None:
    """Write the table to a file that the person alone may read; a file that is there stays if this fails.

    Raises:
        OSError: when the file cannot be written.
    """
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    beside = Path(name)
    try:
        with os.fdopen(handle, "w", encoding=ENCODING, newline="") as stream:
            stream.write(to_text(table))
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def read_csv(path: Path | str) -> pd.DataFrame:
    """The table of entries from a file that the diary wrote, with the same values and types.

    Raises:
        ValueError: for a file with other columns.
    """
    text = pd.read_csv(path, dtype="str", keep_default_na=False, encoding=ENCODING)
    if list(text.columns) != ["id", *COLUMNS]:
        raise ValueError(f"{path} is no diary. Its columns must be: id, {', '.join(COLUMNS)}.")
    cells = text.map(lambda cell: cell.removeprefix("'"))
    cells["strength_0_to_10"] = pd.to_numeric(cells["strength_0_to_10"].replace("", None)).astype("Int64")
    return cells.set_index("id").astype(COLUMNS)
