"""In a real JupyterLab every section runs without a fault, and each kind of control of its views keeps its keys."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import ROOT
from handout_pages import PAGES, mostly
from lab_server import KERNEL, OpenNotebook, running_lab
from playwright.sync_api import expect

from kb.quiz import shown_options

pytestmark = pytest.mark.browser

ALWAYS = ["08_prenatal_care", "11_weight"]  # boxes, text fields, choices
KINDS = ("input[type=checkbox]", "input[type=radio]", "input[type=range]", "input[type=text]", "input[type=search]",
         "input:not([type])", "select", "textarea", "button", "summary")  # fmt: skip
FOCUS = """kind => {
  const all = [...document.querySelectorAll(`.wk-host ${kind}`)];
  const found = all.find(node => node.checkVisibility() && !node.disabled);
  found?.focus();
  return found === document.activeElement && found !== undefined;
}"""


MARKER = "Zugvogelnest"
PATIENCE = 15_000  # ms
SAVE_STATE = """async () => {
  const { commands, shell } = jupyterapp;
  const { context } = shell.currentWidget;
  await context.save();
  return JSON.stringify(context.model.toJSON());
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("lab_sections")


@pytest.fixture(scope="module")
def lab(folder):
    shutil.copytree(ROOT / "notebooks", folder / "notebooks", ignore=shutil.ignore_patterns(".*"))
    with running_lab(folder / "notebooks", folder / "settings") as address:
        yield address


@pytest.mark.parametrize("name", mostly(PAGES[1:], ALWAYS))
def test_a_section_runs_and_its_controls_keep_their_keys(lab, visit, name):
    with visit(f"{lab}/lab/workspaces/{name}/tree/{name}.ipynb?reset", offline=False) as opened:
        notebook = OpenNotebook(opened.page)
        notebook.run_all(f"{name}.ipynb")
        opened.page.wait_for_selector(".wk-host", state="attached")
        faults = [out for out in notebook.outputs() if out["output_type"] in ("error", "stream")]
        assert faults == []
        tried = []
        for kind in KINDS:
            for key in ("b", "d", "d", "ArrowDown"):
                if not opened.page.evaluate(FOCUS, kind):
                    break
                before = notebook.choice()
                opened.page.keyboard.press(key)
                after = notebook.choice()
                assert (after["cells"], after["active"]) == (before["cells"], before["active"]), (kind, key)
                tried.append(kind)
        assert tried
        assert opened.errors == []


@pytest.mark.deep
def test_a_step_of_a_quiz_moves_by_key_and_the_answer_reaches_python(lab, visit, base):
    row = next(row for row in base.rows["quiz"].values() if row["kind"] == "order")
    name = base.rows["sections"][row["section_id"]]["notebook"]
    with visit(f"{lab}/lab/workspaces/quiz/tree/{name}.ipynb?reset", offline=False) as opened:
        notebook = OpenNotebook(opened.page)
        notebook.run_all(f"{name}.ipynb")
        quiz = opened.page.locator(".jp-OutputArea-output .wk-quiz")
        quiz.locator(".wk-quiz__bar button").nth(row["number"] - 1).click()
        before = notebook.choice()
        quiz.locator(".wk-quiz__order:visible button").first.focus()
        opened.page.keyboard.press("ArrowDown")
        after = notebook.choice()
        assert (after["cells"], after["active"]) == (before["cells"], before["active"])
        quiz.get_by_role("button", name=base.text("quiz_check"), exact=True).locator("visible=true").click()
        mixed = [option["id"] for option in shown_options(base, row["id"])]
        moved = [mixed[1], mixed[0], *mixed[2:]]
        assert notebook.python(f"print(quiz.answers['{row['id']}'])") == str(moved)


@pytest.mark.deep
def test_a_diary_is_kept_on_the_machine_outside_the_notebook_and_waits_for_its_kernel(lab, folder, visit, base):
    name = "08_prenatal_care"
    address = f"{lab}/lab/workspaces/diary/tree/{name}.ipynb?reset"
    file: Path = folder / "settings" / "week_twelve_data" / "personal.jsonl"
    with visit(address, offline=False) as opened:
        page, notebook = opened.page, OpenNotebook(opened.page)
        notebook.run_all(f"{name}.ipynb")
        diary = page.locator(".wk-di")
        note = diary.get_by_label(base.text("diary_note"), exact=True)
        entries = diary.locator(".wk-di__entry")
        expect(diary.get_by_text(str(file))).to_be_visible(timeout=PATIENCE)
        note.fill(f"{MARKER} one")
        note.press("Tab")
        page.keyboard.press("Enter")
        expect(entries).to_have_count(1, timeout=PATIENCE)
        assert MARKER in file.read_text(encoding="utf-8")
        assert "1" in notebook.python("print(len(diary.entries))")
        page.locator(".wk-vs").get_by_role("checkbox", name=base.text("visit_diary")).check()
        expect(page.locator(".wk-vs__page")).to_contain_text(f"{MARKER} one", timeout=PATIENCE)
        with page.expect_download() as found:
            diary.get_by_role("button", name=base.text("diary_csv")).click()
        assert f"{MARKER} one" in Path(found.value.path()).read_text(encoding="utf-8-sig")
        notebook.command("@jupyter-widgets/jupyterlab-manager:saveWidgetState")
        saved = page.evaluate(SAVE_STATE)
        assert "needs_kernel" in saved  # Lab was told to save the state of the widgets too
        assert MARKER not in saved
        assert MARKER not in (folder / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8")
        page.evaluate(f"() => {KERNEL}.shutdown()")
        note.fill(f"{MARKER} two")
        diary.get_by_role("button", name=base.text("diary_save"), exact=True).click()
        expect(diary.locator(".wk-di__status").first).to_contain_text(base.text("diary_no_answer"), timeout=PATIENCE)
        expect(note).to_have_value(f"{MARKER} two")
