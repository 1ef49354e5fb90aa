"""Every notebook runs from top to bottom without a fault and without complaints."""

from __future__ import annotations

import pytest
from handout_pages import PAGES
from nbformat import NotebookNode

pytestmark = [pytest.mark.kernel, pytest.mark.xdist_group("exporter")]

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
