"""No sentence of the article stands in the product: its words are known here by their hashes alone."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from conftest import DATA, ROOT

LENGTH = 8
PRODUCT = ("kb", "widgets", "notebooks", "handouts")
SUFFIXES = (".csv", ".css", ".html", ".ipynb", ".j2", ".js", ".json", ".md", ".py", ".toml")
FILES = sorted(
    file
    for folder in (*(ROOT / name for name in PRODUCT), ROOT)
    for file in (folder.glob("*.md") if folder == ROOT else folder.rglob("*"))
    if file.suffix in SUFFIXES and ".ipynb_checkpoints" not in file.parts
)


def runs(text: str) -> Iterator[str]:
    """Each run of eight words, in small letters without apostrophes, as a hash."""
    words = re.findall(r"[^\W_]+", re.sub("['’]", "", text.lower()))
    for start in range(len(words) - LENGTH + 1):
        yield sha256(" ".join(words[start : start + LENGTH]).encode()).hexdigest()[:16]


def pieces(file: Path) -> Iterable[str]:
    """What one reads as one text: a cell of a table, a cell of a notebook, a page with and without its tags."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".csv":
        return [cell for row in csv.reader(text.splitlines(keepends=True)) for cell in row]
    if file.suffix == ".ipynb":
        return ["".join(cell["source"]) for cell in json.loads(text)["cells"]]
    return [text, re.sub(r"<[^>]*>|\{[{%#].*?[#%}]\}", " ", text)]


@pytest.fixture(scope="module")
def article() -> frozenset[str]:
    return frozenset((DATA / "article_hashes.txt").read_text(encoding="utf-8").split())


def test_the_hashes_are_those_of_a_whole_article(article: frozenset[str]) -> None:
    lines = (DATA / "article_hashes.txt").read_text(encoding="utf-8").splitlines()
    assert lines == sorted(article)
    assert len(lines) > 1500
    assert all(re.fullmatch("[0-9a-f]{16}", line) for line in lines)


def test_a_copied_sentence_would_be_found() -> None:
    copied = set(runs("One two three four five six seven eight nine."))
    assert len(copied) == 2
    assert copied & set(runs("He said: “ONE, two; three – four fi've? six sev’en eight”"))
    assert not copied & set(runs("one two three four five six seven nine eight"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_no_eight_words_in_a_row_are_the_article_s(file: Path, article: frozenset[str]) -> None:
    assert [piece[:80] for piece in pieces(file) if article.intersection(runs(piece))] == []
