"""The diary in Python: what may stand in it, its table and its file, and that nobody else gets to see it."""

from __future__ import annotations

import csv
import json
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from conftest import ROOT

import kb
from kb.classroom import ROLES, Classroom
from kb.spreadsheets import RISKY
from widgets import Diary, SymptomSelector, VisitSheet, charts
from widgets.diary_words import ASKED, SHEET_DAYS
from widgets.store import Store, StoreError

MARKER = "Zugvogelnest"
SECRET = {"signs": ["spotting"], "strength": 7, "helped_words": f"tea {MARKER}", "note": f"{MARKER} at night"}
RISKY_TEXTS = (*(f"{sign}1+1" for sign in RISKY if sign.strip()), "''", "'=1", "a;=1+1", '="x"', "None", "NA", "nan",
               "1", "007", "two\nlines", 'say "no", twice', "\ufeffx", "\u202eabc", "🤰🏽 עברית", "a\rb")  # fmt: skip


@pytest.fixture
def diary(base: kb.KnowledgeBase, tmp_path: Path) -> Diary:
    return Diary(base, store=Store(tmp_path / "mine"))


def hours_ago(hours: float) -> datetime:
    return datetime.now().astimezone() - timedelta(hours=hours)


def test_entries_come_back_newest_first_also_in_another_notebook(base, diary, tmp_path) -> None:
    late = diary.add(strength=3, when=hours_ago(1))
    early = diary.add(signs=["fever"], helped=["warm_bath"], note="hot", when=hours_ago(30))
    other = Diary(base, store=Store(tmp_path / "mine"))
    assert list(other.entries.index) == [late, early]
    row = other.entries.loc[early]
    assert (row["sign_ids"], row["level_of_signs"], row["helped_ids"], row["note"]) == (
        "fever", "same_day", "warm_bath", "hot")  # fmt: skip
    assert datetime.fromisoformat(row["when_iso8601"]).utcoffset() is not None
    assert pd.isna(row["strength_0_to_10"])
    assert str(other.entries["day"].dtype).startswith("datetime64")


@pytest.mark.parametrize(
    ("wrong", "error", "said"),
    [
        ({}, ValueError, "at least a sign"),
        ({"note": " \n "}, ValueError, "at least a sign"),
        ({"strength": 11}, ValueError, "from 0 to 10"),
        ({"strength": 3.0}, ValueError, "from 0 to 10"),
        ({"strength": True}, ValueError, "from 0 to 10"),
        ({"signs": ["spoting"]}, ValueError, "spotting"),
        ({"signs": "spotting"}, TypeError, "list of ids"),
        ({"helped": ["beer"]}, ValueError, "warm_bath"),
        ({"note": 3}, TypeError, "must be text"),
        ({"note": "x" * 2001}, ValueError, "up to 2000"),
        ({"note": "x", "when": "yesterday"}, ValueError, "is no time"),
        ({"note": "x", "when": "0001-01-01T00:00"}, ValueError, "when="),
        ({"note": "x", "when": 12}, TypeError, "must be a time"),
    ],
)
def test_what_is_not_allowed_is_refused_in_words_and_not_written(diary, wrong, error, said) -> None:
    with pytest.raises(error, match=said):
        diary.add(**wrong)
    assert diary.entries.empty


def test_a_time_ahead_is_refused_and_an_earlier_day_is_fine(diary) -> None:
    with pytest.raises(ValueError, match="lies ahead"):
        diary.add(note="x", when=hours_ago(-1))
    with pytest.raises(ValueError, match="more than a year back"):
        diary.add(note="x", when=hours_ago(24 * 367))
    diary.add(note="x", when=hours_ago(24 * 300))
    assert len(diary.entries) == 1


def test_a_time_without_offset_is_local_time(diary) -> None:
    local = datetime.now() - timedelta(days=2)
    diary.add(note="x", when=local)
    assert diary.entries["when_iso8601"].iloc[0] == local.astimezone().isoformat(timespec="minutes")


