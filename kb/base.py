"""Reading the tables: everything is text first, all faults are told at once, and nothing half-loaded is returned."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

from kb.columns import cut
from kb.schema import TABLES
from kb.schema_lessons import MUST
from kb.translation import ENGLISH, languages, translated

SHIPPED = Path(__file__).parent / "tables"


class TableError(ValueError):
    """The tables have faults; the message lists all of them, one a line."""

    def __init__(self, errors: list[str]) -> None:
        self.errors = errors
        count = f"{len(errors)} fault{'s' if len(errors) > 1 else ''} in the tables"
        super().__init__("\n  - ".join([f"{count}. Nothing was loaded.", *errors]))


class KnowledgeBase:
    """The tables, each as an attribute: `base.symptoms`, `base.claims` and so on.

    Each access gives a shallow copy, so that what somebody does with a table never reaches another reader
    (pandas copies on write). Lists are tuples, yes / no is bool, counts are int, amounts are float (no number: NaN,
    in `rows` None), all else is text.
    """

    def __init__(
        self, tables: Mapping[str, pd.DataFrame], language: str, languages: tuple[str, ...] = (ENGLISH,)
    ) -> None:
        self._tables = dict(tables)
        self.language = language
        self.languages = languages

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name.startswith("_") or name not in self._tables:
            raise AttributeError(f"no table “{name}”. There are: {', '.join(sorted(TABLES))}.")
        return self._tables[name].copy(deep=False)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._tables]

    def __repr__(self) -> str:
        return f"KnowledgeBase({len(self._tables)} tables, {sum(map(len, self._tables.values()))} rows)"

    @cached_property
    def rows(self) -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
        """The same as plain mappings, for code that walks single rows: `base.rows["rules"]["spotting"]["level"]`."""
        return MappingProxyType({
            name: MappingProxyType({row["id"]: MappingProxyType(row) for row in _records(table)})
            for name, table in self._tables.items()
        })  # fmt: skip

    def text(self, string_id: str) -> str:
        """The words of strings.csv under an id; KeyError for an id that is not there."""
        return str(self.rows["strings"][string_id]["text"])

    def day(self, day: date) -> str:
        """A day in words, such as "22 November 2026"."""
        month = self.text("months").split(", ")[day.month - 1]
        return self.text("day").format(day=day.day, month=month, year=day.year)

    @property
    def direction(self) -> str:
        """Which way the language is written: "ltr", or "rtl" from the right."""
        return "rtl" if self.text("direction") == "rtl" else "ltr"


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    names = [str(name) for name in table]
    columns = [[None if value != value else value for value in table[name].tolist()] for name in names]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def load(path: str | Path | None = None, language: str = ENGLISH) -> KnowledgeBase:
    """Read the knowledge base.

    Args:
        path: a folder with an instructor's own tables; None for the shipped ones.
        language: the language of the words: "en", or the name of a folder with translated tables (`kb.translation`).

    Returns:
        All tables, links checked. The shipped tables are read once a process.

    Raises:
        TableError: with every fault at once: file, row, column, what was found, what is allowed.
        ValueError: for an unknown language.
    """
    folder = Path(path) if path is not None else SHIPPED
    known = languages(folder) if folder.is_dir() else (ENGLISH,)
    if language not in known:
        raise ValueError(f"language “{language}” is not there. Allowed: {', '.join(known)}.")
    return KnowledgeBase(check(folder, language), language, known) if path is not None else _shipped(language)


@lru_cache
def _shipped(language: str) -> KnowledgeBase:
    frames, errors = read_tables(SHIPPED)
    if language != ENGLISH:
        frames, faults, _ = translated(frames, SHIPPED, language)
        errors += faults
    if errors:
        raise TableError(errors)
    return KnowledgeBase(convert(frames), language, languages(SHIPPED))


def check(folder: Path, language: str = ENGLISH) -> dict[str, pd.DataFrame]:
    """Read a folder of tables with every check there is; TableError tells all faults."""
    from kb import quiz_checks, validation  # bring pandera: not for the shipped tables, which the tests have proven

    frames, errors = read_tables(folder)
    errors += validation.cell_errors(frames)
    errors += validation.link_errors(frames)
    errors += validation.rule_errors(frames)
    errors += validation.food_errors(frames)
    errors += validation.lesson_errors(frames)
    errors += list(quiz_checks.quiz_errors(frames, errors))
    words = read_tables(SHIPPED)[0].get("strings", pd.DataFrame({"id": [], "text": []}))
    needed = {"content": {"content"}, "regions": {"other"}, "sections": {*MUST}, "strings": {*words["id"]}}
    errors += validation.needed_errors(frames, needed)
    errors += validation.brace_errors(frames, words)
    if language != ENGLISH and not errors:
        frames, errors, _ = translated(frames, folder, language)
    if errors:
        raise TableError(list(dict.fromkeys(errors)))
    return convert(frames)


def convert(frames: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Text to values, column by column, as the schema says."""
    tables = {}
    for table, frame in frames.items():
        tables[table] = frame.reset_index(drop=True)
        for name, column in TABLES[table].items():
            if column.convert is not str:
                tables[table][name] = [column.convert(cell) for cell in frame[name].tolist()]
    return tables


