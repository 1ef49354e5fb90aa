"""The habit plan in the browser: moments to walk through, three habits at most, a week that prints on one page."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from access import complaints, page_texts
from handout_pages import SETTLED, alive, letters, looks, missing, mostly
from playwright.sync_api import expect

import kb
import widgets
from widgets.habit_plan import LONGEST_NOTE, MOST_PICKED, plan_habits

pytestmark = pytest.mark.browser

NAMES = {"day": "09_lifestyle", "sleep": "10_sleep"}
TRAITS = ("knowledge", "habits", "plan", "picked", "notes", "done")
STEPS = 300
SET_UP = """async (state) => {
  const plan = { ...(await import("/habit_choosing.js")), ...(await import("/habit_plan.js")) };
  const model = { state: { ...state }, heard: [], get(name) { return this.state[name]; }, save_changes() {},
    on(names, listener) { this.heard.push([names, listener]); },
    off(names, listener) { this.heard = this.heard.filter((one) => one[1] !== listener); },
    set(values) {
      Object.assign(this.state, values);
      for (const [, run] of this.heard) run();
    } };
  const views = [0, 1].map(() => document.body.appendChild(document.createElement("main")));
  const stops = views.map((el) => plan.default.render({ model, el }));
  Object.assign(window, { plan, model, views, stops });
}"""
ASK = "(asked) => asked.map(([name, ...values]) => plan[name](...values))"
SMALL = """() => [...document.querySelectorAll(
  ".wk-hp :is(button:not([popovertarget]), summary, .wk-tick label, .wk-hp__day, textarea)")]
  .filter((node) => node.checkVisibility() && Math.min(node.offsetHeight, node.offsetWidth) < 44)
  .map((node) => `${node.className} ${node.textContent} ${node.offsetWidth} x ${node.offsetHeight}`)"""
WIDER = "() => document.documentElement.scrollWidth - window.innerWidth"


@pytest.fixture(scope="module")
def page_of_files(base: kb.KnowledgeBase, real_files: Callable[..., Any]) -> Iterator[Any]:
    """A page that does not exist, with the real files taken from the folder and two views of one plan."""

    plan = widgets.HabitPlan(base)
    with real_files() as page:
        page.evaluate(SET_UP, {name: getattr(plan, name) for name in TRAITS})
        yield page


@pytest.fixture
def opened(visit, handouts):
    with alive(visit, handouts, NAMES["day"]) as found:
        yield found
        assert found.errors == []


def text_of(base: kb.KnowledgeBase, habit: str) -> str:
    return str(base.rows["habits"][habit]["text"])


def jump(page: Any, base: kb.KnowledgeBase, moment: str) -> None:
    page.locator(".wk-hp__step", has_text=base.text(f"habit_moment_{moment}")).click()


def box(page: Any, base: kb.KnowledgeBase, habit: str) -> Any:
    """The box to pick a habit, with its moment open."""
    jump(page, base, base.rows["habits"][habit]["moment"])
    return page.get_by_role("checkbox", name=f"{base.text('habit_pick')}: {text_of(base, habit)}", exact=True)


def week(page: Any, base: kb.KnowledgeBase) -> Any:
    return page.get_by_role("group", name=base.text("habit_week"), exact=True)


def planned(page: Any) -> list[str]:
    return page.locator(".wk-hp__list h4").all_inner_texts()


def when(page: Any, base: kb.KnowledgeBase, habit: str) -> Any:
    return page.get_by_role("textbox", name=f"{base.text('habit_when')}: {text_of(base, habit)}", exact=True)


def day(page: Any, base: kb.KnowledgeBase, habit: str, number: int) -> Any:
    days = page.get_by_role("group", name=base.text("habit_days_of").format(habit=text_of(base, habit)), exact=True)
    return days.get_by_role("checkbox", name=base.text(f"habit_day_long_{number}"), exact=True)


def button(page: Any, base: kb.KnowledgeBase, word: str) -> Any:
    return page.get_by_role("button", name=base.text(word), exact=True)


def test_the_browser_allows_what_python_allows(base, page_of_files):
    chance = random.Random(912)
    plan = widgets.HabitPlan(base)
    ids = plan.habits["id"][:6]
    asked, expected = [], []
    for _ in range(STEPS):
        name, on, number = chance.choice(ids), chance.random() < 0.6, chance.randint(1, 7)
        asked.append(["pick", list(plan.picked), name, on, MOST_PICKED])
        wanted = [other for other in plan.picked if other != name] + [name] * on
        try:
            plan.picked = wanted
            expected.append(wanted)
        except ValueError:
            expected.append(None)
        asked.append(["tickDay", dict(plan.done), name, number, on])
        days = {*plan.done.get(name, ()), number} if on else {*plan.done.get(name, ())} - {number}
        plan.done = {**plan.done, name: days}
        expected.append(dict(plan.done))
        note = "🤰" * chance.randint(0, LONGEST_NOTE + 2) if on else ""
        asked.append(["write", dict(plan.notes), name, note, LONGEST_NOTE])
        plan.notes = {**plan.notes, name: note[:LONGEST_NOTE]}
        expected.append(dict(plan.notes))
    assert page_of_files.evaluate(ASK, asked) == expected
    assert expected.count(None) > 20


def test_several_views_stay_in_step_and_leave_nothing_behind(base, page_of_files):
    page = page_of_files
    one, other = (page.locator("main").nth(place) for place in (0, 1))
    page.evaluate("() => model.set({ picked: ['day_stool'], notes: { day_stool: 'at the sink' }, done: {} })")
    for view in (one, other):
        assert planned(view) == [text_of(base, "day_stool")]
        expect(when(view, base, "day_stool")).to_have_value("at the sink")
    when(one, base, "day_stool").fill("<b>in the queue</b> 🤰")
    expect(when(other, base, "day_stool")).to_have_value("<b>in the queue</b> 🤰")
    assert other.locator("b").count() == 0
    day(other, base, "day_stool", 2).check()
    expect(day(one, base, "day_stool", 2)).to_be_checked()
    box(other, base, "day_shoes").check()
    assert planned(one) == [text_of(base, "day_stool"), text_of(base, "day_shoes")]
    expect(box(one, base, "day_shoes")).to_be_checked()
    assert page.evaluate("() => model.heard.length") == 2
    page.evaluate("() => stops.forEach((stop) => stop())")
    assert page.evaluate("() => model.heard.length") == 0


@pytest.mark.parametrize("name", NAMES.values())
def test_the_pages_are_small(handouts, name):
    size = (handouts / f"{name}.html").stat().st_size
    print(f"{name}: {size:,} bytes")  # noqa: T201  shown with -rP
    assert size <= 150_000


def test_the_moments_are_walked_through_by_keyboard_and_jumped_to_by_mouse(opened, base):
    page = opened.page
    moments = list(widgets.HabitPlan(base).knowledge["moments"].values())
    heading = page.locator(".wk-hp__panel h3")
    expect(button(page, base, "habit_back")).to_be_hidden()
    for number, moment in enumerate(moments, 1):
        expect(heading).to_have_text(base.text("habit_step").format(number=number, total=len(moments), moment=moment))
        assert page.locator(".wk-hp__step[aria-current=step]").inner_text().endswith(moment)
        shown = page.locator(".wk-hp__cards:not([hidden]) h4").all_inner_texts()
        own = [row["text"] for row in plan_habits(base, "day") if base.text(f"habit_moment_{row['moment']}") == moment]
        assert shown == own
        if number < len(moments):
            button(page, base, "habit_next").focus()
            page.keyboard.press("Enter")
            expect(heading).to_be_focused()
    button(page, base, "habit_to_week").press("Enter")
    expect(week(page, base).locator("h3")).to_be_focused()
    button(page, base, "habit_back").click()
    expect(heading).to_contain_text(moments[-2])
    jump(page, base, "get_up")
    expect(heading).to_contain_text(moments[0])


def test_a_fourth_habit_is_refused_in_kind_words_and_the_picks_stay(opened, base):
    page = opened.page
    three = ["day_stool", "day_sit_support", "day_lift_legs"]
    expect(week(page, base)).to_contain_text(base.text("habit_week_empty"))
    for habit in three:
        box(page, base, habit).check()
    assert planned(page) == [text_of(base, habit) for habit in three]
    fourth = box(page, base, "day_note")
    fourth.focus()
    page.keyboard.press("Space")
    expect(fourth).not_to_be_checked()
    expect(fourth).to_have_accessible_description(base.text("habit_full"))
    page.wait_for_timeout(SETTLED)
    assert base.text("habit_full") in page.locator(".wk-host > [role=status]").all_inner_texts()
    assert planned(page) == [text_of(base, habit) for habit in three]
    page.get_by_role("button", name=f"{base.text('habit_remove')}: {text_of(base, 'day_stool')}").click()
    expect(week(page, base).locator("h3")).to_be_focused()
    expect(page.get_by_text(base.text("habit_full"))).to_have_count(1)  # the polite word; the one at the box is gone
    fourth.check()
    assert planned(page) == [text_of(base, habit) for habit in (*three[1:], "day_note")]
    expect(page.locator(".wk-hp__step", has_text=base.text("habit_moment_work"))).to_contain_text("1")


def test_a_habit_taken_out_by_mistake_comes_back_with_its_words_and_ticks(opened, base):
    page = opened.page
    box(page, base, "day_stool").check()
    when(page, base, "day_stool").fill("while I wash up")
    day(page, base, "day_stool", 1).check()
    day(page, base, "day_stool", 7).check()
    box(page, base, "day_stool").uncheck()
    assert planned(page) == []
    expect(page.locator(".is-touched")).to_have_count(0)
    box(page, base, "day_stool").check()
    expect(when(page, base, "day_stool")).to_have_value("while I wash up")
    expect(day(page, base, "day_stool", 7)).to_be_checked()
    button(page, base, "habit_clear").click()
    expect(day(page, base, "day_stool", 7)).not_to_be_checked()
    expect(when(page, base, "day_stool")).to_have_value("while I wash up")


def test_words_end_where_the_paper_ends(opened, base):
    page = opened.page
    box(page, base, "day_stool").check()
    when(page, base, "day_stool").press_sequentially("word " * (LONGEST_NOTE // 5 + 2))
    assert len(when(page, base, "day_stool").input_value()) == LONGEST_NOTE


def test_the_drawings_are_told_in_words_and_what_a_habit_rests_on_opens(visit, handouts, base):
    with alive(visit, handouts, NAMES["sleep"]) as opened:
        page = opened.page
        jump(page, base, "in_bed")
        rows = [row for row in plan_habits(base, "sleep") if row["moment"] == "in_bed"]
        for row in rows:
            expect(page.get_by_role("img", name=base.text(f"habit_picture_{row['picture']}"))).to_be_visible()
        card = page.locator(".wk-hp__cards:not([hidden]) > li", has_text=rows[0]["text"])
        card.locator("summary").click()
        told = [base.rows["claims"][claim]["nuance"] for claim in rows[0]["claim_ids"]]
        told += [base.rows["sources"][source]["title"] for source in rows[0]["source_ids"]]
        assert missing(told, card.inner_text()) == []
        assert opened.errors == []


@looks
@pytest.mark.parametrize("plan", mostly(["day", "sleep"], ["day"]))
def test_axe_finds_nothing(visit, handouts, plan, how):
    with alive(visit, handouts, NAMES[plan], **how) as opened:
        page = opened.page
        page.locator(".wk-hp__step").nth(2).click()
        for place in range(3):
            page.locator(".wk-hp__cards:not([hidden]) input").nth(place).check()
        page.locator(".wk-hp__step").nth(1).click()
        page.locator(".wk-hp__cards:not([hidden]) input").first.click()
        page.locator(".wk-hp__day input").first.check()
        page.evaluate("() => document.querySelectorAll('details').forEach((part) => (part.open = true))")
        assert complaints(page) == []
        assert page.evaluate(WIDER) <= 0
        assert page.evaluate(SMALL) == []


def printed(page: Any, paper: str = "A4") -> list[str]:
    return page_texts(page.pdf(format=paper))


@pytest.mark.parametrize(("plan", "name"), NAMES.items())
def test_untouched_all_habits_and_an_empty_week_are_printed(visit, handouts, base, plan, name):
    with alive(visit, handouts, name) as opened:
        text = "".join(printed(opened.page))
    rows = plan_habits(base, plan)
    told = [row[column] for row in rows for column in ("text", "how", "caution")]
    assert missing([*told, base.text("habit_paper_week")], text) == []
    assert letters(base.text("habit_week_lead")) not in letters(text)


def test_the_plan_is_printed_on_one_page_with_its_words_and_without_the_other_habits(opened, base):
    page = opened.page
    three = ["day_note", "day_ask_work", "day_lift_legs"]
    for habit in three:
        box(page, base, habit).check()
        when(page, base, habit).fill(f"{habit} after lunch, {'when the room is quiet ' * 9}"[:LONGEST_NOTE])
        day(page, base, habit, 3).check()
    pages = printed(page)
    letter = printed(page, "Letter")
    rows = [base.rows["habits"][habit] for habit in three]
    told = [row[column] for row in rows for column in ("text", "how", "caution")]
    told += [when(page, base, habit).input_value() for habit in three] + [base.text("habit_week")]
    for paper in (pages, letter):
        assert any(missing(told, text) == [] for text in paper)
    whole = letters("".join(pages))
    assert letters(base.text("habit_guard")) in whole
    others = [row["text"] for row in plan_habits(base, "day") if row["id"] not in three]
    assert [text for text in others if letters(text) in whole] == []
    assert letters(base.text("habit_remove")) not in whole
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": 1000})
    assert page.evaluate(WIDER) <= 0


@pytest.mark.parametrize("name", NAMES.values())
def test_without_scripts_habits_can_be_ticked(visit, handouts, base, name):
    with visit((handouts / f"{name}.html").as_uri(), scripts=False, width=390) as opened:
        plan = next(plan for plan, notebook in NAMES.items() if notebook == name)
        for row in plan_habits(base, plan):
            opened.page.get_by_role("checkbox", name=row["text"], exact=True).check()
        assert opened.page.evaluate(WIDER) <= 0
