"""Triage says what the guidance says: each red flag at its level, pairs that raise, everyday signs that do not."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

import kb

DATA = Path(__file__).parent / "data"
LEVELS = ("emergency", "same_day", "mention_or_call", "self_care")
FLAGS = {f"rf.{number:02}" for number in range(1, 41)}
CALL_TODAY_ALONE = (  # signs that stand on no red flag with this very form
    "belly_pain_growing", "bladder_or_bowel_trouble", "cramps_strong", "dizzy_on_standing", "leg_pain_worse",
    "medicine_mistake", "one_sided_pain", "shoulder_tip_pain", "something_wrong", "urine_urgent",
)  # fmt: skip
UNLIKE_THEIR_FLAG = {
    "bladder_or_bowel_trouble": "milder: rf.07 is about back pain with it; with back or leg pain a rule raises it",
    "one_sided_pain": "milder: rf.03 is about severe pain, and its sources put mild one-sided pain at same day",
    "shoulder_tip_pain": "milder: rf.04 needs a second sign, and its sources put this one alone at same day",
    "discharge_with_belly_pain": "stricter: rf.35 is about discharge alone; with belly pain its sources say same day",
    "leg_pain_worse": "stricter: rf.34 is about one leg; worsening or both legs, its sources say same day",
    "stone_pain_with_fever": "stricter: rf.20 is about any side pain; stones with fever are an emergency",
    "stone_pain_with_vomiting": "stricter: rf.20 is about any side pain; stones with vomiting are an emergency",
}


def rows(table: str) -> list[dict[str, str]]:
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def cases(table: str) -> list[Any]:
    """What is ticked and the level that it must get, a case a row."""
    return [
        pytest.param(row["symptom_ids"].split(";"), row["level"], id=f"{row['id']}-{row['symptom_ids']}")
        for row in rows(table)
    ]


def rank(level: str | None) -> int:
    """Small is urgent."""
    assert level is not None
    return LEVELS.index(level)


@pytest.mark.parametrize(("ticked", "level"), cases("red_flags"))
def test_each_form_of_a_red_flag_gets_its_level(base: kb.KnowledgeBase, ticked: list[str], level: str) -> None:
    assert kb.assess(base, ticked).level == level


@pytest.mark.parametrize("sign", CALL_TODAY_ALONE)
def test_a_milder_form_alone_is_a_call_today(base: kb.KnowledgeBase, sign: str) -> None:
    assert kb.assess(base, [sign]).level == "same_day"


@pytest.mark.parametrize(("ticked", "level"), cases("raising_pairs"))
def test_a_pair_raises_above_each_of_its_signs(base: kb.KnowledgeBase, ticked: list[str], level: str) -> None:
    assert kb.assess(base, ticked).level == level
    for sign in ticked:
        assert rank(kb.assess(base, [sign]).level) > rank(level)


@pytest.mark.parametrize(("ticked", "level"), cases("everyday"))
def test_everyday_signs_alarm_nobody(base: kb.KnowledgeBase, ticked: list[str], level: str) -> None:
    assert level in ("mention_or_call", "self_care")
    assert kb.assess(base, ticked).level == level


def test_the_table_of_red_flags_leaves_none_out_and_gives_each_one_level() -> None:
    flags = {(row["id"], row["level"]) for row in rows("red_flags")}
    assert len(flags) == 40
    assert {flag for flag, _ in flags} == FLAGS


def test_the_tables_tick_only_what_can_be_ticked(base: kb.KnowledgeBase) -> None:
    ticked = {s for table in ("red_flags", "raising_pairs", "everyday") for row in rows(table)
              for s in row["symptom_ids"].split(";")}  # fmt: skip
    assert {s for s in ticked if not base.rows["symptoms"][s]["group_id"]} == set()


def test_every_red_flag_stands_on_a_rule_of_its_level(base: kb.KnowledgeBase) -> None:
    cited = {(flag, rule["level"]) for rule in base.rows["rules"].values() for flag in rule["red_flag_ids"]}
    assert {flag for flag, _ in cited} == FLAGS
    assert {(row["id"], row["level"]) for row in rows("red_flags")} <= cited


def test_a_rule_with_one_red_flag_has_its_level_or_is_a_form_that_is_told_here(base: kb.KnowledgeBase) -> None:
    levels = {row["id"]: row["level"] for row in rows("red_flags")}
    unlike = {}
    for name, rule in base.rows["rules"].items():
        if len(rule["red_flag_ids"]) == 1 and rule["level"] != (level := levels[rule["red_flag_ids"][0]]):
            unlike[name] = "milder" if rank(rule["level"]) > rank(level) else "stricter"
    assert unlike == {name: why.split(":")[0] for name, why in UNLIKE_THEIR_FLAG.items()}


def test_every_symptom_has_a_rule_of_its_own(base: kb.KnowledgeBase) -> None:
    rules = base.rows["rules"]
    alone = {symptom for symptom in base.rows["symptoms"] if rules[symptom]["symptom_ids"] == (symptom,)}
    assert alone == set(base.rows["symptoms"])


def test_a_warning_sign_is_a_sign_that_asks_for_a_call_today_or_now(base: kb.KnowledgeBase) -> None:
    warning = {symptom for symptom, row in base.rows["symptoms"].items() if row["warning"]}
    urgent = {s for s in base.rows["symptoms"] if base.rows["rules"][s]["level"] in ("emergency", "same_day")}
    assert warning == urgent


def test_signs_that_cannot_wait_stand_together_at_the_top(base: kb.KnowledgeBase) -> None:
    symptoms = base.rows["symptoms"]
    danger = {symptom for symptom, row in symptoms.items() if row["group_id"] == "danger"}
    assert danger == {symptom for symptom in symptoms if kb.assess(base, [symptom]).level == "emergency"}
    assert {symptoms[symptom]["number"] for symptom in danger} == set(range(1, len(danger) + 1))


def test_every_combination_in_the_rules_raises(base: kb.KnowledgeBase) -> None:
    rules = base.rows["rules"]
    idle = [
        name
        for name, rule in rules.items()
        if len(rule["symptom_ids"]) > 1
        and any(rank(rules[symptom]["level"]) <= rank(rule["level"]) for symptom in rule["symptom_ids"])
    ]
    assert idle == []


@pytest.mark.parametrize("nothing", [(), [], set(), iter(())], ids=["tuple", "list", "set", "iterator"])
def test_nothing_ticked_is_no_answer(base: kb.KnowledgeBase, nothing: Any) -> None:
    assert kb.assess(base, nothing) == kb.Assessment(level=None, reasons=(), symptoms=(), conditions=())


def test_a_feeling_that_something_is_wrong_is_not_talked_down_by_an_everyday_sign(base: kb.KnowledgeBase) -> None:
    assert kb.assess(base, ["something_wrong", "belly_ache_mild"]).level == "same_day"


def test_an_unknown_symptom_is_named_with_the_nearest_ids(base: kb.KnowledgeBase) -> None:
    with pytest.raises(ValueError, match=r"“spoting”.*nearest ids.*\bspotting\b"):
        kb.assess(base, ["fever", "spoting"])


def test_a_symptom_like_no_other_is_sent_to_the_list(base: kb.KnowledgeBase) -> None:
    with pytest.raises(ValueError, match=r"“0”.*base\.symptoms"):
        kb.assess(base, ["0"])


def test_a_single_text_is_not_taken_for_a_list_of_letters(base: kb.KnowledgeBase) -> None:
    with pytest.raises(TypeError, match=r"list of ids.*“spotting”"):
        kb.assess(base, "spotting")


def test_the_reasons_tell_each_rule_most_urgent_first(base: kb.KnowledgeBase) -> None:
    answer = kb.assess(base, ["belly_ache_mild", "dizzy", "urine_often"])
    assert [(reason.rule, reason.level) for reason in answer.reasons] == [
        ("dizziness_with_belly_pain", "emergency"),
        ("dizzy", "same_day"),
        ("dizzy_or_faint", "same_day"),
        ("frequent_pee_with_belly_pain", "same_day"),
        ("belly_ache_mild", "self_care"),
        ("belly_pain", "self_care"),
        ("urine_often", "self_care"),
    ]
    assert answer.symptoms == ("belly_ache_mild", "dizzy", "urine_often")
    assert all(reason.because.endswith(".") for reason in answer.reasons)


def test_only_the_decisive_rules_make_one_think_of_conditions(base: kb.KnowledgeBase) -> None:
    assert set(kb.assess(base, ["tug_on_movement"]).conditions) == {"round_ligament_pain"}
    severe = kb.assess(base, ["tug_on_movement", "severe_one_sided_pain"]).conditions
    assert {"ectopic_pregnancy", "ovarian_torsion"} <= set(severe)
    assert "round_ligament_pain" not in severe
    assert len(severe) == len(set(severe))
