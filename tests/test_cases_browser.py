"""The cases in the browser: decide first, then our line; kind results; paper holds what was entered."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from access import complaints, page_texts, printed
from handout_pages import alive, letters, looks, missing
from playwright.sync_api import expect

import kb
from kb.triage import compare

pytestmark = pytest.mark.browser

NAME = "15_conclusion"
SMALL = """() => [...document.querySelectorAll(".wk-case :is(button:not([popovertarget]), summary, label)")]
  .filter((node) => node.checkVisibility() && Math.min(node.offsetHeight, node.offsetWidth) < 44)
  .map((node) => node.outerHTML)"""
WIDER = "() => document.documentElement.scrollWidth - window.innerWidth"


@pytest.fixture(scope="module")
def page_of_files(real_files: Callable[..., Any]) -> Iterator[Any]:
    """A blank page of an origin that does not exist, with the real files taken from the handouts."""

    with real_files() as page:
        yield page


def test_the_browser_compares_as_python_does(base, page_of_files):
    levels = base.rows["levels"]
    ranks = {key: {"rank": row["rank"]} for key, row in levels.items()}
    pairs = list(itertools.product(["", *levels], levels))
    said = page_of_files.evaluate(
        """async ([levels, pairs]) => {
          const { compare } = await import("/levels.js");
          return pairs.map(([answer, ours]) => compare(levels, answer, ours));
        }""",
        [ranks, pairs],
    )
    assert said == [compare(base, *pair) for pair in pairs]


@pytest.fixture
def opened(visit, handouts):
    with alive(visit, handouts, NAME) as found:
        yield found
        assert found.errors == []


def in_order(base: kb.KnowledgeBase) -> list[Any]:
    return sorted(base.rows["cases"].values(), key=lambda row: row["number"])


def press(page: Any, base: kb.KnowledgeBase, name: str) -> None:
    page.get_by_role("button", name=base.text(f"case_{name}"), exact=True).click()


def decide(page: Any, base: kb.KnowledgeBase, level: str) -> None:
    page.locator(".wk-case").get_by_role("radio", name=base.rows["levels"][level]["word"]).check()
    press(page, base, "decide")


def results_of(page: Any, base: kb.KnowledgeBase) -> list[str]:
    press(page, base, "results")
    return page.locator(".wk-case__stage .wk-case__t tbody td:nth-child(2)").all_inner_texts()


def test_the_page_is_small(handouts):
    size = (handouts / f"{NAME}.html").stat().st_size
    print(f"{NAME}: {size:,} bytes")  # noqa: T201  shown with -rP
    assert size <= 150_000


def test_our_line_stands_nowhere_before_one_has_decided(opened, base):
    page = opened.page
    first = in_order(base)[0]
    stage = page.locator(".wk-case__stage")
    expect(stage).to_contain_text(first["story"])
    assert first["why"] not in stage.inner_text()
    press(page, base, "decide")
    expect(stage).to_contain_text(base.text("case_choose_first"))
    assert first["why"] not in stage.inner_text()
    decide(page, base, first["level"])
    expect(stage).to_contain_text(first["why"])
    expect(page.locator(".wk-case__said h4")).to_be_focused()
    expect(page.locator(".wk-case__said")).to_contain_text(base.text("case_same_said"))
    press(page, base, "again")
    assert first["why"] not in stage.inner_text()


def test_every_case_shows_the_level_that_the_rules_give_and_too_careful_is_fine(opened, base):
    page = opened.page
    for row in in_order(base):
        expect(page.locator(".wk-case__stage > h3")).to_have_text(row["title"])
        decide(page, base, "emergency")
        level = base.rows["levels"][kb.assess(base, row["symptom_ids"]).level]
        expect(page.locator(".wk-case .wk-card__level")).to_have_text(level["word"])
        said = base.text("case_same_said" if level["id"] == "emergency" else "case_more_said")
        expect(page.locator(".wk-case__said h4")).to_have_text(said)
        if row is not in_order(base)[-1]:
            press(page, base, "next")
    urgent = sum(row["level"] == "emergency" for row in in_order(base))
    total = len(in_order(base))
    assert results_of(page, base) == [str(urgent), str(total - urgent), "0", "0"]
    expect(page.locator(".wk-case__stage")).to_contain_text(base.text("case_results_more"))
    assert base.text("case_results_less") not in page.locator(".wk-case__stage").inner_text()


def test_too_low_says_what_could_have_been_missed_and_shows_where_article_and_guidance_differ(opened, base):
    page = opened.page
    press(page, base, "next")
    pair = base.rows["rules"]["belly_with_back_pain"]
    decide(page, base, "self_care")
    said = page.locator(".wk-case__said")
    expect(said).to_contain_text(base.text("case_less_said"))
    expect(said).to_contain_text(base.text("case_missed").format(because=pair["because"]))
    for column in ("article_says", "guidance_says", "our_line"):
        expect(page.get_by_text(pair[column])).to_be_visible()
    assert results_of(page, base) == ["0", "0", "1", str(len(in_order(base)) - 1)]
    page.get_by_role("button", name=base.text("case_look_again").format(title="Two mild aches")).click()
    expect(page.locator(".wk-case__stage > h3")).to_be_focused()
    expect(page.locator(".wk-case__stage > h3")).to_have_text("Two mild aches")
    press(page, base, "results")
    press(page, base, "start_again")
    expect(page.locator(".wk-case__stage > h3")).to_have_text(in_order(base)[0]["title"])
    assert page.get_by_role("button", name=base.text("case_results"), exact=True).count() == 0


def test_all_goes_by_keyboard(opened, base):
    page = opened.page
    page.locator(".wk-case").get_by_role("radio").first.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".wk-case").get_by_role("radio", name=base.rows["levels"]["same_day"]["word"])).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".wk-case__said h4")).to_be_focused()
    expect(page.locator(".wk-case__said h4")).to_have_text(base.text("case_more_said"))


@looks
def test_axe_finds_nothing(visit, handouts, base, how):
    with alive(visit, handouts, NAME, **how) as opened:
        page = opened.page
        steps: list[Callable[[], None]] = [
            lambda: decide(page, base, "emergency"),
            lambda: press(page, base, "next"),
            lambda: decide(page, base, "self_care"),
            lambda: press(page, base, "results"),
        ]
        for step in steps:
            step()
            assert page.evaluate(WIDER) <= 0
            assert page.evaluate(SMALL) == []
            if step is not steps[0]:
                assert complaints(page) == []


def test_untouched_all_stories_come_first_and_our_lines_on_pages_after_them(opened, base):
    pages = [letters(one) for one in page_texts(opened.page.pdf(format="A4"))]
    rows = in_order(base)

    def where(text: str) -> int:
        return next(number for number, page in enumerate(pages) if letters(text) in page)

    assert missing([row["story"] for row in rows] + [row["why"] for row in rows], "".join(pages)) == []
    assert where(base.text("case_paper_answers")) > max(where(row["title"]) for row in rows)


def test_what_was_decided_is_printed_as_it_was_entered(opened, base):
    page = opened.page
    first, second = in_order(base)[:2]
    decide(page, base, first["level"])
    press(page, base, "next")
    text = printed(page)
    assert missing([f"☒ {base.rows['levels'][first['level']]['word']}", first["why"], second["story"]], text) == []
    assert letters(second["why"]) not in letters(text)
    assert letters(text).count("☒") == 1
    assert letters(base.text("case_start_again")) not in letters(text)
