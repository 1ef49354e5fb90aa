"""In a real JupyterLab the class runs, answers at once, keeps its keys, follows the theme and asks no network."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import urllib.request

import pytest
from conftest import ROOT
from lab_server import ANSWER_IN_VIEW, CARD, CLICK_TO_ANSWER, CONTROLS, OpenNotebook, environment, running_lab
from playwright.sync_api import expect
from small_faults import AT_ONCE, CHANGED, PRESSED, WIDGET
from small_notebooks import state_of

from kb.content import content_of

pytestmark = pytest.mark.browser

SECTION = "03_warning_signs.ipynb"
NUMBER = "01632 960 123"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The notebooks as an instructor has them, with a number in class.toml."""
    folder = tmp_path_factory.mktemp("lab")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks", ignore=shutil.ignore_patterns(".*"))
    settings = folder / "notebooks" / "class.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('maternity_team = ""', f'maternity_team = "{NUMBER}"'), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def lab(folder):
    with running_lab(folder / "notebooks", folder / "settings") as address:
        yield address


@pytest.fixture(scope="module")
def opened(lab, visit):
    """The section in Lab, run from top to bottom, and the visit with all requests of its page."""
    with visit(f"{lab}/lab/tree/{SECTION}?reset", offline=False) as visit:
        notebook = OpenNotebook(visit.page)
        notebook.run_all(SECTION)
        notebook.page.wait_for_selector(CARD, state="attached")
        yield notebook, visit


@pytest.fixture
def notebook(opened):
    """The section with nothing ticked and nothing searched for."""
    opened[0].page.locator(CONTROLS["search"]).fill("")
    opened[0].select()
    return opened[0]


def box(view, base, symptom):
    return view.get_by_role("checkbox", name=base.rows["symptoms"][symptom]["text"], exact=True)


def test_the_section_runs_without_error_and_shows_the_selector(notebook):
    outputs = notebook.outputs()
    assert len(outputs) > 5
    assert [output for output in outputs if output["output_type"] in ("error", "stream")] == []
    assert notebook.page.locator(".jp-OutputArea-output .wk-sel").count() == 1
    assert NUMBER in notebook.page.locator(".wk-call").text_content()


def test_the_start_page_runs_without_error_and_leads_to_the_section(lab, visit):
    with visit(f"{lab}/lab/workspaces/start/tree/00_start_here.ipynb?reset", offline=False) as visit:
        start = OpenNotebook(visit.page)
        start.run_all("00_start_here.ipynb")
        assert [output for output in start.outputs() if output["output_type"] in ("error", "stream")] == []
        visit.page.locator(f".wk-table a[href*='{SECTION}']").click()
        visit.page.wait_for_function("name => jupyterapp.shell.currentWidget?.context?.path === name", arg=SECTION)


def test_after_a_year_the_head_of_the_section_says_that_it_is_old(notebook, base):
    page = notebook.page
    late = page.locator("[data-show-after]")
    assert late.get_attribute("data-show-after") == str(content_of(base).old_from)
    assert not late.is_visible()
    page.evaluate(
        "day => { window.today = Date.now; Date.now = () => Date.parse(day) }", f"{content_of(base).old_from}"
    )
    try:
        with notebook.cell("selector"):
            expect(late).to_be_visible()
    finally:
        page.evaluate("() => { Date.now = window.today }")
    with notebook.cell("selector"):
        expect(late).to_be_hidden()


def test_a_tick_reaches_python(notebook, base):
    box(notebook.page, base, "fainting").check()
    assert notebook.python("print(selector.selected, selector.assessment.level)") == "['fainting'] emergency"
    box(notebook.page, base, "fainting").uncheck()
    assert notebook.python("print(selector.selected, selector.assessment.level)") == "[] None"


