"""Which content this is: its version, its day, and whether the statements are still those that were dated.

The day never comes from the clock of a build, so that a page is the same whenever it is made. `content.csv` keeps
beside it what the statements were then; `python -m kb` tells when they have become others and need a new day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from kb.base import KnowledgeBase
from kb.statements import statements

ROW = "content"


@dataclass(frozen=True)
class Content:
    """What is known of the content as a whole.

    Attributes:
        version: such as "1.0".
        day: when the statements were last looked at as a whole.
        digest: what they were on that day.
    """

    version: str
    day: date
    digest: str

    @property
    def old_from(self) -> date:
        """The first day on which it is a year old."""
        leap = (self.day.month, self.day.day) == (2, 29)
        return date(self.day.year + 1, 3, 1) if leap else self.day.replace(year=self.day.year + 1)


def content_of(base: KnowledgeBase) -> Content:
    """Version, day and digest as `content.csv` has them."""
    row = base.rows["content"][ROW]
    return Content(row["version"], date.fromisoformat(row["dated_on"]), row["digest"])


def digest(base: KnowledgeBase) -> str:
    """What the statements are now; other words give another one, a review does not."""
    prints = sorted(f"{one.table} {one.id} {one.fingerprint}" for one in statements(base))
    return "f" + sha256("\n".join(prints).encode()).hexdigest()[:15]


def undated(base: KnowledgeBase) -> str:
    """What is to be done if the statements are no longer those that were dated, in words; "" if they are."""
    known = content_of(base)
    if known.digest == digest(base):
        return ""
    return (
        f"content.csv: the statements have changed since version {known.version} of {known.day}. Look at what has"
        " changed. When it is right, give them a new day: python -m kb date"
    )


def dated(base: KnowledgeBase, day: date, version: str = "") -> Content:
    """The content as of a day.

    Args:
        base: the English tables.
        day: when the statements were looked at.
        version: such as "2.0"; if it is left out, changed statements get the next one, such as 1.1 after 1.0.
    """
    known, now = content_of(base), digest(base)
    major, _, minor = known.version.partition(".")
    following = known.version if now == known.digest else f"{major}.{int(minor) + 1}"
    return Content(version or following, day, now)
