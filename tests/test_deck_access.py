"""Each slide of the class's own decks gives a screen reader nothing to stumble over, in all colours."""

from __future__ import annotations

import pytest
from access import complaints
from conftest import ROOT
from handout_pages import PAGES, deep, mostly

from handouts.building import workshop
from handouts.deck.exporter import DeckExporter

pytestmark = [pytest.mark.browser, pytest.mark.kernel]

ALWAYS = ["12_treatment"]
LOOKS = [
    pytest.param({}, id="light"),
    pytest.param({"dark": True}, id="dark", marks=deep),
    pytest.param({"forced_colors": "active", "dark": True}, id="forced colours", marks=deep),
]
CURRENT = "() => document.querySelector('.slide.is-current').id"


@pytest.fixture(scope="module")
def decks(tmp_path_factory):
    """The deck of a notebook, made once."""
    folder = tmp_path_factory.mktemp("decks")

    def made(name):
        file = folder / f"{name}.deck.html"
        if not file.exists():
            with workshop():
                text, _ = DeckExporter().from_filename(str(ROOT / "notebooks" / f"{name}.ipynb"))
            file.write_text(text, encoding="utf-8")
        return file.as_uri()

    return made


def on_each_slide(page):
    """The id of each slide, shown one after the other with all its steps."""
    seen = []
    page.keyboard.press("Home")
    for _ in range(300):
        current = page.evaluate(CURRENT)
        if current not in seen:
            seen.append(current)
            yield current
        before = page.evaluate("() => document.body.innerText")
        page.keyboard.press("PageDown")
        if page.evaluate(CURRENT) == current and page.evaluate("() => document.body.innerText") == before:
            return


@pytest.mark.parametrize("how", LOOKS)
@pytest.mark.parametrize("name", mostly(PAGES, ALWAYS))
def test_axe_finds_nothing_on_any_slide(visit, decks, name, how):
    with visit(decks(name), **how) as opened:
        page = opened.page
        page.wait_for_selector("html[data-ready]")
        found = {}
        for slide in on_each_slide(page):
            found[slide] = complaints(page)
        assert len(found) > 5
        assert {slide: faults for slide, faults in found.items() if faults} == {}
        assert opened.errors == []


def test_a_medical_word_opens_on_its_slide_and_escape_closes_only_its_meaning(visit, decks, base):
    with visit(decks("12_treatment")) as opened:
        page = opened.page
        page.wait_for_selector("html[data-ready]")
        word = page.locator(".slide.is-current button[popovertarget]:visible")
        slide = next(slide for slide in on_each_slide(page) if word.count())
        word.first.focus()
        page.keyboard.press("Enter")
        note = page.locator("[popover]:popover-open")
        assert note.is_visible()
        assert note.inner_text() in {f"{row['term']}: {row['meaning']}" for row in base.rows["glossary"].values()}
        page.keyboard.press("Escape")
        assert note.count() == 0
        assert page.locator("dialog[open]").count() == 0
        assert page.evaluate(CURRENT) == slide
        assert word.first.evaluate("node => node === document.activeElement")
