"""The call card for the wall: complete, and on paper exactly one sheet without the small card under it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from access import complaints, page_texts
from bs4 import BeautifulSoup
from handout_pages import alive, card_words, letters, looks, missing

import kb
from handouts.words import words
from kb.classroom import ROLES, Classroom
from widgets import CallCard

NAME = "13_takeaways"
NUMBER = "+44 (0)20 7946 0000 ext. 12"
PAGE_WORDS = ("card_title", "call_anyway", "card_page_anybody", "say_heading", "card_page_say", "card_page_weeks",
              "card_page_place", "review_education")  # fmt: skip
WIDER = "() => document.documentElement.scrollWidth - window.innerWidth"
in_a_browser = pytest.mark.browser


def text(card: CallCard) -> str:
    return " ".join(BeautifulSoup(card.html, "html.parser").get_text().split())


def full(base: kb.KnowledgeBase) -> CallCard:
    """The card with the longest that it can hold: all numbers, and an advice line."""
    region = next(region["id"] for region in base.rows["regions"].values() if region["advice_line"])
    return CallCard(base, classroom=Classroom(phones=dict.fromkeys(ROLES, NUMBER), region=region), full_page=True)


def test_it_says_all_that_the_small_card_says_and_what_to_say(base: kb.KnowledgeBase) -> None:
    shown = text(CallCard(base, full_page=True))
    assert missing([*card_words(base), *map(base.text, PAGE_WORDS)], shown) == []
    assert missing([base.rows["levels"][level]["word"] for level in ("emergency", "same_day")], shown) == []


def test_both_cards_list_the_same_signs_under_the_same_levels(base: kb.KnowledgeBase) -> None:
    def lists(card: CallCard) -> list[list[str]]:
        found = BeautifulSoup(card.html, "html.parser").select("ul")
        return [[item.get_text() for item in one.select("li")] for one in found]

    assert lists(CallCard(base, full_page=True)) == lists(CallCard(base))


def test_each_level_has_its_drawing_and_its_word(base: kb.KnowledgeBase) -> None:
    soup = BeautifulSoup(CallCard(base, full_page=True).html, "html.parser")
    heads = soup.select(".wk-wall__h")
    assert [head.span.get_text() for head in heads] == [
        base.rows["levels"][k]["word"] for k in ("emergency", "same_day")
    ]
    assert all(head.svg for head in heads)


def test_without_numbers_there_are_lines_and_with_them_links(base: kb.KnowledgeBase) -> None:
    empty = BeautifulSoup(CallCard(base, full_page=True).html, "html.parser")
    assert len(empty.select(".wk-slot .wk-rule")) == 3
    assert not empty.select("a")
    filled = BeautifulSoup(full(base).html, "html.parser")
    assert len(filled.select("a[href^='tel:']")) == 4
    assert NUMBER in filled.get_text()


def test_it_needs_no_script_and_carries_its_style(base: kb.KnowledgeBase) -> None:
    page = BeautifulSoup(CallCard(base, full_page=True)._repr_html_(), "html.parser")
    assert not page.select("script, button, input")
    assert ".wk-wall" in page.style.find_next_sibling("style").get_text()


@pytest.fixture
def opened(visit: Any, handouts: Path) -> Any:
    with alive(visit, handouts, NAME) as found:
        yield found
        assert found.errors == []


def sheets(page: Any, paper: str) -> list[str]:
    return page_texts(page.pdf(format=paper))


class TestInABrowser:
    """The page of section 13, which ends with the card."""

    pytestmark = in_a_browser

    @pytest.mark.parametrize("paper", ["A4", "Letter"])
    @pytest.mark.parametrize("filled", [False, True], ids=["lines", "numbers"])
    def test_on_paper_it_is_one_sheet_the_last_one_and_stands_there_alone(self, opened, base, paper, filled) -> None:
        if filled:
            opened.page.locator(".wk-wall").evaluate("(node, html) => (node.outerHTML = html)", full(base).html)
        printed = sheets(opened.page, paper)
        with_it = [
            number for number, sheet in enumerate(printed, 1) if not missing([base.text("card_page_say")], sheet)
        ]
        assert with_it == [len(printed)]
        wanted = [*card_words(base), *map(base.text, PAGE_WORDS), *([NUMBER] if filled else [])]
        assert missing(wanted, printed[-1]) == []
        assert letters(printed[-1]).count(letters(base.text("card_emergency"))) == 1
        assert letters(printed[-2]).count(letters(base.text("card_emergency"))) == 1

    @pytest.mark.parametrize("paper", [(680, 1047), (703, 980)], ids=["A4", "Letter"])
    def test_it_fills_the_sheet(self, opened, paper) -> None:
        opened.page.set_viewport_size({"width": paper[0], "height": paper[1]})
        opened.page.emulate_media(media="print")
        assert 0.95 * paper[1] <= opened.page.locator(".wk-wall").bounding_box()["height"] <= paper[1]
        assert opened.page.evaluate(WIDER) <= 0

    def test_on_screen_the_card_stands_once_in_a_landmark_of_its_own(self, opened, base) -> None:
        page = opened.page
        assert page.get_by_role("group", name=base.text("card_title")).count() == 1
        assert page.get_by_role("region", name=words()["own_page"]).locator(".wk-wall").is_visible()
        assert page.locator("main .wk-wall, .ho-page .wk-wall").count() == 0

    @looks
    def test_axe_finds_nothing(self, visit, handouts, how) -> None:
        with alive(visit, handouts, NAME, **how) as found:
            assert complaints(found.page) == []
            assert found.page.evaluate(WIDER) <= 0

    def test_without_scripts_it_is_there(self, visit, handouts, base) -> None:
        with visit((handouts / f"{NAME}.html").as_uri(), scripts=False) as found:
            shown = found.page.locator(".ho-own-page").inner_text()
        assert missing([*card_words(base), *map(base.text, PAGE_WORDS)], shown) == []
