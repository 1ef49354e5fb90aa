"""Week by week in the browser: every week is told and drawn as the tables say, by mouse, by keyboard and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from access import complaints, printed
from handout_pages import SETTLED, alive, letters, looks, missing
from playwright.sync_api import expect

import kb
from widgets import WeekByWeek
from widgets.week_drawing import MARKS, PLACES

pytestmark = pytest.mark.browser

NAME = "01_understanding"
WEEK = ".ho-live .wk-week"
WIDER = "() => document.documentElement.scrollWidth - window.innerWidth"
SMALL = """() => [...document.querySelectorAll(".wk-week :is(button:not([popovertarget]), summary, input)")]
  .filter((node) => Math.min(node.offsetHeight, node.offsetWidth) < 44).map((node) => node.textContent)"""
EVERY = """(weeks) => {
  const root = document.querySelector(".ho-live .wk-week");
  const field = root.querySelector("input");
  const bound = (name) => root.querySelector(`.wk-week__${name}`).getBBox();
  return weeks.map((week) => {
    field.value = String(week);
    field.dispatchEvent(new Event("input"));
    const [womb, front] = [bound("womb"), bound("front")];
    return { text: root.textContent, valuetext: field.getAttribute("aria-valuetext"),
      top: womb.y, foot: womb.y + womb.height, right: womb.x + womb.width, belly: front.x + front.width,
      label: root.querySelector("svg").getAttribute("aria-label") };
  });
}"""


@pytest.fixture
def opened(visit: Any, handouts: Path) -> Iterator[Any]:
    with alive(visit, handouts, NAME) as found:
        yield found
        assert found.errors == []


def slider(page: Any, base: kb.KnowledgeBase) -> Any:
    return page.get_by_role("slider", name=base.text("week_slider"))


def button(page: Any, base: kb.KnowledgeBase, name: str) -> Any:
    return page.get_by_role("button", name=base.text(f"week_{name}"))


def title(page: Any) -> Any:
    return page.locator(f"{WEEK} h3")


def note_of(base: kb.KnowledgeBase, week: int) -> dict[str, Any]:
    return next(dict(n) for n in base.rows["week_notes"].values() if n["from_week"] <= week <= n["to_week"])


def test_the_page_is_small_and_soon_alive(opened, handouts):
    assert (handouts / f"{NAME}.html").stat().st_size <= 150_000
    assert opened.page.locator(WEEK).count() == 1


def test_every_week_is_told_and_drawn_as_the_tables_say(opened, base):
    weeks = WeekByWeek(base).weeks["week"]
    shown = dict(zip(weeks, opened.page.evaluate(EVERY, weeks), strict=True))
    for week in weeks:
        row, note, seen = base.rows["weeks"][f"week_{week}"], note_of(base, week), shown[week]
        told = [row["uterus"], row["relaxin"], note["changes"], *note["often_said"], *note["figures_say"]]
        for name in ("plasma", "back_pain"):
            pct, low, high = (row[f"{name}_{part}"] for part in ("pct", "low_pct", "high_pct"))
            form = base.text(f"week_{name}" if pct is not None else "week_none")
            told.append(form if pct is None else form.format(pct=f"{pct:g}", low=f"{low:g}", high=f"{high:g}"))
        told += [base.rows["sources"][source]["title"] for source in (*row["source_ids"], *note["source_ids"])]
        told += [", ".join(note["claim_ids"]), base.text("week_always"), base.text("call_anyway")]
        assert [words for words in told if words not in seen["text"]] == [], week
        assert seen["valuetext"] == base.text("week_value").format(week=week)
        assert seen["label"] == base.text("week_drawing").format(week=week, uterus=row["uterus"])


def test_the_drawn_womb_grows_inside_the_body_to_the_named_places(opened, base):
    weeks = WeekByWeek(base).weeks["week"]
    shown = dict(zip(weeks, opened.page.evaluate(EVERY, weeks), strict=True))
    for row in base.rows["weeks"].values():
        if row["landmark"] != "none":
            assert shown[row["week"]]["top"] == pytest.approx(PLACES[row["landmark"]][1], abs=1)
    for week in weeks:
        box = shown[week]
        assert box["foot"] == pytest.approx(shown[4]["foot"], abs=1)
        assert box["right"] < box["belly"], f"week {week}: the womb leaves the body"
    assert shown[12]["top"] == pytest.approx(MARKS["pubic_bone"][1], abs=6)
    assert shown[20]["top"] == pytest.approx(MARKS["navel"][1], abs=6)


def test_the_buttons_go_one_week_and_stop_at_the_ends(opened, base):
    page = opened.page
    expect(title(page)).to_have_text(base.text("week_value").format(week=12))
    button(page, base, "forward").click()
    expect(title(page)).to_have_text(base.text("week_value").format(week=13))
    button(page, base, "back").click(click_count=2)
    expect(slider(page, base)).to_have_value("11")
    slider(page, base).fill("40")
    forward = button(page, base, "forward")
    expect(forward).to_have_attribute("aria-disabled", "true")
    forward.focus()
    page.keyboard.press("Enter")
    expect(slider(page, base)).to_have_value("40")
    expect(forward).to_be_focused()
    slider(page, base).fill("4")
    expect(button(page, base, "back")).to_have_attribute("aria-disabled", "true")
    expect(forward).to_have_attribute("aria-disabled", "false")


def test_a_button_says_the_new_week_once_and_the_slider_says_its_own(opened, base):
    page = opened.page
    status = page.locator(f"{WEEK} [role=status]")
    button(page, base, "forward").click(click_count=2)
    row = base.rows["weeks"]["week_14"]
    expect(status).to_have_text(base.text("week_announce").format(week=14, uterus=row["uterus"]))
    slider(page, base).fill("30")
    page.wait_for_timeout(SETTLED)
    expect(status).to_contain_text("14")
    expect(slider(page, base)).to_have_attribute("aria-valuetext", base.text("week_value").format(week=30))


def test_the_keyboard_alone_moves_the_slider(opened, base):
    page = opened.page
    slider(page, base).focus()
    for key, week in (("ArrowRight", 13), ("ArrowLeft", 12), ("ArrowLeft", 11), ("Home", 4), ("End", 40)):
        page.keyboard.press(key)
        expect(title(page)).to_have_text(base.text("week_value").format(week=week))
        expect(slider(page, base)).to_be_focused()
    page.keyboard.press("Tab")
    expect(button(page, base, "forward")).to_be_focused()


def test_week_12_is_marked_under_its_place_on_the_slider(opened, base):
    page = opened.page
    bar, mark = slider(page, base).bounding_box(), page.locator(".wk-week__at").bounding_box()
    half = 14  # px of the handle
    place = bar["x"] + half + (12 - 4) / (40 - 4) * (bar["width"] - 2 * half)
    assert mark["x"] + mark["width"] / 2 == pytest.approx(place, abs=2)
    slider(page, base).fill("4")
    slider(page, base).click(position={"x": place - bar["x"], "y": bar["height"] / 2})
    expect(slider(page, base)).to_have_value("12")


def test_the_sources_stay_open_from_week_to_week(opened, base):
    page = opened.page
    more = page.locator(f"{WEEK} details")
    more.locator("summary").click()
    slider(page, base).fill("40")
    expect(more).to_have_attribute("open", "")
    assert more.get_by_role("link").count() == len(
        {s for s in (*base.rows["weeks"]["week_40"]["source_ids"], *note_of(base, 40)["source_ids"])
         if base.rows["sources"][s]["url"]})  # fmt: skip


@looks
def test_axe_finds_nothing(visit, handouts, base, how):
    with alive(visit, handouts, NAME, **how) as opened:
        page = opened.page
        slider(page, base).fill("40")
        page.evaluate("() => document.querySelectorAll('details').forEach((part) => (part.open = true))")
        assert complaints(page) == []
        assert page.evaluate(WIDER) <= 0
        assert page.evaluate(SMALL) == []


def test_without_scripts_all_weeks_are_there_on_a_phone(visit, handouts, base):
    with visit((handouts / f"{NAME}.html").as_uri(), scripts=False, width=390) as opened:
        table = opened.page.get_by_role("table", name=base.text("week_paper_notes"))
        expect(table).to_be_visible()
        text = opened.page.locator("body").inner_text()
    told = [note["changes"] for note in base.rows["week_notes"].values()]
    assert missing([*told, base.text("week_bands"), base.text("week_always")], text) == []


def test_untouched_all_weeks_are_printed(opened, base):
    text = printed(opened.page)
    told = [
        part for n in base.rows["week_notes"].values() for part in (n["changes"], *n["often_said"], *n["figures_say"])
    ]
    assert missing([*told, base.text("week_bands"), base.text("week_caption")], text) == []


def test_a_chosen_week_is_printed_without_the_controls(opened, base):
    page = opened.page
    slider(page, base).fill("28")
    text = printed(page)
    note = note_of(base, 28)
    wanted = [base.text("week_value").format(week=28), note["changes"], *note["figures_say"], base.text("week_always")]
    assert missing(wanted, text) == []
    for name in ("slider", "intro", "forward"):
        assert letters(base.text(f"week_{name}")) not in letters(text)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": 1000})
    assert page.evaluate(WIDER) <= 0
