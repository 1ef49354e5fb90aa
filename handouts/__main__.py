"""`python -m handouts [notebooks] [target]`: all notebooks of a folder as handouts, with an index page."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import jinja2
from tqdm import tqdm

from handouts.figures import one_browser, start_browser
from handouts.kernels import forked_kernels
from handouts.page import HERE, page_style
from handouts.words import words


def write(file: Path, text: str) -> None:
    """Write a file whole or not at all: what was there stays until the new one is complete."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(".part")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def export(notebook: Path) -> tuple[str, str, str]:
    """Text and title of a notebook's page, and the reason if there can be none."""
    from handouts.handout import HandoutExporter

    exporter = HandoutExporter()  # type: ignore[no-untyped-call]
    try:
        text, resources = exporter.from_filename(str(notebook))
    except ValueError as error:  # HandoutError, and files that are no notebooks
        return "", "", str(error)
    return text, resources["handout_title"], ""


def build(notebooks: Sequence[Path], target: Path) -> list[str]:
    """Write a handout of each notebook and the index of those that worked.

    Args:
        notebooks: the notebook files, in the order of the index.
        target: the folder for the pages; made if it is not there.

    Returns:
        One sentence for each notebook that failed; the others are written all the same.
    """
    failures: list[str] = []
    entries: list[tuple[str, str]] = []
    with (
        forked_kernels(),
        one_browser(),
        ThreadPoolExecutor((os.cpu_count() or 1) + 1) as pool,  # kernels do the work, side by side
    ):
        pool.submit(start_browser)  # it warms up meanwhile; a fault shows again, and is told, when it shall draw
        pages = tqdm(pool.map(export, notebooks), "handouts", len(notebooks), unit="page", dynamic_ncols=True)
        for notebook, (text, title, failure) in zip(notebooks, pages, strict=True):
            if failure:
                failures.append(f"{notebook.name}: {failure}")
                continue
            write(target / f"{notebook.stem}.html", text)
            entries.append((f"{notebook.stem}.html", title))
    template = jinja2.Template((HERE / "templates" / "index.html").read_text(encoding="utf-8"), autoescape=True)
    write(target / "index.html", template.render(entries=entries, words=words(), style=page_style()))
    return failures


def main(arguments: Sequence[str] | None = None) -> int:
    """Build; 1 if a notebook failed, with its name and the reason."""
    parser = argparse.ArgumentParser(prog="python -m handouts", description="Notebooks as living handouts.")
    parser.add_argument("notebooks", type=Path, nargs="?", default=Path("notebooks"), help="folder with notebooks")
    parser.add_argument("target", type=Path, nargs="?", default=Path("dist/handouts"), help="folder for the pages")
    given = parser.parse_args(arguments)
    found = sorted(given.notebooks.glob("*.ipynb"))
    if not found:
        print(f"no notebooks in {given.notebooks}", file=sys.stderr)
        return 2
    failures = build(found, given.target)
    for failure in failures:
        print(failure, file=sys.stderr)
    print(f"{len(found) - len(failures)} of {len(found)} handouts and an index are in {given.target}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
