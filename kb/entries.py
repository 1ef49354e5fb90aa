"""What one search goes over: sections, signs, questions, terms, causes, foods and statements, each as an entry.

What is searched of an entry is what a person is shown of it, and its other words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from kb.base import KnowledgeBase
from kb.portions import words_of as among
from kb.schema_foods import DANGERS
from kb.searching import Index, fitting, language_of, words_of

KINDS = ("section", "sign", "question", "term", "cause", "food", "claim")  # of equals the first comes first
HALF = 0.5  # of the words of the best: with fewer, an entry is left out
SECTION_OF = {"cause": "round_ligament_or_other", "food": "nutrition", "question": "questions", "sign": "warning_signs"}
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Entry:
    """Something that can be found.

    Attributes:
        kind: one of KINDS.
        id: its id in the table of that kind.
        title: what it is called; what a claim says.
        words: other words for it.
        text: what is said about it.
        section: the id of the section where it stands; "" for none.
        mark: the level of a sign or a cause, the safety of a food, the stance of a claim; else "".
    """

    kind: str
    id: str
    title: str
    words: tuple[str, ...] = ()
    text: str = ""
    section: str = ""
    mark: str = ""

    @property
    def searched(self) -> tuple[str, str, str]:
        """Title, other words and text, as the search weighs them: a claim is all text."""
        return ("", "", self.title) if self.kind == "claim" else (self.title, " ".join(self.words), self.text)

    @property
    def careful(self) -> bool:
        """Is it a food to avoid, which no search hides easily?"""
        return self.mark in DANGERS


@lru_cache(maxsize=4)
def entries(base: KnowledgeBase) -> tuple[Entry, ...]:
    """All that can be found, kind by kind, each in the order of the class."""
    found = [
        entry for kind in (_sections, _signs, _questions, _terms, _causes, _foods, _claims) for entry in kind(base)
    ]
    return tuple(found)


def _numbered(base: KnowledgeBase, table: str) -> list[Row]:
    return sorted(base.rows[table].values(), key=lambda row: row["number"])


def _at(base: KnowledgeBase, kind: str) -> str:
    """The section of a kind, if these tables have it."""
    return SECTION_OF[kind] if SECTION_OF[kind] in base.rows["sections"] else ""


def _sections(base: KnowledgeBase) -> Iterator[Entry]:
    for row in _numbered(base, "sections"):
        yield Entry("section", row["id"], row["title"], row["other_words"], row["promise"], row["id"])


def _signs(base: KnowledgeBase) -> Iterator[Entry]:
    for row in _numbered(base, "symptoms"):
        if row["group_id"]:
            level = base.rows["rules"][row["id"]]["level"]
            told = row["other_words"], row["how_to_tell"], _at(base, "sign"), level
            yield Entry("sign", row["id"], row["text"], *told)


def _questions(base: KnowledgeBase) -> Iterator[Entry]:
    for row in _numbered(base, "questions"):
        yield Entry("question", row["id"], row["question"], row["other_words"], row["answer"], _at(base, "question"))


def _terms(base: KnowledgeBase) -> Iterator[Entry]:
    """The words of the glossary; each stands where statements use it most, or else causes or questions."""
    said = [(row["section_id"], _run(f"{row['text']} {row['nuance']}")) for row in base.rows["claims"].values()]
    else_said = [(entry.section, _run(" ".join(entry.searched))) for of in (_causes, _questions) for entry in of(base)]
    for row in base.rows["glossary"].values():
        names = [_run(name) for name in (row["term"], *row["other_words"])]
        most = _most(base, said, names) or _most(base, else_said, names)
        yield Entry("term", row["id"], row["term"], row["other_words"], row["meaning"], most)


def _most(base: KnowledgeBase, said: list[tuple[str, str]], names: list[str]) -> str:
    """The section with most texts that have one of the names, of equals the first; "" for none."""
    used = Counter(section for section, text in said if section and any(name in text for name in names))
    return min(used, key=lambda key: (-used[key], base.rows["sections"][key]["number"]), default="")


def _run(text: str) -> str:
    return f" {' '.join(words_of(text))} "


def _causes(base: KnowledgeBase) -> Iterator[Entry]:
    rank = {key: row["rank"] for key, row in base.rows["levels"].items()}
    for row in sorted(base.rows["conditions"].values(), key=lambda row: (rank[row["level"]], row["name"])):
        told = row["also_called"], row["what_to_do"], _at(base, "cause"), row["level"]
        yield Entry("cause", row["id"], row["name"], *told)


def _foods(base: KnowledgeBase) -> Iterator[Entry]:
    """Foods to avoid come first."""
    for row in sorted(base.rows["foods"].values(), key=lambda row: (row["safety"] not in DANGERS, row["name"])):
        yield Entry("food", row["id"], row["name"], (), row["pregnancy_note"], _at(base, "food"), row["safety"])


def _claims(base: KnowledgeBase) -> Iterator[Entry]:
    for row in base.rows["claims"].values():
        yield Entry("claim", row["id"], row["text"], (), row["nuance"], row["section_id"], row["stance"])


@lru_cache(maxsize=16)
def _index(base: KnowledgeBase, kinds: tuple[str, ...]) -> tuple[list[Entry], Index]:
    kept = [entry for entry in entries(base) if entry.kind in kinds]
    return kept, Index(language_of(base), [entry.searched for entry in kept])


def search(
    base: KnowledgeBase, query: str, kinds: str | Iterable[str] | None = None, limit: int | None = None
) -> pd.DataFrame:
    """Find anything in the class by lay words.

    Whether the words belong to a warning sign is told by `warning_signs`, which is to be asked first.

    Args:
        base: the knowledge base.
        query: words as people say them, such as "my belly hurts when i sneeze".
        kinds: any of section, sign, question, term, cause, food and claim; None for all.
        limit: how many to return at most, 1 or more; None for all.

    Returns:
        Columns kind, id, title, where (the id of the section where it stands, or "") and words (how many words of the
        query it has), best first. Those with less than half as many words as the best are left out, but no food to
        avoid that is half as good. Empty where the query has no word to look for.

    Raises:
        TypeError: where the query is not a text or the limit no whole number.
        ValueError: for an unknown kind or a limit below 1, with what is allowed.
    """
    if not isinstance(query, str):
        raise TypeError(f"query must be a text, not {type(query).__name__}.")
    if limit is not None and (isinstance(limit, bool) or not isinstance(limit, int)):
        raise TypeError(f"limit must be a whole number or None, not {limit!r}.")
    if limit is not None and limit < 1:
        raise ValueError(f"limit={limit} is not known. Allowed: 1 or more, or None for all.")
    kept, index = _index(base, KINDS if kinds is None else among("kinds", kinds, KINDS))
    careful = {row for row, entry in enumerate(kept) if entry.careful}
    found = [(kept[hit.row], hit.words) for hit in fitting(index.rank(query), HALF, careful)][:limit]
    rows = [[entry.kind, entry.id, entry.title, entry.section, words] for entry, words in found]
    return pd.DataFrame(rows, columns=["kind", "id", "title", "where", "words"])
