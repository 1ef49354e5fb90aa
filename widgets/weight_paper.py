"""The ranges for weight gain on paper: all rows as a table, and a corridor for each BMI to plot on with a pen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kb import KnowledgeBase
from kb.weight import FIRST_WEEK, LAST_WEEK, SPLIT_WEEK, gain_range, rounded
from widgets.base import render

SIGNS = ("face_hands_swollen", "vomiting_all")
NOT_FOR_US = "nice_ph27"
LOWEST, HIGHEST, STEP = -4, 20, 2  # kg
LEFT, TOP, WIDE, HIGH = 42, 8, 300, 200  # of the grid, in units of the drawing


def bands(base: KnowledgeBase) -> list[Mapping[str, Any]]:
    """The rows of weight_gain.csv, the lowest BMI first."""
    return sorted(base.rows["weight_gain"].values(), key=lambda row: row["number"])


def sources(base: KnowledgeBase) -> list[Mapping[str, Any]]:
    """What the figures rest on, and who does not adopt them."""
    used = sorted({source for band in bands(base) for source in band["source_ids"]} | {NOT_FOR_US})
    return [base.rows["sources"][source] for source in used]


def warning_signs(base: KnowledgeBase) -> dict[str, Any]:
    """The signs that go with weight and body and need a call, under the level of their own rule."""
    level = base.rows["levels"][base.rows["rules"][SIGNS[0]]["level"]]
    rows = [base.rows["symptoms"][sign] for sign in SIGNS if base.rows["rules"][sign]["level"] == level["id"]]
    return {
        "heading": level["list_heading"],
        "icon": level["icon"],
        "texts": [[row["text"], row["how_to_tell"]] for row in rows],
    }


def amount(value: float) -> str:
    """One decimal place at most."""
    return f"{rounded(value, 1):.1f}".removesuffix(".0")


def paper_form(base: KnowledgeBase) -> str:
    """What the live view knows of nobody in particular: for a pen."""
    rows = bands(base)
    return render(
        "weight_range.html",
        base=base,
        bands=rows,
        amount=amount,
        split=SPLIT_WEEK,
        last=LAST_WEEK,
        signs=warning_signs(base),
        sources=sources(base),
        drawings=[_drawing(band) for band in rows],
        grid=_grid(),
    )


def _x(week: float) -> float:
    return LEFT + (week - FIRST_WEEK) / (LAST_WEEK - FIRST_WEEK) * WIDE


def _y(kg: float) -> float:
    return TOP + (HIGHEST - kg) / (HIGHEST - LOWEST) * HIGH


def _drawing(band: Mapping[str, Any]) -> dict[str, Any]:
    """One band: its title, the points of its two lines and of the corridor between, and where they start and end."""
    found = [(week, gain_range(band, 1, week)) for week in (FIRST_WEEK, SPLIT_WEEK, LAST_WEEK)]
    low, high = ([(week, kg[end]) for week, kg in found if kg] for end in (0, 1))
    lower, upper, between = (
        " ".join(f"{_x(week):.1f},{_y(kg):.1f}" for week, kg in line) for line in (low, high, [*high, *low[::-1]])
    )
    ends = {"starts": {"lower": low[0][1], "upper": high[0][1]}, "ends": {"lower": low[-1][1], "upper": high[-1][1]}}
    return {"id": band["id"], "title": band["title"], "lower": lower, "upper": upper, "band": between, **ends}


def _grid() -> dict[str, Any]:
    """The lines to count by, every two weeks and every two kilos, and the numbers of every second one."""
    weeks = range(FIRST_WEEK, LAST_WEEK + 1, 2)
    kilos = range(LOWEST, HIGHEST + 1, STEP)
    rules = "".join(f"M{_x(week):.1f},{TOP}v{HIGH}" for week in weeks)
    rules += "".join(f"M{LEFT},{_y(kg):.1f}h{WIDE}" for kg in kilos)
    below = [(f"{_x(week):.1f}", TOP + HIGH + 16, "middle", str(week)) for week in weeks[::2]]
    beside = [(LEFT - 5, f"{_y(kg) + 5:.1f}", "end", str(kg).replace("-", "−")) for kg in kilos[::2]]
    return {"rules": rules, "labels": below + beside}
