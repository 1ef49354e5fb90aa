"""Exporting runs the notebook afresh, so that nothing of anybody's own gets out; and it works from anywhere."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import nbclient
import pytest
from small_notebooks import COUNTER, code, export, soup, text, unpacked, words, write, write_widget

from handouts.deck.exporter import DeckExporter
from handouts.running.execution import HandoutError

pytestmark = pytest.mark.kernel

PRIVATE = "<p>my own ticks</p>"
FIGURE = {"data": [{"type": "bar", "x": ["a"], "y": [3]}], "layout": {"width": 300, "height": 200}}
CHART = f"""
from IPython.display import HTML, display
display({{"application/vnd.plotly.v1+json": {FIGURE!r}, "text/plain": "one bar, 3 high"}}, raw=True)
display(HTML("<details><summary>Numbers</summary><table><tr><td>3</td></tr></table></details>"))
"""
IMPORTED = """
import json, sys
import handouts.handout
print(json.dumps(sorted(sys.modules)))
"""


def _run(*command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command], cwd=folder, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.fixture
def no_kernel(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_args, **_more):
        raise AssertionError("a kernel was started")

    monkeypatch.setattr(nbclient.NotebookClient, "execute", forbidden)
    monkeypatch.setattr(nbclient.NotebookClient, "async_execute", forbidden)


@pytest.mark.parametrize(
    "cell",
    [code("print('fresh')", html=PRIVATE), code("print(1)", "skip-execution", html=PRIVATE), code("", html=PRIVATE)],
    ids=["run", "skipped", "empty"],
)
def test_saved_outputs_never_get_out(tmp_path: Path, cell):
    page = soup(export(write(tmp_path, cell, code("print('fresh')"))))
    assert "my own ticks" not in str(page)
    assert "fresh" in words(page.main)


def test_saved_state_of_a_widget_never_gets_out(tmp_path: Path):
    file = write_widget(tmp_path, _esm="export default {};", count=17, plain_html=PRIVATE)
    notebook = json.loads(file.read_text(encoding="utf-8"))
    notebook["cells"][0]["source"] = COUNTER + "\nCounter()"
    file.write_text(json.dumps(notebook), encoding="utf-8")
    page = export(file)
    live = unpacked(page)
    assert [model["state"]["count"] for model in live["models"].values()] == [0]
    assert "my own ticks" not in page + json.dumps(live)


def test_kernel_sees_an_empty_personal_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    own = tmp_path / "own"
    own.mkdir()
    (own / "diary.csv").write_text("my own ticks", encoding="utf-8")
    monkeypatch.setenv("WEEK_TWELVE_DATA", str(own))
    look = "import os\nfolder = os.environ['WEEK_TWELVE_DATA']\nprint('found', os.listdir(folder), folder)"
    said = words(soup(export(write(tmp_path, code(look)))).main)
    assert said.startswith("found []")
    assert str(own) not in said
    assert not Path(said.removeprefix("found [] ")).exists()
    assert os.environ["WEEK_TWELVE_DATA"] == str(own)


@pytest.mark.usefixtures("no_kernel")
def test_without_execution_the_saved_state_is_used_and_the_log_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    file = write_widget(tmp_path, _esm="export default {};", count=17, plain_html="<p>saved form</p>")
    with caplog.at_level(logging.WARNING):
        page = export(file, execute=False, log=logging.getLogger("test"))
    assert words(soup(page).select_one(".ho-plain")) == "saved form"
    assert [model["state"]["count"] for model in unpacked(page)["models"].values()] == [17]
    assert "not executed" in caplog.text


@pytest.mark.usefixtures("no_kernel")
def test_without_execution_a_deck_starts_no_kernel_either(tmp_path: Path):
    file = write_widget(tmp_path, _esm="export default {};", plain_html="<p>saved form</p>")
    page, _ = DeckExporter(execute=False).from_filename(str(file))
    assert words(soup(page).select_one(".slide .ho-plain")) == "saved form"


@pytest.mark.usefixtures("no_kernel")
def test_without_execution_and_without_outputs_the_log_says_that_nothing_is_there(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    with caplog.at_level(logging.WARNING):
        export(write(tmp_path, code("1 + 1")), execute=False, log=logging.getLogger("test"))
    assert "no saved outputs" in caplog.text


@pytest.mark.usefixtures("no_kernel")
def test_without_execution_a_view_without_state_is_an_error(tmp_path: Path):
    file = write_widget(tmp_path, _esm="export default {};", plain_html=PRIVATE)
    notebook = json.loads(file.read_text(encoding="utf-8"))
    del notebook["metadata"]["widgets"]
    file.write_text(json.dumps(notebook), encoding="utf-8")
    with pytest.raises(HandoutError, match=r"cell 1 \(“Saved\(\)”\): the widget has no saved state"):
        export(file, execute=False)


def test_notebook_reads_what_lies_beside_it_from_any_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file = write(tmp_path / "lessons", code("print(open('beside.txt').read())"))
    (file.parent / "beside.txt").write_text("lies beside", encoding="utf-8")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    assert words(soup(export(Path("..", "lessons", file.name))).main) == "lies beside"
    monkeypatch.chdir(file.parent)
    assert words(soup(export(Path(file.name))).main) == "lies beside"


def test_nbconvert_makes_a_handout_from_any_working_folder(tmp_path: Path):
    file = write(tmp_path / "lessons", text("# By command"), code("print(open('beside.txt').read())"))
    (file.parent / "beside.txt").write_text("lies beside", encoding="utf-8")
    done = _run("-m", "nbconvert", "--to", "handout", "lessons/small.ipynb", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "lies beside" in words(soup(file.with_suffix(".html").read_text(encoding="utf-8")).main)


def test_other_exports_of_plain_notebooks_still_work(tmp_path: Path):
    write(tmp_path, text("# Plain"), code("print(1)"))
    done = _run("-m", "nbconvert", "--to", "html", "small.ipynb", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Plain" in (tmp_path / "small.html").read_text(encoding="utf-8")


def test_importing_the_exporter_brings_no_heavy_modules(tmp_path: Path):
    done = _run("-c", IMPORTED, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    modules = set(json.loads(done.stdout))
    assert not modules & {"kaleido", "plotly", "pandas", "choreographer", "kb", "widgets"}
    assert {name for name in modules if name.startswith("handouts.")} == {"handouts.handout", "handouts.words"}


@pytest.mark.browser
@pytest.mark.usefixtures("browser")
def test_chart_becomes_a_drawing_with_a_name(tmp_path: Path):
    page = soup(export(write(tmp_path, code(CHART))))
    figure = page.select_one("figure[aria-label='one bar, 3 high']")
    assert figure["role"] == "img"
    assert figure.svg.find("path")
    assert not page.details.has_attr("open")


def test_without_a_browser_the_table_of_the_chart_stands_open_and_the_log_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setenv("BROWSER_PATH", "/no/such/browser")
    with caplog.at_level(logging.WARNING):
        page = soup(export(write(tmp_path, code(CHART)), log=logging.getLogger("test")))
    assert page.details.has_attr("open")
    assert words(page.table) == "3"
    assert "could not be drawn" in words(page.main)
    assert page.figure is None
    assert "Chrome or Chromium, and neither was found. Install one" in caplog.text
