"""The visit sheet: what may be set, what it says as text, and what it says of itself on paper."""

from __future__ import annotations

import json
from typing import Any

import pytest
import traitlets
from bs4 import BeautifulSoup

import kb
from kb.classroom import Classroom
from widgets import SymptomSelector, VisitSheet
from widgets.visit_text import SINCE, one_line, own_lines, read_week

HEAVIEST = 8_000  # bytes of state, without the selector's
HOSTILE = "</script><img src=x onerror=alert(1)> {word} & “$&”"


@pytest.fixture
def sheet(base: kb.KnowledgeBase) -> VisitSheet:
    return VisitSheet(base, symptoms=SymptomSelector(base))


def words(html: Any) -> str:
    return " ".join(BeautifulSoup(str(html), "html.parser").get_text().split())


def test_the_questions_are_ours_by_topic_and_each_rests_on_claims(base: kb.KnowledgeBase) -> None:
    rows = sorted(base.rows["visit_questions"].values(), key=lambda row: row["number"])
    assert [row["number"] for row in rows] == list(range(1, len(rows) + 1))
    assert 16 <= len(rows) <= 24
    topics = [row["topic"] for row in rows]
    assert topics == sorted(topics, key=topics.index)  # the rows of a topic stand together
    assert 5 <= len(set(topics)) <= 6
    assert all(row["claim_ids"] for row in rows)
    assert all("?" in row["text"] for row in rows)


def test_the_ticks_are_those_of_the_selector(base: kb.KnowledgeBase, sheet: VisitSheet) -> None:
    assert not sheet.own_list
    sheet.symptoms.selected = ["spotting"]
    assert base.rows["symptoms"]["spotting"]["text"] in sheet.text
    sheet.symptoms = SymptomSelector(base, selected=["fever"])
    assert base.rows["symptoms"]["spotting"]["text"] not in sheet.text
    assert base.rows["symptoms"]["fever"]["text"] in sheet.text


def test_without_a_selector_it_has_a_list_and_numbers_of_its_own(base: kb.KnowledgeBase) -> None:
    room = Classroom(phones={"emergency": "", "maternity_team": "020 7946 0000", "out_of_hours": ""})
    sheet = VisitSheet(base, classroom=room)
    assert sheet.own_list
    sheet.symptoms.selected = ["spotting"]
    assert f"{base.text('phone_maternity_team')}: 020 7946 0000" in sheet.text.splitlines()
    assert base.text("paper_title") in words(sheet.plain_html)
    assert base.text("paper_title") not in words(VisitSheet(base, symptoms=sheet.symptoms).plain_html)


def test_only_a_selector_can_be_followed(base: kb.KnowledgeBase, sheet: VisitSheet) -> None:
    with pytest.raises(TypeError, match="SymptomSelector"):
        VisitSheet(base, symptoms="spotting")  # type: ignore[arg-type]
    with pytest.raises(traitlets.TraitError):
        sheet.symptoms = None


@pytest.mark.parametrize(
    ("typed", "week"), [("12", "12"), (" 12 + 3 ", "12+3"), ("06", "6"), ("42", "42"), ("", ""), (" ", "")]
)
def test_a_week_is_read_as_people_write_it(sheet: VisitSheet, typed: str, week: str) -> None:
    sheet.week = typed
    assert sheet.week == week


@pytest.mark.parametrize("typed", ["0", "43", "-3", "12.5", "12+7", "twelve", "１２", "1e1", "120", "12+", "+3"])
def test_what_is_no_week_is_refused_in_words_and_the_last_one_stays(sheet: VisitSheet, typed: str) -> None:
    sheet.week = "12"
    assert read_week(typed) is None
    with pytest.raises(ValueError, match=r"no week\. Allowed: 1 to 42"):
        sheet.week = typed
    assert sheet.week == "12"


def test_unknown_choices_and_questions_are_named_with_those_that_there_are(sheet: VisitSheet) -> None:
    with pytest.raises(ValueError, match=r"“noon”.*hour, today.*longer"):
        sheet.since = "noon"
    with pytest.raises(ValueError, match=r"“tea”.*Allowed.*painkillers"):
        sheet.picked = ["tea"]
    assert (sheet.since, sheet.picked) == ("", [])


