"""Processes that write to one personal file and are killed at any moment, and what each was told to be kept."""

from __future__ import annotations

import multiprocessing
import random
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from widgets.entries import read_line
from widgets.store import Store

HOSTILE = '=1+1\n\u2028\x00{}[]"\\ ×\ud800 😀' * 3


def write(folder: Path, told: Path, name: str) -> None:
    """Append without an end, and begin again with the entry whose fate is not known."""
    store = Store(folder)
    done = len(told.read_bytes().split()) if told.exists() else 0
    with told.open("ab", buffering=0) as out:
        while True:
            entry = store.append("diary", {"text": f"{name} {done} {HOSTILE}"}, entry_id=f"{name}-{done}")
            out.write(f"{entry.id}\n".encode())
            done += 1
            time.sleep(0.002)


def rub_out(folder: Path, told: Path, name: str) -> None:
    """Change, append and delete another kind of entry without an end."""
    store = Store(folder)
    while True:
        store.change("habit", {"picked": [name]}, entry_id=f"{name}-habit")
        store.append("quiz", {"right": True})
        store.delete(kind="quiz")
        store.read()
        time.sleep(0.002)


def start(job: Callable[[Path, Path, str], None], folder: Path, name: str) -> Any:
    process = multiprocessing.get_context("fork").Process(target=job, args=(folder, folder / f"{name}.told", name))
    process.start()
    return process


def kill_in_a_loop(folder: Path, rounds: int, seed: int) -> int:
    """Two writers and one that deletes; each round kills one and looks at the file. Returns how much was kept."""
    chance = random.Random(seed)
    jobs = {"one": write, "two": write, "three": rub_out}
    running = {name: start(job, folder, name) for name, job in jobs.items()}
    try:
        for number in range(10 * rounds):
            if number >= rounds and check(folder) > rounds / 2:  # on a busy machine writers need more rounds for that
                break
            name = chance.choice(list(jobs))
            time.sleep(chance.uniform(0.001, 0.06))
            running[name].kill()
            running[name].join()
            check(folder)
            running[name] = start(jobs[name], folder, name)
    finally:
        for process in running.values():
            process.kill()
            process.join()
    return check(folder)


def check(folder: Path) -> int:
    """The file can be read; all that a writer was told is in it, once."""
    told = [name for file in folder.glob("*.told") for name in file.read_text(encoding="utf-8").split()]
    store = Store(folder)
    store.read()
    lines = [read_line(raw) for raw in store.file.read_bytes().splitlines()] if store.file.exists() else []
    assert all(line.entry for line in lines[:-1])  # the last may be on its way
    found = Counter(line.entry.id for line in lines if line.entry)
    assert [name for name in told if found[name] != 1] == []
    assert [name for name, times in found.items() if times > 1] == []
    return len(told)
