"""The breathing pacer: what may be set, what it refuses, and the card that it is on paper."""

from __future__ import annotations

import json
from typing import Any

import pytest
import traitlets
from bs4 import BeautifulSoup

import kb
from widgets import BreathingPacer
from widgets.breathing_pacer import counts, even

DANGEROUS_WITH_DIZZINESS = ("spotting", "fever", "fall_or_blow", "belly_ache_mild", "shoulder_tip_pain")


@pytest.fixture
def pacer(base: kb.KnowledgeBase) -> BreathingPacer:
    return BreathingPacer(base)


def words(html: Any) -> str:
    return " ".join(BeautifulSoup(str(html), "html.parser").get_text().split())


def test_it_starts_at_six_breaths_a_minute_for_two_minutes_as_the_section_promises(pacer, base):
    assert (pacer.breaths_per_minute, pacer.minutes, pacer.own_rhythm) == (6, 2, False)
    assert pacer.rhythm == (5, 5)
    assert any("two minutes" in goal for goal in base.rows["sections"]["stress"]["goals"])


@pytest.mark.parametrize(("breaths", "half"), [(4, 7.5), (5, 6), (6, 5), (7, 30 / 7), (8, 3.75)])
def test_a_pace_is_half_in_and_half_out(pacer, breaths, half):
    pacer.breaths_per_minute = breaths
    assert pacer.rhythm == pytest.approx((half, half))


def test_the_own_rhythm_counts_only_when_it_is_chosen(base, pacer):
    pacer.in_seconds = 3.5
    assert pacer.rhythm == (5, 5)
    pacer.own_rhythm = True
    assert pacer.rhythm == (3.5, 5)
    assert BreathingPacer(base, in_seconds=4, out_seconds=6).rhythm == (4, 6)
    assert BreathingPacer(base, in_seconds=4, own_rhythm=False).rhythm == (5, 5)


@pytest.mark.parametrize(("name", "value", "allowed"), [
    ("breaths_per_minute", 3, "4 to 8"), ("breaths_per_minute", 9, "4 to 8"), ("minutes", 0, "1 to 5"),
    ("minutes", 6, "1 to 5"), ("in_seconds", 1.9, "2 to 10"), ("in_seconds", 20, "2 to 10"),
    ("out_seconds", -4, "2 to 10"), ("out_seconds", float("nan"), "2 to 10"), ("out_seconds", float("inf"), "2 to 10"),
])  # fmt: skip
def test_a_number_out_of_range_is_refused_with_the_range(base, pacer, name, value, allowed):
    before = getattr(pacer, name)
    with pytest.raises(ValueError, match=f"{name}=.*Allowed: {allowed}"):
        setattr(pacer, name, value)
    assert getattr(pacer, name) == before
    with pytest.raises(ValueError, match=f"Allowed: {allowed}"):
        BreathingPacer(base, **{name: value})


@pytest.mark.parametrize("name", ["breaths_per_minute", "minutes", "in_seconds", "out_seconds"])
@pytest.mark.parametrize("value", ["6", None, True, [5]], ids=repr)
def test_what_is_no_number_is_refused_with_the_range(pacer, name, value):
    with pytest.raises(TypeError, match=f"{name}=.*Allowed: "):
        setattr(pacer, name, value)


def test_half_a_minute_and_half_a_breath_are_refused(pacer):
    with pytest.raises(TypeError, match="whole number"):
        pacer.minutes = 2.5
    with pytest.raises(TypeError, match="whole number"):
        pacer.breaths_per_minute = 5.5
    with pytest.raises(traitlets.TraitError):
        pacer.own_rhythm = "yes"


def test_an_unknown_setting_is_named_with_those_that_there_are(base):
    with pytest.raises(TypeError, match=r"“speed”.*breaths_per_minute.*out_seconds"):
        BreathingPacer(base, speed=3)


def test_whether_it_runs_is_no_state_so_no_saved_page_starts_it(pacer):
    own = {name for name in pacer.get_state() if name[0] != "_"} - {"layout", "tabbable", "tooltip"}
    assert own == {
        "direction",
        "failure_text",
        "glossary",
        "knowledge",
        "plain_html",
        "breaths_per_minute",
        "own_rhythm",
        "in_seconds",
        "out_seconds",
        "minutes",
    }


def test_the_state_is_small_and_plain_json(pacer):
    assert len(json.dumps(pacer.knowledge)) <= 4000


def test_the_card_has_the_steps_every_pace_and_room_for_an_own_one(pacer, base):
    soup = BeautifulSoup(pacer.plain_html, "html.parser")
    steps = [words(item) for item in soup.select("ol li")]
    assert len(steps) == 4
    assert base.text("breathe_step_in").format(count=5) in steps
    assert base.text("breathe_step_out").format(count=5) in steps
    cells = [[words(cell) for cell in row.select("td")] for row in soup.select("table tr")]
    assert cells[0] == ["4", "5", "6", "7", "8", base.text("breathe_own")]
    assert cells[1][:5] == ["7.5 / 7.5", "6 / 6", "5 / 5", "4.3 / 4.3", "3.8 / 3.8"]
    assert cells[2][:5] == ["8 / 8", "6 / 6", "5 / 5", "4 / 4", "4 / 4"]
    assert len(soup.select("input[type=checkbox]")) == 6
    assert not soup.select("script, button")
    assert "{" not in words(soup)


def test_the_card_says_what_dizziness_means_and_that_a_call_comes_first(pacer, base):
    for name in ("breathe_dizzy", "breathe_call", "breathe_suits"):
        assert base.text(name) in words(pacer.plain_html)
        assert pacer.knowledge["text"][name] == base.text(name)


def test_what_it_says_of_dizziness_is_what_the_rules_say(base):
    text = base.text("breathe_dizzy")
    assert {kb.assess(base, [sign]).level for sign in ("dizzy", "dizzy_on_standing")} == {"same_day"}
    assert "call your maternity team today" in text
    assert {kb.assess(base, ["dizzy", sign]).level for sign in DANGEROUS_WITH_DIZZINESS} == {"emergency"}
    assert kb.assess(base, ["fainting"]).level == "emergency"
    named = text.partition("If you also")[2]
    assert all(word in named for word in ("bleed", "faint", "fever", "fall", "belly", "tip of the shoulder"))


def test_the_pace_comes_from_a_row_with_a_source_that_was_read(pacer, base):
    row = base.rows["glossary"]["slow_breathing"]
    assert pacer.knowledge["pace"]["text"] == row["meaning"]
    assert row["meaning"] in words(pacer.plain_html)
    assert all(base.rows["sources"][key]["seen"] == "page" for key in row["source_ids"])
    assert "not in pregnancy" in row["meaning"]


def test_a_half_counts_up_and_a_count_is_about_a_second():
    assert [counts(seconds) for seconds in (2, 2.49, 2.5, 3.75, 7.5, 10)] == [2, 2, 3, 4, 8, 10]
    assert all(0.8 <= half / counts(half) <= 1.25 for half in (even(breaths)[0] for breaths in range(4, 9)))
