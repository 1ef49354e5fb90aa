"""What a portion holds and what a day needs: the sums that `kb.foods` is made of, and the words it accepts.

Amounts are rounded to 4 significant digits, halves up, as `Number.toPrecision` of the browser does. No data is None
here and NaN in a table, and never 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Context
from functools import lru_cache
from typing import Any

from kb.base import KnowledgeBase
from kb.schema_foods import DANGERS, SCHEMES
from kb.searching import Index, fitting, language_of

NO_DATA = float("nan")
_FOUR_DIGITS = Context(prec=4, rounding=ROUND_HALF_UP)


def rounded(amount: float) -> float:
    """An amount to 4 significant digits, halves up."""
    return float(_FOUR_DIGITS.create_decimal_from_float(amount))


def amount_in(base: KnowledgeBase, food: str, nutrient: str, grams: float) -> float | None:
    """How much of a nutrient so many grams of a food hold, not rounded; None where there is no data."""
    row = base.rows["food_nutrients"].get(f"{food}.{nutrient}")
    return None if row is None else row["amount_per_100g"] * grams / 100


def intakes_of(base: KnowledgeBase, scheme: str, age_band: str) -> dict[str, Mapping[str, Any]]:
    """The checked intakes of an age band by nutrient; what was written from memory is not used.

    Raises:
        TypeError: if scheme or age band is no text.
        ValueError: for an unknown scheme or age band, with those that are allowed.
    """
    one("scheme", scheme, SCHEMES)
    rows = (row for row in base.rows["intakes"].values() if row["scheme"] == scheme)
    checked = [row for row in rows if row["checked"] and row["amount"]]
    bands = sorted({row["age_band"] for row in checked})
    within = next((band for band in bands if isinstance(age_band, str) and _within(age_band, band)), age_band)
    one("age_band", within, bands)
    return {row["nutrient_id"]: row for row in checked if row["age_band"] == within}


def _within(age_band: str, band: str) -> bool:
    """Is it the band itself or does it lie within, as 19-30 in 19-50?"""
    ages = [re.fullmatch(r"([0-9]{1,3})-([0-9]{1,3})", text) for text in (age_band, band)]
    if not all(ages):
        return age_band == band
    (low, high), (lowest, highest) = (map(int, match.groups()) for match in ages if match)
    return lowest <= low <= high <= highest


def one(name: str, value: object, allowed: Iterable[str]) -> None:
    """Accept one of the allowed words; TypeError for what is no word, ValueError for any other word."""
    if not isinstance(value, str):
        raise TypeError(f"{name} must be a word, not {value!r}.")
    if value not in (options := list(allowed)):
        raise ValueError(f"{name}=“{value}” is not known. Allowed: {', '.join(options)}.")


def words_of(name: str, value: str | Iterable[str], allowed: Iterable[str]) -> tuple[str, ...]:
    """One word or several, each once and each allowed; errors as in `one`."""
    if not isinstance(value, Iterable):
        raise TypeError(f"{name} must be a word or a list of words, not {value!r}.")
    options, words = list(allowed), [value] if isinstance(value, str) else list(value)
    for word in words:
        one(name, word, options)
    return tuple(dict.fromkeys(words))


@lru_cache(maxsize=4)
def _names(base: KnowledgeBase) -> Index:
    return Index(language_of(base), [(food["name"],) for food in base.rows["foods"].values()])


def foods_named(base: KnowledgeBase, search: str) -> set[str] | None:
    """The foods with most words of a search in their names; None where there is no word to look for.

    Of the foods to avoid also those half as good stay, since whoever does not see one might take it for safe.
    """
    index, foods = _names(base), list(base.rows["foods"].values())
    dangers = {row for row, food in enumerate(foods) if food["safety"] in DANGERS}
    found = {foods[hit.row]["id"] for hit in fitting(index.rank(search), careful=dangers)}
    return found if index.asked(search) else None
