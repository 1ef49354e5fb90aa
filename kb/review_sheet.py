"""The sheet that goes to a clinician and comes back: one row a statement, with room for an answer.

It comes back from a spreadsheet program, so much may have happened to it. What can only mean one thing is understood;
everything else is told by its row, and then nothing of the sheet is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime

from kb.base import KnowledgeBase
from kb.reviews import reviews_of
from kb.schema_reviews import AGREE, ANSWERS, COMMENT
from kb.spreadsheets import SheetError, read, to_text
from kb.statements import Statement, statements

READ = ("table", "id", "statement", "stance", "nuance", "sources")
FILLED = ("answer", "comment", "reviewed_by", "reviewed_on")
COLUMNS = (*READ, *FILLED, "fingerprint")
DAYS = ("%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y", "%d.%m.%y", "%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%d-%b-%y")
WITH_SLASHES = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{2}|[0-9]{4})")
A_DAY = "a day that is not to come, such as 2026-11-23, 23.11.2026 or 23 November 2026"
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
Row = Mapping[str, str]


def sheet(base: KnowledgeBase, separator: str = ",") -> str:
    """The sheet as CSV; what has been said of the words as they are stands in it already.

    Args:
        base: the English tables.
        separator: what stands between the cells.
    """
    rows = [COLUMNS]
    for one in statements(base):
        said = reviews_of(base, one)[-1:]
        filled = [str(said[0][name]) if said else "" for name in FILLED]
        rows.append((*(getattr(one, name) for name in READ), *filled, one.fingerprint))
    return to_text(rows, separator)


def taken(base: KnowledgeBase, raw: bytes, today: date) -> tuple[list[dict[str, str]], list[int]]:
    """What a sheet says that is not in the tables yet.

    Args:
        base: the English tables.
        raw: the sheet.
        today: no review is of a later day.

    Returns:
        Rows for `reviews.csv`, without ids, and the numbers of rows of the sheet with a name or a day but no answer.

    Raises:
        SheetError: with every reason against the sheet, by row.
    """
    rows = read(raw, COLUMNS)
    now = {(one.table, one.id): one.fingerprint for one in statements(base)}
    errors = []
    met: dict[tuple[str, str], int] = {}
    for number, row in rows:
        errors += [f"row {number}{fault}" for fault in _faults(row, now, today)]
        if (first := met.setdefault((row["table"].strip(), row["id"].strip()), number)) != number:
            errors.append(f"row {number}: {row['table']}, {row['id']} stands in row {first} too. Allowed: once.")
    if errors:
        raise SheetError(errors)
    known = [{**review, "id": ""} for review in base.rows["reviews"].values()]
    found = [_review(row) for _, row in rows if _answer(row)]
    silent = [number for number, row in rows if not _answer(row) and (row["reviewed_by"] + row["reviewed_on"]).strip()]
    return [review for review in found if review not in known], silent


def _review(row: Row) -> dict[str, str]:
    """A good row as `reviews.csv` has it."""
    return {
        "id": "",
        "table": row["table"].strip(),
        "row_id": row["id"].strip(),
        "answer": _answer(row),
        "comment": _comment(row),
        "reviewed_by": " ".join(row["reviewed_by"].split()),
        "reviewed_on": str(*_days(row["reviewed_on"])),
        "fingerprint": row["fingerprint"].strip(),
    }


def _answer(row: Row) -> str:
    """The answer; who only wrote something has commented."""
    return row["answer"].strip().lower() or (COMMENT if _comment(row) else "")


def _comment(row: Row) -> str:
    return "\n".join(row["comment"].splitlines()).strip()


def _faults(row: Row, now: Mapping[tuple[str, str], str], today: date) -> Iterator[str]:
    """What is wrong with a row, from its column on."""
    read_then = Statement(*(row[name].strip() for name in READ)).fingerprint
    answer = _answer(row)
    if read_then != row["fingerprint"].strip():
        yield (
            f": one of {', '.join((*READ, 'fingerprint'))} is not as it was sent. Copy it back from the sheet that was"
            " sent, and write what should change into the column comment."
        )
    elif answer and now.get((row["table"].strip(), row["id"].strip())) != read_then:
        gone = "is no longer in the tables" if (row["table"], row["id"]) not in now else "has changed since"
        yield f": {row['table']}, {row['id']} {gone}. Export a new sheet, and let it be read again."
    if answer:
        yield from _wrong_cells(row, answer, today)


def _wrong_cells(row: Row, answer: str, today: date) -> Iterator[str]:
    """What is wrong with what was filled in."""
    if answer not in ANSWERS:
        yield f", column answer: found “{row['answer']}”. Allowed: {', '.join(ANSWERS)}, or nothing."
    elif answer != AGREE and not _comment(row):
        yield f", column comment: found nothing. Allowed: some text, since the answer is {answer}."
    if not row["reviewed_by"].strip():
        yield ", column reviewed_by: found nothing. Allowed: the name of who answered."
    for name in ("comment", "reviewed_by"):
        if UNSEEN.search(row[name]):
            yield f", column {name}: holds an unseen character. Type it anew."
    days = _days(row["reviewed_on"])
    if len(days) == 2:
        yield f", column reviewed_on: found “{row['reviewed_on']}”, which can be two days. Allowed: {A_DAY}."
    elif not days or days[0] > today:
        yield f", column reviewed_on: found “{row['reviewed_on']}”. Allowed: {A_DAY}."


def _days(cell: str) -> list[date]:
    """The days that a cell can mean: one, none, or two where nobody knows which number is the month."""
    text = " ".join(cell.split()).removesuffix(" 00:00:00")
    for pattern in DAYS:
        try:
            return [datetime.strptime(text, pattern).date()]
        except ValueError:
            continue
    found = WITH_SLASHES.fullmatch(text)
    if not found:
        return []
    one, other, year = (int(number) for number in found.groups())
    days = set()
    for day, month in ((one, other), (other, one)):
        try:
            days.add(date(year if year > 99 else 2000 + year, month, day))
        except ValueError:  # there is no such day
            continue
    return sorted(days)
