"""Every notebook runs from top to bottom without a fault and without complaints."""

from __future__ import annotations

import os
from pathlib import Path

import nbformat
import pytest
from conftest import ROOT
from nbclient import NotebookClient
from nbformat import NotebookNode

pytestmark = [pytest.mark.kernel, pytest.mark.xdist_group("exporter")]

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
LAST = {"00_start_here": "causes", "03_warning_signs": "Assessment(level=None, reasons=(), symptoms=()"}


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=lambda file: file.stem)
def executed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, NotebookNode]:
    """The name of a notebook, and the notebook after a run that does not stop at faults."""
    file: Path = request.param
    notebook = nbformat.read(file, 4)
    where = {"metadata": {"path": str(file.parent)}}
    client = NotebookClient(notebook, timeout=120, kernel_name="python3", resources=where, allow_errors=True)
    client.execute(env={**os.environ, "WEEK_TWELVE_DATA": str(tmp_path_factory.mktemp("data"))})
    return file.stem, notebook


def _outputs(notebook: NotebookNode) -> list[NotebookNode]:
    return [output for cell in notebook.cells for output in cell.get("outputs", [])]


def test_no_cell_fails(executed: tuple[str, NotebookNode]):
    faults = [f"{out.ename}: {out.evalue}" for out in _outputs(executed[1]) if out.output_type == "error"]
    assert faults == []


def test_no_cell_complains(executed: tuple[str, NotebookNode]):
    said = [out.text for out in _outputs(executed[1]) if out.output_type == "stream" and out.name == "stderr"]
    assert said == []


def test_last_cell_gives_a_value_to_go_on_with(executed: tuple[str, NotebookNode]):
    name, notebook = executed
    last = [cell for cell in notebook.cells if cell.cell_type == "code"][-1]
    shown = "".join(str(text) for output in last.outputs for text in output.get("data", {}).values())
    assert shown
    assert LAST.get(name, "") in shown
