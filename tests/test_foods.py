"""Foods: the figures are the source's, no data is never 0, dangers do not slip through, errors say what is allowed."""

from __future__ import annotations

import csv
import math
import shutil
from itertools import combinations
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from conftest import DATA

import kb
from kb.base import SHIPPED
from kb.portions import rounded
from kb.schema_foods import ALLERGENS, DIETS, SAFETY

BASE = kb.load()
FOODS, NUTRIENTS, AMOUNTS = (BASE.rows[table] for table in ("foods", "nutrients", "food_nutrients"))
OFFERED = ["calcium", "magnesium", "vitamin_d", "iron", "folate_dfe", "potassium", "fibre"]
DANGERS = {"beef_liver_cooked", "blue_cheese", "brie", "chicken_liver_cooked", "cod_liver_oil", "king_mackerel_cooked",
           "shark_raw", "swordfish_cooked", "tilefish_cooked"}  # fmt: skip
US = {"calcium": 1000, "magnesium": 350, "vitamin_d": 15, "iron": 27, "folate_dfe": 600, "potassium": 2900, "fibre": 28}
WORDS = [*DIETS, *ALLERGENS]
with (DATA / "food_sample.csv").open(newline="", encoding="utf-8") as stream:
    SAMPLE = list(csv.DictReader(stream))


def ids(**filters: Any) -> list[str]:
    return list(kb.find_foods(BASE, **filters)["id"])


def one(food: str, *nutrients: str, **filters: Any) -> pd.Series:
    return kb.find_foods(BASE, list(nutrients) or "calcium", include_avoid=True, **filters).set_index("id").loc[food]


def asked(word: str) -> dict[str, list[str]]:
    return {"diet" if word in DIETS else "avoid": [word]}


def flag(food: str, word: str) -> str:
    return FOODS[food][word if word in DIETS else f"{word}_free"]


# What the tables say


def test_the_foods_and_nutrients_are_all_there() -> None:
    assert (len(FOODS), len(AMOUNTS), len(NUTRIENTS), len(BASE.food_groups)) == (159, 2505, 17, 21)
    assert BASE.foods["name"].is_unique
    assert BASE.nutrients.sort_values("number")["id"].tolist()[:7] == OFFERED
    assert [row["id"] for row in sorted(NUTRIENTS.values(), key=lambda row: row["number"]) if row["offered"]] == OFFERED
    assert sorted(BASE.nutrients["number"]) == list(range(1, 18))
    assert set(BASE.foods["group_id"]) == set(BASE.food_groups["id"])


@pytest.mark.parametrize("row", SAMPLE, ids=lambda row: f"{row['food_id']}.{row['nutrient_id']}")
def test_an_amount_is_that_of_the_source_and_no_data_there_is_no_data_here(row: dict[str, str]) -> None:
    found = one(row["food_id"], row["nutrient_id"], per="100g")[row["nutrient_id"]]
    key = f"{row['food_id']}.{row['nutrient_id']}"
    if row["amount_per_100g"]:
        assert AMOUNTS[key]["amount_per_100g"] == float(row["amount_per_100g"])
        assert found == pytest.approx(float(row["amount_per_100g"]), rel=5e-4, abs=0)
    else:
        assert key not in AMOUNTS
        assert math.isnan(found)


def test_the_sample_holds_forty_amounts_of_all_nutrients_with_zeros_and_gaps() -> None:
    amounts = [row["amount_per_100g"] for row in SAMPLE]
    assert {row["nutrient_id"] for row in SAMPLE} == set(NUTRIENTS)
    assert (len(list(filter(None, amounts))), amounts.count("")) == (40, 5)
    assert "0" in amounts


def test_what_needs_care_has_a_note_and_what_is_dangerous_is_known() -> None:
    assert all(row["pregnancy_note"] for row in FOODS.values() if row["safety"] != "none")
    assert {key for key, row in FOODS.items() if row["safety"].startswith("avoid")} == DANGERS
    assert set(BASE.foods["safety"]) == set(SAFETY)


