"""The class in a real JupyterLab: one button starts it, it is presented with live widgets, and it asks no network."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from lab_files import LAB, PLACES, loaded, missing, own_name
from lab_server import KERNEL, OpenNotebook, choose, running_lab
from small_notebooks import code, text, write

CLASS, OTHER, LONG = "the class.ipynb", "other.ipynb", 40
BASE = "/some/room/"  # a server that is not at the root of its address, as on a hub
LAID_OUT = """() => { const box = document.querySelector(".jp-WindowedPanel-outer");
    return box.scrollHeight - box.clientHeight - box.scrollTop < 2; }"""
SHOWN = """() => [...document.querySelectorAll(".ho-presenting .jp-Cell")]
  .filter(cell => cell.checkVisibility() && cell.getBoundingClientRect().height > 0)
  .map(cell => cell.innerText.trim().split("\\n")[0])"""
OPEN = "async path => { await jupyterapp.commands.execute('docmanager:open', { path }); }"
STATUS = ".ho-bar [role=status]"
WIDER = """() => {
  const { content, node } = jupyterapp.shell.currentWidget;
  return content.node.offsetWidth - node.offsetWidth;
}"""
FOCUS_STAYS = """() => document.activeElement === document.body
  || document.activeElement.closest(".ho-presenting") !== null"""
COUNTER = """import kb
from widgets import Cases
import anywidget, traitlets
class Counter(anywidget.AnyWidget):
    _esm = '''export default { render({ model, el }) {
      const [box, plus] = [document.createElement("input"), document.createElement("button")];
      box.type = "checkbox"; box.className = "box"; plus.className = "plus";
      const paint = () => { plus.textContent = `count ${model.get("count")}`; };
      plus.onclick = () => { model.set("count", model.get("count") + 1); model.save_changes(); };
      model.on("change:count", paint); paint(); el.append(box, plus);
    } }'''
    count = traitlets.Int(0).tag(sync=True)
    plain_html = traitlets.Unicode("<p>a line to count on</p>").tag(sync=True)
counter = Counter()"""

WORD = "<p>plain, with a <button popovertarget='note'>word</button></p><div id='note' popover>what it means</div>"
SIZES = """() => ["Markdown", "HTML"].map(kind =>
  getComputedStyle(document.querySelector(`.ho-on .jp-Rendered${kind} > p`)).fontSize)"""


def said(key: str) -> str:
    lines = (LAB / "static" / "strings.csv").read_text(encoding="utf-8").splitlines()
    return next(line.split(",", 1)[1].strip('"') for line in lines if line.startswith(f"{key},"))


# ---- the files -------------------------------------------------------------------------------------------------------
def test_the_folder_is_named_after_its_files_so_that_no_browser_keeps_an_old_one():
    name = own_name()
    hint = f"write {name} for {loaded()} in handouts/lab/package.json and pyproject.toml, then run make"
    assert loaded() == name, hint
    static = {place.parent.name for file, place in PLACES.items() if file.parent.name == "static"}
    assert static == {name}, hint


def test_all_files_have_a_place_and_only_privacy_is_decided_for_others():
    assert set(PLACES) == {file for file in LAB.rglob("*") if file.is_file()}
    settings = json.loads((LAB / "settings.json").read_text(encoding="utf-8"))
    assert settings == {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False}}


def test_what_is_loaded_stands_beside_the_entry():
    for file in sorted((LAB / "static").glob("*.js")):
        script = file.read_text(encoding="utf-8")
        needed = re.findall(r'(?:from "\./|new URL\(")([\w.]+)"', script)
        assert [name for name in needed if not (LAB / "static" / name).is_file()] == [], file.name
        assert len(script.splitlines()) <= 250


def test_every_word_is_used_and_there():
    words = {line.split(",", 1)[0] for line in (LAB / "static" / "strings.csv").read_text().splitlines()[1:]}
    scripts = "".join(file.read_text(encoding="utf-8") for file in (LAB / "static").glob("*.js"))
    used = set(re.findall(r"\bt\.(\w+)", scripts))
    named = {name for name in words if f'"{name.removesuffix("_title")}"' in scripts}
    assert used <= words
    assert words == used | named


def test_all_notebooks_of_the_class_are_taken_for_ours():
    """The two marks that plugin.js looks for in the first code cell."""
    marks = re.findall(r"/(\^.+?)/m\.test\(first\)", (LAB / "static" / "plugin.js").read_text(encoding="utf-8"))
    assert len(marks) == 2
    notebooks = sorted((ROOT / "notebooks").glob("*.ipynb"))
    assert len(notebooks) > 15
    for file in notebooks:
        cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
        first = "".join(next(cell["source"] for cell in cells if cell["cell_type"] == "code"))
        assert all(re.search(mark, first, re.MULTILINE) for mark in marks), file.name


def test_a_missing_install_is_told(tmp_path):
    assert missing(tmp_path) == [place.as_posix() for place in PLACES.values()]


# ---- in Lab ----------------------------------------------------------------------------------------------------------
def cell(kind: str, made: Any, *, hidden: bool = True) -> Any:
    made.metadata["slideshow"] = {"slide_type": kind}
    if made.cell_type == "code" and hidden:
        made.metadata["jupyter"] = {"source_hidden": True}
    return made


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A class with fragments, notes and many slides, and somebody else's notebook."""
    folder = tmp_path_factory.mktemp("extension")
    filler = "\n\n".join(["A line of a slide that is there to fill it."] * 4)
    write(
        folder / "notebooks",
        cell("slide", text("# First slide")),
        cell("skip", code(COUNTER)),
        cell("fragment", text("Then this")),
        cell("notes", text("For the teacher only")),
        cell("slide", text("Left out of all pages", "remove-in-handout")),
        cell("slide", text("## Second slide")),
        cell("-", code("counter")),
        *(cell("slide", text(f"## Filler {number}\n\n{filler}")) for number in range(LONG)),
        cell("slide", text("## Last slide\n\nText")),
        cell("-", code("counter")),
        cell("-", code(f"from IPython.display import HTML\nHTML({WORD!r})")),
        name=CLASS.removesuffix(".ipynb"),
    )
    write(folder / "notebooks", cell("slide", code("import pandas", html="<p>theirs</p>")), name="other")
    return folder


