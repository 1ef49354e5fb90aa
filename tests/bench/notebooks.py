"""Whole notebooks: all cells run from a fresh kernel on, against the stock way, and the memory that they take."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode, v4

import kb
from tests.conftest import ROOT

from .clicks import STOCK
from .figures import Figures, alternating
from .promises import Measured

IMPORTS = "import pandas, plotly.graph_objects, ipywidgets"
BOXES = ROOT / "notebooks" / "03_warning_signs.ipynb"
LOAD = "import kb\nbase = kb.load()"
MEMORY = "import resource\nprint(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"


def executed(notebook: NotebookNode, folder: Path) -> tuple[NotebookNode, float]:
    """A notebook after its cells ran in a fresh kernel, and how many seconds kernel and cells took."""
    client = NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": folder}})
    start = time.perf_counter()
    client.execute()
    return notebook, time.perf_counter() - start


def seconds(file: Path) -> float:
    """How long a fresh kernel takes to start and to run all cells of a notebook."""
    return executed(nbformat.read(file, 4), file.parent)[1]


def megabytes(notebook: NotebookNode) -> float:
    """The most memory that a fresh kernel takes for the cells of a notebook, on Linux."""
    cells = [*notebook.cells, v4.new_code_cell(MEMORY)]
    done, _ = executed(v4.new_notebook(cells=cells, metadata=notebook.metadata), BOXES.parent)
    return int(done.cells[-1].outputs[0]["text"]) / 1024


def notebooks(runs: int) -> list[Measured]:
    """Each notebook, the slowest of them more often, and the memory of the one with the most boxes to tick."""
    files = sorted((ROOT / "notebooks").glob("*.ipynb"))
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder, "imports.ipynb")
        nbformat.write(v4.new_notebook(cells=[v4.new_code_cell(IMPORTS)]), plain)
        seconds(plain)  # compiled files, and the disk
        each = {file: seconds(file) for file in files}
        slowest = max(files, key=lambda file: each[file])
        ours, stock = alternating([lambda: seconds(slowest), lambda: seconds(plain)], runs, "s")
    return [
        Measured("run_all", ours, stock, f"the slowest: {slowest.stem}"),
        Measured("run_each", Figures(tuple(each.values()), "s"), Figures(stock.values, "s"), f"{len(files)} notebooks"),
        _memory(),
    ]


def _memory() -> Measured:
    """A kernel with the views of a notebook, and one with a stock box for each of its signs."""
    shown = [key for key, row in kb.load().rows["symptoms"].items() if row["group_id"]]
    stock = v4.new_notebook(cells=[v4.new_code_cell(LOAD), v4.new_code_cell(STOCK.format(SYMPTOMS=shown))])
    ours, theirs = alternating([lambda: megabytes(nbformat.read(BOXES, 4)), lambda: megabytes(stock)], 3, "MB")
    return Measured("memory", ours, theirs, BOXES.stem)