@pytest.mark.parametrize(
    ("food", "figures"),
    [
        ("coffee_brewed", ["200 mg"]),
        ("brazil_nuts", ["96 µg", "5 g", "400 µg", "1 to 3 nuts"]),
        ("beef_liver_cooked", ["2,800 to 3,000 µg"]),
        ("cod_liver_oil", ["30,000 µg in 100 g"]),
        ("cod_atlantic_cooked", ["2 to 3 servings (8 to 12 oz) a week"]),
        ("herring_atlantic_cooked", ["2 to 3 servings (8 to 12 oz) a week", "at most 2 portions of oily fish a week"]),
        ("tuna_light_canned_in_water", ["2 fresh tuna steaks or 4 medium cans"]),
        ("tuna_white_albacore_canned_in_water", ["1 serving (4 oz) a week", "2 fresh tuna steaks or 4 medium cans"]),
        ("brie", ["steaming hot"]),
        ("blue_cheese", ["steaming hot"]),
    ],
)
def test_the_figures_of_a_note_are_those_of_the_advice(food: str, figures: list[str]) -> None:
    assert [figure for figure in figures if figure not in FOODS[food]["pregnancy_note"]] == []


def test_what_was_not_read_in_a_source_says_so_and_tells_no_figure() -> None:
    for food in ("red_kidney_beans_cooked", "hummus", "herbal_tea_not_chamomile_brewed", "papaya_ripe"):
        assert "till to be checked" in FOODS[food]["pregnancy_note"]
    for row in FOODS.values():
        unread = row["pregnancy_note"].lower().partition("still to be checked")[2].partition(".")[0]
        assert not any(letter.isdigit() for letter in unread), row["id"]


# Amounts and shares


def test_an_amount_is_that_of_the_portion_to_four_digits_with_halves_up() -> None:
    assert one("banana")["calcium"] == 5.9  # 5 mg in 100 g, 118 g
    assert one("banana", per="100g")["calcium"] == 5
    assert one("molasses", "energy")["energy"] == 58
    assert one("whole_grain_cereal_high_fortified")["calcium"] == 999.9  # 3,333 mg in 100 g, 30 g
    assert one("red_pepper_raw", "vitamin_c")["vitamin_c"] == 152  # 151.963
    assert [rounded(x) for x in (1302.5, 1303.5, 0.00012345678, 0.0, 123456.0)] == [1303, 1304, 0.0001235, 0, 123500]


def test_no_data_is_never_zero_and_zero_is_never_no_data() -> None:
    for name in NUTRIENTS:
        found = kb.find_foods(BASE, name, include_avoid=True).set_index("id")[name]
        assert set(found.index[found.notna()]) == {
            row["food_id"] for row in AMOUNTS.values() if row["nutrient_id"] == name
        }
    assert one("cod_atlantic_cooked", "fibre")["fibre"] == 0
    assert one("cod_atlantic_cooked", "fibre")["fibre_share"] == 0


@pytest.mark.parametrize(
    ("scheme", "age_band", "needs"),
    [
        ("us", "14-18", {**US, "calcium": 1300, "magnesium": 400, "potassium": 2600}),
        ("us", "19-30", US),
        ("us", "31-50", {**US, "magnesium": 360}),
        ("uk", "19-50", {"calcium": 700, "magnesium": 270, "vitamin_d": 10, "iron": 14.8}),
    ],
)
def test_a_share_is_the_amount_divided_by_the_need_of_scheme_and_age(
    scheme: str, age_band: str, needs: dict[str, float]
) -> None:
    for names in (OFFERED[:3], OFFERED[3:6], OFFERED[6:]):
        row = one("almonds", *names, scheme=scheme, age_band=age_band)
        for name in names:
            share = row[f"{name}_share"]
            assert math.isnan(share) if name not in needs else share == row[name] / needs[name]
    totals = kb.day_totals(BASE, {}, scheme, age_band).set_index("id")["need"]
    assert totals.dropna().to_dict() == needs


