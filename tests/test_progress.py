"""Progress counts what is kept, says what comes next, and forgets, deletes and brings back what it says."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup

from kb.quiz import right_options, section_quiz
from widgets import HabitPlan, Progress, Quiz, SectionText, VisitSheet, personal, progress_table
from widgets.entries import Entry
from widgets.progress_table import entry_section, what_next
from widgets.store import Store

SECRET = "a secret of mine"


@pytest.fixture
def store(tmp_path) -> Store:
    return Store(tmp_path / "kept")


@pytest.fixture
def lived(base, store, monkeypatch) -> Store:
    """The store of somebody who did some of everything."""
    monkeypatch.setattr(personal, "kept_here", lambda: store)
    SectionText(base, "warning_signs")
    SectionText(base, "sleep")
    answer(base, "warning_signs", 2)
    plan = HabitPlan(base, plan="sleep")
    plan.picked = plan.habits["id"][:2]
    sheet = VisitSheet(base)
    sheet.picked, sheet.own_questions = sheet.knowledge["questions"]["id"][:1], [SECRET, " "]
    store.append("diary", {"note": SECRET})
    return store


def answer(base: Any, section: str, right: int) -> None:
    """Answer all questions of a section, of which some right."""
    rows, quiz = section_quiz(base, section), Quiz(base, section)
    answers = {row["id"]: right_options(base, row["id"]) for row in rows[:right]}
    for row in rows[right:]:
        for key, option in base.rows["quiz_options"].items():
            if option["quiz_id"] == row["id"] and row["kind"] in ("single", "multiple") and option["right"] is False:
                answers[row["id"]] = [key]
    quiz.answers = answers


def asked(progress: Progress, do: str, section: str = "") -> tuple[str, bool]:
    answer = progress.answer({"do": do, "section": section, "ask": "mine"})
    assert answer["answers"] == "mine"
    return answer["said"], answer["undo"]


def shown(progress: Progress) -> dict[str, Any]:
    return progress.answer({"do": "look"})


def entry(kind: str, **data: Any) -> Entry:
    return Entry("x", kind, datetime(2026, 3, 1, 8).astimezone(), data)


def test_the_table_has_a_row_a_section_in_the_order_of_the_class(base, store):
    table = Progress(base, store).table
    sections = sorted(base.rows["sections"].values(), key=lambda row: row["number"])
    assert list(table.index) == [row["id"] for row in sections]
    assert list(table.columns) == ["title", "notebook", "opened", "right", "of", "habits", "questions"]
    assert list(table["of"]) == [len(section_quiz(base, row["id"])) for row in sections]
    assert set(table["opened"]) | set(table["right"]) == {None}
    assert not store.folder.exists()


def test_the_table_counts_what_is_kept(base, lived):
    table = Progress(base, lived).table
    today = datetime.now().astimezone().date()
    assert {key: day for key, day in table["opened"].items() if day} == {"warning_signs": today, "sleep": today}
    assert {key: right for key, right in table["right"].items() if right is not None} == {"warning_signs": 2}
    habits = base.rows["habits"]
    picked = HabitPlan(base, plan="sleep").picked
    assert table.loc["sleep", "habits"] == [habits[key]["text"] for key in picked]
    first = VisitSheet(base).picked[0]
    assert table.loc["prenatal_care", "questions"] == [base.rows["visit_questions"][first]["text"], SECRET]


@pytest.mark.parametrize("data", [
    {}, {"state": 3}, {"name": 7}, {"name": "warning_signs", "state": {"answers": [1]}}, {"section": ["sleep"]},
    {"name": "sleep", "state": {"picked": "sleep_side"}}, {"name": "sleep", "state": {"picked": [3, {}, None, "gone"]}},
    {"name": "warning_signs", "state": {"answers": {"gone": ["x"], "warning_signs_clots": 3, "sleep_1": [{}]}}},
], ids=str)  # fmt: skip
def test_what_is_kept_in_another_shape_stops_nothing(base, data):
    entries = [entry(kind, **data) for kind in ("section", "quiz", "habit", "question", "diary", "photo")]
    table = progress_table.progress_table(base, entries)
    assert set(table["right"]) == {None}
    assert all(found == [] for column in ("habits", "questions") for found in table[column])
    what_next(table)


def test_each_entry_belongs_to_the_section_that_shows_it(base):
    entries = [
        (entry("section", section="sleep"), "sleep"), (entry("quiz", name="relief"), "relief"), (entry("diary"), None),
        (entry("habit", name="day"), "lifestyle"), (entry("habit", name="sleep"), "sleep"),
        (entry("question", name="visit"), "prenatal_care"), (entry("photo", section="sleep"), None),
    ]  # fmt: skip
    for one, section in entries:
        assert entry_section(one) == section
        assert section is None or section in base.rows["sections"]


def test_what_comes_next(base):
    table = progress_table.progress_table(base, [])
    sections = list(table.index)
    assert what_next(table) == ("signs", "warning_signs")
    table.at["warning_signs", "opened"] = date(2026, 3, 1)
    assert what_next(table) == ("section", sections[0])
    table.at["relief", "right"] = 0
    assert what_next(table) == ("quiz", "relief")
    for key in sections:
        table.at[key, "opened"] = date(2026, 3, 1)
        table.at[key, "right"] = table.at[key, "of"]
    table.at["sleep", "right"] = None
    assert what_next(table) == ("check", "sleep")
    table.at["sleep", "right"] = table.at["sleep", "of"]
    assert what_next(table) == ("habit", "lifestyle")
    table.at["sleep", "habits"] = ["x"]
    assert what_next(table) == ("question", "prenatal_care")
    table.at["prenatal_care", "questions"] = ["x"]
    assert what_next(table) == ("again", "warning_signs")
    table.at["warning_signs", "opened"] = None
    assert what_next(table) == ("signs", "warning_signs")


def test_every_step_has_its_words_and_none_says_that_all_is_well(base, store):
    for step in ("signs", "quiz", "section", "check", "habit", "question", "again"):
        text = base.text(f"progress_next_{step}")
        assert "{title}" in text
    assert shown(Progress(base, store))["next"] == {
        "text": base.text("progress_next_signs").format(title=base.rows["sections"]["warning_signs"]["title"]),
        "title": base.rows["sections"]["warning_signs"]["title"],
        "notebook": "03_warning_signs",
    }
    assert "even if you are not sure" in base.text("progress_next_again")


def test_one_section_is_forgotten_and_comes_back(base, lived):
    progress, before = Progress(base, lived), lived.read()
    assert asked(progress, "forget", "sleep") == (base.text("progress_said_forgotten"), True)
    assert shown(progress)["sections"]["habits"][list(progress.table.index).index("sleep")] == []
    assert progress.table.loc["warning_signs", "right"] == 2
    assert [e.kind for e in before if e not in lived.read()] == ["section", "habit"]
    assert asked(progress, "undo") == (base.text("progress_said_undone"), False)
    assert sorted(lived.read(), key=lambda e: e.id) == sorted(before, key=lambda e: e.id)
    assert asked(progress, "undo") == (base.text("progress_said_nothing"), False)


def test_all_but_the_diary_is_forgotten(base, lived):
    progress = Progress(base, lived)
    assert asked(progress, "forget_all") == (base.text("progress_said_forgotten_all"), True)
    assert [e.kind for e in lived.read()] == ["diary"]
    assert shown(progress)["diary"] == 1
    assert asked(progress, "forget_all")[0] == base.text("progress_said_nothing")
    asked(progress, "undo")
    assert len(lived.read()) == 6


def test_everything_is_deleted_also_what_could_not_be_read_and_comes_back_in_the_session(base, lived):
    with lived.file.open("ab") as out:
        out.write(b"torn " + SECRET.encode())
    progress, before = Progress(base, lived), lived.read()
    assert shown(progress)["notes"] == [base.text("progress_damaged").format(count=1, file=lived.set_aside)]
    assert asked(progress, "delete") == (base.text("progress_said_deleted"), True)
    assert {file.name for file in lived.folder.iterdir()} == {"personal.lock"}
    assert {key: shown(progress)[key] for key in ("file", "diary", "notes")} == {
        "file": str(lived.file), "diary": 0, "notes": []}  # fmt: skip
    assert asked(progress, "undo")[1] is False
    assert lived.read() == before


def test_an_undo_after_a_new_session_is_not_offered(base, lived):
    asked(Progress(base, lived), "delete")
    assert shown(Progress(base, lived))["undo"] is False


def test_it_follows_what_is_written_in_its_own_kernel(base, lived, monkeypatch):
    progress, sent = Progress(base, lived), []
    monkeypatch.setattr(progress, "send", sent.append)
    plan = HabitPlan(base)
    plan.picked = plan.habits["id"][:1]
    place = list(progress.table.index).index("lifestyle")
    assert [news["sections"]["habits"][place] for news in sent] == [[base.rows["habits"][plan.picked[0]]["text"]]]
    assert sent[0]["answers"] is None


def test_nothing_of_a_person_is_in_a_trait(base, lived):
    progress = Progress(base, lived)
    asked(progress, "look")
    assert SECRET in json.dumps(shown(progress))
    assert SECRET not in json.dumps(progress.get_state(), default=str)


def test_a_file_that_cannot_be_read_is_told_and_nothing_is_touched(base, store):
    store.file.mkdir(parents=True)
    progress = Progress(base, store)
    assert shown(progress)["notes"] == [base.text("progress_unreadable")]
    for do in ("forget_all", "delete", "forget"):
        assert asked(progress, do, "sleep") == (base.text("progress_said_failed"), False)
    assert store.file.is_dir()


def test_lines_of_a_newer_version_are_told(base, store):
    store.append("diary", {})
    with store.file.open("ab") as out:
        out.write(b'{"version":2}\n')
    assert shown(Progress(base, store))["notes"] == [base.text("progress_newer").format(count=1)]


def test_without_a_store_it_says_so_and_does_nothing(base, tmp_path, monkeypatch):
    monkeypatch.setenv("WEEK_TWELVE_DATA", str(tmp_path / "kept"))
    progress = Progress(base)
    assert {key: shown(progress)[key] for key in ("file", "diary", "notes")} == {"file": "", "diary": 0, "notes": []}
    for do in ("look", "forget", "forget_all", "delete", "undo"):
        assert asked(progress, do, "sleep")[1] is False
    assert not (tmp_path / "kept").exists()


@pytest.mark.parametrize("message", [{}, {"do": "rm"}, {"do": None, "section": ["sleep"]}], ids=str)
def test_what_is_not_known_only_looks(base, lived, message):
    before = lived.read()
    assert Progress(base, lived).answer(message)["said"] == base.text("progress_said_looked")
    assert lived.read() == before


def test_the_paper_form_names_all_sections_and_holds_nothing_of_a_person(base, lived, tmp_path):
    progress = Progress(base, lived)
    page = BeautifulSoup(progress._repr_mimebundle_()[0]["text/html"], "html.parser")
    assert [cell.get_text() for cell in page.select("tbody th")] == list(progress.table["title"])
    assert len(page.select("input[type=checkbox]")) == len(progress.table)
    assert SECRET not in str(page)
    assert progress.plain_html == Progress(base, Store(tmp_path / "nobody")).plain_html
