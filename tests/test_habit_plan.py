"""The habit plan: what may be set, what its tables must keep, and what it says of itself on paper."""

from __future__ import annotations

import json
import re
import shutil
from typing import Any

import pytest
import traitlets
from bs4 import BeautifulSoup
from test_tables import grade

import kb
from kb.base import SHIPPED
from widgets import HabitPlan
from widgets.habit_plan import LONGEST_NOTE, drawings, plan_habits

PLANS = {"day": ["get_up", "work", "shop", "cook", "evening"], "sleep": ["evening", "before_bed", "in_bed", "at_night"]}
KINDS = {"arrow", "bed", "body", "hair", "line", "pillow", "skin", "thing"}
HEAVIEST = 45_000  # bytes of state
plans = pytest.mark.parametrize("plan", PLANS)


@pytest.fixture
def day(base: kb.KnowledgeBase) -> HabitPlan:
    return HabitPlan(base)


def words(html: Any) -> str:
    return " ".join(BeautifulSoup(str(html), "html.parser").get_text().split())


def habits(base: kb.KnowledgeBase) -> list[dict[str, Any]]:
    return [dict(row) for row in base.rows["habits"].values()]


@plans
def test_the_habits_stand_in_the_order_of_the_moments(base, plan):
    found = HabitPlan(base, plan=plan)
    assert list(dict.fromkeys(found.habits["moment"])) == PLANS[plan]
    assert list(found.knowledge["moments"]) == PLANS[plan]
    assert sorted(found.habits["id"]) == sorted(row["id"] for row in habits(base) if row["plan"] == plan)
    for moment in PLANS[plan]:
        numbers = [row["number"] for row in plan_habits(base, plan) if row["moment"] == moment]
        assert numbers == list(range(1, len(numbers) + 1))


@plans
def test_the_state_is_small_and_plain_json(base, plan):
    state = HabitPlan(base, plan=plan).get_state(["knowledge", "habits", "plan", "picked", "notes", "done"])
    assert len(json.dumps(state, ensure_ascii=False, separators=(",", ":")).encode()) <= HEAVIEST


def test_there_are_as_many_habits_as_one_can_walk_through(base):
    count = {plan: sum(row["plan"] == plan for row in habits(base)) for plan in PLANS}
    assert 14 <= count["day"] <= 18
    assert 10 <= count["sleep"] <= 14


def test_the_words_of_the_habits_read_easily(base):
    grades = [grade(f"{row['text']}. {row['how']} {row['caution']}") for row in habits(base)]
    assert sum(grades) / len(grades) <= 6
    assert max(grades) <= 9


def test_no_load_is_given_in_numbers_and_caffeine_has_its_limit(base):
    said = " ".join(f"{row['text']} {row['how']} {row['caution']}" for row in habits(base))
    assert not re.search(r"\b\d+ ?(?:kg|lb|pounds|kilos?)\b", said)
    caffeine = base.rows["habits"]["sleep_caffeine"]
    assert "200 mg at most" in caffeine["how"]
    assert {"add.23", "sleep.7"} <= set(caffeine["claim_ids"])


def test_at_12_weeks_any_side_is_fine_and_28_weeks_is_named(base):
    row = base.rows["habits"]["sleep_any_side"]
    assert "either side or on your back" in row["how"]
    assert "From 28 weeks" in row["caution"]
    assert "left or right" in row["caution"]
    told = [row for row in habits(base) if re.search(r"\bleft side\b", f"{row['text']} {row['how']}")]
    assert [(row["id"], "The article says" in row["how"]) for row in told] == [("sleep_any_side", True)]


def test_nobody_is_blamed_and_pain_at_night_means_a_call(base):
    assert "never your fault" in base.rows["habits"]["day_ask_work"]["how"]
    assert "call now" in base.rows["habits"]["sleep_pain_wakes"]["caution"]
    assert "call now" in base.text("habit_guard")


def test_the_claims_carry_the_sources_of_the_habits_or_a_leaflet_that_was_read(base):
    leaflets = {"avenue_pgp", "ghc_comfort", "homerton_back", "nca_pgp", "r014", "r054", "tommys_side"}
    also = leaflets | {"cdc_hearher", "healthwise_back", "henry_sleep", "kh_uti", "mayo_back", "nct_pyelo",
                       "nhs_stomach", "nidirect_ectopic", "rcn_au", "rcog_pgp"}  # fmt: skip
    for row in habits(base):
        carried = {source for claim in row["claim_ids"] for source in base.rows["claims"][claim]["source_ids"]}
        assert set(row["source_ids"]) - carried - also == set(), row["id"]
        assert all(base.rows["sources"][source]["seen"] != "from_memory" or source == "acog_co462"
                   for source in row["source_ids"]), row["id"]  # fmt: skip


