"""The weight range: what may be set, that paper tells all of it, and that nobody is judged."""

from __future__ import annotations

import json
import re
from typing import Any

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from conftest import ROOT

import kb
from kb.classroom import Classroom
from widgets import WeightRange
from widgets.charts import weight_corridors
from widgets.weight_paper import amount

HEAVIEST = 20_000  # bytes of state
PERSONAL = {"height_cm": None, "weight_kg": None, "points": []}
VERDICT = re.compile(r"too much|too little|overweight|obes|underweight|\bfat\b|\bideal\b|healthy weight|should (?:gain"
                     r"|lose|weigh)|\bgoal\b|\btarget\b|on track|well done|fault of", re.IGNORECASE)  # fmt: skip


@pytest.fixture
def weight(base: kb.KnowledgeBase) -> WeightRange:
    return WeightRange(base)


def words(html: str) -> str:
    return " ".join(BeautifulSoup(html, "html.parser").get_text().split())


def own_words(base: kb.KnowledgeBase) -> dict[str, str]:
    return {key: row["text"] for key, row in base.rows["strings"].items() if key.startswith("weight_")}


def test_it_starts_without_a_person_and_at_week_12(weight):
    assert {name: getattr(weight, name) for name in PERSONAL} == PERSONAL
    assert (weight.week, weight.babies, weight.units, weight.hidden) == (12, 1, "metric", False)
    assert weight.corridor is None


def test_the_region_of_the_class_decides_on_units_and_note_to_begin_with(base):
    begin = {region: WeightRange(base, classroom=Classroom(region=region)) for region in ("us", "uk", "nz")}
    assert {key: (one.scheme, one.units) for key, one in begin.items()} == {
        "us": ("us", "imperial"), "uk": ("uk", "metric"), "nz": ("other", "metric")}  # fmt: skip
    assert WeightRange(base, classroom=Classroom(region="us"), scheme="uk").scheme == "uk"
    with pytest.raises(ValueError, match=r"scheme='mars'.*us, uk, other"):
        WeightRange(base, scheme="mars")


def test_the_corridor_is_that_of_the_knowledge_base(base):
    weight = WeightRange(base, height_cm=165, weight_kg=62.5, babies=2)
    pd.testing.assert_frame_equal(weight.corridor, kb.weight_corridor(base, 165, 62.5, 2))


@pytest.mark.parametrize(("name", "value", "allowed"), [
    ("height_cm", 65, "100 to 250"), ("height_cm", float("nan"), "100 to 250"), ("weight_kg", 500, "25 to 300"),
    ("weight_kg", 20, "25 to 300"), ("units", "stone", "metric, imperial"), ("babies", 3, "1, 2"),
    ("week", 3, "4 to 40"), ("week", 41, "4 to 40"), ("scheme", "", "us, uk, other"),
])  # fmt: skip
def test_what_is_not_plausible_is_refused_and_named(weight, name, value, allowed):
    before = getattr(weight, name)
    with pytest.raises(ValueError, match=rf"{name}={value!r}.*Allowed: {allowed}"):
        setattr(weight, name, value)
    assert getattr(weight, name) == before


def test_height_and_weight_must_go_together_whichever_comes_last(weight):
    weight.height_cm = 165
    with pytest.raises(ValueError, match="pounds typed as kilos"):
        weight.weight_kg = 200
    assert weight.weight_kg is None
    weight.weight_kg = 62
    with pytest.raises(ValueError, match="inches as centimetres"):
        weight.height_cm = 240
    assert weight.height_cm == 165
    weight.height_cm = None
    weight.weight_kg = 200
    assert (weight.height_cm, weight.weight_kg) == (None, 200)


def test_own_weights_are_kept_in_the_order_of_the_weeks(weight):
    weight.points = [{"week": 20, "weight_kg": 68}, {"week": 12, "weight_kg": "63,4"}]
    assert weight.points == [{"week": 12, "weight_kg": 63.4}, {"week": 20, "weight_kg": 68.0}]


@pytest.mark.parametrize(("points", "said"), [
    ([{"week": 3, "weight_kg": 63}], "week=3.*4 to 40"), ([{"week": 12.5, "weight_kg": 63}], "4 to 40"),
    ([{"week": True, "weight_kg": 63}], "4 to 40"), ([{"week": 12, "weight_kg": 630}], "weight_kg=630.*25 to 300"),
    ([{"week": 12}], "week and weight_kg"), ([{"week": 12, "weight_kg": 63, "name": "x"}], "week and weight_kg"),
    ([{"week": 12, "weight_kg": 63}, {"week": 12, "weight_kg": 64}], "week 12 stands twice"),
])  # fmt: skip
def test_own_weights_that_cannot_be_are_refused(weight, points, said):
    with pytest.raises(ValueError, match=said):
        weight.points = points
    assert weight.points == []


def test_the_state_is_small_and_plain_json(weight):
    state = {key: value for key, value in weight.get_state().items() if key[0] != "_" and key != "plain_html"}
    size = len(json.dumps(state, ensure_ascii=False, default=str).encode())
    print(f"state: {size:,} bytes")  # noqa: T201  shown with -rP
    assert size <= HEAVIEST


