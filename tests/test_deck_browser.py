"""A deck opened from the disk is presented with keys, a clicker or fingers, and is a document where it cannot be."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from access import complaints, page_texts
from handout_pages import letters
from playwright.sync_api import expect
from small_decks import CURRENT, deck_cells, deck_file, place, press

from handouts.words import words

pytestmark = [pytest.mark.browser, pytest.mark.kernel]

TITLE, FORM, STEPS, COUNT, LONG, LINKS, END, CARD = range(1, 9)
NO_POPUP = "window.open = () => null"
NO_PRINTER = "window.printed = []; window.print = () => printed.push(document.documentElement.className)"
NO_SCREEN = (
    "window.asked = 0; Element.prototype.requestFullscreen = function () { asked += 1; return Promise.reject() }"
)
TABBED = "() => document.activeElement.closest('section.slide, .dk-bar')?.id ?? document.activeElement.tagName"
SWIPE = """([across, down]) => {
  const target = document.querySelector("section.slide.is-current");
  const fire = (kind, x, y) => {
    const finger = new Touch({ identifier: 1, target, clientX: x, clientY: y });
    const touches = kind === "touchstart" ? [finger] : [];
    target.dispatchEvent(new TouchEvent(kind, { bubbles: true, touches, changedTouches: [finger] }));
  };
  fire("touchstart", 400, 300);
  fire("touchend", 400 + across, 300 + down);
}"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return deck_file(tmp_path_factory.mktemp("deck"), deck_cells())


def test_keys_turn_the_slides_in_order(presented, small):
    with presented(small) as opened:
        page = opened.page
        assert [press(page, key) for key in ("ArrowRight", "PageUp", "PageDown", "ArrowLeft")] == [2, 1, 2, 1]
        assert [press(page, key) for key in ("Space", "Shift+Space", "ArrowDown", "ArrowUp")] == [2, 1, 2, 1]
        assert [press(page, key) for key in ("ArrowLeft", "End", "ArrowRight", "Home")] == [1, CARD, CARD, 1]
        assert [press(page, *keys) for keys in (("7", "Enter"), ("9", "9", "Enter"), ("3", "Enter"))] == [7, CARD, 3]
        assert press(page, "Control+ArrowRight", "Alt+Home") == 3


def test_fragments_come_one_by_one_and_are_all_there_on_the_way_back(presented, small):
    with presented(small, slide=FORM) as opened:
        page = opened.page
        first, second = (page.locator(".fragment", has_text=text) for text in ("FIRST STEP", "SECOND STEP"))
        assert press(page, "PageDown") == STEPS
        assert (first.is_visible(), second.is_visible()) == (False, False)
        assert press(page, "PageDown") == STEPS
        assert (first.is_visible(), second.is_visible()) == (True, False)
        expect(page.locator("[role=status].dk-say")).to_have_text("FIRST STEP")
        assert press(page, "PageDown", "PageDown") == COUNT
        assert press(page, "PageUp") == STEPS
        assert second.is_visible()
        assert press(page, "PageUp") == STEPS
        assert (first.is_visible(), second.is_visible()) == (True, False)


def test_a_clicker_turns_after_a_click_in_a_widget_and_typing_stays_there(presented, small):
    with presented(small, slide=FORM) as opened:
        page = opened.page
        page.get_by_label("Ticked").click()
        assert press(page, "PageDown", "PageUp") == FORM
        page.get_by_label("Ticked").focus()
        assert press(page, "Space") == FORM
        assert not page.get_by_label("Ticked").is_checked()
        page.get_by_label("Written").click()
        page.keyboard.type("b 1.o?")
        assert press(page, "ArrowLeft", "Home", "Enter") == FORM
        assert page.get_by_label("Written").input_value() == "b 1.o?"
        assert press(page, "PageDown", "PageUp") == FORM
        assert page.get_by_label("Written").input_value() == "b 1.o?"
        page.get_by_label("Range").focus()
        before = page.get_by_label("Range").input_value()
        assert press(page, "ArrowRight") == FORM
        assert page.get_by_label("Range").input_value() != before
        page.get_by_label("Ticked").focus()
        assert press(page, "ArrowRight") == STEPS


