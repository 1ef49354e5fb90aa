"""The tables of foods: what is in them, what one needs a day, and what to take care with; merged into `kb.schema`."""

from __future__ import annotations

from kb.columns import (
    COUNT,
    FLAG3,
    NOTE,
    NUMBER,
    OPTIONAL_NUMBER,
    ROW_ID,
    ROW_PATH,
    TEXT,
    YES_NO,
    Column,
    choice,
    one,
    some,
)

SAFETY = ("none", "care", "limit", "avoid", "avoid_unless_cooked")
DANGERS = ("avoid", "avoid_unless_cooked")  # no search may hide these
SCHEMES = ("us", "uk")
DIETS = ("vegetarian", "vegan")
ALLERGENS = ("dairy", "egg", "tree_nut", "peanut", "sesame", "soy", "gluten", "fish", "shellfish")

FOOD_TABLES: dict[str, dict[str, Column]] = {
    "food_groups": {"id": ROW_ID, "number": COUNT, "title": TEXT},
    "food_nutrients": {
        "id": ROW_ID,
        "food_id": one("foods"),
        "nutrient_id": one("nutrients"),
        "amount_per_100g": NUMBER,
    },
    "foods": {
        "id": ROW_ID,
        "name": TEXT,
        "group_id": one("food_groups"),
        "portion_name": TEXT,
        "portion_g": NUMBER,
        **dict.fromkeys(DIETS[::-1], FLAG3),
        **{f"{allergen}_free": FLAG3 for allergen in ALLERGENS},
        "safety": choice(*SAFETY),
        "pregnancy_note": NOTE,
        "source_ids": some("sources", required=True),
    },
    "intakes": {
        "id": ROW_PATH,
        "scheme": choice(*SCHEMES),
        "nutrient_id": one("nutrients"),
        "age_band": TEXT,
        "amount": NUMBER,
        "upper_limit": OPTIONAL_NUMBER,
        "upper_limit_note": NOTE,
        "note": NOTE,
        "checked": YES_NO,
        "source_ids": some("sources"),
    },
    "nutrients": {
        "id": ROW_ID,
        "number": COUNT,
        "name": TEXT,
        "unit": choice("kcal", "g", "mg", "µg"),
        "offered": YES_NO,
        "what_for": NOTE,
        "limit_note": NOTE,
        "source_ids": some("sources"),
    },
}