def test_the_plain_form_has_all_ranges_in_both_units(weight, base):
    soup = BeautifulSoup(weight.plain_html, "html.parser")
    rows = {row.th.get_text(): words(str(row)) for row in soup.select("tbody tr")}
    assert list(rows) == [row["title"] for row in sorted(base.rows["weight_gain"].values(), key=lambda r: r["number"])]
    for band in base.rows["weight_gain"].values():
        for name in ("total", "twins"):
            if band[f"{name}_low_kg"] is None:
                assert base.text("weight_none") in rows[band["title"]]
                continue
            for unit in ("kg", "lb"):
                low, high = (amount(band[f"{name}_{end}_{unit}"]) for end in ("low", "high"))
                assert f"{low} – {high} {unit}" in rows[band["title"]]


def test_the_plain_form_has_a_corridor_to_plot_on_for_each_band(weight, base):
    soup = BeautifulSoup(weight.plain_html, "html.parser")
    drawings = soup.select("svg[role=img]")
    assert len(drawings) == len(base.rows["weight_gain"])
    named = [soup.find(id=drawing["aria-labelledby"]).get_text() for drawing in drawings]
    assert sorted(named) == sorted(row["title"] for row in base.rows["weight_gain"].values())
    assert all(drawing.desc.get_text() and drawing.select(".wk-wr__upper, .wk-wr__lower") for drawing in drawings)
    assert len({drawing.select_one(".wk-wr__upper")["points"] for drawing in drawings}) == len(drawings)
    assert not soup.select("script, input, button")


@pytest.mark.parametrize("key", ["weight_kind", "weight_whom", "weight_not_used", "call_anyway", "weight_babies_hint"])
def test_the_plain_form_says_whom_it_is_for_and_blames_nobody(weight, base, key):
    assert base.text(key) in words(weight.plain_html)


def test_the_signs_that_are_not_about_a_number_stand_there_as_the_rules_have_them(weight, base):
    for sign in ("face_hands_swollen", "vomiting_all"):
        assert base.rows["rules"][sign]["level"] == "same_day"
        assert base.rows["symptoms"][sign]["text"] in words(weight.plain_html)
        assert base.rows["symptoms"][sign]["text"] in [text for text, _ in weight.knowledge["signs"]["texts"]]
    assert weight.knowledge["signs"]["heading"] == base.rows["levels"]["same_day"]["list_heading"]


def test_no_word_of_it_is_a_verdict(weight, base):
    found = {key: text for key, text in own_words(base).items() if VERDICT.search(text)}
    assert found == {}
    assert not VERDICT.search(words(weight.plain_html))
    outside = base.text("weight_point_outside")
    assert "next visit" in outside
    assert "says little about you or your baby by itself" in outside


def test_the_words_with_the_numbers_put_away_hold_no_figure(base):
    for key in ("weight_hidden", "weight_kind", "weight_hide", "weight_hide_hint"):
        assert not re.search(r"\d", base.text(key)), key


def test_every_word_of_the_live_view_is_in_the_state_and_every_string_is_used(weight, base):
    script = "".join((ROOT / "widgets" / "static" / f"weight_{part}.js").read_text(encoding="utf-8")
                     for part in ("range", "form", "chart"))  # fmt: skip
    asked = set(re.findall(r"\bt\.(\w+)", script)) | {"fault_bmi_imperial"}
    assert asked <= set(weight.knowledge["text"]) | {"id"}
    made = re.compile(r"(?:babies|fault|scheme|units)_\w+")
    assert {key for key in weight.knowledge["text"] if not made.fullmatch(key)} - asked <= {"call_anyway", "signs"}


def test_the_notebook_holds_no_person():
    text = (ROOT / "notebooks" / "11_weight.ipynb").read_text(encoding="utf-8")
    assert "WeightRange(base, classroom=room)" in text


def test_the_chart_says_in_words_what_it_shows(base):
    chart = weight_corridors(base)
    low, high = kb.weight_corridor(base, 165, 65).set_index("week").loc[12]
    assert "0.5 to 1.8 kg" in chart.figure.layout.title.text
    assert (low, high) == (0.46, 1.85)
    assert list(chart.table.iloc[:, 0]) == [
        row["title"] for row in sorted(base.rows["weight_gain"].values(), key=lambda row: row["number"])]  # fmt: skip
    assert chart.table.iloc[:, 1].nunique() == 1
    assert chart.table.iloc[:, 2].tolist() == ["12.5 – 18", "11.5 – 16", "7 – 11.5", "5 – 9"]
    assert "NICE" in chart.sentence
    assert all(word in chart.sentence for word in ("solid", "dashed", "kg", "2009"))


def test_the_chart_tells_its_lines_apart_without_colour(base):
    lines: list[Any] = weight_corridors(base).figure.data
    assert len(lines) == 4 * 3
    assert {line.line.dash for line in lines} == {"dash", None, "dot"}
    assert {line.name for line in lines} == {base.text(f"weight_chart_{n}") for n in ("upper", "lower", "week_12")}