def test_a_button_of_a_widget_keeps_space_and_enter(presented, small):
    with presented(small, slide=COUNT) as opened:
        opened.page.get_by_role("button", name="count 0").focus()
        assert press(opened.page, "Space", "Enter") == COUNT
        assert opened.page.get_by_role("button", name="count 2").is_visible()
        assert press(opened.page, "ArrowRight") == LONG


def test_the_address_follows_and_leads(presented, small):
    with presented(small, slide=LINKS) as opened:
        page = opened.page
        assert place(page) == LINKS
        press(page, "PageDown")
        assert page.url.endswith(f"#slide-{END}")
        page.evaluate("() => { location.hash = 'slide-2'; }")
        expect(page.locator(CURRENT)).to_have_id("slide-2")
        press(page, "6", "Enter")
        page.get_by_role("link", name="here").click()
        expect(page.locator(CURRENT)).to_have_id(f"slide-{LONG}")


def test_what_cannot_be_parted_scrolls_and_says_so(presented, small):
    with presented(small, slide=LONG) as opened:
        page = opened.page
        expect(page.get_by_text(words()["deck_more"])).to_be_visible()
        assert press(page, "ArrowDown") == LONG
        assert page.locator(CURRENT).evaluate("(slide) => slide.scrollTop") > 100
        assert press(page, *["ArrowDown"] * 12) > LONG
        assert press(page, "5", "Enter", "PageDown") == LINKS


def test_a_link_that_leads_out_has_a_window_of_its_own(presented, small):
    with presented(small, slide=LINKS) as opened:
        assert opened.page.get_by_role("link", name="away").get_attribute("target") == "_blank"
        assert opened.page.get_by_role("link", name="here").get_attribute("target") is None


def test_changes_are_announced_and_only_the_slide_and_the_bar_can_be_reached(presented, small):
    with presented(small) as opened:
        page = opened.page
        press(page, "PageDown")
        expect(page.locator("[role=status].dk-say")).to_have_text("Slide 2 of 8: Fill in a form")
        seen = {page.evaluate(TABBED) for _ in range(25) if page.keyboard.press("Tab") is None}
        assert seen <= {"slide-2", "", "BODY"}
        assert {"slide-2", ""} <= seen
        inert = page.locator("section.slide").evaluate_all("(slides) => slides.map((slide) => slide.inert)")
        assert inert == [number != FORM for number in range(1, 9)]


def test_the_list_of_slides_leads_anywhere(presented, small):
    with presented(small, slide=FORM) as opened:
        page = opened.page
        dialog = page.get_by_role("dialog", name=words()["deck_overview"])
        press(page, "o")
        expect(dialog.get_by_role("button", name="2. Fill in a form")).to_be_focused()
        assert press(page, "PageDown", "PageDown", "Enter") == COUNT
        expect(dialog).to_be_hidden()
        press(page, "Escape")
        expect(dialog).to_be_visible()
        assert press(page, "Escape") == COUNT
        expect(dialog).to_be_hidden()
        page.get_by_role("button", name=words()["deck_overview"]).click()
        dialog.get_by_role("button", name="7. The end").click()
        assert place(page) == END


@pytest.mark.parametrize("key", ["b", "."])
def test_a_black_screen_hides_all_and_turns_nothing(presented, small, key):
    with presented(small, slide=FORM) as opened:
        page = opened.page
        press(page, key)
        expect(page.locator(".dk-black")).to_be_visible()
        expect(page.locator("[role=status].dk-say")).to_have_text(words()["deck_black"])
        assert page.locator(CURRENT).evaluate("(slide) => slide.inert")
        assert press(page, "PageDown") == FORM
        expect(page.locator(".dk-black")).to_be_hidden()
        press(page, key, key)
        expect(page.locator(".dk-black")).to_be_hidden()


