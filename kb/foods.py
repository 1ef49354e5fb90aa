"""Foods that fit: what is in them, how much of a day's need that is, and what to take care with in pregnancy.

The food finder does the same in the browser; the tests hold the one against the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from numbers import Integral
from typing import Any

import pandas as pd

from kb.base import KnowledgeBase
from kb.portions import NO_DATA, amount_in, foods_named, intakes_of, one, rounded, words_of
from kb.schema_foods import ALLERGENS, DANGERS, DIETS

Words = str | Iterable[str]
Food = Mapping[str, Any]
Filters = Mapping[str, Callable[[Food], bool]]
MOST_NUTRIENTS = 3
MOST_PORTIONS = 20


def find_foods(
    base: KnowledgeBase, nutrient: Words = "calcium", diet: Words = (), avoid: Words = (), group: str | None = None,
    search: str = "", per: str = "portion", scheme: str = "us", age_band: str = "19-30", include_avoid: bool = False,
) -> pd.DataFrame:  # fmt: skip
    """Find foods that hold much of a nutrient.

    Args:
        base: the knowledge base.
        nutrient: one to three ids of nutrients.csv; the first decides on the order.
        diet: "vegetarian", "vegan" or both.
        avoid: what must not be in it: dairy, egg, tree_nut, peanut, sesame, soy, gluten, fish, shellfish.
        group: an id of food_groups.csv; None for all groups.
        search: words to find in the names, as in `kb.searching`: foods with the most of them stay, of those
            to avoid also the half as good.
        per: amounts in a "portion" or in "100g".
        scheme: whose daily needs, "us" or "uk".
        age_band: an age band of the scheme, or one within it.
        include_avoid: also foods to avoid in pregnancy; a search finds them in any case.

    Returns:
        One row a food: id, name, group, portion_name, portion_g; for each nutrient `<id>`, the amount to 4 significant
        digits (halves up; NaN: no data), and `<id>_share`, that amount divided by the daily need (NaN: no data, or no
        need that was checked in a source); safety, pregnancy_note, check_label: the words of `diet` and `avoid` that
        only the label can answer. Most of the first nutrient first, then by name and id, then foods without data; foods
        to avoid last. If no food is left, `attrs["loosen"]` names the filter without which most come back.

    Raises:
        TypeError: for an argument of the wrong type.
        ValueError: for what is not allowed, with what is; for no nutrient or more than three.
    """
    nutrients, flags = _nutrients(base, nutrient), _flags(diet, avoid)
    one("per", per, ("portion", "100g"))
    needs = {name: row["amount"] for name, row in intakes_of(base, scheme, age_band).items()}
    filters = _filters(base, search, group, flags)
    rows = [_row(base, food, nutrients, needs, per, flags) for food in _passing(base, filters, include_avoid)]
    rows.sort(key=lambda row: _place(row, nutrients[0]))
    found = pd.DataFrame(rows, columns=_columns(nutrients))
    if not rows:
        found.attrs["loosen"] = _loosen(base, filters, include_avoid)
    return found


def _nutrients(base: KnowledgeBase, nutrient: Words) -> tuple[str, ...]:
    names = words_of("nutrient", nutrient, base.rows["nutrients"])
    if not 1 <= len(names) <= MOST_NUTRIENTS:
        raise ValueError(f"{len(names)} nutrients were asked for. Allowed: one to {MOST_NUTRIENTS} ids.")
    return names


def _flags(diet: Words, avoid: Words) -> dict[str, tuple[str, ...]]:
    return {"diet": words_of("diet", diet, DIETS), "avoid": words_of("avoid", avoid, ALLERGENS)}


def _flag(food: Food, word: str) -> str:
    return str(food[word if word in DIETS else f"{word}_free"])


def _filters(base: KnowledgeBase, search: str, group: str | None, flags: Mapping[str, tuple[str, ...]]) -> Filters:
    """The filters in use, in the order in which the first of equals is named as the one to loosen."""
    if not isinstance(search, str):
        raise TypeError(f"search must be text, not {search!r}.")
    if group is not None:
        one("group", group, base.rows["food_groups"])
    filters: dict[str, Callable[[Food], bool]] = {}
    named = foods_named(base, search)
    if named is not None:
        filters["search"] = lambda food: food["id"] in named
    if group is not None:
        filters["group"] = lambda food: bool(food["group_id"] == group)
    for name, asked in flags.items():
        if asked:
            filters[name] = lambda food, asked=asked: all(_flag(food, word) != "no" for word in asked)  # type: ignore[misc]
    return filters


def _passing(base: KnowledgeBase, filters: Filters, include_avoid: bool) -> list[Food]:
    if not isinstance(include_avoid, bool):
        raise TypeError(f"include_avoid must be True or False, not {include_avoid!r}.")
    shown = include_avoid or "search" in filters
    foods = (food for food in base.rows["foods"].values() if shown or food["safety"] not in DANGERS)
    return [food for food in foods if all(keeps(food) for keeps in filters.values())]


def _loosen(base: KnowledgeBase, filters: Filters, include_avoid: bool) -> str:
    def without(name: str) -> int:
        return len(_passing(base, {key: keeps for key, keeps in filters.items() if key != name}, include_avoid))

    return max(filters, key=without, default="")


def _row(
    base: KnowledgeBase, food: Food, nutrients: Iterable[str], needs: Mapping[str, float], per: str,
    flags: Mapping[str, tuple[str, ...]],
) -> dict[str, Any]:  # fmt: skip
    row = {name: food[name] for name in ("id", "name", "portion_name", "portion_g", "safety", "pregnancy_note")}
    row["group"] = food["group_id"]
    row["check_label"] = tuple(word for asked in flags.values() for word in asked if _flag(food, word) == "check")
    for name in nutrients:
        amount = amount_in(base, food["id"], name, food["portion_g"] if per == "portion" else 100)
        row[name] = NO_DATA if amount is None else rounded(amount)
        row[f"{name}_share"] = row[name] / needs.get(name, NO_DATA)
    return row


def _place(row: Mapping[str, Any], nutrient: str) -> tuple[bool, bool, float, str, str]:
    missing = row[nutrient] != row[nutrient]  # NaN
    return row["safety"] in DANGERS, missing, 0 if missing else -row[nutrient], row["name"], row["id"]


def _columns(nutrients: Iterable[str]) -> list[str]:
    amounts = [column for name in nutrients for column in (name, f"{name}_share")]
    return ["id", "name", "group", "portion_name", "portion_g", *amounts, "safety", "pregnancy_note", "check_label"]


def day_totals(
    base: KnowledgeBase, plate: Mapping[str, int], scheme: str = "us", age_band: str = "19-30"
) -> pd.DataFrame:
    """Add up what the portions of a day hold.

    Args:
        base: the knowledge base.
        plate: how many portions of each food, by its id: whole numbers from 0 to 20.
        scheme: whose daily needs, "us" or "uk".
        age_band: an age band of the scheme, or one within it.

    Returns:
        One row a nutrient on offer: id, total (4 significant digits, halves up), at_least (a food on the plate has no
        data, so it may be more), need, share (the total divided by the need), upper_limit, upper_limit_note. NaN where
        nothing was checked in a source. Where the limit is not for what food has by nature (magnesium, folate),
        upper_limit is NaN too and the note says why.

    Raises:
        TypeError: if the plate is no mapping, or scheme or age band no text.
        ValueError: for an unknown food, scheme or age band, or a count that is no whole number from 0 to 20.
    """
    counts, intakes = _counts(base, plate), intakes_of(base, scheme, age_band)
    offered = sorted((row for row in base.rows["nutrients"].values() if row["offered"]), key=lambda row: row["number"])
    rows = [_total(base, counts, nutrient, intakes.get(nutrient["id"], {})) for nutrient in offered]
    return pd.DataFrame(rows, columns=["id", "total", "at_least", "need", "share", "upper_limit", "upper_limit_note"])


def _counts(base: KnowledgeBase, plate: Mapping[str, int]) -> dict[str, int]:
    if not isinstance(plate, Mapping):
        raise TypeError(f"plate must name portions by food, such as {{“banana”: 1}}, not {plate!r}.")
    for food, count in plate.items():
        if food not in base.rows["foods"]:
            near = get_close_matches(str(food), base.rows["foods"], 3, 0.4)
            hint = f"The nearest ids: {', '.join(near)}." if near else "See base.foods for all ids."
            raise ValueError(f"unknown food “{food}”. {hint}")
        whole = isinstance(count, Integral) and not isinstance(count, bool)
        if not whole or not 0 <= count <= MOST_PORTIONS:
            raise ValueError(f"{food}: {count!r} portions. Allowed: whole numbers from 0 to {MOST_PORTIONS}.")
    return {food: int(count) for food, count in plate.items() if count}


def _total(
    base: KnowledgeBase, counts: Mapping[str, int], nutrient: Mapping[str, Any], intake: Mapping[str, Any]
) -> dict[str, Any]:
    total, at_least = 0.0, False
    for food, count in counts.items():
        amount = amount_in(base, food, nutrient["id"], base.rows["foods"][food]["portion_g"])
        at_least |= amount is None
        total += count * (amount or 0)
    limit = None if nutrient["limit_note"] else intake.get("upper_limit")
    need = intake.get("amount", NO_DATA)
    return {
        "id": nutrient["id"], "total": rounded(total), "at_least": at_least, "need": need,
        "share": rounded(total) / need, "upper_limit": NO_DATA if limit is None else limit,
        "upper_limit_note": nutrient["limit_note"] or intake.get("upper_limit_note", ""),
    }  # fmt: skip
