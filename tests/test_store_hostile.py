"""Any order of appending, changing and deleting, with any text, keeps just what it says, whatever else is there."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from widgets.entries import KINDS, Entry, read_line
from widgets.store import Store

pytestmark = pytest.mark.deep

TEXT = st.text(st.characters(codec=None), max_size=40)  # all of Unicode, also halves of letters
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)
DATA = st.dictionaries(TEXT, VALUES, max_size=4)
IDS = TEXT.filter(bool) | st.sampled_from(["a", "b", "c"])
SETTINGS = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


class Keeping(RuleBasedStateMachine):
    """A store beside a plain dictionary that does the same."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.store = Store(Path(self.folder.name))
        self.known: dict[str, Entry] = {}

    @rule(kind=st.sampled_from(KINDS), data=DATA, entry_id=IDS)
    def append(self, kind: str, data: dict[str, Any], entry_id: str) -> None:
        entry = self.store.append(kind, data, entry_id)
        assert self.known.setdefault(entry_id, entry) == entry
        assert entry_id in self.known

    @rule(kind=st.sampled_from(KINDS), data=DATA, entry_id=IDS)
    def change(self, kind: str, data: dict[str, Any], entry_id: str) -> None:
        self.known[entry_id] = entry = self.store.change(kind, data, entry_id)
        assert (entry.kind, entry.data) == (kind, data)

    @rule(kind=st.sampled_from(KINDS) | st.none(), chosen=st.none() | st.lists(IDS, max_size=3))
    def delete(self, kind: str | None, chosen: list[str] | None) -> None:
        gone = [name for name, entry in self.known.items()
                if kind in (None, entry.kind) and (chosen is None or name in chosen)]  # fmt: skip
        assert self.store.delete(kind, chosen) == len(gone)
        for name in gone:
            del self.known[name]

    @rule(junk=st.binary(min_size=1, max_size=60).filter(lambda raw: not raw.isspace()))
    def tear(self, junk: bytes) -> None:
        with self.store.file.open("ab") as out:
            out.write(b"\x00" + junk.replace(b"\n", b" "))
        self.store.read()

    @invariant()
    def the_file_holds_what_is_known(self) -> None:
        assert self.store.read() == list(self.known.values())

    def teardown(self) -> None:
        self.folder.cleanup()


TestKeeping = Keeping.TestCase
TestKeeping.settings = settings(SETTINGS, max_examples=100, stateful_step_count=25)


@SETTINGS
@given(st.binary(max_size=400))
def test_any_bytes_are_read_without_a_fault(raw: bytes) -> None:
    line = read_line(raw)
    assert line.raw == raw
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        store.file.write_bytes(raw)
        store.read()
        entry = store.append("diary", {}, "mine")
        assert entry in store.read()
