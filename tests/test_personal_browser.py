"""The line that says what is kept: it empties, brings back, and is honest when nobody answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import expect
from test_personal import kept  # noqa: F401  a fixture

from widgets import HabitPlan, Quiz, VisitSheet
from widgets.personal import Remembering

pytestmark = pytest.mark.browser

VIEW = """async ([name, state]) => {
  const heard = {};
  const tell = (news) => {
    Object.assign(state, news);
    for (const name of Object.keys(news)) (heard[`change:${name}`] ?? []).forEach((call) => call());
  };
  const model = {
    get: (name) => state[name],
    set: (name, value) => tell(typeof name === "string" ? { [name]: value } : name),
    on: (names, call) => names.split(" ").forEach((name) => (heard[name] ??= []).push(call)),
    off: () => {},
    save_changes: () => window.python(state).then((news) => news && tell(news)),
  };
  document.body.append(document.createElement("main"));
  (await import(`/${name}.js`)).default.render({ model, el: document.querySelector("main") });
}"""


@contextmanager
def live(real_files: Callable[..., Any], widget: Remembering, *, dead: bool = False) -> Iterator[Any]:
    """The view of a widget in a page, with Python on the other side, or nobody."""
    names = [name for name in widget.keys if not name.startswith("_") and name not in ("layout", "tabbable", "tooltip")]
    own = [*widget.kept["traits"], "kept"]

    def answer(state: dict[str, Any]) -> Any:
        if dead:
            return None
        widget.set_state({name: state[name] for name in own})
        return {name: getattr(widget, name) for name in own}

    with real_files("theme", widget.files) as page:
        page.clock.install()
        page.expose_function("python", answer)
        page.evaluate(VIEW, [widget.files, {name: getattr(widget, name) for name in names}])
        yield page


def line(page: Any) -> Any:
    return page.locator(".wk-kept")


def button(page: Any, base: Any, name: str) -> Any:
    return line(page).get_by_role("button", name=base.text(f"kept_to_{name}"))


def test_what_came_back_is_emptied_and_brought_back_by_keyboard(real_files, base, kept):  # noqa: F811
    first = HabitPlan(base)
    first.picked = first.habits["id"][:2]
    plan = HabitPlan(base)
    with live(real_files, plan) as page:
        expect(line(page)).to_contain_text(plan.kept["text"])
        expect(page.locator(".wk-hp__list > li")).to_have_count(2)
        button(page, base, "empty").focus()
        page.keyboard.press("Enter")
        expect(page.locator(".wk-hp__list > li")).to_have_count(0)
        expect(line(page)).to_contain_text(base.text("kept_emptied"))
        expect(button(page, base, "undo")).to_be_focused()
        assert (plan.picked, HabitPlan(base).picked) == ([], [])
        page.keyboard.press("Enter")
        expect(page.locator(".wk-hp__list > li")).to_have_count(2)
        assert (plan.picked, HabitPlan(base).picked) == (first.picked, first.picked)
        page.clock.run_for(10_000)
        expect(line(page)).to_contain_text(plan.kept["text"])


def test_answers_come_back_into_the_quiz(real_files, base, kept):  # noqa: F811
    quiz = Quiz(base, "warning_signs")
    one = quiz.questions["id"][0]
    option = next(key for key, of in zip(quiz.options["id"], quiz.options["quiz_id"], strict=True) if of == one)
    quiz.answers = {one: [option]}
    with live(real_files, Quiz(base, "warning_signs")) as page:
        expect(page.locator("input:checked")).to_have_count(1)
        button(page, base, "empty").click()
        expect(page.locator("input:checked")).to_have_count(0)


def test_when_nobody_answers_it_says_so_and_all_stays(real_files, base, kept):  # noqa: F811
    with live(real_files, HabitPlan(base), dead=True) as page:
        page.locator(".wk-hp__card input[type=checkbox]").first.check()
        page.clock.run_for(3_000)
        expect(line(page)).to_contain_text(base.text("kept_habit"))
        page.clock.run_for(2_000)
        expect(line(page)).to_contain_text(base.text("kept_silent"))
        expect(page.locator(".wk-hp__list > li")).to_have_count(1)
    assert kept.read() == []


def test_a_disk_that_refuses_is_told_and_all_stays(real_files, base, kept):  # noqa: F811
    plan = HabitPlan(base)
    kept.file.mkdir(parents=True)
    with live(real_files, plan) as page:
        page.locator(".wk-hp__card input[type=checkbox]").first.check()
        expect(line(page)).to_contain_text(base.text("kept_failed"))
        expect(page.locator(".wk-hp__list > li")).to_have_count(1)
        kept.file.rmdir()
        page.locator(".wk-hp__card input[type=checkbox]").nth(1).check()
        expect(line(page)).to_contain_text(base.text("kept_habit"))
    assert len(kept.read("habit")[0].data["state"]["picked"]) == 2


def test_a_page_that_keeps_nothing_says_nothing(base):
    assert VisitSheet(base).kept == {}
