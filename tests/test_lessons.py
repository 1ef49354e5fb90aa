"""What the person who teaches has in hand: notes for every section, a plan that fits, words for hard moments."""

from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import ROOT
from handout_pages import letters
from reading_level import MARKDOWN, glossary_terms, grade

import kb
import widgets
from kb.base import SHIPPED
from kb.lessons import CARD, COLUMNS
from kb.schema_lessons import CARD_MINUTES, LEAST_MINUTES, MOST_MINUTES, MUST

ALL = list(kb.load().rows["sections"])
LISTS = ("say", "ask", "do", "teach_back_listen_for")
TYPED = {"wee", "scared", "swordfish"}  # words that people type, and no labels of ours
QUOTED = re.compile("“([^”]+)”")
LEVELS = {"emergency", "same_day", "mention_or_call"}
PICKS = [None, ALL, ["sleep", "weight", "stress"]]


def cells_of(name: str) -> list[dict]:
    return json.loads((ROOT / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]


def taught(name: str) -> str:
    return "\n".join("".join(cell["source"]) for cell in cells_of(name) if cell["cell_type"] == "markdown")


def shown(display) -> BeautifulSoup:
    return BeautifulSoup(display.html, "html.parser")


def test_every_section_has_a_lesson_with_its_minutes_and_a_priority_of_its_own(base):
    lessons = base.rows["lessons"]
    assert set(lessons) == set(base.rows["sections"])
    assert {key: row["section_id"] for key, row in lessons.items()} == {key: key for key in lessons}
    assert all(row["minutes"] == base.rows["sections"][key]["minutes"] for key, row in lessons.items())
    assert all(0 < row["minutes_short"] < row["minutes"] for row in lessons.values())
    assert sorted(row["priority"] for row in lessons.values()) == list(range(1, len(lessons) + 1))
    assert [key for key, row in lessons.items() if row["priority"] == 1] == list(MUST)


@pytest.mark.parametrize("section", ALL)
def test_a_lesson_is_short_and_reads_easily(base, section):
    row = base.rows["lessons"][section]
    for name in LISTS:
        assert 1 <= len(row[name]) <= 4, name
        assert all(len(text.split()) <= 40 for text in row[name]), name
    texts = [text for name in LISTS for text in row[name]]
    texts += [row[name] for name in ("goal", "misconception", "kindly", "teach_back", "leave_out")]
    assert grade("\n".join(texts), glossary_terms(base)) <= 5
    assert row["teach_back"].endswith(("?", "."))


@pytest.mark.parametrize("table", ["lessons", "moments"])
def test_what_is_said_rests_on_statements_and_on_their_sources(base, table):
    claims, rules = base.rows["claims"], base.rows["rules"]
    for key, row in base.rows[table].items():
        named = {source for claim in row["claim_ids"] for source in claims[claim]["source_ids"]}
        named |= {source for rule in row.get("rule_ids", ()) for source in rules[rule]["source_ids"]}
        assert set(row["source_ids"]) <= named, key
        bare = [claim for claim in row["claim_ids"] if not {*claims[claim]["source_ids"]} & {*row["source_ids"]}]
        assert bare == [], key
        doubted = [claim for claim in row["claim_ids"] if claims[claim]["stance"] == "no_good_evidence"]
        assert set(doubted) <= {"faq.2", "nutrition.4"}, key  # named in order to doubt them


@pytest.mark.parametrize("section", ALL)
def test_what_a_lesson_names_is_there_to_click(base, section):
    row = base.rows["lessons"][section]
    named = {word for text in (*row["do"], row["leave_out"]) for word in QUOTED.findall(text)} - TYPED
    words = taught(base.rows["sections"][section]["notebook"]).replace("*", "")
    others = [rows for table, rows in base.rows.items() if table not in ("lessons", "moments")]
    words += "\n".join(str(value) for rows in others for other in rows.values() for value in other.values())
    assert [word for word in named if word.lower() not in words.lower()] == []


@pytest.mark.parametrize("sections", PICKS, ids=["none", "each", "three"])
def test_a_plan_fits_its_minutes_and_always_has_the_warning_signs_and_the_card(base, sections):
    rows, lessons = base.rows["sections"], base.rows["lessons"]
    for minutes in range(LEAST_MINUTES, MOST_MINUTES + 1):
        for leave_out in ([], ALL) if minutes % 15 == 0 else ([],):
            plan = kb.plan_evening(base, minutes, sections, leave_out)
            assert list(plan.columns) == COLUMNS
            assert plan["minutes"].sum() + plan.attrs["left"] == minutes
            assert plan.attrs["left"] >= 0
            assert plan["starts_at"].tolist() == [0, *plan["minutes"].cumsum()[:-1]]
            assert plan["section"].iloc[-1] == CARD
            assert plan["section"][plan["must"]].tolist() == [*MUST, CARD]
            parts = plan.iloc[:-1]
            assert parts["section"].map(lambda key: rows[key]["number"]).is_monotonic_increasing
            for part in parts.itertuples():
                lesson = lessons[part.section]
                assert (part.minutes, part.leave_out) in {
                    (lesson["minutes"], ""),
                    (lesson["minutes_short"], lesson["leave_out"]),
                }
            if leave_out:
                assert len(plan) == len(MUST) + 1


def test_the_evenings_of_the_guide_are_these(base):
    found = {minutes: kb.plan_evening(base, minutes) for minutes in (LEAST_MINUTES, 30, 60, 90)}
    assert {minutes: plan["section"].tolist()[:-1] for minutes, plan in found.items()} == {
        LEAST_MINUTES: ["warning_signs"],
        30: ["warning_signs"],
        60: ["warning_signs", "relief", "conclusion"],
        90: ["understanding", "warning_signs", "relief", "takeaways", "conclusion"],
    }
    assert found[30]["minutes"].tolist() == [base.rows["sections"]["warning_signs"]["minutes"], CARD_MINUTES]


def test_nothing_that_would_fit_is_passed_over(base):
    for minutes in range(LEAST_MINUTES, MOST_MINUTES + 1):
        for sections in PICKS:
            plan = kb.plan_evening(base, minutes, sections)
            wanted = set(ALL if sections is None else sections) - set(plan["section"])
            shortest = [base.rows["lessons"][key]["minutes_short"] for key in wanted]
            assert all(time > plan.attrs["left"] for time in shortest), (minutes, sections)
            assert set(plan.attrs["no_room"]) == (set() if sections is None else wanted)
            for part in plan[plan["leave_out"] != ""].itertuples():
                lesson = base.rows["lessons"][part.section]
                assert lesson["minutes"] - lesson["minutes_short"] > plan.attrs["left"], (minutes, part.section)


def test_what_was_asked_for_is_shortened_before_it_is_dropped(base):
    asked = ["sleep", "stress", "causes", "weight"]
    shortest = sum(base.rows["lessons"][key]["minutes_short"] for key in [*asked, *MUST]) + CARD_MINUTES
    assert kb.plan_evening(base, shortest, asked).attrs == {"left": 0, "no_room": []}
    assert kb.plan_evening(base, shortest - 1, asked).attrs["no_room"] == ["weight"]
    whole = kb.plan_evening(base, MOST_MINUTES, asked)
    assert whole["leave_out"].tolist() == [""] * len(whole)


@pytest.mark.parametrize("minutes", [30, 45, 60, 90, 120])
def test_leaving_a_section_out_plans_anew(base, minutes):
    before = kb.plan_evening(base, minutes)
    for section in before["section"][~before["must"]]:
        after = kb.plan_evening(base, minutes, leave_out=[section])
        assert section not in set(after["section"])
        freed = before.loc[before["section"] == section, "minutes"].item() + before.attrs["left"]
        gained = set(after["section"]) - set(before["section"])
        assert gained or after.attrs["left"] < freed or len(after) < len(before)
        assert kb.plan_evening(base, minutes)["section"].tolist() == before["section"].tolist()


@pytest.mark.parametrize("minutes", [-1, 0, 14, 241, 1000])
def test_minutes_that_cannot_be_are_told_with_those_that_can(base, minutes):
    with pytest.raises(ValueError, match=rf"minutes={minutes} is not possible\. Allowed: 15 to 240\."):
        kb.plan_evening(base, minutes)
    with pytest.raises(ValueError, match="Allowed: 15 to 240"):
        widgets.EveningPlan(base).minutes = minutes


@pytest.mark.parametrize("minutes", [True, 60.0, "60", None])
def test_minutes_that_are_no_whole_number_are_told(base, minutes):
    with pytest.raises(TypeError, match="minutes must be a whole number"):
        kb.plan_evening(base, minutes)


@pytest.mark.parametrize("name", ["sections", "leave_out"])
def test_an_unknown_section_is_told_with_the_nearest(base, name):
    with pytest.raises(ValueError, match=rf"{name}: unknown section “sleeping”\. The nearest ids: sleep"):
        kb.plan_evening(base, 60, **{name: ["relief", "sleeping"]})
    with pytest.raises(ValueError, match="The nearest ids: causes, conclusion"):
        kb.plan_evening(base, 60, **{name: ["12345"]})
    with pytest.raises(TypeError, match=rf"{name} must be a list of ids, such as \[“sleep”\]"):
        kb.plan_evening(base, 60, **{name: "sleep"})


FAULTS = {
    "another id": ("id", "sleeping", "sleeping", "sleep, the id of its section"),
    "other minutes": ("minutes", "20", "20", "15, as in sections.csv"),
    "longer when short": ("minutes_short", "16", "16", "a whole number from 1 to 15"),
    "no time": ("minutes_short", "0", "0", "a whole number from 1 to 15"),
    "no statement": ("claim_ids", "", "", "at least one"),
    "an unknown statement": ("claim_ids", "sleep.99", "sleep.99", "ids of claims.csv"),
    "nothing to say": ("say", "", "", "sentences with | between"),
}


def own_tables(folder: Path, section: str, changes: dict[str, str]) -> Path:
    own = Path(shutil.copytree(SHIPPED, folder / "tables"))
    with (own / "lessons.csv").open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    next(row for row in rows if row["section_id"] == section).update(changes)
    with (own / "lessons.csv").open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(row for row in rows if row["section_id"] != "gone")
    return own


@pytest.mark.parametrize(("column", "text", "found", "allowed"), FAULTS.values(), ids=FAULTS)
def test_a_fault_in_own_lessons_is_told(tmp_path, column, text, found, allowed):
    with pytest.raises(kb.TableError) as caught:
        kb.load(own_tables(tmp_path, "sleep", {column: text}))
    start = rf"lessons\.csv, row \d+, column {column}: found “{found}”\. Allowed: .*{re.escape(allowed)}"
    assert any(re.match(start, fault) for fault in caught.value.errors), caught.value.errors


def test_the_shortest_evening_has_room_for_the_warning_signs_in_own_tables_too(tmp_path):
    with pytest.raises(kb.TableError, match=r"minutes_short: found “13”\. Allowed: a whole number from 1 to 12"):
        kb.load(own_tables(tmp_path, "warning_signs", {"minutes_short": "13"}))


def test_a_section_without_a_lesson_is_told(tmp_path):
    with pytest.raises(kb.TableError) as caught:
        kb.load(own_tables(tmp_path, "sleep", {"section_id": "gone"}))
    assert [fault for fault in caught.value.errors if "found “sleep”. Allowed: a section that has a row" in fault]


@pytest.mark.parametrize("section", ALL)
def test_the_notes_of_a_section_show_its_lesson_whole_and_folded_up(base, section):
    row, title = base.rows["lessons"][section], base.rows["sections"][section]["title"]
    page = shown(widgets.LessonNotes(base, section))
    said = letters(page.get_text())
    ids = {"id", "section_id", "priority", "claim_ids", "source_ids"}
    texts = [str(text) for name, value in row.items() if name not in ids
             for text in (value if isinstance(value, tuple) else (value,))]  # fmt: skip
    organisations = [base.rows["sources"][key]["organisation"] for key in row["source_ids"]]
    assert [text for text in (*texts, title, *row["claim_ids"], *organisations) if letters(text) not in said] == []
    assert [details.has_attr("open") for details in page.select("details")] == [False]


def test_the_notes_of_all_sections_stand_in_the_order_of_the_class(base):
    titles = [row["title"] for row in sorted(base.rows["sections"].values(), key=lambda row: row["number"])]
    summaries = [summary.get_text() for summary in shown(widgets.LessonNotes(base)).select("summary")]
    assert [title in said for title, said in zip(titles, summaries, strict=True)] == [True] * len(ALL)
    with pytest.raises(ValueError, match=r"unknown section “sleeping”\. Allowed: causes"):
        widgets.LessonNotes(base, "sleeping")


@pytest.mark.parametrize("section", ALL)
def test_a_notebook_has_its_notes_right_after_its_head_and_not_in_the_handout(base, section):
    cells = cells_of(base.rows["sections"][section]["notebook"])
    at = [cell["id"] for cell in cells].index("notes")
    assert [cell["id"] for cell in cells[at - 2 : at]] == ["header", "goals"]
    assert cells[at]["metadata"]["slideshow"] == {"slide_type": "notes"}
    assert cells[at]["metadata"]["tags"] == ["remove-in-handout"]
    assert "".join(cells[at]["source"]).endswith(f'LessonNotes(base, "{section}")')


def test_moments_show_what_to_do_the_words_and_the_signs_with_the_level_of_their_rules(base):
    rows = base.rows
    page = shown(widgets.Moments(base))
    moments = sorted(rows["moments"].values(), key=lambda moment: moment["number"])
    sections = page.select(".wk-moment")
    assert len(sections) == len(moments) >= 6
    for moment, section in zip(moments, sections, strict=True):
        said = letters(section.get_text())
        texts = [moment["title"], *moment["do"], *moment["say"], *moment["avoid"], *moment["claim_ids"]]
        assert [text for text in texts if letters(text) not in said] == [], moment["id"]
        for key in moment["rule_ids"]:
            rule = rows["rules"][key]
            box = letters(section.select_one(f".wk-moment__{rows['levels'][rule['level']]['rank']}").get_text())
            signs = [rows["symptoms"][sign]["text"] for sign in rule["symptom_ids"]]
            assert [sign for sign in signs if letters(sign) not in box] == [], key
        assert {rows["rules"][key]["level"] for key in moment["rule_ids"]} <= LEVELS
        assert moment["rule_ids"] or base.text("moment_no_sign") in section.get_text()


def test_moments_of_danger_lead_to_the_emergency_number(base):
    rules, moments = base.rows["rules"], base.rows["moments"]
    level = {key: {rules[rule]["level"] for rule in row["rule_ids"]} for key, row in moments.items()}
    urgent = {"danger_in_the_room", "fear", "loss", "not_safe_at_home", "self_harm", "what_is_it"}
    assert {key for key, found in level.items() if "emergency" in found} == urgent
    assert {key for key, found in level.items() if not found} == {"weight"}


def test_moments_name_the_numbers_of_the_class(base):
    room = kb.classroom.Classroom(phones={"emergency": "11 22", "maternity_team": "33 44", "out_of_hours": ""})
    page = shown(widgets.Moments(base, classroom=room)).select_one(".wk-moment")
    urgent, today = (page.select_one(f".wk-moment__{rank} p").get_text(" ", strip=True) for rank in (1, 2))
    assert urgent.endswith(f"{base.text('phone_emergency')}: 11 22")
    assert today.endswith(f"{base.text('phone_maternity_team')}: 33 44; {base.text('phone_out_of_hours')}")


def test_moments_and_the_guide_read_easily(base):
    terms = glossary_terms(base)
    for key, row in base.rows["moments"].items():
        assert grade("\n".join([*row["do"], *row["say"], *row["avoid"]]), terms) <= 5, key
    assert grade(MARKDOWN.sub(" ", taught("instructor_guide")), terms) <= 7


def test_the_guide_names_no_number_and_no_level_of_its_own(base):
    text = taught("instructor_guide")
    assert not re.search(r"\b\d{3,}\b", text)
    assert "[guide for the person who teaches](instructor_guide.ipynb)" in taught("00_start_here")


def test_the_plain_form_of_the_plan_has_the_three_evenings_and_one_to_fill_in(base):
    page = BeautifulSoup(widgets.EveningPlan(base).plain_html, "html.parser")
    tables = page.select("table")
    assert len(tables) == 4
    for minutes, table in zip((30, 60, 90), tables, strict=False):
        plan = kb.plan_evening(base, minutes)
        assert table.caption.get_text() == base.text("evening_caption").format(minutes=minutes)
        cells = [[cell.get_text() for cell in row.select("th, td")] for row in table.select("tbody tr")]
        assert [[row[0], row[1]] for row in cells] == plan[["starts_at", "minutes"]].astype(str).to_numpy().tolist()
        assert all(title in row[2] for title, row in zip(plan["title"], cells, strict=True))
        assert all(cut in row[2] for cut, row in zip(plan["leave_out"], cells, strict=True))


def test_the_plan_in_python_follows_what_is_picked(base):
    widget = widgets.EveningPlan(base, 90)
    assert widget.plan.equals(kb.plan_evening(base, 90))
    widget.sections = ["sleep", "weight", "sleep"]
    widget.left_out = ["stress"]
    assert widget.sections == ["sleep", "weight"]
    assert widget.plan.equals(kb.plan_evening(base, 90, ["sleep", "weight"], ["stress"]))
    with pytest.raises(ValueError, match="sections: unknown section “sleeping”"):
        widget.sections = ["sleeping"]
    with pytest.raises(ValueError, match="left_out: unknown section “sleeping”"):
        widget.left_out = ["sleeping"]