@pytest.fixture(scope="module")
def lab(folder):
    found = missing(Path(sys.prefix))
    if found:
        pytest.fail("The extension for JupyterLab is not installed here, or is an old one. Run `make lab` or `make"
                    f" test` again: that installs the project anew. Missing or old: {', '.join(found)}")  # fmt: skip
    with running_lab(folder / "notebooks", folder / "settings", base=BASE, as_shipped=True) as address:
        yield address


@pytest.fixture(scope="module")
def opened(lab, visit):
    with visit(f"{lab}/lab/tree/{CLASS}?reset", offline=False) as visit:
        notebook = OpenNotebook(visit.page)
        visit.page.get_by_role("button", name=said("start")).wait_for(timeout=60_000)
        yield notebook, visit


@pytest.fixture
def page(opened):
    page = opened[0].page
    yield page
    if page.locator(".ho-presenting").count():
        page.get_by_role("button", name=said("end"), exact=True).click()


def tool(page: Any, name: str) -> Any:
    return page.locator(".jp-NotebookPanel:visible").get_by_role("button", name=said(name), exact=True)


def present(page: Any) -> None:
    page.keyboard.press("Alt+p")
    page.locator(".ho-presenting .ho-bar").wait_for()
    page.keyboard.press("Home")


def presses(page: Any, *keys: str) -> list[str]:
    for key in keys:
        page.keyboard.press(key)
    return page.evaluate(SHOWN)


@pytest.mark.browser
def test_nothing_runs_by_itself_and_only_our_notebooks_have_the_buttons(opened, page):
    notebook, _ = opened
    assert notebook.outputs() == []
    for name in ("start", "present", "slides", "handout"):
        assert tool(page, name).is_visible()
        assert len(tool(page, name).get_attribute("title")) > 10
    page.evaluate(OPEN, OTHER)
    page.wait_for_function("name => jupyterapp.shell.currentWidget?.context?.path === name", arg=OTHER)
    page.locator(".jp-NotebookPanel:visible .jp-OutputArea-output", has_text="theirs").wait_for()
    assert [tool(page, name).count() for name in ("start", "present", "slides", "handout")] == [0] * 4
    page.keyboard.press("Alt+p")
    assert page.locator(".ho-presenting").count() == 0
    page.evaluate(OPEN, CLASS)
    tool(page, "start").wait_for()


@pytest.mark.browser
def test_one_button_starts_the_class(opened, page):
    tool(page, "start").focus()
    page.keyboard.press("Enter")
    page.locator(".plus").first.wait_for(timeout=60_000)
    page.wait_for_function(
        "words => [...document.querySelectorAll('.ho-tool')].some(node => node.textContent === words)",
        arg=said("start"),
    )
    assert [output for output in opened[0].outputs() if output["output_type"] == "error"] == []


