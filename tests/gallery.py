"""`python -m tests.gallery`: a picture of each section's widget into docs/gallery, and their list into the README."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import kb
from handouts.building import build

from .bench.browser import chromium
from .conftest import ROOT

PICTURES = ROOT / "docs" / "gallery"
START, END = "<!-- gallery: made by `make gallery` -->", "<!-- end of gallery -->"
WIDTH, HIGHEST = 960, 720  # px
ROWS = 3  # pictures side by side


def sections(base: kb.KnowledgeBase) -> list[Any]:
    """The sections in their order."""
    return sorted(base.rows["sections"].values(), key=lambda row: row["number"])


def listing(base: kb.KnowledgeBase) -> str:
    """The part of the README: a picture a section, with its title and what it promises."""
    cells = [
        f"![](docs/gallery/{row['notebook']}.jpg)<br>**{row['number']}. {row['title']}**<br>{row['promise']}"
        for row in sections(base)
    ]
    lines = [cells[start : start + ROWS] for start in range(0, len(cells), ROWS)]
    table = ["| " + " | ".join([*line, *[""] * (ROWS - len(line))]) + " |" for line in lines]
    return "\n".join([START, "| " * ROWS + "|", "| --- " * ROWS + "|", *table, END])


def take(page: Any, address: str, picture: Path) -> None:
    """The card on a sheet of its own, or the first widget; of those that stand together the last."""
    page.goto(address)
    page.wait_for_selector("html[data-ready]")
    own = page.locator(".ho-own-page .wk")
    shown = own if own.count() else page.locator(".ho-cell:has(.ho-live)").first.locator(".ho-live")
    box = shown.last.bounding_box()
    clip = {**box, "height": min(box["height"], HIGHEST)}
    page.screenshot(path=picture, type="jpeg", quality=72, clip=clip, full_page=True)


def main() -> None:
    """Make all pictures anew and write the list."""
    base = kb.load()
    PICTURES.mkdir(parents=True, exist_ok=True)
    notebooks = [ROOT / "notebooks" / f"{row['notebook']}.ipynb" for row in sections(base)]
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        faults = build(notebooks, Path(folder))
        if faults:
            raise SystemExit("\n".join(faults))
        page = browser.new_page(viewport={"width": WIDTH, "height": 900})
        for notebook in notebooks:
            take(page, Path(folder, f"{notebook.stem}.html").as_uri(), PICTURES / f"{notebook.stem}.jpg")
    readme = ROOT / "README.md"
    before, _, rest = readme.read_text(encoding="utf-8").partition(START)
    readme.write_text(before + listing(base) + rest.partition(END)[2], encoding="utf-8")


if __name__ == "__main__":
    main()
