"""What a person keeps for themselves: one file of lines on their own machine, and nowhere else.

A diary is worth nothing when a crash can take it. So an entry counts as kept only when it is on the disk, kernels that
run at once take turns, and a line that cannot be read is set aside and never stops a notebook.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol
from uuid import uuid4
from weakref import WeakSet

from filelock import FileLock
from platformdirs import user_data_path

from widgets import disk
from widgets.entries import Entry, Line, again, read_line, write_line

DATA_FOLDER = "WEEK_TWELVE_DATA"
PATIENCE = 5  # seconds until a lock that somebody else holds is given up


class StoreError(Exception):
    """What a person keeps could not be written or read; the message says where and why."""


class Watcher(Protocol):
    """Whoever shows what is kept."""

    def look_again(self) -> None:
        """Something was written in this process."""


watchers: WeakSet[Watcher] = WeakSet()


class Store:
    """Entries in the order of writing. Kernels that run at once may share the file.

    Args:
        folder: where the file lies, made on the first write for the person alone. None for the folder that the
            environment variable WEEK_TWELVE_DATA names, else for the one where this machine keeps a person's data.

    Attributes:
        folder: the folder.
        file: the file of entries, a line of JSON each.
        set_aside: the file of the lines that could not be read.
    """

    def __init__(self, folder: Path | None = None) -> None:
        named = os.environ.get(DATA_FOLDER)
        chosen = folder or (Path(named) if named else user_data_path("week-twelve", appauthor=False))
        with suppress(RuntimeError):  # a home that nobody knows
            chosen = chosen.expanduser()
        self.folder = chosen.absolute()
        self.file = self.folder / "personal.jsonl"
        self.set_aside = self.folder / "personal.damaged.jsonl"
        self._beside = self.folder / "personal.jsonl.new"

    def append(self, kind: str, data: Mapping[str, Any], entry_id: str | None = None) -> Entry:
        """Keep something. When this returns, it is on the disk.

        Args:
            kind: one of `entries.KINDS`.
            data: values that JSON can hold.
            entry_id: for whoever may have to ask twice: an id that is there already changes nothing.

        Returns:
            The entry as it stands in the file.

        Raises:
            ValueError: for an unknown kind, values that JSON cannot hold, and more than a megabyte.
            TypeError: for data of a wrong type.
            StoreError: when it cannot be written; then nothing of it is in the file.
        """
        return self._keep([write_line(kind, data, entry_id or uuid4().hex)], look=entry_id is not None)[0]

    def put_back(self, entries: Iterable[Entry]) -> list[Entry]:
        """Keep entries that were read before, with their ids and times; those that are there stay as they are."""
        return self._keep([again(entry) for entry in entries])

    def change(self, kind: str, data: Mapping[str, Any], entry_id: str) -> Entry:
        """Keep something in the place of the entry with this id, or as a new one; what stood there is gone.

        Raises:
            ValueError, TypeError, StoreError: as with `append`; after a StoreError the old entry is still there.
        """
        new, entry = write_line(kind, data, entry_id)
        with self._changing():
            lines = self._tidy()
            there = {line.entry.id: place for place, line in enumerate(lines) if line.entry}
            if entry_id in there:
                lines[there[entry_id]] = new
                self._rewrite(lines)
            else:
                disk.append(self.file, [new.raw])
        return entry

    def read(self, kind: str | None = None) -> list[Entry]:
        """The entries of one kind, or all; none where there is no file. Lines that cannot be read are set aside.

        Raises:
            StoreError: when there is a file and it cannot be opened.
        """
        lines = self._lines()
        if lines:
            with suppress(StoreError), self._locked():  # a folder may only be read
                lines = self._tidy()
        return [line.entry for line in lines if line.entry and kind in (None, line.entry.kind)]

    def delete(self, kind: str | None = None, ids: Collection[str] | None = None) -> int:
        """Take away the entries of a kind, or with these ids, or all; with them goes what was set aside.

        What a newer version wrote and this one cannot read goes only when all goes.

        Returns:
            How many entries went.

        Raises:
            StoreError: when the file cannot be changed.
        """
        everything = kind is None and ids is None
        if not self._lines() and not self._pieces(self.set_aside):
            return 0
        with self._changing():
            lines = self._lines()
            gone = {line.entry.id for line in lines if line.entry and kind in (None, line.entry.kind)
                    and (ids is None or line.entry.id in ids)}  # fmt: skip
            stay = [line for line in lines if line.newer or line.entry]
            stay = [line for line in stay if not (line.entry and line.entry.id in gone)]
            if everything or len(stay) < len(lines):
                self._rewrite([] if everything else stay)
            self.set_aside.unlink(missing_ok=True)
        return len(gone)

    @property
    def damaged(self) -> int:
        """How many lines could not be read, set aside or still in the file."""
        return sum(line.damaged for line in self._lines()) + len(self._pieces(self.set_aside))

    @property
    def newer(self) -> int:
        """How many lines a newer version of the class has written; they are left alone."""
        return sum(line.newer for line in self._lines())

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Alone with the file. The lock is one of the system's, so that it ends with the process that holds it."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with FileLock(self.folder / "personal.lock", timeout=PATIENCE, poll_interval=0.005, mode=0o600):
                self._beside.unlink(missing_ok=True)
                yield
        except OSError as error:
            raise StoreError(f"{self.folder}: {error.strerror or error}") from error

    @contextmanager
    def _changing(self) -> Iterator[None]:
        with self._locked():
            yield
        for watcher in list(watchers):
            with suppress(Exception):  # it is written, whoever cannot show it
                watcher.look_again()

    def _pieces(self, file: Path) -> list[bytes]:
        try:
            return disk.pieces(file)
        except OSError as error:
            raise StoreError(f"{file}: {error.strerror or error}") from error

    def _lines(self) -> list[Line]:
        """The lines as they stand, damaged ones too; of an id that stands twice the first."""
        lines = [read_line(raw) for raw in self._pieces(self.file)]
        first = {line.entry.id: line for line in reversed(lines) if line.entry}
        return [line for line in lines if not line.entry or first[line.entry.id] is line]

    def _tidy(self) -> list[Line]:
        """The lines that are no damage; what is damaged goes to where it is set aside, once."""
        lines = self._lines()
        kept = [line for line in lines if not line.damaged]
        if len(kept) < len(lines):
            there = set(self._pieces(self.set_aside))
            disk.append(self.set_aside, [line.raw for line in lines if line.damaged and line.raw not in there])
            self._rewrite(kept)
        return kept

    def _rewrite(self, lines: list[Line]) -> None:
        disk.replace(self.file, self._beside, [line.raw for line in lines])

    def _keep(self, new: list[tuple[Line, Entry]], *, look: bool = True) -> list[Entry]:
        with self._changing():
            there = {line.entry.id: line.entry for line in self._lines() if line.entry} if look else {}
            disk.append(self.file, [line.raw for line, entry in new if entry.id not in there])
        return [there.get(entry.id, entry) for _, entry in new]
