"""A deck can be read from the back row: long slides become several, no letter is small, nothing is cut off."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from access import complaints, page_texts
from conftest import ROOT
from nbformat import NotebookNode
from playwright.sync_api import expect
from small_decks import CURRENT, at, deck_file, place, press
from small_notebooks import code, text
from speed import least

from handouts.deck.exporter import DeckExporter, class_deck
from handouts.running.execution import each_once
from handouts.words import words

pytestmark = [pytest.mark.browser, pytest.mark.kernel]

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
EVENING = ("03_warning_signs", "04_relief", "13_takeaways")
LEAST = 27.9  # px of 720: 28, but for rounding
READY = 300  # ms
POINTS = "\n".join(
    f"{number}. A point that is made on this slide, and it takes a line or more" for number in range(1, 31)
)
ROWS = "\n".join(f"| row {number} | what it says |" for number in range(1, 41))
MARKED = "<div data-slide-break>" + "".join(f"<p>part {number}</p>" * 8 for number in range(1, 5)) + "</div>"
# How large letters are when they are seen, with the scale of drawings; and what lies outside a slide without a sign.
WALL = """(least) => {
  const slide = document.querySelector("section.slide.is-current");
  const walker = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT);
  const wrong = [];
  while (walker.nextNode()) {
    const { parentElement: node, textContent } = walker.currentNode;
    if (!textContent.trim() || node.closest(".wk-sr, .dk-say, .notes, desc, title, option")) continue;
    if (!node.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })) continue;
    const matrix = node.getScreenCTM?.();
    const scale = matrix ? Math.sqrt(Math.abs(matrix.a * matrix.d - matrix.b * matrix.c)) : 1;
    const size = parseFloat(getComputedStyle(node).fontSize) * scale;
    if (size < least) wrong.push(`${size.toFixed(1)} px: ${textContent.trim().slice(0, 40)}`);
  }
  if (slide.scrollWidth > slide.clientWidth + 1) wrong.push(`too wide: ${slide.scrollWidth}`);
  const more = [...document.querySelectorAll(".dk-bar span")].some((part) => part.textContent.includes("↓"));
  const long = slide.scrollHeight > slide.clientHeight + 8;
  if (long && !(more && slide.tabIndex === 0)) wrong.push("more below without a sign");
  return wrong.map((what) => `${slide.id}: ${what}`);
}"""


def long_cells() -> list[NotebookNode]:
    """A list, a table and marked parts, each too long for a slide."""
    return [
        at(text("# Long slides"), "slide", minutes=4),
        at(text(f"## Points\n\n{POINTS}"), "slide", minutes=6),
        at(text("SAY IT ONCE"), "notes"),
        at(text(f"## Table\n\n| head | says |\n| --- | --- |\n{ROWS}"), "slide"),
        at(code("1", html=MARKED), "slide"),
        at(text("## Last\n\n[to the table](#slide-3)"), "slide"),
    ]


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return deck_file(tmp_path_factory.mktemp("long"), long_cells(), execute=False)


@pytest.fixture(scope="module")
def decks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warning signs alone, and an evening of three sections."""
    return built(tmp_path_factory.mktemp("decks"), [ROOT / "notebooks" / f"{EVENING[0]}.ipynb"], EVENING)


@pytest.fixture(scope="module")
def all_decks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("decks"), NOTEBOOKS, [file.stem for file in NOTEBOOKS])


def built(folder: Path, sections: list[Path], evening: Any) -> Path:
    with each_once():
        for file in sections:
            page, _ = DeckExporter().from_filename(str(file))
            (folder / f"{file.stem}.html").write_text(page, encoding="utf-8")
        held = [(ROOT / "notebooks" / f"{name}.ipynb", None) for name in evening]
        (folder / "class.html").write_text(class_deck(held, "An evening"), encoding="utf-8")
    return folder


def parts(page: Any, title: str) -> Any:
    return page.locator(f"section.slide[data-title^='{title} (']")


def test_a_long_list_goes_on_with_its_numbers_and_loses_none(presented, long):
    with presented(long, slide=2) as opened:
        page = opened.page
        points = parts(page, "Points")
        count = points.count()
        assert count >= 3
        assert len(page.locator("section.slide li").all()) == 30
        starts = points.locator("ol").evaluate_all("(lists) => lists.map((list) => [list.start, list.children.length])")
        assert [start for start, _ in starts] == [1 + sum(length for _, length in starts[:n]) for n in range(count)]
        for number in range(count):
            assert page.evaluate(WALL, LEAST) == []
            height, room = page.locator(CURRENT).evaluate("(slide) => [slide.scrollHeight, slide.clientHeight]")
            assert height <= room + 1
            assert place(page) == 2 + number
            press(page, "PageDown")
        assert page.locator(CURRENT).get_attribute("data-title") == f"Table (1 of {parts(page, 'Table').count()})"


def test_a_long_table_has_its_head_on_each_part(presented, long):
    with presented(long) as opened:
        tables = parts(opened.page, "Table").locator("table")
        assert tables.count() >= 3
        said = tables.evaluate_all(
            "(all) => all.map((one) => [one.tHead.textContent.trim(), one.tBodies[0].rows.length])"
        )
        assert {head for head, _ in said} == {said[0][0]}
        assert sum(rows for _, rows in said) == 40


