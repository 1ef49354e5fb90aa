"""What a notebook says of its slides: the slideshow metadata of its cells, checked, and what stands in for it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import Any

from nbformat import NotebookNode, from_dict

from handouts.handout import REMOVED
from handouts.running.execution import HandoutError, cell_name

TYPES = ("slide", "subslide", "fragment", "notes", "skip", "-")
ALWAYS = {"page-header", "page-footer"}  # on the title slide and at the end, also where they are skipped
HEADING = re.compile(r" {0,3}#{1,6}\s")
FENCE = re.compile(r" {0,3}(```|~~~)")


def said(cell: NotebookNode) -> dict[str, Any]:
    """The slideshow metadata of a cell."""
    found = cell.metadata.get("slideshow")
    return dict(found) if isinstance(found, dict) else {}


def kind(cell: NotebookNode) -> str:
    """The slide type of a cell; one without continues the slide before it."""
    return str(said(cell).get("slide_type") or "-")


def is_time(minutes: Any) -> bool:
    """Can this be a number of minutes?"""
    number = isinstance(minutes, (int, float)) and not isinstance(minutes, bool)
    return number and math.isfinite(minutes) and minutes > 0


def check(cells: Sequence[NotebookNode]) -> None:
    """Look at the metadata before the notebook is run.

    Raises:
        HandoutError: for a slide type or a time that is none, with its cell; and if every cell is skipped.
    """
    for index, cell in enumerate(cells):
        if kind(cell) not in TYPES:
            allowed = ", ".join(TYPES)
            raise HandoutError(f"{cell_name(index, cell)}: its slide type is “{kind(cell)}”; allowed are {allowed}")
        minutes = said(cell).get("minutes")
        if minutes is not None and not is_time(minutes):
            raise HandoutError(
                f"{cell_name(index, cell)}: its slideshow minutes are “{minutes}”; give a number above 0, such as 5"
            )
    if not any(is_shown(cell) for cell in cells):
        raise HandoutError("no cell is left to show: each one is skipped or removed. Give some the slide type “slide”.")


def is_shown(cell: NotebookNode) -> bool:
    """Does a cell stand in the deck? Notes do, also those that are kept out of the handout."""
    tags = set(cell.metadata.get("tags", []))
    if kind(cell) == "notes":
        return True
    return REMOVED not in tags and (kind(cell) != "skip" or bool(tags & ALWAYS))


def has_slides(cells: Sequence[NotebookNode]) -> bool:
    """Does any cell say that it starts a slide?"""
    return any(kind(cell) in ("slide", "subslide") for cell in cells)


def slides_at_headings(cells: Sequence[NotebookNode]) -> list[NotebookNode]:
    """The cells of a notebook without slides, divided so that every heading of its text starts one."""
    parts: list[NotebookNode] = []
    for cell in cells:
        if cell.cell_type != "markdown" or kind(cell) in ("notes", "fragment"):
            parts.append(cell)
            continue
        for number, source in enumerate(_parted(cell.source)):
            slideshow = {**said(cell), "slide_type": "slide" if HEADING.match(source) else kind(cell)}
            if number:  # the time of a cell is counted once
                slideshow.pop("minutes", None)
            parts.append(from_dict({**cell, "source": source, "metadata": {**cell.metadata, "slideshow": slideshow}}))  # type: ignore[no-untyped-call]
    return parts


def _parted(source: str) -> Iterator[str]:
    """A text cut before each of its headings; what looks like one inside a block of code is none."""
    lines: list[str] = []
    fence = ""
    for line in source.splitlines():
        found = FENCE.match(line)
        if found and fence in ("", found[1]):
            fence = "" if fence else found[1]
        if HEADING.match(line) and not fence and any(part.strip() for part in lines):
            yield "\n".join(lines)
            lines = []
        lines.append(line)
    yield "\n".join(lines)
