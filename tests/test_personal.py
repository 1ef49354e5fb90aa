"""Widgets take back what a person left in them, only where somebody sits at the notebook, and no fault stops one."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from widgets import HabitPlan, SectionText, VisitSheet, personal
from widgets.store import Store, StoreError


@pytest.fixture
def kept(tmp_path, monkeypatch) -> Store:
    """The store of somebody who sits at the notebook."""
    store = Store(tmp_path / "kept")
    monkeypatch.setattr(personal, "kept_here", lambda: store)
    return store


@pytest.fixture
def full_disk(kept, monkeypatch):
    def refuse(*given: Any, **named: Any) -> None:
        raise StoreError("no room")

    monkeypatch.setattr(kept, "change", refuse)
    monkeypatch.setattr(kept, "append", refuse)


def running(**request: Any) -> Any:
    kernel = SimpleNamespace(get_parent=lambda channel: {"content": request})
    return lambda: SimpleNamespace(kernel=kernel)


def test_only_a_cell_that_somebody_runs_has_a_store(monkeypatch, tmp_path):
    monkeypatch.setenv("WEEK_TWELVE_DATA", str(tmp_path))
    assert personal.kept_here() is None
    for request in ({"allow_stdin": False}, {}):
        monkeypatch.setattr(personal, "get_ipython", running(**request))
        assert personal.kept_here() is None
    other = lambda channel: None  # noqa: E731
    for shell in (
        SimpleNamespace(),
        SimpleNamespace(kernel=None),
        SimpleNamespace(kernel=SimpleNamespace(get_parent=other)),
    ):
        monkeypatch.setattr(personal, "get_ipython", lambda shell=shell: shell)
        assert personal.kept_here() is None
    monkeypatch.setattr(personal, "get_ipython", running(allow_stdin=True))
    assert personal.kept_here().folder == tmp_path


def test_without_somebody_at_the_notebook_nothing_is_kept_and_nothing_is_said(base, tmp_path, monkeypatch):
    monkeypatch.setenv("WEEK_TWELVE_DATA", str(tmp_path / "kept"))
    plan = HabitPlan(base)
    plan.picked = plan.habits["id"][:1]
    SectionText(base, "sleep")
    assert (HabitPlan(base).picked, plan.kept) == ([], {})
    assert not (tmp_path / "kept").exists()


def test_a_week_comes_back_with_its_words_and_ticks(base, kept):
    plan = HabitPlan(base)
    one, two = plan.habits["id"][:2]
    assert plan.kept["text"] == base.text("kept_habit")
    plan.picked, plan.notes, plan.done = [one, two], {one: "after tea"}, {two: [1, 3]}
    again = HabitPlan(base)
    assert (again.picked, again.notes, again.done) == ([one, two], {one: "after tea"}, {two: [1, 3]})
    assert again.kept["text"] == base.text("kept_habit_back").format(day=base.day(datetime.now().astimezone().date()))
    assert again.kept["empty"] == {"picked": [], "notes": {}, "done": {}}
    assert HabitPlan(base, plan="sleep").picked == []
    assert len(kept.read()) == 1


def test_what_was_taken_back_can_be_emptied_and_is_then_gone_from_the_file(base, kept):
    plan = HabitPlan(base)
    plan.picked = plan.habits["id"][:1]
    plan.notes = {plan.picked[0]: "a secret"}
    again = HabitPlan(base)
    with again.hold_trait_notifications():  # as the view does
        for name, value in again.kept["empty"].items():
            again.set_trait(name, value)
    assert b"a secret" not in kept.file.read_bytes()
    assert HabitPlan(base).kept["text"] == base.text("kept_habit")


def test_of_a_sheet_only_the_questions_are_kept(base, kept):
    sheet = VisitSheet(base)
    sheet.picked, sheet.own_questions = sheet.knowledge["questions"]["id"][:2], ["May I swim?"]
    sheet.notes, sheet.week, sheet.since = "my own words", "12", "today"
    sheet.symptoms.selected = ["spotting"]
    again = VisitSheet(base)
    assert (again.picked, again.own_questions) == (sheet.picked, sheet.own_questions)
    assert (again.notes, again.week, again.since, again.symptoms.selected) == ("", "", "", [])
    text = kept.file.read_text(encoding="utf-8")
    assert "my own words" not in text
    assert "spotting" not in text


def test_one_change_of_several_traits_is_written_once(base, kept, monkeypatch):
    plan = HabitPlan(base)
    one = plan.habits["id"][0]
    calls = []
    change = kept.change
    monkeypatch.setattr(kept, "change", lambda *given: calls.append(given) or change(*given))
    plan.set_state({"picked": [one], "notes": {one: "x"}, "done": {one: [1]}})
    plan.picked = [one]
    assert len(calls) == 1


def test_what_is_not_allowed_any_more_is_left_out_and_the_rest_comes_back(base, kept):
    one, two = HabitPlan(base).habits["id"][:2]
    state = {"picked": ["gone", one, two], "notes": {"gone": "x", one: "y", two: 7}, "done": [3]}
    kept.change("habit", {"name": "day", "state": state}, personal.entry_id("habit", "day"))
    plan = HabitPlan(base)
    assert (plan.picked, plan.notes, plan.done) == ([one, two], {one: "y"}, {})


@pytest.mark.parametrize(
    "data", [{}, {"state": None}, {"state": [1]}, {"state": {"picked": None}}, {"state": {"x": 1}}]
)
def test_a_memory_of_another_shape_is_no_memory(base, kept, data):
    kept.change("habit", data, personal.entry_id("habit", "day"))
    plan = HabitPlan(base)
    assert (plan.picked, plan.kept["text"]) == ([], base.text("kept_habit"))


def test_a_disk_that_refuses_is_told_and_what_was_picked_stays(base, kept, full_disk):
    plan = HabitPlan(base)
    said = []
    plan.observe(lambda change: said.append(change["new"]["text"]), names="kept")
    for count in (1, 2, 3):
        plan.picked = plan.habits["id"][:count]
    assert said == [base.text("kept_failed")] * 3
    assert len(plan.picked) == 3
    SectionText(base, "sleep")


def test_after_a_refusal_the_next_change_is_kept(base, kept, monkeypatch):
    plan = HabitPlan(base)
    change = kept.change
    monkeypatch.setattr(kept, "change", lambda *given: (_ for _ in ()).throw(StoreError("no room")))
    plan.picked = plan.habits["id"][:1]
    monkeypatch.setattr(kept, "change", change)
    plan.picked = plan.habits["id"][:2]
    assert plan.kept["text"] == base.text("kept_habit")
    assert HabitPlan(base).picked == plan.picked


def test_a_file_that_cannot_be_read_is_told(base, kept):
    kept.file.mkdir(parents=True)
    assert HabitPlan(base).kept["text"] == base.text("kept_failed")


def test_a_section_is_opened_once_a_day(base, kept, monkeypatch):
    for _ in range(2):
        SectionText(base, "sleep")
        SectionText(base, "stress")
    assert [entry.data for entry in kept.read("section")] == [{"section": "sleep"}, {"section": "stress"}]

    class Later(datetime):
        @classmethod
        def today(cls) -> datetime:
            return datetime(2099, 1, 1, tzinfo=UTC)

    monkeypatch.setattr(personal, "date", SimpleNamespace(today=lambda: Later.today().date()))
    SectionText(base, "sleep")
    assert len(kept.read("section")) == 3


def test_the_plain_form_holds_nothing_of_it(base, kept):
    before = HabitPlan(base).plain_html
    plan = HabitPlan(base)
    plan.picked = plan.habits["id"][:1]
    plan.notes = {plan.picked[0]: "a secret"}
    again = HabitPlan(base)
    assert again.notes
    assert again.plain_html == before
    assert "a secret" not in again._repr_mimebundle_()[0]["text/html"]
