"""A body from the front with the womb in it: one drawing a week, taken from the places that weeks.csv names.

It shows where the top of the womb stands and no more. Between two named places it goes on evenly.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

BOX = "0 0 320 256"
MIDDLE, FOOT = 110, 226  # the middle line, and the lowest point of the womb
# Where the top of the womb stands and how wide it is, in the units of the box.
PLACES = {
    "inside": (207, 20),
    "twice": (199, 28),
    "three_times": (193, 34),
    "pubic_bone": (188, 40),
    "halfway": (150, 58),
    "navel": (110, 76),
    "breastbone": (48, 122),
}
BODY = (
    "M40 4C34 44 46 76 45 108C44 146 26 164 22 200L20 252M180 4C186 44 174 76 175 108C176 146 194 164 198 200L200 252"
    "M110 240V252"
)
BONES = (
    "M110 4V46M110 46C92 50 70 70 58 94M110 46C128 50 150 70 162 94"
    "M38 156C50 150 66 166 74 184C80 198 92 198 100 197M182 156C170 150 154 166 146 184C140 198 128 198 120 197"
)
PUBIC_BONE = "M102 191H118A4 4 0 0 1 122 195V207A4 4 0 0 1 118 211H102A4 4 0 0 1 98 207V195A4 4 0 0 1 102 191Z"
NAVEL = "M106 110a4 4 0 1 0 8 0a4 4 0 1 0-8 0"
MARKS = {"breastbone": 46, "navel": 110, "pubic_bone": 191}  # the heights at which a place is named


def _womb(top: float, width: float) -> str:
    """The outline of a womb as an SVG path."""
    half, high = width / 2, FOOT - top
    left, right, bend = MIDDLE - half, MIDDLE + half, 0.55 * half
    widest = top + 0.45 * high
    return (
        f"M{MIDDLE} {FOOT}C{MIDDLE - bend:.0f} {FOOT} {left:.0f} {widest + 0.3 * high:.0f} {left:.0f} {widest:.0f}"
        f"S{MIDDLE - bend:.0f} {top:.0f} {MIDDLE} {top:.0f}"
        f"S{right:.0f} {widest - 0.3 * high:.0f} {right:.0f} {widest:.0f}S{MIDDLE + bend:.0f} {FOOT} {MIDDLE} {FOOT}Z"
    )


def wombs(weeks: Iterable[Mapping[str, Any]]) -> list[str]:
    """The womb of each week as an SVG path.

    Args:
        weeks: rows of weeks.csv, first week first.

    Raises:
        ValueError: when no week names a place.
    """
    rows = list(weeks)
    named = [row for row in rows if row["landmark"] != "none"]
    if not named:
        raise ValueError("no week names a place of the womb: weeks.csv needs a landmark to draw from.")
    known = [row["week"] for row in named]
    tops, widths = (
        np.interp([row["week"] for row in rows], known, [PLACES[row["landmark"]][side] for row in named])
        for side in (0, 1)
    )
    return [_womb(float(top), float(width)) for top, width in zip(tops, widths, strict=True)]


def drawing() -> dict[str, Any]:
    """What stays the same from week to week: lines, and the heights of the places that are named."""
    return {"box": BOX, "body": BODY, "bones": [BONES, PUBIC_BONE], "navel": NAVEL, "marks": MARKS}
