"""The slides of each section, of an evening of three, and of all: how large they are and how soon they stand there."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from tests.conftest import ROOT

from .figures import Figures
from .page import READY, opening
from .promises import Measured

EVENING = ("03_warning_signs", "04_relief", "13_takeaways")
BASE = 60  # kB that a class deck may have for itself


def decks(browser: Any, runs: int) -> list[Measured]:
    """Each notebook is run once for all decks that hold it."""
    from handouts.deck.exporter import DeckExporter, class_deck
    from handouts.running.execution import each_once

    notebooks = sorted((ROOT / "notebooks").glob("*.ipynb"))
    with tempfile.TemporaryDirectory() as folder, each_once():
        sections = [_written(folder, file.stem, DeckExporter().from_filename(str(file))[0]) for file in notebooks]
        evening = [file for file in notebooks if file.stem in EVENING]
        classes = {
            len(held): _written(folder, f"class_{len(held)}", class_deck([(file, None) for file in held], "Class"))
            for held in (evening, notebooks)
        }
        largest = max(sections, key=_size)
        shares = {count: (_size(page) - BASE) / count for count, page in classes.items()}
        most = max(shares, key=lambda count: shares[count])
        return [
            Measured("section_deck", Figures((_size(largest),), "kB"), note=f"the largest: {largest.stem}"),
            Measured("section_deck_ready", opening(browser, largest, READY, runs)[0], note=largest.stem),
            Measured("class_deck", Figures((shares[most],), "kB"), note=_told(classes)),
            Measured("class_deck_ready", opening(browser, classes[len(evening)], READY, runs)[0]),
            Measured("class_deck_ready_all", opening(browser, classes[len(notebooks)], READY, runs)[0]),
        ]


def _told(classes: dict[int, Path]) -> str:
    return "; ".join(f"{count} sections: {_size(page):.0f} kB" for count, page in classes.items())


def _size(page: Path) -> float:
    """In kB."""
    return page.stat().st_size / 1000


def _written(folder: str, name: str, text: str) -> Path:
    page = Path(folder, f"{name}.html")
    page.write_text(text, encoding="utf-8")
    return page
