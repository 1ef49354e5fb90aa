"""The breathing pacer in the browser: where a breath stands at a moment, and that it starts and stops when told."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest
from access import complaints, printed
from handout_pages import alive, letters, looks, missing
from playwright.sync_api import expect

import kb
import widgets
from widgets.breathing_pacer import counts

pytestmark = pytest.mark.browser

NAME = "06_stress"
WIDER = "() => document.documentElement.scrollWidth - window.innerWidth"
SMALL = """() => [...document.querySelectorAll(".ho-live .wk-bp :is(button:not([popovertarget]), select, input)")]
  .filter((node) => node.checkVisibility() && Math.min(node.offsetHeight, node.offsetWidth) < 44)
  .map((node) => node.textContent)"""
WIDTH = "() => document.querySelector('.wk-bp__rings span:last-child').getBoundingClientRect().width"
SPOKEN = ".wk-host > [role=status]"
MODEL = """async (state) => {
  const [view, pure] = [await import("/breathing_pacer.js"), await import("/breathing_moment.js")];
  const heard = [];
  const model = { state, get: (name) => state[name], save_changes() {}, heard,
    on: (names, run) => heard.push([names, run]),
    off: (names, run) => heard.splice(heard.findIndex((one) => one[1] === run), 1),
    set(values) {
      Object.assign(state, values);
      const changed = Object.keys(values).map((key) => `change:${key}`);
      for (const [names, run] of heard) if (names.split(" ").some((name) => changed.includes(name))) run();
    } };
  const show = () => {
    const el = document.body.appendChild(document.createElement("div"));
    return { el, end: view.default.render({ model, el }) };
  };
  Object.assign(window, { model, pure, show });
}"""


def state(base: kb.KnowledgeBase, **settings: Any) -> dict[str, Any]:
    pacer = widgets.BreathingPacer(base, **settings)
    names = ("knowledge", "breaths_per_minute", "own_rhythm", "in_seconds", "out_seconds", "minutes")
    return {name: getattr(pacer, name) for name in names}


@pytest.fixture
def page_of_files(base: kb.KnowledgeBase, real_files: Callable[..., Any]) -> Iterator[Any]:
    """A blank page of an origin that does not exist, with the real files taken from the folder."""

    with real_files() as page:
        page.evaluate(MODEL, state(base))
        yield page


def moment(page: Any, elapsed: float, **settings: Any) -> dict[str, Any]:
    usual = {"own_rhythm": False, "breaths_per_minute": 6, "in_seconds": 5, "out_seconds": 5, "minutes": 2}
    return dict(page.evaluate("([settings, elapsed]) => pure.moment(settings, elapsed)", [usual | settings, elapsed]))


@pytest.mark.parametrize(("elapsed", "phase", "count", "left"), [
    (0, "in", 1, 120), (0.999, "in", 1, 120), (1, "in", 2, 119), (4.9, "in", 5, 116), (5, "out", 1, 115),
    (9.99, "out", 5, 111), (10, "in", 1, 110), (119.99, "out", 5, 1), (120, "done", 0, 0), (9999, "done", 0, 0),
    (-3, "in", 1, 120),
])  # fmt: skip
def test_phase_and_count_at_a_moment(page_of_files, elapsed, phase, count, left):
    now = moment(page_of_files, elapsed)
    assert (now["phase"], now["count"], now["left"]) == (phase, count, left)


def test_the_rings_grow_while_breathing_in_and_shrink_while_breathing_out(page_of_files):
    sizes = [moment(page_of_files, second / 2)["size"] for second in range(21)]
    assert sizes[0] == pytest.approx(0)
    assert sizes[10] == pytest.approx(1)
    assert sizes[:11] == sorted(sizes[:11])
    assert sizes[10:] == sorted(sizes[10:], reverse=True)


def test_every_rhythm_counts_evenly_and_ends_after_a_whole_breath(page_of_files, base):
    own = [{"own_rhythm": True, "in_seconds": a, "out_seconds": b} for a, b in product((2, 3.3, 7.5, 10), repeat=2)]
    paces = [{"breaths_per_minute": breaths} for breaths in range(4, 9)]
    for settings, minutes in product([*paces, *own], (1, 2, 5)):
        pacer = widgets.BreathingPacer(base, **settings, minutes=minutes)
        breathe_in, breathe_out = pacer.rhythm
        breath = breathe_in + breathe_out
        told = state(base, **settings, minutes=minutes) | {"knowledge": None}
        end, all_counts = page_of_files.evaluate("""(settings) => {
            const end = pure.length(settings);
            const seen = [...Array(2000).keys()].map((step) => pure.moment(settings, (step / 2000) * end));
            return [end, [...new Set(seen.map(({ phase, count, of }) => `${phase} ${count} ${of}`))]];
        }""", told)  # fmt: skip
        assert minutes * 60 - 1e-6 <= end < minutes * 60 + breath - 1e-4
        assert math.isclose(end / breath, round(end / breath), abs_tol=1e-6)
        sides = [("in", counts(breathe_in)), ("out", counts(breathe_out))]
        assert set(all_counts) == {f"{phase} {count} {of}" for phase, of in sides for count in range(1, of + 1)}
        assert page_of_files.evaluate("(settings) => pure.rhythm(settings)", told) == pytest.approx(
            [breathe_in, breathe_out]
        )


@pytest.mark.parametrize(("text", "number"), [
    ("4", 4), (" 5.5 ", 5.5), ("5,5", 5.5), ("10", 10), ("2", 2), ("1.9", None), ("10.1", None), ("", None),
    ("four", None), ("-4", None), ("4 5", None), ("1e1", None), ("Infinity", None), ("4.123", None),
])  # fmt: skip
def test_seconds_as_people_write_them(page_of_files, text, number):
    assert page_of_files.evaluate("(text) => pure.seconds(text, [2, 10])", text) == number


def test_it_stops_when_it_is_removed(page_of_files):
    frames = """async (cleaned) => {
        let asked = 0;
        const real = window.requestAnimationFrame;
        window.requestAnimationFrame = (run) => { asked += 1; return real(run); };
        const { el, end } = show();
        const idle = asked;
        el.querySelector("button").click();
        await new Promise((done) => setTimeout(done, 120));
        const run = asked;
        if (cleaned) end();
        el.remove();
        await new Promise((done) => setTimeout(done, 60));
        const after = asked;
        await new Promise((done) => setTimeout(done, 120));
        window.requestAnimationFrame = real;
        return { idle, ran: run > 1, later: asked - after, listening: model.heard.length };
    }"""
    assert page_of_files.evaluate(frames, True) == {"idle": 0, "ran": True, "later": 0, "listening": 0}
    assert page_of_files.evaluate(frames, False) == {"idle": 0, "ran": True, "later": 0, "listening": 1}


def test_two_views_share_the_settings_and_only_the_started_one_runs(page_of_files, base):
    page = page_of_files
    page.evaluate("() => { show(); show(); }")
    first, second = page.locator(".wk-bp").all()
    first.get_by_label(base.text("breathe_pace")).select_option("own")
    first.get_by_label(base.text("breathe_out_seconds")).fill("7,5")
    expect(second.get_by_label(base.text("breathe_out_seconds"))).to_have_value("7.5")
    assert page.evaluate("() => [model.state.own_rhythm, model.state.out_seconds]") == [True, 7.5]
    first.get_by_role("button").click()
    expect(first.get_by_role("button")).to_have_text(base.text("breathe_stop"))
    expect(second.get_by_role("button")).to_have_text(base.text("breathe_start"))
    page.evaluate("() => model.set({ out_seconds: 3 })")
    expect(first.get_by_label(base.text("breathe_out_seconds"))).to_have_value("3")


@pytest.fixture
def opened(visit, handouts):
    with alive(visit, handouts, NAME) as found:
        yield found
        assert found.errors == []


def button(page: Any) -> Any:
    return page.locator(".wk-bp__go")


def test_the_page_is_small(handouts):
    assert (handouts / f"{NAME}.html").stat().st_size <= 150_000


def test_a_whole_minute_by_the_clock(visit, handouts, base):
    """Nothing moves before Start; then word and count follow the clock; at the end it stops by itself."""
    with visit("about:blank", alone=True) as opened:
        page = opened.page
        page.clock.install(time=0)
        page.goto((handouts / f"{NAME}.html").as_uri())
        page.wait_for_selector("html[data-ready]", state="attached")
        word, count = page.locator(".wk-bp__word"), page.locator(".wk-bp__count")
        page.clock.pause_at(20_000)
        expect(word).to_have_text(base.text("breathe_ready"))
        expect(page.locator(SPOKEN)).to_have_text("")
        page.locator(".ho-live").get_by_label(base.text("breathe_length")).select_option("1")
        page.locator(".ho-live").get_by_label(base.text("breathe_pace")).select_option("5")
        button(page).click()
        seen = []
        for second in range(12):
            page.clock.run_for(500 if second == 0 else 1000)
            seen.append((word.inner_text(), count.inner_text()))
        each = [base.text("breathe_count").format(count=number, of=6) for number in range(1, 7)]
        assert seen == [(base.text("breathe_in"), one) for one in each] + [
            (base.text("breathe_out"), one) for one in each
        ]
        expect(page.locator(SPOKEN)).to_contain_text("Started")
        page.clock.run_for(47_000)
        expect(word).to_have_text(base.text("breathe_out"))
        page.clock.run_for(2_000)
        expect(word).to_have_text(base.text("breathe_done"))
        expect(page.locator(SPOKEN)).to_have_text(base.text("breathe_said_done"))
        expect(button(page)).to_have_text(base.text("breathe_start"))
        assert opened.errors == []


def test_only_start_and_stop_are_announced_and_the_keys_do_both(opened, base):
    page = opened.page
    page.evaluate("""() => { window.said = []; const node = document.querySelector(".wk-host > [role=status]");
        new MutationObserver(() => window.said.push(node.textContent)).observe(node, { childList: true }); }""")
    button(page).focus()
    page.keyboard.press("Enter")
    expect(button(page)).to_have_text(base.text("breathe_stop"))
    expect(page.locator(".wk-bp__set select").first).to_be_disabled()
    first = base.text("breathe_count").format(count=1, of=5)
    expect(page.locator(".wk-bp__count")).to_have_text(first)
    expect(page.locator(".wk-bp__count")).not_to_have_text(first)
    page.keyboard.press("Space")
    expect(button(page)).to_have_text(base.text("breathe_start"))
    expect(button(page)).to_be_focused()
    expect(page.locator(SPOKEN)).to_have_text(base.text("breathe_said_stop"))
    started = base.text("breathe_said_start").format(
        rhythm=base.text("breathe_rhythm").format(breath_in=5, breath_out=5),
        length=base.text("breathe_minutes").format(count=2),
    )
    assert page.evaluate("window.said") == [started, base.text("breathe_said_stop")]
    live = page.locator(".ho-live .wk-bp [aria-live], .ho-live .wk-bp [role=status], .ho-live .wk-bp [role=alert]")
    assert live.count() == 0


def test_a_bad_number_stays_with_a_word_about_it_and_nothing_starts(opened, base):
    page = opened.page
    live = page.locator(".ho-live")
    live.get_by_label(base.text("breathe_pace")).select_option("own")
    field = live.get_by_label(base.text("breathe_in_seconds"))
    field.fill("twelve")
    button(page).click()
    expect(field).to_have_value("twelve")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    message = base.text("breathe_bad_seconds").format(least=2, most=10)
    described = field.get_attribute("aria-describedby").split()
    assert message in " ".join(page.locator(f"#{one}").inner_text() for one in described)
    expect(button(page)).to_have_text(base.text("breathe_start"))
    field.fill("4.5")
    expect(live.locator(".wk-bp__no").first).to_have_text("")
    button(page).click()
    expect(button(page)).to_have_text(base.text("breathe_stop"))
    expect(page.locator(".wk-bp__card li").nth(1)).to_have_text(base.text("breathe_step_in").format(count=5))


def test_with_less_motion_there_are_words_and_counts_only(visit, handouts, base):
    with alive(visit, handouts, NAME, reduced_motion="reduce") as opened:
        page = opened.page
        button(page).click()
        expect(page.locator(".wk-bp__rings")).to_be_hidden()
        expect(page.locator(".wk-bp__word")).to_have_text(base.text("breathe_in"))
        expect(page.locator(".wk-bp__count")).to_have_text(re.compile("[1-5] of 5"))
    with alive(visit, handouts, NAME) as opened:
        expect(opened.page.locator(".wk-bp__rings > span")).to_have_count(12)
        before = opened.page.evaluate(WIDTH)
        button(opened.page).click()
        opened.page.wait_for_function(f"(before) => ({WIDTH})() > before * 1.1", arg=before)


@looks
def test_axe_finds_nothing(visit, handouts, base, how):
    with alive(visit, handouts, NAME, **how) as opened:
        page = opened.page
        live = page.locator(".ho-live")
        live.get_by_label(base.text("breathe_pace")).select_option("own")
        live.get_by_label(base.text("breathe_in_seconds")).fill("1")
        button(page).click()
        found = complaints(page)
        live.get_by_label(base.text("breathe_pace")).select_option("6")
        button(page).click()
        found += complaints(page)
        assert found == []
        assert page.evaluate(WIDER) <= 0
        assert page.evaluate(SMALL) == []


def test_untouched_the_card_is_printed_and_else_the_own_pace(opened, base):
    page = opened.page
    text = printed(page)
    safety = [base.text("breathe_dizzy"), base.text("breathe_call")]
    assert missing([base.text("breathe_paper_caption"), base.text("breathe_own"), *safety], text) == []
    page.locator(".ho-live").get_by_label(base.text("breathe_pace")).select_option("4")
    text = printed(page)
    rhythm = base.text("breathe_rhythm").format(breath_in=7.5, breath_out=7.5)
    assert missing([rhythm, base.text("breathe_step_in").format(count=8), *safety], text) == []
    assert letters(base.text("breathe_paper_caption")) not in letters(text)
    assert letters(base.text("breathe_ready")) not in letters(text)
