"""The treatment steps in the browser: it answers as Python does, and belly pain that lasts leads to the phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations, product
from typing import Any

import pytest
from access import complaints, printed
from handout_pages import alive, letters, looks, missing
from playwright.sync_api import expect

import kb
import widgets
from kb.treatment import ALSO, LASTED

pytestmark = pytest.mark.browser

NAME = "12_treatment"
WIDER = "() => document.documentElement.scrollWidth - window.innerWidth"
SMALL = """() => [...document.querySelectorAll(".ho-live :is(button:not([popovertarget]), summary, .wk-tick label)")]
  .filter((node) => node.checkVisibility() && Math.min(node.offsetHeight, node.offsetWidth) < 44)
  .map((node) => node.textContent)"""
SET_UP = """async (trait) => {
  const [shared, next] = [await import("/shared.js"), await import("/treatment_next.js")];
  const knowledge = { ...shared.knowledgeOf({ get: () => trait }), clocks: shared.records(trait.clocks) };
  window.answer = ([where, lasted, also]) => next.nextStep(knowledge, { where, lasted, also });
}"""
SPOKEN = ".wk-host > [role=status]"


@pytest.fixture(scope="module")
def page_of_files(base: kb.KnowledgeBase, real_files: Callable[..., Any]) -> Iterator[Any]:
    """A blank page of an origin that does not exist, with the real files taken from the folder."""

    with real_files() as page:
        page.evaluate(SET_UP, widgets.TreatmentSteps(base).knowledge)
        yield page


def subsets(items: Any) -> list[list[str]]:
    items = list(items)
    return [list(found) for size in range(len(items) + 1) for found in combinations(items, size)]


def test_the_browser_answers_as_python_does_whatever_is_picked(base, page_of_files):
    asked = list(product(subsets(base.rows["pain_clocks"]), ("", *LASTED), subsets(ALSO)))
    answers = page_of_files.evaluate("(asked) => asked.map(answer)", asked)
    assert len(asked) == len(answers) == 8 * 6 * 8
    for picks, said in zip(asked, answers, strict=True):
        found = kb.next_step(base, *picks)
        assert said == {"advice": found.advice, "signs": list(found.signs), "due": list(found.due)}, picks
    assert {said["advice"] for said in answers} == {None, "emergency", "same_day", "move_on", "ask_any_time"}


@pytest.fixture
def opened(visit, handouts):
    with alive(visit, handouts, NAME) as found:
        yield found
        assert found.errors == []


def live(page: Any) -> Any:
    return page.locator(".ho-live:has(.wk-ts)")


def pick(page: Any, base: kb.KnowledgeBase, *where: str, lasted: str = "", also: tuple[str, ...] = ()) -> None:
    for place in where:
        live(page).get_by_role("checkbox", name=base.rows["pain_clocks"][place]["place"], exact=True).check()
    if lasted:
        live(page).get_by_role("radio", name=base.text(f"treat_lasted_{lasted}"), exact=True).check()
    for one in also:
        live(page).get_by_role("checkbox", name=base.text(f"treat_also_{one}"), exact=True).check()


def card(page: Any, base: kb.KnowledgeBase) -> Any:
    return page.get_by_role("group", name=base.text("answer_heading"))


def step(base: kb.KnowledgeBase, name: str) -> dict[str, Any]:
    return dict(base.rows["treatment_steps"][name])


def test_the_page_is_small(handouts):
    assert (handouts / f"{NAME}.html").stat().st_size <= 150_000


def test_nothing_picked_is_no_answer_and_the_warning_line_stands(opened, base):
    expect(card(opened.page, base)).to_contain_text(base.text("none_word"))
    expect(card(opened.page, base)).to_contain_text(base.text("call_anyway"))
    expect(live(opened.page).locator(".wk-ts__warn")).to_have_text(base.text("treat_warning"))


def test_belly_pain_that_lasts_leads_to_the_phone_and_home_care_is_gone(opened, base):
    page = opened.page
    home = live(page).get_by_text(step(base, "home_care")["what_it_is_like"])
    expect(home).to_be_visible()
    pick(page, base, "belly", lasted="over_30_minutes")
    expect(card(page, base).locator("h3")).to_have_text(base.rows["levels"]["same_day"]["action"])
    expect(card(page, base)).to_contain_text(base.rows["symptoms"]["belly_pain_lasting"]["text"])
    expect(home).to_be_hidden()
    expect(live(page)).to_contain_text(base.text("treat_first_call"))
    expect(live(page).locator(".wk-ts__warn")).to_be_visible()
    expect(page.locator(SPOKEN)).to_contain_text(base.rows["levels"]["same_day"]["word"])
    pick(page, base, also=("very_bad",))
    expect(card(page, base).locator("h3")).to_have_text(base.rows["levels"]["emergency"]["action"])
    live(page).get_by_role("button", name=base.text("treat_clear")).click()
    expect(card(page, base)).to_contain_text(base.text("none_word"))
    expect(home).to_be_visible()
    assert live(page).locator(".wk-ts__form input:checked").count() == 0


def test_back_ache_of_two_weeks_is_time_to_move_on_with_the_reason(opened, base):
    page = opened.page
    pick(page, base, "low_back", lasted="over_a_day")
    expect(card(page, base)).to_contain_text(base.text("treat_ask_word"))
    expect(card(page, base)).to_contain_text(base.text("treat_ask_lead"))
    pick(page, base, lasted="over_two_weeks", also=("daily_life",))
    expect(card(page, base)).to_contain_text(base.text("treat_move_word"))
    for words in (
        base.rows["pain_clocks"]["low_back"]["clock"],
        base.text("treat_move_daily_life"),
        base.text("call_anyway"),
    ):
        expect(card(page, base)).to_contain_text(words)
    pick(page, base, "belly")
    expect(card(page, base).locator("h3")).to_have_text(base.rows["levels"]["same_day"]["action"])


def test_the_steps_are_walked_by_keyboard(opened, base):
    page = opened.page
    titles = [row["title"] for row in sorted(base.rows["treatment_steps"].values(), key=lambda row: row["number"])]
    shown = live(page).locator(".wk-ts__step.is-shown h3")
    forward = live(page).get_by_role("button", name=base.text("treat_next"), exact=True)
    for title in titles[1:]:
        forward.focus()
        page.keyboard.press("Enter")
        expect(shown).to_be_focused()
        expect(shown).to_contain_text(title)
        expect(live(page).locator("[aria-current=step]")).to_contain_text(title)
    expect(forward).to_be_hidden()
    live(page).get_by_role("button", name=base.text("treat_back"), exact=True).click()
    expect(shown).to_contain_text(titles[-2])
    live(page).locator(".wk-ts__go", has_text=titles[1]).press("Space")
    expect(shown).to_contain_text(titles[1])
    expect(live(page).locator(".wk-ts__step.is-shown")).to_have_count(1)


def test_ticked_questions_stand_together_and_go_on_paper(opened, base):
    page = opened.page
    asked = [step(base, "physiotherapist")["ask"][1], step(base, "medicines")["ask"][0]]
    for name, question in zip(("physiotherapist", "medicines"), asked, strict=True):
        live(page).locator(".wk-ts__go", has_text=step(base, name)["title"]).click()
        live(page).get_by_role("checkbox", name=question, exact=True).check()
    assert live(page).locator(".wk-ts__mine li").all_inner_texts() == asked
    pick(page, base, "belly", lasted="over_a_day")
    assert live(page).locator(".wk-ts__mine li").all_inner_texts() == asked
    text = printed(page)
    assert missing([*asked, base.text("treat_warning"), base.rows["levels"]["same_day"]["action"]], text) == []
    assert letters(step(base, "home_care")["what_it_is_like"]) not in letters(text)


def test_untouched_all_steps_and_clocks_are_printed(opened, base):
    rows = base.rows["treatment_steps"].values()
    told = [row[name] for row in rows for name in ("title", "when", "who", "evidence")]
    told += [question for row in rows for question in row["ask"]]
    told += [row["clock"] for row in base.rows["pain_clocks"].values()]
    assert missing([*told, base.text("treat_warning")], printed(opened.page)) == []


def test_picked_the_answer_and_all_steps_are_printed_without_controls(opened, base):
    page = opened.page
    pick(page, base, "pelvic_joints", lasted="over_a_week")
    text = printed(page)
    told = [row["what_it_is_like"] for row in base.rows["treatment_steps"].values()]
    assert missing([*told, base.text("treat_move_action"), base.text("treat_notes")], text) == []
    assert letters(base.text("treat_lasted_over_30_minutes")) not in letters(text)
    assert letters(base.text("treat_clear")) not in letters(text)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": 1000})
    assert page.evaluate(WIDER) <= 0


@looks
def test_axe_finds_nothing(visit, handouts, base, how):
    with alive(visit, handouts, NAME, **how) as opened:
        page = opened.page
        pick(page, base, "low_back", lasted="over_two_weeks")
        live(page).get_by_role("checkbox", name=step(base, "home_care")["ask"][0], exact=True).check()
        found = complaints(page)
        assert page.evaluate(SMALL) == []
        pick(page, base, "belly")
        found += complaints(page)
        assert found == []
        assert page.evaluate(WIDER) <= 0
        assert page.evaluate(SMALL) == []
