"""Whole notebooks: all cells run from a fresh kernel on, against a notebook that only imports the same libraries."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import v4

from tests.conftest import ROOT

from .figures import alternating
from .promises import Measured

IMPORTS = "import pandas, plotly.graph_objects, ipywidgets"


def seconds(file: Path) -> float:
    """How long a fresh kernel takes to start and to run all cells of a notebook."""
    notebook = nbformat.read(file, 4)
    client = NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": file.parent}})
    start = time.perf_counter()
    client.execute()
    return time.perf_counter() - start


def notebooks(runs: int) -> list[Measured]:
    """The slowest notebook of the class; the others are looked at once to find it."""
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder, "imports.ipynb")
        nbformat.write(v4.new_notebook(cells=[v4.new_code_cell(IMPORTS)]), plain)
        seconds(plain)  # compiled files, and the disk
        slowest = max(sorted((ROOT / "notebooks").glob("*.ipynb")), key=seconds)
        ours, stock = alternating([lambda: seconds(slowest), lambda: seconds(plain)], runs, "s")
    return [Measured("run_all", ours, stock, f"the slowest: {slowest.stem}")]
