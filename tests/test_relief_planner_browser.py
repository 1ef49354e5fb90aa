"""Relief in the browser: it plans as Python does, a warning sign stops everything, and the timer keeps to the clock."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from access import complaints, printed
from handout_pages import SETTLED, alive, letters, looks, missing
from playwright.sync_api import expect

import kb
import widgets
from kb.relief import HELPS, MINUTES, PLACES
from widgets.relief_planner import FIRST

pytestmark = pytest.mark.browser

NAME = "04_relief"
WIDER = "() => document.documentElement.scrollWidth - window.innerWidth"
SMALL = """() => [...document.querySelectorAll(
  ":is(.wk-rl, .wk-tm) :is(button:not([popovertarget]), select, .wk-tick label, .wk-input)")]
  .filter((node) => node.checkVisibility() && Math.min(node.offsetHeight, node.offsetWidth) < 44)
  .map((node) => node.textContent)"""
LISTEN = """() => {
  const node = document.querySelector(".wk-host:has(.wk-tm) > [role=status]");
  window.told = [];
  new MutationObserver(() => told.push(node.textContent)).observe(node, { childList: true });
}"""
SET_UP = """async ([knowledge, remedies]) => {
  const [plan, shared] = [await import("/relief_planning.js"), await import("/shared.js")];
  const known = shared.knowledgeOf({ get: () => knowledge });
  const rows = shared.records(remedies);
  window.answers = (asked) => asked.map(([place, helps, minutes, selected]) => {
    const signs = plan.signsOf(known, selected, helps);
    const stopped = plan.stopLevel(known, signs) !== null;
    const steps = stopped ? [] : plan.planRelief(rows, { place, helps, minutes });
    return [shared.assess(known, signs).level, steps.map(({ id }) => id)];
  });
  window.clock = await import("/timer_clock.js");
}"""


@pytest.fixture(scope="module")
def page_of_files(base: kb.KnowledgeBase, real_files: Callable[..., Any]) -> Iterator[Any]:
    """A blank page of an origin that does not exist, with the real files taken from the folder."""

    planner = widgets.ReliefPlanner(base)
    with real_files() as page:
        page.evaluate(SET_UP, [planner.knowledge, planner.remedies])
        yield page


def test_the_browser_plans_as_python_does_for_every_choice_and_stops_for_the_same_signs(base, page_of_files):
    chance = random.Random(412)
    pains = [list(some) for count in range(1, len(HELPS) + 1) for some in itertools.combinations(HELPS, count)]
    asked: list[list[Any]] = [[place, some, minutes, []] for place in PLACES for some in pains for minutes in MINUTES]
    asked += [["home", some, 20, [sign]] for some in pains for sign in FIRST]
    asked += [["home", chance.choice(pains), 20, chance.sample(FIRST, 2)] for _ in range(100)]
    wrong = []
    for ask, said in zip(asked, page_of_files.evaluate("(asked) => answers(asked)", asked), strict=True):
        place, helps, minutes, signs = ask
        plan = kb.plan_relief(base, place=place, helps=helps, minutes=minutes, signs=signs)
        if said != [plan.attrs["level"], list(plan["id"])]:
            wrong.append((ask, said))
    assert wrong[:2] == []


@pytest.mark.parametrize("most", [20, 60])
def test_the_browser_takes_the_minutes_that_python_takes(base, page_of_files, most):
    timer = widgets.Timer(base)
    timer.minutes = 1
    timer.remedy = "warm_pad" if most == 20 else ""

    def taken(minutes: int) -> bool:
        try:
            timer.minutes = minutes
        except ValueError:
            return False
        return True

    numbers = [0, 1, 2, 19, 20, 21, 59, 60, 61, 999]
    found = page_of_files.evaluate("([texts, most]) => texts.map((one) => clock.minutesOf(one, most))",
                                   [[f" {number} " for number in numbers], most])  # fmt: skip
    assert found == [number if taken(number) else None for number in numbers]
    bad = ["", "  ", "ten", "1.5", "-3", "1e1", "5 min", "٣", "00000000020", "<b>5</b>"]
    assert page_of_files.evaluate("(texts) => texts.map((one) => clock.minutesOf(one, 60))", bad) == [None] * len(bad)


def test_time_never_grows_whichever_clock_is_set_back_or_stands_still(page_of_files):
    left = """([wall, steady]) => {
      const running = clock.started(clock.clockOf({}, "", 10), { wall: 1e6, steady: 5e3 });
      return clock.leftOf(running, { wall: 1e6 + wall, steady: 5e3 + steady });
    }"""
    minute = 60_000
    asleep, set_back, both_back, over = ([4 * minute, 0], [-9 * minute, 4 * minute], [-1, -1], [60 * minute, 0])
    found = [page_of_files.evaluate(left, moved) for moved in (asleep, set_back, both_back, over)]
    assert found == [6 * minute, 6 * minute, 10 * minute, 0]


def test_a_clock_that_another_page_left_behind_does_not_run(page_of_files):
    kept = {
        "page": "another",
        "remedy": "",
        "minutes": 10,
        "left": 1,
        "running": True,
        "begun": True,
        "wall": 0,
        "steady": 0,
    }
    found = page_of_files.evaluate("(kept) => clock.clockOf(kept, '', 10)", kept)
    assert (found["running"], found["begun"], found["left"]) == (False, False, 600_000)


@pytest.fixture
def opened(visit, handouts):
    with alive(visit, handouts, NAME) as found:
        yield found
        assert found.errors == []


@pytest.fixture
def ticking(visit, handouts):
    """The page with a clock that the test moves."""
    with visit("about:blank", alone=True) as found:
        found.page.clock.install(time=1_800_000_000)
        found.page.goto((handouts / f"{NAME}.html").as_uri())
        found.page.wait_for_selector("html[data-ready]")
        yield found.page
        assert found.errors == []


def hurts(page: Any, base: kb.KnowledgeBase, *pains: str, on: bool = True) -> None:
    for pain in pains:
        page.locator(".wk-rl__choose").get_by_role(
            "checkbox", name=base.text(f"relief_pain_{pain}"), exact=True
        ).set_checked(on)


def sign(page: Any, base: kb.KnowledgeBase, symptom: str) -> Any:
    row = base.rows["symptoms"][symptom]
    text = row["card_text"] or row["text"]
    return page.locator(".wk-rl__first").get_by_role("checkbox", name=text[0].upper() + text[1:], exact=True)


def titles(page: Any) -> list[str]:
    return [
        text.split("\n")[0]
        for text in page.locator(".wk-rl__step > h4").evaluate_all("all => all.map(h => h.firstChild.data)")
    ]


def expected(base: kb.KnowledgeBase, *pains: str, place: str = "home", minutes: int = 20) -> list[str]:
    plan = kb.plan_relief(base, place=place, helps=pains, minutes=minutes)
    return [base.rows["remedies"][step]["title"] for step in plan["id"]]


def press(page: Any, base: kb.KnowledgeBase, name: str) -> None:
    page.locator(".wk-tm").get_by_role("button", name=base.text(f"timer_{name}"), exact=True).click()


def preset(page: Any, base: kb.KnowledgeBase, remedy: str, minutes: int) -> Any:
    title = base.rows["remedies"][remedy]["title"] if remedy else base.text("timer_other")
    name = base.text("timer_preset").format(title=title, minutes=minutes)
    return page.get_by_role("button", name=name, exact=True)


def test_a_plan_appears_with_how_to_and_caution_and_follows_the_choices(opened, base):
    page = opened.page
    expect(page.locator(".wk-rl__plan")).to_contain_text(base.text("relief_waiting"))
    hurts(page, base, "low_back")
    assert titles(page) == expected(base, "low_back")
    for title, step in zip(titles(page), page.locator(".wk-rl__step").all(), strict=True):
        row = next(row for row in base.rows["remedies"].values() if row["title"] == title)
        text = step.inner_text()
        assert [words for words in (*row["steps"], row["caution"]) if words not in text] == []
    expect(page.locator(".wk-rl__worse")).to_contain_text(base.rows["levels"]["self_care"]["if_worse"])
    expect(page.locator(".wk-rl__ask").first).to_contain_text(base.rows["remedies"]["ask_before_medicine"]["caution"])
    page.get_by_label(base.text("relief_place"), exact=True).select_option("bed")
    page.get_by_label(base.text("relief_minutes"), exact=True).select_option("5")
    assert titles(page) == expected(base, "low_back", place="bed", minutes=5)
    page.wait_for_timeout(SETTLED)
    expect(page.locator(".wk-host > [role=status]").first).to_contain_text("3")


@pytest.mark.parametrize("symptom", ["spotting", "severe_belly_pain", "something_wrong"])
def test_a_warning_sign_stops_the_plan_and_the_timer_and_unticking_brings_them_back(opened, base, symptom):
    page = opened.page
    hurts(page, base, "low_back")
    preset(page, base, "warm_pad", 15).click()
    press(page, base, "start")
    sign(page, base, symptom).check()
    level = base.rows["levels"][base.rows["rules"][symptom]["level"]]
    plan = page.locator(".wk-rl__plan")
    expect(plan.locator(".wk-card")).to_contain_text(level["action"])
    expect(plan.locator(".wk-rl__step, .wk-rl__ask")).to_have_count(0)
    expect(page.locator(".wk-tm__waits")).to_be_visible()
    expect(page.locator(".wk-tm__box")).to_be_hidden()
    bar = page.locator(".wk-rl__bar")
    sign(page, base, "heavy_bleeding").scroll_into_view_if_needed()
    page.evaluate("() => scrollTo(0, document.querySelector('.wk-rl').getBoundingClientRect().top + scrollY)")
    expect(bar).to_be_visible()
    expect(bar).to_contain_text(level["action"])
    page.wait_for_timeout(SETTLED)
    expect(page.locator(".wk-host > [role=status]").first).to_contain_text(level["word"])
    bar.get_by_role("button").click()
    expect(plan).to_be_focused()
    sign(page, base, symptom).uncheck()
    assert titles(page) == expected(base, "low_back")
    expect(page.locator(".wk-tm__waits")).to_be_hidden()
    expect(page.locator(".wk-tm__face")).to_have_text("15:00")
    expect(page.locator(".wk-tm__state")).to_have_text(base.text("timer_ready"))


def test_belly_and_low_back_together_stop_the_plan(opened, base):
    page = opened.page
    hurts(page, base, "low_back")
    hurts(page, base, "sides_of_belly")
    expect(page.locator(".wk-rl__step")).to_have_count(0)
    card = page.locator(".wk-rl__plan .wk-card")
    expect(card).to_contain_text(base.rows["rules"]["belly_with_back_pain"]["because"])
    expect(card).to_contain_text(base.rows["levels"]["same_day"]["action"])
    hurts(page, base, "sides_of_belly", on=False)
    assert titles(page) == expected(base, "low_back")


def test_the_plan_is_made_with_the_keyboard_alone_and_the_focus_stays(opened, base):
    page = opened.page
    page.get_by_label(base.text("relief_place"), exact=True).focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert titles(page) == expected(base, "low_back")
    name = base.text("relief_set_timer").format(minutes=15)
    button = page.get_by_role("button", name=name).first
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_be_focused()
    expect(page.locator(".wk-rl__set").last).to_have_text(base.text("relief_timer_set").format(minutes=15))
    expect(page.locator(".wk-tm__face")).to_have_text("15:00")


def test_a_step_sets_the_timer_again_and_again_and_never_starts_it(ticking, base):
    hurts(ticking, base, "low_back")
    button = ticking.get_by_role("button", name=base.text("relief_set_timer").format(minutes=15)).first
    for _ in range(2):
        button.click()
        box = ticking.locator(".wk-tm__box")
        expect(box).to_contain_text(base.rows["remedies"]["warm_pad"]["caution"])
        expect(ticking.locator(".wk-tm__state")).to_have_text(base.text("timer_ready"))
        ticking.clock.run_for(5_000)
        expect(ticking.locator(".wk-tm__face")).to_have_text("15:00")
        expect(preset(ticking, base, "warm_pad", 15)).to_have_attribute("aria-pressed", "true")
        press(ticking, base, "start")
        ticking.clock.run_for(5_000)
        expect(ticking.locator(".wk-tm__face")).to_have_text("14:55")


def test_the_timer_pauses_goes_on_starts_over_and_tells_the_end_once(ticking, base):
    page, face, state = ticking, ticking.locator(".wk-tm__face"), ticking.locator(".wk-tm__state")
    said = page.locator(".wk-host", has=page.locator(".wk-tm")).locator(".wk-sr[role=status]")
    page.evaluate(LISTEN)
    preset(page, base, "warm_pad", 20).click()
    press(page, base, "start")
    page.clock.run_for(60_000)
    expect(face).to_have_text("19:00")
    press(page, base, "pause")
    page.clock.run_for(60_000)
    expect(face).to_have_text("19:00")
    expect(state).to_have_text(base.text("timer_paused"))
    press(page, base, "go_on")
    page.clock.fast_forward(18 * 60_000)
    expect(face).to_have_text("1:00")
    expect(state).to_have_text(base.text("timer_running"))
    page.clock.fast_forward(3 * 60_000)
    expect(state).to_have_text(base.text("timer_done_heat"))
    expect(page.locator(".wk-tm__box")).to_have_class("wk-tm__box is-done")
    expect(face).to_have_text("0:00")
    page.clock.run_for(5_000)
    expect(said).to_have_text(base.text("timer_done_heat"))
    assert page.evaluate("told") == [base.text("timer_done_heat")]
    expect(page.locator(".wk-tm").get_by_role("button", name=base.text("timer_start"), exact=True)).to_have_count(0)
    press(page, base, "reset")
    expect(face).to_have_text("20:00")
    expect(state).to_have_text(base.text("timer_ready"))


def test_a_page_that_slept_is_right_as_soon_as_it_is_looked_at(ticking, base):
    preset(ticking, base, "short_walk", 10).click()
    press(ticking, base, "start")
    ticking.clock.pause_at(1_800_000_000 + 400)
    ticking.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    minutes, seconds = ticking.locator(".wk-tm__face").inner_text().split(":")
    assert 190 <= int(minutes) * 60 + int(seconds) <= 205


def test_own_minutes_are_taken_or_told_at_the_field_and_the_timer_stays(opened, base):
    page = opened.page
    field = page.get_by_label(base.text("timer_own"), exact=True)
    face, wrong = page.locator(".wk-tm__face"), page.locator(".wk-wrong")
    field.fill("7")
    field.press("Enter")
    expect(face).to_have_text("7:00")
    for bad in ("0", "61", "ten", "<b>5</b>", ""):
        field.fill(bad)
        press(page, base, "own_set")
        expect(wrong).to_have_text(base.text("timer_own_wrong").format(most=60, minutes=7))
        expect(field).to_have_value(bad)
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(face).to_have_text("7:00")
    preset(page, base, "warm_pad", 20).click()
    expect(wrong).to_be_hidden()
    field.fill("45")
    field.press("Enter")
    expect(wrong).to_have_text(base.text("timer_own_hot").format(most=20, minutes=20))
    expect(face).to_have_text("20:00")
    field.fill("12")
    field.press("Enter")
    expect(face).to_have_text("12:00")
    expect(page.locator(".wk-tm__box")).to_contain_text(base.rows["remedies"]["warm_pad"]["caution"])
    preset(page, base, "", 10).click()
    field.fill("45")
    field.press("Enter")
    expect(face).to_have_text("45:00")


@looks
def test_axe_finds_nothing(visit, handouts, base, how):
    with alive(visit, handouts, NAME, **how) as opened:
        page = opened.page
        hurts(page, base, "low_back", "pelvic_joints")
        preset(page, base, "warm_pad", 20).click()
        page.get_by_label(base.text("timer_own"), exact=True).fill("99")
        press(page, base, "own_set")
        press(page, base, "start")
        for stopped in (False, True):
            sign(page, base, "fever").set_checked(stopped)
            assert complaints(page) == []
            assert page.evaluate(WIDER) <= 0
            assert page.evaluate(SMALL) == []


def test_untouched_all_remedies_and_the_rules_of_warmth_are_printed(opened, base):
    text = printed(opened.page)
    told = [row[column] for row in base.rows["remedies"].values() for column in ("title", "caution")]
    assert missing([*told, base.text("relief_paper_first"), base.text("timer_paper_after")], text) == []


def test_a_plan_is_printed_as_made_without_controls_and_a_stopped_one_as_the_card(opened, base):
    page = opened.page
    hurts(page, base, "low_back")
    preset(page, base, "warm_pad", 15).click()
    text = printed(page)
    wanted = [base.rows["remedies"]["warm_pad"]["caution"], *expected(base, "low_back"), base.text("timer_paper_end")]
    assert missing(wanted, text) == []
    for control in ("relief_first_lead", "relief_place", "timer_own", "timer_silent"):
        assert letters(base.text(control)) not in letters(text)
    sign(page, base, "fever").check()
    text = printed(page)
    assert missing([base.rows["levels"]["same_day"]["lead"], base.rows["symptoms"]["fever"]["text"]], text) == []
    assert letters(base.rows["remedies"]["stand_at_ease"]["steps"][0]) not in letters(text)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": 1000})
    assert page.evaluate(WIDER) <= 0


def test_a_count_that_was_left_does_not_come_back_with_its_minutes(ticking, base):
    preset(ticking, base, "warm_pad", 15).click()
    press(ticking, base, "start")
    ticking.clock.run_for(2_000)
    preset(ticking, base, "warm_pad", 20).click()
    preset(ticking, base, "warm_pad", 15).click()
    ticking.clock.run_for(2_000)
    expect(ticking.locator(".wk-tm__face")).to_have_text("15:00")
