"""The food finder as a widget: what it takes from Python, what it refuses, what paper gets, how large it is."""

from __future__ import annotations

import json
import re

import pytest

import kb
from kb.classroom import Classroom
from kb.schema_foods import DANGERS
from widgets import FoodFinder
from widgets.charts import best_foods
from widgets.food_data import words_of_amount

MOST_STATE = 45_000
MOST_PLAIN = 45_000


@pytest.fixture
def finder(base: kb.KnowledgeBase) -> FoodFinder:
    return FoodFinder(base)


def test_it_starts_with_what_it_was_given(base):
    finder = FoodFinder(base, nutrients=("iron", "fibre"), scheme="uk")
    assert (finder.chosen, finder.scheme, finder.age_band, finder.plate) == (["iron", "fibre"], "uk", "19-50", {})
    assert repr(finder) == "<FoodFinder>"


@pytest.mark.parametrize(("region", "scheme"), [("uk", "uk"), ("us", "us"), ("ie", "us"), ("other", "us")])
def test_the_scheme_is_that_of_the_class(base, region, scheme):
    assert FoodFinder(base, classroom=Classroom(region=region)).scheme == scheme


def test_the_state_is_columns_with_gaps_for_no_data(base, finder):
    foods = finder.foods
    count = len(base.foods)
    assert {len(foods[name]) for name in ("id", "name", "portion", "grams", "group", "safety", "note")} == {count}
    assert {len(flags) for flags in foods["flags"].values()} == {count}
    assert set("".join(foods["flags"].values())) == set("ync")
    for nutrient, amounts in foods["amounts"].items():
        for food, amount in zip(foods["id"], amounts, strict=True):
            row = base.rows["food_nutrients"].get(f"{food}.{nutrient}")
            assert amount == (row and row["amount_per_100g"])
    assert None in foods["amounts"]["vitamin_d"]


def test_only_the_nutrients_on_offer_are_in_the_state(base, finder):
    offered = sorted(n["id"] for n in base.rows["nutrients"].values() if n["offered"])
    assert sorted(finder.foods["amounts"]) == sorted(finder.knowledge["nutrients"]["id"]) == offered
    assert len(offered) == 7


def test_only_checked_intakes_are_in_the_state(base, finder):
    shown = set(finder.knowledge["intakes"]["id"])
    assert shown
    assert all(base.rows["intakes"][key]["checked"] for key in shown)
    assert "uk.potassium.19-50" not in shown


def test_the_state_is_small(finder):
    state = {name: getattr(finder, name) for name in ("foods", "knowledge", "chosen", "plate")}
    assert len(json.dumps(state, ensure_ascii=False).encode()) <= MOST_STATE


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("chosen", []), ("chosen", ["calcium", "iron", "fibre", "magnesium"]), ("chosen", ["gold"]),
        ("chosen", ["sodium"]), ("diet", ["keto"]), ("avoid", ["wheat"]), ("group", "sweets"), ("per", "kg"),
        ("sort", "name"), ("scheme", "none"), ("age_band", "19-50"), ("age_band", ""), ("plate", {"stone": 1}),
        ("plate", {"banana": -1}), ("plate", {"banana": 1.5}), ("plate", {"banana": 21}), ("plate", {"banana": "2"}),
        ("plate", {"banana": True}), ("plate", {"brie": 1}),
    ],
)  # fmt: skip
def test_what_is_not_allowed_is_refused_and_changes_nothing(finder, name, value):
    before = getattr(finder, name)
    with pytest.raises(ValueError, match=r"[Aa]llowed|needs one to 3|all ids|avoid in pregnancy"):
        setattr(finder, name, value)
    assert getattr(finder, name) == before


def test_a_single_text_for_the_nutrients_is_refused(base):
    with pytest.raises(TypeError, match="list of ids"):
        FoodFinder(base, nutrients="iron")
    with pytest.raises(ValueError, match=r"Allowed: us, uk"):
        FoodFinder(base, scheme="eu")
    with pytest.raises(ValueError, match="Allowed: calcium"):
        FoodFinder(base, nutrients=["gold"])


