"""The food finder: foods for a nutrient, with what to take care of in pregnancy, and one day on a plate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

import traitlets

from kb import KnowledgeBase
from kb.classroom import Classroom
from kb.foods import MOST_NUTRIENTS, MOST_PORTIONS
from kb.schema_foods import ALLERGENS, DANGERS, DIETS, SCHEMES
from widgets.base import LiveWidget, render
from widgets.food_data import (
    amount,
    bands,
    checked_intakes,
    food_columns,
    food_knowledge,
    groups,
    offered,
    words_of_amount,
)


class FoodFinder(LiveWidget):
    """Foods rich in a nutrient, with filters and a plate for one day. The browser decides; Python mirrors.

    Args:
        base: the knowledge base.
        nutrients: one to three ids of nutrients.csv to start with.
        scheme: whose daily needs to show, "us" or "uk"; None for those of the class's region, US if it has none.
        classroom: the class's settings.

    Attributes:
        chosen: one to three ids of nutrients.csv; the first decides on the order.
        diet: "vegetarian", "vegan" or both.
        avoid: what must not be in a food, such as "dairy".
        group: an id of food_groups.csv; "" for all groups.
        search: words to find in the names of foods.
        per: amounts in a "portion" or in "100g".
        sort: what comes first: most in a "portion" or in "100g", or the biggest "share" of a day for all chosen.
        scheme: "us" or "uk".
        age_band: an age band of the scheme; follows when the scheme changes.
        plate: how many portions of each food are in the day, by id.

    Raises:
        ValueError: when one of these is set to what is not allowed, with what is.
    """

    files = "food_finder"
    knowledge = traitlets.Dict().tag(sync=True)
    foods = traitlets.Dict().tag(sync=True)
    chosen = traitlets.List(traitlets.Unicode()).tag(sync=True)
    diet = traitlets.List(traitlets.Unicode()).tag(sync=True)
    avoid = traitlets.List(traitlets.Unicode()).tag(sync=True)
    group = traitlets.Unicode("").tag(sync=True)
    search = traitlets.Unicode("").tag(sync=True)
    per = traitlets.Unicode("portion").tag(sync=True)
    sort = traitlets.Unicode("portion").tag(sync=True)
    scheme = traitlets.Unicode("us").tag(sync=True)
    age_band = traitlets.Unicode("").tag(sync=True)
    plate = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        base: KnowledgeBase,
        *,
        nutrients: Iterable[str] = ("calcium",),
        scheme: str | None = None,
        classroom: Classroom | None = None,
    ) -> None:
        if isinstance(nutrients, str):
            raise TypeError(f"nutrients must be a list of ids, such as [“{nutrients}”], not a single text.")
        region = base.rows["regions"][(classroom or Classroom()).region]["intake_scheme"]
        used = scheme or (region if region in SCHEMES else "us")
        self._allowed = {
            "chosen": [n["id"] for n in offered(base)],
            "diet": DIETS,
            "avoid": ALLERGENS,
            "group": ["", *(group["id"] for group in groups(base))],
            "per": ("portion", "100g"),
            "sort": ("portion", "100g", "share"),
            "scheme": SCHEMES,
        }
        self._bands = bands(base)
        self._foods = {key: row["safety"] for key, row in base.rows["foods"].items()}
        self._base = base
        super().__init__(
            knowledge=food_knowledge(base),
            foods=food_columns(base),
            chosen=list(nutrients),
            scheme=_among("scheme", used, SCHEMES),
            age_band=usual_band(self._bands[used]),
            plain_html=paper_form(base, used),
        )

    @traitlets.validate("chosen", "diet", "avoid")
    def _each_allowed(self, proposal: Any) -> list[str]:
        name = proposal["trait"].name
        words = [_among(name, word, self._allowed[name]) for word in dict.fromkeys(proposal["value"])]
        if name == "chosen" and not 1 <= len(words) <= MOST_NUTRIENTS:
            raise ValueError(f"chosen needs one to {MOST_NUTRIENTS} nutrients, not {len(words)}.")
        return words

    @traitlets.validate("group", "per", "sort", "scheme")
    def _one_allowed(self, proposal: Any) -> str:
        return _among(proposal["trait"].name, proposal["value"], self._allowed[proposal["trait"].name])

    @traitlets.validate("age_band")
    def _band_of_the_scheme(self, proposal: Any) -> str:
        return _among("age_band", proposal["value"], self._bands[self.scheme])

    @traitlets.observe("scheme")
    def _follow(self, _: Any) -> None:
        if self.age_band not in self._bands[self.scheme]:
            self.age_band = usual_band(self._bands[self.scheme])

    @traitlets.validate("plate")
    def _counts(self, proposal: Any) -> dict[str, int]:
        plate = dict(proposal["value"])
        for food, count in plate.items():
            if food not in self._foods:
                raise ValueError(f"unknown food “{food}” on the plate. See base.foods for all ids.")
            if self._foods[food] in DANGERS:
                raise ValueError(f"“{food}” is a food to avoid in pregnancy, so it cannot be put on the plate.")
            if isinstance(count, bool) or not isinstance(count, int) or not 0 <= count <= MOST_PORTIONS:
                raise ValueError(f"{count!r} of “{food}” on the plate. Allowed: a whole number, 0 to {MOST_PORTIONS}.")
        return plate


def _among(name: str, value: str, allowed: Iterable[str]) -> str:
    if value not in (options := list(allowed)):
        shown = ", ".join(option or '""' for option in options)
        raise ValueError(f"{name}=“{value}” is not known. Allowed: {shown}.")
    return value


def usual_band(allowed: list[str]) -> str:
    """The age band that starts at 19, which US and UK tables both have."""
    return next((band for band in allowed if band.startswith("19-")), allowed[0])


def paper_form(base: KnowledgeBase, scheme: str) -> str:
    """All foods by group with what a portion brings, the foods to avoid with why, and a day to fill in with a pen."""
    nutrients = offered(base)
    band = usual_band(bands(base)[scheme])
    rows = [i for i in checked_intakes(base) if (i["scheme"], i["age_band"]) == (scheme, band)]
    needs = {intake["nutrient_id"]: words_of_amount(base, intake["amount"]) for intake in rows}
    foods = sorted(base.rows["foods"].values(), key=lambda food: food["name"].lower())
    good = [food for food in foods if food["safety"] not in DANGERS]
    notes = list(dict.fromkeys(food["pregnancy_note"] for food in good if food["pregnancy_note"]))
    marks = {note: _mark(place) for place, note in enumerate(notes)}
    by_group = [(group, [food for food in good if food["group_id"] == group["id"]]) for group in groups(base)]
    return render(
        "food_finder.html",
        base=base,
        nutrients=nutrients,
        needs=needs,
        scheme=base.text(f"food_scheme_{scheme}"),
        age=band.replace("-", " – "),
        groups=[(group, rows) for group, rows in by_group if rows],
        dangers=_by_note([food for food in foods if food["safety"] in DANGERS]),
        marks=marks,
        portion={food["id"]: {n["id"]: _portion(base, food, n["id"]) for n in nutrients} for food in good},
    )


def _mark(place: int) -> str:
    return chr(ord("a") + place % 26) * (1 + place // 26)


def _portion(base: KnowledgeBase, food: Mapping[str, Any], nutrient: str) -> str:
    held = amount(base, food["id"], nutrient)
    return "–" if held is None else words_of_amount(base, held * food["portion_g"] / 100)


def _by_note(foods: list[Mapping[str, Any]]) -> list[tuple[str, list[str]]]:
    ordered = sorted(foods, key=lambda food: (food["pregnancy_note"], food["name"]))
    return [(note, [food["name"] for food in some]) for note, some in groupby(ordered, lambda f: f["pregnancy_note"])]
