"""Running a notebook for export: a fresh kernel and an empty personal data folder.

So nobody's ticks, weights or diary get into a page. Pages of several kinds can share one run (`each_once`).
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from threading import Lock
from typing import Any

from nbformat import NotebookNode

DATA_FOLDER = "WEEK_TWELVE_DATA"
_runs: dict[str, Future[NotebookNode]] | None = None
_asking = Lock()


class HandoutError(ValueError):
    """The notebook cannot become a handout; the message names the cell and what to do."""


def read(file: Any) -> NotebookNode:
    """A notebook from its file or an open stream.

    Raises:
        HandoutError: for a file that is none.
    """
    import nbformat
    from nbformat import ValidationError

    try:
        notebook: NotebookNode = nbformat.read(file, 4)  # type: ignore[no-untyped-call]
        parts = [notebook.metadata, *notebook.cells]
    except (AttributeError, KeyError, RecursionError, TypeError, ValidationError, ValueError) as error:
        raise HandoutError("the file is no notebook, or a damaged one.") from error
    if not all(isinstance(part, dict) for part in parts):
        raise HandoutError("the file is no notebook, or a damaged one.")
    return notebook


def cell_name(index: int, cell: NotebookNode) -> str:
    """A cell in words: its number as people count, and its first line."""
    first = next((line for line in cell.source.splitlines() if line.strip()), "")
    return f"cell {index + 1} (“{first.strip()[:60]}”)"


@contextmanager
def each_once() -> Iterator[None]:
    """Inside, each notebook is run once: whoever asks for it again gets outputs and widget state of that run."""
    global _runs  # noqa: PLW0603  the threads of one process share the runs
    _runs = {}
    try:
        yield
    finally:
        _runs = None


def execute(notebook: NotebookNode, folder: str, timeout: int) -> None:
    """Run all cells in place, with widget state; inside `each_once` only if nobody has run the same cells.

    Args:
        notebook: changed in place: outputs and widget state are those of this run.
        folder: the working folder of the kernel.
        timeout: seconds that a single cell may take.

    Raises:
        HandoutError: for a failing cell, with its number, its first line and the error.
    """
    if _runs is None:
        _run(notebook, folder, timeout)
        return
    where = str(Path(folder or ".").resolve())
    key = json.dumps([where, notebook.metadata.get("kernelspec"), [(c.cell_type, c.source) for c in notebook.cells]])
    with _asking:
        first = key not in _runs
        future = _runs.setdefault(key, Future())
    if first:
        done = deepcopy(notebook)
        try:
            _run(done, folder, timeout)
            future.set_result(done)
        except BaseException as error:
            future.set_exception(error)
    done = deepcopy(future.result())
    for cell, run in zip(notebook.cells, done.cells, strict=True):
        cell.update({name: run[name] for name in ("outputs", "execution_count") if name in run})
    notebook.metadata = done.metadata


def _run(notebook: NotebookNode, folder: str, timeout: int) -> None:
    from jupyter_client.kernelspec import NoSuchKernel
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    notebook.metadata.pop("widgets", None)
    for cell in notebook.cells:
        if cell.cell_type == "code":  # nbclient keeps the saved outputs of cells that it skips
            cell.outputs, cell.execution_count = [], None
    with tempfile.TemporaryDirectory() as empty:
        environment = {**os.environ, DATA_FOLDER: empty}
        resources: dict[str, Any] = {"metadata": {"path": folder or "."}}
        name = notebook.metadata.get("kernelspec", {}).get("name", "python3")
        client = NotebookClient(notebook, timeout=timeout, kernel_name=name, resources=resources)
        client.extra_arguments = ["--log-level=ERROR"]  # what is told of a run stands in its outputs
        try:
            client.execute(env=environment)
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
            raise HandoutError(_failure(notebook, error)) from error
        except NoSuchKernel as error:
            raise HandoutError(f"the kernel “{name}” that the notebook asks for is not installed here.") from error


def _failure(notebook: NotebookNode, error: Exception) -> str:
    for index, cell in reversed(list(enumerate(notebook.cells))):  # earlier ones were allowed to fail
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                return f"{cell_name(index, cell)} fails: {output.ename}: {output.evalue}"
    return f"the notebook could not be run: {error}"


def has_saved_outputs(notebook: NotebookNode) -> bool:
    """Does the file hold outputs or counts of an earlier run?"""
    return any(cell.get("outputs") or cell.get("execution_count") for cell in notebook.cells)
