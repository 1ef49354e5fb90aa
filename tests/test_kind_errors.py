"""A cell over tables or settings with a fault says in words what to mend, and shows no lines of code."""

from __future__ import annotations

import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from small_notebooks import code, write

from handouts.running.kernels import forked_kernels

pytestmark = pytest.mark.kernel


def test_a_learner_reads_what_to_mend_and_the_run_stops(tmp_path):
    import nbformat

    (tmp_path / "class.toml").write_text('[place]\nregion = "moon"\n', encoding="utf-8")
    file = write(tmp_path, code("import kb, widgets"), code("room = kb.classroom.load()"), code("print('went on')"))
    notebook = nbformat.read(file, 4)
    client = NotebookClient(notebook, timeout=60, resources={"metadata": {"path": str(tmp_path)}})
    with forked_kernels(), pytest.raises(CellExecutionError):
        client.execute()
    (fault,) = notebook.cells[1].outputs
    assert fault.output_type == "error"
    shown = "\n".join(fault.traceback)
    assert shown == fault.evalue
    assert "class.toml, table [place], key region: found “moon”" in shown
    assert notebook.cells[2].outputs == []
