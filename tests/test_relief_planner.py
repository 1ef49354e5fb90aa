"""Relief: what a plan holds, what stops it, what may be set, what the paper says, and the limits of the timer."""

from __future__ import annotations

import itertools
import re
from typing import Any

import pytest
import traitlets
from bs4 import BeautifulSoup

import kb
from kb.relief import HELPS, KINDS, MINUTES, MOST_HEAT, PAIN_SIGNS, PLACES, URGENT, in_order
from widgets import ReliefPlanner, Timer
from widgets.relief_planner import FIRST
from widgets.timer import PRESETS

DOSE = re.compile(r"\b\d+\s?(?:mg|g|ml|tablets?|pills?)\b|\b(?:times|hours) (?:a|each) day\b", re.IGNORECASE)
PAINS = [pains for count in range(1, len(HELPS) + 1) for pains in itertools.combinations(HELPS, count)]


@pytest.fixture
def planner(base: kb.KnowledgeBase) -> ReliefPlanner:
    return ReliefPlanner(base)


def words(html: Any) -> str:
    return " ".join(BeautifulSoup(str(html), "html.parser").get_text().split())


def told(row: Any) -> str:
    return " ".join([row["title"], *row["steps"], row["caution"]])


def test_every_choice_gives_three_to_five_steps_that_suit_it_or_says_to_call(base):
    stopped, used = set(), set()
    for place, pains, minutes in itertools.product(PLACES, PAINS, MINUTES):
        plan = kb.plan_relief(base, place=place, helps=pains, minutes=minutes)
        if plan.attrs["level"] in URGENT:
            stopped.add(pains)
            assert plan.empty
            continue
        rows = [base.rows["remedies"][step] for step in plan["id"]]
        used.update(plan["id"])
        assert 3 <= len(rows) <= 5, (place, pains, minutes)
        assert plan["minutes"].sum() <= minutes
        assert all(place in row["places"] and {*pains} <= {*row["helps"]} for row in rows)
        assert [row["number"] for row in rows] == sorted({row["number"] for row in rows})
        assert sum(row["kind"] == "heat" for row in rows) <= 1
        assert sum(row["kind"] == "rest" for row in rows) <= 1
    assert stopped == {pains for pains in PAINS if {"low_back", "sides_of_belly"} <= {*pains}}
    assert used == {row["id"] for row in in_order(base) if row["kind"] in KINDS}


def test_belly_and_low_back_together_stop_the_plan_by_the_rule_of_the_pair(base):
    pair = base.rows["rules"]["belly_with_back_pain"]
    assert "rf.15" in pair["red_flag_ids"]
    assert {PAIN_SIGNS["low_back"], PAIN_SIGNS["sides_of_belly"]} == {*pair["symptom_ids"]}
    plan = kb.plan_relief(base, place="bed", helps=["low_back", "sides_of_belly"], minutes=20)
    assert (len(plan), plan.attrs["level"]) == (0, "same_day")


def test_every_offered_sign_is_a_warning_and_stops_every_plan(base, planner):
    planner.pain = ["low_back"]
    assert len(planner.plan) >= 3
    offered = [sign for found in planner.signs.values() for sign in found["id"]]
    assert sorted(offered) == sorted(FIRST)
    for sign in offered:
        assert base.rows["symptoms"][sign]["warning"], sign
        planner.selected = [sign]
        assert planner.assessment.level in URGENT
        assert planner.plan.empty, sign
    planner.selected = []
    assert len(planner.plan) >= 3


def test_signs_and_what_hurts_are_held_together(planner):
    planner.selected = ["bladder_or_bowel_trouble"]
    assert planner.assessment.level == "same_day"
    planner.pain = ["low_back"]
    assert planner.assessment.level == "emergency"


def test_a_planner_without_pain_has_no_plan(planner):
    assert planner.plan.empty
    planner.pain = ["whole_body"]
    assert list(planner.plan["id"])


