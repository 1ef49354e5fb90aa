"""The diary: what was felt, how strong, and what helped, for the person alone.

What is written here is nobody else's business, so it is in no trait: traits go into a saved notebook with the state
of its widgets. Views ask for the entries by message and keep them in memory; Python writes them to the person's store.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd
import traitlets

from kb import KnowledgeBase
from kb.classroom import Classroom
from widgets.base import LiveWidget
from widgets.diary_csv import read_csv, to_text, write_csv
from widgets.diary_entries import as_lines, as_table, checked, newest_first
from widgets.diary_words import paper_form, view_knowledge
from widgets.entries import Entry
from widgets.personal import kept_here
from widgets.store import Store, StoreError

KIND = "diary"


class Diary(LiveWidget):
    """Entries of the person's own: written, changed, looked at by week, saved as a table, deleted. Nothing is sent.

    Args:
        base: the knowledge base.
        classroom: the class's phone numbers; ruled lines where None or empty.
        store: where the entries are kept; None for the person's own, where somebody sits at the notebook.

    Attributes:
        needs_kernel: a page without a kernel shows the empty sheet alone.
        changed: how often this diary was changed since it was made.
    """

    files = "diary"
    read_csv = staticmethod(read_csv)
    knowledge = traitlets.Dict().tag(sync=True)
    needs_kernel = traitlets.Bool(True, read_only=True).tag(sync=True)
    changed = traitlets.Int(0)

    def __init__(self, base: KnowledgeBase, *, classroom: Classroom | None = None, store: Store | None = None) -> None:
        self._base = base
        self._kept = store or kept_here()
        self._removed: list[Entry] = []
        room = classroom or Classroom()
        super().__init__(knowledge=view_knowledge(base, room), plain_html=paper_form(base, room))
        self.on_msg(lambda _, message, __: self._heard(message))

    @property
    def _store(self) -> Store:
        if self._kept is None:
            raise StoreError(self._base.text("diary_fault_nobody"))
        return self._kept

    @property
    def entries(self) -> pd.DataFrame:
        """All entries, newest first; a row an entry, with the units in the names of the columns.

        Raises:
            StoreError: when they cannot be read.
        """
        return as_table(self._base, self._rows()[0])

    def add(
        self,
        *,
        signs: Iterable[str] = (),
        strength: int | None = None,
        helped: Iterable[str] = (),
        helped_words: str = "",
        note: str = "",
        when: datetime | str | None = None,
    ) -> str:
        """Write an entry, and give its id.

        Args:
            signs: ids of symptoms.csv.
            strength: of the pain, from 0 to 10.
            helped: ids of remedies.csv.
            helped_words: what helped, in own words.
            note: own words.
            when: local time, if it has no offset; None for now.

        Raises:
            ValueError: for what is not allowed, with what is, and for an entry that says nothing.
            TypeError: for values of a wrong type.
            StoreError: when it cannot be written.
        """
        given = {"signs": signs, "strength": strength, "helped": helped, "helped_words": helped_words, "note": note}
        entry = self._store.append(KIND, checked(self._base, {**given, "when": when}))
        self._tell()
        return entry.id

    def remove(self, ids: Collection[str] | None = None) -> int:
        """Delete the entries with these ids, or all; `undo` brings the last ones back while this diary is open.

        Returns:
            How many entries went.

        Raises:
            StoreError: when the file cannot be changed.
        """
        there = [entry for entry in self._store.read(KIND) if ids is None or entry.id in ids]
        count = self._store.delete(KIND, None if ids is None else [entry.id for entry in there])
        self._removed = there or self._removed
        self._tell()
        return count

    def undo(self) -> int:
        """Bring back what was deleted last, and give how many entries that were; StoreError when that cannot be."""
        back, self._removed = self._removed, []
        try:
            self._store.put_back(back)
        except StoreError:
            self._removed = back
            raise
        self._tell()
        return len(back)

    def to_csv(self, path: Path | str) -> None:
        """Write all entries to a CSV file; `Diary.read_csv` gives them back. A file that is there stays if this fails.

        Raises:
            OSError: when the file cannot be written.
            StoreError: when the entries cannot be read.
        """
        write_csv(self.entries, Path(path))

    def lines(self) -> list[str]:
        """The last two weeks as lines to print or to read out, oldest first; none when they cannot be read."""
        try:
            return as_lines(self._base, self._rows()[0], datetime.now().astimezone())
        except StoreError:
            return []

    def answer(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """Do what a view asks for, and say how it went: `fault` is "" or why not, in words."""
        said: dict[str, Any] = {"answers": message.get("ask"), "fault": "", "entries": []}
        try:
            said |= self._do(message) or {}
        except StoreError as error:
            said["fault"] = self._base.text("diary_fault_disk").format(why=error)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            said["fault"] = self._base.text("diary_fault_entry").format(why=error)
        return said | self._shown(said["fault"])

    def _do(self, message: Mapping[str, Any]) -> dict[str, Any] | None:
        match message.get("do"):
            case "save":
                self._store.change(KIND, checked(self._base, message["entry"]), str(message["entry"]["id"]))
            case "delete":
                ids = message.get("ids")
                return {"removed": self.remove(None if ids is None else [str(name) for name in ids])}
            case "undo":
                return {"back": self.undo()}
            case "csv":
                return {"csv": f"\ufeff{to_text(self.entries)}"}
        return None

    def _shown(self, fault: str) -> dict[str, Any]:
        try:
            rows, strange = self._rows()
        except StoreError as error:
            return {"fault": fault or self._base.text("diary_fault_disk").format(why=error)}
        return {"entries": rows, "strange": strange, "place": str(self._store.file)}

    def _rows(self) -> tuple[list[dict[str, Any]], int]:
        return newest_first(self._store.read(KIND))

    def _heard(self, message: Mapping[str, Any]) -> None:
        self.send(self.answer(message))
        if message.get("do") == "save":
            self.changed += 1

    def _tell(self) -> None:
        """Let the open views and whoever follows know; a view that asked gets its answer too."""
        self.changed += 1
        self.send({"answers": None, "fault": "", **self._shown("")})
