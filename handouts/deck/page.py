"""Putting a deck together: the slides of one notebook or of several, their widgets, and the engine that shows them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag

from handouts.deck.cells import Slide, grouped, set_apart, share_time
from handouts.frame import framed, page_style, script, template
from handouts.models import Page
from handouts.page import mended, styles_apart, turn_links, written
from handouts.words import words

ENGINE = ("deck/parts.js", "deck/split.js", "deck/speaker.js", "deck/deck.js")
LONG_FORM = 1_000  # letters: a plain form that is worth a link
DESCRIPTION = re.compile(r"/\*\*.*?\*/\s?", re.DOTALL)


@dataclass(frozen=True)
class Part:
    """A notebook as a part of a deck.

    Attributes:
        title: its first heading.
        body: its cells, each in a `div.ho-cell`.
        page: its widgets.
        mark: what its ids begin with, so that they differ from those of other parts.
        minutes: the time for it, or None if only its slides say.
        notebook: the name of its file.
    """

    title: str
    body: str
    page: Page
    mark: str = ""
    minutes: float | None = None
    notebook: str = ""


def assemble(parts: Sequence[Part], title: str, language: str) -> str:
    """The whole deck.

    Args:
        parts: one, or several that then have marks; these get a first slide that names them.
        title: for the window, and for that slide.
        language: the `lang` of the deck.

    Raises:
        HandoutError: if anything would be loaded from outside.
    """
    page = Page({})
    for one in parts:
        page.add(one.page)
    ordered, starts = _in_order(parts, page.styles(), title)
    soup = BeautifulSoup("", "html.parser")
    before = ""
    for number, (slide, part) in enumerate(ordered, 1):
        soup.append(_section(slide, "" if part == before else part, number, len(ordered)))
        before = part
    address = partial(slide_address, starts=starts)
    turn_links(soup, address)
    _plain_once(soup)
    style = page_style("deck.css") + styles_apart(soup, page.styles())
    engine = _said() + "".join(DESCRIPTION.sub("", script(name)) for name in ENGINE)
    return framed(
        "deck.html",
        style,
        {**page.live(address), "engine": engine},
        title=title,
        language=language,
        slides=written(soup),
    )


def _in_order(parts: Sequence[Part], styles: str, title: str) -> tuple[list[tuple[Slide, str]], dict[str, str]]:
    """All slides with the title of their part, and the id of the slide that each notebook starts with."""
    slides: list[tuple[Slide, str]] = []
    header: list[Tag] = []
    foot: list[Tag] = []
    starts: dict[str, str] = {}
    first = Slide()
    if any(part.mark for part in parts):
        slides.append((first, title))
    for part in parts:
        cells = mended(part.body, styles)
        if part.mark:
            set_apart(cells, part.mark)
        found = grouped(cells)
        share_time(found.slides, part.minutes)
        header, foot = header or found.header, found.foot or foot
        starts.setdefault(part.notebook, f"slide-{len(slides) + 1}")
        slides += [(slide, part.title) for slide in found.slides]
    if foot:
        slides.append((Slide(foot), title))
    if slides and slides[0][0] is first:
        first.cells.append(_contents(parts, starts, title))
    if slides:
        slides[0][0].cells[1:1] = header  # below the title, so that it is on the first slide also where that is parted
    return slides, starts


def _contents(parts: Sequence[Part], starts: Mapping[str, str], title: str) -> Tag:
    """The cell that names the parts of a class, with links and minutes."""
    entries = []
    for part in parts:
        minutes = words()["deck_minutes"].replace("{minutes}", f"{part.minutes:g}") if part.minutes else ""
        entries.append((starts[part.notebook], part.title, minutes))
    html = template("deck_contents.html").render(title=title, entries=entries)
    cell = BeautifulSoup(html, "html.parser").div
    assert cell is not None
    return cell.extract()


def _section(slide: Slide, part: str, number: int, count: int) -> Tag:
    """A slide as a section: its cells, then what only the speaker sees; `part` is said where one starts."""
    soup = BeautifulSoup("", "html.parser")
    title = slide.title()
    name = words()["deck_at"].format(number=number, count=count, title=title)
    section = soup.new_tag("section", attrs={"class": "slide", "id": f"slide-{number}", "aria-label": name})
    section["data-title"] = title
    if part:
        section["data-part"] = part
    if slide.minutes:
        section["data-minutes"] = f"{round(slide.minutes, 2):g}"
    section.extend(slide.cells)
    if slide.notes:
        notes = soup.new_tag("aside", attrs={"class": "notes", "role": "note", "aria-label": words()["deck_notes"]})
        notes.extend(slide.notes)
        section.append(notes)
    return section


def slide_address(address: str, starts: Mapping[str, str]) -> str | None:
    """Where the address of a notebook leads: to its first slide, or nowhere (None). Others stay as they are."""
    if not re.search(r"\.ipynb(?=$|[?#])", address) or re.match(r"[a-z]+:|//", address):
        return address
    start = starts.get(PurePosixPath(unquote(re.split("[?#]", address)[0])).name)
    return f"#{start}" if start else None


def _plain_once(soup: BeautifulSoup) -> None:
    """A plain form that several slides have stands on the first; the others lead there."""
    first: dict[str, Tag] = {}
    for plain in soup.select(".ho-plain"):
        text = plain.decode_contents()
        section = plain.find_parent("section")
        if len(text) < LONG_FORM or section is None:
            continue
        if text in first:
            title = str(first[text]["data-title"])
            link = soup.new_tag("a", href=f"#{first[text]['id']}", string=words()["deck_same"].format(title=title))
            plain.clear()
            plain.append(link)
        else:
            first[text] = section


def _said() -> str:
    """The words of the engine, as a line of its script."""
    said = {key.removeprefix("deck_"): text for key, text in words().items() if key.startswith("deck_")}
    return f"const deckWords = {json.dumps(said, ensure_ascii=False, separators=(',', ':'))};\n"