@pytest.mark.browser
@pytest.mark.parametrize(("name", "form"), [("slides", "deck"), ("handout", "handout")])
def test_slides_and_handout_come_from_this_very_server(opened, page, lab, name, form):
    asked = []

    def answer(route: Any) -> None:
        asked.append((route.request.url, route.request.headers.get("referer", "")))
        route.fulfill(body="<!doctype html><title>made</title>", content_type="text/html")

    page.context.route("**/nbconvert/**", answer)
    with page.context.expect_page() as made:
        tool(page, name).click()
    made.value.wait_for_function("document.title === 'made'")
    made.value.close()
    page.context.unroute("**/nbconvert/**")
    assert [address for address, _ in asked] == [f"{lab}/nbconvert/{form}/the%20class.ipynb?download=false"]
    assert asked[0][1].startswith(lab.split("/some")[0])  # the server asks for it


@pytest.mark.browser
@pytest.mark.parametrize(
    ("name", "file"),
    [("Handout", "the class.html"), ("Deck", "the class.deck.html")],
    ids=["handout", "deck"],
)
def test_labs_own_menu_saves_pages_that_live(page, visit, tmp_path, name, file):
    page.get_by_role("menuitem", name="File", exact=True).click()
    page.get_by_text("Save and Export Notebook As").click()
    with page.expect_download(timeout=60_000) as found:
        page.get_by_role("menuitem", name=name, exact=True).click()
    assert found.value.suggested_filename == file
    assert re.search(r"/nbconvert/(handout|deck)/the%20class\.ipynb\?download=true", found.value.url)
    found.value.save_as(tmp_path / file)
    with visit((tmp_path / file).as_uri() + ("#slide-2" if "deck" in file else "")) as saved:
        saved.page.wait_for_selector("html[data-ready]")
        saved.page.get_by_role("button", name="count 0").first.click()
        assert saved.page.get_by_role("button", name="count 1").first.is_visible()
        assert saved.errors == []


def steps(page: Any) -> None:
    """First slide, fragment, second slide with a live widget, and back."""
    assert page.evaluate(SHOWN) == ["First slide"]
    assert presses(page, "ArrowRight") == ["First slide", "Then this"]
    shown = presses(page, "PageDown")
    assert (shown[0], len(shown)) == ("Second slide", 2)
    assert (
        said("slide_of_titled").format(number=2, total=LONG + 3, title="Second slide")
        in page.locator(STATUS).first.text_content()
    )
    assert presses(page, "ArrowLeft") == ["First slide", "Then this"]
    assert presses(page, "PageUp") == ["First slide"]
    assert presses(page, "Space", "Space")[0] == "Second slide"
    assert presses(page, "Shift+Space", "ArrowUp") == ["First slide"]
    for _ in range(2):
        page.wait_for_function(LAID_OUT)  # else it would go down a slide that looks long
        page.keyboard.press("ArrowDown")
    assert page.evaluate(SHOWN)[0] == "Second slide"


@pytest.mark.browser
def test_presenting_shows_one_slide_at_a_time_and_escape_ends_it(opened, page):
    before = opened[0].choice()["cells"]
    tool(page, "present").click()
    page.locator(".ho-bar").wait_for()
    page.keyboard.press("Home")
    steps(page)
    box = page.locator(".ho-presenting").bounding_box()
    size = page.viewport_size
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, size["width"], size["height"])
    assert page.evaluate("() => document.elementFromPoint(5, 5).closest('.ho-presenting') !== null")
    assert page.evaluate(SHOWN)[0] == "Second slide"
    everything = page.evaluate("() => document.querySelector('.ho-presenting').innerText")
    assert "For the teacher only" not in everything
    assert "Left out" not in everything
    assert presses(page, "End")[0] == "Last slide"
    page.keyboard.press("Escape")
    assert page.locator(".ho-presenting, .ho-on, .ho-around, [inert]").count() == 0
    assert opened[0].choice()["cells"] == before
    tool(page, "present").wait_for()  # the toolbar has its room again
    assert page.evaluate(WIDER) <= 0
    assert page.locator(".jp-Notebook .jp-Cell", has_text="For the teacher only").count() == 1


@pytest.mark.browser
def test_outputs_are_as_large_as_text_and_escape_closes_a_meaning_before_the_show(opened, page):
    present(page)
    presses(page, "End")
    of_text, of_outputs = page.evaluate(SIZES)
    assert of_text == of_outputs
    page.locator(".ho-on [popovertarget]").press("Enter")
    note = page.locator("[popover]:popover-open")
    note.wait_for()
    page.keyboard.press("Escape")
    note.wait_for(state="detached")
    assert page.locator(".ho-presenting").count() == 1
    page.keyboard.press("Escape")
    assert page.locator(".ho-presenting").count() == 0


