"""The treatment steps: the strict reading of every pick, what may be set, and the table that they are on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, product
from typing import Any

import pytest
from bs4 import BeautifulSoup

import kb
from kb.classroom import Classroom
from kb.treatment import ALSO, LASTED
from widgets import TreatmentSteps

PLACES = ("belly", "low_back", "pelvic_joints")
RANK = {"emergency": 3, "same_day": 2, "move_on": 1, "ask_any_time": 0, None: -1}
WAITING = r"wait (?:until|for (?:a|one|two) (?:week|day)|and see)"


def subsets(items: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for size in range(len(items) + 1):
        yield from combinations(items, size)


EVERYTHING = list(product(subsets(PLACES), ("", *LASTED), subsets(ALSO)))


@pytest.fixture
def steps(base: kb.KnowledgeBase) -> TreatmentSteps:
    return TreatmentSteps(base)


def words(html: Any) -> str:
    return " ".join(BeautifulSoup(str(html), "html.parser").get_text().split())


def advice(base: kb.KnowledgeBase, where: str, lasted: str = "", *also: str) -> str | None:
    return kb.next_step(base, [where] if where else [], lasted, also).advice


@pytest.mark.parametrize(("where", "lasted", "expected"), [
    ("belly", "under_30_minutes", "ask_any_time"), ("belly", "over_30_minutes", "same_day"),
    ("belly", "over_a_day", "same_day"), ("belly", "over_two_weeks", "same_day"),
    ("low_back", "over_a_week", "ask_any_time"), ("low_back", "over_two_weeks", "move_on"),
    ("pelvic_joints", "over_a_day", "ask_any_time"), ("pelvic_joints", "over_a_week", "move_on"),
    ("", "over_two_weeks", None), ("belly", "", None), ("", "", None),
])  # fmt: skip
def test_the_clocks_run_out_at_their_shorter_times(base, where, lasted, expected):
    assert advice(base, where, lasted) == expected


@pytest.mark.parametrize(("where", "also", "expected"), [
    ("belly", "very_bad", "emergency"), ("pelvic_joints", "very_bad", "emergency"),
    ("low_back", "very_bad", "same_day"),
    ("", "very_bad", "emergency"), ("belly", "getting_worse", "same_day"), ("low_back", "getting_worse", "same_day"),
    ("pelvic_joints", "getting_worse", "move_on"), ("", "getting_worse", "same_day"),
    ("low_back", "daily_life", "move_on"), ("", "daily_life", "move_on"),
])  # fmt: skip
def test_what_else_is_true_does_not_wait_for_a_clock(base, where, also, expected):
    assert advice(base, where, "", also) == expected
    assert advice(base, where, "under_30_minutes", also) == expected


def test_belly_pain_that_lasts_is_never_answered_with_less_than_a_call_today(base):
    lasting = [picks for picks in EVERYTHING if "belly" in picks[0] and LASTED.get(picks[1], 0) >= 30]
    assert len(lasting) == 4 * 4 * 8
    assert {kb.next_step(base, *picks).advice for picks in lasting} == {"same_day", "emergency"}


def test_belly_and_low_back_together_are_a_call_today_however_short(base):
    both = [picks for picks in EVERYTHING if {"belly", "low_back"} <= set(picks[0])]
    assert {kb.next_step(base, *picks).advice for picks in both} == {"same_day", "emergency"}


def test_the_level_is_never_below_that_of_the_rules(base):
    for picks in EVERYTHING:
        found = kb.next_step(base, *picks)
        level = kb.assess(base, found.signs).level
        assert (found.advice == level) if level in ("emergency", "same_day") else RANK[found.advice] < 2, picks


def test_more_pain_never_lowers_the_answer(base):
    answers = {picks: RANK[kb.next_step(base, *picks).advice] for picks in EVERYTHING}
    for (where, lasted, also), rank in answers.items():
        longer = [key for key, minutes in LASTED.items() if minutes > LASTED.get(lasted, -1)] if where else []
        assert all(answers[where, key, also] >= rank for key in longer)
        for one in set(ALSO) - set(also):
            assert answers[where, lasted, tuple(key for key in ALSO if key in (*also, one))] >= rank
        if where:  # without a place, very bad pain counts as belly pain: a place may say it more exactly
            for one in set(PLACES) - set(where):
                assert answers[tuple(key for key in PLACES if key in (*where, one)), lasted, also] >= rank


def test_unknown_words_are_named_with_those_that_are_allowed(base):
    with pytest.raises(ValueError, match=r"where: “head”.*Allowed: belly, low_back, pelvic_joints"):
        kb.next_step(base, ["head"])
    with pytest.raises(ValueError, match=r"lasted: “ages”.*under_30_minutes.*over_two_weeks"):
        kb.next_step(base, ["belly"], "ages")
    with pytest.raises(ValueError, match=r"also: “mild”.*very_bad"):
        kb.next_step(base, ["belly"], "", ["mild"])
    with pytest.raises(TypeError, match=r"where must be a list"):
        kb.next_step(base, "belly")


def test_the_clocks_are_those_of_the_statement_on_pain_that_stays(base):
    clocks = base.rows["pain_clocks"]
    assert {key: row["from_minutes"] for key, row in clocks.items()} == {
        "belly": 30, "low_back": 14 * 1440, "pelvic_joints": 7 * 1440,
    }  # fmt: skip
    assert all("signs.7" in row["claim_ids"] for row in clocks.values())
    assert all(row["from_minutes"] in LASTED.values() for row in clocks.values())
    nuance = base.rows["claims"]["signs.7"]["nuance"]
    assert all(words in nuance for words in ("30 to 60 minutes of rest", "over two weeks", "one to two weeks"))


def test_every_step_has_a_claim_of_the_pack_questions_and_a_mark(base):
    rows = base.rows["treatment_steps"]
    assert 5 <= len(rows) <= 6
    assert sorted(row["number"] for row in rows.values()) == list(range(1, len(rows) + 1))
    for row in rows.values():
        stances = {base.rows["claims"][claim]["stance"] for claim in row["claim_ids"]}
        assert row["stance"] in stances, row["id"]
        assert len(row["ask"]) >= 3
        assert set(row["source_ids"]) <= {s for c in row["claim_ids"] for s in base.rows["claims"][c]["source_ids"]}
    told = {claim for row in rows.values() for claim in row["claim_ids"]}
    assert {claim for claim, row in base.rows["claims"].items() if row["section_id"] == "treatment"} <= told


def test_home_care_sends_belly_pain_that_lasts_to_the_phone(base):
    assert "call today" in base.rows["treatment_steps"]["home_care"]["when"]


def test_nothing_tells_anybody_to_wait(base):
    texts = [row["text"] for key, row in base.rows["strings"].items() if key.startswith("treat_")]
    texts += [text for row in base.rows["treatment_steps"].values() for text in row.values() if isinstance(text, str)]
    texts += [row["clock"] for row in base.rows["pain_clocks"].values()]
    assert re.search(WAITING, "Wait and see.", re.IGNORECASE)
    assert [text for text in texts if re.search(WAITING, text, re.IGNORECASE)] == []
    assert "earlier" in base.text("treat_ask_lead")


def test_the_warning_line_is_what_the_rules_say(base):
    emergency, _, same_day = base.text("treat_warning").partition("Any bleeding")
    now = {"heavy_bleeding": "Heavy bleeding", "severe_belly_pain": "very bad pain in the belly or pelvis",
           "fainting": "fainting", "breathless": "trouble breathing", "numb_or_weak": "numb bottom"}  # fmt: skip
    for sign, word in now.items():
        assert kb.assess(base, [sign]).level == "emergency"
        assert word in emergency
    for sign, word in (("fever", "a fever"), ("urine_burning", "when you pee"), ("something_wrong", "wrong")):
        assert kb.assess(base, [sign]).level == "same_day"
        assert word in same_day
    assert kb.assess(base, ["spotting"]).level == "same_day"


def test_the_widget_mirrors_what_was_picked(steps, base):
    assert steps.next_step == kb.NextStep(None, (), ())
    steps.where, steps.lasted, steps.also = ["belly"], "over_30_minutes", ["daily_life"]
    assert steps.next_step == kb.next_step(base, ["belly"], "over_30_minutes", ["daily_life"])
    steps.asked = ["medicines_1", "home_care_2"]
    rows = base.rows["treatment_steps"]
    assert steps.questions == [rows["medicines"]["ask"][0], rows["home_care"]["ask"][1]]


@pytest.mark.parametrize(("name", "value", "allowed"), [
    ("where", ["head"], "belly, low_back"), ("lasted", "long", "over_a_week"), ("also", ["mild"], "daily_life"),
    ("step", "surgery", "home_care"), ("asked", ["medicines_9"], "medicines_1"),
    ("asked", ["medicines"], "medicines_1"),
])  # fmt: skip
def test_what_is_not_allowed_is_refused_with_what_is(steps, name, value, allowed):
    before = getattr(steps, name)
    with pytest.raises(ValueError, match=rf"{name}: “.*Allowed: .*{allowed}"):
        setattr(steps, name, value)
    assert getattr(steps, name) == before


def test_the_knowledge_holds_every_rule_that_the_picks_can_fire(steps, base):
    signs = {sign for picks in EVERYTHING for sign in kb.next_step(base, *picks).signs}
    assert signs <= set(steps.knowledge["symptoms"]["id"])
    fired = {
        reason.rule for picks in EVERYTHING for reason in kb.assess(base, kb.next_step(base, *picks).signs).reasons
    }
    assert fired <= set(steps.knowledge["rules"]["id"])


def test_paper_has_the_clocks_all_steps_and_a_box_for_each_question(steps, base):
    soup = BeautifulSoup(steps.plain_html, "html.parser")
    text = words(soup)
    for row in base.rows["treatment_steps"].values():
        told = [row[name] for name in ("title", "when", "who", "what_it_is_like", "evidence")] + list(row["ask"])
        assert [one for one in told if one not in text] == []
    assert [row["clock"] for row in base.rows["pain_clocks"].values() if row["clock"] not in text] == []
    for name in ("treat_warning", "treat_paper_calls", "treat_ask_lead", "call_anyway"):
        assert base.text(name) in text
    boxes = len(base.rows["pain_clocks"]) + sum(len(row["ask"]) for row in base.rows["treatment_steps"].values())
    assert len(soup.select("input[type=checkbox], .wk-pen li")) == boxes
    assert all(head.get("scope") in ("col", "row") for head in soup.select("th"))
    assert len(soup.select("table caption")) == 2
    assert not soup.select("script, button")


def test_the_class_s_own_numbers_stand_in_the_answer(base):
    room = Classroom(phones={"emergency": "", "maternity_team": "020 555 0100", "out_of_hours": ""})
    phones = TreatmentSteps(base, classroom=room).knowledge["phones"]
    assert phones["same_day"][0]["number"] == phones["mention_or_call"][0]["number"] == "020 555 0100"
