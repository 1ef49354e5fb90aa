"""`python -m kb date`, `export-review` and `import-review`: what changes the tables, each file whole or not at all."""

from __future__ import annotations

import argparse
import csv
import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from kb.base import SHIPPED, KnowledgeBase, check, read_tables
from kb.content import ROW, dated
from kb.review_sheet import FILLED, sheet, taken
from kb.reviews import count
from kb.schema import TABLES
from kb.schema_reviews import ANSWERS, VERSION
from kb.spreadsheets import ENCODING, SheetError
from kb.translation import ENGLISH
from kb.writing import write


def _save(folder: Path, table: str, rows: Sequence[Mapping[Any, str]]) -> None:
    """Replace a table."""
    out = io.StringIO()
    lines = csv.DictWriter(out, list(TABLES[table]), lineterminator="\n")
    lines.writeheader()
    lines.writerows(rows)
    write(folder / f"{table}.csv", out.getvalue())


def give_a_day(base: KnowledgeBase, given: argparse.Namespace) -> str:
    """Write the day and the version of the statements as they are."""
    content = dated(base, date.today(), given.version or "")
    row = {"id": ROW, "version": content.version, "dated_on": str(content.day), "digest": content.digest}
    _save(given.folder, "content", [row])
    return f"The content is version {content.version} of {content.day} now."


def export_review(base: KnowledgeBase, given: argparse.Namespace) -> str:
    """Write the sheet for a clinician, over no file that is there: it may hold answers.

    Raises:
        SheetError: if there is one.
    """
    if given.sheet.exists():
        raise SheetError([f"{given.sheet} is there already, and may hold answers. Give another name, or move it."])
    write(given.sheet, sheet(base, ";" if given.semicolons else ","), ENCODING)
    total, unchecked = count(base)
    return (
        f"{given.sheet}: {total} statements, {unchecked} of them not checked by a clinician. Room to write is under"
        f" {', '.join(FILLED)}; answers are {', '.join(ANSWERS)}."
    )


def import_review(base: KnowledgeBase, given: argparse.Namespace) -> str:
    """Take what a sheet says into reviews.csv, and show it."""
    found, silent = taken(base, given.sheet.read_bytes(), date.today())
    before: list[Mapping[Any, str]] = [*read_tables(given.folder)[0]["reviews"].to_dict("records")]
    last = max((int(review["id"][1:]) for review in before), default=0)
    new = [{**review, "id": f"r{number}"} for number, review in enumerate(found, last + 1)]
    if new:
        _save(given.folder, "reviews", [*before, *new])
    lines = [": ".join(filter(None, (f"{r['table']}, {r['row_id']}", r["answer"], r["comment"]))) for r in new]
    if silent:
        lines.append(f"A name or a day, but no answer: nothing was taken of the rows {', '.join(map(str, silent))}.")
    return "\n".join([*lines, f"Taken into {given.folder / 'reviews.csv'}: {len(new)}."])


COMMANDS: dict[str, Callable[[KnowledgeBase, argparse.Namespace], str]] = {
    "date": give_a_day,
    "export-review": export_review,
    "import-review": import_review,
}


def _version(text: str) -> str:
    if not VERSION.accepts(text):
        raise argparse.ArgumentTypeError(f"found “{text}”. Allowed: {VERSION.allowed}.")
    return text


def run(command: str, arguments: Sequence[str]) -> str:
    """Run one of COMMANDS.

    Returns:
        What it did.

    Raises:
        TableError: if the tables have faults.
        SheetError: if the sheet cannot be taken or written.
        OSError: if a file cannot be read or written.
    """
    what, _, _ = str(COMMANDS[command].__doc__).partition("\n")
    parser = argparse.ArgumentParser(prog=f"python -m kb {command}", description=what)
    if command == "date":
        parser.add_argument("--version", type=_version, help="such as 2.0; otherwise the next, as 1.1")
    else:
        parser.add_argument("sheet", type=Path, help="the CSV file for the clinician")
    if command == "export-review":
        where = "for spreadsheet programs that want semicolons between the cells, as in much of Europe"
        parser.add_argument("--semicolons", action="store_true", help=where)
    parser.add_argument("folder", type=Path, nargs="?", default=SHIPPED, help="folder with tables")
    given = parser.parse_args(arguments)
    return COMMANDS[command](KnowledgeBase(check(given.folder), ENGLISH), given)
