"""An evening that fits its minutes: which sections, for how long, and what to leave out of each.

The plan in the browser (`widgets/static/evening_planning.js`) follows the same rule; the tests hold the one against the
other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

import pandas as pd

from kb.base import KnowledgeBase
from kb.schema_lessons import CARD_MINUTES, LEAST_MINUTES, MOST_MINUTES, MUST

CARD = "call_card"
COLUMNS = ["section", "title", "minutes", "starts_at", "leave_out", "must"]
Row = Mapping[str, Any]


def plan_evening(
    base: KnowledgeBase, minutes: int = 60, sections: Iterable[str] | None = None, leave_out: Iterable[str] = ()
) -> pd.DataFrame:
    """Plan an evening.

    The warning signs and the call card have their time first, whatever is asked for. Then the sections come in the
    order of their priority in lessons.csv, and one that does not fit is passed over:

    - With no sections asked for, each takes its full time, or its shortened time if that is all that fits. So an
      evening has few sections, with time for each.
    - Of the sections asked for, each first takes its shortened time, so that as many as possible find room. What is
      left then gives them back their full time.

    Args:
        base: the knowledge base.
        minutes: how long the evening is, 15 to 240.
        sections: ids of sections.csv to choose from; None for all.
        leave_out: ids of sections.csv that are not wanted. The warning signs stay in all the same.

    Returns:
        A row a part with the columns section, title, minutes, starts_at (minutes from the start), leave_out (what to
        leave out; empty where the section has its full time) and must. In the order of the class, with the call card
        (section "call_card") at the end. `attrs["left"]` are the minutes that are free, and `attrs["no_room"]` the
        sections asked for that found no room.

    Raises:
        TypeError: if the minutes are no whole number, or the sections a single text.
        ValueError: for minutes outside 15 to 240, and for an unknown section with the nearest ids.
    """
    check_minutes(minutes)
    dropped = {*known_sections(base, "leave_out", leave_out)}
    asked = None if sections is None else known_sections(base, "sections", sections)
    rows = base.rows["sections"]
    wanted = [key for key in rows if key in MUST or (key not in dropped and (asked is None or key in asked))]
    offered = [base.rows["lessons"][key] for key in wanted]
    offered.sort(key=lambda row: (row["id"] not in MUST, row["priority"], rows[row["id"]]["number"]))
    times = _few(offered, minutes) if asked is None else _many(offered, minutes)
    return _table(base, times, minutes, [key for key in wanted if asked is not None and key not in times])


def check_minutes(minutes: int) -> None:
    """Accept 15 to 240; TypeError for what is no whole number, ValueError for any other."""
    if isinstance(minutes, bool) or not isinstance(minutes, int):
        raise TypeError(f"minutes must be a whole number, not {minutes!r}.")
    if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        raise ValueError(f"minutes={minutes} is not possible. Allowed: {LEAST_MINUTES} to {MOST_MINUTES}.")


def known_sections(base: KnowledgeBase, name: str, sections: Iterable[str]) -> tuple[str, ...]:
    """The sections, each once; TypeError for a single text, ValueError for an unknown one with the nearest ids."""
    if isinstance(sections, str):
        raise TypeError(f"{name} must be a list of ids, such as [“{sections}”], not a single text.")
    ids = tuple(dict.fromkeys(sections))
    for section in ids:
        if section not in base.rows["sections"]:
            near = get_close_matches(str(section), base.rows["sections"], 3, 0.4) or sorted(base.rows["sections"])
            raise ValueError(f"{name}: unknown section “{section}”. The nearest ids: {', '.join(near)}.")
    return ids


def _few(offered: Iterable[Row], minutes: int) -> dict[str, int]:
    """Minutes by section: each at full length if it fits, else shortened if that fits."""
    times: dict[str, int] = {}
    left = minutes - CARD_MINUTES
    for row in offered:
        fitting = next((time for time in (row["minutes"], row["minutes_short"]) if time <= left), 0)
        if fitting:
            times[row["id"]] = fitting
            left -= fitting
    return times


def _many(offered: Iterable[Row], minutes: int) -> dict[str, int]:
    """Minutes by section: all shortened while they fit, then back to full length while that fits."""
    times: dict[str, int] = {}
    left = minutes - CARD_MINUTES
    for row in offered:
        if row["minutes_short"] <= left:
            times[row["id"]] = row["minutes_short"]
            left -= row["minutes_short"]
    for row in offered:
        more = row["minutes"] - times.get(row["id"], row["minutes"])
        if 0 < more <= left:
            times[row["id"]] = row["minutes"]
            left -= more
    return times


def _table(base: KnowledgeBase, times: Mapping[str, int], minutes: int, no_room: list[str]) -> pd.DataFrame:
    rows, lessons = base.rows["sections"], base.rows["lessons"]
    found: list[tuple[str, str, int, int, str, bool]] = []
    now = 0
    for key in sorted(times, key=lambda key: rows[key]["number"]):
        cut = lessons[key]["leave_out"] if times[key] < lessons[key]["minutes"] else ""
        found.append((key, rows[key]["title"], times[key], now, cut, key in MUST))
        now += times[key]
    found.append((CARD, base.text("evening_card"), CARD_MINUTES, now, "", True))
    plan = pd.DataFrame(found, columns=COLUMNS)
    plan.attrs["left"], plan.attrs["no_room"] = minutes - now - CARD_MINUTES, no_room
    return plan