def test_questions_stand_in_the_order_of_picking_then_own_ones_that_say_something(base, sheet) -> None:
    sheet.picked = ["lifting", "test_for", "lifting"]
    sheet.own_questions = ["", "  May I\tfly? ", " "]
    texts = [base.rows["visit_questions"][key]["text"] for key in ("lifting", "test_for")]
    assert sheet.text.splitlines()[-5:-2] == [f"1. {texts[0]}", f"2. {texts[1]}", "3. May I fly?"]
    assert sheet.own_questions == ["", "  May I\tfly? ", " "]  # what was typed stays as it was typed


@pytest.mark.parametrize("ticked", ["heavy_bleeding", "spotting"])
def test_a_warning_sign_puts_the_call_before_all_else(base, sheet, ticked) -> None:
    sheet.symptoms.selected = ["back_ache_dull", ticked]
    level = base.rows["levels"][sheet.symptoms.assessment.level]
    lines = sheet.text.splitlines()
    assert lines[2] == f"{level['word']}: {level['action']}. {level['lead']}"
    assert lines[3] == base.text("visit_call_first")
    signs = [line for line in lines if line.startswith("- ")]
    assert signs == [f"- {base.rows['symptoms'][key]['text']}" for key in (ticked, "back_ache_dull")]


def test_every_sign_that_needs_a_call_says_so_first(base, sheet) -> None:
    late = []
    for symptom in base.rows["symptoms"].values():
        sheet.symptoms.selected = [symptom["id"]]
        if symptom["warning"] != (base.text("visit_call_first") in sheet.text.splitlines()[:4]):
            late.append(symptom["id"])
    assert late == []


def test_nothing_ticked_never_reads_as_all_is_well(base, sheet) -> None:
    sheet.notes = "a lot of blood"
    assert sheet.text.splitlines()[2:4] == [base.text("visit_signs_none"), base.text("call_anyway")]


def test_the_whole_page_as_text(base, sheet) -> None:
    sheet.symptoms.selected = ["pelvic_joint_pain"]
    sheet.week, sheet.since, sheet.since_words, sheet.notes = (
        "12+3",
        "weeks",
        "after a long walk",
        "\r\n Stairs\r\nhurt.\n",
    )
    text = sheet.text
    for wanted in (
        base.text("visit_weeks").format(week="12+3"),
        f"{base.text('visit_since_weeks')}; after a long walk",
        f"{base.text('visit_notes_said')}\nStairs\nhurt.\n",
        base.rows["levels"]["mention_or_call"]["if_worse"],
        base.text("call_anyway"),
        base.text("review_education"),
    ):
        assert wanted in text
    assert base.text("visit_call_first") not in text


def test_hostile_text_stays_as_it_was_written(sheet: VisitSheet) -> None:
    sheet.notes, sheet.since_words, sheet.own_questions = HOSTILE, HOSTILE, [HOSTILE]
    assert sheet.text.count(HOSTILE) == 3
    assert HOSTILE not in sheet.plain_html


def test_spaces_are_tidied_the_same_way_in_both_languages() -> None:
    assert one_line("\t a \r\n b\u00a0c ") == "a b\u00a0c"
    assert own_lines("\r\n a\r\rb \t\n") == "a\n\nb"


def test_the_state_is_small_since_the_signs_are_the_selector_s(sheet: VisitSheet) -> None:
    state = {key: value for key, value in sheet.get_state().items() if key[0] != "_" and key != "plain_html"}
    size = len(json.dumps(state, ensure_ascii=False).encode())
    print(f"state: {size:,} bytes")  # noqa: T201  shown with -rP
    assert size <= HEAVIEST


def test_the_plain_form_is_an_empty_page_with_every_question_to_tick(base, sheet) -> None:
    soup = BeautifulSoup(sheet.plain_html, "html.parser")
    boxes = [words(label) for label in soup.select(".wk-pen li")]
    rows = sorted(base.rows["visit_questions"].values(), key=lambda row: row["number"])
    assert boxes == [row["text"] for row in rows]
    assert [words(legend) for legend in soup.select("legend")] == list(dict.fromkeys(row["topic"] for row in rows))
    assert len(soup.select(".wk-line")) >= 10
    text = words(soup)
    for key in ("visit_say_said", "visit_questions_said", "visit_how", "visit_scan", "visit_next", "call_anyway"):
        assert base.text(key) in text
    for level in ("emergency", "same_day"):
        assert f"“{base.rows['levels'][level]['word']}”" in text
    assert not soup.select("script, button, textarea, select")


def test_every_choice_has_words(base: kb.KnowledgeBase) -> None:
    assert all(base.text(f"visit_since_{name}") for name in SINCE)
