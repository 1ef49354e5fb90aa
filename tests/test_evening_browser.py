"""The handout of an evening is as alive as its sections: each widget for itself, offline, complete on paper."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from access import complaints, page_texts
from conftest import ROOT
from handout_pages import card_words, claims, missing, sign
from playwright.sync_api import expect

import kb
from handouts.evening import Plan, build_evening

pytestmark = [pytest.mark.browser, pytest.mark.kernel]

HELD = ["13_takeaways", "03_warning_signs"]  # both let one tick signs
TITLE = "The Tuesday class"
WIDER = "() => document.documentElement.scrollWidth - window.innerWidth"
TWICE = """() => {
  const ids = [...document.querySelectorAll("[id]")].map((node) => node.id);
  return ids.filter((id, place) => ids.indexOf(id) !== place);
}"""
LINKS = "() => [...document.querySelectorAll('a[href]')].map((link) => link.getAttribute('href'))"


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("class")
    with pytest.MonkeyPatch.context() as monkeypatch:
        slides = SimpleNamespace(class_deck=lambda notebooks, title: f"<title>{title}</title>")
        monkeypatch.setitem(sys.modules, "handouts.deck.exporter", slides)
        plan = Plan(TITLE, "22 November 2026", [(name, 10) for name in HELD], {"call_card": "13_takeaways"})
        assert build_evening(plan, ROOT / "notebooks", target) == []
    return target


@pytest.fixture
def opened(visit: Any, evening: Path) -> Iterator[Any]:
    with visit((evening / "handout.html").as_uri()) as found:
        found.page.wait_for_selector("html[data-ready]")
        yield found


def selectors(page: Any) -> list[Any]:
    """The live lists of signs, with all groups open."""
    page.evaluate("() => document.querySelectorAll('.ho-live details').forEach((part) => (part.open = true))")
    return [one for one in page.locator(".ho-widget").all() if one.locator(".wk-sel").count()]


def sheets(page: Any) -> list[str]:
    return page_texts(page.pdf(format="A4"))


def test_the_lists_of_two_sections_work_apart(opened: Any, base: kb.KnowledgeBase) -> None:
    first, second = selectors(opened.page)
    boxes = [one.get_by_role("checkbox", name=sign(base, "spotting"), exact=True) for one in (first, second)]
    boxes[0].check()
    levels = base.rows["levels"]
    expect(first.locator(".wk-card").first).to_contain_text(levels["same_day"]["action"])
    assert not boxes[1].is_checked()
    expect(second).to_contain_text(base.text("none_word"))
    second.get_by_role("checkbox", name=sign(base, "fainting"), exact=True).check()
    expect(second.locator(".wk-card").first).to_contain_text(levels["emergency"]["action"])
    expect(first.locator(".wk-card").first).to_contain_text(levels["same_day"]["action"])


def test_it_asks_for_nothing_and_complains_about_nothing(opened: Any) -> None:
    page = opened.page
    page.evaluate("() => scrollTo(0, document.body.scrollHeight)")
    assert [url for url in opened.requests if url != page.url and not url.startswith("blob:")] == []
    assert opened.errors == []
    assert page.get_attribute("html", "data-failed") == "0"
    assert page.evaluate(TWICE) == []


def test_the_contents_lead_to_the_sections(opened: Any, base: kb.KnowledgeBase) -> None:
    page = opened.page
    titles = {row["notebook"]: row["title"] for row in base.rows["sections"].values()}
    names = page.get_by_role("navigation").get_by_role("link").all_inner_texts()
    assert names[:2] == [titles[name] for name in HELD]
    page.get_by_role("navigation").get_by_role("link", name=names[1]).click()
    expect(page.get_by_role("heading", level=2, name=names[1])).to_be_in_viewport()
    assert page.get_by_role("heading", level=1).all_inner_texts() == [TITLE]


@pytest.mark.parametrize("name", ["handout", "call_card", "index", *HELD])
def test_no_link_is_dead(visit: Any, evening: Path, name: str) -> None:
    with visit((evening / f"{name}.html").as_uri()) as found:
        links = [link for link in found.page.evaluate(LINKS) if not link.startswith(("http://", "https://", "tel:"))]
        lost = [link for link in links if link.startswith("#") and not found.page.locator(link).count()]
    assert lost == []
    assert [
        link for link in links if not link.startswith("#") and not (evening / link.partition("#")[0]).is_file()
    ] == []


def test_on_paper_every_sheet_has_the_card_and_the_last_is_the_card_for_the_wall(
    opened: Any, base: kb.KnowledgeBase
) -> None:
    *printed, last = sheets(opened.page)
    assert len(printed) > 3
    assert [number for number, sheet in enumerate(printed) if missing(card_words(base), sheet)] == []
    assert missing([*card_words(base), base.text("card_page_say")], last) == []
    said = "".join(printed)
    assert missing([claim["text"] for name in HELD for claim in claims(base, name)], said) == []


def test_the_card_alone_is_one_sheet(visit: Any, evening: Path, base: kb.KnowledgeBase) -> None:
    with visit((evening / "call_card.html").as_uri()) as found:
        found.page.wait_for_selector("html[data-ready]")
        assert found.page.get_by_role("heading", level=1).is_visible()
        assert found.page.locator("main .wk-wall").is_visible()
        (sheet,) = sheets(found.page)
        assert missing([*card_words(base), base.text("card_page_say")], sheet) == []
        assert found.errors == []


def test_without_scripts_it_is_complete(visit: Any, evening: Path, base: kb.KnowledgeBase) -> None:
    with visit((evening / "handout.html").as_uri(), scripts=False) as found:
        text = found.page.inner_text("body")
    assert missing([claim["text"] for name in HELD for claim in claims(base, name)], text) == []
    assert text.count(base.text("paper_title")) == 2
    assert missing(card_words(base), text) == []


@pytest.mark.parametrize("how", [{}, {"dark": True, "width": 390}], ids=str)
@pytest.mark.parametrize("name", ["handout", "call_card", "index"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(visit: Any, evening: Path, name: str, how: Any) -> None:
    with visit((evening / f"{name}.html").as_uri(), **how) as found:
        if name != "index":
            found.page.wait_for_selector("html[data-ready]")
        assert complaints(found.page) == []
        assert found.page.evaluate(WIDER) <= 0
