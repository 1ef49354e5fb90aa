"""In a real JupyterLab what a person picks comes back after a new start, shows in the progress, and can be deleted."""

from __future__ import annotations

import shutil
from typing import Any

import pytest
from conftest import ROOT
from lab_server import KERNEL, OpenNotebook, running_lab
from playwright.sync_api import expect

from widgets.store import Store

pytestmark = [pytest.mark.browser, pytest.mark.deep]

HABITS, START, MINE = "09_lifestyle", "00_start_here", "May I swim in the lake?"


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lab_personal")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks", ignore=shutil.ignore_patterns(".*"))
    with running_lab(folder / "notebooks", folder / "settings") as address:
        yield address, Store(folder / "settings" / "week_twelve_data"), folder / "notebooks"


def run(opened: Any, lab: str, name: str) -> OpenNotebook:
    """Open a notebook in the Lab of a page, as after a new start, and run it."""
    opened.page.goto(f"{lab}/lab/workspaces/{name}/tree/{name}.ipynb?reset")
    notebook = OpenNotebook(opened.page)
    notebook.run_all(f"{name}.ipynb")
    opened.page.wait_for_selector(".wk-host", state="attached")
    return notebook


def button(page: Any, name: str) -> Any:
    return page.get_by_role("button", name=name, exact=True)


def test_a_habit_is_kept_comes_back_after_a_restart_and_can_be_emptied(lab, visit, base):
    address, store, _ = lab
    with visit(f"{address}/lab", offline=False) as opened:
        page = opened.page
        run(opened, address, HABITS)
        expect(page.get_by_text(base.text("kept_habit")).first).to_be_visible()
        page.locator(".wk-hp__card input[type=checkbox]").first.check()
        expect(page.locator(".wk-hp__list > li")).to_have_count(1)
        while "habit" not in {entry.kind for entry in store.read()}:
            page.wait_for_timeout(50)
        (picked,) = store.read("habit")[0].data["state"]["picked"]
        words = base.rows["habits"][picked]["text"]
        page.evaluate(f"() => {KERNEL}.restart()")
        run(opened, address, HABITS)
        expect(page.locator(".wk-hp__list h4")).to_have_text(words)
        button(page, base.text("kept_to_empty")).click()
        expect(page.locator(".wk-hp__list h4")).to_have_count(0)
        button(page, base.text("kept_to_undo")).click()
        expect(page.locator(".wk-hp__list h4")).to_have_text(words)
        assert {entry.data.get("section") for entry in store.read("section")} == {"lifestyle"}


def test_progress_shows_deletes_brings_back_links_and_says_when_nobody_answers(lab, visit, base):
    address, store, notebooks = lab
    store.change("question", {"name": "visit", "state": {"picked": [], "own_questions": [MINE]}}, "mine")
    with visit(f"{address}/lab", offline=False) as opened:
        page = opened.page
        notebook = run(opened, address, START)
        progress = page.locator(".wk-pr")
        expect(progress.get_by_text(MINE)).to_be_visible()
        expect(progress.get_by_text(str(store.file))).to_be_visible()
        before = notebook.choice()["cells"]
        button(page, base.text("progress_look")).focus()
        for key in ("b", "d", "d", "ArrowDown"):
            page.keyboard.press(key)
        assert notebook.choice()["cells"] == before
        button(page, base.text("progress_delete")).click()
        expect(progress.get_by_text(MINE)).to_have_count(0)
        assert store.read() == []
        button(page, base.text("progress_undo")).click()
        expect(progress.get_by_text(MINE)).to_be_visible()
        notebook.command("docmanager:save")
        assert MINE not in (notebooks / f"{START}.ipynb").read_text(encoding="utf-8")
        title = base.rows["sections"]["lifestyle"]["title"]
        with page.expect_popup() as popup:
            progress.get_by_role("link", name=title, exact=True).click()
        assert popup.value.url.endswith(f"/tree/{HABITS}.ipynb")
        popup.value.close()
        page.evaluate(f"() => {KERNEL}.shutdown()")
        button(page, base.text("progress_look")).click()
        expect(progress.get_by_role("status")).to_have_text(base.text("progress_silent"), timeout=20_000)
