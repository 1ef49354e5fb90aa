"""`jupyter nbconvert --to deck`: the slides of a notebook, or of a whole class, as one offline file to present from.

The slides are those of the standard `slideshow` metadata. A cell may also say `slideshow.minutes`: the time that it is
meant to take, which the speaker sees. Execution, widgets and the checks that nothing comes from outside are those of
the handout.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from traitlets import default

from handouts.handout import HandoutExporter
from handouts.words import language, language_in, speaking


class DeckExporter(HandoutExporter):
    """A notebook as slides. Cells of the type skip run but are not shown."""

    export_from_notebook = "Slides (offline)"
    wall = True

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".deck.html"

    @default("template_extension")
    def _template_extension_default(self) -> str:
        return ".html.j2"

    @default("template_name")
    def _template_name_default(self) -> str:
        return "deck"

    @default("extra_template_paths")
    def _extra_template_paths_default(self) -> list[str]:
        return [str(Path(__file__).parent.parent / "templates")]

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kwargs: Any
    ) -> tuple[str, dict[str, Any]]:
        """The deck of a notebook.

        Raises:
            HandoutError: with the cell and the reason, for whatever cannot become part of an offline deck.
        """
        from handouts.deck.slides import check

        check(nb.cells)
        return super().from_notebook_node(nb, resources, **kwargs)

    def _assembled(self, body: str, page: Any, title: str) -> str:
        from handouts.deck.page import Part, assemble

        return assemble([Part(title, body, page)], title, language())

    def _shown(self, cell: NotebookNode) -> bool:
        from handouts.deck.slides import is_shown

        return is_shown(cell)

    def _flatten(self, nb: NotebookNode) -> Any:
        from handouts.deck.slides import has_slides, slides_at_headings

        marked = has_slides(nb.cells)
        page = super()._flatten(nb)
        if not marked:
            self.log.warning("deck: no cell says that it is a slide, so every heading starts one")
            nb.cells = slides_at_headings(nb.cells)
        return page


class _PartExporter(DeckExporter):
    """A notebook as a part of a deck of several."""

    minutes: float | None = None
    notebook = ""

    def _assembled(self, body: str, page: Any, title: str) -> Any:
        from handouts.deck.page import Part

        return Part(title, body, page, self.mark, self.minutes, self.notebook)


def class_deck(notebooks: Sequence[tuple[str | Path, float | None]], title: str) -> str:
    """One deck of several notebooks, each a part with a title slide of its own; the call card comes once, at the end.

    Args:
        notebooks: the file and the minutes of each, in the order of the class. With minutes, the slides share them as
            their own `slideshow.minutes` say, or evenly; with None, only what the slides say is planned.
        title: for the first slide and for the window.

    Returns:
        The page.

    Raises:
        HandoutError: one sentence for each notebook that cannot be presented.
    """
    from handouts.charts.browser import one_browser
    from handouts.deck.page import assemble
    from handouts.running.execution import HandoutError
    from handouts.running.kernels import forked_kernels

    faults = [fault for file, minutes in notebooks if (fault := _wrong(Path(file), minutes))]
    if not notebooks:
        faults = ["a class needs at least one notebook"]
    if faults:
        raise HandoutError("\n".join(faults))
    with forked_kernels(), one_browser() as browser, ThreadPoolExecutor((os.cpu_count() or 1) + 1) as pool:
        pool.submit(browser.start)
        made = list(pool.map(_part, range(1, len(notebooks) + 1), *zip(*notebooks, strict=True)))
    faults = [part for part in made if isinstance(part, str)]
    if faults:
        raise HandoutError("\n".join(faults))
    with speaking(language_in([Path(file) for file, _ in notebooks])):
        return assemble(made, title, language())


def _wrong(file: Path, minutes: Any) -> str:
    """What is wrong with an entry of a class, in words."""
    from handouts.deck.slides import is_time

    if not file.is_file():
        return f"{file}: there is no such file"
    if minutes is not None and not is_time(minutes):
        return f"{file.name}: its minutes are “{minutes}”; give a number above 0, or None"
    return ""


def _part(number: int, file: str | Path, minutes: float | None) -> Any:
    """The part that a notebook becomes, or the reason why it cannot."""
    exporter = _PartExporter()  # type: ignore[no-untyped-call]
    exporter.mark, exporter.minutes, exporter.notebook = f"p{number}-", minutes, Path(file).name
    try:
        part, _ = exporter.from_filename(str(file))
    except ValueError as error:  # HandoutError and the like
        return f"{Path(file).name}: {error}"
    return part
