"""What a person keeps survives kills, damage, other kernels and newer versions, and goes when they say so."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import resource
import stat
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from store_processes import HOSTILE, check, kill_in_a_loop, start, write

from widgets import store as stores
from widgets.entries import KINDS, LONGEST, Entry, read_line
from widgets.store import Store, StoreError

GOOD = {"version": 1, "id": "a", "kind": "diary", "at": "2026-03-01T08:00:00+01:00", "data": {"note": "ä"}}
DAMAGE = {
    "torn": b'{"version":1,"id":"b","kind":"di',
    "nul": b"\x00" * 64,
    "nul inside": b'{"version":1,"id":"b\x00',
    "latin-1": json.dumps({**GOOD, "id": "ü"}, ensure_ascii=False).encode("latin-1"),
    "not json": b"Dear diary",
    "a list": b"[1, 2]",
    "a number": b"7",
    "a version that never was": json.dumps({**GOOD, "version": 0}).encode(),
    "a version in words": json.dumps({**GOOD, "version": "1"}).encode(),
    "no id": json.dumps({**GOOD, "id": ""}).encode(),
    "no time": json.dumps({**GOOD, "at": "soon"}).encode(),
    "a time out of range": json.dumps({**GOOD, "at": "0001-01-01T00:00:00"}).encode()[:-9],
    "data in words": json.dumps({**GOOD, "data": "x"}).encode(),
    "nested without end": b"[" * 200_000,
    "a huge number": b'{"version": ' + b"9" * 5000 + b"}",
    "a huge line": b'{"version":1,"id":"b","kind":"diary","data":{"x":"' + b"x" * LONGEST + b'"}}',
}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "kept")


def put(store: Store, *lines: bytes, end: bytes = b"\n") -> None:
    store.folder.mkdir(exist_ok=True)
    store.file.write_bytes(b"\n".join(lines) + end)


def line(**values: Any) -> bytes:
    return json.dumps({**GOOD, **values}).encode()


def ids(store: Store, kind: str | None = None) -> list[str]:
    return [entry.id for entry in store.read(kind)]


def test_what_is_kept_comes_back_in_the_order_of_writing(store: Store):
    entries = [store.append(kind, {"number": place, "text": HOSTILE, "none": None})
               for place, kind in enumerate(KINDS * 2)]  # fmt: skip
    assert store.read() == entries
    assert Store(store.folder).read("quiz") == [entry for entry in entries if entry.kind == "quiz"]
    assert len({entry.id for entry in entries}) == len(entries)
    now = datetime.now().astimezone()
    assert all(entry.at.tzinfo and timedelta(0) <= now - entry.at < timedelta(minutes=5) for entry in entries)


def test_data_is_given_back_as_it_will_be_read_again(store: Store):
    entry = store.append("habit", {"picked": ("a", "b"), "days": {1: [2]}})
    assert entry.data == {"picked": ["a", "b"], "days": {"1": [2]}}
    assert store.read() == [entry]


def test_an_id_that_is_there_changes_nothing(store: Store):
    first = store.append("diary", {"note": "one"}, entry_id="same")
    assert store.append("diary", {"note": "two"}, entry_id="same") == first
    assert store.read() == [first]
    assert store.file.read_bytes().count(b"\n") == 1


def test_a_change_takes_the_place_of_what_was_there_and_leaves_no_trace(store: Store):
    store.append("question", {"own": ["secret"]}, entry_id="mine")
    other = store.append("diary", {})
    changed = store.change("question", {"own": []}, entry_id="mine")
    assert store.read() == [changed, other]
    assert b"secret" not in b"".join(file.read_bytes() for file in store.folder.iterdir())
    new = store.change("question", {"own": ["x"]}, entry_id="new")
    assert store.read() == [changed, other, new]


def test_deleting_by_kind_by_id_and_all(store: Store):
    for number in range(6):
        store.append("diary" if number % 2 else "quiz", {}, entry_id=str(number))
    assert store.delete(ids=["1", "5", "none"]) == 2
    assert store.delete(kind="diary", ids=["0"]) == 0
    assert store.delete(ids=[]) == 0
    assert ids(store) == ["0", "2", "3", "4"]
    assert store.delete(kind="quiz") == 3
    assert ids(store) == ["3"]
    assert store.delete() == 1
    assert (store.read(), store.delete()) == ([], 0)
    assert {file.name for file in store.folder.iterdir()} == {"personal.lock"}


def test_what_was_deleted_can_be_put_back_with_its_time(store: Store):
    put(store, line(), line(id="b", kind="quiz"))
    gone = store.read("diary")
    store.delete("diary")
    assert store.put_back(gone) == gone
    assert store.put_back(gone) == gone
    assert ids(store) == ["b", "a"]
    assert store.read("diary")[0].at == datetime.fromisoformat(GOOD["at"])


def test_looking_makes_no_folder_and_writing_makes_one_for_the_person_alone(store: Store):
    assert (store.read(), store.delete(), store.damaged, store.newer) == ([], 0, 0, 0)
    assert not store.folder.exists()
    store.append("diary", {})
    store.change("diary", {}, store.read()[0].id)
    if os.name == "posix":
        assert stat.S_IMODE(store.folder.stat().st_mode) == 0o700
        assert {stat.S_IMODE(file.stat().st_mode) for file in store.folder.iterdir()} == {0o600}


def test_the_folder_is_the_one_that_is_named_else_the_users(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("WEEK_TWELVE_DATA", str(tmp_path / "named"))
    assert Store().folder == tmp_path / "named"
    monkeypatch.setenv("WEEK_TWELVE_DATA", "~/kept")
    assert Store().folder == Path.home() / "kept"
    for nothing in (lambda: monkeypatch.setenv("WEEK_TWELVE_DATA", ""), lambda: monkeypatch.delenv("WEEK_TWELVE_DATA")):
        nothing()
        assert Store().folder.is_absolute()
        assert "week-twelve" in Store().folder.parts


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("dairy", {}), "unknown kind “dairy”. Allowed: diary, quiz, section, habit, question"),
        (("diary", {"x": float("nan")}), "not JSON compliant"),
        (("diary", {"x": "x" * LONGEST}), f"up to {LONGEST} bytes"),
        (("diary", ["x"]), "must be a mapping, not list"),
        (("diary", {"x": object()}), "not JSON serializable"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_nothing_is_written(store: Store, arguments, said):
    with pytest.raises((ValueError, TypeError), match=said):
        store.append(*arguments)
    with pytest.raises((ValueError, TypeError), match=said):
        store.change(*arguments, "id")
    assert not store.file.exists()


def test_data_nested_without_end_is_refused(store: Store):
    deep: dict[str, Any] = {}
    for _ in range(100_000):
        deep = {"x": deep}
    with pytest.raises(ValueError, match="too deep"):
        store.append("diary", deep)


@pytest.mark.parametrize("where", ["start", "middle", "end", "torn end"])
@pytest.mark.parametrize("damage", DAMAGE, ids=str)
def test_a_damaged_line_is_set_aside_once_and_stops_nothing(store: Store, damage: str, where: str):
    lines = [line(), line(id="z")]
    place = {"start": 0, "middle": 1}.get(where, 2)
    lines.insert(place, DAMAGE[damage])
    put(store, *lines, end=b"" if where == "torn end" else b"\n")
    assert (store.damaged, store.newer) == (1, 0)
    new = store.append("diary", {})
    for _ in range(2):
        assert ids(store) == ["a", "z", new.id]
        assert store.set_aside.read_bytes() == DAMAGE[damage] + b"\n"
        assert store.damaged == 1
    assert store.delete(ids=["a"]) == 1
    assert not store.set_aside.exists()
    assert (store.damaged, ids(store)) == (0, ["z", new.id])


def test_a_deletion_takes_damaged_lines_that_nobody_has_looked_at_yet(store: Store):
    put(store, DAMAGE["torn"], line())
    assert store.delete("quiz") == 0
    assert store.file.read_bytes() == line() + b"\n"
    assert not store.set_aside.exists()


def test_a_whole_last_line_without_an_end_is_no_damage(store: Store):
    put(store, line(), line(id="b"), end=b"")
    store.append("diary", {}, entry_id="c")
    assert (ids(store), store.damaged) == (["a", "b", "c"], 0)


def test_a_mark_line_ends_of_another_system_and_empty_lines_are_no_damage(store: Store):
    put(store, b"\xef\xbb\xbf" + line() + b"\r", b"", b"  \r", line(id="b") + b"\r")
    assert (ids(store), store.damaged) == (["a", "b"], 0)
    assert store.delete(ids=["a"]) == 1
    assert ids(store) == ["b"]


def test_a_line_that_stands_twice_is_one_entry(store: Store):
    put(store, line(), line(data={"note": "again"}), line(id="b"))
    assert [entry.data for entry in store.read()] == [GOOD["data"]] * 2
    assert store.delete(ids=["a"]) == 1
    assert store.file.read_bytes() == line(id="b") + b"\n"


def test_a_time_without_an_offset_is_local_and_another_place_keeps_its_own(store: Store):
    put(store, line(at="2026-03-01T08:00:00"), line(id="b", at="2026-03-01T08:00:00+09:00"))
    here, there = store.read()
    assert here.at == datetime(2026, 3, 1, 8).astimezone()
    assert there.at.utcoffset() == timedelta(hours=9)


def test_what_a_newer_version_wrote_is_read_as_far_as_possible_and_left_alone(store: Store):
    known, unknown = line(version=2, id="n", kind="photo", extra=1), line(version=2, id=7, at=None)
    put(store, known, DAMAGE["torn"], unknown, line())
    assert ids(store) == ["n", "a"]
    assert (store.newer, store.damaged) == (2, 1)
    store.change("diary", {"note": "b"}, "a")
    store.delete("quiz")
    assert store.delete(ids=["a"]) == 1
    assert store.file.read_bytes() == known + b"\n" + unknown + b"\n"
    assert store.delete("photo") == 1
    assert store.file.read_bytes() == unknown + b"\n"
    store.delete()
    assert not store.file.exists()


def test_what_a_kill_left_of_a_rewrite_is_cleared_away(store: Store):
    store.append("diary", {})
    beside = store.folder / "personal.jsonl.new"
    beside.write_text("half of a secret")
    store.read()
    assert not beside.exists()


@pytest.mark.parametrize("task", ["append", "change", "put_back"])
def test_a_place_that_cannot_be_written_is_told_with_the_place(tmp_path: Path, task: str):
    (tmp_path / "file").write_text("")
    store = Store(tmp_path / "file" / "kept")
    calls = {"append": lambda: store.append("diary", {}), "change": lambda: store.change("diary", {}, "a"),
             "put_back": lambda: store.put_back([read_line(line()).entry])}  # fmt: skip
    with pytest.raises(StoreError, match=str(store.folder)):
        calls[task]()
    assert (store.read(), store.delete()) == ([], 0)


def test_a_file_that_cannot_be_opened_is_told(store: Store):
    store.file.mkdir(parents=True)
    for call in (store.read, lambda: store.append("diary", {}), store.delete):
        with pytest.raises(StoreError, match="kept"):
            call()


def test_lines_that_cannot_be_set_aside_stay_and_are_read_over(store: Store):
    put(store, DAMAGE["torn"], line())
    store.set_aside.mkdir()
    assert ids(store) == ["a"]
    assert store.file.read_bytes() == DAMAGE["torn"] + b"\n" + line() + b"\n"
    with pytest.raises(StoreError, match="damaged"):
        assert store.damaged


def test_whoever_watches_hears_of_each_change_and_cannot_spoil_it(store: Store):
    class Watcher:
        heard = 0

        def look_again(self) -> None:
            self.heard += 1
            raise RuntimeError("no screen")

    watcher = Watcher()
    stores.watchers.add(watcher)
    entry = store.append("diary", {})
    store.change("diary", {}, entry.id)
    store.read()
    store.delete()
    store.put_back([entry])
    assert watcher.heard == 4
    assert store.read() == [entry]


def in_a_child(job: Callable[[], None]) -> int | None:
    process = multiprocessing.get_context("fork").Process(target=job)
    process.start()
    process.join(20)
    return process.exitcode


posix = pytest.mark.skipif(os.name != "posix", reason="forks")


@posix
def test_a_folder_that_may_only_be_read_is_read_and_refuses_the_rest():
    with tempfile.TemporaryDirectory() as name:
        store = Store(Path(name) / "kept")
        store.append("diary", {}, entry_id="a")
        with store.file.open("ab") as out:
            out.write(DAMAGE["torn"])
        before = store.file.read_bytes()
        for file in (Path(name), store.folder, *store.folder.iterdir()):
            file.chmod(0o555 if file.is_dir() else 0o444)

        def look() -> None:
            if os.geteuid() == 0:
                os.setuid(65534)  # root may write anywhere
            assert ids(store) == ["a"]
            assert store.damaged == 1
            for call in (lambda: store.append("diary", {}), lambda: store.change("diary", {}, "a"), store.delete):
                with pytest.raises(StoreError, match="Permission denied"):
                    call()

        assert in_a_child(look) == 0
        assert store.file.read_bytes() == before
        for folder in (Path(name), store.folder):
            folder.chmod(0o755)


@posix
@pytest.mark.parametrize("task", ["append", "change", "delete"])
def test_a_full_disk_leaves_the_file_as_it_was(store: Store, task: str):
    for name in "abc":
        store.append("diary", {"note": "x" * 400}, entry_id=name)
    before = store.file.read_bytes()
    room = {"append": len(before) + 100, "change": 700, "delete": 700}[task]

    def fill() -> None:
        sys.dont_write_bytecode = True  # what Python keeps of a module would be cut off
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
        calls = {"append": lambda: store.append("diary", {"note": "y" * 400}),
                 "change": lambda: store.change("diary", {"note": "z" * 400}, "b"),
                 "delete": lambda: store.delete(ids=["b"])}  # fmt: skip
        with pytest.raises(StoreError, match="too large"):
            calls[task]()

    assert in_a_child(fill) == 0
    assert store.file.read_bytes() == before
    assert {file.name for file in store.folder.iterdir()} == {"personal.jsonl", "personal.lock"}
    assert ids(store) == ["a", "b", "c"]


@posix
def test_a_lock_of_a_dead_process_blocks_nobody_and_that_of_a_living_one_is_told(store, monkeypatch):
    context = multiprocessing.get_context("fork")
    held = context.Event()
    store.append("diary", {}, entry_id="a")

    def hold() -> None:
        with store._locked():
            held.set()
            context.Event().wait(60)

    holder = context.Process(target=hold)
    holder.start()
    assert held.wait(20)
    monkeypatch.setattr(stores, "PATIENCE", 0.1)
    with pytest.raises(StoreError, match="lock"):
        store.append("diary", {})
    assert ids(store) == ["a"]
    holder.kill()
    holder.join()
    store.append("diary", {}, entry_id="b")
    assert ids(store) == ["a", "b"]


@posix
@pytest.mark.slow
def test_two_processes_that_write_at_once_lose_and_double_nothing(tmp_path: Path):
    processes = [start(write, tmp_path, name) for name in ("one", "two")]
    told = [tmp_path / f"{name}.told" for name in ("one", "two")]
    while not all(file.exists() and file.read_bytes().count(b"\n") >= 15 for file in told):
        assert all(process.is_alive() for process in processes)
    for process in processes:
        process.kill()
        process.join()
    assert check(tmp_path) >= 30


@pytest.mark.slow
def test_threads_of_a_kernel_lose_nothing(store: Store):
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: store.append("diary", {}, entry_id=str(number)), range(40)))
    assert sorted(ids(store), key=int) == [str(number) for number in range(40)]


@posix
@pytest.mark.slow
def test_kills_at_any_moment_lose_and_double_nothing(tmp_path: Path):
    assert kill_in_a_loop(tmp_path, 20, seed=1) > 10


@posix
@pytest.mark.deep
@pytest.mark.parametrize("seed", range(4))
def test_many_kills_at_any_moment_lose_and_double_nothing(tmp_path: Path, seed: int):
    assert kill_in_a_loop(tmp_path, 200, seed=random.Random(seed).getrandbits(32)) > 100


def test_entries_cannot_be_changed_by_accident(store: Store):
    with pytest.raises(AttributeError):
        store.append("diary", {}).kind = "quiz"  # type: ignore[misc]
    assert isinstance(store.read()[0], Entry)
