"""Loading accepts what spreadsheets write, lends out copies only, and `python -m kb` reports without a traceback."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

import kb
from kb.__main__ import main
from kb.base import SHIPPED
from kb.schema import TABLES

pytestmark = pytest.mark.slow


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder with a copy of the shipped tables."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "tables"))


def rewrite(folder: Path, edit: Callable[[bytes], bytes]) -> None:
    for file in folder.glob("*.csv"):
        file.write_bytes(edit(file.read_bytes()))


ACCEPTED: dict[str, Callable[[bytes], bytes]] = {
    "unchanged": lambda old: old,
    "CRLF": lambda old: old.replace(b"\n", b"\r\n"),
    "a BOM": lambda old: b"\xef\xbb\xbf" + old,
    "a BOM and CRLF": lambda old: b"\xef\xbb\xbf" + old.replace(b"\n", b"\r\n"),
    "trailing blank lines": lambda old: old + b"\n\r\n\n",
    "a blank line below the heading": lambda old: old.replace(b"\n", b"\n\n", 1),
    "trailing rows of empty cells": lambda old: old + b"," * old.split(b"\n")[0].count(b",") + b"\n",
    "no line end at the end": lambda old: old.rstrip(b"\n"),
}


@pytest.mark.parametrize("edit", ACCEPTED.values(), ids=ACCEPTED)
def test_what_spreadsheet_programs_write_gives_the_same_tables(
    own: Path, base: kb.KnowledgeBase, edit: Callable[[bytes], bytes]
) -> None:
    rewrite(own, edit)
    loaded = kb.load(own)
    assert loaded.rows == base.rows
    assert all(getattr(loaded, table).equals(getattr(base, table)) for table in TABLES)


@pytest.mark.parametrize("word", ["None", "NA", "nan", "null", "N/A", "True", "007"])
def test_words_that_other_readers_take_for_missing_stay_text(own: Path, word: str) -> None:
    file = own / "regions.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("Ireland", word), encoding="utf-8")
    assert kb.load(own).rows["regions"]["ie"]["name"] == word


def test_the_order_of_columns_is_free(own: Path, base: kb.KnowledgeBase) -> None:
    rows = [line.split(",") for line in (own / "regions.csv").read_text(encoding="utf-8").splitlines()]
    (own / "regions.csv").write_text("\n".join(",".join(reversed(row)) for row in rows), encoding="utf-8")
    assert kb.load(own).rows == base.rows


def test_an_own_word_is_what_the_base_then_says(own: Path) -> None:
    file = own / "strings.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("When to call", "Whom to ring"), encoding="utf-8")
    assert kb.load(own).text("card_title") == "Whom to ring"
    assert kb.load().text("card_title") == "When to call"


def _overwrite(table: pd.DataFrame) -> None:
    table.loc[:, "text"] = "gone"


def _add_a_column(table: pd.DataFrame) -> None:
    table["more"] = 1


def _replace_a_row(table: pd.DataFrame) -> None:
    del table["text"]
    table.loc[0] = table.loc[1]


def _write_into_the_array(table: pd.DataFrame) -> None:
    with pytest.raises(ValueError, match="read-only"):
        table["number"].to_numpy()[0] = 99


@pytest.mark.parametrize("spoil", [_overwrite, _add_a_column, _replace_a_row, _write_into_the_array])
def test_what_somebody_does_with_a_table_never_reaches_the_next_reader(spoil: Callable[[pd.DataFrame], None]) -> None:
    before = kb.load().symptoms.to_dict("records")
    spoil(kb.load().symptoms)
    assert kb.load().symptoms.to_dict("records") == before


def test_single_rows_cannot_be_changed(base: kb.KnowledgeBase) -> None:
    with pytest.raises(TypeError):
        base.rows["symptoms"]["spotting"]["text"] = "gone"  # type: ignore[index]


def test_a_table_that_is_not_there_names_those_that_are(base: kb.KnowledgeBase) -> None:
    with pytest.raises(AttributeError, match="no table “nothing”") as caught:
        _ = base.nothing
    assert all(table in str(caught.value) for table in TABLES)
    assert set(TABLES) <= set(dir(base))


@pytest.mark.parametrize("language", ["tlh", "", "EN"])
def test_an_unknown_language_names_the_allowed_ones(language: str) -> None:
    with pytest.raises(ValueError, match=f"language “{language}” is not there. Allowed: en"):
        kb.load(language=language)


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kb", *map(str, arguments)]
    utf8 = {**os.environ, "PYTHONUTF8": "1"}
    done = subprocess.run(command, env=utf8, capture_output=True, encoding="utf-8", check=False, timeout=60)
    assert "Traceback" not in done.stdout + done.stderr
    return done


def test_the_report_tells_tables_rows_and_what_is_open(base: kb.KnowledgeBase) -> None:
    done = run()
    assert (done.returncode, done.stderr) == (0, "")
    lines = {line.split()[0]: line.split()[1:] for line in done.stdout.splitlines()}
    assert {table: int(lines[table][0]) for table in TABLES} == {table: len(base.rows[table]) for table in TABLES}
    unsourced = sum(not claim["source_ids"] for claim in base.rows["claims"].values())
    assert lines["claims"][1] == str(unsourced)


def test_a_broken_folder_gives_the_faults_and_exit_1(own: Path) -> None:
    (own / "glossary.csv").unlink()
    file = own / "regions.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(",999,", ",ask,"), encoding="utf-8")
    done = run(own)
    assert (done.returncode, done.stdout) == (1, "")
    assert "2 faults in the tables. Nothing was loaded." in done.stderr
    assert "glossary.csv: the file is missing" in done.stderr
    assert "regions.csv, row 8, column emergency_number: found “ask”. Allowed: a phone number" in done.stderr


@pytest.mark.parametrize("place", ["nowhere", "tables/claims.csv", "folders"])
def test_what_is_no_folder_of_tables_is_told(own: Path, place: str, capsys: pytest.CaptureFixture[str]) -> None:
    for table in TABLES:
        (own.parent / "folders" / f"{table}.csv").mkdir(parents=True)
    assert main([str(own.parent / place)]) == 1
    assert f"{len(TABLES)} faults in the tables. Nothing was loaded." in capsys.readouterr().err


@pytest.mark.parametrize(("arguments", "code"), [(["--help"], 0), (["-h"], 0), (["one", "two"], 2)])
def test_help_and_a_wrong_call_say_how_it_is_used(
    arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == code
    assert capsys.readouterr().out.startswith("usage: python -m kb")