def test_f_and_f5_ask_for_the_full_screen_and_nothing_is_loaded_again(presented, small):
    with presented(small, slide=FORM, before=NO_SCREEN) as opened:
        page = opened.page
        page.get_by_label("Written").fill("kept")
        press(page, "F5")
        page.get_by_label("Ticked").focus()
        press(page, "f")
        assert page.evaluate("() => asked") == 2
        assert page.get_by_label("Written").input_value() == "kept"


def test_fingers_swipe(presented, small):
    with presented(small, slide=FORM) as opened:
        page = opened.page
        places = []
        for move in ((-200, 10), (200, 10), (30, 0), (-100, 200)):
            page.evaluate(SWIPE, move)
            places.append(place(page))
        assert places == [STEPS, FORM, FORM, FORM]


def test_letters_can_be_switched_off(presented, small):
    with presented(small, slide=FORM) as opened:
        page = opened.page
        press(page, "?")
        help_ = page.get_by_role("dialog", name=words()["deck_help"])
        help_.get_by_label(words()["deck_key_letters"]).uncheck()
        help_.get_by_role("button", name=words()["deck_close"]).click()
        press(page, "b", "o", "4", "Enter")
        assert page.locator(".dk-black, dialog[open]").locator("visible=true").count() == 0
        assert press(page, "PageDown") == STEPS


def test_the_speaker_sees_notes_time_and_the_widgets_as_they_are(presented, small):
    with presented(small, slide=FORM) as opened:
        page = opened.page
        page.get_by_label("Ticked").check()
        with page.expect_popup() as found:
            press(page, "s")
        view, complained = found.value, []
        view.on("console", lambda message: complained.append(message.text))
        expect(view.get_by_text("SAY THAT IT STAYS HERE")).to_be_visible()
        expect(view.get_by_text(words()["deck_next"]).first).to_be_visible()
        assert view.get_by_label("Ticked").is_checked()
        page.get_by_label("Written").fill("seen")
        expect(view.get_by_label("Written")).to_have_value("seen")
        page.get_by_label("Ticked").uncheck()
        expect(view.get_by_label("Ticked")).not_to_be_checked()
        expect(view.get_by_role("heading", name="Step by step")).to_be_visible()
        view.keyboard.press("PageDown")
        expect(page.locator(CURRENT)).to_have_id(f"slide-{STEPS}")
        expect(view.get_by_text("ASK WHAT COMES NEXT")).to_be_visible()
        expect(view.get_by_text("FIRST STEP").nth(1)).to_be_visible()  # what comes next is the first fragment
        assert not view.get_by_text("FIRST STEP").first.is_visible()
        expect(view.get_by_text("planned until 10:00")).to_be_visible()
        expect(view.get_by_text(f"{words()['deck_elapsed']}: 0:0")).to_be_visible()
        view.get_by_role("button", name=words()["deck_next"]).click()
        expect(page.locator(".fragment", has_text="FIRST STEP")).to_be_visible()
        view.keyboard.press("PageDown")
        view.keyboard.press("PageDown")
        expect(page.locator(CURRENT)).to_have_id(f"slide-{COUNT}")
        expect(view.get_by_text("ASK WHAT COMES NEXT")).to_be_visible()  # notes stay until there are others
        view.keyboard.press("End")
        expect(view.get_by_text(words()["deck_end"])).to_be_visible()
        assert view.title() == "Speaker: Slide 8 of 8: CARD: CALL"
        assert complained == []


def test_the_speaker_can_read_the_time_left(presented, small):
    with presented(small, alone=True) as opened:
        page = opened.page
        page.clock.install()
        press(page, "n")
        panel = page.get_by_role("region", name=words()["deck_notes"])
        expect(panel).to_contain_text("Left: 2:00")
        press(page, "PageDown")
        page.clock.run_for(60_000)
        expect(panel).to_contain_text("planned until 7:00. Left: 6:0")
        page.clock.run_for(400_000)
        expect(panel).to_contain_text("Over by 0:")
        press(page, "t")
        expect(panel).to_contain_text(re.compile(r"Left: (7:00|6:5\d)"))