def test_python_reaches_all_views_and_they_stay_in_step(notebook, base):
    with notebook.cell("selector"):
        notebook.page.wait_for_function("() => document.querySelectorAll('.wk-sel').length === 2")
        first, second = notebook.page.locator(".wk-sel").all()
        notebook.python('selector.selected = ["fainting"]')
        for view in (first, second):
            view.locator(".wk-card--1").wait_for(state="attached")
            assert box(view, base, "fainting").is_checked()
            assert "Emergency" in view.locator(".wk-card__level").text_content()
        box(second, base, "fainting").uncheck()
        first.locator(".wk-card--none").wait_for(state="attached")
        assert not box(first, base, "fainting").is_checked()


def test_an_unknown_id_is_refused_and_the_view_stays(notebook):
    notebook.select("fainting")
    before = notebook.page.locator(".wk-sel").inner_html()
    answer = notebook.python('selector.selected = ["fainted"]')
    assert answer.startswith("ValueError")
    assert "fainting" in answer  # the nearest id
    assert notebook.python("print(selector.selected)") == "['fainting']"
    assert notebook.page.locator(".wk-sel").inner_html() == before


@pytest.mark.parametrize("width", [800, 1280, 1700])
def test_the_answer_is_in_view_whichever_box_is_ticked(notebook, base, width):
    notebook.page.set_viewport_size({"width": width, "height": 900})
    last = box(notebook.page, base, "danger_at_home")
    last.evaluate("node => node.scrollIntoView({ block: 'center' })")
    last.check()
    notebook.page.wait_for_function(ANSWER_IN_VIEW, timeout=3000)


@pytest.mark.parametrize("control", CONTROLS)
def test_keys_in_a_control_stay_there(notebook, control):
    for key in ("Space", "Enter", "ArrowDown", "ArrowUp", "b", "d", "d", "a"):
        notebook.focus(control)  # anew, since “clear” takes the card's controls away
        before = notebook.choice()
        assert before["mode"] == "command"  # where single keys are commands
        notebook.page.keyboard.press(key)
        assert notebook.choice() == before, key


def test_without_our_mark_the_key_would_be_a_command(notebook):
    """So the test above can fail."""
    found = notebook.focus("checkbox")
    found.evaluate("node => node.removeAttribute('data-lm-suppress-shortcuts')")
    before = notebook.choice()
    notebook.page.keyboard.press("b")
    assert len(notebook.choice()["cells"]) == len(before["cells"]) + 1
    notebook.command("notebook:delete-cell")
    found.evaluate("node => node.setAttribute('data-lm-suppress-shortcuts', 'true')")


def test_letters_arrive_in_the_search_field(notebook):
    field = notebook.focus("search")
    notebook.page.keyboard.type("bad")
    assert field.input_value() == "bad"


def test_the_answer_does_not_wait_for_a_busy_kernel(notebook, base):
    notebook.keep_busy(5)
    assert box(notebook.page, base, "fainting").evaluate(CLICK_TO_ANSWER) < 100  # ms
    assert notebook.is_busy()
    assert notebook.python("print(selector.selected)") == "['fainting']"  # once it is free


