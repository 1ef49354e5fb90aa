"""A second language: a folder of tables with words alone. Ids, numbers, links and rules exist once, in English.

`tables/<language>/<table>.csv` has the column `id` and any of the columns that hold words. What is missing there stays
English with a mark before it, so that nobody takes it for translated, and `python -m kb` lists it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from kb.columns import GOALS, NOTE, TEXT, WORDS
from kb.schema import TABLES
from kb.schema_sections import SENTENCES

ENGLISH = "en"
MARK = "[en] "
NO_WORDS = frozenset(("age_band", "comment", "icon", "notebook", "picture", "red_flag_ids", "reviewed_by"))
PLACE = re.compile(r"\{\w+\}|[{}]")  # where a value is put; also a brace that is left alone


def languages(folder: Path) -> tuple[str, ...]:
    """English, and each language that has a folder of its own beside the tables."""
    return (ENGLISH, *sorted(part.name for part in folder.iterdir() if part.is_dir() and any(part.glob("*.csv"))))


def worded(table: str) -> list[str]:
    """The columns of a table that hold words."""
    kinds = (TEXT, NOTE, WORDS, GOALS, SENTENCES)
    return [name for name, kind in TABLES[table].items() if kind in kinds and name not in NO_WORDS]


def translated(
    frames: Mapping[str, pd.DataFrame], folder: Path, language: str
) -> tuple[dict[str, pd.DataFrame], list[str], list[str]]:
    """The tables in another language.

    Args:
        frames: the English tables, as text.
        folder: where they lie.
        language: the name of the folder in it.

    Returns:
        The tables, what is wrong with the translation, and what is missing in it, as "strings.csv: clear, text".
    """
    done = dict(frames)
    errors: list[str] = []
    missing: list[str] = []
    for table, frame in frames.items():
        name = f"{language}/{table}.csv"
        columns = worded(table)
        words = _read(folder / name, columns, errors) if columns else {}
        unknown = [row for row in words if row not in set(frame["id"])]
        errors += [f"{name}: the id “{row}” is not in {table}.csv." for row in unknown]
        cells: dict[str, list[str]] = {column: [] for column in columns}
        for row in frame.to_dict("records"):
            for column in columns:
                english, own = row[column], words.get(row["id"], {}).get(column, "").strip()
                if own and sorted(PLACE.findall(own)) != sorted(PLACE.findall(english)):
                    places = ", ".join(PLACE.findall(english)) or "none"
                    errors.append(f"{name}, id {row['id']}, column {column}: its {{places}} must be: {places}.")
                if english and not own:
                    missing.append(f"{name}: {row['id']}, {column}")
                cells[column].append(own if own or not english else MARK + english)
        done[table] = frame.assign(**cells)
    return done, errors, missing


def _read(file: Path, columns: list[str], errors: list[str]) -> dict[str, dict[str, str]]:
    """The rows of a translation by id; none if it is not there."""
    if not file.exists():
        return {}
    name = f"{file.parent.name}/{file.name}"
    try:
        with file.open(newline="", encoding="utf-8-sig") as stream:
            rows = list(csv.DictReader(stream, strict=True))
    except (csv.Error, OSError, UnicodeDecodeError) as error:
        errors.append(f"{name}: cannot be read as a table in UTF-8 ({error}).")
        return {}
    heading = set(rows[0]) if rows else {"id"}
    wrong = heading - {"id", *columns}
    if "id" not in heading or wrong or None in heading:
        found = ", ".join(map(str, sorted(map(str, heading))))
        errors.append(f"{name}: found the columns {found}. Allowed: id, {', '.join(columns)}.")
        return {}
    return {row["id"]: {key: value or "" for key, value in row.items()} for row in rows}
