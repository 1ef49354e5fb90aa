"""In a real JupyterLab the table of causes follows the selector beside it, and Python has what the view has."""

from __future__ import annotations

import shutil

import pytest
from conftest import ROOT
from lab_server import OpenNotebook, running_lab

import kb

pytestmark = pytest.mark.browser

SECTION = "07_round_ligament_or_other.ipynb"
SHOWN = """names => JSON.stringify([...document.querySelectorAll(".is-long tbody .wk-cz__n")]
  .map(node => node.textContent)) === JSON.stringify(names)"""


@pytest.fixture(scope="module")
def opened(tmp_path_factory, visit):
    folder = tmp_path_factory.mktemp("lab_causes")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks", ignore=shutil.ignore_patterns(".*"))
    with (
        running_lab(folder / "notebooks", folder / "settings") as lab,
        visit(f"{lab}/lab/tree/{SECTION}?reset", offline=False) as visit,
    ):
        notebook = OpenNotebook(visit.page)
        notebook.run_all(SECTION)
        visit.page.wait_for_selector(".wk-cz", state="attached")
        yield notebook


def expected(base, *ticked, **features):
    found = kb.match_causes(base, ticked, **features)
    return list(found["name"][found["matches"]])


def test_the_section_runs_without_error(opened):
    assert [output for output in opened.outputs() if output["output_type"] in ("error", "stream")] == []


def test_the_table_follows_a_tick_in_the_view_and_one_from_python(opened, base):
    page = opened.page
    opened.select()
    page.wait_for_function(SHOWN, arg=expected(base))
    fever = base.rows["symptoms"]["fever"]["text"]
    box = page.locator(".wk-sel .wk-tick", has_text=fever).locator("input").first
    box.evaluate("box => { box.closest('details').open = true; box.click(); }")
    page.wait_for_function(SHOWN, arg=expected(base, "fever"))
    assert opened.python("print(list(table.matches.query('matches')['name']))") == str(expected(base, "fever"))
    opened.select("tug_on_movement")
    page.wait_for_function(SHOWN, arg=expected(base, "tug_on_movement"))


def test_filters_go_both_ways(opened, base):
    opened.select()
    opened.python('table.filters = {"where": ["leg"]}')
    opened.page.wait_for_function(SHOWN, arg=expected(base, where="leg"))
    facet = opened.page.locator(".wk-facet").first
    assert facet.locator("input:checked").count() == 1
    facet.evaluate("part => { part.open = true; }")
    facet.get_by_role("checkbox", name=base.text("cause_where_leg"), exact=True).uncheck()
    opened.page.wait_for_function(SHOWN, arg=expected(base))
    assert opened.python("print(table.filters)") == "{}"


def test_keys_in_the_table_stay_there(opened):
    for selector in (".wk-facet > summary", ".wk-facet input", ".wk-cz__c input", ".wk-cz input[type=search]"):
        control = opened.page.locator(selector).first
        control.evaluate("node => { const part = node.closest('details'); if (part) part.open = true; node.focus(); }")
        before = opened.choice()
        for key in ("b", "d", "d", "ArrowDown"):
            opened.page.keyboard.press(key)
        assert opened.choice() == before, selector
    opened.page.locator(".wk-cz input[type=search]").fill("")
