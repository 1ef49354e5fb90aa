"""Where a person stands in the class, and what is kept of them: shown, forgotten and deleted with one click each.

As with the diary, views ask by message and nothing of it is in a trait: traits go into a saved notebook.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
    "delete", "diary", "forget", "forget_all", "forget_name", "habits", "look", "looking", "next", "next_open",
    "not_opened", "nowhere", "opened", "questions", "quiz", "quiz_open", "sections", "silent", "undo", "where",
)  # fmt: skip
FACTS = ("id", "title", "notebook", "opened", "right", "of", "habits", "questions")


class Progress(LiveWidget):
    """Sections opened, questions known, habits and questions picked, and what to do next.

    It follows what is written in its own kernel; what other notebooks write it shows when it looks again.

    Args:
        base: the knowledge base.
        store: where the person's things are kept; None for their own, where somebody sits at the notebook.
    """

    files = "progress"
    knowledge = traitlets.Dict().tag(sync=True)

    def __init__(self, base: KnowledgeBase, store: Store | None = None) -> None:
        self._base = base
        self._store = store or kept_here()
        self._gone: list[Entry] = []
        super().__init__(knowledge=_knowledge(base), plain_html=_paper_form(base))
        self.on_msg(lambda _, message, __: self.send(self.answer(message)))
        watchers.add(self)

    def look_again(self) -> None:
        """Tell the open views how it is now."""
        self.send({"answers": None, **self._shown()})

    def answer(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """Do what a view asks for, and say how it went.

        Args:
            message: `do`: look, forget (what belongs to a `section`), forget_all (but the diary), delete or undo; and
                `ask`, the name of the question.

        Returns:
            The name of the question, the words for the person, whether there is something to undo; and what there is
            to show: the sections as columns, what to do next, and what to say of the file.
        """
        section = message.get("section")
        do: dict[Any, Callable[[], str]] = {
            "look": lambda: "looked",
            "forget": lambda: self._forget(lambda entry: entry_section(entry) == section, "forgotten"),
            "forget_all": lambda: self._forget(lambda entry: entry.kind != "diary", "forgotten_all"),
            "delete": self._delete,
            "undo": self._put_back,
        }
        try:
            said = do.get(message.get("do"), do["look"])()
        except StoreError:
            said = "failed"
        return {"answers": message.get("ask"), "said": self._base.text(f"progress_said_{said}"), **self._shown()}

    def _shown(self) -> dict[str, Any]:
        entries, fault = self._read()
        table = progress_table(self._base, entries)
        rows = [{**row, "opened": row["opened"] and self._base.day(row["opened"])} for row in _records(table)]
        step, section = what_next(table)
        row = {"title": "", "notebook": "", **(table.loc[section] if section in table.index else {})}
        text = self._base.text(f"progress_next_{step}").format(**row)
        return {
            "sections": columns(rows, FACTS),
            "next": {"text": text, "title": row["title"], "notebook": row["notebook"]},
            "file": str(self._store.file) if self._store else "",
            "diary": sum(entry.kind == "diary" for entry in entries),
            "notes": [self._base.text("progress_unreadable")] if fault else self._notes(),
            "undo": bool(self._gone),
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
        try:
            counts = {"damaged": self._store.damaged, "newer": self._store.newer}
        except StoreError:
            return [self._base.text("progress_unreadable")]
        words = {name: self._base.text(f"progress_{name}") for name, count in counts.items() if count}
        return [text.format(count=counts[name], file=self._store.set_aside) for name, text in words.items()]

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
