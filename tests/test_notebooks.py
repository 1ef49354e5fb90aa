"""Every notebook runs from top to bottom without a fault; stock nbconvert shows every plain form, table and claim."""

from __future__ import annotations

import copy
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from conftest import ROOT
from handout_pages import PAGES, missing
from nbconvert import HTMLExporter
from nbformat import NotebookNode
from planted import MARKER
from small_notebooks import soup, words

import kb
from widgets.claims import section_claims

pytestmark = pytest.mark.kernel

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
SECTION = re.compile(r"""SectionText\(base, ["'](\w+)["']""")
notebooks = pytest.mark.parametrize("name", PAGES)
LAST = {"00_start_here": "causes", "03_warning_signs": "Assessment(level=None, reasons=(), symptoms=()"}


def _outputs(notebook: NotebookNode) -> list[NotebookNode]:
    return [output for cell in notebook.cells for output in cell.get("outputs", [])]


@notebooks
def test_no_cell_fails(executed: dict[str, NotebookNode], name: str):
    faults = [f"{out.ename}: {out.evalue}" for out in _outputs(executed[name]) if out.output_type == "error"]
    assert faults == []


@notebooks
def test_no_cell_complains(executed: dict[str, NotebookNode], name: str):
    said = [out.text for out in _outputs(executed[name]) if out.output_type == "stream" and out.name == "stderr"]
    assert said == []


@notebooks
def test_last_cell_gives_a_value_to_go_on_with(executed: dict[str, NotebookNode], name: str):
    last = [cell for cell in executed[name].cells if cell.cell_type == "code"][-1]
    shown = "".join(str(text) for output in last.outputs for text in output.get("data", {}).values())
    assert shown
    assert LAST.get(name, "") in shown


@notebooks
def test_a_run_by_a_machine_holds_nothing_of_what_a_person_keeps(executed: dict[str, NotebookNode], name: str):
    """They ran with planted things in the folder of a person."""
    saved = nbformat.writes(executed[name])
    assert '"application/vnd.jupyter.widget-state+json"' in saved
    assert MARKER not in saved


def _sources(file: Path) -> str:
    return "\n".join(cell.source for cell in nbformat.read(file, 4).cells if cell.cell_type == "code")


def _said(page: str) -> str:
    return " ".join(map(words, soup(page).select(".jp-OutputArea-output")))


@pytest.fixture(scope="module")
def stock(executed: dict[str, Any]) -> dict[str, str]:
    """What the stock page of each notebook says in its outputs, by name; the widget state is not stored."""
    pages = {}
    for name, notebook in executed.items():
        plain = copy.deepcopy(notebook)
        plain.metadata.pop("widgets", None)
        pages[name] = _said(HTMLExporter().from_notebook_node(plain)[0])
    return pages


def test_the_command_of_the_readme_gives_the_same(stock: dict[str, str], tmp_path: Path):
    options = ["--execute", "--to", "html", "--ExecutePreprocessor.store_widget_state=False", "--output-dir"]
    command = [sys.executable, "-m", "nbconvert", *options, str(tmp_path), str(NOTEBOOKS[-1])]
    subprocess.run(command, capture_output=True, timeout=120, check=True)
    page = (tmp_path / f"{NOTEBOOKS[-1].stem}.html").read_text(encoding="utf-8")
    assert _said(page) == stock[NOTEBOOKS[-1].stem]


def _with(pattern: str) -> list[str]:
    return [file.stem for file in NOTEBOOKS if re.search(pattern, _sources(file))]


def _missing(texts, said: str) -> list[str]:
    return missing(texts, said)


@pytest.mark.parametrize("name", _with(r"SymptomSelector\("))
def test_every_sign_is_listed_to_tick_with_a_pen(base: kb.KnowledgeBase, stock: dict[str, str], name: str):
    assert base.text("paper_title") in stock[name]
    assert _missing([row["text"] for row in base.rows["symptoms"].values() if row["group_id"]], stock[name]) == []


@pytest.mark.parametrize("name", _with(r"signs_by_level\("))
def test_chart_stands_as_a_sentence_and_a_table(base: kb.KnowledgeBase, stock: dict[str, str], name: str):
    from widgets.charts import signs_by_level

    chart = signs_by_level(base)
    rows = [" ".join(map(str, row)) for row in chart.table.to_numpy().tolist()]
    assert _missing([chart.sentence, *chart.table.columns, *rows], stock[name]) == []


@pytest.mark.parametrize("name", _with(SECTION.pattern))
def test_every_claim_of_the_section_is_told(base: kb.KnowledgeBase, stock: dict[str, str], name: str):
    source = _sources(next(file for file in NOTEBOOKS if file.stem == name))
    texts = [claim["text"] for section in SECTION.findall(source) for claim in section_claims(base, section)]
    assert len(texts) > 1
    assert _missing(texts, stock[name]) == []


@pytest.mark.parametrize("name", [file.stem for file in NOTEBOOKS])
def test_no_view_is_left_as_a_name(stock: dict[str, str], name: str):
    assert re.findall(r"<\w+>|\w+\(children=", stock[name]) == []
