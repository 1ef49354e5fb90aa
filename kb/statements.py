"""What a clinician can review: each row that states something, as it is read with all that belongs to it.

The fingerprint of a statement is that of its words as they are read, with their sources. So a review holds for the
words that were read and for no others: whoever changes a word has, without doing anything for it, an unreviewed
statement again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any

from kb.base import KnowledgeBase
from kb.schema import TABLES
from kb.schema_reviews import PARTS, STATEMENTS

NO_WORDS = frozenset((
    "differential_id", "group_id", "health", "icon", "id", "in_article", "notebook", "number", "nuance", "other_words",
    "picture", "priority", "red_flag_ids", "section_id", "source_ids", "source_lines", "stance",
))  # fmt: skip
NO_LINKS = ("claims", "rules", "sources")  # what it rests on, which is read by itself
NAMES = ("text", "name", "title", "word")  # columns that name a row of another table
CODE = re.compile(r"[a-z]+(_[a-z]+)+")
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Statement:
    """A row as a reader sees it.

    Attributes:
        table: where it stands.
        id: its id there.
        statement: what it says, a line for each column.
        stance: what guidance says of it, where the table has this.
        nuance: what is known, where the table has this.
        sources: what it rests on, a line each.
    """

    table: str
    id: str
    statement: str
    stance: str
    nuance: str
    sources: str

    @property
    def fingerprint(self) -> str:
        """Sixteen letters and digits that change with any word; a letter first, so that nobody takes it for a number.

        How many blanks or line breaks stand between two words makes no difference.
        """
        said = "\n".join(" ".join(part.split()) for part in astuple(self))
        return "f" + sha256(said.encode()).hexdigest()[:15]


@lru_cache(maxsize=4)
def statements(base: KnowledgeBase) -> tuple[Statement, ...]:
    """All that can be reviewed, table by table, what decides about a call first."""
    return tuple(statement(base, table, row) for table in STATEMENTS for row in stating(base, table))


def stating(base: KnowledgeBase, table: str) -> list[str]:
    """The ids of the rows of a table that state something: all, but where a column `health` says which."""
    return [key for key, row in base.rows[table].items() if row.get("health", True)]


def statement(base: KnowledgeBase, table: str, row_id: str) -> Statement:
    """One of them.

    Raises:
        KeyError: for a row that is not there.
    """
    row = base.rows[table][row_id]
    lines = [*_lines(base, table, row)]
    if part := PARTS.get(table):
        owner = next(name for name, column in TABLES[part].items() if column.link == table)
        lines += ["- " + ", ".join(_lines(base, part, one, owner)) for one in _parts(base, part, owner).get(row_id, ())]
    found = [_source(base.rows["sources"][key]) for key in row.get("source_ids", ())]
    return Statement(table, row_id, "\n".join(lines), row.get("stance", ""), row.get("nuance", ""), "\n".join(found))


@lru_cache(maxsize=8)
def _parts(base: KnowledgeBase, table: str, owner: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in base.rows[table].values():
        found.setdefault(row[owner], []).append(row)
    return found


def _lines(base: KnowledgeBase, table: str, row: Row, owner: str = "") -> list[str]:
    """The cells of a row that say something, each after the name of its column."""
    lines = []
    for name, column in TABLES[table].items():
        if name in NO_WORDS or name == owner or column.link in NO_LINKS:
            continue
        values = row[name] if isinstance(row[name], tuple) else (row[name],)
        told = "; ".join(_named(base, column.link, value) for value in values if value not in (None, ""))
        if told:
            label = name.removesuffix("_ids").removesuffix("_id").replace("_", " ")
            lines.append(told if name == "text" else f"{label}: {told}")
    return lines


def _named(base: KnowledgeBase, link: str, value: Any) -> str:
    """A value in words: that of a link is what the row is called."""
    if link:
        row = base.rows[link][value]
        return next(str(row[name]) for name in NAMES if name in row)
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = f"{value:g}" if isinstance(value, float) else str(value)
    return text.replace("_", " ") if CODE.fullmatch(text) else text


def _source(row: Row) -> str:
    memory = " (from memory, to be checked)" if row["seen"] == "from_memory" else ""
    return " ".join(filter(None, (f"{row['organisation']}: {row['title']}, {row['year']}{memory}", row["url"])))
