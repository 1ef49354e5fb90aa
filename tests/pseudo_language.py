"""A language that nobody speaks: every word decorated and longer, so that what no table holds stands out."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import ROOT

from handouts import words
from kb.base import SHIPPED
from kb.schema import TABLES
from kb.translation import worded

LONG, RIGHT_TO_LEFT = "en-XA", "ar-XB"
LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "àƀćďéƒĝĥíĵķĺɱńóƥɋŕšťúṽŵẋýžÀɃĆĎÉƑĜĤÍĴĶĹṀŃÓƤɊŔŠŤÚṼŴẊÝŽ",
)
KEPT = re.compile(r"(\{\w+\}|<[^>]*>|\]\([^)]*\)|`[^`]*`)")  # places, tags, addresses and code
UNDECORATED = r"[A-Za-z]{2,}"


def decorated(text: str) -> str:
    """The same words with other letters, and 40 % longer; what a program fills in stays."""
    parts = KEPT.split(text)
    letters = "".join(part if place % 2 else part.translate(LETTERS) for place, part in enumerate(parts))
    more = round(0.4 * len(re.sub(KEPT, "", text)))
    return letters + (" " + " ".join(["õõõõõõ"] * (more // 7) or ["õ" * more]) if more > 1 and letters.strip() else "")


def _cell(text: str, column: str) -> str:
    """A cell of a table: lists are decorated item by item."""
    for sign in (";", "|"):
        if sign in text:
            return sign.join(_cell(part, column) for part in text.split(sign))
    return decorated(text)


LISTS = {"months": ", "}
MACHINE = re.compile(r"(_small_words|_no_sign_words|_endings|_everyday)$")


def write_language(folder: Path, language: str, leave_out: tuple[tuple[str, str], ...] = ()) -> Path:
    """A folder of tables with a language in it; `leave_out` names rows that are not translated, by table and id."""
    tables = folder / "tables"
    shutil.copytree(SHIPPED, tables, dirs_exist_ok=True)
    (tables / language).mkdir()
    for table in TABLES:
        columns = worded(table)
        with (tables / f"{table}.csv").open(newline="", encoding="utf-8") as file:
            rows = [row for row in csv.DictReader(file) if (table, row["id"]) not in leave_out]
        with (tables / language / f"{table}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(["id", *columns])
            writer.writerows(
                [row["id"], *(_translated(table, row, column, language) for column in columns)] for row in rows
            )
    return tables


def _translated(table: str, row: dict[str, str], column: str, language: str) -> str:
    text = row[column]
    if table == "strings":
        if row["id"] == "direction":
            return "rtl" if language == RIGHT_TO_LEFT else "ltr"
        if MACHINE.search(row["id"]):
            return text.translate(LETTERS)
        if split := LISTS.get(row["id"]):
            return split.join(part.translate(LETTERS) for part in text.split(split))
        return decorated(text)
    return _cell(text, column)


def write_notebooks(folder: Path, tables: Path, language: str) -> Path:
    """The notebooks with decorated text, over those tables."""
    target = folder / "notebooks"
    target.mkdir(exist_ok=True)
    shutil.copy(ROOT / "notebooks" / "class.toml", target)
    for file in (ROOT / "notebooks").glob("*.ipynb"):
        notebook = json.loads(file.read_text(encoding="utf-8"))
        notebook["metadata"]["lang"] = language
        for cell in notebook["cells"]:
            source = "".join(cell["source"])
            if cell["cell_type"] == "markdown":
                cell["source"] = "\n".join(decorated_line(line) for line in source.split("\n"))
            else:
                cell["source"] = source.replace("language=room.language", f"{str(tables)!r}, language={language!r}")
        (target / file.name).write_text(json.dumps(notebook), encoding="utf-8")
    return target


def decorated_line(line: str) -> str:
    """A line of Markdown; what makes it a heading or an item stays."""
    found = re.match(r"([#>\s*\d.-]*)(.*)", line)
    return found[1] + decorated(found[2]) if found else line


@contextmanager
def exporters_speak(language: str, folder: Path) -> Iterator[None]:
    """The exporters' own words in the language too."""
    with (Path(words.__file__).parent / "strings.csv").open(newline="", encoding="utf-8") as file:
        own = {row["id"]: decorated(row["text"]) for row in csv.DictReader(file)}
    own["direction"] = "rtl" if language == RIGHT_TO_LEFT else "ltr"
    folder.mkdir(exist_ok=True)
    english = words._table
    words._words.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words, "_table", lambda name: own if name == f"strings.{language}.csv" else english(name))
        yield
    words._words.cache_clear()
