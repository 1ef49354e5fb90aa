"""In a real JupyterLab every section runs without a fault, and each kind of control of its views keeps its keys."""

from __future__ import annotations

import shutil

import pytest
from conftest import ROOT
from handout_pages import PAGES, mostly
from lab_server import OpenNotebook, running_lab

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


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lab_sections")
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
