"""Questions found by lay words; the question finder does the same in the browser."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import pandas as pd

from kb.base import KnowledgeBase
from kb.entries import HALF, entries
from kb.searching import Hit, Index, fitting, language_of

TOLD = ("id", "question", "answer", "in_article")


def find_questions(base: KnowledgeBase, query: str) -> pd.DataFrame:
    """Find the questions that lay words ask.

    Args:
        base: the knowledge base.
        query: words as people say them, such as "can I take a bath". Not all of them need to be in a question, and
            small errors are forgiven.

    Returns:
        Columns id, question, answer, in_article, and hits, the number of words found. Best first, as in
        `kb.searching`. Those with less than half as many words as the best are left out. All questions in their order
        where the query has no word to look for.

    Raises:
        TypeError: where the query is not a text.
    """
    if not isinstance(query, str):
        raise TypeError(f"query must be a text, not {type(query).__name__}.")
    rows, index = in_order(base), _index(base)
    hits = fitting(index.rank(query), HALF) if index.asked(query) else [Hit(row) for row in range(len(rows))]
    found = [[*(rows[hit.row][name] for name in TOLD), hit.words] for hit in hits]
    return pd.DataFrame(found, columns=[*TOLD, "hits"])


def in_order(base: KnowledgeBase) -> list[Mapping[str, Any]]:
    """The questions in the order in which they stand."""
    return sorted(base.rows["questions"].values(), key=lambda row: row["number"])


@lru_cache(maxsize=4)
def _index(base: KnowledgeBase) -> Index:
    return Index(language_of(base), [entry.searched for entry in entries(base) if entry.kind == "question"])
