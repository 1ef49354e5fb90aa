"""What the tests of the handouts share: which pages there are, and how a reader opens, ticks and reads one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import kb

PAGES = sorted(file.stem for file in (Path(__file__).parent.parent / "notebooks").glob("*.ipynb"))
SECTIONS = {s["notebook"]: s["id"] for s in kb.load().rows["sections"].values() if s["notebook"] in PAGES}
NO_SECTION = {"00_start_here", "instructor_guide"}  # all other notebooks teach a section each
SIGNS_PAGE = "03_warning_signs"
STATUS = ".wk-host > [role=status]"
ROWS = ".wk-tick"
deep = pytest.mark.deep
looks = pytest.mark.parametrize(
    "how",
    [
        pytest.param({"dark": True, "width": 390}, id="dark, phone"),
        pytest.param({}, id="light", marks=deep),
        pytest.param({"forced_colors": "active", "dark": True}, id="forced colours", marks=deep),
        pytest.param({"width": 390}, id="phone", marks=deep),
        pytest.param({"dark": True}, id="dark", marks=deep),
    ],
)
OPEN_ALL = "() => document.querySelectorAll('details').forEach((part) => (part.open = true))"
TOO_WIDE = "() => document.documentElement.scrollWidth - window.innerWidth"
SMALL = """([selector, least]) => [...document.querySelectorAll(selector)]
  .filter((node) => node.checkVisibility({ visibilityProperty: true }) && getComputedStyle(node).display !== "inline")
  .map((node) => ({ node, box: node.getBoundingClientRect() }))
  .filter(({ box }) => box.width < least || box.height < least)
  .map(({ node, box }) => `${node.tagName} ${node.textContent.trim().slice(0, 40)}: ${box.width} x ${box.height}`)"""
INCH = 96  # CSS pixels
MARGINS = 2 * 15 / 25.4 * INCH  # those of @page, left and right
PAPERS = {"A4": (210 / 25.4 * INCH, 297 / 25.4 * INCH), "Letter": (8.5 * INCH, 11 * INCH)}
SETTLED = 500  # ms: longer than the pause before something is announced


@contextmanager
def alive(visit: Callable[..., Any], folder: Path, name: str, **how: Any) -> Iterator[Any]:
    """The visit of a handout whose widgets are up."""
    with visit((folder / f"{name}.html").as_uri(), **how) as opened:
        opened.page.wait_for_selector("html[data-ready]")
        yield opened


def too_small(page: Any) -> list[str]:
    """What is in view and smaller than a finger needs."""
    links = page.evaluate(SMALL, ["a, button:not([popovertarget]), input, summary", 24])
    return [
        *links,
        *page.evaluate(SMALL, [".wk-tick label, button:not([popovertarget]), summary, input[type=search]", 44]),
    ]


def on_paper(page: Any, paper: str) -> None:
    """Show the page as it is laid out on paper, between the margins."""
    page.emulate_media(media="print")
    page.set_viewport_size({"width": int(PAPERS[paper][0] - MARGINS), "height": int(PAPERS[paper][1])})


def sign(base: kb.KnowledgeBase, symptom_id: str) -> str:
    return str(base.rows["symptoms"][symptom_id]["text"])


def listed(base: kb.KnowledgeBase) -> list[str]:
    """The text of every sign that can be ticked."""
    return [symptom["text"] for symptom in base.rows["symptoms"].values() if symptom["group_id"]]


def box(page: Any, base: kb.KnowledgeBase, symptom_id: str) -> Any:
    """The box of a sign, with its group open."""
    shut = page.locator(".wk-group:not([open]) > summary")
    while shut.count():
        shut.first.click()
    return page.get_by_role("checkbox", name=sign(base, symptom_id), exact=True)


def tick(page: Any, base: kb.KnowledgeBase, *symptom_ids: str) -> None:
    for symptom_id in symptom_ids:
        box(page, base, symptom_id).check()


def answer(page: Any, base: kb.KnowledgeBase) -> Any:
    return page.get_by_role("group", name=base.text("answer_heading"))


def letters(text: str) -> str:
    """Only what is read: no line breaks, no joined letters, since paper sets them as it likes."""
    return re.sub(r"[\s\u00ad]+", "", unicodedata.normalize("NFKC", text))


def missing(expected: list[str], text: str) -> list[str]:
    found = letters(text)
    return [words for words in expected if letters(words) not in found]


def claims(base: kb.KnowledgeBase, name: str) -> list[dict[str, Any]]:
    """The claims of the section that a page teaches."""
    return [dict(claim) for claim in base.rows["claims"].values() if claim["section_id"] == SECTIONS[name]]


def card_words(base: kb.KnowledgeBase) -> list[str]:
    """All words of the call card."""
    headings = [base.text(key) for key in ("card_emergency", "card_same_day", "card_more")]
    return headings + [s["card_text"] for s in base.rows["symptoms"].values() if s["card_text"]]


def mostly(values: Iterable[Any], kept: Iterable[Any]) -> list[Any]:
    """Parameters of which only the kept ones are for every run, the others for the deep one."""
    chosen = list(kept)
    return [
        value if value in chosen else pytest.param(*(value if isinstance(value, tuple) else (value,)), marks=deep)
        for value in values
    ]
