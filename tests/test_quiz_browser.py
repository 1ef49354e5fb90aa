"""The quiz in the browser: marked as in Python, all by keyboard, and on paper with the answers at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from access import complaints, page_texts
from handout_pages import alive, letters, looks, missing, mostly
from playwright.sync_api import expect
from test_quiz import every_answer

import kb
import widgets
from kb.quiz import option_words, right_options, section_quiz, shown_options

pytestmark = pytest.mark.browser

NAME, SECTION = "03_warning_signs", "warning_signs"
ALL = list(kb.load().rows["sections"])
TRAITS = ("knowledge", "questions", "options", "answers", "current")
SET_UP = """async (state) => {
  const quiz = await import("/quiz.js");
  const model = { state, heard: [], get(name) { return this.state[name]; }, save_changes() {},
    on(names, listener) { this.heard.push(listener); },
    off(names, listener) { this.heard = this.heard.filter((one) => one !== listener); },
    set(values) { Object.assign(this.state, values); for (const run of this.heard) run(); } };
  document.body.replaceChildren();
  const views = [0, 1].map(() => document.body.appendChild(document.createElement("main")));
  const stops = views.map((el) => quiz.default.render({ model, el }));
  Object.assign(window, { model, stops });
}"""
MARKED = """async ([asked, levels]) => {
  const { mark } = await import("/quiz_marking.js");
  return asked.map(([question, answers]) => answers.map((answer) => mark(question, answer, levels)));
}"""
SMALL = """() => [...document.querySelectorAll(
  ".ho-live .wk-quiz :is(button:not([popovertarget]), summary, .wk-tick label)")]
  .filter((node) => node.checkVisibility() && Math.min(node.offsetHeight, node.offsetWidth) < 44)
  .map((node) => `${node.textContent} ${node.offsetWidth} x ${node.offsetHeight}`)"""
WIDER = "() => document.documentElement.scrollWidth - window.innerWidth"


@pytest.fixture
def mounted(base: kb.KnowledgeBase, real_files: Callable[..., Any]) -> Iterator[Callable[[str], Any]]:
    """A page with two views of the quiz of a section, from the real files."""
    with real_files("theme", "quiz") as page:

        def mount(section: str) -> Any:
            quiz = widgets.Quiz(base, section)
            page.evaluate(SET_UP, {name: getattr(quiz, name) for name in TRAITS})
            return page

        yield mount


def go(view: Any, base: kb.KnowledgeBase, row: Any) -> None:
    """Show a question by its step."""
    view.locator(".wk-quiz__bar button").nth(row["number"] - 1).click()
    expect(view.get_by_role("heading", name=row["question"])).to_be_focused()


def texts(nodes: Any) -> list[str]:
    return [text.strip() for text in nodes.all_inner_texts()]


def press(view: Any, base: kb.KnowledgeBase, name: str) -> None:
    view.get_by_role("button", name=base.text(f"quiz_{name}"), exact=True).filter(visible=True).click()


def said(view: Any) -> Any:
    return view.locator(".wk-quiz__said").filter(visible=True)


def choose(view: Any, base: kb.KnowledgeBase, row: Any, answer: tuple[str, ...]) -> None:
    """Give an answer in the way of its kind, and check it."""
    group = view.locator("fieldset").filter(visible=True)
    if row["kind"] == "order":
        for place, option in enumerate(answer):
            words = base.rows["quiz_options"][option]["text"]
            up = group.get_by_role("button", name=base.text("quiz_up").format(text=words), exact=True)
            while texts(group.locator("li")).index(words) > place:
                up.click()
    else:
        ids = [option["id"] for option in shown_options(base, row["id"])]
        for option in group.locator("input").all():
            if option.get_attribute("type") == "checkbox":
                option.uncheck()
        for option in answer:
            group.locator("input").nth(ids.index(option)).check()
    press(view, base, "check")


def test_the_browser_marks_as_python_does(base, real_files):
    asked, expected = [], []
    levels = {key: {"rank": row["rank"]} for key, row in base.rows["levels"].items()}
    for section in ALL:
        quiz = widgets.Quiz(base, section)
        options = [dict(zip(quiz.options, cells, strict=True)) for cells in zip(*quiz.options.values(), strict=True)]
        for row in section_quiz(base, section):
            answers = list(every_answer(base, row["id"]))
            own = [option for option in options if option["quiz_id"] == row["id"]]
            asked.append([{"kind": row["kind"], "options": own}, answers])
            marks = [kb.mark(base, row["id"], answer) for answer in answers]
            expected.append([{**vars(one), "wrong": [*one.wrong], "left_out": [*one.left_out]} for one in marks])
    with real_files() as page:
        assert page.evaluate(MARKED, [asked, levels]) == expected
    assert sum(map(len, expected)) > 500


def test_a_right_answer_is_told_and_counted_and_all_views_follow(base, mounted):
    page = mounted(SECTION)
    one, other = (page.locator("main").nth(place) for place in (0, 1))
    rows = section_quiz(base, SECTION)
    press(one, base, "check")
    if rows[0]["kind"] != "order":
        expect(said(one)).to_have_text(base.text("quiz_choose_first"))
    for number, row in enumerate(rows, 1):
        go(one, base, row)
        choose(one, base, row, right_options(base, row["id"]))
        for view in (one, other):
            expect(said(view)).to_have_text(base.text("quiz_right"))
            expect(view.locator(".wk-quiz__q").filter(visible=True)).to_contain_text(row["because"])
            expect(view.locator(".wk-quiz__bar p")).to_have_text(
                base.text("quiz_far").format(known=number, total=len(rows))
            )
            assert view.locator(".wk-card").count() == 0
    press(other, base, "again")
    expect(one.locator(".wk-quiz__said").last).to_have_text("")
    assert page.evaluate("model.heard.length") > 1
    page.evaluate("stops.forEach((stop) => stop())")
    assert page.evaluate("model.heard.length") == 0


@pytest.mark.parametrize("section", mostly(ALL, [SECTION]))
def test_a_wrong_answer_says_why_and_what_could_have_been_missed(base, mounted, section):
    page = mounted(section)
    view = page.locator("main").first
    for row in section_quiz(base, section):
        marks = {answer: kb.mark(base, row["id"], answer) for answer in every_answer(base, row["id"])}
        answer = next((answer for answer, one in marks.items() if one.result == "wrong"), None)
        if answer is None:
            continue  # a question of kind level whose line is the least urgent: nothing is too low
        go(view, base, row)
        choose(view, base, row, answer)
        expect(said(view)).to_have_text(base.text("quiz_wrong"))
        told = letters(view.locator(".wk-quiz__q").filter(visible=True).text_content())
        options = [base.rows["quiz_options"][key] for key in marks[answer].wrong]
        whys = [] if row["kind"] == "order" else [option["why"] for option in options]
        claims = [base.rows["claims"][key]["text"] for key in row["claim_ids"]]
        assert [text for text in (*whys, row["because"], row["missed"], *claims) if letters(text) not in told] == []
        assert view.locator(".wk-card").filter(visible=True).count() == bool(row["missed"])
        if row["kind"] == "level":
            level = base.rows["levels"][kb.assess(base, row["symptom_ids"]).level]
            expect(view.locator(".wk-quiz__q").filter(visible=True)).to_contain_text(
                base.text("case_ours").format(level=level["word"])
            )


def test_more_careful_is_told_to_be_fine_and_counts(base, mounted):
    row = next(r for r in base.rows["quiz"].values() if r["kind"] == "level"
               and kb.assess(base, r["symptom_ids"]).level != "emergency")  # fmt: skip
    view = mounted(row["section_id"]).locator("main").first
    go(view, base, row)
    highest = next(o["id"] for o in shown_options(base, row["id"]) if o["level"] == "emergency")
    choose(view, base, row, (highest,))
    expect(said(view)).to_have_text(base.text("case_more_said"))
    expect(view.locator(".wk-quiz__bar p")).to_contain_text("1 ")
    assert view.locator(".wk-card").count() == 0


def test_an_answer_that_is_taken_away_and_given_again_is_told_again(base, mounted):
    row = next(r for r in base.rows["quiz"].values() if r["kind"] == "multiple")
    view = mounted(row["section_id"]).locator("main").first
    go(view, base, row)
    right = right_options(base, row["id"])
    for _ in range(2):
        choose(view, base, row, right)
        expect(said(view)).to_have_text(base.text("quiz_right"))
        choose(view, base, row, ())
        expect(said(view)).to_have_text(base.text("quiz_choose_first"))
        expect(view.locator(".wk-quiz__q").filter(visible=True)).not_to_contain_text(row["because"])


def test_all_goes_by_keyboard_and_the_focus_stays(base, mounted):
    row = next(r for r in base.rows["quiz"].values() if r["kind"] == "order")
    page = mounted(row["section_id"])
    view = page.locator("main").first
    step = view.locator(".wk-quiz__bar button").nth(row["number"] - 1)
    step.focus()
    page.keyboard.press("Enter")
    expect(view.get_by_role("heading", name=row["question"])).to_be_focused()
    list_ = view.locator(".wk-quiz__order").filter(visible=True).locator("li")
    before = texts(list_)
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    assert texts(list_) == [before[1], before[0], *before[2:]]
    moved = base.text("quiz_moved").format(place=2, total=len(before), text=before[0])
    expect(view.locator(".wk-quiz__q").filter(visible=True).get_by_role("status").first).to_have_text(moved)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")  # at the top it stays
    page.keyboard.press("Space")
    assert texts(list_) == before
    check = view.get_by_role("button", name=base.text("quiz_check"), exact=True).filter(visible=True)
    check.focus()
    page.keyboard.press("Enter")
    expect(said(view)).to_have_text(base.text("quiz_wrong"))
    expect(check).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # try again
    expect(view.get_by_role("heading", name=row["question"])).to_be_focused()


@pytest.fixture
def opened(visit, handouts):
    with alive(visit, handouts, NAME) as found:
        yield found
        assert found.errors == []


@looks
def test_axe_finds_nothing_and_nothing_is_too_small_or_too_wide(visit, handouts, base, how):
    with alive(visit, handouts, NAME, **how) as found:
        view = found.page.locator(".ho-live .wk-quiz")
        for row in section_quiz(base, SECTION):
            go(view, base, row)
            answers = every_answer(base, row["id"])
            wrong = (answer for answer in answers if kb.mark(base, row["id"], answer).result == "wrong")
            choose(view, base, row, next(wrong, right_options(base, row["id"])))
            view.locator("summary").filter(visible=True).click()
            assert complaints(found.page, ".ho-live .wk-quiz") == []
            assert found.page.evaluate(SMALL) == []
            assert found.page.evaluate(WIDER) <= 0


def pages_of(page: Any) -> list[str]:
    return [letters(one) for one in page_texts(page.pdf(format="A4"))]


def test_on_paper_the_answers_stand_on_a_page_after_the_questions(opened, base):
    rows = section_quiz(base, SECTION)
    pages = pages_of(opened.page)
    whole = "".join(pages)
    key = letters("Answers to the questions")
    at = next(number for number, text in enumerate(pages) if text.startswith(key))
    assert missing([row["question"] for row in rows], "".join(pages[:at])) == []
    assert missing([text for row in rows for text in (row["because"], row["missed"])], "".join(pages[at:])) == []
    assert letters(rows[0]["because"]) not in "".join(pages[:at])
    assert letters(base.text("quiz_check")) + letters(base.text("quiz_next")) not in whole


def test_on_paper_stands_what_was_answered(opened, base):
    row = section_quiz(base, SECTION)[0]
    choose(opened.page.locator(".ho-live .wk-quiz"), base, row, right_options(base, row["id"]))
    whole = "".join(pages_of(opened.page))
    mine = option_words(base, base.rows["quiz_options"][right_options(base, row["id"])[0]])
    assert missing([f"☒ {mine}", base.text("quiz_right")], whole) == []
    assert missing([one["question"] for one in section_quiz(base, SECTION)], whole) == []


def test_without_scripts_the_questions_are_there_and_the_answers_are_folded(visit, handouts, base):
    with visit((handouts / f"{NAME}.html").as_uri(), scripts=False) as found:
        paper, key = found.page.locator(".ho-plain .wk-quiz"), found.page.locator(".wk-quiz__key")
        rows = section_quiz(base, SECTION)
        assert paper.locator("ol > li").count() == len(rows)
        expect(key.get_by_text(rows[0]["because"])).to_be_hidden()
        key.locator("summary").click()
        expect(key.get_by_text(rows[0]["because"])).to_be_visible()
