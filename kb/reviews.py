"""What clinicians said of which words. A review is a row of `reviews.csv`, which only grows, so that none is lost.

A row knows the fingerprint of the words that were read. When these have changed since, the review still stands there,
but it counts no more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from kb.base import KnowledgeBase
from kb.schema_reviews import AGREE, CHANGE, STATEMENTS
from kb.statements import Statement, statement, stating

Review = Mapping[str, Any]


@lru_cache(maxsize=4)
def _by_statement(base: KnowledgeBase) -> dict[tuple[str, str], list[Review]]:
    """The reviews that hold for the words as they are now: of each reviewer the last, the latest of all at the end."""
    found: dict[tuple[str, str], dict[str, Review]] = {}
    for review in base.rows["reviews"].values():
        if holds(base, review):
            said = found.setdefault((review["table"], review["row_id"]), {})
            said.pop(review["reviewed_by"], None)
            said[review["reviewed_by"]] = review
    return {key: [*said.values()] for key, said in found.items()}


def holds(base: KnowledgeBase, review: Review) -> bool:
    """Are the words still those that were read?"""
    if review["row_id"] not in base.rows[review["table"]]:
        return False
    return statement(base, review["table"], review["row_id"]).fingerprint == str(review["fingerprint"])


def reviews_of(base: KnowledgeBase, one: Statement) -> list[Review]:
    """What is said of a statement as it is now: the last word of each reviewer, the latest at the end."""
    return _by_statement(base).get((one.table, one.id), [])


def is_checked(base: KnowledgeBase, table: str, row_id: str) -> bool:
    """Has a clinician agreed to these very words, and none asks for others?"""
    answers = {review["answer"] for review in _by_statement(base).get((table, row_id), ())}
    return AGREE in answers and CHANGE not in answers


def count(base: KnowledgeBase, table: str | None = None) -> tuple[int, int]:
    """How many statements there are, and how many of them no clinician has checked; of one table, or of all."""
    rows = [(name, row) for name in ((table,) if table else STATEMENTS) for row in stating(base, name)]
    return len(rows), sum(not is_checked(base, *row) for row in rows)


def open_notes(base: KnowledgeBase) -> Iterator[Review]:
    """What somebody wrote or asked for, of words that are still there, statement by statement."""
    for said in _by_statement(base).values():
        yield from (review for review in said if review["answer"] != AGREE or review["comment"])
