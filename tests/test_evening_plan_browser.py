"""The plan of an evening in the browser: it plans as Python does, and says at the field what cannot be."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from access import complaints, printed
from handout_pages import STATUS, alive, letters, looks, missing
from playwright.sync_api import expect

import kb
import widgets
from kb.schema_lessons import LEAST_MINUTES, MOST_MINUTES

pytestmark = [pytest.mark.browser]

NAME = "instructor_guide"
WIDER = "() => document.documentElement.scrollWidth - window.innerWidth"
SMALL = """() => [...document.querySelectorAll(".ho-live :is(button:not([popovertarget]), .wk-input, .wk-tick label)")]
  .filter((node) => node.checkVisibility() && Math.min(node.offsetHeight, node.offsetWidth) < 44)
  .map((node) => node.textContent)"""
SET_UP = """async (trait) => {
  const [shared, planning] = [await import("/shared.js"), await import("/evening_planning.js")];
  const knowledge = { ...trait, sections: shared.records(trait.sections) };
  window.plan = ([minutes, asked, out]) => planning.planEvening(knowledge, minutes, asked, out);
}"""


def test_the_browser_plans_as_python_does(base: kb.KnowledgeBase, real_files: Callable[..., Any]):
    chance = random.Random(12)
    every = list(base.rows["sections"])
    some = lambda most: chance.sample(every, chance.randint(0, most))  # noqa: E731
    asked = [(minutes, [], []) for minutes in range(LEAST_MINUTES, MOST_MINUTES + 1)]
    asked += [(chance.randint(LEAST_MINUTES, MOST_MINUTES), some(len(every)), some(4)) for _ in range(400)]
    with real_files() as page:
        page.evaluate(SET_UP, widgets.EveningPlan(base).knowledge)
        plans = page.evaluate("(asked) => asked.map(plan)", asked)
    for (minutes, sections, out), found in zip(asked, plans, strict=True):
        plan = kb.plan_evening(base, minutes, sections or None, out)
        assert found["parts"] == plan.to_dict("records"), (minutes, sections, out)
        assert found["left"] == plan.attrs["left"]
        assert sorted(found["no_room"]) == sorted(plan.attrs["no_room"])


@pytest.fixture
def opened(visit, handouts):
    with alive(visit, handouts, NAME) as found:
        yield found
        assert found.errors == []


def live(page: Any) -> Any:
    return page.locator(".ho-live")


def rows(page: Any) -> list[str]:
    return live(page).locator("tbody strong").all_inner_texts()


def titles(base: kb.KnowledgeBase, minutes: int, *how: Any) -> list[str]:
    return kb.plan_evening(base, minutes, *how)["title"].tolist()


def press(page: Any, name: str) -> None:
    live(page).get_by_role("button", name=name, exact=True).click()


def type_minutes(page: Any, base: kb.KnowledgeBase, text: str) -> Any:
    field = live(page).get_by_role("textbox", name=base.text("evening_minutes"))
    field.fill(text)
    field.press("Enter")
    return field


def test_the_plan_follows_minutes_sections_and_what_is_left_out(opened, base):
    page = opened.page
    assert rows(page) == titles(base, 60)
    press(page, "90")
    assert rows(page) == titles(base, 90)
    expect(live(page).locator("caption")).to_have_text(base.text("evening_caption").format(minutes=90))
    expect(page.locator(STATUS).first).to_contain_text("90")
    relief = base.rows["sections"]["relief"]["title"]
    press(page, base.text("evening_skip_name").format(title=relief))
    assert rows(page) == titles(base, 90, None, ["relief"])
    expect(live(page)).to_contain_text(base.text("evening_left_out").format(titles=relief))
    expect(live(page).locator("caption")).to_be_focused()
    press(page, base.text("evening_again"))
    assert rows(page) == titles(base, 90)
    for section in ("sleep", "weight"):
        live(page).get_by_role("checkbox", name=base.rows["sections"][section]["title"]).check()
    assert rows(page) == titles(base, 90, ["sleep", "weight"])
    type_minutes(page, base, "20")
    assert rows(page) == titles(base, 20, ["sleep", "weight"])
    gone = [base.rows["sections"][section]["title"] for section in ("sleep", "weight")]
    expect(live(page)).to_contain_text(base.text("evening_no_room").format(titles="; ".join(gone)))


def test_the_warning_signs_and_the_card_cannot_be_left_out(opened, base):
    page = opened.page
    signs = base.rows["sections"]["warning_signs"]["title"]
    expect(live(page).get_by_role("checkbox", name=signs)).to_be_disabled()
    expect(live(page).get_by_role("checkbox", name=signs)).to_be_checked()
    while (buttons := live(page).get_by_role("button", name=base.text("evening_skip") + ":")).count():
        buttons.first.click()
    assert rows(page) == [signs, base.text("evening_card")]


@pytest.mark.parametrize("text", ["14", "241", "", "an hour", "60.5", "-30"])
def test_minutes_that_cannot_be_are_told_at_the_field(opened, base, text):
    page = opened.page
    field = type_minutes(page, base, text)
    told = base.text("evening_minutes_wrong").format(least=LEAST_MINUTES, most=MOST_MINUTES, minutes=60)
    expect(live(page).locator(".wk-wrong")).to_have_text(told)
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page.locator(STATUS).first).to_have_text(told)
    assert rows(page) == titles(base, 60)
    type_minutes(page, base, " 75 ")
    expect(live(page).locator(".wk-wrong")).to_be_empty()
    assert rows(page) == titles(base, 75)


@pytest.mark.deep
def test_paper_has_three_plans_or_ones_own_and_all_notes_and_moments(opened, base):
    page = opened.page
    lessons = [text for row in base.rows["lessons"].values() for text in (*row["say"], row["kindly"], row["leave_out"])]
    moments = [text for row in base.rows["moments"].values() for text in (row["title"], *row["do"], *row["say"])]
    captions = [base.text("evening_caption").format(minutes=minutes) for minutes in (30, 60, 90)]
    assert missing([*lessons, *moments, *captions, base.text("evening_own")], printed(page)) == []
    type_minutes(page, base, "45")
    text = printed(page)
    assert missing([base.text("evening_caption").format(minutes=45), *titles(base, 45)], text) == []
    gone = [base.text("evening_own"), base.text("evening_pick_hint"), base.text("evening_intro")]
    assert [words for words in gone if letters(words) in letters(text)] == []


@looks
def test_axe_finds_nothing(visit, handouts, base, how):
    with alive(visit, handouts, NAME, **how) as opened:
        page = opened.page
        page.evaluate("() => document.querySelectorAll('details').forEach((part) => (part.open = true))")
        for section in ("sleep", "weight", "relief"):
            live(page).get_by_role("checkbox", name=base.rows["sections"][section]["title"]).check()
        type_minutes(page, base, "20")
        type_minutes(page, base, "no")
        assert complaints(page) == []
        assert page.evaluate(SMALL) == []
        assert page.evaluate(WIDER) <= 0
