"""What the ranges for weight gain say: the BMI before pregnancy, its row of weight_gain.csv, and a corridor by week.

Between the printed figures lie straight lines: from nothing to the gain of the first trimester at week 13, then to the
**total** at week 40. Printed weekly rates and printed totals do not close exactly (at a BMI of 18.5 to 24.9 the rates
end at 9.95 to 15.5 kg, the total says 11.5 to 16). The totals are what people are told, so the corridor ends there.
For twins the source has a total alone: the same straight lines lead to it. The browser mirrors all this in
`static/weight_model.js`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from kb.base import KnowledgeBase

HEIGHT_CM, WEIGHT_KG = (100, 250), (25, 300)
BMI = (12, 70)
MOST_CHANGE_KG = 50  # a weight further than this from the one before pregnancy is asked back, in the browser
HINTS = {
    "height_cm": (HEIGHT_CM, "Were inches or metres typed as centimetres?"),
    "weight_kg": (WEIGHT_KG, "Were pounds typed as kilos?"),
}
FIRST_WEEK, SPLIT_WEEK, LAST_WEEK = 4, 13, 40
KG_PER_POUND, CM_PER_INCH = 0.45359237, 2.54
NUMBER = re.compile(r"[ \t\u00a0]*([0-9]{1,6}(?:[.,][0-9]{0,6})?|[.,][0-9]{1,6})[ \t\u00a0]*")

Range = tuple[float, float]


def read_number(text: str) -> float | None:
    """The number that somebody typed, with a point or a comma as its decimal sign; None for anything else."""
    found = NUMBER.fullmatch(text)
    return float(found[1].replace(",", ".")) if found else None


def rounded(value: float, digits: int) -> float:
    """A number to so many decimal places, halves up, as the browser does it."""
    scale = 10.0**digits
    return math.floor(value * scale + 0.5) / scale


def bmi(height_cm: float | str, weight_kg: float | str) -> float:
    """Weight over height squared, in kg/m² to 6 decimal places, so that 25 is never 24.999999999.

    Args:
        height_cm: 100 to 250.
        weight_kg: 25 to 300.

    Raises:
        ValueError: for what is no number or not plausible, naming the argument, its value and what is allowed.
    """
    height, weight = plausible("height_cm", height_cm), plausible("weight_kg", weight_kg)
    found = _bmi(height, weight)
    if not BMI[0] <= found <= BMI[1]:
        raise ValueError(
            f"height_cm={height:g} with weight_kg={weight:g} is a BMI of {found:.1f}. Allowed: a BMI of {BMI[0]} to"
            f" {BMI[1]}. Were pounds typed as kilos, or inches as centimetres?"
        )
    return found


def _bmi(height: float, weight: float) -> float:
    return rounded(weight * 10000 / (height * height), 6)


def fault(height_cm: float | None, weight_kg: float | None) -> str:
    """Which is not plausible: "height", "weight", "bmi" (the two together), or "" for none. None is not given."""
    if height_cm is not None and not HEIGHT_CM[0] <= height_cm <= HEIGHT_CM[1]:
        return "height"
    if weight_kg is not None and not WEIGHT_KG[0] <= weight_kg <= WEIGHT_KG[1]:
        return "weight"
    both = height_cm is not None and weight_kg is not None
    return "bmi" if both and not BMI[0] <= _bmi(height_cm, weight_kg) <= BMI[1] else ""  # type: ignore[arg-type]


def plausible(name: str, value: Any) -> float:
    """A height ("height_cm") or a weight ("weight_kg") as a number; ValueError as in `bmi`."""
    allowed, hint = HINTS[name]
    number: Any = read_number(value) if isinstance(value, str) else value
    try:
        found = math.nan if isinstance(number, bool) else float(number)
    except (TypeError, ValueError, OverflowError):  # it is no number, or one that no float can hold
        found = math.nan
    if not allowed[0] <= found <= allowed[1]:
        raise ValueError(f"{name}={value!r} is not plausible. Allowed: {allowed[0]} to {allowed[1]}. {hint}")
    return found


def weight_band(base: KnowledgeBase, height_cm: float | str, weight_kg: float | str) -> Mapping[str, Any]:
    """The row of weight_gain.csv for a height and the weight before pregnancy; errors as in `bmi`."""
    return band_of(base, bmi(height_cm, weight_kg))


def band_of(base: KnowledgeBase, value: float) -> Mapping[str, Any]:
    """The row of weight_gain.csv that a BMI falls into: from its lower end up to, but without, its upper end."""
    rows = sorted(base.rows["weight_gain"].values(), key=lambda row: row["number"])
    return next(row for row in rows if row["bmi_below"] is None or value < row["bmi_below"])


def total_range(band: Mapping[str, Any], babies: int) -> Range | None:
    """The gain over the whole pregnancy in kg; None where the source has no range.

    Raises:
        ValueError: unless there are one or two babies.
    """
    if isinstance(babies, bool) or babies not in (1, 2):
        raise ValueError(f"babies={babies!r} is not known. Allowed: 1 or 2.")
    name = "total" if babies == 1 else "twins"
    low, high = band[f"{name}_low_kg"], band[f"{name}_high_kg"]
    return None if low is None else (low, high)


def gain_range(band: Mapping[str, Any], babies: int, week: int) -> Range | None:
    """The gain since before pregnancy that the corridor shows for a week, in kg; None where there is no range."""
    total = total_range(band, babies)
    if total is None:
        return None
    low, high = (
        rounded(first * week / SPLIT_WEEK, 4)
        if week <= SPLIT_WEEK
        else rounded(first + (end - first) * (week - SPLIT_WEEK) / (LAST_WEEK - SPLIT_WEEK), 4)
        for first, end in zip((band["first_low_kg"], band["first_high_kg"]), total, strict=True)
    )
    return low, high


def weight_corridor(
    base: KnowledgeBase, height_cm: float | str, weight_kg: float | str, babies: int = 1
) -> pd.DataFrame:
    """The corridor of weight gain by week, after IOM 2009 (made for the US; NICE does not adopt it for the UK).

    Args:
        base: the knowledge base.
        height_cm: height, 100 to 250.
        weight_kg: weight before pregnancy, 25 to 300.
        babies: 1, or 2 for twins.

    Returns:
        One row a week from 4 to 40 with the columns week, low_kg and high_kg: gain since before pregnancy in kg. Both
        are NaN where the source has no range (twins with a BMI under 18.5).

    Raises:
        ValueError: for implausible input, naming the argument, its value and what is allowed.
    """
    band = weight_band(base, height_cm, weight_kg)
    weeks = range(FIRST_WEEK, LAST_WEEK + 1)
    ranges = [gain_range(band, babies, week) or (math.nan, math.nan) for week in weeks]
    rows = [(week, round(low, 2), round(high, 2)) for week, (low, high) in zip(weeks, ranges, strict=True)]
    return pd.DataFrame(rows, columns=["week", "low_kg", "high_kg"])