def test_every_drawing_is_used_told_in_words_and_well_formed(base):
    used = {row["picture"] for row in habits(base) if row["picture"]}
    assert used == set(drawings())
    for name, layers in drawings().items():
        assert base.text(f"habit_picture_{name}").endswith("."), name
        assert {kind for kind, _ in layers} <= KINDS, name
        for _, parts in layers:
            assert all(0 <= width <= 30 and re.fullmatch(r"M[MLCQAZ\d .-]+", d) for width, d in parts), name


def test_a_plan_is_for_the_day_or_for_sleep_and_stays_so(base, day):
    with pytest.raises(ValueError, match=r"“night”.*Allowed: day, sleep"):
        HabitPlan(base, plan="night")
    with pytest.raises(traitlets.TraitError, match="read-only"):
        day.plan = "sleep"
    assert day.plan == "day"


def test_up_to_three_known_habits_may_be_picked(day):
    three = day.habits["id"][:3]
    day.picked = [*three, three[0]]
    assert day.picked == three
    with pytest.raises(ValueError, match=r"4 habits are too many.*up to 3"):
        day.picked = day.habits["id"][:4]
    with pytest.raises(ValueError, match=r"“sleep_knees”.*Allowed: day_rise_in_steps"):
        day.picked = ["sleep_knees"]
    assert day.picked == three


def test_notes_are_texts_of_a_known_length(day):
    one = day.habits["id"][0]
    day.notes = {one: "x" * LONGEST_NOTE, day.habits["id"][1]: ""}
    assert day.notes == {one: "x" * LONGEST_NOTE}
    with pytest.raises(ValueError, match=f"{LONGEST_NOTE + 1} letters.*up to {LONGEST_NOTE}"):
        day.notes = {one: "x" * (LONGEST_NOTE + 1)}
    with pytest.raises(TypeError, match="must be text, not int"):
        day.notes = {one: 3}
    with pytest.raises(ValueError, match="unknown habit “jump”"):
        day.notes = {"jump": "high"}
    assert day.notes == {one: "x" * LONGEST_NOTE}


@pytest.mark.parametrize("days", [[0], [8], [1.0], [True], ["1"]], ids=str)
def test_days_go_from_monday_to_sunday(day, days):
    one = day.habits["id"][0]
    day.done = {one: (3, 1, 3), day.habits["id"][1]: []}
    assert day.done == {one: [1, 3]}
    with pytest.raises(ValueError, match="1 for Monday to 7 for Sunday"):
        day.done = {one: days}
    with pytest.raises(TypeError, match="must be a list of numbers, not str"):
        day.done = {one: "1"}
    with pytest.raises(ValueError, match="unknown habit “jump”"):
        day.done = {"jump": [1]}
    assert day.done == {one: [1, 3]}


def test_the_week_is_a_table(day, base):
    assert day.week.empty
    day.picked = ["day_stool", "day_shoes"]
    day.notes, day.done = {"day_stool": "at the sink"}, {"day_shoes": [7]}
    week = day.week
    assert list(week.index) == ["day_stool", "day_shoes"]
    assert list(week.columns) == ["habit", "when", *(base.text(f"habit_day_{number}") for number in range(1, 8))]
    assert week.loc["day_stool", "when"] == "at the sink"
    assert week.loc["day_shoes"].tolist()[2:] == [False] * 6 + [True]


def test_a_picture_that_is_not_drawn_is_named_with_those_that_are(base, tmp_path):
    folder = tmp_path / "tables"
    shutil.copytree(SHIPPED, folder)
    table = folder / "habits.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(",stand_stool,", ",on_a_unicorn,"), encoding="utf-8")
    with pytest.raises(ValueError, match=r"“day_stool”.*“on_a_unicorn”.*Allowed: any_side"):
        HabitPlan(kb.load(folder))


@plans
def test_the_plain_form_has_every_habit_with_a_box_and_an_empty_week(base, plan):
    soup = BeautifulSoup(HabitPlan(base, plan=plan).plain_html, "html.parser")
    rows = plan_habits(base, plan)
    shown = {words(line.th): line for line in soup.select(".wk-hpp__t tbody tr") if line.th["scope"] == "row"}
    assert list(shown) == [row["text"] for row in rows]
    for row in rows:
        line = shown[row["text"]]
        assert line.select_one("input[type=checkbox]")
        assert row["how"] in words(line)
        assert row["caution"] in words(line)
        pictures = [picture["aria-label"] for picture in line.select("svg[role=img]")]
        assert pictures == ([base.text(f"habit_picture_{row['picture']}")] if row["picture"] else [])
        assert all(base.rows["sources"][key]["organisation"] in words(line) for key in row["source_ids"])
    empty = soup.select(".wk-hpp__w tbody tr")
    assert [len(line.select("td")) for line in empty] == [9, 9, 9]
    assert [words(head) for head in soup.select("th[scope=rowgroup]")] == [
        base.text(f"habit_moment_{moment}") for moment in PLANS[plan]
    ]
    assert base.text("call_anyway") in words(soup)
    assert not soup.select("script, button")
