"""What the personal file is made of: entries, and the lines of JSON that hold them.

A line is read as far as that goes, since a file that people own can be torn, edited by hand or made by a newer version.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

KINDS = ("diary", "quiz", "section", "habit", "question")
VERSION = 1
LONGEST = 1_000_000  # bytes of a line


@dataclass(frozen=True)
class Entry:
    """One thing that a person keeps.

    Attributes:
        id: unique in the file.
        kind: one of `KINDS`, or one that a newer version of the class brought.
        at: when it was written, with the offset of the place.
        data: what was written.
    """

    id: str
    kind: str
    at: datetime
    data: dict[str, Any]


@dataclass(frozen=True)
class Line:
    """A line of the file, with the entry that it holds, if it can be read; `newer` if a later version wrote it."""

    raw: bytes
    entry: Entry | None
    newer: bool = False

    @property
    def damaged(self) -> bool:
        """Neither an entry nor a thing that a later version may know."""
        return self.entry is None and not self.newer


def read_line(raw: bytes) -> Line:
    """Understand a line as far as that goes; it never fails."""
    newer = False
    try:
        if len(raw) > LONGEST:
            raise ValueError("longer than any line of ours")
        row = json.loads(raw.decode("utf-8-sig"))
        newer = type(row["version"]) is int and row["version"] > VERSION
        if not newer and row["version"] != VERSION:
            raise ValueError("no version that there ever was")
        return Line(raw, _entry(row["id"], row["kind"], row["at"], row["data"]), newer)
    except (ValueError, TypeError, KeyError, OSError, OverflowError, RecursionError):
        return Line(raw, None, newer)


def _entry(name: Any, kind: Any, at: Any, data: Any) -> Entry:
    if not (isinstance(name, str) and name and isinstance(kind, str) and kind and isinstance(data, dict)):
        raise TypeError("an entry needs an id and a kind, both text, and data by name")
    when = datetime.fromisoformat(at)
    return Entry(name, kind, when if when.tzinfo else when.astimezone(), data)


def write_line(kind: str, data: Mapping[str, Any], entry_id: str, at: datetime | None = None) -> tuple[Line, Entry]:
    """The line of an entry, and the entry as it will be read again.

    The line is plain ASCII, so that no program that opens the file takes it for anything else.

    Args:
        kind: one of `KINDS`.
        data: values that JSON can hold.
        entry_id: text that no other entry has.
        at: None for now, in local time.

    Raises:
        ValueError: for an unknown kind, an empty id, values that JSON cannot hold, and more than a megabyte.
        TypeError: for data of a wrong type.
    """
    if kind not in KINDS:
        raise ValueError(f"unknown kind “{kind}”. Allowed: {', '.join(KINDS)}.")
    return _write(kind, data, entry_id, at or datetime.now().astimezone().replace(microsecond=0))


def again(entry: Entry) -> tuple[Line, Entry]:
    """The line of an entry that was read before, of whatever kind, with the id and the time that it had."""
    return _write(entry.kind, entry.data, entry.id, entry.at)


def _write(kind: str, data: Mapping[str, Any], entry_id: str, at: datetime) -> tuple[Line, Entry]:
    if not isinstance(data, Mapping):
        raise TypeError(f"the data of an entry must be a mapping, not {type(data).__name__}.")
    row = {"version": VERSION, "id": entry_id, "kind": kind, "at": at.isoformat(), "data": dict(data)}
    try:
        line = read_line(json.dumps(row, allow_nan=False, separators=(",", ":")).encode("ascii"))
    except RecursionError as error:
        raise ValueError("the data of an entry is nested too deeply.") from error
    if line.entry is None:
        size = len(line.raw)
        raise ValueError(f"an entry with id {entry_id!r} and {size} bytes. Allowed: some id, up to {LONGEST} bytes.")
    return line, line.entry
