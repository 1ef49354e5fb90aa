"""What may ease an ache, as a short plan that fits into the minutes there are; never while a sign needs a call.

The planner does the same in the browser; the tests hold the one against the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from kb.base import KnowledgeBase
from kb.portions import one, words_of
from kb.schema import TABLES, URGENT
from kb.triage import Assessment, assess, known_symptoms

PLACES, HELPS = (TABLES["remedies"][name].allowed.partition(": ")[2].split(", ") for name in ("places", "helps"))
MINUTES = (5, 10, 15, 20, 30, 45, 60)
PAIN_SIGNS = {"low_back": "back_pain", "sides_of_belly": "belly_pain", "pelvic_joints": "pelvic_joint_pain"}
KINDS = ("posture", "heat", "exercise", "rest", "calm")  # the order of choosing: warmth needs its minutes first
ONCE = ("heat", "rest")
MOST_STEPS = 5
MOST_HEAT = 20  # minutes


def plan_relief(
    base: KnowledgeBase, *, place: str, helps: str | Iterable[str], minutes: int, signs: Iterable[str] = ()
) -> pd.DataFrame:
    """Choose steps that may ease an ache.

    Args:
        base: the knowledge base.
        place: where somebody is: home, bed, work or on_the_way.
        helps: what hurts: low_back, sides_of_belly, pelvic_joints, whole_body; one or several.
        minutes: how many there are: 5, 10, 15, 20, 30, 45 or 60.
        signs: ids of symptoms.csv that are there too.

    Returns:
        Up to five rows of remedies.csv with the columns id, kind, title, steps, caution and minutes, in the order of
        doing. Each suits the place and all that hurts, and together they fit into the minutes. First one of each kind,
        then more; warmth and rest only once. `attrs["level"]` is the level of the signs and of what hurts: for an
        emergency and for a call today there are no rows.

    Raises:
        TypeError: for a value of the wrong type.
        ValueError: for what is not allowed, with what is; for nothing that hurts; for an unknown sign.
    """
    one("place", place, PLACES)
    pains = words_of("helps", helps, HELPS)
    if not pains:
        raise ValueError(f"helps names nothing that hurts. Allowed: {', '.join(HELPS)}.")
    left = known_minutes(minutes)
    level = answer(base, pains, signs).level
    rows = [] if level in URGENT else _chosen(_fitting(base, place, pains), left)
    found = pd.DataFrame(rows, columns=["id", "kind", "title", "steps", "caution", "minutes"])
    found.attrs["level"] = level
    return found


def known_minutes(minutes: int) -> int:
    """Accept minutes on offer; TypeError for what is no whole number, ValueError for any other."""
    if isinstance(minutes, bool) or not isinstance(minutes, int):
        raise TypeError(f"minutes must be a whole number, not {minutes!r}.")
    if minutes not in MINUTES:
        raise ValueError(f"minutes={minutes} is not on offer. Allowed: {', '.join(map(str, MINUTES))}.")
    return minutes


def answer(base: KnowledgeBase, pains: Iterable[str], signs: Iterable[str]) -> Assessment:
    """What to do about the signs and what hurts, held together."""
    return assess(base, [*known_symptoms(base, signs), *(PAIN_SIGNS[pain] for pain in pains if pain in PAIN_SIGNS)])


def in_order(base: KnowledgeBase) -> list[Mapping[str, Any]]:
    """All rows of remedies.csv in the order of doing."""
    return sorted(base.rows["remedies"].values(), key=lambda row: row["number"])


def _fitting(base: KnowledgeBase, place: str, pains: Iterable[str]) -> list[Mapping[str, Any]]:
    return [row for row in in_order(base) if place in row["places"] and {*pains} <= {*row["helps"]}]


def _chosen(rows: list[Mapping[str, Any]], left: int) -> list[Mapping[str, Any]]:
    taken: list[Mapping[str, Any]] = []
    firsts = [[row for row in rows if row["kind"] == kind] for kind in KINDS]
    others = [[row] for row in rows if row["kind"] in KINDS and row["kind"] not in ONCE]
    for offered in firsts + others:
        row = next((row for row in offered if row["minutes"] <= left), None)
        if row and row not in taken and len(taken) < MOST_STEPS:
            taken.append(row)
            left -= row["minutes"]
    return sorted(taken, key=lambda row: row["number"])
