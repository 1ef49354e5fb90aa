"""Checks of tables that nobody has proven yet: an instructor's own, and the shipped ones in the tests.

pandera does the column checks; it takes a third of a second to import, so `kb.load()` of the shipped tables
does without.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from kb.columns import Column, cut, items
from kb.schema import LEVELS, TABLES, URGENT
from kb.schema_lessons import CARD_MINUTES, LEAST_MINUTES, MOST_MINUTES, MUST
from kb.translation import PLACE

Frames = Mapping[str, pd.DataFrame]
_FOOD = ("food_id", "nutrient_id")
_INTAKE = ("scheme", "nutrient_id", "age_band")


def place(table: str, index: int, column: str, found: object, allowed: str) -> str:
    """One error in words; rows are counted as a spreadsheet shows them (the heading is row 1)."""
    return f"{table}.csv, row {index + 2}, column {column}: found “{cut(str(found))}”. Allowed: {allowed}."


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
            if column.link in ids:  # a file that is missing is one fault, not one a link
                yield from _dangling(table, name, column, frame[name], ids[column.link])


def _dangling(table: str, name: str, column: Column, cells: pd.Series, ids: set[str]) -> Iterator[str]:
    for index, cell in cells.items():
        for item in items(str(cell)) if column.many else [str(cell)]:
            if item and item not in ids:
                yield place(table, int(str(index)), name, item, column.allowed)


def rule_errors(frames: Frames) -> Iterator[str]:
    """What no single cell shows: symptoms without a rule, symptoms that imply themselves, levels out of order."""
    if {"rules", "symptoms"} <= set(frames):
        yield from _symptom_errors(frames["symptoms"], set(frames["rules"]["symptom_ids"].str.strip()))
        yield from _warning_errors(frames["symptoms"], frames["rules"])
    if "levels" in frames:
        yield from _level_errors(frames["levels"])
    if "rules" in frames:
        yield from _twin_errors(frames["rules"])


def food_errors(frames: Frames) -> Iterator[str]:
    """Ids that are not made of their parts, so that one food could say two things, and dangers without a note."""
    for table, parts in (("food_nutrients", _FOOD), ("intakes", _INTAKE)):
        if table in frames:
            made = frames[table][parts[0]].str.cat(frames[table][list(parts[1:])], ".")
            wrong = frames[table]["id"] != made
            for index, found, right in zip(made.index[wrong], frames[table]["id"][wrong], made[wrong], strict=True):
                yield place(table, index, "id", found, f"{right}, made of {', '.join(parts)}")
    if "foods" in frames:
        silent = (frames["foods"]["safety"] != "none") & (frames["foods"]["pregnancy_note"].str.strip() == "")
        for index, safety in frames["foods"]["safety"][silent].items():
            yield place("foods", int(str(index)), "pregnancy_note", "", f"some text, since safety is {safety}")


def lesson_errors(frames: Frames) -> Iterator[str]:
    """Sections without a lesson, and lessons whose times do not go with the section or with the shortest evening."""
    if not {"lessons", "sections"} <= set(frames):
        return
    sections, lessons = frames["sections"], frames["lessons"]
    for index, section in sections["id"].items():
        if section not in set(lessons["id"]):
            yield place("sections", int(str(index)), "id", section, "a section that has a row in lessons.csv")
    minutes = dict(zip(sections["id"], sections["minutes"], strict=True))
    for index, row in zip(lessons.index, lessons.to_dict("records"), strict=True):
        section, full, short = str(row["section_id"]), str(row["minutes"]), str(row["minutes_short"])
        if row["id"] != section:
            yield place("lessons", index, "id", row["id"], f"{section}, the id of its section")
        if full != minutes.get(section, full):
            yield place("lessons", index, "minutes", full, f"{minutes[section]}, as in sections.csv")
        most = LEAST_MINUTES - CARD_MINUTES if section in MUST else MOST_MINUTES
        if full.isdecimal() and short.isdecimal() and not 1 <= int(short) <= min(int(full), most):
            yield place("lessons", index, "minutes_short", short, f"a whole number from 1 to {min(int(full), most)}")


def _twin_errors(rules: pd.DataFrame) -> Iterator[str]:
    sets = rules["symptom_ids"].map(lambda cell: frozenset(items(cell)))
    for index, symptoms in sets[sets.duplicated(keep=False)].items():
        found = ";".join(sorted(symptoms))
        yield place("rules", int(str(index)), "symptom_ids", found, "a set of symptoms that no other rule has")


def needed_errors(frames: Frames, needed: Mapping[str, set[str]]) -> Iterator[str]:
    """Rows that the code asks for by id: `needed` holds these ids by table."""
    for table, ids in needed.items():
        for row in sorted(ids - set(frames[table]["id"])) if table in frames else ():
            yield f"{table}.csv: the row “{row}” is missing. It is needed: change only its words."


def brace_errors(frames: Frames, shipped: pd.DataFrame) -> Iterator[str]:
    """Words of strings.csv that have not the places for values, such as {week}, that the shipped ones have."""
    if "strings" not in frames:
        return
    wanted = {key: sorted(PLACE.findall(text)) for key, text in zip(shipped["id"], shipped["text"], strict=True)}
    own = frames["strings"]
    for index, key, text in zip(own.index, own["id"], own["text"], strict=True):
        if key in wanted and sorted(PLACE.findall(text)) != wanted[key]:
            places = ", ".join(wanted[key]) or "no { and no }"
            yield place("strings", index, "text", text, f"text with these places, each as often: {places}")


def _symptom_errors(symptoms: pd.DataFrame, own: set[str]) -> Iterator[str]:
    implies = {str(symptom): items(cell) for symptom, cell in zip(symptoms["id"], symptoms["implies"], strict=True)}
    for index, symptom in symptoms["id"].items():
        if symptom not in own:
            yield place("symptoms", int(str(index)), "id", symptom, "a symptom that has a rule of its own in rules.csv")
        if symptom in _reached(implies, symptom):
            found = ";".join(implies[symptom])
            yield place("symptoms", int(str(index)), "implies", found, "symptoms that do not lead back to this one")


def _warning_errors(symptoms: pd.DataFrame, rules: pd.DataFrame) -> Iterator[str]:
    """Warning signs that alone would not lead to a call today, and signs that do and are not marked."""
    implies = {str(symptom): items(cell) for symptom, cell in zip(symptoms["id"], symptoms["implies"], strict=True)}
    calls = [set(items(cell)) for cell in rules["symptom_ids"][rules["level"].isin(URGENT)]]
    for index, symptom, said in zip(symptoms.index, symptoms["id"], symptoms["warning"], strict=True):
        alone = {symptom} | _reached(implies, symptom)
        marked = "yes" if any(signs <= alone for signs in calls if signs) else "no"
        if said in ("yes", "no") and said != marked:
            why = f"its level in rules.csv is {'' if marked == 'yes' else 'not '}{' or '.join(URGENT)}"
            yield place("symptoms", index, "warning", said, f"{marked}, since {why}")


def _level_errors(levels: pd.DataFrame) -> Iterator[str]:
    for level in LEVELS:
        if level not in set(levels["id"]):
            yield f"levels.csv: the level “{level}” is missing. Allowed: exactly {', '.join(LEVELS)}."
    for index, level, rank in zip(levels.index, levels["id"], levels["rank"], strict=True):
        if level in LEVELS and rank != str(LEVELS.index(level) + 1):
            allowed = f"{LEVELS.index(level) + 1}, since 1 is the most urgent"
            yield place("levels", index, "rank", rank, allowed)


def _reached(implies: Mapping[str, tuple[str, ...]], start: str) -> set[str]:
    reached: set[str] = set()
    waiting = list(implies[start])
    while waiting:
        symptom = waiting.pop()
        if symptom not in reached:
            reached.add(symptom)
            waiting += implies.get(symptom, ())
    return reached