@pytest.mark.parametrize(
    ("change", "error", "says"),
    [({"place": "moon"}, ValueError, r"“moon”.*Allowed: home, bed, work"), ({"place": 3}, TypeError, "word"),
     ({"helps": "ear"}, ValueError, r"“ear”.*Allowed: low_back"), ({"helps": []}, ValueError, r"nothing.*low_back"),
     ({"helps": 4}, TypeError, "list of words"), ({"minutes": 7}, ValueError, r"7.*Allowed: 5, 10"),
     ({"minutes": "20"}, TypeError, "whole number"), ({"minutes": True}, TypeError, "whole number"),
     ({"signs": ["fevr"]}, ValueError, r"nearest ids: .*fever"), ({"signs": "fever"}, TypeError, "list of ids")],
    ids=str,
)  # fmt: skip
def test_what_is_not_allowed_is_named_with_what_is(base, change, error, says):
    with pytest.raises(error, match=says):
        kb.plan_relief(base, **{"place": "home", "helps": "low_back", "minutes": 20} | change)


@pytest.mark.parametrize(
    ("trait", "value", "says"),
    [("place", "moon", "Allowed: home"), ("pain", ["ear"], "Allowed: low_back"), ("minutes", 7, "Allowed: 5, 10"),
     ("selected", ["nausea_usual"], r"Allowed: .*fever"), ("timed", "ask_before_medicine", r"Allowed: .*warm_pad")],
)  # fmt: skip
def test_a_planner_refuses_what_it_does_not_know_and_stays(planner, trait, value, says):
    before = getattr(planner, trait)
    with pytest.raises(ValueError, match=says):
        setattr(planner, trait, value)
    assert getattr(planner, trait) == before


def test_every_remedy_has_steps_a_caution_a_claim_and_a_source(base):
    rows = in_order(base)
    assert 16 <= len(rows) <= 24
    assert [row["number"] for row in rows] == list(range(1, len(rows) + 1))
    for row in rows:
        assert 2 <= len(row["steps"]) <= 4, row["id"]
        assert row["places"], row["id"]
        assert row["helps"], row["id"]
        assert row["claim_ids"], row["id"]
        assert all(base.rows["sources"][key]["seen"] != "from_memory" for key in row["source_ids"])
        assert 1 <= row["minutes"] <= 30
        assert not DOSE.search(told(row)), row["id"]


def test_warmth_is_low_covered_short_on_the_back_and_never_asleep(base):
    heat = {row["id"]: row for row in in_order(base) if row["kind"] == "heat"}
    assert all(row["minutes"] <= MOST_HEAT for row in heat.values())
    assert all(
        re.search("sauna", row["caution"]) and re.search("hot tub", row["caution"].lower()) for row in heat.values()
    )
    assert all(re.search("sleep", row["caution"]) for row in heat.values())
    pad = told(heat["warm_pad"])
    for rule in ("on low", "cloth between", "15 to 20 minutes", "low back, not on your belly"):
        assert rule in pad
    assert not any("bed" in row["places"] for row in heat.values())


def test_exercise_tells_when_to_stop_and_call(base):
    for row in in_order(base):
        if row["kind"] == "exercise" and "add.22" in row["claim_ids"]:
            assert re.search(r"bleed.*dizzy.*fluid.*calf.*tightenings.*emergency number", row["caution"]), row["id"]
    yoga = base.rows["remedies"]["pregnancy_yoga"]
    assert "hot yoga" in yoga["caution"]
    assert "pelvic_joints" not in yoga["helps"]


def test_medicine_is_asked_about_and_never_planned(base):
    row = base.rows["remedies"]["ask_before_medicine"]
    assert row["kind"] not in KINDS
    assert {*row["places"]} == {*PLACES}
    assert {*row["helps"]} == {*HELPS}
    assert {"strategies.12", "strategies.13", "add.20"} <= {*row["claim_ids"]}
    for word in ("pharmacist", "paracetamol", "label", "ibuprofen", "unless they are prescribed", "aspirin"):
        assert word in told(row)