def test_where_no_window_may_open_the_notes_stand_under_the_slide(presented, small):
    with presented(small, slide=FORM, before=NO_POPUP) as opened:
        page = opened.page
        press(page, "s")
        panel = page.get_by_role("region", name=words()["deck_notes"])
        expect(panel).to_contain_text("SAY THAT IT STAYS HERE")
        expect(panel.locator("details")).to_have_attribute("open", "")  # nobody can press it while they speak
        expect(page.locator("[role=status].dk-say")).to_have_text(words()["deck_refused"])
        box, slide = panel.bounding_box(), page.locator(CURRENT).bounding_box()
        assert slide["y"] + slide["height"] <= box["y"] + 1
        press(page, "n")
        expect(panel).to_be_hidden()


def test_paper_has_a_slide_a_page_and_notes_only_when_asked_for(presented, small):
    with presented(small, slide=COUNT, before=NO_PRINTER) as opened:
        page = opened.page
        page.get_by_role("button", name="count 0").click()
        pages = page_texts(page.pdf(prefer_css_page_size=True))
        titles = ("A small class", "Fill in a form", "Step by step", "Links")
        assert [title for text in pages for title in titles if text.startswith(title)] == [*titles]
        assert len(pages) == 10  # the long one takes three
        text = letters("".join(pages))
        assert letters("SECOND STEP") in text
        assert letters("count 1") in text  # what was done stands there
        assert letters("a line to count on") not in text
        assert letters("a form to fill in") in text
        assert letters("SAY THAT") not in text
        press(page, "Shift+P")
        press(page, "p")
        assert page.evaluate("() => printed.map((name) => name.includes('dk-with-notes'))") == [True, False]
        page.evaluate("() => document.documentElement.classList.add('dk-with-notes')")
        noted = [letters(one) for one in page_texts(page.pdf(prefer_css_page_size=True))]
        assert letters("SAY THAT IT STAYS HERE") in noted[1]
        assert len(noted) == 10
        told = letters(words()["deck_notes_from"].format(number=STEPS))
        assert not any(told in one for one in noted[:STEPS])
        assert sum(told in one for one in noted) == CARD - STEPS  # once for each slide without notes of its own
        assert told not in text


def test_notes_of_one_part_are_not_shown_in_the_next(presented, small):
    with presented(small, slide=COUNT) as opened:
        press(opened.page, "n")
        panel = opened.page.get_by_role("region", name=words()["deck_notes"])
        expect(panel).to_contain_text("ASK WHAT COMES NEXT")
        opened.page.evaluate("() => { document.querySelector('.slide.is-current').dataset.part = 'another'; }")
        expect(panel).to_contain_text(words()["deck_no_notes"])


@pytest.mark.parametrize("scripts", [True, False], ids=["narrow", "without scripts"])
def test_on_a_phone_and_without_scripts_it_is_a_document(visit, small, scripts):
    with visit(small.as_uri(), width=390, scripts=scripts) as opened:
        page = opened.page
        if scripts:
            page.wait_for_selector("html[data-ready]")
        for title in (
            "A small class",
            "Step by step",
            "SECOND STEP",
            "SAY THAT IT STAYS HERE",
            "The end",
            "CARD: CALL",
        ):
            assert page.locator("section.slide").get_by_text(title).first.is_visible(), title
        assert page.get_by_text("a form to fill in").is_visible() is not scripts
        assert page.locator(".dk-bar").locator("visible=true").count() == 0
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
        assert page.locator("[inert]").locator("visible=true").count() == 0
        assert opened.errors == []


def test_a_screen_that_becomes_wide_shows_slides(visit, small):
    with visit(small.as_uri(), width=390) as opened:
        page = opened.page
        page.wait_for_selector("html[data-ready]")
        page.set_viewport_size({"width": 1024, "height": 768})
        expect(page.get_by_text("The end", exact=True)).to_be_hidden()
        assert press(page, "PageDown") == FORM


def test_axe_finds_nothing_around_the_slides(presented, small):
    with presented(small, slide=FORM, before=NO_POPUP) as opened:
        page = opened.page
        press(page, "s")
        assert complaints(page) == []
        press(page, "o")
        assert complaints(page) == []
        press(page, "Escape", "?")
        assert complaints(page) == []
