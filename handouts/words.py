"""The exporters' few own words, from strings.csv beside this file, or strings.<language>.csv for another language.

A notebook says its language in its metadata (`"lang": "fr"`). What is missing in a language stays English, with a mark.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

ENGLISH = "en"
MARK = "[en] "
NAME = re.compile(r"[A-Za-z0-9-]{1,35}")  # of a language; it is also part of the name of a file
_spoken: ContextVar[str] = ContextVar("language", default=ENGLISH)


@cache
def _table(name: str) -> dict[str, str]:
    file = Path(__file__).parent / name
    if not file.exists():
        return {}
    with file.open(newline="", encoding="utf-8") as lines:
        return {row["id"]: row["text"] for row in csv.DictReader(lines)}


@cache
def _words(language: str) -> dict[str, str]:
    english = _table("strings.csv")
    if language == ENGLISH:
        return english
    own = _table(f"strings.{language}.csv")
    return {key: own.get(key) or MARK + text for key, text in english.items()}


def words() -> dict[str, str]:
    """Text by id, in the language that is spoken here."""
    return _words(_spoken.get())


def words_in(notebooks: list[Path]) -> dict[str, str]:
    """The same in the language of some notebook files."""
    return _words(language_in(notebooks))


def language() -> str:
    """The language that is spoken here."""
    return _spoken.get()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Inside, words come in this language."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def language_of(metadata: Mapping[str, object]) -> str:
    """The language that a notebook's metadata names; English if they name none that can be one."""
    named = str(metadata.get("lang") or ENGLISH)
    return named if NAME.fullmatch(named) else ENGLISH


def language_in(notebooks: list[Path]) -> str:
    """The language of the first of some notebook files, as far as it can be read."""
    try:
        return language_of(json.loads(notebooks[0].read_text(encoding="utf-8"))["metadata"])
    except (
        AttributeError,
        IndexError,
        KeyError,
        OSError,
        RecursionError,
        TypeError,
        ValueError,
    ):  # it is told elsewhere
        return ENGLISH