def test_the_paper_form_of_the_planner_tells_everything(base, planner):
    soup = BeautifulSoup(planner.plain_html, "html.parser")
    rows = {row.th.contents[0].strip(): row for row in soup.select("tbody tr")}
    assert list(rows) == [row["title"] for row in in_order(base)]
    for row in in_order(base):
        line = rows[row["title"]]
        assert [text for text in (*row["steps"], row["caution"]) if text not in words(line)] == []
        assert len(line.select("input[type=checkbox]")) == len(row["helps"])
    assert len(soup.select(".wk-pen li")) == len(FIRST)
    assert base.text("relief_paper_pair") in words(soup)
    assert base.rows["levels"]["self_care"]["if_worse"] in words(soup)


def test_the_paper_form_of_the_timer_has_the_rules_of_warmth_and_lines_to_write_on(base):
    soup = BeautifulSoup(Timer(base).plain_html, "html.parser")
    for row in in_order(base):
        if row["kind"] == "heat":
            assert [text for text in (*row["steps"], row["caution"]) if text not in words(soup)] == []
    heads = [head.get_text() for head in soup.select("th")]
    assert heads == [base.text(f"timer_paper_{name}") for name in ("what", "start", "end", "after")]
    assert len(soup.select("tbody tr")) >= 3


def test_a_timer_takes_1_to_60_minutes_and_20_at_most_for_warmth(base):
    timer = Timer(base)
    for minutes in (1, 20, 60):
        timer.minutes = minutes
    with pytest.raises(ValueError, match="1 to 20"):
        timer.remedy = "warm_pad"
    for wrong in (0, -5, 61):
        with pytest.raises(ValueError, match="Allowed: 1 to 60"):
            timer.minutes = wrong
    timer.minutes = 20
    timer.remedy = "warm_pad"
    with pytest.raises(ValueError, match=r"warmth. Allowed: 1 to 20"):
        timer.minutes = 21
    assert (timer.remedy, timer.minutes, timer.clock) == ("warm_pad", 20, {})
    for text in ("20", 1.5):
        with pytest.raises(traitlets.TraitError):
            timer.minutes = text


def test_a_timer_knows_only_what_one_can_do(base):
    timer = Timer(base)
    with pytest.raises(ValueError, match=r"Allowed: .*warm_pad"):
        timer.remedy = "ask_before_medicine"
    assert timer.remedy == ""


def test_the_ready_made_times_keep_to_the_limits(base):
    timer = Timer(base)
    presets = timer.knowledge["presets"]
    assert {("warm_pad", 15), ("warm_pad", 20)} <= {*presets}
    assert {name for name, _ in presets} == {*PRESETS, ""}
    for name, minutes in presets:
        timer.set_trait("minutes", 1)
        timer.remedy = name
        timer.minutes = minutes


def test_a_timer_follows_a_planner_and_nothing_else(base, planner):
    assert not planner.has_timer
    timer = Timer(base, planner=planner)
    assert planner.has_timer
    assert timer.planner is planner
    with pytest.raises(TypeError, match="ReliefPlanner"):
        Timer(base, planner="planner")
    with pytest.raises(traitlets.TraitError):
        timer.planner = "planner"


def test_tables_of_one_s_own_without_these_signs_or_remedies_still_make_a_page(base):
    tables = {name: getattr(base, name) for name in base.rows}
    tables["remedies"] = tables["remedies"][tables["remedies"]["id"] == "slow_breaths"]
    small = kb.KnowledgeBase(tables, "en")
    planner = ReliefPlanner(small)
    planner.pain = ["low_back"]
    assert list(planner.plan["id"]) == ["slow_breaths"]
    assert Timer(small, planner=planner).knowledge["presets"] == [("", 10)]