def test_the_file_gives_back_just_what_was_written(diary, tmp_path) -> None:
    for text in RISKY_TEXTS:
        diary.add(note=text, helped_words=text, strength=None)
    diary.add(signs=["spotting", "dizzy"], strength=0, helped=["warm_bath", "warm_pad"])
    diary.to_csv(tmp_path / "diary.csv")
    pd.testing.assert_frame_equal(Diary.read_csv(tmp_path / "diary.csv"), diary.entries)
    assert pd.read_csv(tmp_path / "diary.csv").columns[0] == "id"  # the mark at the beginning is none of its letters
    assert (tmp_path / "diary.csv").stat().st_mode & 0o077 == 0


def test_no_cell_of_the_file_begins_like_a_formula(diary, tmp_path) -> None:
    for text in RISKY_TEXTS:
        diary.add(note=text, helped_words=text)
    diary.to_csv(tmp_path / "diary.csv")
    raw = (tmp_path / "diary.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(raw.decode("utf-8-sig").splitlines(keepends=True)))
    assert len(rows) == len(RISKY_TEXTS) + 1
    assert [cell for row in rows for cell in row if cell[:1] in RISKY and cell[:1] != "'"] == []


def test_an_empty_diary_makes_a_file_too(diary, tmp_path) -> None:
    diary.to_csv(tmp_path / "diary.csv")
    pd.testing.assert_frame_equal(Diary.read_csv(tmp_path / "diary.csv"), diary.entries)


def test_another_table_is_no_diary(tmp_path) -> None:
    (tmp_path / "other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(ValueError, match="is no diary"):
        Diary.read_csv(tmp_path / "other.csv")


def test_a_file_that_cannot_be_written_leaves_the_old_one_and_nothing_beside_it(diary, tmp_path, monkeypatch) -> None:
    diary.add(note="first")
    target = tmp_path / "out" / "diary.csv"
    target.parent.mkdir()
    diary.to_csv(target)
    before = target.read_bytes()
    diary.add(note="second")

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        diary.to_csv(target)
    assert target.read_bytes() == before
    assert list(target.parent.iterdir()) == [target]


def test_deleting_one_or_all_can_be_taken_back_while_the_diary_is_open(diary) -> None:
    ids = [diary.add(note=note, when=hours_ago(hours)) for hours, note in enumerate("abc")]
    assert diary.remove([ids[1]]) == 1
    assert list(diary.entries["note"]) == ["a", "c"]
    assert diary.undo() == 1
    before = diary.entries
    assert diary.remove() == 3
    assert diary.entries.empty
    assert diary.undo() == 3
    pd.testing.assert_frame_equal(diary.entries, before)
    assert diary.undo() == 0


def test_deleting_takes_no_other_kind_along(diary, tmp_path) -> None:
    Store(tmp_path / "mine").append("habit", {"picked": ["walk"]})
    diary.add(note="x")
    diary.remove()
    assert [entry.kind for entry in Store(tmp_path / "mine").read()] == ["habit"]


def test_a_view_that_asks_twice_writes_once_and_changes_in_place(diary) -> None:
    entry = {"id": "ab12", "when": hours_ago(1).isoformat(), "signs": ["spotting"], "strength": None, "helped": [],
             "helped_words": "", "note": "one"}  # fmt: skip
    for note in ("one", "one", "two"):
        said = diary.answer({"do": "save", "ask": "q", "entry": {**entry, "note": note}})
        assert (said["answers"], said["fault"]) == ("q", "")
    assert list(diary.entries["note"]) == ["two"]
    assert [row["note"] for row in said["entries"]] == ["two"]


@pytest.mark.parametrize("entry", [{}, {"id": "a"}, {"id": "a", "note": "x", "when": "2999-01-01T00:00"}, None])
def test_a_view_that_asks_for_nonsense_gets_words_and_no_fault_of_the_kernel(base, diary, entry) -> None:
    said = diary.answer({"do": "save", "ask": "q", "entry": entry})
    assert said["fault"].startswith(base.text("diary_fault_entry").partition("{")[0])
    assert diary.entries.empty


def test_a_disk_that_refuses_is_told_in_words(base, diary, tmp_path) -> None:
    (tmp_path / "mine").write_text("a file in the place of the folder", encoding="utf-8")
    said = diary.answer({"do": "save", "ask": "q", "entry": {"id": "a", "note": "x", "when": None}})
    assert said["fault"].startswith(base.text("diary_fault_disk").partition("{")[0])


def test_strange_entries_are_counted_and_stay(base, diary, tmp_path) -> None:
    store = Store(tmp_path / "mine")
    for data in ({}, {"when": "noon"}, {"when": "2026-01-01T00:00", "signs": [], "strength": 99}, {"when": 3}):
        store.append("diary", data)
    kept = {"when": hours_ago(1).isoformat(), "signs": ["no_longer_known"], "strength": 2, "helped": ["gone"],
            "helped_words": "", "note": ""}  # fmt: skip
    store.append("diary", kept)
    said = diary.answer({"do": "read", "ask": "q"})
    assert (said["strange"], len(said["entries"]), said["fault"]) == (4, 1, "")
    assert diary.entries["signs"].to_list() == ["no_longer_known"]
    assert diary.lines()[0].endswith("Helped: gone.")
    assert len(store.read("diary")) == 5


def test_the_signs_that_a_strong_pain_asks_for_are_warning_signs(base) -> None:
    assert all(base.rows["symptoms"][name]["warning"] for name in ASKED)


def test_strength_alone_ticks_nothing_and_lowers_nothing(diary) -> None:
    diary.add(strength=10)
    diary.add(strength=0, signs=["heavy_bleeding"])
    assert sorted(diary.entries["level_of_signs"]) == ["", "emergency"]


def test_the_sheet_for_a_pen_is_empty_and_has_two_weeks_and_the_numbers(base) -> None:
    room = Classroom(phones=dict.fromkeys(ROLES, "020 7946 0000"))
    page = BeautifulSoup(Diary(base, classroom=room).plain_html, "html.parser")
    assert [cell.get_text() for cell in page.select("tbody th")] == [str(day) for day in range(1, SHEET_DAYS + 1)]
    assert all(not cell.get_text(strip=True) for cell in page.select("tbody td"))
    said = [slot.get_text() for slot in page.select(".wk-slot__l")]
    assert {base.text("phone_emergency"), base.text("phone_maternity_team"), base.text("phone_out_of_hours")} <= set(
        said
    )
    assert base.text("call_anyway") in page.get_text()
    assert not page.select("script, button, textarea, select, input")


def test_nothing_of_a_diary_is_in_its_state_or_in_what_a_saved_notebook_shows(base, diary) -> None:
    diary.add(**SECRET)
    sheet = VisitSheet(base, symptoms=SymptomSelector(base), diary=diary)
    sheet.with_diary = True
    assert MARKER in sheet.text
    for widget in (diary, sheet):
        assert MARKER not in json.dumps(widget.get_state(), default=str)
        assert MARKER not in json.dumps(widget._repr_mimebundle_(), default=str)
        assert MARKER not in repr(widget)


def test_the_last_two_weeks_stand_on_the_page_for_a_visit_oldest_first(base, diary) -> None:
    sheet = VisitSheet(base, symptoms=SymptomSelector(base), diary=diary)
    diary.add(note="too old", when=hours_ago(24 * 15))
    diary.add(note="last week", when=hours_ago(24 * 7))
    diary.add(signs=["spotting"], note="two\nlines", strength=4)
    assert base.text("visit_diary_said") not in sheet.text
    sheet.with_diary = True
    lines = sheet.text.splitlines()
    place = lines.index(base.text("visit_diary_said"))
    assert lines[place + 1] == f"- {base.text('visit_diary_urgent')}"
    assert lines[place + 2].endswith("Note: last week")
    assert f"({base.rows['levels']['same_day']['word']})" in lines[place + 3]
    assert lines[place + 3].endswith("Note: two lines")
    assert "too old" not in sheet.text
    sheet.with_diary = False
    assert "last week" not in sheet.text


def test_only_a_diary_can_be_taken_along(base) -> None:
    with pytest.raises(TypeError, match="must be a Diary"):
        VisitSheet(base, diary="x")  # type: ignore[arg-type]


def test_the_chart_leaves_gaps_and_says_so(base, diary) -> None:
    diary.add(strength=4, when=hours_ago(24 * 9))
    diary.add(strength=2, when=hours_ago(24 * 9 + 0.2))
    diary.add(signs=["spotting"], when=hours_ago(24 * 6))
    diary.add(strength=8)
    chart = charts.diary(base, diary.entries)
    trace = chart.figure.data[0]
    assert not trace.connectgaps
    assert [value for value in trace.y if value is not None] == [4, 8]
    assert len(trace.y) == len(chart.table) == 10
    assert list(chart.table.iloc[1])[1:] == [base.text("diary_chart_none"), "", "", ""]
    assert chart.table.iloc[3, 2] == base.text("diary_chart_no_strength")
    for words in ("3 of 10 days", "1 of them a sign", "8 out of 10", base.text("call_anyway")):
        assert words in chart.sentence


def test_the_lines_that_the_notebook_names_draw_the_diary_and_nothing_draws_it_by_itself(base, diary) -> None:
    cells = json.loads((ROOT / "notebooks" / "08_prenatal_care.ipynb").read_text(encoding="utf-8"))["cells"]
    assert [cell["id"] for cell in cells if "charts." in "".join(cell["source"])] == ["diary_picture"]
    (told,) = (cell for cell in cells if cell["id"] == "diary_picture")
    assert told["cell_type"] == "markdown"
    lines = re.search(r"```python\n(.*?)```", "".join(told["source"]), re.S)[1].splitlines()
    diary.add(**SECRET)
    names: dict[str, Any] = {"base": base, "diary": diary}
    exec("\n".join(lines[:-1]), names)
    chart = eval(lines[-1], names)
    assert [value for value in chart.figure.data[0].y if value is not None] == [7]
    assert "7" in chart.sentence
    assert chart.sentence in chart.words.html
    assert "7" in " ".join(map(str, chart.table.iloc[-1]))
    everything = json.dumps([chart.figure.to_json(), chart.sentence, chart.words.html], default=str)
    assert MARKER not in everything  # own words stay in the diary


def test_where_nobody_sits_at_the_notebook_nobody_s_diary_is_opened(base, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("WEEK_TWELVE_DATA", str(tmp_path / "mine"))
    Diary(base, store=Store()).add(**SECRET)
    alone = Diary(base)
    nobody = base.text("diary_fault_nobody")
    for use in (lambda: alone.entries, lambda: alone.add(strength=1), alone.remove):
        with pytest.raises(StoreError, match=nobody):
            use()
    assert alone.lines() == []
    answer = alone.answer({"ask": 1, "do": "look"})
    assert nobody in answer["fault"]
    assert MARKER not in json.dumps(answer)
    monkeypatch.setattr("widgets.diary.kept_here", Store)
    assert len(Diary(base).entries) == 1


def test_the_chart_of_nothing_and_of_no_strength(base, diary) -> None:
    assert charts.diary(base, diary.entries).sentence == base.text("diary_chart_empty")
    diary.add(signs=["fever"])
    chart = charts.diary(base, diary.entries)
    assert len(chart.table) == 7
    assert "No strength is written down" in chart.sentence
