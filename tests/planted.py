"""Things of every kind that somebody keeps, each with a word that must not get out of their folder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from unpacking import unpacked_text

from widgets.personal import entry_id
from widgets.store import Store

MARKER = "zzmarkerzz"


def plant(folder: Path) -> Store:
    """Fill a folder as a person would who wrote the word everywhere."""
    store = Store(folder)
    habit, question = "sleep_any_side", "test_for"
    states = {
        ("habit", "sleep"): {"picked": [habit], "notes": {habit: MARKER}, "done": {habit: [1]}},
        ("habit", "day"): {"picked": ["day_ask_work"], "notes": {"day_ask_work": MARKER}, "done": {}},
        ("question", "visit"): {"picked": [question], "own_questions": [MARKER]},
        ("quiz", "warning_signs"): {"answers": {MARKER: [MARKER]}},
    }
    for (kind, name), state in states.items():
        store.change(kind, {"name": name, "state": state, "note": MARKER}, entry_id(kind, name))
    store.append("section", {"section": "sleep", "note": MARKER})
    words = {"signs": ["spotting"], "strength": 7, "helped": ["warm_bath"], "helped_words": MARKER, "note": MARKER}
    store.append("diary", {"when": datetime.now().astimezone().isoformat(timespec="minutes"), **words})
    with store.file.open("ab") as out:
        out.write(json.dumps({"version": 99, "note": MARKER}).encode() + b"\n" + MARKER.encode() + b"\n")
    return store


def found_in(*folders: Path) -> list[Path]:
    """The files below the folders that hold the word, also in parts that are packed."""
    files = [file for folder in folders for file in sorted(folder.rglob("*")) if file.is_file()]
    return [file for file in files if any(MARKER.encode() in part for part in parts(file.read_bytes()))]


def parts(raw: bytes) -> Iterator[bytes]:
    """What a file says, and what it has packed."""
    yield raw
    if packed := unpacked_text(raw.decode(errors="replace")):
        yield packed.encode()
