"""An instructor's own tables: each fault is told in words, all at once, and what spreadsheets write is accepted."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import kb
from kb.base import SHIPPED
from kb.schema import LEVELS, TABLES

pytestmark = pytest.mark.slow

Rows = list[list[str]]


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder with a copy of the shipped tables."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "tables"))


def read(folder: Path, table: str) -> Rows:
    with (folder / f"{table}.csv").open(newline="", encoding="utf-8") as stream:
        return list(csv.reader(stream))


def write(folder: Path, table: str, rows: Rows) -> None:
    with (folder / f"{table}.csv").open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)


def put(folder: Path, table: str, row_id: str, column: str, text: str) -> int:
    """Write one cell; returns the row's number as a spreadsheet shows it."""
    rows = read(folder, table)
    number = next(number for number, row in enumerate(rows, 1) if row[0] == row_id)
    rows[number - 1][rows[0].index(column)] = text
    write(folder, table, rows)
    return number


def change(folder: Path, table: str, edit: Callable[[Rows], Rows]) -> None:
    write(folder, table, edit(read(folder, table)))


def change_bytes(folder: Path, table: str, edit: Callable[[bytes], bytes]) -> None:
    file = folder / f"{table}.csv"
    file.write_bytes(edit(file.read_bytes()))


def faults(folder: Path) -> list[str]:
    with pytest.raises(kb.TableError) as caught:
        kb.load(folder)
    assert all(fault in str(caught.value) for fault in caught.value.errors)
    return caught.value.errors


CELLS = {
    "a word in a number": ("sections", "sleep", "minutes", "ten", "ten", "whole number"),
    "a negative amount": ("sections", "sleep", "minutes", "-5", "-5", "0 or more"),
    "half a minute": ("sections", "sleep", "minutes", "7.5", "7.5", "whole number"),
    "a number left out": ("symptoms", "spotting", "number", "", "", "whole number"),
    "not one of the choices": ("claims", "signs.1", "stance", "perhaps", "perhaps", "more_precise"),
    "one bad word in a list of choices": ("conditions", "appendicitis", "where", "leg;moon", "leg;moon", "flank, leg"),
    "neither yes nor no": ("symptoms", "spotting", "warning", "maybe", "maybe", "yes or no"),
    "yes in capitals": ("symptoms", "spotting", "warning", "YES", "YES", "yes or no"),
    "a date the other way round": ("content", "content", "dated_on", "22/11/2026", "22/11/2026", "2026-11-22"),
    "a day that is not there": ("content", "content", "dated_on", "2026-02-30", "2026-02-30", "a date as"),
    "an id with spaces": ("glossary", "anti_d", "id", "Anti D", "Anti D", "small letters"),
    "an id twice": ("glossary", "anti_d", "id", "acetaminophen", "acetaminophen", "each id once"),
    "a dangling link": ("claims", "signs.1", "section_id", "nowhere", "nowhere", "an id of sections.csv"),
    "a dangling link in a list": ("rules", "spotting", "source_ids", "nhs_stomach;lost", "lost", "ids of sources.csv"),
    "two ids where one is allowed": ("symptoms", "spotting", "group_id", "back;belly", "back;belly", "symptom_groups"),
    "two levels": ("rules", "spotting", "level", "same_day;self_care", "same_day;self_care", "an id of levels.csv"),
    "a space after an id": ("rules", "spotting", "level", "same_day ", "same_day ", "an id of levels.csv"),
    "a rule without a symptom": ("rules", "spotting", "symptom_ids", "", "", "at least one"),
    "a rule for an unknown level": ("rules", "spotting", "level", "urgent", "urgent", "an id of levels.csv"),
    "an unknown level": ("levels", "self_care", "id", "home_care", "home_care", "self_care"),
    "blank text that is needed": ("symptoms", "spotting", "text", " ", " ", "some text"),
    "a word for a phone number": ("regions", "uk", "emergency_number", "ask", "ask", "a phone number"),
    "a script for a web address": ("sources", "nhs_stomach", "url", "javascript:1", "javascript:1", "a web address"),
    "a symptom that implies itself": ("symptoms", "spotting", "implies", "spotting", "spotting", "not lead back"),
}  # fmt: skip


@pytest.mark.parametrize(("table", "row_id", "column", "text", "found", "allowed"), CELLS.values(), ids=CELLS)
def test_a_bad_cell_is_named_with_file_row_column_and_what_is_allowed(
    own: Path, table: str, row_id: str, column: str, text: str, found: str, allowed: str
) -> None:
    number = put(own, table, row_id, column, text)
    start = f"{table}.csv, row {number}, column {column}: found “{found}”. Allowed: "
    told = faults(own)
    assert any(fault.startswith(start) and allowed in fault for fault in told), told


def test_symptoms_that_imply_each_other_over_two_steps_are_both_named(own: Path) -> None:
    numbers = [
        put(own, "symptoms", *row) for row in (("spotting", "implies", "fever"), ("fever", "implies", "spotting"))
    ]
    told = "\n".join(faults(own))
    assert all(f"symptoms.csv, row {number}, column implies: found “" in told for number in numbers)


def test_a_symptom_without_a_rule_of_its_own_is_named(own: Path) -> None:
    change(own, "rules", lambda rows: [row for row in rows if row[0] != "spotting"])
    number = [row[0] for row in read(own, "symptoms")].index("spotting") + 1
    start = f"symptoms.csv, row {number}, column id: found “spotting”. Allowed: a symptom that has a rule"
    assert any(fault.startswith(start) for fault in faults(own))