def test_a_need_from_memory_or_in_another_measure_is_never_used() -> None:
    unchecked = {key for key, row in BASE.rows["intakes"].items() if not row["checked"]}
    assert unchecked == {"uk.fibre.16+", "uk.folate_dfe.19-50", "uk.potassium.19-50"}
    assert math.isnan(one("banana", "potassium", scheme="uk")["potassium_share"])
    assert one("banana", "potassium", scheme="uk")["potassium"] > 0


def test_an_age_band_within_a_wider_one_counts_as_that_one() -> None:
    assert one("almonds", scheme="uk", age_band="31-50").equals(one("almonds", scheme="uk", age_band="19-50"))


@pytest.mark.parametrize("age_band", ["14-18", "16+", "18-30", "50-19", "", "adult", "31-51"])
def test_an_age_band_of_which_the_scheme_says_nothing_is_an_error(age_band: str) -> None:
    with pytest.raises(ValueError, match=rf"age_band=“{age_band.replace('+', '.')}”.*Allowed: 19-50\."):
        kb.find_foods(BASE, scheme="uk", age_band=age_band)
    with pytest.raises(ValueError, match="Allowed"):
        kb.day_totals(BASE, {}, "uk", age_band)


# Order and columns


@pytest.mark.parametrize("per", ["portion", "100g"])
@pytest.mark.parametrize("name", list(NUTRIENTS))
def test_most_first_then_by_name_then_without_data_and_dangers_last(name: str, per: str) -> None:
    found = kb.find_foods(BASE, name, per=per, include_avoid=True)
    places = [
        (
            row["id"] in DANGERS,
            math.isnan(row[name]),
            0 if math.isnan(row[name]) else -row[name],
            row["name"],
            row["id"],
        )
        for row in found.to_dict("records")
    ]
    assert places == sorted(places)
    assert len(found) == 159


def test_the_first_nutrient_decides_on_the_order_and_each_has_its_two_columns() -> None:
    found = kb.find_foods(BASE, ["iron", "fibre", "calcium"])
    assert list(found.columns) == [
        "id", "name", "group", "portion_name", "portion_g", "iron", "iron_share", "fibre", "fibre_share", "calcium",
        "calcium_share", "safety", "pregnancy_note", "check_label",
    ]  # fmt: skip
    assert list(found["id"]) == ids(nutrient="iron")
    assert list(kb.find_foods(BASE, ["iron", "iron"]).columns) == list(kb.find_foods(BASE, "iron").columns)
    assert set(found["group"]) <= set(BASE.rows["food_groups"])


# Filters


@pytest.mark.parametrize("word", WORDS)
def test_a_filter_leaves_out_what_it_rules_out_and_asks_for_the_label_where_it_decides(word: str) -> None:
    found = kb.find_foods(BASE, include_avoid=True, **asked(word))
    assert set(found["id"]) == {food for food in FOODS if flag(food, word) != "no"}
    for row in found.to_dict("records"):
        assert row["check_label"] == ((word,) if flag(row["id"], word) == "check" else ())
    assert 0 < len(found) < 159


@pytest.mark.parametrize(("first", "second"), list(combinations(WORDS, 2)))
def test_two_filters_together_are_stricter_than_each(first: str, second: str) -> None:
    both = {"diet": [w for w in (first, second) if w in DIETS], "avoid": [w for w in (first, second) if w in ALLERGENS]}
    assert set(ids(**both)) == set(ids(**asked(first))) & set(ids(**asked(second)))


def test_nothing_asked_means_nothing_to_check() -> None:
    assert set(kb.find_foods(BASE)["check_label"]) == {()}
    found = kb.find_foods(BASE, diet="vegan", avoid=["gluten", "soy"]).set_index("id")["check_label"]
    assert {word for words in found for word in words} == {"vegan", "gluten", "soy"}


def test_a_single_word_is_a_list_of_one() -> None:
    assert ids(diet="vegan", avoid="soy") == ids(diet=["vegan"], avoid=iter(["soy"]))


