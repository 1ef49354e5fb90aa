"""A sheet goes to a clinician and comes back: what was filled in is taken, nothing is lost, nothing stale is."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import kb
from kb import __main__ as command
from kb import commands
from kb.base import SHIPPED, KnowledgeBase, convert, read_tables
from kb.review_sheet import COLUMNS, sheet, taken
from kb.reviews import count, is_checked
from kb.schema import TABLES
from kb.spreadsheets import RISKY, SheetError, plain, read, to_text
from kb.statements import statements

pytestmark = pytest.mark.slow

TODAY = date(2026, 12, 24)
NAME, DAY = "Dr. Zoë O’Neil", "2026-11-02"
SOME = {"claims.signs.1", "claims.signs.3", "rules.spotting", "glossary.anti_d", "foods.almonds"}
Rows = list[dict[str, str]]


def loaded(folder: Path) -> KnowledgeBase:
    return KnowledgeBase(convert(read_tables(folder)[0]), "en")


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a copy of the shipped tables, which the commands load without their checks: these are slow."""
    monkeypatch.setattr(commands, "check", lambda folder: convert(read_tables(folder)[0]))
    return Path(shutil.copytree(SHIPPED, tmp_path / "tables"))


@pytest.fixture(scope="module")
def sent(base: kb.KnowledgeBase) -> bytes:
    return sheet(base).encode("utf-8-sig")


def all_rows(raw: bytes) -> Rows:
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def rows_of(raw: bytes) -> Rows:
    """Some of them, since a clinician may send back a part."""
    return [row for place, row in enumerate(all_rows(raw)) if place < 6 or f"{row['table']}.{row['id']}" in SOME]


