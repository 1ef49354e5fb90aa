"""From cells to slides: which cells stand together, which come step by step, which are for the speaker alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, Tag

SHOWS = "svg, img, input, hr, canvas, math, [data-model]"  # says something without a text
LISTS_IDS = ("aria-controls", "aria-describedby", "aria-labelledby", "for", "headers", "list", "popovertarget")
LONGEST_TITLE = 60


@dataclass
class Slide:
    """A slide before it is written.

    Attributes:
        cells: what it shows, fragments among them.
        notes: what only the speaker sees.
        minutes: the time for it; 0 if nothing says so.
    """

    cells: list[Tag] = field(default_factory=list)
    notes: list[Tag] = field(default_factory=list)
    minutes: float = 0.0

    def title(self) -> str:
        """Its first heading, or what it is called otherwise, or its first words."""
        for choice in ("h1, h2, h3, h4, h5, h6", "[aria-label]"):
            for found in (node for cell in self.cells for node in cell.select(choice)):
                return _short(str(found.get("aria-label") or found.get_text(" ")))
        return _short(" ".join(cell.get_text(" ") for cell in self.cells))


@dataclass
class Slides:
    """The slides of a notebook, and the cells that a deck has once: its header, and the foot that ends it."""

    slides: list[Slide] = field(default_factory=list)
    header: list[Tag] = field(default_factory=list)
    foot: list[Tag] = field(default_factory=list)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_TITLE else text[:LONGEST_TITLE].rsplit(" ", 1)[0] + " …"


def grouped(soup: BeautifulSoup) -> Slides:
    """The cells of a page as slides; those that say nothing are left out."""
    found = Slides()
    starts = True
    for cell in _apart(soup):
        kind, minutes = str(cell.attrs.pop("data-slide", "-")), float(str(cell.attrs.pop("data-minutes", 0)))
        starts = starts or kind in ("slide", "subslide")
        tags = cell.get_attribute_list("class")
        if not (cell.get_text(strip=True) or cell.select_one(SHOWS)):
            continue  # the next cell starts the slide that an empty one would have started
        if "page-footer" in tags:
            found.foot.append(cell)
            continue
        if "page-header" in tags and not cell.select_one("h1, h2"):
            found.header += [cell] if _written_in(cell) else []
            continue
        if starts and not (kind == "notes" and found.slides):
            found.slides.append(Slide())
            starts = False
        slide = found.slides[-1]
        slide.minutes += minutes
        if kind == "fragment":
            cell["class"] = " ".join([*map(str, tags), "fragment"])
        (slide.notes if kind == "notes" else slide.cells).append(cell)
    return found


def _apart(soup: BeautifulSoup) -> list[Tag]:
    """The cells, each by itself. What an output with a stray tag left beside them goes into the cell before it."""
    cells: list[Tag] = []
    for node in list(soup.contents):
        if isinstance(node, Tag) and "ho-cell" in node.get_attribute_list("class"):
            cells += [node, *node.select("div.ho-cell")]
        elif cells:
            cells[-1].append(node.extract())
    return [cell.extract() for cell in cells]


def _written_in(header: Tag) -> bool:
    """Does a header say something? Lines to write on are for paper; they are taken away."""
    for line in [*header.select("dl > div"), *header.select("dl")]:
        if not any(value.get_text(strip=True) for value in line.select("dd")):
            line.decompose()
    return bool(header.get_text(strip=True) or header.select_one(SHOWS))


def share_time(slides: Sequence[Slide], minutes: float | None) -> None:
    """Give the slides of a notebook the time that is planned for it: in the shares they ask for, or evenly."""
    if minutes is None or not slides:
        return
    asked = sum(slide.minutes for slide in slides)
    for slide in slides:
        slide.minutes = minutes * (slide.minutes / asked if asked else 1 / len(slides))


def set_apart(soup: BeautifulSoup, mark: str) -> None:
    """Let all ids of a page begin with a mark, and what refers to them, so that pages can stand together."""
    ids = {str(tag["id"]) for tag in soup.select("[id]")}
    places = re.compile(r"url\((['\"]?)#([^)'\"]+)")

    def renamed(name: str) -> str:
        return mark + name if name in ids else name

    for tag in soup.find_all(True):
        for key, value in list(tag.attrs.items()):
            text = " ".join(value) if isinstance(value, list) else str(value)
            if key == "id" or (key == "name" and tag.name == "input"):
                tag[key] = mark + text
            elif key in LISTS_IDS:
                tag[key] = " ".join(map(renamed, text.split()))
            elif key in ("href", "xlink:href") and text.startswith("#"):
                tag[key] = "#" + renamed(text[1:])
            elif "url(" in text:
                tag[key] = places.sub(lambda found: f"url({found[1]}#{renamed(found[2])}", text)