def test_a_dairy_allergy_never_meets_milk_and_a_vegan_never_meat() -> None:
    assert not {"milk_skimmed_vitamin_d_added", "feta", "parmesan"} & set(ids(avoid="dairy", include_avoid=True))
    assert not {"chicken_breast_roasted", "egg_hard_boiled", "feta"} & set(ids(diet="vegan", include_avoid=True))


@pytest.mark.parametrize("group", list(BASE.rows["food_groups"]))
def test_a_group_is_that_group_alone(group: str) -> None:
    assert set(ids(group=group, include_avoid=True)) == {key for key, row in FOODS.items() if row["group_id"] == group}


@pytest.mark.parametrize("name", OFFERED)
def test_dangers_show_only_when_asked_for_or_searched(name: str) -> None:
    assert not DANGERS & set(ids(nutrient=name))
    assert set(ids(nutrient=name, include_avoid=True)[-len(DANGERS):]) == DANGERS  # fmt: skip
    for food in DANGERS:
        assert food in ids(nutrient=name, search=FOODS[food]["name"])
    assert ids(search="cheese")[-1] == "blue_cheese"


@pytest.mark.parametrize(
    ("search", "some"),
    [
        ("brie", ["brie"]),
        ("BRIE", ["brie"]),
        ("  bríe ", ["brie"]),
        ("melon", ["cantaloupe_melon", "honeydew_melon", "watermelon"]),
        ("watermelon pip", ["watermelon"]),
        ("watermelno", ["watermelon"]),
        ("zucchini", ["courgette_zucchini_raw"]),
        ("garbanzo", ["chickpeas_cooked"]),
        ("cheddar", ["cheddar_cheese"]),
        ("kel corn", ["corn_flakes_kelloggs_us"]),
        ("flakes corn", ["corn_flakes_kelloggs_us"]),
        ("egg", ["egg_hard_boiled"]),
        ("2%", ["cottage_cheese_2_fat", "milk_2_fat_vitamin_d_added"]),
    ],
)
def test_a_search_takes_the_begin_of_words_and_longer_parts_anywhere(search: str, some: list[str]) -> None:
    assert sorted(ids(search=search)) == some


@pytest.mark.parametrize("search", ["", " ", "…", "%"])
def test_a_search_without_letters_is_none(search: str) -> None:
    assert ids(search=search) == ids()


@pytest.mark.parametrize(
    ("filters", "loosen"),
    [
        ({"search": "zzz"}, "search"),
        ({"search": "brie", "diet": "vegan"}, "search"),
        ({"group": "fish", "diet": "vegan"}, "group"),
        ({"group": "dairy", "avoid": "dairy"}, "group"),
        ({"search": "salmon", "group": "fish", "diet": "vegetarian"}, "diet"),
        ({"search": "almond", "avoid": "tree_nut"}, "search"),
        ({"search": "cod", "group": "fish", "avoid": "fish"}, "avoid"),
        ({"group": "fish_avoid"}, "group"),
        ({"search": "zzz", "group": "fish", "diet": "vegan"}, "search"),
    ],
)
def test_an_empty_result_names_the_filter_that_keeps_most_away(filters: dict[str, str], loosen: str) -> None:
    found = kb.find_foods(BASE, ["iron", "calcium"], **filters)
    assert found.empty
    assert "iron_share" in found.columns
    assert found.attrs["loosen"] == loosen
    counts = {name: len(ids(**{key: v for key, v in filters.items() if key != name})) for name in filters}
    assert counts[loosen] == max(counts.values())


