"""A second language is a folder of words: complete or not, it loads, and what is missing is seen and listed."""

from __future__ import annotations

import csv
import re
import shutil

import pytest
from conftest import ROOT
from pseudo_language import LONG, RIGHT_TO_LEFT, UNDECORATED, decorated, exporters_speak, write_language

import kb
import widgets
from handouts.words import speaking, words
from kb.__main__ import main
from kb.base import SHIPPED, read_tables
from kb.translation import MARK, translated

pytestmark = pytest.mark.slow

PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border)-(?:left|right)[\w-]*|(?:text-align|float): (?:left|right)|left|right)"
    r"(?=[:;}])"
)
SHEETS = sorted([*(ROOT / "widgets" / "static").glob("*.css"), *(ROOT / "handouts").rglob("*.css")])


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    left_out = (("strings", "clear"), ("symptoms", "spotting"))
    return write_language(tmp_path_factory.mktemp("language"), RIGHT_TO_LEFT, left_out)


@pytest.fixture(scope="module")
def english():
    return read_tables(SHIPPED)[0]


@pytest.fixture(scope="module")
def other(tables):
    return kb.load(tables, language=RIGHT_TO_LEFT)


def change(tables, table, row, column, text):
    """The cell of a translation, changed."""
    file = tables / RIGHT_TO_LEFT / f"{table}.csv"
    with file.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    for one in rows:
        if one["id"] == row:
            one[column] = text
    with file.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def test_words_change_and_nothing_else(other, base):
    assert (other.language, other.direction, base.direction) == (RIGHT_TO_LEFT, "rtl", "ltr")
    assert other.languages == ("en", RIGHT_TO_LEFT)
    assert other.text("answer_heading") == decorated(base.text("answer_heading"))
    assert [*other.rows["rules"]] == [*base.rows["rules"]]
    for symptom in base.rows["symptoms"]:
        assert kb.assess(other, [symptom]).level == kb.assess(base, [symptom]).level


def test_what_is_missing_is_english_with_a_mark_and_is_listed(tables, other, base, capsys):
    assert other.text("clear") == MARK + base.text("clear")
    assert other.rows["symptoms"]["spotting"]["text"] == MARK + base.rows["symptoms"]["spotting"]["text"]
    assert main([str(tables)]) == 0
    said = capsys.readouterr().out
    assert f"{RIGHT_TO_LEFT}/strings.csv: clear, text" in said
    assert f"{RIGHT_TO_LEFT}/symptoms.csv: spotting, how_to_tell" in said
    assert "answer_heading" not in said


def test_a_table_that_is_not_there_is_missing_as_a_whole(tables, english, tmp_path):
    shutil.copytree(tables / RIGHT_TO_LEFT, tmp_path / LONG)
    (tmp_path / LONG / "remedies.csv").unlink()
    frames, errors, missing = translated(english, tmp_path, LONG)
    assert errors == []
    assert all(title.startswith(MARK) for title in frames["remedies"]["title"])
    assert f"{LONG}/remedies.csv: {english['remedies']['id'][0]}, title" in missing


@pytest.mark.parametrize(
    ("table", "row", "column", "text", "fault"),
    [
        ("strings", "ask_count", "text", "no place", "its {places} must be: {count}"),
        ("strings", "ask_count", "text", "{count} {other}", "its {places} must be: {count}"),
        ("strings", "ask_count", "id", "ask_cuont", "the id “ask_cuont” is not in strings.csv"),
    ],
)
def test_faults_of_a_translation_are_named(tables, english, tmp_path, table, row, column, text, fault):
    shutil.copytree(tables / RIGHT_TO_LEFT, tmp_path / RIGHT_TO_LEFT)
    change(tmp_path, table, row, column, text)
    (error,) = translated(english, tmp_path, RIGHT_TO_LEFT)[1]
    assert error.startswith(f"{RIGHT_TO_LEFT}/strings.csv")
    assert fault in error


def test_a_faulty_translation_does_not_load_and_leaves_english_whole(tables, tmp_path):
    shutil.copytree(tables, tmp_path, dirs_exist_ok=True)
    (tmp_path / RIGHT_TO_LEFT / "levels.csv").write_text("id,wrod\nemergency,x\n", encoding="utf-8")
    with pytest.raises(kb.TableError, match=r"levels\.csv: found the columns id, wrod\. Allowed: id, word"):
        kb.load(tmp_path, language=RIGHT_TO_LEFT)
    assert kb.load(tmp_path).language == "en"


def test_an_unknown_language_is_told_with_those_that_there_are(tables):
    with pytest.raises(ValueError, match=f"“fr” is not there. Allowed: en, {RIGHT_TO_LEFT}"):
        kb.load(tables, language="fr")
    with pytest.raises(ValueError, match=r"Allowed: en\."):
        kb.load(language="fr")


def test_the_class_can_choose_a_language_that_the_tables_have(other, tmp_path):
    file = tmp_path / "class.toml"
    file.write_text(f'[place]\nlanguage = "{RIGHT_TO_LEFT}"\n', encoding="utf-8")
    assert kb.classroom.load(file, other).language == RIGHT_TO_LEFT
    with pytest.raises(kb.classroom.ClassroomError, match="Allowed: en"):
        kb.classroom.load(file)


def test_displays_say_their_language_and_its_direction(other, base):
    for display in (widgets.SectionText, widgets.Sources, widgets.LessonNotes):
        assert f'lang="{RIGHT_TO_LEFT}" dir="rtl"' in display(other, "relief").html
        assert "dir=" not in display(base, "relief").html
    selector = widgets.SymptomSelector(other)
    assert (selector.direction, selector.knowledge["language"]) == ("rtl", RIGHT_TO_LEFT)
    assert widgets.SymptomSelector(base).direction == "ltr"


def test_the_exporters_speak_it_too_and_mark_what_is_missing(tmp_path):
    english = words()
    with exporters_speak(RIGHT_TO_LEFT, tmp_path), speaking(RIGHT_TO_LEFT):
        assert set(words()) == set(english)
        assert not [
            text for text in words().values() if re.search(UNDECORATED, re.sub(r"\{\w+\}", "", text)) and text != "rtl"
        ]
    with speaking("fr"):
        assert words()["contents"] == f"[en] {english['contents']}"
    assert words() is english


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda file: file.name)
def test_styles_name_no_left_and_no_right(sheet):
    """But for the little arrow, which is turned and looks the same in both directions."""
    text = sheet.read_text(encoding="utf-8").replace("border-right: 2.5px solid", "")
    assert PHYSICAL.findall(text) == []
