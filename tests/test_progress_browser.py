"""Progress in the browser: it shows what Python says, asks by keyboard, and says kindly when nobody answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from access import complaints
from handout_pages import looks
from playwright.sync_api import expect
from test_progress import SECRET, lived, store  # noqa: F401  fixtures

from widgets import Progress

pytestmark = [pytest.mark.browser]

WIDER = "() => document.documentElement.scrollWidth - window.innerWidth"
NOT_OURS = ("landmark-one-main", "page-has-heading-one", "heading-order")  # of the bare page around it
SMALL = """() => [...document.querySelectorAll(".wk-host :is(button:not([popovertarget]), a)")]
  .filter((node) => node.checkVisibility() && Math.min(node.offsetHeight, node.offsetWidth) < 44)
  .map((node) => node.textContent)"""
VIEW = """async (knowledge) => {
  const heard = [];
  const model = {
    get: () => knowledge,
    on: (name, tell) => { if (name === "msg:custom") heard.push(tell); },
    off: () => {},
    send: (message) => window.python(message).then((answer) => answer && heard.forEach((tell) => tell(answer))),
  };
  const el = document.createElement("main");
  document.documentElement.lang = "en";
  document.body.append(el);
  (await import("/progress.js")).default.render({ model, el });
}"""


@contextmanager
def live(real_files: Callable[..., Any], progress: Progress, *, dead: bool = False, **how: Any) -> Iterator[Any]:
    """The view of a Progress in a page, with Python on the other side, or from the second question on nobody."""
    asked: list[Any] = []

    def answer(message: dict[str, Any]) -> Any:
        asked.append(message)
        return None if dead and len(asked) > 1 else progress.answer(message)

    with real_files("theme", "progress", **how) as page:
        page.expose_function("python", answer)
        page.evaluate(VIEW, progress.knowledge)
        expect(page.locator(".wk-pr__list > li").first).to_be_visible()
        yield page


def press(page: Any, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def line(page: Any, title: str) -> Any:
    return page.get_by_role("listitem").filter(has=page.get_by_role("link", name=title, exact=True))


def test_it_shows_how_far_one_is_and_links_to_the_notebooks(real_files, base, lived):  # noqa: F811
    progress = Progress(base, lived)
    with live(real_files, progress) as page:
        for row in base.rows["sections"].values():
            link = page.get_by_role("list", name=base.text("progress_sections")).get_by_role("link", name=row["title"])
            assert link.get_attribute("href") == f"{row['notebook']}.ipynb"
        signs = line(page, base.rows["sections"]["warning_signs"]["title"])
        of = progress.table.loc["warning_signs", "of"]
        expect(signs).to_contain_text(base.text("progress_quiz").format(right=2, of=of))
        visit = line(page, base.rows["sections"]["prenatal_care"]["title"])
        expect(visit).to_contain_text(SECRET)
        expect(visit).to_contain_text(base.text("progress_not_opened"))
        expect(page.get_by_text(base.text("progress_diary").format(count=1))).to_be_visible()
        expect(page.get_by_text(str(lived.file))).to_be_visible()
        expect(page.get_by_role("button", name=base.text("progress_undo"))).to_be_hidden()
        assert page.get_by_role("button", name=base.text("progress_forget") + " what").count() == 3


def test_by_keyboard_a_section_is_forgotten_and_comes_back(real_files, base, lived):  # noqa: F811
    with live(real_files, Progress(base, lived)) as page:
        title = base.rows["sections"]["sleep"]["title"]
        forget = page.get_by_role("button", name=base.text("progress_forget_name").format(title=title))
        forget.focus()
        page.keyboard.press("Enter")
        status = page.get_by_role("status")
        expect(status).to_have_text(base.text("progress_said_forgotten"))
        expect(status).to_be_focused()
        expect(forget).to_have_count(0)
        assert "habit" not in {entry.kind for entry in lived.read()}
        undo = page.get_by_role("button", name=base.text("progress_undo"))
        page.keyboard.press("Tab")
        expect(undo).to_be_focused()
        page.keyboard.press("Space")
        expect(status).to_have_text(base.text("progress_said_undone"))
        expect(status).to_be_focused()
        expect(forget).to_be_visible()
        expect(undo).to_be_hidden()
        assert "habit" in {entry.kind for entry in lived.read()}


def test_one_click_deletes_everything_and_one_brings_it_back(real_files, base, lived):  # noqa: F811
    with live(real_files, Progress(base, lived)) as page:
        press(page, base.text("progress_delete"))
        expect(page.get_by_role("status")).to_have_text(base.text("progress_said_deleted"))
        expect(page.get_by_text(SECRET)).to_have_count(0)
        assert lived.read() == []
        press(page, base.text("progress_undo"))
        expect(page.get_by_text(SECRET)).to_be_visible()


def test_what_other_notebooks_wrote_appears_when_one_looks_again(real_files, base, lived):  # noqa: F811
    with live(real_files, Progress(base, lived)) as page:
        lived.append("section", {"section": "relief"})
        press(page, base.text("progress_look"))
        expect(line(page, base.rows["sections"]["relief"]["title"])).to_contain_text("Opened")
        expect(page.get_by_role("status")).to_have_text(base.text("progress_said_looked"))


def test_a_kernel_that_does_not_answer_is_told_kindly_and_nothing_changes(real_files, base, lived):  # noqa: F811
    with live(real_files, Progress(base, lived), dead=True) as page:
        press(page, base.text("progress_delete"))
        expect(page.get_by_role("status")).to_have_text("")
        expect(page.get_by_role("status")).to_have_text(base.text("progress_silent"), timeout=8000)
        expect(page.get_by_text(SECRET)).to_be_visible()
    assert len(lived.read()) == 6


def test_words_of_a_person_stay_text(real_files, base, store):  # noqa: F811
    bad = "<img src=x onerror=alert(1)>{title}&amp;"
    store.append("question", {"name": "visit", "state": {"picked": [], "own_questions": [bad]}})
    with live(real_files, Progress(base, store)) as page:
        expect(page.get_by_text(bad, exact=True)).to_be_visible()
        assert page.locator("img").count() == 0


@looks
def test_axe_finds_nothing(real_files, base, lived, how):  # noqa: F811
    with live(real_files, Progress(base, lived), **how) as page:
        press(page, base.text("progress_look"))
        assert complaints(page, ignored=NOT_OURS) == []
        assert page.evaluate(SMALL) == []
        assert page.evaluate(WIDER) <= 0