def test_what_says_so_is_parted_between_its_children(presented, long):
    with presented(long) as opened:
        boxes = opened.page.locator("[data-slide-break]")
        assert boxes.count() >= 2
        assert opened.page.locator("[data-slide-break] p").count() == 32


def test_numbers_labels_links_and_time_follow_the_parts(presented, long):
    with presented(long) as opened:
        page = opened.page
        slides = page.locator("section.slide")
        count, points = slides.count(), parts(page, "Points").count()
        labels = slides.evaluate_all("(all) => all.map((one) => [one.id, one.getAttribute('aria-label')])")
        assert [label.split(":")[0] for _, label in labels] == [f"Slide {n} of {count}" for n in range(1, count + 1)]
        assert [name for name, _ in labels] == [f"slide-{n}" for n in range(1, count + 1)]
        assert press(page, *str(count), "Enter") == count
        page.get_by_role("link", name="to the table").click()
        expect(page.locator(CURRENT)).to_have_id(f"slide-{points + 2}")
        minutes = page.locator("[data-minutes]").evaluate_all("(all) => all.map((one) => Number(one.dataset.minutes))")
        assert sum(minutes) == pytest.approx(10)
        press(page, "o")
        assert page.get_by_role("dialog").get_by_role("button").count() == count + 1  # and the one that closes it


def test_arrows_with_shift_leave_out_the_other_parts(presented, long):
    with presented(long, slide=2) as opened:
        page = opened.page
        assert press(page, "Shift+ArrowRight") == 2 + parts(page, "Points").count()
        assert press(page, "Shift+ArrowLeft") == 2
        press(page, "PageDown")
        assert press(page, "Shift+ArrowLeft") == 2


def test_the_parts_of_a_slide_share_its_notes(presented, long):
    with presented(long, slide=3) as opened:
        press(opened.page, "n")
        panel = opened.page.get_by_role("region", name=words()["deck_notes"])
        expect(panel).to_contain_text("SAY IT ONCE")


def test_paper_has_a_page_for_each_part(presented, long):
    with presented(long) as opened:
        count = opened.page.locator("section.slide").count()
        pages = page_texts(opened.page.pdf(prefer_css_page_size=True))
        assert len(pages) == count


@pytest.mark.parametrize("scripts", [True, False], ids=["phone", "without scripts"])
def test_a_document_reads_on_without_titles_said_again(visit, long, scripts):
    with visit(long.as_uri(), width=390, scripts=scripts) as opened:
        if scripts:
            opened.page.wait_for_selector("html[data-ready]")
        seen = opened.page.locator("h2").locator("visible=true").all_inner_texts()
        assert seen == ["Points", "Table", "Last"]
        assert opened.page.evaluate("() => document.documentElement.scrollWidth") <= 390


def test_every_letter_is_large_and_nothing_is_cut_off(presented, decks):
    """In the evening, which holds the slides of the warning signs too."""
    with presented(decks / "class.html") as opened:
        assert walked(opened.page) == []


def walked(page: Any) -> list[str]:
    """What is wrong on any slide of an open deck."""
    wrong, count = [], page.locator("section.slide").count()
    for number in range(1, count + 1):
        assert place(page) == number
        wrong += page.evaluate(WALL, LEAST)
        press(page, "PageDown")
    return wrong


def test_axe_finds_nothing_on_the_first_part_of_any_slide(presented, decks):
    with presented(decks / f"{EVENING[0]}.html", dark=True) as opened:
        page, before = opened.page, 0
        while place(page) != before:
            before = place(page)
            assert complaints(page) == [], before
            press(page, "Shift+ArrowRight")


def ready(presented: Any, file: Path) -> float:
    def opened() -> list[float]:
        with presented(file) as deck:
            return [int(deck.page.get_attribute("html", "data-ready"))]

    (time,) = least(opened, READY)
    print(f"{file.stem}: ready in {time} ms")  # noqa: T201  shown with -rP
    return time


def test_decks_are_small_and_that_of_a_section_is_ready_at_once(presented, decks):
    assert (decks / f"{EVENING[0]}.html").stat().st_size <= 150_000
    assert (decks / "class.html").stat().st_size <= 60_000 + 60_000 * len(EVENING)
    assert ready(presented, decks / f"{EVENING[0]}.html") <= READY


@pytest.mark.deep
def test_the_deck_of_an_evening_is_ready_at_once(presented, decks):
    assert ready(presented, decks / "class.html") <= READY


@pytest.mark.deep
def test_all_decks_are_small(all_decks):
    sizes = {file.stem: (all_decks / f"{file.stem}.html").stat().st_size for file in NOTEBOOKS}
    assert {name: size for name, size in sizes.items() if size > 150_000} == {}
    assert (all_decks / "class.html").stat().st_size <= 60_000 + 60_000 * len(NOTEBOOKS)


@pytest.mark.deep
@pytest.mark.parametrize("name", [file.stem for file in NOTEBOOKS])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_slide_of_every_deck(presented, all_decks, name, dark):
    with presented(all_decks / f"{name}.html", dark=dark) as opened:
        assert walked(opened.page) == []
        for number in range(opened.page.locator("section.slide").count(), 0, -1):
            assert complaints(opened.page) == [], number
            press(opened.page, "PageUp")


@pytest.mark.deep
def test_the_deck_of_all_sections_is_ready_at_once(presented, all_decks):
    assert ready(presented, all_decks / "class.html") <= READY
