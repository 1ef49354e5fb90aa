"""The visit sheet in the browser: it says what Python says, loses nothing that is typed, and prints as one page."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from access import complaints, page_texts
from handout_pages import alive, letters, looks, missing, sign, tick
from playwright.sync_api import expect
from small_notebooks import code, page_of
from small_notebooks import text as markdown

import kb
import widgets
from kb.classroom import ROLES, Classroom
from widgets.visit_text import SINCE, read_week

pytestmark = pytest.mark.browser

NAME = "08_prenatal_care"
PAGES = 300
HOSTILE = "</script><img src=x onerror=alert(1)> {week} $& “ ” \u200fעברית 🤰🏽"
TYPED = (
    "",
    " ",
    "after lunch",
    "two\nlines",
    "  a \t b  ",
    "\r\nfirst\r\rthird\n",
    HOSTILE,
    "{since}",
    "\u00a0x\ufeff",
)
WEEKS = ("", " 12 ", "12+3", "0", "43", "7 + 6", "09", "12+7", "twelve", "1.5", "１２", "100", "+1", "42")
WIDER = "() => document.documentElement.scrollWidth - window.innerWidth"
SMALL = """() => [...document.querySelectorAll(
  ".wk-vs :is(button:not([popovertarget]), summary, .wk-tick label, .wk-input)")]
  .filter((node) => node.checkVisibility() && Math.min(node.offsetHeight, node.offsetWidth) < 44)
  .map((node) => node.outerHTML)"""
SET_UP = """async ([sheet, selector]) => {
  const [{ knowledgeOf, records }, text] = await Promise.all([import("/shared.js"), import("/visit_text.js")]);
  const words = { ...sheet, questions: records(sheet.questions) };
  const triage = knowledgeOf({ get: () => selector });
  Object.assign(window, { textOf: (state) => text.sheetText(words, triage, state),
    weekOf: (typed) => text.readWeek(typed, words.last_week) });
}"""
CLIPBOARD = """Object.defineProperty(navigator, "clipboard", {
  value: { writeText: async (text) => { window.copied = text; } } })"""


@pytest.fixture(scope="module")
def page_of_files(base: kb.KnowledgeBase, real_files: Callable[..., Any]) -> Iterator[tuple[Any, widgets.VisitSheet]]:
    """A blank page with the real files of the handouts, and the sheet that Python has."""

    sheet = widgets.VisitSheet(base, classroom=Classroom(phones=dict.fromkeys(ROLES, "020 7946 0000")))
    with real_files() as page:
        page.evaluate(SET_UP, [sheet.knowledge, sheet.symptoms.knowledge])
        yield page, sheet


def some_state(base: kb.KnowledgeBase, chance: random.Random) -> dict[str, Any]:
    weeks = [week for week in WEEKS if read_week(week) is not None]
    return {
        "selected": chance.sample(sorted(base.rows["symptoms"]), chance.choice((0, 0, 1, 2, 4))),
        "since": chance.choice(("", *SINCE)),
        "since_words": chance.choice(TYPED),
        "notes": chance.choice(TYPED),
        "picked": chance.sample(sorted(base.rows["visit_questions"]), chance.choice((0, 1, 3))),
        "own_questions": chance.sample(TYPED, chance.choice((0, 1, 3))),
        "week": read_week(chance.choice(weeks)),
        "diary": [],
    }


def test_the_browser_writes_the_page_as_python_does(base, page_of_files):
    page, sheet = page_of_files
    chance = random.Random(812)
    states = [some_state(base, chance) for _ in range(PAGES)]
    written = page.evaluate("(states) => states.map(textOf)", states)
    for state, said in zip(states, written, strict=True):
        sheet.symptoms.selected = state["selected"]
        for name, value in state.items():
            if name not in ("selected", "diary"):
                setattr(sheet, name, value)
        assert said == sheet.text
    assert len(set(written)) > PAGES / 2


def test_the_browser_reads_a_week_as_python_does(page_of_files):
    assert page_of_files[0].evaluate("(typed) => typed.map(weekOf)", list(WEEKS)) == [read_week(one) for one in WEEKS]


@pytest.fixture
def opened(visit, handouts):
    with alive(visit, handouts, NAME) as found:
        yield found
        assert found.errors == []


def week_field(page: Any, base: kb.KnowledgeBase) -> Any:
    return page.get_by_role("textbox", name=base.text("visit_week"))


def own_field(page: Any, base: kb.KnowledgeBase, number: int) -> Any:
    return page.get_by_role("textbox", name=base.text("visit_own_label").format(number=number))


def pick(page: Any, base: kb.KnowledgeBase, *questions: str) -> None:
    page.evaluate("() => document.querySelectorAll('.wk-vs details').forEach((part) => (part.open = true))")
    for question in questions:
        page.get_by_role("checkbox", name=base.rows["visit_questions"][question]["text"], exact=True).check()


def ask_own(page: Any, base: kb.KnowledgeBase, *questions: str) -> None:
    for question in questions:
        page.get_by_role("button", name=base.text("visit_add")).click()
        page.keyboard.type(question)


def filled(page: Any, base: kb.KnowledgeBase) -> None:
    """A page as people have it: two signs of which one needs a call, own words, five questions."""
    tick(page, base, "spotting", "back_ache_dull")
    week_field(page, base).fill("12+3")
    page.get_by_label(base.text("visit_since"), exact=True).select_option("yesterday")
    page.get_by_label(base.text("visit_since_words"), exact=True).fill("after lifting")
    page.get_by_label(base.text("visit_notes"), exact=True).fill("A pull on the left.\nWorse in the evening.")
    pick(page, base, "painkillers", "lifting", "number", "test_for")
    ask_own(page, base, "May my partner come along?")


def the_page(opened: Any) -> Any:
    return opened.page.locator(".ho-live .wk-vs__page")


def test_the_page_follows_the_ticks_and_puts_the_call_first(opened, base):
    expect(the_page(opened)).to_contain_text(base.text("visit_signs_none"))
    tick(opened.page, base, "pelvic_joint_pain")
    expect(the_page(opened)).not_to_contain_text(base.text("visit_call_first"))
    expect(the_page(opened)).to_contain_text(base.rows["levels"]["mention_or_call"]["if_worse"])
    tick(opened.page, base, "spotting")
    lines = the_page(opened).inner_text().splitlines()
    assert [line for line in lines if line][1:3] == [
        base.text("visit_call_first"),
        base.rows["levels"]["same_day"]["word"],
    ]
    expect(the_page(opened)).to_contain_text(sign(base, "pelvic_joint_pain"))


def test_a_bad_week_is_told_at_the_field_and_stays_typed(opened, base):
    field = week_field(opened.page, base)
    field.fill("12")
    expect(the_page(opened)).to_contain_text(base.text("visit_weeks").format(week="12"))
    field.fill("12 or so")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(f"{base.text('visit_week_hint')} {base.text('visit_week_bad')}")
    expect(the_page(opened)).to_contain_text(base.text("visit_weeks_blank"))
    opened.page.get_by_label(base.text("visit_notes"), exact=True).fill("x")
    expect(field).to_have_value("12 or so")
    field.fill("12 + 4")
    expect(field).not_to_have_attribute("aria-invalid", "true")
    expect(the_page(opened)).to_contain_text(base.text("visit_weeks").format(week="12+4"))


def test_own_questions_come_by_keyboard_go_and_come_back(opened, base):
    page = opened.page
    ask_own(page, base, "First?", "Second?", "Third?")
    page.get_by_role("button", name=base.text("visit_remove").format(number=2)).click()
    assert the_page(opened).locator("ol li").all_inner_texts() == ["First?", "Third?"]
    back = page.get_by_role("button", name=base.text("visit_again"))
    expect(back).to_be_focused()
    page.keyboard.press("Enter")
    assert the_page(opened).locator("ol li").all_inner_texts() == ["First?", "Second?", "Third?"]
    expect(own_field(page, base, 2)).to_be_focused()
    expect(own_field(page, base, 3)).to_have_value("Third?")


def test_questions_stand_in_the_order_of_picking(opened, base):
    pick(opened.page, base, "number", "heat")
    texts = [base.rows["visit_questions"][key]["text"] for key in ("number", "heat")]
    assert the_page(opened).locator("ol li").all_inner_texts() == texts


def test_hostile_text_stays_text_and_the_copy_is_what_python_would_say(opened, base):
    page = opened.page
    page.evaluate(CLIPBOARD)
    tick(page, base, "fever")
    page.get_by_label(base.text("visit_notes"), exact=True).fill(HOSTILE)
    ask_own(page, base, HOSTILE)
    page.get_by_role("button", name=base.text("visit_copy")).click()
    expect(page.get_by_text(base.text("visit_copied"))).to_be_visible()
    sheet = widgets.VisitSheet(base, symptoms=widgets.SymptomSelector(base, selected=["fever"]))
    sheet.notes, sheet.own_questions = HOSTILE, [HOSTILE]
    assert page.evaluate("window.copied") == sheet.text
    assert page.locator("img").count() == 0


def test_where_a_page_may_not_copy_the_text_is_marked(opened, base):
    page = opened.page
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.get_by_role("button", name=base.text("visit_copy")).click()
    field = page.get_by_role("textbox", name=base.text("visit_copy_label"))
    expect(field).to_be_focused()
    assert page.evaluate("getSelection().toString()") == widgets.VisitSheet(base).text


@looks
def test_axe_finds_nothing(visit, handouts, base, how):
    with alive(visit, handouts, NAME, **how) as opened:
        page = opened.page
        filled(page, base)
        page.get_by_role("button", name=base.text("visit_remove").format(number=1)).click()
        week_field(page, base).fill("soon")
        page.evaluate("() => document.querySelectorAll('details').forEach((part) => (part.open = true))")
        assert complaints(page) == []
        assert page.evaluate(WIDER) <= 0
        assert page.evaluate(SMALL) == []


def printed(page: Any, paper: str) -> list[str]:
    return page_texts(page.pdf(format=paper))


def wanted(base: kb.KnowledgeBase) -> list[str]:
    asked = [base.rows["visit_questions"][key]["text"] for key in ("painkillers", "lifting", "number", "test_for")]
    said = [base.text(key) for key in ("visit_title", "visit_call_first", "visit_next", "review_education")]
    return [*said, "12+3", "after lifting", "Worse in the evening.", *asked, "May my partner come along?"]


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_on_paper_the_page_is_one_sheet_of_its_own(opened, base, paper):
    filled(opened.page, base)
    sheets = printed(opened.page, paper)
    with_title = [sheet for sheet in sheets if not missing([base.text("visit_title")], sheet)]
    assert len(with_title) == 1
    assert missing(wanted(base), with_title[0]) == []
    assert missing([base.text("visit_print")], with_title[0]) != []
    assert all(len(letters(sheet)) > 600 for sheet in sheets[:-1])  # none with the call card alone


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_button_prints_the_page_alone_with_the_call_card(opened, base, paper):
    page = opened.page
    filled(page, base)
    page.evaluate("() => { window.print = () => { window.asked = true; }; }")
    page.get_by_role("button", name=base.text("visit_print")).click()
    assert page.evaluate("window.asked") is True
    (sheet,) = printed(page, paper)
    assert missing([*wanted(base), base.text("card_emergency")], sheet) == []
    assert len(printed(page, paper)) > 3  # after that the whole handout again
    assert page.locator(".is-alone").count() == 0


def test_only_ticks_are_enough_to_have_them_on_paper(opened, base):
    tick(opened.page, base, "fever")
    sheet = next(one for one in printed(opened.page, "A4") if not missing([base.text("visit_title")], one))
    assert missing([sign(base, "fever"), base.text("visit_call_first")], sheet) == []


def test_untouched_an_empty_page_and_all_questions_are_printed(opened, base):
    text = "".join(printed(opened.page, "A4"))
    assert (
        missing([base.text("visit_paper_title"), *(q["text"] for q in base.rows["visit_questions"].values())], text)
        == []
    )
    assert missing([base.text("visit_title") + base.text("visit_signs_none")], text) != []


def test_with_a_list_of_its_own_it_ticks_searches_and_answers(tmp_path, visit, base):
    made = page_of(tmp_path, [markdown("# Own list"), code("import kb, widgets\nwidgets.VisitSheet(kb.load())")])
    with visit(made.as_uri(), width=390) as opened:
        page = opened.page
        page.wait_for_selector("html[data-ready]")
        page.get_by_role("searchbox").fill("spotting")
        page.get_by_role("checkbox", name=sign(base, "spotting"), exact=True).check()
        level = base.rows["levels"]["same_day"]
        answer = base.text("visit_level").format(**level)
        expect(page.get_by_role("group", name=base.text("visit_signs"))).to_contain_text(answer)
        expect(the_page(opened)).to_contain_text(base.text("visit_call_first"))
        expect(page.locator(".wk-host > [role=status]")).to_have_text(base.text("announce").format(**level))
        assert page.evaluate(WIDER) <= 0
        assert opened.errors == []