def test_what_is_allowed_is_kept(finder):
    finder.chosen = ["iron", "calcium", "iron"]
    finder.diet, finder.avoid = ["vegan"], ["tree_nut", "soy"]
    finder.group, finder.per, finder.sort, finder.search = "legumes", "100g", "share", "bean"
    finder.plate = {"banana": 0, "almond_butter": 20}
    assert finder.chosen == ["iron", "calcium"]
    assert finder.plate == {"banana": 0, "almond_butter": 20}


def test_the_age_band_follows_the_scheme(finder):
    finder.age_band = "31-50"
    finder.scheme = "uk"
    assert finder.age_band == "19-50"
    finder.scheme = "us"
    assert finder.age_band == "19-30"


def test_the_browser_may_change_scheme_and_age_together(finder):
    finder.set_state({"scheme": "uk", "age_band": "19-50"})
    assert (finder.scheme, finder.age_band) == ("uk", "19-50")
    finder.set_state({"age_band": "31-50", "scheme": "us"})
    assert (finder.scheme, finder.age_band) == ("us", "31-50")


def test_paper_has_every_food_and_says_why_some_are_to_be_avoided(base, finder):
    html = finder.plain_html.replace("&amp;", "&").replace("&#34;", '"').replace("&#39;", "'")
    rows = {match[1].strip(): match[0] for match in re.finditer(r'<tr><th scope="row">([^<]*)<.*?</tr>', html)}
    good = [food for food in base.rows["foods"].values() if food["safety"] not in DANGERS]
    for food in good:
        assert food["portion_name"] in rows[food["name"]]
        assert rows[food["name"]].count("<td>") == 7
        assert food["pregnancy_note"] in html
    for food in base.rows["foods"].values():
        if food["safety"] in DANGERS:
            assert food["name"] not in rows
            assert food["name"] in html
            assert food["pregnancy_note"] in html
    assert all(group["title"] in html for group in base.rows["food_groups"].values() if "avoid" not in group["id"])
    assert base.text("food_paper_empty") in html
    assert html.count("<caption>") == 2
    assert len(html.encode()) <= MOST_PLAIN


def test_on_paper_no_data_is_a_dash_and_a_trace_is_not_nothing(base, finder):
    chia = re.search(r">Chia seeds.*?</tr>", finder.plain_html)[0]
    assert re.findall(r"<td>(.*?)</td>", chia)[2] == "–"
    assert words_of_amount(base, 0) == "0"
    assert words_of_amount(base, 0.04) == "under 0.1"
    assert words_of_amount(base, 0.05) == "0.1"
    assert words_of_amount(base, 19.96) == "20"
    assert words_of_amount(base, 999.9) == "1000"


def test_paper_of_a_uk_class_says_where_no_figure_is(base):
    finder = FoodFinder(base, scheme="uk")
    gaps = 7 - sum(scheme == "uk" for scheme in finder.knowledge["intakes"]["scheme"])
    assert gaps >= 2
    assert finder.plain_html.count(base.text("food_scheme_none").format(scheme="UK")) == gaps


def test_the_words_of_the_view_are_all_there(base, finder):
    from widgets.base import read_static

    used = set(re.findall(r"\bt\.(food_\w+)", read_static("food_finder.js")))
    assert used
    assert used <= set(finder.knowledge["text"])


def test_the_chart_says_in_words_and_numbers_what_it_draws(base):
    chart = best_foods(base, "iron", "uk", "19-50", 5)
    found = kb.find_foods(base, "iron", scheme="uk", age_band="19-50").head(5)
    assert list(chart.table.iloc[:, 0].str.split(", ").str[0]) == list(found["name"].str.split(", ").str[0])
    assert list(chart.figure.data[0].x) == [int(100 * share + 0.5) for share in found["iron_share"]]
    assert found["name"].iloc[0] in chart.sentence
    assert "UK" in chart.sentence
    assert not set(found["safety"]) & set(DANGERS)


@pytest.mark.parametrize("how", [{"nutrient": "gold"}, {"nutrient": "potassium", "scheme": "uk"}, {"count": 0}])
def test_a_chart_of_nothing_is_refused(base, how):
    with pytest.raises(ValueError, match=r"[Aa]llowed|nothing to show"):
        best_foods(base, **how)
