"""Where a person stands in the class, and what is kept of them: shown, forgotten and deleted with one click each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import traitlets

from kb import KnowledgeBase
from widgets.base import LiveWidget, icons, render
from widgets.entries import Entry
from widgets.knowledge import columns
from widgets.personal import kept_here
from widgets.progress_table import entry_section, progress_table, what_next
from widgets.store import Store, StoreError, watchers

WORDS = (
    "delete", "diary", "forget", "forget_all", "forget_name", "habits", "look", "next", "next_open", "nowhere",
    "not_opened", "opened", "questions", "quiz", "quiz_open", "sections", "silent", "undo", "where",
)  # fmt: skip
FACTS = ("id", "title", "notebook", "opened", "right", "of", "habits", "questions")


class Progress(LiveWidget):
    """Sections opened, questions known, habits and questions picked, and what to do next.

    It follows what is written in its own kernel; what other notebooks write it shows when it looks again.

    Args:
        base: the knowledge base.
        store: where the person's things are kept; None for their own, where somebody sits at the notebook.

    Attributes:
        rows: the sections as columns, in the order of the class.
        next: what to do next: its words, and the title and notebook of a section.
        keeps: what there is to say of the file: where it lies, how many entries of a diary, what could not be read.
        asked: what the person asked for: a number that goes up, what to do, and a section.
        answered: the number of what was done last, its words, and whether it can be undone.
    """

    files = "progress"
    knowledge = traitlets.Dict().tag(sync=True)
    rows = traitlets.Dict().tag(sync=True)
    next = traitlets.Dict().tag(sync=True)
    keeps = traitlets.Dict().tag(sync=True)
    asked = traitlets.Dict().tag(sync=True)
    answered = traitlets.Dict({"number": 0, "text": "", "undo": False}).tag(sync=True)

    def __init__(self, base: KnowledgeBase, store: Store | None = None) -> None:
        self._base = base
        self._store = store or kept_here()
        self._gone: list[Entry] = []
        super().__init__(knowledge=_knowledge(base), plain_html=_paper_form(base))
        self.look_again()
        watchers.add(self)

    def look_again(self) -> None:
        """Show what is kept now."""
        entries, fault = self._read()
        table = progress_table(self._base, entries)
        said = [{**row, "opened": row["opened"] and self._base.day(row["opened"])} for row in _records(table)]
        step, section = what_next(table)
        row = {"title": "", "notebook": "", **(table.loc[section] if section in table.index else {})}
        with self.hold_sync():
            self.rows = columns(said, FACTS)
            self.next = {
                "text": self._base.text(f"progress_next_{step}").format(**row),
                "title": row["title"],
                "notebook": row["notebook"],
            }
            self.keeps = {
                "file": str(self._store.file) if self._store else "",
                "diary": sum(entry.kind == "diary" for entry in entries),
                "notes": [self._base.text("progress_unreadable")] if fault else self._notes(),
            }

    @property
    def table(self) -> pd.DataFrame:
        """How far the sections are, as `progress_table` says it."""
        return progress_table(self._base, self._read()[0])

    def _read(self) -> tuple[list[Entry], bool]:
        """What is kept, and whether it could not be read."""
        try:
            return (self._store.read() if self._store else []), False
        except StoreError:
            return [], True

    def _notes(self) -> list[str]:
        """What there is to say of lines that are no entries of ours."""
        if self._store is None:
            return []
        counts = {"damaged": self._store.damaged, "newer": self._store.newer}
        words = {name: self._base.text(f"progress_{name}") for name, count in counts.items() if count}
        return [text.format(count=counts[name], file=self._store.set_aside) for name, text in words.items()]

    @traitlets.observe("asked")
    def _answer(self, change: Any) -> None:
        asked = change["new"]
        do: dict[str, Callable[[str], str]] = {
            "look": lambda _: "looked",
            "forget": lambda section: self._forget(lambda entry: entry_section(entry) == section, "forgotten"),
            "forget_all": lambda _: self._forget(lambda entry: entry.kind != "diary", "forgotten_all"),
            "delete": lambda _: self._delete(),
            "undo": lambda _: self._put_back(),
        }
        if asked.get("do") not in do:
            return
        try:
            said = do[asked["do"]](asked.get("section", ""))
        except StoreError:
            said = "failed"
        self.look_again()
        text = self._base.text(f"progress_said_{said}")
        self.answered = {"number": asked.get("number", 0), "text": text, "undo": bool(self._gone)}

    def _forget(self, wanted: Callable[[Entry], bool], said: str) -> str:
        gone = [entry for entry in self._store.read() if wanted(entry)] if self._store else []
        if not gone or not self._store:
            return "nothing"
        self._store.delete(ids=[entry.id for entry in gone])
        self._gone = gone
        return said

    def _delete(self) -> str:
        if self._store is None:
            return "nothing"
        gone = self._store.read()
        self._store.delete()
        self._gone = gone
        return "deleted"

    def _put_back(self) -> str:
        if not self._gone or not self._store:
            return "nothing"
        self._store.put_back(self._gone)
        self._gone = []
        return "undone"


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{"id": key, **table.loc[key]} for key in table.index]


def _knowledge(base: KnowledgeBase) -> dict[str, Any]:
    return {
        "text": {name: base.text(f"progress_{name}") for name in WORDS},
        "icons": {name: icons()[name] for name in ("arrow_up", "info", "tick", "x")},
        "language": base.language,
    }


def _paper_form(base: KnowledgeBase) -> str:
    """The sections with boxes to tick by hand; it never holds anything of a person."""
    return render("progress.html", base=base, rows=_records(progress_table(base, [])))
