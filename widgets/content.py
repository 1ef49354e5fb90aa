"""Which content a page shows, from when, and how much of it a clinician has checked, in words.

Whether it is old is decided where it is read: what says so carries `data-show-after` and is hidden until that day.
"""

from __future__ import annotations

from functools import lru_cache

from kb import KnowledgeBase
from kb.content import content_of
from kb.reviews import count


def review_words(base: KnowledgeBase, total: int, unchecked: int) -> str:
    """How many of so many statements are checked."""
    key = "review_all" if not unchecked else "review_none" if unchecked == total else "review_some"
    return base.text(key).format(total=total, unchecked=unchecked)


def content_words(base: KnowledgeBase) -> str:
    """Version and day, such as "Content 1.0 of 23 November 2026"."""
    content = content_of(base)
    return base.text("content_of").format(version=content.version, day=base.day(content.day))


def after_words(base: KnowledgeBase) -> str:
    """The sentence that says from when a newer one is to be looked for, for paper and pages without scripts."""
    return base.text("content_after").format(day=base.day(content_of(base).old_from))


@lru_cache(maxsize=4)
def content_line(base: KnowledgeBase) -> str:
    """All of it in a line."""
    return f"{content_words(base)} · {review_words(base, *count(base))}. {after_words(base)}"
