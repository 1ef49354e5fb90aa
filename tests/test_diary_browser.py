"""The diary in the browser: signs are answered at once, nothing typed is lost, no page for others holds an entry."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from access import complaints, page_texts
from diary_pages import ROOM, SET_UP, diary_page
from handout_pages import alive, deep, letters
from playwright.sync_api import expect
from small_notebooks import state_of

import kb
from widgets import Diary, SymptomSelector, VisitSheet
from widgets.diary_entries import OLDEST, time_fault
from widgets.diary_words import ASKED, ASKS_FROM, SHEET_DAYS
from widgets.store import Store

pytestmark = pytest.mark.browser

NAME = "08_prenatal_care"
MARKER = "Zugvogelnest"
WIDER = "() => document.documentElement.scrollWidth - window.innerWidth"
SMALL = """() => [...document.querySelectorAll(
  ".wk-di :is(button:not([popovertarget]), summary, .wk-tick label, .wk-input)")]
  .filter((node) => node.checkVisibility() && Math.min(node.offsetHeight, node.offsetWidth) < 44)
  .map((node) => node.outerHTML)"""
FAULTS = """async (cases) => {
  const { timeFault } = await import("/diary_deciding.js");
  return cases.map((one) => timeFault(...one));
}"""
TEXT = """async ([sheet, selector, state]) => {
  const [{ knowledgeOf, records }, { sheetText }] = await Promise.all([import("/shared.js"), import("/visit_text.js")]);
  return sheetText({ ...sheet, questions: records(sheet.questions) }, knowledgeOf({ get: () => selector }), state);
}"""
WRITTEN = ("since", "since_words", "notes", "picked", "own_questions", "week")
ERROR = ".wk-di__no"
NOT_OURS = ("html-has-lang", "page-has-heading-one", "heading-order", "region")  # of the blank page


@pytest.fixture
def opened(real_files: Callable[..., Any], base: kb.KnowledgeBase, tmp_path: Path) -> Iterator[tuple[Any, Diary]]:
    with diary_page(real_files, base, tmp_path / "mine") as found:
        yield found


@pytest.fixture
def page(opened: tuple[Any, Diary]) -> Any:
    return opened[0]


@pytest.fixture
def diary(opened: tuple[Any, Diary]) -> Diary:
    return opened[1]


def hours_ago(hours: float) -> datetime:
    return datetime.now().astimezone() - timedelta(hours=hours)


def press(page: Any, base: kb.KnowledgeBase, name: str, **words: Any) -> None:
    page.get_by_role("button", name=base.text(f"diary_{name}").format(**words), exact=True).click()


def tick(page: Any, base: kb.KnowledgeBase, symptom: str) -> None:
    page.evaluate("() => document.querySelectorAll('.wk-group').forEach((group) => (group.open = true))")
    page.locator(".wk-vs__part").get_by_role(
        "checkbox", name=base.rows["symptoms"][symptom]["text"], exact=True
    ).check()


def note(page: Any, base: kb.KnowledgeBase) -> Any:
    return page.get_by_label(base.text("diary_note"), exact=True)


def when(page: Any, base: kb.KnowledgeBase) -> Any:
    return page.get_by_label(base.text("diary_when"), exact=True)


def strength(page: Any, base: kb.KnowledgeBase) -> Any:
    return page.get_by_label(base.text("diary_strength"), exact=True)


def answer(page: Any, base: kb.KnowledgeBase) -> Any:
    return page.get_by_role("group", name=base.text("answer_heading"))


def status(page: Any) -> Any:
    return page.locator(".wk-di__status").first


def entries(page: Any) -> Any:
    return page.locator(".wk-di__entry")


def opening(base: kb.KnowledgeBase, name: str) -> str:
    return base.text(f"diary_{name}").partition("{")[0]


def test_a_warning_sign_is_answered_before_anything_is_saved(page, base) -> None:
    page.evaluate("() => (window.kernel = 'dead')")
    tick(page, base, "heavy_bleeding")
    expect(answer(page, base)).to_contain_text(base.rows["levels"]["emergency"]["action"])
    assert [message["do"] for message in page.evaluate("sent")] == ["read"]


def test_an_entry_is_kept_and_its_answer_stays_in_view(page, diary, base) -> None:
    tick(page, base, "spotting")
    strength(page, base).select_option("4")
    note(page, base).fill("after the walk")
    press(page, base, "save")
    expect(entries(page)).to_have_count(1)
    expect(status(page)).to_contain_text(base.rows["levels"]["same_day"]["action"])
    expect(note(page, base)).to_have_value("")
    expect(answer(page, base)).to_contain_text(base.text("diary_recent"))
    expect(answer(page, base)).to_contain_text(base.rows["levels"]["same_day"]["action"])
    row = diary.entries.iloc[0]
    assert (row["sign_ids"], row["strength_0_to_10"], row["note"]) == ("spotting", 4, "after the walk")
    assert abs(datetime.fromisoformat(row["when_iso8601"]) - hours_ago(0)) < timedelta(minutes=3)


@pytest.mark.parametrize("kernel", ["silent", "dead"])
def test_without_an_answer_what_was_typed_stays_also_when_the_cells_run_again(page, diary, base, kernel) -> None:
    page.clock.install()
    page.evaluate("(kernel) => (window.kernel = kernel)", kernel)
    tick(page, base, "spotting")
    note(page, base).fill("not lost")
    press(page, base, "save")
    page.clock.fast_forward(5000)
    said = [base.text(f"diary_{name}") for name in ("not_saved", "no_answer", "kept")]
    expect(status(page)).to_have_text(" ".join(said))
    expect(note(page, base)).to_have_value("not lost")
    assert diary.entries.empty
    page.evaluate("() => (window.kernel = 'alive')")
    page.evaluate("show()")
    expect(note(page, base)).to_have_value("not lost")
    expect(answer(page, base)).to_contain_text(base.rows["levels"]["same_day"]["action"])
    press(page, base, "save")
    expect(entries(page)).to_have_count(1)
    assert list(diary.entries["note"]) == ["not lost"]


def test_what_is_written_while_saving_is_not_lost(page, diary, base) -> None:
    page.evaluate("() => (window.kernel = 'silent')")
    note(page, base).fill("one")
    press(page, base, "save")
    note(page, base).fill("one and two")
    late = "(answer) => model.emit('msg:custom', answer)"
    page.evaluate(late, diary.answer(page.evaluate("sent.at(-1)")))
    expect(status(page)).to_contain_text(opening(base, "saved_part"))
    expect(note(page, base)).to_have_value("one and two")
    page.evaluate("() => (window.kernel = 'alive')")
    press(page, base, "save_change")
    expect(note(page, base)).to_have_value("")
    assert list(diary.entries["note"]) == ["one and two"]


def test_a_disk_that_refuses_is_told_and_what_was_typed_stays(page, base, tmp_path) -> None:
    (tmp_path / "mine").write_text("a file in the place of the folder", encoding="utf-8")
    note(page, base).fill("still here")
    press(page, base, "save")
    expect(status(page)).to_contain_text(opening(base, "fault_disk"))
    expect(status(page)).to_contain_text(base.text("diary_kept"))
    expect(note(page, base)).to_have_value("still here")


def test_a_time_ahead_is_refused_at_the_field_and_stays_to_be_mended(page, diary, base) -> None:
    note(page, base).fill("x")
    ahead = hours_ago(-30).strftime("%Y-%m-%dT%H:%M")
    when(page, base).fill(ahead)
    press(page, base, "save")
    expect(page.locator(ERROR)).to_have_text(base.text("diary_when_future"))
    expect(when(page, base)).to_have_value(ahead)
    expect(when(page, base)).to_be_focused()
    assert diary.entries.empty
    earlier = hours_ago(50).strftime("%Y-%m-%dT%H:%M")
    when(page, base).fill(earlier)
    press(page, base, "save")
    expect(entries(page)).to_have_count(1)
    expect(page.locator(ERROR)).to_be_empty()
    assert diary.entries["when_iso8601"].iloc[0].startswith(earlier)


def test_half_a_time_is_no_time(page, diary, base) -> None:
    note(page, base).fill("x")
    when(page, base).focus()
    page.keyboard.press("Delete")  # the month
    press(page, base, "save")
    expect(page.locator(ERROR)).to_have_text(base.text("diary_when_bad"))
    assert when(page, base).evaluate("(field) => field.validity.badInput")
    assert diary.entries.empty


def test_nothing_at_all_is_no_entry(page, diary, base) -> None:
    press(page, base, "save")
    expect(status(page)).to_have_text(base.text("diary_blank"))
    assert diary.entries.empty


def test_the_browser_refuses_the_same_times_as_python(page) -> None:
    now, day = 1_800_000_000, 86_400
    near = [0, -1, 1, 119, 120, 121, day, -day, 1 - OLDEST.days * day, -OLDEST.days * day, -1 - OLDEST.days * day]
    cases = [[(now + by) * 1000, now * 1000, OLDEST.days] for by in near]
    there = datetime.fromtimestamp(now).astimezone()
    assert page.evaluate(FAULTS, cases) == [time_fault(there + timedelta(seconds=by), there) for by in near]


def test_a_strong_pain_asks_for_signs_and_assumes_none(page, base) -> None:
    asked = page.locator(".wk-di__ask")
    strength(page, base).select_option(str(ASKS_FROM - 1))
    expect(asked).to_be_hidden()
    strength(page, base).select_option(str(ASKS_FROM))
    expect(asked).to_contain_text(base.text("diary_ask").format(number=ASKS_FROM))
    expect(asked).to_contain_text(base.text("call_anyway"))
    expect(asked.get_by_role("checkbox")).to_have_count(len(ASKED))
    expect(asked.locator("input:checked")).to_have_count(0)
    expect(answer(page, base)).to_contain_text(base.text("none_word"))
    asked.get_by_role("checkbox", name=base.rows["symptoms"]["severe_belly_pain"]["text"]).check()
    expect(answer(page, base)).to_contain_text(base.rows["levels"]["emergency"]["action"])
    strength(page, base).select_option("1")
    expect(answer(page, base)).to_contain_text(base.rows["levels"]["emergency"]["action"])


def test_signs_of_the_24_hours_before_count_where_that_is_more_urgent_and_never_lower(page, diary, base) -> None:
    diary.add(signs=["belly_ache_mild"], when=hours_ago(20))
    diary.add(signs=["fainting"], when=hours_ago(26))
    page.evaluate("show()")
    expect(entries(page)).to_have_count(2)
    expect(answer(page, base)).to_contain_text(base.text("none_word"))
    tick(page, base, "back_ache_dull")
    expect(answer(page, base)).to_contain_text(base.text("diary_together"))
    expect(answer(page, base)).to_contain_text(base.rows["rules"]["belly_with_back_pain"]["because"])
    tick(page, base, "heavy_bleeding")
    expect(answer(page, base)).not_to_contain_text(base.text("diary_together"))
    expect(answer(page, base)).to_contain_text(base.rows["levels"]["emergency"]["action"])


def test_an_entry_is_changed_and_what_was_begun_comes_back(page, diary, base) -> None:
    diary.add(signs=["fever"], note="old", when=hours_ago(5))
    before = diary.entries["when_iso8601"].iloc[0]
    page.evaluate("show()")
    note(page, base).fill("just begun")
    page.get_by_role("button", name=opening(base, "edit_label")).click()
    expect(note(page, base)).to_have_value("old")
    press(page, base, "cancel")
    expect(note(page, base)).to_have_value("just begun")
    page.get_by_role("button", name=opening(base, "edit_label")).click()
    note(page, base).fill("new")
    press(page, base, "save_change")
    expect(entries(page)).to_contain_text("new")
    expect(note(page, base)).to_have_value("just begun")
    assert diary.entries[["note", "sign_ids", "when_iso8601"]].to_numpy().tolist() == [["new", "fever", before]]


def test_one_or_all_are_deleted_with_one_click_and_come_back_with_one(page, diary, base) -> None:
    for number in range(3):
        diary.add(note=f"entry {number}", when=hours_ago(number + 1))
    page.evaluate("show()")
    page.get_by_role("button", name=opening(base, "delete_label")).nth(1).click()
    expect(entries(page)).to_have_count(2)
    expect(page.get_by_role("button", name=base.text("diary_undo"))).to_be_focused()
    note(page, base).fill("something else")  # which takes nothing of it away
    press(page, base, "undo")
    expect(entries(page)).to_have_count(3)
    press(page, base, "delete_all")
    expect(entries(page)).to_have_count(0)
    assert diary.entries.empty
    press(page, base, "undo_all")
    expect(entries(page)).to_have_count(3)
    assert list(diary.entries["note"]) == ["entry 0", "entry 1", "entry 2"]


def test_a_week_shows_gaps_as_gaps_and_turns_back(page, diary, base) -> None:
    diary.add(strength=3, when=hours_ago(0.01))
    diary.add(strength=7, signs=["spotting"], when=hours_ago(24 * 8))
    page.evaluate("show()")
    rows = page.locator(".wk-di__week tbody tr")
    expect(rows).to_have_count(7)
    expect(rows.filter(has_text=base.text("diary_week_none"))).to_have_count(6)
    expect(page.get_by_role("button", name=base.text("diary_newer_week"))).to_be_disabled()
    press(page, base, "older_week")
    expect(rows.filter(has_text=base.text("diary_strong").format(number=7))).to_contain_text(
        base.rows["symptoms"]["spotting"]["text"]
    )
    press(page, base, "newer_week")
    expect(rows.filter(has_text=base.text("diary_mild").format(number=3))).to_have_count(1)


def test_the_table_is_saved_as_a_file_of_the_browser(page, diary, base, tmp_path) -> None:
    diary.add(note="=1+1", strength=2)
    page.evaluate("show()")
    with page.expect_download() as found:
        press(page, base, "csv")
    found.value.save_as(tmp_path / "saved.csv")
    diary.to_csv(tmp_path / "written.csv")
    assert (tmp_path / "saved.csv").read_bytes() == (tmp_path / "written.csv").read_bytes()


def test_hostile_words_stay_words(page, diary, base) -> None:
    words = "</script><img src=x onerror=alert(1)> {when} $& “\u200f"
    diary.add(note=words, helped_words=words, strength=1)
    page.evaluate("show()")
    expect(entries(page)).to_have_count(1)
    assert entries(page).inner_text().count(words) == 2
    assert page.locator("img").count() == 0


def test_a_whole_entry_with_the_keyboard_alone(page, diary, base) -> None:
    page.keyboard.press("Tab")
    expect(when(page, base)).to_be_focused()
    for target, typed in ((strength(page, base), "5"), (note(page, base), "keys")):
        for _ in range(60):
            if target.evaluate("(node) => node === document.activeElement"):
                break
            page.keyboard.press("Tab")
        expect(target).to_be_focused()
        page.keyboard.type(typed)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(entries(page)).to_have_count(1)
    assert diary.entries[["strength_0_to_10", "note"]].to_numpy().tolist() == [[5, "keys"]]


@pytest.mark.parametrize(
    ("width", "dark"),
    [(1280, False), pytest.param(1280, True, marks=deep), (360, True), pytest.param(320, False, marks=deep)],
)
def test_axe_finds_nothing_all_is_in_reach_and_nothing_is_wider_than_the_page(page, diary, base, width, dark) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if dark else "light")
    diary.add(signs=["spotting"], strength=8, note="words " * 40 + "x" * 90, when=hours_ago(2), helped=["warm_bath"])
    page.evaluate("show()")
    strength(page, base).select_option("9")
    expect(entries(page)).to_have_count(1)
    assert complaints(page, ignored=NOT_OURS) == []
    assert page.evaluate(SMALL) == []
    assert page.evaluate(WIDER) <= 0


def test_the_page_for_a_visit_takes_the_diary_along_only_when_asked(real_files, base, tmp_path) -> None:
    diary = Diary(base, store=Store(tmp_path / "mine"))
    diary.add(signs=["spotting"], note=MARKER)
    sheet = VisitSheet(base, symptoms=SymptomSelector(base, classroom=ROOM), diary=diary)
    names = (
        "knowledge",
        "own_list",
        "since",
        "since_words",
        "notes",
        "picked",
        "own_questions",
        "week",
        "with_diary",
        "kept",
        "entered",
    )
    state = {name: getattr(sheet, name) for name in names} | {"symptoms": "IPY_MODEL_s"}
    selector = {name: getattr(sheet.symptoms, name) for name in ("knowledge", "selected")}
    with real_files("theme", "visit_sheet") as page:
        page.expose_function("toPython", lambda _: {"diary": diary.lines()})
        page.evaluate(SET_UP, [state, "visit_sheet", {"s": selector}])
        shown = page.locator(".wk-vs__page")
        box = page.get_by_role("checkbox", name=base.text("visit_diary"))
        expect(box).to_be_visible()
        expect(shown).not_to_contain_text(MARKER)
        box.check()
        expect(shown).to_contain_text(MARKER)
        expect(shown).to_contain_text(base.text("visit_diary_urgent"))
        state = {
            "selected": [],
            "since": "",
            "since_words": "",
            "notes": "",
            "picked": [],
            "own_questions": [],
            "week": "",
        }
        said = page.evaluate(TEXT, [sheet.knowledge, sheet.symptoms.knowledge, {**state, "diary": diary.lines()}])
        sheet.with_diary = True
        assert said == sheet.text
        assert page.evaluate("() => JSON.stringify([model.get('with_diary'), model.get('notes')])") == '[true,""]'
        box.uncheck()
        expect(shown).not_to_contain_text(MARKER)


@pytest.mark.parametrize("paper", ["A4", pytest.param("Letter", marks=deep)])
def test_the_handout_has_the_empty_sheet_alone_and_prints_it_on_one_page(visit, handouts, base, paper) -> None:
    with alive(visit, handouts, NAME) as opened:
        models = state_of(handouts / f"{NAME}.html")["models"].values()
        assert not any("needs_kernel" in model["state"] for model in models)
        assert opened.page.locator(".wk-di").count() == 0
        assert opened.page.locator(".wk-di-paper tbody tr").count() == SHEET_DAYS
        expect(opened.page.locator(".wk-di-paper")).to_be_visible()
        expect(opened.page.get_by_role("checkbox", name=base.text("visit_diary"))).to_be_hidden()
        pages = [letters(one) for one in page_texts(opened.page.pdf(format=paper))]
        sheet = [text for text in pages if letters(base.text("diary_paper_title")) in text]
        assert len(sheet) == 1
        assert letters(base.text("diary_paper_privacy")) in sheet[0]
        assert opened.errors == []
