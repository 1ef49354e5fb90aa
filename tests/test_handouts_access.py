"""A handout fits a phone, works by keyboard, and gives a screen reader nothing to stumble over."""

from __future__ import annotations

import pytest
from access import complaints
from handout_pages import OPEN_ALL, PAGES, SIGNS_PAGE, alive, answer, box, looks, mostly, tick
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

# Other pages are looked at in the tests of their own widgets, with something entered.
UNTRIED = [("00_start_here", False), (SIGNS_PAGE, False), (SIGNS_PAGE, True), ("13_takeaways", False)]
STATES = [(name, False) for name in PAGES] + [(SIGNS_PAGE, True)]
FOCUSED = "document.activeElement"
COVERED = """() => {
  const bar = document.querySelector(".wk-bar").getBoundingClientRect();
  const { top, bottom } = document.activeElement.getBoundingClientRect();
  return bar.height > 0 && bottom > bar.top && top < bar.bottom;
}"""


def prepared(opened, base, ticked):
    if ticked:
        tick(opened.page, base, "heavy_bleeding", "spotting", "dizzy")
        opened.page.evaluate(OPEN_ALL)
    return opened.page


@looks
@pytest.mark.parametrize(("name", "ticked"), mostly(STATES, UNTRIED))
def test_axe_finds_nothing(visit, handouts, base, name, ticked, how):
    with alive(visit, handouts, name, **how) as opened:
        assert complaints(prepared(opened, base, ticked)) == []


def test_on_a_phone_the_answer_stays_in_view_and_one_press_away(visit, handouts, base):
    with alive(visit, handouts, SIGNS_PAGE, width=390) as opened:
        page = opened.page
        tick(page, base, "spotting")
        bar = page.locator(".wk-bar")
        expect(bar).to_contain_text(base.rows["levels"]["same_day"]["word"])
        expect(bar).to_be_in_viewport(ratio=1)
        page.get_by_role("button", name=base.text("to_answer")).click()
        expect(answer(page, base)).to_be_focused()
        expect(answer(page, base).get_by_text(base.rows["levels"]["same_day"]["action"])).to_be_in_viewport()
        expect(bar).to_be_hidden()


def test_on_a_wide_screen_the_answer_stands_beside_the_list(visit, handouts, base):
    with alive(visit, handouts, SIGNS_PAGE) as opened:
        tick(opened.page, base, "fainting")
        expect(opened.page.locator(".wk-bar")).to_be_hidden()
        expect(answer(opened.page, base).locator(".wk-card__level")).to_be_in_viewport(ratio=1)
        expect(box(opened.page, base, "fainting")).to_be_in_viewport(ratio=1)


def tab_to(page, what):
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(f"{FOCUSED}.matches({what!r})"):
            return
    raise AssertionError(f"no {what} within 60 steps of the Tab key")


def test_the_keyboard_alone_ticks_clears_and_opens(visit, handouts, base):
    with alive(visit, handouts, SIGNS_PAGE) as opened:
        page = opened.page
        tab_to(page, ".wk-tick input")
        assert page.evaluate(f"getComputedStyle({FOCUSED}).outlineStyle") == "solid"
        page.keyboard.press("Space")
        expect(answer(page, base)).to_contain_text(base.rows["levels"]["emergency"]["action"])
        tab_to(page, ".wk-group:not([open]) > summary")
        page.keyboard.press("Enter")
        assert page.evaluate(f"{FOCUSED}.parentElement.open")
        tab_to(page, "button.wk-btn")
        page.keyboard.press("Enter")
        expect(answer(page, base)).to_contain_text(base.text("none_word"))


def test_on_a_phone_the_bar_never_covers_what_has_the_focus(visit, handouts):
    with alive(visit, handouts, SIGNS_PAGE, width=390) as opened:
        page = opened.page
        tab_to(page, ".wk-tick input")
        covered = 0
        for _ in range(12):
            page.keyboard.press("Tab")
            covered += page.evaluate(COVERED)
        assert page.evaluate(f"{FOCUSED}.matches('.wk-tick input')")
        assert covered == 0


@pytest.mark.parametrize("fault", ["delete window.DecompressionStream", "JSON.parse = () => { throw Error('no') }"])
def test_where_the_script_of_a_page_fails_its_plain_forms_show(visit, handouts, fault):
    with visit("about:blank") as opened:
        opened.page.add_init_script(fault)
        opened.page.goto((handouts / f"{SIGNS_PAGE}.html").as_uri())
        opened.page.wait_for_function("() => !('starting' in document.documentElement.dataset)")
        assert opened.page.locator(".ho-plain").first.is_visible()
        assert opened.page.locator(".ho-live").count() == 0
        assert len(opened.errors) == 1
