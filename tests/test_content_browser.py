"""After a year a page says by itself that it is old: in a handout, a deck and in Lab, by the reader's clock alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from access import complaints, page_texts
from conftest import ROOT
from handout_pages import PAGES, SIGNS_PAGE, mostly
from small_decks import at, export_deck
from small_notebooks import code, export, text, write

import kb
from kb.content import content_of
from widgets import ClassHeader

pytestmark = pytest.mark.browser

LATE = "[data-show-after]"
EXPORTS = {"handout": export, "deck": export_deck}
FRAMED = """async (key) => {
  const { framed } = await import("./frame.js");
  const model = { get: (name) => (name === "glossary" ? { forms: {}, words: [] } : "") };
  const el = document.body.appendChild(document.createElement("div"));
  await framed({ render() {} }, "widget.js").render({ model, el });
}"""


def days(base: kb.KnowledgeBase) -> tuple[str, str]:
    """The last moment before the content is old, and one after it."""
    old_from = content_of(base).old_from
    return f"{old_from - timedelta(days=1)}T23:59:00Z", f"{old_from}T00:01:00Z"


@contextmanager
def opened_on(visit: Callable[..., Any], day: str, file: Path, **how: Any) -> Iterator[Any]:
    """A page that is opened on another day."""
    with visit("about:blank", alone=True, **how) as opened:
        opened.page.clock.set_fixed_time(day)
        opened.page.goto(file.as_uri())
        if how.get("scripts", True):
            opened.page.wait_for_selector("html[data-ready]")
        yield opened
        assert opened.errors == []


@pytest.mark.parametrize("kind", EXPORTS)
def test_whatever_names_a_day_is_hidden_until_then(tmp_path: Path, visit: Callable[..., Any], kind: str) -> None:
    """Any notebook can say it: the exporters know nothing of what it says."""
    html = "<p>ALWAYS</p><p hidden data-show-after='2031-05-01'>LATER</p><p data-show-after='2030-05-01'>SOONER</p>"
    file = tmp_path / "page.html"
    cells = [at(text("# A page"), "slide"), at(code("x", html=html), "-")]
    file.write_text(EXPORTS[kind](write(tmp_path, *cells), execute=False), encoding="utf-8")
    for day, shown in (
        ("2030-04-30T23:00Z", []),
        ("2030-05-01T01:00Z", ["SOONER"]),
        ("2031-05-01T01:00Z", ["LATER", "SOONER"]),
    ):
        with opened_on(visit, day, file) as opened:
            found = opened.page.locator(LATE).filter(visible=True).all_text_contents()
            assert (day, sorted(found)) == (day, shown)


def test_a_view_in_lab_shows_it_by_the_clock_of_the_browser(
    base: kb.KnowledgeBase, real_files: Callable[..., Any]
) -> None:
    before, after = days(base)
    for day, shown in ((before, False), (after, True)):
        with real_files("theme", alone=True) as page:
            page.clock.set_fixed_time(day)
            page.evaluate("html => { document.body.innerHTML = html }", ClassHeader(base).html)
            assert not page.locator(LATE).is_visible()
            page.evaluate(FRAMED)
            assert page.locator(LATE).is_visible() == shown


@pytest.mark.parametrize("name", mostly(PAGES, [SIGNS_PAGE]))
def test_a_handout_says_that_it_is_old_from_that_day_on(
    base: kb.KnowledgeBase, visit: Callable[..., Any], handouts: Path, name: str
) -> None:
    file = handouts / f"{name}.html"
    before, after = days(base)
    with opened_on(visit, before, file, width=390) as opened:
        assert opened.page.locator(f"header {LATE}").count() == 1
        assert opened.page.locator(LATE).filter(visible=True).count() == 0
    with opened_on(visit, after, file, width=390, dark=True) as opened:
        assert opened.page.locator(f"header {LATE}").is_visible()
        assert complaints(opened.page, "header") == []


def test_without_scripts_the_page_says_from_when_to_look_for_a_newer_one(
    base: kb.KnowledgeBase, visit: Callable[..., Any], handouts: Path
) -> None:
    _, after = days(base)
    with opened_on(visit, after, handouts / f"{SIGNS_PAGE}.html", scripts=False) as opened:
        said = opened.page.locator("header").inner_text()
        assert base.text("content_after").format(day=base.day(content_of(base).old_from)) in said
        assert base.text("content_old") not in said


@pytest.mark.deep
@pytest.mark.parametrize("name", PAGES)
def test_version_and_day_stand_on_every_printed_page(
    base: kb.KnowledgeBase, visit: Callable[..., Any], handouts: Path, name: str
) -> None:
    content = content_of(base)
    words = base.text("content_of").format(version=content.version, day=base.day(content.day))
    with visit((handouts / f"{name}.html").as_uri()) as opened:
        opened.page.wait_for_selector("html[data-ready]")
        pages = page_texts(opened.page.pdf(format="A4"))
    without = [number for number, text in enumerate(pages, 1) if words not in " ".join(text.split())]
    assert without == []


@pytest.mark.deep
def test_the_deck_of_a_section_says_it_on_its_first_slide_and_with_its_card(
    base: kb.KnowledgeBase, tmp_path: Path, visit: Callable[..., Any]
) -> None:
    content = content_of(base)
    words = base.text("content_of").format(version=content.version, day=base.day(content.day))
    file = tmp_path / "section.deck.html"
    file.write_text(export_deck(ROOT / "notebooks" / f"{SIGNS_PAGE}.ipynb"), encoding="utf-8")
    for day, shown in zip(days(base), (False, True), strict=True):
        with opened_on(visit, day, file) as opened:
            opened.page.set_viewport_size({"width": 1280, "height": 720})
            first = opened.page.locator("section.slide.is-current")
            assert words in first.inner_text()
            assert first.locator(LATE).is_visible() == shown
            opened.page.keyboard.press("End")
            opened.page.keyboard.press("ArrowLeft")
            assert words in opened.page.locator("section.slide.is-current").inner_text()