def read_tables(folder: Path) -> tuple[dict[str, pd.DataFrame], list[str]]:
    """All tables as text, and what is wrong with the files themselves (those are left out)."""
    frames: dict[str, pd.DataFrame] = {}
    errors: list[str] = []
    for table, columns in TABLES.items():
        found = _read(folder / f"{table}.csv", list(columns))
        if isinstance(found, list):
            errors += found
        else:
            frames[table] = found
    return frames, errors


def _read(file: Path, columns: list[str]) -> pd.DataFrame | list[str]:
    name = file.name
    try:
        with file.open(newline="", encoding="utf-8-sig") as stream:
            rows = list(csv.reader(stream, strict=True))
    except FileNotFoundError:
        return [f"{name}: the file is missing in {file.parent}."]
    except csv.Error as error:
        return [f"{name}: cannot be read as a table ({error}). Is a quotation mark opened and not closed?"]
    except OSError as error:
        return [f"{name}: cannot be read as a table ({error})."]
    except UnicodeDecodeError:
        return [f"{name}: the letters are not UTF-8. In the spreadsheet program, save as “CSV UTF-8”."]
    numbered = [(number, row) for number, row in enumerate(rows, 1) if any(row)]
    if not numbered:
        return [f"{name}: the file is empty. It needs the heading {', '.join(columns)}."]
    (_, heading), *body = numbered
    if len(heading) == 1 and len(columns) > 1 and (";" in heading[0] or "\t" in heading[0]):
        return [f"{name}: the columns are not separated by commas. In the spreadsheet program, save with commas."]
    errors = [f"{name}: the column {column} is missing." for column in columns if column not in heading]
    errors += [f"{name}: the column {cut(column)} is not known." for column in heading if column not in columns]
    errors += [f"{name}: the column {column} stands twice." for column in columns if heading.count(column) > 1]
    errors += [
        f"{name}, row {number}: {len(row)} cells, but the heading has {len(heading)}. Is a comma not quoted?"
        for number, row in body
        if len(row) != len(heading)
    ]
    unseen = [number for number, row in numbered if "\0" in "".join(row)]
    errors += [f"{name}, row {number}: holds an unseen character (NUL). Type the row anew." for number in unseen]
    if errors:
        return errors
    # The index is the row's number as a spreadsheet counts, less 2: blank lines between rows count.
    numbers, places = [number - 2 for number, _ in body], [heading.index(column) for column in columns]
    return pd.DataFrame([[row[place] for place in places] for _, row in body], numbers, columns, dtype="str")
