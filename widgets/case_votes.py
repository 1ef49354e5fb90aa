"""Hands that a room raised for a case: what may be counted, and on which side of our line most of them are.

Votes are counts and nothing else. Nobody is named, and being more careful than our line is never an error.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from kb import KnowledgeBase
from kb.triage import compare

MOST_HANDS = 200  # for one way to act; more than a classroom holds, less than a slip of the finger gives
SIDES = ("same", "more_careful", "less_careful")
ROOM_WORDS = (
    "bad", "caption", "clear", "count_again", "empty", "fewer", "field", "full", "intro", "legend", "less",
    "less_said", "more", "more_hands", "more_said", "no_hands", "part", "reveal", "same", "same_said", "split",
    "split_said", "story", "tally", "total", "totals", "totals_said",
)  # fmt: skip


def known(what: str, name: Any, allowed: Any) -> str:
    """The name, if there is such a one.

    Raises:
        ValueError: naming all that there are.
    """
    if name not in allowed:
        raise ValueError(f"unknown {what} “{name}”. Allowed: {', '.join(allowed)}.")
    return str(name)


def checked_votes(base: KnowledgeBase, votes: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """Votes as they are kept: case -> level -> count.

    Raises:
        TypeError: when the counts of a case are no dict.
        ValueError: naming the unknown case or level, or the count that is no whole number from 0 to 200.
    """
    return {known("case", case, base.rows["cases"]): _counts(base, case, counts) for case, counts in votes.items()}


def _counts(base: KnowledgeBase, case: str, counts: Any) -> dict[str, int]:
    if not isinstance(counts, Mapping):
        raise TypeError(f"votes for “{case}” are {counts!r}. Allowed: a count for each level, as {{'same_day': 3}}.")
    for level, count in counts.items():
        known("level", level, base.rows["levels"])
        if isinstance(count, bool) or not isinstance(count, int) or not 0 <= count <= MOST_HANDS:
            raise ValueError(
                f"votes for “{case}”, “{level}”: {count!r}. Allowed: a whole number from 0 to {MOST_HANDS}."
            )
    return dict(counts)


def checked_revealed(base: KnowledgeBase, revealed: Sequence[Any]) -> list[str]:
    """The cases whose line is shown, each once.

    Raises:
        ValueError: naming the unknown case and all that there are.
    """
    return list(dict.fromkeys(known("case", case, base.rows["cases"]) for case in revealed))


def sides(base: KnowledgeBase, counts: Mapping[str, int], ours: str) -> dict[str, int]:
    """How many hands chose our line, a more careful way and a less careful way to act."""
    found = dict.fromkeys(SIDES, 0)
    for level, count in counts.items():
        found[compare(base, level, ours)] += count
    return found


def most(found: Mapping[str, int]) -> str:
    """The side with more than half of the hands, "split" where none has that, "not_counted" without hands."""
    total = sum(found.values())
    if not total:
        return "not_counted"
    return next((side for side in SIDES if 2 * found[side] > total), "split")


def room_results(
    base: KnowledgeBase, rows: Sequence[Mapping[str, Any]], votes: Mapping[str, Mapping[str, int]]
) -> pd.DataFrame:
    """A row a case: id, title, hands, level (our line), hands on each side of it, and where most of them are."""
    found = [
        [row["id"], row["title"], sum(side.values()), row["level"], *(side[name] for name in SIDES), most(side)]
        for row in rows
        for side in [sides(base, votes.get(row["id"], {}), row["level"])]
    ]
    return pd.DataFrame(found, columns=["id", "title", "hands", "level", *SIDES, "most"])