@pytest.mark.parametrize("theme", ["Dark", "Light"])
def test_the_widget_follows_the_theme_and_axe_finds_nothing(notebook, theme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    notebook.select("fainting", "belly_ache_mild")
    notebook.page.add_style_tag(content=".jp-Cell { content-visibility: visible !important }")  # all of it, for axe
    notebook.command("apputils:change-theme", theme=f"JupyterLab {theme}")
    notebook.page.wait_for_selector(f"body[data-jp-theme-name='JupyterLab {theme}']", state="attached")
    colour = notebook.page.locator(".wk-host").first.evaluate("node => getComputedStyle(node).backgroundColor")
    channels = [int(part) for part in re.findall(r"\d+", colour)[:3]]
    assert max(channels) < 60 if theme == "Dark" else min(channels) > 200
    found = axe.run(notebook.page, context=".wk").response["violations"]
    assert [(fault["id"], len(fault["nodes"]), fault["nodes"][0]["html"]) for fault in found] == []


def test_lab_saves_a_living_handout_without_anybodys_ticks(notebook, base, visit, tmp_path):
    notebook.select("fainting")
    notebook.page.get_by_role("menuitem", name="File", exact=True).click()
    notebook.page.get_by_text("Save and Export Notebook As").click()
    with notebook.page.expect_download(timeout=60_000) as download:
        notebook.page.get_by_role("menuitem", name="Handout", exact=True).click()
    page = tmp_path / download.value.suggested_filename
    download.value.save_as(page)
    with visit(page.as_uri()) as visit:
        visit.page.wait_for_selector(f"{CARD}--none")
        box(visit.page.locator(".wk-sel"), base, "fainting").check()
        assert "Emergency" in visit.page.locator(".wk-card__level").inner_text()


def test_the_server_answers_with_the_executed_page(lab, tmp_path):
    address = f"{lab}/nbconvert/handout/{SECTION}?download=false"
    with urllib.request.urlopen(urllib.request.Request(address, headers={"Referer": lab}), timeout=60) as answer:
        page = answer.read().decode()
    assert answer.status == 200
    assert NUMBER in page  # from class.toml beside the notebook
    file = tmp_path / "page.html"
    file.write_text(page, encoding="utf-8")
    states = [model["state"] for model in state_of(file)["models"].values()]
    assert [state["selected"] for state in states if "selected" in state] == [[]]


@pytest.mark.kernel
@pytest.mark.deep
def test_the_command_line_makes_it_from_another_folder(folder, tmp_path):
    command = [sys.executable, "-m", "jupyter", "nbconvert", "--to", "handout", "--output-dir", str(tmp_path),
               str(folder / "notebooks" / SECTION)]  # fmt: skip
    run = subprocess.run(command, cwd=tmp_path, env=environment(tmp_path), capture_output=True, text=True, timeout=90)
    assert run.returncode == 0, run.stderr
    assert NUMBER in (tmp_path / "03_warning_signs.html").read_text(encoding="utf-8")


def test_no_request_left_this_machine(opened, lab):
    addresses = opened[1].requests
    assert len(addresses) > 20
    assert [address for address in addresses if not address.startswith((lab, "data:", "blob:"))] == []


def test_a_medical_word_opens_its_meaning_and_its_keys_stay_out_of_the_cells(notebook, base):
    page = notebook.page
    word = page.locator(".wk-claims button[popovertarget]:visible").first
    word.scroll_into_view_if_needed()
    word.focus()
    before = notebook.choice()
    page.keyboard.press("Enter")
    note = page.locator("[popover]:popover-open")
    expect(note).to_be_focused()
    for key in ("b", "d", "d", "Escape"):
        page.keyboard.press(key)
    expect(note).to_have_count(0)
    expect(word).to_be_focused()
    after = notebook.choice()
    assert (after["cells"], after["active"]) == (before["cells"], before["active"])


@pytest.mark.parametrize(
    ("place", "fault"), [("as it draws", AT_ONCE), ("when pressed", PRESSED), ("changed", CHANGED)]
)
def test_a_view_that_fails_shows_kind_words_and_its_plain_form(notebook, base, place, fault):
    page = notebook.page
    module = f"SymptomSelector._esm.replace({WIDGET!r}, {fault!r})"
    with notebook.cell(f"type('Faulty', (SymptomSelector,), dict(_esm={module}))(base, classroom=room)"):
        cell = page.locator(".jp-Notebook .jp-Cell").last
        if fault != AT_ONCE:
            cell.locator(".wk-sel").wait_for()
            cell.locator(".wk-host").dispatch_event("pointerdown")
        expect(cell.locator(".wk-failed")).to_have_text(base.text("failed"))
        expect(cell.locator(".wk-paper fieldset").first).to_be_visible()
        expect(cell.locator(".wk-sel")).to_have_count(0)
    expect(page.locator(".wk-sel")).to_have_count(1)