@pytest.mark.browser
def test_the_clicker_wins_over_a_widget_and_letters_change_no_cell(opened, page):
    present(page)
    before = opened[0].choice()["cells"]
    presses(page, "PageDown", "PageDown")
    page.locator(".ho-on .box").check()
    page.keyboard.press("Space")  # the box keeps the keys that it needs
    assert not page.locator(".ho-on .box").is_checked()
    page.locator(".ho-on .plus").click()
    assert opened[0].python("print(counter.count)") == "1"
    for key in ("b", "d", "d", "a", "x", "m"):
        page.keyboard.press(key)
    assert presses(page, "PageDown")[0] == "Filler 0"
    for key in ("b", "d", "d", "a", "x", "m", "Enter"):
        page.keyboard.press(key)
    assert opened[0].choice()["cells"] == before
    assert opened[0].choice()["mode"] == "command"


@pytest.mark.browser
def test_the_bar_has_real_buttons_and_the_keyboard_stays_with_the_slides(page):
    present(page)
    page.get_by_role("button", name=said("next"), exact=True).click()
    assert page.evaluate(SHOWN) == ["First slide", "Then this"]
    page.get_by_role("button", name=said("previous"), exact=True).focus()
    assert presses(page, "Enter") == ["First slide"]
    for _ in range(6):
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUS_STAYS)
    small = page.evaluate(
        "() => [...document.querySelectorAll('.ho-bar button')].filter(one => one.offsetHeight < 44).length"
    )
    assert small == 0
    page.get_by_role("button", name=said("end"), exact=True).click()
    assert page.locator(".ho-presenting").count() == 0


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["Dark", "Light"])
def test_axe_finds_nothing_in_what_is_ours(opened, page, theme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    opened[0].command("apputils:change-theme", theme=f"JupyterLab {theme}")
    page.wait_for_selector(f"body[data-jp-theme-name='JupyterLab {theme}']", state="attached")
    found = axe.run(page, context=".ho-item").response["violations"]
    present(page)
    found += axe.run(page, context=".ho-bar").response["violations"]
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found] == []


def goes_on_without_python(page: Any) -> None:
    """Kill the kernel on the second slide: it is told, the slides turn, the widget answers."""
    presses(page, "Home", "PageDown", "PageDown")
    count = int(page.locator(".ho-on .plus").inner_text().split()[1])
    page.evaluate(f"() => {{ {KERNEL}.requestExecute({{ code: 'import os; os.kill(os.getpid(), 9)' }}); }}")
    page.wait_for_function(
        "words => document.querySelector('.ho-bar__note').textContent.includes(words)",
        arg=said("kernel_gone")[:20],
        timeout=30_000,
    )
    assert presses(page, "PageUp") == ["First slide", "Then this"]
    assert presses(page, "PageDown")[0] == "Second slide"
    page.locator(".ho-on .plus").click()
    assert page.locator(".ho-on .plus").inner_text() == f"count {count + 1}"
    assert page.locator(".jp-Dialog").count() == 0


@pytest.mark.browser
def test_a_dead_kernel_stops_neither_slides_nor_widgets(opened, page):
    present(page)
    goes_on_without_python(page)
    page.keyboard.press("Escape")
    tool(page, "start").click()  # and the class can be started again
    page.wait_for_function("() => document.querySelector('.plus')?.textContent === 'count 0'", timeout=60_000)


@pytest.mark.browser
def test_it_presents_when_only_cells_in_view_are_in_the_page(lab, folder, visit):
    choose(folder / "settings", "notebook-extension/tracker", windowingMode="full")
    with visit(f"{lab}/lab/workspaces/full/tree/{CLASS}?reset", offline=False) as visit:
        page = visit.page
        OpenNotebook(page)
        tool(page, "start").click(timeout=60_000)
        page.locator(".plus").first.wait_for(state="attached", timeout=60_000)
        page.wait_for_function("() => document.querySelectorAll('.jp-Cell').length < 40")
        present(page)
        steps(page)
        shown = presses(page, "End")
        assert (shown[0], len(shown)) == ("Last slide", 3)
        page.locator(".ho-on .plus").click()
        assert re.fullmatch(r"count \d+", page.locator(".ho-on .plus").inner_text())
        goes_on_without_python(page)
        page.keyboard.press("Escape")
        assert page.locator(".ho-presenting").count() == 0
        mode = page.evaluate("() => jupyterapp.shell.currentWidget.content.notebookConfig.windowingMode")
        assert mode == "full"
        page.wait_for_function("() => document.querySelectorAll('.jp-Cell').length < 40")


@pytest.mark.browser
def test_no_request_left_this_machine_and_nobody_was_asked_about_news(opened, lab, page):
    addresses = opened[1].requests
    assert any(loaded() in address for address in addresses)
    server = lab.split("/some")[0]
    assert [address for address in addresses if not address.startswith((server, "data:", "blob:"))] == []
    assert page.get_by_text(re.compile("official Jupyter news")).count() == 0
    assert [address for address in addresses if re.search(r"/lab/api/(?:news|update)", address)] == []