# Errors


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"nutrient": "gold"}, r"“gold”.*calcium.*iron"),
        ({"nutrient": ["iron", "gold"]}, "“gold”"),
        ({"nutrient": []}, "^0 nutrients.*one to 3"),
        ({"nutrient": OFFERED[:4]}, "^4 nutrients.*one to 3"),
        ({"diet": "Vegan"}, "“Vegan”.*vegetarian, vegan"),
        ({"diet": ["vegan", "dairy"]}, "“dairy”"),
        ({"avoid": "milk"}, "“milk”.*dairy, egg, tree_nut, peanut, sesame, soy, gluten, fish, shellfish"),
        ({"avoid": ["soy", ""]}, "“”.*dairy"),
        ({"group": "sweets"}, "“sweets”.*dairy.*fruit"),
        ({"group": ""}, "“”.*fruit"),
        ({"per": "ounce"}, "“ounce”.*portion, 100g"),
        ({"scheme": "eu"}, "“eu”.*us, uk"),
        ({"age_band": "51-70"}, "“51-70”.*14-18, 19-30, 31-50"),
    ],
)
def test_a_word_that_is_not_known_is_named_with_those_that_are(arguments: dict[str, Any], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        kb.find_foods(BASE, **arguments)


@pytest.mark.parametrize(
    "arguments",
    [{"nutrient": 1}, {"nutrient": [1]}, {"nutrient": b"iron"}, {"diet": None}, {"avoid": [None]}, {"group": 1},
     {"search": None}, {"per": 100}, {"scheme": None}, {"age_band": 19}, {"include_avoid": "no"},
     {"include_avoid": None}],
)  # fmt: skip
def test_an_argument_of_the_wrong_type_is_named(arguments: dict[str, Any]) -> None:
    (name,) = arguments
    with pytest.raises(TypeError, match=name):
        kb.find_foods(BASE, **arguments)


# The plate


def test_totals_add_up_portions_in_the_order_of_the_nutrients() -> None:
    plate = {"banana": 2, "almonds": 1, "milk_skimmed_vitamin_d_added": 3}
    totals = kb.day_totals(BASE, plate).set_index("id")
    assert list(totals.index) == OFFERED
    assert list(totals.columns) == ["total", "at_least", "need", "share", "upper_limit", "upper_limit_note"]
    for name in OFFERED:
        exact = sum(count * AMOUNTS[f"{food}.{name}"]["amount_per_100g"] * FOODS[food]["portion_g"] / 100
                    for food, count in plate.items())  # fmt: skip
        assert totals["total"][name] == pytest.approx(exact, rel=5e-4)
        assert totals["share"][name] == totals["total"][name] / totals["need"][name]
    assert not totals["at_least"].any()


def test_a_food_without_data_makes_the_total_at_least_that() -> None:
    totals = kb.day_totals(BASE, {"tempeh": 1, "banana": 1}).set_index("id")
    assert totals["at_least"].to_dict() == {name: f"tempeh.{name}" not in AMOUNTS for name in OFFERED}
    assert totals["at_least"]["fibre"]
    assert totals["total"]["fibre"] == one("banana", "fibre")["fibre"]
    assert not kb.day_totals(BASE, {"tempeh": 0, "banana": 1})["at_least"].any()


def test_an_empty_plate_holds_nothing() -> None:
    totals = kb.day_totals(BASE, {})
    assert totals["total"].eq(0).all()
    assert not totals["at_least"].any()


def test_magnesium_and_folate_of_food_never_meet_a_limit() -> None:
    for scheme, age_band in (("us", "14-18"), ("us", "19-30"), ("us", "31-50"), ("uk", "19-50")):
        totals = kb.day_totals(BASE, {"pumpkin_seed_kernels": 20}, scheme, age_band).set_index("id")
        for name, words in (("magnesium", "pills and medicines"), ("folate_dfe", "man-made folate")):
            assert math.isnan(totals["upper_limit"][name])
            assert words in totals["upper_limit_note"][name]
    assert {key for key, row in NUTRIENTS.items() if row["limit_note"]} == {"magnesium", "folate_dfe"}


def test_limits_are_those_that_were_read_in_a_source() -> None:
    limits = {age: kb.day_totals(BASE, {}, "us", age).set_index("id")["upper_limit"].dropna().to_dict()
              for age in ("14-18", "19-30", "31-50")}  # fmt: skip
    adult = {"calcium": 2500, "vitamin_d": 100, "iron": 45}
    assert limits == {"14-18": {"vitamin_d": 100, "iron": 45}, "19-30": adult, "31-50": adult}


@pytest.mark.parametrize("count", [-1, 21, 1.5, 2.0, "2", None, True, math.nan])
def test_a_count_that_is_no_whole_number_up_to_twenty_is_an_error(count: Any) -> None:
    with pytest.raises(ValueError, match=r"banana: .* whole numbers from 0 to 20"):
        kb.day_totals(BASE, {"banana": count})


def test_a_plate_names_foods_that_there_are() -> None:
    with pytest.raises(ValueError, match=r"“bananna”.*\bbanana\b"):
        kb.day_totals(BASE, {"bananna": 1})
    for wrong in (["banana"], "banana", None):
        with pytest.raises(TypeError, match="plate"):
            kb.day_totals(BASE, wrong)  # type: ignore[arg-type]
    assert kb.day_totals(BASE, {"banana": 20}, "uk", "19-30").equals(kb.day_totals(BASE, {"banana": 20}, "uk", "19-50"))


# An instructor's own tables


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder with a copy of the shipped tables."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "tables"))


BAD = {
    "a negative amount": ("food_nutrients", "banana.iron", "amount_per_100g", "-1", "a number, 0 or more"),
    "no amount": ("food_nutrients", "banana.iron", "amount_per_100g", "", "a number, 0 or more"),
    "a word for an amount": ("food_nutrients", "banana.iron", "amount_per_100g", "nan", "a number, 0 or more"),
    "a comma in an amount": ("food_nutrients", "banana.iron", "amount_per_100g", "0,26", "a number, 0 or more"),
    "a food that is not there": ("food_nutrients", "banana.iron", "food_id", "plantain", "an id of foods.csv"),
    "a nutrient that is not there": ("food_nutrients", "banana.iron", "nutrient_id", "gold", "an id of nutrients.csv"),
    "an id of other parts": ("food_nutrients", "banana.iron", "id", "banana.irons", "banana.iron, made of"),
    "a negative portion": ("foods", "banana", "portion_g", "-118", "a number, 0 or more"),
    "a flag in other words": ("foods", "banana", "vegan", "maybe", "one of: yes, no, check"),
    "an unknown group": ("foods", "banana", "group_id", "sweets", "an id of food_groups.csv"),
    "an unknown safety": ("foods", "banana", "safety", "fine", "none, care, limit, avoid"),
    "a danger without a note": ("foods", "brie", "pregnancy_note", "", "some text, since safety is"),
    "a food without a source": ("foods", "banana", "source_ids", "", "at least one"),
    "an unknown unit": ("nutrients", "iron", "unit", "mcg", "kcal, g, mg, µg"),
    "an unknown scheme": ("intakes", "us.iron.19-30", "scheme", "eu", "us, uk"),
    "a limit in words": ("intakes", "us.iron.19-30", "upper_limit", "much", "or nothing"),
    "an intake of another age": ("intakes", "us.iron.19-30", "age_band", "19-31", "us.iron.19-31, made of"),
}


@pytest.mark.parametrize(("table", "row_id", "column", "text", "allowed"), BAD.values(), ids=BAD)
def test_a_bad_cell_is_told_with_file_row_and_what_is_allowed(
    own: Path, table: str, row_id: str, column: str, text: str, allowed: str
) -> None:
    file = own / f"{table}.csv"
    rows = list(csv.reader(file.read_text(encoding="utf-8").splitlines(keepends=True)))
    number = next(number for number, row in enumerate(rows, 1) if row[0] == row_id)
    rows[number - 1][rows[0].index(column)] = text
    with file.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)
    with pytest.raises(kb.TableError) as caught:
        kb.load(own)
    assert any(fault.startswith(f"{table}.csv, row {number}, ") and allowed in fault for fault in caught.value.errors)


def test_own_foods_are_found_like_the_shipped_ones(own: Path) -> None:
    file = own / "foods.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(",Banana,", ",Plátano,"), encoding="utf-8")
    assert list(kb.find_foods(kb.load(own), search="platano")["id"]) == ["banana"]
