"""A medical word opens its meaning by keyboard, by touch and without scripts, and stands explained on paper."""

from __future__ import annotations

import pytest
from access import printed
from handout_pages import alive, letters
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PAGE = "07_round_ligament_or_other"
WORD = "ectopic pregnancy"


def entry(base, term):
    row = base.rows["glossary"][term]
    return f"{row['term']}: {row['meaning']}"


def word(page):
    return page.locator(".wk-claims").get_by_role("button", name=WORD, exact=True)


@pytest.mark.parametrize("how", [{}, {"scripts": False, "width": 360}], ids=["light", "no scripts, phone"])
def test_a_word_of_the_text_opens_its_meaning_and_gives_the_focus_back(visit, handouts, base, how):
    with visit((handouts / f"{PAGE}.html").as_uri(), **how) as opened:
        page = opened.page
        if how.get("scripts", True):
            page.wait_for_selector("html[data-ready]")
        word(page).focus()
        page.keyboard.press("Enter")
        note = page.locator(f"#{word(page).get_attribute('popovertarget')}")
        expect(note).to_have_text(entry(base, "ectopic_pregnancy"))
        expect(note).to_be_in_viewport(ratio=1)
        expect(note).to_be_focused()
        page.keyboard.press("Escape")
        expect(note).to_be_hidden()
        expect(word(page)).to_be_focused()
        word(page).click()
        expect(note).to_be_visible()
        page.mouse.click(5, 5)
        expect(note).to_be_hidden()


def test_words_of_a_live_view_open_too_and_also_what_it_draws_later(visit, handouts, base):
    with alive(visit, handouts, "14_questions") as opened:
        page = opened.page
        view = page.locator(".ho-live")
        view.get_by_role("searchbox").fill("round ligament")
        view.locator("summary").first.click()
        found = view.locator("button[popovertarget]:visible").first
        shown = found.inner_text().lower()
        found.click()
        note = page.locator("[popover]:popover-open")
        expect(note).to_be_focused()
        row = next(r for r in base.rows["glossary"].values() if note.inner_text().startswith(f"{r['term']}: "))
        assert shown.rstrip("s") in " ".join([row["term"], *row["other_words"]]).lower()
        assert note.inner_text().endswith(row["meaning"])
        assert opened.errors == []


def test_on_paper_the_words_of_a_section_stand_at_its_end(visit, handouts, base):
    meaning = entry(base, "slow_breathing")
    with alive(visit, handouts, "06_stress") as opened:
        text = letters(printed(opened.page))
    assert text.count(letters(meaning)) == 1
    assert text.index(letters(base.text("words_title"))) < text.index(letters(meaning))
