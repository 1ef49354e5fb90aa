"""Cases for a room in the browser: count hands, only then our line, totals in words, all by keyboard and on paper."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from access import complaints, page_texts
from handout_pages import letters, looks, missing
from playwright.sync_api import expect
from small_notebooks import code, page_of, text

from widgets.case_votes import MOST_HANDS, most, sides

pytestmark = [pytest.mark.browser, pytest.mark.kernel]

SMALL = """() => [...document.querySelectorAll(".wk-case :is(button:not([popovertarget]), summary, input)")]
  .filter((node) => node.checkVisibility() && Math.min(node.offsetHeight, node.offsetWidth) < 44)
  .map((node) => node.outerHTML)"""
WIDER = "() => document.documentElement.scrollWidth - window.innerWidth"


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """A handout that somebody made for a room."""
    cells = code("import kb\nfrom widgets import Cases"), code("Cases(kb.load(), room=True)")
    return page_of(tmp_path_factory.mktemp("room"), [text("# Tonight\n\n## Decide together"), *cells])


@pytest.fixture
def opened(visit, file):
    with visit(file.as_uri()) as found:
        found.page.wait_for_selector("html[data-ready]")
        yield found
        assert found.errors == []
        assert [address for address in found.requests if not address.startswith(("file:", "data:", "blob:"))] == []


@pytest.fixture
def page(opened):
    return opened.page


def in_order(base) -> list[Any]:
    return sorted(base.rows["cases"].values(), key=lambda row: row["number"])


def press(page, base, name) -> None:
    page.get_by_role("button", name=base.text(f"case_{name}"), exact=True).click()


def field(page, base, level):
    words = base.text("case_room_field").format(level=base.rows["levels"][level]["word"])
    return page.get_by_role("textbox", name=words, exact=True)


def step(page, base, level, name="more_hands"):
    words = base.text(f"case_room_{name}").format(level=base.rows["levels"][level]["word"])
    return page.get_by_role("button", name=words, exact=True)


def bars(page) -> list[str]:
    return page.locator(".wk-room__part").all_inner_texts()


def said(page) -> str:
    return page.locator(".wk-case__stage").inner_text()


def test_the_browser_counts_as_python_does(base, real_files):
    levels = {key: {"rank": row["rank"]} for key, row in base.rows["levels"].items()}
    given = [dict(zip(levels, counts, strict=True)) for counts in itertools.product((0, 1, 3), repeat=4)]
    asked = list(itertools.product(given, levels))
    with real_files() as page:
        found = page.evaluate(
            """async ([levels, asked]) => {
              const { most, sides } = await import("/case_votes.js");
              return asked.map(([counts, ours]) => most(sides(levels, counts, ours)));
            }""",
            [levels, asked],
        )
        read = page.evaluate(
            """async (texts) => {
              const { readCount } = await import("/case_votes.js");
              return texts.map((text) => readCount(text, 200));
            }""",
            ["", " 7 ", "0", "200", "201", "-1", "2.5", "two", "1e2", "٣"],
        )
    assert found == [most(sides(base, counts, ours)) for counts, ours in asked]
    assert read == [0, 7, 0, 200, None, None, None, None, None, None]


def test_hands_are_counted_and_only_then_our_line_is_told(page, base):
    first = in_order(base)[0]
    assert first["why"] not in said(page)
    assert page.locator(".wk-card").count() == 0
    for _ in range(3):
        step(page, base, "same_day").click()
    step(page, base, "same_day", "fewer").click()
    field(page, base, "self_care").fill("6")
    expect(field(page, base, "same_day")).to_have_value("2")
    assert bars(page) == ["0 of 8", "2 of 8", "0 of 8", "6 of 8"]
    width = page.locator(".wk-room__fill").last.evaluate("node => node.offsetWidth / node.parentElement.clientWidth")
    assert width == pytest.approx(0.75, abs=0.02)
    expect(page.locator(".wk-room__total")).to_have_text(base.text("case_room_total").format(total=8))
    assert first["why"] not in said(page)
    press(page, base, "room_reveal")
    heading = page.locator(".wk-case__said h4")
    expect(heading).to_be_focused()
    expect(heading).to_have_text(base.text("case_ours").format(level=base.rows["levels"][first["level"]]["word"]))
    expect(page.locator(".wk-case__stage")).to_contain_text(first["why"])
    expect(page.locator(".wk-case .wk-card__level")).to_have_text(base.rows["levels"][first["level"]]["word"])
    expect(page.locator(".wk-case__stage")).to_contain_text(base.text("sources_label"))
    assert bars(page) == ["0 of 8", "2 of 8", "0 of 8", "6 of 8"]
    press(page, base, "room_count_again")
    expect(field(page, base, "self_care")).to_have_value("6")
    assert first["why"] not in said(page)


@pytest.mark.parametrize("typed", ["201", "-1", "2.5", "many"])
def test_a_number_that_cannot_be_stays_with_words_beside_it(page, base, typed):
    field(page, base, "same_day").fill("4")
    field(page, base, "same_day").fill(typed)
    fault = page.locator(".wk-room__no").nth(1)
    expect(fault).to_have_text(base.text("case_room_bad").format(most=MOST_HANDS, count=4))
    expect(field(page, base, "same_day")).to_have_value(typed)
    assert field(page, base, "same_day").get_attribute("aria-invalid") == "true"
    assert bars(page)[1] == "4 of 4"
    press(page, base, "room_reveal")  # not yet: the field comes first
    expect(field(page, base, "same_day")).to_be_focused()
    assert page.locator(".wk-case__said").count() == 0
    field(page, base, "same_day").fill("5")
    expect(fault).to_be_empty()
    press(page, base, "room_reveal")
    expect(page.locator(".wk-case__said")).to_be_visible()


def test_counting_ends_at_the_most_and_at_none(page, base):
    step(page, base, "emergency", "fewer").click()
    expect(field(page, base, "emergency")).to_have_value("0")
    field(page, base, "emergency").fill(str(MOST_HANDS))
    step(page, base, "emergency").click()
    expect(field(page, base, "emergency")).to_have_value(str(MOST_HANDS))
    expect(page.locator(".wk-room__no").first).to_have_text(base.text("case_room_full").format(most=MOST_HANDS))
    field(page, base, "same_day").fill("x")
    press(page, base, "room_clear")
    assert [field(page, base, level).input_value() for level in base.rows["levels"]] == ["0"] * 4
    assert "".join(page.locator(".wk-room__no").all_inner_texts()) == ""


def test_where_article_and_guidance_differ_the_room_sees_both(page, base):
    press(page, base, "next")
    pair = base.rows["rules"]["belly_with_back_pain"]
    field(page, base, "self_care").fill("9")
    press(page, base, "room_reveal")
    for column in ("article_says", "guidance_says", "our_line"):
        expect(page.get_by_text(pair[column])).to_be_visible()
    expect(page.locator(".wk-case__said")).to_contain_text(base.text("case_room_less_said"))
    expect(page.locator(".wk-case__said")).to_contain_text(base.text("case_missed").format(because=pair["because"]))


def test_the_totals_tell_only_of_what_was_revealed(page, base):
    rows = in_order(base)
    plans = [({rows[0]["level"]: 5}, True), ({"emergency": 5}, True), ({"self_care": 5}, False), ({}, True)]
    for counts, revealed in plans:
        for level, count in counts.items():
            field(page, base, level).fill(str(count))
        if revealed:
            press(page, base, "room_reveal")
        press(page, base, "next")
    press(page, base, "results")
    expect(page.locator(".wk-case__stage > h3")).to_be_focused()
    words = base.text("case_room_totals_said").format(counted=2, total=len(rows), same=1, more=1, less=0, split=0)
    expect(page.locator(".wk-case__stage")).to_contain_text(words)
    expect(page.locator(".wk-case__stage")).to_contain_text(base.text("case_results_more"))
    assert page.locator(".wk-case__stage tbody td:nth-child(2)").all_inner_texts() == ["1", "1", "0", "0"]
    assert rows[2]["title"] not in said(page)
    press(page, base, "start_again")
    expect(page.locator(".wk-case__stage > h3")).to_have_text(rows[0]["title"])
    assert bars(page) == ["0 of 0"] * 4


def test_all_goes_by_keyboard(page, base):
    field(page, base, "emergency").focus()
    page.keyboard.type("3")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # one more
    assert bars(page)[0] == "4 of 4"
    expect(page.locator(".wk-room [role=status]")).to_contain_text(base.text("case_room_total").format(total=4))
    for _ in range(10):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name=base.text("case_room_reveal"))).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".wk-case__said h4")).to_be_focused()


@looks
def test_axe_finds_nothing(visit, file, base, how):
    with visit(file.as_uri(), **how) as opened:
        page = opened.page
        page.wait_for_selector("html[data-ready]")
        field(page, base, "same_day").fill("999")
        field(page, base, "self_care").fill("6")
        for name in ("", "room_reveal", "results"):
            if name == "room_reveal":
                field(page, base, "same_day").fill("9")
            if name:
                press(page, base, name)
            assert page.evaluate(WIDER) <= 0
            assert page.evaluate(SMALL) == []
            assert complaints(page, ".wk-room") == []


def printed(page) -> str:
    return letters("".join(page_texts(page.pdf(format="A4"))))


def test_paper_is_a_sheet_to_count_on_and_later_what_was_counted(page, base):
    rows = in_order(base)
    levels = [level["word"] for level in base.rows["levels"].values()]
    blank = printed(page)
    assert missing([base.text("case_room_tally"), *levels, *(row["story"] for row in rows)], blank) == []
    assert blank.index(letters(rows[-1]["story"])) < blank.index(letters(rows[0]["why"]))
    field(page, base, "same_day").fill("137")
    press(page, base, "room_reveal")
    counted = printed(page)
    assert missing(["137", rows[0]["why"], rows[1]["story"]], counted) == []
    assert letters(rows[1]["why"]) not in counted
