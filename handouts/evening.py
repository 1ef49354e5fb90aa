"""`python -m handouts.evening plan.json notebooks target`: one evening in one folder.

The slides over the chosen notebooks, one handout of all of them, each alone, and an index. A plan is JSON, so that
whoever knows the class can write it: `{"title": "Tuesday", "date": "22 November 2026", "sections": [{"notebook":
"04_relief", "minutes": 15}], "alone": {"call_card": "13_takeaways"}}`. `minutes` may be missing. `alone` names pages
that hold the cells tagged `own-page` of a notebook, whether or not that is among the sections.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from tqdm import tqdm

from handouts.building import export, finish, workshop, write_index
from handouts.running.execution import HandoutError, each_once
from handouts.words import language_in, speaking, words_in
from handouts.writing import prepare, unwritten

Job = Callable[[], tuple[str, str]]
"""Makes a page: its title and its text."""


class PlanError(ValueError):
    """The plan cannot be read; the message says what is wrong with it."""


@dataclass(frozen=True)
class Plan:
    """What is held on an evening.

    Attributes:
        title: of the evening.
        day: its day in words, or "".
        sections: notebooks without their ending, in order, each with its minutes if they are planned.
        alone: notebook by the name of a page that holds its `own-page` cells alone.
    """

    title: str
    day: str
    sections: list[tuple[str, int | None]]
    alone: dict[str, str] = field(default_factory=dict)


def read_plan(file: Path) -> Plan:
    """Read a plan.

    Raises:
        PlanError: if it is not there, no JSON, or not as described above.
    """
    try:
        plan = json.loads(file.read_text(encoding="utf-8"))
        sections = [(str(one["notebook"]), one.get("minutes")) for one in plan["sections"]]
        found = Plan(str(plan["title"]), str(plan.get("date", "")), sections, dict(plan.get("alone", {})))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise PlanError(f"the plan {file} cannot be read: {type(error).__name__}: {error}") from None
    if not sections:
        raise PlanError(f"the plan {file} has no sections.")
    return found


@dataclass
class _Pages:
    """The pages of an evening as they are made.

    Attributes:
        target: the folder that they are written to.
        titles: of the pages that are there, by name.
        failures: one sentence for each that is not.
        broken: the names of those that have no text, so that nothing else can be made of it.
    """

    target: Path
    titles: dict[str, str] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)

    def make(self, jobs: dict[str, Job], pool: Executor, done: Callable[[], Any]) -> None:
        """Write what the jobs give, side by side."""
        for page, text in [(page, pool.submit(job)) for page, job in jobs.items()]:
            try:
                title, html = text.result()
                failed = finish(self.target, f"{page}.html", html)
            except ValueError as error:  # HandoutError and the like
                failed = [str(error) if isinstance(error, _NotebookError) else f"{page}.html: {error}"]
                self.broken.add(page)
            except OSError as error:  # no room for a kernel, and the like
                failed = [unwritten(f"{page}.html", error)]
                self.broken.add(page)
            self.failures += failed
            self.titles |= {} if failed else {page: title}
            done()


def build_evening(plan: Plan, folder: Path, target: Path) -> list[str]:
    """Write all pages of an evening; each notebook is run once for all of them.

    Args:
        plan: what is held.
        folder: where the notebooks lie.
        target: the folder for the pages; made if it is not there.

    Returns:
        One sentence for each page that failed, and one if charts are left out. The others are written all the same.

    Raises:
        OSError: if the folder takes no files at all; then nothing has been run.
    """
    prepare(target)
    links = {name: f"{name}.html" for name, _ in plan.sections}
    singles: dict[str, Job] = {name: partial(_single, folder / f"{name}.ipynb", links) for name in links}
    cards: dict[str, Job] = {page: partial(_alone, folder / f"{name}.ipynb") for page, name in plan.alone.items()}
    bar = tqdm(desc="class", total=len(singles) + len(cards) + 2, unit="page", dynamic_ncols=True)
    pages = _Pages(target)
    with bar, workshop() as (pool, browser), each_once():
        pages.make(singles | cards, pool, bar.update)
        held = [(folder / f"{name}.ipynb", minutes) for name, minutes in plan.sections if name not in pages.broken]
        whole: dict[str, Job] = {"handout": partial(_handout, plan, held), "deck": partial(_deck, plan, held)}
        pages.make(whole if held else {}, pool, bar.update)
        faults = [browser.fault] if browser.fault else []
    order = [page for page in ("deck", "handout", *cards, *singles) if page in pages.titles]
    entries = [(f"{page}.html", pages.titles[page]) for page in order]
    with speaking(language_in([folder / f"{name}.ipynb" for name in links])):
        faults = [*pages.failures, *write_index(target, entries, plan.title, plan.day), *faults]
    for old in {file.stem for file in folder.glob("*.ipynb")} - {*singles, *cards, *whole}:
        if (target / f"{old}.html").is_file():
            (target / f"{old}.html").unlink()  # held on another evening
    return faults


class _NotebookError(HandoutError):
    """A notebook cannot be shown at all; the message names it."""


def _single(notebook: Path, pages: dict[str, str]) -> tuple[str, str]:
    text, title, failure = export(notebook, pages=pages)
    if failure:
        raise _NotebookError(f"{notebook.name}: {failure}")
    return title, text


def _alone(notebook: Path) -> tuple[str, str]:
    from handouts.parts import RunExporter, alone, ran

    if not notebook.exists():
        raise HandoutError(f"there is no notebook {notebook.name} in {notebook.parent}.")
    exporter = RunExporter(pages={})  # type: ignore[no-untyped-call]
    text, resources = exporter.from_notebook_node(alone(ran(notebook)))
    return resources["handout_title"], text


def _handout(plan: Plan, held: list[tuple[Path, int | None]]) -> tuple[str, str]:
    from handouts.parts import RunExporter, ran, together

    whole, places = together([(notebook.stem, ran(notebook)) for notebook, _ in held], plan.title)
    exporter = RunExporter(pages=places)  # type: ignore[no-untyped-call]
    text, _ = exporter.from_notebook_node(whole)
    return words_in([notebook for notebook, _ in held])["class_handout"], text


def _deck(plan: Plan, held: list[tuple[Path, int | None]]) -> tuple[str, str]:
    from handouts.deck.exporter import class_deck

    word = words_in([notebook for notebook, _ in held])["class_deck"]
    return word, class_deck(held, ", ".join(filter(None, (plan.title, plan.day))))


def main(arguments: Sequence[str] | None = None) -> int:
    """Build; 1 if a page failed or charts are left out, with the reason; 2 if the plan cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m handouts.evening", description="One evening in one folder.")
    parser.add_argument("plan", type=Path, help="the plan, as JSON")
    parser.add_argument("notebooks", type=Path, help="folder with notebooks")
    parser.add_argument("target", type=Path, help="folder for the pages")
    given = parser.parse_args(arguments)
    try:
        plan = read_plan(given.plan)
        failures = build_evening(plan, given.notebooks, given.target)
    except PlanError as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(unwritten(given.target, error), file=sys.stderr)
        return 1
    for failure in failures:
        print(failure, file=sys.stderr)
    without = " The slides and the handout are without what failed." if failures else ""
    print(f"The class is in {given.target}: open index.html.{without}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
