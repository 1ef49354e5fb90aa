"""Small notebooks for the tests of the exporter, and the one way in which those tests export them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
from bs4 import BeautifulSoup
from nbformat import NotebookNode, v4
from unpacking import unpacked_text

from handouts.handout import HandoutExporter
from handouts.models import STATE, VIEW

MODEL = "0123456789abcdef0123456789abcdef"
COUNTER = '''
import anywidget, ipywidgets, traitlets

class Counter(anywidget.AnyWidget):
    _esm = """
    function render({ model, el }) {
      const button = document.createElement("button");
      const paint = () => { button.textContent = `${model.get("name")} ${model.get("count")}`; };
      button.onclick = () => { model.set("count", model.get("count") + 1); model.save_changes(); };
      model.on("change:count", paint);
      paint();
      el.append(button);
    }
    export default { render };
    """
    name = traitlets.Unicode("count").tag(sync=True)
    count = traitlets.Int(0).tag(sync=True)
    plain_html = traitlets.Unicode("<p>a line to count on</p>").tag(sync=True)

class Bare(anywidget.AnyWidget):
    _esm = Counter._esm
    name = traitlets.Unicode("bare").tag(sync=True)
    count = traitlets.Int(0).tag(sync=True)
'''


def text(source: str, *tags: str) -> NotebookNode:
    return v4.new_markdown_cell(source, metadata={"tags": list(tags)})


def code(source: str, *tags: str, html: str = "") -> NotebookNode:
    """A code cell, with a saved output if there is one."""
    saved = [v4.new_output("display_data", {"text/html": html})] if html else []
    return v4.new_code_cell(source, metadata={"tags": list(tags)}, outputs=saved, execution_count=1 if html else None)


def write(folder: Path, *cells: NotebookNode, name: str = "small", **metadata: Any) -> Path:
    """The cells as a notebook file."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.ipynb"
    nbformat.write(v4.new_notebook(cells=list(cells), metadata={"kernelspec": kernel, **metadata}), file)
    return file


def write_widget(folder: Path, kind: str = "AnyModel", **state: Any) -> Path:
    """A notebook that was run and saved, with a single widget of the given state."""
    model = {"model_name": kind, "model_module": "anywidget", "model_module_version": "~0.9.*", "state": state}
    saved = {"version_major": 2, "version_minor": 0, "state": {MODEL: model}}
    view = {"model_id": MODEL, "version_major": 2, "version_minor": 0}
    cell = code("Saved()")
    cell.outputs = [v4.new_output("display_data", {VIEW: view, "text/plain": "Saved()"})]
    return write(folder, cell, widgets={STATE: saved})


def export(file: Path, **traits: Any) -> str:
    """The handout of a notebook file, as text."""
    page, _ = HandoutExporter(**traits).from_filename(str(file))
    return page


def soup(page: str) -> BeautifulSoup:
    return BeautifulSoup(page, "html.parser")


def words(node: Any) -> str:
    """What a node says, with single spaces."""
    return " ".join(node.get_text(" ").split())


def page_of(folder: Path, cells: Any) -> Path:
    """The handout of a notebook with these cells, as a file."""
    file = folder / "page.html"
    file.write_text(export(write(folder, *cells)), encoding="utf-8")
    return file


def state_of(file: Path) -> Any:
    """All that a page has packed for its host."""
    return unpacked(file.read_text(encoding="utf-8"))


def unpacked(page: str) -> Any:
    """The same, of the text of a page."""
    return json.loads(unpacked_text(page))
