"""CSV that spreadsheet programs open without harm, and what they make of it when they save it.

A cell that begins with a sign such as “=” would be run as a formula, so it gets an apostrophe in front (the rule that
OWASP gives). A cell that begins with an apostrophe before such a sign gets one more, so that `plain` gives back just
what was written. The file begins with a byte order mark (`ENCODING`): without it some programs garble all letters but
the English ones.
"""

from __future__ import annotations

import csv
import io
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Sequence

ENCODING = "utf-8-sig"
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")  # also as wide letters
SEPARATORS = (",", ";", "\t")


class SheetError(ValueError):
    """A sheet cannot be taken; the message lists all reasons, one a line."""

    def __init__(self, errors: Sequence[str]) -> None:
        self.errors = list(errors)
        super().__init__("\n  - ".join([f"{len(errors)} fault{'s' if len(errors) > 1 else ''}.", *errors]))


def harmless(cell: str) -> str:
    """A cell that no program runs."""
    return f"'{cell}" if cell.startswith(RISKY) else cell


def plain(cell: str) -> str:
    """What a harmless cell says."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(RISKY) else cell


def to_text(rows: Iterable[Sequence[str]], separator: str = ",") -> str:
    """Rows as CSV, every cell in quotes and harmless; to be written with ENCODING.

    Args:
        rows: the cells.
        separator: what stands between them: one of SEPARATORS.
    """
    out = io.StringIO()
    lines = csv.writer(out, delimiter=separator, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    lines.writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def read(raw: bytes, columns: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """The rows of a sheet that has been through a spreadsheet program.

    Commas, semicolons or tabs, any line ends, with or without quotes and byte order mark; the order of the columns is
    free, and empty rows and columns are passed over.

    Args:
        raw: the file.
        columns: those that it must have.

    Returns:
        Each row with its number as the program shows it (the heading is row 1).

    Raises:
        SheetError: if it cannot be read, or has other columns.
    """
    (_, heading), *body = _lines(raw, columns)
    unnamed = [place for place, name in enumerate(heading) if not name]
    errors = [f"the column {name} is missing." for name in columns if name not in heading]
    errors += [f"the column {name} stands twice." for name in columns if heading.count(name) > 1]
    errors += [
        f"the column “{name}” is not known. What it says would be lost. Allowed: {', '.join(columns)}."
        for name in heading
        if name and name not in columns
    ]
    for number, row in body:
        if len(row) > len(heading) or any(row[place].strip() for place in unnamed if place < len(row)):
            errors.append(f"row {number}: a cell stands outside the columns. Put what it says into one of them.")
    if errors:
        raise SheetError(errors)
    return [
        (number, {name: plain(cell) for name, cell in zip(heading, [*row, *[""] * len(heading)], strict=False) if name})
        for number, row in body
    ]


def _lines(raw: bytes, columns: Sequence[str]) -> list[tuple[int, list[str]]]:
    """The rows that are not empty, by number, from the heading on; parted by what gives the most known columns."""
    wide = raw.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    try:
        text = raw.decode("utf-16" if wide else ENCODING)
    except UnicodeDecodeError:
        raise SheetError(["the letters are not UTF-8. In the spreadsheet program, save as “CSV UTF-8”."]) from None
    best: list[tuple[int, list[str]]] = []
    known = -1
    fault = "the file is empty."
    for separator in SEPARATORS:
        try:
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
        except csv.Error as error:
            fault = f"it cannot be read as a table ({error}). Is a quotation mark opened and not closed?"
            continue
        found = [(number, row) for number, row in enumerate(rows, 1) if any(cell.strip() for cell in row)]
        heading = [name.strip().lower() for name in found[0][1]] if found else []
        if found and (here := len(set(columns) & set(heading))) > known:
            best, known = [(found[0][0], heading), *found[1:]], here
    if not best:
        raise SheetError([fault])
    return best
