"""Many pages in one go: kernels side by side, one browser that draws, files that are written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tqdm import tqdm

from handouts.figures import one_browser, start_browser
from handouts.frame import page_style, policy, template
from handouts.kernels import forked_kernels
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


def export(notebook: Path, **traits: Any) -> tuple[str, str, str]:
    """Text and title of a notebook's page, and the reason if there can be none.

    Args:
        notebook: the file.
        traits: settings of the exporter.
    """
    from handouts.handout import HandoutExporter

    exporter = HandoutExporter(**traits)  # type: ignore[no-untyped-call]
    try:
        text, resources = exporter.from_filename(str(notebook))
    except FileNotFoundError:
        return "", "", f"there is no such notebook in {notebook.parent}."
    except ValueError as error:  # HandoutError, and files that are no notebooks
        return "", "", str(error)
    return text, resources["handout_title"], ""


@contextmanager
def workshop() -> Iterator[Executor]:
    """Where notebooks are run and drawn; the threads only wait for kernels, which do the work, side by side."""
    with forked_kernels(), one_browser(), ThreadPoolExecutor((os.cpu_count() or 1) + 1) as pool:
        pool.submit(start_browser)  # it warms up meanwhile; a fault shows again, and is told, when it shall draw
        try:
            yield pool
        finally:
            pool.shutdown(wait=False, cancel_futures=True)  # after a fault nobody waits for the rest


def write_index(target: Path, entries: Sequence[tuple[str, str]], title: str = "", day: str = "") -> None:
    """Write the page that leads to the others.

    Args:
        target: the folder.
        entries: file and title of each page.
        title: the heading; the exporters' own word if empty.
        day: stands under the heading, if given.
    """
    text = template("index.html").render(
        title=title or words()["index_title"],
        day=day,
        entries=entries,
        words=words(),
        language="en",
        policy=policy(),
        style=page_style(),
    )
    write(target / "index.html", text)


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
    with workshop() as pool:
        pages = tqdm(pool.map(export, notebooks), "handouts", len(notebooks), unit="page", dynamic_ncols=True)
        for notebook, (text, title, failure) in zip(notebooks, pages, strict=True):
            if failure:
                failures.append(f"{notebook.name}: {failure}")
                continue
            write(target / f"{notebook.stem}.html", text)
            entries.append((f"{notebook.stem}.html", title))
    write_index(target, entries)
    return failures


def unwritten(target: Path, error: OSError) -> str:
    """Why nothing could be written, in words."""
    return f"The pages could not be written to {target}: {error.strerror or error}. What was there is as it was."