@pytest.mark.parametrize(
    ("rule", "level", "said"),
    [("flank_pain", "self_care", "no, since its"), ("back_ache_dull", "same_day", "yes, since its")],
)
def test_a_warning_sign_is_one_that_asks_for_a_call_today(own: Path, rule: str, level: str, said: str) -> None:
    number = [row[0] for row in read(own, "symptoms")].index(rule) + 1
    put(own, "rules", rule, "level", level)
    start = f"symptoms.csv, row {number}, column warning: found “"
    assert any(fault.startswith(start) and said in fault and "same_day" in fault for fault in faults(own))


@pytest.mark.parametrize("level", LEVELS)
def test_a_missing_level_is_named(own: Path, level: str) -> None:
    change(own, "levels", lambda rows: [row for row in rows if row[0] != level])
    assert any(f"the level “{level}” is missing" in fault and "self_care" in fault for fault in faults(own))


FILES: dict[str, tuple[str, Callable[[bytes], bytes], str]] = {
    "latin-1": ("regions", lambda old: old.decode().replace("Ireland", "Éire").encode("latin-1"), "UTF-8"),
    "Unicode text": ("regions", lambda old: old.decode().encode("utf-16"), "UTF-8"),
    "semicolons": ("regions", lambda old: old.replace(b",", b";"), "commas"),
    "tabs": ("regions", lambda old: old.replace(b",", b"\t"), "commas"),
    "empty": ("regions", lambda old: b"", "empty"),
    "blank lines alone": ("regions", lambda old: b"\n\r\n", "empty"),
    "a quote never closed": ("regions", lambda old: old.replace(b",Ireland", b',"Ireland'), "quotation mark"),
    "an unseen NUL": ("regions", lambda old: old.replace(b"Ireland", b"Ire\0land"), "regions.csv"),
}


@pytest.mark.parametrize(("table", "edit", "hint"), FILES.values(), ids=FILES)
def test_a_file_that_is_no_table_is_one_fault_with_a_hint(
    own: Path, table: str, edit: Callable[[bytes], bytes], hint: str
) -> None:
    change_bytes(own, table, edit)
    (fault,) = faults(own)
    assert fault.startswith(f"{table}.csv")
    assert hint in fault


HEADINGS: dict[str, tuple[Callable[[Rows], Rows], str]] = {
    "missing": (lambda rows: [row[:-1] for row in rows], "the column source_ids is missing"),
    "extra": (lambda rows: [[*row, "x"] for row in rows], "the column x is not known"),
    "twice": (lambda rows: [[*row, row[1]] for row in rows], "the column name stands twice"),
}


@pytest.mark.parametrize(("edit", "told"), HEADINGS.values(), ids=HEADINGS)
def test_a_column_missing_extra_or_twice_is_named(own: Path, edit: Callable[[Rows], Rows], told: str) -> None:
    change(own, "regions", edit)
    assert f"regions.csv: {told}." in faults(own)


@pytest.mark.parametrize("cells", [-1, 1], ids=["too few", "too many"])
def test_a_row_with_too_few_or_too_many_cells_is_named_by_its_number(own: Path, cells: int) -> None:
    change(own, "regions", lambda rows: [*rows[:3], rows[3][:-1] if cells < 0 else [*rows[3], "more"], *rows[4:]])
    wide = len(TABLES["regions"])
    assert any(f.startswith(f"regions.csv, row 4: {wide + cells} cells") and f"{wide}." in f for f in faults(own))


def test_a_blank_line_between_rows_counts_as_the_spreadsheet_counts_it(own: Path) -> None:
    number = put(own, "regions", "uk", "intake_scheme", "moon")
    change_bytes(own, "regions", lambda old: old.replace(b"\n", b"\n\n", 2))
    assert any(fault.startswith(f"regions.csv, row {number + 2}, column intake_scheme") for fault in faults(own))


@pytest.mark.parametrize("table", sorted(TABLES))
def test_a_missing_file_is_one_fault_and_not_one_for_each_link_to_it(own: Path, table: str) -> None:
    (own / f"{table}.csv").unlink()
    (fault,) = faults(own)
    assert fault.startswith(f"{table}.csv: the file is missing")


@pytest.mark.parametrize("table", ["levels", "regions", "rules", "sections", "sources", "strings", "symptoms"])
def test_a_table_with_a_heading_alone_is_told_where_rows_are_needed(own: Path, table: str) -> None:
    change(own, table, lambda rows: rows[:1])
    assert any(f"{table}.csv" in fault for fault in faults(own))


def test_words_that_the_widgets_need_are_told_when_they_are_missing(own: Path) -> None:
    change(own, "strings", lambda rows: [row for row in rows if row[0] != "card_title"])
    assert any(fault.startswith("strings.csv") and "card_title" in fault for fault in faults(own))


def test_all_faults_of_all_files_come_in_one_error_each_on_its_line(own: Path) -> None:
    (own / "glossary.csv").unlink()
    change_bytes(own, "strings", lambda old: old.replace(b",", b";"))
    numbers = [put(own, "claims", "signs.1", "kind", "rumour"), put(own, "regions", "uk", "advice_line", "ask")]
    starts = ["glossary.csv: the file is missing", "strings.csv: the columns are not separated by commas",
              f"claims.csv, row {numbers[0]}, column kind: found “rumour”",
              f"regions.csv, row {numbers[1]}, column advice_line: found “ask”"]  # fmt: skip
    with pytest.raises(kb.TableError, match=r"^4 faults in the tables\. Nothing was loaded\.") as caught:
        kb.load(own)
    lines = str(caught.value).splitlines()[1:]
    assert len(lines) == 4
    assert all(any(line.lstrip(" -").startswith(start) for line in lines) for start in starts)
