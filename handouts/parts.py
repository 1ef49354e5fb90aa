"""Several notebooks as one page, and a part of a notebook as a page of its own. All have been run already."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from copy import deepcopy
from html import escape
from pathlib import Path
from typing import Any

from nbformat import NotebookNode, v4

from handouts.handout import REMOVED, HandoutExporter
from handouts.models import STATE
from handouts.running.execution import HandoutError, execute, read

HEADING = re.compile(r"(#+) +(.+)")
AROUND = {"page-header", "page-footer", "own-page"}
PART = "page-part"


class RunExporter(HandoutExporter):
    """Takes notebooks that have been run."""

    def _run(self, nb: NotebookNode, resources: dict[str, Any]) -> None:
        pass


def ran(file: Path) -> NotebookNode:
    """A notebook file after its run; inside `execution.each_once` it is run once, whoever asks."""
    notebook = read(file)
    execute(notebook, str(file.parent), HandoutExporter.timeout.default_value)
    return notebook


def alone(notebook: NotebookNode) -> NotebookNode:
    """The cells tagged `own-page`, under the heading that stands before them.

    Raises:
        HandoutError: if there are none.
    """
    kept: list[NotebookNode] = []
    title = heading = ""
    for cell in notebook.cells:
        heading = _heading(cell)[1] or heading
        if "own-page" in _tags(cell):
            title = title or heading
            kept.append(deepcopy(cell))
    if not kept:
        raise HandoutError("no cell is tagged own-page, so that there is nothing for a page of its own.")
    return _like(notebook, [_text(f"# {title}", "page-header"), *kept], deepcopy(notebook.metadata))


def together(notebooks: Sequence[tuple[str, NotebookNode]], title: str) -> tuple[NotebookNode, dict[str, str]]:
    """One notebook of several: each is a part; what is the same at the head and at the foot of all stands once.

    What is no slide, such as sources, comes at the end. Widgets keep their ids, which no two runs share.

    Args:
        notebooks: name and run notebook, in their order.
        title: of the whole.

    Returns:
        The notebook, and by name where each begins in its page (`#part-1`).
    """
    metadata = deepcopy(notebooks[0][1].metadata)
    saved = [one.metadata.get("widgets", {}).get(STATE, {}).get("state", {}) for _, one in notebooks]
    state = {key: model for models in saved for key, model in models.items()}
    metadata.update(title=title, widgets={STATE: {"version_major": 2, "version_minor": 0, "state": state}})
    lead = _lead([one for _, one in notebooks])
    around: dict[str, NotebookNode] = {}
    body: list[NotebookNode] = []
    ends: dict[tuple[str, ...], list[NotebookNode]] = {}
    for name, notebook in notebooks:
        _add_part(name, notebook, lead, (around, body, ends))
    head = [_title(title), *([_text(lead, "page-header")] if lead else []), *around.values()]
    foot = [cell for (heading, *tags), cells in ends.items() for cell in (_text(f"# {heading}", PART, *tags), *cells)]
    cells = [*head, *body, *foot]
    for number, cell in enumerate(cells):
        cell.id = f"cell-{number}"
    return _like(notebooks[0][1], cells, metadata), {
        name: f"#part-{number}" for number, (name, _) in enumerate(notebooks, 1)
    }


def _like(notebook: NotebookNode, cells: list[NotebookNode], metadata: NotebookNode) -> NotebookNode:
    return NotebookNode({**notebook, "cells": cells, "metadata": metadata})  # type: ignore[no-untyped-call]


def _add_part(name: str, notebook: NotebookNode, lead: str, places: Any) -> None:
    """Put the cells of a notebook where they belong: around the whole (equal ones once), into the body, to the end."""
    around, body, ends = places
    cells = [cell for cell in map(deepcopy, notebook.cells) if _shows(cell)]
    opening = _opening(cells)
    if opening is None:
        opening = _text(f"# {name}")
        cells.insert(0, opening)
    opening.metadata["tags"] = [*(_tags(opening) - AROUND), PART]
    opening.source = opening.source.replace(f"\n\n{lead}", "", 1) if lead else opening.source
    title = _heading(opening)[1]
    place = body
    for cell in cells:
        rank, heading = _heading(cell)
        if AROUND & _tags(cell):
            said = [(output.get("data"), output.get("text")) for output in cell.get("outputs", [])] or cell.source
            around.setdefault(json.dumps([sorted(_tags(cell)), said]), cell)
        elif rank == 2 and cell.metadata.get("slideshow", {}).get("slide_type") == "skip":
            place = ends.setdefault((heading, *sorted(_tags(cell))), [])
            place.append(_text(f"## {title}\n{cell.source.partition(chr(10))[2]}"))
        else:
            place = body if rank in (1, 2) else place
            place.append(cell)


def _shows(cell: NotebookNode) -> bool:
    return REMOVED not in _tags(cell) and (cell.cell_type == "markdown" or bool(cell.get("outputs")))


def _lead(notebooks: Sequence[NotebookNode]) -> str:
    """The paragraph that follows the title in all of them, if it is the same."""
    openings = [_opening(one.cells) for one in notebooks]
    leads = {(one.source if one else "").strip().partition("\n\n")[2].partition("\n\n")[0] for one in openings}
    return str(leads.pop()) if len(leads) == 1 < len(notebooks) else ""


def _opening(cells: Sequence[NotebookNode]) -> NotebookNode | None:
    """The cell with the title."""
    return next((cell for cell in cells if _heading(cell)[0] == 1), None)


def _title(text: str) -> NotebookNode:
    """A heading that is text, whatever signs it holds."""
    html = {"text/html": f"<h1>{escape(text)}</h1>"}
    cell: NotebookNode = v4.new_code_cell(metadata={"tags": ["page-header"]})  # type: ignore[no-untyped-call]
    cell.outputs = [v4.new_output("display_data", html)]  # type: ignore[no-untyped-call]
    return cell


def _heading(cell: NotebookNode) -> tuple[int, str]:
    """Rank and words of the heading that a cell begins with; 0 and nothing if it begins with none."""
    found = HEADING.match(cell.source.lstrip()) if cell.cell_type == "markdown" else None
    return (len(found[1]), found[2].strip()) if found else (0, "")


def _tags(cell: NotebookNode) -> set[str]:
    return set(cell.metadata.get("tags", []))


def _text(source: str, *tags: str) -> NotebookNode:
    cell: NotebookNode = v4.new_markdown_cell(source, metadata={"tags": list(tags)})  # type: ignore[no-untyped-call]
    return cell
