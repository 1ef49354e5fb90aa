"""What the food finder needs of the knowledge base, as plain JSON values: foods as columns, the rest by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kb import KnowledgeBase
from kb.foods import MOST_NUTRIENTS, MOST_PORTIONS
from kb.schema_foods import ALLERGENS, DANGERS, DIETS, SCHEMES
from widgets.base import icons
from widgets.knowledge import columns, search_words

FLAGS = (*DIETS, *(f"{allergen}_free" for allergen in ALLERGENS))
ICONS = ("info", "no", "plate", "plus", "question", "search", "tick", "warn", "x")
NOT_LIVE = ("food_chart_", "food_paper_", "food_amount")


def offered(base: KnowledgeBase) -> list[Mapping[str, Any]]:
    """The nutrients that can be chosen, in the order of the list."""
    rows = [row for row in base.rows["nutrients"].values() if row["offered"]]
    return sorted(rows, key=lambda row: row["number"])


def groups(base: KnowledgeBase) -> list[Mapping[str, Any]]:
    """The food groups in the order of the list."""
    return sorted(base.rows["food_groups"].values(), key=lambda row: row["number"])


def amount(base: KnowledgeBase, food: str, nutrient: str) -> float | None:
    """How much of a nutrient 100 g of a food hold; None where there is no data."""
    row = base.rows["food_nutrients"].get(f"{food}.{nutrient}")
    return _short(row["amount_per_100g"]) if row else None


def _short(number: float) -> float:
    """Whole numbers without a point, which saves a tenth of the state."""
    return int(number) if number == int(number) else number


def food_columns(base: KnowledgeBase) -> dict[str, Any]:
    """The foods as columns. Notes stand once, in `notes`; a flag is one letter a food: y, n or c (check the label)."""
    rows = list(base.rows["foods"].values())
    notes = list(dict.fromkeys(["", *(row["pregnancy_note"] for row in rows)]))
    places = {group["id"]: place for place, group in enumerate(groups(base))}
    return {
        "id": [row["id"] for row in rows],
        "name": [row["name"] for row in rows],
        "portion": [row["portion_name"] for row in rows],
        "grams": [_short(row["portion_g"]) for row in rows],
        "group": [places[row["group_id"]] for row in rows],
        "safety": [row["safety"] for row in rows],
        "note": [notes.index(row["pregnancy_note"]) for row in rows],
        "notes": notes,
        "flags": {flag: "".join(row[flag][0] for row in rows) for flag in FLAGS},
        "amounts": {n["id"]: [amount(base, row["id"], n["id"]) for row in rows] for n in offered(base)},
    }


def checked_intakes(base: KnowledgeBase) -> list[dict[str, Any]]:
    """What is advised for a day, without what was not checked in a source."""
    shown = [n["id"] for n in offered(base)]
    rows = [row for row in base.rows["intakes"].values() if row["checked"] and row["nutrient_id"] in shown]
    return [{**row, "amount": _short(row["amount"])} for row in rows]


def bands(base: KnowledgeBase) -> dict[str, list[str]]:
    """The age bands of each scheme that have a checked intake, youngest first."""
    rows = checked_intakes(base)
    return {scheme: sorted({row["age_band"] for row in rows if row["scheme"] == scheme}) for scheme in SCHEMES}


def food_knowledge(base: KnowledgeBase) -> dict[str, Any]:
    """Nutrients, groups, intakes, words and drawings for the live view."""
    nutrients = [{**row, "limit": row["limit_note"]} for row in offered(base)]
    words = {key: base.text(key) for key in base.rows["strings"] if key.startswith("food_")}
    return {
        "nutrients": columns(nutrients, ("id", "name", "unit", "limit")),
        "groups": columns(groups(base), ("id", "title")),
        "intakes": columns(checked_intakes(base), ("id", "scheme", "nutrient_id", "age_band", "amount", "note")),
        "bands": bands(base),
        "diets": DIETS,
        "allergens": ALLERGENS,
        "dangers": DANGERS,
        "most_nutrients": MOST_NUTRIENTS,
        "most_portions": MOST_PORTIONS,
        "text": {key: text for key, text in words.items() if not key.startswith(NOT_LIVE)},
        "icons": {name: icons()[name] for name in ICONS},
        "search": search_words(base),
        "language": base.language,
    }


def words_of_amount(base: KnowledgeBase, value: float) -> str:
    """An amount as it is read: whole from 20 up, one digit below, "under 0.1" for a trace. The view does the same."""
    if 0 < value < 0.05:
        return base.text("food_under").format(amount="0.1")
    text = f"{int(value + 0.5)}" if value >= 20 else f"{int(value * 10 + 0.5) / 10:.1f}"
    return text.removesuffix(".0")
