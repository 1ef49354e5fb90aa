"""Tables that somebody or something has spoilt in any way load, or give the list of their faults, and nothing else."""

# ruff: noqa: PT017  whether there is an error depends on what is spoilt

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import kb
from kb.base import SHIPPED
from kb.schema import TABLES

pytestmark = pytest.mark.deep

UNSEEN = "\0\x01\x08\x0b\x1b\x7f\u00ad\u200b\u200e\u200f\u202e\u2028\u2029\u2066\ufeff\ufffe\U000e0001"
RISKY = ["=1+1", "=cmd|' /C calc'!A0", "@SUM(A1)", "+1", "-1", "</script><script>", "{", "}}{{7*7}}", "%s", "\\", "'",
         "9" * 5000, "1e999", "-0", "NaN", "None", "NA", "null", ";", ";;;", "a;b;c", ",", "é" * 70_000, "x" * 200_000,
         "https://[", "javascript:1", "../../etc/passwd", "yes\n", " yes", "🤰🏽", "٣", "²", "①"]  # fmt: skip
BROKEN = [b"\xff", b"\xc3", b"\xed\xa0\x80", b"\x80"]
Spoil = Callable[[bytes, random.Random], bytes]


def lines(raw: bytes, chance: random.Random, edit: Callable[[list[bytes], int], None]) -> bytes:
    parts = raw.split(b"\n")
    edit(parts, chance.randrange(len(parts)))
    return b"\n".join(parts)


def cell(raw: bytes, chance: random.Random, new: Callable[[str], str]) -> bytes:
    """Another text in one cell, as a spreadsheet would write it."""
    import csv
    import io

    rows = list(csv.reader(io.StringIO(raw.decode("utf-8"), newline="")))
    row = chance.randrange(len(rows))
    column = chance.randrange(len(rows[row]))
    rows[row][column] = new(rows[row][column])
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode("utf-8", "surrogatepass")


def column(raw: bytes, chance: random.Random, doubled: bool) -> bytes:
    parts = [line.split(b",") for line in raw.split(b"\n")]
    at = chance.randrange(len(parts[0]))
    for part in parts:
        if at < len(part):
            part[at : at + 1] = [part[at], part[at]] if doubled else []
    return b"\n".join(map(b",".join, parts))


def at_random(raw: bytes, chance: random.Random, put: bytes) -> bytes:
    at = chance.randrange(len(raw) + 1)
    return raw[:at] + put + raw[at:]


SPOILT: dict[str, Spoil] = {
    "UTF-16": lambda raw, chance: raw.decode().encode(chance.choice(["utf-16", "utf-16-le", "utf-16-be", "utf-32"])),
    "other letters": lambda raw, chance: raw.decode().encode(chance.choice(["latin-1", "cp1252", "cp437"]), "replace"),
    "a mark at the start": lambda raw, chance: b"\xef\xbb\xbf" * chance.randint(1, 3) + raw,
    "broken letters": lambda raw, chance: at_random(raw, chance, chance.choice(BROKEN)),
    "unseen signs": lambda raw, chance: at_random(raw, chance, chance.choice(UNSEEN).encode()),
    "a quotation mark": lambda raw, chance: at_random(raw, chance, b'"'),
    "a comma": lambda raw, chance: at_random(raw, chance, b","),
    "other ends of lines": lambda raw, chance: raw.replace(b"\n", chance.choice([b"\r\n", b"\r", b"\n\n", b"\v"])),
    "cut off": lambda raw, chance: raw[: chance.randrange(len(raw))],
    "a line away": lambda raw, chance: lines(raw, chance, lambda parts, at: parts.pop(at)),
    "a line twice": lambda raw, chance: lines(raw, chance, lambda parts, at: parts.insert(at, parts[at])),
    "lines elsewhere": lambda raw, chance: b"\n".join(chance.sample(raw.split(b"\n"), raw.count(b"\n") + 1)),
    "a column away": lambda raw, chance: column(raw, chance, False),
    "a column twice": lambda raw, chance: column(raw, chance, True),
    "another cell": lambda raw, chance: cell(raw, chance, lambda _: chance.choice(RISKY)),
    "more in a cell": lambda raw, chance: cell(raw, chance, lambda old: old + chance.choice([*RISKY, *UNSEEN])),
    "an empty cell": lambda raw, chance: cell(raw, chance, lambda _: ""),
    "bits": lambda raw, chance: bytes(byte ^ (chance.random() < 0.001) << chance.randrange(8) for byte in raw),
    "zeros": lambda raw, chance: bytes(chance.randrange(2000)),
    "anything": lambda raw, chance: chance.randbytes(chance.randrange(2000)),
}  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("how", SPOILT)
def test_spoilt_tables_load_or_tell_their_faults(tmp_path: Path, how: str, seed: int) -> None:
    chance = random.Random(f"{how} {seed}")
    folder = Path(shutil.copytree(SHIPPED, tmp_path / "tables"))
    spoilt = chance.sample(sorted(TABLES), 1 + seed)
    for table in spoilt:
        file = folder / f"{table}.csv"
        file.write_bytes(SPOILT[how](file.read_bytes(), chance))
    try:
        base = kb.load(folder)
    except kb.TableError as error:
        assert error.errors
        assert all(told and len(told) < 1500 for told in error.errors), max(error.errors, key=len)[:2000]
        return
    assert all(kb.assess(base, [sign]).level for sign in base.rows["symptoms"])
    assert len(kb.match_causes(base)) == len(base.conditions)
    assert len(kb.find_foods(base, "calcium")) > 0
    kb.search(base, "back pain")


@pytest.mark.parametrize(
    "what", ["a folder for a table", "a link to nowhere", "a file for the folder", "nothing at all"]
)
def test_places_that_hold_no_tables_are_told(tmp_path: Path, what: str) -> None:
    folder = tmp_path / "tables"
    if what in ("a folder for a table", "a link to nowhere"):
        shutil.copytree(SHIPPED, folder)
        (folder / "rules.csv").unlink()
        (folder / "rules.csv").mkdir() if "folder" in what else (folder / "rules.csv").symlink_to(tmp_path / "gone")
    elif what == "a file for the folder":
        folder.write_text("id\n", encoding="utf-8")
    with pytest.raises(kb.TableError) as caught:
        kb.load(folder)
    assert any("rules.csv" in told for told in caught.value.errors)
