"""Many pages in one go: kernels side by side, and one browser that draws."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tqdm import tqdm

from handouts.charts.browser import Browser, one_browser
from handouts.frame import page_style, policy, template
from handouts.running.kernels import forked_kernels
from handouts.words import language, language_in, speaking, words
from handouts.writing import prepare, unwritten, write


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
    except OSError as error:
        return "", "", f"it could not be read or run: {error.strerror or error}."
    except ValueError as error:  # HandoutError and the like
        return "", "", str(error)
    return text, resources["handout_title"], ""


@contextmanager
def workshop() -> Iterator[tuple[Executor, Browser]]:
    """Where notebooks are run and drawn; the threads only wait for kernels, which do the work, side by side."""
    with forked_kernels(), one_browser() as browser, ThreadPoolExecutor((os.cpu_count() or 1) + 1) as pool:
        pool.submit(browser.start)  # it warms up meanwhile; a fault shows again, and is told, when it shall draw
        try:
            yield pool, browser
        finally:
            pool.shutdown(wait=False, cancel_futures=True)  # after a fault nobody waits for the rest


def finish(target: Path, page: str, text: str) -> list[str]:
    """Write a page; the reason if that cannot be, in a list that is empty otherwise."""
    try:
        write(target / page, text)
    except OSError as error:
        return [unwritten(page, error)]
    return []


def write_index(target: Path, entries: Sequence[tuple[str, str]], title: str = "", day: str = "") -> list[str]:
    """Write the page that leads to the others.

    Args:
        target: the folder.
        entries: file and title of each page.
        title: the heading; the exporters' own word if empty.
        day: stands under the heading, if given.

    Returns:
        The reason if it cannot be written, in a list that is empty otherwise.
    """
    text = template("index.html").render(
        title=title or words()["index_title"],
        day=day,
        entries=entries,
        words=words(),
        language=language(),
        policy=policy(),
        style=page_style(),
    )
    return finish(target, "index.html", text)


def build(notebooks: Sequence[Path], target: Path) -> list[str]:
    """Write a handout of each notebook and the index of those that worked.

    Args:
        notebooks: the notebook files, in the order of the index.
        target: the folder for the pages; made if it is not there.

    Returns:
        One sentence for each notebook that failed, and one if charts are left out; the others are written all the same.

    Raises:
        OSError: if the folder takes no files at all; then nothing has been run.
    """
    prepare(target)
    failures: list[str] = []
    entries: list[tuple[str, str]] = []
    with workshop() as (pool, browser):
        pages = tqdm(pool.map(export, notebooks), "handouts", len(notebooks), unit="page", dynamic_ncols=True)
        for notebook, (text, title, failure) in zip(notebooks, pages, strict=True):
            page = f"{notebook.stem}.html"
            failed = [f"{notebook.name}: {failure}"] if failure else finish(target, page, text)
            failures += failed
            entries += [] if failed else [(page, title)]
        fault = browser.fault
    with speaking(language_in(list(notebooks))):
        return [*failures, *write_index(target, entries), *([fault] if fault else [])]
