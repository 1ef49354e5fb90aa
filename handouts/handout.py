"""`jupyter nbconvert --to handout`: one HTML file that stays alive offline and is complete on paper."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode
from traitlets import Bool, Dict, Integer, default

from handouts.words import language, language_of, speaking

REMOVED = "remove-in-handout"
LONG_DRAWING = 8_000  # letters: longer ones are packed, and without scripts their numbers stand alone


class HandoutExporter(HTMLExporter):
    """A notebook as a handout. Imports that cost time or could fail wait until a notebook is exported."""

    export_from_notebook = "Handout"
    output_mimetype = "text/html"

    execute = Bool(
        True, help="Run the notebook first, in a fresh kernel. If False, the saved outputs and widget state are used."
    ).tag(config=True)
    timeout = Integer(120, help="Seconds that a single cell may take.").tag(config=True)
    pages = Dict(
        default_value=None,
        allow_none=True,
        help="Addresses by the names of notebooks; links to others become text. None: name.html.",
    ).tag(config=True)

    wall = False  # are figures drawn for a slide on a wall?
    mark = ""  # what the names of its widgets begin with

    exclude_anchor_links = Bool(True).tag(config=True)

    @default("template_name")
    def _template_name_default(self) -> str:
        return "handout"

    @default("extra_template_basedirs")
    def _extra_template_basedirs_default(self) -> list[str]:
        return [str(Path(__file__).parent / "templates")]

    def from_file(  # type: ignore[override]
        self, file_stream: Any, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """The page of a notebook file; errors as in `from_notebook_node`, also for a file that is no notebook."""
        from handouts.running.execution import read

        return self.from_notebook_node(read(file_stream), resources, **kw)

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kwargs: Any
    ) -> tuple[str, dict[str, Any]]:
        """The page of a notebook.

        Raises:
            HandoutError: with the cell and the reason, for whatever cannot become part of an offline page.
        """
        from handouts.writing import write_whole

        write_whole(self)
        title = _title(nb) or (resources or {}).get("metadata", {}).get("name", "Handout")
        with speaking(language_of(nb.metadata)):
            body, resources = super().from_notebook_node(nb, resources, **kwargs)
            page = resources.pop("handout_page")
            resources["handout_title"] = title
            return self._assembled(body, page, title), resources

    def _assembled(self, body: str, page: Any, title: str) -> str:
        from handouts.page import assemble

        return assemble(body, page, title, language(), self.pages)

    def _shown(self, cell: NotebookNode) -> bool:
        return REMOVED not in cell.metadata.get("tags", [])

    def _preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        nb, resources = super()._preprocess(nb, resources)  # type: ignore[no-untyped-call]
        self._run(nb, resources)
        resources["handout_page"] = self._flatten(nb)
        return nb, resources

    def _run(self, nb: NotebookNode, resources: dict[str, Any]) -> None:
        """Run the notebook in place, or say that its saved outputs are used."""
        from handouts.running.execution import execute, has_saved_outputs

        if self.execute:
            execute(nb, resources.get("metadata", {}).get("path") or os.getcwd(), self.timeout)  # noqa: PTH109
        else:
            self.log.warning("handout: not executed; the saved outputs and widget state are used")
            if not has_saved_outputs(nb):
                self.log.warning("handout: the notebook has no saved outputs, so the page will have none")

    def _flatten(self, nb: NotebookNode) -> Any:
        """Turn widget views and figures into HTML outputs, so that the template knows only HTML, images and text."""
        from handouts.charts.figures import PLOTLY, draw, figure_html, for_a_wall
        from handouts.models import VIEW, Page
        from handouts.running.execution import cell_name

        page = Page(nb.metadata, self.mark)
        figures: list[tuple[Any, list[Any], str]] = []
        for index, cell in enumerate(nb.cells):
            tags = cell.metadata.get("tags", [])
            for output in cell.get("outputs", []) if self._shown(cell) else []:
                data = output.get("data", {})
                if VIEW in data:
                    where = cell_name(index, cell)
                    html = page.view(data[VIEW]["model_id"], where, plain_required="no-plain-form" not in tags)
                    output["data"] = {"text/html": html}
                elif PLOTLY in data:
                    said = output.get("metadata", {}).get(PLOTLY, {})
                    for_slides = [for_a_wall(one) for one in said.get("slides", [data[PLOTLY]])]
                    alt = said.get("alt") or data.get("text/plain", "")
                    figures.append((output, for_slides if self.wall else [data[PLOTLY]], alt))
        drawn = iter(draw([one for _, shown, _ in figures for one in shown], self.log, self.mark))
        for output, shown, alt in figures:
            drawings = [next(drawn) for _ in shown]
            if self.wall or len(drawings[0] or "") > LONG_DRAWING:  # those for a wall are for slides alone
                output["data"] = {"text/html": page.drawing(drawings, alt)}
            else:
                output["data"] = {"text/html": figure_html(drawings[0], alt)}
        nb.cells = [cell for cell in nb.cells if self._shown(cell)]
        return page


def _title(nb: NotebookNode) -> str:
    """The title that the notebook names, or its first heading."""
    if named := nb.metadata.get("title"):
        return str(named)
    for cell in nb.cells:
        for line in cell.source.splitlines() if cell.cell_type == "markdown" else []:
            if line.startswith("# "):
                return str(line[2:]).strip()
    return ""
