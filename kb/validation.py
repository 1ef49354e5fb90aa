"""Checks of tables that nobody has proven yet: an instructor's own, and the shipped ones in the tests.

pandera does the column checks; it takes a third of a second to import, so `kb.load()` of the shipped tables
does without.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from kb.columns import Column
from kb.schema import LEVELS, TABLES

Frames = Mapping[str, pd.DataFrame]


def place(table: str, index: int, column: str, found: object, allowed: str) -> str:
    """One error in words; rows are counted as a spreadsheet shows them (the heading is row 1)."""
    return f"{table}.csv, row {index + 2}, column {column}: found “{found}”. Allowed: {allowed}."


def cell_errors(frames: Frames) -> Iterator[str]:
    """Cells that their column does not allow, and ids that stand twice.

    Args:
        frames: tables of text, as `kb.base.read_tables` gives them.

    Yields:
        One sentence an error, table by table.
    """
    import pandera.pandas as pa

    for table, frame in frames.items():
        columns = TABLES[table]
        schema = pa.DataFrameSchema(
            {
                name: pa.Column(None, pa.Check(column.accepts, element_wise=True, error=column.allowed))
                for name, column in columns.items()
            },
        )
        try:
            schema.validate(frame, lazy=True)
        except pa.errors.SchemaErrors as errors:
            for case in errors.failure_cases.sort_values("index").itertuples():
                yield place(table, int(case.index), case.column, case.failure_case, case.check)
        for index in frame.index[frame["id"].duplicated()]:
            yield place(table, index, "id", frame.at[index, "id"], "each id once in the table")


def link_errors(frames: Frames) -> Iterator[str]:
    """Ids that name no row of the table they point to."""
    ids = {table: set(frame["id"]) for table, frame in frames.items()}
    for table, frame in frames.items():
        for name, column in TABLES[table].items():
            if column.link:
                yield from _dangling(table, name, column, frame[name], ids.get(column.link, set()))


def _dangling(table: str, name: str, column: Column, cells: pd.Series, ids: set[str]) -> Iterator[str]:
    for index, cell in cells.items():
        for item in (part.strip() for part in str(cell).split(";")):
            if item and item not in ids:
                yield place(table, int(str(index)), name, item, column.allowed)


def rule_errors(frames: Frames) -> Iterator[str]:
    """What no single cell shows: symptoms without a rule, symptoms that imply themselves, levels out of order."""
    if {"rules", "symptoms", "levels"} <= set(frames):
        yield from _symptom_errors(frames["symptoms"], set(frames["rules"]["symptom_ids"].str.strip()))
        yield from _level_errors(frames["levels"])
        sets = [frozenset(_split(cell)) for cell in frames["rules"]["symptom_ids"]]
        for index, symptoms in enumerate(sets):
            if sets.count(symptoms) > 1:
                found = ";".join(sorted(symptoms))
                yield place("rules", index, "symptom_ids", found, "a set of symptoms that no other rule has")


def _symptom_errors(symptoms: pd.DataFrame, own: set[str]) -> Iterator[str]:
    implies = {str(symptom): _split(cell) for symptom, cell in zip(symptoms["id"], symptoms["implies"], strict=True)}
    for index, symptom in enumerate(symptoms["id"]):
        if symptom not in own:
            yield place("symptoms", index, "id", symptom, "a symptom that has a rule of its own in rules.csv")
        if symptom in _reached(implies, symptom):
            found = ";".join(implies[symptom])
            yield place("symptoms", index, "implies", found, "symptoms that do not lead back to this one")


def _level_errors(levels: pd.DataFrame) -> Iterator[str]:
    for level in LEVELS:
        if level not in set(levels["id"]):
            yield f"levels.csv: the level “{level}” is missing. Allowed: exactly {', '.join(LEVELS)}."
    for index, (level, rank) in enumerate(zip(levels["id"], levels["rank"], strict=True)):
        if level in LEVELS and rank != str(LEVELS.index(level) + 1):
            allowed = f"{LEVELS.index(level) + 1}, since 1 is the most urgent"
            yield place("levels", index, "rank", rank, allowed)


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def _reached(implies: Mapping[str, list[str]], start: str) -> set[str]:
    reached: set[str] = set()
    waiting = list(implies[start])
    while waiting:
        symptom = waiting.pop()
        if symptom not in reached:
            reached.add(symptom)
            waiting += implies.get(symptom, [])
    return reached
