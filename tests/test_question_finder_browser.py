"""The questions in the browser: it finds and warns as Python does, opens by keyboard, and prints what is shown."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from access import complaints, printed
from conftest import DATA
from handout_pages import alive, letters, looks, missing
from playwright.sync_api import expect

import kb
import widgets

pytestmark = pytest.mark.browser

NAME = "14_questions"
SEARCHES = 250
SET_UP = """async (data) => {
  const { makeSigns, warningSigns } = await import("/searching.js");
  const { finder } = await import("/question_finder.js");
  const { records } = await import("/shared.js");
  const find = finder(data.search, records(data.questions));
  const signs = makeSigns(records(data.signs), data.calm, data.search.endings);
  window.answer = (query) => [
    find(query).map(({ question, hits }) => [question.id, hits]),
    warningSigns(signs, query).map(({ id, level, words }) => [id, level, words])];
}"""
SMALL = """() => [...document.querySelectorAll(".wk-ask :is(button:not([popovertarget]), summary, input)")]
  .filter((node) => node.checkVisibility() && Math.min(node.offsetHeight, node.offsetWidth) < 44)
  .map((node) => node.outerHTML)"""
WIDER = "() => document.documentElement.scrollWidth - window.innerWidth"


@pytest.fixture(scope="module")
def page_of_files(base: kb.KnowledgeBase, real_files: Callable[..., Any]) -> Iterator[Any]:
    """A blank page of an origin that does not exist, with the real files taken from the handouts."""

    finder = widgets.QuestionFinder(base)
    data = {name: finder.knowledge[name] for name in ("search", "calm")}
    with real_files() as page:
        page.evaluate(SET_UP, {"questions": finder.questions, "signs": finder.signs, **data})
        yield page


def searches(base: kb.KnowledgeBase) -> list[str]:
    """Words of questions, signs and lay phrases, mixed, cut and misspelt."""
    chance = random.Random(1412)
    with (DATA / "question_phrases.csv").open(newline="", encoding="utf-8") as stream:
        phrases = [row["phrase"] for row in csv.DictReader(stream)]
    signs = [words for row in base.rows["symptoms"].values() for words in row["other_words"]]
    texts = [*phrases, *signs, *(row["question"] for row in base.rows["questions"].values())]
    vocabulary = sorted({word for text in texts for word in text.split()})

    def harmed(word: str) -> str:
        place = chance.randrange(len(word))
        kind = chance.choice(("keep", "drop", "double", "swap", "other", "cut", "loud"))
        return {
            "keep": word, "drop": word[:place] + word[place + 1 :], "double": word[:place] + word[place] + word[place:],
            "swap": word[:place] + word[place : place + 2][::-1] + word[place + 2 :], "loud": f"{word.upper()}!",
            "other": word[:place] + chance.choice("abcdeéß9'") + word[place + 1 :], "cut": word[: place + 1],
        }[kind]  # fmt: skip

    mixed = [" ".join(harmed(word) for word in chance.sample(vocabulary, chance.choice((1, 1, 2, 3, 5))))
             for _ in range(SEARCHES)]  # fmt: skip
    return [
        *phrases,
        *chance.sample(signs, 80),
        *mixed,
        "",
        " ",
        "is it",
        "38,5 °C",
        "😀 bleeding",
        "don’t",
        "Ünwohl",
        "a_b",
    ]


def test_the_browser_finds_and_warns_as_python_does(base, page_of_files):
    asked = searches(base)
    said = page_of_files.evaluate("(asked) => asked.map(answer)", asked)
    wrong = []
    for query, (found, signs) in zip(asked, said, strict=True):
        ours = [list(row) for row in kb.find_questions(base, query)[["id", "hits"]].itertuples(index=False)]
        warned = [[row.id, row.level, list(row.words)] for row in kb.warning_signs(base, query).itertuples()]
        if ours != found or warned != signs:
            wrong.append((query, ours[:3], found[:3], warned[:2], signs[:2]))
    assert wrong[:2] == []
    assert {bool(found) for found, _ in said} == {bool(signs) for _, signs in said} == {True, False}


@pytest.fixture
def opened(visit, handouts):
    with alive(visit, handouts, NAME) as found:
        yield found
        assert found.errors == []


def look_for(page: Any, base: kb.KnowledgeBase, words: str) -> None:
    page.get_by_role("searchbox", name=base.text("ask_label")).fill(words)


def shown(page: Any) -> list[str]:
    return page.locator(".wk-ask__q > summary").all_inner_texts()


def test_the_page_is_small(handouts):
    size = (handouts / f"{NAME}.html").stat().st_size
    print(f"{NAME}: {size:,} bytes")  # noqa: T201  shown with -rP
    assert size <= 150_000


def test_a_search_shows_the_best_first_and_clearing_it_shows_all(opened, base):
    page = opened.page
    assert len(shown(page)) == 12
    look_for(page, base, "cups of coffe")
    found = kb.find_questions(base, "cups of coffe")["question"].tolist()
    assert shown(page) == found[:12]
    expect(page.locator(".wk-ask__found")).to_contain_text(
        base.text("ask_count_one") if len(found) == 1 else str(len(found))
    )
    page.get_by_role("button", name=base.text("ask_clear")).click()
    expect(page.get_by_role("searchbox")).to_be_focused()
    total = len(base.rows["questions"])
    expect(page.locator(".wk-ask__found")).to_have_text(base.text("ask_all").format(count=total))
    page.get_by_role("button", name=base.text("ask_show_more").format(count=total - 12)).click()
    assert len(shown(page)) == total


def test_an_answer_opens_by_keyboard_with_what_it_rests_on(opened, base):
    page = opened.page
    look_for(page, base, "hormones")
    row = base.rows["questions"]["hormones"]
    page.get_by_role("searchbox").focus()
    while page.evaluate("document.activeElement.textContent") != row["question"]:
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    part = page.locator(".wk-ask__q", has_text=row["question"])
    expect(part.locator(".wk-ask__answer")).to_have_text(row["answer"])
    marks = part.locator(".wk-ask__claim summary").all_inner_texts()
    assert marks == [base.text(f"stance_{base.rows['claims'][key]['stance']}") for key in row["claim_ids"]]
    for key in row["claim_ids"]:
        claim = base.rows["claims"][key]
        expect(part.locator(".wk-ask__claim", has_text=claim["text"])).to_contain_text(claim["nuance"])
    look_for(page, base, "posture hormones")
    expect(part.locator(".wk-ask__answer")).to_be_visible()


def test_words_of_a_warning_sign_bring_the_guard_on_top(opened, base):
    page = opened.page
    guard = page.locator(".wk-guard")
    expect(guard).to_have_count(0)
    for words in ("is bleding normal", "severe", "I feel faint"):
        look_for(page, base, words)
        expect(guard).to_contain_text(base.text("ask_guard_do"))
        assert guard.bounding_box()["y"] < page.locator(".wk-ask__q").first.bounding_box()["y"]
    page.locator(".wk-guard summary").click()
    signs = kb.warning_signs(base, "I feel faint")
    assert guard.locator("li").count() == len(signs)
    expect(guard.locator("li").first).to_contain_text(base.rows["symptoms"][signs["id"][0]]["text"])
    look_for(page, base, "coffee")
    expect(guard).to_have_count(0)


def test_words_that_fit_nothing_lead_to_the_team(opened, base):
    page = opened.page
    look_for(page, base, "zzzz")
    expect(page.locator(".wk-ask__found")).to_contain_text(base.text("ask_none"))
    expect(page.locator(".wk-ask__found")).to_contain_text(base.text("ask_none_do"))
    assert shown(page) == []


@looks
def test_axe_finds_nothing(visit, handouts, base, how):
    with alive(visit, handouts, NAME, **how) as opened:
        page = opened.page
        look_for(page, base, "hormones and bleeding")
        page.locator(".wk-ask__q > summary").first.click()
        page.evaluate("() => document.querySelectorAll('details').forEach((part) => (part.open = true))")
        assert complaints(page) == []
        assert page.evaluate(WIDER) <= 0
        assert page.evaluate(SMALL) == []


def test_untouched_all_questions_and_answers_are_printed(opened, base):
    rows = base.rows["questions"].values()
    assert missing([row[column] for row in rows for column in ("question", "answer")], printed(opened.page)) == []


def test_a_search_is_printed_with_its_words_and_without_controls(opened, base):
    page = opened.page
    look_for(page, base, "hot bath")
    text = printed(page)
    found = kb.find_questions(base, "hot bath")
    assert missing([base.text("ask_searched").format(query="hot bath"), *found["answer"][:12]], text) == []
    assert letters(base.rows["questions"]["coffee"]["answer"]) not in letters(text)
    assert letters(base.text("ask_label")) not in letters(text)