def back(rows: Rows, *, separator: str = ",", end: str = "\r\n", encoding: str = "utf-8-sig") -> bytes:
    """The rows as a spreadsheet program saves them: quotes only where they must be."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=separator, lineterminator=end)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode(encoding)


def fill(rows: Rows, table: str, row_id: str, answer: str, comment: str = "", name: str = NAME, day: str = DAY) -> int:
    """Fill in a row; its number as the program shows it."""
    place = next(place for place, row in enumerate(rows) if (row["table"], row["id"]) == (table, row_id))
    rows[place] |= {"answer": answer, "comment": comment, "reviewed_by": name, "reviewed_on": day}
    return place + 2


def refused(base: KnowledgeBase, raw: bytes) -> list[str]:
    with pytest.raises(SheetError) as caught:
        taken(base, raw, TODAY)
    return caught.value.errors


def test_the_sheet_has_a_row_for_every_statement_and_is_no_formula(base: kb.KnowledgeBase, sent: bytes) -> None:
    rows = all_rows(sent)
    assert [(row["table"], plain(row["id"])) for row in rows] == [(one.table, one.id) for one in statements(base)]
    assert tuple(rows[0]) == COLUMNS
    assert all(row["statement"] and row["fingerprint"].startswith("f") for row in rows)
    assert [cell for row in rows for cell in row.values() if cell.startswith(RISKY) and cell[0] != "'"] == []
    assert taken(base, sent, TODAY) == ([], [])


def test_a_program_that_wants_semicolons_gets_them(own: Path, tmp_path: Path, base: kb.KnowledgeBase) -> None:
    file = tmp_path / "review.csv"
    assert command.main(["export-review", "--semicolons", str(file), str(own)]) == 0
    raw = file.read_bytes()
    assert raw.decode("utf-8-sig").startswith('"table";"id";"statement"')
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert len(rows) == len(statements(base))
    fill(rows, "claims", "signs.1", "agree")
    assert [review["row_id"] for review in taken(base, back(rows, separator=";"), TODAY)[0]] == ["signs.1"]


def test_there_and_back_and_there_again(own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, again = tmp_path / "review.csv", tmp_path / "again.csv"
    assert command.main(["export-review", str(file), str(own)]) == 0
    rows = all_rows(file.read_bytes())
    fill(rows, "claims", "signs.1", "agree")
    fill(rows, "rules", "spotting", "Change", '=IF("no"; "then")\nsecond line, with “quotes”')
    fill(rows, "foods", "almonds", "comment", "'tis fine; mostly")
    file.write_bytes(back(rows))
    before = {name: (own / f"{name}.csv").read_bytes() for name in TABLES if name != "reviews"}
    assert command.main(["import-review", str(file), str(own)]) == 0
    said = capsys.readouterr().out
    assert "rules, spotting: change: =IF" in said
    assert ": 3." in said
    assert {name: (own / f"{name}.csv").read_bytes() for name in before} == before
    after = loaded(own)
    assert is_checked(after, "claims", "signs.1")
    assert not is_checked(after, "rules", "spotting")
    assert count(after)[1] == count(kb.load())[1] - 1
    assert command.main(["export-review", str(again), str(own)]) == 0
    wanted = [row | {"answer": row["answer"].lower()} for row in rows]
    assert [{k: plain(v) for k, v in row.items()} for row in all_rows(again.read_bytes())] == [
        {k: v if k == "comment" else plain(v) for k, v in row.items()} for row in wanted
    ]
    assert command.main(["import-review", str(again), str(own)]) == 0  # nothing twice
    assert len(loaded(own).reviews) == 3
    report = command.report(after)
    assert "second line" in report
    assert f"{count(after)[0]} statements, {count(after)[1]} of them not checked by a clinician" in report


SAVED: dict[str, Callable[[Rows], bytes]] = {
    "semicolons": lambda rows: back(rows, separator=";"),
    "tabs in UTF-16": lambda rows: back(rows, separator="\t", encoding="utf-16"),
    "no byte order mark, plain line ends": lambda rows: back(rows, end="\n", encoding="utf-8"),
    "empty rows and columns": lambda rows: back([row | {"": ""} for row in [*rows, dict.fromkeys(COLUMNS, "")]]),
    "sorted another way": lambda rows: back(sorted(rows, key=lambda row: row["fingerprint"])),
    "other order of columns": lambda rows: back([dict(reversed(row.items())) for row in rows]),
    "only some rows": lambda rows: back([row for row in rows if row["answer"] or row["comment"] or row is rows[0]]),
    "apostrophes gone": lambda rows: back([{k: plain(v) for k, v in row.items()} for row in rows]),
    "other line ends in cells": lambda rows: back([{k: v.replace("\n", "\r\n") for k, v in r.items()} for r in rows]),
}


@pytest.mark.parametrize("save", SAVED.values(), ids=SAVED)
def test_what_spreadsheet_programs_make_of_it_is_understood(
    base: kb.KnowledgeBase, sent: bytes, save: Callable[[Rows], bytes]
) -> None:
    rows = rows_of(sent)
    fill(rows, "claims", "signs.1", "change", "Say “today”;\nand why")
    (review,), silent = taken(base, save(rows), TODAY)
    assert silent == []
    assert (review["table"], review["row_id"], review["answer"]) == ("claims", "signs.1", "change")
    assert (review["comment"], review["reviewed_by"], review["reviewed_on"]) == ("Say “today”;\nand why", NAME, DAY)


@pytest.mark.parametrize(
    "written",
    ["2026-12-01", "1.12.2026", "01.12.26", "2026/12/01", "1 December 2026", "1-Dec-26", "2026-12-01 00:00:00"],
)
def test_a_day_that_can_only_mean_one_is_understood(base: kb.KnowledgeBase, sent: bytes, written: str) -> None:
    rows = rows_of(sent)
    fill(rows, "claims", "signs.1", "agree", day=written)
    assert taken(base, back(rows), TODAY)[0][0]["reviewed_on"] == "2026-12-01"


@pytest.mark.parametrize("written", ["23/11/2026", "11/23/2026", "11/23/26"])
def test_slashes_are_understood_where_no_month_has_that_number(
    base: kb.KnowledgeBase, sent: bytes, written: str
) -> None:
    rows = rows_of(sent)
    fill(rows, "claims", "signs.1", "agree", day=written)
    assert taken(base, back(rows), TODAY)[0][0]["reviewed_on"] == "2026-11-23"


WRONG = {
    "another answer": ({"answer": "yes"}, "column answer: found “yes”. Allowed: agree, change, comment"),
    "no name": ({"reviewed_by": " "}, "column reviewed_by: found nothing. Allowed: the name"),
    "no day": ({"reviewed_on": ""}, "column reviewed_on: found “”. Allowed: a day"),
    "no such day": ({"reviewed_on": "30.2.2026"}, "column reviewed_on: found “30.2.2026”. Allowed: a day"),
    "two days": ({"reviewed_on": "5/11/2026"}, "found “5/11/2026”, which can be two days. Allowed:"),
    "a day to come": ({"reviewed_on": "2027-01-01"}, "column reviewed_on: found “2027-01-01”. Allowed: a day that is"),
    "a change without words": ({"answer": "change"}, "column comment: found nothing. Allowed: some text"),
    "an unseen character": ({"comment": "a\x07b"}, "column comment: holds an unseen character"),
    "the statement written over": ({"statement": "Wait and see."}, "write what should change into the column comment"),
    "the sources cut off": ({"sources": ""}, "is not as it was sent"),
    "another fingerprint": ({"fingerprint": "f0"}, "is not as it was sent"),
    "another row": ({"id": "signs.2"}, "is not as it was sent"),
}


@pytest.mark.parametrize(("cells", "said"), WRONG.values(), ids=WRONG)
def test_a_damaged_row_is_told_by_its_number_and_nothing_is_taken(
    base: kb.KnowledgeBase, sent: bytes, cells: dict[str, str], said: str
) -> None:
    rows = rows_of(sent)
    number = fill(rows, "claims", "signs.1", "agree")
    fill(rows, "claims", "signs.3", "agree")
    rows[number - 2] |= cells
    errors = refused(base, back(rows))
    assert any(error.startswith(f"row {number}") and said in error for error in errors), errors


def test_what_is_written_over_a_statement_is_told_also_where_nobody_answered(
    base: kb.KnowledgeBase, sent: bytes
) -> None:
    rows = rows_of(sent)
    rows[5]["nuance"] = "I would leave this out."
    assert refused(base, back(rows))[0].startswith("row 7: one of table, id, statement")


def test_a_statement_that_has_changed_since_is_refused_and_its_review_counts_no_more(own: Path, sent: bytes) -> None:
    rows = rows_of(sent)
    number = fill(rows, "rules", "spotting", "agree")
    (own.parent / "r.csv").write_bytes(back(rows))
    assert command.main(["import-review", str(own.parent / "r.csv"), str(own)]) == 0
    assert is_checked(loaded(own), "rules", "spotting")
    file = own / "symptoms.csv"
    name = kb.load().rows["symptoms"]["spotting"]["text"]
    file.write_text(file.read_text(encoding="utf-8").replace(name, f"{name} or so"), encoding="utf-8")
    assert not is_checked(loaded(own), "rules", "spotting")
    assert "reviews.csv has 1 of earlier words" in command.report(loaded(own))
    assert f"row {number}: rules, spotting has changed since. Export a new sheet" in refused(loaded(own), back(rows))[0]


def test_a_statement_that_is_gone_and_one_that_stands_twice_are_refused(
    own: Path, base: kb.KnowledgeBase, sent: bytes
) -> None:
    rows = rows_of(sent)
    number = fill(rows, "glossary", "anti_d", "agree")
    assert "stands in row" in refused(base, back([*rows, rows[number - 2]]))[0]
    file = own / "glossary.csv"
    lines = [line for line in file.read_text(encoding="utf-8").splitlines(True) if not line.startswith("anti_d,")]
    file.write_text("".join(lines), encoding="utf-8")
    assert f"row {number}: glossary, anti_d is no longer in the tables" in refused(loaded(own), back(rows))[0]


SHEETS = {
    "empty": (b"", "the file is empty"),
    "old letters": ("table;Zoë".encode("latin-1"), "not UTF-8"),
    "an open quote": (b'"table', "quotation mark opened"),
    "something else": (b"a,b\n1,2\n", "the column table is missing"),
}


@pytest.mark.parametrize(("raw", "said"), SHEETS.values(), ids=SHEETS)
def test_a_file_that_is_no_sheet_is_told_in_words(base: kb.KnowledgeBase, raw: bytes, said: str) -> None:
    assert said in "\n".join(refused(base, raw))


def test_words_outside_the_columns_are_never_dropped_silently(base: kb.KnowledgeBase, sent: bytes) -> None:
    rows = rows_of(sent)
    assert (
        "“my notes” is not known. What it says would be lost"
        in refused(base, back([row | {"my notes": ""} for row in rows]))[0]
    )
    assert "stands outside the columns" in refused(base, back([row | {"": "look here"} for row in rows[:2]]))[0]
    assert "row 2" in refused(base, back(rows[:1]).rstrip() + b",more\r\n")[0]


def test_a_refused_sheet_changes_no_file(own: Path, sent: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    rows = rows_of(sent)
    fill(rows, "claims", "signs.1", "agree")
    fill(rows, "claims", "signs.3", "perhaps")
    (own.parent / "r.csv").write_bytes(back(rows))
    before = {file.name: file.read_bytes() for file in own.iterdir()}
    assert command.main(["import-review", str(own.parent / "r.csv"), str(own)]) == 1
    assert "found “perhaps”" in (said := capsys.readouterr().err)
    assert said.endswith("Nothing was written.\n")
    assert {file.name: file.read_bytes() for file in own.iterdir()} == before


def test_a_full_disk_leaves_the_tables_as_they_were(
    own: Path, sent: bytes, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = rows_of(sent)
    fill(rows, "claims", "signs.1", "agree")
    (own.parent / "r.csv").write_bytes(back(rows))
    before = {file.name: file.read_bytes() for file in own.iterdir()}

    def full(self: Path, *_: object) -> None:
        raise OSError(28, "No space left on device", str(self))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        assert command.main(["import-review", str(own.parent / "r.csv"), str(own)]) == 1
    assert "No space left on device. Nothing was written." in capsys.readouterr().err
    assert {file.name: file.read_bytes() for file in own.iterdir()} == before


def test_a_sheet_that_may_hold_answers_is_not_written_over(
    own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "review.csv").write_text("answers", encoding="utf-8")
    assert command.main(["export-review", str(tmp_path / "review.csv"), str(own)]) == 1
    assert "is there already" in capsys.readouterr().err
    assert (tmp_path / "review.csv").read_text(encoding="utf-8") == "answers"


def test_a_name_without_an_answer_is_told_and_nothing_is_taken_of_it(base: kb.KnowledgeBase, sent: bytes) -> None:
    rows = rows_of(sent)
    number = fill(rows, "claims", "signs.1", "")
    assert taken(base, back(rows), TODAY) == ([], [number])
    fill(rows, "claims", "signs.1", "", comment="Only a word")
    assert taken(base, back(rows), TODAY)[0][0]["answer"] == "comment"


def test_two_clinicians_keep_their_words_and_one_who_asks_for_a_change_keeps_it_open(own: Path, sent: bytes) -> None:
    for name, answer, comment in (("A", "change", "Too mild"), ("B", "agree", "")):
        rows = rows_of(sent)
        fill(rows, "claims", "signs.1", answer, comment, name)
        (own.parent / "r.csv").write_bytes(back(rows))
        assert command.main(["import-review", str(own.parent / "r.csv"), str(own)]) == 0
    assert not is_checked(loaded(own), "claims", "signs.1")
    assert "claims, signs.1: change, A: Too mild" in command.report(loaded(own))
    fill(rows, "claims", "signs.1", "agree", name="A")
    (own.parent / "r.csv").write_bytes(back(rows))
    assert command.main(["import-review", str(own.parent / "r.csv"), str(own)]) == 0
    assert is_checked(loaded(own), "claims", "signs.1")
    assert list(loaded(own).reviews["comment"]) == ["Too mild", "", ""]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@x", "\tx", "'", "''", "'=1", "'tis", "’tis", "", "plain", "＝1"]
)
def test_a_harmless_cell_says_what_it_said(text: str) -> None:
    ((_, row),) = read(to_text([["a", "b"], [text, "x"]]).encode("utf-8-sig"), ["a", "b"])
    assert row["a"] == text


LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"))
FILLED = st.fixed_dictionaries({
    "answer": st.sampled_from(["agree", "change", "comment", ""]),
    "comment": st.text(LETTERS, max_size=40) | st.sampled_from(RISKY),
    "reviewed_by": st.text(LETTERS, max_size=20),
    "reviewed_on": st.dates(date(2020, 1, 1), TODAY).map(str),
})  # fmt: skip


def as_taken(row: dict[str, str]) -> tuple[str, ...] | None:
    """What a filled row means; None where nothing is to be taken, ValueError where it is to be refused."""
    comment, name = plain(row["comment"]).strip(), " ".join(plain(row["reviewed_by"]).split())
    answer = row["answer"] or ("comment" if comment else "")
    if answer and (not name or (answer != "agree" and not comment)):
        raise ValueError(answer)
    return (row["table"], plain(row["id"]), answer, comment, name, row["reviewed_on"]) if answer else None


@pytest.mark.deep
def test_whatever_is_written_comes_back_or_is_refused(base: kb.KnowledgeBase, sent: bytes) -> None:
    @settings(max_examples=150, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
    @given(filled=st.lists(FILLED, max_size=8), save=st.sampled_from([*SAVED]))
    def there_and_back(filled: Rows, save: str) -> None:
        rows = rows_of(sent)
        for row, cells in zip(rows, filled, strict=False):
            row |= cells
        try:
            wanted = [review for review in map(as_taken, rows) if review]
        except ValueError:
            assert refused(base, SAVED[save](rows))
            return
        found, _ = taken(base, SAVED[save](rows), TODAY)
        names = ("table", "row_id", "answer", "comment", "reviewed_by", "reviewed_on")
        assert sorted(tuple(review[name] for name in names) for review in found) == sorted(wanted)
        numbered = [{**review, "id": f"r{number}"} for number, review in enumerate(found)]
        tables = {name: getattr(base, name) for name in TABLES}
        tables["reviews"] = pd.DataFrame(numbered, columns=[*TABLES["reviews"]])
        again = all_rows(sheet(KnowledgeBase(tables, "en")).encode("utf-8-sig"))
        assert sorted(filter(None, map(as_taken, again))) == sorted(wanted)

    there_and_back()
