"""The kinds of columns that a table can have: what a cell may say, in code and in words, and the value it becomes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

ID = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)?")
PATH = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_+-]+)*")
LONGEST = 200  # letters of what was found that a message shows
WHOLE = re.compile(r"[0-9]{1,6}")
AMOUNT = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
ADDRESS = re.compile(r"https?://\S+")


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        accepts: tells whether a cell's text is allowed.
        allowed: the same in words, for the error message.
        convert: makes the value of a good cell's text.
        link: the table whose ids the cell names, if any.
        many: the cell is a list, written with semicolons.
    """

    accepts: Callable[[str], bool]
    allowed: str
    convert: Callable[[str], Any] = str
    link: str = ""
    many: bool = False


def cut(text: str) -> str:
    """What was found, as far as a message shows it."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"


def items(cell: str) -> tuple[str, ...]:
    """The parts of a cell that is a list, without blanks around them."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _anything(cell: str) -> bool:  # noqa: ARG001  the shape of Column.accepts
    return True


def _is_date(cell: str) -> bool:
    try:
        return not cell or bool(DAY.fullmatch(cell) and date.fromisoformat(cell))
    except ValueError:
        return False


def choice(*options: str) -> Column:
    """One of the given words."""
    return Column(lambda cell: cell in options, "one of: " + ", ".join(options))


def choices(*options: str) -> Column:
    """A list of the given words."""
    allowed = "any of, with semicolons between: " + ", ".join(options)
    return Column(lambda cell: set(items(cell)) <= set(options), allowed, items, many=True)


def one(table: str) -> Column:
    """The id of one row of another table."""
    return Column(bool, f"an id of {table}.csv", link=table)


def maybe_one(table: str) -> Column:
    """The id of one row of another table, or nothing."""
    return Column(_anything, f"an id of {table}.csv, or nothing", link=table)


def some(table: str, *, required: bool = False) -> Column:
    """Ids of rows of another table; `required` asks for at least one."""
    allowed = f"ids of {table}.csv with semicolons between" + (", at least one" if required else "")
    return Column(lambda cell: bool(items(cell)) or not required, allowed, items, table, many=True)


ROW_ID = Column(lambda cell: bool(ID.fullmatch(cell)), "small letters, digits and _, starting with a letter")
ROW_PATH = Column(lambda cell: bool(PATH.fullmatch(cell)), "small letters, digits, _, + and - in parts with dots")
TEXT = Column(lambda cell: bool(cell.strip()), "some text")
NOTE = Column(_anything, "text, or nothing")
WORDS = Column(_anything, "words with semicolons between", items, many=True)
GOALS = Column(
    lambda cell: bool(cell.strip()), "sentences with | between", lambda cell: tuple(cell.split("|")), many=True
)
COUNT = Column(lambda cell: bool(WHOLE.fullmatch(cell)), "a whole number, 0 or more, of up to 6 digits", int)
NUMBER = Column(lambda cell: bool(AMOUNT.fullmatch(cell)), "a number, 0 or more, such as 12.5", float)
OPTIONAL_NUMBER = Column(
    lambda cell: not cell or bool(AMOUNT.fullmatch(cell)),
    "a number, 0 or more, such as 12.5, or nothing",
    lambda cell: float(cell) if cell else None,
)
YES_NO = Column(lambda cell: cell in ("yes", "no"), "yes or no", lambda cell: cell == "yes")
YES_OR_NOTHING = Column(lambda cell: cell in ("yes", "no", ""), "yes, no or nothing", lambda cell: cell == "yes")
IN_ARTICLE = choice("yes", "partly", "no")
LINES = Column(lambda cell: all(i.isdigit() for i in items(cell)), "line numbers", items, many=True)
DATE = Column(_is_date, "a date as 2026-11-22, or nothing")
LINK = Column(lambda cell: not cell or bool(ADDRESS.fullmatch(cell)), "a web address, or nothing")
PHONE = Column(lambda cell: not cell or bool(re.fullmatch(r"[0-9+() .-]{2,24}", cell)), "a phone number, or nothing")
MAYBE = choice("no", "may", "yes")
FLAG3 = choice("yes", "no", "check")
