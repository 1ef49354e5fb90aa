"""A body from the side with the womb in it: one drawing a week, taken from the places that weeks.csv names.

It shows how high the womb stands and no more. Between two named places it goes on evenly.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

BOX = "0 0 320 256"
NECK = (84, 214)  # the lowest point of the womb
# The top of the womb (across, down), half its width, and how far the belly stands out; in units of the box.
PLACES = {
    "inside": (86, 197, 10, 0),
    "twice": (87, 191, 13, 0),
    "three_times": (88, 186, 16, 0),
    "pubic_bone": (88, 180, 19, 0),
    "halfway": (94, 146, 27, 8),
    "navel": (104, 110, 34, 22),
    "breastbone": (121, 48, 44, 48),
}
BACK = "M46 4C42 44 58 76 56 108C54 138 20 150 16 182C14 206 28 214 28 252"
BONES = (
    "M64 4C60 44 74 74 72 106C70 132 54 146 50 168C48 186 56 198 64 204M130 4C134 18 134 34 132 46C118 54 100 70 88 84"
)
PUBIC_BONE = "M108 183C114 180 121 186 120 194C119 202 112 208 107 206C102 203 103 187 108 183Z"
# Where a place is named: from the body (across) at a height (down).
MARKS = {"breastbone": (140, 46), "navel": (144, 110), "pubic_bone": (124, 185)}


def _womb(across: float, top: float, half: float) -> str:
    """The outline of a womb as an SVG path."""
    foot_x, foot_y = NECK
    high = foot_y - top
    left, right, widest = across - half, across + half, top + 0.42 * high
    return (
        f"M{foot_x} {foot_y}C{left + 2:.0f} {foot_y} {left:.0f} {widest + 0.3 * high:.0f}"
        f" {left:.0f} {widest:.0f}S{across - half / 2:.0f} {top:.0f} {across:.0f} {top:.0f}"
        f"S{right:.0f} {widest - 0.3 * high:.0f} {right:.0f} {widest:.0f}"
        f"S{foot_x + (right - foot_x) / 3:.0f} {foot_y} {foot_x} {foot_y}Z"
    )


def _front(out: float) -> str:
    """The front of the body, with the navel, as an SVG path."""
    navel = 138 + out
    return (
        f"M134 4C140 16 140 34 136 46C{136 + 0.6 * out:.0f} 58 {navel:.0f} 80 {navel:.0f} 112"
        f"C{navel:.0f} 150 {140 + 0.6 * out:.0f} 182 126 198C122 208 124 226 124 252"
        f"M{navel - 3:.0f} 110a3 3 0 1 0 6 0a3 3 0 1 0-6 0"
    )


def shapes(weeks: Iterable[Mapping[str, Any]]) -> dict[str, list[str]]:
    """The `womb` and the `front` of the body in each week, as SVG paths.

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
    places = np.array([PLACES[row["landmark"]] for row in named])
    parts = [np.interp([row["week"] for row in rows], known, column) for column in places.T]
    found = [tuple(map(float, place)) for place in zip(*parts, strict=True)]
    return {"womb": [_womb(*place[:3]) for place in found], "front": [_front(place[3]) for place in found]}


def drawing() -> dict[str, Any]:
    """What stays the same from week to week: lines, and the places that are named."""
    return {"box": BOX, "back": BACK, "bones": [BONES, PUBIC_BONE], "marks": MARKS}
