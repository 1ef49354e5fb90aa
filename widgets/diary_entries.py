"""What stands in an entry of the diary, and the entries as a table and as lines to read out.

The widget, the chart and the page for a visit all see the same entries, so what they may hold is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

import pandas as pd

from kb import KnowledgeBase, assess
from kb.schema import URGENT
from kb.triage import known_symptoms
from widgets.base import known_ids
from widgets.entries import Entry

STRENGTHS = range(11)  # 0 to 10, as people are asked on the phone
EARLY = timedelta(minutes=2)  # clocks differ a little
OLDEST = timedelta(days=366)
RECENT = timedelta(days=14)
LONGEST = {"helped_words": 300, "note": 2000}  # letters
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029]")
COLUMNS = {
    "when_iso8601": "str", "day": "datetime64[us]", "strength_0_to_10": "Int64", "sign_ids": "str", "signs": "str",
    "level_of_signs": "str", "helped_ids": "str", "helped": "str", "helped_own_words": "str", "note": "str",
}  # fmt: skip


def own_words(text: Any, name: str) -> str:
    """The text without signs that no keyboard writes, with plain line ends and no blanks around it.

    Raises:
        TypeError: when it is no text.
        ValueError: when it is too long.
    """
    if not isinstance(text, str):
        raise TypeError(f"{name} must be text, not {type(text).__name__}.")
    lines = re.sub(r"\r\n?", "\n", text.encode("utf-8", "replace").decode("utf-8"))
    words = CONTROLS.sub("", lines).strip(" \t\n")
    if len(words) > LONGEST[name]:
        raise ValueError(f"{name} has {len(words)} letters. Allowed: up to {LONGEST[name]}.")
    return words


def time_fault(when: datetime, now: datetime) -> str:
    """What keeps a time out of the diary: "future", "old", or "" for nothing; the view decides the same."""
    return "future" if when > now + EARLY else "old" if when < now - OLDEST else ""


def read_time(when: datetime | str | None) -> datetime:
    """A point in time with its offset; without one it is local time, and None is now.

    Raises:
        ValueError: for what is no time, lies ahead, or more than a year back.
        TypeError: for anything but a time or its text.
    """
    now = datetime.now().astimezone()
    if when is None:
        return now.replace(microsecond=0)
    if not isinstance(when, datetime | str):
        raise TypeError(f"when must be a time or its text, not {type(when).__name__}.")
    try:
        read = datetime.fromisoformat(when) if isinstance(when, str) else when
        read = read if read.tzinfo else read.astimezone()
        fault = time_fault(read, now)
    except (ValueError, OverflowError, OSError) as error:
        raise ValueError(f"when=“{when}” is no time. Allowed: such as 2026-03-05T14:30.") from error
    if fault:
        raise ValueError(f"when=“{when}” lies {'ahead' if fault == 'future' else 'more than a year back'}.")
    return read


def checked(base: KnowledgeBase, data: Mapping[str, Any]) -> dict[str, Any]:
    """An entry as it is written down: `when` with offset, `signs`, `strength`, `helped`, `helped_words`, `note`.

    Raises:
        ValueError: for unknown signs or remedies, a bad strength, a bad time, too much text, or nothing at all.
        TypeError: for values of a wrong type.
    """
    strength = data.get("strength")
    if strength is not None and (type(strength) is not int or strength not in STRENGTHS):
        raise ValueError(f"strength={strength!r}. Allowed: whole numbers from 0 to 10, or None.")
    entry = {
        "when": read_time(data.get("when")).isoformat(timespec="minutes"),
        "signs": list(known_symptoms(base, data.get("signs", ()))),
        "strength": strength,
        "helped": known_ids(base, "remedies", data.get("helped", ()), "remedy"),
        **{name: own_words(data.get(name, ""), name) for name in LONGEST},
    }
    if not any(entry[name] for name in ("signs", "helped", *LONGEST)) and strength is None:
        raise ValueError("an entry needs at least a sign, a strength, what helped or a note.")
    return entry


def newest_first(entries: Iterable[Entry]) -> tuple[list[dict[str, Any]], int]:
    """The entries by their own time, and how many of them hold what cannot be read.

    Signs that the tables no longer have are kept, since the person wrote them down.
    """
    rows, strange = [], 0
    for entry in entries:
        try:
            rows.append(_row(entry))
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
            strange += 1
    return sorted(rows, key=lambda row: datetime.fromisoformat(row["when"]), reverse=True), strange


def _row(entry: Entry) -> dict[str, Any]:
    data = entry.data
    if not datetime.fromisoformat(data["when"]).tzinfo or data["strength"] not in (None, *STRENGTHS):
        raise ValueError("a time without offset, or a strength that is none")
    return {
        "id": entry.id,
        "when": data["when"],
        "signs": [str(sign) for sign in data["signs"]],
        "strength": data["strength"],
        "helped": [str(remedy) for remedy in data["helped"]],
        **{name: str(data[name]) for name in LONGEST},
    }


def level_of(base: KnowledgeBase, signs: Iterable[str]) -> str | None:
    """The level of the signs that the tables know."""
    return assess(base, [sign for sign in signs if sign in base.rows["symptoms"]]).level


def _named(base: KnowledgeBase, table: str, column: str, ids: Iterable[str]) -> str:
    rows = base.rows[table]
    return "; ".join(str(rows[name][column]) if name in rows else name for name in ids)


def as_table(base: KnowledgeBase, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """The entries as a table: a row an entry, named by its id, with the columns `COLUMNS`."""
    rows = list(rows)
    cells = [
        {
            "when_iso8601": row["when"],
            "day": datetime.fromisoformat(row["when"][:10]),
            "strength_0_to_10": row["strength"],
            "sign_ids": ";".join(row["signs"]),
            "signs": _named(base, "symptoms", "text", row["signs"]),
            "level_of_signs": level_of(base, row["signs"]) or "",
            "helped_ids": ";".join(row["helped"]),
            "helped": _named(base, "remedies", "title", row["helped"]),
            "helped_own_words": row["helped_words"],
            "note": row["note"],
        }
        for row in rows
    ]
    index = pd.Index([row["id"] for row in rows], name="id", dtype="str")
    return pd.DataFrame(cells, columns=list(COLUMNS), index=index).astype(COLUMNS)


def as_lines(base: KnowledgeBase, rows: Iterable[Mapping[str, Any]], now: datetime) -> list[str]:
    """The entries of the last two weeks, oldest first, a line each, to print or to read out on the phone.

    If a sign in them needs a call, a line that says so stands first.
    """
    lines, first = list[str](), set[str]()
    for row in rows:
        if datetime.fromisoformat(row["when"]) < now - RECENT:
            continue
        level = level_of(base, row["signs"])
        urgent = base.rows["levels"][level]["word"] if level in URGENT else ""
        first |= {base.text("visit_diary_urgent")} if urgent else set()
        helped = "; ".join(filter(None, (_named(base, "remedies", "title", row["helped"]), row["helped_words"])))
        said = {
            "strength": "" if row["strength"] is None else str(row["strength"]),
            "signs": _named(base, "symptoms", "text", row["signs"]) + (f" ({urgent})" if urgent else ""),
            "helped": helped,
            "note": row["note"],
        }
        parts = [base.text(f"diary_line_{name}").format(value=value) for name, value in said.items() if value]
        lines.append(" ".join([f"{row['when'][:16].replace('T', ' ')}:", *parts]).replace("\n", " "))
    return [*first, *lines[::-1]]
